"""Steps that a document asks for in words: a file to create, lines to add, words to replace. Read, and done to texts.

Create `path`:                                   and a block of code
In `path`, before the line `words`, add:         and a block (or: behind); the line begins with the words,
                                                 and where it says "that `others` follows", the next with those
In `path`, write `new` in place of `old`.        everywhere in the file
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

CREATE, BEFORE, BEHIND, REPLACE = "create", "before", "behind", "replace"
_CREATE = re.compile(r"Create `(?P<path>[^`]+)`:")
_ADD = re.compile(
    r"In `(?P<path>[^`]+)`, (?P<how>before|behind) the line `(?P<old>.+?)`(?: that `(?P<next>[^`]+)` follows)?, add:"
)
_REPLACE = re.compile(r"In `(?P<path>[^`]+)`, write `(?P<new>[^`]+)` in place of `(?P<old>[^`]+)`\.")
_BEGINNING = re.compile(r"Create `|In `[^`]+`, ")
_FENCE = "```"


class StepError(ValueError):
    """A step that cannot be read, or not be followed."""


class Step(NamedTuple):
    """What is done to one file; `old` is what is replaced, or how the line begins that is added to and the next."""

    path: str
    how: str
    old: str
    new: str
    next: str = ""


def read(document: str) -> list[Step]:
    """Return the steps of a document; what begins like a step, and is none, is an error."""
    lines = iter(document.splitlines(keepends=True))
    return [step for line in lines if (step := _step(line.strip(), lines)) is not None]


def _step(words: str, lines: Iterator[str]) -> Step | None:
    if words.startswith(_FENCE):
        _rest_of_block(lines)  # of no step: what stands in it are no words of the document
    elif match := _CREATE.fullmatch(words):
        return Step(match["path"], CREATE, "", _block(words, lines))
    elif match := _ADD.fullmatch(words):
        return Step(match["path"], match["how"], match["old"], _block(words, lines), match["next"] or "")
    elif match := _REPLACE.fullmatch(words):
        return Step(match["path"], REPLACE, match["old"], match["new"])
    elif _BEGINNING.match(words):
        raise StepError(f"nobody can follow this: {words}")
    return None


def _block(words: str, lines: Iterator[str]) -> str:
    between, fence = next(lines, ""), next(lines, "")
    if between.strip() or not fence.strip().startswith(_FENCE):
        raise StepError(f"no block of code follows: {words}")
    margin = fence[: fence.index(_FENCE)]  # what is indented more than the block is so in the file, too
    return "".join(line.removeprefix(margin) for line in _rest_of_block(lines))


def _rest_of_block(lines: Iterator[str]) -> list[str]:
    block: list[str] = []
    for line in lines:
        if line.strip() == _FENCE:
            return block
        block.append(line)
    raise StepError("a block of code does not end")


def done(step: Step, text: str | None) -> str:
    """Return the text of a file after a step; None stands for a file that does not exist."""
    if (text is None) != (step.how == CREATE):
        raise StepError(f"{step.path} {'does not exist' if text is None else 'exists already'}")
    if text is None:
        return step.new
    if step.how == REPLACE:
        if step.old not in text:
            raise StepError(f"{step.path} does not hold {step.old}")
        return text.replace(step.old, step.new)
    lines = text.splitlines(keepends=True)
    pairs = enumerate(zip(lines, [*lines[1:], ""], strict=True))
    places = [
        number
        for number, (line, following) in pairs
        if line.strip().startswith(step.old) and following.strip().startswith(step.next)
    ]
    if len(places) != 1:
        raise StepError(f"{step.path} has {len(places)} lines that begin with {step.old}")
    at = places[0] + (step.how == BEHIND)
    return "".join([*lines[:at], step.new, *lines[at:]])


def follow(steps: Iterable[Step], root: Path) -> dict[str, str]:
    """Return the files of a folder that some steps create or change, each with its new text."""
    texts: dict[str, str] = {}
    for step in steps:
        path = root / step.path
        if step.path not in texts and path.exists():
            texts[step.path] = path.read_text("utf-8")
        texts[step.path] = done(step, texts.get(step.path))
    return texts

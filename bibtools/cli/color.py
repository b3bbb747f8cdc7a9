"""Colour for people: what is written to a terminal is coloured line by line, by what the line is.

Piped output and files stay plain, as do hooks. https://no-color.org, and `--color` over it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from typing import Literal

import click

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.rules import ERROR, NOTE, RULES, WARNING

ColorChoice = Literal["auto", "always", "never"]
CHOICES: tuple[ColorChoice, ...] = ("auto", "always", "never")

_LEVELS = {ERROR: "red", WARNING: "yellow", NOTE: "cyan"}
_FINDING = lazy_pattern(r"(?P<place>[^\s:][^\n]*?(?::\d+){0,2}): (?P<rule>[a-z][a-z-]+): ")
_DIFF = lazy_pattern(r"^--- .*\n\+\+\+ ", re.MULTILINE)
_CHANGE = lazy_pattern(r"(?P<what>  (?:added|updated|copied|present|removed) +)(?P<key>\S+)")
_URL = lazy_pattern(r"https?://[^\s<>\"'()\x00-\x1f\x7f-\x9f]+[^\s<>\"'().,;:\x00-\x1f\x7f-\x9f]")


def is_colored(choice: ColorChoice, environ: Mapping[str, str], *, is_terminal: bool) -> bool:
    """Return whether output to a stream is coloured."""
    if choice != "auto":
        return choice == "always"
    return is_terminal and not environ.get("NO_COLOR") and environ.get("TERM", "dumb") != "dumb"


def colored(text: str) -> str:
    """Return a text with the colours that its lines have on a terminal, and with links on its addresses."""
    style = _diff_line if _DIFF.match(text) else _line
    return "".join(map(style, text.splitlines(keepends=True)))


def styled(text: str, is_terminal: bool) -> str:  # noqa: FBT001 - of the stream that the text goes to
    """Return a text as it goes to a stream of the command that runs."""
    return colored(text) if text and is_wanted(is_terminal) else text


def is_wanted(is_terminal: bool) -> bool:  # noqa: FBT001 - the same
    """Return whether the running command colours its output to a stream."""
    return is_colored(_choice(), os.environ, is_terminal=is_terminal)


def _choice() -> ColorChoice:
    context = click.get_current_context(silent=True)
    found: ColorChoice = context.find_root().meta.get(__name__, "auto") if context else "auto"
    return found


def choose(ctx: click.Context, param: click.Parameter, value: ColorChoice | None) -> None:
    """Note what the user wants of colours, wherever on the command line it stands."""
    del param
    if value is not None:
        ctx.find_root().meta[__name__] = value


def _line(line: str) -> str:
    for pattern, style in _LINES:
        if match := pattern.match(line):
            return style(match) + _linked(line[match.end() :])
    return _linked(line)


def _finding(match: re.Match[str]) -> str:
    rule = RULES.get(match["rule"])
    shown = click.style(match["rule"], fg=_LEVELS[rule.level]) if rule else match["rule"]
    return f"{click.style(match['place'], bold=True)}: {shown}: "


def _diff_line(line: str) -> str:
    for start, color in _OF_DIFF.items():
        if line.startswith(start):
            body = line.rstrip("\r\n")
            return click.style(body, fg=color, bold=None if color else True) + line[len(body) :]
    return line


def _linked(text: str) -> str:
    """Return a text whose addresses a terminal opens (OSC 8)."""
    return _URL.sub(lambda match: f"\x1b]8;;{match[0]}\x1b\\{match[0]}\x1b]8;;\x1b\\", text)


_LINES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (lazy_pattern(r"bibtools(?:-\w+)?: (?:error: )?"), lambda match: click.style(match[0], fg="red", bold=True)),
    (lazy_pattern(r"note: "), lambda match: click.style(match[0], fg="cyan")),
    (_FINDING, _finding),
    (_CHANGE, lambda match: click.style(match["what"], fg="green") + click.style(match["key"], bold=True)),
)
_OF_DIFF = {"+++": None, "---": None, "@@": "cyan", "+": "green", "-": "red"}  # None: bold

r"""Conditionals of TeX: where what an `\iffalse` hides comes to its end.

TeX counts what is a conditional, and a name alone does not show that: `\ifdraft` of `\newif` is one, `\iftoggle` of
etoolbox is a macro that takes arguments. So whatever looks like one is counted first. Where the text then ends before
its `\fi`, only what is more surely one counts: a reader that waits for a missing `\fi` hides the rest of a paper.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.text import Span
from bibtools.sources.tex_commands import argument, arguments

_WORD = lazy_pattern(
    r"%[^\r\n]*|\\newif\s*\\[A-Za-z@]+|\\(?!ifthenelse|iff(?![A-Za-z@]))(if[A-Za-z@]*|else|fi)(?![A-Za-z@])|\\."
)
_MADE = lazy_pattern(r"\\(?:newif|let)\s*\\(if[A-Za-z@]+)")
_NEW = lazy_pattern(r"\\newif\s*\\if([A-Za-z@]+)")
_SETTING = lazy_pattern(
    r"(?:(?P<first>^[ \t]*+)|\\newif\s{0,9}\\if(?P<new>[A-Za-z@]++)\s{0,9}|)"
    r"\\(?P<name>[A-Za-z@]+?)(?P<value>true|false)(?![A-Za-z@])",
    re.MULTILINE,
)
_TAKES_ARGUMENTS = lazy_pattern(r"\s{0,9}\{")
# TeX by topic, 13; the manuals of e-TeX, pdfTeX and LuaTeX.
_TARGET = lazy_pattern(r"\\(?:newif|let|def|string)\s*(?:\\[A-Za-z@]+\s*=?\s*)?\Z")
_LITERAL = lazy_pattern(
    r"\\if(?:(?P<word>true|false)(?![A-Za-z@])|\s*(?P<one>[0-9a-z])(?P<two>[0-9a-z])(?<!\\if[a-z][a-z])"
    r"|num\s*(?P<first>\d{1,9})\s*(?P<sign>[<=>])\s*(?P<second>\d{1,9})(?!\d))"
)
# How many arguments say what the condition is: ifthen, etoolbox, LaTeX.
_CHOICES = {
    **dict.fromkeys(("ifthenelse", "iftoggle", "nottoggle", "ifbool", "notbool", "ifdef", "ifundef", "ifcsdef"), 1),
    **dict.fromkeys(("ifcsundef", "ifdefempty", "ifcsempty", "ifblank", "notblank", "ifstrempty", "IfFileExists"), 1),
    "InputIfFileExists": 1,
    **dict.fromkeys(("@ifundefined", "@ifpackageloaded", "@ifclassloaded", "ifboolexpr", "ifnumodd", "IfBooleanTF"), 1),
    **dict.fromkeys(("IfNoValueTF", "IfValueTF", "IfPackageLoadedTF"), 1),
    **dict.fromkeys(("ifdefstring", "ifcsstring", "ifstrequal", "ifdefequal", "ifinlist", "ifinlistcs"), 2),
    **dict.fromkeys(("ifnumequal", "ifnumless", "ifnumgreater"), 2),
    "ifnumcomp": 3,
}
_CHOOSING = lazy_pattern(rf"\\({'|'.join(_CHOICES)})(?=\s*\{{)")
_PRIMITIVES = frozenset(
    f"if{name}"
    for name in (
        *("", "cat", "num", "dim", "odd", "vmode", "hmode", "mmode", "inner", "x", "void", "hbox", "vbox", "eof"),
        *("true", "false", "case", "defined", "csname", "fontchar", "incsname", "condition", "primitive", "absnum"),
        *("absdim", "pdfabsnum", "pdfabsdim", "pdfprimitive"),
    )
)

Counts = Callable[["re.Match[str]", frozenset[str]], bool]
_COUNTS: tuple[Counts, ...] = (  # whether an `\if…` is a conditional, given those that the text makes
    lambda _, __: True,
    lambda match, _: not _TAKES_ARGUMENTS.match(match.string, match.end()),
    lambda match, made: match[1] in _PRIMITIVES or match[1] in made or "@" in match[1],
)


def end_of_input(text: str, at: int) -> int:
    r"""Return where the text ends that an `\endinput` on the line before an offset ends: here, if a condition asks."""
    depth = 0
    for match in _WORD.finditer(text, at):
        word = match[1] or ""
        depth += word.startswith("if") - (word == "fi")
        if depth < 0:
            return at
    return len(text)


def left_out(text: str) -> list[Span]:
    r"""Return the branches of a text without comments that a run may leave out.

    A conditional that is true for sure has none but its `\else`. A `\newif` that nothing sets is false; where it is set
    in both ways, or not at the beginning of a line, it may be either, as whatever depends on a run.
    """
    if "\\if" not in text and "\\not" not in text and "\\If" not in text and "\\InputIf" not in text:
        return []
    states = _states(text)
    around: list[tuple[int, bool | None, int]] = []  # where a conditional begins, its state, where its \else is
    found: list[Span] = []
    for match in _WORD.finditer(text):
        word = match[1] or ""
        if word.startswith("if") and _COUNTS[1](match, frozenset()) and not _is_target(text, match.start()):
            is_true = states[word[2:]] if word[2:] in states else _value(match)
            around.append((match.end(), is_true, -1))
        elif word == "else" and around:
            around[-1] = (*around[-1][:2], match.start())
        elif word == "fi" and around:
            begin, is_true, other = around.pop()
            if not is_true:
                found.append(Span(begin, other if is_true is False and other >= 0 else match.start()))
            elif other >= 0:
                found.append(Span(other, match.start()))
    return [*found, *_branches(text)]


def _is_target(text: str, at: int) -> bool:
    return _TARGET.search(text, max(0, at - 40), at) is not None


def _value(conditional: re.Match[str]) -> bool | None:
    r"""Return what a conditional of TeX comes to, None where that is known only at run time: `\if00`, `\ifnum1>2`."""
    literal = _LITERAL.match(conditional.string, conditional.start())
    if literal is None:
        return None
    if literal["word"]:
        return literal["word"] == "true"
    if literal["one"]:
        return literal["one"] == literal["two"]
    first, second = int(literal["first"]), int(literal["second"])
    return {"<": first < second, "=": first == second, ">": first > second}[literal["sign"]]


def _branches(text: str) -> Iterator[Span]:
    """Yield the arguments of macros that print one of two, by a condition in the arguments before."""
    for match in _CHOOSING.finditer(text):
        _, at = arguments(text, match.end(), _CHOICES[match[1]])
        for _ in range(2):
            branch = argument(text, at)
            if branch is None:
                break
            yield Span(at, branch.end)
            at = branch.end


def _states(text: str) -> dict[str, bool | None]:
    """Return what the conditionals that a text makes are set to, None where that depends on a run."""
    set_to: dict[str, set[bool | None]] = {name: set() for name in _NEW.findall(text)}
    for match in _SETTING.finditer(text) if set_to else ():
        is_sure = match["first"] is not None or match["new"] == match["name"]
        set_to.get(match["name"], set()).add(match["value"] == "true" if is_sure else None)
    return {name: next(iter(each)) if len(each) == 1 else None if each else False for name, each in set_to.items()}


def end_of_conditional(text: str, at: int) -> int:
    r"""Return the end of the conditional whose `\if…` ends at an offset: its `\else` or `\fi`, or the text's end."""
    start = text.rfind("\\if", 0, at)
    found = (_ends(text, way).get(start) for way in range(len(_COUNTS)))
    return next((end for end in found if end is not None), len(text))


@lru_cache(maxsize=len(_COUNTS))
def _ends(text: str, way: int) -> dict[int, int]:
    r"""Return where all conditionals of a text end, by the offsets of their `\if…`, in time linear in the text."""
    made = frozenset(_MADE.findall(text))
    open_at: list[int] = []
    ends: dict[int, int] = {}
    for match in _WORD.finditer(text):
        word = match[1] or ""
        if word.startswith("if") and _COUNTS[way](match, made):
            open_at.append(match.start())
        elif word in {"else", "fi"} and open_at:
            ends.setdefault(open_at[-1] if word == "else" else open_at.pop(), match.end())
    return ends

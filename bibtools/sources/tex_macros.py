r"""Macros that a text of TeX defines, as far as they say names of files.

A macro without arguments that holds plain text is that text. One with arguments that reads a file or names a library
(`\newcommand{\chap}[1]{\input{chapters/#1}}`) is its body, with `#1`, `#2` for what it takes in braces; an optional
argument has its default value there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple
from bibtools.sources.tex_commands import Command, argument, options

DEFINING = frozenset(
    "newcommand renewcommand providecommand DeclareRobustCommand def edef gdef xdef let"
    " NewDocumentCommand RenewDocumentCommand ProvideDocumentCommand DeclareDocumentCommand".split()
)
UNFOLLOWED = lazy_pattern(r"\\(?!jobname(?![A-Za-z@]))[A-Za-z@]+\s*|##?[1-9]")  # macros of a name that are not known
_LONGEST_TEXT = 300
_LONGEST_BODY = 2000
_LONGEST_NAME = 4000
_DEPTH = 10  # macros within macros
_USES = 50  # of macros in one name, or one list of names

# What these do to a name is nothing, or a character.
_NOTHING = "relax empty @empty xspace protect expandafter noexpand string detokenize unexpanded ignorespaces".split()
_KNOWN = {**dict.fromkeys(_NOTHING, ""), "space": " ", "@currdir": "./"}
_TARGET = lazy_pattern(r"\*?\s{0,20}(?:\{\s{0,20}\\([A-Za-z@]+)\s{0,20}\}|\\([A-Za-z@]+))")
_ALIAS = lazy_pattern(r"\s{0,20}(?:=\s{0,20})?\\([A-Za-z@]+)")
_PARAMETERS = lazy_pattern(r"\s{0,20}(?:#[1-9]\s{0,20})*+(?=\{)")
# https://ctan.org/pkg/xparse, section 1: what an argument is, with its default or the marks around it.
_ARGUMENT = lazy_pattern(
    r"[+!\s]*(?:>\s*\{(?:[^{}]|\{[^{}]*\})*\}[+!\s]*)*(?:([ms])|(o)|O\s*\{([^{}]*)\}|([a-zA-Z])(?:\{[^{}]*\}|[^\w\s])*)"
)
_OF_XARGS = lazy_pattern(r"([1-9])\s*=\s*(\{[^{}]*\}|[^,]*)")
_MOST_ARGUMENTS = 9
_NUMBERS = frozenset("123456789")
_PLAIN = lazy_pattern(r"(?:[^\\{}#%\r\n]|\\[A-Za-z@]+|\{[^\\{}#%\r\n]*+\})*+")
_USE = lazy_pattern(r"\\([A-Za-z@]+)(?:[ \t]+|\{\})?")
_PARAMETER = lazy_pattern(r"#([1-9])")
_GROUP = lazy_pattern(r"\{([^{},]*)\}")


class Definition(NamedTuple):
    """A definition: the macro's name, where that ends, what it stands for, and where the definition ends.

    `body` is None where it cannot be determined. In it optional arguments have their defaults, the others count from
    one; `whole` is as it is written, with a number for each of what the macro `takes`: `m` in braces, `s` a star, `o`
    in brackets, `=x` in brackets or else `x`, `?` otherwise.
    """

    name: str
    target_end: int
    body: str | None
    end: int
    takes: tuple[str, ...] = ()
    whole: str = ""


def read_definition(text: str, command: Command) -> Definition | None:
    """Return the definition that a defining command begins; None if none follows."""
    target = _TARGET.match(text, command.end)
    if target is None:
        return None
    name, at = target[1] or target[2], target.end()
    if command.name == "let":
        alias = _ALIAS.match(text, at)
        return Definition(name, at, f"\\{alias[1]}", alias.end()) if alias else Definition(name, at, None, at)
    takes, begin = taken(text, at, command.name)
    body = argument(text, begin)
    if body is None:
        return Definition(name, at, None, at)
    return Definition(name, at, _shifted(body.text, takes), body.end, takes=takes, whole=body.text)


def taken(text: str, at: int, by: str) -> tuple[tuple[str, ...], int]:
    """Return what a macro takes that is made by a command, given where that follows, and where its body begins."""
    if by.endswith("def"):
        parameters = _PARAMETERS.match(text, at)
        return (("m",) * parameters[0].count("#"), parameters.end()) if parameters else ((), at)
    if by.endswith("DocumentCommand"):
        signature = argument(text, at)
        return (signed(signature.text), signature.end) if signature else ((), at)
    found, end = options(text, at)
    number = int(found[0]) if found and found[0].strip() in _NUMBERS else 0
    defaults = {0: found[1]} if len(found) > 1 else {}
    if by.endswith("commandx") and defaults:
        defaults = {int(each[1]) - 1: each[2].strip("{}") for each in _OF_XARGS.finditer(found[1])}
    return tuple(f"={defaults[each]}" if each in defaults else "m" for each in range(number)), end


def signed(signature: str) -> tuple[str, ...]:
    r"""Return what a macro takes by the signature of a `\NewDocumentCommand`, without its braces."""
    found = _ARGUMENT.finditer(signature)
    taken = (each[1] or each[2] or ("?" if each[3] is None else f"={each[3]}") for each in found)
    return tuple(taken)[:_MOST_ARGUMENTS]


def _shifted(body: str, takes: Sequence[str]) -> str:
    """Return a body in which optional arguments have their defaults, and the others count from one."""
    if all(each == "m" for each in takes):
        return body

    def value(match: re.Match[str]) -> str:
        number = int(match[1]) - 1
        if number < len(takes) and takes[number] != "m":
            return takes[number][1:]
        return f"#{number + 1 - sum(each != 'm' for each in takes[:number])}"

    return _PARAMETER.sub(value, body)


def is_text(body: str) -> bool:
    """Return whether the body of a macro may be a part of a name."""
    return len(body) <= _LONGEST_TEXT and _PLAIN.fullmatch(body) is not None


def takes_arguments(body: str) -> bool:
    """Return whether the body of a macro has places for arguments."""
    return len(body) <= _LONGEST_BODY and _PARAMETER.search(body) is not None


def arity(body: str) -> int:
    """Return how many arguments the body of a macro uses at least."""
    return max((int(number) for number in _PARAMETER.findall(body)), default=0)


def filled(body: str, given: list[str]) -> str:
    """Return the body of a macro with its arguments."""
    return _PARAMETER.sub(lambda match: given[int(match[1]) - 1], body)


def expand(name: str, macros: Mapping[str, str]) -> str:
    """Return a name with what its macros stand for, as far as they are known."""

    def value(match: re.Match[str]) -> str:
        body = macros.get(match[1], _KNOWN.get(match[1]))
        return match[0] if body is None or "#" in body else body

    left = _USES
    for _ in range(_DEPTH):
        if "\\" not in name or not left:
            break
        longer, uses = _USE.subn(value, name, count=left)
        if longer == name or len(longer) > _LONGEST_NAME:
            break
        name, left = longer, max(0, left - uses)
    return _GROUP.sub(r"\1", name)

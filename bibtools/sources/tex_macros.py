r"""Macros that a text of TeX defines, as far as they say names of files.

A macro without arguments that holds plain text is that text. One with arguments that reads a file or names a library
(`\newcommand{\chap}[1]{\input{chapters/#1}}`) is its body, with `#1`, `#2` for what it takes in braces; an optional
argument has its default value there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from bibtools.core.lazy_pattern import lazy_pattern
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
_SIGNATURE = lazy_pattern(r"\s*\{((?:[moOs\s]|(?<=O)\{[^{}]*\})*+)\}")
_OPTIONAL = lazy_pattern(r"(?<=O)\{([^{}]*)\}|[os]")
_PLAIN = lazy_pattern(r"(?:[^\\{}#%\r\n]|\\[A-Za-z@]+|\{[^\\{}#%\r\n]*+\})*+")
_USE = lazy_pattern(r"\\([A-Za-z@]+)(?:[ \t]+|\{\})?")
_PARAMETER = lazy_pattern(r"#([1-9])")
_GROUP = lazy_pattern(r"\{([^{},]*)\}")


class Definition(NamedTuple):
    """A definition: the macro's name, where that ends, what it stands for, and where the definition ends.

    `body` is None where it cannot be determined.
    """

    name: str
    target_end: int
    body: str | None
    end: int


def read_definition(text: str, command: Command) -> Definition | None:
    """Return the definition that a defining command begins; None if there is none behind it."""
    target = _TARGET.match(text, command.end)
    if target is None:
        return None
    name, at = target[1] or target[2], target.end()
    if command.name == "let":
        alias = _ALIAS.match(text, at)
        return Definition(name, at, f"\\{alias[1]}", alias.end()) if alias else Definition(name, at, None, at)
    defaults, begin = _optional_arguments(text, at, command.name)
    body = argument(text, begin)
    if body is None:
        return Definition(name, at, None, at)
    return Definition(name, at, _shifted(body.text, defaults), body.end)


def _optional_arguments(text: str, at: int, by: str) -> tuple[list[str], int]:
    """Return the defaults of the optional arguments, which come first, and where the body of the macro begins."""
    if by.endswith("def"):
        parameters = _PARAMETERS.match(text, at)
        return [], parameters.end() if parameters else at
    if by.endswith("DocumentCommand"):
        signature = _SIGNATURE.match(text, at)
        return (_OPTIONAL.findall(signature[1]), signature.end()) if signature else ([], at)
    found, end = options(text, at)
    return found[1:2], end


def _shifted(body: str, defaults: list[str]) -> str:
    """Return a body in which optional arguments have their defaults, and the others count from one."""
    if not defaults:
        return body

    def value(match: re.Match[str]) -> str:
        number = int(match[1])
        return defaults[number - 1] if number <= len(defaults) else f"#{number - len(defaults)}"

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

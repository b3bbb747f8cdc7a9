r"""The structure of a text of TeX: its root, the files that it reads, and the libraries that it names or writes.

A text is read as TeX reads it, from its beginning to its end: a macro holds what it was last defined as.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.text import blank, line_start
from bibtools.sources import tex, tex_macros
from bibtools.sources.lexer import Token, spans
from bibtools.sources.structure import NONE, EmbeddedLibrary, Inclusion, Structure
from bibtools.sources.tex_commands import Command, commands
from bibtools.sources.tex_names import BIB
from bibtools.sources.tex_reader import StructureReader, is_marked, is_wanted, with_ending

_DEAD = frozenset({"verb", "environment", "false", "end", "comment"})
_LONGEST_EMBEDDED = 1_000_000
_LONGEST_LINE = 300  # characters before a magic word on its line

_FILECONTENTS = lazy_pattern(
    r"\\begin\s*\{filecontents(?:def)?\*?\}\s*(?:\[[^\[\]]*\]\s*)?\{([^{}]*)\}(?:\s*\{[^{}]*\})?[^\r\n]*(?:\r?\n)?"
)
# https://yihui.org/knitr/options/#child-documents
_CHILD = lazy_pattern(
    r"^<<[^\r\n]{0,500}?\bchild\s{0,9}=\s{0,9}(?:c\(([^\r\n()]{1,500})\)|([\"'][^\r\n\"']{1,300}[\"']))"
    r"|\\Sexpr\{(?:knitr::)?knit_child\(([\"'][^\r\n\"']{1,300}[\"'])",
    re.MULTILINE,
)
_QUOTED = lazy_pattern(r"[\"']([^\"']+)[\"']")
_END = lazy_pattern(r"\\end\s*\{filecontents(?:def)?\*?\}")
# https://github.com/TeXworks/texworks/wiki/AdvancedTypesettingTools and AUCTeX's file variables
_MAGIC = (
    lazy_pattern(r"![ \t]{0,20}TEX[ \t]{1,20}root[ \t]{0,20}=[ \t]{0,20}([^\r\n%]+)", re.IGNORECASE),
    lazy_pattern(r"TeX-master:[ \t]{0,20}\"([^\"\r\n]+)\"", re.IGNORECASE),
)


def structure(text: str, jobname: str = "", macros: Mapping[str, str] | None = None) -> Structure:
    r"""Return the structure of a text's document.

    `macros` are those that the texts before it define, as `macros` returns them. Without a name of the job, `\jobname`
    stays as it is.
    """
    known = dict(macros or {}) | ({"jobname": jobname} if jobname else {})
    places = _places(text, known)
    magic = [match for pattern in _MAGIC for match in pattern.finditer(text) if _is_comment(text, match.start())]
    children = _children(text)
    if not places and not magic:
        return NONE._replace(inclusions=children)
    found = tex.constructs(text, sorted({*(each.start for each in places), *(match.start() for match in magic)}))
    reader = StructureReader(blank(text, spans(found, _DEAD)), known)
    reader.read(places)
    read = reader.structure()
    known |= reader.macros
    return read._replace(
        root=_root(magic, found) or read.root,
        embedded=_embedded(text, found, known),
        inclusions=tuple(dict.fromkeys((*read.inclusions, *children))),
    )


def macros(text: str) -> dict[str, str]:
    """Return the macros that a text defines and that may be in names of files, by their names without a backslash.

    The value is the macro's body; one with `#1` takes arguments, and reads a file or names a library.
    """
    places = _places(text, {})
    reader = StructureReader(blank(text, spans(tex.constructs(text, [each.start for each in places]), _DEAD)), {})
    reader.read(places)
    return reader.macros


def _places(text: str, known: Mapping[str, str]) -> list[Command]:
    """Return the commands of a text that may matter, wherever they stand."""
    found = list(commands(text))
    defining = [each for each in found if each.name in tex_macros.DEFINING]
    made = {each.name: each.body or "" for place in defining if (each := tex_macros.read_definition(text, place))}
    wanted = {name for name in {each.name for each in found} if is_wanted(name, known) or is_wanted(name, made)}
    return [each for each in found if each.name in wanted and is_marked(text, each)]


def _children(text: str) -> tuple[Inclusion, ...]:
    """Return the texts that chunks of knitr read, from the folder of the document."""
    if "child" not in text:
        return ()
    lists = (match[1] or match[2] or match[3] for match in _CHILD.finditer(text))
    return tuple(dict.fromkeys(Inclusion(name) for each in lists for name in _QUOTED.findall(each)))


def _is_comment(text: str, at: int) -> bool:
    """Return whether an offset is in a line that begins as a comment."""
    return text[line_start(text, at, max(0, at - _LONGEST_LINE)) : at].lstrip(" \t\ufeff").startswith("%")


def _root(magic: Sequence[re.Match[str]], found: Sequence[Token]) -> str:
    """Return the root that a magic comment names, if it stands in no verbatim text."""
    verbatim = [token.span for token in found if token.kind == "environment"]
    for match in magic:
        name = match[1].strip().strip("\"'").strip()
        if name and not any(start < match.start() < end for start, end in verbatim):
            return with_ending(name)
    return ""


def _embedded(text: str, found: Sequence[Token], known: Mapping[str, str]) -> tuple[EmbeddedLibrary, ...]:
    """Return the libraries that a text writes."""
    libraries = []
    for token in found:
        begin = _FILECONTENTS.match(text, *token.span) if token.kind == "environment" else None
        name = tex_macros.expand(begin[1], known).strip().strip('"') if begin else ""
        if begin and name.lower().endswith(BIB):
            last = text.rfind("\\", begin.end(), token.span.end)
            end = last if last >= 0 and _END.fullmatch(text, last, token.span.end) else token.span.end
            libraries.append(EmbeddedLibrary(name, text[begin.end() : min(end, begin.end() + _LONGEST_EMBEDDED)]))
    return tuple(libraries)

"""Mending a field of an entry: the edits that put what is meant where something else stands, and nothing besides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bibtools.bibliography.library.blocks import Field
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.text import Edit, Span
from bibtools.tex import latex
from bibtools.tex.letters import IN_ASCII, IN_UNICODE

_PROSE = frozenset("abstract annote annotation comment file keywords note related crossref xdata ids".split())
_CLASS = lazy_pattern(r"(?P<id>\S+)(?: \[(?P<class>[\w.-]+)\])?")
_OTHERWISE = "it is written differently there"


class CannotMendError(Exception):
    """A field cannot be mended; the message says why."""


def mended(text: str, fields: Sequence[Field], name: str, old: str, new: str) -> list[Edit]:
    """Return the edits that put `new` into a field in place of `old`; raises CannotMendError."""
    if name in {"eprint", "arxivid", "doi"}:
        return list(_identifier(text, fields, name, old, new))
    field = next((each for each in fields if each.name == name), None)
    inner = _inner(text, field)
    written = text[slice(*inner)]
    if name == "title":
        return list(_words(written, inner.start, old, new))
    if name == "author":
        return [Edit(inner, _as_written(new, text))]
    if written.strip() != old:
        raise CannotMendError(_OTHERWISE)
    return [Edit(inner, new)]


def _inner(text: str, field: Field | None) -> Span:
    """Return the span of a value between its delimiters, or of a number; raises CannotMendError."""
    if field is None:
        raise CannotMendError("the entry has no such field of its own")
    start, end = field.value_span
    if text[start:end].isdecimal():
        return Span(start, end)
    if text[start] not in '{"' or field.value != text[start + 1 : end - 1]:
        raise CannotMendError("its value is a macro")
    return Span(start + 1, end - 1)


def _identifier(text: str, fields: Sequence[Field], name: str, old: str, new: str) -> Iterator[Edit]:
    """Yield the edits of an identifier wherever the entry names it, in addresses, too."""
    wanted = _CLASS.fullmatch(new)
    if wanted is None:
        raise CannotMendError(_OTHERWISE)
    pattern = re.compile(rf"(?<![\w.]){re.escape(old)}(?:v[0-9]+)?(?![\w])", re.IGNORECASE)
    found = False
    for field in fields:
        if field.name in _PROSE:
            continue
        start, end = field.value_span
        for match in pattern.finditer(text, start, end):
            found = True
            yield Edit(Span(*match.span()), wanted["id"])
        if name != "doi" and field.name in {"primaryclass", "eprintclass"} and wanted["class"]:
            yield Edit(_inner(text, field), wanted["class"])
    if not found:
        raise CannotMendError(_OTHERWISE)


def _words(written: str, start: int, old: str, new: str) -> Iterator[Edit]:
    """Yield the edits of the words of a title that are others; all else of it stays, braces and commands, too."""
    before, after = old.split(), new.split()
    if len(before) != len(after):
        raise CannotMendError("more than single words of it differ")
    for one, two in zip(before, after, strict=True):
        plain, meant = _bare(one), _bare(two)
        if plain == meant or plain.lower() == meant.lower():
            continue
        places = [match.span() for match in re.finditer(rf"(?<![\w\\]){re.escape(plain)}(?!\w)", written)]
        if len(places) != 1 or not (plain.isalnum() and meant.isalnum() and meant.isascii()):
            raise CannotMendError(_OTHERWISE)
        [(first, last)] = places
        yield Edit(Span(start + first, start + last), meant)


def _bare(word: str) -> str:
    return word.replace("{", "").replace("}", "").strip(".,;:!?()[]'\"“”‘’")


def _as_written(new: str, text: str) -> str:
    return latex.encode(new, IN_ASCII if text.isascii() else IN_UNICODE)

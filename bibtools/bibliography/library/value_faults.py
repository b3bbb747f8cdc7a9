"""Faults of values: undefined macros, and identifiers that are impossible or printed with a backslash."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date

from bibtools.bibliography.entries.options import BIBLATEX
from bibtools.bibliography.library.arxiv_id import sightings
from bibtools.bibliography.library.blocks import ENTRY, STRING, Block, Library
from bibtools.bibliography.library.entry_syntax import parse
from bibtools.bibliography.library.examined import Examined
from bibtools.bibliography.library.fault import Fault
from bibtools.bibliography.library.fields import fields
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.identifiers.candidates import arxiv_places
from bibtools.identifiers.identifier import Impossible

MONTHS = frozenset("jan feb mar apr may jun jul aug sep oct nov dec".split())  # that all styles, and biber, define
_NAME = r"\s*+((?:[0-9]++)?+[^\s\"#%'(),={}0-9][^\s\"#%'(),={}]*+)"
_BARE = lazy_pattern(f"={_NAME}")  # by a single sign, a text is searched fast
_JOINED = lazy_pattern(f"#{_NAME}")
# What may be an id of the old form.
_OLD = lazy_pattern(r"/(?<=[A-Za-z]/)[0-9]{7}(?![0-9])")
_ESCAPED = "\\_"
_VERBATIM = frozenset({"url", "doi", "eprint"})  # for biblatex; what BibTeX's styles make of them depends on packages


def macros(library: Library) -> dict[str, int]:
    """Return the macros that a library defines, by their names in lower case, with where each is first defined."""
    found: dict[str, int] = {}
    for block in library.blocks:
        if block.kind == STRING:
            for field in fields(library.text, block)[0]:
                found.setdefault(field.name, field.name_span.start)
    return found


def undefined_macros(examined: Examined) -> Iterator[Fault]:
    """Yield the macros in values that neither the library defines before, nor everybody.

    Whether the style or another library of the paper does is not known here.
    """
    library, defined = examined.library, macros(examined.library)
    blocks = list(library.understood())
    starts, done = [block.span.start for block in blocks], -1
    for match in bare_values(library.text):
        name, number = match[1].lower(), bisect_right(starts, match.start()) - 1
        if name in MONTHS or defined.get(name, match.start()) < match.start() or number <= done:
            continue
        done = number
        parsed = parse(library.text, blocks[number].body, examined.grammars[0])
        for read, span in parsed.macros if parsed.stop is None else ():  # else that comes first
            known = read.lower()
            if known not in MONTHS and not defined.get(known, span.start) < span.start:
                yield Fault(
                    span,
                    "undefined-macro",
                    _undefined(read, blocks[number], is_later=known in defined),
                    {"macro": read, "key": blocks[number].key, "replacement": f"{{{read}}}"},
                )


def bare_values(text: str) -> list[re.Match[str]]:
    """Return what may be the names of macros, in order."""
    found = list(_BARE.finditer(text))
    joined = list(_JOINED.finditer(text)) if "#" in text else []
    return sorted([*found, *joined], key=lambda match: match.start()) if joined else found


def _undefined(name: str, block: Block, *, is_later: bool) -> str:
    why = "is defined after it" if is_later else "is not defined anywhere"
    return f"entry {block.key} uses the macro {name}, which {why}: the field stays empty; put braces around the value"


def impossible_ids(examined: Examined) -> Iterator[Fault]:
    """Yield the arXiv ids of entries that cannot be any."""
    library = examined.library
    text = library.text
    doubtful = [match.start() for match in _implausible(examined.today).finditer(text)]
    doubtful += [match.start() for match in _OLD.finditer(text)]
    blocks = [block for block in library.blocks if block.kind == ENTRY and not block.disputed] if doubtful else []
    starts = [block.span.start for block in blocks]
    for number in sorted({bisect_right(starts, at) - 1 for at in doubtful}):
        if number >= 0:
            yield from _impossible(library.text, blocks[number], examined)


def _implausible(today: date) -> re.Pattern[str]:
    """Return the pattern of what may be an id of the new form, but for those that are plainly possible: most."""
    years = "|".join(f"{year:02}" for year in range(15, today.year - 2000)) or "(?!)"
    month = "(?:0[1-9]|1[0-2])"
    possible = (
        rf"(?<=(?:{years}){month}\.)(?!00000)[0-9]{{5}}(?![0-9.])",
        rf"(?<=(?:0[89]|1[0-3]){month}\.)(?!0000)[0-9]{{4}}(?![0-9.])",
    )
    return re.compile(rf"\.(?<=[0-9]{{4}}\.)(?!{'|'.join(possible)})[0-9]{{4,5}}(?![0-9.])")


def _impossible(text: str, block: Block, examined: Examined) -> Iterator[Fault]:
    start, end = block.span
    near = [start + place for place in arxiv_places(text[start:end])]
    seen = list(sightings(text, block, fields(text, block)[0], near, examined.today))
    for each in seen:
        if isinstance(each.identifier, Impossible):
            hint = f"; did you mean {each.identifier.suggestion}?" if each.identifier.suggestion else ""
            written = text[slice(*each.span)]
            data: dict[str, object] = {"key": block.key}
            data |= {"replacement": each.identifier.suggestion} if each.identifier.suggestion else {}
            yield Fault(each.span, "impossible-id", f"{written}: {each.identifier.reason}{hint}", data)


def escaped_identifiers(examined: Examined) -> Iterator[Fault]:
    """Yield the addresses and identifiers with an escaped underscore, where that is printed with its backslash."""
    library = examined.library
    if examined.dialect != BIBLATEX or _ESCAPED not in library.text:
        return
    for block in library.understood():
        if library.text.find(_ESCAPED, *block.body) >= 0:
            for field in fields(library.text, block)[0]:
                if field.name in _VERBATIM and _ESCAPED in field.value:
                    message = f"{field.name} of {block.key} has \\_, and is printed with the backslash: write _"
                    written = library.text[slice(*field.value_span)].replace(_ESCAPED, "_")
                    data = {"key": block.key, "field": field.name, "replacement": written}
                    yield Fault(field.value_span, "escaped-identifier", message, data)

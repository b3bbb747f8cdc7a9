"""Fixes of citations: the key that is meant for sure in place of one that no entry has, at every place that cites it.

Where a library gives entries further keys (biblatex's `ids`), the cited key becomes one of these.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bibtools.app.fixing.checked_paper import CheckedPaper
from bibtools.bibliography.citekey.near_key import NearKeys
from bibtools.bibliography.entries.options import BIBLATEX
from bibtools.bibliography.library.blocks import Field, Library
from bibtools.bibliography.library.fields import fields
from bibtools.bibliography.library.key_faults import can_be_alias
from bibtools.core.finding import Finding
from bibtools.core.fixes import Fix, Unfixed, left, replacing
from bibtools.core.text import Lines


def other_keys(paper: CheckedPaper, found: Sequence[Finding]) -> Iterator[Fix | Unfixed]:
    """Yield the fixes that cite a paper by the key of its entry, or make the cited key one of this."""
    aliases: dict[str, dict[str, None]] = {}
    for each in found:
        old, new = each.data.get("key"), each.data.get("replacement")
        if not isinstance(old, str) or not isinstance(new, str) or each.span is None:
            continue
        if not paper.has_key(new):
            yield left(each, f"no entry has {new}, either")
        elif can_be_alias(old) and _aliased(paper, new):
            aliases.setdefault(new, {})[old] = None
        elif paper.texts.at(each.path, each.span, each.cell) != old:
            yield left(each, "the key is written differently there")
        else:
            yield replacing(each, old, new)
    for key, further in aliases.items():
        yield from (_with_aliases(*entry, key, list(further)) for entry in _aliased(paper, key))


def _aliased(paper: CheckedPaper, key: str) -> list[tuple[Library, Field]]:
    """Return the list of aliases that an entry has already, where biblatex reads it."""
    return [
        (library, field)
        for library in paper.libraries.values()
        for block in library.understood()
        if block.key == key and paper.dialect(library) == BIBLATEX
        for field in fields(library.text, block)[0]
        if field.name == "ids" and field.value.strip() and library.text[field.value_span.start] in '{"'
    ][:1]


def _with_aliases(library: Library, ids: Field, key: str, further: Sequence[str]) -> Fix:
    written = library.text[slice(*ids.value_span)]
    return Fix(
        rule="cite-other-key",
        path=library.source.path,
        span=ids.value_span,
        old=written,
        new=f"{written[:-1].rstrip(', ')}, {', '.join(further)}{written[-1]}",
        reason=f"{', '.join(further)} is {key}",
        position=Lines(library.text).position(ids.value_span.start),
    )


def undefined_keys(paper: CheckedPaper, found: Sequence[Finding]) -> Iterator[Fix | Unfixed]:
    """Yield the fixes that cite the one key which is meant for sure: another case, other marks."""
    known = NearKeys(sorted(paper.keys))
    for each in found:
        key = str(each.data["key"])
        if each.data.get("blank"):
            yield left(each, f"the blank behind {key} is for you to remove")
            continue
        new = known.unmistakable(key)
        if new is None:
            meant = each.data.get("near") or each.data.get("identifier") or known.near(key)
            yield left(each, f"it is not certain that {meant} is meant" if meant else f"no key is similar to {key}")
            continue
        for place in paper.cited(key):
            yield Fix(
                rule=each.rule,
                path=place.path,
                span=place.span,
                old=place.key,
                new=paper.prefix(place.key) + new,
                reason=f"{key} differs from {new} only in case and punctuation",
                position=place.position,
                cell=place.cell,
            )

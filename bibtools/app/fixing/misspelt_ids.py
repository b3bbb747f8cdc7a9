"""Fixes of misspelt ids: each becomes the only id that can be meant. Keys of entries never change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bibtools.app.fixing.checked_paper import CheckedPaper
from bibtools.core.finding import Finding
from bibtools.core.fixes import Fix, Unfixed, left, replacing
from bibtools.core.text import Span, overlaps


def misspelt_ids(paper: CheckedPaper, found: Sequence[Finding]) -> Iterator[Fix | Unfixed]:
    """Yield the fixes of ids in sources and entries; keys of entries are not touched."""
    keys = _defined_keys(paper)
    for each in found:
        new = each.data.get("replacement")
        if not isinstance(new, str) or each.span is None:
            continue
        if overlaps(each.span, keys.get((each.path, each.cell), [])):
            yield left(each, "it is a key that an entry has")
        elif (old := paper.texts.at(each.path, each.span, each.cell)) is None:
            yield left(each, "this file cannot be written")
        else:
            yield replacing(each, old, new)


def _defined_keys(paper: CheckedPaper) -> dict[tuple[str, int | None], list[Span]]:
    """Return where the keys of entries stand, in libraries and where they are cited."""
    spans: dict[tuple[str, int | None], list[Span]] = {}
    for path, library in paper.libraries.items():
        spans[path, None] = sorted(block.key_span for block in library.keyed())
    for each in paper.gathered.citations:
        if paper.has_key(paper.bare(each.key)):
            spans.setdefault((each.path, each.cell), []).append(each.span)
    return {place: sorted(each) for place, each in spans.items()}

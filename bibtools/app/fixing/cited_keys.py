"""Fixes of citations: the key that is meant for sure in place of one that no entry has, at every place that cites it.

Where a library gives entries further keys (biblatex's `ids`), the cited key becomes one of these.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bibtools.app.fixing.checked_paper import CheckedPaper
from bibtools.bibliography.citekey.near_key import near_key, unmistakable_key
from bibtools.core.finding import Finding
from bibtools.core.fixes import Fix, Unfixed, left, replacing


def other_keys(paper: CheckedPaper, found: Sequence[Finding]) -> Iterator[Fix | Unfixed]:
    """Yield the fixes that cite a paper by the key of its entry."""
    for each in found:
        old, new = each.data.get("key"), each.data.get("replacement")
        if not isinstance(old, str) or not isinstance(new, str) or each.span is None:
            continue
        if not paper.has_key(new):
            yield left(each, f"no entry has {new}, either")
        elif paper.texts.at(each.path, each.span, each.cell) != old:
            yield left(each, "the key is written otherwise there")
        else:
            yield replacing(each, old, new)


def undefined_keys(paper: CheckedPaper, found: Sequence[Finding]) -> Iterator[Fix | Unfixed]:
    """Yield the fixes that cite the one key which is meant for sure: another case, other marks."""
    known = sorted(paper.keys)
    for each in found:
        key = str(each.data["key"])
        new = unmistakable_key(key, known)
        if new is None:
            near = near_key(key, known)
            yield left(each, f"it is not certain that {near} is meant" if near else f"no key is near {key}")
            continue
        for place in paper.cited(key):
            yield Fix(
                rule=each.rule,
                path=place.path,
                span=place.span,
                old=place.key,
                new=paper.prefix(place.key) + new,
                reason=f"{key} differs from {new} in nothing but case and marks",
                position=place.position,
                cell=place.cell,
            )

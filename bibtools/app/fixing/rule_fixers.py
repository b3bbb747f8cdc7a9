"""The registry of fixes: what plans those of a rule.

A rule whose findings say in their data what should stand in their span (`replacement`) needs no more than its `fix` in
the registry of rules; any other is listed here with a function that returns its fixes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from bibtools.app.fixing.checked_paper import CheckedPaper
from bibtools.app.fixing.cited_keys import other_keys, undefined_keys
from bibtools.app.fixing.merged_entries import duplicates
from bibtools.app.fixing.misspelt_ids import misspelt_ids
from bibtools.core.finding import Finding
from bibtools.core.fixes import Fix, Unfixed, left, replacing

# Returns what to do about the findings of a rule in a paper, and what is left, with the reasons.
Fixer = Callable[[CheckedPaper, Sequence[Finding]], Iterable[Fix | Unfixed]]


def by_replacement(paper: CheckedPaper, found: Sequence[Finding]) -> Iterator[Fix | Unfixed]:
    """Yield the fixes that put the replacement of each finding in its span."""
    for each in found:
        new = each.data.get("replacement")
        if not isinstance(new, str) or each.span is None:
            continue  # nothing certain is known
        old = paper.texts.at(each.path, each.span, each.cell)
        yield replacing(each, old, new) if old is not None else left(each, "this file cannot be written")


FIXERS: Mapping[str, Fixer] = {
    "cite-other-key": other_keys,
    "duplicate-work": duplicates,
    "impossible-id": misspelt_ids,
    "repaired-id": misspelt_ids,
    "undefined-key": undefined_keys,
}

LAST = frozenset({"duplicate-work"})  # rules whose fixes come when there is nothing else to mend


def fixer(rule: str) -> Fixer:
    """Return what plans the fixes of a rule."""
    return FIXERS.get(rule, by_replacement)

r"""Items of a bibliography that a LaTeX text writes itself (`\bibitem`): which works they name, and where they end."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.text import Lines, Position
from bibtools.identifiers.identifier import Identifier
from bibtools.sources.citation import DEFINED
from bibtools.sources.cited_key import CitedKey
from bibtools.sources.mention import Mention
from bibtools.sources.tex_commands import is_commented

# The end of a list: of LaTeX, amsrefs, and what biber writes.
_END = lazy_pattern(r"\\end\s*\{(?:thebibliography|biblist\*?|bibdiv|references)\}|\\endrefs\b|\\enddatalist\b")


class BibItems(NamedTuple):
    """Works that items name, each with the key of the first such item; and where the next item would stand."""

    works: tuple[tuple[Identifier, str], ...] = ()
    end: Position | None = None  # None where the list goes on in another text


NO_ITEMS = BibItems()


def bibitems(text: str, mentions: Iterable[Mention], citations: Sequence[CitedKey]) -> BibItems:
    """Return the items of a text, given what it mentions and cites; none if it defines no key."""
    items = [each for each in citations if each.kind == DEFINED]
    if not items:
        return NO_ITEMS
    starts = [each.span.start for each in items]
    ends = [match.start() for match in _END.finditer(text, starts[0]) if not is_commented(text, match.start())]
    works: dict[Identifier, str] = {}
    for each in mentions:
        at = bisect_right(starts, each.span.start) - 1
        if at >= 0 and not any(starts[at] < end <= each.span.start for end in ends):
            works.setdefault(each.identifier.work, items[at].key)
    last = next((end for end in ends if end > starts[-1]), None)
    return BibItems(tuple(works.items()), None if last is None else Lines(text).position(last))

"""Style fit: the form of new entries for which a paper's styles print title, authors, year, and the id once.

Every form is tried on a made-up paper with every style. The first one that lacks nothing for the reader wins, then the
one that repeats least.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

from bibtools.bibliography.entries.builder import preprint
from bibtools.bibliography.entries.entry import Entry
from bibtools.bibliography.entries.options import ARTICLE, BIBTEX, MISC, EntryOptions
from bibtools.core.named_tuple import NamedTuple
from bibtools.identifiers.identifier import ARXIV, Identifier
from bibtools.records.record import Record
from bibtools.tex.bst_machine import StyledEntry
from bibtools.tex.names import Name
from bibtools.tex.style_output import PrintingStyle

_PROBE = Record(
    identifier=Identifier(ARXIV, "2106.00134"),
    title="Sparsely",
    authors=(Name("Example", "Ann"), Name("Sample", "Bob")),
    provider="",
    date=date(2021, 6, 1),
    categories=("cs.LG",),
)
_SHOWN = ("sparsely", "example", "2021")  # of that paper, beside its id
# The forms of BibTeX, the best first: the address is a link, and `howpublished` stands where only few styles look away.
_FORMS: tuple[dict[str, object], ...] = (
    {"repeats_id": False},
    {"repeats_id": False, "has_url": False},
    {"repeats_id": True},
    {"repeats_id": True, "has_url": False},
    {"repeats_id": True, "has_url": False, "id_field": "note"},
)
_ARTICLES: tuple[dict[str, object], ...] = (
    {"preprint": ARTICLE, "repeats_id": False},
    {"preprint": ARTICLE, "repeats_id": False, "has_url": False},
)


class _Faults(NamedTuple):
    """What is wrong with a form, worst first."""

    unidentified: int  # styles that print no id
    lost: int  # of title, authors and year
    repeated: int  # ids beyond the first


_NONE = _Faults(0, 0, 0)


@lru_cache(maxsize=8)  # an editor asks again and again about the same styles
def fitted(form: EntryOptions, styles: tuple[PrintingStyle, ...]) -> EntryOptions:
    """Return the form that fits all styles best; what the user asks for stays."""
    best, fewest = form, None
    for candidate in _candidates(form):
        faults = _faults(candidate, styles)
        if fewest is None or faults < fewest:
            best, fewest = candidate, faults
        if faults == _NONE:
            break
    return best


def _candidates(form: EntryOptions) -> Iterator[EntryOptions]:
    if form.preprint == MISC:
        yield from (form._replace(**each) for each in _FORMS)  # type: ignore[arg-type]  # names and values as above
    if form.preprint == ARTICLE or form.dialect == BIBTEX:
        yield from (form._replace(**each) for each in _ARTICLES)  # type: ignore[arg-type]  # the same


def _faults(form: EntryOptions, styles: Sequence[PrintingStyle]) -> _Faults:
    entry = styled(preprint(_PROBE, "key", form))
    unidentified = lost = repeated = 0
    for style in styles:
        text = (style.shown(entry) or "").casefold()
        times = text.count(_PROBE.identifier.value)
        unidentified += not times
        repeated += max(0, times - 1)
        lost += sum(each not in text for each in _SHOWN)
    return _Faults(unidentified, lost, repeated)


def styled(entry: Entry) -> StyledEntry:
    """Return an entry as a style sees it."""
    return StyledEntry(entry.type.lower(), entry.key, {name.lower(): value for name, value in entry.fields})

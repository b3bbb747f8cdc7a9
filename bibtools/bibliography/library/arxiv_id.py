"""The arXiv id of an entry: the places that name it, by trustworthiness."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import date

from bibtools.bibliography.library.blocks import Block, Field
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.text import Span
from bibtools.identifiers import arxiv
from bibtools.identifiers.candidates import arxiv_places, holds_place
from bibtools.identifiers.detection import find_arxiv, read_key
from bibtools.identifiers.identifier import STRONG, Identifier, Impossible
from bibtools.identifiers.sighting import Sighting

# Where an entry names its own arXiv id, the most trustworthy first. Never in abstract, annote, keywords or file: ids
# that stand there belong to other papers.
ID_FIELDS = (
    "eprint", "arxivid", "arxiv", "doi", "url", "adsurl", "journal", "journaltitle", "volume", "howpublished", "eid",
    "pages", "number", "note", "slaccitation",
)  # fmt: skip
_RANK = {name: rank for rank, name in enumerate(ID_FIELDS)}
_TYPE_FIELDS = ("eprinttype", "archiveprefix")
_WHOLE = frozenset({"eprint", "arxivid", "arxiv"})
_NUMBERS = frozenset({"volume", "number", "pages", "eid"})  # hold a bare id where the journal is arXiv
_ARXIV_JOURNAL = lazy_pattern(
    r"\s*(?:arxiv(?:\.org)?(?: (?:preprints?|e-?prints?))?|corr|computing research repository)\W*", re.IGNORECASE
)
# Words before an id that make it another paper's: "Comment on arXiv:…", "see also arXiv:…".
_OTHER_PAPER = lazy_pattern(
    r"\b(?:(?:comments?|repl(?:y|ies)|responses?|discussion|review|code|data|talk|slides)\W+(?:on|to|of|for)"
    r"|addend\w+|corrigend\w+|errat\w+|extends?|generali[sz]\w+|supersed\w+|replac\w+|companion|based|follows?"
    r"|part|appendix|sequel|see|cf|also|extended version of)"
    r"\W+(?:(?:on|of|to|for|by|the|paper|also|preprint|article|work)\W+){0,3}(?:e-?print\W+|arxiv\W*)?\Z",
    re.IGNORECASE,
)
_REACH = 80  # how far back such words are looked for
_MOST_FIELDS = 64  # of an entry that name its id; no real entry has more, and reading them takes time
_MOST_ARCHIVES = 8
_ARCHIVE_FIELDS = frozenset({*_TYPE_FIELDS, "primaryclass", "eprintclass", "archive"})
READ_FIELDS = frozenset({*ID_FIELDS, *_ARCHIVE_FIELDS})  # all that has a say in it
# An old number on its own, which another field completes: eprint = {9711200}, primaryclass = {hep-th}.
OLD_NUMBER = lazy_pattern(r"=(?=\s*[{\"]\s*[0-9]{7}(?:v[0-9]+)?\s*[}\"])")
_OLD_NUMBER = lazy_pattern(r"[0-9]{7}(?:v[0-9]+)?")


def arxiv_id(
    text: str, block: Block, found: list[Field], today: date, near: Sequence[int] | None = None
) -> Identifier | None:
    """Return the arXiv id of an entry, from its key or the most trustworthy field; `near` as `sightings` has it."""
    if near is None:
        start, end = block.span
        near = [start + place for place in arxiv_places(text[start:end])]
    sighted = sightings(text, block, found, near, today)  # no more than the first is read
    return next((s.identifier.work for s in sighted if isinstance(s.identifier, Identifier)), None)


def sightings(text: str, block: Block, found: list[Field], near: Sequence[int], today: date) -> Iterator[Sighting]:
    """Yield every place in which an entry names its own arXiv id, the most trustworthy first.

    `near` are the `candidates.arxiv_places` of the entry, or of the whole text.
    """
    own = sorted([field for field in found if field.name in _RANK], key=lambda field: _RANK[field.name])[:_MOST_FIELDS]
    below = bisect_right([_RANK[field.name] for field in own], _RANK["url"])
    for field in own[:below]:
        yield from _in_field(text, field, found, near, today)
    if holds_place(block.key_span, near) and (in_key := read_key(block.key, block.key_span.start, today)):
        yield in_key
    for field in own[below:]:
        yield from _in_field(text, field, found, near, today)


def _in_field(text: str, field: Field, found: list[Field], near: Sequence[int], today: date) -> list[Sighting]:
    start, end = field.value_span
    inside = near[bisect_left(near, start) : bisect_left(near, end)]
    value = field.value.strip(" {}.\r\n\t")
    if not inside and not _OLD_NUMBER.fullmatch(value):
        return []
    if field.name == "eprint" and not _eprint_is_arxiv(found):
        return []
    if field.name in _WHOLE or (field.name in _NUMBERS and _is_in_arxiv(found)):
        identifier = _whole(value, found, today)
        begin = text.find(value, start, end)
        if identifier and begin >= 0:
            return [Sighting(Span(begin + arxiv.prefix_end(value), begin + len(value)), identifier, STRONG)]
    # Braces group ("{arXiv}:…") and separate nothing; the same length keeps the offsets.
    shown = text[start:end].replace("ar{X}iv", "arXiv  ").translate(_BRACES)
    return [
        sighting.moved(start)
        for sighting in find_arxiv(shown, today, [place - start for place in inside])
        if sighting.evidence == STRONG and not _is_of_another_paper(shown, sighting)
    ]


def _is_of_another_paper(shown: str, sighting: Sighting) -> bool:
    start = sighting.span.start
    return _OTHER_PAPER.search(shown[max(0, start - _REACH) : start].rstrip(" :~")) is not None


_BRACES = str.maketrans("{}", "  ")


def _whole(value: str, found: list[Field], today: date) -> Identifier | Impossible | None:
    """Return the id that is all of a field; a bare old number is completed by the archive in nearby fields."""
    claimed = value if ":" in value else f"arXiv:{value}"  # the field itself is the prefix, so repairs are made
    identifier = arxiv.parse(claimed, today)
    if identifier is None and _OLD_NUMBER.fullmatch(value):
        archives = [each.value.split(".")[0] for each in found if each.name in _ARCHIVE_FIELDS][:_MOST_ARCHIVES]
        read = (arxiv.parse(f"{archive}/{value}", today) for archive in archives)
        identifier = next((each for each in read if isinstance(each, Identifier)), None)
    return identifier


def _eprint_is_arxiv(found: list[Field]) -> bool:
    types = [value for field in found if field.name in _TYPE_FIELDS if (value := field.value.strip("{} ").lower())]
    return not types or any("arxiv" in each or each == "corr" or each.split(".")[0] in arxiv.ARCHIVES for each in types)


def _is_in_arxiv(found: list[Field]) -> bool:
    journals = [field.value for field in found if field.name in {"journal", "journaltitle"}]
    return any(_ARXIV_JOURNAL.fullmatch(journal.strip("{} ")) for journal in journals)

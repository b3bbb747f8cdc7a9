"""What an entry claims of its work, ready to be compared with what sources say."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from bibtools.bibliography.library.identity import Known
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple
from bibtools.identifiers.doi import is_of_preprint, parse
from bibtools.identifiers.identifier import ARXIV, DOI, Identifier
from bibtools.index.published_schema import surname
from bibtools.index.published_work import PublishedWork
from bibtools.matching.preprint import ComparedTitle, Person, person
from bibtools.matching.published_version import canonical_venue
from bibtools.records.publication import PREPRINT, Publication
from bibtools.records.record import Record
from bibtools.records.venues import venue_names
from bibtools.records.venues.preprint_servers import names_preprint_server
from bibtools.tex import latex, names

_LOST_ACCENT = lazy_pattern(r"\{(['`^\"~])\{?([a-zA-Z])\}?\}")  # "Erd{\"{o}}s" that has lost its backslash
_IN_BRACES = lazy_pattern(r"\s*\{(?:[^{}]|\{[^{}]*\})*\}\s*")
_YEAR = lazy_pattern(r"(?<!\d)(?:1[5-9]|20|21)\d\d(?!\d)")
_HREF = lazy_pattern(r"\\href\s*\{[^{}]*\}")  # the text of a link stays
_PLACE_YEAR = lazy_pattern(r"(?<![\d.])(?:19[5-9]|20)\d\d(?!\d)")
_BESIDE = lazy_pattern(r"\((?:tutorial|keynote|invited|extended abstract|poster|demo|workshop)\b", re.IGNORECASE)
_WORKSHOP = lazy_pattern(
    r"\bworkshops?\b|\bfindings\b|\bcompanion\b|\badjunct\b|\bdemo|\bextended abstracts?\b|\bposters?\b|\btalks?\b|"
    r"\btutorials?\b|\bkeynotes?\b|\binvited\b|\b(?:spring|fall|summer) symposi|\bsymposium (?:series|at)\b|"
    r"\bconsorti(?:um|a)\b|\blate[- ]breaking\b|\bcourses?\b|\bshared tasks?\b|"
    r"\b(?:student|industry|doctoral|challenge) tracks?\b|\bcompetitions?\b|"
    r"\bpanels?\b|\bstudent abstracts?\b",
    re.IGNORECASE,
)
_ACRONYM = lazy_pattern(r"\b[A-Z][A-Za-z]*[A-Z0-9]\w*")
_SPONSORS = frozenset("IEEE ACM CVF RSJ AAAI IAPR SIAM USENIX".split())
# How these conferences show papers of their main programme: DBLP has "ICLR (Poster)".
_SHOWN_AS = lazy_pattern(r"(?<=ICLR|ICML|NIPS) ?\((?:poster|oral|spotlight)s?(?: presentations?)?\)", re.IGNORECASE)
_ET_AL = lazy_pattern(r"[\s,;]+et\.?\s+al(?:ii|ia|\.)?\s*\Z", re.IGNORECASE)
_LANGUAGES = (
    "arabic|bulgarian|catalan|chinese|croatian|czech|danish|dutch|english|finnish|french|german|greek|hebrew|hindi|"
    "hungarian|italian|japanese|korean|norwegian|persian|polish|portuguese|romanian|russian|serbian|slovak|slovenian|"
    "spanish|swedish|turkish|ukrainian|vietnamese"
)
# What catalogues add to a title: "[in German]", "(Article in Chinese)", "[Translated from the Russian]".
_IN_LANGUAGE = lazy_pattern(
    rf"\s*[\[(]\s*(?:(?:article|paper|text|book|report)\s+)?(?:in|transl(?:ated|\.)? from(?: the)?)\s+"
    rf"(?:{_LANGUAGES})(?:\s+(?:and|with|language)\b[^\])]*)?\s*[\])]\s*\.?\s*\Z",
    re.IGNORECASE,
)
_NOTED_DOI = lazy_pattern(
    r"\W*(?:(?:doi\b\W*)?https?://(?:dx\.)?doi\.org/|doi\b\W*)(10\.\S+?)[\s.;,}]*\Z", re.IGNORECASE
)
# DOIs that say themselves that a paper is beside the main programme: 10.18653/v1/2021.acl-srw.6, 10.1109/cvprw.2017.1.
_BESIDE_DOI = lazy_pattern(
    r"[.-](?:srw|demos?|industry|tutorials?|findings|workshop)\b|findings-|/(?:cvpr|iccv|wacv|icdm|icme|infocom)w[\d.]",
    re.IGNORECASE,
)
# INSPIRE names the workshops of a conference on machine learning by the conference.
_OF_INSPIRE = lazy_pattern(r"(?:hep|nucl|astro-ph|gr-qc|physics|cond-mat|quant-ph)\b", re.IGNORECASE)
_KEY_OF_INSPIRE = lazy_pattern(r"[A-Z][^:\s]*:(?:19|20)\d\d[a-z]{2,4}\Z")  # "Kitouni:2021fkh"
_FEW, _MOST_COMMAS = 4, 2
_PAPERS = frozenset(
    "article inproceedings conference incollection misc online unpublished electronic www suppcollection".split()
)
_SELF = ("booktitle", "journal", "journaltitle")


class Witness(NamedTuple):
    """One source's claims about one work."""

    source: str
    record: str  # how the source calls it: "arXiv:1706.03762", "dblp:conf/nips/VaswaniSPUJGKP17"
    title: ComparedTitle
    people: tuple[Person, ...]
    year: int | None
    venue: str = ""  # the short name of a known one; empty for a preprint
    is_partial: bool = False  # whether authors may be missing
    is_preprint: bool = False
    shown_title: str = ""
    shown_authors: str = ""
    doi: str = ""  # in lower case
    places: tuple[str, ...] = ()  # all names of where it appeared
    category: str = ""  # of a preprint: "cs.LG"
    noted_years: tuple[int, ...] = ()  # that a preprint's comment names: "Originally written in 2009"

    @property
    def bibtex_authors(self) -> str:
        """All authors, as BibTeX lists them; nothing where some may be missing."""
        read = [names.parse_display(each.display) for each in self.people]
        return "" if self.is_partial else " and ".join(names.to_bibtex(each) for each in read if each)


class ClaimedWork(NamedTuple):
    """What an entry says."""

    title: ComparedTitle
    people: tuple[Person, ...]
    is_open: bool  # whether it says that there are more authors, or cannot be read as a list of names
    year: int | None
    place: str  # where it says that the work appeared, as it is written
    venues: frozenset[str]  # the venues of the table that this names
    is_workshop: bool
    is_preprint: bool
    arxiv: Identifier | None
    doi: Identifier | None
    surnames: tuple[str, ...]  # as indexes have them
    place_years: tuple[int, ...]  # that the place names
    is_paper: bool  # of a conference, a journal or a preprint server, rather than a book, a thesis or a report


def claimed_work(entry: Known) -> ClaimedWork:
    """Return what an entry claims."""
    place = latex.clean(next((value for name in _SELF if (value := entry.value(name))), ""))
    displayed, is_open = _displayed(entry.value("author"))
    kind = entry.block.type.lower()
    years = [int(each) for each in _YEAR.findall(entry.value("year", "date"))]
    bare = place.replace("{", "").replace("}", "")
    own = entry.doi or _noted_doi(entry)
    doi = own if own is None or not is_of_preprint(own) else None
    return ClaimedWork(
        title=ComparedTitle(_IN_LANGUAGE.sub("", html.unescape(latex.clean(_HREF.sub("", entry.value("title")))))),
        people=tuple(map(person, displayed)),
        is_open=is_open,
        year=years[0] if years else None,
        place=place,
        venues=frozenset(each.venue.short for each in venue_names.mentions(bare)),
        is_workshop=_is_workshop(_SHOWN_AS.sub("", bare)) or _is_beside(entry, own),
        is_preprint=not bare or names_preprint_server(bare),
        arxiv=entry.arxiv if entry.arxiv and entry.arxiv.scheme == ARXIV else None,
        doi=doi if doi and doi.scheme == DOI else None,
        surnames=tuple(map(surname, displayed)),
        place_years=tuple(map(int, _PLACE_YEAR.findall(bare))),
        is_paper=kind in _PAPERS,
    )


def _noted_doi(entry: Known) -> Identifier | None:
    """Return the DOI that is all that a note says: one among other words may be another work's."""
    found = (_NOTED_DOI.match(entry.value(name)) for name in ("note", "howpublished", "annote", "addendum"))
    return next((doi for match in found if match and (doi := parse(match[1]))), None)


def _is_beside(entry: Known, doi: Identifier | None) -> bool:
    """Return whether an entry's DOI is that of a workshop's paper, or INSPIRE has told of it by its preprint alone."""
    if (doi and _BESIDE_DOI.search(doi.value)) or _BESIDE.search(entry.value("title", "note")):
        return True
    is_of_inspire = _OF_INSPIRE.match(entry.value("primaryclass", "eprintclass").strip('{" ')) is not None
    is_of_inspire |= entry.arxiv is not None and _KEY_OF_INSPIRE.match(entry.block.key) is not None
    return is_of_inspire and not entry.value("publisher")


def _is_workshop(place: str) -> bool:
    """Return whether a place is beside a venue's main programme: a workshop, "NeurIPS ML4H"."""
    if _WORKSHOP.search(place):
        return True
    others = {word for word in _ACRONYM.findall(place) if word not in _SPONSORS}
    return len(place.split()) <= _FEW and any(not venue_names.mentions(word) for word in others) and len(others) > 1


def _displayed(authors: str) -> tuple[list[str], bool]:
    """Return the authors of a list, and whether there are more, or it is none that can be compared."""
    found: list[str] = []
    is_open = False
    whole = latex.untied(_LOST_ACCENT.sub(r"{\\\1{\2}}", authors))
    for part in map(str.strip, names.each_of(whole)):
        if _IN_BRACES.fullmatch(part):
            is_open = True  # an institution, as BibTeX has them written
            continue
        text = " ".join(latex.decode(part).replace("{", "").replace("}", "").split())
        if text.lower() in {"others", "et al", "et al.", ""} or names.are_others(text):
            is_open = True
            continue
        if bare := _ET_AL.sub("", text):
            is_open |= bare != text
            text = bare
        if listed := _by_commas(text):
            found += listed
            continue
        if text.count(",") > _MOST_COMMAS or "et al" in text.lower():
            return [], True  # commas between names: they cannot be distinguished from those inside
        name = names.parse_inverted(text) if "," in text else names.parse_display(text)
        if name is None or name.corporate:
            is_open = True
            continue
        found.append(f"{name.given} {name.von} {name.family}")
    return found, is_open or not found


def _by_commas(text: str) -> list[str]:
    """Return the names of a list with commas between them; none where a comma may be one inside a name."""
    parts = [part.strip() for part in text.split(",")]
    is_list = len(parts) > _MOST_COMMAS or (len(parts) > 1 and not parts[-1])  # "A. Byron, C. Babbage, and …"
    names_of = [part for part in parts if part]
    return names_of if is_list and all(" " in part and not part.endswith(" et al.") for part in names_of) else []


def of_record(record: Record, source: str) -> Witness:
    """Return what a record says, of a preprint or of what was published."""
    published = record.publication
    if published is not None and published.type != PREPRINT:
        return _of_publication(record, published, source)
    return Witness(
        source=source,
        record=str(record.identifier),
        title=ComparedTitle(record.title),
        people=tuple(person(f"{each.given} {each.von} {each.family}") for each in record.authors),
        year=record.date.year if record.date else None,
        is_preprint=True,
        category=record.categories[0] if record.categories else "",
        noted_years=tuple(map(int, _YEAR.findall(record.comment or ""))),
        is_partial=any(each.corporate for each in record.authors),
        shown_title=record.title,
        shown_authors=_shown(each.display for each in record.authors),
    )


def _of_publication(record: Record, published: Publication, source: str) -> Witness:
    named = venue_names.mentions(published.short_venue) or venue_names.mentions(published.venue)
    return Witness(
        source=source,
        record=str(record.identifier),
        title=ComparedTitle(record.title),
        people=tuple(person(f"{each.given} {each.von} {each.family}") for each in record.authors),
        year=published.year,
        venue=named[0].venue.short if named else published.short_venue or published.venue,
        places=(published.short_venue, published.venue, published.series),
        doi=(published.doi or (record.identifier.value if record.identifier.scheme == DOI else "")).lower(),
        is_partial=not record.authors or any(each.corporate for each in record.authors),
        shown_title=record.title,
        shown_authors=_shown(each.display for each in record.authors),
    )


def of_work(work: PublishedWork, source: str) -> Witness:
    """Return an index's claims about a published work."""
    return Witness(
        source=source,
        record=f"{source}:{work.key}",
        title=ComparedTitle(work.title),
        people=tuple(map(person, work.authors)),
        year=int(work.year) if work.year.isdigit() else None,
        venue=canonical_venue(work),
        doi=work.doi.lower(),
        places=(work.venue, work.full, work.series),
        is_partial=work.is_partial,
        shown_title=work.title,
        shown_authors=_shown(work.authors),
    )


def _shown(displayed: Iterable[str]) -> str:
    listed = list(displayed)
    return ", ".join(listed[:3]) + (f" and {len(listed) - 3} more" if len(listed) > 3 else "")

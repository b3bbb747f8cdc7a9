"""Reading lists: the works that a paper cites, with their links and findings, for people who want to read them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from bibtools.app.cited_entries import citations, cites_all, used_entries
from bibtools.app.identifier_links import WorkLink, identifier_links
from bibtools.app.target import with_embedded
from bibtools.app.undefined_keys import cited_bare, key_rules
from bibtools.bibliography.library.directives import spans_above
from bibtools.bibliography.library.fields import fields
from bibtools.bibliography.library.identity import Known, identify
from bibtools.bibliography.library.link_fields import LinkField, holds_code, links
from bibtools.bibliography.library.macros import Macros
from bibtools.bibliography.library.reader import read
from bibtools.bibliography.library.relations import parents
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.text import Lines
from bibtools.records.venues.preprint_servers import names_preprint_server
from bibtools.tex.plain_names import plain_names
from bibtools.tex.plain_text import Piece, pieces, plain_text

if TYPE_CHECKING:
    from bibtools.app.check_outcome import CheckOutcome
    from bibtools.bibliography.library.blocks import Block, Library
    from bibtools.core.finding import Finding
    from bibtools.files.workspace import Workspace

PREPRINT, PUBLISHED, WITHDRAWN = "preprint", "published", "withdrawn"
_VENUES = ("journal", "journaltitle", "booktitle", "school", "institution", "publisher", "howpublished", "organization")
_CODE, _PAGE = "code", "page"
_WEB = ("http://", "https://")  # nothing else is a link that a reader may follow
_OWN_PLACES = ("://arxiv.org/", "://doi.org/", "://dx.doi.org/")  # which the identifiers name already


class CitedAt(NamedTuple):
    """Where a work is cited."""

    path: str
    line: int


class ListedWork(NamedTuple):
    """A work of a reading list, in plain text."""

    key: str
    type: str  # of the entry, in lower case
    title: tuple[Piece, ...]
    authors: tuple[str, ...]
    year: str
    venue: str
    status: str  # PREPRINT, PUBLISHED, WITHDRAWN, or empty where that is not known
    links: tuple[WorkLink, ...]
    cited: tuple[CitedAt, ...]
    findings: tuple[Finding, ...]


class ReadingList(NamedTuple):
    """What a paper cites; `uncited` is how many other entries its libraries hold."""

    documents: tuple[str, ...]  # its roots, or its sources where it has none
    bibs: tuple[str, ...]
    works: tuple[ListedWork, ...]
    uncited: int
    findings: tuple[Finding, ...]  # what is about no work of the list


def reading_list(outcome: CheckOutcome, today: date, files: Workspace, *, everything: bool = False) -> ReadingList:
    """Return the reading list of a checked paper: what it cites, in the order in which it does, or `everything`.

    A paper that cites nothing has everything on its list: its libraries are all that is known of it.
    """
    opened, found = with_embedded(outcome.gathered, files), outcome.all_findings
    libraries = [read(source) for source in filter(None, map(opened.read_library, outcome.cited_from))]
    used, compared = used_entries(outcome, libraries), _comparing(outcome)
    cited = _cited(outcome, compared)
    is_whole = everything or cites_all(outcome) or not used
    works: list[ListedWork] = []
    uncited = 0
    for library in libraries:
        listing = _Listing(library, files.relative(library.source.path), found, today)
        for block, above in spans_above(library):
            if is_whole or (library.source.path, block.span.start) in used:
                places = tuple(cited.get(compared(block.key), ()))
                works.append(listing.work(block, library.text[slice(*above)], places))
            else:
                uncited += 1
    ranks = {key: rank for rank, key in enumerate(cited)}
    works.sort(key=lambda each: ranks.get(compared(each.key), len(ranks)))
    of_works = {id(each) for work in works for each in work.findings}
    return ReadingList(
        documents=tuple(map(files.relative, outcome.gathered.citing_roots or outcome.sources)),
        bibs=tuple(map(files.relative, outcome.cited_from)),
        works=tuple(works),
        uncited=uncited,
        findings=tuple(each for each in found if id(each) not in of_works),
    )


def _comparing(outcome: CheckOutcome) -> Callable[[str], str]:
    """Return what makes of a key what the program compares that reads the libraries."""
    return str.lower if key_rules(outcome.gathered).folds_case else str


def _cited(outcome: CheckOutcome, compared: Callable[[str], str]) -> dict[str, list[CitedAt]]:
    """Return where each key is cited; a work that is named by its identifier, under the key of its entry."""
    found: dict[str, list[CitedAt]] = {}
    for each in citations(outcome):
        key = compared(cited_bare(each.key, outcome.gathered))
        found.setdefault(key, []).append(CitedAt(each.path, each.position.line))
    keys = dict(outcome.present)
    for mention in outcome.gathered.mentions:
        if key := compared(keys.get(mention.identifier.work, "")):
            found.setdefault(key, []).append(CitedAt(mention.path, mention.position.line))
    return {key: list(dict.fromkeys(places)) for key, places in found.items()}


class _Listing:
    """What the entries of one library say, with macros and the fields of their parents."""

    def __init__(self, library: Library, path: str, findings: Sequence[Finding], today: date) -> None:
        self._text, self._today = library.text, today
        self._macros, self._lines = Macros(library), Lines(library.text)
        self._inside: dict[int, list[Finding]] = {}  # by their lines,
        self._of_key: dict[object, list[Finding]] = {}  # and those that name a key to cite
        for each in findings:
            if each.path == path and each.position:
                self._inside.setdefault(each.position.line, []).append(each)
            if each.path == path or each.data.get("bib") == path:
                self._of_key.setdefault(each.data.get("replacement"), []).append(each)
        self._by_key: dict[str, Block] = {}
        for block in library.understood():
            self._by_key.setdefault(block.key.lower(), block)
        self._links: dict[Block, list[LinkField]] = {}
        for link in links(library):
            self._links.setdefault(link.block, []).append(link)

    def work(self, block: Block, above: str, cited: tuple[CitedAt, ...]) -> ListedWork:
        """Return the work of an entry."""
        known = identify(self._text, block, above, self._today)
        facts = self._facts(block)
        venue = plain_text(next((facts[name] for name in _VENUES if facts.get(name)), ""))
        findings = tuple(self._about(block))
        return ListedWork(
            key=block.key,
            type=block.type.lower(),
            title=tuple(pieces(facts.get("title", ""))),
            authors=tuple(plain_names(facts.get("author") or facts.get("editor", ""))),
            year=str(known.year or ""),
            venue="" if names_preprint_server(venue) else venue,
            status=_status(known, venue, findings),
            links=tuple(self._addresses(known)),
            cited=cited,
            findings=findings,
        )

    def _facts(self, block: Block, deeper: bool = True) -> dict[str, str]:  # noqa: FBT001, FBT002 - one level of parents
        """Return what the fields of an entry say, and what it takes from the entries that it names."""
        own = fields(self._text, block)[0]
        facts = {each.name: self._macros.meaning(each, block.span.start) or each.value for each in reversed(own)}
        for key in parents(own) if deeper else ():
            if parent := self._by_key.get(key.lower()):
                theirs = self._facts(parent, deeper=False)
                facts = {**theirs, "booktitle": theirs.get("booktitle", theirs.get("title", "")), **facts}
        return facts

    def _about(self, block: Block) -> Iterator[Finding]:
        """Yield the findings that name an entry or stand in it."""
        first, last = (self._lines.position(offset).line for offset in block.span)
        inside = [each for line in range(first, last + 1) for each in self._inside.get(line, ())]
        known = set(map(id, inside))
        yield from (*inside, *(each for each in self._of_key.get(block.key, ()) if id(each) not in known))

    def _addresses(self, known: Known) -> Iterator[WorkLink]:
        """Yield the links of an entry, what identifies the work first."""
        yield from identifier_links(known.arxiv, known.doi)
        pages = {each.url: each for each in self._links.get(known.block, ()) if _is_page(each.url)}
        yield from (WorkLink(_CODE if holds_code(each) else _PAGE, url) for url, each in pages.items())


def _is_page(url: str) -> bool:
    return url.startswith(_WEB) and not any(place in url for place in _OWN_PLACES)


def _status(known: Known, venue: str, findings: Sequence[Finding]) -> str:
    if any(each.rule == "withdrawn" for each in findings):
        return WITHDRAWN
    if known.arxiv and (not venue or names_preprint_server(venue)):
        return PREPRINT
    return PUBLISHED if venue else ""

"""Answers of services: whatever they hold, they are read as records that can become entries, or not at all."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial

from loopback import (
    FakeArxiv,
    FakeCrossref,
    FakeDataCite,
    FakeDoiOrg,
    FakeHuggingFace,
    FakeInspire,
    FakeOai,
    FakeOpenAlex,
    FakeSemanticScholar,
    Paper,
)

from bibtools.bibliography.entries.builder import default_key
from bibtools.bibliography.entries.entry import Style, render
from bibtools.bibliography.entries.options import BIBLATEX, DEFAULT
from bibtools.bibliography.entries.published import entry_of
from bibtools.bibliography.library.blocks import ENTRY
from bibtools.bibliography.library.reader import read
from bibtools.core.text import Source
from bibtools.identifiers.identifier import ARXIV, DOI, INSPIRE, Identifier
from bibtools.index.numbering import identifier
from bibtools.index.packed_row import to_record, unpack
from bibtools.index.row_codec import row
from bibtools.linkcheck import github_api
from bibtools.network.answer import FOUND, Answer
from bibtools.providers import (
    arxiv,
    crossref,
    datacite,
    doiorg,
    harvest,
    huggingface,
    inspire,
    oai,
    openalex,
    semanticscholar,
)
from bibtools.providers.contract import Unreadable
from bibtools.providers.http_lookup import HttpModule
from bibtools.records.link_status import ALIVE, GONE, UNKNOWN
from bibtools.records.record import Record, of_json, to_json
from bibtools.tex import latex
from fuzz.promises import Target, promise, promise_balanced, promise_printable

PAPERS = (
    Paper(
        "2106.00134",
        "GANs Can Play $N$ Lottery Tickets & More",
        ("Aäron van den Oord", "Guy L. Steele, Jr.", "ATLAS Collaboration"),
        "2021-06-01",
        "cs.LG",
        "We do things. Our code is at https://github.com/ada/sort.",
        "Accepted at ICLR 2021 (Oral)",
        2,
        "10.1000/caves 10.1000/other",
        ("stat.ML",),
        "Phys. Rev. Lett. 125 (2020)",
    ),
    Paper("hep-th/9711200", "Schr\\\"odinger's \\alpha"),
)
ASKED = tuple(Identifier(ARXIV, each) for each in ("2106.00134", "hep-th/9711200", "1706.03762"))
_ENTRY_OF_ERROR = (
    "<entry><id>http://arxiv.org/api/errors#x</id><title>Error</title>"
    "<summary>incorrect id format for x</summary></entry>"
)
XML_WORDS = (
    *"<entry> </entry> <id> <title> <summary>".split(),
    *'<author><name> <arxiv:comment> <arxiv:doi> <record> <header status="deleted">'.split(),
    *"<metadata> <arXiv> <keyname> <forenames> <suffix>".split(),
    *'<created> <categories> <journal-ref> <error code=""/>'.split(),
    *"<resumptionToken> <!DOCTYPE <!ENTITY &amp; &#0; &#xD800;".split(),
    *"&#123; ]]> <![CDATA[ <?xml xmlns= http://arxiv.org/abs/".split(),
)
JSON_WORDS = (
    *"{ } [ ] , : null true false -1".split(),
    *'1e999 NaN "\\ud800" "\\u0000" "\\u202e" "\\u001b[31m" "id" "title" "data" "meta"'.split(),
    *'"attributes" "doi" "creators" "familyName"'.split(),
    *'"nameType" "dates" "subjects" "relatedIdentifiers" "externalIds"'.split(),
    *'"ArXiv" "authors" "name" "githubRepo" "githubRepoAddedBy" "full_name"'.split(),
    *'"errors" "path" "r0" "&lt;" "&#0;" "<sub>"'.split(),
)


OF_ONE_FACT = {huggingface.NAME, openalex.NAME}  # of these only the links to code, or whether it is retracted, is taken


def check_provider(data: bytes, provider: HttpModule, most: int, asked: Sequence[Identifier] | None = None) -> None:
    """Read an answer to a question of ours; each record is one of a paper that was asked for, and can be an entry."""
    for request in provider.requests(ASKED if asked is None else asked)[:most]:
        try:
            read_answer = provider.records(request, data)
        except Unreadable as error:
            promise(str(error), "an answer that cannot be read, and nobody says why")
            continue
        works = {each.work for each in request.asks}
        for found in read_answer.records:
            promise(found.identifier in works, f"nobody asked for {found.identifier}")
            has_both = bool(found.title and found.authors)
            promise(has_both or provider.NAME in OF_ONE_FACT, f"a record without title or authors: {found}")
            if has_both:
                check_record(found)
        promise(works.issuperset((*read_answer.rejected, *read_answer.incomplete)), "nobody asked for what is rejected")


def check_record(record: Record) -> None:
    """Promise that a record is clean, is kept as it is, and becomes an entry that is read back."""
    promise(latex.clean(record.title) == record.title, f"a title that is not clean: {record.title!r}")
    promise(record.date is None or isinstance(record.date, date), f"no date: {record}")
    promise(not re.search(r"\s", record.doi or ""), f"no DOI: {record.doi!r}")
    kept = of_json(json.loads(json.dumps(to_json(record))))
    promise(kept == record, f"a record is kept as another: {record!r}")
    for link in record.code:
        promise(link.url.startswith(("https://", "http://")), f"no address: {link}")
    for form in (DEFAULT, DEFAULT._replace(dialect=BIBLATEX, encoding="unicode")):
        entry = entry_of(record, default_key(record), form)
        for name, value in entry.fields:
            promise_balanced(value, name)
            promise_printable(value, name)
        library = read(Source("refs.bib", render(entry, Style())))
        keys = [block.key for block in library.blocks if block.kind == ENTRY]
        promise(keys == [entry.key], f"an entry is read back as {keys}")


def check_feed(data: bytes) -> None:
    """Read a feed that nobody asked for by ids: what a search finds."""
    try:
        found = arxiv.listed(data)
    except Unreadable:
        return
    for record in found:
        if record.title and record.authors:
            check_record(record)


def check_page(data: bytes) -> None:
    """Read a page of what has changed, and what the index would hold of it."""
    try:
        page = harvest.page(data)
    except Unreadable:
        return
    promise(harvest.following(page.token).path.isascii(), "a token that is no part of an address")
    for facts in page.records:
        new = row(facts)
        if new is not None:
            promise(0 < new.number < 2**32, f"no number: {new.number}")
            to_record(identifier(new.number), unpack(new.packed))


def check_line(data: bytes) -> None:
    """Read a line of the snapshot."""
    from bibtools.index.build import read as read_lines  # it loads what runs processes

    batch = read_lines(data.splitlines(keepends=True))
    for number, packed in batch.rows:
        check_row(number, packed)


def check_row(number: int, packed: bytes) -> None:
    """Promise that the index gives back what a record can be made of."""
    record = to_record(identifier(number), unpack(packed))
    promise(record.title, "a paper without a title")
    if record.authors:
        check_record(record)


def check_repository(data: bytes) -> None:
    """Read what GitHub says of a repository, in both ways."""
    asked = [github_api.GitHubRepository("ada", "sort"), github_api.GitHubRepository("bob", "x.y")]
    answer = Answer(FOUND, data)
    for link_status in (github_api.link_status(asked[0], answer), *github_api.batch_statuses(asked, answer)):
        promise(link_status.status in {ALIVE, GONE, UNKNOWN}, f"no status: {link_status}")
        promise(link_status.status == ALIVE or link_status.reason, f"a status without a reason: {link_status}")
        moved = link_status.moved or "https://github.com/a/b"
        promise(re.fullmatch(r"https://github\.com/[\w-]+/[\w.-]+", moved, re.ASCII), f"no repository: {moved!r}")


def _atom() -> Iterable[str]:
    feed = FakeArxiv().holding(PAPERS).body
    yield feed
    yield feed.replace("</feed>", f"{_ENTRY_OF_ERROR}</feed>")


def _oai() -> Iterable[str]:
    fake = FakeOai()
    yield fake.holding(PAPERS[:1]).body
    yield fake.holding([]).body


def _pages() -> Iterable[str]:
    fake = FakeOai(page=1, deleted=["1706.03762"])
    fake.know(PAPERS)
    yield fake.answer("/oai?verb=ListRecords&metadataPrefix=arXiv").body
    yield fake.answer("/oai?verb=ListRecords&resumptionToken=skip%3D9").body


def _hugging_face() -> Iterable[str]:
    facts = {
        "githubRepo": "https://github.com/ada/sort",
        "githubRepoAddedBy": "user",
        "publishedAt": "2021-06-01T00:00",
    }
    yield FakeHuggingFace(pages={"2106.00134": facts}).holding(PAPERS[:1]).body
    yield '{"id": "2106.00134", "title": "x", "authors": [{"name": "A. B"}], "githubRepo": "ada/sort"}'


def _lines() -> Iterable[str]:
    from index_lines import line  # of the tests

    yield line("2106.00134", "On $N$ Things", text="Our code: https://github.com/ada/sort", comments="ICML 2021")
    yield json.dumps(json.loads(line("hep-th/9711200")) | {"authors_parsed": None, "authors": "A. Able, B. Baker"})


REPOSITORIES = (
    '{"full_name": "ada/sort", "archived": false, "size": 3}',
    '{"full_name": "eve/sorted", "archived": true, "size": 0}',
    (
        '{"data": {"r0": {"nameWithOwner": "eve/x", "isArchived": true, "isEmpty": false}, "r1": null}, '
        '"errors": [{"type": "NOT_FOUND", "path": ["r1"], "message": "no"}]}'
    ),
)


def _target(check: Callable[[bytes], None], seeds: Iterable[str], words: Iterable[str]) -> Target:
    return Target(check, [seed.encode() for seed in seeds], [word.encode("utf-8", "surrogateescape") for word in words])


WORKS = [Paper(f"10.1000/{number}", paper.title, paper.authors) for number, paper in enumerate(PAPERS)]
KEYED = [
    each._replace(id=f"Example:1999a{number}", doi=each.id) for number, each in zip("bcdefghijk", WORKS, strict=False)
]
DOIS = [Identifier(DOI, each.id) for each in WORKS]
TEXKEYS = [Identifier(INSPIRE, each.id) for each in KEYED]
TARGETS = {
    "atom": _target(partial(check_provider, provider=arxiv, most=1), _atom(), XML_WORDS),
    "atom-search": _target(check_feed, _atom(), XML_WORDS),
    "oai": _target(partial(check_provider, provider=oai, most=1), _oai(), XML_WORDS),
    "oai-list": _target(check_page, _pages(), XML_WORDS),
    "datacite": _target(
        partial(check_provider, provider=datacite, most=1), [FakeDataCite().holding(PAPERS).body], JSON_WORDS
    ),
    "crossref": _target(
        partial(check_provider, provider=crossref, most=1, asked=DOIS), [FakeCrossref().holding(WORKS).body], JSON_WORDS
    ),
    "doiorg": _target(
        partial(check_provider, provider=doiorg, most=1, asked=DOIS), [FakeDoiOrg().holding(WORKS).body], JSON_WORDS
    ),
    "inspire": _target(
        partial(check_provider, provider=inspire, most=1, asked=TEXKEYS),
        [FakeInspire().holding(KEYED).body],
        JSON_WORDS,
    ),
    "semanticscholar": _target(
        partial(check_provider, provider=semanticscholar, most=1),
        [FakeSemanticScholar().holding(PAPERS).body],
        JSON_WORDS,
    ),
    "huggingface": _target(partial(check_provider, provider=huggingface, most=1), _hugging_face(), JSON_WORDS),
    "openalex": _target(
        partial(check_provider, provider=openalex, most=1, asked=DOIS),
        [FakeOpenAlex().holding([WORKS[0], WORKS[1]._replace(comment="retracted")]).body],
        (*JSON_WORDS, '"results"', '"is_retracted"', "https://doi.org/"),
    ),
    "github": _target(check_repository, REPOSITORIES, JSON_WORDS),
    "snapshot": _target(check_line, _lines(), JSON_WORDS),
}

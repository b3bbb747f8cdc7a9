"""Which works the entries of a library are: by arXiv id, by DOI, by title, first author and year."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import NamedTuple

from bibtools.identifier import Identifier, arxiv, doi
from bibtools.identifier.search import STRONG, Sighting, find
from bibtools.library import ENTRY, TEXT, Block, Field, Library
from bibtools.library.reader import fields
from bibtools.text import Span

# Where an entry names its own arXiv id, the most trustworthy first. Never in abstract, annote, keywords or file: ids
# that stand there belong to other papers.
ID_FIELDS = (
    "eprint", "arxivid", "arxiv", "doi", "url", "adsurl", "journal", "journaltitle", "volume", "howpublished", "eid",
    "pages", "number", "note",
)  # fmt: skip
_TYPE_FIELDS = ("eprinttype", "archiveprefix")
_WHOLE = frozenset({"eprint", "arxivid", "arxiv"})
# A note that speaks of another paper by its id.
_OTHER_PAPER = re.compile(
    r"\b(?:comment|reply|erratum|supersede|see also|see|cf|companion|based on|extended|extends|follow)", re.IGNORECASE
)
_DOI_URL = re.compile(r"https?://(?:dx\.)?doi\.org/\S+", re.IGNORECASE)
_DIRECTIVE = re.compile(r"%[ \t]*bibtools:[ \t]*(keep|is[ \t]+(\S+))[ \t]*(?=[\r\n]|$)", re.IGNORECASE)


class Known(NamedTuple):
    """An entry and what it says of its own identity."""

    block: Block
    fields: tuple[Field, ...]
    arxiv: Identifier | None
    doi: Identifier | None
    protected: bool  # never edited: its owner says so, or it is not wholly understood
    problem: int | None  # the offset at which its fields could not be read further

    def value(self, *names: str) -> str:
        """Return the value of the first field that has one of some names, in the order of the names, else nothing."""
        return next((field.value for name in names for field in self.fields if field.name == name), "")

    @property
    def first_author(self) -> str:
        """The first author's family name, normalised."""
        first = re.split(r"\sand\s", self.value("author").strip(), maxsplit=1)[0]
        return normalise_name(first.split(",")[0] if "," in first else first.rpartition(" ")[2])

    @property
    def year(self) -> int | None:
        """The year of publication."""
        match = re.search(r"[0-9]{4}", self.value("year", "date"))
        return int(match[0]) if match else None


class Identities(NamedTuple):
    """Look-up tables over the entries of one library; the first entry of several wins."""

    entries: list[Known]
    by_arxiv: dict[str, Known]
    by_doi: dict[str, Known]


def identities(library: Library, today: date) -> Identities:
    """Read the identity of every entry of a library; of a broken one as far as it can be read."""
    found = Identities([], {}, {})
    for block, above in _with_text_above(library):
        known = identify(library.text, block, above, today)
        found.entries.append(known)
        if known.arxiv:
            found.by_arxiv.setdefault(known.arxiv.value, known)
        if known.doi:
            found.by_doi.setdefault(known.doi.value, known)
    return found


def by_title(known: Identities) -> dict[str, list[Known]]:
    """Return the entries by their normalised titles; made only where there are records to match."""
    found: dict[str, list[Known]] = {}
    for entry in known.entries:
        title = normalise_title(entry.value("title"))
        if title:
            found.setdefault(title, []).append(entry)
    return found


def _with_text_above(library: Library) -> list[tuple[Block, str]]:
    """Pair each entry with the text between it and the block before, where its directives stand."""
    pairs = []
    previous = 0
    for block in library.blocks:
        if block.kind == ENTRY and not block.disputed:
            pairs.append((block, library.text[previous : block.span.start]))
        if block.kind != TEXT:
            previous = block.span.end
    return pairs


def identify(text: str, block: Block, above: str, today: date) -> Known:
    """Read what one entry says of its own identity; `above` is the text in front of it."""
    found, problem = fields(text, block)
    values: dict[str, str] = {}
    for field in found:
        values.setdefault(field.name, field.value)  # BibTeX takes the first of two fields with one name
    directives = [match[1] for match in _DIRECTIVE.finditer(above)]
    stated = next((directive.split()[1] for directive in directives if directive.lower() != "keep"), None)
    stated_id = arxiv.parse(stated, today) if stated else None
    doi_value = values.get("doi") or next(iter(_DOI_URL.findall(values.get("url", ""))), "")
    return Known(
        block,
        tuple(found),
        stated_id.work if isinstance(stated_id, Identifier) else arxiv_id(text, block, found, today),
        doi.parse(doi_value),
        protected=bool(block.problem)
        or problem is not None
        or values.get("protect", "").strip().lower() == "true"
        or "keep" in map(str.lower, directives),
        problem=problem,
    )


def arxiv_id(text: str, block: Block, found: list[Field], today: date) -> Identifier | None:
    """Return the arXiv id of an entry, from the most trustworthy of its fields and its key."""
    sighted = sightings(text, block, found, today)
    return next((s.identifier.work for s in sighted if isinstance(s.identifier, Identifier)), None)


def sightings(text: str, block: Block, found: list[Field], today: date) -> list[Sighting]:
    """Return every place in which an entry names its own arXiv id, the most trustworthy first."""
    sighted: list[Sighting] = []
    of_arxiv = _eprint_is_arxiv(found)
    for name in ID_FIELDS:
        for field in found:
            if field.name == name and (of_arxiv or name != "eprint"):
                sighted += _in_field(text, field, found, today)
        if name == "url":
            sighted += _in_key(block, today)
    return sighted


def _in_field(text: str, field: Field, found: list[Field], today: date) -> list[Sighting]:
    if field.name == "note" and _OTHER_PAPER.search(field.value):
        return []
    start = field.value_span.start
    if field.name in _WHOLE:
        value = field.value.strip()
        begin = text.find(value, start, field.value_span.end) if value else -1
        identifier = _whole(value, found, today)
        if identifier and begin >= 0:
            return [Sighting(Span(begin, begin + len(value)), identifier, STRONG)]
    shown = text[slice(*field.value_span)]
    return [
        sighting._replace(span=Span(sighting.span.start + start, sighting.span.end + start))
        for sighting in find(shown, today)
        if sighting.evidence == STRONG and isinstance(sighting.identifier, Identifier)
    ]


def _whole(value: str, found: list[Field], today: date) -> Identifier | None:
    """Read a field that holds nothing but an id; a bare old number is completed by the archive in its neighbours."""
    text = value if ":" in value else f"arXiv:{value}"  # the field itself is the prefix, so repairs are made
    identifier = arxiv.parse(text, today)
    if identifier is None and re.fullmatch(r"[0-9]{7}(?:v[0-9]+)?", value):
        for field in found:
            if field.name in {*_TYPE_FIELDS, "primaryclass", "eprintclass", "archive"}:
                identifier = identifier or arxiv.parse(f"{field.value.split('.')[0]}/{value}", today)
    return identifier if isinstance(identifier, Identifier) else None


def _in_key(block: Block, today: date) -> list[Sighting]:
    identifier = arxiv.parse(block.key, today)
    if isinstance(identifier, Identifier):
        return [Sighting(block.key_span, identifier, STRONG)]
    start = block.key_span.start
    return [
        sighting._replace(span=Span(sighting.span.start + start, sighting.span.end + start))
        for sighting in find(block.key, today)
        if sighting.evidence == STRONG and isinstance(sighting.identifier, Identifier)
    ]


def _eprint_is_arxiv(found: list[Field]) -> bool:
    types = [field.value.strip("{} ").lower() for field in found if field.name in _TYPE_FIELDS]
    return not types or any("arxiv" in each or each in arxiv.ARCHIVES for each in types)


_MACRO = re.compile(r"\\[A-Za-z]+\s*|\\.")
_NOT_WORD = re.compile(r"[\W_]+")


def normalise_title(title: str) -> str:
    """Return a title as lower-case words without accents, braces, commands and punctuation, for comparison."""
    plain = _MACRO.sub("", title.replace("\\&", " and ").replace("&", " and ").replace("{", "").replace("}", ""))
    decomposed = unicodedata.normalize("NFKD", plain)
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return _NOT_WORD.sub(" ", bare).strip().casefold()


def normalise_name(name: str) -> str:
    """Return a family name as lower-case letters without accents, for comparison."""
    return normalise_title(name).replace(" ", "")

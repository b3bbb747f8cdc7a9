"""Which works the entries of a library are: by arXiv id, by DOI, by title, first author and year."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from bibtools import latex, names
from bibtools.identifier import Identifier, Impossible, arxiv, doi
from bibtools.identifier.evidence import STRONG
from bibtools.identifier.search import Sighting, find
from bibtools.library import COMMENT, ENTRY, TEXT, Block, Field, Library
from bibtools.library.reader import fields
from bibtools.text import Span
from bibtools.transliteration import unaccented

# Where an entry names its own arXiv id, the most trustworthy first. Never in abstract, annote, keywords or file: ids
# that stand there belong to other papers.
ID_FIELDS = (
    "eprint", "arxivid", "arxiv", "doi", "url", "adsurl", "journal", "journaltitle", "volume", "howpublished", "eid",
    "pages", "number", "note",
)  # fmt: skip
_TYPE_FIELDS = ("eprinttype", "archiveprefix")
_WHOLE = frozenset({"eprint", "arxivid", "arxiv"})
_NUMBERS = frozenset({"volume", "number", "pages", "eid"})  # hold a bare id where the journal is arXiv
_ARXIV_JOURNAL = re.compile(
    r"\s*(?:arxiv(?:\.org)?(?: (?:preprints?|e-?prints?))?|corr|computing research repository)\W*", re.IGNORECASE
)
# Words in front of an id that make it another paper's: "Comment on arXiv:…", "see also arXiv:…".
_OTHER_PAPER = re.compile(
    r"(?:\b(?:comments?|repl(?:y|ies)|response|addend\w+|corrigend\w+|errat\w+|review|discussion|code|data|talk|slides|"
    r"extend\w*|generali[sz]\w+|supersed\w+|replac\w+|companion|based|follow\w*|version|part|appendix|sequel|see|cf|also)"
    r"\W+(?:(?:on|of|to|for|by|the|paper|also|preprint|article|work|in|up)\W+){0,3}|\b(?:by|on|of|to|for)\W+)(?:e-?print\W+|arxiv\W*)?$",
    re.IGNORECASE,
)
_ARCHIVE_FIELDS = frozenset({*_TYPE_FIELDS, "primaryclass", "eprintclass", "archive"})
_OLD_NUMBER = re.compile(r"[0-9]{7}(?:v[0-9]+)?")
_DOI_URL = re.compile(r"https?://(?:dx\.)?doi\.org/\S+", re.IGNORECASE)
_DIRECTIVE = re.compile(r"%[ \t]*bibtools:[ \t]*(?:(?P<keep>keep\b)|is[ \t]+(?P<id>\S+))", re.IGNORECASE)


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
        name = names.first_of(latex.decode(self.value("author").replace("~", " ")))
        return normalise_name(name.family) if name else ""

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
    """Pair each entry with the text between it and the entry before, where its directives stand."""
    pairs = []
    previous = 0
    for block in library.blocks:
        if block.kind == ENTRY and not block.disputed:
            pairs.append((block, library.text[previous : block.span.start]))
        if block.kind not in {TEXT, COMMENT}:
            previous = block.span.end
    return pairs


def identify(text: str, block: Block, above: str, today: date) -> Known:
    """Read what one entry says of its own identity; `above` is the text in front of it."""
    found, problem = fields(text, block)
    directives = list(_DIRECTIVE.finditer(above))
    stated = next((arxiv.parse(match["id"], today) for match in directives if match["id"]), None)
    entry = Known(
        block,
        tuple(found),
        stated.work if isinstance(stated, Identifier) else arxiv_id(text, block, found, today),
        None,
        protected=bool(block.problem) or problem is not None or any(match["keep"] for match in directives),
        problem=problem,
    )
    links = _DOI_URL.findall(entry.value("url"))
    return entry._replace(
        doi=doi.parse(entry.value("doi") or next(iter(links), "")),
        protected=entry.protected or entry.value("protect").strip().lower() == "true",
    )


def arxiv_id(text: str, block: Block, found: list[Field], today: date) -> Identifier | None:
    """Return the arXiv id of an entry, from the most trustworthy of its fields and its key."""
    sighted = sightings(text, block, found, today)
    return next((s.identifier.work for s in sighted if isinstance(s.identifier, Identifier)), None)


def sightings(text: str, block: Block, found: list[Field], today: date) -> list[Sighting]:
    """Return every place in which an entry names its own arXiv id, the most trustworthy first."""
    sighted: list[Sighting] = []
    for name in ID_FIELDS:
        for field in found:
            if field.name == name:
                sighted += _in_field(text, field, found, today)
        if name == "url":
            sighted += _in_key(block, today)
    return sighted


def _in_field(text: str, field: Field, found: list[Field], today: date) -> list[Sighting]:
    start = field.value_span.start
    if field.name == "eprint" and not _eprint_is_arxiv(found):
        return []
    if field.name in _WHOLE or (field.name in _NUMBERS and _is_in_arxiv(found)):
        value = field.value.strip(" {}.\r\n\t")
        identifier = _whole(value, found, today)
        begin = text.find(value, start, field.value_span.end)
        if identifier and begin >= 0:
            return [Sighting(Span(begin + arxiv.prefix_end(value), begin + len(value)), identifier, STRONG)]
    # Braces group ("{arXiv}:…") and separate nothing; the same length keeps the offsets.
    shown = text[slice(*field.value_span)].replace("ar{X}iv", "arXiv  ").translate(_BRACES)
    return [
        sighting._replace(span=Span(sighting.span.start + start, sighting.span.end + start))
        for sighting in find(shown, today)
        if sighting.evidence == STRONG and not _OTHER_PAPER.search(shown[: sighting.span.start].rstrip(" :~"))
    ]


_BRACES = str.maketrans("{}", "  ")


def _whole(value: str, found: list[Field], today: date) -> Identifier | Impossible | None:
    """Read a field that holds nothing but an id; a bare old number is completed by the archive in its neighbours."""
    claimed = value if ":" in value else f"arXiv:{value}"  # the field itself is the prefix, so repairs are made
    identifier = arxiv.parse(claimed, today)
    if identifier is None and _OLD_NUMBER.fullmatch(value):
        archives = [each.value.split(".")[0] for each in found if each.name in _ARCHIVE_FIELDS]
        read = (arxiv.parse(f"{archive}/{value}", today) for archive in archives)
        identifier = next((each for each in read if isinstance(each, Identifier)), None)
    return identifier


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
    types = [value for field in found if field.name in _TYPE_FIELDS if (value := field.value.strip("{} ").lower())]
    return not types or any("arxiv" in each or each == "corr" or each.split(".")[0] in arxiv.ARCHIVES for each in types)


def _is_in_arxiv(found: list[Field]) -> bool:
    journals = [field.value for field in found if field.name in {"journal", "journaltitle"}]
    return any(_ARXIV_JOURNAL.fullmatch(journal.strip("{} ")) for journal in journals)


_NOT_WORD = re.compile(r"[\W_]+")


def normalise_title(title: str) -> str:
    """Return a title as lower-case words without accents, braces, commands and punctuation, for comparison."""
    plain = latex.decode(title).replace("&", " and ").replace("{", "").replace("}", "").replace("~", " ")
    return _NOT_WORD.sub(" ", unaccented(plain)).strip().casefold()


def normalise_name(name: str) -> str:
    """Return a family name as lower-case letters without accents, for comparison."""
    return normalise_title(name).replace(" ", "")

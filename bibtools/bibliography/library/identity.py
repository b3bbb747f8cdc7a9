"""Identity: which work each entry of a library is, by arXiv id, DOI, or title, first author and year."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from bibtools.bibliography.library.arxiv_id import arxiv_id
from bibtools.bibliography.library.blocks import Block, Field, Library
from bibtools.bibliography.library.directives import DIRECTIVE, spans_above
from bibtools.bibliography.library.fields import fields
from bibtools.identifiers import arxiv, doi
from bibtools.identifiers.identifier import ARXIV, DOI, Identifier
from bibtools.tex import comparison, latex, names

# Where an entry names its own DOI, the most trustworthy first; in a note, it may be that of another work.
_DOI_FIELDS = ("doi", "url", "ee", "howpublished", "bdsk-url-1", "link")
_MOST_ADDRESSES = 8  # of a field


class Known(NamedTuple):
    """An entry and its identity."""

    block: Block
    fields: tuple[Field, ...]
    arxiv: Identifier | None
    doi: Identifier | None
    protected: bool  # never edited: its owner says so, or it is not wholly understood
    problem: int | None  # the offset at which its fields could not be read further

    def value(self, *names: str) -> str:
        """Return the value of the first field with one of some names, in their order, else an empty text."""
        return next((field.value for name in names for field in self.fields if field.name == name), "")

    @property
    def first_author(self) -> str:
        """The first author's family name, normalised."""
        name = names.first_of(latex.decode(latex.untied(self.value("author"))))
        return normalise_name(name.family) if name else ""

    @property
    def year(self) -> int | None:
        """The year of publication."""
        match = re.search(r"[0-9]{4}", self.value("year", "date"))
        return int(match[0]) if match else None


class Identities(NamedTuple):
    """Look-up tables over the entries of one library; the first of several wins."""

    entries: list[Known]
    by_identifier: dict[Identifier, Known]


def identities(library: Library, today: date) -> Identities:
    """Return the identity of every entry of a library; that of a broken one as far as possible."""
    found = Identities([], {})
    for block, above in spans_above(library):
        known = identify(library.text, block, library.text[slice(*above)], today)
        found.entries.append(known)
        for identifier in filter(None, (known.arxiv, known.doi)):
            found.by_identifier.setdefault(identifier, known)
    return found


def by_title(known: Identities) -> dict[str, list[Known]]:
    """Return the entries by their normalised titles, computed only if there are records to match."""
    found: dict[str, list[Known]] = {}
    for entry in known.entries:
        title = compact_title(entry.value("title"))
        if title:
            found.setdefault(title, []).append(entry)
    return found


def identify(text: str, block: Block, above: str, today: date) -> Known:
    """Return the identity of one entry; `above` is the text before it."""
    found, problem = fields(text, block)
    lines = list(DIRECTIVE.finditer(above))
    stated = [read for match in lines if match["id"] and (read := _stated(match["id"], today))]
    entry = Known(
        block,
        tuple(found),
        _first(stated, ARXIV) or arxiv_id(text, block, found, today),
        None,
        protected=bool(block.problem) or problem is not None or any(match["keep"] for match in lines),
        problem=problem,
    )
    return entry._replace(
        doi=_first(stated, DOI) or _doi(entry),
        protected=entry.protected or entry.value("protect").strip().lower() == "true",
    )


def _doi(entry: Known) -> Identifier | None:
    """Return the DOI of an entry, from the most trustworthy field that holds one, else from its key."""
    for name in _DOI_FIELDS:
        if "10." in (value := entry.value(name)):
            # Some fields hold several addresses.
            found = doi.parse(value) or next(filter(None, map(doi.parse, value.split()[:_MOST_ADDRESSES])), None)
            if found:
                return found
    return doi.parse(entry.block.key) if "10." in entry.block.key else None


def _stated(text: str, today: date) -> Identifier | None:
    """Return the work that a directive names: by an arXiv id, or by a DOI."""
    read = arxiv.parse(text, today)
    return read.work if isinstance(read, Identifier) else doi.parse(text)


def _first(identifiers: Iterable[Identifier], scheme: str) -> Identifier | None:
    return next((each for each in identifiers if each.scheme == scheme), None)


_NOT_WORD = re.compile(r"[\W_]+")


def normalise_title(title: str) -> str:
    """Return a title as lower-case words without accents, braces, commands and punctuation, for comparison."""
    return _NOT_WORD.sub(" ", plain_title(title)).strip().casefold()


def plain_title(title: str) -> str:
    """Return a title without accents, braces and commands, with punctuation and case."""
    return comparison.plain(title)


def normalise_name(name: str) -> str:
    """Return a family name as lower-case letters without accents, for comparison."""
    return normalise_title(name).replace(" ", "")


def compact_title(title: str) -> str:
    """Return a normalised title without blanks: `pre-training`, `pre training` and `pretraining` are one word."""
    return normalise_title(title).replace(" ", "")


def plainly_disagree(one: str, other: str) -> bool:
    """Return whether two titles clearly name different works: they share less than a third of their words.

    Titles change between a preprint's versions and its publication, so less than that says nothing.
    """
    return are_others(title_words(one), title_words(other))


class TitleWords(NamedTuple):
    """A title for comparison: without blanks, and its words."""

    compact: str
    words: frozenset[str]


def title_words(title: str) -> TitleWords:
    """Return a title for comparison."""
    words = normalise_title(title).split()
    return TitleWords("".join(words), frozenset(words))


def are_others(one: TitleWords, other: TitleWords) -> bool:
    """Return whether two titles clearly disagree."""
    fewest = min(len(one.words), len(other.words))
    return fewest > 1 and 3 * len(one.words & other.words) < fewest and one.compact != other.compact

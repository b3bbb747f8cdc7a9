"""A record: what one provider says about one work, in no dialect."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from bibtools.identifiers.identifier import Identifier
from bibtools.records import publication as publications
from bibtools.records.publication import Publication
from bibtools.records.withdrawal import is_withdrawn
from bibtools.tex.names import Name


@dataclass(frozen=True, slots=True)
class CodeLink:
    """A link to a work's code, and where it was found."""

    url: str
    origin: str  # "abstract", "comment", "source", "bundled" or the name of a table or service
    rank: int = 1  # of the evidence, the best is 1: see `codelinks.ranking`
    title: str = ""  # of the work, as a list gives it that names the link beside it


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What one provider says about one work; None and empty mean that it does not say.

    Texts are as the provider gives them, with Unicode and `$…$` formulas; only the builder knows dialects.
    """

    identifier: Identifier  # without version
    title: str
    authors: tuple[Name, ...]
    provider: str
    date: date | None = None  # of the first version
    categories: tuple[str, ...] = ()  # the primary one first
    abstract: str | None = None
    comment: str | None = None
    journal_ref: str | None = None
    doi: str | None = None  # of the published version, as the authors declared it
    publication: Publication | None = None  # how it appeared; None for what is only known as a preprint
    aliases: tuple[Identifier, ...] = ()  # its identifiers of other schemes that the provider names
    code: tuple[CodeLink, ...] = ()  # all that is known, the best evidence first

    @property
    def withdrawn(self) -> bool:
        """Whether its authors, or the archive, say that the paper is withdrawn."""
        return self.comment is not None and is_withdrawn(self.comment)

    @property
    def retracted(self) -> bool:
        """Whether the one who published it took it back."""
        return self.publication is not None and self.publication.retracted

    @property
    def year(self) -> int | None:
        """The year of publication, else of the first version."""
        published = self.publication.year if self.publication else None
        return published or (self.date.year if self.date else None)


def to_json(record: Record) -> dict[str, object]:
    """Return a record as JSON values, without empty fields; a witness says nothing of a title, which stands there."""
    values = {each.name: getattr(record, each.name) for each in fields(record)}
    facts: dict[str, object] = {name: value for name, value in values.items() if value or name == "title"}
    if record.date:
        facts["date"] = record.date.isoformat()
    if record.publication:
        facts["publication"] = publications.to_json(record.publication)
    if record.code:
        facts["code"] = [[link.url, link.origin, link.rank] for link in record.code]
    return facts


def of_json(facts: Mapping[str, Any]) -> Record:
    """Return the record of such values; raises ValueError, KeyError or TypeError if they are not one."""
    texts = {name: str(facts[name]) for name in ("abstract", "comment", "journal_ref", "doi") if name in facts}
    return Record(
        identifier=Identifier(*facts["identifier"]),
        title=str(facts["title"]),
        authors=tuple(publications.name(*parts) for parts in facts.get("authors", ())),
        provider=str(facts["provider"]),
        date=date.fromisoformat(facts["date"]) if "date" in facts else None,
        categories=tuple(map(str, facts.get("categories", ()))),
        publication=publications.of_json(facts["publication"]) if "publication" in facts else None,
        aliases=tuple(_alias(*parts) for parts in facts.get("aliases", ())),
        code=tuple(CodeLink(*link) for link in facts.get("code", ())),
        **texts,
    )


def _alias(scheme: object, value: object, version: object = None) -> Identifier:
    return Identifier(str(scheme), str(value), None if version is None else int(str(version)))

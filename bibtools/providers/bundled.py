"""Records that are shipped with the package: the papers that the examples cite, and some more.

Facts only (id, title, authors, date of the first version, primary category, code), one JSON object a line. What is not
known is left out. They answer where the network could not be asked; what they leave out may well exist.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from bibtools.identifiers.identifier import ARXIV, Identifier
from bibtools.providers.contract import Reading
from bibtools.records.codelinks.ranking import OFFICIAL
from bibtools.records.record import CodeLink, Record
from bibtools.tex.names import parse_authors

NAME = "bundled"
_FEW = 20  # papers whose lines are looked for; for more, every line is parsed


def lookup(identifiers: Sequence[Identifier], content: bytes) -> Reading:
    """Return the records of some papers, given the content of the file."""
    asked = {each.value for each in identifiers if each.scheme == ARXIV}
    named = [value.encode() for value in asked] if len(asked) <= _FEW else [b""]
    lines = (line for line in content.splitlines() if any(value in line for value in named))
    facts = (json.loads(line) for line in lines if line.strip())
    return Reading(tuple(_record(fact) for fact in facts if fact["id"] in asked))


def records(content: bytes) -> list[Record]:
    """Return all records, given the content of the file."""
    return [_record(json.loads(line)) for line in content.splitlines() if line.strip()]


def _record(fact: dict[str, object]) -> Record:
    text = {name: value for name, value in fact.items() if isinstance(value, str)}
    authors = fact.get("authors")
    listed = parse_authors([str(author) for author in authors]) if isinstance(authors, list) else []
    return Record(
        identifier=Identifier(ARXIV, text["id"]),
        title=text["title"],
        authors=tuple(listed),
        provider=NAME,
        date=date.fromisoformat(text["date"]) if "date" in text else None,
        categories=(text["category"],) if "category" in text else (),
        code=(CodeLink(text["code"], NAME, OFFICIAL),) if "code" in text else (),
    )

"""Outcomes as values that JSON knows: fields are only ever added."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bibtools.app.check_outcome import CheckOutcome
from bibtools.app.doctor import DoctorOutcome
from bibtools.app.gather import Gathered
from bibtools.app.get import GetOutcome
from bibtools.app.sync_outcome import SyncOutcome
from bibtools.bibliography.editing.plan import Added
from bibtools.files.exact_text import Unread
from bibtools.index.schema import Info
from bibtools.providers.resolution import Resolution
from bibtools.records import publication
from bibtools.records.codelinks import ranking
from bibtools.records.record import CodeLink, Record
from bibtools.reports import bibtex
from bibtools.reports.cache import day
from bibtools.reports.diff import of_sync
from bibtools.reports.finding_values import of_finding
from bibtools.reports.source_values import of_mention, of_suspect
from bibtools.storage.answers import Contents

if TYPE_CHECKING:
    from bibtools.index.kinds import IndexKind


def scanned(gathered: Gathered) -> dict[str, object]:
    """Return what `scan` found."""
    return {
        "mentions": [of_mention(mention) for mention in gathered.mentions],
        "suspects": [of_suspect(suspect) for suspect in gathered.suspects],
        "unread": [_unread(unread) for unread in gathered.unread],
    }


def synced(outcomes: Sequence[SyncOutcome | CheckOutcome]) -> dict[str, object]:
    """Return what `sync` found and did; with several papers, for each.

    `sync --check` has the same form: what is missing counts as added, without key and provider.
    """
    papers = [_synced(each) if isinstance(each, SyncOutcome) else _checked(each) for each in outcomes]
    return papers[0] if len(papers) == 1 else {"papers": papers}


def _synced(outcome: SyncOutcome) -> dict[str, object]:
    plan, resolution = outcome.plan, outcome.resolution
    added: list[dict[str, object]] = [
        {
            "id": each.identifier.id,
            "key": each.key,
            "provider": each.provider,
            "code": _codes(each.code, _values(each)),
            **_version(outcome, each),
        }
        for each in plan.added
    ]
    added += [
        {"id": each.identifier.id if each.identifier else None, "key": each.key, "provider": each.provider, "code": []}
        for each in plan.copied
    ]
    result: dict[str, object] = {
        "bib": outcome.bib,
        "changed": outcome.changed,
        "written": outcome.written,
        "added": added,
        "updated": [{"id": each.identifier.id, "key": each.key, "fields": list(each.fields)} for each in plan.updated],
        "present": [{"id": each.identifier.id, "key": each.key} for each in plan.present],
        "nonexistent": [each.id for each in resolution.nonexistent],
        "unresolved": _unresolved(resolution),
        "suspects": [of_suspect(suspect) for suspect in outcome.suspects],
        "findings": [of_finding(finding) for finding in outcome.findings],
        "unread": [_unread(unread) for unread in outcome.gathered.unread],
    }
    if outcome.options.diff:
        result["diff"] = of_sync(outcome)
    if outcome.tally:
        texts, found, proposed, trouble = outcome.tally
        result["searched"] = {"sources": texts, "found": found, "proposed": proposed, "trouble": trouble or None}
    return result


def _checked(outcome: CheckOutcome) -> dict[str, object]:
    return {
        "bib": outcome.bib,
        "changed": bool(outcome.missing),
        "written": False,
        "added": [{"id": each.identifier.id, "key": None, "provider": None} for each in outcome.missing],
        "updated": [],
        "present": [{"id": work.id, "key": key} for work, key in outcome.present],
        "nonexistent": [],
        "unresolved": [],
        "suspects": [of_suspect(suspect) for suspect in outcome.gathered.suspects],
        "findings": [of_finding(finding) for finding in outcome.rules.applied(outcome.citation_faults)],
        "unread": [_unread(unread) for unread in outcome.gathered.unread],
    }


def got(outcome: GetOutcome) -> dict[str, object]:
    """Return what `get` resolved."""
    resolution = outcome.resolution
    return {
        "records": [_record(record, text) for record, text in bibtex.entries(outcome)],
        "nonexistent": [each.id for each in resolution.nonexistent],
        "unresolved": _unresolved(resolution),
        "suspects": [of_suspect(suspect) for suspect in outcome.suspects],
    }


def held(cache: Contents) -> dict[str, object]:
    """Return what the cache holds."""
    return {
        "path": cache.path,
        "bytes": cache.size,
        "problem": cache.problem or None,
        "providers": [
            {
                "name": each.provider,
                "address": each.address or None,
                "records": each.records,
                "absent": each.absent,
                "expired": each.expired,
                "oldest": day(each.oldest),
                "newest": day(each.newest),
            }
            for each in cache.holdings
        ],
    }


def examined(outcome: DoctorOutcome) -> dict[str, object]:
    """Return what `doctor` found."""
    return {
        "versions": dict(outcome.versions),
        "services": [
            {
                "name": each.name,
                "url": each.url,
                "status": each.status,
                "reason": each.reason or None,
                "seconds": round(each.seconds, 3) if each.seconds else None,
                "quota": dict(each.quota),
            }
            for each in outcome.services
        ],
        "cache": held(outcome.cache),
        "index": _index(outcome.index_path, outcome.index),
        "settings": {
            name: {"value": setting.value, "origin": setting.origin} for name, setting in outcome.settings.items()
        },
    }


def indexed(configured: Path, found: Mapping[IndexKind, Info | None]) -> dict[str, object]:
    """Return where the indexes are, and what they hold: arXiv's first, then those of published works."""
    own = {each.name: _index(each.path(configured), facts) | {"licence": each.licence} for each, facts in found.items()}
    published = [{"name": each.name} | own[each.name] for each, facts in found.items() if each.beside and facts]
    first = next(each.name for each in found if each.beside is None)
    return {"index": own[first], "published": published}


def _index(path: Path, found: Info | None) -> dict[str, object]:
    if found is None:
        return {"path": str(path), "papers": 0}
    return found._asdict() | {"path": str(path), "problem": found.problem or None}


def _unresolved(resolution: Resolution) -> list[dict[str, object]]:
    return [{"id": each.id, "reason": reason} for each, reason in resolution.unresolved.items()]


def _unread(unread: Unread) -> dict[str, object]:
    return {"path": unread.path, "reason": unread.reason, "level": "error" if unread.failed else "note"}


def _codes(links: Sequence[CodeLink], entry: str) -> list[dict[str, object]]:
    """Return the links to a work's code with where they come from, and whether they stand in its entry."""
    return [
        {"url": link.url, "origin": link.origin, "rank": link.rank, "written": _stands(link.url, entry)}
        for link in links
    ]


def _stands(url: str, entry: str) -> bool:
    return re.search(rf"{re.escape(url)}(?![\w./-])", entry) is not None


def _version(outcome: SyncOutcome, added: Added) -> dict[str, object]:
    """Return what makes it certain that a new paper is cited as it was published, if it is."""
    found = outcome.published.get(added.identifier)
    return {"gate": found.gate, "source": found.source} if found else {}


def _values(added: Added) -> str:
    fields = added.entry.fields + (added.software.fields if added.software else ())
    return "\n".join(value for _, value in fields)


def _record(record: Record, entry: str) -> dict[str, object]:
    return {
        "id": record.identifier.id,
        "title": record.title,
        "authors": [author.display for author in record.authors],
        "date": record.date.isoformat() if record.date else None,
        "categories": list(record.categories),
        "doi": record.doi or (record.publication.doi if record.publication else None) or None,
        "comment": record.comment,
        "code": [best.url] if (best := ranking.best(record.code)) else [],
        "code_links": _codes(record.code, entry),
        "provider": record.provider,
        "withdrawn": record.withdrawn,
        "publication": publication.to_json(record.publication) if record.publication else None,
        "bibtex": entry,
    }

"""A reading list as values that JSON knows."""

from __future__ import annotations

from collections.abc import Sequence

from bibtools.app.reading_list import ListedWork, ReadingList
from bibtools.reports.finding_values import of_finding


def values(lists: Sequence[ReadingList]) -> dict[str, object]:
    """Return the reading lists of some papers."""
    return {"papers": [_paper(each) for each in lists]}


def _paper(listed: ReadingList) -> dict[str, object]:
    return {
        "documents": list(listed.documents),
        "bibs": list(listed.bibs),
        "works": [_work(each) for each in listed.works],
        "uncited": listed.uncited,
        "findings": [of_finding(each) for each in listed.findings],
    }


def _work(work: ListedWork) -> dict[str, object]:
    return {
        "key": work.key,
        "type": work.type,
        "title": "".join(each.text for each in work.title),
        "authors": list(work.authors),
        "year": int(work.year) if work.year else None,
        "venue": work.venue or None,
        "status": work.status or None,
        "links": [{"name": each.name, "url": each.url} for each in work.links],
        "cited": [{"path": each.path, "line": each.line} for each in work.cited],
        "findings": [of_finding(each) for each in work.findings],
    }

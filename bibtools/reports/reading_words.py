"""The heading and notes of a reading list, the same in all formats."""

from __future__ import annotations

from collections.abc import Sequence

from bibtools.app.reading_list import CitedAt, ListedWork, ReadingList
from bibtools.reports.finding_text import count

_MOST = 3  # documents by name
_AUTHORS = 12  # by name
_PLACES = 8  # where a work is cited


def subtitle(lists: Sequence[ReadingList]) -> str:
    """Return how many works there are, from which papers, and how many entries are not cited."""
    works = sum(len(each.works) for each in lists)
    uncited = sum(each.uncited for each in lists)
    named = [heading(each) for each in lists]
    more = f" and {len(named) - _MOST} more" if len(named) > _MOST else ""
    left = f"; {count(uncited, 'entry')} not cited and left out" if uncited else ""
    return f"{count(works, 'work')} of {', '.join(named[:_MOST])}{more}{left}"


def notes(lists: Sequence[ReadingList]) -> list[str]:
    """Return what to say beside a list: that it is empty, or that papers have findings."""
    if not any(each.works for each in lists):
        return ["note: the .bib has no entry, so nothing is listed"]
    found = sum(len(each.findings) for each in lists)
    return [f"note: {count(found, 'finding')} about no work of the list: see bibtools check"] if found else []


def heading(listed: ReadingList) -> str:
    """Return the name of a paper: its documents, with the libraries that they cite from."""
    documents = ", ".join(listed.documents[:_MOST]) or "this folder"
    more = f" and {len(listed.documents) - _MOST} more" if len(listed.documents) > _MOST else ""
    return f"{documents}{more} ({', '.join(listed.bibs)})" if listed.bibs else f"{documents}{more}"


def people(work: ListedWork) -> str:
    """Return the authors of a work; of many, the first ones and how many there are more."""
    listed = list(work.authors[:_AUTHORS])
    if more := len(work.authors) - len(listed):
        listed.append(f"and {count(more, 'other')}")
    return ", ".join(listed)


def places_of(cited: Sequence[CitedAt]) -> str:
    """Return where a work is cited: every file once, with its lines."""
    lines: dict[str, list[int]] = {}
    for each in cited[:_PLACES]:
        lines.setdefault(each.path, []).append(each.line)
    named = (f"{path}:{','.join(map(str, dict.fromkeys(numbers)))}" for path, numbers in lines.items())
    more = f" and {len(cited) - _PLACES} more" if len(cited) > _PLACES else ""
    return f"{', '.join(named)}{more}"

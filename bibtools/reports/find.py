"""What `find` found, as text and as values that JSON knows."""

from __future__ import annotations

from bibtools.app.find import FindOutcome, FoundPaper
from bibtools.core.text import printable

_SURE, _MAYBE = "", "? "


def result(outcome: FindOutcome) -> str:
    """Return a line a paper: id, title, author and year, and what speaks for it; a question mark if it is not sure."""
    return "".join(f"{_line(each)}\n" for each in outcome.found)


def _line(found: FoundPaper) -> str:
    match, record = found
    mark = _SURE if match.sure else _MAYBE
    who = f"  {printable(record.authors[0].family)}" if record and record.authors else ""
    more = " et al." if record and len(record.authors) > 1 else ""
    year = f" {record.date.year}" if record and record.date else ""
    title = printable(record.title if record else match.title)
    why = f"{match.score:.2f}: {', '.join(match.evidence)}"
    return f"{mark}{match.identifier}  {title}{who}{more}{year}  ({why})"


def diagnostics(outcome: FindOutcome) -> str:
    """Return why something could not be looked for, or that nothing was found."""
    if outcome.trouble:
        return f"the search is incomplete: {printable(outcome.trouble)}\n"
    return "" if outcome.found else "nothing found\n"


def values(outcome: FindOutcome) -> dict[str, object]:
    """Return the papers as values that JSON knows."""
    papers = [
        {
            "id": match.identifier.id,
            "title": record.title if record else match.title,
            "authors": [name.display for name in record.authors] if record else [],
            "year": record.date.year if record and record.date else None,
            "score": match.score,
            "sure": match.sure,
            "evidence": list(match.evidence),
        }
        for match, record in outcome.found
    ]
    return {"found": papers, "trouble": outcome.trouble or None}

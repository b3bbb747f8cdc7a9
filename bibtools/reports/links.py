"""What the links of a library lead to, as text and as values that JSON knows."""

from __future__ import annotations

from collections import Counter

from bibtools.app.links import LinksOutcome
from bibtools.core.text import printable
from bibtools.records.link_status import LinkState
from bibtools.reports.finding_text import count, file_name, of_finding, of_findings
from bibtools.reports.finding_values import of_finding as values_of_finding

_WORDS: dict[LinkState, str] = {
    "alive": "alive",
    "gone": "gone",
    "private": "private",
    "unknown": "could not be checked",
}


def checked(outcome: LinksOutcome) -> str:
    """Return a line for every finding, and how many links there are of each kind."""
    doubtful = [finding for finding in outcome.findings if finding.rule == "link-unknown"]
    lines = [of_finding(finding) for finding in outcome.findings if finding.rule != "link-unknown"]
    lines += of_findings(doubtful)  # if a service is in trouble, there are many of the same kind
    lines += [f"  fixed    {printable(key)}  {printable(url)}" for key, url in outcome.fixed]
    return "".join(f"{line}\n" for line in [*lines, f"{file_name(outcome.bib)}: {_summary(outcome)}"])


def _summary(outcome: LinksOutcome) -> str:
    kinds = Counter(link_status.status for _, link_status in outcome.links)
    numbers = [f"{kinds[status]} {word}" for status, word in _WORDS.items() if kinds[status]]
    return ", ".join([count(len(outcome.links), "link"), *numbers])


def values(outcome: LinksOutcome) -> dict[str, object]:
    """Return every link with what it leads to."""
    found = zip(outcome.links, outcome.positions, strict=True)
    return {
        "bib": outcome.bib,
        "changed": bool(outcome.edits),
        "written": outcome.written,
        "links": [
            {
                "url": link.url,
                "key": link.block.key,
                "field": link.field,
                "path": outcome.bib,
                "line": position.line,
                "column": position.column,
                "status": link_status.status,
                "reason": link_status.reason or None,
                "moved": link_status.moved,
                "archived": link_status.archived,
                "empty": link_status.empty,
            }
            for (link, link_status), position in found
        ],
        "fixed": [{"key": key, "url": url} for key, url in outcome.fixed],
        "findings": [values_of_finding(finding) for finding in outcome.findings],
    }

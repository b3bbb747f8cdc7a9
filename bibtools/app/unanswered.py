"""What the services could not say of papers, as findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bibtools.core.finding import Finding, Place
from bibtools.providers.resolution import OFFLINE, Resolution

_LATER = "run again later, or see what bibtools doctor says"


def findings(resolution: Resolution, first: Mapping[str, Place], bib: str = "") -> Iterator[Finding]:
    """Return which papers are not what a source takes them for, and about which nobody could be asked."""
    advice = "run again without --offline" if resolution.trouble == OFFLINE else _LATER
    found = (
        *(("nonexistent-id", each, " does not exist: arXiv has no such paper") for each in resolution.nonexistent),
        *(("rejected-id", each, " is no id: arXiv rejects it as malformed") for each in resolution.rejected),
        *(
            ("not-asked", each, f": could not ask: {reason}; {advice}")
            for each, reason in resolution.unresolved.items()
        ),
    )
    for rule, identifier, message in found:
        value = identifier.value
        yield Finding(rule, bib, None, f"arXiv:{value}{message}", about=value).placed(first)
    if resolution.code_trouble:
        message = f"links to code were not looked for everywhere: {resolution.code_trouble}"
        yield Finding("code-not-asked", bib, None, message)

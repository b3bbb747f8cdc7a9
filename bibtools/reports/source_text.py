"""What sources say, as text: mentions for stdout, and for stderr what is wrong or noteworthy about them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bibtools.app import findings
from bibtools.app.gather import Gathered
from bibtools.core.finding import Finding, in_order
from bibtools.core.rule_selection import RuleSelection
from bibtools.identifiers.identifier import Identifier
from bibtools.reports.finding_text import of_finding, of_findings, place
from bibtools.sources.mention import Mention

_ALL_NAMED = frozenset({"unread", "skipped", "impossible-id", "bare-number"})  # whoever reads one must act on each


def scanned(gathered: Gathered) -> str:
    """Return a line a mention: where, and which paper."""
    return "".join([f"{place(mention)}: {_named(mention)}\n" for mention in gathered.mentions])


def diagnostics(gathered: Gathered, found: Iterable[Finding]) -> str:
    """Return what was not read, what is suspect and what was put right, a line each."""
    lines = [*map(of_finding, found), *_no_source(gathered)]
    return "".join(f"{line}\n" for line in lines)


def noteworthy(
    gathered: Gathered, present: Iterable[Identifier], further: Iterable[Finding], rules: RuleSelection
) -> Iterator[str]:
    """Yield what was not read and what is suspect among further findings, and where there is nothing at all."""
    found = rules.applied([*findings.of_sources(gathered, present), *further])
    yield from of_findings(in_order(found), _ALL_NAMED)
    yield from _no_source(gathered)


def _no_source(gathered: Gathered) -> Iterator[str]:
    if not gathered.sources and not gathered.unread:
        yield "note: no source was found; name files or folders with .tex, .md, .txt or .py files"
    elif gathered.sources and not (gathered.mentions or gathered.suspects or gathered.unread):
        sources = "the one source here names" if gathered.sources == 1 else f"the {gathered.sources} sources here name"
        yield (
            f"note: {sources} no paper by an id (arXiv:2106.00134, an address at arxiv.org, \\cite{{2106.00134}}). "
            "For papers that are named otherwise: bibtools sync --find; for the entries that are there: "
            "bibtools check, bibtools sync --fill, bibtools links"
        )


def _named(mention: Mention) -> str:
    """Return the id that a mention names, with prefix and version."""
    return str(mention.identifier)

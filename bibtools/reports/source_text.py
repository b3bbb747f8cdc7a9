"""What sources say, as text: mentions for stdout, and for stderr what is wrong or noteworthy about them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from bibtools.app import findings
from bibtools.core.finding import Finding, in_order
from bibtools.core.rule_selection import RuleSelection
from bibtools.identifiers.identifier import Identifier
from bibtools.reports.finding_text import count, file_name, of_finding, of_findings, place
from bibtools.sources.mention import Mention

if TYPE_CHECKING:
    from bibtools.app.gather import Gathered
    from bibtools.app.holdings import Holdings

_ALL_NAMED = frozenset({"unread", "skipped", "impossible-id", "bare-number"})  # whoever reads one must act on each


def scanned(gathered: Gathered) -> str:
    """Return a line a mention: where, and which paper."""
    return "".join([f"{place(mention)}: {_named(mention)}\n" for mention in gathered.mentions])


def diagnostics(gathered: Gathered, found: Iterable[Finding]) -> str:
    """Return what was not read, what is suspect and what was put right, a line each."""
    lines = [*map(of_finding, found), *of_nothing([gathered])]
    return "".join(f"{line}\n" for line in lines)


def noteworthy(
    gathered: Gathered, present: Iterable[Identifier], further: Iterable[Finding], rules: RuleSelection
) -> Iterator[str]:
    """Yield what was not read and what is suspect, among further findings."""
    found = rules.applied([*findings.of_sources(gathered, present), *further])
    yield from of_findings(in_order(found), _ALL_NAMED)


def of_nothing(papers: Sequence[Gathered], held: Iterable[Holdings] = (), *, is_check: bool = False) -> Iterator[str]:
    """Yield that no paper of a run has a source, or that none names anything by an id; what their libraries hold, too.

    It is said once a run, and only where nothing else shows that something was found. A check advises no check.
    """
    sources = sum(each.sources for each in papers)
    if any(each.mentions or each.suspects or each.unread for each in papers):
        return
    if not sources and any(each.beside for each in papers):
        yield _only_beside(papers)
        return
    if not sources:
        yield (
            "note: no source was found; name files or folders with .tex, .md, .txt or .py files "
            "(in a git work tree, ignored files are left out; the hooks also leave out untracked ones)"
        )
        return
    names = "the only source here cites" if sources == 1 else f"the {sources} sources here cite"
    further = f"{_beside(papers)}{''.join(map(_holdings, held))}"
    yield (
        f"note: {names} no paper by id (arXiv:2106.00134, an arxiv.org URL, \\cite{{2106.00134}}){further}. "
        "To find papers cited in other ways: bibtools sync --find. To work on existing entries: "
        f"{'' if is_check else 'bibtools check, '}bibtools sync --fill, bibtools links"
    )


def _only_beside(papers: Sequence[Gathered]) -> str:
    """Return the line that sources were found but none counts, with the first one's reason."""
    beside = {each.source: each.reason for paper in papers for each in paper.beside}
    name, reason = next(iter(beside.items()))
    number = "the only source here is part" if len(beside) == 1 else f"the {len(beside)} sources here are part"
    return (
        f"note: {number} of no paper ({file_name(name)}: {reason}); name a file itself if it is a source, or give the "
        ".bib with --bib FILE"
    )


def _beside(papers: Sequence[Gathered]) -> str:
    number = len({each.aside.source for paper in papers for each in paper.asides})
    does = "does, and does not count" if number == 1 else "do, and do not count"
    return f"; {count(number, 'file')} beside {does}; bibtools sync --check says why" if number else ""


def _holdings(held: Holdings) -> str:
    entries = count(held.entries, "entry")
    return f"; {file_name(held.bib)} has {entries}, {held.with_id} with an id, {held.with_code} with a link to code"


def _named(mention: Mention) -> str:
    """Return the id that a mention names, with prefix and version."""
    return str(mention.identifier)

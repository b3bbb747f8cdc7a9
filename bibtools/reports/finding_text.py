"""Findings as text, and how many of one rule are shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from bibtools.core.finding import Finding, Place
from bibtools.core.rules import RULES
from bibtools.core.text import Position, printable

LISTED = 5  # papers of one kind of trouble, places of one rule, that are named one by one


def of_findings(findings: Iterable[Finding], all_named: Collection[str] = ()) -> Iterator[str]:
    """Yield the findings; of a rule that holds in many places the first ones, unless all are to be named."""
    seen: Counter[str] = Counter()
    for finding in findings:
        seen[finding.rule] += 1
        if seen[finding.rule] <= LISTED or finding.rule in all_named:
            yield of_finding(finding)
    for rule, number in seen.items():
        if number > LISTED and rule not in all_named:
            yield f"and {count(number - LISTED, 'more finding')} of {rule}: --format json lists them all"


def in_brief(findings: Collection[Finding]) -> list[str]:
    """Return a line for each finding, without advice that several of a rule share: that is said once, by `advice`."""
    shared = _shared(findings)
    return [of_finding(each, is_brief=each.rule in shared) for each in findings]


def advice(findings: Iterable[Finding]) -> list[str]:
    """Return the advice that several findings of a rule share, a line for each rule."""
    return [f"{rule}: {RULES[rule].advice}" for rule in _shared(findings)]


def _shared(findings: Iterable[Finding]) -> list[str]:
    return [rule for rule, number in Counter(each.rule for each in findings if each.brief).items() if number > 1]


def of_finding(finding: Finding, *, is_brief: bool = False) -> str:
    """Return one finding as a line: place, rule and message."""
    line = f"{finding.rule}: {printable(finding.brief if is_brief else finding.message)}"
    where = located(finding.path, finding.position, finding.cell)
    return f"{where}: {line}" if where else line


def file_name(path: str) -> str:
    """Return a path as a line may begin with it: one that begins so would command the runner of GitHub Actions."""
    return printable(f"./{path}" if path.startswith(("::", "##[")) else path)


def place(item: Place) -> str:
    """Return where something stands, as reports and editors write it."""
    return located(item.path, item.position, item.cell)


def located(path: str, position: Position | None, cell: int | None) -> str:
    """Return a place as reports and editors write it."""
    where = file_name(f"{path}[{cell}]" if cell else path)
    return f"{where}:{position.line}:{position.column}" if position else where


def in_step_of(bib: str, papers: int, *, exists: bool, by_words: bool = False) -> str:
    """Return a line that says so, of a library or of sources that name none."""
    line = in_step(papers, exists=exists, by_words=by_words)
    return f"{file_name(bib)}: {line}" if bib else line


def nothing_missing(bib: str, papers: int) -> str:
    """Return a line that says so, where something else is wrong."""
    line = "nothing is missing" + (f", {count(papers, 'paper')}" if papers else "")
    return f"{file_name(bib)}: {line}" if bib else line


def in_step(papers: int, *, exists: bool, by_words: bool = False) -> str:
    """Return the line that a library has all papers that its sources name by id, or also by words."""
    if not papers and not exists:
        return "does not exist, and need not: no paper is cited by id"
    if not papers:
        return f"in step, no paper is cited by id{' or found by words' if by_words else ''}"
    return f"in step, {count(papers, 'paper')}" + ("" if exists else ", all in another .bib; there is no such file")


def count(number: int, noun: str) -> str:
    """Return a number and what is counted."""
    return f"{number} {noun if number == 1 else plural(noun)}"


def plural(noun: str) -> str:
    """Return a noun for more than one."""
    if noun.endswith("y"):
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(("s", "x", "ch", "sh")) else f"{noun}s"

"""A user's script that uses every public name, for type checkers and for Python; `main` needs the example paper."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import assert_type

import bibtools
from bibtools import BibtoolsError, Identifier, Library, Mention, Record, Span
from bibtools import diff as diff_of


def names_of(record: Record) -> list[str]:
    authors: tuple[bibtools.Name, ...] = record.authors
    links: tuple[bibtools.CodeLink, ...] = record.code
    return [*(name.display for name in authors), *(link.url for link in links)]


def fields_of(library: Library) -> dict[str, list[bibtools.Field]]:
    entries: tuple[bibtools.LibraryEntry, ...] = library.entries
    return {entry.key: list(entry.fields) for entry in entries}


def account_of(plan: bibtools.Plan) -> list[str]:
    edits: tuple[bibtools.Edit, ...] = plan.edits
    added: tuple[bibtools.Added, ...] = plan.added
    updated: tuple[bibtools.Updated, ...] = plan.updated
    present: tuple[bibtools.Present, ...] = plan.present
    assert all(isinstance(edit.span, Span) for edit in edits)
    return [each.key for each in added] + [each.key for each in updated] + [each.key for each in present]


def told(findings: list[bibtools.Finding]) -> Mapping[str, bibtools.Rule]:
    places: list[bibtools.Position | None] = [finding.position for finding in findings]
    assert len(places) == len(findings)
    return {finding.rule: bibtools.RULES[finding.rule] for finding in findings}


def places_in(text: str) -> bibtools.Utf16Position:
    positions = bibtools.Positions(text)
    assert assert_type(positions.offset(positions.position(1)), int) == 1
    return assert_type(positions.utf16_position(positions.utf16_offset((0, 1))), bibtools.Utf16Position)


def merged(library: Library, sources: bibtools.Gathered, config: bibtools.Config) -> bibtools.Plan:
    lacking: list[Mention] = bibtools.missing(library, sources)
    answers: bibtools.Resolution = bibtools.resolve(lacking, config=config, pairs=sources.pairs)
    return bibtools.plan_merge(library, answers, sources, config=config, today=date(2026, 11, 30))


def main() -> None:
    logging.getLogger("bibtools").setLevel(logging.INFO)
    scanned: bibtools.Scan = bibtools.scan_text("arXiv:1706.03762, arXiv:1713.00001", "a.md")
    suspects: tuple[bibtools.Suspect, ...] = scanned.suspects
    assert [each.impossible for each in suspects] == [True]
    sources = assert_type(bibtools.scan([Path("paper.tex"), "notes.md"]), bibtools.Gathered)
    unread: tuple[bibtools.Unread, ...] = sources.unread
    assert unread == ()

    config = assert_type(bibtools.read_config(offline := Path()), bibtools.Config)
    library = assert_type(bibtools.read_library(offline / "references.bib"), Library)
    assert set(fields_of(library)) == set(library.keys)
    assert bibtools.parse_library(library.text).entries == library.entries
    assert assert_type(bibtools.works(library), dict[Identifier, bibtools.LibraryEntry])

    plan = assert_type(merged(library, sources, config), bibtools.Plan)
    assert account_of(plan)
    assert assert_type(diff_of(library, plan), str)
    text = assert_type(bibtools.apply(library, plan), str)
    assert assert_type(bibtools.write(library, plan), bool)
    assert bibtools.read_library("references.bib").text == text

    outcome = assert_type(bibtools.check(bib="references.bib"), bibtools.CheckOutcome)
    assert [each.bib for each in bibtools.check_papers()] == [outcome.bib]
    assert told(outcome.all_findings).keys() <= bibtools.RULES.keys()
    assert outcome.exit_code in {bibtools.ExitCode.IN_STEP, bibtools.ExitCode.DIFFERS}

    [record] = bibtools.resolve(Identifier.parse("1706.03762"), offline=True).records.values()
    assert assert_type(bibtools.summary(record), str) in bibtools.summary(record)
    assert assert_type(bibtools.details(record), str)
    assert names_of(record)
    entry = assert_type(bibtools.build_entry(record, dialect="biblatex"), bibtools.Entry)
    assert entry.text.startswith("@online{")
    found = assert_type(bibtools.find("Attention", offline=True), bibtools.FindOutcome)
    verified = assert_type(bibtools.verify(bibtools.parse_library(""), offline=True), bibtools.VerifyOutcome)
    verdicts: tuple[bibtools.VerifiedEntry, ...] = verified.entries
    differences: list[bibtools.Difference] = [each for entry in verdicts for each in entry.differences]
    assert differences == []
    papers: tuple[bibtools.FoundPaper, ...] = found.found
    matches: list[bibtools.Match] = [each.match for each in papers]
    assert len(matches) == len(found.found)
    assert places_in("abc") == (0, 1)

    children: list[type[BibtoolsError]] = [
        bibtools.UsageError,
        bibtools.ConfigError,
        bibtools.CannotError,
        bibtools.ReadError,
        bibtools.WriteError,
        bibtools.ProofError,
    ]
    assert all(issubclass(child, BibtoolsError) for child in children)
    assert assert_type(bibtools.__version__, str)


if __name__ == "__main__":
    main()

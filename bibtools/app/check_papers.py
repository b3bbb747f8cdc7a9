"""Checking the papers of a configuration, or the one that the user names."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from bibtools.app.check import Checking, Recorded, check, nothing_recorded
from bibtools.app.check_cache import NoCheckCache
from bibtools.app.check_outcome import CheckOutcome
from bibtools.app.commit_contents import Commit
from bibtools.app.documents.build_folder import given_or_built
from bibtools.app.published_since import RULE as PUBLISHED_SINCE
from bibtools.app.published_since import Known, nobody_knows, with_published
from bibtools.app.source_files import SourceFiles, Sources, find
from bibtools.app.target import library_of
from bibtools.app.undefined_keys import Meant, nothing_meant
from bibtools.app.unused_entries import RULE, Around, with_unused
from bibtools.config.configuration import Config
from bibtools.config.papers import Paper, chosen
from bibtools.core.rule_selection import RuleSelection
from bibtools.files.commit import CommitFiles
from bibtools.files.workspace import HERE, Workspace
from bibtools.sources.filetypes import WALKED

if TYPE_CHECKING:
    from bibtools.app.check_memory import CheckMemory


def _sources(
    paper: Paper, config: Config, stdin_filename: str | None, files: Workspace, *, bare: bool, by_user: bool
) -> Sources:
    """Return the sources of a paper; in a build folder, those of the document that is built there."""
    given = paper.sources if files.base else given_or_built(paper.sources, os.environ)
    return Sources(
        given=given,
        exclusion=config.exclusion,
        bare=bare,
        stdin_filename=stdin_filename,
        by_user=by_user or given is not paper.sources,
        patience=config.timeout,
    )


def _commit(found: SourceFiles, memory: CheckMemory | None, files: Workspace) -> Commit:
    if memory:
        return memory.commit(files.base, found.names)
    return CommitFiles(files.base, found.names, found.tags)


def check_papers(
    config: Config,
    today: date,
    sources: Sequence[str] = (),
    bib: str | None = None,
    *,
    bare: bool = False,
    stdin_filename: str | None = None,
    files: Workspace = HERE,
    meant: Meant = nothing_meant,
    recorded: Recorded = nothing_recorded,
    published: Known = nobody_knows,
    memory: CheckMemory | None = None,
    largest: int | None = None,
) -> list[CheckOutcome]:
    """Check all papers of the configuration, unless sources or a `.bib` are named; raises as `check` does.

    What the `memory` knows from earlier checks is not read again. Given a size, larger libraries are not examined:
    nothing is reported about them, but everything about sources.
    """
    outcomes: list[CheckOutcome] = []
    folders: list[str] = []
    checking = Checking(
        today, bare=bare, rules=config.rules, files=files, meant=meant, dois=config.dois, recorded=recorded
    )
    for paper in chosen(config.papers, config.bib, sources, bib, stdin_filename, files.base):
        wanted = _sources(paper, config, stdin_filename, files, bare=bare, by_user=bool(sources))
        found = memory.found(wanted, files) if memory else find(wanted, WALKED, files)
        cache = memory.cache(files, today) if memory else NoCheckCache()
        of_paper = checking._replace(cache=cache, commit=_commit(found, memory, files), largest=largest)
        outcomes += check(found, library_of(paper, files), of_paper)
        folders += [each for each in paper.sources if files.is_folder(each)]
    if any(each.unexamined for each in outcomes):
        return outcomes
    if PUBLISHED_SINCE in config.rules.on:
        outcomes = with_published(outcomes, published, today, files, memory)
    is_asked = RULE in config.rules.on
    return (
        with_unused(outcomes, folders, _around(config, today, bare=bare, files=files), files) if is_asked else outcomes
    )


def _around(config: Config, today: date, *, bare: bool, files: Workspace) -> Around:
    """Return what finds the papers in a folder, with what they cite, and nothing of what is wrong with them."""

    def around(folder: str) -> list[CheckOutcome]:
        named = Sources((folder,), config.exclusion, bare, by_user=False, patience=config.timeout)
        plain = Checking(today, bare=bare, rules=RuleSelection(frozenset()), is_alone=False, files=files)
        return check(find(named, WALKED, files), None, plain)

    return around

"""Checks of libraries that ask others: links, and what is known of works. The user asks for them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping

from bibtools.app.links import check_links
from bibtools.app.verify import verify
from bibtools.app.wired_indexes import witnesses
from bibtools.app.wiring import clock, link_checker, world
from bibtools.config.configuration import Config
from bibtools.core.finding import Finding
from bibtools.files.write_access import by_user
from bibtools.lsp.asking import Task
from bibtools.lsp.paper_folder import CheckedFolder

Found = Mapping[str, tuple[Finding, ...]]


def checked_links(checked: CheckedFolder, config: Config, task: Task) -> Found:
    """Return what the links of all libraries lead to, as `bibtools links` reports it, by the libraries' real paths."""
    look = link_checker(config, clock(task.is_cancelled), task)
    found = {}
    for path in _libraries(checked):
        done = check_links(by_user(path), look, checked.today, rules=config.rules, files=checked.files)
        found[os.path.realpath(checked.files.at(path))] = done.findings
    return found


def verified(checked: CheckedFolder, config: Config, task: Task) -> Found:
    """Return what is untrue in the entries of all libraries, as `bibtools verify FILE.bib` reports it."""
    here, known = world(config, task, task.is_cancelled), witnesses(config, task.note)
    found = {}
    for path in _libraries(checked):
        source = checked.files.read_library(path)
        done = verify(
            source,
            path,
            here.resolve,
            known,
            checked.today,
            is_offline=config.offline,
            rules=config.rules,
            files=checked.files,
        )
        found[os.path.realpath(checked.files.at(path))] = done.findings
    return found


def _libraries(checked: CheckedFolder) -> Iterator[str]:
    """Yield the libraries of all papers, each once."""
    yield from dict.fromkeys(path for each in checked.outcomes for path in each.cited_from)

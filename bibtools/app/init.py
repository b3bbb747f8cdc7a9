"""`init`: what a repository needs so that bibtools looks after its papers, planned and then written.

Nothing that is there is replaced: what has a configuration keeps it, and a list of hooks gains an item at its end.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bibtools.app.check_outcome import CheckOutcome
from bibtools.config.commented import DiscoveredPaper, commented
from bibtools.core.errors import ReadError, UsageError, WriteError
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.locations import CONFIGURATIONS
from bibtools.core.named_tuple import NamedTuple
from bibtools.files import atomic_writing
from bibtools.files.exact_text import read_library
from bibtools.files.library_lock import Locking
from bibtools.files.pathnames import same
from bibtools.files.write_access import by_user
from bibtools.sources.filetypes import paper_pattern
from bibtools.sources.project_files.yaml_reader import read_yaml

HOOKS, WORKFLOW = ".pre-commit-config.yaml", ".github/workflows/bibtools.yml"
_CHECK = "bibtools-check"
_ITEM = lazy_pattern(r"^(?P<indent>[ ]*)- +repo:", re.MULTILINE)
_REQUIREMENT = lazy_pattern(r"[\w.,+@:/#&=~^<>!\[\] -]{1,300}", re.ASCII)


class ProposedFile(NamedTuple):
    """A file as it would be; `before` is None if it does not exist yet."""

    path: str
    before: str | None
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InitOutcome:
    """What was found, what is written for it, and what is left to the user, a line each."""

    papers: tuple[DiscoveredPaper, ...]
    files: tuple[ProposedFile, ...]
    notes: tuple[str, ...] = ()
    written: bool = False


class InitOptions(NamedTuple):
    """What is wanted beside the configuration."""

    hook: bool = False
    workflow: str = ""  # what pip installs in CI; nothing: no workflow is wanted


def plan(look: Callable[[], Sequence[CheckOutcome]], configuration: str, options: InitOptions) -> InitOutcome:
    """Return what to write for the papers that a look at the current folder finds.

    `configuration` is the file that applies there already, empty if none does. Raises UsageError, and ReadError where
    a file is there that cannot be read.
    """
    papers, notes = _found(look)
    files: list[ProposedFile] = []
    if not configuration and os.path.lexists(CONFIGURATIONS[0]):
        configuration = CONFIGURATIONS[0]
    if configuration:
        notes.append(f"{configuration} exists already and stays as it is")
    else:
        files.append(ProposedFile(CONFIGURATIONS[0], None, commented(papers)))
    if options.hook:
        found = _with_hook(_read(HOOKS))
        if isinstance(found, str):
            notes.append(found)
        else:
            files.append(found)
    if options.workflow:
        if os.path.lexists(WORKFLOW):
            notes.append(f"{WORKFLOW} exists already and stays as it is")
        else:
            files.append(ProposedFile(WORKFLOW, None, _workflow(options.workflow)))
    return InitOutcome(papers=papers, files=tuple(files), notes=tuple(notes))


def apply(outcome: InitOutcome, locking: Locking) -> InitOutcome:
    """Write what was planned; raises WriteError, and then nothing more is written."""
    for each in outcome.files:
        _check_place(each.path)
    for each in outcome.files:
        if folder := os.path.dirname(each.path):
            os.makedirs(folder, exist_ok=True)
        if not atomic_writing.write(by_user(each.path), each.after, each.before, locking):
            raise WriteError(
                f"{each.path}: it has just been changed by another program; nothing was written, run again"
            )
    return replace(outcome, written=True)


def _found(look: Callable[[], Sequence[CheckOutcome]]) -> tuple[tuple[DiscoveredPaper, ...], list[str]]:
    """Return the papers in the current folder, and what is unclear about them."""
    try:
        outcomes = look()
    except UsageError as error:
        return (), [str(error), *error.advice]
    unclear = [str(each.trouble) for each in outcomes if each.trouble]
    return tuple(map(_paper, (each for each in outcomes if each.bib))), unclear


def _paper(outcome: CheckOutcome) -> DiscoveredPaper:
    is_named = any(same(each.path, outcome.bib) for each in outcome.gathered.libraries)
    return DiscoveredPaper(outcome.gathered.citing_roots, outcome.bib, is_named)


def _check_place(path: str) -> None:
    """Raise WriteError where a link that came with the repository leads the file elsewhere, or its folder is none."""
    if os.path.realpath(path) != os.path.join(os.path.realpath(os.curdir), *path.split("/")):
        raise WriteError(f"{path}: a link leads it elsewhere; nothing was changed")
    folder = os.path.dirname(path)
    if folder and os.path.lexists(folder.split("/")[0]) and not os.path.isdir(folder.split("/")[0]):
        raise WriteError(f"{path}: {folder.split('/')[0]} is no folder; nothing was changed")


def _read(path: str) -> str | None:
    if os.path.islink(path):
        raise ReadError(f"{path}: it is a link; nothing was changed")
    source = read_library(path)
    return source.text if source else None


def _with_hook(text: str | None) -> ProposedFile | str:
    """Return the list of hooks with the one that checks, or what to say where it has it or cannot be added to."""
    item = _item()
    if text is None:
        return ProposedFile(HOOKS, None, "repos:\n" + _indented(item, "  "))
    if _CHECK in text:
        return f"{HOOKS} names {_CHECK} already"
    style = _ITEM.search(text)
    after = text.rstrip("\n") + "\n" + _indented(item, style["indent"] if style else "  ")
    held, added = _repos(text), _repos(f"repos:\n{item}")
    if held is None or added is None or _repos(after) != [*held, *added]:
        return f"{HOOKS} is not added to, since its list of repos is not its last part; add this to it:\n{item}"
    return ProposedFile(HOOKS, text, after)


def _repos(text: str) -> list[object] | None:
    found = read_yaml(text).values.get("repos")
    return found if isinstance(found, list) else None


def _indented(text: str, indent: str) -> str:
    return "".join(f"{indent}{line}" for line in text.splitlines(keepends=True))


def _item() -> str:
    return f"""- repo: local
  hooks:
    - id: {_CHECK}
      name: check the bibliography
      entry: {_CHECK}
      language: system
      files: '{paper_pattern()}'
      require_serial: true
"""


def _workflow(requirement: str) -> str:
    if not _REQUIREMENT.fullmatch(requirement):
        raise UsageError("--ci REQUIREMENT: not something that pip can install")
    return f"""name: bibliography
on: [push, pull_request]
permissions:
  contents: read
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      - run: {json.dumps(f"python -m pip install '{requirement}'")}
      - run: bibtools check --format github
"""

"""A folder of papers that is open in the editor: checked with the texts that lie over its files."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from lsprotocol.types import Diagnostic

from bibtools.app.check_outcome import CheckOutcome
from bibtools.app.check_session import CheckSession
from bibtools.app.library_shelf import LibraryShelf
from bibtools.config.configuration import Config
from bibtools.core.errors import BibtoolsError, ConfigError
from bibtools.core.finding import Finding, in_order
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.text import Position
from bibtools.files.workspace import Workspace
from bibtools.lsp.diagnostics import diagnostics
from bibtools.lsp.finding_ranges import FileTexts
from bibtools.lsp.open_notebooks import OpenNotebook, by_cell
from bibtools.lsp.open_texts import OpenText
from bibtools.sources.filetypes import LIBRARY

_LARGEST = 10_000_000  # characters of a source that is open
LARGE = 50_000  # bytes of a library, about 200 entries, which takes longer to be examined than everything else

if TYPE_CHECKING:
    from bibtools.app.known_works import KnownWorks

_PLACED = lazy_pattern(r"(?P<path>.+?\.toml)(?::(?P<line>\d+))?: (?P<message>.*)", re.DOTALL)


class CheckedFolder(NamedTuple):
    """What a check of a folder found: of its papers, by the real paths of files, or why it could not be made."""

    files: Workspace
    today: date
    texts: Mapping[str, OpenText]  # those that were open, by the real paths of their files
    outcomes: tuple[CheckOutcome, ...] = ()
    findings: Mapping[str, tuple[Finding, ...]] = {}
    shown: Mapping[str, Sequence[Diagnostic]] = {}  # the same as the editor shows them,
    in_cells: Mapping[str, tuple[OpenText, Sequence[Diagnostic]]] = {}  # and in cells of notebooks, by their addresses
    trouble: str = ""  # why there is nothing to report about the papers
    is_misconfigured: bool = False
    unexamined: frozenset[str] = frozenset()  # libraries that are not fully checked yet, by their real paths

    def of_path(self, path: str) -> str:
        """Return a real path as reports show it, relative to the folder."""
        top = os.path.realpath(self.files.base)
        return self.files.relative(os.path.relpath(path, top)) if path.startswith(os.path.join(top, "")) else path

    def outcomes_of(self, path: str) -> list[CheckOutcome]:
        """Return the papers that a file is a source or a library of, by its real path."""
        return [each for each in self.outcomes if path in self._paths(each)]

    def is_examined(self, path: str) -> bool:
        """Return whether a file was fully checked, by its real path."""
        return path not in self.unexamined

    def _paths(self, outcome: CheckOutcome) -> set[str]:
        names = (*outcome.gathered.names, *outcome.cited_from, *filter(None, [outcome.bib]))
        return {os.path.realpath(self.files.at(each)) for each in names}


class PaperFolder:
    """A folder that is open, or a single file outside of all folders that are."""

    def __init__(self, path: str, sources: tuple[str, ...] = ()) -> None:
        self.path, self._sources = path, sources
        self.session: CheckSession | None = None
        self._known: KnownWorks | None = None
        self._broken: ConfigError | None = None
        self.refresh()

    def refresh(self) -> None:
        """Look again at files, git and the configuration."""
        try:
            if self.session is None:
                self.session = CheckSession(self.path, self._sources)
            else:
                self.session.refresh()
            self._broken, self._known = None, None
        except ConfigError as error:
            self._broken = error

    @property
    def config(self) -> Config:
        """The configuration; raises ConfigError where it cannot be used."""
        if self._broken is not None or self.session is None:
            raise self._broken or ConfigError("there is no configuration")
        return self.session.config

    @property
    def shelf(self) -> LibraryShelf:
        """The libraries as they were read; raises ConfigError where the configuration cannot be used."""
        if self.session is None:
            raise self._broken or ConfigError("there is no configuration")
        return self.session.shelf

    @property
    def known(self) -> KnownWorks:
        """What this machine knows of works."""
        if self._known is None:
            from bibtools.app.known_works import KnownWorks  # only on request

            self._known = KnownWorks(self.config)
        return self._known

    def holds(self, path: str) -> bool:
        """Return whether a file belongs to it."""
        own = os.path.realpath(self.path)
        if self._sources:
            return path in {os.path.realpath(os.path.join(self.path, each)) for each in self._sources}
        return path == own or path.startswith(os.path.join(own, ""))

    def check(self, texts: Mapping[str, OpenText], today: date, largest: int | None = None) -> CheckedFolder:
        """Return what a check finds with open texts over the files, given by their real paths.

        Given a size, libraries that are larger are not examined: all else is known much sooner.
        """
        bare = self._bare(texts, today)
        if self._broken is not None or self.session is None:
            return _misconfigured(bare, self._broken)
        try:
            outcomes = self.session.check_files(bare.files, today, largest=largest)
        except BibtoolsError as error:
            return bare._replace(trouble="; ".join((str(error), *error.advice)))
        own = (each for outcome in outcomes for each in outcome.all_findings)
        found = in_order((*own, *self._too_large(bare)))
        unexamined = frozenset(os.path.realpath(bare.files.at(path)) for each in outcomes for path in each.unexamined)
        return _with_findings(bare._replace(outcomes=tuple(outcomes), unexamined=unexamined), found)

    @property
    def is_reading(self) -> bool:
        """Whether there is more to read in large libraries."""
        return self.session is not None and self.session.is_reading

    def read_on(self) -> bool:
        """Read on in large libraries, for a moment; return whether there is more to read."""
        return self.session is not None and self.session.read_on()

    def _too_large(self, bare: CheckedFolder) -> Iterator[Finding]:
        for path, each in bare.texts.items():
            if _is_too_large(path, each) and self.holds(path):
                size = f"{len(each.data) / 1_000_000:.0f} MB, and at most {_LARGEST // 1_000_000} are checked"
                message = f"this text has {size} while it is open: run bibtools check"
                yield Finding("unchecked", bare.of_path(path), None, message)

    def failed(self, texts: Mapping[str, OpenText], today: date, error: Exception) -> CheckedFolder:
        """Return what to report where a check failed by a fault of ours."""
        message = f"bibtools could not check {self.path} ({error!r}); its log in this editor has more, please report it"
        return self._bare(texts, today)._replace(trouble=message)

    def _bare(self, texts: Mapping[str, OpenText], today: date) -> CheckedFolder:
        buffers = {path: b"" if _is_too_large(path, each) else each.data for path, each in texts.items()}
        files = Workspace(os.path.abspath(self.path), buffers)
        return CheckedFolder(files, today, texts)


def _by_file(files: Workspace, found: Iterable[Finding]) -> dict[str, tuple[Finding, ...]]:
    sorted_out: dict[str, list[Finding]] = {}
    for each in found:
        sorted_out.setdefault(os.path.realpath(files.at(each.path)), []).append(each)
    return {path: tuple(each) for path, each in sorted_out.items()}


def _is_too_large(path: str, text: OpenText) -> bool:
    """Return whether a text is larger than what people write, so that checking it would hold up everything else."""
    return len(text.source) > _LARGEST and not path.lower().endswith(LIBRARY)


def _with_findings(checked: CheckedFolder, found: Iterable[Finding]) -> CheckedFolder:
    by_file, texts = _by_file(checked.files, found), FileTexts(checked.files, checked.texts)
    shown, in_cells = {}, {}
    for path, each in by_file.items():
        rest: Iterable[Finding] = each
        if isinstance(notebook := checked.texts.get(path), OpenNotebook):
            inside, rest = by_cell(notebook, each)
            for cell in notebook.cells:
                own = [one._replace(cell=None) for one in inside[cell.uri]]
                in_cells[cell.uri] = cell, diagnostics(cell.uri, own, FileTexts(checked.files, {cell.uri: cell}))
        shown[path] = diagnostics(path, rest, texts)
    return checked._replace(findings=by_file, shown=shown, in_cells=in_cells)


def _misconfigured(bare: CheckedFolder, error: ConfigError | None) -> CheckedFolder:
    """Return all there is to report on a folder whose configuration cannot be used: what is wrong, and where."""
    message = "; ".join((str(error), *error.advice)) if error else "there is no configuration"
    placed = _PLACED.match(message)
    if not placed or not os.path.isabs(placed["path"]):
        return bare._replace(trouble=message, is_misconfigured=True)
    position = Position(int(placed["line"]), 1) if placed["line"] else None
    finding = Finding("unchecked", placed["path"], position, placed["message"])
    return _with_findings(bare._replace(trouble=message, is_misconfigured=True), [finding])

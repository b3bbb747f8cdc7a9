"""The server: what it knows of the editor, its folders and their papers."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, BinaryIO, cast

from lsprotocol import types
from lsprotocol.converters import get_converter
from pygls.capabilities import get_capability
from pygls.exceptions import FeatureNotificationError, JsonRpcException
from pygls.lsp.server import LanguageServer

from bibtools import __version__
from bibtools.app.wiring import today
from bibtools.core.finding import Finding
from bibtools.core.named_tuple import NamedTuple
from bibtools.files.workspace import Stamp
from bibtools.lsp.check_schedule import CheckSchedule
from bibtools.lsp.diagnostics import diagnostics, trouble
from bibtools.lsp.editor_settings import EditorSettings
from bibtools.lsp.editor_stream import EditorInput
from bibtools.lsp.editor_workspace import OpenTexts
from bibtools.lsp.file_uris import path_of, uri_of
from bibtools.lsp.finding_ranges import FileTexts
from bibtools.lsp.open_notebooks import JUPYTER, OpenNotebook
from bibtools.lsp.open_texts import OpenText
from bibtools.lsp.paper_folder import CheckedFolder, PaperFolder
from bibtools.lsp.protocol import ExactProtocol

if TYPE_CHECKING:
    from pygls.server import ServerErrors

NAME = "bibtools"
_LOGS = (("bibtools", logging.WARNING), ("pygls", logging.ERROR))  # what of them the editor's own log has
_LOG = logging.getLogger("bibtools.lsp")
_converter = cache(get_converter)  # it writes itself code for each type that it meets, which takes a tenth of a second


class BibtoolsServer(LanguageServer):
    """Shows an editor what is wrong with papers, and does what the user asks for."""

    protocol: ExactProtocol

    def __init__(self) -> None:
        super().__init__(
            NAME,
            __version__,
            text_document_sync_kind=types.TextDocumentSyncKind.Incremental,
            notebook_document_sync=types.NotebookDocumentSyncOptions(
                [types.NotebookDocumentFilterWithNotebook(types.NotebookDocumentFilterNotebookType(JUPYTER))]
            ),
            protocol_cls=ExactProtocol,
            converter_factory=_converter,
        )
        self.settings = EditorSettings()
        self.checker = CheckSchedule(today, self.publish)
        self._folders: dict[str, PaperFolder] = {}  # by their real paths,
        self._single: dict[str, PaperFolder] = {}  # and files outside of all of these
        self._published: dict[str, list[types.Diagnostic]] = {}
        self._pulled: dict[str, list[types.Diagnostic]] = {}
        self._in_cells: dict[str, tuple[int | None, Sequence[types.Diagnostic]]] = {}  # what was pushed into cells
        self._asked: set[str] = set()  # the cells that the editor asks for
        self._handlers: list[tuple[str, logging.Handler]] = []
        self._asides: dict[str, _Aside] = {}  # what the user has asked for besides, by the real paths of files

    def report_server_error(self, error: Exception, source: ServerErrors) -> None:
        """Note an error of the server in the editor's log; a request is answered with it anyway."""
        if source is JsonRpcException:
            self.protocol.unreadable(error)
        elif source is FeatureNotificationError:
            _LOG.error("%s", error)

    def serve(self, stdin: BinaryIO) -> int:
        """Serve an editor that writes to `stdin`, and return the exit code that the protocol wants."""
        self.start_io(cast("BinaryIO", EditorInput(stdin)))
        return 0 if self.protocol.has_ended else 1

    @property
    def texts(self) -> OpenTexts:
        """The texts that are open."""
        found = self.workspace
        assert isinstance(found, OpenTexts), "the protocol makes it when it begins"  # noqa: S101 - for mypy
        return found

    def can(self, capability: str) -> bool:
        """Return whether the editor has a capability, named by its way through the tree of these."""
        return bool(get_capability(self.client_capabilities, capability, default=False))

    @property
    def pulls(self) -> bool:
        """Whether the editor asks for diagnostics."""
        return get_capability(self.client_capabilities, "text_document.diagnostic") is not None

    def begin(self) -> None:
        """Take the folders that the editor has opened, and send what happens to its log."""
        self.checker.texts = self.texts
        for name, level in _LOGS:
            logging.getLogger(name).addHandler(handler := EditorLog(self, level))
            self._handlers.append((name, handler))
        for each in self.workspace.folders.values():
            self.add_folder(each.uri)

    def end(self) -> None:
        """Check no more, and log nothing."""
        self.checker.close()
        while self._handlers:
            name, handler = self._handlers.pop()
            logging.getLogger(name).removeHandler(handler)

    def add_folder(self, uri: str) -> None:
        """Take a folder that the editor has opened."""
        path = path_of(uri)
        if path is not None:
            folder = self._folders[os.path.realpath(path)] = PaperFolder(path)
            self.checker.changed([folder])

    def remove_folder(self, uri: str) -> None:
        """Forget a folder that the editor has closed."""
        path = path_of(uri)
        folder = self._folders.pop(os.path.realpath(path), None) if path else None
        if folder:
            self.checker.forget(folder)
            self.checker.changed(self._folders.values())

    @property
    def folders(self) -> list[PaperFolder]:
        """The folders that are open, and the files outside of all."""
        return [*self._folders.values(), *self._single.values()]

    def folder_of(self, path: str) -> PaperFolder | None:
        """Return the innermost folder that a file is in, by its real path."""
        above = [real for real in self._folders if path == real or path.startswith(os.path.join(real, ""))]
        return self._folders[max(above, key=len)] if above else self._single.get(path)

    def opened(self, uri: str) -> None:
        """Note that a text is open; one outside of all folders is a paper by itself."""
        text = self.texts.at(uri)
        if text is None or text.real is None or text.file.path is None:
            return
        if self.folder_of(text.real) is None:
            above, name = os.path.split(text.file.path)
            self._single[text.real] = PaperFolder(above, (name,))
        self.changed(uri)

    def closed(self, uri: str) -> None:
        """Note that a text is closed."""
        path = path_of(uri)
        single = self._single.pop(os.path.realpath(path), None) if path else None
        if single:
            self.checker.forget(single)
        self.checker.changed(self._folders.values())

    def changed(self, uri: str, *, files: bool = False) -> None:
        """Note that a text, or its file, has changed: whatever reads it is checked again."""
        path = path_of(uri)
        if path is None:
            return
        own = self.folder_of(os.path.realpath(path))
        others = self.folders if own is None or own in self._single.values() else [own, *self._single.values()]
        self.checker.changed(others, files=files)

    def checked_of(self, path: str) -> CheckedFolder | None:
        """Return what was found in the folder of a file, by its real path."""
        folder = self.folder_of(path)
        return self.checker.checked.get(folder) if folder else None

    def is_examined(self, path: str) -> bool:
        """Return whether a file was fully checked, or is in no folder that is checked, by its real path."""
        checked = self.checked_of(path)
        return checked is None or checked.is_examined(path)

    def _found(self) -> dict[str, list[types.Diagnostic]]:
        """Return what is to be shown of all files, by their real paths."""
        found: dict[str, list[types.Diagnostic]] = {}
        for folder, checked in self.checker.checked.items():
            for path, each in checked.shown.items():
                if self.folder_of(path) in {folder, None} and checked.is_examined(path):
                    found.setdefault(path, []).extend(each)
            for path, aside in self._asides.items():
                if self.folder_of(path) is folder and checked.files.stamp(path) == aside.stamp:
                    texts = FileTexts(checked.files, checked.texts)
                    found.setdefault(path, []).extend(diagnostics(path, aside.findings, texts))
            if checked.trouble and not checked.findings:
                first = next((path for path in checked.texts if self.folder_of(path) is folder), None)
                if first:
                    found.setdefault(first, []).append(trouble(checked.trouble))
        return found

    def show_aside(self, folder: PaperFolder, checked: CheckedFolder, found: Mapping[str, Sequence[Finding]]) -> None:
        """Show what the user has asked for besides the check, for as long as the texts that it is about stay."""
        for path, each in found.items():
            known = [one for one in each if one not in checked.findings.get(path, ())]
            self._asides[path] = _Aside(checked.files.stamp(path), tuple(known))
        self.checker.changed([folder])

    def publish(self) -> None:
        """Show what was found: what the editor does not ask for is pushed, if it is not shown already."""
        opened, found = (
            {path: text for path, text in self.texts.by_path().items() if self.is_examined(path)},
            self._found(),
        )
        asked_for = {path for path, text in opened.items() if not isinstance(text, OpenNotebook)}  # cells are
        pulled = {path: found.get(path, []) for path in asked_for} if self.pulls else {}
        if pulled != self._pulled and self.can("workspace.diagnostics.refresh_support"):
            self.workspace_diagnostic_refresh(None)
        self._pulled = pulled
        pushed = {path: each for path, each in found.items() if path not in pulled}
        gone = [path for path in self._published if path not in pushed]
        for path, each in (*((path, []) for path in gone), *pushed.items()):
            if self._published.get(path, []) != each or path in opened:
                self._push(path, each, opened.get(path))
        self._published = {path: each for path, each in pushed.items() if each}
        for path in opened.keys() - found.keys() - pulled.keys():
            self._push(path, [], opened[path])
        self._publish_in_cells()

    def _publish_in_cells(self) -> None:
        """Push what is in cells of notebooks, which few editors ask for."""
        found = {uri: each for checked in self.checker.checked.values() for uri, each in checked.in_cells.items()}
        shown = {uri: (text.version, each) for uri, (text, each) in found.items() if uri not in self._asked}
        for uri in self._in_cells.keys() - shown.keys():
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))
        for uri, (version, each) in shown.items():
            if self._in_cells.get(uri) != (version, each):
                self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, each, version))
        self._in_cells = shown

    def diagnostics_in_cell(self, uri: str) -> Sequence[types.Diagnostic] | None:
        """Return what is to be shown in a cell for an editor that asks; None if it is not a cell of a notebook."""
        if self.texts.get_notebook_document(cell_uri=uri) is None:
            return None
        self._asked.add(uri)
        self._publish_in_cells()  # it would be shown twice
        ways = (checked.in_cells.get(uri) for checked in self.checker.checked.values())
        return next((each for _, each in filter(None, ways)), ())

    def _push(self, path: str, found: list[types.Diagnostic], text: OpenText | None) -> None:
        checked = self.checked_of(path)
        own = checked.texts.get(path) if checked else None  # what was checked; the editor may have gone on
        uri, version = (text.uri, own.version if own else text.version) if text else (uri_of(path), None)
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, found, version))

    def diagnostics_of(self, path: str) -> list[types.Diagnostic]:
        """Return what is to be shown of a file, by its real path."""
        return self._found().get(path, [])

    def watched(self, changes: Iterable[types.FileEvent]) -> None:
        """Note that files have changed on disk."""
        for each in changes:
            self.changed(each.uri, files=True)


class _Aside(NamedTuple):
    stamp: Stamp
    findings: tuple[Finding, ...]


class EditorLog(logging.Handler):
    """Sends what is logged to the editor's own log."""

    def __init__(self, server: BibtoolsServer, level: int) -> None:
        super().__init__(level)
        self._server = server

    def emit(self, record: logging.LogRecord) -> None:
        """Send one record."""
        kind = types.MessageType.Error if record.levelno >= logging.ERROR else types.MessageType.Warning
        text = self.format(record)
        self._server.window_log_message(types.LogMessageParams(kind, text))

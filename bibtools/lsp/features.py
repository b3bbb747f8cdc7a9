"""The registry of what the server can do: each request and notification with what answers it.

What the first diagnostics do not need is loaded when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, TypeVar

from lsprotocol import types
from pygls.capabilities import get_capability

from bibtools.core.named_tuple import NamedTuple
from bibtools.lsp.commands import COMMANDS, run
from bibtools.lsp.editor_settings import read_settings
from bibtools.lsp.file_uris import real_path_of
from bibtools.lsp.open_texts import OpenText
from bibtools.lsp.paper_folder import CheckedFolder, PaperFolder
from bibtools.lsp.server import BibtoolsServer
from bibtools.sources.filetypes import LIBRARY, WALKED

T = TypeVar("T")
_CONFIGURATIONS = (".bibtools.toml", "pyproject.toml")


def new_server() -> BibtoolsServer:
    """Return a server with everything that it can do."""
    server = BibtoolsServer()
    for register in (_lifecycle, _texts, _notebooks, _diagnostics, _actions, _knowledge, _links_and_hints):
        register(server)
    return server


def _lifecycle(server: BibtoolsServer) -> None:
    @server.feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        server.settings = read_settings(params.initialization_options)

    @server.feature(types.INITIALIZED)
    def initialized(params: types.InitializedParams) -> None:
        del params
        server.begin()
        if server.can("workspace.did_change_watched_files.dynamic_registration"):
            server.client_register_capability(types.RegistrationParams([_watching()]))

    @server.feature(types.SHUTDOWN)
    def shutdown(*_: object) -> None:
        server.end()

    @server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    def configured(params: types.DidChangeConfigurationParams) -> None:
        server.settings = read_settings(params.settings)
        if server.settings.inlay_hints and server.can("workspace.inlay_hint.refresh_support"):
            server.workspace_inlay_hint_refresh(None)

    @server.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def folders(params: types.DidChangeWorkspaceFoldersParams) -> None:
        for each in params.event.removed:
            server.remove_folder(each.uri)
        for each in params.event.added:
            server.add_folder(each.uri)


def _watching() -> types.Registration:
    endings = ",".join(sorted(each.removeprefix(".") for each in {*WALKED, LIBRARY}))
    patterns = [f"**/*.{{{endings}}}", *(f"**/{name}" for name in _CONFIGURATIONS)]
    watchers = [types.FileSystemWatcher(each) for each in patterns]
    options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
    return types.Registration("bibtools-files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)


def _texts(server: BibtoolsServer) -> None:
    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: types.DidOpenTextDocumentParams) -> None:
        server.opened(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: types.DidChangeTextDocumentParams) -> None:
        server.changed(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def saved(params: types.DidSaveTextDocumentParams) -> None:
        server.changed(params.text_document.uri, files=True)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: types.DidCloseTextDocumentParams) -> None:
        server.closed(params.text_document.uri)

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def watched(params: types.DidChangeWatchedFilesParams) -> None:
        server.watched(params.changes)


def _notebooks(server: BibtoolsServer) -> None:
    @server.feature(types.NOTEBOOK_DOCUMENT_DID_OPEN)
    def opened(params: types.DidOpenNotebookDocumentParams) -> None:
        server.opened(params.notebook_document.uri)

    @server.feature(types.NOTEBOOK_DOCUMENT_DID_CHANGE)
    def changed(params: types.DidChangeNotebookDocumentParams) -> None:
        server.changed(params.notebook_document.uri)

    @server.feature(types.NOTEBOOK_DOCUMENT_DID_SAVE)
    def saved(params: types.DidSaveNotebookDocumentParams) -> None:
        server.changed(params.notebook_document.uri, files=True)

    @server.feature(types.NOTEBOOK_DOCUMENT_DID_CLOSE)
    def closed(params: types.DidCloseNotebookDocumentParams) -> None:
        server.closed(params.notebook_document.uri)


def _diagnostics(server: BibtoolsServer) -> None:
    options = types.DiagnosticOptions(inter_file_dependencies=True, workspace_diagnostics=False, identifier="bibtools")

    @server.feature(types.TEXT_DOCUMENT_DIAGNOSTIC, options)
    async def diagnostic(params: types.DocumentDiagnosticParams) -> types.DocumentDiagnosticReport:
        uri = params.text_document.uri
        path = real_path_of(uri)
        await server.checker.seen()
        if not server.is_examined(path or ""):
            await server.checker.settled()
        in_cell = server.diagnostics_in_cell(uri)
        found = in_cell if in_cell is not None else server.diagnostics_of(path) if path else []
        return types.RelatedFullDocumentDiagnosticReport(items=found)


def _actions(server: BibtoolsServer) -> None:
    kinds = [types.CodeActionKind.QuickFix, types.CodeActionKind.RefactorRewrite, "bibtools.open"]

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(code_action_kinds=kinds))
    async def code_actions(params: types.CodeActionParams) -> list[types.CodeAction]:
        found = await _local(server, params.text_document.uri, partial(_actions_at, server, params.range))
        only = params.context.only
        return [each for each in found or [] if not only or _is_one(each.kind, only)]

    for name in COMMANDS:
        _command(server, name)


def _knowledge(server: BibtoolsServer) -> None:
    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def hovered(params: types.HoverParams) -> types.Hover | None:
        if not server.settings.hover:
            return None
        kinds = get_capability(server.client_capabilities, "text_document.hover.content_format", []) or []
        markdown = types.MarkupKind.Markdown in kinds

        def work(here: TextHere) -> types.Hover | None:
            from bibtools.lsp.hover import hover

            return hover(here.folder, here.checked, here.text, params.position, markdown=markdown)

        return await _local(server, params.text_document.uri, work)

    @server.feature(types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=["{", "@", ",", "`"]))
    async def completed(params: types.CompletionParams) -> types.CompletionList | None:
        def work(here: TextHere) -> types.CompletionList | None:
            from bibtools.lsp.completion import completion

            return completion(here.folder, here.checked, here.text, params.position, server.settings)

        return await _local(server, params.text_document.uri, work)


def _links_and_hints(server: BibtoolsServer) -> None:
    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_LINK)
    async def linked(params: types.DocumentLinkParams) -> list[types.DocumentLink] | None:
        if not server.settings.document_links:
            return None

        def work(here: TextHere) -> list[types.DocumentLink]:
            from bibtools.lsp.work_links import document_links

            return document_links(here.folder, here.checked, here.text)

        return await _local(server, params.text_document.uri, work)

    @server.feature(types.TEXT_DOCUMENT_INLAY_HINT)
    async def hinted(params: types.InlayHintParams) -> list[types.InlayHint] | None:
        if not server.settings.inlay_hints:
            return None

        def work(here: TextHere) -> list[types.InlayHint]:
            from bibtools.lsp.work_links import inlay_hints

            return inlay_hints(here.folder, here.checked, here.text, params.range)

        return await _local(server, params.text_document.uri, work)


def _command(server: BibtoolsServer, name: str) -> None:
    @server.command(name)
    async def command(*given: Any) -> object:  # noqa: ANN401 - whatever an editor gives
        return await run(server, name, given[0] if given else None)


def _is_one(kind: str | None, only: Sequence[str]) -> bool:
    """Return whether a kind of actions is one of some, or below one."""
    return any(f"{kind}.".startswith(f"{each}.") for each in only if each)


def _actions_at(server: BibtoolsServer, place: types.Range, here: TextHere) -> list[types.CodeAction]:
    from bibtools.lsp.code_actions import Cursor, actions

    cursor = Cursor(server, here.folder, here.checked, here.text, place)
    return actions(cursor, here.folder.known)


class TextHere(NamedTuple):
    """A text that is open, its folder, and what was found there."""

    folder: PaperFolder
    checked: CheckedFolder
    text: OpenText


async def _local(server: BibtoolsServer, uri: str, work: Callable[[TextHere], T]) -> T | None:
    """Return the result of some work on a text as it was checked; None where it was not, or was edited since."""
    text = server.texts.at(uri)  # what the request is about
    await server.checker.settled()
    folder = server.folder_of(text.real) if text and text.real else None
    checked = server.checker.checked.get(folder) if folder else None
    if text is None or folder is None or checked is None or checked.is_misconfigured:
        return None
    if checked.texts.get(text.real or "") is not text:
        return None  # it was edited meanwhile
    found = await server.checker.local(partial(work, TextHere(folder, checked, text)))
    return found if server.texts.at(uri) is text else None

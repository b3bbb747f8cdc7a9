"""The protocol as this server speaks it: exact texts, positions in UTF-16, and an answer to every request.

pygls leaves a request unanswered whose parameters make no sense, or that comes after `shutdown`.
"""

from __future__ import annotations

import logging
from collections.abc import Generator, Mapping
from typing import Any
from urllib.parse import unquote

from lsprotocol import types
from pygls.exceptions import JsonRpcException, JsonRpcInvalidParams, JsonRpcParseError
from pygls.protocol import LanguageServerProtocol, lsp_method
from pygls.protocol.json_rpc import JsonRPCNotification, JsonRPCRequestMessage, JsonRPCResponseMessage

from bibtools.core.text import printable
from bibtools.lsp.editor_stream import EditorOutput, Writer
from bibtools.lsp.editor_workspace import OpenTexts
from bibtools.lsp.message_faults import MessageFault, MessageId, fault_of, id_of, what_is_wrong

_LOG = logging.getLogger("bibtools.lsp")


class ExactProtocol(LanguageServerProtocol):
    """What pygls does, with texts that are kept as the editor has them."""

    _has_begun = False

    @property
    def has_ended(self) -> bool:
        """Whether the editor has asked the server to end, or has never begun: it may only have tried the program."""
        return not self._has_begun or bool(self._shutdown)

    @lsp_method(types.INITIALIZE)
    def lsp_initialize(self, params: types.InitializeParams) -> Generator[Any, Any, types.InitializeResult]:
        """Begin: with positions in UTF-16, whatever else the editor offers."""
        if params.capabilities.general:
            params.capabilities.general.position_encodings = None
        result = yield from super().lsp_initialize(params)
        self._workspace = OpenTexts(self.workspace.root_uri, workspace_folders=folders_of(params))
        self._has_begun = True
        return result

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> Generator[Any, Any, None]:
        """Change a text; a change to one that is not open means nothing."""
        if unquote(params.text_document.uri) in self.workspace.text_documents:
            yield from super().lsp_text_document__did_change(params)
        else:
            _LOG.warning("a text has changed that is not open: %s", printable(params.text_document.uri))

    @lsp_method(types.NOTEBOOK_DOCUMENT_DID_CHANGE)
    def lsp_notebook_document__did_change(
        self, params: types.DidChangeNotebookDocumentParams
    ) -> Generator[Any, Any, None]:
        """Change a notebook, on the same terms."""
        if self.workspace.get_notebook_document(notebook_uri=params.notebook_document.uri):
            yield from super().lsp_notebook_document__did_change(params)
        else:
            _LOG.warning("a notebook has changed that is not open: %s", printable(params.notebook_document.uri))

    @lsp_method(types.WORKSPACE_EXECUTE_COMMAND)
    async def lsp_workspace__execute_command(self, params: types.ExecuteCommandParams) -> Any:  # type: ignore[override] # noqa: ANN401 - a command's own
        """Run a command; unlike in pygls it ends when its request is cancelled."""
        command = self.fm.commands.get(params.command)
        if command is None:
            raise JsonRpcInvalidParams(f"there is no command {printable(params.command)}")
        return await command(*(params.arguments or ()))

    def set_writer(self, writer: Writer, include_headers: bool = True) -> None:  # noqa: FBT001, FBT002 - as pygls has it
        """Take what is written to, which may end at any time."""
        self._output = EditorOutput(writer)
        super().set_writer(self._output, include_headers)

    def structure_message(self, data: dict[str, Any]) -> dict[str, Any]:
        """Return an object within a message as it is: the message is understood as a whole."""
        return data

    def handle_message(self, message: Any) -> None:  # noqa: ANN401 - whatever an editor sends
        """Do what a message says; a request that makes no sense is answered with an error, and all else is logged."""
        if self._output.is_gone:
            self._server.shutdown()  # type: ignore[no-untyped-call] # pygls's own
            return
        fault = fault_of(message, has_begun=self._has_begun, has_ended=self._shutdown)
        if fault is None:
            try:
                understood = self._understood(message)
            except Exception as error:  # noqa: BLE001 - a message may hold anything
                fault = MessageFault(JsonRpcInvalidParams(what_is_wrong(error)), is_awaited="id" in message)
            else:
                super().handle_message(understood)
        if fault is not None:
            self._refuse(message, fault)

    def _understood(self, message: Mapping[str, Any]) -> Any:  # noqa: ANN401 - of a type for each method
        method, number = message.get("method"), message.get("id")
        type_: Any
        if method is not None:
            fallback = JsonRPCNotification if number is None else JsonRPCRequestMessage
            type_ = self.get_message_type(method) or fallback
        elif "error" in message:
            type_ = types.ResponseErrorMessage
        else:
            type_ = self._result_types.get(number) or JsonRPCResponseMessage  # type: ignore[arg-type] # it is an id
        given = {"params": None, **message} if type_ in {JsonRPCNotification, JsonRPCRequestMessage} else message
        return self._converter.structure(given, type_)

    def _refuse(self, message: object, fault: MessageFault) -> None:
        """Answer who waits; else log what cannot be done."""
        method = message.get("method") if isinstance(message, Mapping) else None
        waiting = self._request_futures.get(id_of(message) or "") if method is None else None
        if waiting is not None:  # it is us who wait
            self._request_futures.pop(str(id_of(message)), None)
            waiting.set_exception(fault.error)
        elif fault.is_awaited:
            self._answer(id_of(message), fault.error)
        elif self._has_begun:
            _LOG.warning("%s makes no sense: %s", printable(str(method or "a message")), printable(str(fault.error)))
            if method == types.TEXT_DOCUMENT_DID_CHANGE and isinstance(message, Mapping):
                self._lose(message.get("params"))

    def _lose(self, params: object) -> None:
        """Forget a text after an unreadable change: the file's content is better than a wrong text."""
        which = params.get("textDocument") if isinstance(params, Mapping) else None
        uri = which.get("uri") if isinstance(which, Mapping) else None
        if isinstance(uri, str):
            closed = types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri))
            self._handle_notification(types.TEXT_DOCUMENT_DID_CLOSE, closed)

    def unreadable(self, error: Exception) -> None:
        """Answer a message that is not JSON."""
        self._answer(None, JsonRpcParseError(what_is_wrong(error)))

    def _answer(self, number: MessageId, error: JsonRpcException) -> None:
        reason = {"code": error.code, "message": error.message}
        self._send_data({"jsonrpc": self.VERSION, "id": number, "error": reason})  # lsprotocol leaves an id of null out


def folders_of(params: types.InitializeParams) -> list[types.WorkspaceFolder]:
    """Return the folders that an editor opens: several, or the one of older editors."""
    if params.workspace_folders is not None:
        return list(params.workspace_folders)
    uri = params.root_uri or (f"file://{params.root_path}" if params.root_path else None)
    return [types.WorkspaceFolder(uri, "")] if uri else []

"""The protocol as this server speaks it: exact texts, and positions in UTF-16, which every editor knows."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from lsprotocol import types
from pygls.protocol import LanguageServerProtocol, lsp_method

from bibtools.lsp.open_texts import OpenTexts


class ExactProtocol(LanguageServerProtocol):
    """What pygls does, with texts that are kept as the editor has them."""

    @lsp_method(types.INITIALIZE)
    def lsp_initialize(self, params: types.InitializeParams) -> Generator[Any, Any, types.InitializeResult]:
        """Begin: with positions in UTF-16, whatever else the editor offers."""
        if params.capabilities.general:
            params.capabilities.general.position_encodings = None
        result = yield from super().lsp_initialize(params)
        self._workspace = OpenTexts(self.workspace.root_uri, workspace_folders=folders_of(params))
        return result


def folders_of(params: types.InitializeParams) -> list[types.WorkspaceFolder]:
    """Return the folders that an editor opens: several, or the one of older editors."""
    if params.workspace_folders is not None:
        return list(params.workspace_folders)
    uri = params.root_uri or (f"file://{params.root_path}" if params.root_path else None)
    return [types.WorkspaceFolder(uri, "")] if uri else []

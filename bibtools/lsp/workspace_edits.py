"""Edits of the workspace: planned changes of files, as the editor makes them in texts that are open and in others."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from lsprotocol import types

from bibtools.core.positions import Positions
from bibtools.core.text import Edit
from bibtools.lsp.file_uris import uri_of
from bibtools.lsp.server import BibtoolsServer


class FileChange(NamedTuple):
    """What is to change in a file, by its real path: edits of what it held when that was planned."""

    path: str
    before: str
    edits: Sequence[Edit]
    is_new: bool = False


class CannotCreate(Exception):  # noqa: N818 - it says what is the matter
    """The editor makes no files."""


def workspace_edit(changes: Iterable[FileChange], server: BibtoolsServer) -> types.WorkspaceEdit | None:
    """Return the edit that makes some changes; None where a text is no longer what they were planned for.

    Texts that are open are named with their version, so that the editor refuses what comes too late. Raises
    CannotCreate where a file is new and the editor makes none.
    """
    opened = server.texts.by_path()
    is_versioned = server.can("workspace.workspace_edit.document_changes")
    whole: list[types.TextDocumentEdit | types.CreateFile | types.RenameFile | types.DeleteFile] = []
    plain: dict[str, list[types.TextEdit]] = {}
    for each in changes:
        text = opened.get(each.path)
        if text is not None and text.whole != each.before:
            return None
        column = text.column if text else 0
        edits = [_edit(Positions(each.before), column, edit) for edit in each.edits]
        uri, version = (text.uri, text.version) if text else (uri_of(each.path), None)
        if each.is_new and text is None:
            if not (is_versioned and _makes_files(server)):
                raise CannotCreate(os.path.basename(each.path))
            whole.append(types.CreateFile(uri, options=types.CreateFileOptions(ignore_if_exists=True)))
        which = types.OptionalVersionedTextDocumentIdentifier(uri, version)
        whole.append(types.TextDocumentEdit(which, list(edits)))
        plain[uri] = edits
    return types.WorkspaceEdit(document_changes=whole) if is_versioned else types.WorkspaceEdit(changes=plain)


def _makes_files(server: BibtoolsServer) -> bool:
    workspace = server.client_capabilities.workspace
    known = workspace.workspace_edit.resource_operations if workspace and workspace.workspace_edit else None
    return types.ResourceOperationKind.Create in (known or ())


def _edit(positions: Positions, column: int, edit: Edit) -> types.TextEdit:
    places = [positions.utf16_position(each) for each in edit.span]
    start, end = (types.Position(line, at + (column if line == 0 else 0)) for line, at in places)
    return types.TextEdit(types.Range(start, end), edit.text)

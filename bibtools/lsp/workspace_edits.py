"""Edits of the workspace: planned changes of files, as the editor makes them in texts that are open and in others."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from functools import partial

from lsprotocol import types

from bibtools.core.named_tuple import NamedTuple
from bibtools.core.positions import Positions
from bibtools.core.text import Edit, Span
from bibtools.lsp.file_uris import uri_of
from bibtools.lsp.open_notebooks import OpenNotebook
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
        if text is not None and (text.whole != each.before or isinstance(text, OpenNotebook)):
            return None  # the editor keeps the JSON of a notebook itself
        range_of: Callable[[Span], types.Range] = text.range if text else partial(_range, Positions(each.before))
        edits = [types.TextEdit(range_of(edit.span), edit.text) for edit in each.edits]
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


def _range(positions: Positions, span: Span) -> types.Range:
    return types.Range(*(types.Position(*positions.utf16_position(each)) for each in span))

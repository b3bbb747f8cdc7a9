"""Notebooks that are open as such: what is wrong is shown in the cell that it is in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from lsp.conftest import Write
from lsp.editor import Editor, in_editor, recorded

MARKUP, CODE = 1, 2
SAVED = json.dumps({"cells": [{"cell_type": "markdown", "source": ["arXiv:1713.00009"]}], "nbformat": 4})


def cell(number: int) -> str:
    return f"vscode-notebook-cell:/n.ipynb#C{number}"


def opened(uri: str, *cells: tuple[int, str, str]) -> dict[str, Any]:
    """Return what an editor sends of a notebook with cells, each with its kind, language and text."""
    listed = [{"kind": kind, "document": cell(number)} for number, (kind, _, _) in enumerate(cells)]
    texts = [
        {"uri": cell(number), "languageId": language, "version": 1, "text": text}
        for number, (_, language, text) in enumerate(cells)
    ]
    document = {"uri": uri, "notebookType": "jupyter-notebook", "version": 1, "cells": listed}
    return {"notebookDocument": document, "cellTextDocuments": texts}


def edited(uri: str, version: int, **cells: Any) -> dict[str, Any]:  # noqa: ANN401 - of the protocol
    return {"notebookDocument": {"uri": uri, "version": version}, "change": {"cells": cells}}


def places(found: list[dict[str, Any]]) -> list[tuple[str, int, int, int]]:
    return [
        (each["code"], each["range"]["start"]["line"], *(each["range"][edge]["character"] for edge in ("start", "end")))
        for each in found
    ]


async def begun(editor: Editor, folder: Path) -> str:
    capabilities = {**recorded(editor.client)["capabilities"], "notebookDocument": {"synchronization": {}}}
    said = await editor.begin(folder, capabilities=capabilities)
    selector = said["capabilities"]["notebookDocumentSync"]["notebookSelector"]
    assert selector == [{"notebook": {"notebookType": "jupyter-notebook"}}]
    return editor.uri(folder / "n.ipynb")


@pytest.mark.parametrize("client", ["vscode", "emacs"])
def test_findings_are_in_their_cells(client: str, write: Write) -> None:
    folder = write({"n.ipynb": SAVED, "r.bib": ""})

    async def run(editor: Editor) -> None:
        uri = await begun(editor, folder)
        cells = [
            (MARKUP, "markdown", "a\n😀 arXiv:1713.00001"),
            (CODE, "python", "x = 1  # arXiv:1713.00002\n"),
            (CODE, "raw", "arXiv:1713.00003"),
            (MARKUP, "markdown", "nothing"),
        ]
        await editor.notify("notebookDocument/didOpen", opened(uri, *cells))
        await editor.until(lambda: cell(2) in editor.published)
        assert places(editor.published[cell(0)]) == [("impossible-id", 1, 9, 19)]
        assert places(editor.published[cell(1)]) == [("impossible-id", 0, 15, 25)]
        assert places(editor.published[cell(2)]) == [("impossible-id", 0, 6, 16)]
        assert editor.published.get(cell(3), []) == []
        assert editor.published.get(uri, []) == []  # what is saved is not what is open

        text = {"document": {"uri": cell(0), "version": 2}, "changes": [{"text": "arXiv:1713.00001"}]}
        await editor.notify("notebookDocument/didChange", edited(uri, 2, textContent=[text]))
        await editor.until(lambda: places(editor.published[cell(0)]) == [("impossible-id", 0, 6, 16)])
        assert editor.versions[cell(0)] == 2

        gone = {"array": {"start": 0, "deleteCount": 1}, "didClose": [{"uri": cell(0)}]}
        await editor.notify("notebookDocument/didChange", edited(uri, 3, structure=gone))
        await editor.until(lambda: editor.published[cell(0)] == [])
        assert places(editor.published[cell(1)]) == [("impossible-id", 0, 15, 25)]  # of what is the first cell now

        which = {"notebookDocument": {"uri": uri}, "cellTextDocuments": [{"uri": cell(each)} for each in (1, 2, 3)]}
        await editor.notify("notebookDocument/didClose", which)
        await editor.until(lambda: editor.published[cell(1)] == [] and bool(editor.published.get(uri)))
        assert "1713.00009" in editor.published[uri][0]["message"]  # as in the file

    in_editor(run, client)


def test_an_editor_that_asks_for_cells_is_answered_and_not_told_twice(write: Write) -> None:
    folder = write({"n.ipynb": SAVED, "r.bib": ""})

    async def run(editor: Editor) -> None:
        uri = await begun(editor, folder)
        await editor.notify("notebookDocument/didOpen", opened(uri, (MARKUP, "markdown", "arXiv:1713.00001")))
        asked = {"textDocument": {"uri": cell(0)}}
        answer = await editor.request("textDocument/diagnostic", asked)
        assert places(answer["items"]) == [("impossible-id", 0, 6, 16)]
        await editor.until(lambda: editor.published.get(cell(0), []) == [])

    in_editor(run)


@pytest.mark.parametrize("cells", [[], [(MARKUP, "markdown", "\ud800 arXiv:1713.00001")], [(CODE, "", "")] * 3])
def test_any_notebook_may_be_open(cells: list[tuple[int, str, str]], write: Write) -> None:
    folder = write({"n.ipynb": "no notebook", "paper.md": "arXiv:1713.00001", "r.bib": ""})

    async def run(editor: Editor) -> None:
        uri = await begun(editor, folder)
        await editor.notify("notebookDocument/didOpen", opened(uri, *cells))
        await editor.notify("notebookDocument/didChange", edited("file:///other.ipynb", 1))
        paper = await editor.open(folder / "paper.md", language="markdown")
        assert len(await editor.diagnostics(paper)) == 1
        assert (
            await editor.actions(cell(0), {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}})
            == []
        )

    in_editor(run)

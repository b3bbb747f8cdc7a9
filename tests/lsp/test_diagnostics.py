"""What the editor shows: the findings of the check, on what is not saved, at the editor's own positions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from conftest import Cli
from lsp.conftest import Write
from lsp.editor import Editor, in_editor
from lsprotocol import types

from bibtools.core.project import page_of_rule
from bibtools.lsp.server import BibtoolsServer

CLIENTS = ["vscode", "neovim", "emacs"]
TEX = "See 😀 arXiv:1912.04958 and arXiv:1713.00001.\n\\bibliography{references}\n\\cite{foo}\n"
BIB = "@misc{a, title = {x} y}\n"


def shown(found: list[dict[str, Any]]) -> set[tuple[str, int, int]]:
    return {(each["code"], each["range"]["start"]["line"], each["range"]["start"]["character"]) for each in found}


@pytest.mark.parametrize("client", CLIENTS)
def test_what_is_wrong_is_shown_where_the_editor_has_it(client: str, write: Write) -> None:
    folder = write({"paper.tex": TEX, "references.bib": BIB})

    async def run(editor: Editor) -> None:
        said = await editor.begin(folder)
        assert said["capabilities"]["positionEncoding"] == "utf-16"
        uri = await editor.open(folder / "paper.tex")
        found = await editor.diagnostics(uri)
        assert shown(found) == {("missing-paper", 0, 13), ("impossible-id", 0, 34), ("undefined-key", 2, 6)}
        assert {each["source"] for each in found} == {"bibtools"}
        assert all(each["codeDescription"]["href"] == page_of_rule(each["code"]) for each in found)
        library = editor.uri(folder / "references.bib")
        assert shown(editor.published[library]) == {("broken-entry", 0, 21)}  # nobody has opened it

    in_editor(run, client)


@pytest.mark.parametrize("client", CLIENTS)
def test_what_is_not_saved_counts_and_what_is_mended_goes(client: str, write: Write) -> None:
    folder = write({"paper.tex": TEX, "references.bib": ""})

    async def run(editor: Editor) -> None:
        await editor.begin(folder)
        uri = await editor.open(folder / "paper.tex")
        library = await editor.open(folder / "references.bib")
        await editor.change(library, None, "@misc{foo, eprint = {1912.04958}, archivePrefix = {arXiv}}\n")
        assert shown(await editor.diagnostics(uri)) == {("impossible-id", 0, 34)}
        await editor.change(uri, editor.at(uri, " and arXiv:1713.00001"), "")
        assert await editor.diagnostics(uri) == []
        await editor.change(uri, None, "\r\n\r\n😀😀 arXiv:1412.6980 \\bibliography{references}")
        assert shown(await editor.diagnostics(uri)) == {("missing-paper", 2, 11)}
        await editor.close(uri)
        await editor.until(lambda: shown(editor.published.get(uri, [])) == {("impossible-id", 0, 34)})  # as in the file

    in_editor(run, client)


def test_a_new_text_of_the_folder_belongs_to_the_paper(write: Write) -> None:
    folder = write({"paper.tex": "\\bibliography{references}\\input{more}", "references.bib": ""})

    async def run(editor: Editor) -> None:
        await editor.begin(folder)
        await editor.open(folder / "paper.tex")
        uri = await editor.open(folder / "more.tex", "arXiv:1912.04958")
        assert shown(await editor.diagnostics(uri)) == {("missing-paper", 0, 6)}

    in_editor(run)


def test_a_byte_order_mark_is_the_files_and_not_the_editors(write: Write) -> None:
    text = "arXiv:1912.04958 \\bibliography{references}"
    folder = write({"paper.tex": f"\ufeff{text}", "references.bib": "\ufeff@misc{a, title = {x} y}"})

    async def run(editor: Editor) -> None:
        await editor.begin(folder)
        uri = await editor.open(folder / "paper.tex")
        assert shown(await editor.diagnostics(uri)) == {("missing-paper", 0, 6)}
        library = await editor.open(folder / "references.bib")
        assert shown(await editor.diagnostics(library)) == {("broken-entry", 0, 21)}
        await editor.change(uri, None, f"\ufeff{text}")  # an editor that shows it
        assert shown(await editor.diagnostics(uri)) == {("missing-paper", 0, 7)}

    in_editor(run)


def test_each_folder_has_papers_of_its_own_and_a_file_outside_is_one(write: Write, tmp_path: Path) -> None:
    folder = write({"one/a.md": "arXiv:1912.04958", "one/a.bib": "", "two/b.md": "arXiv:1412.6980", "two/b.bib": ""})
    alone = tmp_path / "alone.tex"
    alone.write_text("arXiv:1713.00001", "utf-8")
    (tmp_path / "other.tex").write_text("arXiv:1713.00002", "utf-8")

    async def run(editor: Editor) -> None:
        await editor.begin(folder / "one", folder / "two")
        first, second = await editor.open(folder / "one/a.md"), await editor.open(folder / "two/b.md")
        third = await editor.open(alone)
        assert "a.bib" in (await editor.diagnostics(first))[0]["message"]
        assert "b.bib" in (await editor.diagnostics(second))[0]["message"]
        assert shown(await editor.diagnostics(third)) == {("impossible-id", 0, 6)}
        assert editor.uri(tmp_path / "other.tex") not in editor.published
        event = {"added": [], "removed": [{"uri": editor.uri(folder / "two"), "name": "two"}]}
        await editor.notify("workspace/didChangeWorkspaceFolders", {"event": event})
        assert len(await editor.diagnostics(first)) == 1

    in_editor(run)


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        (".bibtools.toml", "bibb = 'x'\n", 0),
        (".bibtools.toml", "bib = 'x'\nnonsense\n", 1),
        ("pyproject.toml", "[tool.bibtools]\noffline = 7\n", 0),
    ],
)
def test_a_broken_configuration_is_one_diagnostic_in_its_file(name: str, text: str, line: int, write: Write) -> None:
    folder = write({"paper.tex": TEX, "references.bib": "", name: text})

    async def run(editor: Editor) -> None:
        await editor.begin(folder)
        uri = await editor.open(folder / "paper.tex")
        assert await editor.diagnostics(uri) == []
        [one] = editor.published[editor.uri(folder / name)]
        assert one["range"]["start"]["line"] in {line, 0}
        assert one["severity"] == 1
        assert await editor.actions(uri, editor.at(uri, "1912.04958")) == []
        (folder / name).write_text("", "utf-8")
        changes = [{"uri": editor.uri(folder / name), "type": 2}]
        await editor.notify("workspace/didChangeWatchedFiles", {"changes": changes})
        assert len(await editor.diagnostics(uri)) == 3
        assert editor.published[editor.uri(folder / name)] == []

    in_editor(run)


def test_why_there_is_nothing_to_tell_is_shown_once(write: Write) -> None:
    folder = write({"a.tex": "arXiv:1912.04958", "b.tex": "", "one.bib": "", "two.bib": ""})

    async def run(editor: Editor) -> None:
        await editor.begin(folder)
        uris = [await editor.open(folder / name) for name in ("a.tex", "b.tex")]
        found = [each for uri in uris for each in await editor.diagnostics(uri)]
        assert [each["severity"] for each in found] == [3]
        assert "there are several here" in found[0]["message"]

    in_editor(run)


def test_a_repository_that_is_not_trusted_leads_nowhere(write: Write) -> None:
    service = "[services.arxiv]\nurl = 'http://localhost:1'\n"
    folder = write({"paper.tex": TEX, "references.bib": "", ".bibtools.toml": f"offline = false\n{service}"})

    async def run(editor: Editor) -> None:
        await editor.begin(folder)
        uri = await editor.open(folder / "paper.tex")
        action = (await editor.actions(uri, editor.at(uri, "1912.04958")))[0]
        await editor.choose(action)  # of the bundle: the repository cannot switch off that we are offline
        assert [each["method"] for each in editor.shown] == ["window/showMessage"]
        assert "karras2019analyzing" in editor.shown[0]["message"]

    in_editor(run)


@pytest.mark.slow
def test_a_text_larger_than_people_write_holds_nothing_up(write: Write) -> None:
    folder = write({"paper.tex": "\\bibliography{r}", "b.tex": "arXiv:1713.00001", "r.bib": ""})

    async def run(editor: Editor) -> None:
        await editor.begin(folder)
        uri, other = await editor.open(folder / "paper.tex"), await editor.open(folder / "b.tex")
        await editor.change(uri, None, "\\cite{a}" * 4_000_000)
        [one] = await editor.diagnostics(uri)
        assert (one["code"], one["message"].partition(":")[0]) == (
            "unchecked",
            "this text has 32 MB, and at most 10 are checked while it is open",
        )
        assert shown(await editor.diagnostics(other)) == {("impossible-id", 0, 6)}
        await editor.change(uri, None, "\\cite{a} \\bibliography{r}")
        assert shown(await editor.diagnostics(uri)) == {("undefined-key", 0, 6)}

    in_editor(run)


@pytest.mark.slow
def test_the_command_says_what_the_editor_shows(write: Write, cli: Cli) -> None:
    notebook = '{"cells": [{"cell_type": "markdown", "source": ["a\\n", "b \\u00e9 arXiv:1713.00001"]}]}'
    folder = write({"paper.tex": TEX, "references.bib": BIB, "n.ipynb": notebook, "a.md": "x\farXiv:1713.00003"})
    told = cli("check", "--format", "json").json["findings"]

    async def run(editor: Editor) -> None:
        await editor.begin(folder)
        for name in ("paper.tex", "references.bib", "n.ipynb", "a.md"):
            uri = await editor.open(folder / name)
            found = await editor.diagnostics(uri)
            own = [each for each in told if each["path"] == name]
            assert sorted((each["rule"], each["message"]) for each in own) == sorted(
                (each["code"], each["message"]) for each in found
            )
        [cell] = [
            each for each in await editor.diagnostics(editor.uri(folder / "n.ipynb")) if each["code"] == "impossible-id"
        ]
        text = notebook[cell["range"]["start"]["character"] : cell["range"]["end"]["character"]]
        assert text == "1713.00001"

    in_editor(run)


def test_what_cannot_be_sent_is_not_reported_by_sending(caplog: pytest.LogCaptureFixture) -> None:
    class Closed:
        def __init__(self) -> None:
            self.tried = 0

        def write(self, data: bytes) -> None:
            del data
            self.tried += 1
            raise ValueError("I/O operation on closed file")

        def close(self) -> None:
            pass

    server, writer = BibtoolsServer(), Closed()
    server.protocol.set_writer(writer)
    server.window_log_message(types.LogMessageParams(types.MessageType.Log, "x"))
    server.window_log_message(types.LogMessageParams(types.MessageType.Log, "y"))
    assert (writer.tried, caplog.records) == (1, [])

"""The two ends of the connection have one text, and what is shown is what a fresh check finds."""

from __future__ import annotations

import asyncio
import json
import random
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Cli
from hypothesis import given
from hypothesis import strategies as st
from lsp.conftest import Write
from lsp.editor import CLIENTS, Editor, EditorText, Message, connected, in_editor
from lsp.server_process import ServerProcess
from real_material import MATERIAL

from bibtools.app.check_session import CheckSession
from bibtools.core.errors import BibtoolsError
from bibtools.core.text import printable
from bibtools.lsp.editor_workspace import OpenTexts
from bibtools.lsp.file_uris import path_of, uri_of
from bibtools.lsp.server import BibtoolsServer

PIECES = [
    "\r\n",
    "\r",
    "\n",
    "😀",
    "é",
    "\x0c",
    "\u2028",
    "\x85",
    "a",
    "arXiv:1412.6980 ",
    "\\cite{a}",
    "@misc{",
    "}",
    "\ufeff",
]
EDITS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 6), st.lists(st.sampled_from(PIECES), max_size=3)), max_size=8
)


def change(text: EditorText, start: int, length: int, new: str) -> Message:
    """Return a change as an editor sends it, made in its own text."""
    place = text.place(start, length)
    text.replace(place, new)
    return {"range": place, "text": new}


@given(st.lists(st.sampled_from(PIECES), max_size=12), EDITS)
def test_both_ends_have_one_text(pieces: list[str], edits: list[tuple[int, int, list[str]]]) -> None:
    from lsprotocol.converters import get_converter
    from lsprotocol.types import TextDocumentContentChangePartial, TextDocumentItem, VersionedTextDocumentIdentifier

    converter, uri = get_converter(), "file:///nowhere/a.tex"
    own, texts = EditorText(uri, "".join(pieces)), OpenTexts(None)
    texts.put_text_document(TextDocumentItem(uri, "latex", 1, own.text))
    for version, (start, length, new) in enumerate(edits, 2):
        made = change(own, start, length, "".join(new))
        which = VersionedTextDocumentIdentifier(version, uri)
        texts.update_text_document(which, converter.structure(made, TextDocumentContentChangePartial))
        kept = texts.at(uri)
        assert kept is not None
        assert kept.version == version
        assert kept.source == own.text
        assert kept.positions.text == kept.whole


@pytest.mark.parametrize(
    ("uri", "path"),
    [
        ("file:///a/b.tex", "/a/b.tex"),
        ("file:///a%20b/%C3%A9;x%3Fy%23z.tex", "/a b/é;x?y#z.tex"),
        ("file://localhost/a.tex", "/a.tex"),
        ("file:///a;b.tex", "/a;b.tex"),
        ("file:///a/../b.tex", "/b.tex"),
        ("untitled:Untitled-1", None),
        ("vscode-remote://x/a.tex", None),
        ("file:///a%00b", None),
        ("", None),
        ("file://[", None),
    ],
)
def test_addresses_of_files(uri: str, path: str | None) -> None:
    assert path_of(uri) == path
    if path:
        assert path_of(uri_of(path)) == path


LINE_END = re.compile(r"\r\n|\n|\r")
TEX = [
    "\\cite{a}",
    "\\cite{arXiv:1912.04958}",
    "arXiv:1713.00001",
    "% ",
    "\n",
    "\r\n",
    "\\input{more}",
    "\\bibliography{r}",
    "😀",
    "{",
    "}",
]
BIB = [
    "@misc{a, eprint={1412.6980}}",
    "@misc{a,",
    "title = {x}",
    "}",
    "\n",
    "@string{x={y}}",
    ",",
    "% bibtools: is 1912.04958\n",
    "@comment{",
    '"',
    "😀",
    "a = x,",
]


def random_edits(number: int, seed: int, write: Write, every: int) -> None:
    """Edit a source and a library at random.

    The two ends are compared after each edit, and after some what is shown is compared with a fresh check.
    """
    rng = random.Random(seed)  # noqa: S311 - texts
    folder = write(
        {"paper.tex": "\\bibliography{r}\n\\cite{a}\n", "r.bib": "@misc{a, title={x}}\n", "more.tex": "arXiv:1412.6980"}
    )

    async def run(editor: Editor, server: BibtoolsServer) -> None:
        await editor.begin(folder)
        uris = [await editor.open(folder / name) for name in ("paper.tex", "r.bib")]
        for step in range(number):
            which = rng.random() < 0.6
            uri, pieces = uris[which], BIB if which else TEX
            text = editor.texts[uri]
            units = len(text.units) // 2
            start = rng.randint(0, units)
            length = rng.choice([0, 0, 0, 1, 2, 30]) if units < 4000 else 2000
            new = "".join(rng.choices(pieces, k=rng.randint(0, 3)))
            await editor.change(uri, text.place(start, length), new)
            now = server.texts.at(uri)
            assert now is not None
            assert (now.version, now.source) == (text.version, text.text)
            if step % every == 0 or step == number - 1:
                assert await shown_of(editor, uris) == fresh_findings(folder, editor, uris), (step, seed)

    async def whole() -> None:
        async with connected("neovim") as (editor, server):
            await run(editor, server)

    asyncio.run(whole())


Shown = set[tuple[str, str, str, int, int]]  # file, rule, message, line and character


def fresh_findings(folder: Path, editor: Editor, uris: list[str]) -> Shown:
    """Return what a fresh check finds, and where it begins, as an editor counts."""
    texts = {str(path_of(each)): editor.texts[each].text for each in uris}
    try:
        outcomes = CheckSession(folder).check(texts)
    except BibtoolsError as error:  # nothing can be reported on any paper: the editor says so in one place
        return {(uris[0], "unchecked", printable("; ".join((str(error), *error.advice))), 0, 0)}
    found: Shown = set()
    for each in (each for outcome in outcomes for each in outcome.all_findings):
        path = str(folder / each.path)
        text = texts.get(path, "") or (Path(path).read_text("utf-8") if Path(path).exists() else "")
        line, character = 0, 0
        if each.position:
            line = each.position.line - 1
            before = LINE_END.split(text)[line][: each.position.column - 1]
            character = len(before.encode("utf-16-le", "surrogatepass")) // 2
        found.add((uri_of(path), each.rule, printable(each.message), line, character))
    return found


async def shown_of(editor: Editor, uris: list[str]) -> Shown:
    """Return the same as the editor has it: what it has asked for, and what it was sent of other files."""
    pulled = [(one, each) for one in uris for each in await editor.diagnostics(one)]
    pushed = [(one, each) for one, found in editor.published.items() if one not in uris for each in found]
    starts = ((one, each["code"], each["message"], each["range"]["start"]) for one, each in (*pulled, *pushed))
    return {(one, code, message, at["line"], at["character"]) for one, code, message, at in starts}


def test_random_edits_leave_the_findings_of_a_fresh_check(write: Write) -> None:
    random_edits(120, 1, write, 12)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10))
def test_many_random_edits_leave_the_findings_of_a_fresh_check(seed: int, write: Write) -> None:
    random_edits(500, seed + 100, write, 40)


@pytest.mark.slow
@pytest.mark.parametrize("client", ["vscode", "neovim", "emacs"])
def test_the_server_begins_and_ends_as_editors_have_it(client: str, write: Write, environ: dict[str, str]) -> None:
    folder = write({"paper.tex": "arXiv:1713.00001 \\bibliography{r}", "r.bib": ""})
    server = ServerProcess(folder, environ)
    said = json.loads((CLIENTS / f"{client}.json").read_text("utf-8"))
    folders = [{"uri": uri_of(str(folder)), "name": "x"}]
    server.send(
        {
            "id": 1,
            "method": "initialize",
            "params": {**said, "processId": None, "rootUri": None, "workspaceFolders": folders},
        }
    )
    assert server.until(1)["serverInfo"]["name"] == "bibtools"
    server.send({"method": "initialized", "params": {}})
    uri = uri_of(str(folder / "paper.tex"))
    item = {"uri": uri, "languageId": "latex", "version": 1, "text": "arXiv:1713.00001 \\bibliography{r}"}
    server.send({"method": "textDocument/didOpen", "params": {"textDocument": item}})
    server.send({"id": 2, "method": "textDocument/diagnostic", "params": {"textDocument": {"uri": uri}}})
    assert [each["code"] for each in server.until(2)["items"]] == ["impossible-id"]
    server.send({"id": 3, "method": "shutdown"})
    assert server.until(3) is None
    server.send({"method": "exit"})
    with server.process as ended:  # which closes its streams
        assert ended.wait(30) == 0
        assert ended.stderr is not None
        assert ended.stderr.read() == b""


@pytest.mark.slow
def test_without_pygls_it_is_told_how_to_get_it(write: Write, environ: dict[str, str]) -> None:
    folder = write({"sitecustomize.py": "import sys\nsys.modules['pygls'] = None\n"})
    command = [
        sys.executable,
        "-c",
        "import sys; sys.modules['pygls'] = None; from bibtools.cli.main import run; sys.exit(run(['lsp']))",
    ]
    done = subprocess.run(command, cwd=folder, env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "pip install '.[lsp]'" in done.stderr


def folders_of_sources() -> list[Path]:
    base = MATERIAL / "sources"
    if not base.is_dir():
        return []
    return [*sorted(each for each in (base / "latex_projects").iterdir() if each.is_dir()), base / "files"]


def compared(folder: Path, names: list[str], findings: list[Message]) -> None:
    """Compare what the editor shows of open files with what the command says."""

    async def run(editor: Editor) -> None:
        await editor.begin(folder)
        uris = {}
        for name in names:
            try:
                uris[name] = await editor.open(folder / name)
            except UnicodeDecodeError:  # an editor would guess the encoding
                continue
        for name, uri in uris.items():
            own = {(each["rule"], each["message"], each["line"]) for each in findings if each["path"] == name}
            found = await editor.diagnostics(uri)
            shown = {(each["code"], each["message"]) for each in found}
            assert shown == {each[:2] for each in own}
            lines = {(each["code"], each["message"], each["range"]["start"]["line"] + 1) for each in found}
            if not name.endswith(".ipynb"):
                assert lines == {(rule, message, line or 1) for rule, message, line in own}

    in_editor(run)


@pytest.mark.slow
@pytest.mark.parametrize("folder", folders_of_sources() or [None], ids=str)
def test_real_sources_are_told_as_by_the_command(
    folder: Path | None, paper: Path, environ: dict[str, str], monkeypatch: pytest.MonkeyPatch, cli: Cli
) -> None:
    if folder is None:
        pytest.skip("the shared material is not here")
    import shutil

    shutil.copytree(folder, paper, dirs_exist_ok=True, symlinks=True)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    run = cli("check", "--format", "json")
    if not run.out:
        pytest.skip(f"the command says: {run.err[:80]}")
    findings = run.json["findings"]
    names = sorted({each["path"] for each in findings if (paper / each["path"]).is_file()})[:60]
    compared(paper, names, findings)


@pytest.mark.slow(seconds=10)
def test_real_libraries_are_told_as_by_the_command(
    paper: Path, environ: dict[str, str], monkeypatch: pytest.MonkeyPatch, cli: Cli
) -> None:
    libraries = sorted((MATERIAL / "bibs").glob("*.bib"))[::6][:20] if MATERIAL.is_dir() else []
    if not libraries:
        pytest.skip("the shared material is not here")
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    for number, path in enumerate(libraries):
        name = f"library-{number}"  # which no message contains
        inner = paper / name
        inner.mkdir()
        (inner / "refs.bib").write_bytes(path.read_bytes())
        (inner / "a.tex").write_text("\\bibliography{refs} arXiv:1412.6980 \\cite{x}", "utf-8")
        run = cli("check", "--format", "json", name, name)
        if run.out:
            findings = [
                {
                    **each,
                    "path": each["path"].removeprefix(f"{name}/"),
                    "message": each["message"].replace(f"{name}/", ""),
                }
                for each in run.json["findings"]
            ]
            compared(inner, ["refs.bib", "a.tex"], findings)

"""What may be done at a place: the same as the commands do, as edits of what the editor has."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsp.conftest import Write
from lsp.editor import Editor, RefusedRequest, in_editor

from bibtools.app.gather import gather_papers
from bibtools.app.log import LogObserver
from bibtools.app.source_files import Sources
from bibtools.app.sync import sync_paper
from bibtools.app.sync_outcome import SyncOptions
from bibtools.app.wiring import read_config, world
from bibtools.core.text import apply_edits
from bibtools.files.workspace import Workspace
from bibtools.sources.filetypes import WALKED

GAN, ADAM, UNET = "1912.04958", "1412.6980", "1505.04597"
OURS = "@misc{kingma2015adam, title = {Adam}, eprint = {1412.6980}, archivePrefix = {arXiv}}\n"


async def titles(editor: Editor, uri: str, part: str) -> list[str]:
    return [each["title"] for each in await editor.actions(uri, editor.at(uri, part))]


async def named(editor: Editor, uri: str, part: str, title: str) -> dict[str, Any]:
    [action] = [each for each in await editor.actions(uri, editor.at(uri, part)) if each["title"] == title]
    return action


@pytest.mark.parametrize("client", ["vscode", "neovim", "emacs"])
def test_a_missing_paper_goes_into_the_unsaved_library(client: str, write: Write) -> None:
    folder = write({"paper.tex": "arXiv:1912.04958 \\bibliography{references}", "references.bib": "@misc{old}"})

    async def run(editor: Editor) -> None:
        await editor.begin(folder)
        uri, library = await editor.open(folder / "paper.tex"), await editor.open(folder / "references.bib")
        await editor.change(library, None, OURS)
        done = await editor.choose(await named(editor, uri, GAN, f"Add arXiv:{GAN} to references.bib"))
        assert done == {"added": ["karras2019analyzing"], "bib": "references.bib"}
        text = editor.texts[library].text
        assert text.startswith(OURS)
        assert "@misc{karras2019analyzing," in text
        assert await editor.diagnostics(uri) == []
        assert (folder / "references.bib").read_text("utf-8") == "@misc{old}"
        [applied] = editor.applied
        if client != "neovim":  # 0.11 does not say that it knows versions
            assert [each["textDocument"]["version"] for each in applied["edit"]["documentChanges"]] == [2]

    in_editor(run, client)


def test_an_edit_that_comes_too_late_is_planned_anew(write: Write) -> None:
    folder = write({"paper.tex": "arXiv:1912.04958 \\bibliography{references}", "references.bib": ""})

    async def run(editor: Editor) -> None:
        await editor.begin(folder)
        uri, library = await editor.open(folder / "paper.tex"), await editor.open(folder / "references.bib")
        action = await named(editor, uri, GAN, f"Add arXiv:{GAN} to references.bib")
        command = action["command"]
        params = {"command": command["command"], "arguments": command["arguments"]}
        _, future = await editor.asking("workspace/executeCommand", params)
        await editor.change(library, None, OURS)  # while it is planned
        assert (await future)["added"] == ["karras2019analyzing"]
        assert editor.texts[library].text.startswith(OURS)

    in_editor(run)


def test_a_library_that_is_not_there_is_made(write: Write) -> None:
    folder = write({"paper.tex": "arXiv:1912.04958 arXiv:1412.6980 \\bibliography{references}"})

    async def run(editor: Editor) -> None:
        await editor.begin(folder)
        library = editor.uri(folder / "references.bib")
        uri = await editor.open(folder / "paper.tex")
        await editor.diagnostics(uri)
        await editor.execute("bibtools.sync", {"uri": uri})
        assert GAN in editor.texts[library].text
        assert ADAM in editor.texts[library].text

    in_editor(run)


def test_an_editor_that_makes_no_files_says_so(write: Write) -> None:
    folder = write({"paper.tex": "arXiv:1912.04958 \\bibliography{references}"})

    async def run(editor: Editor) -> None:
        await editor.begin(folder)
        uri = await editor.open(folder / "paper.tex")
        assert await editor.execute("bibtools.sync", {"uri": uri}) is None
        assert any("make references.bib yourself" in each.get("message", "") for each in editor.shown)

    in_editor(run, "emacs")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "text", "part", "title", "after"),
    [
        ("a.tex", "As \\cite{kingma2015adm} \\bibliography{r}", "adm", "Cite kingma2015adam", "\\cite{kingma2015adam}"),
        ("a.tex", "\\cite{1412.6980} \\bibliography{r}", "1412", "Cite kingma2015adam", "\\cite{kingma2015adam}"),
        (
            "a.md",
            "As arXiv:1412.6980 says",
            "1412",
            "Cite kingma2015adam: [@kingma2015adam]",
            "As [@kingma2015adam] says",
        ),
        (
            "a.typ",
            'As arXiv:1412.6980, #bibliography("r.bib")',
            "1412",
            "Cite kingma2015adam: @kingma2015adam",
            "As @kingma2015adam,",
        ),
        (
            "a.tex",
            "é😀 arXiv:1713.00001 \\bibliography{r}",
            "1713",
            "Ignore here",
            "\\bibliography{r} % bibtools: ignore",
        ),
        ("a.md", "* arXiv:1713.00001\n", "1713", "Ignore here", "1713.00001 <!-- bibtools: ignore -->\n"),
        ("a.rst", "  arXiv:1713.00001\n", "1713", "Ignore here", "  .. bibtools: ignore\n  arXiv:1713.00001"),
        ("a.org", "arXiv:1713.00001\r\nx", "1713", "Ignore here", "1713.00001 # bibtools: ignore\r\nx"),
        ("a.tex", "arXiv:1911.1029 \\bibliography{r}", "1911", "Write 1911.01029", "arXiv:1911.01029"),
    ],
)
def test_what_is_chosen_is_done(name: str, text: str, part: str, title: str, after: str, write: Write) -> None:
    folder = write({name: text, "r.bib": OURS})

    async def run(editor: Editor) -> None:
        await editor.begin(folder)
        uri = await editor.open(folder / name)
        rule = [each["code"] for each in await editor.diagnostics(uri)]
        await editor.choose(await named(editor, uri, part, title))
        assert after in editor.texts[uri].text
        left = [each["code"] for each in await editor.diagnostics(uri)]
        assert len(left) < len(rule) or left == rule == []

    in_editor(run)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "text", "part"),
    [
        ("a.md", "[x](https://arxiv.org/abs/1412.6980)", "1412"),
        ("a.tex", "\\href{https://arxiv.org/abs/1412.6980}{x} \\bibliography{r}", "1412"),
        ("a.tex", "\\cite{kingma2015adam} \\bibliography{r}", "kingma"),
        ("a.tex", "x arXiv:1412.6980v2x \\bibliography{r}", "1412"),
        ("a.tex", "no paper \\bibliography{r}", "paper"),
    ],
)
def test_nothing_is_rewritten_that_stands_in_something_else(name: str, text: str, part: str, write: Write) -> None:
    folder = write({name: text, "r.bib": OURS})

    async def run(editor: Editor) -> None:
        await editor.begin(folder)
        uri = await editor.open(folder / name)
        assert [each for each in await titles(editor, uri, part) if not each.startswith("Open ")] == []

    in_editor(run)


def test_a_key_that_means_a_paper_is_added_under_that_key(write: Write) -> None:
    folder = write({"a.tex": "\\cite{karras2019analyzing} \\bibliography{r}", "r.bib": OURS})

    async def run(editor: Editor) -> None:
        await editor.begin(folder)
        uri, library = await editor.open(folder / "a.tex"), await editor.open(folder / "r.bib")
        title = f"Add arXiv:{GAN} to r.bib as karras2019analyzing"
        await editor.choose(await named(editor, uri, "karras", title))
        assert "@misc{karras2019analyzing," in editor.texts[library].text
        assert await editor.diagnostics(uri) == []

    in_editor(run)


def test_pages_are_opened_by_the_editor(write: Write) -> None:
    folder = write({"a.tex": f"\\cite{{kingma2015adam}} arXiv:{GAN} \\bibliography{{r}}", "r.bib": OURS})

    async def run(editor: Editor) -> None:
        await editor.begin(folder)
        uri = await editor.open(folder / "a.tex")
        for title in ("Open the arXiv page", "Open the PDF", "Open the code"):
            await editor.choose(await named(editor, uri, GAN, title))
        await editor.choose(await named(editor, uri, "kingma", "Open the PDF"))
        assert [(each["uri"], each["external"]) for each in editor.shown] == [
            (f"https://arxiv.org/abs/{GAN}", True),
            (f"https://arxiv.org/pdf/{GAN}", True),
            ("https://github.com/NVlabs/stylegan2", True),
            (f"https://arxiv.org/pdf/{ADAM}", True),
        ]
        for strange in ("file:///etc/passwd", "javascript:1", 7, None):
            assert await editor.execute("bibtools.open", strange) is None

    in_editor(run)


@pytest.mark.slow
@pytest.mark.parametrize("given", [[], [None], [7], [{"uri": "nonsense"}], [{"works": "x"}], [{"uri": "file:///%00"}]])
def test_commands_take_anything_without_an_error_of_ours(given: list[Any], write: Write) -> None:
    folder = write({"a.tex": "\\bibliography{r}", "r.bib": ""})

    async def run(editor: Editor) -> None:
        await editor.begin(folder)
        for name in ("bibtools.add", "bibtools.sync", "bibtools.verify", "bibtools.papers", "bibtools.refresh"):
            await editor.execute(name, *given)
        with pytest.raises(RefusedRequest, match="there is no command"):
            await editor.execute("bibtools.nothing")

    in_editor(run)


# What is added in the editor is what `sync` writes.

ENDS = st.sampled_from(["\n", "\r\n", "\r"])
PIECES = st.sampled_from(
    [
        OURS.strip(),
        "@article{zoe2001, title = {Über 😀 𝔘},\n  year = 2001,\n}",
        "@string{x = {y}}",
        "% a comment of 😀",
        "@misc{broken, title = {x} y}",
        "@misc{last2020, title = {Z}, eprint={2001.00001}}",
        "",
        "words",
    ]
)


@given(
    st.lists(PIECES, max_size=5),
    ENDS,
    st.booleans(),
    st.lists(st.sampled_from([GAN, ADAM, UNET]), min_size=1, unique=True),
)
def test_what_the_editor_adds_is_what_sync_writes(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[str], end: str, marked: bool, ids: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("paper")
    text = ("\ufeff" if marked else "") + end.join(pieces).replace("\n", end) + end
    source = "".join(f"😀 \\cite{{x}} arXiv:{each}{end}" for each in ids) + "\\bibliography{r}"
    (folder / "a.tex").write_bytes(source.encode())
    (folder / "r.bib").write_bytes(text.encode())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BIBTOOLS_OFFLINE", "1")
        patch.setenv("BIBTOOLS_CACHE_DIR", str(folder.with_name(f"{folder.name}-cache")))
        expected = synchronised(folder, text)

        async def run(editor: Editor) -> str:
            await editor.begin(folder)
            uri, library = await editor.open(folder / "a.tex"), await editor.open(folder / "r.bib")
            await editor.diagnostics(uri)
            await editor.execute("bibtools.add", {"uri": uri})
            return ("\ufeff" if marked else "") + editor.texts[library].text

        assert in_editor(run) == expected


def synchronised(folder: Path, text: str) -> str:
    """Return what `sync` would write, by its own way."""
    config = read_config(folder)
    here = world(config, LogObserver())
    files = Workspace.of(str(folder), {})
    [gathered] = gather_papers(Sources(), here.today, WALKED, pairing=True, files=files)
    options = SyncOptions(diff=True)
    done = sync_paper(options, here.today, here.resolve, here.attribute, None, gathered, files)
    return apply_edits(text, done.plan.edits)

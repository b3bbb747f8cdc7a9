"""What the editor shows of works: hover, completion, links and hints, from this machine alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from index_lines import line, made
from loopback import FakeArxiv
from loopback.papers import Paper
from lsp.conftest import Write
from lsp.editor import Editor, in_editor

GAN, ADAM = "1912.04958", "1412.6980"
BIB = (
    "@misc{kingma2015adam, author = {Kingma, D. and Ba, J.}, title = {{Adam}: A Method}, year = 2015,\n"
    "  eprint = {1412.6980}, archivePrefix = {arXiv}}\n"
    "@book{knuth1984, author = {Donald E. Knuth}, title = {The {\\TeX}book}, year = {1984}}\n"
    "@misc{erdős, author = {Erdős, Pál}, title = {Über *Graphen* <b>}}\n"
)


async def hovered(editor: Editor, uri: str, part: str) -> str | None:
    params = {"textDocument": {"uri": uri}, "position": editor.at(uri, part)["start"]}
    found = await editor.request("textDocument/hover", params)
    return found["contents"]["value"] if found else None


async def completed(editor: Editor, uri: str, behind: str) -> list[dict[str, Any]] | None:
    params = {"textDocument": {"uri": uri}, "position": editor.at(uri, behind)["end"]}
    found = await editor.request("textDocument/completion", params)
    return found["items"] if found else None


def test_hover_says_what_this_machine_knows(write: Write) -> None:
    keys = "\\cite{knuth1984} \\cite{kingma2015adam} \\cite{erdős}"
    text = f"arXiv:{GAN} {keys} arXiv:2001.00001 nothing \\bibliography{{r}}"
    folder = write({"a.tex": text, "r.bib": BIB})

    async def run(editor: Editor) -> None:
        await editor.begin(folder)
        uri, library = await editor.open(folder / "a.tex"), await editor.open(folder / "r.bib")
        shown = await hovered(editor, uri, GAN) or ""
        assert shown.startswith("**Analyzing and Improving the Image Quality of StyleGAN**")
        assert "Tero Karras" in shown
        assert f"[the arXiv page](https://arxiv.org/abs/{GAN})" in shown
        assert "https://github.com/NVlabs/stylegan2" in shown
        assert "Key: kingma2015adam" in (await hovered(editor, uri, "kingma2015adam") or "")
        assert await hovered(editor, uri, "knuth1984") == (
            "**The TeXbook**\n\nDonald E\\. Knuth\n\n1984\n\nKey: knuth1984".replace("\\.", ".")
        )
        assert "Über \\*Graphen\\* \\<b\\>" in (await hovered(editor, uri, "erdős") or "")
        assert await hovered(editor, uri, "2001.00001") is None
        assert await hovered(editor, uri, "nothing") is None
        assert "Adam: A Method for Stochastic Optimization" in (await hovered(editor, library, "archivePrefix") or "")

    in_editor(run)


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    ("name", "text", "typed", "keys"),
    [
        ("a.tex", "\\cite{kin} \\bibliography{r}", "{kin", ["kingma2015adam"]),
        ("a.tex", "\\parencite[see][3]{x,Donald} \\bibliography{r}", "Donald", ["knuth1984"]),
        ("a.tex", "\\cite{texb \\bibliography{r}", "texb", ["knuth1984"]),
        ("a.tex", "\\cite{} \\bibliography{r}", "cite{", ["erdős", "kingma2015adam", "knuth1984"]),
        ("a.tex", "é😀 \\cite{erdos} \\bibliography{r}", "erdos", ["erdős"]),
        ("a.tex", "\\newcommand\\mine[1]{\\cite{#1}}\\mine{kin} \\bibliography{r}", "mine{kin", ["kingma2015adam"]),
        ("a.md", "as [@kin] says", "@kin", ["kingma2015adam"]),
        ("a.md", "as @knu", "@knu", ["knuth1984"]),
        ("a.typ", '#bibliography("r.bib") @knu', "@knu", ["knuth1984"]),
        ("a.org", "#+bibliography: r.bib\n[cite:@knu]", "@knu", ["knuth1984"]),
        ("a.rst", ".. bibliography:: r.bib\n\n:cite:`knu`", "`knu", ["knuth1984"]),
        ("a.tex", "% \\cite{kin} \\bibliography{r}", "{kin", None),
        ("a.tex", "kin \\label{kin} \\bibliography{r}", "label{kin", None),
        ("a.tex", "\\cite{zzzz} \\bibliography{r}", "zzzz", []),
        ("a.md", "`@kin`", "@kin", None),
    ],
)
def test_keys_are_found_by_what_entries_say(
    name: str, text: str, typed: str, keys: list[str] | None, write: Write
) -> None:
    folder = write({name: text, "r.bib": BIB})

    async def run(editor: Editor) -> None:
        await editor.begin(folder)
        uri = await editor.open(folder / name)
        found = await completed(editor, uri, typed)
        assert (found if found is None else [each["label"] for each in found]) == keys
        if found:
            editor.texts[uri].apply([found[0]["textEdit"]])
            assert (
                typed[:1] + (keys or [""])[0] in editor.texts[uri].text or (keys or [""])[0] in editor.texts[uri].text
            )

    in_editor(run)


def test_papers_of_the_index_are_found_by_words_that_begin_so(
    write: Write, paper: Path, environ: dict[str, str]
) -> None:
    cache = Path(environ["BIBTOOLS_CACHE_DIR"])
    cache.mkdir(mode=0o700)
    titles = {"2101.00001": "Attention in Deep Meadows", "2101.00002": "Attentive Rivers", ADAM: "Attention Adam"}
    made(cache, [line(each, title) for each, title in titles.items()])
    folder = write({"a.tex": "\\cite{atten-mead} \\bibliography{r}", "r.bib": BIB})

    async def run(editor: Editor) -> None:
        await editor.begin(folder, options={"completion": {"papers": True}})
        uri, library = await editor.open(folder / "a.tex"), await editor.open(folder / "r.bib")
        [found] = await completed(editor, uri, "atten-mead") or []
        assert found["label"] == "Attention in Deep Meadows"
        editor.texts[uri].apply([found["textEdit"]])
        await editor.notify(
            "textDocument/didChange",
            {
                "textDocument": {"uri": uri, "version": editor.texts[uri].version},
                "contentChanges": [{"text": editor.texts[uri].text}],
            },
        )
        await editor.choose(found)
        key = found["textEdit"]["newText"]
        assert f"\\cite{{{key}}}" in editor.texts[uri].text
        assert f"@misc{{{key}," in editor.texts[library].text
        assert await editor.diagnostics(uri) == []
        await editor.change(uri, None, "\\cite{atten} \\bibliography{r}")
        labels = [each["label"] for each in await completed(editor, uri, "atten") or []]
        assert labels == [key, "Attentive Rivers"]  # the others are in the library
        await editor.notify(
            "workspace/didChangeConfiguration", {"settings": {"bibtools": {"completion": {"papers": False}}}}
        )
        assert [each["label"] for each in await completed(editor, uri, "atten") or []] == [key]

    assert paper == folder
    in_editor(run)


def test_ids_are_links_and_hints_are_off_by_default(write: Write) -> None:
    text = f"é arXiv:{GAN} https://doi.org/10.1038/nature14539 \\cite{{kingma2015adam}} \\bibliography{{r}}"
    folder = write({"a.tex": text, "r.bib": BIB})

    async def run(editor: Editor) -> None:
        await editor.begin(folder)
        uri, library = await editor.open(folder / "a.tex"), await editor.open(folder / "r.bib")
        links = await editor.request("textDocument/documentLink", {"textDocument": {"uri": uri}})
        assert [each["target"] for each in links] == [
            f"https://arxiv.org/abs/{GAN}",
            "https://doi.org/10.1038/nature14539",
        ]
        [own] = await editor.request("textDocument/documentLink", {"textDocument": {"uri": library}})
        assert own["target"] == f"https://arxiv.org/abs/{ADAM}"
        where = {"textDocument": {"uri": uri}, "range": {**editor.at(uri, text)}}
        assert await editor.request("textDocument/inlayHint", where) is None
        await editor.notify("workspace/didChangeConfiguration", {"settings": {"bibtools": {"inlayHints": True}}})
        [hint] = await editor.request("textDocument/inlayHint", where)
        assert hint["label"] == "Karras et al. 2019"
        assert hint["position"] == editor.at(uri, GAN)["end"]

    in_editor(run)


@pytest.mark.slow
@pytest.mark.parametrize("options", [None, [], {"hover": "no"}, {"completion": 7}, {"bibtools": []}, {"hover": False}])
def test_settings_may_be_anything(options: object, write: Write) -> None:
    folder = write({"a.tex": f"arXiv:{GAN} \\bibliography{{r}}", "r.bib": ""})

    async def run(editor: Editor) -> None:
        await editor.begin(folder, initializationOptions=options)
        uri = await editor.open(folder / "a.tex")
        assert (await hovered(editor, uri, GAN) is None) == (options == {"hover": False})

    in_editor(run)


# A stand-in counts what is asked.


def asked(fake: FakeArxiv) -> int:
    return len(fake.agents)


def test_nobody_is_asked_but_by_the_users_own_actions(
    write: Write, arxiv: FakeArxiv, loopback: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    arxiv.papers["2001.00001"] = Paper("2001.00001", "Graphs in Motion", ("Emmy Noether",))
    folder = write({"a.tex": "arXiv:2001.00001 \\cite{noether2020graphs} \\bibliography{r}", "r.bib": BIB})
    for name, value in loopback.items():
        monkeypatch.setenv(name, value)

    async def run(editor: Editor) -> None:
        await editor.begin(folder, options={"inlayHints": True})
        uri, library = await editor.open(folder / "a.tex"), await editor.open(folder / "r.bib")
        for number in range(10):
            await editor.type(uri, 0, 0, f"arXiv:20{number:02}.00001 ")
            await editor.diagnostics(uri)
        whole = {"start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 0}}
        for part in ("2001.00001", "noether", "00001"):
            await hovered(editor, uri, part)
            await completed(editor, uri, part)
            await editor.actions(uri, editor.at(uri, part))
        await editor.request("textDocument/inlayHint", {"textDocument": {"uri": uri}, "range": whole})
        await editor.request("textDocument/documentLink", {"textDocument": {"uri": library}})
        await editor.execute("bibtools.papers", {"uri": uri})
        await editor.save(uri)
        await editor.diagnostics(uri)
        assert asked(arxiv) == 0
        await editor.change(uri, None, "arXiv:2001.00001 \\bibliography{r}")
        await editor.execute("bibtools.add", {"uri": uri})
        assert asked(arxiv) == 1
        assert "Graphs in Motion" in editor.texts[library].text
        assert {each["value"]["kind"] for each in editor.progress} >= {"begin", "end"}

    in_editor(run)


TITLES = {
    "{Whole}": "Whole",
    "Ends with {GAN}": "Ends with GAN",
    "{GAN}: {A} Start": "GAN: A Start",
    'K{\\"o}nig \\& {\\TeX}': "König & TeX",
    "a\n  b": "a b",
    "{}": "",
    "": "",
}


def test_the_reading_list_shows_titles_as_people_read_them(write: Write) -> None:
    keys = [f"k{number}" for number, _ in enumerate(TITLES)]
    library = "".join(f"@misc{{{key}, title = {{{title}}}}}\n" for key, title in zip(keys, TITLES, strict=True))
    folder = write({"a.tex": f"\\cite{{none,{','.join(keys)}}} 😀 \\bibliography{{r}}", "r.bib": library})

    async def run(editor: Editor) -> None:
        await editor.begin(folder)
        uri = await editor.open(folder / "a.tex")
        found = await editor.execute("bibtools.papers", {"uri": uri})
        assert [(each["key"], each["title"]) for each in found] == list(zip(keys, TITLES.values(), strict=True))
        assert [each["summary"] for each in found][-2:] == keys[-2:]  # what has no title is named by its key

    in_editor(run)


DOIS = {
    "10.1000/abc": "https://doi.org/10.1000/abc",
    "https://doi.org/10.1000/A_b": "https://doi.org/10.1000/A_b",
    "10.1000/a\\_b": "https://doi.org/10.1000/a_b",
    "10.48550/arXiv.2001.00001": None,  # the preprint's own
    "none yet": None,
}


def test_the_published_version_is_where_a_doi_leads(write: Write) -> None:
    keys = [f"k{number}" for number, _ in enumerate(DOIS)]
    fields = [f"title = {{T}}, author = {{Ann and Roe, Bob}}, eprint = {{200{n}.00001}}" for n, _ in enumerate(DOIS, 1)]
    entries = [f"@misc{{{key}, {own}, doi = {{{doi}}}}}\n" for key, own, doi in zip(keys, fields, DOIS, strict=True)]
    folder = write({"a.tex": f"\\cite{{{','.join(keys)}}} \\bibliography{{r}}", "r.bib": "".join(entries)})

    async def run(editor: Editor) -> None:
        await editor.begin(folder)
        uri = await editor.open(folder / "a.tex")
        found = await editor.execute("bibtools.papers", {"uri": uri})
        links = [{link["name"]: link["url"] for link in each["links"]} for each in found]
        assert [each.get("the published version") for each in links] == [doi and doi.lower() for doi in DOIS.values()]
        assert all(each["the arXiv page"].startswith("https://arxiv.org/abs/") for each in links)
        assert "Ann, Bob Roe" in (await hovered(editor, uri, "k3") or "")

    in_editor(run)


def test_what_takes_long_is_ended_at_once(
    write: Write, arxiv: FakeArxiv, loopback: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write({"a.tex": "arXiv:2001.00001 \\bibliography{r}", "r.bib": BIB})  # nobody has it, so it is asked twice
    for name, value in {**loopback, "BIBTOOLS_ARXIV_INTERVAL": "600"}.items():
        monkeypatch.setenv(name, value)

    async def run(editor: Editor) -> None:
        await editor.begin(folder)
        uri, library = await editor.open(folder / "a.tex"), await editor.open(folder / "r.bib")
        params = {"command": "bibtools.add", "arguments": [{"uri": uri}]}
        _, future = await editor.asking("workspace/executeCommand", params)
        await editor.until(lambda: any("waiting" in str(each) for each in editor.progress))
        await editor.notify("window/workDoneProgress/cancel", {"token": editor.progress[0]["token"]})
        assert await future is None
        assert asked(arxiv) == 1
        assert editor.texts[library].text == BIB
        assert await editor.diagnostics(uri)

    in_editor(run)


def test_the_commands_of_libraries_show_what_they_find(
    write: Write, arxiv: FakeArxiv, loopback: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    arxiv.papers[ADAM] = Paper(ADAM, "Another Paper Altogether", ("Somebody Else",))
    folder = write({"a.tex": "\\cite{kingma2015adam} \\bibliography{r}", "r.bib": BIB})
    for name, value in loopback.items():
        monkeypatch.setenv(name, value)

    async def run(editor: Editor) -> None:
        await editor.begin(folder)
        uri, library = await editor.open(folder / "a.tex"), await editor.open(folder / "r.bib")
        assert await editor.diagnostics(library) == []
        await editor.execute("bibtools.verify", {"uri": uri})
        found = await editor.diagnostics(library)
        assert [each["code"] for each in found] == ["another-work"]
        await editor.type(library, 0, 0, " ")  # it was about the text as it was
        assert await editor.diagnostics(library) == []

    in_editor(run)

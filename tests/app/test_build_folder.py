"""A run in a build folder finds the document, and is led nowhere else."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest
from commits import git
from conftest import Cli

from bibtools.app.documents.build_folder import given_or_built

HERE = (".",)


def record(home: Path, *inputs: str) -> str:
    return "".join([f"PWD {home}\n", *(f"INPUT {each}\n" for each in inputs)])


def write(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A work tree with a document, whose build folder is the current one."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    names = (".git/HEAD", ".git/objects/x", ".git/refs/x", "paper/m.tex", "paper/my m.tex", "n.tex", "paper/out/x")
    folder = write(tmp_path / "tree", dict.fromkeys(names, ""))
    monkeypatch.chdir(folder / "paper" / "out")
    return folder


IN_TREE = "{tree}/paper"
OUTSIDE = "{tree}/../elsewhere"


@pytest.mark.parametrize(
    ("files", "bibinputs", "found"),
    [
        # By the record of the run, whatever the job is called.
        ({"m.aux": "", "m.fls": (IN_TREE, "/usr/share/x.cls", "m.tex")}, "", ["../m.tex"]),
        ({"draft.aux": "", "draft.fls": (IN_TREE, "./m.tex")}, "", ["../m.tex"]),
        ({"my m.aux": "", "my m.fls": (IN_TREE, "my m.tex")}, "", ["../my m.tex"]),
        ({"n.aux": "", "n.fls": ("{tree}", "n.tex")}, "", ["../../n.tex"]),
        ({"m.aux": "", "m.fls": (IN_TREE, "{tree}/paper/m.tex")}, "", ["../m.tex"]),
        ({"m.aux": "", "m.fls": (IN_TREE, "m.tex"), "n.aux": "", "n.fls": ("{tree}", "n.tex")}, "",
         ["../m.tex", "../../n.tex"]),
        # By its name, where nothing is recorded: above in the work tree, and where latexmk says.
        ({"m.aux": ""}, "", ["../m.tex"]),
        ({"n.aux": ""}, "", ["../../n.tex"]),
        ({"o.aux": ""}, f"{OUTSIDE}:.:", ["../../../elsewhere/o.tex"]),
        ({"o.aux": "", "o.fls": (OUTSIDE, "o.tex")}, f"{OUTSIDE}:build:", ["../../../elsewhere/o.tex"]),
        # Not outside of the work tree on a folder's own word.
        ({"o.aux": "", "o.fls": (OUTSIDE, "o.tex")}, "", HERE),
        ({"o.aux": "", "o.fls": (OUTSIDE, "o.tex")}, "../../../elsewhere", HERE),
        ({"o.aux": "", "o.fls": (IN_TREE, "../../elsewhere/o.tex")}, "", HERE),
        ({"o.aux": "", "o.fls": (IN_TREE, "{tree}/../elsewhere/o.tex")}, "", HERE),
        ({"o.aux": ""}, "", HERE),
        # Nor where there is nothing of that.
        ({"m.aux": "", "m.fls": (IN_TREE, "/usr/share/x.cls")}, "", HERE),
        ({"m.aux": "", "m.fls": ("{tree}/gone", "m.tex")}, "", HERE),
        ({"m.aux": "", "m.tex": ""}, "", HERE),  # this is where it is compiled
        ({"m.log": ""}, "", HERE),
        ({}, "{tree}", HERE),
    ],
)  # fmt: skip
def test_where_the_document_is(
    tree: Path, files: dict[str, str | tuple[str, ...]], bibinputs: str, found: list[str]
) -> None:
    write(tree.parent, {"elsewhere/o.tex": ""})
    texts = {
        name: text if isinstance(text, str) else record(Path(text[0]), *text[1:]).replace("{tree}", str(tree))
        for name, text in files.items()
    }
    write(Path(), texts)
    assert list(given_or_built(HERE, {"BIBINPUTS": bibinputs.replace("{tree}", str(tree))})) == [*found]


def test_what_is_given_is_meant(tree: Path) -> None:
    write(Path(), {"m.aux": "", "m.fls": record(tree / "paper", "m.tex")})
    for given in (("x.tex",), (".", "x.tex"), ("..",), ("./",)):
        assert given_or_built(given, {}) == given


@pytest.mark.parametrize(
    "data",
    [
        b"PWD \0\n",
        b"PWD /\xff\xfe\nINPUT \0.tex\n",
        b"\n" * 9,
        b"PWD " + b"/a" * 200_000,
        b"PWD {tree}\nINPUT " + b"a/" * 130_000 + b"x.tex\n",
    ],
)
def test_a_strange_record_leads_nowhere(tree: Path, data: bytes) -> None:
    (tree / "paper" / "out" / "m.aux").touch()
    (tree / "paper" / "out" / "m.fls").write_bytes(data.replace(b"{tree}", os.fsencode(tree)))
    assert list(given_or_built(HERE, {})) in ([*HERE], ["../m.tex"])


def test_a_record_that_is_a_pipe_is_not_waited_for(tree: Path) -> None:
    (tree / "paper" / "out" / "m.aux").touch()
    os.mkfifo(tree / "paper" / "out" / "m.fls")
    assert list(given_or_built(HERE, {})) == ["../m.tex"]


def test_a_sync_where_bibtex_runs(cli: Cli, paper: Path) -> None:
    write(
        paper.parent / "home",
        {"m.tex": "\\documentclass{article}\\cite{1706.03762}\\bibliography{refs}", "refs.bib": ""},
    )
    write(paper, {"m.aux": "\\bibdata{refs}", "m.fls": record(paper.parent / "home", "m.tex")})
    unvouched = cli("sync")
    assert (unvouched.code, "no source was found" in unvouched.err) == (0, True)
    environ = {"BIBINPUTS": f"{paper.parent / 'home'}:"}
    assert cli("sync", "--check", **environ).code == 1
    assert cli("sync", **environ).code == 0
    assert "1706.03762" in (paper.parent / "home" / "refs.bib").read_text("utf-8")
    assert sorted(each.name for each in paper.iterdir()) == ["m.aux", "m.fls"]


IN_STEP = "@misc{1706.03762, title = {T}, eprint = {1706.03762}, archiveprefix = {arXiv}}\n"


@pytest.mark.slow
@pytest.mark.parametrize("is_tracked", [True, False])
def test_check_and_the_hooks_where_bibtex_runs(cli: Cli, hook: Cli, paper: Path, *, is_tracked: bool) -> None:
    home = paper.parent / "home"
    write(home, {"m.tex": "\\documentclass{article}\\cite{1706.03762}\\bibliography{refs}", "refs.bib": ""})
    write(paper, {"m.aux": "\\bibdata{refs}", "m.fls": record(home, "m.tex")})
    if is_tracked:
        git(home.parent, "init", "-q")
        git(home.parent, "add", "home")
    environ = {"BIBINPUTS": f"{home}:", "GIT_CEILING_DIRECTORIES": str(home.parent.parent)}

    def codes() -> list[int]:
        checked = cli("check", **environ)
        hooked = hook("bibtools-check", **environ)
        assert checked.out == hooked.out
        assert "no source" not in checked.err + hooked.err
        return [checked.code, hooked.code, cli("sync", "--check", **environ).code]

    assert codes() == [1, 1, 1]
    for text, code in ((IN_STEP, 0), (IN_STEP, 0), ("", 1)):
        (home / "refs.bib").write_text(text, "utf-8")
        assert codes() == [code] * 3
    assert hook("bibtools-sync", **environ).code == 1
    assert "1706.03762" in (home / "refs.bib").read_text("utf-8")
    assert sorted(each.name for each in paper.iterdir()) == ["m.aux", "m.fls"]
    (paper / "m.aux").unlink()
    assert "no source was found" in hook("bibtools-check", **environ).err

"""What a hook did not read or could not decide is on standard error in every run, and in `bibtools check` alike."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from commits import ONE, TWO, age, entries, git, init, state, tex, track, write
from conftest import Cli, Run
from row_tables import rarely, thinned

LFS = f"version https://git-lfs.github.com/spec/v1\noid sha256:{'4d' * 32}\nsize 12345\n"
ANNEX = "../.git/annex/objects/zK/x1/MD5E-s1--0.tex/MD5E-s1--0.tex"
Maker = Callable[[Path], None]


def put(name: str, data: bytes) -> Maker:
    def make(paper: Path) -> None:
        (paper / name).write_bytes(data)

    return make


def link(name: str, target: str) -> Maker:
    def make(paper: Path) -> None:
        (paper / name).parent.mkdir(exist_ok=True)
        (paper / name).symlink_to(target)

    return make


def gitlink(paper: Path) -> None:
    """Record a submodule that is not checked out."""
    (paper / "chapters").mkdir()
    git(paper, "update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},chapters")


TOLD = [
    (put("list.txt", f"arXiv:{TWO}\n".encode("utf-16-le")), "list.txt: skipped: this looks like UTF-16LE "),
    rarely(put("list.txt", f"arXiv:{TWO}\n".encode("utf-32-be")), "list.txt: skipped: this looks like UTF-32BE "),
    (put("nb.ipynb", LFS.encode()), "nb.ipynb: skipped: this is a pointer of Git LFS"),
    rarely(put("n.md", b"/annex/objects/MD5E-s1--0.md\n"), "n.md: skipped: this is a pointer of git-annex"),
    (link("c.tex", "gone.tex"), "c.tex: skipped: c.tex is a link to gone.tex, which is not there: mend"),
    rarely(link("sub/c.tex", ANNEX), "sub/c.tex: skipped: sub/c.tex is a link of git-annex whose content is not here"),
    (link("shared", "/usr"), "shared: skipped: this leads out of the tree and is not followed"),
    (gitlink, "chapters: skipped: this submodule is not checked out: run git submodule update --init chapters"),
]
SILENT = [
    put("a.png", b"\x89PNG\r\n\x1a\n\0\0"),
    rarely(put("a.txt", b"\0\1")),
    put("a.md", "\ufeffWords\n".encode("utf-16-le")),
    put("a.dat", "Words".encode("utf-16-le")),  # no source
    rarely(put("a.dat", LFS.encode())),
    link("c.pdf", "gone.pdf"),
    rarely(link("here.tex", "p.tex")),
    link("inside", "."),
]


def both(hook: Cli, cli: Cli, *arguments: str) -> Run:
    """Run the hook and the command, hold them together, and return the hook's run."""
    runs = [hook("bibtools-check", *arguments), cli("check", *arguments)]
    assert runs[0] == runs[1]
    return runs[0]


@pytest.mark.thinned(3)
@pytest.mark.parametrize(("make", "said"), TOLD)
def test_what_was_not_read_is_known_in_every_run(paper: Path, hook: Cli, cli: Cli, make: Maker, said: str) -> None:
    write(paper, p_tex=tex(ONE), refs_bib=entries(ONE))
    make(paper)
    if make is not gitlink:
        track(paper)
    age(paper)
    for _ in range(2):
        run = both(hook, cli)
        assert (run.code, run.out, run.err.startswith(said), run.err.count("\n")) == (0, "", True, 1), run.err
    run = hook("bibtools-sync")
    assert (run.code, run.err.startswith(said)) == (0, True)


@pytest.mark.thinned(3)
@pytest.mark.parametrize("make", SILENT)
def test_what_is_no_source_is_not_missed(
    paper: Path, hook: Cli, cli: Cli, environ: dict[str, str], make: Maker
) -> None:
    write(paper, p_tex=tex(ONE), refs_bib=entries(ONE))
    make(paper)
    track(paper)
    assert both(hook, cli) == Run(0, "", "")
    assert state(environ) == [".json", ".state"]


def test_a_source_that_is_unreadable_from_now_on_is_noticed(paper: Path, hook: Cli) -> None:
    write(paper, p_tex=tex(ONE), q_md="Words.\n", refs_bib=entries(ONE))
    age(paper)
    assert hook("bibtools-check") == Run(0, "", "")
    (paper / "q.md").write_bytes("\ufeffarXiv:2101.00009\n".encode("utf-16-le"))
    assert hook("bibtools-check").code == 1
    (paper / "q.md").write_bytes("arXiv:2101.00009\n".encode("utf-16-le"))
    assert "save it as UTF-8" in hook("bibtools-check").err
    (paper / "q.md").write_text(LFS, "utf-8")
    assert "git lfs pull" in hook("bibtools-check").err
    (paper / "q.md").write_text("Words.\n", "utf-8")
    assert hook("bibtools-check") == Run(0, "", "")


def test_a_named_library_that_is_not_there_is_known(paper: Path, hook: Cli, cli: Cli) -> None:
    write(paper, p_tex=tex(), other_bib=entries(ONE))
    for _ in range(2):
        run = both(hook, cli)
        said = "p.tex names it, and there is no such file: if other.bib is meant, name that\n"
        assert (run.code, run.out, run.err.startswith(f"refs.bib: absent-library: {said}")) == (0, "", True)
    needed = "does not exist, and need not: no paper is cited by id\n"
    assert cli("sync", "--check").out == f"refs.bib: {needed}"


def test_where_no_source_is_part_of_a_paper_that_is_known(paper: Path, hook: Cli, cli: Cli) -> None:
    article = "\\documentclass{article}\n"
    write(paper, a__m_tex=article, b__m_tex=f"{article}arXiv:2101.00001\n")
    for _ in range(2):
        run = both(hook, cli)
        lines = run.err.splitlines()
        assert (run.code, run.out, len(lines)) == (0, "", 2)
        assert lines[0].startswith("b/m.tex: aside: its paper does not count: it names no library")
        assert lines[1].startswith("note: the 2 sources here are part of no paper (a/m.tex: it names no library")


def test_where_there_is_no_source_that_is_known(paper: Path, hook: Cli, cli: Cli) -> None:
    init(paper)
    for _ in range(2):
        run = both(hook, cli)
        assert (run.code, run.out, run.err.startswith("note: no source was found; ")) == (0, "", True)
    (paper / "p.tex").write_text(tex(ONE), "utf-8")
    (paper / "refs.bib").write_text(entries(ONE), "utf-8")
    assert "the hooks also leave out untracked ones" in hook("bibtools-check").err
    assert cli("check").err == ""
    track(paper)
    assert hook("bibtools-check") == Run(0, "", "")


def test_a_configured_paper_without_a_source_is_known(paper: Path, hook: Cli, cli: Cli) -> None:
    papers = '[[paper]]\nsources = ["one/"]\nbib = "refs.bib"\n[[paper]]\nsources = ["two/"]\nbib = "refs.bib"\n'
    write(paper, one__p_tex=tex(ONE), two__a_png="", refs_bib=entries(ONE), **{".bibtools_toml": papers})
    run = both(hook, cli)
    assert (run.code, run.err) == (0, "two: skipped: there is no source in it\n")


@pytest.mark.parametrize(
    ("named", "said"),
    thinned(
        [
            (["gone.tex"], "note: gone.tex was not checked: there is no such file\n"),
            (["paper/p.tex", "p.tex"], "note: paper/p.tex was not checked: there is no such file\n"),
            (["../p.tex"], "note: ../p.tex was not checked: it is not in this folder\n"),
            (["/etc/x.md"], "note: /etc/x.md was not checked: it is not in this folder\n"),
            (["p.tex", "refs.bib", "a.png", "gone.png", "", "deleted.md"], ""),
        ]
    ),
)
def test_names_of_files_that_are_not_looked_at_are_told(paper: Path, hook: Cli, named: list[str], said: str) -> None:
    write(paper, p_tex=tex(ONE), refs_bib=entries(ONE), a_png="", deleted_md="")
    (paper / "deleted.md").unlink()
    assert [hook("bibtools-check", *named) for _ in range(2)] == [Run(0, "", said)] * 2


def test_many_names_are_told_in_few_lines(paper: Path, hook: Cli) -> None:
    write(paper, p_tex=tex(ONE), refs_bib=entries(ONE))
    run = hook("bibtools-check", *(f"paper/{number}.tex" for number in range(20)))
    assert (run.err.count("\n"), "and 15 more" in run.err) == (6, True)


def test_a_file_may_be_named_by_its_whole_path(paper: Path, hook: Cli) -> None:
    write(paper, p_tex=tex(ONE), refs_bib=entries(ONE))
    (paper / "new.md").write_text(f"arXiv:{TWO}", "utf-8")
    assert hook("bibtools-check").code == 0
    assert hook("bibtools-check", os.path.realpath(paper / "new.md")).code == 1


TWO_PAPERS = {
    "one__p_tex": tex(ONE), "one__refs_bib": entries(),
    "two__p_tex": tex(TWO), "two__refs_bib": entries(),
}  # fmt: skip


@pytest.mark.parametrize(
    ("named", "papers"),
    thinned(
        [
            ([], ["one", "two"]),
            (["one/p.tex"], ["one"]),
            (["./two/p.tex"], ["two"]),
            (["two/refs.bib"], ["two"]),
            (["one/p.tex", "two/p.tex"], ["one", "two"]),
            (["setup.cfg"], ["one", "two"]),
            (["setup.cfg", "one/p.tex"], ["one"]),
        ]
    ),
)
def test_of_several_documents_those_of_the_named_files_are_told(
    paper: Path, hook: Cli, named: list[str], papers: list[str]
) -> None:
    write(paper, **TWO_PAPERS, setup_cfg="")
    run = hook("bibtools-check", *named)
    told = [line.partition("/")[0] for line in run.out.splitlines() if ": missing-paper: " in line]
    assert (run.code, told) == (1, papers)


def test_a_document_that_is_in_step_does_not_fail_for_another(paper: Path, hook: Cli) -> None:
    write(paper, **{**TWO_PAPERS, "one__refs_bib": entries(ONE)}, list_txt="\0a")
    (paper / "list.txt").write_bytes("arXiv\n".encode("utf-16-le"))
    run = hook("bibtools-check", "one/p.tex")
    assert (run.code, run.out) == (0, "")
    assert [hook("bibtools-check", *named).code for named in ([], ["one/p.tex"], ["two/p.tex"])] == [1, 0, 1]

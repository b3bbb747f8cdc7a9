"""The fast path: a paper that was in step is examined again where that may have changed, and never taken on trust."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from shutil import rmtree

import pytest
from commits import ENTRY, ONE, TWO, age, entries, git, init, state, tex, told, track, write
from conftest import Cli
from loopback import FakeArxiv, Paper
from row_tables import rarely, thinned
from staging import stage

from bibtools.app.check import Checking, check
from bibtools.app.source_files import SourceFiles
from bibtools.core.locations import cache_folder
from bibtools.files.write_access import by_user
from bibtools.hook import fast_path
from bibtools.hook.facts_cache import FactsCache
from bibtools.hook.fast_path import Call, divided, is_known_in_step, keep, kept
from bibtools.hook.git_index import index_times

CHECK = [sys.executable, "-c", "from bibtools.hook.start import check; check()"]


def put(name: str, text: str) -> Callable[[Path], None]:
    """Return a change: a file that is written, and not added to git."""

    def change(paper: Path) -> None:
        (paper / name).parent.mkdir(exist_ok=True)
        (paper / name).write_text(text, "utf-8")

    return change


def folder(name: str) -> Callable[[Path], None]:
    return lambda paper: (paper / name).mkdir()


def no_folder(name: str) -> Callable[[Path], None]:
    return lambda paper: rmtree(paper / name)


def gone(name: str) -> Callable[[Path], None]:
    def change(paper: Path) -> None:
        (paper / name).unlink()

    return change


def link_to(target: str) -> Callable[[Path], None]:
    return lambda path: path.symlink_to(target)


HELD = {"p_tex": tex(ONE), "refs_bib": entries(ONE)}
SECOND = {"refs_bib": "", "more_bib": entries(ONE)}
OTHER = ENTRY.format(key="a", id=ONE)
BIBLATEX = f"\\addbibresource{{{{refs.bib}}}}\n\\addglobalbib{{{{{{more}}}}}}\n\\cite{{{{{ONE}}}}}"
TABLE = '[[paper]]\nsources = ["p.tex", "{more}"]\nbib = "refs.bib"\n'


@pytest.mark.thinned(2)
@pytest.mark.parametrize(
    ("files", "arguments", "change", "code"),
    [
        # A source that git tracks and that was not there comes back.
        ({**HELD, "q_md": ""}, [], put("q.md", f"arXiv:{TWO}"), 1),
        rarely({**HELD, "q_md": ""}, [], put("q.md", "Words."), 0),
        # Libraries by any other name.
        ({"p_tex": tex(ONE), "refs_bibtex": entries(ONE)}, ["--bib", "refs.bibtex"], put("refs.bibtex", ""), 1),
        rarely({"p_tex": tex(ONE), "refs_BIB": entries(ONE)}, ["--bib", "refs.BIB"], put("refs.BIB", "words"), 1),
        # Names of libraries on other lines than the command, and commands of biblatex.
        (
            {"p_tex": f"\\bibliography{{refs,\n  more}}\n\\cite{{{ONE}}}", **SECOND},
            [],
            put("p.tex", f"\\bibliography{{refs,\n  less}}\n\\cite{{{ONE}}}"),
            1,
        ),
        (
            {"p_md": f"---\nbibliography:\n- refs.bib\n- more.bib\n---\n@{ONE}", **SECOND},
            [],
            put("p.md", f"---\nbibliography:\n- refs.bib\n- less.bib\n---\n@{ONE}"),
            1,
        ),
        rarely(
            {"p_tex": BIBLATEX.format(more="more.bib"), **SECOND},
            [],
            put("p.tex", BIBLATEX.format(more="less.bib")),
            1,
        ),
        # Libraries that are there, and then not, or the other way round.
        ({"p_tex": tex(ONE, bib="refs,more"), **SECOND}, [], gone("more.bib"), 1),
        rarely({"p_tex": tex(ONE, bib="refs,more"), "refs_bib": entries(ONE)}, [], put("more.bib", "@misc{a, b c}"), 1),
        rarely({"sub__p_tex": tex(ONE), "refs_bib": entries(ONE)}, [], put("sub/refs.bib", ""), 1),
        rarely(HELD, [], gone("refs.bib"), 1),
        # What was no text becomes one.
        ({**HELD, "q_txt": "\0"}, [], put("q.txt", f"arXiv:{TWO}"), 1),
        rarely({**HELD, "q_txt": "\0"}, [], put("q.txt", "\0\0"), 0),
        # Commands that a quick scan must know: an id is a key in them.
        ({"p_tex": tex(), "refs_bib": OTHER}, [], put("p.tex", tex() + f"\\Citet{{arXiv:{ONE}}}"), 1),
        rarely({"p_rst": "x", "refs_bib": OTHER}, ["--bib", "refs.bib"], put("p.rst", f"[arXiv:{ONE}]_"), 1),
        rarely({"p_tex": tex(), "refs_bib": OTHER}, [], put("p.tex", tex() + f"See arXiv:{ONE}."), 0),
        # An id that scanners read on behind signs that no eye sees; and a longer key.
        ({**HELD, "p_tex": f"See arXiv:{ONE}.\n{tex()}"}, [], put("p.tex", f"See arXiv:{ONE}\u200b5.\n{tex()}"), 1),
        rarely(HELD, [], put("p.tex", f"{tex()}\\cite{{{ONE}.pdf}}"), 1),
        # A key that is none: it stands within a field.
        (
            {"p_tex": tex() + f"See arXiv:{ONE}.", "refs_bib": f"{OTHER}@misc{{z, note = {{@misc{{{ONE},}}}}}}\n"},
            [],
            put("p.tex", f"{tex()}See arXiv:{ONE}. \\cite{{{ONE}}}"),
            1,
        ),
        # A library that dies or is ignored no more, and folders.
        (
            {**HELD, "z_bib": "", "p_tex": f"\\if\n1\n{tex()}\\fi\n\\cite{{{ONE}}}"},
            [],
            put("p.tex", f"\\if\n0\n{tex()}\\fi\n\\cite{{{ONE}}}"),
            2,
        ),
        ({"p_tex": tex(ONE, bib="refs,more"), "refs_bib": entries(ONE)}, [], folder("more.bib"), 0),
        ({**HELD, "sub__a_md": "", ".bibtools_toml": TABLE.format(more="sub")}, [], no_folder("sub"), 3),
        # Files of a paper that the configuration names, whatever their endings, and wherever they are.
        (
            {**HELD, "list_papers": "", ".bibtools_toml": TABLE.format(more="list.papers")},
            [],
            put("list.papers", f"arXiv:{TWO}"),
            1,
        ),
        (
            {**HELD, ".bibtools_toml": TABLE.format(more="../beside")},
            [],
            put("../beside/new.tex", f"arXiv:{TWO}"),
            1,
        ),
    ],
)  # fmt: skip
def test_a_change_is_noticed_where_it_matters(
    paper: Path,
    hook: Cli,
    files: dict[str, str],
    arguments: list[str],
    change: Callable[[Path], None],
    code: int,
) -> None:
    (paper.parent / "beside").mkdir()
    write(paper, **files)
    if "q_md" in files:
        (paper / "q.md").unlink()
    age(paper)
    for _ in range(2):
        run = hook("bibtools-check", *arguments)
        assert run.code == 0, run.out + run.err
    change(paper)
    age(paper)
    for _ in range(2):
        assert hook("bibtools-check", *arguments).code == code


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    ("more", "code"),
    [("chapters/", 3), ("*.tex", 3), ("p.tex", 0), ("sub", 0), ("gone.tex", 3)],
)
def test_sources_that_are_named_must_be_there(paper: Path, hook: Cli, more: str, code: int) -> None:
    toml = TABLE.format(more=more)
    write(paper, **HELD, sub__a_txt="", **{".bibtools_toml": toml})
    run = hook("bibtools-check")
    assert (run.code, told(run)) == (code, ["unread"] if code else []), run.out


def test_a_file_that_is_named_is_read_although_it_is_excluded(paper: Path, hook: Cli) -> None:
    toml = 'exclude = ["*.md"]\n' + TABLE.format(more="notes.md")
    write(paper, **HELD, notes_md=f"arXiv:{TWO}", **{".bibtools_toml": toml})
    assert [hook("bibtools-check").code, hook("bibtools-check", "--bib", "refs.bib").code] == [1, 0]


def test_a_library_that_git_does_not_track_is_no_part_of_the_commit(paper: Path, hook: Cli) -> None:
    write(paper, p_tex=tex(ONE), **{".gitignore": "made.bib\n"})
    (paper / "refs.bib").write_text(entries(ONE), "utf-8")
    (paper / "made.bib").write_text(entries(ONE), "utf-8")
    for _ in range(2):
        run = hook("bibtools-check")
        assert (run.code, told(run)) == (1, ["untracked-library"])
    assert "refs.bib: untracked-library: git does not track it, so commits lack it; run git add refs.bib" in run.out
    git(paper, "add", "refs.bib")
    assert hook("bibtools-check").code == 0
    assert hook("bibtools-check", "--bib", "made.bib").code == 0  # git ignores it


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["--bi", "refs.bib"], "--bi"), (["--form=json"], "--form=json"), (["-v"], "-v"), (["p.tex", "--x"], "--x")],
)
def test_options_are_not_abbreviated(paper: Path, hook: Cli, arguments: list[str], said: str) -> None:
    write(paper, **HELD)
    run = hook("bibtools-check", *arguments)
    assert (run.code, f"no such option: {said}; " in run.err) == (2, True), run.err


@pytest.mark.parametrize("name", thinned(["-n.tex", "-h.tex", "--", "a b.tex"]))
def test_a_file_may_look_like_an_option(paper: Path, hook: Cli, name: str) -> None:
    write(paper, **HELD)
    (paper / name).write_text("Words.", "utf-8")
    track(paper)
    assert [hook("bibtools-check", "p.tex", name).code for _ in range(2)] == [0, 0]


OPTIONS = ["--bib=../victim.bib", "--bib", "--bib=refs.bib", "--offline", "--format=json", "--help", "-h", "--version",
           "--", "--exclude=x/y.tex", "-q.tex", "--timeout=0", "--bare", "@file", "--nonsense", "-"]  # fmt: skip


@pytest.mark.thinned(2)
@pytest.mark.parametrize(
    ("program", "name"),
    [
        *(("bibtools-sync", each) for each in OPTIONS[:4]),
        *(("bibtools-check", each) for each in OPTIONS[6:10:3]),
        *(rarely("bibtools-sync", each) for each in OPTIONS[4:6]),
        *(rarely("bibtools-check", each) for each in [OPTIONS[5], *OPTIONS[7:9], *OPTIONS[10:]]),
    ],
)
def test_what_is_a_file_is_no_option(
    paper: Path, hook: Cli, loopback: dict[str, str], arxiv: FakeArxiv, program: str, name: str
) -> None:
    arxiv.know([Paper(TWO, "$(touch PWNED)")])
    victim = paper.parent / "victim.bib"
    victim.write_text("", "utf-8")
    write(paper, p_tex=tex(ONE, TWO), refs_bib=entries(ONE))
    (paper / name).parent.mkdir(exist_ok=True)
    (paper / name).write_text("Words.", "utf-8")
    track(paper)
    run = hook(program, name, "p.tex", **loopback)
    code = 3 if program == "bibtools-sync" and name == "--offline" else 1
    assert (run.code, victim.read_text("utf-8"), "Traceback" in run.err) == (code, "", False), run.err
    asks = program == "bibtools-sync" and name != "--offline"  # which is taken for the option, too
    assert (TWO in (paper / "refs.bib").read_text("utf-8")) == asks
    is_option = name.partition("=")[0] in {"--bib", "--offline", "--format", "--help", "-h", "--version", "--timeout",
                                           "--bare"}  # fmt: skip
    ours = program == "bibtools-sync" or name.partition("=")[0] not in {"--offline", "--timeout"}
    assert (f"{name} is the file of that name here" in run.err) == (is_option and ours)
    (paper / "refs.bib").write_text(entries(ONE, TWO), "utf-8")  # in step, and so by the fast path
    assert [hook(program, name, "p.tex").code for _ in range(2)] == [0, 0]


@pytest.mark.thinned(3)
@pytest.mark.parametrize("is_given", [True, False])
@pytest.mark.parametrize("is_there", [True, False])
def test_offline_is_kept_whatever_files_are_called(
    paper: Path, hook: Cli, loopback: dict[str, str], arxiv: FakeArxiv, is_there: bool, is_given: bool
) -> None:
    arxiv.know([Paper(ONE, "T"), Paper(TWO, "U")])
    write(paper, p_tex=tex(ONE), refs_bib="")
    if is_there:
        (paper / "--offline").write_text(f"arXiv:{TWO}", "utf-8")
        track(paper)
    arguments = [*(["--offline"] if is_given else []), *(["--offline"] if is_there else []), "p.tex"]
    run = hook("bibtools-sync", *arguments, **loopback)
    is_offline = is_given or is_there
    assert (run.code, bool(arxiv.requests)) == (3 if is_offline else 1, not is_offline)
    assert ("--offline is the file of that name here, and the option, too" in run.err) is is_there


def test_a_file_is_no_option_of_a_hook_that_has_none_of_that_name(paper: Path, hook: Cli) -> None:
    write(paper, p_tex=tex(ONE), refs_bib=entries(ONE))
    assert hook("bibtools-check", "--offline", "p.tex").code == 2
    (paper / "--offline").write_text("Words.", "utf-8")
    track(paper)
    assert [hook("bibtools-check", "--offline", "p.tex").code for _ in range(2)] == [0, 0]


@pytest.mark.parametrize(
    ("arguments", "files", "options"),
    [
        (["--bib", "a.bib", "p.tex"], [], ["--bib", "a.bib"]),
        (["--bib=a.bib", "p.tex"], ["--bib=b.bib"], ["--bib=a.bib"]),
        (["--offline", "p.tex", "--offline"], ["--offline"], ["--offline"]),
        (["--bare", "--help", "--offline"], ["--bare", "--help"], ["--bare", "--offline"]),
        (["--offline=", "--version"], ["--offline=", "--version"], []),
        (["--offline", "p.tex"], ["--offline/x.tex"], ["--offline"]),  # a folder: pre-commit names files
        (["--", "--bib=a.bib"], [], []),
        (["--", "--bib=a.bib"], ["--"], ["--bib=a.bib"]),
        (["-n.tex", "-h"], [], ["-h"]),
        (["-n.tex", "-h"], ["-h"], []),
    ],
)
def test_options_and_files_are_told_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], files: list[str], options: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in files:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("", "utf-8")
    assert divided(arguments)[0] == options


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_machines_get_a_document_every_time(paper: Path, hook: Cli, form: str) -> None:
    write(paper, **HELD)
    runs = [hook("bibtools-check", "--format", form) for _ in range(3)]
    assert all(run.code == 0 and run.json for run in runs)


def test_another_repository_is_another_paper(paper: Path, hook: Cli, tmp_path: Path) -> None:
    write(paper, **HELD)
    (paper / "q.md").write_text(f"arXiv:{TWO}", "utf-8")
    git(paper, "init", "-q", "--separate-git-dir", str(tmp_path / "other"))
    other = {"GIT_DIR": str(tmp_path / "more"), "GIT_WORK_TREE": str(paper)}
    subprocess.run(["git", "init", "-q"], env={**os.environ, **other}, cwd=paper, check=True)
    subprocess.run(["git", "add", "."], env={**os.environ, **other}, cwd=paper, check=True)
    assert [hook("bibtools-check", **settings).code for settings in ({}, other, {}, other)] == [0, 1, 0, 1]


@pytest.mark.thinned(3)
@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir, *map(link_to, ["sub", "/dev/zero", "nothing"])])
def test_what_is_no_file_is_no_source(paper: Path, hook: Cli, make: Callable[[Path], None]) -> None:
    write(paper, **HELD, q_md="", sub__a_md="")
    (paper / "q.md").unlink()
    make(paper / "q.md")
    assert [hook("bibtools-check").code for _ in range(2)] == [0, 0]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read anything")
def test_sources_that_nobody_lets_us_see_are_told(paper: Path, hook: Cli) -> None:
    write(paper, **HELD, sub__q_md=f"arXiv:{TWO}")
    (paper / "sub").chmod(0)
    run = hook("bibtools-check")
    (paper / "sub").chmod(0o755)
    assert (run.code, told(run)) == (3, ["unread"])


def test_an_id_of_the_future_is_one_of_the_present_some_day(paper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(paper, p_tex="arXiv:3001.00001", refs_bib=entries("3001.00001"))
    monkeypatch.chdir(paper)
    for day, code in ((date(2029, 12, 31), 1), (date(2030, 1, 2), 0), (date(2029, 12, 31), 0)):  # kept as it was read
        cache = FactsCache(str(paper / "state"))
        [outcome] = check(SourceFiles(("p.tex",)), by_user("refs.bib"), Checking(day, cache=cache))
        assert outcome.exit_code == code
        cache.write()


@pytest.mark.parametrize("suffix", [".state", ".json"])
def test_a_damaged_state_counts_for_nothing(paper: Path, hook: Cli, environ: dict[str, str], suffix: str) -> None:
    write(paper, p_tex=tex(ONE), q_tex=tex(ONE), refs_bib=entries(ONE))
    age(paper)
    assert [hook("bibtools-check").code for _ in range(2)] == [0, 0]
    [path] = Path(environ["BIBTOOLS_CACHE_DIR"], "hook").glob(f"*{suffix}")
    whole = path.read_bytes()
    assert kept(str(path)) is not None
    for damaged in (whole[:-60], whole[:-1], whole[:40], whole.replace(b"q.tex", b"r.tex"), whole + b"x", b"\xff" * 99):
        path.write_bytes(damaged)
        assert kept(str(path)) is None
        run = hook("bibtools-check")
        assert (run.code, run.err) == (0, "")
    write(paper, q_tex=tex(TWO))
    assert hook("bibtools-check").code == 1


def test_clearing_the_cache_clears_what_the_hooks_remember(
    paper: Path, hook: Cli, cli: Cli, environ: dict[str, str]
) -> None:
    write(paper, **HELD)
    assert hook("bibtools-check").code == 0
    assert cli("cache", "clear").code == 0
    assert list(Path(environ["BIBTOOLS_CACHE_DIR"], "hook").iterdir()) == []


@pytest.mark.slow
def test_a_repository_may_lie_anywhere(tmp_path: Path, environ: dict[str, str]) -> None:
    paper = tmp_path / os.fsdecode(b"caf\xe9\nnoir")
    paper.mkdir()
    write(paper, **HELD)
    for _ in range(2):
        done = subprocess.run(CHECK, cwd=paper, env=environ, capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (0, b"")
    write(paper, p_tex=tex(TWO))
    assert subprocess.run(CHECK, cwd=paper, env=environ, capture_output=True, check=False).returncode == 1


@pytest.mark.parametrize(
    ("files", "code"),
    thinned(
        [
            ({"p_tex": f"\\bibliography{{{'x' * 300}}}\narXiv:{ONE}"}, 1),
            ({"p_md": f'---\nbibliography: "a\0b.bib"\n---\narXiv:{ONE}'}, None),
            (
                {"p_ipynb": '{"cells": [{"cell_type": "raw", "source": "---\\nbibliography: a\\ud800.bib\\n---\\n"}]}'},
                None,
            ),
            ({".bibtools_toml": f"timeout = {'9' * 5000}"}, 2),
            ({".bibtools_toml": f"a = {'[' * 5000}"}, 2),
            ({".bibtools_toml": 'bib = "a\\u0000b"'}, 2),
            ({".bibtools_toml": 'exclude = ["[z"]', "p_tex": tex(ONE)}, 2),
            ({".bibtools_toml": '[[paper]]\nsources = ["a\\u0000b"]\nbib = "x.bib"'}, 2),
        ]
    ),
)
def test_no_traceback_is_shown(paper: Path, hook: Cli, cli: Cli, files: dict[str, str], code: int | None) -> None:
    write(paper, **files)
    for run in (hook("bibtools-check"), hook("bibtools-sync", "--offline"), cli("sync", "--check")):
        assert "Traceback" not in run.err
        assert run.code in {0, 1, 2, 3}
        assert code is None or run.code == code or run.err.startswith("bibtools"), run.err


@pytest.mark.thinned(3)
@pytest.mark.parametrize("make", [os.mkfifo, link_to("/dev/zero")])
@pytest.mark.parametrize("name", ["in", "-"])
def test_a_source_that_is_no_file_is_known(paper: Path, hook: Cli, make: Callable[[Path], None], name: str) -> None:
    write(paper, **HELD, **{".bibtools_toml": TABLE.format(more=name)})
    make(paper / "in")
    run = hook("bibtools-check")
    assert (run.code, told(run)) == (3, ["unread"])


def test_an_empty_name_is_no_file(paper: Path, hook: Cli) -> None:
    write(paper, **HELD)
    assert [hook("bibtools-check", "").code for _ in range(2)] == [0, 0]


def test_a_library_that_is_ignored_no_more_is_missed(paper: Path, hook: Cli) -> None:
    write(paper, p_tex=tex(ONE), **{".gitignore": "refs.bib\n"})
    (paper / "refs.bib").write_text(entries(ONE), "utf-8")
    age(paper)
    assert [hook("bibtools-check").code for _ in range(2)] == [0, 0]
    (paper / ".gitignore").write_text("", "utf-8")
    assert told(hook("bibtools-check")) == ["untracked-library"]


@pytest.mark.parametrize("program", ["bibtools-check", "bibtools-sync"])
def test_a_pointer_of_git_lfs_is_no_library(paper: Path, hook: Cli, program: str) -> None:
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{'0' * 64}\nsize 12\n"
    write(paper, p_tex=tex("1706.03762"), refs_bib=pointer)
    run = hook(program)
    assert (run.code, "run git lfs pull" in run.err) == (3, True)
    assert (paper / "refs.bib").read_text("utf-8") == pointer


def test_a_library_may_be_named_like_a_pattern(paper: Path, hook: Cli) -> None:
    write(paper, p_tex=tex(ONE, bib="refs[1]"), **{".gitignore": "refs?1?.bib\n"})
    (paper / "refs[1].bib").write_text(entries(ONE), "utf-8")
    (paper / "refs1.bib").write_text("", "utf-8")
    assert hook("bibtools-check").code == 0


def test_a_library_may_be_named_like_its_paper(paper: Path, hook: Cli, cli: Cli) -> None:
    write(paper, p_tex=tex(ONE, bib="\\jobname"), p_bib=entries(ONE))
    assert (hook("bibtools-check").code, cli("sync", "--check").code) == (0, 0)


def test_another_program_remembers_nothing(paper: Path, hook: Cli, environ: dict[str, str]) -> None:
    write(paper, **HELD)
    assert hook("bibtools-check").code == 0
    for path in Path(environ["BIBTOOLS_CACHE_DIR"], "hook").iterdir():
        path.write_bytes(path.read_bytes().replace(b" 10 ", b" 3 ", 1))
        assert kept(str(path)) is None


def test_a_folder_that_is_gone_is_known(paper: Path, environ: dict[str, str]) -> None:
    command = (
        f"mkdir gone; cd gone; rmdir ../gone; exec {sys.executable} -c 'from bibtools.hook.start import check; check()'"
    )
    done = subprocess.run(["sh", "-c", command], cwd=paper, env=environ, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.count("\n")) == (3, 1), done.stderr
    assert "cannot find out the current folder" in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device")
@pytest.mark.parametrize(
    ("streams", "said"), [(">/dev/full", "cannot write the output"), rarely(">&-", ""), ("2>&- >&-", "")]
)
def test_output_that_cannot_be_written_is_known(paper: Path, environ: dict[str, str], streams: str, said: str) -> None:
    write(paper, p_tex=tex(ONE), refs_bib="")
    command = f"{sys.executable} -c 'from bibtools.hook.start import check; check()' {streams}"
    done = subprocess.run(["sh", "-c", command], cwd=paper, env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == (3 if said else 1), done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("environ", "place"),
    [
        ({"BIBTOOLS_CACHE_DIR": "here"}, "here"),
        ({"XDG_CACHE_HOME": "/x"}, "/x/bibtools"),
        ({}, "/home/ada/.cache/bibtools"),
    ],
)
def test_the_cache_has_its_place(monkeypatch: pytest.MonkeyPatch, environ: dict[str, str], place: str) -> None:
    monkeypatch.setenv("HOME", "/home/ada")
    assert cache_folder(environ) == place


def test_without_a_home_nothing_is_kept_in_the_current_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "~")
    assert cache_folder({}).startswith("/dev/null/")


def outside(paper: Path, names: dict[str, str]) -> None:
    for name, text in names.items():
        put(name, text)(paper)


@pytest.mark.thinned(2)
@pytest.mark.parametrize(
    ("change", "code"),
    [
        (put("q.md", f"arXiv:{TWO}"), 1),
        rarely(put("sub/q.md", f"arXiv:{TWO}"), 1),
        rarely(put("sub/more.png", f"arXiv:{TWO}"), 0),
        rarely(put("p.aux", f"arXiv:{TWO}"), 0),
        rarely(put(".q.tex", f"arXiv:{TWO}"), 0),
        (put("sub/a.md", f"arXiv:{TWO}"), 1),
        rarely(put("new/q.md", f"arXiv:{TWO}"), 1),
        (put("../.bibtools.toml", "nonsense = 1"), 2),
        rarely(put("more.bib", ""), 0),
        (gone("refs.bib"), 1),
        rarely(gone("sub/a.md"), 0),
        rarely(lambda paper: (paper / "sub" / "a.md").rename(paper / "b.md"), 0),
        (lambda paper: (paper / "sub" / "list").rename(paper / "sub" / "list.md"), 1),
        (lambda paper: (paper / "q.md").symlink_to("sub/list"), 1),
        rarely(init, 0),
    ],
)
@pytest.mark.parametrize("old", [True, rarely(False)])
def test_outside_of_git_folders_tell_what_is_new(
    paper: Path, hook: Cli, environ: dict[str, str], change: Callable[[Path], None], code: int, old: bool
) -> None:
    outside(paper, {"p.tex": tex(ONE), "refs.bib": entries(ONE), "sub/a.md": "Words.", "sub/list": f"arXiv:{TWO}"})
    if old:
        for path in [paper, *paper.rglob("*")]:
            os.utime(path, (1, 1))
    for _ in range(3):
        assert hook("bibtools-check", "p.tex").code == 0
    assert state(environ) == [".json", ".state"]
    change(paper)
    for _ in range(2):
        run = hook("bibtools-check")
        assert run.code == code, run.out + run.err


def test_the_current_folder_may_become_part_of_a_repository(paper: Path, hook: Cli) -> None:
    outside(paper, {"p.tex": tex(ONE), "refs.bib": entries(ONE)})
    assert [hook("bibtools-check").code for _ in range(2)] == [0, 0]
    init(paper)
    stage(paper, "p.tex")
    assert told(hook("bibtools-check")) == ["untracked-library"]


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    ("settings", "is_known"),
    [
        ({"BIBINPUTS": "$MINE:", "MINE": "/a"}, True),
        ({"BIBINPUTS": "$MINE:", "MINE": "/a", "TERM": "other"}, True),
        ({"BIBINPUTS": "$MINE:", "MINE": "/b"}, False),
        ({"BIBINPUTS": "/a:", "MINE": "/a"}, False),
        ({"MINE": "/a"}, False),
        ({"BIBINPUTS": "$MINE:", "MINE": "/a", "TEXMFHOME": "/c"}, False),
    ],
)
def test_what_tex_would_find_elsewhere_is_looked_for_again(
    paper: Path,
    environ: dict[str, str],
    hook: Cli,
    monkeypatch: pytest.MonkeyPatch,
    settings: dict[str, str],
    is_known: bool,
) -> None:
    write(paper, **HELD)
    assert hook("bibtools-check", BIBINPUTS="$MINE:", MINE="/a").code == 0
    monkeypatch.chdir(paper)
    now = {name: value for name, value in environ.items() if not name.startswith(("BIBINPUTS", "TEXMF"))} | settings
    assert is_known_in_step(Call.of([], now)) is is_known


@pytest.mark.slow
def test_tex_is_asked_once_and_not_in_step(paper: Path, tmp_path: Path, environ: dict[str, str], hook: Cli) -> None:
    programs, library, asked = tmp_path / "programs", tmp_path / "lib" / "refs.bib", tmp_path / "asked"
    for each in (programs, library.parent):
        each.mkdir()
    library.write_text(entries(ONE), "utf-8")
    kpsewhich = programs / "kpsewhich"
    kpsewhich.write_text(
        f'#!/bin/sh\necho asked >> "{asked}"\nfor name do :; done\n'
        f'for name do case "$name" in refs.bib) echo "{library}";; *kpsewhich) echo "$name";; esac; done\n',
        "utf-8",
    )
    kpsewhich.chmod(0o755)
    write(paper, p_tex=tex(ONE))
    settings = {"PATH": f"{programs}:{environ['PATH']}"}
    assert [hook("bibtools-check", **settings).code for _ in range(3)] == [0, 0, 0]
    assert asked.read_text("utf-8") == "asked\n"
    library.write_text("", "utf-8")
    assert hook("bibtools-check", **settings).code == 1


@pytest.mark.slow
@pytest.mark.parametrize("change", [put("c/b.yml", "bibliography: c/other.bib"), gone("c/b.yml")])
def test_what_a_project_file_reads_is_noticed(paper: Path, hook: Cli, change: Callable[[Path], None]) -> None:
    files = {"_quarto.yml": "metadata-files: [c/b.yml]", "c/b.yml": "bibliography: c/refs.bib", "ch/a.qmd": f"[@{ONE}]"}
    for name, text in {**files, "c/refs.bib": entries(ONE), "c/other.bib": ENTRY.format(key="b", id=TWO)}.items():
        put(name, text)(paper)
    assert [hook("bibtools-check").code for _ in range(2)] == [0, 0]
    change(paper)
    assert hook("bibtools-check").code != 0


@pytest.mark.slow
def test_an_entry_is_noticed_that_nobody_cites_any_more(paper: Path, hook: Cli) -> None:
    rules = 'extend-select = ["unused-entry"]\nlevel = {unused-entry = "error"}\n'
    text = "\\documentclass{article}\n\\begin{document}\n\\cite{a}\n\\cite{b}\n\\bibliography{refs}\n\\end{document}\n"
    write(paper, p_tex=text, refs_bib="@misc{a,}\n@misc{b,}\n", _bibtools_toml=rules)
    age(paper)
    assert [hook("bibtools-check").code for _ in range(2)] == [0, 0]
    (paper / "p.tex").write_text(text.replace("\\cite{b}\n", ""), "utf-8")
    run = hook("bibtools-check")
    assert (run.code, told(run)) == (1, ["unused-entry"])


def test_nobody_else_says_that_a_paper_is_in_step(
    paper: Path, environ: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a sticky folder, such as /tmp, anybody may lay a state, or a folder for one that they swap for links."""
    monkeypatch.chdir(paper)
    shared = tmp_path / "shared"
    for mode, is_believed in ((0o700, True), (0o1777, False), (0o777, False), (0o1703, False)):
        shared.mkdir(exist_ok=True)
        shared.chmod(0o700)
        call = Call.of([], {**environ, "BIBTOOLS_CACHE_DIR": str(shared)})
        fast_path.write(call, "", index_times(call.environ, 0), [], [], [])
        before = sorted(shared.rglob("*"))
        shared.chmod(mode)
        call = Call.of([], {**environ, "BIBTOOLS_CACHE_DIR": str(shared)})
        assert is_known_in_step(call) is is_believed, oct(mode)
        fast_path.write(call, "", "", [], [], [])
        assert sorted(shared.rglob("*")) == before


def test_a_full_disk_leaves_nothing_beside_the_state(tmp_path: Path) -> None:
    """The limit on the sizes of files stands for the disk; it counts for this process alone."""
    path, before = str(tmp_path / "hook" / "x.state"), resource.getrlimit(resource.RLIMIT_FSIZE)
    keep(path, b"old")
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))
        keep(path, b"new" * 1000)
        with pytest.raises(TypeError):  # whatever else ends it
            keep(path, "no bytes")  # type: ignore[arg-type]
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
    assert (kept(path), os.listdir(tmp_path / "hook")) == (b"old", ["x.state"])

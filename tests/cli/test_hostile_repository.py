"""Whose files a run writes in a repository that nobody has vouched for: every attack has a canary outside."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from commits import init, track
from conftest import Cli
from loopback import FakeArxiv, Paper
from warm_process import WarmProcess

CANARY = "export SAFE=1\n"
ENTRY = "@misc{old, title = {Old}, eprint = {1412.6980}}\n"
TITLE = "$(touch PWNED)"
PAPER = "We build on arXiv:2101.00001.\n"


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def bib(path: str) -> dict[str, str]:
    return {".bibtools.toml": f'bib = "{path}"\n', "paper.tex": PAPER}


def papers(path: str, source: str = "paper.tex") -> dict[str, str]:
    return {".bibtools.toml": f'[[paper]]\nsources = ["{source}"]\nbib = "{path}"\n', "paper.tex": PAPER}


def tex(command: str) -> dict[str, str]:
    return {"paper.tex": f"{PAPER}{command}\n"}


# Files of a clone, links in it, and what must not be written; `{above}` is the folder that the clone lies in.
ATTACKS: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "configured": (bib("../.bashrc"), {}),
    "configured, absolute": (bib("{above}/.bashrc"), {}),
    "configured, by a folder": (bib("sub/../../.bashrc"), {}),
    "configured library of another": (bib("../other/refs.bib"), {}),
    "configured new library": (bib("../other/new.bib"), {}),
    "in pyproject.toml": ({"pyproject.toml": '[tool.bibtools]\nbib = "../.bashrc"\n', "paper.tex": PAPER}, {}),
    "a paper's": (papers("../.bashrc"), {}),
    "a paper's library of another": (papers("../other/refs.bib"), {}),
    "git's configuration": (bib(".git/config"), {}),
    "a hook of git's": (bib(".git/hooks/pre-commit"), {}),
    "a library in .git": (bib(".git/x.bib"), {}),
    "a hidden library": (bib(".x.bib"), {}),
    "a hidden folder": (bib(".ssh/a.bib"), {}),
    "a script inside": ({**bib("run.sh"), "run.sh": CANARY}, {}),
    "a link": (tex(r"\bibliography{refs}"), {"refs.bib": "../.bashrc"}),
    "a configured link": (bib("refs.bib"), {"refs.bib": "../.bashrc"}),
    "a link to another library": (bib("refs.bib"), {"refs.bib": "../other/refs.bib"}),
    "a link to a new library": (tex(r"\bibliography{refs}"), {"refs.bib": "../other/new.bib"}),
    "a link to a folder": (tex(r"\bibliography{lib/refs}"), {"lib": "../other"}),
    "a chain of links": (tex(r"\bibliography{refs}"), {"refs.bib": "one.bib", "one.bib": "../other/refs.bib"}),
    "a link to git's": (tex(r"\bibliography{refs}"), {"refs.bib": ".git/config"}),
    "TeX": (tex(r"\bibliography{../other/refs}"), {}),
    "TeX, absolute": (tex(r"\bibliography{{above}/other/refs}"), {}),
    "biblatex": (tex(r"\addbibresource{../other/refs.bib}"), {}),
    "biblatex, no library": (tex(r"\addbibresource{../.bashrc}"), {}),
    "front matter": ({"paper.md": f"---\nbibliography: ../other/refs.bib\n---\n{PAPER}"}, {}),
    "Typst": ({"paper.typ": f'#bibliography("../other/refs.bib")\n{PAPER}'}, {}),
    "a linked source": (tex(""), {"sub": "../far"}),
}


class Place:
    """A clone, and what lies around it and must stay as it is."""

    def __init__(self, clone: Path) -> None:
        self.clone, self.above = clone, clone.parent

    def build(self, files: dict[str, str], links: dict[str, str], *, tracked: bool) -> None:
        write(self.above / ".bashrc", CANARY)
        write(self.above / "other" / "refs.bib", ENTRY)
        write(self.above / "far" / "far.tex", f"{PAPER}\\bibliography{{victim}}")
        write(self.above / "far" / "victim.bib", ENTRY)
        for name, text in files.items():
            write(self.clone / name, text.replace("{above}", str(self.above)))
        for name, target in links.items():
            (self.clone / name).symlink_to(target)
        if tracked:
            init(self.clone)
            track(self.clone)

    def all(self) -> dict[str, bytes]:
        """Return what there is that no run may change: all but the cache and git's own index."""
        found = {str(path.relative_to(self.above)): path for path in self.above.rglob("*") if path.is_file()}
        return {
            name: path.read_bytes()
            for name, path in found.items()
            if not name.startswith("cache/") and not name.endswith(".git/index")
        }

    def foreign(self) -> dict[str, bytes]:
        """Return the same without what a run may write in the clone."""
        own = f"{self.clone.name}/"
        return {
            name: data
            for name, data in self.all().items()
            if not name.startswith(own) or name.removeprefix(own).startswith(".")
        }


@pytest.fixture
def place(paper: Path, arxiv: FakeArxiv) -> Place:
    arxiv.know([Paper("2101.00001", TITLE)])
    return Place(paper)


# One attack of each kind comes as an archive in every run, and all of them in the slow ones.
ARCHIVED = {"configured", "a paper's", "a hidden folder", "a link to another library", "a link to a folder", "TeX"}
ARRIVALS = [
    pytest.param(attack, tracked, marks=() if tracked or attack in ARCHIVED else pytest.mark.slow)
    for attack in ATTACKS
    for tracked in (True, False)
]


@pytest.mark.thinned(3)
@pytest.mark.parametrize(("attack", "tracked"), ARRIVALS)
def test_nothing_is_written_where_a_repository_says(
    place: Place, online: Cli, arxiv: FakeArxiv, attack: str, tracked: bool
) -> None:
    place.build(*ATTACKS[attack], tracked=tracked)
    before = place.all()
    run = online("sync")
    assert (place.all(), run.code, "Traceback" in run.err, arxiv.requests) == (before, 2, False, [])


@pytest.mark.thinned(3)
@pytest.mark.parametrize("option", ["--fill", "--diff", "--find", "--bare"])
def test_no_option_changes_that(place: Place, online: Cli, option: str) -> None:
    place.build(*ATTACKS["configured library of another"], tracked=True)
    before = place.all()
    assert (online("sync", option).code, place.all()) == (2, before)


@pytest.mark.thinned(3)
@pytest.mark.parametrize("program", ["bibtools-check", "bibtools-sync"])
@pytest.mark.parametrize("attack", ["configured", "a paper's", "a configured link", "a link to another library", "TeX"])
def test_nor_do_hooks_write_there(place: Place, hook: Cli, loopback: dict[str, str], attack: str, program: str) -> None:
    place.build(*ATTACKS[attack], tracked=True)
    before = place.all()
    run = hook(program, "paper.tex", **loopback)
    assert (place.all(), run.code > 0, "Traceback" in run.err) == (before, True, False)


@pytest.mark.slow
@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize(
    "command",
    [
        ("add", "2101.00001"),
        ("upgrade",),
        ("upgrade", "--undo", "old"),
        ("verify", "--fix", "--lock"),
        ("check", "--fix", "--select", "ALL"),
        ("report",),
    ],
    ids=" ".join,
)
def test_no_other_command_writes_there(place: Place, online: Cli, attack: str, command: tuple[str, ...]) -> None:
    place.build(*ATTACKS[attack], tracked=True)
    before = place.foreign()
    run = online(*command)
    assert (place.foreign(), "Traceback" in run.err) == (before, False)


def test_what_sources_cite_besides_is_verified_and_not_mended(place: Place, cli: Cli) -> None:
    known = "@misc{{{}, title={{Attention Is All You Need}}, author={{Vaswani, Ashish}}, eprint={{1706.03762}}}}\n"
    files = {"paper.tex": "\\cite{a,b}\\addbibresource{refs.bib}\\addbibresource{../other/more.bib}"}
    write(place.above / "other" / "more.bib", known.format("a"))
    place.build({**files, "refs.bib": known.format("b")}, {}, tracked=True)
    before = place.foreign()
    run = cli("verify", "--fix", "--lock", "--offline", "paper.tex")
    assert (place.foreign(), "fixed    b" in run.out, "left     a  it lies outside" in run.out) == (before, True, True)


@pytest.mark.skipif(os.name != "posix", reason="there is no such terminal")
@pytest.mark.slow
@pytest.mark.parametrize(
    "command",
    [
        ("check", "--fix", "--diff", "--select", "ALL"),
        ("check",),
        ("sync", "--diff", "--fill", "--offline"),
        ("upgrade", "--diff", "--offline"),
        ("verify", "--offline"),
        ("scan",),
        ("report",),
        ("report", "--out", "list.html"),
    ],
    ids=" ".join,
)
def test_nothing_of_a_library_commands_a_terminal(place: Place, command: tuple[str, ...]) -> None:
    evil = "\x1b]0;PWNED\x07\u202e\x9b31m"
    entries = (
        f"@article{{k{evil}, title={{{evil}}}, eprint={{2106.00134}}}}\n@misc{{dup, note={{{evil}}}}}\n@misc{{dup}}\n"
    )
    source = f"\\cite{{k{evil}, gone{evil}}} \\bibliography{{refs}} arXiv:9999.99999"
    place.build({f"paper{evil}.tex": source, "refs.bib": entries}, {}, tracked=True)
    shown = seen_on_a_terminal([sys.executable, "-m", "bibtools", *command], place.clone)
    assert (shown.strip() != "", [each for each in ("\x1b]0", "\x07\u202e", "\x9b") if each in shown]) == (True, [])


def seen_on_a_terminal(command: list[str], folder: Path) -> str:
    import pty  # there is none on Windows

    controlling, terminal = pty.openpty()
    environ = {**os.environ, "TERM": "xterm", "XDG_CACHE_HOME": str(folder.parent / "cache")}
    with subprocess.Popen(command, cwd=folder, stdout=terminal, stderr=terminal, stdin=terminal, env=environ):
        os.close(terminal)
        seen = b""
        with suppress(OSError):  # the end of a terminal
            while piece := os.read(controlling, 1 << 16):
                seen += piece
    os.close(controlling)
    return seen.decode("utf-8", "replace")


def test_the_line_to_paste_writes_there(place: Place, online: Cli) -> None:
    place.build(*ATTACKS["TeX"], tracked=True)
    said = online("sync").err
    assert "../other/refs.bib: it lies outside of the folder of the paper" in said
    assert said.rstrip().endswith("--bib ../other/refs.bib")
    assert online("sync", "--bib", "../other/refs.bib").code == 0
    assert "2101.00001" in (place.above / "other" / "refs.bib").read_text("utf-8")


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    "named", [r"\bibliography{../other/refs,refs}", r"\addbibresource{../other/refs.bib}\addbibresource{refs.bib}"]
)
@pytest.mark.parametrize("configured", ["", 'bib = "../other/refs.bib"\n'])
def test_a_library_outside_is_read_and_the_one_inside_written(
    place: Place, online: Cli, named: str, configured: str
) -> None:
    files = {
        "paper.tex": f"{PAPER} arXiv:1412.6980 \\cite{{old}} {named}",
        "refs.bib": "",
        ".bibtools.toml": configured,
    }
    place.build(files, {}, tracked=True)
    outside = (place.above / "other" / "refs.bib").read_bytes()
    run = online("sync")
    assert (run.code, (place.above / "other" / "refs.bib").read_bytes()) == (0, outside)
    text = (place.clone / "refs.bib").read_text("utf-8")
    assert ("2101.00001" in text, "1412.6980" in text, "old" in run.err) == (True, False, False)


def test_a_paper_that_a_library_outside_has_is_in_step(place: Place, online: Cli) -> None:
    place.build({**bib("../other/refs.bib"), "paper.tex": "arXiv:1412.6980 \\cite{old}"}, {}, tracked=True)
    assert (online("sync").code, online("sync", "--check").code) == (0, 0)


@pytest.mark.thinned(2)
@pytest.mark.parametrize(
    ("files", "links", "written"),
    [
        (bib("refs.bib"), {}, "refs.bib"),
        (bib("lib/refs.bib"), {}, "lib/refs.bib"),
        (tex(r"\bibliography{refs}"), {"refs.bib": "lib/refs.bib"}, "lib/refs.bib"),
        (tex(r"\addbibresource{lib/refs.bib}"), {}, "lib/refs.bib"),
        ({"lib/paper.tex": f"{PAPER}\\bibliography{{../refs}}"}, {}, "refs.bib"),
        ({"lib/paper.md": f"---\nbibliography: refs.bib\n---\n{PAPER}"}, {}, "lib/refs.bib"),
    ],
)
@pytest.mark.parametrize("tracked", [True, pytest.param(False, marks=pytest.mark.slow)])
def test_what_stays_inside_is_written(
    place: Place, online: Cli, files: dict[str, str], links: dict[str, str], written: str, tracked: bool
) -> None:
    place.build({**files, "lib/keep.txt": ""}, links, tracked=tracked)
    if links or "lib/paper.md" in files:
        write(place.clone / written, "")
    assert online("sync").code == 0
    assert "2101.00001" in (place.clone / written).read_text("utf-8")
    assert all((place.clone / name).is_symlink() for name in links)


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    ("here", "arguments", "code"),
    [
        (".", ["sync", "chapters/main.tex"], 0),
        ("chapters", ["sync", "main.tex"], 2),  # without git nothing shows that the folder above belongs to it
        ("chapters", ["sync", "../root.tex"], 0),
        ("far", ["sync", "../chapters/main.tex"], 2),
    ],
)
def test_without_git_the_folder_of_run_or_document_is_the_limit(
    place: Place,
    warm: WarmProcess,
    environ: dict[str, str],
    loopback: dict[str, str],
    here: str,
    arguments: list[str],
    code: int,
) -> None:
    files = {"refs.bib": "", "chapters/main.tex": f"{PAPER}\\bibliography{{../refs}}", "far/x.txt": "",
             "root.tex": f"{PAPER}\\bibliography{{refs}}"}  # fmt: skip
    place.build(files, {}, tracked=False)
    run = warm.run(tuple(arguments), place.clone / here, {**environ, **loopback}, "")
    assert (run.code, "2101" in (place.clone / "refs.bib").read_text("utf-8")) == (code, code == 0)


@pytest.mark.parametrize("tracked", [True, False])
def test_the_users_link_to_a_library_elsewhere_is_the_users_word(place: Place, online: Cli, tracked: bool) -> None:
    place.build(tex(""), {"refs.bib": "../other/refs.bib", "shell.bib": "../.bashrc"}, tracked=tracked)
    assert online("sync", "--bib", "shell.bib").code in {2, 3}
    assert (place.above / ".bashrc").read_text("utf-8") == CANARY
    assert online("sync", "--bib", "refs.bib").code == 0
    assert (place.clone / "refs.bib").is_symlink()
    assert "2101.00001" in (place.above / "other" / "refs.bib").read_text("utf-8")

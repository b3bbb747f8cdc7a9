"""Git in a repository that nobody vouches for: what it brings runs nothing and leads nowhere.

Every attack leaves a canary, a file that only the attacker's command makes.
"""

from __future__ import annotations

import contextlib
import os
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copytree, rmtree

import pytest
from commits import init
from conftest import Cli
from staging import commit, stage

from bibtools.files import git, worktree
from bibtools.files.pathnames import in_work_tree
from bibtools.files.program import Bounds
from bibtools.files.walking import Walk, walk
from bibtools.files.worktree import boundary

SUFFIXES = frozenset({".tex", ".md"})
ALL = ("--cached", "--others", "--exclude-standard")


@pytest.fixture
def canary(tmp_path: Path) -> Path:
    return tmp_path / "PWNED"


@pytest.fixture
def attack(tmp_path: Path, canary: Path) -> str:
    """A program that an attacker has brought; whatever runs it, with whatever arguments, makes the canary."""
    program = tmp_path / "attack"
    program.write_text(f"#!/bin/sh\ntouch {canary}\nexit 1\n", "utf-8")
    program.chmod(0o755)
    return str(program)


@pytest.fixture
def repository(paper: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A work tree with a source, which is the current folder."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    with contextlib.chdir(paper):
        init(paper)
        make("a.tex", "sub/b.tex")
        stage(paper)
        yield paper


def run(*arguments: str) -> None:
    identity = ["-c", "user.name=Ida", "-c", "user.email=ida@example.org"]
    subprocess.run(["git", *identity, *arguments], check=True, capture_output=True)


def plain_git(*arguments: str) -> None:
    """Run git as anybody would: what an attack does then is what it must not do here."""
    subprocess.run(["git", *arguments], check=False, capture_output=True, stdin=subprocess.DEVNULL, timeout=20)


def make(*paths: str) -> None:
    for path in paths:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text("x", encoding="utf-8")


def configure(text: str, place: str = ".git/config") -> None:
    with Path(place).open("a", encoding="utf-8") as stream:
        stream.write(text)


def bare(folder: Path, attack: str) -> None:
    """Commit a repository inside of another, as its files: git takes such a folder for one."""
    for name, text in {
        "HEAD": "ref: refs/heads/main\n",
        "objects/.keep": "",
        "refs/.keep": "",
        "config": "[core]\n\trepositoryformatversion = 0\n\tbare = false\n"
        f'\tworktree = "."\n\tfsmonitor = "{attack}"\n',
        "figure.tex": "arXiv:2101.00001\n",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")


def walked(*given: str) -> Walk:
    return walk(given or (".",), SUFFIXES)


def notes(walk: Walk) -> str:
    assert not any(each.failed for each in walk.unread)
    return "\n".join(f"{each.path}: {each.reason}" for each in walk.unread)


def test_a_repository_inside_of_the_work_tree_is_a_folder(repository: Path, canary: Path, attack: str) -> None:
    bare(repository / "figures", attack)
    stage(repository)
    plain_git("-C", "figures", "ls-files")
    assert canary.exists()
    canary.unlink()
    assert walked("figures") == Walk(("figures/figure.tex",), (), None)
    assert walked("figures/refs").paths == ()
    with contextlib.chdir("figures"):
        assert walked().paths == ("figure.tex",)
        assert in_work_tree("../refs.bib") == "refs.bib"
        assert in_work_tree("new.bib") == "figures/new.bib"
    assert not canary.exists()


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    "arguments",
    [
        ["scan", "figures"],
        ["sync", "--offline", "--diff", "figures"],
        ["sync", "--offline", "--diff"],
        ["sync", "--offline", "--check"],
    ],
)
def test_no_command_runs_what_a_folder_says(
    repository: Path, canary: Path, attack: str, cli: Cli, arguments: list[str]
) -> None:
    bare(repository / "figures", attack)
    configure('[[paper]]\nsources = ["figures/"]\nbib = "refs.bib"\n', ".bibtools.toml")
    make("refs.bib")
    stage(repository)
    ended = cli(*arguments)
    assert "2101.00001" in ended.out + ended.err
    assert not canary.exists()


@pytest.mark.thinned(3)
@pytest.mark.parametrize("program", ["bibtools-check", "bibtools-sync"])
@pytest.mark.parametrize("folder", [".", "figures"])
def test_no_hook_runs_what_a_folder_says(
    repository: Path, canary: Path, attack: str, hook: Cli, program: str, folder: str
) -> None:
    bare(repository / "figures", attack)
    make("refs.bib", "figures/refs.bib")
    stage(repository)
    for _ in range(2):
        ended = hook(program, "--bib", "refs.bib", folder=folder)
        assert "2101.00001" in ended.out + ended.err
    assert not canary.exists()


SETTINGS = {
    "fsmonitor": '[core]\n\tfsmonitor = "{attack}"\n',
    "fsmonitor with words": '[core]\n\tfsmonitor = "{attack}; false"\n\tfsmonitorHookVersion = 1\n',
    "hooks": '[core]\n\thooksPath = "{folder}/hooks"\n',
    "pager": '[core]\n\tpager = "{attack}"\n[pager]\n\tls-files = "{attack}"\n\tconfig = "{attack}"\n',
    "alias": '[alias]\n\tls-files = "!{attack}"\n\tconfig = "!{attack}"\n\trev-parse = "!{attack}"\n',
    "filter": '[filter "x"]\n\tclean = "{attack}"\n\tsmudge = "{attack}"\n\tprocess = "{attack}"\n\trequired = true\n',
    "textconv": '[diff "x"]\n\ttextconv = "{attack}"\n\tcommand = "{attack}"\n[diff]\n\texternal = "{attack}"\n',
    "helpers": '[core]\n\tsshCommand = "{attack}"\n\taskPass = "{attack}"\n\tgitProxy = "{attack}"\n'
    '\teditor = "{attack}"\n\talternateRefsCommand = "{attack}"\n[credential]\n\thelper = "!{attack}"\n',
    "trace": '[trace2]\n\tnormalTarget = "{canary}"\n\teventTarget = "{canary}"\n\tperfTarget = "{canary}"\n',
    "include": '[include]\n\tpath = "{folder}/more"\n',
    "conditional include": '[includeIf "gitdir:/**"]\n\tpath = "{folder}/more"\n',
    "own configuration of a work tree": "[extensions]\n\tworktreeConfig = true\n",
    "bare": '[core]\n\tbare = true\n\tfsmonitor = "{attack}"\n',
    "work tree": '[core]\n\tworktree = /\n\tfsmonitor = "{attack}"\n',
    "work tree inside": '[core]\n\tworktree = ../sub\n\tfsmonitor = "{attack}"\n',
    "excludes": '[core]\n\texcludesFile = "{folder}/pipe"\n\tattributesFile = "{folder}/pipe"\n',
    "excluding everything": '[core]\n\texcludesFile = "{folder}/everything"\n',
    "submodules": '[submodule]\n\trecurse = true\n[submodule "sub"]\n\tactive = true\n\tupdate = "!{attack}"\n',
}


@pytest.mark.thinned(3)
@pytest.mark.parametrize("setting", SETTINGS)
def test_the_configuration_of_a_repository_runs_nothing(
    repository: Path, tmp_path: Path, canary: Path, attack: str, setting: str
) -> None:
    """An archive may bring a `.git` of its own."""
    folder = tmp_path / "theirs"
    make(str(folder / "hooks" / "x"))
    for name in ("post-index-change", "reference-transaction", "query-watchman", "fsmonitor-watchman"):
        (folder / "hooks" / name).symlink_to(attack)
        (repository / ".git" / "hooks" / name).unlink(missing_ok=True)
        (repository / ".git" / "hooks" / name).symlink_to(attack)
    os.mkfifo(folder / "pipe")
    (folder / "everything").write_text("*\n", "utf-8")
    configure(f'[core]\n\tfsmonitor = "{attack}"\n', str(folder / "more"))
    configure(f'[core]\n\tfsmonitor = "{attack}"\n', ".git/config.worktree")
    configure(SETTINGS[setting].format(attack=attack, canary=canary, folder=folder))
    make("c.tex")
    (repository / ".gitattributes").write_text("*.tex filter=x diff=x\n", "utf-8")
    assert walked() == Walk(("a.tex", "c.tex", "sub/b.tex"), (), None)
    assert walked("sub").paths == ("sub/b.tex",)
    assert git.ls_files(".", os.environ, "--cached").output == b"a.tex\0sub/b.tex\0"
    assert not canary.exists()


def test_a_partial_clone_fetches_nothing(repository: Path, canary: Path, attack: str) -> None:
    commit(repository)
    run("sparse-checkout", "set", "--cone", "--sparse-index", "other")
    tree = subprocess.run(["git", "rev-parse", "HEAD:sub"], capture_output=True, text=True, check=True).stdout.strip()
    (repository / ".git" / "objects" / tree[:2] / tree[2:]).unlink()
    configure(
        "[core]\n\trepositoryformatversion = 1\n[extensions]\n\tpartialClone = origin\n[protocol]\n\tallow = always\n"
        '[protocol "ext"]\n\tallow = always\n'
        f'[remote "origin"]\n\tpromisor = true\n\turl = "ext::{attack} x"\n\tuploadpack = "{attack}"\n'
    )
    plain_git("ls-files")
    assert canary.exists()
    canary.unlink()
    assert walked().paths[:1] == ("a.tex",)
    assert not canary.exists()


@pytest.mark.parametrize(
    "name", ["HEAD", "config", "config.worktree", "index", "info/exclude", "info/sparse-checkout", "commondir"]
)
@pytest.mark.parametrize("what", ["pipe", "/dev/zero", "/dev/tty"])
def test_a_repository_of_pipes_and_devices_is_not_waited_for(repository: Path, name: str, what: str) -> None:
    path = repository / ".git" / name
    path.unlink(missing_ok=True)
    os.mkfifo(path) if what == "pipe" else path.symlink_to(what)
    found = walked()
    assert found.paths == ("a.tex", "sub/b.tex")
    assert f"{name} is not a regular file" in notes(found)


@pytest.mark.parametrize("name", ["config", "info/exclude"])
def test_nor_is_that_of_a_linked_work_tree(repository: Path, tmp_path: Path, name: str) -> None:
    commit(repository)
    run("worktree", "add", "-q", str(tmp_path / "linked"))
    (repository / ".git" / name).unlink()
    os.mkfifo(repository / ".git" / name)
    with contextlib.chdir(tmp_path / "linked"):
        found = walked()
        assert found.paths == ("a.tex", "sub/b.tex")
        assert f"{name} is not a regular file" in notes(found)


@pytest.mark.parametrize(("name", "folder"), [(".gitignore", "."), (".gitignore", "sub"), ("sub/.gitignore", "sub")])
def test_patterns_near_at_hand_are_looked_at_before_git_is_started(repository: Path, name: str, folder: str) -> None:
    os.mkfifo(repository / name)
    assert f"{name} is not a regular file" in notes(walked(folder))


def included(folder: Path) -> None:
    os.mkfifo(folder / ".git" / "more")
    configure("[include]\n\tpath = more\n")


def shared_index(folder: Path) -> None:
    run("update-index", "--split-index")
    for path in (folder / ".git").glob("sharedindex.*"):
        path.unlink()
        os.mkfifo(path)


def inner_repository(folder: Path) -> None:
    make("inner/i.tex")
    init(folder / "inner")
    (folder / "inner" / ".git" / "HEAD").unlink()
    os.mkfifo(folder / "inner" / ".git" / "HEAD")


WAITING: dict[str, Callable[[Path], None]] = {
    "patterns of a folder": lambda folder: os.mkfifo(folder / "sub" / ".gitignore"),
    "an included configuration": included,
    "a repository inside": inner_repository,
    "a shared index": shared_index,
}


@pytest.mark.thinned(3)
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells that a process waits")
@pytest.mark.parametrize("what", WAITING)
def test_what_git_waits_for_ends_and_is_waited_for_once(repository: Path, what: str) -> None:
    WAITING[what](repository)
    bounds = Bounds(seconds=60, idle=0.3)
    answer = git.ls_files(".", os.environ, *ALL, bounds=bounds)
    assert answer.output is None
    assert "such as a named pipe" in answer.refusal
    with counted_starts() as starts:
        found = walked()
        assert git.ls_files("sub", os.environ, "--cached").refusal == answer.refusal
        assert git.ignored(".", os.environ, ["a.tex"]) == frozenset()
    assert (found.paths[0], starts) == ("a.tex", [])
    assert answer.refusal in notes(found)


@contextlib.contextmanager
def counted_starts() -> Iterator[list[str]]:
    """Give the programs that are started meanwhile."""
    starts: list[str] = []
    LISTENERS.append(starts)
    yield starts
    LISTENERS.remove(starts)


LISTENERS: list[list[str]] = []


def heard(event: str, arguments: tuple[object, ...]) -> None:
    if event == "os.posix_spawn":
        for each in LISTENERS:
            each.append(str(arguments[0]))


sys.addaudithook(heard)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells that a process waits")
@pytest.mark.parametrize(
    ("script", "idle"),
    [("while :; do :; done", 0.2), pytest.param("while sleep 0.1; do :; done", 3.0, marks=pytest.mark.slow)],
)
def test_a_git_that_works_is_not_taken_for_one_that_waits(
    repository: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, script: str, idle: float
) -> None:
    program = tmp_path / "bin" / "git"
    make(str(program))
    program.chmod(0o755)
    program.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    seconds = idle + 0.3
    answer = git.ls_files(str(repository), os.environ, "--cached", bounds=Bounds(seconds=seconds, idle=idle))
    assert answer.refusal == f"it takes too long ({seconds:g} s)"


@pytest.mark.usefixtures("repository")
def test_what_git_prints_is_bounded() -> None:
    make(*(f"{number:03}{'x' * 90}.tex" for number in range(100)))
    assert len(git.ls_files(".", os.environ, *ALL, bounds=Bounds(largest=50_000)).output or b"") > 9_000
    answer = git.ls_files(".", os.environ, *ALL, bounds=Bounds(largest=5_000))
    assert answer.refusal == "it lists more than 0.005 MB of names"


def test_a_file_may_name_the_folder_of_git(repository: Path, tmp_path: Path, canary: Path, attack: str) -> None:
    (repository / ".git").rename(tmp_path / "elsewhere")
    configure(f'[core]\n\tfsmonitor = "{attack}"\n\tworktree = /\n', str(tmp_path / "elsewhere" / "config"))
    (repository / ".git").write_text("gitdir: ../elsewhere\n", "utf-8")
    make("c.tex")
    assert walked() == Walk(("a.tex", "c.tex", "sub/b.tex"), (), None)
    assert not canary.exists()


@pytest.mark.parametrize("text", ["gitdir: nowhere\n", "gitdir: .\n", "nonsense", "", "gitdir: /dev/zero\n"])
def test_a_file_that_names_no_repository_is_told(repository: Path, text: str) -> None:
    (repository / ".git").rename(repository / ".moved")
    (repository / ".git").write_text(text, "utf-8")
    found = walked()
    assert found.paths == ("a.tex", "sub/b.tex")
    assert "git does not list it" in notes(found)


@pytest.mark.thinned(3)
@pytest.mark.parametrize("names", [["../out.tex"], ["sub/../../out.tex"], ["{outside}/out.tex"], ["link/out.tex"]])
def test_a_made_up_index_leads_nowhere(repository: Path, tmp_path: Path, names: list[str]) -> None:
    make("../out.tex", "../elsewhere/out.tex")
    (repository / "link").symlink_to("../elsewhere")
    [name] = [each.format(outside=tmp_path) for each in names]
    index = repository / ".git" / "index"
    make("s" * len(name))
    stage(repository)
    data = index.read_bytes().replace(b"s" * len(name), name.encode())
    index.write_bytes(data[:-20] + bytes(20))  # git takes a checksum of zeros for none
    run("ls-files")
    found = walked()
    assert [path for path in found.paths if "out.tex" in path] == []


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ({}, ["a.tex", "sub/b.tex"]),
        ({"GIT_DIR": ".git"}, ["a.tex", "sub/b.tex"]),
        ({"GIT_DIR": "{top}/.git"}, ["a.tex", "sub/b.tex"]),
        ({"GIT_DIR": "{top}/.git", "GIT_WORK_TREE": "."}, ["a.tex", "sub/b.tex"]),
        ({"GIT_DIR": "{other}/.git"}, ["z.tex"]),
        ({"GIT_DIR": "{other}/.git", "GIT_WORK_TREE": "{other}"}, ["a.tex", "sub/b.tex"]),
        ({"GIT_INDEX_FILE": "{other}/.git/index"}, ["z.tex"]),
        ({"GIT_INDEX_FILE": ".git/index"}, ["a.tex", "sub/b.tex"]),
        ({"GIT_WORK_TREE": "/"}, ["a.tex", "sub/b.tex"]),
        ({"GIT_COMMON_DIR": "{other}/.git", "GIT_OBJECT_DIRECTORY": "/nowhere"}, ["a.tex", "sub/b.tex"]),
        ({"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "core.fsmonitor", "GIT_CONFIG_VALUE_0": "{attack}"},
         ["a.tex", "sub/b.tex"]),
        ({"GIT_CONFIG_PARAMETERS": "'core.fsmonitor={attack}'"}, ["a.tex", "sub/b.tex"]),
        ({"GIT_EXEC_PATH": "{top}", "GIT_PAGER": "{attack}", "GIT_SSH": "{attack}"}, ["a.tex", "sub/b.tex"]),
        ({"GIT_TRACE": "{canary}", "GIT_TRACE2": "{canary}", "GIT_TRACE2_EVENT": "{canary}"}, ["a.tex", "sub/b.tex"]),
    ],
)  # fmt: skip
def test_the_environment_names_repositories_and_nothing_else(
    repository: Path, tmp_path: Path, canary: Path, attack: str, named: dict[str, str], expected: list[str]
) -> None:
    other = tmp_path / "other"
    make(str(other / "z.tex"))
    init(other)
    stage(other)
    values = {"top": str(repository), "other": str(other), "attack": attack, "canary": str(canary)}
    environ = os.environ | {name: value.format(**values) for name, value in named.items()}
    output = git.ls_files(".", environ, "--cached").output or b""
    assert os.fsdecode(output).split("\0")[:-1] == expected
    # What is in another work tree is that one's, whatever repository and index the environment names for this one.
    assert git.ls_files(str(other), environ, "--cached").output == b"z.tex\0"
    assert not canary.exists()


def test_a_linked_work_tree_is_its_own(repository: Path, tmp_path: Path) -> None:
    commit(repository)
    run("worktree", "add", "-q", str(tmp_path / "linked"))
    with contextlib.chdir(tmp_path / "linked"):
        make("sub/new.tex")
        for environ in (os.environ, os.environ | {"GIT_DIR": str(repository / ".git" / "worktrees" / "linked")}):
            assert git.ls_files("sub", environ, *ALL).output == b"new.tex\0b.tex\0"
            assert git.ls_files(".", environ, "--cached").output == b"a.tex\0sub/b.tex\0"


def test_a_relative_name_holds_where_git_gave_it(repository: Path, tmp_path: Path) -> None:
    (repository / ".git").rename(tmp_path / "elsewhere.git")  # as `git --git-dir=../elsewhere.git commit` has it
    environ = os.environ | {"GIT_DIR": "../elsewhere.git"}
    for folder, tree in (("", {}), ("sub", {}), ("", {"GIT_WORK_TREE": "."}), ("sub", {"GIT_WORK_TREE": "."})):
        with contextlib.chdir(repository / folder):
            found = worktree.find("", environ | tree)
            assert found is not None
            assert (found.top, found.git_dir) == (str(repository), str(tmp_path / "elsewhere.git"))
    with contextlib.chdir(repository / "sub"):
        assert git.ls_files(".", environ, "--cached").output == b"b.tex\0"


@pytest.mark.usefixtures("repository")
def test_a_repository_inside_another_is_walked_where_it_is_named() -> None:
    make("nested/n.tex")
    init(Path("nested"))
    assert walked().paths == ("a.tex", "sub/b.tex")
    assert walked("nested").paths == ("nested/n.tex",)


def test_a_folder_called_git_that_is_no_repository_is_passed_over(repository: Path) -> None:
    make("sub/.git/config", "sub/.git/HEAD")
    found = worktree.find("sub", os.environ)
    assert found is not None
    assert found.top == str(repository)


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    ("vouched", "trusted"),
    [
        ([], False),
        (["*"], True),
        (["{top}"], True),
        (["{top}/"], True),
        (["{above}/*"], True),
        (["{above}"], False),
        (["{top}x"], False),
        (["{top}/*"], False),
        (["*", ""], False),
        (["", "{top}"], True),
    ],
)
def test_a_repository_of_another_user_is_refused_unless_the_user_vouches_for_it(
    repository: Path, tmp_path: Path, vouched: list[str], trusted: bool
) -> None:
    values = {"top": str(repository), "above": str(tmp_path)}
    lines = "".join(f'\tdirectory = "{each.format(**values)}"\n' for each in vouched)
    (tmp_path / "gitconfig").write_text(f"[safe]\n{lines}", "utf-8")
    configure(f'[safe]\n\tdirectory = "*"\n\tdirectory = "{repository}"\n')  # what it says of itself is no word
    found = worktree.Repository(str(repository / ".git"), str(repository))
    refusal = git.refused(found, os.environ, os.geteuid() + 1)
    assert (refusal == "") is trusted
    assert trusted or f"git config --global --add safe.directory {repository}" in refusal
    assert git.refused(found, os.environ, os.geteuid()) == ""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")
@pytest.mark.usefixtures("repository")
def test_a_repository_of_another_user_is_walked_without_git(canary: Path, attack: str) -> None:
    configure(f'[core]\n\tfsmonitor = "{attack}"\n')
    os.chown(".git", 65534, 65534)
    found = walked()
    assert found.paths == ("a.tex", "sub/b.tex")
    assert "belongs to another user" in notes(found)
    assert not canary.exists()


@pytest.mark.usefixtures("repository")
def test_a_repository_is_walked_by_its_ignore_files_where_there_is_no_git(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    make("build/c.tex", "kept.tex")
    Path(".gitignore").write_text("build/\n*.md\n", "utf-8")
    monkeypatch.setenv("PATH", str(tmp_path))
    found = walked()
    assert found.paths == ("a.tex", "kept.tex", "sub/b.tex")
    assert "there is no program git in the folders of PATH" in notes(found)


@pytest.mark.usefixtures("repository")
def test_the_user_may_let_git_ignore_files_everywhere(tmp_path: Path) -> None:
    make("c.tex", "d.md")
    (tmp_path / "ignored").write_text("*.md\n", "utf-8")
    (tmp_path / "gitconfig").write_text(f'[core]\n\texcludesFile = "{tmp_path}/ignored"\n', "utf-8")
    assert walked().paths == ("a.tex", "c.tex", "sub/b.tex")


@pytest.mark.parametrize("path", ["", ".", ":", "sub", "{top}/sub:."])
def test_git_is_not_looked_for_in_the_current_folder(
    repository: Path, canary: Path, attack: str, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    for name in ("git", "sub/git.exe"):
        (repository / name).symlink_to(attack)
    monkeypatch.setenv("PATH", path.format(top=repository))
    found = walked()
    assert found.paths == ("a.tex", "sub/b.tex")
    assert not canary.exists()


@pytest.mark.usefixtures("repository")
def test_a_git_that_does_not_start_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "bin" / "git"
    make(str(program))
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent))
    found = walked()
    assert found.paths == ("a.tex", "sub/b.tex")
    assert "it does not start" in notes(found)
    program.write_text("#!/bin/sh\necho 'fatal: \033[31mno' >&2\nexit 7\n", "utf-8")
    assert "no" in notes(walked())


@pytest.mark.parametrize(
    "script",
    ["sleep 60", "sleep 60 & exit 0", "exec >&- 2>&-; sleep 60", "yes", "yes >&2", "cat /dev/tty; cat; sleep 60"],
)
def test_whatever_git_does_ends_in_time(
    repository: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, script: str
) -> None:
    """A program of the user's that is called git, since no repository makes git wait this well."""
    program = tmp_path / "bin" / "git"
    make(str(program))
    program.chmod(0o755)
    program.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    begun = time.monotonic()
    bounds = Bounds(seconds=0.4, largest=1_000_000)
    answer = git.ls_files(str(repository), os.environ, "--cached", bounds=bounds)
    assert answer.output is None
    assert answer.refusal in {"it takes too long (0.4 s)", "it lists more than 1 MB of names"}
    assert time.monotonic() - begun < 20


@pytest.mark.usefixtures("repository")
def test_names_of_files_that_do_not_exist_are_ignored_or_not() -> None:
    make("sub/.gitignore")
    Path(".gitignore").write_text("draft*\n", "utf-8")
    Path("sub/.gitignore").write_text("!draft.tex\n", "utf-8")
    ignored = ["draft.tex", "draft: *.tex", "draft\nx", "new/draft.md", "-x/draft"]
    taken = ["new.tex", "sub/draft.tex", ":(top)draft.tex", ":draft", "-draft.tex", "*"]
    assert git.ignored(".", os.environ, [*ignored, *taken]) == frozenset(ignored)
    assert git.ignored(".", os.environ, taken) == git.ignored("/", os.environ, ignored) == frozenset()


@pytest.mark.usefixtures("repository")
def test_git_may_answer_while_it_is_asked() -> None:
    Path(".gitignore").write_text("draft*\n", "utf-8")
    names = [f"{kind}{number:0100}.tex" for number in range(3000) for kind in ("draft", "new")]
    assert git.ignored(".", os.environ, names) == {name for name in names if name.startswith("draft")}


@pytest.mark.usefixtures("repository")
def test_asking_what_is_ignored_runs_nothing(canary: Path, attack: str) -> None:
    configure(f'[core]\n\tfsmonitor = "{attack}"\n\thooksPath = "{Path(attack).parent}"\n')
    Path(".gitignore").write_text("draft*\n", "utf-8")
    assert git.ignored(".", os.environ, ["draft.tex", "new.tex"]) == {"draft.tex"}
    assert not canary.exists()


def packed_index(count: int, length: int) -> bytes:
    """Return an index of version 4, whose names begin as the one before: few bytes a name, however long it is.

    https://git-scm.com/docs/index-format
    """
    head = struct.pack(">10I", *[0] * 6, 0o100644, 0, 0, 0) + bytes(20) + struct.pack(">H", min(length + 12, 0xFFF))
    folders = b"/".join([b"a" * 199] * (length // 200)) + b"/"
    entries = [head + b"\0" + folders + b"00000000.tex\0"]
    entries += [head + b"\x0c%08d.tex\0" % number for number in range(1, count)]
    return struct.pack(">4sII", b"DIRC", 4, count) + b"".join(entries) + bytes(20)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits what another process holds")
@pytest.mark.parametrize(
    ("count", "length", "why"), [(500, 20_000, "it lists more than 1 MB of names"), (10_000, 20_000, "Out of memory")]
)
def test_an_index_of_packed_names_takes_little_memory(repository: Path, count: int, length: int, why: str) -> None:
    (repository / ".git" / "index").write_bytes(packed_index(count, length))
    assert (repository / ".git" / "index").stat().st_size < 1_000_000
    answer = git.ls_files(".", os.environ, "--cached", bounds=Bounds(largest=1_000_000, memory=30_000_000))
    assert answer.output is None
    assert why in answer.refusal


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits what another process holds")
@pytest.mark.parametrize("name", [".gitignore", ".git/info/exclude", ".git/config"])
def test_patterns_of_gigabytes_are_not_read(repository: Path, name: str) -> None:
    with (repository / name).open("wb") as stream:
        stream.truncate(4 << 30)  # a hole, which takes no room
    found = walked()
    assert found.paths == ("a.tex", "sub/b.tex")
    assert f"{name} has more than 500 MB" in notes(found)


def elsewhere(folder: Path, attack: str) -> Path:
    """Make a folder of git's outside of the work tree that would run an attack."""
    there = folder.parent / "elsewhere"
    copytree(folder / ".git", there)
    configure(f'[core]\n\tfsmonitor = "{attack}"\n\tworktree = /\n\tuntrackedCache = true\n', str(there / "config"))
    return there


def of_another_common_folder(folder: Path, attack: str) -> None:
    (folder / ".git" / "commondir").write_text(f"{elsewhere(folder, attack)}\n", "utf-8")


def of_a_file_and_a_common_folder(folder: Path, attack: str) -> None:
    there = elsewhere(folder, attack)
    (there / "commondir").write_text(f"{folder}/common\n", "utf-8")
    (folder / ".git").rename(folder / "common")
    configure(f'[core]\n\tfsmonitor = "{attack}"\n', str(folder / "common" / "config"))
    (folder / ".git").write_text(f"gitdir: {there}\n", "utf-8")


def of_a_link(folder: Path, attack: str) -> None:
    there = elsewhere(folder, attack)
    rmtree(folder / ".git")
    (folder / ".git").symlink_to(there)


def of_a_work_trees_own(folder: Path, attack: str) -> None:
    configure("[core]\n\trepositoryformatversion = 1\n[extensions]\n\tworktreeConfig = true\n")
    text = f'[core]\n\tfsmonitor = "{attack}"\n\tworktree = /\n\tbare = true\n\tsplitIndex = true\n'
    configure(text, str(folder / ".git" / "config.worktree"))


def of_a_daemon(folder: Path, attack: str) -> None:
    text = f'[core]\n\tfsmonitor = true\n\tuntrackedCache = true\n[fsmonitor]\n\tsocketDir = "{folder.parent}"\n'
    configure(text)
    with contextlib.chdir(folder / ".git"), socket.socket(socket.AF_UNIX) as listener:
        listener.bind("fsmonitor--daemon.ipc")
    del attack


def of_itself(folder: Path, attack: str) -> None:
    (folder / ".git" / "objects" / "info").mkdir(exist_ok=True)
    (folder / ".git" / "objects" / "info" / "alternates").write_text(".\n../objects\n/proc/self/fd\n", "utf-8")
    configure(f'[core]\n\talternateRefsCommand = "{attack}"\n\talternateRefsPrefixes = "{attack}"\n')


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    "leads",
    [
        of_another_common_folder,
        of_a_file_and_a_common_folder,
        of_a_link,
        of_a_work_trees_own,
        of_a_daemon,
        of_itself,
    ],
)
def test_whatever_folder_of_git_a_repository_leads_to_runs_nothing(
    repository: Path, canary: Path, attack: str, leads: Callable[[Path, str], None]
) -> None:
    commit(repository)
    leads(repository, attack)
    assert {name for name in walked().paths if not name.startswith("common/")} == {"a.tex", "sub/b.tex"}
    assert git.ls_tree(".", os.environ, "HEAD", "a.tex").output is not None
    assert boundary(str(repository)) == str(repository)
    assert not canary.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells that a process waits")
def test_objects_elsewhere_are_not_waited_for(repository: Path) -> None:
    commit(repository)
    os.mkfifo(repository / ".git" / "objects" / "info" / "alternates")
    assert "such as a named pipe" in git.ls_tree(".", os.environ, "HEAD", "a.tex").refusal


def test_what_git_tells_in_several_lines_is_told(repository: Path) -> None:
    configure("[core]\n\trepositoryformatversion = 1\n[extensions]\n\tsecond = x\n\tthird = y\n")
    assert repository.joinpath("a.tex").exists()
    assert git.ls_files(".", os.environ, "--cached").refusal.startswith("unknown repository extensions found: second, ")

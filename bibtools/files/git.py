"""Git: the one place that asks it, so that nothing that a repository brings runs a program or leads elsewhere.

A repository may be a stranger's: its `.git` can come out of an archive, and a bare repository can be committed inside
of another. So git does not search for the work tree: it is passed its path (files/worktree.py).
What the repository's configuration could make it run is overruled. Only commands that read no content of files are
used, since filters are programs, too. Git checks who owns a repository only where it finds one by itself, so that is
checked here. The hooks' fast path starts git as well: nothing else is loaded for it.
"""

from __future__ import annotations

import os
import time

from bibtools.core.locations import user_id
from bibtools.files.program import BOUNDS, MEMORY, ProgramOutput, listed_names, run
from bibtools.files.search_path import located
from bibtools.files.worktree import FOLDER, REGULAR, common_folder, find, git_folder, is_within, kind_of, size_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from bibtools.files.program import Bounds
    from bibtools.files.worktree import Repository

# What a repository's configuration may not decide. Every version of git takes an empty core.fsmonitor as off: old ones
# take any word for the name of a program. `--git-dir` and `--work-tree` overrule core.bare and core.worktree.
_OVERRULED = (
    "core.fsmonitor=",
    "core.hooksPath=/dev/null",
    "core.attributesFile=/dev/null",
    "core.pager=cat",
    "core.sshCommand=false",
    "core.gitProxy=false",
    "core.askPass=false",
    "core.alternateRefsCommand=false",
    "credential.helper=",
    "diff.external=",
    "gc.auto=0",
    "index.threads=1",  # the stacks of others would count as memory (files/program.py)
    "maintenance.auto=false",
    "protocol.allow=never",
    "safe.bareRepository=explicit",
    "submodule.recurse=false",
)
_ALWAYS = ("--no-pager", *(word for each in _OVERRULED for word in ("-c", each)))
# Of the variables that git knows, those of the user that say where the user's own configuration is; the others lead
# elsewhere or name programs. GIT_INDEX_FILE names the index of a commit of some files.
_KEPT = frozenset({"GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM"})
_QUERIED = "GIT_CONFIG"  # variables that begin like this are the user's configuration, too
_SET = {
    "GIT_ALLOW_PROTOCOL": "",  # no remote helper, whatever protocol.*.allow says
    "GIT_ASKPASS": "false",
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_NO_LAZY_FETCH": "1",  # a partial clone would fetch what it lacks
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_PAGER": "cat",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
    "SSH_ASKPASS": "false",
}
# Files that git opens in its own folder or the main work tree's; it would wait for ever if one were a named pipe.
_OPENED = (
    "HEAD",
    "commondir",
    "config",
    "config.worktree",
    "index",
    "info/exclude",
    "info/attributes",
    "info/sparse-checkout",
)
_NO_PROGRAM = "there is no program git in the folders of PATH (install git, or add its folder)"
_IGNORING = ".gitignore"  # in every folder; the one at the top and the nearest one are examined
_REMEMBERED = 60.0  # seconds in which a git that had to be ended is not started again for the same work tree
_given_up: dict[str, tuple[float, ProgramOutput]] = {}  # by tops of work trees


def ls_files(folder: str, environ: Mapping[str, str], *arguments: str, bounds: Bounds = BOUNDS) -> ProgramOutput:
    """Return the files of a work tree that `git ls-files` lists for a folder, relative to it, each followed by NUL."""
    excludes = "--exclude-standard" in arguments
    return _answer(folder, environ, ["--literal-pathspecs", "ls-files", "-z", *arguments], bounds, excludes=excludes)


def ls_tree(folder: str, environ: Mapping[str, str], commit: str, path: str) -> ProgramOutput:
    """Return what `git ls-tree` prints for a path, relative to a folder, in a commit."""
    words = ["--literal-pathspecs", "ls-tree", "-z", commit, "--", path]
    return _answer(folder, environ, words, BOUNDS, excludes=False)


def ignored(folder: str, environ: Mapping[str, str], names: Iterable[str]) -> frozenset[str]:
    """Return which names, relative to a folder, git would ignore; they need not be those of files."""
    asked = b"".join(b"./%b\0" % os.fsencode(name) for name in names)  # a name that begins with a colon is one, too
    answer = _answer(folder, environ, ["check-ignore", "-z", "--stdin"], BOUNDS, asked, excludes=True)
    return frozenset(name.removeprefix("./") for name in listed_names(answer.output or b""))


def _answer(
    folder: str, environ: Mapping[str, str], words: list[str], bounds: Bounds, asked: bytes = b"", *, excludes: bool
) -> ProgramOutput:
    """Return what git answers; one that had to be ended is not waited for a second time."""
    repository = find(folder, environ)
    git = located("git", environ)
    if repository is None:
        return ProgramOutput()
    if not git:
        return ProgramOutput(None, _NO_PROGRAM)
    ended, last = _given_up.get(repository.top, (0.0, None))
    if last and time.monotonic() - ended < _REMEMBERED:
        return last
    refusal = _strange_file(repository, folder if excludes else "") or refused(repository, environ, user_id())
    if refusal:
        return ProgramOutput(None, refusal)
    where = ["-C", folder, f"--git-dir={repository.git_dir}", f"--work-tree={repository.top}"]
    if excludes:
        where += ["-c", f"core.excludesFile={_user_excludes(environ)}"]
    index = {"GIT_INDEX_FILE": repository.index} if repository.index else {}
    answer = run([git, *_ALWAYS, *where, *words], _clean(environ) | index, bounds, asked)
    if answer.is_slow:
        _given_up[repository.top] = (time.monotonic(), answer)
    return answer


def _strange_file(repository: Repository, ignoring: str) -> str:
    """Return what is wrong where git would wait for a pipe, read a device, or hold what is too large.

    `ignoring` is a folder in the tree. The rest of what git may read is in too many places: what waits there is ended,
    and its memory bounded (files/program.py), but only once it runs: a fast git may have read a file before.
    """
    folder = git_folder(repository.git_dir)
    places = [os.path.join(each, name) for each in dict.fromkeys([folder, common_folder(folder)]) for name in _OPENED]
    places += [os.path.join(repository.top, repository.index)] if repository.index else []
    places += [os.path.join(each, _IGNORING) for each in dict.fromkeys([repository.top, ignoring]) if ignoring]
    for path in places:
        kind = kind_of(path)
        if kind not in {0, REGULAR} and not (kind == FOLDER and os.path.basename(path) != "HEAD"):
            return f"{path} is not a regular file"
        if kind == REGULAR and size_of(path) > MEMORY:
            return f"{path} has more than {MEMORY / 1_000_000:g} MB"
    return ""


def refused(repository: Repository, environ: Mapping[str, str], user: int | None) -> str:
    """Return what is wrong with a repository of another user's that the user does not vouch for (safe.directory).

    Where users have no numeric id, as on Windows, ownership is not checked.
    """
    if user is None:
        return ""
    own = {user, int(sudo)} if user == 0 and (sudo := environ.get("SUDO_UID", "")).isdecimal() else {user}
    for path in (repository.top, repository.git_dir, git_folder(repository.git_dir)):
        try:
            owner = os.lstat(path).st_uid
        except OSError:
            continue  # git itself reports what is missing
        if owner not in own and not _is_vouched(repository.top, environ):
            from shlex import quote  # few repositories are another user's

            vouching = f"git config --global --add safe.directory {quote(repository.top)}"
            return f"{path} belongs to another user (if you trust it: {vouching})"
    return ""


def _is_vouched(top: str, environ: Mapping[str, str]) -> bool:
    """Return whether the user's own configuration trusts a work tree (git-config(1), safe.directory)."""
    vouched: set[str] = set()
    for name, value in _user_settings(environ):
        if name == "safe.directory":
            vouched = {*vouched, value} if value else set()  # an empty one takes all before it back
    above = {os.path.realpath(each[:-2]) for each in vouched if each.endswith("/*")}
    exact = {os.path.realpath(each) for each in vouched if os.path.isabs(each)}
    return "*" in vouched or top in exact or any(is_within(top, each) and top != each for each in above)


def _user_excludes(environ: Mapping[str, str]) -> str:
    """Return the file of what the user, and not the repository, lets git ignore everywhere."""
    named = [value for name, value in _user_settings(environ) if name == "core.excludesfile"]
    if named:
        return named[-1]
    home = environ.get("HOME", "") or environ.get("USERPROFILE", "")
    folder = environ.get("XDG_CONFIG_HOME") or (f"{home}/.config" if home else "")
    path = f"{folder}/git/ignore"
    return path if folder and kind_of(path) == REGULAR else os.devnull


def _user_settings(environ: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what the configuration of the user and of the machine says, read by git outside of any repository."""
    theirs = {name: value for name, value in environ.items() if name.startswith(_QUERIED)}
    wanted = r"^(safe\.directory|core\.excludesfile)$"
    command = [located("git", environ), "--no-pager", "-C", "/", "config", "-z", "--type=path", "--get-regexp", wanted]
    answer = run(command, _clean(environ) | theirs | {"GIT_DIR": os.devnull})
    for setting in listed_names(answer.output or b""):
        name, _, value = setting.partition("\n")
        yield name, value


def _clean(environ: Mapping[str, str]) -> dict[str, str]:
    """Return the environment without what leads git elsewhere or names programs."""
    return {name: value for name, value in environ.items() if not name.startswith("GIT_") or name in _KEPT} | _SET

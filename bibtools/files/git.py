"""Git: the one place that starts it, so that nothing that a repository brings runs a program or leads elsewhere.

A repository may be a stranger's: its `.git` can come out of an archive, and a bare repository can be committed inside
of another. So the work tree is found here, as gitrepository-layout(5) and git(1) have it, and git is told where it is;
what the repository's configuration could make it run is overruled; only commands that read no content of files are
used, since filters are programs, too. Git checks who owns a repository only where it finds one by itself, so that is
checked here. The hooks' fast path starts git as well: nothing else is loaded for it.
"""

from __future__ import annotations

import os
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SECONDS = 30.0  # that git may take
LARGEST = 256_000_000  # bytes that git may tell; a path of a file has about 50
_LONGEST_WORDS = 64_000  # bytes of its messages that are kept
_PIECE = 1 << 16
_LONGEST_POINTER = 4096  # bytes of a `.git` file

# What a repository's configuration may not decide. An empty core.fsmonitor is none for every version of git: old ones
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
    "maintenance.auto=false",
    "protocol.allow=never",
    "safe.bareRepository=explicit",
    "submodule.recurse=false",
)
_ALWAYS = ("--no-pager", "--literal-pathspecs", *(word for each in _OVERRULED for word in ("-c", each)))
# Of the variables that git knows, those of the user that say where the user's own configuration is; the others lead
# elsewhere or name programs. GIT_INDEX_FILE is that of a commit of some files.
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
# What git opens in its folder, and would wait for where it is a named pipe.
_OPENED = ("HEAD", "config", "config.worktree", "index", "info/exclude", "info/attributes", "info/sparse-checkout")
_REGULAR, _FOLDER, _KIND = 0o100000, 0o040000, 0o170000  # of a file's mode; the module stat is not loaded for these


class Answer:
    """What git printed, or why there is nothing; both empty where there is no repository, or no git."""

    __slots__ = ("output", "refusal")

    def __init__(self, output: bytes | None = None, refusal: str = "") -> None:
        self.output, self.refusal = output, refusal


class Repository:
    """A work tree by its top, and git's own folder or the file that names it; `index` where a commit has its own."""

    __slots__ = ("git_dir", "index", "top")

    def __init__(self, git_dir: str, top: str, index: str = "") -> None:
        self.git_dir, self.top, self.index = git_dir, top, index


def ls_files(
    folder: str, environ: Mapping[str, str], *arguments: str, seconds: float = SECONDS, largest: int = LARGEST
) -> Answer:
    """Return the files of a work tree that `git ls-files` tells for a folder, relative to it, each followed by NUL."""
    repository = find(folder, environ)
    if repository is None:
        return Answer()
    program = _program(environ)
    if not program:
        return Answer()
    refusal = _strange_file(repository) or refused(repository, environ, os.geteuid())
    if refusal:
        return Answer(None, refusal)
    where = ["-C", folder, f"--git-dir={repository.git_dir}", f"--work-tree={repository.top}"]
    if "--exclude-standard" in arguments:
        where += ["-c", f"core.excludesFile={_user_excludes(environ)}"]
    command = [program, *_ALWAYS, *where, "ls-files", "-z", *arguments]
    index = {"GIT_INDEX_FILE": repository.index} if repository.index else {}
    return _run(command, _clean(environ) | index, seconds, largest)


def find(folder: str, environ: Mapping[str, str]) -> Repository | None:
    """Return the repository that a folder is in; None outside of any.

    One that the environment names (git does so for its hooks) counts for what is in its work tree, and so does its
    index.
    """
    here, place = os.path.realpath(os.curdir), os.path.realpath(folder)
    own = _named(here, environ) or discovered(here, environ)
    if own and _is_below(place, own.top):
        nearest = own if place == here else discovered(place, environ)
        if nearest is None or nearest.top == own.top or not _is_below(nearest.top, own.top):
            return Repository(own.git_dir, own.top, environ.get("GIT_INDEX_FILE", ""))
        return nearest
    return discovered(place, environ)


def _named(here: str, environ: Mapping[str, str]) -> Repository | None:
    """Return the repository that the environment names; its work tree is the current folder unless that is named."""
    named = environ.get("GIT_DIR")
    if not named:
        return None
    git_dir, found = os.path.realpath(named), discovered(here, environ)
    if environ.get("GIT_WORK_TREE"):
        return Repository(git_dir, os.path.realpath(environ["GIT_WORK_TREE"]))
    if found and git_dir in {os.path.realpath(found.git_dir), _pointed(found.git_dir)}:
        return found
    return Repository(git_dir, here)


def discovered(folder: str, environ: Mapping[str, str]) -> Repository | None:
    """Return the repository whose work tree a folder is in, given without links: the nearest that has a `.git`."""
    ceilings = {os.path.realpath(each) for each in environ.get("GIT_CEILING_DIRECTORIES", "").split(":") if each}
    try:
        device = 0 if environ.get("GIT_DISCOVERY_ACROSS_FILESYSTEM") else os.stat(folder).st_dev  # noqa: PTH116 - pathlib costs more than all of this
        while True:
            git_dir = os.path.join(folder, ".git")  # noqa: PTH118 - the same
            if _is_git_dir(git_dir):
                return Repository(git_dir, folder)
            above = os.path.dirname(folder)  # noqa: PTH120 - the same
            if above == folder or above in ceilings or (device and os.stat(above).st_dev != device):  # noqa: PTH116 - the same
                return None
            folder = above
    except (OSError, ValueError):  # a folder that is none, or that nobody lets us see
        return None


def _is_git_dir(path: str) -> bool:
    """Return whether git would take a `.git` for its folder, or for a file that names that."""
    if os.path.isdir(path):  # noqa: PTH112 - the same
        has = [os.path.lexists(os.path.join(path, name)) for name in ("HEAD", "objects", "refs", "commondir")]  # noqa: PTH118 - the same
        return has[0] and ((has[1] and has[2]) or has[3])
    return _kind(path) == _REGULAR


def _pointed(git_dir: str) -> str:
    """Return git's own folder, which a `.git` file may name."""
    if os.path.isdir(git_dir):  # noqa: PTH112 - the same
        return os.path.realpath(git_dir)
    try:
        pointer = os.open(git_dir, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            said = os.read(pointer, _LONGEST_POINTER)
        finally:
            os.close(pointer)
    except OSError:
        return git_dir
    name = os.fsdecode(said.removeprefix(b"gitdir:").strip())
    return os.path.realpath(os.path.join(os.path.dirname(git_dir), name))  # noqa: PTH118, PTH120 - the same


def _strange_file(repository: Repository) -> str:
    """Return what is wrong where git would wait for a pipe, or read a device."""
    folder = _pointed(repository.git_dir)
    for name in _OPENED:
        kind = _kind(path := os.path.join(folder, name))  # noqa: PTH118 - the same
        if kind not in {0, _REGULAR} and not (kind == _FOLDER and name != "HEAD"):
            return f"{path} is not a regular file"
    return ""


def _kind(path: str) -> int:
    """Return what a path leads to, 0 for nothing."""
    try:
        return os.stat(path).st_mode & _KIND  # noqa: PTH116 - the same
    except (OSError, ValueError):
        return 0


def refused(repository: Repository, environ: Mapping[str, str], user: int) -> str:
    """Return what is wrong with a repository of another user's that the user does not vouch for (safe.directory)."""
    own = {user, int(sudo)} if user == 0 and (sudo := environ.get("SUDO_UID", "")).isdecimal() else {user}
    for path in (repository.top, repository.git_dir, _pointed(repository.git_dir)):
        try:
            owner = os.lstat(path).st_uid
        except OSError:
            continue  # git tells what it lacks
        if owner not in own and not _is_vouched(repository.top, environ):
            return (
                f"{path} belongs to another user (if you trust it: git config --global --add safe.directory "
                f"{repository.top})"
            )
    return ""


def _is_vouched(top: str, environ: Mapping[str, str]) -> bool:
    """Return whether the user's own configuration trusts a work tree (git-config(1), safe.directory)."""
    vouched: set[str] = set()
    for name, value in _user_settings(environ):
        if name == "safe.directory":
            vouched = {*vouched, value} if value else set()  # an empty one takes all before it back
    above = {os.path.realpath(each[:-2]) for each in vouched if each.endswith("/*")}
    exact = {os.path.realpath(each) for each in vouched if each.startswith("/")}
    return "*" in vouched or top in exact or any(_is_below(top, each) and top != each for each in above)


def _user_excludes(environ: Mapping[str, str]) -> str:
    """Return the file of what the user, and not the repository, lets git ignore everywhere."""
    named = [value for name, value in _user_settings(environ) if name == "core.excludesfile"]
    if named:
        return named[-1]
    home = environ.get("HOME", "")
    folder = environ.get("XDG_CONFIG_HOME") or (f"{home}/.config" if home else "")
    path = f"{folder}/git/ignore"
    return path if folder and _kind(path) == _REGULAR else os.devnull


def _user_settings(environ: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what the configuration of the user and of the machine says, read by git outside of any repository."""
    theirs = {name: value for name, value in environ.items() if name.startswith(_QUERIED)}
    wanted = r"^(safe\.directory|core\.excludesfile)$"
    command = [_program(environ), "--no-pager", "-C", "/", "config", "-z", "--type=path", "--get-regexp", wanted]
    answer = _run(command, _clean(environ) | theirs | {"GIT_DIR": os.devnull}, SECONDS, LARGEST)
    for setting in (answer.output or b"").split(b"\0")[:-1]:
        name, _, value = os.fsdecode(setting).partition("\n")
        yield name, value


def _clean(environ: Mapping[str, str]) -> dict[str, str]:
    """Return the environment without what leads git elsewhere or names programs."""
    return {name: value for name, value in environ.items() if not name.startswith("GIT_") or name in _KEPT} | _SET


def _program(environ: Mapping[str, str]) -> str:
    """Return where git is; a folder of the search path that is relative to the current one is a stranger's."""
    for folder in environ.get("PATH", os.defpath).split(os.pathsep):
        program = f"{folder}/git"
        if folder.startswith("/") and _kind(program) == _REGULAR and os.access(program, os.X_OK):
            return program
    return ""


def _is_below(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip("/") + "/")


def _run(command: list[str], environ: Mapping[str, str], seconds: float, largest: int) -> Answer:
    """Run git to its end, without input and in a process group of its own, so that what it starts ends with it."""
    output, printing = os.pipe()
    words, telling = os.pipe()
    streams = [
        (os.POSIX_SPAWN_DUP2, printing, 1),
        (os.POSIX_SPAWN_DUP2, telling, 2),
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
    ]
    process = 0
    try:
        process = os.posix_spawn(command[0], command, environ, file_actions=streams, setpgroup=0)
        os.close(printing)
        os.close(telling)
        printing = telling = -1
        answer, code = _heard(process, output, words, seconds, largest)
        process = 0 if code is not None else process
    except OSError as error:
        return Answer(None, f"it does not start: {error.strerror}")
    finally:
        for stream in (output, words, printing, telling):
            if stream >= 0:
                os.close(stream)
        if process:
            _kill(process)
    return answer


def _heard(process: int, output: int, words: int, seconds: float, largest: int) -> tuple[Answer, int | None]:
    """Return what a process answers, and its exit code; None for one that has not ended by then."""
    deadline = time.monotonic() + seconds
    printed, said = bytearray(), bytearray()
    if not _read({output: printed, words: said}, {output: largest}, deadline):
        too_much = f"it lists more than {largest / 1_000_000:.0f} MB of names"
        return Answer(None, too_much if len(printed) > largest else f"it takes too long ({seconds:g} s)"), None
    code = _ended(process, deadline)
    if code is None:
        return Answer(None, f"it takes too long ({seconds:g} s)"), None
    if code == 0:
        return Answer(bytes(printed)), code
    line = os.fsdecode(bytes(said)).partition("\n")[0].removeprefix("fatal: ")
    return Answer(None, line or f"it ends with code {code}"), code


def _read(into: dict[int, bytearray], most: Mapping[int, int], deadline: float) -> bool:
    """Read streams; return whether all have ended in time. Of those without a limit, the beginning is kept."""
    import select  # noqa: PLC0415 - loaded where git is started

    waiting = select.poll()
    for stream in into:
        waiting.register(stream, select.POLLIN)
    is_open = set(into)
    while is_open:
        ready = waiting.poll(max(0.0, deadline - time.monotonic()) * 1000)
        if not ready:
            return False
        for stream, _ in ready:
            piece = os.read(stream, _PIECE)
            if not piece:
                waiting.unregister(stream)
                is_open.remove(stream)
            elif stream in most or len(into[stream]) < _LONGEST_WORDS:
                into[stream] += piece
                if stream in most and len(into[stream]) > most[stream]:
                    return False
        if time.monotonic() > deadline:
            return False
    return True


def _ended(process: int, deadline: float) -> int | None:
    """Return the exit code of a process that has closed its streams; None where it does not end all the same."""
    while True:
        ended, status = os.waitpid(process, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() > deadline:
            return None
        time.sleep(0.0002)


def _kill(process: int) -> None:
    """End a process with all that it started."""
    try:
        os.killpg(process, 9)
    except OSError:
        os.kill(process, 9)
    os.waitpid(process, 0)

"""Runs programs of ours as if the system had nothing of what only POSIX has; the standard library stays whole.

What the library itself needs is loaded before anything is hidden; ours is loaded after that, and each run is a child.
What opens a file without O_BINARY, by which Windows would change its line ends, is reported and ends the run.
Asked by lines of JSON (a folder, an environment and a list of commands, of which one may name nothing: then all modules
are loaded), it answers with lists of exit code, output and messages.
"""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import select
import signal
import sys
import warnings
from pathlib import Path

# These start programs and threads of their own, wait for sockets, and make temporary files.
LIBRARY = "subprocess selectors socket ssl tempfile shutil multiprocessing.resource_tracker concurrent.futures.process"
OTHERS = "platformdirs"  # chooses its modules by the name of the system
MODULES = "_posixsubprocess fcntl grp posix pwd resource readline syslog termios tty pty"
OF_OS = """
    O_ACCMODE O_ASYNC O_CLOEXEC O_DIRECT O_DIRECTORY O_DSYNC O_LARGEFILE O_NDELAY O_NOATIME O_NOCTTY O_NOFOLLOW
    O_NONBLOCK O_PATH O_RSYNC O_SYNC O_TMPFILE POSIX_SPAWN_CLOSE POSIX_SPAWN_DUP2 POSIX_SPAWN_OPEN WCONTINUED
    WEXITED WNOHANG WUNTRACED chown chroot confstr ctermid eventfd fchdir fchmod fchown fdatasync fork forkpty
    fpathconf fstatvfs getegid geteuid getgid getgrouplist getgroups getloadavg getpgid getpgrp getpriority
    getresgid getresuid getsid getuid getxattr initgroups killpg lchown listxattr lockf login_tty major makedev
    memfd_create minor mkfifo mknod nice openpty pathconf pidfd_open pipe2 posix_fadvise posix_fallocate
    posix_spawn posix_spawnp pread preadv pwrite pwritev readv register_at_fork removexattr sched_getaffinity
    sched_setaffinity sched_yield sendfile set_blocking setegid seteuid setgid setgroups setpgid setpriority
    setregid setreuid setsid setuid setxattr splice statvfs sync sysconf tcgetpgrp tcsetpgrp ttyname umask uname
    wait wait3 wait4 waitid writev
"""
OF_SIGNAL = """
    SIGALRM SIGCHLD SIGCONT SIGHUP SIGKILL SIGPIPE SIGQUIT SIGSTOP SIGTSTP SIGTTIN SIGTTOU SIGUSR1 SIGUSR2
    SIGWINCH alarm getitimer pause pthread_kill pthread_sigmask setitimer siginterrupt sigpending sigtimedwait
    sigwait sigwaitinfo
"""
OF_SELECT = "poll epoll EPOLLIN POLLIN POLLOUT POLLHUP POLLERR"
BINARY = 1 << 30  # no flag of this system
STRANGE = 99  # how a run ends that opened a file as text


def hide() -> None:
    """Hide it."""
    for module in (*LIBRARY.split(), *OTHERS.split()):
        importlib.import_module(module)
    for module in MODULES.split():
        sys.modules[module] = None  # type: ignore[assignment]  # as the import system has it for what cannot be loaded
    for holder, names in ((os, OF_OS), (signal, OF_SIGNAL), (select, OF_SELECT)):
        for name in names.split():
            if hasattr(holder, name):
                delattr(holder, name)
    os.supports_dir_fd.clear()
    os.supports_fd.clear()
    os.O_BINARY = BINARY  # type: ignore[attr-defined]
    sys.addaudithook(_watch)


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if event != "open" or arguments[1] is not None:  # only `os.open` has no mode of its own
        return
    caller = sys._getframe(1).f_globals.get("__name__", "")  # noqa: SLF001 - who opens it
    flags = arguments[2]
    is_made_only = isinstance(flags, int) and flags & os.O_EXCL and "locations" in caller  # an empty file
    if caller.startswith("bibtools.") and not (isinstance(flags, int) and flags & BINARY) and not is_made_only:
        sys.stderr.write(f"{caller} opens {arguments[0]!r} as text\n")
        sys.stderr.flush()
        os._exit(STRANGE)


def load_everything() -> None:
    """Import all modules; those of an extra may lack a library of others'."""
    import bibtools

    for module in pkgutil.walk_packages(bibtools.__path__, "bibtools."):
        try:
            importlib.import_module(module.name)
        except ImportError as error:
            if (error.name or "").partition(".")[0] in {"bibtools", "os", "signal", "select", *MODULES.split()}:
                raise


def run(program: str, arguments: list[str]) -> None:
    """Be one of the console scripts."""
    sys.argv = [program, *arguments]
    if program == "bibtools":
        from bibtools.__main__ import main

        main()
    from bibtools.hook import start

    (start.check if program == "bibtools-check" else start.sync)()


def in_a_process(command: list[str], streams: list[Path]) -> tuple[int, str, str]:
    """Return how a command ends."""
    child = FORK()
    if child == 0:
        for number, path in enumerate(streams, 1):
            os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
        try:
            run(command[0], command[1:]) if command else load_everything()
        except SystemExit as ended:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(ended.code if isinstance(ended.code, int) else 0)
        except BaseException:  # noqa: BLE001 - it must look as it would in a process of its own
            sys.excepthook(*sys.exc_info())
            sys.stderr.flush()
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    out, err = (path.read_bytes().decode() for path in streams)
    return os.waitstatus_to_exitcode(status), out, err


FORK = os.fork


def answer(folder: str, environ: dict[str, str], commands: list[list[str]]) -> list[tuple[int, str, str]]:
    """Run commands one after the other, all in a folder."""
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environ)
    return [in_a_process(each, [Path(folder).parent / name for name in ("out", "err")]) for each in commands]


if __name__ == "__main__":
    warnings.filterwarnings("ignore", "only soft file lock")  # filelock's; Windows has locks of its own
    from warm_process import load_all

    hide()
    load_all()
    for line in sys.stdin:
        sys.stdout.write(json.dumps(answer(*json.loads(line))) + "\n")
        sys.stdout.flush()

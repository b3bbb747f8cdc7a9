"""One target in a process of its own: with limits on memory and on the time of an input; what fails is kept."""

from __future__ import annotations

import contextlib
import hashlib
import importlib
import resource
import signal
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType, ModuleType
from typing import NamedTuple, NoReturn

from fuzz.random_changes import LONGEST, shortest, try_changes
from fuzz.registry import target

MEMORY = 2048  # MiB
BEHIND_NAME = "--"  # of a target, in the name of a file that it failed on: some names begin as others do
PATIENCE = 10  # seconds for an input
_SHORTENING = 20.0  # seconds


class Work(NamedTuple):
    """What a process is to do."""

    target: str
    seconds: int
    corpus: Path  # where inputs are that reach something new
    findings: Path  # where inputs go that break a promise


def run(work: Work) -> None:
    """Fuzz one target; the process ends with another exit code than 0 where a promise is broken."""
    atheris = _atheris()
    with atheris.instrument_imports(include=["bibtools"]) if atheris else contextlib.nullcontext():
        check, seeds, words = target(work.target)
    for seed in seeds:
        check(seed)  # what has to be made once is made now
    tried = _keeping(check, work)
    if atheris:
        _guided(atheris, tried, work, seeds, words)
    else:
        _blind(tried, work, seeds, words)


def replay(name: str, path: Path) -> int:
    """Try one input, and show how it fails and its shortest form; return the exit code."""
    check, data = target(name).check, path.read_bytes()
    try:
        check(data)
    except Exception:  # noqa: BLE001 - whatever is raised is what is looked for
        traceback.print_exc()
        print(f"{name}: the shortest input that fails alike: {shortest(check, data, _SHORTENING)!r}")  # noqa: T201 - the finding
        return 1
    print(f"{name}: {path} keeps every promise")  # noqa: T201 - the outcome
    return 0


def _atheris() -> ModuleType | None:
    with contextlib.suppress(ModuleNotFoundError):
        return importlib.import_module("atheris")
    return None


def _keeping(check: Callable[[bytes], None], work: Work) -> Callable[[bytes], None]:
    """Return a check that keeps an input in its shortest form before its exception ends the run."""

    def tried(data: bytes) -> None:
        try:
            check(data)
        except Exception:
            short = shortest(check, data, _SHORTENING)
            name = f"{work.target}{BEHIND_NAME}{hashlib.sha256(short).hexdigest()[:12]}"
            (work.findings / name).write_bytes(short)
            check(short)
            raise

    return tried


def _guided(
    atheris: ModuleType, tried: Callable[[bytes], None], work: Work, seeds: Sequence[bytes], words: Sequence[bytes]
) -> NoReturn:
    work.corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds):
        (work.corpus / f"seed-{number}").write_bytes(seed)
    dictionary = work.corpus.with_suffix(".dict")
    dictionary.write_text("".join(f'"{_escaped(word)}"\n' for word in words), "ascii")
    options = [
        f"-max_total_time={work.seconds}",
        f"-max_len={LONGEST}",
        f"-timeout={PATIENCE}",
        f"-rss_limit_mb={MEMORY}",
        f"-dict={dictionary}",
        # Inputs that take too long or too much end the process before we can keep them.
        f"-artifact_prefix={work.findings}/{work.target}{BEHIND_NAME}",
    ]
    atheris.Setup([sys.argv[0], *options, str(work.corpus)], tried)
    atheris.Fuzz()
    raise AssertionError  # it ends the process


def _blind(tried: Callable[[bytes], None], work: Work, seeds: Sequence[bytes], words: Sequence[bytes]) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY * 2**20, MEMORY * 2**20))
    signal.signal(signal.SIGALRM, _late)

    def timed(data: bytes) -> None:
        signal.alarm(PATIENCE)
        try:
            tried(data)
        finally:
            signal.alarm(0)

    count = try_changes(timed, seeds, words, work.seconds)
    print(f"Done {count} runs in {work.seconds} second(s)", file=sys.stderr)  # noqa: T201 - as libFuzzer says it


def _late(signal_number: int, frame: FrameType | None) -> NoReturn:
    del signal_number, frame
    raise TimeoutError(f"more than {PATIENCE} seconds for an input")


def _escaped(word: bytes) -> str:
    return "".join(f"\\x{byte:02X}" for byte in word)

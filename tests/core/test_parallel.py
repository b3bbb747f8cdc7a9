from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from functools import partial
from pathlib import Path

import pytest

from bibtools.core.parallel import spread, stream

ITEMS = [f"item {number}" for number in range(50)]
MUCH, LITTLE = [1_000_000] * 50, [1] * 50
CORES = len(os.sched_getaffinity(0))


def worker(item: str) -> tuple[str, int]:
    return item.upper(), os.getpid()


def dies(item: str, *, parent: int) -> str:
    if os.getpid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)
    return item.upper()


def refuses(item: str) -> str:
    raise ValueError(item)


@pytest.mark.thinned(3)
@pytest.mark.parametrize("sizes", [MUCH, LITTLE, [5_000_000, *LITTLE[1:]], [*LITTLE[1:], 5_000_000], list(range(50))])
def test_results_come_in_the_order_of_the_items(sizes: list[int]) -> None:
    assert [result for result, _ in spread(worker, ITEMS, sizes)] == [item.upper() for item in ITEMS]


@pytest.mark.skipif(CORES < 2, reason="one core")
def test_much_work_is_done_by_several_processes() -> None:
    assert len({process for _, process in spread(worker, ITEMS, MUCH)}) == min(8, CORES)


@pytest.mark.parametrize(("items", "sizes"), [(ITEMS, LITTLE), (ITEMS[:1], MUCH[:1]), ([], [])])
def test_little_work_is_done_here(items: list[str], sizes: list[int]) -> None:
    assert {process for _, process in spread(worker, items, sizes)} <= {os.getpid()}


@pytest.mark.parametrize("items", [[], ITEMS[:1]])
def test_what_comes_alone_is_done_here(items: list[str]) -> None:
    assert list(stream(worker, iter(items))) == [(item.upper(), os.getpid()) for item in items]


@pytest.mark.parametrize("items", [ITEMS[:2], ITEMS])
def test_what_comes_one_by_one_is_done_elsewhere_in_order(items: list[str]) -> None:
    done = list(stream(worker, iter(items)))
    assert [result for result, _ in done] == [item.upper() for item in items]
    assert os.getpid() not in {process for _, process in done}


def test_work_of_a_process_that_dies_is_done_here() -> None:
    assert spread(partial(dies, parent=os.getpid()), ITEMS, MUCH) == [item.upper() for item in ITEMS]


def test_work_is_done_here_where_no_process_may_be_started() -> None:
    program = (
        "import multiprocessing.connection, multiprocessing.popen_fork, os, resource\n"
        "from bibtools.core.parallel import spread\n"
        "resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))\n"
        "if not os.geteuid():\n    os.setuid(65534)\n"  # root has no such limit
        "print(spread(str.upper, ['a', 'b'], [5_000_000, 5_000_000]))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("['A', 'B']\n", "")


def test_another_thread_does_not_matter() -> None:
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        assert [result for result, _ in spread(worker, ITEMS[:4], MUCH[:4])] == [item.upper() for item in ITEMS[:4]]
    finally:
        done.set()
        thread.join()


SCRIPT = """\
import os, threading, time
print("started", flush=True)
threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
from bibtools.core.parallel import spread
print(spread(str.upper, ["a", "b"], [5_000_000, 5_000_000]))
"""


def test_a_script_that_is_not_made_for_it_is_not_run_again(tmp_path: Path) -> None:
    (tmp_path / "script.py").write_text(SCRIPT, "utf-8")
    done = subprocess.run([sys.executable, "script.py"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("started\n['A', 'B']\n", "")


@pytest.mark.skipif(CORES < 2, reason="one core")
def test_a_program_of_ours_works_on_all_cores_beside_threads(tmp_path: Path) -> None:
    (tmp_path / "program.py").write_text(
        "import os, threading, time\n"
        "from bibtools.core.parallel import spread\n"
        "from bibtools.core.process_exit import end\n"
        "def process(item):\n    return os.getpid()\n"
        "def run():\n"
        "    threading.Thread(target=time.sleep, args=(60,), daemon=True).start()\n"
        "    return len(set(spread(process, [1, 2], [5_000_000, 5_000_000])))\n"
        "if __name__ == '__main__':\n    end('program', run)\n",
        "utf-8",
    )
    assert subprocess.run([sys.executable, "program.py"], cwd=tmp_path, check=False).returncode == 2


@pytest.mark.parametrize("sizes", [MUCH, LITTLE])
def test_an_exception_is_raised_here(sizes: list[int]) -> None:
    with pytest.raises(ValueError, match="item"):
        spread(refuses, ITEMS, sizes)


@pytest.mark.slow
def test_no_process_outlives_the_one_that_is_killed(tmp_path: Path) -> None:
    (tmp_path / "large.py").write_text(
        "import os, time\n"
        "from bibtools.core.parallel import spread\n"
        "first = os.getpid()\n"
        "def large(item):\n"
        "    print(os.getpid(), flush=True)\n"
        "    time.sleep(60 if os.getpid() == first else 0.1)\n"
        "    return 'x' * 1_000_000\n"  # more than a pipe takes at once
        "if __name__ == '__main__':\n    spread(large, range(8), [5_000_000] * 8)\n",
        "utf-8",
    )
    with subprocess.Popen([sys.executable, "large.py"], cwd=tmp_path, stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        for _ in range(min(8, CORES)):
            run.stdout.readline()
        run.kill()
        # The output ends when the last process that can write to it has ended; else this takes too long.
        run.communicate(timeout=20)
    assert run.returncode == -signal.SIGKILL


def test_an_interrupt_leaves_no_words_and_no_process_behind(tmp_path: Path) -> None:
    (tmp_path / "slow.py").write_text(
        "import time\n"
        "from bibtools.core.parallel import spread\n"
        # One long sleep would not end where the interrupt comes just before it.
        "def slow(item):\n    print(item, flush=True)\n    for _ in range(600):\n        time.sleep(0.1)\n"
        "if __name__ == '__main__':\n"
        "    try:\n        spread(slow, [1, 2], [5_000_000, 5_000_000])\n"
        "    except KeyboardInterrupt:\n        print('interrupted')\n",
        "utf-8",
    )
    command = [sys.executable, "slow.py"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=tmp_path, stdout=pipe, stderr=pipe, text=True, start_new_session=True) as run:
        assert run.stdout is not None
        run.stdout.readline()
        os.killpg(run.pid, signal.SIGINT)
        out, err = run.communicate(timeout=30)
    assert (out.splitlines()[-1:], err) == (["interrupted"], "")

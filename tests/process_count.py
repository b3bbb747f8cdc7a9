"""How many processes the default suite starts: most of what it costs, and the same on every machine.

A process of its own costs an interpreter and all imports; a run in a warm process a hundredth of that, and a test that
needs neither (most rules are functions) nothing.
"""

from __future__ import annotations

import sys
from collections import Counter

import pytest

OWN, WARM = "processes of their own", "runs in a warm process"
MOST = {OWN: 320, WARM: 2300}


class ProcessCount:
    """Counts what tests start, in each worker, and fails the whole default suite where that is too much."""

    def __init__(self) -> None:
        self.started: Counter[str] = Counter()

    def begin(self) -> None:
        """Count from now on; an audit hook stays until the process ends."""
        sys.addaudithook(self._hear)

    def _hear(self, event: str, _: tuple[object, ...]) -> None:
        if event in {"subprocess.Popen", "os.fork"}:
            self.started[OWN] += 1
        elif event == "tests.warm_run":
            self.started[WARM] += 1

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Tell the controller, or judge where this is it."""
        if hasattr(session.config, "workeroutput"):
            session.config.workeroutput["started"] = dict(self.started)
        elif self.excess(session.config) and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: object) -> None:
        """Add what a worker has counted; one that crashed says nothing."""
        self.started.update(getattr(node, "workeroutput", {}).get("started", {}))

    def excess(self, config: pytest.Config) -> list[str]:
        """Return what the default suite started too much of; any other choice of tests may start what it wants."""
        is_whole = config.args == config.getini("testpaths") and not config.option.keyword
        if not is_whole or config.option.markexpr != "not slow":
            return []
        return [kind for kind, most in MOST.items() if self.started[kind] > most]

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
        """Print the count."""
        said = ", ".join(f"{self.started[kind]} {kind} (at most {most})" for kind, most in MOST.items())
        for kind in self.excess(config):
            terminalreporter.write_line(f"too many {kind}: run in a warm process, share, or mark as slow", red=True)
        terminalreporter.write_line(f"the tests started {said}")

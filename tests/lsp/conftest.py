"""What the tests of the language server share: a paper outside of git, offline, and editors that open it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("pygls", reason="the extra lsp is not installed")

Write = Callable[..., Path]


@pytest.fixture
def write(paper: Path, environ: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Write:
    """Write files into the paper's folder, in the environment of a run that asks nobody, and return it."""
    for name, value in environ.items():
        monkeypatch.setenv(name, value)

    def write(files: dict[str, str | bytes]) -> Path:
        for name, text in files.items():
            (paper / name).parent.mkdir(parents=True, exist_ok=True)
            (paper / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        return paper

    return write

"""Tectonic's `Tectonic.toml`.

https://tectonic-typesetting.github.io/book/latest/ref/tectonic-toml.html
"""

from __future__ import annotations

from bibtools.sources.project_files.contract import TEX, ProjectFile
from bibtools.sources.project_files.file_names import roots, texts
from bibtools.sources.project_files.toml_texts import read_toml

_PARTS = {"preamble": "_preamble.tex", "index": "index.tex", "postamble": "_postamble.tex"}
_FOLDER = "src"


def read(text: str) -> ProjectFile:
    """Return the parts of each document, which Tectonic reads one after another."""
    values, notes = read_toml(text)
    outputs = values.get("output")
    named: list[str] = []
    for output in outputs if isinstance(outputs, list) else ():
        if isinstance(output, dict):
            own = list(texts(output.get("inputs")))
            named += own or [name for part, default in _PARTS.items() for name in texts(output.get(part, default))]
    return ProjectFile(roots=tuple(dict.fromkeys(roots(named, _FOLDER))), outputs=("build",), governs=TEX, notes=notes)

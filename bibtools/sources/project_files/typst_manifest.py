"""Typst's `typst.toml`: the top of a package, from which paths with a slash before start.

https://github.com/typst/packages/blob/main/docs/manifest.md
"""

from __future__ import annotations

import posixpath

from bibtools.sources.project_files.contract import ProjectFile
from bibtools.sources.project_files.file_names import file_name, roots
from bibtools.sources.project_files.toml_texts import read_toml


def read(text: str) -> ProjectFile:
    """Return what `typst.toml` says; the document of a template is in a folder of its own."""
    values, notes = read_toml(text)
    template = values.get("template")
    named = ""
    if isinstance(template, dict) and isinstance(template.get("entrypoint"), str):
        folder = template.get("path")
        named = posixpath.join(file_name(folder) if isinstance(folder, str) else "", template["entrypoint"])
    return ProjectFile(roots=roots(named), governs=(".typ",), is_top=True, notes=notes)

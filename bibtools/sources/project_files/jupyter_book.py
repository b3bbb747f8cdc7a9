"""Jupyter Book 1: `_config.yml` and `_toc.yml`.

https://jupyterbook.org/v1/customize/config.html
"""

from __future__ import annotations

from collections.abc import Iterator

from bibtools.sources.project_files.contract import NOTHING, ProjectFile, merged
from bibtools.sources.project_files.file_names import libraries, roots
from bibtools.sources.project_files.yaml_reader import at, read_documents

_SOURCES = (".md", ".ipynb", ".rst")
_BELOW = ("root", "file", "chapters", "sections", "parts", "subtrees", "entries")
_DEEPEST = 20


def read_config(values: dict[str, object]) -> ProjectFile:
    """Return what `_config.yml` says to Jupyter Book; nothing if it names no library for it."""
    settings = at(values, "sphinx", "config")
    named = [at(values, "bibtex_bibfiles"), at(settings, "bibtex_bibfiles")]
    if not any(named):
        return NOTHING
    return merged(libraries(named), ProjectFile(outputs=("_build",), governs=_SOURCES))


def read_toc(text: str) -> ProjectFile:
    """Return the documents of `_toc.yml`, in both of its forms; their endings are left out there."""
    documents, notes = read_documents(text)
    return ProjectFile(roots=roots(list(_files(documents, 0))), notes=notes)


def _files(value: object, depth: int) -> Iterator[str]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for each in value:
            yield from _files(each, depth + 1)
    elif isinstance(value, dict):
        for key in _BELOW:
            below = value.get(key)
            if isinstance(below, str):
                yield below
            else:
                yield from _files(below, depth + 1)

"""Quarto: `_quarto.yml`, its profiles, and `_metadata.yml` of a folder.

https://quarto.org/docs/projects/quarto-projects.html, https://quarto.org/docs/reference/projects/
"""

from __future__ import annotations

from collections.abc import Iterator

from bibtools.sources.project_files.contract import MARKDOWN, NOTHING, ProjectFile, merged
from bibtools.sources.project_files.file_names import folders, libraries, roots
from bibtools.sources.project_files.yaml_reader import at, read_yaml

_OUTPUTS = {"website": "_site", "site": "_site", "book": "_book", "manuscript": "_manuscript"}
_FILLED = ("_freeze", "_extensions")  # results of code that ran, and what `quarto add` installs
_SOURCES = (*MARKDOWN, ".ipynb")
_DEEPEST = 10


def read(text: str) -> ProjectFile:
    """Return what `_quarto.yml` or a profile says; names that begin with `/` start at the project."""
    file = read_yaml(text)
    if not file.values:
        return NOTHING._replace(notes=file.notes)
    project = at(file.values, "project")
    kind = at(project, "type")
    output = at(project, "output-dir") or (_OUTPUTS.get(kind) if isinstance(kind, str) else None)
    return merged(
        _named(file.values),
        ProjectFile(
            roots=_roots(file.values),
            outputs=(*folders(output), *_FILLED),
            governs=_SOURCES,
            reads=roots(file.values.get("metadata-files")),
            is_top=True,
            notes=file.notes,
        ),
    )


def read_metadata(text: str) -> ProjectFile:
    """Return the settings in `_metadata.yml` for its folder and those below."""
    file = read_yaml(text)
    reads = roots(file.values.get("metadata-files"))
    return merged(_named(file.values), ProjectFile(governs=_SOURCES, reads=reads, notes=file.notes))


def _named(values: dict[str, object]) -> ProjectFile:
    """Return the libraries of all documents, of a book, and of single formats."""
    formats = values.get("format")
    by_format = [at(each, "bibliography") for each in formats.values()] if isinstance(formats, dict) else []
    places = (values, at(values, "book"), at(values, "metadata"))
    return libraries([*(at(each, "bibliography") for each in places), *by_format], rooted=True)


def _roots(values: dict[str, object]) -> tuple[str, ...]:
    article = at(values, "manuscript", "article")
    chapters = [name for part in ("chapters", "appendices") for name in _chapters(at(values, "book", part), 0)]
    return tuple(dict.fromkeys(roots([article, *chapters, at(values, "project", "render")], default_ending=".qmd")))


def _chapters(value: object, depth: int) -> Iterator[str]:
    """Yield the files of chapters: names, or parts, whose own text may be a file, too."""
    if depth > _DEEPEST or not isinstance(value, list):
        return
    for each in value:
        if isinstance(each, str):
            yield each
        elif isinstance(each, dict):
            named = [each.get("part"), each.get("file"), each.get("href")]
            yield from (name for name in named if isinstance(name, str) and name.lower().endswith(_SOURCES))
            yield from _chapters(each.get("chapters"), depth + 1)

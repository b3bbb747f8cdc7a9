"""MyST and Jupyter Book 2: `myst.yml`.

https://mystmd.org/guide/frontmatter, https://mystmd.org/guide/table-of-contents
"""

from __future__ import annotations

from collections.abc import Iterator

from bibtools.sources.project_files.contract import NOTHING, ProjectFile, merged
from bibtools.sources.project_files.file_names import file_name, libraries, roots
from bibtools.sources.project_files.yaml_reader import at, read_yaml

_SOURCES = (".md", ".ipynb", ".tex")
_DEEPEST = 20


def read(text: str) -> ProjectFile:
    """Return what `myst.yml` says; a project that names no library takes every one of its folder."""
    file = read_yaml(text)
    extended = tuple(name for name in roots(file.values.get("extends")) if name)
    if "project" not in file.values:
        return NOTHING._replace(reads=extended, notes=file.notes)
    project = file.values["project"]
    named = at(project, "bibliography")
    return merged(
        libraries(named),
        ProjectFile(
            takes_all=not named,
            roots=_documents(at(project, "toc")),
            outputs=("_build",),
            governs=_SOURCES,
            reads=extended,
            notes=file.notes,
        ),
    )


def _documents(toc: object) -> tuple[str, ...]:
    return roots([name for name in _files(toc, 0) if file_name(name)], default_ending=".md")


def _files(value: object, depth: int) -> Iterator[str]:
    if depth > _DEEPEST or not isinstance(value, list):
        return
    for each in value:
        named = at(each, "file")
        if isinstance(named, str):
            yield named
        yield from _files(at(each, "children"), depth + 1)

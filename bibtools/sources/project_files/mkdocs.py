"""MkDocs with mkdocs-bibtex: `mkdocs.yml`.

https://github.com/shyamd/mkdocs-bibtex
"""

from __future__ import annotations

from collections.abc import Iterator

from bibtools.sources.project_files.contract import NOTHING, ProjectFile, merged
from bibtools.sources.project_files.file_names import file_name, folders, libraries, roots, texts
from bibtools.sources.project_files.yaml_reader import at, read_yaml

_SOURCES = (".md", ".markdown")


def read(text: str) -> ProjectFile:
    """Return what `mkdocs.yml` says; the plugin reads a file or, where it names none, all below a folder."""
    file = read_yaml(text)
    if not file.values:
        return NOTHING._replace(notes=file.notes)
    built = folders(file.values.get("site_dir") or "site")
    found = ProjectFile(outputs=built, governs=_SOURCES, reads=roots(file.values.get("INHERIT")), notes=file.notes)
    return merged(*map(_named, _plugins(file.values.get("plugins"))), found)


def _plugins(plugins: object) -> Iterator[object]:
    """Yield the settings of the plugin `bibtex`; plugins are a list or a mapping."""
    for each in plugins if isinstance(plugins, list) else [plugins]:
        yield at(each, "bibtex")


def _named(settings: object) -> ProjectFile:
    named = at(settings, "bib_file")
    if isinstance(named, list):  # `!ENV [VARIABLE, default]`
        named = named[-1:]
    if named:
        return libraries(named)
    below = (file_name(folder) for folder in texts(at(settings, "bib_dir")))
    return ProjectFile(patterns=tuple(f"{folder}/**/*.bib" for folder in below if folder))

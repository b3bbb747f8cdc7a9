"""Pandoc: files of metadata and of defaults, which are any YAML with a `bibliography`.

https://pandoc.org/MANUAL.html#defaults-files, https://pandoc.org/MANUAL.html#option--metadata-file
"""

from __future__ import annotations

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.sources.project_files.contract import MARKDOWN, NOTHING, ProjectFile, merged
from bibtools.sources.project_files.file_names import libraries, roots, search_path, texts
from bibtools.sources.project_files.yaml_reader import at, read_yaml

_HINT = lazy_pattern(r"bibliography|metadata-files?|input-files?|defaults")
_SEVERAL = lazy_pattern(r"bibliography[_-]\w+\Z")  # `bibliography_main` of the filter multiple-bibliographies
_OF_DEFAULTS = ("defaults", "input-file", "input-files", "metadata-file", "metadata-files")
_OWN_FOLDER = "${.}/"  # the folder of the defaults file


def read(text: str) -> ProjectFile:
    """Return pandoc's settings in a YAML file; empty if it is not one of these files."""
    if not _HINT.search(text):
        return NOTHING
    file = read_yaml(text)
    named = [value for place in (file.values, at(file.values, "metadata")) for value in _bibliographies(place)]
    if not named and not any(key in file.values for key in _OF_DEFAULTS):
        return NOTHING  # another tool's file, which is its own matter even if it is broken
    reads = [file.values.get(key) for key in ("metadata-file", "metadata-files")]
    return merged(
        libraries([_here(each) for each in texts(named)]),
        ProjectFile(
            roots=roots([_here(each) for key in ("input-file", "input-files") for each in texts(file.values.get(key))]),
            governs=MARKDOWN,
            search=tuple(name for each in texts(file.values.get("resource-path")) for name in search_path(_here(each))),
            reads=(
                *roots([_here(each) for each in texts(reads)]),
                *roots([_here(each) for each in texts(file.values.get("defaults"))], default_ending=".yaml"),
            ),
        ),
    )


def _bibliographies(place: object) -> list[object]:
    pairs = place.items() if isinstance(place, dict) else ()
    return [value for key, value in pairs if key == "bibliography" or (_SEVERAL.match(key) and _is_library(value))]


def _is_library(value: object) -> bool:
    return all(each.lower().endswith(".bib") for each in texts(value))


def _here(name: str) -> str:
    return name.removeprefix(_OWN_FOLDER)

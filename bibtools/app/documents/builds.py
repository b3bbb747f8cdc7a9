"""Build output that was committed (a site, a book, LaTeX that Quarto keeps): it does not count as a source."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from bibtools.app.documents.projects import Projects
from bibtools.app.documents.texts import SourceTexts
from bibtools.app.extract import Extract
from bibtools.files.exact_text import Unread
from bibtools.sources.project_files.generated import is_build_folder, is_written_from

_WRITTEN = "written by a build, so it is skipped unless you name it"


def without_builds(
    names: Sequence[str], given: Collection[str], texts: SourceTexts, projects: Projects
) -> tuple[list[str], list[Unread]]:
    """Return the sources that no build wrote, and notes on what one did; those that are `given` by name stay."""
    built = _Builds(texts, projects)
    inside = {name: folder for name in names if name not in given and (folder := built.folder_of(name))}
    left = [name for name in names if name not in inside]
    texts.load(left)
    single = {name for name in left if name not in given and _is_built(name, texts)}
    notes = [*_of_folders(list(inside.values())), *(Unread(name, _WRITTEN, failed=False) for name in sorted(single))]
    return [name for name in left if name not in single], notes


def _is_built(name: str, texts: SourceTexts) -> bool:
    known = texts.known[name]
    if not isinstance(known, Extract) or known.built_from is None:
        return False
    beside = texts.names_in(os.path.dirname(name)) if known.built_from else ()
    return is_written_from(name, known.built_from, beside)


class _Builds:
    """The folders that builds filled, each looked at once."""

    def __init__(self, texts: SourceTexts, projects: Projects) -> None:
        self._texts, self._projects = texts, projects
        self._known: dict[str, str] = {"": ""}

    def folder_of(self, name: str) -> str:
        """Return the folder of a build that a source is in, nothing if it is in none."""
        folder = os.path.dirname(name)
        waiting = []
        while folder not in self._known and os.path.dirname(folder) != folder:
            waiting.append(folder)
            folder = os.path.dirname(folder)
        for each in reversed(waiting):
            above = self._known.get(os.path.dirname(each), "")
            self._known[each] = above or (each if self._is_build(each) else "")
        return self._known.get(os.path.dirname(name), "")

    def _is_build(self, folder: str) -> bool:
        above, name = os.path.split(folder)
        return folder in self._projects.outputs(above) or is_build_folder(name, self._texts.names_in(folder))


def _of_folders(folders: Sequence[str]) -> Iterator[Unread]:
    for folder, number in Counter(folders).items():
        files = "the source" if number == 1 else f"the {number} sources"
        yield Unread(folder, f"a build wrote {files} in here, so they are skipped unless you name them", failed=False)

"""Jekyll with jekyll-scholar: `_config.yml`.

https://github.com/inukshuk/jekyll-scholar#configuration
"""

from __future__ import annotations

import posixpath

from bibtools.sources.project_files.contract import NOTHING, ProjectFile, merged
from bibtools.sources.project_files.file_names import file_name, folders, libraries, texts
from bibtools.sources.project_files.yaml_reader import at

_PLUGINS = {"jekyll-scholar", "jekyll/scholar"}
_SOURCES = (".md", ".markdown", ".mkd", ".mkdown", ".html")
_OF_POSTS = ("assets/bibliography",)  # where al-folio has those that posts name (_layouts/distill.liquid)
_MARKS = ("plugins", "gems", "permalink", "baseurl", "collections", "remote_theme", "kramdown", "destination")


def read_config(values: dict[str, object]) -> ProjectFile:
    """Return what `_config.yml` says to Jekyll; libraries only where it uses jekyll-scholar."""
    built = folders(at(values, "destination")) or ("_site",)
    scholar = at(values, "scholar")
    if not isinstance(scholar, dict) and not _PLUGINS & set(texts([values.get("plugins"), values.get("gems")])):
        return ProjectFile(outputs=built) if any(mark in values for mark in _MARKS) else NOTHING
    source = _inside(at(scholar, "source"), "_bibliography")
    folder = posixpath.normpath(posixpath.join(_inside(values.get("source"), "."), source))
    named = libraries(at(scholar, "bibliography") or "references.bib", folder, rooted=True)
    return merged(named, ProjectFile(outputs=built, governs=_SOURCES, search=_OF_POSTS))


def _inside(value: object, default: str) -> str:
    """Return a folder of the site; with a slash before it is one of these, too, as al-folio writes it."""
    return (file_name(value.lstrip("/")) if isinstance(value, str) else "") or default

"""Scanning: a source with the scanner of its file type, and quick tests of its bytes before that."""

from __future__ import annotations

import importlib
import os
import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING

from bibtools.core.text import Source, Span, overlaps
from bibtools.identifiers.prefilter import may_hold
from bibtools.sources.filetypes import TEX, TYPST, FileType, type_of
from bibtools.sources.mention import Scan
from bibtools.sources.pragma import silenced, without_silenced
from bibtools.sources.source_limits import MOST_FOLDERS, require_few, require_few_files
from bibtools.sources.structure import NONE, LibraryName, Structure

if TYPE_CHECKING:
    from bibtools.sources.citation import Citation
    from bibtools.sources.cite_macros import CiteMacro
    from bibtools.sources.prose import Prose

JOBNAME = r"\jobname"
_BOM = "\ufeff"  # no scanner need know of it where a line begins
_HEAD = 4096  # bytes at the beginning of a text that say who wrote it


def is_promising(data: bytes, suffix: str) -> bool:
    """Return False only if the scanner of a file's type cannot find a paper in it."""
    of_type = type_of(suffix)
    return may_hold(data) or _occurs(of_type.spelling.value, data) or _occurs(of_type.hint, data)


def may_cite(data: bytes, suffix: str) -> bool:
    """Return False only if a file cites no key, but by commands that other files define."""
    return _occurs(type_of(suffix).citing, data)


def has_structure(data: bytes, suffix: str) -> bool:
    """Return False only if a file says nothing of its document, but by macros that other files define."""
    of_type = type_of(suffix)
    return _occurs(of_type.structure or of_type.libraries, data)


def built_from(name: str, data: bytes) -> tuple[str, ...] | None:
    """Return the suffixes of sources, one of which lies beside a text if a build wrote it; none if that is sure anyway.

    None if nothing shows that a build wrote it.
    """
    if not _occurs(type_of(os.path.splitext(name)[1]).built, data[:_HEAD]):
        return None
    from bibtools.sources.project_files.generated import mark_of  # few texts look like it

    mark = mark_of(name, data[:_HEAD])
    return mark.sources if mark else None


def _occurs(pattern: bytes, data: bytes) -> bool:
    return bool(pattern) and _compiled(pattern).search(data) is not None


@cache
def _compiled(pattern: bytes) -> re.Pattern[bytes]:
    return re.compile(pattern)


def prose(text: str, suffix: str) -> list[Prose]:
    """Return the prose of a text, by its file type."""
    from bibtools.sources import prose as words  # for runs that look for papers without ids

    return words.prose(text, type_of(suffix))


def scan(source: Source, today: date, suffix: str) -> Scan:
    """Return the scan of a source by a file type's scanner; the suffix has its dot, and any case."""
    of_type = type_of(suffix)
    found: Scan = module_of(of_type).scan(source, today)
    return without_silenced(found, source.text, of_type.comment)


def citations(text: str, suffix: str, macros: Mapping[str, CiteMacro] | None = None) -> list[Citation]:
    """Return every citation in a text, by its file type: all keys, whatever they name, each with its span and kind.

    `macros` are LaTeX's and Typst's that cite, and that other texts of its document define.
    """
    of_type = type_of(suffix)
    finder = getattr(module_of(of_type), "citations", None)
    given = (macros,) if macros and of_type.scanner in {TEX.scanner, TYPST.scanner} else ()
    bare = text.removeprefix(_BOM)
    found: list[Citation] = finder(bare, *given) if finder else []
    if found and len(bare) < len(text):  # cells of a notebook have texts of their own
        found = [each if each.cell else each._replace(span=Span(*(at + 1 for at in each.span))) for each in found]
    lines = silenced(text, of_type.comment) if found else []
    return [each for each in found if not overlaps(each.span, lines)] if lines else found


def libraries(text: str, suffix: str, jobname: str = "") -> list[str]:
    """Return the `.bib` files that a text names, by its file type; `jobname` is LaTeX's name of the job."""
    of_type = type_of(suffix)
    named: list[str] = module_of(of_type).libraries(text.removeprefix(_BOM)) if of_type.libraries else []
    return [whole for each in named if _is_file_name(whole := each.replace(JOBNAME, jobname))]


def structure(text: str, suffix: str, jobname: str = "", macros: Mapping[str, str] | None = None) -> Structure:
    r"""Return the structure of a text's document, by its file type.

    `jobname` is LaTeX's name of the job; without it, `\jobname` stays as it is. `macros` are LaTeX's, too: those that
    the texts before this one define, as `tex_structure.macros` returns them. Raises TooMuch.
    """
    of_type = type_of(suffix)
    if not of_type.structure:
        named = libraries(text, suffix) if of_type.libraries else ()
        return NONE._replace(libraries=tuple(LibraryName(each, "own") for each in named))
    module = module_of(of_type)
    found: Structure = (
        module.structure(text, jobname, macros)
        if of_type.scanner == TEX.scanner
        else module.structure(text.removeprefix(_BOM))
    )
    require_few_files(max(len(found.inclusions), len(found.libraries)))
    require_few(len(found.folders), MOST_FOLDERS, "has files looked for in {} folders")
    return found._replace(
        root=found.root if _is_file_name(found.root) else "",
        inclusions=tuple(each for each in found.inclusions if _is_file_name(each.name)),
        folders=tuple(each for each in found.folders if _is_file_name(each)),
        libraries=tuple(each for each in found.libraries if _is_file_name(each.name)),
        embedded=tuple(each for each in found.embedded if _is_file_name(each.name)),
    )


def styles(text: str, suffix: str) -> list[str]:
    """Return the bibliography styles that a text names; only LaTeX has these."""
    of_type = type_of(suffix)
    named: list[str] = module_of(of_type).styles(text) if of_type.scanner == TEX.scanner else []
    return [each for each in named if _is_file_name(each)]


def _is_file_name(name: str) -> bool:
    """Return whether a text can be a file name; JSON and YAML can encode characters that no name can hold."""
    try:
        return b"\0" not in os.fsencode(name)
    except UnicodeEncodeError:
        return False


@cache
def module_of(of_type: FileType) -> ModuleType:
    """Return the scanner module of a file type; a run imports only those that it needs."""
    return importlib.import_module(f"bibtools.sources.{of_type.scanner}")

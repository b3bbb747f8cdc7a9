"""Macros in names of files that only the whole document defines: the job's name, and what another text defines."""

from __future__ import annotations

from bibtools.app.documents.document import Document, of_job
from bibtools.app.documents.texts import SourceTexts
from bibtools.sources.structure import LibraryName


def followed(library: LibraryName, document: Document, texts: SourceTexts) -> list[LibraryName]:
    """Return a library by its name without macros, as far as the texts of its document define them.

    A macro may hold the names of several.
    """
    if not library.is_open or not library.written:
        return [library._replace(name=of_job(library.name, document.root))]
    from bibtools.sources import tex_names, tex_structure  # few names need another text's macros

    macros: dict[str, str] = {}
    for name in document.bases:
        texts.looked_for[name] = None  # only its macros matter
        macros = {**tex_structure.macros(texts.files.source_text(name) or ""), **macros}
    plain = tex_names.libraries(library.written, {name: body for name, body in macros.items() if "#" not in body})
    if not plain or any(each.is_open for each in plain):
        return [library]
    return [library._replace(name=of_job(each.name, document.root), is_open=False) for each in plain]

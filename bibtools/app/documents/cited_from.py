"""The libraries that a document cites from: those that it names, that TeX finds for it, and that its project names."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping

from bibtools.app.documents.division import is_latex
from bibtools.app.documents.document import Document
from bibtools.app.documents.library_places import NamedLibrary, named_libraries
from bibtools.app.documents.projects import Projects
from bibtools.app.documents.texts import SourceTexts
from bibtools.files import kpathsea


def cited_from(
    document: Document, texts: SourceTexts, projects: Projects, environ: Mapping[str, str]
) -> tuple[NamedLibrary, ...]:
    """Return the libraries of a document, each once; `environ` says where else TeX looks."""
    own = _found_by_tex(named_libraries(document, texts), document, texts, projects, environ)
    found: dict[tuple[str, str], NamedLibrary] = {}
    for each in (*own, *projects.libraries(document), *_of_heads(document, texts, projects)):
        found.setdefault((each.path, each.scope), each)
    return tuple(found.values())


def _found_by_tex(
    named: list[NamedLibrary],
    document: Document,
    texts: SourceTexts,
    projects: Projects,
    environ: Mapping[str, str],
) -> Iterator[NamedLibrary]:
    """Yield libraries, those that are not in the folders of the document from where TeX finds them."""
    lost = [each for each in named if not each.exists and each.embedded is None and not each.is_open]
    if not lost or not is_latex(document.root):
        yield from (_found_by_project(each, document, texts, projects) if each in lost else each for each in named)
        return
    search = os.pathsep.join(projects.search(document))
    variables = {**environ, "BIBINPUTS": f".:{search}:{environ.get('BIBINPUTS', '')}"} if search else environ
    home = texts.files.at(document.home) or os.curdir
    names = {each: os.path.relpath(each.path, document.home or os.curdir) for each in lost}
    path = variables.get("BIBINPUTS", "")
    # What is not in the folder is in the same place for all documents, unless the search path is relative to them.
    where = home if _is_relative(path) else ""
    new = [name for name in names.values() if (where, path, name) not in texts.asked]
    found = kpathsea.find(new, home, variables) if new else {}
    texts.asked |= {(where, path, name): place for name, place in found.items()}
    for each in named:
        place = texts.asked.get((where, path, names.get(each, "")))
        if isinstance(place, kpathsea.Found):
            yield each._replace(path=texts.named(document.home, place.path), exists=True)
        else:
            yield each


def _found_by_project(
    library: NamedLibrary, document: Document, texts: SourceTexts, projects: Projects
) -> NamedLibrary:
    """Return a library that is not where it is named from a folder in which a build looks for such, if it is there."""
    name = os.path.relpath(library.path, document.home or os.curdir)
    for folder in projects.search(document):
        place = texts.named(folder, name)
        if texts.files.is_file(place):
            return library._replace(path=place, exists=True)
        texts.looked_for[place] = None
    return library


def _is_relative(path: str) -> bool:
    return any(not each.lstrip("!").startswith(("/", "~", "$")) and each not in {"", "."} for each in path.split(":"))


def _of_heads(document: Document, texts: SourceTexts, projects: Projects) -> Iterator[NamedLibrary]:
    """Yield the libraries that another document names for all of its folder, as `index.Rmd` of bookdown does."""
    for head in projects.heads(document.home):
        if head != document.root and texts.is_file(head):
            yield from named_libraries(Document(head, {head: os.path.dirname(head)}), texts)

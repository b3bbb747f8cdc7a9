"""bookdown's `_bookdown.yml`, and `_site.yml` of R Markdown and distill.

https://bookdown.org/yihui/bookdown/configuration.html, https://bookdown.org/yihui/rmarkdown/rmarkdown-site.html
"""

from __future__ import annotations

from bibtools.sources.project_files.contract import NOTHING, ProjectFile, merged
from bibtools.sources.project_files.file_names import folders, libraries, roots
from bibtools.sources.project_files.yaml_reader import read_yaml

_SOURCES = (".rmd", ".md")
_INDEX = "index.Rmd"


def read_bookdown(text: str) -> ProjectFile:
    """Return what `_bookdown.yml` says; a book's front matter is in its first document."""
    file = read_yaml(text)
    chapters = roots(file.values.get("rmd_files"))
    first = next((name for name in chapters if name.lower() == _INDEX.lower()), _INDEX)
    return merged(
        libraries(file.values.get("bibliography")),
        ProjectFile(
            roots=chapters,
            outputs=folders(file.values.get("output_dir") or "_book"),
            governs=_SOURCES,
            head=first,
            notes=file.notes,
        ),
    )


def read_site(text: str) -> ProjectFile:
    """Return what `_site.yml` says."""
    file = read_yaml(text)
    if not file.values:
        return NOTHING._replace(notes=file.notes)
    built = folders(file.values.get("output_dir") or "_site")
    found = ProjectFile(outputs=built, governs=_SOURCES, notes=file.notes)
    return merged(libraries(file.values.get("bibliography")), found)

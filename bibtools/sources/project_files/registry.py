"""The registry of project files: the tools, their files by name, how far each speaks, and what reads it.

A new tool is one row here, and its module. Nothing is imported before a file is read.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from fnmatch import fnmatchcase
from typing import NamedTuple

from bibtools.sources.project_files.contract import ProjectFile


class ProjectFileKind(NamedTuple):
    """A kind of file: its tool, its names (with `*`, and with folders where it lies in certain ones), its reader.

    It `speaks_below` if the documents of all folders below its own heed it; others speak for their own folder, and for
    the roots that they name. `takes` tells people what is read of it.
    """

    tool: str
    names: tuple[str, ...]
    module: str
    function: str
    speaks_below: bool
    takes: str

    def read(self, text: str) -> ProjectFile:
        """Return what a file of this kind says."""
        module = importlib.import_module(f"bibtools.sources.project_files.{self.module}")
        reader: Callable[[str], ProjectFile] = getattr(module, self.function)
        return reader(text)


ROWS = (
    ProjectFileKind(
        "Quarto",
        ("_quarto.yml", "_quarto.yaml", "_quarto-*.yml", "_quarto-*.yaml"),
        "quarto",
        "read",
        True,
        "`bibliography` (of all documents, of a book, of a format), chapters, `project: output-dir`, `metadata-files`",
    ),
    ProjectFileKind(
        "Quarto",
        ("_metadata.yml", "_metadata.yaml"),
        "quarto",
        "read_metadata",
        True,
        "`bibliography`, `metadata-files`",
    ),
    ProjectFileKind(
        "MyST and Jupyter Book 2",
        ("myst.yml", "myst.yaml", "curvenote.yml"),
        "myst",
        "read",
        True,
        "`project: bibliography` (every `.bib` below, where it names none), `project: toc`, `extends`",
    ),
    ProjectFileKind(
        "Jekyll and Jupyter Book 1",
        ("_config.yml", "_config.yaml"),
        "site_config",
        "read",
        True,
        "`scholar: source` and `bibliography`, `destination`; `bibtex_bibfiles`",
    ),
    ProjectFileKind("Jupyter Book 1", ("_toc.yml", "_toc.yaml"), "jupyter_book", "read_toc", True, "the documents"),
    ProjectFileKind(
        "Sphinx",
        ("conf.py",),
        "sphinx",
        "read",
        True,
        "`bibtex_bibfiles`, as far as it is made of literals, `os.path`, `pathlib` and `glob`",
    ),
    ProjectFileKind(
        "MkDocs",
        ("mkdocs.yml", "mkdocs.yaml"),
        "mkdocs",
        "read",
        True,
        "`bib_file` and `bib_dir` of the plugin bibtex, `site_dir`, `INHERIT`",
    ),
    ProjectFileKind(
        "bookdown",
        ("_bookdown.yml", "_bookdown.yaml"),
        "rmarkdown",
        "read_bookdown",
        False,
        "`rmd_files`, `output_dir`",
    ),
    ProjectFileKind(
        "R Markdown and distill",
        ("_site.yml", "_site.yaml"),
        "rmarkdown",
        "read_site",
        True,
        "`output_dir`, `bibliography`",
    ),
    ProjectFileKind(
        "latexmk",
        (".latexmkrc", "latexmkrc"),
        "latexmk",
        "read",
        False,
        "`@default_files`, `$out_dir`, `$aux_dir`, `BIBINPUTS` (`ensure_path`, `$ENV`)",
    ),
    ProjectFileKind("Tectonic", ("Tectonic.toml",), "tectonic", "read", True, "`[[output]]`"),
    ProjectFileKind("Typst", ("typst.toml",), "typst_manifest", "read", True, "the top of the project, `[template]`"),
    ProjectFileKind("Documenter.jl", ("make.jl",), "documenter", "read", True, "`CitationBibliography(…)`"),
    ProjectFileKind(
        "make",
        ("Makefile", "makefile", "GNUmakefile", "*.mk", "*.mak"),
        "build_files",
        "read_makefile",
        False,
        "`--bibliography`, `-M bibliography=`, `--metadata-file`, `--defaults`, compiled documents, `BIBINPUTS`",
    ),
    ProjectFileKind(
        "just",
        ("justfile", "Justfile", ".justfile", "*.just"),
        "build_files",
        "read_justfile",
        False,
        "as in a Makefile",
    ),
    ProjectFileKind(
        "shell scripts", ("*.sh", "*.bash", "*.zsh"), "build_files", "read_script", False, "as in a Makefile"
    ),
    ProjectFileKind("npm", ("package.json",), "build_files", "read_package", False, "`scripts`, as in a Makefile"),
    ProjectFileKind(
        "GitHub Actions",
        (".github/workflows/*.yml", ".github/workflows/*.yaml"),
        "pipelines",
        "read_github",
        False,
        "`run` as in a Makefile, `root_file` of the action that compiles LaTeX",
    ),
    ProjectFileKind("GitLab CI", (".gitlab-ci.yml",), "pipelines", "read_gitlab", False, "`script`, as in a Makefile"),
    ProjectFileKind(
        "pandoc",
        ("*.yaml", "*.yml"),
        "pandoc",
        "read",
        False,
        "files of defaults and of metadata: `bibliography`, `input-files`, `metadata-files`, `resource-path`",
    ),
)
NAMES = tuple(dict.fromkeys(name for row in ROWS for name in row.names))

_BY_NAME = {name: row for row in ROWS for name in row.names if "*" not in name}
_PATTERNS: dict[str, list[tuple[str, ProjectFileKind]]] = {}  # by ending, since most names have none of these
for _row in ROWS:
    for _name in _row.names:
        if "*" in _name:
            _PATTERNS.setdefault(_name.rpartition(".")[2], []).append((_name, _row))


def reader_of(path: str) -> ProjectFileKind | None:
    """Return the kind of a project's file by its path, of which only the end counts; None if it is no such file."""
    folders, _, name = path.replace("\\", "/").rpartition("/")
    if name in _BY_NAME:
        return _BY_NAME[name]
    tail = "/".join([*folders.split("/")[-2:], name])
    for pattern, row in _PATTERNS.get(name.rpartition(".")[2], ()):
        if fnmatchcase(tail if "/" in pattern else name, pattern):
            return row
    return None

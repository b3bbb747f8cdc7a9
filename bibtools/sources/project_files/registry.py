"""The registry of project files: the tools, their files by name, how far each speaks, and what reads it.

A new tool is one row here, and its module. Nothing is imported before a file is read.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from fnmatch import fnmatchcase

from bibtools.core.named_tuple import NamedTuple
from bibtools.sources.project_files.contract import ProjectFile


class ProjectFileKind(NamedTuple):
    """A kind of file: its tool, its names (with `*`, and with folders where it lies in certain ones), its reader.

    It `speaks_below` if the documents of all folders below its own heed it; others speak for their own folder, and for
    the roots that they name. `takes` says, for people, what is read from it.
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
        tool="Quarto",
        names=("_quarto.yml", "_quarto.yaml", "_quarto-*.yml", "_quarto-*.yaml"),
        module="quarto",
        function="read",
        speaks_below=True,
        takes="`bibliography` (of everything, a book, a format), chapters, `project: output-dir`, `metadata-files`",
    ),
    ProjectFileKind(
        tool="Quarto",
        names=("_metadata.yml", "_metadata.yaml"),
        module="quarto",
        function="read_metadata",
        speaks_below=True,
        takes="`bibliography`, `metadata-files`",
    ),
    ProjectFileKind(
        tool="MyST and Jupyter Book 2",
        names=("myst.yml", "myst.yaml", "curvenote.yml"),
        module="myst",
        function="read",
        speaks_below=True,
        takes="`project: bibliography` (every `.bib` below, where it names none), `project: toc`, `extends`",
    ),
    ProjectFileKind(
        tool="Jekyll and Jupyter Book 1",
        names=("_config.yml", "_config.yaml"),
        module="site_config",
        function="read",
        speaks_below=True,
        takes="`scholar: source` and `bibliography`, `destination`; `bibtex_bibfiles`",
    ),
    ProjectFileKind(
        tool="Jupyter Book 1",
        names=("_toc.yml", "_toc.yaml"),
        module="jupyter_book",
        function="read_toc",
        speaks_below=True,
        takes="the documents",
    ),
    ProjectFileKind(
        tool="Sphinx",
        names=("conf.py",),
        module="sphinx",
        function="read",
        speaks_below=True,
        takes="`bibtex_bibfiles`, as far as it is made of literals, `os.path`, `pathlib` and `glob`",
    ),
    ProjectFileKind(
        tool="MkDocs",
        names=("mkdocs.yml", "mkdocs.yaml"),
        module="mkdocs",
        function="read",
        speaks_below=True,
        takes="`bib_file` and `bib_dir` of the plugin bibtex, `site_dir`, `INHERIT`",
    ),
    ProjectFileKind(
        tool="bookdown",
        names=("_bookdown.yml", "_bookdown.yaml"),
        module="rmarkdown",
        function="read_bookdown",
        speaks_below=False,
        takes="`rmd_files`, `output_dir`",
    ),
    ProjectFileKind(
        tool="R Markdown and distill",
        names=("_site.yml", "_site.yaml"),
        module="rmarkdown",
        function="read_site",
        speaks_below=True,
        takes="`output_dir`, `bibliography`",
    ),
    ProjectFileKind(
        tool="latexmk",
        names=(".latexmkrc", "latexmkrc"),
        module="latexmk",
        function="read",
        speaks_below=False,
        takes="`@default_files`, `$out_dir`, `$aux_dir`, `BIBINPUTS` (`ensure_path`, `$ENV`)",
    ),
    ProjectFileKind(
        tool="Tectonic",
        names=("Tectonic.toml",),
        module="tectonic",
        function="read",
        speaks_below=True,
        takes="`[[output]]`",
    ),
    ProjectFileKind(
        tool="Typst",
        names=("typst.toml",),
        module="typst_manifest",
        function="read",
        speaks_below=True,
        takes="the top of the project, `[template]`",
    ),
    ProjectFileKind(
        tool="Documenter.jl",
        names=("make.jl",),
        module="documenter",
        function="read",
        speaks_below=True,
        takes="`CitationBibliography(…)`",
    ),
    ProjectFileKind(
        tool="make",
        names=("Makefile", "makefile", "GNUmakefile", "*.mk", "*.mak"),
        module="build_files",
        function="read_makefile",
        speaks_below=False,
        takes="`--bibliography`, `-M bibliography=`, `--metadata-file`, `--defaults`, compiled documents, `BIBINPUTS`",
    ),
    ProjectFileKind(
        tool="just",
        names=("justfile", "Justfile", ".justfile", "*.just"),
        module="build_files",
        function="read_justfile",
        speaks_below=False,
        takes="as in a Makefile",
    ),
    ProjectFileKind(
        tool="shell scripts",
        names=("*.sh", "*.bash", "*.zsh"),
        module="build_files",
        function="read_script",
        speaks_below=False,
        takes="as in a Makefile",
    ),
    ProjectFileKind(
        tool="npm",
        names=("package.json",),
        module="build_files",
        function="read_package",
        speaks_below=False,
        takes="`scripts`, as in a Makefile",
    ),
    ProjectFileKind(
        tool="GitHub Actions",
        names=(".github/workflows/*.yml", ".github/workflows/*.yaml"),
        module="pipelines",
        function="read_github",
        speaks_below=False,
        takes="`run` as in a Makefile, `root_file` of the action that compiles LaTeX",
    ),
    ProjectFileKind(
        tool="GitLab CI",
        names=(".gitlab-ci.yml",),
        module="pipelines",
        function="read_gitlab",
        speaks_below=False,
        takes="`script`, as in a Makefile",
    ),
    ProjectFileKind(
        tool="pandoc",
        names=("*.yaml", "*.yml"),
        module="pandoc",
        function="read",
        speaks_below=False,
        takes="files of defaults and of metadata: `bibliography`, `input-files`, `metadata-files`, `resource-path`",
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
    """Return the kind of a project's file by the end of its path; None if it is not such a file."""
    folders, _, name = path.replace("\\", "/").rpartition("/")
    if name in _BY_NAME:
        return _BY_NAME[name]
    tail = "/".join([*folders.split("/")[-2:], name])
    for pattern, row in _PATTERNS.get(name.rpartition(".")[2], ()):
        if fnmatchcase(tail if "/" in pattern else name, pattern):
            return row
    return None

"""Quarto, MyST, Jupyter Book, Jekyll, MkDocs, R Markdown and pandoc: what their YAML says."""

from __future__ import annotations

import pytest
from project_file_fields import read

from bibtools.sources.project_files.contract import NOTHING
from bibtools.sources.project_files.registry import reader_of

QUARTO_BOOK = """\
project:
  type: book
book:
  title: A book
  chapters:
    - index.qmd
    - part: intro.qmd
      chapters: [one.qmd, two.ipynb]
    - part: Only words
      chapters:
        - three.qmd
  appendices: [appendix.qmd]
bibliography: references.bib
"""
AL_FOLIO = """\
baseurl: /al-folio
plugins: [jekyll/scholar]
scholar:
  last_name: [Einstein]
  style: apa
  source: /_bibliography/
  bibliography: papers.bib
  bibliography_template: bib
"""
MKDOCS = """\
site_name: x
plugins:
  - search
  - bibtex:
      bib_file: "docs/refs.bib"
markdown_extensions:
  - pymdownx.emoji:
      emoji_index: !!python/name:material.extensions.emoji.twemoji
"""

MYST_FLAT = "project:\n  toc:\n    - file: a.md\n      children: [{file: b.ipynb}, {pattern: '*.md'}]"
MYST_DEEP = "project:\n  toc:\n    - title: x\n      children: [{file: deep/c}, {url: 'https://x.org'}]"
TOC = "format: jb-book\nroot: intro\nchapters:\n  - file: a\n    sections: [{file: b}, {url: 'https://x.org'}]"
BROKEN = "line 1, column 20: its YAML could not be read: mapping values are not allowed in this context"
REMOTE = "the library https://x.org/a.bib is on the network and is not read"
JSON = "the library refs.json is not written in BibTeX and is not read"
OPEN = "the library ${HOME}/refs.bib has a computed name"


@pytest.mark.parametrize(
    ("name", "text", "libraries"),
    [
        ("_quarto.yml", "bibliography: references.bib", ["references.bib"]),
        ("_quarto.yml", "bibliography:\n  - a.bib\n  - b.bib", ["a.bib", "b.bib"]),
        ("_quarto.yml", "bibliography: /refs/a.bib", ["refs/a.bib"]),
        ("_quarto.yml", "bibliography: ../shared/refs.bib", ["../shared/refs.bib"]),
        ("_quarto.yml", "bibliography: references", ["references.bib"]),
        ("_quarto.yml", "bibliography: REFS.BIB", ["REFS.BIB"]),
        ("_quarto.yml", "bibliography: {main: a.bib, software: b.bib}", ["a.bib", "b.bib"]),
        ("_quarto.yml", "format:\n  html:\n    bibliography: web.bib\n  pdf: default", ["web.bib"]),
        ("_quarto.yml", "book:\n  bibliography: book.bib", ["book.bib"]),
        ("_quarto.yml", QUARTO_BOOK, ["references.bib"]),
        ("_quarto-html.yml", "bibliography: refs.bib", ["refs.bib"]),
        ("_metadata.yml", "bibliography: refs.bib", ["refs.bib"]),
        ("_metadata.yml", "format: pdf", []),
        ("_quarto.yml", "# bibliography: old.bib\nproject: {type: website}", []),
        ("_quarto.yml", "bibliography: false", []),
        ("_quarto.yml", "bibliography:", []),
        ("_quarto.yml", "bibliography: '{{< meta bib >}}'", []),
        ("_quarto.yml", "website:\n  navbar:\n    bibliography: no.bib", []),
        ("myst.yml", "version: 1\nproject:\n  bibliography: [a.bib, b.bib]", ["a.bib", "b.bib"]),
        ("myst.yml", "project:\n  bibliography: a.bib", ["a.bib"]),
        ("myst.yml", "project:\n  bibliography: ['https://x.org/a.bib', own.bib]", ["own.bib"]),
        ("myst.yml", "site:\n  bibliography: a.bib", []),
        ("_config.yml", "bibtex_bibfiles:\n  - references.bib", ["references.bib"]),
        ("_config.yml", "sphinx:\n  config:\n    bibtex_bibfiles: [a.bib]", ["a.bib"]),
        ("_config.yml", AL_FOLIO, ["_bibliography/papers.bib"]),
        ("_config.yml", "scholar:\n  style: apa", ["_bibliography/references.bib"]),
        ("_config.yml", "gems: ['jekyll/scholar']", ["_bibliography/references.bib"]),
        ("_config.yml", "plugins: [jekyll-scholar]", ["_bibliography/references.bib"]),
        ("_config.yml", "scholar: {source: ./bib, bibliography: [a, b.bib]}", ["bib/a.bib", "bib/b.bib"]),
        ("_config.yml", "source: docs\nscholar: {bibliography: refs.bib}", ["docs/_bibliography/refs.bib"]),
        ("_config.yml", "plugins: [jekyll-feed]\ntitle: x", []),
        ("_config.yml", "title: x", []),
        ("_config.yml", "google_scholar: x\nbibliography: y.bib", []),
        ("mkdocs.yml", MKDOCS, ["docs/refs.bib"]),
        ("mkdocs.yml", "plugins:\n  bibtex:\n    bib_file: refs.bib", ["refs.bib"]),
        ("mkdocs.yml", "plugins:\n  - bibtex:\n      bib_file: !ENV [BIB, refs.bib]", ["refs.bib"]),
        ("mkdocs.yml", "plugins:\n  - bibtex:\n      bib_file: https://x.org/refs.bib", []),
        ("mkdocs.yml", "plugins:\n  - search", []),
        ("mkdocs.yml", "plugins: [bibtex]", []),
        ("_site.yml", "output_dir: docs\nbibliography: refs.bib", ["refs.bib"]),
        ("_bookdown.yml", "book_filename: x", []),
        ("defaults.yaml", "from: markdown\nbibliography: refs.bib", ["refs.bib"]),
        ("defaults.yaml", "metadata:\n  bibliography: [refs.bib]", ["refs.bib"]),
        ("defaults.yaml", "bibliography: ${.}/refs.bib", ["refs.bib"]),
        ("metadata.yaml", "---\nbibliography: refs.bib\n---\n", ["refs.bib"]),
        ("metadata.yaml", "bibliography_main: a.bib\nbibliography_software: b.bib", ["a.bib", "b.bib"]),
        ("metadata.yaml", "bibliography: refs.json", []),
        ("metadata.yaml", "bibliography: ${HOME}/refs.bib", []),
        ("template.yaml", "bibliography: $biblio-files$", []),
        ("template.yaml", "bibliography: $bibliography$", []),
        ("docker-compose.yml", "services:\n  web:\n    environment: {bibliography: refs.bib}", []),
        ("broken.yaml", "bibliography: a: b", []),
        ("papers.yaml", "bibliography_note: some words", []),
    ],
)
def test_libraries(name: str, text: str, libraries: list[str]) -> None:
    assert list(read(name, text).libraries) == libraries


@pytest.mark.parametrize(
    ("name", "text", "patterns"),
    [
        ("_config.yml", "scholar: {bibliography: '*.bib'}", ["_bibliography/*.bib"]),
        ("_config.yml", "scholar: {bibliography: '**/*'}", ["_bibliography/**/*"]),
        ("mkdocs.yml", "plugins:\n  - bibtex: {bib_dir: refs}", ["refs/**/*.bib"]),
        ("mkdocs.yml", "plugins:\n  - bibtex: {bib_dir: refs, bib_file: a.bib}", []),
        ("_quarto.yml", "bibliography: a.bib", []),
    ],
)
def test_patterns(name: str, text: str, patterns: list[str]) -> None:
    assert list(read(name, text).patterns) == patterns


@pytest.mark.parametrize(
    ("name", "text", "roots"),
    [
        (
            "_quarto.yml",
            QUARTO_BOOK,
            ["index.qmd", "intro.qmd", "one.qmd", "two.ipynb", "three.qmd", "appendix.qmd"],
        ),
        ("_quarto.yml", "project:\n  render: ['*.qmd', '!no.qmd', yes.qmd]", ["yes.qmd"]),
        ("_quarto.yml", "manuscript:\n  article: paper.qmd", ["paper.qmd"]),
        ("myst.yml", MYST_FLAT, ["a.md", "b.ipynb"]),
        ("myst.yml", MYST_DEEP, ["deep/c.md"]),
        ("_toc.yml", TOC, ["intro", "a", "b"]),
        ("_toc.yml", "- file: intro\n- part: One\n  chapters:\n    - file: x/y\n", ["intro", "x/y"]),
        ("_bookdown.yml", "rmd_files: [index.Rmd, a.Rmd]", ["index.Rmd", "a.Rmd"]),
        ("_bookdown.yml", "rmd_files:\n  html: [index.Rmd, h.Rmd]\n  latex: [index.Rmd]", ["index.Rmd", "h.Rmd"]),
        ("defaults.yaml", "input-files: [a.md, b.md]\nbibliography: r.bib", ["a.md", "b.md"]),
        ("defaults.yaml", "input-file: ${.}/a.md", ["a.md"]),
        ("_quarto.yml", "project:\n  type: website", []),
        ("_toc.yml", "format: jb-book", []),
    ],
)
def test_roots(name: str, text: str, roots: list[str]) -> None:
    assert list(dict.fromkeys(read(name, text).roots)) == roots


@pytest.mark.parametrize(
    ("name", "text", "outputs"),
    [
        ("_quarto.yml", "project: {type: website}", {"_site"}),
        ("_quarto.yml", "project: {type: book}", {"_book"}),
        ("_quarto.yml", "project: {type: book, output-dir: docs}", {"docs"}),
        ("_quarto.yml", "project: {output-dir: .}", set()),  # not all of the project
        ("_quarto.yml", "project: {output-dir: ../site}", set()),  # not what lies elsewhere
        ("_quarto.yml", "project: {output-dir: /srv/www}", set()),
        ("myst.yml", "project: {}", {"_build"}),
        ("_config.yml", "destination: public\nscholar: {}", {"public"}),
        ("_config.yml", "permalink: pretty", {"_site"}),
        ("_config.yml", "bibtex_bibfiles: [a.bib]", {"_build"}),
        ("_config.yml", "some: settings", set()),
        ("mkdocs.yml", "site_name: x", {"site"}),
        ("mkdocs.yml", "site_dir: public", {"public"}),
        ("_bookdown.yml", "output_dir: docs", {"docs"}),
        ("_bookdown.yml", "delete_merged_file: true", {"_book"}),
        ("_site.yml", "name: x", {"_site"}),
        ("_site.yml", "output_dir: .", set()),
        ("metadata.yaml", "bibliography: a.bib", set()),
    ],
)
def test_outputs(name: str, text: str, outputs: set[str]) -> None:
    assert set(read(name, text).outputs) - {"_freeze", "_extensions"} == outputs


@pytest.mark.parametrize(
    ("name", "text", "notes"),
    [
        ("_quarto.yml", "bibliography: a.bib: b", [BROKEN]),
        ("myst.yml", "project: {bibliography: https://x.org/a.bib}", [REMOTE]),
        ("metadata.yaml", "bibliography: refs.json", [JSON]),
        ("metadata.yaml", "bibliography: ${HOME}/refs.bib", [OPEN]),
        ("compose.yaml", "a: b: c", []),  # none of its business
        ("_quarto.yml", "bibliography: a.bib", []),
    ],
)
def test_notes(name: str, text: str, notes: list[str]) -> None:
    assert list(read(name, text).notes) == notes


def test_a_myst_project_that_names_none_takes_every_library() -> None:
    assert read("myst.yml", "version: 1\nproject:\n  title: x").takes_all
    assert not read("myst.yml", "project:\n  bibliography: a.bib").takes_all
    assert not read("myst.yml", "version: 1\nsite: {}").takes_all


def test_further_files() -> None:
    assert read("_quarto.yml", "metadata-files: [refs.yml, more.yml]").reads == ("refs.yml", "more.yml")
    assert read("myst.yml", "extends: [../base.yml, 'https://x.org/y.yml']\nproject: {}").reads == ("../base.yml",)
    assert read("mkdocs.yml", "INHERIT: ../base.yml").reads == ("../base.yml",)
    said = read("defaults.yaml", "metadata-files: ['${.}/meta.yaml']\nbibliography: a.bib\nresource-path: ['.', refs]")
    assert said.reads == ("meta.yaml",)
    assert said.search == ("refs",)


def test_the_head_of_a_book_is_its_first_document() -> None:
    assert read("_bookdown.yml", "rmd_files: [a.Rmd, index.Rmd]").head == "index.Rmd"
    assert read("_bookdown.yml", "book_filename: x").head == "index.Rmd"
    assert read("_quarto.yml", "project: {type: book}").head == ""


def test_what_is_no_file_of_a_tool_says_nothing() -> None:
    assert read("environment.yml", "dependencies: [a]") == NOTHING
    assert read("_config.yml", "a: b") == NOTHING
    assert reader_of("notes.md") is None

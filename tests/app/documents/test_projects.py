"""What files of other tools name: for which documents, and relative to what."""

from __future__ import annotations

from pathlib import Path

import pytest
from document_trees import ARTICLE, ID, grow, papers_in, repository

DOCUMENT = f"# A\n\n{ID}"


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    ("tree", "target"),
    [
        ({"_quarto.yml": "bibliography: refs.bib", "a.qmd": DOCUMENT, "refs.bib": ""}, "refs.bib"),
        ({"_quarto.yml": "bibliography: refs.bib", "p/x/a.qmd": DOCUMENT, "refs.bib": ""}, "refs.bib"),
        # Quarto takes a name that leads nowhere from `_metadata.yml` as relative to each document.
        ({"p/_metadata.yml": "bibliography: ../../refs.bib", "p/x/a.qmd": DOCUMENT, "refs.bib": ""}, "refs.bib"),
        ({"p/_metadata.yml": "bibliography: own.bib", "p/x/a.qmd": DOCUMENT, "p/x/own.bib": ""}, "p/x/own.bib"),
        ({"p/_metadata.yml": "bibliography: own.bib", "p/x/a.qmd": DOCUMENT, "p/x/own.bib": "", "p/own.bib": ""},
         "p/own.bib"),
        ({"Makefile": "a.pdf:\n\tpandoc --bibliography refs.bib a.md\n", "a.md": DOCUMENT, "refs.bib": "", "b.bib": ""},
         "refs.bib"),
        # Files that these files read.
        ({"Makefile": "x:\n\tpandoc -d c/d a.md\n", "c/d.yaml": "defaults: ['${.}/base']", "b.bib": "",
          "c/base.yaml": "bibliography: ${.}/../l/r.bib", "a.md": DOCUMENT, "l/r.bib": ""}, "l/r.bib"),
        ({"Makefile": "x:\n\tpandoc -d c/d a.md\n", "c/d.yaml": "bibliography: ['${.}/r.bib']", "b.bib": "",
          "a.md": DOCUMENT, "c/r.bib": "", "r.bib": ""}, "c/r.bib"),
        ({"Makefile": "x:\n\tpandoc -d c/d a.md\n", "c/d.yaml": "defaults: c/base", "a.md": DOCUMENT,
          "c/base.yaml": "bibliography: r.bib", "c/r.bib": "", "r.bib": "", "b.bib": ""}, "r.bib"),
        ({"Makefile": "x:\n\tpandoc -d c/d.yaml a.md\n", "c/d.yaml": "metadata-file: ${.}/m.yaml", "b.bib": "",
          "c/m.yaml": "bibliography: r.bib", "a.md": DOCUMENT, "c/r.bib": "", "r.bib": ""}, "r.bib"),
        ({"d.yaml": "bibliography: ${.}/r.bib\ninput-file: a.md", "a.md": DOCUMENT, "r.bib": "", "b.bib": ""}, "r.bib"),
        # A tree of TeX's that the project has of its own.
        ({"p/m.tex": ARTICLE + "\\usepackage{lab}" + ID, "texmf/tex/latex/lab/lab.sty": "\\addbibresource{lab.bib}",
          "texmf/bibtex/bib/lab/lab.bib": "", "p/b.bib": ""}, "texmf/bibtex/bib/lab/lab.bib"),
        ({"m.tex": ARTICLE + "\\bibliography{r}" + ID, "texmf/bibtex/bib/r.bib": "", "b.bib": ""},
         "texmf/bibtex/bib/r.bib"),
        ({"m.tex": ARTICLE + "\\bibliography{r}" + ID, "texmf/bibtex/bib/r.bib": "", "r.bib": ""}, "r.bib"),
        ({"_quarto.yml": "metadata-files:\n  - c/_b.yml\n", "c/_b.yml": "bibliography: c/r.bib", "p/a.qmd": DOCUMENT,
          "c/r.bib": "", "b.bib": ""}, "c/r.bib"),
        ({"_quarto.yml": "metadata-files: [a.yml]", "a.yml": "metadata-files: [b.yml]", "b.yml": "bibliography: r.bib",
          "p/a.qmd": DOCUMENT, "r.bib": "", "b.bib": ""}, "r.bib"),
        ({"mkdocs.yml": "INHERIT: base.yml\nsite_name: x", "base.yml": "plugins:\n  - bibtex:\n      bib_file: r.bib",
          "docs/a.md": DOCUMENT, "r.bib": "", "b.bib": ""}, "r.bib"),
        ({"Makefile": "x:\n\tpandoc --defaults=c/d a.md\n", "c/d.yaml": "bibliography: r.bib", "a.md": DOCUMENT,
          "r.bib": "", "b.bib": ""}, "r.bib"),
        ({"Makefile": "x:\n\tpandoc -d d.yaml c/*.md\n", "d.yaml": "metadata-file: m.yaml",
          "m.yaml": "bibliography: r.bib", "c/a.md": DOCUMENT, "r.bib": "", "b.bib": ""}, "r.bib"),
        ({"_quarto.yml": "metadata-files: [_quarto.yml]\nbibliography: r.bib", "a.qmd": DOCUMENT, "r.bib": "",
          "b.bib": ""}, "r.bib"),
        ({"Makefile": "x:\n\tpandoc --bibliography b/r.bib c/*.md\n", "c/a.md": DOCUMENT, "b/r.bib": "", "b/x.bib": ""},
         "b/r.bib"),
        ({"_config.yml": "scholar:\n  source: /_bibliography/", "_posts/a.md": f"---\nbibliography: 1.bib\n---\n{ID}",
          "_bibliography/references.bib": "@misc{a}", "assets/bibliography/1.bib": ""}, "assets/bibliography/1.bib"),
        # What speaks for others, or names nothing that is there: two libraries lie here, and none is meant.
        ({"q/_quarto.yml": "bibliography: refs.bib", "a.qmd": DOCUMENT, "q/refs.bib": "", "1.bib": "", "2.bib": ""},
         ""),
        ({"p/_metadata.yml": "toc: true", "p/a.qmd": DOCUMENT, "p/1.bib": "", "p/2.bib": ""}, ""),
        ({"Makefile": "all:\n\techo refs.bib\n", "a.md": DOCUMENT, "refs.bib": "", "b.bib": ""}, ""),
        ({"Makefile": "x:\n\tpandoc --bibliography b/r.bib d/*.md\n", "c/a.md": DOCUMENT, "b/r.bib": "", "b/x.bib": ""},
         ""),
        ({"_quarto.yml": "metadata-files: [gone.yml]", "a.qmd": DOCUMENT, "refs.bib": "", "b.bib": ""}, ""),
        ({"_quarto.yml": "bibliography: [", "a.qmd": DOCUMENT, "refs.bib": "", "b.bib": ""}, ""),
    ],
)  # fmt: skip
def test_files_of_tools_name_libraries(tmp_path: Path, tree: dict[str, str], target: str) -> None:
    grow(tmp_path, tree)
    found = [each.target for each in papers_in(tmp_path) if each.sources]
    assert found == [target]


@pytest.mark.parametrize("place", ["", "src", "src/sections"])
def test_a_document_is_named_wherever_a_run_starts(tmp_path: Path, place: str) -> None:
    tree = {
        "latexmkrc": "@default_files = ('src/m.tex'); ensure_path('BIBINPUTS', '../bib//');",
        "src/m.tex": f"{ARTICLE}\\input{{sections/a}}\\bibliography{{all}}",
        "src/sections/a.tex": ID,
        "bib/all.bib": "",
    }
    grow(repository(tmp_path), tree)
    targets = [each.target for each in papers_in(tmp_path / place)]
    assert [Path(tmp_path, place, each).resolve() for each in targets] == [tmp_path / "bib/all.bib"]


@pytest.mark.parametrize("is_inside", [True, False])
def test_a_link_in_a_tree_of_tex_is_followed_inside_of_the_work_tree(tmp_path: Path, is_inside: bool) -> None:
    work = tmp_path / "work"
    tree = {"m.tex": ARTICLE + "\\usepackage{lab}" + ID, "b.bib": "", "texmf/README": ""}
    grow(work, tree)
    repository(work)
    linked = (work if is_inside else tmp_path) / "t"
    grow(linked, {"r.bib": "", "lab.sty": "\\addbibresource{r.bib}"})
    (work / "texmf" / "tex").symlink_to(linked)
    (found,) = [each.target for each in papers_in(work) if each.sources]
    assert found.endswith("r.bib") == is_inside

"""Makefiles, justfiles, scripts, npm and pipelines: what their commands say."""

from __future__ import annotations

import json

import pytest
from project_file_fields import read

from bibtools.sources.project_files.contract import NOTHING

BY_VARIABLES = """\
main = thesis
bib = references.bib
flag = --natbib --bibliography=$(bib) --pdf-engine=pdflatex

ALL: introduction.tex
\tpdflatex $(main)
\tbibtex $(main)

introduction.tex: introduction.md
\tpandoc $< -o $@ $(flag)
"""
CONTINUED = "x.pdf: x.md\n\tpandoc x.md \\\n\t\t--citeproc \\\n\t\t--bibliography=refs.bib \\\n\t\t-o x.pdf\n"
DEFINED = "define FLAGS\n--filter $(wrap) \\\n--bibliography $(bib) \\\n--csl $(csl)\nendef\nbib = x.bib\n"
OWN_FOLDER = """\
#!/bin/bash
DIR="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
pandoc --bibliography="$DIR/refs.bib" paper.md
"""
HERE_DOCUMENT = "cat > x <<'EOF'\npandoc --bibliography=no.bib\nEOF\npandoc --bibliography=yes.bib\n"
WORKFLOW = """\
on: push
jobs:
  pdf:
    steps:
      - uses: actions/checkout@v4
      - uses: xu-cheng/latex-action@v3
        with:
          root_file: |
            main.tex
            supplement.tex
          working_directory: paper
      - run: |
          cd docs
          pandoc --bibliography=refs.bib text.md
        working-directory: ./sub
      - uses: docker://pandoc/core
        with:
          args: --bibliography=all.bib -o x.pdf y.md
"""


@pytest.mark.parametrize(
    ("name", "text", "libraries"),
    [
        ("Makefile", BY_VARIABLES, ["references.bib"]),
        ("Makefile", CONTINUED, ["refs.bib"]),
        ("Makefile", DEFINED, ["x.bib"]),
        ("Makefile", "x:\n\tpandoc --bibliography refs.bib", ["refs.bib"]),
        ("Makefile", "x:\n\t@pandoc --bibliography='my refs.bib'", ["my refs.bib"]),
        ("Makefile", "x:\n\tpandoc -M bibliography=refs", ["refs.bib"]),
        ("Makefile", "x:\n\tpandoc -Mbibliography=refs.bib", ["refs.bib"]),
        ("Makefile", 'F += --metadata "bibliography:$(B)"\nB := refs.bib', ["refs.bib"]),
        ("Makefile", "x:\n\tpandoc --metadata=bibliography:refs.bib", ["refs.bib"]),
        ("Makefile", "x:\n\tpandoc --bibliography=a.bib --bibliography=b.bib", ["a.bib", "b.bib"]),
        ("Makefile", "F = $(addprefix --bibliography=,$(B))\nB = a.bib b.bib", ["a.bib", "b.bib"]),
        ("Makefile", "F = $(B:%=--bibliography=x/%)\nB = a.bib b.bib", ["x/a.bib", "x/b.bib"]),
        ("Makefile", "F = $(patsubst %.md,--bibliography=%.bib,a.md)", ["a.bib"]),
        (
            "Makefile",
            "x:\n\tcd doc && pandoc --bibliography=refs.bib a.md\n\tpandoc --bibliography=b.bib",
            ["doc/refs.bib", "b.bib"],
        ),
        ("Makefile", "B ?= refs.bib\nx:\n\tpandoc --bibliography=$(B)", ["refs.bib"]),
        ("Makefile", "B = old.bib\nB = new.bib\nx:\n\tpandoc --bibliography=${B}", ["new.bib"]),
        ("Makefile", "x:\n\tpandoc --bibliography=$(CURDIR)/refs.bib", ["refs.bib"]),
        ("rules.mk", "F = --bibliography=refs.bib # the library", ["refs.bib"]),
        ("justfile", "bib := 'refs.bib'\nbuild:\n    pandoc --bibliography={{bib}} a.md", ["refs.bib"]),
        ("build.sh", OWN_FOLDER, ["refs.bib"]),
        ("build.sh", HERE_DOCUMENT, ["yes.bib"]),
        ("build.sh", 'cd "$(dirname "$0")/.."\npandoc --bibliography refs.bib', ["../refs.bib"]),
        ("build.sh", 'BIB=${1:-refs.bib}\npandoc --bibliography "$BIB"', ["refs.bib"]),
        ("build.sh", "ARGS=(\n  --bibliography='a b.bib'\n)\npandoc \"${ARGS[@]}\"", ["a b.bib"]),
        ("build.sh", "(cd a && pandoc --bibliography x.bib)\npandoc --bibliography y.bib", ["a/x.bib", "y.bib"]),
        ("build.sh", "pushd a\npandoc --bibliography x.bib\npopd\npandoc --bibliography y.bib", ["a/x.bib", "y.bib"]),
        (
            "package.json",
            json.dumps({"scripts": {"pdf": "cd p && pandoc --bibliography=refs.bib a.md"}}),
            ["p/refs.bib"],
        ),
        (".github/workflows/a.yml", WORKFLOW, ["../../sub/docs/refs.bib", "../../all.bib"]),
        (
            ".gitlab-ci.yml",
            "pdf:\n  script:\n    - cd paper\n    - pandoc --bibliography=refs.bib a.md",
            ["paper/refs.bib"],
        ),
        # must not
        ("Makefile", "# pandoc --bibliography=refs.bib", []),
        ("Makefile", "#pandoc \\\n  --bibliography=refs.bib", []),
        ("Makefile", "x:\n\tpandoc a.md # --bibliography=refs.bib", []),
        ("Makefile", 'x:\n\t@echo "use --bibliography=refs.bib"', []),
        ("Makefile", "x:\n\t@printf -- --bibliography=refs.bib", []),
        ("Makefile", "x:\n\tgrep -- --bibliography=refs.bib README", []),
        ("Makefile", "x:\n\tpandoc --bibliography=$(shell ls *.bib)", []),
        ("Makefile", "x:\n\tpandoc --bibliography $(filter %.bib, $^)", []),
        ("Makefile", "x:\n\tpandoc --bibliography=$(BIB)", []),
        ("Makefile", "x:\n\tpandoc --bibliography=$<", []),
        ("Makefile", "x:\n\tcheck --bibliography data.yaml", []),
        ("Makefile", "x:\n\tpandoc --bibliography", []),
        ("Makefile", "x:\n\tpandoc --bibliography=https://x.org/refs.bib", []),
        ("Makefile", "A = $(A)$(A)\nx:\n\tpandoc --bibliography=$(A)", []),
        ("Makefile", "x:\n\tpandoc -M author=bibliography", []),
        ("build.sh", "git commit -m 'pandoc --bibliography=x.bib'", []),
        ("build.sh", 'cd "$1"\npandoc --bibliography=y.bib', []),
        ("package.json", json.dumps({"description": "pandoc --bibliography=refs.bib", "scripts": {"a": "b"}}), []),
        ("package.json", '{"scripts": ["pandoc --bibliography=refs.bib"]}', []),
        ("package.json", '{"scripts": "--bibliography', []),
        (".github/workflows/a.yml", "jobs:\n  x:\n    steps:\n      - name: pandoc --bibliography=refs.bib", []),
        (".github/workflows/a.yml", "jobs: [--bibliography=refs.bib]", []),
        (".gitlab-ci.yml", "variables:\n  X: --bibliography=refs.bib", []),
    ],
)
def test_libraries(name: str, text: str, libraries: list[str]) -> None:
    assert list(read(name, text).libraries) == libraries


@pytest.mark.parametrize(
    ("name", "text", "patterns"),
    [
        ("Makefile", "F = $(addprefix --bibliography=,$(wildcard bib/*.bib))", ["bib/*.bib"]),
        ("Makefile", "x:\n\tpandoc --bibliography=$(wildcard *.bib)", ["*.bib"]),
        ("Makefile", "x: $(wildcard *.bib)\n\tpandoc a.md", []),
    ],
)
def test_patterns(name: str, text: str, patterns: list[str]) -> None:
    assert list(read(name, text).patterns) == patterns


@pytest.mark.parametrize(
    ("name", "text", "roots"),
    [
        ("Makefile", BY_VARIABLES, ["thesis.tex"]),
        ("Makefile", "x:\n\tlatexmk -pdf -interaction=nonstopmode main.tex", ["main.tex"]),
        ("Makefile", "x:\n\t-latexmk -pdf -jobname out paper/main", ["paper/main.tex"]),
        ("Makefile", "x:\n\tcd paper && latexmk main.tex", ["paper/main.tex"]),
        ("Makefile", "x:\n\tTEXINPUTS=sty: pdflatex -output-directory build a.tex", ["a.tex"]),
        ("Makefile", "x:\n\tpandoc a.md b.md -o out.md --template t.md", ["a.md", "b.md"]),
        ("build.sh", "docker run texlive latexmk -pdf main.tex", ["main.tex"]),
        ("build.sh", "/usr/bin/xelatex main.tex && echo ok.tex", ["main.tex"]),
        (
            ".github/workflows/a.yml",
            WORKFLOW,
            ["../../paper/main.tex", "../../paper/supplement.tex", "../../sub/docs/text.md", "../../y.md"],
        ),
        # must not
        ("Makefile", "x:\n\tpdflatex $<", []),
        ("Makefile", "x:\n\t$(SPHINXBUILD) -b latex $(ALL) $(BUILDDIR)/latex", []),
        ("Makefile", "x:\n\tmake -C $(BUILDDIR)/latex all-pdf", []),
        ("Makefile", "help:\n\t@sphinx-build -M latex gettext", []),
        ("Makefile", "x:\n\tlatexmk -c && make clean", []),
        ("Makefile", "x:\n\tcommand -v latexmk", []),
        ("Makefile", "x:\n\tlatexmk -C", []),
        ("Makefile", "x:\n\tlatexmk -pdf $(MAIN)", []),
        ("Makefile", "x: main.tex\n\ttouch main.tex", []),
        ("Makefile", "x:\n\tpandoc a.md -o out.tex", ["a.md"]),
        ("Makefile", "# latexmk main.tex", []),
        ("Makefile", "x:\n\techo latexmk main.tex", []),
        ("Makefile", "x:\n\tlatexmk *.tex", []),
        ("build.sh", "apt-get install texlive-latex-extra latexmk", []),
        ("build.sh", 'for f in *.tex; do pdflatex "$f"; done', []),
        ("build.sh", "command -v latexmk > log.tex", []),
    ],
)
def test_roots(name: str, text: str, roots: list[str]) -> None:
    assert sorted(set(read(name, text).roots)) == sorted(roots)


@pytest.mark.parametrize(
    ("name", "text", "search"),
    [
        ("Makefile", "export BIBINPUTS := .:../bib//:$(BIBINPUTS)", ["../bib//"]),
        ("Makefile", "BIBINPUTS = ./bib", ["bib"]),
        ("Makefile", "x:\n\tBIBINPUTS=bib: bibtex main", ["bib"]),
        ("Makefile", "x:\n\tenv BIBINPUTS=./ BSTINPUTS=./ bibtex main", []),
        ("Makefile", "x:\n\tpandoc --resource-path=.:figures a.md", ["figures"]),
        ("build.sh", 'export BIBINPUTS=".:bib//:$BIBINPUTS"', ["bib//"]),
        ("build.sh", "TEXINPUTS=sty: pdflatex a.tex", []),
        ("build.sh", "OLD_BIBINPUTS=x", []),
        ("build.sh", "# export BIBINPUTS=bib", []),
        ("build.sh", "echo BIBINPUTS=bib", []),
    ],
)
def test_search(name: str, text: str, search: list[str]) -> None:
    assert list(read(name, text).search) == search


def test_outputs_and_further_files() -> None:
    found = read("Makefile", "x:\n\tlatexmk -outdir=build -auxdir aux main.tex\n\tlatexmk -outdir=. -cd a/b.tex")
    assert found.outputs == ("build", "aux")
    found = read("Makefile", "x:\n\tpandoc -d book --metadata-file=meta.yaml --defaults ci.yaml a.md")
    assert found.reads == ("book.yaml", "meta.yaml", "ci.yaml")
    assert read("Makefile", "x:\n\ttar -d book").reads == ()


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    ("name", "text", "notes"),
    [
        (
            "Makefile",
            "\nx:\n\tpandoc --bibliography=$(BIB)",
            ["line 3: the library $(BIB) has a computed name"],
        ),
        (
            "build.sh",
            'cd "$1"\npandoc --bibliography=y.bib',
            ["line 2: the folder of y.bib is computed"],
        ),
        (
            "Makefile",
            "export BIBINPUTS = $(HOME)/refs:",
            ["line 1: the folder $(HOME)/refs of libraries has a computed name"],
        ),
        ("Makefile", "x = y\n" * 60_000, ["only its first 262,144 characters were read"]),
        ("Makefile", "export BIBINPUTS = bib:$(BIBINPUTS)", []),
        ("Makefile", "x:\n\tpandoc --template=$(T)", []),
    ],
)
def test_notes(name: str, text: str, notes: list[str]) -> None:
    assert list(read(name, text).notes) == notes


@pytest.mark.parametrize("name", ["Makefile", "build.sh", "package.json", ".github/workflows/a.yml", ".gitlab-ci.yml"])
def test_a_build_that_cites_nothing_says_nothing(name: str) -> None:
    assert read(name, "all:\n\tgcc -o x x.c\n") == NOTHING


def test_variables_cannot_multiply() -> None:
    lines = [f"A{n} = $(A{n + 1})$(A{n + 1})$(A{n + 1})$(A{n + 1})$(A{n + 1})$(A{n + 1})$(A{n + 1})" for n in range(40)]
    found = read("Makefile", "\n".join([*lines, *["x:\n\tpandoc --bibliography=$(A0)"] * 3000]))
    assert found.libraries == ()
    assert found.notes[-1].endswith(": it is too long with its variables, and was read no further")
    assert all(len(note) < 200 for note in found.notes)

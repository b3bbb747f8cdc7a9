from __future__ import annotations

import json
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scanned import texts_of

from bibtools.sources import front_matter
from bibtools.sources.scanner import has_structure, structure
from bibtools.sources.structure import NONE, Inclusion, LibraryName, Structure


def read(text: str, suffix: str = ".md") -> Structure:
    found = structure(text, suffix)
    assert found == NONE or has_structure(text.encode("utf-8", "replace"), suffix)  # else nobody would look
    return found


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("---\nbibliography: refs.bib\n---\n", ["refs.bib"]),
        ("\ufeff---\r\nbibliography: refs.bib\r\n---\r\n", ["refs.bib"]),
        ("---\nbibliography: refs\n---\n", ["refs.bib"]),
        ("---\nbibliography: refs.v2\n---\n", ["refs.v2.bib"]),
        ("---\nbibliography: refs.BIB\n---\n", ["refs.BIB"]),
        ('---\nbibliography: "my refs.bib" # ours\n---\n', ["my refs.bib"]),
        ("---\nbibliography: [a.bib, 'b.bib']\n...\n", ["a.bib", "b.bib"]),
        ("---\nbibliography:\n- a.bib\n- b\n---\n", ["a.bib", "b.bib"]),
        ("---\ntitle: {a: [x, y]}\nbibliography:\n  # ours\n  - a.bib\nother: b.bib\n---\n", ["a.bib"]),
        ('---\n"bibliography": >-\n  refs.bib\n---\n', ["refs.bib"]),
        ("---\nbibliography: {main: a.bib, software: b.bib}\n---\n", ["a.bib", "b.bib"]),
        ("---\nbibliography_main: a.bib\n---\n", ["a.bib"]),
        ("---\na: x\n---\n\nWords.\n\n---\nbibliography: refs.bib\n...\n", ["refs.bib"]),
        ("---\nbibliography: [a.bib, refs.json, refs.yaml]\n---\n", ["a.bib"]),
        ("Words.\n\n\\bibliography{refs, more}\n", ["refs.bib", "more.bib"]),
        ("```{bibliography} refs.bib\n:style: unsrt\n```\n", ["refs.bib"]),
        (":::{bibliography} refs.bib\n:::\n", ["refs.bib"]),
        ("---\nbibliography: `r refs`\n---\n", []),  # no YAML
        ('---\nbibliography: "`r refs`"\n---\n', [""]),
        ("---\nbibliography: !expr refs()\n---\n", [""]),
        ("bibliography: refs.bib\n", []),
        ("Words.\n\nbibliography: refs.bib\n---\n", []),
        ("---\n\nbibliography: refs.bib\n---\n", []),  # a rule
        ("```\n\n---\nbibliography: refs.bib\n---\n```\n", []),
        ("<!--\n\n---\nbibliography: refs.bib\n---\n-->\n", []),
        ("---\noutput:\n  bibliography: refs.bib\n---\n", []),
        ("---\n- bibliography: refs.bib\n---\n", []),
        ("---\ntitle: 'bibliography: refs.bib'\n---\n", []),
        ("---\nmy-bibliography: refs.bib\n---\n", []),
        ("---\nbibliography:\n---\n", []),
        ("---\nbibliography: null\n---\n", []),
        ("---\nbibliography: refs.json\n---\n", []),
        ("---\nbibliography: https://example.org/refs.bib\n---\n", []),
        ("---\nbibliography: *refs\n---\n", []),
        ("---\nbibliography: [a.bib\n---\n", []),
        ("---\nbibliography: refs.bib\n", []),  # has no end
        ("---\nbibliography: refs.bib\nx: " + "a" * 70_000 + "\n---\n", []),
        ("---\nbibliography: " + "[" * 300 + "\n---\n", []),
        ("```\n\\bibliography{refs}\n```\n", []),
        ("`\\bibliography{refs}`\n", []),
        ("\\bibliographystyle{refs}\n", []),
        ("## Bibliography\n", []),
    ],
)
def test_the_libraries_that_a_text_names(text: str, names: list[str]) -> None:
    found = read(text)
    assert [each.name for each in found.libraries] == names
    assert [each.is_open for each in found.libraries] == [not each for each in names]
    assert found.is_root == bool(names)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("{{< include _intro.qmd >}}\n", ["_intro.qmd"]),
        ("{{< include 'my intro.qmd' >}}\n", ["my intro.qmd"]),
        ("```{r, child='a.Rmd'}\n```\n", ["a.Rmd"]),
        ("```{r x, echo=FALSE, child = c(\"a.Rmd\", 'b.Rmd')}\n```\n", ["a.Rmd", "b.Rmd"]),
        ("```{r}\n#| child: a.qmd\n```\n", ["a.qmd"]),
        ("```{r}\n#| child: ['a.qmd', \"b.qmd\"]\n```\n", ["a.qmd", "b.qmd"]),
        ("```{include} a.md\n```\n", ["a.md"]),
        (":::{include} ../a.md\n:::\n", ["../a.md"]),
        ("!include a.md\n", ["a.md"]),
        ('--8<-- "a.md"\n', ["a.md"]),
        ("!include a.md\n\n!include a.md\n", ["a.md"]),
        ("```\n{{< include _intro.qmd >}}\n```\n", []),
        ("<!-- {{< include _intro.qmd >}} -->\n", []),
        ("````\n```{include} a.md\n```\n````\n", []),
        ("`!include a.md`\n", []),
        ("We include a.md and its child.\n", []),
        ("{{< video a.mp4 >}}\n", []),
        ("```python\nchild='a.Rmd'\n```\n", []),
        ("```{r}\nchild <- 'a.Rmd'\n```\n", []),
        ("```{literalinclude} a.py\n```\n", []),
        ("!include https://example.org/a.md\n", []),
    ],
)
def test_what_a_text_includes(text: str, names: list[str]) -> None:
    assert list(read(text).inclusions) == [Inclusion(each, base="own") for each in names]


def test_a_path_from_the_top_of_the_project() -> None:
    assert read("{{< include /a/b.qmd >}}").inclusions == (Inclusion("a/b.qmd", base="project"),)


def test_the_cells_of_a_notebook() -> None:
    front = {"cell_type": "raw", "source": ["---\n", "bibliography: refs\n", "---"]}
    code = {"cell_type": "code", "source": "---\nbibliography: no.bib\n---\n"}
    found = read(json.dumps({"cells": [code, front]}), ".ipynb")
    assert (found.is_root, found.libraries) == (True, (LibraryName("refs.bib"),))
    assert read(json.dumps({"cells": [code]}), ".ipynb") == NONE
    assert read("bibliography", ".ipynb") == NONE


PIECES = st.sampled_from(
    [
        *(
            "---\n",
            "---\r\n",
            "...\n",
            "\n",
            "\n\n",
            "bibliography:",
            " refs.bib",
            "\n- a.bib",
            "[a, b]",
            "{a: b}",
            "&a ",
        ),
        *("*a", "!expr ", "? ", ": ", "|\n", ">", "'", '"', "\\bibliography{", "}", "```", "```{r, child='a.Rmd'}\n"),
        *(
            "```{include} a.md\n",
            "{{< include ",
            ">}}",
            "!include a.md\n",
            "<!--",
            "-->",
            "\t",
            "#",
            "%",
            "@",
            "\ud800",
        ),
    ]
)


@given(texts_of(PIECES))
def test_any_text_is_read(text: str) -> None:
    found = read(text)
    assert found.is_root == bool(found.libraries)
    assert all("bibliography" in text for _ in found.libraries)


@given(texts_of(PIECES))
def test_any_block_is_read(block: str) -> None:
    assert front_matter.read(block.replace(front_matter.KEY, "")).libraries == ()
    front_matter.read(block)


def test_yaml_is_loaded_for_blocks_that_may_name_a_library_only() -> None:
    program = (
        "import sys; from bibtools.sources.scanner import structure; structure(sys.argv[1], '.md');"
        "print('yaml' in sys.modules)"
    )
    texts = ["---\ntitle: a\n---\n\n!include a.md\n", "---\nbibliography: a.bib\n---\n"]
    loaded = [subprocess.run([sys.executable, "-c", program, text], capture_output=True, check=True) for text in texts]
    assert [each.stdout.strip() for each in loaded] == [b"False", b"True"]

"""Typst, Org and reStructuredText: what their texts include, and the libraries that they name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scanned import texts_of

from bibtools.sources.scanner import has_structure, structure
from bibtools.sources.structure import NONE, Inclusion, LibraryName, Structure


def read(text: str, suffix: str) -> Structure:
    found = structure(text, suffix)
    assert found == NONE or has_structure(text.encode("utf-8", "replace"), suffix)  # else nobody would look
    return found


def paths(found: Structure) -> list[str]:
    """Return what is included, and then the libraries; those from the top of the project begin with a slash."""
    every: list[Inclusion | LibraryName] = [*found.inclusions, *found.libraries]
    return [each.name if each.base == "own" else f"/{each.name}" for each in every]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('#include "a.typ"', ["a.typ"]),
        ('#include "../a.typ"', ["../a.typ"]),
        ('#include "/chapters/a.typ"', ["/chapters/a.typ"]),
        ('#import "lib.typ": x, y', ["lib.typ"]),
        ('#import "lib.typ" as lib', ["lib.typ"]),
        ('#bibliography("refs.bib")', ["refs.bib"]),
        ('#bibliography("/refs.bib")', ["/refs.bib"]),
        ('#bibliography(("a.bib", "b.yml", "c.bib"))', ["a.bib", "c.bib"]),
        ('#bibliography(title: "x.bib", style: "y.bib", "refs.bib")', ["refs.bib"]),
        ('#bibliography(title: [Works], full: true, "refs.bib")', ["refs.bib"]),
        ('#bibliography(read("refs.bib", encoding: none))', ["refs.bib"]),
        ('#let refs = "refs.bib"\n#bibliography(refs)', ["refs.bib"]),
        ('#show: ieee.with(bibliography: bibliography("refs.bib"))', ["refs.bib"]),
        ('#show: ieee.with(bibliography-file: "refs.bib")', ["refs.bib"]),
        ('// #include "a.typ"', []),
        ('/* #bibliography("refs.bib") */', []),
        ('`#include "a.typ"`', []),
        ('```\n#bibliography("refs.bib")\n```', []),
        ('#import "@preview/cetz:0.3.0": canvas', []),
        ('#bibliography("refs.yml")', []),
        ("#bibliography(refs)", []),
        ('We include "a.typ".', []),
        ('#image("a.png")', []),
        ('#include ""', []),
    ],
)
def test_typst(text: str, expected: list[str]) -> None:
    assert paths(read(text, ".typ")) == paths(read(f"\ufeff{text}", ".typ")) == expected
    assert not read(text, ".typ").is_root


@pytest.mark.parametrize("text", ['#include "a/" + name', "#include path", '#import ("a.typ")', '#include ""'])
def test_a_name_that_typst_computes(text: str) -> None:
    assert read(text, ".typ") == Structure(is_open=True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('#+INCLUDE: "a.org"', ["a.org"]),
        ('#+include: a.org :lines "1-2"', ["a.org"]),
        ('  #+INCLUDE: "a b.org::*Heading" :only-contents t', ["a b.org"]),
        ("#+SETUPFILE: setup.org", ["setup.org"]),
        ('#+INCLUDE: "a.org"\r\n#+bibliography: refs.bib\r\n', ["a.org", "refs.bib"]),
        ("#+BIBLIOGRAPHY: refs.bib", ["refs.bib"]),
        ('# #+INCLUDE: "a.org"', []),
        ('#+begin_src org\n#+INCLUDE: "a.org"\n#+end_src', []),
        ('#+INCLUDE: "a.py" src python', []),
        ('#+INCLUDE: "a.txt" example', []),
        ("#+SETUPFILE: https://example.org/setup.org", []),
        ("#+INCLUDE:", []),
        ("words #+INCLUDE: a.org", []),
        ("#+print_bibliography:", []),
    ],
)
def test_org(text: str, expected: list[str]) -> None:
    assert paths(read(text, ".org")) == paths(read(f"\ufeff{text}", ".org")) == expected
    assert read(text, ".org").is_root == any(each.endswith(".bib") for each in expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (".. include:: a.rst\n", ["a.rst"]),
        (".. include:: /shared/a b.rst\r\n   :start-line: 2\r\n", ["/shared/a b.rst"]),
        (".. bibliography:: refs.bib\n   :all:\n", ["refs.bib"]),
        (".. bibliography:: a.bib b.bib\n", ["a.bib", "b.bib"]),
        (".. include:: a.rst\n\n.. bibliography:: /refs.bib\n", ["a.rst", "/refs.bib"]),
        (".. include:: <isonum.txt>\n", []),
        (".. include:: a.py\n   :literal:\n", []),
        (".. include:: a.py\n   :start-line: 1\n   :code: python\n", []),
        (".. literalinclude:: a.py\n", []),
        (".. bibliography::\n", []),
        ("..\n   .. include:: a.rst\n", []),
        (".. code-block:: rst\n\n   .. include:: a.rst\n", []),
        ("Words::\n\n   .. bibliography:: refs.bib\n", []),
        ("We include:: a.rst\n", []),
    ],
)
def test_rst(text: str, expected: list[str]) -> None:
    assert paths(read(text, ".rst")) == paths(read(f"\ufeff{text}", ".rst")) == expected


@pytest.mark.parametrize("suffix", [".html", ".py", ".txt", ".bib", ".unknown", ""])
def test_other_types_say_nothing(suffix: str) -> None:
    assert read('\\input{a}\n#include "a.typ"\nbibliography: refs.bib\n', suffix) == NONE


PIECES = st.sampled_from(
    [
        *(
            '#include "a.typ"',
            "#import ",
            '"',
            "#bibliography(",
            "(",
            ")",
            "title: [x], ",
            '#let a = "b.bib"',
            "//",
            "/*",
        ),
        *('#+INCLUDE: "a.org"', "#+SETUPFILE: ", "#+bibliography: a.bib", "#+begin_src", "#+end_src", "# ", " example"),
        *(
            ".. include:: a",
            ".. bibliography:: a.bib",
            "\n   :literal:",
            "::",
            "..",
            "`",
            "\n",
            "\n\n",
            "\r\n",
            " ",
            "/",
        ),
    ]
)


@given(texts_of(PIECES), st.sampled_from([".typ", ".org", ".rst"]))
def test_any_text_is_read(text: str, suffix: str) -> None:
    assert all(each.name.lower().endswith(".bib") for each in read(text, suffix).libraries)

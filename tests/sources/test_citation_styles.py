from __future__ import annotations

import pytest

from bibtools.sources.citation_styles import name_of, of_metadata, of_typst


@pytest.mark.parametrize(
    ("text", "styles"),
    [
        ('#bibliography("refs.bib", style: "apa")', ["apa"]),
        ('#bibliography(\n  ("a.bib", "b.bib"),\n  title: [All (read)],\n  style: "styles/Nature.csl",\n)', ["nature"]),
        ('#set bibliography(style: "ieee")\n#bibliography("refs.bib")', ["ieee"]),
        ('#bibliography("refs.bib")', []),
        ('// #bibliography("refs.bib", style: "apa")', []),
        ('/* #bibliography("refs.bib", style: "apa") */', []),
        ('#cite(<a>, style: "apa")', []),
        ('#bibliography(style: mine, "refs.bib")', []),
        ("#bibliography(" + "(" * 5000, []),
    ],
)  # fmt: skip
def test_typst_names_its_style(text: str, styles: list[str]) -> None:
    assert of_typst(text) == styles


@pytest.mark.parametrize(
    ("text", "styles"),
    [
        ("---\ntitle: A\ncsl: nature.csl\n---\n", ["nature"]),
        ("csl: 'https://www.zotero.org/styles/APA'\n", ["apa"]),
        ("format:\n  html:\n    csl: ../styles/ieee.csl  # ours\n", ["ieee"]),
        ('citation-style: "elsevier-harvard.csl"', ["elsevier-harvard"]),
        ("citeproc: true\nbibliography: refs.bib\n", []),
        ("my-csl: a\n# csl: b\n", []),
        ("csl:\n", []),
    ],
)
def test_metadata_names_its_style(text: str, styles: list[str]) -> None:
    assert [name_of(each) for each in of_metadata(text)] == styles

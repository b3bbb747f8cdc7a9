"""Where the libraries are that documents name, and what is no name of one."""

from __future__ import annotations

from pathlib import Path

import pytest
from document_trees import ARTICLE, grow, papers_in

BIBS = {"refs.bib": "", "b/one.bib": "", "b/two.bib": ""}


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    ("text", "libraries"),
    [
        (r"\bibliography{refs}", ["refs.bib"]),
        (r"\bibliography{b/one, refs}", ["b/one.bib", "refs.bib"]),
        (r"\addbibresource{b/one.bib}\addbibresource{b/two.bib}", ["b/one.bib", "b/two.bib"]),
        (r"\addbibresource[glob]{b/*.bib}", ["b/one.bib", "b/two.bib"]),
        (r"\addbibresource{b/{one,two}.bib}", ["b/one.bib", "b/two.bib"]),
        (r"\newcommand{\lib}{b/one}\bibliography{\lib}", ["b/one.bib"]),
        (r"\bibliography{absent}", ["absent.bib"]),
        # Of templates, and what is none.
        (r"\bibliography{$biblio-files$}", []),
        (r"\addbibresource{$bibliography$}", []),
        (r"\bibliography{[- doc.bibliography | join(', ') -]}", []),
        (r"\bibliography{{{ bibliography }}}", []),
        (r"\bibliography{<%= @bib %>}", []),
        (r"\bibliography{@BIB_FILE@}", []),
        (r"\addbibresource[location=remote]{https://example.org/a.bib}", []),
        (r"%\bibliography{refs}", []),
        (r"\verb|\bibliography{refs}|", []),
        (r"\addbibresource[glob]{b/**/*.bib}", []),
        (r"\addbibresource[glob]{b/*.tex}", []),
    ],
)  # fmt: skip
def test_a_library_is_where_tex_looks_for_it(tmp_path: Path, text: str, libraries: list[str]) -> None:
    grow(tmp_path, BIBS | {"m.tex": ARTICLE + text})
    assert [each.libraries for each in papers_in(tmp_path)] == [libraries]


@pytest.mark.parametrize("name", ["10%-of.bib", "a$b.bib", "a_b@c.bib", "_x_.bib", "a[1].bib"])
def test_odd_names_are_names(tmp_path: Path, name: str) -> None:
    written = name.replace("%", "\\%")
    grow(tmp_path, {name: "", "m.tex": f"{ARTICLE}\\bibliography{{{written.removesuffix('.bib')}}}"})
    assert papers_in(tmp_path)[0].libraries in ([name], [written])

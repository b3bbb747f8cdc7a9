"""What a build wrote and somebody committed is no source unless it is named."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bibtools.app.gather import gather_papers
from bibtools.app.source_files import Sources
from bibtools.files.workspace import Workspace
from bibtools.sources.filetypes import WALKED

ID = "arXiv:2101.00001"
QUARTO = f'<html><head><meta name="generator" content="quarto-1.5"></head><body>{ID}</body></html>'
BY_HAND = f'<html><head><meta name="author" content="quarto"></head><body>{ID}</body></html>'
PANDOC = f"% Options for packages loaded elsewhere\n\\documentclass{{article}}\n{ID}\n"


def read(folder: Path, files: dict[str, str], *given: str) -> tuple[list[str], list[str]]:
    """Return the sources that name a paper, and what was not read."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    found = gather_papers(
        Sources(given or (".",)), date(2026, 11, 20), WALKED, files=Workspace(str(folder)), together=True
    )
    return (
        [mention.path for each in found for mention in each.mentions],
        [unread.path for each in found for unread in each.unread],
    )


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    ("files", "sources", "left_out"),
    [
        ({"docs/a.html": QUARTO, "a.qmd": ID}, ["a.qmd"], ["docs/a.html"]),
        ({"_site/a.md": ID, "_site/b/c.html": "x", "a.md": ID}, ["a.md"], ["_site"]),
        ({"_quarto.yml": "project:\n  output-dir: out\n", "out/a.md": ID, "a.qmd": ID}, ["a.qmd"], ["out"]),
        ({"a.tex": PANDOC, "a.qmd": ID}, ["a.qmd"], ["a.tex"]),
        # What people wrote themselves, or go on with by hand.
        ({"a.html": BY_HAND}, ["a.html"], []),
        ({"a.tex": PANDOC}, ["a.tex"], []),
        ({"a.tex": PANDOC, "b.qmd": ID}, ["a.tex", "b.qmd"], []),
        ({"site/a.md": ID, "out/b.md": ID}, ["out/b.md", "site/a.md"], []),
        ({"_quarto.yml": "project:\n  output-dir: .\n", "a.qmd": ID}, ["a.qmd"], []),
    ],
)
def test_what_a_build_wrote_is_no_source(
    tmp_path: Path, files: dict[str, str], sources: list[str], left_out: list[str]
) -> None:
    assert read(tmp_path, files) == (sources, left_out)


@pytest.mark.parametrize(("name", "text"), [("a.html", QUARTO), ("_site/a.md", ID)])
def test_what_is_named_is_a_source_in_any_case(tmp_path: Path, name: str, text: str) -> None:
    assert read(tmp_path, {name: text}, name) == ([name], [])

"""Sources whose folder, or one above, holds the document whose library they share."""

from __future__ import annotations

from pathlib import Path

import pytest
from document_trees import ARTICLE, ID, grow, papers_in, repository

MAIN = f"{ARTICLE}\\bibliography{{refs}}"
TWO = {"refs.bib": "", "other.bib": ""}


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    ("tree", "folder", "given", "target"),
    [
        ({"m.tex": MAIN, "notes.md": ID}, ".", ("notes.md",), "refs.bib"),
        ({"m.tex": MAIN, "slides.tex": ARTICLE + ID}, ".", ("slides.tex",), "refs.bib"),
        ({"m.tex": MAIN, "notes/n.md": ID}, "notes", (), "../refs.bib"),
        ({"m.tex": MAIN, "notes/n.md": ID}, ".", ("notes",), "refs.bib"),
        ({"p.md": "---\nbibliography: refs.bib\n---\n", "a/b/n.md": ID}, "a/b", (), "../../refs.bib"),
        # Not where something else is meant, or it is not known what.
        ({"m.tex": MAIN, "o.tex": MAIN.replace("refs", "other"), "notes.md": ID}, ".", ("notes.md",), ""),
        ({"m.tex": MAIN, "notes/n.md": ID, "notes/own.bib": ""}, "notes", (), "own.bib"),
        ({"m.tex": ARTICLE, "notes/n.md": ID}, "notes", (), ""),
        ({".m.tex": MAIN, "notes/n.md": ID}, "notes", (), ""),
        ({"notes/n.md": ID, "sub/m.tex": MAIN, "sub/refs.bib": ""}, "notes", (), ""),
        ({"m.tex": MAIN, "n.tex": f"{ARTICLE}{ID}\\bibliography{{other}}"}, ".", ("n.tex",), "other.bib"),
    ],
)  # fmt: skip
def test_sources_share_the_library_of_the_document_beside_them(
    tmp_path: Path, tree: dict[str, str], folder: str, given: tuple[str, ...], target: str
) -> None:
    grow(repository(tmp_path), TWO | tree)
    found = [each.target for each in papers_in(tmp_path / folder, *given) if each.sources]
    assert found == [target]

"""What files of other tools name: for which documents, and relative to what."""

from __future__ import annotations

from pathlib import Path

import pytest
from document_trees import ID, grow, papers_in

DOCUMENT = f"# A\n\n{ID}"


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
        # What speaks for others, or names nothing that is there: two libraries lie here, and none is meant.
        ({"q/_quarto.yml": "bibliography: refs.bib", "a.qmd": DOCUMENT, "q/refs.bib": "", "1.bib": "", "2.bib": ""},
         ""),
        ({"p/_metadata.yml": "toc: true", "p/a.qmd": DOCUMENT, "p/1.bib": "", "p/2.bib": ""}, ""),
        ({"Makefile": "all:\n\techo refs.bib\n", "a.md": DOCUMENT, "refs.bib": "", "b.bib": ""}, ""),
        ({"_quarto.yml": "bibliography: [", "a.qmd": DOCUMENT, "refs.bib": "", "b.bib": ""}, ""),
    ],
)  # fmt: skip
def test_files_of_tools_name_libraries(tmp_path: Path, tree: dict[str, str], target: str) -> None:
    grow(tmp_path, tree)
    found = [each.target for each in papers_in(tmp_path) if each.sources]
    assert found == [target]

"""What messages say of the library that is meant where no source names a `.bib`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from document_trees import grow, repository
from foreign_libraries import FAR, PAGE, REMOTE
from project_shapes import OTHER, A, cites

from bibtools.app.check import Checking, check
from bibtools.app.source_files import Sources, find
from bibtools.core.errors import UsageError
from bibtools.files.workspace import Workspace
from bibtools.sources.filetypes import WALKED

# ruff: noqa: E501 - a case is a row of the table
CASES = {
    "one there": ({"m.tex": cites(A), "refs.bib": OTHER}, f"arXiv:{A} is not in refs.bib (the only .bib here; no source names one): run bibtools sync"),
    "one named": ({"m.tex": cites(A, bib="refs"), "refs.bib": OTHER}, f"arXiv:{A} is not in refs.bib: run bibtools sync"),
    "none there": ({"m.tex": cites(A)}, "no .bib is named; name one with --bib FILE"),
    "a remote one": ({"m.tex": cites(A, begin=REMOTE)}, f"no .bib is named: m.tex names {FAR}, which is on the network, and nothing is added to that; name one"),
    "two remote ones": ({"m.tex": cites(A, begin=f"{REMOTE}\\addbibresource[location=remote]{{http://b.org/b.bib}}")}, f"no .bib is named: m.tex names {FAR} and 1 more, which is"),
    "another form": ({"m.md": f"---\nbibliography: refs.json\n---\n[@{A}]"}, "no .bib is named: m.md names refs.json, which is no .bib, and nothing"),
    "a remote one beside": ({"m.md": f"{PAGE}[@{A}]", "refs.bib": OTHER}, f"arXiv:{A} is not in refs.bib (the only .bib here; no source names one): m.md names {FAR}, which is on the network, so it would not see what is added here: name this one there, too, or give it yourself: --bib refs.bib"),
    "two beside": ({"m.md": f"{PAGE}[@{A}]", "a.bib": OTHER, "b.bib": OTHER}, f"m.md names {FAR}, which is on the network; no source names a .bib, and there are several here"),
}  # fmt: skip


@pytest.mark.thinned(3)
@pytest.mark.parametrize(("files", "message"), CASES.values(), ids=CASES)
def test_which_library_is_meant_is_told(tmp_path: Path, files: dict[str, str], message: str) -> None:
    grow(repository(tmp_path), files)
    here = Workspace(str(tmp_path))
    try:
        [outcome] = check(find(Sources(), WALKED, here), None, Checking(date(2026, 11, 20), files=here))
        told = [each.message for each in outcome.all_missing]
    except UsageError as error:
        told = [str(error)]
    assert [each[: len(message)] for each in told] == [message]

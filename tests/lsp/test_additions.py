"""What is added on what a session remembers is what `sync` plans that knows nothing."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest
from lsp.conftest import Write
from real_material import MATERIAL

from bibtools.app.opened_library import opened_library
from bibtools.bibliography.editing.plan import Plan
from bibtools.core.text import decode
from bibtools.identifiers.identifier import Identifier
from bibtools.lsp.additions import Addition, planned_addition
from bibtools.lsp.asking import Task
from bibtools.lsp.open_texts import EditedText
from bibtools.lsp.paper_folder import PaperFolder

TODAY = date(2026, 11, 30)
SHARED = MATERIAL / "bibs"
BUNDLED = ("1912.04958", "1412.6980", "1505.04597", "1706.03762")
SOURCE = "\\bibliography{r}\n" + "".join(f"arXiv:{each}\n" for each in BUNDLED)
ENTRIES = "".join(
    f"@misc{{author{number:03}, title = {{Title {number}}}, author = {{Author, A{number}}}, year = {{2001}}}}\n\n"
    for number in range(130)
)
ADAM = (
    "@misc{adam, title = {Adam: A Method for Stochastic Optimization}, author = {Kingma, D. and Ba, J.}, year = 2015}\n"
)
PIECES = (
    "@misc{zoe, title = {x} y}\n",
    "% bibtools: is 1412.6980\n",
    ADAM,
    ADAM.replace("Adam:", "{Adam}:"),
    "@misc{u, eprint = {1505.04597}, archivePrefix = {arXiv}}\n",
    "@comment{jabref-meta: databaseType:bibtex;}\n",
    "@comment{@misc{hidden, title = {y}}}\n",
    "@string{pub = {Publisher}}\n",
    "@article{a, title = {b\n",
    "é",
    "}\n",
    "\r\n",
    "",
)


def plans(folder: PaperFolder, text: EditedText, works: tuple[Identifier, ...] | None) -> tuple[Plan, Plan]:
    """Return what is planned on what is remembered, and on nothing."""
    checked = folder.check({text.now.real or "": text.now}, TODAY)
    made = [
        planned_addition(
            Addition(works), checked.outcomes[0], checked, folder.config, Task(lambda _: None), opening=opening
        )
        for opening in (folder.shelf.of_source, opened_library)
    ]
    return made[0].plan, made[1].plan


def agrees(folder: Path, library: str, steps: int, rng: random.Random) -> int:
    """Edit a library again and again; return how many additions were compared."""
    here, path, compared = PaperFolder(str(folder)), folder / "r.bib", 0
    for _ in range(steps):
        text = EditedText(path.as_uri(), library, 1)
        for works in (None, (Identifier.of_id(rng.choice(BUNDLED)),)):
            one, other = plans(here, text, works)
            assert one == other
            compared += len(one.added) + len(one.updated) + len(one.present)
        at = rng.randrange(len(library) + 1)
        library = library[:at] + rng.choice(PIECES) + library[at + rng.choice((0, 0, 1, 40)) :]
    return compared


@pytest.mark.parametrize("steps", [2, pytest.param(20, marks=pytest.mark.slow)])
def test_additions_on_what_is_remembered_are_those_of_a_fresh_sync(write: Write, steps: int) -> None:
    folder = write({"p.tex": SOURCE, "r.bib": ""})
    rng = random.Random(3)  # noqa: S311 - texts
    for library in (ENTRIES, f"{ADAM}\n{ENTRIES}"):
        assert agrees(folder, library, steps, rng) >= 2 * steps


@pytest.mark.slow
def test_so_they_are_in_real_libraries(write: Write) -> None:
    paths = [path for path in sorted(SHARED.glob("*.bib")) if 20_000 < path.stat().st_size < 400_000]
    if not paths:
        pytest.skip("the shared material is not here")
    folder = write({"p.tex": SOURCE, "r.bib": ""})
    rng = random.Random(5)  # noqa: S311 - texts
    for path in paths[::8][:6]:
        assert agrees(folder, decode(path.read_bytes())[:50_000], 5, rng) > 0, path.name

"""Entries of published works of all types as a person would check them, and what the real programs make of them.

`golden/published.jsonl` holds one record a line, facts only; the golden libraries hold its entries in either dialect.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest
from test_golden import installed
from warm_biber import run_biber

from bibtools.bibliography.citekey import generation
from bibtools.bibliography.entries.builder import default_key
from bibtools.bibliography.entries.entry import Style, render
from bibtools.bibliography.entries.options import BIBLATEX, BIBTEX, EXTRA, Dialect, EntryPreferences
from bibtools.bibliography.entries.published import entry_of
from bibtools.records.publication import MANUAL, PATENT, WORK_TYPES
from bibtools.records.record import Record, of_json

GOLDEN = Path(__file__).parent / "golden"
# ACM's own wants the publisher's address of every paper, which no clean entry has.
STYLES = ("plain", "alpha", "abbrv", "unsrt", "plainnat", "IEEEtran", "splncs04", "apalike", "acm", "siam")
FILES: dict[Dialect, Path] = {BIBTEX: GOLDEN / "published.bib", BIBLATEX: GOLDEN / "published-biblatex.bib"}


@cache
def records() -> tuple[Record, ...]:
    lines = (GOLDEN / "published.jsonl").read_text("utf-8").splitlines()
    return tuple(of_json(json.loads(line)) for line in lines)


def library(preferences: EntryPreferences) -> str:
    taken: set[str] = set()
    texts = []
    for record in records():
        key = generation.unique(default_key(record), taken)
        taken.add(key.casefold())
        texts.append(render(entry_of(record, key, preferences.form()), Style()) + "\n")
    return "\n".join(texts)


def test_entries_of_all_types_are_as_they_should_be() -> None:
    assert len(records()) >= 40
    made = {record.publication.type for record in records() if record.publication}
    assert made == {*WORK_TYPES} - {PATENT, MANUAL}  # which nobody registers
    for dialect, path in FILES.items():
        text = library(EntryPreferences(dialect=dialect))
        if os.environ.get("WRITE_GOLDEN"):
            path.write_text(text, "utf-8")
        assert text == path.read_text("utf-8")


# As they are by default, and with everything that can be asked for.
FORMS = [(), tuple(name for name in EXTRA if name not in {"abstract", "keywords"})]


@pytest.mark.slow
@pytest.mark.parametrize("extra", FORMS, ids=["plain", "full"])
@pytest.mark.parametrize("style", STYLES)
def test_bibtex_warns_of_none(tmp_path: Path, style: str, extra: tuple[str, ...]) -> None:
    if not shutil.which("bibtex") or style not in installed():
        pytest.skip(f"BibTeX or {style}.bst is not installed")
    (tmp_path / "refs.bib").write_text(library(EntryPreferences(dialect=BIBTEX, extra=extra)), "utf-8")
    aux = f"\\relax\n\\citation{{*}}\n\\bibstyle{{{style}}}\n\\bibdata{{refs}}\n"
    (tmp_path / "paper.aux").write_text(aux, "utf-8")
    done = subprocess.run(["bibtex", "paper"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, "arning" in done.stdout) == (0, False), done.stdout
    listed = (tmp_path / "paper.bbl").read_text("utf-8")
    assert listed.count("\\bibitem") + listed.count("\\bibinfo{title}") >= len(records())


@pytest.mark.slow
@pytest.mark.parametrize("extra", FORMS, ids=["plain", "full"])
def test_biber_warns_of_none(tmp_path: Path, extra: tuple[str, ...]) -> None:
    if not shutil.which("biber"):
        pytest.skip("biber is not installed")
    (tmp_path / "refs.bib").write_text(library(EntryPreferences(dialect=BIBLATEX, extra=extra)), "utf-8")
    done = run_biber(tmp_path, "--tool", "--validate-datamodel", "--output-file", "out.bib", "refs.bib")
    # The link to the code stands in a field of our own.
    warnings = [line for line in done.printed.splitlines() if "WARN - " in line and "'code'" not in line]
    assert (done.code, warnings, "ERROR" in done.printed) == (0, [], False)

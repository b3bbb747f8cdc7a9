from __future__ import annotations

from typing import Any

import pytest

from bibtools.core.errors import UsageError
from bibtools.corpus.row_formats import FORMS, form_of

PLACE = {"cell": None, "line": 1, "column": 7}
MENTION = {"id": "2106.00134", "version": None, **PLACE, "evidence": "strong", "text": "2106.00134"}
SUSPECT = {"text": "2113.1", **PLACE, "cell": 3, "reason": "no", "suggestion": None, "level": "note"}
FOUND = {"id": "2106.00134", **PLACE, "cell": 3, "score": 0.9, "sure": True, "evidence": ["title"], "title": "Ü"}
EMPTY: dict[str, Any] = {"path": "ü.txt", "unread": None, "mentions": [], "suspects": []}
ROWS = [
    EMPTY,
    {**EMPTY, "unread": {"reason": "not a text file", "level": "note"}},
    {**EMPTY, "mentions": [MENTION, MENTION], "suspects": [SUSPECT]},
]


@pytest.fixture(params=FORMS)
def name(request: pytest.FixtureRequest) -> str:
    if request.param == "parquet":
        pytest.importorskip("pyarrow")
    return str(request.param)


@pytest.mark.thinned(3)
@pytest.mark.parametrize("rows", [ROWS[:1], ROWS[1:2], ROWS, [{**row, "found": [FOUND]} for row in ROWS]])
def test_rows_are_read_as_they_were_written(name: str, rows: list[Any]) -> None:
    form = form_of(name)
    data = form.encode(rows)
    assert form.decode(data) == rows
    assert form.encode(rows) == data


@pytest.mark.parametrize("cut", [1, 2, 40])
def test_what_is_not_whole_is_told(name: str, cut: int) -> None:
    form = form_of(name)
    with pytest.raises(ValueError, match=r"."):
        form.decode(form.encode(ROWS)[:-cut])


def test_lines_are_what_other_programs_expect() -> None:
    assert form_of("jsonl").encode(ROWS[:1]) == (
        b'{"path": "\\u00fc.txt", "unread": null, "mentions": [], "suspects": []}\n'
    )


def test_another_form_is_refused() -> None:
    with pytest.raises(UsageError, match=r"no such format: xml \(choose from jsonl and parquet\)"):
        form_of("xml")

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtools.core.text import Source
from bibtools.sources import notebook
from bibtools.sources.mention import Scan

TODAY = date(2026, 11, 20)
A, B = "2106.00134", "1706.03762"


def cell(kind: str, source: str | list[str], **more: object) -> dict[str, object]:
    return {"cell_type": kind, "source": source, "metadata": {}, **more}


def written(*cells: object, **more: object) -> str:
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5, **more})


def scan(text: str) -> Scan:
    return notebook.scan(Source("a.ipynb", text), TODAY)


def ids(text: str) -> list[str]:
    return [mention.identifier.value for mention in scan(text).mentions if not mention.is_doi]


@pytest.mark.parametrize(
    ("kind", "source", "expected"),
    [
        ("markdown", "See [x](https://arxiv.org/abs/2106.00134)", [A]),
        ("markdown", ["See\n", "[@2106.00134]"], [A]),
        ("markdown", "- 2106.00134\n- 1706.03762", [A, B]),
        ("code", "# arXiv:2106.00134\nx = 1", [A]),
        ("code", ["ids = [\n", "'2106.00134',\n", "'1706.03762']"], [A, B]),
        ("raw", "arXiv:2106.00134", [A]),
        ("raw", "2106.00134", [A]),
        ("markdown", "é \\ arXiv:2106.00134", [A]),
        ("markdown", "<!-- arXiv:2106.00134 -->", []),
        ("markdown", "`2106.00134`", []),
        ("markdown", "[@smith2020] in 1706.03762 cases", []),
        ("code", "x = 2106.00134", []),
        ("code", "2106.00134", []),
        ("code", "# 2106.00134 s", []),
        ("raw", "10.1145/2106.00134", []),
        ("markdown", "", []),
        ("code", [], []),
    ],
)
def test_each_cell_is_read_by_its_kind(kind: str, source: str | list[str], expected: list[str]) -> None:
    assert ids(written(cell(kind, source))) == expected


@pytest.mark.parametrize(
    "text",
    [
        written(cell("code", "", outputs=[{"output_type": "stream", "name": "stdout", "text": ["arXiv:2106.00134"]}])),
        written(cell("code", "", outputs=[{"output_type": "error", "ename": "arXiv:2106.00134", "traceback": []}])),
        written(cell("markdown", "", attachments={"arXiv:2106.00134.png": {"image/png": "arXiv:2106.00134"}})),
        written(cell("markdown", ""), metadata={"title": "arXiv:2106.00134"}),
        written({"cell_type": "markdown", "source": "", "metadata": {"tags": ["arXiv:2106.00134"]}}),
        written({"cell_type": "markdown", "source": "", "id": "2106.00134v1"}),
        written({"cell_type": "markdown"}),
        written(),
    ],
)
def test_outputs_and_metadata_are_dead(text: str) -> None:
    assert scan(text) == Scan()


def test_places_count_cells_and_lines_inside_of_them() -> None:
    text = written(cell("code", "x"), cell("markdown", ["a\n", "é arXiv:2106.00134\n"]), cell("raw", "hep-th/9711200"))
    assert [(m.cell, *m.position) for m in scan(text).mentions] == [(2, 2, 9), (3, 1, 1)]


def test_suspects_have_a_cell_too() -> None:
    text = written(cell("code", "x"), cell("code", "# in 1706.03762 cases\n# arXiv:1234.5678"))
    assert [(s.cell, *s.position, s.impossible) for s in scan(text).suspects] == [(2, 1, 6, False), (2, 2, 9, True)]


def test_every_cell_can_name_a_library() -> None:
    text = written(cell("markdown", "---\nbibliography: refs.bib\n---\n"), cell("code", "# bibliography: other.bib"))
    assert notebook.libraries(text) == ["refs.bib"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("arXiv:2106.00134", [A]),
        ('{"cells": [arXiv:2106.00134', [A]),
        ('{"cells": "arXiv:2106.00134"}', [A]),
        ('{"worksheets": [{"cells": [{"source": ["arXiv:2106.00134"]}]}]}', [A]),
        ('["arXiv:2106.00134"]', [A]),
        ('{"cells": [null, "arXiv:2106.00134"]}', [A]),
        ("[" * 100_000, []),
        ("null", []),
        ('{"cells": 1706.03762}', []),
    ],
)
def test_what_is_no_notebook_is_plain_text(text: str, expected: list[str]) -> None:
    assert ids(text) == expected
    assert all(mention.cell is None for mention in scan(text).mentions)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=8) | st.just("arXiv:2106.00134"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["cells", "source", "cell_type", "metadata"]), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(JSON)
def test_any_json_is_scanned(value: object) -> None:
    assert set(ids(json.dumps(value))) <= {A}


@given(st.lists(st.tuples(st.sampled_from(["markdown", "code", "raw"]), st.text(max_size=10)), max_size=4))
def test_any_cells_are_scanned_in_order(cells: list[tuple[str, str]]) -> None:
    text = written(*(cell(kind, f"#\n# arXiv:2106.00134\n{source}") for kind, source in cells))
    numbers = [mention.cell for mention in scan(text).mentions if mention.position.line == 2]
    assert numbers == list(range(1, len(cells) + 1))

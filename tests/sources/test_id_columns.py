"""Ids in columns: tables say which numbers are ids; a column of other numbers stays one of numbers."""

from __future__ import annotations

from datetime import date

import pytest

from bibtools.core.text import Source
from bibtools.identifiers.identifier import STRONG
from bibtools.sources.scanner import scan

TODAY = date(2026, 11, 25)
BOTH = ["2106.00134", "2105.07381"]


@pytest.mark.parametrize(
    ("suffix", "text", "ids"),
    [
        (".csv", "arxiv,title\n2106.00134,A\n2105.07381,B\n", BOTH),
        (".csv", "title,arXiv ID\nA,2106.00134\nB,2105.07381v3\nC,\n", BOTH),
        (".csv", 'title;"arxiv_id"\nA;"2106.00134"\nB;"2105.07381"\n', BOTH),
        (".tsv", "id\ttitle\n2106.00134\tA\n2105.07381\tB\n", BOTH),
        (".csv", "\ufeffpaper_id,title\r\n2106.00134,A\r\n2105.07381,B\r\n", BOTH),
        (".csv", "eprint,score\n2106.00134,2105.07381\n2105.07381,7\n", ["2106.00134", "2105.07381"]),
        (".csv", "eprint,title\n2106.00134,A\n,B\n", ["2106.00134"]),
        (".md", "| Title | arXiv |\n|---|---|\n| A | 2106.00134 |\n| B | 2105.07381 |\n", BOTH),
        (".md", "Text\n\n| ID | Title |\n|:-:|---|\n| 2106.00134 | A |\n| 2105.07381 | B |\n\nText", BOTH),
        (".json", '{"2106.00134": {"title": "A"}, "2105.07381": {"title": "B"}}', BOTH),
        (".json", '[{"id": "2106.00134", "title": "A"}, {"id": "2105.07381", "title": "B"}]', BOTH),
        (".yaml", 'papers:\n  - id: "2106.00134"\n    title: A\n  - id: "2105.07381"\n    title: B\n', BOTH),
        # no ids
        (".json", '{"2106.00134": 1, "2105.07381": 2, "12.5": 3}', []),
        (".json", '{"2106.00134": {"title": "A"}}', []),
        (".json", '[{"id": "2106.00134"}, {"id": "x17"}]', []),
        (".json", '[{"mass": "2106.00134"}, {"mass": "2105.07381"}]', []),
        (".csv", "price,title\n2106.00134,A\n2105.07381,B\n", []),
        (".csv", "id,title\n2106.00134,A\n12,B\n", []),
        (".csv", "id,title\n2106.00134,A\n", []),
        (".csv", "2106.00134,A\n2105.07381,B\n", []),
        (".csv", "arxiv,title\n2106.00134 g,A\n2105.07381 kg,B\n", []),
        (".md", "| Mass | Title |\n|---|---|\n| 2106.00134 | A |\n| 2105.07381 | B |\n", []),
        (".md", "| arXiv | Title |\n|---|---|\n| costs 2106.00134 in all | A |\n", []),
        (".txt", "We ask arXiv, and 2106.00134 of them\nsaid no, 2105.07381 yes\n", []),
    ],
)
def test_columns_of_ids_are_read(suffix: str, text: str, ids: list[str]) -> None:
    found = [each.identifier.id for each in scan(Source(f"a{suffix}", text), TODAY, suffix).mentions]
    strong = [
        each.identifier.id
        for each in scan(Source(f"a{suffix}", text), TODAY, suffix).mentions
        if each.evidence == STRONG
    ]
    assert sorted(set(strong)) == sorted(set(ids))
    assert set(found) <= {*ids, *BOTH}

from __future__ import annotations

from datetime import date

import pytest
from scanned import assert_shown_as_it_is, ids

from bibtools.core.text import Source
from bibtools.sources.scanner import scan

A, B = "2106.00134", "1706.03762"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("doi: 10.48550/arXiv.2106.00134", [A]),
        ("preferred-citation:\n  type: article\n  url: https://arxiv.org/abs/2106.00134", [A]),
        ("references:\n  - doi: 10.48550/arxiv.2106.00134\n  - url: 'https://arxiv.org/abs/1706.03762v2'", [A, B]),
        ('identifiers:\n  - type: other\n    value: "arXiv:2106.00134"', [A]),
        ("  journal: arXiv preprint arXiv:2106.00134", [A]),
        ("url: https://x.org/#arXiv:2106.00134", [A]),
        ("# doi: 10.48550/arXiv.2106.00134", []),
        ("title: x # arXiv:2106.00134", []),
        ("version: 2106.00134", []),
        ("  - version: arXiv:2106.00134", []),
        ("number: 2106.00134", []),
        ("doi: 10.1145/2106.00134", []),
    ],
)
def test_what_is_cited_is_found(text: str, expected: list[str]) -> None:
    found = scan(Source("CITATION.cff", text), date(2026, 11, 20), ".cff")
    assert ids(found) == expected
    assert_shown_as_it_is(found, text)

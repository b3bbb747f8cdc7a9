from __future__ import annotations

from datetime import date

import pytest
import scanned
from hypothesis import given
from hypothesis import strategies as st
from scanned import assert_shown_as_it_is, texts_of

from bibtools.core.text import Source
from bibtools.sources import html
from bibtools.sources.mention import Scan

TODAY = date(2026, 11, 20)
A, B, OLD = "2106.00134", "1706.03762", "hep-th/9711200"

ALIVE = [
    ('<a href="https://arxiv.org/abs/2106.00134">x</a>', [A]),
    ("<a href='https://arxiv.org/abs/2106.00134'>x</a>", [A]),
    ("<a href=https://arxiv.org/abs/2106.00134>x</a>", [A]),
    ('<A HREF="https://arxiv.org/abs/2106.00134">x</A>', [A]),
    ('<a class="b"\n   href="https://arxiv.org/abs/2106.00134">x</a>', [A]),
    ('<img src="https://img.shields.io/badge/arXiv-2106.00134-red.svg" alt="badge">', [A]),
    ('<iframe src="https://www.alphaxiv.org/abs/2106.00134"></iframe>', [A]),
    ('<a title="arXiv:2106.00134" href="#">x</a>', [A]),
    ('<a href="/abs/2106.00134">x</a>', [A]),
    ('<meta name="citation_arxiv_id" content="2106.00134">', [A]),
    ('<meta content="2106.00134" name="citation_arxiv_id"/>', [A]),
    ("<p>arXiv:2106.00134</p>", [A]),
    ("<p>arXiv:2106.00134<br>arXiv:1706.03762</p>", [A, B]),
    ("<b>arXiv</b>:2106.00134", [A]),
    ("<b>arXiv:</b> <i>2106.00134</i>", [A]),
    ("<span class='x'>arXiv</span>:<span>2106.00134</span>", [A]),
    ("arXiv:<a href='x'>2106.00134</a>", [A]),
    ("arXiv&#58;2106.00134", [A]),
    ("arXiv:&nbsp;2106.00134", [A]),
    ("arXiv&colon;2106&period;00134", [A]),
    ("arXiv:2106.<wbr>00134", [A]),
    ("arXiv:2106.00<wbr/>134", [A]),
    ("arXiv:2106.&shy;00134", [A]),
    ("arXiv:2106&#8203;.00134", [A]),
    ("https://arxiv.org/abs/hep-th&#x2F;9711200", [OLD]),
    ("<code>arXiv:2106.00134</code>", [A]),
    ("<!-- old --><p>arXiv:2106.00134</p>", [A]),
    ("<script>x</script>arXiv:2106.00134", [A]),
    ("2106.00134v2 [cs.LG]", [A]),
]
NO_MENTION = [
    "",
    "<p>text</p>",
    "<!-- arXiv:2106.00134 -->",
    '<!--\n<a href="https://arxiv.org/abs/2106.00134">x</a>\n-->',
    "<!-- arXiv:2106.00134",
    "<script>var x = 'arXiv:2106.00134';</script>",
    "<SCRIPT>arXiv:2106.00134</SCRIPT>",
    "<script>arXiv:2106.00134",
    '<style type="text/css">/* arXiv:2106.00134 */</style>',
    "<td>2106.00134</td>",
    "<li>2106.00134</li>\n<li>1706.03762</li>",
    "<pre>\n2106.00134\n</pre>",
    '<img width="2106.00134" alt="x">',
    '<meta name="description" content="2106.00134">',
    '<path d="M 2106.00134,1706.03762"/>',
    '<a href="https://example.org/abs/2106.00134">x</a>',
    '<a href="https://notarxiv.org/abs/2106.00134">x</a>',
    '<a href="https://doi.org/10.1145/2106.00134">x</a>',
    '<a href="https://arxiv.org/list/cs.LG/2106">x</a>',
    '<a href="page-2106.00134.html">x</a>',
    "medRxiv:<b>2106.00134</b>",
    "in 2106.00134 cases",
    "a < b and arXiv",
]


def scan(text: str) -> Scan:
    return html.scan(Source("page.html", text), TODAY)


def ids(text: str) -> list[str]:
    return scanned.ids(scan(text))


@pytest.mark.parametrize(("text", "expected"), ALIVE)
def test_what_is_shown_and_linked_is_alive(text: str, expected: list[str]) -> None:
    assert ids(text) == expected


@pytest.mark.parametrize("text", NO_MENTION)
def test_comments_programs_and_numbers_are_no_mentions(text: str) -> None:
    assert ids(text) == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('<a href="https://arxiv.org/abs/1234.5678">x</a>', ["1234.5678"]),
        ("<p>arXiv:2106.00000</p>", ["2106.00000"]),
        ("<p>in 2106.00134 cases</p>", ["2106.00134"]),
        ("<!-- arXiv:2106.00000 -->", []),
        ("<pre>2106.00134</pre>", []),
        ('<img width="2106.00134">', []),
        ("<script>arXiv:2106.00000</script>", []),
    ],
)
def test_suspects_of_a_page(text: str, shown: list[str]) -> None:
    assert [suspect.text for suspect in scan(text).suspects] == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('<a href="https://arxiv.org/abs/2106.00134">arXiv:2106.00134</a>', ["2106.00134", "2106.00134"]),
        ("arXiv:2106.<wbr>00134", ["2106.<wbr>00134"]),
        ("arXiv:2106.&shy;00134!", ["2106.&shy;00134"]),
    ],
)
def test_spans_are_those_of_the_page(text: str, shown: list[str]) -> None:
    assert [mention.text for mention in scan(text).mentions] == shown


PIECES = st.sampled_from(
    ["arXiv:", "2106.00134", "<!--", "-->", "<script>", "</script>", "<a href=", "<b>", "</b>", "<wbr>", "&shy;"]
    + ["&#46;", "&amp;", "<", ">", '"', "'", "\n", "\r\n", " "]
)


@given(texts_of(PIECES))
def test_any_text_is_scanned_and_shown_as_it_is(text: str) -> None:
    assert_shown_as_it_is(scan(text), text)

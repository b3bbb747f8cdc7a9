from __future__ import annotations

from datetime import date

import pytest
import scanned
from hypothesis import given
from hypothesis import strategies as st
from scanned import assert_shown_as_it_is, texts_of

from bibtools.core.text import Source
from bibtools.sources import rst
from bibtools.sources.mention import Scan
from bibtools.sources.scanner import has_structure

TODAY = date(2026, 11, 20)
A, B, OLD = "2106.00134", "1706.03762", "hep-th/9711200"

CITED = [
    (":cite:`2106.00134`", [A]),
    (":cite:p:`2106.00134`", [A]),
    (":cite:t:`2106.00134,1706.03762`", [A, B]),
    (":cite:ps:`2106.00134, hep-th/9711200`", [A, OLD]),
    (":footcite:`2106.00134`", [A]),
    (":footcite:t:`arXiv:2106.00134v2`", [A]),
    (":cite:empty:`smith2020,2106.00134`", [A]),
    ("as in :cite:`smith2020` and :cite:`1706.03762`.", [B]),
    ("see [2106.00134]_ for more", [A]),
    ("- [hep-th/9711200]_", [OLD]),
]
ALIVE = [
    (":arxiv:`2106.00134`", [A]),
    (":arXiv:`hep-th/9711200`", [OLD]),
    (":arxiv:`Attention <1706.03762>`", [B]),
    ("`Attention <https://arxiv.org/abs/1706.03762>`_", [B]),
    (".. _Attention: https://arxiv.org/abs/1706.03762", [B]),
    (".. [1] arXiv:2106.00134", [A]),
    (".. [#note] arXiv:2106.00134", [A]),
    (".. |paper| replace:: arXiv:2106.00134", [A]),
    (".. note:: see arXiv:2106.00134", [A]),
    (".. note::\n\n   see arXiv:2106.00134", [A]),
    (".. image:: https://img.shields.io/badge/arXiv-2106.00134-red.svg\n   :target: x", [A]),
    (":Preprint: arXiv:2106.00134", [A]),
    ("``arXiv:2106.00134``", [A]),
    (".. code-block:: python\n\n   x = 'arXiv:2106.00134'", [A]),
    ("Example::\n\n   arXiv:1706.03762\n\narXiv:2106.00134", [A]),
    ("Please cite::\n\n   @misc{k,\n     eprint = {2106.00134},\n   }\n", [A]),
    (".. a remark\n\narXiv:2106.00134", [A]),
    ("..\n\narXiv:2106.00134", [A]),
    ("..\n\n   arXiv:2106.00134", [A]),  # an empty comment, then a quotation
    ("...arXiv:2106.00134", [A]),
    ("* 2106.00134\n* 1706.03762", [A, B]),
    ("#. 2106.00134\n#. 1706.03762", [A, B]),
]
NO_MENTION = [
    "",
    "Title\n=====",
    ".. see arXiv:2106.00134",
    ".. see\n   arXiv:2106.00134",
    "..\n   arXiv:2106.00134",
    ".. first\n\n   and still: arXiv:2106.00134\n",
    "   .. indented arXiv:2106.00134",
    ".. :cite:`2106.00134`",
    "``2106.00134``",
    "``:cite:`2106.00134```",
    "Example::\n\n   2106.00134\n",
    "Example::\n\n   <id>http://arxiv.org/abs/hep-th/9711200</id>\n",  # what an interface answers, for example
    "Example::\n\n   :cite:`2106.00134`\n   2106.00134\n\n   1706.03762\n",
    ".. code-block:: python\n\n   x = 2106.00134\n   2106.00134\n",
    ".. code::\n\n   2106.00134",
    ":ref:`2106.00134`",
    ":Version: 2106.00134",
    ":cite:`smith2020`",
    ":cite:`2106.00134a`",
    ":doi:`10.1145/2106.00134`",
    "the `2106.00134` in it",
    "[smith2020]_",
    ".. bibliography:: refs.bib",
    "in 2106.00134 cases",
    "medRxiv:2106.00134",
]


def scan(text: str) -> Scan:
    return rst.scan(Source("notes.rst", text), TODAY)


def ids(text: str) -> list[str]:
    return scanned.ids(scan(text))


@pytest.mark.parametrize(("text", "expected"), CITED)
def test_a_citation_by_id_is_a_mention_with_its_key(text: str, expected: list[str]) -> None:
    assert ids(text) == expected
    assert all(mention.key for mention in scan(text).mentions)


@pytest.mark.parametrize(("text", "expected"), ALIVE)
def test_links_roles_and_words_are_alive(text: str, expected: list[str]) -> None:
    assert ids(text) == expected
    assert [mention.key for mention in scan(text).mentions] == [None] * len(expected)


@pytest.mark.parametrize("text", NO_MENTION)
def test_comments_literal_text_and_numbers_are_no_mentions(text: str) -> None:
    assert ids(text) == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (":cite:`1234.5678`", ["1234.5678"]),
        (":arxiv:`2106.00000`", ["2106.00000"]),
        ("in 2106.00134 cases", ["2106.00134"]),
        (".. in 2106.00134 cases", []),
        ("``2106.00134``", []),
    ],
)
def test_suspects_of_a_text(text: str, shown: list[str]) -> None:
    assert [suspect.text for suspect in scan(text).suspects] == shown


@pytest.mark.parametrize(
    ("text", "libraries"),
    [
        (".. bibliography:: refs.bib", ("refs.bib",)),
        (".. bibliography:: a.bib sub/b.bib\n   :cited:", ("a.bib", "sub/b.bib")),
        ("   .. bibliography:: refs.bib", ("refs.bib",)),
        (".. bibliography::", ()),
        (".. footbibliography::", ()),
        ("bibliography:: refs.bib", ()),
        (".. include:: refs.bib", ()),
    ],
)
def test_the_directive_names_libraries(text: str, libraries: tuple[str, ...]) -> None:
    assert tuple(rst.libraries(text)) == libraries
    assert has_structure(text.encode(), ".rst") >= bool(libraries)  # else nobody would look


PIECES = st.sampled_from(
    ["arXiv:", "2106.00134", ":cite:`", "`", "``", "..", "::", "[", "]_", "\n", "\n\n", "\r\n", "   ", " "]
)


@given(texts_of(PIECES))
def test_any_text_is_scanned_and_shown_as_it_is(text: str) -> None:
    assert_shown_as_it_is(scan(text), text)

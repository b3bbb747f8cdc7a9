from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scanned import assert_shown_as_it_is, texts_of

from bibtools.core.text import Source
from bibtools.sources import python
from bibtools.sources.mention import Scan

TODAY = date(2026, 11, 20)
A, B = "2106.00134", "1706.03762"

ALIVE = [
    ("paper = '2106.00134'", [A]),
    ("versions = {'2106.00134': 2}", [A]),
    ('x = "it\'s arXiv:2106.00134"', [A]),
    ('x = "" # arXiv:2106.00134', [A]),
    ('"""See arXiv:2106.00134."""', [A]),
    ("'''\nThe model of\nhttps://arxiv.org/abs/2106.00134\n'''", [A]),
    ("def f():\n    '''arXiv:2106.00134'''\n    return 1\n", [A]),
    ("# arXiv:2106.00134", [A]),
    ("x = 1  # see https://arxiv.org/pdf/2106.00134v2.pdf", [A]),
    ("x = 1706.03762  # see arXiv:2106.00134", [A]),
    ("ids = ['2106.00134', \"1706.03762\"]", [A, B]),
    ("ids = ['hep-th/9711200']", ["hep-th/9711200"]),
    ("arxiv.Search(id_list=['2106.00134'])", [A]),
    ("x = '''2106.00134'''", [A]),
    ("x = r'2106.00134'", [A]),
    ("x = b'2106.00134'", [A]),
    ("x = f'arXiv:2106.00134 {y}'", [A]),
    ("x = '2106.00134v3'", [A]),
    ("get('https://arxiv.org/abs/2106.00134')", [A]),
    ("x = 'a \\' arXiv:2106.00134'", [A]),
    ("x = '# arXiv:2106.00134'", [A]),
    ("x = '''it's arXiv:2106.00134'''", [A]),
    ("# it's\nx = 'arXiv:2106.00134'", [A]),
    ("x = 'a \\\narXiv:2106.00134'", [A]),
    ("x = 'open\ny = 'arXiv:2106.00134'", [A]),
    ("x = '''never closed arXiv:2106.00134", [A]),
    ("url = 'https://doi.org/10.48550/arXiv.2106.00134'", [A]),
    ("papers = {\n    '2106.00134': 'x',\n    '1706.03762': 'y',\n}", [A, B]),
    ("not python at all, but # arXiv:2106.00134", [A]),
]
DEAD = [
    "",
    "x = 1706.03762",
    "x = 1706.03762\r\ny = 2106.00134\r\n",
    "x = [2106.00134, 1706.03762]",
    "x = -1706.03762e-5",
    "f(2106.00134)",
    "2106.00134",
    "arXiv = 2106.00134",
    "arXiv[2106.00134]",
    "# it's\nx = 1706.03762",
    "# '''\nx = 1706.03762",
    "x = 'a \\' b' + 1706.03762",
    "x = 'a' 1706.03762 'b'",
    "x = ''; y = 1706.03762; z = ''",
    '"""a""" 2106.00134 """b"""',
    "x = 'open\ny = 1706.03762",
    "x = '\\\\' + 1706.03762 + '\\\\'",
]
NO_MENTION = [
    "x = float('1706.03762')",
    'x = Decimal("1706.03762")',
    "__version__ = '2106.00134'",
    "if version >= '2004.12345': pass",
    "setup(version='2106.00134')",
    "meta = {'version': '2106.00134'}",
    "x = 'version 2106.00134 of it'",
    "# 1706.03762 times",
    "x = 'v1706.03762'",
    "x = '1706.03762%'",
    "x = '-1706.03762'",
    "x = '$1706.03762'",
    "x = 'numpy==1706.03762'",
    "x = '1234.5678'",
    "x = '2106.0134'",
    "x = '10.1145/2106.00134'",
    "x = 'https://example.org/abs/2106.00134'",
    "x = 'https://arxiv.org/abs/' + str(2106.00134)",
    "x = 'arXiv:%s' % 2106.00134",
    "x = 'medRxiv:2106.00134'",
]


def scan(text: str) -> Scan:
    return python.scan(Source("train.py", text), TODAY)


def ids(text: str) -> list[str]:
    return [mention.identifier.value for mention in scan(text).mentions]


@pytest.mark.parametrize(("text", "expected"), ALIVE)
def test_strings_docstrings_and_comments_are_alive(text: str, expected: list[str]) -> None:
    assert ids(text) == expected


@pytest.mark.parametrize("text", DEAD)
def test_numbers_in_code_are_not_even_suspects(text: str) -> None:
    assert scan(text) == Scan()


@pytest.mark.parametrize("text", NO_MENTION)
def test_numbers_in_words_are_no_mentions(text: str) -> None:
    assert ids(text) == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("# 1706.03762 times", ["1706.03762"]),
        ("x = 'version 2106.00134 of it'", ["2106.00134"]),
        ("x = 'arXiv:1234.5678'", ["1234.5678"]),
        ("x = '1234.5678'", []),
        ("x = '2106.00134'", []),
        ("x = 2106.00134", []),
    ],
)
def test_suspects_of_a_module(text: str, shown: list[str]) -> None:
    assert [suspect.text for suspect in scan(text).suspects] == shown


PIECES = st.sampled_from(["arXiv:", "2106.00134", "'''", '"""', "f'{", *"'\"#\\\n\r x=("])


@given(texts_of(PIECES))
def test_any_text_is_scanned_and_shown_as_it_is(text: str) -> None:
    assert_shown_as_it_is(scan(text), text)


@given(st.text(st.characters(exclude_characters="\"'#")))
def test_code_without_strings_and_comments_is_silent(code: str) -> None:
    assert scan(f"x = 2106.00134 {code} arXiv:1706.03762") == Scan()


@given(st.text(st.characters(exclude_characters="\"'\\\r\n")))
def test_a_string_is_text_as_it_stands(text: str) -> None:
    assert ids(f"x = 'arXiv:2106.00134 {text}'")[:1] == [A]

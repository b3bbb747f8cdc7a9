from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtools.bibliography.citekey.pattern_parser import KeyPatternError, parse

WRONG = [
    ("", "has no field such as [auth]"),
    ("chen", "has no field"),
    ("[auth", "character 1: this bracket is not closed"),
    ("[year][auth:lower", "character 7: this bracket is not closed"),
    ("[auth[year]]", "character 1: this bracket is not closed"),
    ("auth]", "character 5: this bracket was never opened"),
    ("[auth]][year]", "character 7: this bracket was never opened"),
    ("[yaer]", "character 2: 'yaer' is unknown; did you mean year?"),
    ("[auth][shortitle]", "character 8: 'shortitle' is unknown; did you mean shorttitle?"),
    ("[AUTH]", "did you mean auth?"),
    ("[Title]", "did you mean title?"),
    ("[authN]", "'authN' is unknown: N and M stand for numbers"),
    ("[authorsAlpha3]", "'authorsAlpha3' is unknown; did you mean authorsAlpha?"),
    ("[year4]", "'year4' is unknown; did you mean year?"),
    ("[auth3_]", "'auth3_' is unknown"),
    ("[auth-3]", "'auth-3' is unknown"),
    ("[letters99999]", "did you mean lettersN?"),
    ("[auth٣]", "is unknown"),
    ("[]", "character 2: '' is unknown; known: arxiv, auth, "),
    ("[zzzz]", "known: arxiv, auth, "),
    ("[ auth]", "' auth' is unknown; did you mean auth?"),
    ("[auth:lwoer]", "character 7: 'lwoer' is unknown; did you mean lower?"),
    ("[auth:lower:trunc3]", "character 13: 'trunc3' is unknown; did you mean truncateN?"),
    ("[auth:lower3]", "did you mean lower?"),
    ("[auth:truncate]", "did you mean truncateN?"),
    ("[auth:]", "character 7: '' is unknown; known: (default), abbr, "),
    ("[auth:regex]", """character 7: 'regex' is unknown: it takes two texts in quotes: regex("-","")"""),
    ("[auth:lower:regex][year]", "character 13: 'regex' is unknown: it takes two texts"),
    ("[auth:regex()]", "character 1: "),
    ("[auth:regex:lower]", "character 7: 'regex' is unknown: it takes two texts"),
    ("[regex]", "character 2: 'regex' is unknown; known: "),
    ("[auth:regex2]", "character 7: 'regex2' is unknown; did you mean regex?"),
    ("[auth::lower]", "character 7: '' is unknown"),
    ("[auth:(a(b)]", "character 1: this bracket is not closed, or its modifiers cannot be parsed"),
    ('[auth:regex("a")]', "character 1: this bracket is not closed, or its modifiers cannot be parsed"),
    ('[auth:regex("a","b)]', "character 1: "),
    ('[auth:regex("(","b")]', "character 13: not a regular expression (missing )"),
    ('[auth:regex("(a)","$2")]', "character 13: not a regular expression (there is no group $2)"),
    ("[auth] [year]", "character 7: keys cannot contain ' '"),
    ("[auth]é", "character 7: keys cannot contain 'é'"),
    ("[auth],[year]", "character 7: keys cannot contain ','"),
    ("ab{[auth]}", "character 3: keys cannot contain '{'"),
    ("[auth]\\[year]", "keys cannot contain '\\\\'"),
    ("[auth]%[year]", "keys cannot contain '%'"),
]


@pytest.mark.parametrize(("pattern", "message"), WRONG)
def test_a_mistake_is_told_with_its_place(pattern: str, message: str) -> None:
    with pytest.raises(KeyPatternError, match=re.escape(message)) as raised:
        parse(pattern)
    assert repr(pattern) in str(raised.value)


def test_equal_patterns_are_equal() -> None:
    assert parse('[auth:regex("a","b")]') == parse('[auth:regex("a","b")]') != parse("[auth]")


@given(st.text('[]auth:lower()"\\,$ ', max_size=15))
def test_any_text_is_a_pattern_or_a_mistake(text: str) -> None:
    try:
        assert parse(text).text == text
    except KeyPatternError as error:
        assert repr(text) in str(error)  # noqa: PT017 - most texts are mistakes, some are not

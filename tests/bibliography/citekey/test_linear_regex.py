"""Regular expressions of citation keys: the same as Python's, in time that no expression can multiply."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bibtools.bibliography.citekey.linear_regex import Regex, RegexError, RegexMatch
from bibtools.bibliography.citekey.pattern_parser import KeyPatternError, parse
from bibtools.bibliography.citekey.work import Work
from bibtools.core.errors import UsageError

TEXTS = ("", "a", "aab", "abc abc", "The cat-sat, The dog!", "x\ny\n", "Éa1 2", "aXbX", "((a))", "{2}")


def ours(pattern: str, text: str) -> str:
    regex = Regex(pattern)
    return regex.replaced(
        text, lambda match: "<" + "|".join(match.group(text, n) for n in range(regex.groups + 1)) + ">"
    )


def pythons(pattern: str, text: str) -> str:
    def new(match: re.Match[str]) -> str:
        return "<" + "|".join(match[n] or "" for n in range((match.re.groups or 0) + 1)) + ">"

    return re.sub(pattern, new, text)


@pytest.mark.parametrize(
    "pattern",
    ["-", "a", "a*", "a+", "a?", "a*?", "a+?b", "a??", "(a)(b)?", "(a|ab)(c|bcd)?", "a|b|", "|a", "[^A-Za-z]", "[]a]"]
    + [
        "[^]a]",
        r"[\]\w-]",
        r"\s+",
        r"^(.).*",
        r"(\w)\w*",
        r"\bThe\b",
        r"\Ba",
        r"\Aa",
        r"\n\Z",
        "$",
        "^",
        "x$",
        "(?i)the ",
    ]
    + [
        "(?:ab)+",
        "(a*)b",
        "(a|b)*c?",
        "a{2}",
        "a{1,}",
        "a{,2}",
        "a{1,2}?",
        "(ab?){2}",
        ".",
        ".*",
        ".*?",
        r"\.",
        r"\(",
        "}",
        "{",
    ]
    + ["a{", "a{x}", r"\x61", r"É", r"\d", r"([a-z]+)-([a-z]+)", "()", "(a)|(b)", "((a)|b)+", r"\$", r"(.*) (.*)", "]"],
)
def test_it_replaces_what_re_does(pattern: str) -> None:
    assert [ours(pattern, text) for text in TEXTS] == [pythons(pattern, text) for text in TEXTS]


PART = st.sampled_from(["a", "b", ".", "[ab]", "[^a]", r"\w", r"\b", "^", "$", "(a)", "(?:b)", "(ab|a)", "(|b)", "a|b"])
TIMES = st.sampled_from(["", "", "", "*", "+", "?", "*?", "+?", "??", "{2}", "{1,2}"])


@settings(max_examples=2 * settings().max_examples)
@given(st.lists(st.tuples(PART, TIMES), min_size=1, max_size=4), st.text("ab c", max_size=8))
def test_whatever_is_put_together_it_replaces_what_re_does(parts: list[tuple[str, str]], text: str) -> None:
    # What may be empty before it is something, (|b)*, is repeated otherwise by backtracking engines: RE2 says so, too.
    once = {r"\b", "^", "$", "a|b", "(|b)"}
    pattern = "".join(part + (times if part not in once else "") for part, times in parts)
    assert ours(pattern, text) == pythons(pattern, text)


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        (r"(a)\1", "look-behind"),
        ("(?=a)b", "look-around"),
        ("(?!a)b", "look-around"),
        ("(?<=a)b", "look-around"),
        ("(?P<n>a)", "unsupported"),
        ("(?>a)", "unsupported"),
        ("a*+", "possessive"),
        ("(a", "unterminated"),
        ("[a", "unterminated"),
        ("a**", "multiple repeat"),
        ("a{99999}", "it repeats too much"),
        ("(a{50}){50}", "it repeats too much"),
        ("((a{10}){10}){10}{10}", "multiple repeat"),
        ("(((a{9}){9}){9}){9}", "it repeats too much"),
        ("a{99999999999999999999}", "too large"),
        ("x" * 201, "more than 200 characters"),
        ("(" * 90 + "a" + ")" * 90 + "(" * 15, ""),
    ],
)
def test_what_cannot_be_had_is_refused(pattern: str, message: str) -> None:
    with pytest.raises(RegexError) as error:
        Regex(pattern)
    assert message in str(error.value)


@pytest.mark.slow
@pytest.mark.parametrize(
    "pattern",
    ["(.*)*x", "(a*)*b", "(a|a)*b", "(a|aa)+$b", "(a?){50}a{50}b", ".*.*.*.*.*.*.*x", "(.*)(.*)(.*)(.*)x", "(a+)+$b"]
    + ["([a-z]+)*!", "(?i)(a+)+b", "^(a+)+$b", "(?:a{0,20}){0,20}b", "(x+x+)+y"],
)
def test_the_worst_expressions_end(pattern: str) -> None:
    def new(match: RegexMatch) -> str:
        return match.group(text, 0)

    for text in ("a" * 200, "x" * 200, "ab" * 100):
        try:
            assert Regex(pattern).replaced(text, new) == text
        except RegexError as error:
            assert "it takes too long" in str(error)  # noqa: PT017 - either will do


def test_a_key_that_takes_too_long_is_an_error_that_names_the_expression() -> None:
    work = Work(title="a" * 3000)
    with pytest.raises(UsageError, match=r"takes too long on 'Aaa.*write a simpler one"):
        parse('[title:regex("(?:.{0,90}x|a)","b")]').key(work)
    assert parse('[title:regex("(.*)*x","")]').key(Work(title="a b"))


def test_what_is_refused_names_the_place_in_the_pattern() -> None:
    with pytest.raises(KeyPatternError, match="character 20: not a regular expression"):
        parse(r'[auth][title:regex("(a)\\1","")]')


@pytest.mark.parametrize("pattern", ['[title:regex("a","b")]' * 11, "[auth]" * 200])
def test_a_pattern_has_limits(pattern: str) -> None:
    with pytest.raises(KeyPatternError, match=r"is the limit|more than 10"):
        parse(pattern)
    assert parse("[auth]" * 50 + '[title:regex("a","b")]' * 10)

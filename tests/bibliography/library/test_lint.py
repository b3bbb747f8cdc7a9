from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtools.bibliography.library.lint import findings
from bibtools.bibliography.library.reader import read
from bibtools.core.finding import Finding
from bibtools.core.text import Position, Source

TODAY = date(2026, 11, 20)
GOOD = "@misc{good,\n  title = {Knots},\n  year = 2020,\n}\n"


def lint(text: str) -> list[Finding]:
    library = read(Source("lib/refs.bib", text))
    return findings(library)


def places(text: str, rule: str) -> list[Position]:
    return [each.position for each in lint(text) if each.rule == rule and each.position]


@pytest.mark.parametrize(
    ("text", "rule", "expected"),
    [
        ("@misc{a, title = {x}\n", "broken-entry", [(1, 1)]),
        (f"{GOOD}\n@misc{{a, title = {{x}}\n\n{GOOD}", "broken-entry", [(6, 1)]),
        (f"{GOOD}  @misc{{a b, year = 1}}\n", "broken-entry", [(5, 3)]),
        (f"{GOOD}@string{{s = {{x}}\n", "broken-entry", [(5, 1)]),
        (f'{GOOD}@preamble{{"x\n', "broken-entry", [(5, 1)]),
        ("@misc{a,\n  title = {x}\n  year = 1,\n}", "broken-entry", [(3, 3)]),
        ("@misc{a,\n  title = Some words,\n}", "broken-entry", [(2, 16)]),
        ('@misc{a,\n  year = 1,\n  title = "x,\n}', "broken-entry", [(3, 3)]),
        ("@misc{a, t = {x}\n@misc{b, t = {y}\n", "broken-entry", [(1, 1), (2, 1)]),
        ("\ufeff@misc{a, title = {x}\n", "broken-entry", [(1, 1)]),
        ("% Müller 日本\r\n@misc{ä, y = 1 z = 2}\r\n", "broken-entry", [(2, 16)]),
        ("% one\r@misc{a, title = {x}\r", "broken-entry", [(2, 1)]),
        (f"{GOOD}@misc{{good, year = 1}}", "duplicate-key", [(5, 7)]),
        ("@misc{k,}\n@misc{k,}\n", "duplicate-key", [(2, 7)]),
        (f"{GOOD}@misc{{ GOOD , year = 1}}", "duplicate-key", [(5, 8)]),
        (f"{GOOD}@misc{{good,}}\n@misc{{Good,}}\n", "duplicate-key", [(5, 7), (6, 7)]),
        (f"{GOOD}@misc{{good, title = {{x}}\n", "duplicate-key", [(5, 7)]),
        (f"{GOOD}% @misc{{good, year = 1}}\n", "duplicate-key", [(5, 9)]),
        ("% @misc{a, year = 1}\n", "disputed-entry", [(1, 3)]),
        (f"{GOOD} % and @misc{{a, year = 1}}\n", "disputed-entry", [(5, 8)]),
        ("@comment{\n  @misc{a, year = 1}\n}\n", "disputed-entry", [(2, 3)]),
        ("@misc{b,} % me@host{x}\n", "disputed-entry", [(1, 15)]),
        # Another rule's business, or nobody's.
        (GOOD, "broken-entry", []),
        ("", "broken-entry", []),
        ("@misc{a}\n@misc{b,}\n", "broken-entry", []),
        ("@misc{a,\n  % remark\n  title = {x}, % remark\n}\n", "broken-entry", []),
        ('@misc{a, title = {x} # "y" # z, month = jan}\n', "broken-entry", []),
        ("@article(a, title = {x})\n", "broken-entry", []),
        ("@misc{a, title = {C:\\}, year = 1}\n", "broken-entry", []),
        ("@misc{a, title = {x}, title = {y}}\n", "broken-entry", []),
        ("@comment no braces\n", "broken-entry", []),
        ("---\n---\nfree } text {\n", "broken-entry", []),
        ("@Comment{jabref-meta: databaseType:bibtex;}\n", "broken-entry", []),
        (GOOD, "duplicate-key", []),
        ("@string{good = {x}}\n@string{good = {y}}\n", "duplicate-key", []),
        (f"@string{{good = {{x}}}}\n{GOOD}", "duplicate-key", []),
        ("@misc{, year = 1}\n@misc{, year = 2}\n", "duplicate-key", []),
        (f"{GOOD}@misc{{goods, year = 1}}\n", "duplicate-key", []),
        (f"{GOOD}@misc{{other, note = {{good}}}}\n", "duplicate-key", []),
        (GOOD, "disputed-entry", []),
        (f"{GOOD}and @misc{{a, year = 1}}\n", "disputed-entry", []),
        ("% remark\nme@host{x}\n", "disputed-entry", []),
        (f"{GOOD}@misc{{a,}}@misc{{b,}} @misc{{c,}}\n", "disputed-entry", []),
        ("   \t@misc{a, year = 1}\n", "disputed-entry", []),
        ("\ufeff@misc{a, year = 1}\n", "disputed-entry", []),
        ("% remark\r@misc{a, year = 1}\r", "disputed-entry", []),
        ("@misc{a, note = {see @misc{b}}}\n", "disputed-entry", []),
        ("@comment{see me@example.org}\n", "disputed-entry", []),
        ("% mail me@example.org\n", "disputed-entry", []),
        ("% @string{s = {x}}\n", "disputed-entry", []),
    ],
)  # fmt: skip
def test_a_rule_finds_its_places_and_no_others(text: str, rule: str, expected: list[tuple[int, int]]) -> None:
    assert places(text, rule) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("@misc{lost, title = {x}\n", ["lost", "changes nothing in it"]),
        ("@misc{lost key, year = 1}\n", ["lost", "no comma", "changes nothing in it"]),
        ("@misc{lost, a = {x} b = 1}\n", ["lost", "changes nothing in it"]),
        (f"{GOOD}@misc{{Good, year = 1}}\n", ["Good", "good", "case"]),
        ("% @misc{gone, year = 1}\n", ["gone", "biber"]),
    ],
)
def test_a_message_names_the_entry_and_what_is_wrong(text: str, words: list[str]) -> None:
    (finding,) = lint(text)
    assert [word for word in words if word in finding.message] == words
    assert finding.path == "lib/refs.bib"


def test_findings_stand_in_order_of_place() -> None:
    text = f"% @misc{{a, year = 1}}\n{GOOD}@misc{{b c, year = 1}}\n{GOOD}% @misc{{d, year = 1}}\n@misc{{e, t = {{x}}\n"
    assert [(each.rule, each.position) for each in lint(text)] == [
        ("disputed-entry", Position(1, 3)),
        ("broken-entry", Position(6, 1)),
        ("duplicate-key", Position(7, 7)),
        ("disputed-entry", Position(11, 3)),
        ("broken-entry", Position(12, 1)),
    ]


@given(st.lists(st.integers(0, 10**6), unique=True, max_size=8))
def test_law_a_sound_library_has_no_findings(keys: list[int]) -> None:
    assert lint("\n".join(GOOD.replace("good", f"good{key}") for key in keys)) == []

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtools.tex.bst_language import parse
from bibtools.tex.bst_machine import StyledEntry, printed

ENTRY = StyledEntry("misc", "key", {"author": "Example, Ann and Sample, Bob", "eprint": "2106.00134"})
HEAD = "ENTRY { author eprint title } { } { label } INTEGERS { n } STRINGS { s }\n"


def run(body: str) -> str | None:
    program = parse(f"{HEAD}FUNCTION {{default.type}} {{ #7 }} FUNCTION {{go}} {{ {body} }} READ ITERATE {{go}}")
    assert program
    return printed(program, ENTRY)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("eprint write$ newline$", "2106.00134\n"),
        ('title empty$ { "none" } { title } if$ write$', "none"),
        ("title missing$ int.to.str$ eprint missing$ int.to.str$ * write$", "10"),
        ("eprint empty$ 'skip$ { \"arXiv:\" eprint * write$ } if$", "arXiv:2106.00134"),
        ("#1 'n := { n #4 < } { n int.to.str$ write$ n #1 + 'n := } while$", "123"),
        ("call.type$ int.to.str$ write$", "7"),
        ('#3 #5 - int.to.str$ #2 #1 > int.to.str$ * #2 #2 = int.to.str$ * "a" "a" = int.to.str$ * write$', "-2111"),
        ('"a" "b" swap$ * write$', "ba"),
        ('"a" duplicate$ * "b" pop$ write$', "aa"),
        ('author num.names$ int.to.str$ author #2 "{f.~}{ll}" format.name$ * write$', "2B.~Sample"),
        ("cite$ type$ * quote$ * preamble$ * write$", 'keymisc"'),
        ("\"x\" 's := s \"y\" 'label := label * write$", "xy"),
        ('"abc" #2 #1 substring$ "abcd" #-1 #2 substring$ * write$', "bcd"),
        ('"The {TeX}book" "l" change.case$ add.period$ write$', "the {TeX}book."),
        ('"{ab}c" #2 text.prefix$ "{ab}c" text.length$ int.to.str$ * write$', "{ab}3"),
        ('"a" chr.to.int$ int.to.chr$ "x-y!" purify$ * write$', "ax y"),
        ("* write$ if$ while$ + undefined := 'undefined := write$", ""),  # BibTeX complains, and goes on
    ],
)  # fmt: skip
def test_a_style_does_what_bibtex_does(body: str, text: str) -> None:
    assert run(body) == text


@pytest.mark.slow
@pytest.mark.parametrize(
    "body",
    [
        "{ #1 } { skip$ } while$",
        "{ #1 } 'go while$",
        "go",
        "\"aaaaaaaaaa\" 's := { #1 } { s s * 's := } while$",
        '{ #1 } { "aaaaaaaaaa" write$ } while$',
    ],
)  # fmt: skip
def test_a_style_that_does_not_end_is_stopped(body: str) -> None:
    assert run(body) is None


WORDS = st.sampled_from(
    "eprint title n s label { } #1 #0 \"x\" 'n 's 'go := = > < + - * if$ while$ swap$ duplicate$ pop$ write$ empty$ "
    "format.name$ substring$ text.prefix$ change.case$ purify$ call.type$ int.to.chr$ chr.to.int$ num.names$".split()
)


@given(st.lists(WORDS, max_size=30))
def test_no_style_is_too_odd(words: list[str]) -> None:
    program = parse(f"{HEAD}FUNCTION {{go}} {{ {' '.join(words)} }} ITERATE {{go}}")
    assert program is None or isinstance(printed(program, ENTRY), str | None)

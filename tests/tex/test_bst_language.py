from __future__ import annotations

from dataclasses import astuple

import pytest

from bibtools.tex.bst_language import Body, Invocation, Number, Program, Quoted, Text, parse

HEAD = "ENTRY { author eprint } { } { label }\n"


def test_a_program_is_what_a_style_declares_and_runs() -> None:
    text = (
        HEAD + 'INTEGERS { n }\nSTRINGS { S t }\nMACRO {jan} {"January"}\nREAD\n'
        'FUNCTION {Misc} { \'n #-2 "50% {" write$ { skip$ } }\nEXECUTE {misc} ITERATE {call.type$} SORT REVERSE {x}'
    )
    read = parse(text)
    assert read is not None
    assert astuple(read) == astuple(
        Program(
            frozenset({"author", "eprint"}),
            frozenset({"n"}),
            frozenset({"label", "s", "t"}),
            {
                "misc": Body(
                    (Quoted("n"), Number(-2), Text("50% {"), Invocation("write$"), Body((Invocation("skip$"),)))
                )
            },
            {"jan": "January"},
            ("misc", "call.type$", "x"),
        )
    )


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("ENTRY{}{}{}", set()),
        ("% ENTRY { eprint } {} {}\nENTRY { title % eprint\n url } {} {}", {"title", "url"}),
        ("entry { Title } {} {}", {"title"}),
        ("", None),
        ("FUNCTION {x} { }", None),
        ("ENTRY { author } {}", None),
        ("ENTRY { author", None),
        (HEAD + "FUNCTION {x} { {", None),
        (HEAD + "FUNCTION {x y} { }", None),
        (HEAD + "FUNCTION x", None),
        ("{" * 10_000, None),
        (HEAD + "FUNCTION {x}" + "{" * 5_000 + "}" * 5_000, {"author", "eprint"}),
    ],
)
def test_what_is_no_style_is_refused(text: str, fields: set[str] | None) -> None:
    program = parse(text)
    assert (None if program is None else set(program.fields)) == fields

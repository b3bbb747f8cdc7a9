from __future__ import annotations

import pytest

from bibtools.tex.bst_machine import StyledEntry
from bibtools.tex.style_output import PrintingStyle, style_of

ENTRY = StyledEntry("misc", "k", {"title": "T", "eprint": "2106.00134", "url": "https://arxiv.org/abs/2106.00134"})
HEAD = "ENTRY { title eprint url } {} {} READ\n"
PRINTS = "FUNCTION {go} { %s } ITERATE {go}"


@pytest.mark.parametrize(
    ("name", "text", "times"),
    [
        ("plain", None, 0),
        ("plainurl", None, 2),
        ("IEEEtran", None, 1),
        ("plain", HEAD + PRINTS % "eprint write$", 1),
        ("own", HEAD + PRINTS % "title write$", 0),  # it reads `eprint`, and prints none
        ("own", HEAD + "FUNCTION {format.eprint} { eprint write$ }" + PRINTS % "title write$", 0),
        ("own", HEAD + PRINTS % '"\\href{" url * "}{arXiv:" * eprint * "}" * write$', 1),
        ("own", HEAD + PRINTS % '"\\Eprint {" url * "} {" * eprint * "}" * write$', 1),
        ("own", HEAD + PRINTS % '"<a href=" quote$ * url * quote$ * ">x</a>" * write$', 0),
        ("own", HEAD + PRINTS % '"\\eprint{" eprint * "} \\url{" * url * "}" * write$', 2),
        ("own", HEAD, 2),  # it runs nothing that could be asked
    ],
)
def test_a_style_prints_an_id(name: str, text: str | None, times: int) -> None:
    style = style_of(name, text)
    assert style
    assert (style.shown(ENTRY) or "").count("2106.00134") == times


@pytest.mark.parametrize(("name", "text"), [("own", None), ("own", "no style"), ("", None)])
def test_of_others_nothing_is_known(name: str, text: str | None) -> None:
    assert style_of(name, text) is None


@pytest.mark.slow
def test_a_style_without_an_end_shows_nothing() -> None:
    endless = style_of("own", HEAD + PRINTS % "{ #1 } { skip$ } while$")
    assert endless
    assert endless.shown(ENTRY) is None
    assert PrintingStyle("x").shown(ENTRY) == "T"

"""A run that finds nothing: said once, with what there is and what bibtools can do for it, and only then."""

from __future__ import annotations

from pathlib import Path

import pytest
from commits import ONE, TWO, entries, tex, write
from conftest import Cli

ASIDE = "no paper by id"
CODE = "@misc{a, doi = {10.1145/3292500.3330701}, code = {https://github.com/a/b}}\n@book{c, title = {T}}\n"
COMMANDS = [["sync"], ["sync", "--check"], ["sync", "--diff"], ["check"]]
NONE_NAMED: list[dict[str, str]] = [
    {"p_tex": tex(), "refs_bib": CODE},
    {"p_tex": tex("smith2020"), "refs_bib": ""},
    {"one__p_tex": tex(), "one__refs_bib": "", "two__p_tex": tex(), "two__refs_bib": "", "notes_md": "Words."},
    {"p_tex": "% arXiv:2101.00001\n" + tex(), "refs_bib": ""},
]
SOME_NAMED: list[dict[str, str]] = [
    {"p_tex": tex(ONE), "refs_bib": entries(ONE)},
    {"one__p_tex": tex(), "one__refs_bib": "", "two__p_tex": tex(ONE), "two__refs_bib": entries(ONE)},
    {"p_tex": tex() + "See (2101.00001).\n", "refs_bib": ""},  # reported as a bare number
]


@pytest.mark.thinned(3)
@pytest.mark.parametrize("files", NONE_NAMED)
def test_that_nothing_is_named_is_said_once(paper: Path, cli: Cli, files: dict[str, str]) -> None:
    write(paper, **files)
    for command in COMMANDS:
        run = cli(*command)
        is_undefined = command == ["check"] and any("smith2020" in text for text in files.values())
        assert (run.code, run.err.count(ASIDE), run.err.count("note: ")) == (int(is_undefined), 1, 1), command


@pytest.mark.thinned(3)
@pytest.mark.parametrize("files", SOME_NAMED)
def test_where_one_paper_names_something_nothing_is_said_of_the_others(
    paper: Path, cli: Cli, files: dict[str, str]
) -> None:
    write(paper, **files)
    for command in COMMANDS:
        run = cli(*command)
        assert (run.code, ASIDE in run.err) == (0, False), command


def test_a_first_run_tells_what_there_is(paper: Path, cli: Cli) -> None:
    write(paper, p_tex=tex(), q_md="Words.", refs_bib=CODE + entries(ONE))
    told = cli("sync").err
    assert "the 2 sources here cite no paper by id" in told
    assert "; refs.bib has 3 entries, 2 with an id, 1 with a link to code. " in told
    assert all(each in told for each in ("bibtools sync --find", "bibtools sync --fill", "bibtools links"))


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    ("files", "arguments", "is_advised"),
    [
        ({"p_tex": tex(ONE), "refs_bib": ""}, [], True),
        ({"p_tex": tex(ONE, TWO), "refs_bib": ""}, [], True),
        ({"p_tex": f"\\begin{{filecontents}}{{refs.bib}}\n@misc{{a,}}\n\\end{{filecontents}}\n{tex(ONE)}"}, [], False),
        ({"p_tex": tex(ONE, bib="\\jobdir/refs"), "refs_bib": ""}, ["p.tex"], False),
        ({"p_tex": tex(ONE, bib="../refs")}, [], False),
    ],
)
def test_a_library_that_is_not_written_is_not_promised(
    paper: Path, cli: Cli, files: dict[str, str], arguments: list[str], is_advised: bool
) -> None:
    write(paper, **files)
    run = cli("sync", "--check", *arguments)
    assert (run.code, "run again without --check" in run.err, " missing" in run.err) == (1, is_advised, True), run


def test_files_beside_the_paper_are_not_passed_over(paper: Path, cli: Cli) -> None:
    write(paper, p_tex=tex(), README_md=f"arXiv:{TWO}", refs_bib="")
    told = cli("check").err
    assert "the only source here cites no paper by id" in told
    assert "; 1 file beside does, and does not count; bibtools sync --check says why" in told
    assert "README.md: aside: " in cli("sync", "--check").err

r"""`check --fix`: citations and ids are mended where that is certain, and nothing else changes."""

from __future__ import annotations

import json
import os
import tempfile
from itertools import count
from pathlib import Path

import pytest
from fixing_files import BIBLATEX, PANDOC, TEX, TODAY, fill, fixed, texts
from hypothesis import given
from hypothesis import strategies as st

from bibtools.app.check_outcome import CheckOutcome
from bibtools.app.check_papers import check_papers
from bibtools.app.fixing.fix_papers import FixOptions, fix_papers
from bibtools.config.configuration import Config
from bibtools.core.errors import ExitCode, WriteError
from bibtools.core.text import encode
from bibtools.files.workspace import Workspace
from bibtools.identifiers.identifier import Identifier
from bibtools.records.record import Record

# ruff: noqa: E501 - a case is one line of the tables
HAS_ONE = "@misc{chen, title = {Caps}, eprint = {2106.00134}, archivePrefix = {arXiv}}\n"
HAS_A = "@misc{Vaswani2017, title = {One}}\n@misc{b, title = {Two}}\n"


def notebook(*cells: object) -> str:
    front = "---\nbibliography: refs.bib\n---\n"
    texts = [front, *cells]
    return json.dumps({"cells": [{"cell_type": "markdown", "source": each} for each in texts]}, indent=1)


# What is in the folder; what becomes of one of the files: a name, a text in it, and what that is then.
MENDED: list[tuple[str, dict[str, str], tuple[str, str, str]]] = [
    ("an id", {"p.tex": TEX % r"\cite{2106.00134}", "refs.bib": HAS_ONE}, ("p.tex", "2106.00134", "chen")),
    ("an id with a prefix", {"p.tex": TEX % r"\citep[see][p.~3]{b, arXiv:2106.00134v2}", "refs.bib": HAS_ONE + HAS_A}, ("p.tex", "arXiv:2106.00134v2", "chen")),
    ("in Markdown", {"p.md": PANDOC % "As [@2106.00134, p. 3; @b].", "refs.bib": HAS_ONE + HAS_A}, ("p.md", "2106.00134", "chen")),
    ("in a part", {"p.tex": TEX % r"\input{s/one}", "s/one.tex": "% \\cite{2106.00134}\r\n\\textcite{2106.00134}\r\n", "refs.bib": HAS_ONE}, ("s/one.tex", "\\textcite{2106.00134}", "\\textcite{chen}")),
    ("behind a byte order mark", {"p.tex": "\ufeff" + TEX % r"\cite{2106.00134}", "refs.bib": HAS_ONE}, ("p.tex", "2106.00134", "chen")),
    ("in Latin-1", {"p.tex": TEX % "\udce9\\cite{2106.00134}\udcff", "refs.bib": HAS_ONE}, ("p.tex", "2106.00134", "chen")),
    ("in a notebook", {"p.ipynb": notebook(['\\u00e9 "x"\n', "é [@2106.00134]\n"]), "refs.bib": HAS_ONE}, ("p.ipynb", "2106.00134", "chen")),
    ("in a notebook's one string", {"p.ipynb": notebook('x\t"é😀" [@2106.00134]'), "refs.bib": HAS_ONE}, ("p.ipynb", "2106.00134", "chen")),
    ("another case, for biber", {"p.tex": BIBLATEX % r"\cite{vaswani2017}", "refs.bib": HAS_A}, ("p.tex", "vaswani2017", "Vaswani2017")),
    ("other marks", {"p.tex": TEX % r"\cite{b,Vaswani:2017}", "refs.bib": HAS_A}, ("p.tex", "Vaswani:2017", "Vaswani2017")),
    ("in Typst", {"p.typ": '#bibliography("refs.bib")\n#cite(<vaswani-2017>)', "refs.bib": HAS_A}, ("p.typ", "vaswani-2017", "Vaswani2017")),
    ("in Sphinx", {"p.rst": ".. bibliography:: refs.bib\n\n:cite:`b,vaswani2017`", "refs.bib": HAS_A}, ("p.rst", "vaswani2017", "Vaswani2017")),
    ("by a macro of a style", {"my.sty": r"\newcommand{\see}[1]{\cite{#1}}", "p.tex": TEX % r"\usepackage{my}\see{Vaswani_2017}", "refs.bib": HAS_A}, ("p.tex", "Vaswani_2017", "Vaswani2017")),
    ("a misspelt id", {"p.tex": TEX % "arXiv:2106.0134", "refs.bib": HAS_ONE}, ("p.tex", "2106.0134", "2106.00134")),
    ("an alias beside others", {"p.tex": BIBLATEX % r"\cite{2106.00134,old}", "refs.bib": HAS_ONE.replace("title", "ids = {old}, title")}, ("refs.bib", "{old}", "{old, 2106.00134}")),
    ("a mark in front of an entry", {"p.tex": TEX % r"\cite{b}", "refs.bib": HAS_ONE + "\ufeff" + HAS_A}, ("refs.bib", "\ufeff", "")),
    ("an escaped address", {"p.tex": BIBLATEX % r"\cite{x}", "refs.bib": "@online{x, title={T}, url = {http://a.org/b\\_c\\_d}}"}, ("refs.bib", r"b\_c\_d", "b_c_d")),
]  # fmt: skip


@pytest.mark.thinned(3)
@pytest.mark.parametrize(("files", "change"), [each[1:] for each in MENDED], ids=[each[0] for each in MENDED])
def test_what_is_certain_is_mended_and_nothing_else(
    tmp_path: Path, files: dict[str, str], change: tuple[str, str, str]
) -> None:
    name, old, new = change
    assert files[name].count(old) == 1
    expected = {**files, name: files[name].replace(old, new)}
    before = texts(fill(tmp_path, files))
    shown = fixed(tmp_path, diff=True)
    assert (texts(tmp_path), shown.exit_code) == (before, ExitCode.DIFFERS)
    assert [each.path for each in shown.files] == [name]
    done = fixed(tmp_path)
    assert (texts(tmp_path), done.exit_code) == (expected, ExitCode.IN_STEP), done.unfixed
    assert [each.path for each in done.fixed] == [name]
    assert done.fixed == shown.fixed
    assert shown.files[0].text == expected[name]
    again = fixed(tmp_path)
    assert (texts(tmp_path), again.fixed, again.exit_code) == (expected, (), ExitCode.IN_STEP)


HELD_PAPER = Record(identifier=Identifier("arxiv", "2106.00134"), title="Words", authors=(), provider="test")
OTHER_PAPER = Record(identifier=Identifier("arxiv", "2106.00199"), title="Words", authors=(), provider="test")
# What stays as it is, and the exit code.
LEFT: list[tuple[str, dict[str, str], int]] = [
    ("nothing wrong", {"p.tex": TEX % r"\cite{b}", "refs.bib": HAS_A}, 0),
    ("an author with another letter", {"p.tex": TEX % r"\cite{Vaswami2017}", "refs.bib": HAS_A}, 1),
    ("another year", {"p.tex": TEX % r"\cite{Vaswani2018}", "refs.bib": HAS_A}, 1),
    ("two keys are near", {"p.tex": BIBLATEX % r"\cite{vaswani2017}", "refs.bib": HAS_A + "@misc{VASWANI2017, title={x}}"}, 1),
    ("another case, for BibTeX", {"p.tex": TEX % r"\cite{vaswani2017}", "refs.bib": HAS_A}, 0),
    ("ignored", {"p.tex": TEX % "\\cite{vaswani:2017} % bibtools: ignore", "refs.bib": HAS_A}, 0),
    ("a comment", {"p.tex": TEX % "% \\cite{Vaswani:2017}", "refs.bib": HAS_A}, 0),
    ("a library that is not known", {"p.tex": TEX.replace("refs", "refs,more") % r"\cite{Vaswani:2017}", "refs.bib": HAS_A}, 0),
    ("a missing paper", {"p.tex": TEX % r"\cite{2106.00135}", "refs.bib": HAS_ONE}, 1),
    ("a misspelt id that is a key", {"p.tex": TEX % r"\cite{arXiv:2106.0134}", "refs.bib": HAS_ONE.replace("chen", "arXiv:2106.0134")}, 0),
    ("an impossible id", {"p.tex": TEX % "arXiv:2113.00001 arXiv:2131.00001", "refs.bib": HAS_ONE}, 1),
    ("a macro that nobody defines", {"p.tex": TEX % r"\cite{x}", "refs.bib": "@misc{x, title={T}, month = sept}"}, 0),
    ("a protected entry", {"p.tex": BIBLATEX % r"\cite{x}", "refs.bib": "@online{x, title={T}, protect={true}, url = {http://a.org/b\\_c}}"}, 0),
    ("a broken entry beside it", {"p.tex": TEX % r"\cite{b}", "refs.bib": HAS_A + "@misc{x, title={T"}, 1),
]  # fmt: skip


@pytest.mark.thinned(3)
@pytest.mark.parametrize(("files", "code"), [each[1:] for each in LEFT], ids=[each[0] for each in LEFT])
def test_what_is_not_certain_stays(tmp_path: Path, files: dict[str, str], code: int) -> None:
    before = texts(fill(tmp_path, files))
    outcome = fixed(tmp_path)
    assert (texts(tmp_path), outcome.fixed, outcome.exit_code) == (before, (), code)


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    ("key", "paper", "told", "left"),
    [
        (
            "vaswani2017attention",
            HELD_PAPER,
            "whose entry is chen2021caps: cite that",
            "it is not certain that chen2021caps is meant",
        ),
        ("vaswani2017attention", OTHER_PAPER, "bibtools add 2106.00199", "it is not certain that 2106.00199 is meant"),
        ("chem2021caps", None, "did you mean chen2021caps?", "it is not certain that chen2021caps is meant"),
        ("something2020else", None, "is not in refs.bib", "no key is similar to something2020else"),
    ],
)
def test_a_fix_and_its_finding_say_the_same(
    tmp_path: Path, key: str, paper: Record | None, told: str, left: str
) -> None:
    library = HAS_ONE.replace("chen", "chen2021caps")
    for source in (TEX, BIBLATEX):
        fill(tmp_path, {"p.tex": source % rf"\cite{{{key}}}", "refs.bib": library})
        outcome = fixed(tmp_path, meant=lambda _: [paper] if paper else [])
        [found] = [each for one in outcome.outcomes for each in one.all_findings if each.rule == "undefined-key"]
        assert told in found.message
        assert [each.reason for each in outcome.unfixed] == [left]


def test_what_may_be_meant_otherwise_is_mended_where_the_rule_is_named(tmp_path: Path) -> None:
    files = {"p.tex": TEX % r"arXiv:2120.00001 \cite{x}", "refs.bib": "@misc{x, title={T}, month = sept}"}
    fill(tmp_path, files)
    fixed(tmp_path, select="impossible-id,undefined-macro")
    assert texts(tmp_path) == {
        "p.tex": files["p.tex"].replace("2120", "2102"),
        "refs.bib": files["refs.bib"].replace("sept", "{sept}"),
    }


def test_every_place_is_mended_and_told(tmp_path: Path) -> None:
    files = {
        "p.tex": TEX % "\\cite{V-1}\n  \\citep{b,V-1}\\nocite{V-1}",
        "refs.bib": "@misc{V1,title={x}}@misc{b,title={y}}",
    }
    fill(tmp_path, files)
    outcome = fixed(tmp_path)
    assert [(each.position, each.old, each.new) for each in outcome.fixed] == [
        ((3, 7), "V-1", "V1"),
        ((4, 12), "V-1", "V1"),
        ((4, 24), "V-1", "V1"),
    ]
    assert texts(tmp_path)["p.tex"] == files["p.tex"].replace("V-1", "V1")


def test_a_text_in_utf_16_keeps_its_encoding(tmp_path: Path) -> None:
    fill(tmp_path, {"refs.bib": HAS_ONE})
    text = "\ufeff" + TEX % r"ü \cite{2106.00134}"
    (tmp_path / "p.tex").write_bytes(encode(text, "utf-16-le"))
    fixed(tmp_path)
    assert (tmp_path / "p.tex").read_bytes() == encode(text.replace("2106.00134", "chen"), "utf-16-le")


def test_two_papers_that_want_different_keys_of_one_source_change_nothing(tmp_path: Path) -> None:
    other = HAS_ONE.replace("chen", "luo")
    files = {"one.tex": TEX % r"\input{s}", "s.tex": r"\cite{2106.00134}", "refs.bib": HAS_ONE, "more.bib": other}
    files["two.tex"] = files["one.tex"].replace("{refs}", "{more}")
    before = texts(fill(tmp_path, files))
    outcome = fixed(tmp_path)
    assert texts(tmp_path) == before
    assert {each.reason for each in outcome.unfixed} == {"chen and luo are both meant"}


def test_a_source_outside_of_the_work_tree_is_not_written(tmp_path: Path) -> None:
    fill(tmp_path, {"o/s.tex": r"\cite{2106.00134}", "w/p.tex": TEX % r"\input{s}", "w/refs.bib": HAS_ONE})
    (tmp_path / "w/s.tex").symlink_to("../o/s.tex")
    before = texts(tmp_path)
    outcome = fixed(tmp_path / "w")
    assert (texts(tmp_path), outcome.fixed) == (before, ())


def test_a_link_within_the_work_tree_stays_one(tmp_path: Path) -> None:
    fill(tmp_path, {"o/s.tex": r"\cite{2106.00134}", "p.tex": TEX % r"\input{s}", "refs.bib": HAS_ONE})
    (tmp_path / "s.tex").symlink_to("o/s.tex")
    fixed(tmp_path)
    assert (tmp_path / "s.tex").is_symlink()
    assert (tmp_path / "o/s.tex").read_text("utf-8") == r"\cite{chen}"


@pytest.mark.skipif(os.geteuid() == 0, reason="modes do not bind root")
def test_a_source_that_must_not_be_written_costs_no_other(tmp_path: Path) -> None:
    fill(tmp_path, {"a.tex": TEX % r"\cite{2106.00134}", "b.tex": TEX % r"\cite{2106.00134}", "refs.bib": HAS_ONE})
    (tmp_path / "a.tex").chmod(0o444)
    outcome = fixed(tmp_path)
    assert (len(outcome.errors), outcome.exit_code) == (1, ExitCode.COULD_NOT)
    assert [each.path for each in outcome.files] == ["b.tex"]


def test_what_somebody_else_writes_meanwhile_is_kept(tmp_path: Path) -> None:
    fill(tmp_path, {"p.tex": TEX % r"\cite{2106.00134}", "refs.bib": HAS_ONE})
    saved = iter([r"\cite{2106.00134} and", r"\cite{2106.00134} and more"])

    def saving(files: Workspace) -> list[CheckOutcome]:
        found = check_papers(Config(), TODAY, files=files)
        if files.buffers and (text := next(saved, "")):  # while it is planned
            fill(tmp_path, {"p.tex": TEX % text})
        return found

    outcome = fix_papers(saving, FixOptions(), TODAY, Workspace(str(tmp_path)))
    assert texts(tmp_path)["p.tex"] == TEX % r"\cite{chen} and more"
    assert (len(outcome.fixed), outcome.exit_code) == (1, ExitCode.IN_STEP)


def test_somebody_who_never_stops_writing_is_told_of(tmp_path: Path) -> None:
    fill(tmp_path, {"p.tex": TEX % r"\cite{2106.00134}", "refs.bib": HAS_ONE})
    numbers = count()

    def saving(files: Workspace) -> list[CheckOutcome]:
        found = check_papers(Config(), TODAY, files=files)
        fill(tmp_path, {"p.tex": TEX % rf"\cite{{2106.00134}} {next(numbers)}"})
        return found

    with pytest.raises(WriteError, match="another program keeps changing"):
        fix_papers(saving, FixOptions(), TODAY, Workspace(str(tmp_path)))


CITED = st.sampled_from(("2106.00134", "arXiv:2106.00134v3", "V-1", "v_1", "b", "W1", "unknown", "2106.00135"))
WORDS = st.text(alphabet="ab \n\r\t%\\{}~$&é\ufeff\udcff", max_size=12)


@given(st.lists(st.tuples(WORDS, st.lists(CITED, min_size=1, max_size=3)), max_size=5), WORDS, st.booleans())
def test_nothing_but_keys_changes_and_the_second_run_changes_nothing(
    parts: list[tuple[str, list[str]]], end: str, is_biblatex: bool
) -> None:
    form = BIBLATEX if is_biblatex else TEX
    body = "".join(rf"{words} \citep[p.~1]{{{','.join(keys)}}}" for words, keys in parts) + end
    library = "@misc{chen, title={x}, eprint={2106.00134}, archivePrefix={arXiv}}\n@misc{V1, title={y}}\n@misc{b, title={z}}\n"
    with tempfile.TemporaryDirectory() as name:
        folder = fill(Path(name), {"p.tex": form.replace("%s", body), "refs.bib": library})
        before = texts(folder)
        first = fixed(folder)
        after = texts(folder)
        assert after["refs.bib"] == before["refs.bib"]
        text = before["p.tex"]
        for file in first.files:
            for span, new in reversed(file.edits):
                assert (text[slice(*span)], new) in {
                    ("2106.00134", "chen"),
                    ("arXiv:2106.00134v3", "chen"),
                    ("V-1", "V1"),
                    ("v_1", "V1"),
                }
                text = text[: span.start] + new + text[span.end :]
        assert text == after["p.tex"]
        again = fixed(folder)
        assert (texts(folder), again.fixed) == (after, ())

"""Which libraries `upgrade` and `verify` mean: the one that is named, or those of sources, with what they cite."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bibtools.app.meant_libraries import MeantLibrary, each_once, is_library, meant_libraries
from bibtools.bibliography.library.identity import identities
from bibtools.bibliography.library.reader import read
from bibtools.config.configuration import Config
from bibtools.core.errors import BibtoolsError, UsageError
from bibtools.core.text import Source
from bibtools.files.write_access import by_user

TODAY = date(2026, 11, 30)
BIB = """@misc{a, title = {A}}
@misc{B, title = {B}}
@misc{c, title = {C}, ids = {old, older}}
@misc{d, title = {D}, eprint = {1706.03762}}
@misc{e, title = {E}, doi = {10.1145/1.2}}
"""


def found(monkeypatch: pytest.MonkeyPatch, folder: Path, *given: str, with_others: bool = False) -> list[MeantLibrary]:
    monkeypatch.chdir(folder)
    papers = meant_libraries(given, Config(), TODAY, with_others=with_others)
    return [each for find in papers for each in find()]


def cited(meant: MeantLibrary, text: str = BIB) -> list[str]:
    library = read(Source("refs.bib", text))
    takes = meant.is_cited_in(library)
    return [each.block.key for each in identities(library, TODAY).entries if takes(each)]


PLACES = {
    r"\cite{a} and \cite{a}": {"a": [(3, 7), (3, 20)]},
    "See\n\\cite{x,b}": {"B": [(4, 9)]},
    r"\cite{old}, \cite{c}": {"c": [(3, 7), (3, 19)]},
    r"\cite{1706.03762}": {"d": [(3, 7)]},
    r"\url{https://arxiv.org/abs/1706.03762}": {"d": [(3, 28)]},
    r"\nocite{*} \cite{e}": {"e": [(3, 18)]},
    r"% \cite{a}": {},
    "Nothing": {},
}


@pytest.mark.thinned(3)
@pytest.mark.parametrize(("text", "places"), PLACES.items())
def test_where_sources_cite_an_entry(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, places: dict[str, list[tuple[int, int]]]
) -> None:
    head = "\\documentclass{article}\n\\begin{document}\n"
    (tmp_path / "paper.tex").write_text(f"{head}{text}\n\\bibliography{{refs}}\n\\end{{document}}\n")
    (tmp_path / "refs.bib").write_text(BIB)
    [meant] = found(monkeypatch, tmp_path)
    library = read(Source("refs.bib", BIB))
    cited_at = meant.cited_at(library)
    at = {each.block.key: cited_at(each) for each in identities(library, TODAY).entries}
    assert {key: [place[1:] for place in some] for key, some in at.items() if some} == places
    assert {place.path for some in at.values() for place in some} <= {"paper.tex"}


CITATIONS = {
    r"\cite{a}": ["a"],
    r"\cite{b}": ["B"],  # as BibTeX finds it
    r"\cite{older}": ["c"],
    r"\cite{1706.03762}": ["d"],
    r"See \url{https://arxiv.org/abs/1706.03762}.": ["d"],
    r"\cite{10.1145/1.2}": ["e"],
    r"\nocite{a}": ["a"],
    r"\nocite{*}": ["a", "B", "c", "d", "e"],
    r"% \cite{a}": [],
    r"\cite{a, c}\cite{unknown}": ["a", "c"],
    r"Nothing": [],
}


@pytest.mark.thinned(3)
@pytest.mark.parametrize(("text", "keys"), CITATIONS.items())
def test_what_sources_cite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, keys: list[str]) -> None:
    head = "\\documentclass{article}\n\\begin{document}\n"
    (tmp_path / "paper.tex").write_text(f"{head}{text}\n\\bibliography{{refs}}\n\\end{{document}}\n")
    (tmp_path / "refs.bib").write_text(BIB)
    for given in ((), ("paper.tex",), (".",)):
        [meant] = found(monkeypatch, tmp_path, *given)
        assert (meant.named.path, cited(meant)) == ("refs.bib", keys)
    [whole] = found(monkeypatch, tmp_path, "refs.bib")
    assert (whole.named, cited(whole)) == (by_user("refs.bib"), ["a", "B", "c", "d", "e"])


def test_other_libraries_are_looked_at_where_that_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\\documentclass{article}\\begin{document}\\cite{a}\\bibliography{refs,more}\\end{document}"
    (tmp_path / "paper.tex").write_text(text)
    for name in ("refs.bib", "more.bib"):
        (tmp_path / name).write_text(BIB)
    assert [each.named.path for each in found(monkeypatch, tmp_path)] == ["refs.bib"]
    both = found(monkeypatch, tmp_path, with_others=True)
    assert [(each.named.path, cited(each)) for each in both] == [("refs.bib", ["a"]), ("more.bib", ["a"])]


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ("more.bib", ""),
        ("../other/refs.bib", "it lies outside of the folder of the paper"),
        ("link.bib", "it lies outside of the folder of the paper by a link"),
        ("folder/refs.bib", "it lies outside of the folder of the paper by a link"),
        (".hidden/refs.bib", "it is hidden, or in a hidden folder"),
        (".git/refs.bib", "it is hidden, or in a hidden folder"),
    ],
)
@pytest.mark.parametrize("is_given", [True, False])
def test_other_libraries_are_the_sources_word_and_not_the_users(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, other: str, reason: str, is_given: bool
) -> None:
    clone = tmp_path / "clone"
    for path in ("../other/refs.bib", "refs.bib", "more.bib", ".hidden/refs.bib", ".git/refs.bib"):
        place = clone / path
        clone.mkdir(exist_ok=True)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(BIB)
    (clone / "link.bib").symlink_to("../other/refs.bib")
    (clone / "folder").symlink_to("../other")
    text = f"\\documentclass{{article}}\\addbibresource{{refs.bib}}\\addbibresource{{{other}}}\\cite{{a}}"
    (clone / "paper.tex").write_text(text)
    _, meant = found(monkeypatch, clone, *(("paper.tex",) if is_given else ()), with_others=True)
    assert (meant.named.path, meant.refusal) == (other, reason)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (("refs.bib",), True),
        (("REFS.BIB",), True),
        (("library",), True),
        (("paper.tex",), False),
        (("notes.md",), False),
        ((".",), False),
        (("-",), False),
        ((), False),
        (("a.tex", "b.tex"), False),
    ],
)
def test_a_library_or_sources(given: tuple[str, ...], expected: bool) -> None:
    assert is_library(given) is expected


def test_both_are_refused() -> None:
    with pytest.raises(UsageError, match=r"refs\.bib: give either one \.bib or sources"):
        is_library(("refs.bib", "paper.tex"))


@pytest.mark.parametrize("names", [(), ("a.bib", "b.bib")])
def test_which_library_is_not_clear(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, names: tuple[str, ...]) -> None:
    (tmp_path / "paper.tex").write_text("\\cite{a}")
    for name in names:
        (tmp_path / name).write_text(BIB)
    with pytest.raises(BibtoolsError) as error:
        found(monkeypatch, tmp_path, "paper.tex")
    assert error.value.exit_code == 2
    assert "--bib" not in error.value.lines
    assert all(name in error.value.lines for name in names)


def test_what_several_papers_cite_counts_for_the_library_that_they_share(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "refs.bib").write_text(BIB)
    (tmp_path / "more.bib").write_text(BIB)
    for name, cites, libraries in (("one", "a", "refs,more"), ("two", "b,old", "refs"), ("three", "d", "more,refs")):
        body = f"\\cite{{{cites}}} \\bibliography{{{libraries}}}"
        (tmp_path / f"{name}.tex").write_text(f"\\documentclass{{article}}\\begin{{document}}{body}\\end{{document}}")
    papers = found(monkeypatch, tmp_path, "one.tex", "two.tex", "three.tex", with_others=True)
    once = {each.named.path: each for each in each_once(papers)}
    assert len(papers) > len(once) == 2
    assert {path: cited(each) for path, each in once.items()} == {
        "refs.bib": ["a", "B", "c", "d"],
        "more.bib": ["a", "d"],
    }
    assert not once["refs.bib"].is_other  # the one that a run is about for one paper is another one for none
    backwards = each_once(papers[::-1])
    assert {each.named.path: (cited(each), each.is_other) for each in backwards} == {
        path: (cited(each), each.is_other) for path, each in once.items()
    }

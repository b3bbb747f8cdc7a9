r"""Entries that are one work for certain become one; nothing that they say is lost, and every citation holds."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import pytest
from fixing_files import BIBLATEX, PANDOC, TEX, TODAY, fill, fixed, texts
from hypothesis import given
from hypothesis import strategies as st

from bibtools.bibliography.editing.entry_union import holds
from bibtools.bibliography.library.aliases import aliases, taken_keys
from bibtools.bibliography.library.blocks import Library
from bibtools.bibliography.library.fields import fields
from bibtools.bibliography.library.identity import identities
from bibtools.bibliography.library.reader import read
from bibtools.core.errors import ExitCode
from bibtools.core.text import Source

# ruff: noqa: E501 - a case is one line of the tables
RULE = "duplicate-work"
ONE = "@misc{one,\n  title = {Attention is all},\n  author = {Ann Lee},\n  year = {2017},\n  eprint = {1706.03762},\n  archivePrefix = {arXiv}\n}\n"
TWO = "@misc{two,\n  title = {Attention is all},\n  author = {Ann Lee},\n  year = {2017},\n  url = {https://arxiv.org/abs/1706.03762}\n}\n"
OTHER = "@misc{other,\n  title = {Knots}\n}\n"


def merged(folder: Path, files: dict[str, str], *given: str) -> dict[str, str]:
    fill(folder, files)
    fixed(folder, *given, select=RULE)
    after = texts(folder)
    again = fixed(folder, *given, select=RULE)
    assert (texts(folder), again.fixed) == (after, ())
    return after


def test_bibtex_sources_cite_the_key_that_is_cited_most(tmp_path: Path) -> None:
    files = {
        "p.tex": TEX % "\\cite{two} \\citep[p.~1]{two,other}\n\\nocite{one}\\cite{two}",
        "s/q.tex": TEX.replace("{refs}", "{../refs}") % "\\citet{one}",
        "s/apart.tex": TEX.replace("{refs}", "{../else}") % "\\citet{one}",
        "else.bib": ONE,
        "refs.bib": f"% mine\n{ONE}\n{TWO}\n{OTHER}",
    }
    before = texts(fill(tmp_path, files))
    assert fixed(tmp_path).fixed == ()
    assert texts(tmp_path) == before
    after = merged(tmp_path, files, "p.tex")
    assert after["p.tex"] == files["p.tex"].replace("{one}", "{two}")
    assert after["s/q.tex"] == files["s/q.tex"].replace("{one}", "{two}")
    assert after["s/apart.tex"] == files["s/apart.tex"]
    united = ONE.replace("{one", "{two").replace(
        "  archivePrefix", "  url = {https://arxiv.org/abs/1706.03762},\n  archivePrefix"
    )
    assert after["refs.bib"] == f"% mine\n{united}\n{OTHER}"


LISTS = [
    ("one,two", "one"),
    ("two, one", "one"),
    ("three,two,other,one,two", "other,one"),
    ("two ,\n three,other", "one,other"),
    ("other, two , two", "other, one"),
    ("one,one", "one,one"),
    ("two} \\citep[p.~2]{one", "one} \\citep[p.~2]{one"),
    ("other,%\n two,one", "other,%\n one"),
]


@pytest.mark.thinned(3)
@pytest.mark.parametrize(("old", "new"), LISTS)
def test_a_work_stands_in_a_list_once(tmp_path: Path, old: str, new: str) -> None:
    library = ONE + TWO + TWO.replace("{two", "{three") + OTHER
    files = {"p.tex": TEX % rf"\nocite{{one}}\nocite{{one}}\nocite{{one}}\cite{{{old}}}", "refs.bib": library}
    assert merged(tmp_path, files)["p.tex"] == files["p.tex"].replace(old, new)


def test_biblatex_keeps_the_keys_as_aliases(tmp_path: Path) -> None:
    files = {
        "p.tex": BIBLATEX % r"\cite{one,two}\cite{two}",
        "refs.bib": ONE + TWO.replace("year", "ids = {old}, year"),
    }
    after = merged(tmp_path, files)
    assert after["p.tex"] == files["p.tex"]
    library = read(Source("refs.bib", after["refs.bib"]))
    assert [entry.key for entry in library.entries] == ["two"]
    assert taken_keys(library) == {"one", "two", "old"}


REFERENCES: list[tuple[str, str]] = [
    ("@inbook{c, title={x}, crossref={two}}", "@inbook{c, title={x}, crossref={one}}"),
    ("@inbook{c, title={x}, crossref = two}", "@inbook{c, title={x}, crossref = one}"),
    ("@inbook{c, title={x}, xdata={a, two ,b}}", "@inbook{c, title={x}, xdata={a, one ,b}}"),
    ('@inbook{c, title={x}, related="two"}', '@inbook{c, title={x}, related="one"}'),
    ("@set{c, entryset={other,two}}", "@set{c, entryset={other,one}}"),
    ("@inbook{c, title={two}, note={crossref two}}", "@inbook{c, title={two}, note={crossref two}}"),
]


@pytest.mark.thinned(3)
@pytest.mark.parametrize(("old", "new"), REFERENCES)
def test_what_names_an_entry_names_the_one_that_stays(tmp_path: Path, old: str, new: str) -> None:
    files = {"p.tex": BIBLATEX % r"\cite{one,c}", "refs.bib": f"{ONE}{TWO}{OTHER}{old}\n"}
    after = merged(tmp_path, files)
    assert after["refs.bib"].endswith(f"{OTHER}{new}\n")
    assert "@misc{two" not in after["refs.bib"]


# Two entries that seem to be one work, and why they stay.
STAY: list[tuple[str, str, str]] = [
    ("their titles differ", ONE, TWO.replace("is all", "is all you need")),
    ("their first authors differ", ONE, TWO.replace("Ann Lee", "Bo Kim")),
    ("it is protected or broken", ONE, TWO.replace("year", "protect = {true}, year")),
    ("it is protected or broken", ONE, f"% bibtools: keep\n{TWO}"),
    ("a line for bibtools stands above two", ONE, f"% bibtools: is 1706.03762\n{TWO}"),
    ("the key two is there more than once", ONE, TWO + TWO.replace("Attention", "Hypnosis").replace("1706", "1707")),
    ("they take fields from different entries (crossref)", ONE, TWO.replace("year", "crossref = {other}, year")),
    ("one and two name each other", ONE, TWO.replace("year", "related = {one}, year")),
    ("their journal differs", ONE.replace("year", "journal = {Nature}, year"), TWO.replace("year", "journal = {Science}, year")),
    ("one is @article, the other @inproceedings", ONE.replace("misc", "article").replace("year", "journal = {Nature}, year"), TWO.replace("misc", "inproceedings").replace("year", "booktitle = {ICML}, year")),
    ("one is @article, the other @inproceedings", ONE.replace("misc", "article").replace("year", "doi = {10.1000/1}, year"), TWO.replace("misc", "inproceedings").replace("year", "doi = {10.1000/1}, year")),
    ("c names both", ONE, TWO + "@set{c, entryset = {one, two}}\n"),
    ("c refers to it, which BibTeX wants in front", ONE, "@inbook{c, title={x}, crossref={two}}\n" + TWO),
    ("two uses the macro acta, which is not defined above one", ONE, "@string{acta = {Acta}}\n" + TWO.replace("year", "howpublished = acta, year")),
    ("they share no identifier, and author and year are not the same", ONE.replace("1706.03762", "none"), TWO.replace("1706.03762", "x").replace("2017", "2018")),
    ("they share no identifier, and their note differs", ONE.replace("1706.03762", "none").replace("year", "note = {x}, year"), TWO.replace("1706.03762", "x").replace("year", "note = {y}, year")),
]  # fmt: skip


@pytest.mark.thinned(3)
@pytest.mark.parametrize(("reason", "one", "two"), STAY)
def test_what_is_not_certain_is_not_merged(tmp_path: Path, reason: str, one: str, two: str) -> None:
    two = two.replace("Attention is all", "Attention is all that")
    files = {"p.tex": TEX % r"\cite{one,two,c}", "refs.bib": one.replace("is all", "is all that") + two + OTHER}
    before = texts(fill(tmp_path, files))
    outcome = fixed(tmp_path, select=RULE)
    assert texts(tmp_path) == before
    assert any(each.reason.endswith(f"stays: {reason}") for each in outcome.unfixed), outcome.unfixed


def test_a_place_that_may_be_a_citation_keeps_the_entries_apart(tmp_path: Path) -> None:
    files = {"p.tex": TEX % "\\cite{one}\n\\unheardof{two}", "refs.bib": ONE + TWO}
    before = texts(fill(tmp_path, files))
    outcome = fixed(tmp_path, select=RULE)
    assert texts(tmp_path) == before
    assert [each.reason for each in outcome.unfixed] == [
        "two stays: two stands in p.tex:4:12, and that is not read as a citation"
    ]


def test_other_values_are_kept_beside_and_a_publication_is_the_one_that_stays(tmp_path: Path) -> None:
    published = '@inproceedings{two, title = "{Attention} is all", author={Lee, A. and Bo Kim}, booktitle={ICML}, year=2018, url={https://arxiv.org/abs/1706.03762}}'
    files = {"p.md": PANDOC % "[@one; @one]", "refs.bib": f"{ONE}\n{published}\n"}
    after = merged(tmp_path, files)
    assert after["p.md"] == files["p.md"]
    library = read(Source("refs.bib", after["refs.bib"]))
    [block] = library.understood()
    found = [(field.name, field.value) for field in fields(library.text, block)[0]]
    assert (block.type, block.key) == ("inproceedings", "one")
    assert dict(found) | {"altauthor": "Ann Lee", "altyear": "2017", "eprint": "1706.03762"} == dict(found)
    assert dict(found)["year"] == "2018"
    assert dict(found)["author"] == "Lee, A. and Bo Kim"
    assert "alttitle" not in dict(found)  # braces say nothing else


def test_the_map_of_keys_is_told(tmp_path: Path) -> None:
    fill(tmp_path, {"p.tex": TEX % r"\cite{one,three}", "refs.bib": ONE + TWO + TWO.replace("{two", "{three")})
    outcome = fixed(tmp_path, select=RULE, diff=True)
    assert outcome.renamed == (("refs.bib", "two", "one"), ("refs.bib", "three", "one"))
    assert outcome.exit_code == ExitCode.DIFFERS


def test_a_source_that_cannot_be_written_keeps_the_entry(tmp_path: Path) -> None:
    outside = tmp_path / "o"
    fill(outside, {"s.tex": r"\cite{two}"})
    here = fill(tmp_path / "w", {"p.tex": TEX % r"\cite{one,one}\input{s}", "refs.bib": ONE + TWO})
    (here / "s.tex").symlink_to("../o/s.tex")
    before = texts(tmp_path)
    fixed(here, select=RULE)
    after = texts(tmp_path)
    assert after["o/s.tex"] == before["o/s.tex"]
    library = read(Source("refs.bib", after["w/refs.bib"]))
    assert "two" in taken_keys(library) or after == before


VALUES = st.sampled_from(("Ann Lee", "Lee, Ann", "{x} y", "2017", "1--3", "1-3", "\\'e t", "é t", "a @ b", "x {y {z}}"))
NAMES = st.sampled_from(("year", "note", "pages", "author", "journal", "url", "annote", "keywords", "month"))


@st.composite
def libraries(draw: st.DrawFn) -> str:
    """Return a library in which some entries are one work."""
    entries = []
    for number in range(draw(st.integers(2, 5))):
        same = draw(st.booleans())
        work = "eprint = {1706.03762}, archivePrefix = {arXiv}" if same else f"doi = {{10.1000/{number}}}"
        more = draw(st.dictionaries(NAMES, VALUES, max_size=4))
        sep = draw(st.sampled_from((", ", ",\n  ", ",\r\n\t")))
        inner = sep.join(
            [
                f"@misc{{k{number}",
                f"title = {{Attention is all {'' if same else number}}}",
                work,
                *(f"{name} = {{{value}}}" for name, value in more.items()),
            ]
        )
        entries.append(inner + draw(st.sampled_from(("}", ",}", "\n}"))))
    text = draw(st.sampled_from(("\n", "\n\n", "\r\n% x\r\n"))).join(entries)
    return draw(st.sampled_from(("", "\ufeff", "% of mine\n"))) + text + draw(st.sampled_from(("", "\n")))


LISTED = st.lists(st.lists(st.integers(0, 4), min_size=1, max_size=3), min_size=1, max_size=5)


@pytest.mark.slow
@given(libraries(), LISTED, st.booleans())
def test_the_cited_works_stay_the_same_and_every_field_is_kept(
    library: str, cited: list[list[int]], is_biblatex: bool
) -> None:
    form = BIBLATEX if is_biblatex else TEX
    keys = [[f"k{number}" for number in numbers] for numbers in cited]
    files = {"p.tex": form % " ".join(rf"\cite{{{', '.join(each)}}}" for each in keys), "refs.bib": library}
    with tempfile.TemporaryDirectory() as name:
        folder = fill(Path(name), files)
        outcome = fixed(folder, select=RULE)
        after = texts(folder)
        assert not outcome.errors
        again = fixed(folder, select=RULE)
        assert (texts(folder), again.fixed) == (after, ())
    renamed = {each.old: each.new for each in outcome.renamed}
    old, new = (read(Source("refs.bib", text)) for text in (library, after["refs.bib"]))
    assert {each.key for each in new.understood()} == {each.key for each in old.understood()} - renamed.keys()
    now = [each.split(", ") for each in re.findall(r"\\cite\{([\w, ]+)\}", after["p.tex"])]
    works, since = works_by_key(old), works_by_key(new)
    assert [{works.get(key) for key in each} for each in keys] == [{since.get(key) for key in each} for each in now]
    kept = {each.key: [(field.name, field.value) for field in fields(new.text, each)[0]] for each in new.understood()}
    for each in old.understood():
        has = kept[renamed.get(each.key, each.key)]
        assert all(holds(has, field.name, field.value) for field in fields(old.text, each)[0])


def works_by_key(library: Library) -> dict[str, object]:
    """Return the works that can be cited, by keys and aliases."""
    found: dict[str, object] = {each.block.key: each.arxiv or each.doi for each in identities(library, TODAY).entries}
    return found | {alias.key: found[alias.block.key] for alias in aliases(library)}

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from real_material import MATERIAL

from bibtools.bibliography.library.directives import spans_above
from bibtools.bibliography.library.identity import by_title, identities
from bibtools.bibliography.library.named_papers import named_papers
from bibtools.bibliography.library.presence import lookup
from bibtools.bibliography.library.reader import read
from bibtools.core.text import Source, decode
from bibtools.identifiers.identifier import Identifier

LIBRARIES = sorted((MATERIAL / "bibs").glob("*.bib"))
TODAY = date(2026, 11, 20)
ID, OLD = "2106.00134", "hep-th/9711200"
DOI = "doi:10.1145/3292500.3330701"
WANTED = {ID, OLD, "1501.01234", "1706.03762", "math/0309136"}


def held(text: str, *wanted: str) -> dict[str, str]:
    works = map(Identifier.of_id, wanted or WANTED)
    return {work.id: key for work, key in lookup(Source("refs.bib", text), set(works), TODAY).items()}


@pytest.mark.parametrize(
    ("fields", "value"),
    [
        ("eprint = {2106.00134}", ID),
        ("eprint = {arXiv:2106.00134v2 [cs.LG]}", ID),
        ("url = {https://arxiv.org/abs/2106.00134}", ID),
        ("doi = {10.48550/arXiv.2106.00134}", ID),
        ("journal = {CoRR}, volume = {abs/2106.00134}", ID),
        ("adsurl = {https://ui.adsabs.harvard.edu/abs/2021arXiv210600134C}", ID),
        ("note = {arXiv:2106.\u200b00134}", ID),
        ("note = {arXiv:\uff12\uff11\uff10\uff16\uff0e\uff10\uff10\uff11\uff13\uff14}", ID),
        ("eprint = {hep-th/9711200}", OLD),
        ("eprint = {9711200}, primaryClass = {hep-th}", OLD),
        ("url = {https://arxiv.org/abs/hep-th%2F9711200}", OLD),
        ("eprint = {1501.1234}, archivePrefix = {arXiv}", "1501.01234"),
        ("eprint = {math.GT/0309136}", "math/0309136"),
        ("title = {T}", None),
        ("abstract = {arXiv:2106.00134}", None),
        ("eprint = {2106.00135}", None),
        ("eprint = {2106.00134}, eprinttype = {hdl}", None),
        ("doi = {10.1000/2106.00134}", None),
        ("eprint = {9711200}, primaryClass = {hep-ph}", None),
    ],
)
def test_an_entry_is_found_by_its_id(fields: str, value: str | None) -> None:
    text = f"@misc{{a, title = {{x}}}}\n@misc{{k, {fields}}}\n@misc{{z, note = {{y}}}}\n"
    assert held(text) == ({value: "k"} if value else {})


def test_of_several_entries_the_first_is_told() -> None:
    assert held("@misc{a, eprint = {2106.00134}}\n@misc{b, eprint = {2106.00134}}\n") == {ID: "a"}


def test_keys_that_are_ids_and_stated_ids_count() -> None:
    assert held("@misc{2106.00134, title = {x}}\n") == {ID: "2106.00134"}
    assert held("% bibtools: is hep-th/9711200\n@misc{k, title = {x}}\n") == {OLD: "k"}
    assert held("@misc{DBLP:journals/corr/abs-1706-03762, title = {x}}\n") == {
        "1706.03762": "DBLP:journals/corr/abs-1706-03762"
    }


def test_only_what_is_wanted_is_told() -> None:
    assert held("@misc{a, eprint = {2106.00134}}\n@misc{b, eprint = {1706.03762}}\n", "1706.03762") == {
        "1706.03762": "b"
    }
    assert lookup(Source("refs.bib", "@misc{a, eprint = {2106.00134}}"), set(), TODAY) == {}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("doi = {10.1145/3292500.3330701}", {DOI: "k"}),
        ("doi = {https://doi.org/10.1145/3292500.3330701}", {DOI: "k"}),
        ("url = {https://doi.org/10.1145/3292500.3330701}", {DOI: "k"}),
        ("doi = {10.1145/3292500.3330701}, eprint = {2106.00134}", {DOI: "k", ID: "k"}),
        ("doi = {10.1145/3292500.333070}", {}),
        ("note = {10.1145/3292500.3330701}", {}),
        ("eprint = {2106.00134}", {ID: "k"}),
        ("}\n% bibtools: is doi:10.1145/3292500.3330701\n@misc{stated, note = {x}", {DOI: "stated"}),
        ("}\n% bibtools: is https://doi.org/10.1145/3292500.3330701\n@misc{stated, doi = {10.1/x}", {DOI: "stated"}),
        (
            "}\n% bibtools: is 10.1145/3292500.3330701\n@misc{stated, eprint = {2106.00134}",
            {DOI: "stated", ID: "stated"},
        ),
        ("}\n% bibtools: is it\n@misc{stated, doi = {10.1145/3292500.3330701}", {DOI: "stated"}),
    ],
)
def test_works_of_any_scheme_are_found(fields: str, expected: dict[str, str]) -> None:
    assert held(f"@misc{{a, title = {{x}}}}\n@misc{{k, {fields}}}\n", DOI, ID) == expected


PIECES = st.sampled_from(
    [
        *("@misc{a,\n  eprint = {2106.00134},\n}\n", "@article(b, url = {http://arxiv.org/abs/hep-th/9711200})\n"),
        *(
            "@misc{c, title = {x\n",
            "}\n",
            "@comment{@misc{d, eprint = {1706.03762}}}\n",
            "% @misc{e, eprint={1706.03762}}\n",
        ),
        *("@misc{2106.00134,}\n", "@misc{f, eprint = {9711200}, archive = {hep-th}}\n", "% bibtools: is 1706.03762\n"),
        *("@misc{g, note = {me@host.org, arXiv:1706.03762}}\n", "words\n", "@misc{h, eprint = {1501.1234}}@misc{i,}\n"),
    ]
)


@given(st.lists(PIECES, max_size=8).map("".join))
def test_the_answer_is_that_of_reading_everything(text: str) -> None:
    known = identities(read(Source("refs.bib", text)), TODAY).by_identifier
    assert held(text) == {work.id: entry.block.key for work, entry in known.items() if work.id in WANTED}


def named(text: str) -> list[tuple[str, Identifier]]:
    library = read(Source("refs.bib", text))
    return [(block.key, paper) for (block, _), paper in named_papers(library, spans_above(library), TODAY)]


def named_in_what_is_read(text: str) -> list[tuple[str, Identifier]]:
    entries = identities(read(Source("refs.bib", text)), TODAY).entries
    return [(each.block.key, each.arxiv) for each in entries if each.arxiv]


# What works are named by, in entries and between them.
NAMES = st.sampled_from(
    [
        *("@misc{a, eprint = {2106.00134}}\n", "@misc{b, doi = {10.1145/3292500.3330701}, eprint = {1706.03762}}\n"),
        *("@misc{c, doi = {10.{1145}/3292500.3330701}}\n", "@misc{d, doi = {10.1145/3292500.3330701} # x}\n"),
        *("@misc{e, url = {https://doi.org/10.1145%2F3292500.3330701}}\n", "@misc{10.1145/3292500.3330701,}\n"),
        *("@misc{f, doi = {10.1145\\/3292500.3330701}}\n", "@misc{g, doi = {10.48550/arXiv.2106.00134}}\n"),
        *("% bibtools: is 1706.03762\n", "% bibtools: keep\n", "@misc{h, doi = {10.1000/1}, title = {{On} Knots}\n"),
        *("@misc{i, title = {On Knots}}\n", "@misc{j, title = {{On} Knots}}\n", "@misc{k, title = on # { knots}}\n"),
        *(
            '@misc{l, TITLE = "On {K}nots", title = {x}}\n',
            "@misc{m, title = {{On Knots}},}\n",
            "@misc{n, title=onknots}\n",
        ),
        *("@misc{o, booktitle = {On Knots}}\n", "@misc{p, title = {On\n Kn\\'ots}}\n", "title = {On Knots}\n", "}\n"),
    ]
)


@given(st.lists(NAMES, max_size=8).map("".join), st.lists(st.sampled_from([ID, OLD, DOI, "1706.03762"]), max_size=12))
def test_what_is_asked_for_is_what_reading_everything_tells(text: str, asked: list[str]) -> None:
    whole, known = (identities(read(Source("refs.bib", text)), TODAY) for _ in range(2))
    for work in map(Identifier.of_id, asked):
        expected = whole.by_identifier.get(work)
        assert known.of([work]) == ({work: expected} if expected else {})
    assert known.titled("onknots") == by_title(whole).get("onknots", [])
    assert known.titled("") == []
    assert known.entries == whole.entries


@given(st.lists(PIECES | NAMES, max_size=8).map("".join))
def test_papers_are_named_as_reading_everything_tells(text: str) -> None:
    assert named(text) == named_in_what_is_read(text)


@pytest.mark.slow
@pytest.mark.skipif(not LIBRARIES, reason="the real libraries are not here")
def test_papers_are_named_as_reading_real_libraries_tells() -> None:
    for path in LIBRARIES:
        text = decode(path.read_bytes())
        assert named(text) == named_in_what_is_read(text), path.name

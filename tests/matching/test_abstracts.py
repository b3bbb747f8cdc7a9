"""Abstracts are found again however they were pasted; what only looks alike is not taken for one."""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from index_lines import VOCABULARY, abstract, line, made, many
from real_material import MATERIAL

from bibtools.index.lookup import Index
from bibtools.index.numbering import value
from bibtools.index.shingles import places, readings, words
from bibtools.matching.abstracts import find

REAL = MATERIAL / "records" / "derived_cs_ml_2017_2019.jsonl.gz"
DAMAGED = 1_000  # abstracts, sought among half of all records
ONE, TWO = "2101.00001", "2101.00002"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    special = [
        line("2102.00001", text=f"We $\\ell_1$ {abstract('a', 60)} with $O(n^2)$ steps {abstract('b', 60)}"),
        line(
            "2102.00002",
            text="Fünf größere Bäume wachsen über den schönen Bächen während später kühler Nächte fröhlich.",
        ),
        line("2102.00003", text="Too short."),
        line("2102.00004", text=abstract("twins")),
        line("2102.00005", text=abstract("twins")),
        line("2102.00006", text=f"{abstract('shared', 60)} {abstract('own', 60)}"),
    ]
    return made(tmp_path_factory.mktemp("index"), [*many(300), *special])


def sure(index: Index, text: str) -> list[str]:
    return [value(region.paper) for region in find(text, index.marked, index.packed).sure]


def swapped(text: str, share: float = 0.1, seed: int = 1) -> str:
    rng = random.Random(seed)  # noqa: S311 - texts, not secrets
    return " ".join(rng.choice(VOCABULARY) if rng.random() < share else word for word in text.split())


def wrapped(text: str, width: int = 50) -> str:
    lines, row = [], ""
    for word in text.split():
        if len(row) + len(word) > width and len(word) > 6:
            row, rest = f"{row} {word[:4]}-", word[4:]
            lines.append(row)
            row = rest
        else:
            row = f"{row} {word}"
    return "\n".join([*lines, row])


WHOLE = abstract(ONE)
WORDS = WHOLE.split()


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    "text",
    [
        WHOLE,
        f"Abstract: {WHOLE}",
        WHOLE.upper(),
        WHOLE.replace(" ", "\n"),
        WHOLE.replace(".", " ;"),
        wrapped(WHOLE),
        wrapped(WHOLE).replace("\n", "\r\n"),
        " ".join(WORDS[:40]),
        " ".join(WORDS[40:80]),
        " ".join(WORDS[80:]),
        f"{WHOLE}{abstract('nobody')}",
        f"{abstract('nobody')}{WHOLE}",
        f"{abstract('nobody')} {WHOLE} {abstract('nobody else')}",
        swapped(WHOLE),
        re.sub(r"(\w+)", r"\1 of the", WHOLE),
    ],
)
def test_an_abstract_is_found_however_it_was_pasted(index: Index, text: str) -> None:
    assert sure(index, text) == [ONE]


@pytest.mark.parametrize(
    ("text", "papers"),
    [
        (f"{abstract(ONE)}\n{abstract(TWO)}", [ONE, TWO]),
        (f"{abstract(TWO)}{abstract(ONE)}{abstract('2101.00003')}", [TWO, ONE, "2101.00003"]),
        (f"We {abstract('a', 60)} with steps {abstract('b', 60)}", ["2102.00001"]),
        ("FÜNF GRÖSSERE BÄUME wachsen über den schönen Bächen, während später kühler Nächte: fröhlich", ["2102.00002"]),
        ("Funf grossere Baume wachsen uber den schonen Bachen wahrend spater kuhler Nachte frohlich", ["2102.00002"]),
    ],
)
def test_several_abstracts_and_other_letters(index: Index, text: str, papers: list[str]) -> None:
    assert sure(index, text) == papers


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Too short.",
        abstract("nobody"),
        " ".join(WORDS[:5]),
        " ".join(sorted(WORDS)),
        " ".join(WORDS[::-1]),
        swapped(WHOLE, 0.6),
        f"{abstract('shared', 60)} {abstract('other', 60)}",  # of the same authors: half of it is another text
        f"{' '.join(WORDS[:40])} {abstract('other', 80)}",
        abstract("twins"),  # two papers have it
        " ".join(WORDS[14:28]),  # a sentence: other papers may have it, too
        f"{abstract('x', 40)} {' '.join(WORDS[28:42])} {abstract('y', 40)}",
        f"{' '.join(WORDS[:75])} {abstract('other', 45)}",  # a later version, or a paper on the same matter
    ],
)
def test_what_is_no_papers_abstract_is_not_claimed(index: Index, text: str) -> None:
    assert sure(index, text) == []


def places_of(index: Index, text: str) -> dict[str, str]:
    found = find(text, index.marked, index.packed)
    return {value(region.paper): text[region.start : region.end] for region in found.sure}


@pytest.mark.thinned(3)
@pytest.mark.parametrize("pasted", [str, wrapped, lambda text: wrapped(text).replace("\n", "\r\n")])
@pytest.mark.parametrize("before", ["", "Ünïcode ﬁrst: ½ ", "$x^2$ \\emph{and}\n\n", "E\u0301te\u0301 "])
def test_an_abstract_is_told_where_it_stands(index: Index, before: str, pasted: Callable[[str], str]) -> None:
    papers = [f"2101.{number:05}" for number in range(1, 13)]
    abstracts = [pasted(abstract(paper)) for paper in papers]
    found = places_of(index, before + "\n\n".join(abstracts))
    assert list(found) == papers
    for paper, whole in zip(papers, abstracts, strict=True):
        assert whole.startswith(found[paper]) or whole.strip().rstrip(".").endswith(found[paper].strip())


@given(st.text(alphabet="aBcdefgh ßüéﬁ½-\n\r$\\\u0301İ123", max_size=200))
def test_every_word_is_told_where_it_stands(text: str) -> None:
    for reading in readings(text):
        spans = [reading.span(span) for span in places(reading.text)]
        assert len(spans) == len(words(reading.text))
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
        for word, span in zip(words(reading.text), places(reading.text), strict=True):
            assert words(reading.text[slice(*span)])[:1] == [word]


def test_of_two_papers_with_one_abstract_both_are_proposed(index: Index) -> None:
    unsure = find(abstract("twins"), index.marked, index.packed).unsure
    assert {value(region.paper) for region in unsure} == {"2102.00004", "2102.00005"}


def damages(texts: list[str]) -> dict[str, Callable[[random.Random, str], str]]:
    """Return what people, and programs, do to abstracts."""
    vocabulary = [word for text in texts[:500] for word in text.split()]

    def part(text: str, *, first: bool) -> str:
        words = text.split()
        third = len(words) // 3
        return " ".join(words[:third] if first else words[-third:])

    def changed(rng: random.Random, text: str) -> str:
        return " ".join(rng.choice(vocabulary) if rng.random() < 0.1 else word for word in text.split())

    return {
        "first": lambda _, text: part(text, first=True),
        "last": lambda _, text: part(text, first=False),
        "changed": changed,
        "wrapped": lambda _, text: wrapped(text, 60),
        "no formulas": lambda _, text: re.sub(r"\$[^$]*\$", "", text),
        "glued": lambda rng, text: f"{text}{rng.choice(texts)}",
    }


@pytest.mark.slow(seconds=25)
@pytest.mark.skipif(not REAL.exists(), reason="the collection of real records is not here")
def test_damaged_real_abstracts_are_found_and_others_are_not_claimed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with gzip.open(REAL, "rt", encoding="utf-8") as stream:
        records = [json.loads(each) for each in islice(stream, 0, None, 2)]
    rng = random.Random(20261126)  # noqa: S311 - a sample, not a secret
    rng.shuffle(records)
    held_out, kept = records[:500], records[500:]
    index = made(tmp_path, [line(each["id"], each["title"], text=each["abstract"]) for each in kept])
    kinds = damages([each["abstract"] for each in kept])
    found, wrong = 0, []
    for number, each in enumerate(kept[:DAMAGED]):
        kind = list(kinds)[number % len(kinds)]
        claimed = sure(index, kinds[kind](rng, each["abstract"]))
        found += each["id"] in claimed
        wrong += [paper for paper in claimed if paper != each["id"] and kind != "glued"]
    others = [(each["id"], claimed) for each in held_out if (claimed := sure(index, each["abstract"]))]
    with capsys.disabled():
        print(f"\n{found} of {DAMAGED} damaged abstracts found, {len(wrong)} wrongly, {len(others)} others claimed")  # noqa: T201 - figures to read
    assert found >= 0.98 * DAMAGED
    assert wrong == []
    assert len(others) <= 2, others  # papers that are nearly the same text as one that is there

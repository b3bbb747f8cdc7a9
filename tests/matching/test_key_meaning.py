"""What a key may mean: the paper whose author, year and title agree with it, from an index and from records."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from index_lines import line

from bibtools.app.key_proposals import Proposals
from bibtools.app.undefined_keys import NO_PROPOSAL
from bibtools.bibliography.citekey.key_reading import KeyReading, read_key
from bibtools.identifiers.identifier import ARXIV, Identifier
from bibtools.index.build import build
from bibtools.index.building import BuildMonitor
from bibtools.index.lookup import Index
from bibtools.matching.key_meaning import meanings
from bibtools.records.record import Record
from bibtools.tex.names import Name

# ruff: noqa: E501 - a record is one line
LINES = (
    line(
        "1706.03762", "Attention Is All You Need", (("Vaswani", "Ashish", ""),), created="Mon, 12 Jun 2017 10:00:00 GMT"
    ),
    line(
        "1712.00001", "Another Paper on Tensors", (("Vaswani", "Ashish", ""),), created="Fri, 1 Dec 2017 10:00:00 GMT"
    ),
    line("1512.03385", "Deep Residual Learning", (("He", "Kaiming", ""),), created="Thu, 10 Dec 2015 10:00:00 GMT"),
    line("1601.00759", "Pixel Networks", (("van den Oord", "Aäron", ""),), created="Mon, 25 Jan 2016 10:00:00 GMT"),
    line("1801.00001", "On Müller's Sums", (("Müller-Schmidt", "Jörg", ""),), created="Mon, 1 Jan 2018 10:00:00 GMT"),
)
HERE = Record(
    identifier=Identifier(ARXIV, "2001.00001"),
    title="Graphs in Motion",
    authors=(Name("Noether", "Emmy"), Name("Gordan", "Paul"), Name("Hilbert", "David")),
    provider="cache",
    date=date(2020, 1, 1),
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder = tmp_path_factory.mktemp("index")
    (folder / "snapshot.jsonl").write_text("\n".join(LINES) + "\n", "utf-8")
    build(folder / "i.sqlite3", str(folder / "snapshot.jsonl"), BuildMonitor(lambda *_: None, lambda: "now"))
    return Index(folder / "i.sqlite3", print)


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("DBLP:conf/acl/ZhangLGC19", KeyReading(("zhang",), 2019, initials="LGC")),
        ("conf/nips/Goodfellow14", KeyReading(("goodfellow",), 2014)),
        ("DBLP:journals/corr/abs-1810-03611", KeyReading(arxiv="1810.03611")),
        ("journals/corr/abs-1301-3781", KeyReading(arxiv="1301.3781")),
        ("deCastro:2018mgh", KeyReading(("decastro", "de", "castro"), 2018, ("castro",))),
        ("Oore2018ExpressiveMusic", KeyReading(("oore",), 2018, ("expressive", "music"))),
        ("dulac-arnoldRealWorld2019", KeyReading(("dulac",), 2019, ("arnold", "real", "world"))),
        ("ZhangLGC19", KeyReading(("zhanglgc", "zhang"), 2019, ("lgc",))),  # who else makes keys so is not known
        ("DBLP:journals/corr/abs-x", KeyReading()),
    ],
)
def test_what_a_key_says(key: str, expected: KeyReading) -> None:
    assert read_key(key) == expected


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("DBLP:conf/acl/NoetherGH20", ["2001.00001"]),
        ("DBLP:conf/acl/NoetherGHK20", ["2001.00001"]),  # the record has the first three authors
        ("DBLP:conf/acl/NoetherH20", []),
        ("deNoether2020graphs", ["2001.00001"]),
        ("vaswani2017attention", ["1706.03762"]),
        ("vaswani2017tensors", ["1712.00001"]),
        ("Vaswani:2017", ["1706.03762", "1712.00001"]),
        ("vaswani18attention", ["1706.03762"]),  # published a year later
        ("he2016deep", ["1512.03385"]),
        ("vandenoord2016pixel", ["1601.00759"]),
        ("van2016pixel", ["1601.00759"]),
        ("oord2016pixel", ["1601.00759"]),
        ("muller2018sums", ["1801.00001"]),
        ("mullerschmidt2018", ["1801.00001"]),
        ("noether2020graphs", ["2001.00001"]),
        # Nothing that agrees:
        ("vaswani2017convolutions", []),
        ("vaswani2013attention", []),
        ("smith2017attention", []),
        ("attention", []),
        ("he2016", ["1512.03385"]),
        ("hex2016deep", []),
    ],
)
def test_what_a_key_may_mean(index: Index, key: str, expected: list[str]) -> None:
    assert sorted(each.record.identifier.value for each in meanings(read_key(key), index, [HERE])) == expected


def test_without_an_index_the_records_of_the_cache_are_looked_at(tmp_path: Path) -> None:
    nothing = Index(tmp_path / "none.sqlite3", print)
    assert [each.record for each in meanings(read_key("noether2020"), nothing, [HERE])] == [HERE]
    assert meanings(read_key("noether2020graphs"), None) == []


@pytest.mark.parametrize(
    ("held", "cited", "expected"),
    [
        ({}, {}, "it may be arXiv:2001.00001 (Graphs in Motion): bibtools add 2001.00001 --key noether2020graphs"),
        ({HERE.identifier: "own"}, {}, "it may be arXiv:2001.00001 (Graphs in Motion), whose entry is own: cite that"),
        (
            {},
            {HERE.identifier: "2001.00001"},
            "it may be arXiv:2001.00001 (Graphs in Motion), which is cited as 2001.00001, too: cite one of the two keys everywhere",
        ),
    ],
)
def test_a_paper_that_is_there_is_not_proposed_to_be_added(
    held: dict[Identifier, str], cited: dict[Identifier, str], expected: str
) -> None:
    proposals = Proposals([], held, cited, lambda reading: [HERE] if reading.year == 2020 else [])
    assert proposals("noether2020graphs").text == expected
    assert proposals("noether1918") == NO_PROPOSAL
    near = Proposals(["noether2020graph"], held, cited, lambda _: [HERE])("noether2020graphs")
    assert (near.text, near.data) == ("did you mean noether2020graph?", {"near": "noether2020graph"})

"""Titles and lines of references: one paper, or none."""

from __future__ import annotations

import csv
import gzip
import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from index_lines import line, made
from real_material import MATERIAL

from bibtools.index.lookup import Index
from bibtools.index.numbering import value
from bibtools.matching.references import Reader, find

REAL = MATERIAL / "records" / "arxiv_oai_no_abstract_all.tsv.gz"
ASKED = 500  # titles: the index is made of all others that share words with them
PAPERS = [
    ("2101.00001", "Engines that Weave: A Study of Looms", [["Lovelace", "Ada", ""], ["Babbage", "Charles", ""]]),
    ("2101.00002", "Bubbles", [["Zorn", "Al", ""]]),
    ("2101.00003", "On Notes and Numbers in Großer Café Rechnung", [["Müller-Lüdenscheidt", "Karl", ""]]),
    ("2101.00004", "On Large Matters, Part I", [["Moss", "Ida", ""]]),
    ("2101.00005", "On Large Matters, Part II", [["Moss", "Ida", ""]]),
    ("2101.00006", "A Very Common Title of Papers", [["Birch", "Bo", ""]]),
    ("2101.00007", "A Very Common Title of Papers", [["Fern", "Fay", ""]]),
    ("2101.00008", "The $\\ell_1$ norm of $n$-gram models", [["van der Berg", "Jo", ""]]),
    ("2101.00009", "A Twofold Title Twice", [["Ash", "Al", ""]]),
    ("2101.00010", "A Twofold Title Twice", [["Ash", "Al", ""]]),
    ("2101.00011", "Loom Lore", [["Reed", "Cy", ""]]),
    ("2101.00012", "Rates of Growth in Woodland Moss. II. Shade", [["Oak", "Bea", ""], ["Elm", "Dan", ""]]),
    ("2101.00013", "Quiet Machines in Glass: Theory and Practice", [["Rivers", "Richard A.", ""]]),
    ("2101.00014", "Weaving by Candle Light", [["Able", "A.", ""], ["Baker", "William", ""], ["Cole", "Cy", ""]]),
    ("2101.00015", "Threads that Never Tear: I. Silk", [["Silk", "Sue", ""]]),
    ("2101.00016", "Comment: A Long Answer to Somebody", [["Rook", "Ray", ""]]),
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return made(tmp_path_factory.mktemp("index"), [line(paper, title, who) for paper, title, who in PAPERS])


def hits(index: Index, text: str) -> tuple[list[str], list[str]]:
    """Return the papers that are sure, and the others."""
    found = find(text, Reader(index.titled, index.worded, index.nearly_worded, index.packed))
    return [value(hit.paper) for hit in found if hit.sure], [value(hit.paper) for hit in found if not hit.sure]


@pytest.mark.parametrize(
    ("text", "paper"),
    [
        ("Ada Lovelace. Engines that Weave: A Study of Looms. 2021.", "2101.00001"),
        (
            "[12] A. Lovelace and C. Babbage, “ENGINES THAT WEAVE: a study of looms,” J. Eng. 3 (2022) 4-9.",
            "2101.00001",
        ),
        ("Lovelace, A. (2021). Engines that weave. Proceedings of Looms.", "2101.00001"),
        ("Lovelace: Engines that Weave", "2101.00001"),
        ("Lovelace, Ada and Babbage, Charles. {Engines} that {W}eave -- A Study of Looms", "2101.00001"),
        ("A. Zorn, Bubbles, 2021", "2101.00002"),
        ("A. Zorn. Bubbles", "2101.00002"),
        ("Reed, C. (2022). Loom lore. Journal of Looms 3.", "2101.00011"),
        ("Oak, B., Elm, D.: Rates of growth in woodland moss. II. Shade. ApJ 413, 2021", "2101.00012"),
        ("R. Rivers, Quiet machines in glass, J. Glass 4 (2021) 5", "2101.00013"),
        ("R. Rivers, Quiet machines in glass: theory and practice, J. Glass 4 (2021) 5", "2101.00013"),
        ("A. Able, W. Baker and C. Cole. Weaving by candle light. In Proc. Looms, 2021", "2101.00014"),
        ("A. Able et al. Weaving by candle light. Nat. Commun. 8, 1234 (2021)", "2101.00014"),
        ("Able A, Baker W, Cole C. Weaving by candle light. J Mach Learn Res. 2021;18(1):1-30.", "2101.00014"),
        ("Able, A.; Baker, Bill; Cole, Cy (2021). Weaving by candle light. Looms, 3.", "2101.00014"),
        ("Able, A.; B. Stranger; Cole, Cy (2021). Weaving by candle light. Looms, 3.", "2101.00014"),
        ("Baker, W., Cole, C., Able, A. Weaving by candle light. 2021", "2101.00014"),  # all of them, in another order
        ("**Weaving by Candle Light** *A. Able, W. Baker* (2021) [[paper]](https://example.org/3)", "2101.00014"),
        ("[Weaving by Candle Light](https://example.org/3)\n  A. Able, W. Baker, C. Cole", "2101.00014"),
        ("Weaving by Candle Light (Able et al., 2021)", "2101.00014"),
        ("Weaving by Candle Light, by A. Able", "2101.00014"),
        (
            "A. Able and W. Baker and C. Cole.\n\\newblock Weaving by\n  candle light.\n\\newblock {\\em Looms}",
            "2101.00014",
        ),
        ("A. Able. “Weaving by candle light”. Looms and Lights. 2021", "2101.00014"),
        ("Müller-Lüdenscheidt: On notes and numbers in großer Café-Rechnung", "2101.00003"),
        ("Muller-Ludenscheidt, K. On Notes and Numbers in Grosser Cafe Rechnung, arXiv preprint", "2101.00003"),
        ('K. M{\\"u}ller-L{\\"u}denscheidt. On Notes \\& Numbers in Gro{\\ss}er Caf\\\'e Rechnung', "2101.00003"),
        ("I. Moss, On large matters, part II, 2021", "2101.00005"),
        ("B. Birch. A very common title of papers. 2021", "2101.00006"),
        ("J. van der Berg, The ℓ_1 norm of n-gram models", "2101.00008"),
        ("J. van der Berg, The $\\ell_1$ norm of n-gram models", "2101.00008"),
    ],
)
def test_a_line_names_a_paper(index: Index, text: str, paper: str) -> None:
    assert hits(index, text)[0] == [paper]


@pytest.mark.parametrize(
    ("text", "proposed"),
    [
        ("Engines that Weave: A Study of Looms", ["2101.00001"]),  # nobody says whose
        ("Smith, Engines that Weave: A Study of Looms", ["2101.00001"]),
        ("A very common title of papers", ["2101.00007", "2101.00006"]),
        ("Ash, A Twofold Title Twice", ["2101.00010", "2101.00009"]),
        ("Lovelace, Engines that Weave: A Study of Looms, 1998", ["2101.00001"]),  # long before
        ("Smith, Engines that Weave: A Study of Looms, 1998", []),
        ("Engines that weave, a studie of looms", ["2101.00001"]),
        ("Zorn, Bubbles, 2021", ["2101.00002"]),  # of such authors and titles there are many
        ("Bubbles in the works of Zorn and others of that time", []),
        ("I like bubbles", []),
        # A title within another one.
        ("Reed, Cy. Key-value loom lore for reading threads. Looms 2021.", []),
        ("Reed, C. (2021). Deficits in loom lore and woodland moss. J. Looms 48.", []),
        ("Rivers, R. Quiet machines in glass considered harmful. 2021", []),
        ("Rivers street 5, 2021, a talk on quiet machines in glass by somebody else", []),
        ("Stone, Rivers (2021). A plan for quiet machines in glass. Looms 1.", []),
        ("C. Reed. New Notes: Loom Lore. 2021", ["2101.00011"]),
        # Another subtitle, another part.
        ("Rivers, R. Quiet machines in glass: a survey. 2021", ["2101.00013"]),
        ("Rivers, R. Quiet machines in glass - a survey. 2021", ["2101.00013"]),
        ("Oak, B.; Elm, D. Rates of growth in woodland moss. I. Light. ApJ 413, 2021.", ["2101.00012"]),
        ("Oak, B.; Elm, D. Rates of growth in woodland moss. ApJ 413, 2021.", ["2101.00012"]),
        ("S. Silk, Threads that never tear, 2021", ["2101.00015"]),
        ('A. Able, "Weaving by candle light, II," in Proc. Looms, 2021, pp. 12-34.', ["2101.00014"]),
        ('A. Able, "Weaving by candle light. Back to the beginning," in Proc. Looms, 2021.', ["2101.00014"]),
        ("A. Able, Weaving by candle light, revisited, Looms 2 (2021) 3", ["2101.00014"]),
        ("A. Able, Weaving by candle light (extended version), Looms 2 (2021) 3", ["2101.00014"]),
        ("A. Able, Weaving by candle light, Part 2, Looms 2 (2021) 3", ["2101.00014"]),
        # About a paper.
        ('A. Able, "Addendum to "Weaving by candle light"," in Proc. Looms, 2021.', ["2101.00014"]),
        ("A. Able. Corrigendum: Weaving by candle light. 2021.", ["2101.00014"]),
        ("A. Able. Reply to: Weaving by candle light, 2021.", ["2101.00014"]),
        ("R. Rook. Comment, 2021.", ["2101.00016"]),
        # Somebody else's.
        ("B. Able. Weaving by candle light. 2021", ["2101.00014"]),
        ("W. Baker and A. Able. Weaving by candle light. 2021", ["2101.00014"]),
        ("A. Able, S. Stranger, T. Tailor. Weaving by candle light. 2021", ["2101.00014"]),
        ("S. Stranger, A. Able. Weaving by candle light. 2021", ["2101.00014"]),
        ("Weaving by candle light, S. Stranger with A. Able, 2021", ["2101.00014"]),
        ("A. Able gives a talk on much. Weaving by candle light. 2021", ["2101.00014"]),
        ("Ida Moss", []),
        ("nothing of that kind", []),
        ("", []),
        ("...", []),
        ("x " * 300, []),
    ],
)
def test_what_is_not_plain_is_proposed_at_most(index: Index, text: str, proposed: list[str]) -> None:
    assert hits(index, text) == ([], proposed)


@pytest.mark.parametrize(
    "text",
    [
        "A. Able, W. Baker: Weaving by canlde light. 2021",
        "Able, A. (2021). Waeving by candle light. Looms 3.",
        "Weaving by Candle Lihgt, A. Able and others",
        "A. Able et al. Weving by candle light",
    ],
)
def test_one_word_may_be_misspelt(index: Index, text: str) -> None:
    assert hits(index, text)[0] == ["2101.00014"]


@pytest.mark.parametrize(
    ("text", "proposed"),
    [
        ("Weaving by canlde light", ["2101.00014"]),  # nobody says whose
        ("S. Stranger. Weaving by canlde light", ["2101.00014"]),
        ("A. Able. Weaving by canlde light. 1999", ["2101.00014"]),
        ("A. Able. Weaving by candy light. 2021", ["2101.00014"]),
        ("A. Able. Weaving by large light. 2021", []),  # another word
        ("A. Able. Weaving by numbers light. 2021", []),
        ("A. Able. Waeving by canlde light. 2021", []),
        ("A. Able. Weaving by canlde light and moon light. 2021", []),
        ("A. Able. Weaving by canlde. 2021", []),
        ("I. Moss, On larger matters, part III, 2021", []),
        ("A. Zorn, Bubblse, 2021", []),
    ],
)
def test_a_misspelt_title_may_be_another_one(index: Index, text: str, proposed: list[str]) -> None:
    sure, others = hits(index, text)
    assert (sure, [paper for paper in others if paper in {"2101.00014", "2101.00002"}]) == ([], proposed)


def phrases(title: str) -> set[tuple[str, ...]]:
    """Return what stands in a title three words in a row; all of a shorter one."""
    words = re.findall(r"\w+", title.casefold())
    return {tuple(words[at : at + 3]) for at in range(max(1, len(words) - 2))}


def confusable(rows: list[dict[str, str]], asked: list[dict[str, str]]) -> Iterator[dict[str, str]]:
    """Yield those that share a phrase with one that is asked for, and an eighth of the others: all take minutes."""
    shared = {phrase for row in asked for phrase in phrases(row["title"])}
    return (row for number, row in enumerate(rows) if number % 8 == 0 or not shared.isdisjoint(phrases(row["title"])))


@pytest.mark.slow(seconds=40)
@pytest.mark.skipif(not REAL.exists(), reason="the collection of real records is not here")
def test_real_titles_are_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    csv.field_size_limit(1 << 24)
    with gzip.open(REAL, "rt", encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    rng = random.Random(20261126)  # noqa: S311 - a sample, not a secret
    asked = rng.sample(rows, ASKED)
    known = list(confusable(rows, asked))
    index = made(
        tmp_path,
        [
            line(
                row["id"],
                row["title"],
                [[*name.rpartition(" ")[::-2], ""] for name in row["authors"].split(", ") if name],
                text="",
                created=row["created"],
            )
            for row in known
        ],
    )
    changes: list[Callable[[str], str]] = [
        str.upper,
        str.lower,
        lambda title: "".join(c for c in unicodedata.normalize("NFKD", title) if not unicodedata.combining(c)),
        lambda title: title.split(": ", 1)[0],
        lambda title: title.replace("&", r"\&").replace("-", "--"),
        lambda title: f"{{{title}}}",
    ]
    found, wrong = 0, []
    for number, row in enumerate(asked):
        title, first = changes[number % len(changes)](" ".join(row["title"].split())), row["authors"].split(", ")[0]
        claimed = hits(index, f"{first}. {title}" if number % 2 else f"{title}, {first}")[0]
        found += claimed == [row["id"]]
        wrong += [(row["id"], claimed)] if claimed and claimed != [row["id"]] else []
    with capsys.disabled():
        print(f"\n{found} of {ASKED} titles found among {len(known)} of {len(rows)}, {len(wrong)} wrongly")  # noqa: T201 - figures to read
    assert found >= 0.97 * ASKED
    assert len(wrong) <= 0.001 * found, wrong

from __future__ import annotations

from datetime import date

import pytest
import scanned
from hypothesis import given
from hypothesis import strategies as st
from scanned import assert_shown_as_it_is, texts_of

from bibtools.core.text import Source
from bibtools.sources import typst
from bibtools.sources.mention import Scan
from bibtools.sources.scanner import has_structure

TODAY = date(2026, 11, 20)
A, B, OLD = "2106.00134", "1706.03762", "hep-th/9711200"

CITED = [
    ("@2106.00134", [A]),
    ("@arXiv:2106.00134", [A]),
    ("As @2106.00134 and @1706.03762 show.", [A, B]),
    ("shown @2106.00134.", [A]),
    ("@2106.00134[p. 3]", [A]),
    ("#cite(<2106.00134>)", [A]),
    ('#cite(<2106.00134>, form: "prose")', [A]),
    ("#cite(<smith2020>) #cite(<2106.00134>)", [A]),
    ('#cite(label("hep-th/9711200"))', [OLD]),
    ('#cite( label( "2106.00134" ) )', [A]),
]
ALIVE = [
    ('#link("https://arxiv.org/abs/2106.00134")', [A]),
    ('#link("https://arxiv.org/abs/2106.00134")[GAN]', [A]),
    ("https://arxiv.org/abs/2106.00134", [A]),
    ("see arXiv:2106.00134", [A]),
    ("= arXiv:2106.00134", [A]),
    ("#footnote[arXiv:2106.00134]", [A]),
    ("`arXiv:2106.00134`", [A]),
    (r"\` - 2106.00134v2 \`", [A]),
    ("```sh\nbibtools get arXiv:2106.00134\n```", [A]),
    ("````\n```\n2106.00134\n```` arXiv:1706.03762", [B]),
    ("// old\narXiv:2106.00134", [A]),
    ("/* old */ arXiv:2106.00134", [A]),
    ("/* a /* b */ arXiv:1706.03762 */ arXiv:2106.00134", [A]),
    ("https://example.org arXiv:2106.00134", [A]),
    ('#link("http://example.org/x") arXiv:2106.00134', [A]),
    ("- 2106.00134\n- 1706.03762", [A, B]),
    ("+ 2106.00134\n+ 1706.03762", [A, B]),
]
NO_MENTION = [
    "",
    "= Title",
    "// arXiv:2106.00134",
    "text // @2106.00134",
    "/* arXiv:2106.00134 */",
    "/*\n@2106.00134\n*/",
    "/* arXiv:2106.00134",
    '#link("https://example.org") // arXiv:2106.00134',
    "`2106.00134`",
    "`@2106.00134`",
    "```\n2106.00134\n```",
    "```\n2106.00134",
    "@smith2020",
    "@fig:2106",
    "me@2106.00134",
    "@2106.00134abc",
    "= Title <2106.00134>",
    "$x = 2106.00134$",
    "#let x = 2106.00134",
    "2106.00134pt",
    "#cite(<smith2020>)",
    '#bibliography("refs.bib")',
    "in 2106.00134 cases",
]


def scan(text: str) -> Scan:
    return typst.scan(Source("paper.typ", text), TODAY)


def ids(text: str) -> list[str]:
    return scanned.ids(scan(text))


@pytest.mark.parametrize(("text", "expected"), CITED)
def test_a_citation_by_id_is_a_mention_with_its_key(text: str, expected: list[str]) -> None:
    assert ids(text) == expected
    assert all(mention.key for mention in scan(text).mentions)


@pytest.mark.parametrize(("text", "expected"), ALIVE)
def test_links_and_words_are_alive(text: str, expected: list[str]) -> None:
    assert ids(text) == expected
    assert [mention.key for mention in scan(text).mentions] == [None] * len(expected)


@pytest.mark.parametrize("text", NO_MENTION)
def test_comments_raw_text_and_numbers_are_no_mentions(text: str) -> None:
    assert ids(text) == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("@1234.5678", ["1234.5678"]),
        ("#cite(<2106.00000>)", ["2106.00000"]),
        ("in 2106.00134 cases", ["2106.00134"]),
        ("// in 2106.00134 cases", []),
        ("`2106.00134`", []),
    ],
)
def test_suspects_of_a_text(text: str, shown: list[str]) -> None:
    assert [suspect.text for suspect in scan(text).suspects] == shown


@pytest.mark.parametrize(
    ("text", "libraries"),
    [
        ('#bibliography("refs.bib")', ("refs.bib",)),
        ('#bibliography("refs.bib", style: "ieee")', ("refs.bib",)),
        ('#bibliography(("a.bib", "sub/b.bib"))', ("a.bib", "sub/b.bib")),
        ('bibliography: bibliography("refs.bib")', ("refs.bib",)),
        ('// #bibliography("old.bib")', ()),
        ('#bibliography("works.yml")', ()),
        ("#bibliography(path)", ()),
        ('#bibliography(\n  "refs.bib", // ours\n)', ("refs.bib",)),
        ('#bibliography("my-bibliography.bib")', ("my-bibliography.bib",)),
        ('// old\n#bibliography("refs.bib")', ("refs.bib",)),
        ('see https://example.org #bibliography("old.bib")', ()),
        ('#bibliography(#bibliography("refs.bib")', ("refs.bib",)),
        ('#bibliography("refs.bib"', ()),
        ('#include("refs.bib")', ()),
    ],
)
def test_the_call_names_libraries(text: str, libraries: tuple[str, ...]) -> None:
    assert tuple(typst.libraries(text)) == libraries
    assert has_structure(text.encode(), ".typ") >= bool(libraries)  # else nobody would look


PIECES = st.sampled_from(
    ["arXiv:", "2106.00134", "@", "#cite(<", ">)", "`", "```", "//", "/*", "*/", "https://", '"', "\n", "\r\n", " "]
)


@given(texts_of(PIECES))
def test_any_text_is_scanned_and_shown_as_it_is(text: str) -> None:
    assert_shown_as_it_is(scan(text), text)

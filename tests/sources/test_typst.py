from __future__ import annotations

from datetime import date

import pytest
import scanned
from hypothesis import given
from hypothesis import strategies as st
from scanned import assert_shown_as_it_is, texts_of

from bibtools.core.text import Source
from bibtools.sources import typst
from bibtools.sources.cite_macros import CiteMacro
from bibtools.sources.mention import Scan
from bibtools.sources.scanner import citations, has_structure

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


C = "#let c(k) = cite(label(k))\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (C + '#c("a") #c("b")', ["a", "b"]),
        ('#let c(k, p) = cite(label(k), supplement: p)\n#c("a", [p. 3])', ["a"]),
        ('#let c(p, k) = [#p #cite(label(k))]\n#c([see, x], "a")', ["a"]),
        ('#let c(k, ..args) = cite(k, ..args)\n#c(<a>, form: "prose")', ["a"]),
        ('#let c(k) = {\n  let x = 1\n  cite(label(k), form: "prose")\n}\n#c("a")', ["a"]),
        ('#let c(k) = cite(label(k))\n#let d(k) = c(k)\n#d("a")', ["a"]),
        ('#let citep = cite\n#let citet = cite.with(form: "prose")\n#citep(<a>) #citet(label("b"))', ["a", "b"]),
        ('#import "lib.typ": known as k\n#k("a")', ["a"]),
        ('#import "lib.typ"\n#lib.known("a")', ["a"]),
        ('#known("a")', ["a"]),
        ('#let this = "a"\n#cite(label(this))', ["a"]),
        ("#let this = <a>\n#cite(this)", ["a"]),
        ('#cite(form: "prose", <a>) #cite(supplement: [x, y], label("b"))', ["a", "b"]),
        ("#cite(\n  <a>,\n  supplement: [3],\n)", ["a"]),
        ('#ref(<a>) #ref(label("b"), supplement: [x])', ["a", "b"]),
        ("@a[p. 3] @b", ["a", "b"]),
        ('#let r(k) = ref(label(k))\n#r("a")', ["a"]),
        # What is known only at run time is not guessed:
        ("#let cs(..keys) = keys.pos().map(k => cite(label(k))).join()", ["label(k)"]),
        ('#for k in ("a", "b") { cite(label(k)) }', ["label(k)"]),
        ('#let g(k) = cite(label("g:" + k))\n#g("h")', ['label("g:" + k)']),
        ('#let this = "a"\n#(this = "b")\n#cite(label(this))', ["label(this)"]),
        (C + "#c(x.y)", ["x.y"]),
        # What must not be found:
        (C, []),
        ('#set cite(form: "prose")\n#show cite: it => it', []),
        ('#excite(<a>) #let cite-all(k) = k\n#cite-all("a")', []),
        ("#figure([x]) <a>\n#ref(<a>)", []),
        ('// #c("a")\n/* #cite(<a>) */', []),
        ('#let c(k) = strong(k)\n#c("a")', []),
    ],
)
def test_what_functions_cite(text: str, expected: list[str]) -> None:
    macros = {"known": CiteMacro("known", ("#1",))}
    assert [each.key for each in citations(text, ".typ", macros)] == expected

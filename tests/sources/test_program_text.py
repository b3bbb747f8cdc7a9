"""Programs in R and Julia; Python has a table of its own."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scanned import assert_shown_as_it_is, ids, texts_of

from bibtools.core.text import Source
from bibtools.sources.scanner import scan

A, B = "2106.00134", "1706.03762"
TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("suffix", "text", "expected"),
    [
        (".R", "# arXiv:2106.00134\nx <- 1 # see https://arxiv.org/abs/1706.03762", [A, B]),
        (".R", "#' @references \\doi{10.48550/arXiv.2106.00134}", [A]),
        (".R", "x <- 'arXiv:2106.00134'; y <- \"two\nlines arXiv:1706.03762\"", [A, B]),
        (".R", 'x <- r"(a"b arXiv:2106.00134)"; y <- R"--[no]--"', [A]),
        (".R", 'x <- r"-(arXiv:2106.00134)" )-"; y <- 1706.03762', [A]),
        (".R", "ids <- c('2106.00134', \"1706.03762\")", [A, B]),
        (".R", "`it's` <- 2106.00134; x <- 'a'", []),
        (".R", "x <- 2106.00134\ny[1706.03762, ] <- arXiv$n", []),
        (".R", "version = '2106.00134'", []),
        (".R", 'x <- "2106.00134 apples"', []),
        (".jl", '"""\n    f(x)\n\nFrom arXiv:2106.00134, "quoted".\n"""\nf(x) = 2x # arXiv:1706.03762', [A, B]),
        (".jl", '#= arXiv:2106.00134\n=#\nx = "arXiv:1706.03762"', [A, B]),
        (".jl", "c = '\"'; x = 2106.00134; d = '\\''; # arXiv:1706.03762", [B]),
        (".jl", "A' * B' + 2106.00134 # arXiv:1706.03762'", [B]),
        (".jl", 'ids = ["2106.00134"]', [A]),
        (".jl", "x = 2106.00134; f(arXiv, 1706.03762)", []),
        (".jl", 'parse(Float64, "x"); v"2106.00134"; :sym', []),
    ],
)  # fmt: skip
def test_strings_and_comments_are_alive_and_code_is_not(suffix: str, text: str, expected: list[str]) -> None:
    assert ids(scan(Source("source", text), TODAY, suffix)) == expected


PIECES = st.sampled_from(['"', '"""', "'", "`", "\\", "#", "#=", "=#", 'r"(', ')"', "arXiv:", A, "[", "](@cite)", "\n"])


@given(texts_of(PIECES), st.sampled_from([".r", ".jl"]))
def test_any_text_is_scanned_and_shown_as_it_is(text: str, suffix: str) -> None:
    assert_shown_as_it_is(scan(Source("source", text), TODAY, suffix), text)

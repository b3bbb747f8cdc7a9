from __future__ import annotations

import pytest

from bibtools.tex.title_markup import stripped, to_tex


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ti:Al<sub>2</sub>O<sub>3</sub> lasers", "Ti:Al$_2$O$_3$ lasers"),
        ("10<sup>-12</sup> s", "10$^{-12}$ s"),
        ("T<sub>c</sub>", r"T$_{\mathrm{c}}$"),
        ("<i>Escherichia coli</i>", "Escherichia coli"),
        ("<I>UBVR</I> images", "UBVR images"),
        ("Science &amp; Engineering", "Science & Engineering"),
        ("Multi &#8211; Signatures", "Multi – Signatures"),
        ("&lt;i&gt;E. coli&lt;/i&gt;", "E. coli"),
        (
            "Order in <mml:math><mml:msub><mml:mi>RuO</mml:mi><mml:mn>2</mml:mn></mml:msub></mml:math> films",
            "Order in RuO$_2$ films",
        ),
        ('<span class="a">x</span><br/>y', "x y"),
        ("Infinite Runs of<br> Automata", "Infinite Runs of Automata"),
        ("A Point of View.<br>I - Buildings", "A Point of View. I - Buildings"),
        ("<p>One</p><p>Two</p>", " One Two "),
        ("<sub><i>x</i></sub>", "x"),
    ],
)
def test_markup_becomes_tex(text: str, expected: str) -> None:
    assert to_tex(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "a < b and c > d",
        "$p<q$ and $r>s$",
        "AT&T",
        "Q&A; more",
        "x <- y -> z",
        "<script>",
        "the <unk> token",
        "&nosuch;x",
    ],
)
def test_what_is_no_markup_stays(text: str) -> None:
    assert to_tex(text) == stripped(text) == text

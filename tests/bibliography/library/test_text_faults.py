from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtools.bibliography.editing.fix_proof import fix_objection
from bibtools.bibliography.library.lint import SPELLING_RULES as RULES
from bibtools.bibliography.library.lint import faults
from bibtools.bibliography.library.reader import read
from bibtools.core.rule_selection import DEFAULT_RULES
from bibtools.core.text import Edit, Source, apply_edits

TODAY = date(2026, 11, 29)


def mended(text: str, *rules: str) -> str:
    """Return a library with the repairs of some rules, each of which is proved to change its values alone."""
    library = read(Source("refs.bib", text))
    found = faults(library, TODAY, rules=rules or RULES)
    edits = [Edit(each.span, str(each.data["replacement"])) for each in found if each.span]
    after = apply_edits(text, edits)
    assert fix_objection(library, edits, after) == ""
    return after


MATHML = "<mml:math><mml:msub><mml:mi>RuO</mml:mi><mml:mn>2</mml:mn></mml:msub></mml:math>"


@pytest.mark.parametrize(
    ("rule", "value", "after"),
    [
        ("markup-in-title", "{Science &amp; Arts, Multi &#8211; Signed}", r"{Science \& Arts, Multi -- Signed}"),
        ("markup-in-title", r"{Science \&amp; Arts}", r"{Science \& Arts}"),
        ("markup-in-title", r"{Science {\&}amp; Arts &amp;amp; Crafts}", r"{Science \& Arts \& Crafts}"),
        ("markup-in-title", '"Lasers of <i>{E. coli}</i>"', '"Lasers of {E. coli}"'),
        ("markup-in-title", "{Al<sub>2</sub>O<sub>3</sub>}", "{Al$_2$O$_3$}"),
        ("markup-in-title", r"{Al{\textless}sub{\textgreater}2{\textless}/sub{\textgreater}O}", "{Al$_2$O}"),
        ("markup-in-title", f"{{On {MATHML} films}}", "{On RuO$_2$ films}"),
        ("markup-in-title", "{Ions &gt; 3 &eacute;l}", r"{Ions $>$ 3 {\'e}l}"),
        ("markup-in-title", "{A $a <b> c$ &nbsp;B}", "{A $a <b> c$  B}"),
        ("markup-in-title", r"{R\&D; A \& B}", None),
        ("markup-in-title", "{Why a < b; and c > d}", None),
        ("markup-in-title", "{A $x < y$ and $u > v$}", None),
        ("markup-in-title", r"{\'Etudes {\`a} la carte}", None),
        ("markup-in-title", "{A} # {&amp;}", None),
        ("unprotected-capital", "{Attention for BERT models in physics}", "{Attention for {BERT} models in physics}"),
        ("unprotected-capital", "{On the Navier-Stokes equations in 2D}", "{On the {Navier-Stokes} equations in {2D}}"),
        ("unprotected-capital", "{A {BERT} for the MNIST data}", "{A {BERT} for the {MNIST} data}"),
        ("unprotected-capital", "{{Attention for BERT models}}", None),
        ("unprotected-capital", "{Attention is all you need}", None),
        ("unprotected-capital", "{{BERT}: a model for many tasks}", None),
        ("unprotected-capital", r"{A \emph{BERT} model of BERT}", r"{A \emph{BERT} model of {BERT}}"),
        ("unprotected-capital", "{Sums of $N$ and BERT}", "{Sums of {$N$} and {BERT}}"),
    ],
)  # fmt: skip
def test_a_title_is_mended(rule: str, value: str, after: str | None) -> None:
    entry = f"@misc{{k,\n  title = {value}, % mine\n  year = 2020,\n}}\n"
    assert mended(entry, rule) == entry.replace(value, after or value)


@pytest.mark.parametrize(
    ("name", "value", "after"),
    [
        ("doi", "{https://doi.org/10.1007/978-3_241}", "{10.1007/978-3_241}"),
        ("doi", "{doi: 10.1000/Ab_c}", "{10.1000/Ab_c}"),
        ("doi", r"{10.1007/978-3{\_}243}", "{10.1007/978-3_243}"),
        ("doi", r"{10.1007/978-3\_243}", "{10.1007/978-3_243}"),
        ("doi", r"{10.1007/978-3{\textunderscore}243}", "{10.1007/978-3_243}"),
        ("doi", '"https://doi.org/10.1007%2F978-3_244"', '"10.1007/978-3_244"'),
        ("doi", "{{10.1007/978-3_245}}", "{10.1007/978-3_245}"),
        ("doi", r"{\url{https://dx.doi.org/10.1007/x}}", "{10.1007/x}"),
        ("doi", "{10.1007/AbC}", None),
        ("doi", "{10.1002/(SICI)1097(1998)1:2<1::AID>3.0}", None),
        ("doi", "{unknown}", None),
        ("doi", "mydoi", None),
        ("url", r"{\url{https://a.org/x\_y}}", "{https://a.org/x_y}"),
        ("url", r"{https://a.org/x{\_}y\%20\&z\#n}", "{https://a.org/x_y%20&z#n}"),
        ("url", r"{https://a.org/{\textasciitilde}me}", "{https://a.org/~me}"),
        ("url", "{https://a.org/x_y}", None),
        ("url", r"{https://a.org/\home}", None),
        ("url", r"{see \url{https://a.org}}", None),
        ("note", r"{\url{https://a.org/x\_y}}", None),
        ("pages", "{12-34}", "{12--34}"),
        ("pages", "{12 – 34}", "{12--34}"),
        ("pages", '"12---34"', '"12--34"'),
        ("pages", "{1-5, 9-12}", "{1--5, 9--12}"),
        ("pages", "{S12-S20}", "{S12--S20}"),
        ("pages", r"{12{\textendash}34}", "{12--34}"),
        ("pages", "{12--34}", None),
        ("pages", "{031103-1}", None),
        ("pages", "{e1-S5}", None),
        ("pages", "{34-12}", None),
        ("pages", "{12-34+}", None),
        ("pages", "{2106.00134}", None),
        ("pages", "12", None),
        ("volume", "{12-34}", None),
    ],
)
def test_a_value_is_mended(name: str, value: str, after: str | None) -> None:
    entry = f"@article{{k,\n  {name} = {value},\n  year = 2020\n}}\n"
    assert mended(entry) == entry.replace(value, after or value)


def test_nobody_is_told_who_does_not_ask() -> None:
    text = "@article{k, title = {A &amp; B}, doi = {doi:10.1000/1}, pages = {1-2}, url = {\\url{https://a.org}}}\n"
    assert not DEFAULT_RULES & set(RULES)
    assert not {each.rule for each in faults(read(Source("a.bib", text)), TODAY)} & set(RULES)


PARTS = st.sampled_from(
    [
        "&amp;",
        "\\&",
        "amp;",
        "<i>",
        "</i>",
        "<sub>2</sub>",
        "$a<b$",
        "{",
        "}",
        "BERT",
        "the",
        " ",
        "{\\textless}",
        "&lt;",
    ]
    + ["10.1000/", "https://doi.org/", "\\_", "{\\_}", "%2F", "\\url{", "-", "--", "–", "12", "34", "S", ",", "é", '"'],
)


@given(st.sampled_from(["title", "doi", "url", "pages"]), st.lists(PARTS, max_size=12).map("".join))
def test_law_twice_changes_nothing_more(name: str, value: str) -> None:
    text = f"@misc{{k,\n  {name} = {{{value}}},\n  year = 2020,\n}}\n"
    once = mended(text)
    assert mended(once) == once

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtools.bibliography.library.identity import compact_title
from bibtools.tex.comparison import plain

SAME = [
    (r"Networks {\textendash} a survey", "Networks: a survey"),
    (r"Networks\textemdash a survey", "Networks — a survey"),
    (r"Don{\textquoteright}t forget", "Don't forget"),
    (r"Don\textquotesingle{}t forget", "Don’t forget"),
    (r"Learning {\textquotedblleft}good{\textquotedblright} features", 'Learning "good" features'),
    (r"Learning \enquote{good} features", "Learning ``good'' features"),
    (r"Films of {{H\textsubscript{2}O}}", "Films of H$_2$O"),
    (r"Films of \ce{H2O}", "Films of H₂O"),
    ("Films of H<sub>2</sub>O", r"Films of $\mathrm{H}_2\mathrm{O}$"),
    (r"The \texorpdfstring{$\alpha$}{alpha}-divergence", "The α-divergence"),
    (r"The \texorpdfstring{$\mathcal{N}=4$}{N = 4} theory", "The N=4 theory"),
    (r"The $\alpha$-divergence", "The alpha-divergence"),
    (r"The {\textalpha}-divergence", r"The $\upalpha$-divergence"),
    ("The &alpha;-divergence", r"The \(\alpha\)-divergence"),
    ("The 𝛼-divergence", "The α-divergence"),
    (r"The $\varepsilon$-net", "The ϵ-net"),
    (r"{\textless}i{\textgreater}Felidae{\textless}/i{\textgreater}", "Felidae"),
    ("$<$i$>$Felidae$<$/i$>$", "<em class='x'>Felidae</em>"),
    (r"$\less$i$\greater$Felidae$\less$/i$\greater$", "<jats:italic>Felidae</jats:italic>"),
    ("&lt;i&gt;Felidae&lt;/i&gt;", "&amp;lt;i&amp;gt;Felidae&amp;lt;/i&amp;gt;"),
    ("<mml:math><mml:msub><mml:mi>RuO</mml:mi><mml:mn>2</mml:mn></mml:msub></mml:math> films", "RuO$_2$ films"),
    (
        "<mml:math><mml:mi>x</mml:mi><mml:annotation>x</mml:annotation></mml:math> y",
        r"<inline-formula><tex-math>$x$</tex-math></inline-formula> y",
    ),
    ("Science &amp; Engineering", r"Science {\&} Engineering"),
    ("Multi &#8211; signatures", "Multi -- signatures"),
    ("Multi &#x2013; signatures", "Multi signatures"),
    (r"A title\thanks{Supported by \emph{us}}", "A title"),
    (r"A \href{https://example.org/a_b}{title}", "A title"),
    (r"Th{\'{{\^e}}}", "Thế"),
    (r"Th\'{\^{e}}", "Thế"),
    (r"{\d{\'e}}", "ẹ́"),
    (r"{\textcommabelow{S}}tefan", "Ștefan"),
    (r"\textdollar 5", r"\$5"),
    (r"The $\ell_1$ norm", "The ℓ₁ norm"),
    (r"On $3\times3$ boards", "On 3×3 boards"),
    (r"On $3\times3$ boards", "On 3x3 boards"),
    (r"\CYRA\cyrb", "Аб"),
    (r"\textonehalf spin", "½ spin"),
    (r"The {\bf bold} and the {\Large $\gamma$}", "The bold and the gamma"),
]
OTHERS = [
    ("The α-divergence", "The β-divergence"),
    (r"On $\gamma$ rays", r"On $\delta$ rays"),
    ("Films of H<sub>2</sub>O", "Films of H<sub>3</sub>O"),
    (r"\textonehalf spin", r"\textonequarter spin"),
    (r"\texorpdfstring{$\alpha$}{x} rays", r"\texorpdfstring{$\beta$}{x} rays"),
    ("if a<b and c>d", "if a and d"),
    ("The <script> element", "The element"),
    (r"Knots in $\RR^3$", r"Knots in $\CC^3$"),
    (r"\href{a}{One}", r"\href{a}{Two}"),
    ("Bread & butter", "Bread butter"),
    ("&notanentityatall; x", "x"),
    (r"\thanks", ""),
    (r"\footnote{open", ""),
    ("Śmierć", "Smierc 2"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_a_title_is_one_however_it_is_written(one: str, other: str) -> None:
    assert compact_title(one) == compact_title(other) != ""


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_titles_that_say_something_else_differ(one: str, other: str) -> None:
    assert compact_title(one) != compact_title(other)


PIECES = st.sampled_from(
    [
        *"\\{}$&<>;#/'^_",
        r"\thanks{",
        r"\href{",
        r"\texorpdfstring",
        "&amp;",
        "&lt;",
        "<i>",
        r"\alpha",
        "α",
        "x",
        " ",
        "é",
    ]
)


@given(st.lists(PIECES, max_size=25).map("".join))
def test_any_text_has_a_plain_form(text: str) -> None:
    assert not set(plain(text)) & set("{}$~")


@pytest.mark.slow
def test_many_commands_within_another_take_no_time() -> None:
    assert plain(r"\thanks{" * 20_000)
    assert plain(r"\href{" * 20_000 + "}" * 20_000)
    assert not plain("<mml:math>" * 20_000)
    assert plain("<tex-math>" * 5_000 + "x")

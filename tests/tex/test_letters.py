from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtools.tex import latex
from bibtools.tex.letters import EVERYTHING, IN_ASCII, IN_UNICODE, SLAVIC, VIETNAMESE, Lettering, nearest
from bibtools.tex.printing import lost, name_part
from bibtools.tex.title_case import protect

BIBLATEX = Lettering(unicode=True, biber=True)
BIBER_IN_ASCII = Lettering(biber=True)
WITH_FONTS = Lettering(prints=frozenset({VIETNAMESE, SLAVIC}))
XELATEX = Lettering(prints=frozenset({EVERYTHING}))
LATIN_1 = Lettering(is_one_byte=True)
ALL = [IN_ASCII, BIBLATEX, BIBER_IN_ASCII, WITH_FONTS, XELATEX, IN_UNICODE, LATIN_1]

NAMES = [
    # in plain LaTeX, and with biblatex and pdfLaTeX
    ("Ștefan", r"{\textcommabelow{S}}tefan", "Ștefan"),
    ("Țurcanu", r"{\textcommabelow{T}}urcanu", "Țurcanu"),
    ("Thế", r"Th{\'{{\^e}}}", r"Th{\'{{\^e}}}"),
    ("Ế", r"{\'{{\^E}}}", "Ê"),
    ("Ấn-Ân", r"{\'{{\^A}}}n-{\^A}n", "Ân-Ân"),
    ("Bảo", "Bao", "Bao"),
    ("Hưng", "Hung", "Hung"),
    ("Mừng", r"M{\`u}ng", "Mùng"),
    ("Đặng", r"{\DJ}{\u{{\d{a}}}}ng", "Đăng"),
    ("Ọláyẹ́mí", r"{\d{O}}l{\'a}y{\'{{\d{e}}}}m{\'\i}", "Oláyémí"),
    ("Ẽ", r"{\~{{E}}}", "E"),
    ("Xẽ", r"X{\~{{e}}}", r"X{\~{{e}}}"),
    ("Lǖ", r"L{\={{\"u}}}", r"L{\={{\"u}}}"),
    ("Łukasz", r"{\L}ukasz", "Łukasz"),
    ("Erdoğan", r"Erdo{\u{g}}an", "Erdoğan"),
    ("İnönü", r"{\.I}n{\"o}n{\"u}", "İnönü"),
    ("Əliyev", "Eliyev", "Eliyev"),
    ("Иванов", "Ivanov", "Ivanov"),
    ("ЩУКА", "SHCHUKA", "SHCHUKA"),
    ("Чебышёв", "Chebyshyov", "Chebyshyov"),
    ("Παπαδόπουλος", "Papadopoulos", "Papadopoulos"),
    ("ΠΑΥΛΟΥ", "PAVLOU", "PAVLOU"),
    ("김민수", "gimminsu", "gimminsu"),
    ("李", r"{\relax 李}", "李"),
    ("Þórr", r"{\TH}{\'o}rr", "Þórr"),
    ("Ǆamonja", r"D{\v{Z}}amonja", "DŽamonja"),
    ("ﬁx", "fix", "fix"),
    ("Kahaʻulelio", "Kaha`ulelio", "Kaha`ulelio"),
    ("Ada", "Ada", "Ada"),
]


@pytest.mark.parametrize(("name", "plain", "biblatex"), NAMES)
def test_a_name_is_written_in_what_its_programs_keep_and_print(name: str, plain: str, biblatex: str) -> None:
    assert (name_part(name), name_part(name, BIBLATEX)) == (plain, biblatex)


@pytest.mark.parametrize(
    ("name", "lettering", "expected"),
    [
        ("Bảo", WITH_FONTS, r"B{\h{a}}o"),
        ("Phở", WITH_FONTS, r"Ph{\h{{\ohorn}}}"),
        ("Ủy", WITH_FONTS, r"{\h{U}}y"),
        ("Иван", WITH_FONTS, r"{\CYRI}{\cyrv}{\cyra}{\cyrn}"),
        ("Lưu", XELATEX, r"{\relax Lưu}"),
        ("Émile", XELATEX, r"{\'E}mile"),
        ("Иван", XELATEX, r"{\relax Иван}"),
        ("Γιώργος", XELATEX, r"{\relax Γιώργος}"),
        ("Lưu Иван Γιώργος 李", IN_UNICODE, "Lưu Иван Γιώργος 李"),
        ("Müller Lưu Иван 李", LATIN_1, r"M{\"u}ller Luu Ivan ?"),
        ("Lưu", LATIN_1._replace(prints=frozenset({EVERYTHING})), "Luu"),
        ("Šàṣ Ṣ", BIBER_IN_ASCII, r"{\v{S}}{\`a}{\d{s}} S"),
    ],
)
def test_a_name_for_other_programs(name: str, lettering: Lettering, expected: str) -> None:
    assert name_part(name, lettering) == expected


@pytest.mark.parametrize(
    ("title", "plain", "biblatex"),
    [
        ("The β-decay of ℝ⇌½", r"The {$\beta$}-decay of {$\mathbb{R}$}{$\rightleftharpoons$}{\textonehalf}", None),
        ("0νββ and αβ", r"0{$\nu$}{$\beta$}{$\beta$} and {$\alpha$}{$\beta$}", None),
        ("H₂O at 10ⁿ K", r"{H{$_2$}O} at 10{$^n$} {K}", None),
        ("Εισαγωγή στη θεωρία", "Eisagogi sti theoria", None),
        ("Глубокое обучение", "Glubokoe obuchenie", None),
        ("Names of Ấn and ệ", r"Names of {\'{{\^A}}}n and {\^{{\d{e}}}}", r"Names of {\'{{\^A}}}n and ê"),
        ("深度学习", "深度学习", None),
        ("A → B ⊨ C", r"A {$\rightarrow$} {B} {$\models$} {C}", None),
        ("Ünlü", r"{\"U}nl{\"u}", "Ünlü"),
    ],
)
def test_a_title_is_written_in_what_its_programs_print(title: str, plain: str, biblatex: str | None) -> None:
    assert (protect(title), protect(title, BIBLATEX)) == (plain, plain if biblatex is None else biblatex)


@pytest.mark.parametrize(
    ("text", "lettering", "expected"),
    [
        ("Thế Đặng Ștefan Þórr", IN_ASCII, {}),
        ("Thế Đặng", BIBLATEX, {"ặ": "ă"}),
        ("Ế", BIBLATEX, {"Ế": "Ê"}),
        ("Phở Hưng", IN_ASCII, {"ở": "o", "ư": "u"}),
        ("Phở Hưng", WITH_FONTS, {}),
        ("Иванов Пётр", IN_ASCII, {"Иванов": "Ivanov", "Пётр": "Pyotr"}),
        ("Иванов", WITH_FONTS, {}),
        ("李", IN_ASCII, {"李": "李"}),
        ("李", LATIN_1, {"李": "?"}),
        ("李 Иванов ở", IN_UNICODE, {}),
        ("李 Иванов ở", XELATEX, {}),
        ("Ada", IN_ASCII, {}),
    ],
)
def test_what_does_not_print_is_known(text: str, lettering: Lettering, expected: dict[str, str]) -> None:
    assert lost(text, lettering, is_name=True) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("β-decay with $é$ and ½", {}),
        ("🤗 models", {"🤗": "🤗"}),
        ("Θεωρία of β", {"Θεωρία": "Theoria"}),
        ("Names like $\\mathbb{R}$ and Лю", {"Лю": "Lyu"}),
    ],
)
def test_what_does_not_print_of_a_title_is_known(title: str, expected: dict[str, str]) -> None:
    assert lost(title) == expected


LATIN = st.characters(min_codepoint=0xC0, max_codepoint=0x24F, categories=["L"])
MARKED = st.text(
    LATIN | st.sampled_from("aeiouyAEIOUY\u0300\u0301\u0302\u0303\u0309\u031b\u0323\u0304ạếữựỵẹọ"), max_size=8
)


@given(MARKED)
def test_law_what_prints_reads_back(text: str) -> None:
    cleaned = latex.clean(text)
    for lettering in ALL:
        if not lost(cleaned, lettering, is_name=True):
            read = latex.decode(name_part(cleaned, lettering)).replace("{", "").replace("}", "").replace("$", "")
            assert unicodedata.normalize("NFKC", read) == unicodedata.normalize("NFKC", cleaned)


@given(MARKED)
def test_law_no_letter_for_bibtex_is_cut(text: str) -> None:
    assert name_part(latex.clean(text)).isascii()  # the other letters of the Latin alphabet are looked up by name
    assert name_part(latex.clean(text), LATIN_1).isascii()


def test_a_pile_of_marks_takes_no_time_and_is_named() -> None:
    pile = "e" + "\u0301" * 29
    assert name_part(pile) == "{\\'{{{\\'{{{\\'{{{\\'e}}}}}}}}}}"[:0] + name_part("e" + "\u0301" * 4)
    assert list(lost(pile, is_name=True)) == [latex.clean(pile)]


@pytest.mark.parametrize("text", ["深\u0301", "가\u0323", "\u0301", "漢\u0302\u0323", "ב\u05b0"])
def test_marks_on_letters_of_other_scripts_are_no_error(text: str) -> None:
    assert (nearest(text, IN_ASCII) or "").isascii()

r"""Real titles in many spellings: the entry that is there already is recognised, and no other one is taken for it.

The records lie beside the project, and are read in place.
"""

from __future__ import annotations

import gzip
import html
import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from itertools import islice
from typing import NamedTuple

import pytest
from real_material import MATERIAL

import bibtools
from bibtools import Identifier, Record
from bibtools.bibliography.editing.recognition import recognised
from bibtools.bibliography.library import identity
from bibtools.providers.raw_record import plain
from bibtools.tex import latex
from bibtools.tex.ascii import unaccented
from bibtools.tex.names import Name
from bibtools.tex.title_case import protect

TITLES = MATERIAL / "records" / "arxiv_oai_no_abstract_all.tsv.gz"
pytestmark = [pytest.mark.slow, pytest.mark.skipif(not TITLES.is_file(), reason="the records are not here")]
TODAY = date(2026, 11, 29)
DRAWN = 20_000  # records, by each of two seeds
EACH = 1_000  # titles of those that a spelling is tried with, so that two thousand are
MERGED = 1_000  # titles, each in the spelling whose turn it is
FORMULA = re.compile(r"\$[^$]+\$")
WORD = re.compile(r"(?<![\\\w{&#])[A-Za-z]{4,}(?![\w}])")
GREEK = dict(
    zip(
        """alpha beta gamma delta epsilon zeta eta theta kappa lambda mu nu xi pi rho sigma tau phi chi psi omega Gamma
        Delta Lambda Sigma Phi Omega""".split(),
        "αβγδεζηθκλμνξπρστφχψωΓΔΛΣΦΩ",
        strict=True,
    )
)
FULL_WIDTH = {code: 0xFEE0 + code for code in range(128) if chr(code).isalnum()}
SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def outside(change: Callable[[str], str]) -> Callable[[str], str]:
    """Return a change of what is outside of formulas."""

    def changed(title: str) -> str:
        pieces, done = [], 0
        for match in FORMULA.finditer(title):
            pieces += [change(title[done : match.start()]), match[0]]
            done = match.end()
        return "".join([*pieces, change(title[done:])])

    return changed


def of_formulas(change: Callable[[str], str]) -> Callable[[str], str]:
    return lambda title: FORMULA.sub(lambda match: change(match[0][1:-1]), title)


def one_word(form: str) -> Callable[[str], str]:
    r"""Return a change of the third longer word: `\emph{…}` around it."""

    def changed(title: str) -> str:
        words = list(WORD.finditer(FORMULA.sub(lambda match: " " * len(match[0]), title)))
        if not words:
            return title
        match = words[min(2, len(words) - 1)]
        return title[: match.start()] + form.replace("…", match[0]) + title[match.end() :]

    return changed


def all_words(form: str) -> Callable[[str], str]:
    return outside(lambda text: WORD.sub(lambda match: form.replace("…", match[0]), text))


def replaced(*pairs: tuple[str, str]) -> Callable[[str], str]:
    def changed(text: str) -> str:
        for one, other in pairs:
            text = text.replace(one, other)
        return text

    return outside(changed)


def letters(form: Callable[[str, str], str]) -> Callable[[str], str]:
    """Return a change of letters with one of five accents."""
    signs = {"\u0300": "`", "\u0301": "'", "\u0302": "^", "\u0303": "~", "\u0308": '"'}

    def changed(char: str) -> str:
        base, *marks = list(unicodedata.normalize("NFD", char))
        known = len(marks) == 1 and marks[0] in signs and base.isascii()
        return form(signs[marks[0]], base) if known else char

    return outside(lambda text: "".join(map(changed, unicodedata.normalize("NFC", text))))


def index(sub: str, sup: str) -> Callable[[str], str]:
    """Return a change of indices and exponents, which of `$_2$` alone leaves no formula."""

    def changed(inner: str) -> str:
        whole = re.fullmatch(r"([_^])\{?([0-9]+)\}?", inner)
        return (sub if whole[1] == "_" else sup).replace("…", whole[2]) if whole else f"${inner}$"

    return of_formulas(changed)


def to_greek(inner: str) -> str:
    names = re.fullmatch(r"\\([A-Za-z]+)", inner.strip())
    return GREEK[names[1]] if names and names[1] in GREEK else f"${inner}$"


def in_unicode(inner: str) -> str:
    whole = re.fullmatch(r"([_^])\{?([0-9]+)\}?", inner)
    return whole[2].translate(SUBSCRIPTS if whole[1] == "_" else SUPERSCRIPTS) if whole else f"${inner}$"


SPELLINGS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "as it is written": protect,
    "in braces": lambda title: f"{{{title}}}",
    "each word in braces": all_words("{…}"),
    "first letters in braces": outside(lambda text: re.sub(r"(?<![\\\w{])([A-Z])(?=[a-z])", r"{\1}", text)),
    "in small letters": outside(lambda text: text if "\\" in text else text.lower()),
    "in capitals": outside(lambda text: text if "\\" in text else text.upper()),
    "in title case": outside(lambda text: re.sub(r"(?<![\\\w'’{])[a-z]", lambda match: match[0].upper(), text)),
    r"\emph": one_word(r"\emph{…}"),
    r"\textit of all": lambda title: f"\\textit{{{title}}}",
    r"\textsc": one_word(r"\textsc{…}"),
    r"{\em": one_word(r"{\em …}"),
    r"\mbox": one_word(r"\mbox{…}"),
    r"\texttt": all_words(r"\texttt{…}"),
    r"\MakeUppercase": one_word(r"\MakeUppercase{…}"),
    r"\uppercase{\relax": one_word(r"{\relax …}"),
    "a tag": one_word("<i>…</i>"),
    "a capital tag": one_word("<B>…</B>"),
    "tags of JATS": one_word("<jats:italic>…</jats:italic>"),
    r"\textless": one_word(r"{\textless}i{\textgreater}…{\textless}/i{\textgreater}"),
    "Mendeley's tag": one_word("$<$i$>$…$<$/i$>$"),
    "an escaped tag": one_word("&lt;i&gt;…&lt;/i&gt;"),
    "span": one_word('<span class="nocase">…</span>'),
    "two hyphens": replaced(("-", "--")),
    r"\textendash": replaced(("-", r"{\textendash}")),
    "–": replaced(("-", "–")),
    "U+2010": replaced(("-", "‐")),
    r"\textquoteright": replaced(("'", r"{\textquoteright}")),
    "’": replaced(("'", "’")),
    "&#39;": replaced(("'", "&#39;")),
    r"\&": replaced((" & ", r" \& ")),
    r"{\&}": replaced((" & ", r" {\&} ")),
    "&amp;": replaced((" & ", " &amp; ")),
    r"\&amp;": replaced((" & ", r" {\&}amp; ")),
    "and": replaced((" & ", " and ")),
    "ties": replaced((" ", "~")),
    "lines": replaced((" ", "\n    ")),
    "narrow blanks": replaced((" ", "\u202f")),
    "&nbsp;": replaced((" ", "&nbsp;")),
    r"\ ": replaced((" ", r"\ ")),
    "a full stop": lambda title: f"{title}.",
    "soft hyphens": all_words("…\u00ad"),
    r"\-": outside(lambda text: re.sub(r"(?<![\\\w{])([A-Za-z]{3})(?=[a-z]{3})", r"\1\\-", text)),
    "two dashes for a colon": replaced((": ", " -- ")),
    r"\textemdash for a colon": replaced((": ", r" {\textemdash} ")),
    r"{\'e}": letters(lambda sign, base: f"{{\\{sign}{base}}}"),
    r"{\'{e}}": letters(lambda sign, base: f"{{\\{sign}{{{base}}}}}"),
    r"\'{e}": letters(lambda sign, base: f"\\{sign}{{{base}}}"),
    r"\'e": letters(lambda sign, base: f"\\{sign} {base}"),
    "no accents": outside(unaccented),
    "accents apart": outside(lambda text: unicodedata.normalize("NFD", text)),
    "numbered entities": outside(lambda text: "".join(c if c.isascii() else f"&#{ord(c)};" for c in text)),
    "named entities": outside(lambda text: text if "&" in text else text.encode("ascii", "xmlcharrefreplace").decode()),
    r"\(": of_formulas(lambda inner: f"\\({inner}\\)"),
    r"\ensuremath": of_formulas(lambda inner: f"\\ensuremath{{{inner}}}"),
    "formulas in braces": of_formulas(lambda inner: f"{{{{${inner}$}}}}"),
    r"\texorpdfstring": of_formulas(lambda inner: f"\\texorpdfstring{{${inner}$}}{{Formula}}"),
    r"\boldmath": of_formulas(lambda inner: f"{{\\boldmath${inner}$}}"),
    r"\mathrm": of_formulas(lambda inner: f"$\\mathrm{{{inner}}}$"),
    "Greek letters": of_formulas(to_greek),
    r"\textsubscript": index(r"\textsubscript{…}", r"\textsuperscript{…}"),
    "<sub>": index("<sub>…</sub>", "<sup>…</sup>"),
    "₂": of_formulas(in_unicode),
    r"\hyp": replaced(("-", r"\hyp{}")),
    "Mendeley's formulas": of_formulas(
        lambda inner: "\\$" + inner.replace("\\", "{\\textbackslash}").replace("_", "\\_").replace("^", "\\^{}") + "\\$"
    ),
    "ae, oe, ue": outside(lambda text: "".join({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}.get(c, c) for c in text)),
    "\N{LATIN SMALL LIGATURE FI}": replaced(("ffi", "ﬃ"), ("fi", "ﬁ"), ("fl", "ﬂ"), ("ff", "ﬀ")),
    "full width": outside(lambda text: text if "\\" in text else text.translate(FULL_WIDTH)),
    "quoted": lambda title: f"``{title}''",
    r"\thanks": lambda title: title + r"\thanks{Supported by nobody}",
    "MathML": index(
        "<mml:math><mml:msub><mml:mi></mml:mi><mml:mn>…</mml:mn></mml:msub></mml:math>",
        "<mml:math><mml:msup><mml:mi></mml:mi><mml:mn>…</mml:mn></mml:msup></mml:math>",
    ),
}  # fmt: skip


def titles(seed: int) -> list[str]:
    """Return titles that a library can hold as they are, without those of many works, of a part of all records."""
    with gzip.open(TITLES, "rt", encoding="utf-8") as lines:
        next(lines)
        raw = random.Random(seed).sample([line.split("\t", 2)[1] for line in lines], DRAWN)  # noqa: S311 - a sample
    cleaned = [latex.clean(plain(title)) for title in raw]
    return [
        title for title in dict.fromkeys(cleaned)
        if 20 < len(title) < 200 and not re.search(r"[{}%#@]", FORMULA.sub("", title))
        and title.count("{") == title.count("}") and title.count("$") % 2 == 0 and html.unescape(title) == title
    ]  # fmt: skip


@cache
def record(title: str, number: int) -> Record:
    work = Identifier("arxiv", f"2001.{number:05}")
    author = Name("Example", "Ann")
    return Record(identifier=work, title=title, authors=(author,), provider="test", date=date(2020, 1, 1))


def balanced(text: str) -> bool:
    depth = 0
    for sign in text:
        depth += (sign == "{") - (sign == "}")
        if depth < 0:
            return False
    return depth == 0


class Spelt(NamedTuple):
    """A title, its number in the sample, and how the library writes it."""

    number: int
    title: str
    text: str

    @property
    def entry(self) -> str:
        return f"@article{{k{self.number}, author = {{Example, A.}}, year = 2020,\n  title = {{{self.text}}}\n}}\n"


def changed(known: list[str], spell: Callable[[str], str]) -> list[Spelt]:
    """Return titles that a spelling writes otherwise: for the others it is no case, and was one as they are."""
    spelt = (Spelt(number, title, spell(title)) for number, title in enumerate(known))
    cases = (each for each in spelt if balanced(each.text) and (spell is str or each.text != each.title))
    return list(islice(cases, EACH))


def halves(cases: list[Spelt]) -> Iterator[tuple[list[Spelt], list[Spelt]]]:
    """Yield those whose entries a library has, and those that it lacks; then the other way round."""
    yield cases[::2], cases[1::2]
    yield cases[1::2], cases[::2]


def taken_for(entries: list[Spelt], titles: list[Spelt]) -> dict[int, str]:
    """Return which entry is taken for which title, by its number."""
    library = bibtools.parse_library("\n".join(each.entry for each in entries))
    known = identity.identities(library, TODAY)
    found = ((each.number, recognised(known, record(each.title, each.number))) for each in titles)
    return {number: entry.block.key for number, entry in found if entry}


@pytest.mark.slow(seconds=26)
@pytest.mark.parametrize("seed", [1, 3])
def test_an_entry_is_recognised_in_every_spelling(seed: int) -> None:
    known = titles(seed)
    assert len(SPELLINGS) >= 40
    failing = {}
    for name, spell in SPELLINGS.items():
        cases = changed(known, spell)
        lacking = []
        for there, absent in halves(cases):
            found = taken_for(there, [*there, *absent])
            assert {number: key for number, key in found.items() if key != f"k{number}"} == {}
            lacking += [each.text for each in there if each.number not in found]
        if len(lacking) > 0.005 * len(cases):
            failing[name] = (len(lacking), len(cases), lacking[:5])
    assert failing == {}


def test_a_merge_goes_by_what_is_recognised() -> None:
    """Spellings by turns: entries of known works gain their ids, and all other works come as new ones."""
    forms = list(SPELLINGS.values())
    spelt = (Spelt(number, title, forms[number % len(forms)](title)) for number, title in enumerate(titles(1)[:MERGED]))
    there, absent = next(halves([each for each in spelt if balanced(each.text)]))
    library = bibtools.parse_library("\n".join(each.entry for each in there))
    records = [record(each.title, each.number) for each in [*there, *absent]]
    plan = bibtools.plan_merge(library, records, today=TODAY)
    assert [(each.key, each.identifier.value) for each in plan.updated] == [
        (f"k{each.number}", f"2001.{each.number:05}") for each in there
    ]
    assert [each.identifier.value for each in plan.added] == [f"2001.{each.number:05}" for each in absent]

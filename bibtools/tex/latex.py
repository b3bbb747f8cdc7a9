r"""Untrusted text to LaTeX: escaping, accents, and neutralised commands.

BibTeX counts a braced group that begins with a backslash (`{\'e}`, `{\L}`) as one letter; every accent is written in
that form ("BibTeXing", section 4: special characters).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.tex import letters
from bibtools.tex.ascii import composed
from bibtools.tex.letters import ACCENTS, IN_ASCII, LETTERS, Form, Lettering
from bibtools.tex.math import is_printable, sign
from bibtools.tex.symbols import GREEK, OF_T1, SPECIAL, SYMBOLS, scripted

_TIE = lazy_pattern(r"(?<!\\)~")
# A tie between letters has no mark of its own.
_MARK_OF = {name: mark for mark, name in ACCENTS.items()} | {"t": "", "h": "\u0309"}

_LETTER_OF = {code[2:-1]: char for char, code in LETTERS.items()} | {name: char for char, name in GREEK.items()}
_WORD_OF = {
    "LaTeX": "LaTeX", "TeX": "TeX", "BibTeX": "BibTeX", "ldots": "…", "dots": "…", "textquotesingle": "'", "hyp": "-",
    # What this module writes itself; not the backslash, after which a word would become a command.
    **{
        code[2:-1]: char
        for char, code in (SPECIAL | SYMBOLS).items()
        if char != "\\" and re.fullmatch(r"\{\\[A-Za-z]+\}", code)
    },
}  # fmt: skip
# Commands that print nothing themselves: fonts, sizes, space, and the frames of formulas.
_FORMATTING = frozenset(
    """emph textit textbf textsc texttt textrm textsf textup textmd textnormal textsl text mathrm mathbf mathcal mathbb
    mathit mathsf mathtt mathnormal mathscr mathfrak mathds mathbbm pmb boldsymbol bm bold frak Bbb cal ensuremath
    mbox hbox fbox makebox rm it bf em tt sc sl sf normalfont rmfamily sffamily ttfamily mdseries upshape slshape
    large Large LARGE huge Huge small footnotesize scriptsize tiny normalsize scshape itshape bfseries protect relax
    url path href left right middle big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr bigm enquote textquote
    foreignquote ce textsubscript textsuperscript textinferior textcaps uppercase lowercase MakeUppercase
    MakeLowercase cf chemfig MakeTextUppercase uline underline ul hl nolinkurl doi xspace nobreakdash nobreak
    linebreak newline break allowbreak hfill noindent displaystyle textstyle scriptstyle scriptscriptstyle limits
    nolimits boldmath unboldmath frac dfrac tfrac cfrac nicefrac sfrac binom dbinom tbinom operatorname mathop mathrel
    mathbin mathord mathopen mathclose mathpunct overline overbrace underbrace overset underset stackrel substack atop
    over choose boxed bar hat check breve acute grave tilde vec dot ddot dddot mathring widehat widetilde overrightarrow
    overleftarrow xrightarrow xleftarrow not textcompwordmark smash quad qquad enspace thinspace negthinspace medspace
    thickspace space SI si num ang qty unit newunicodechar""".split()
)

# A digit behind it makes it two prices ("from $5 to $10"), unless it has what only formulas have: "3s$^2$3p".
_MATH = lazy_pattern(
    r"(?<!\\)\$(?!\$)(?=(?P<certain>[^$]*[\\^_])?)(?P<formula>(?:[^$\\]|\\.)+?)(?<!\\)\$(?!\$)(?(certain)|(?![0-9]))",
    re.DOTALL,
)
_FORMULA_LIKE = lazy_pattern(r"[\\^_={}]|^ \S+ $")
_NAME = lazy_pattern(r"\\([A-Za-z]+)")
_ACCENT_NAMES = frozenset("u v H r c d b k t h i j textcommabelow".split())
_SIGN = lazy_pattern(r"\\[A-Za-z]|[_^]")
_SIGNS = lazy_pattern(r"[{}_^$]")
_COMMAND = lazy_pattern(
    r"""
    \\(?: (?P<accent>[`'^~=."]|[uvHrcdbkt](?![A-Za-z])|textcommabelow(?![A-Za-z])
                      |h(?=\s*\{+[aeiouyâêôăơưAEIOUYÂÊÔĂƠƯ]))\s*
          (?: \{(?P<braced>\\?[A-Za-z]|[^\W\d_])\} | \{\{(?P<twice>\\?[A-Za-z]|[^\W\d_])\}\}
            | (?P<plain>\\[ij](?![A-Za-z])\s*|[A-Za-z]) )
        | (?P<word>(?![uvHrcdbkth]\s*\{+\\[`'^~=.\"a-zA-Z])[A-Za-z]+)(?P<space>\s*)
        | (?P<symbol>[&%#_$ {}-]|[,;:!/@()\[\]](?!\\)) )
    """,
    re.VERBOSE,
)


_ACCENTED = lazy_pattern(r"\\(?:[`'^~=.\"]|[uvHrcdbkh])\s*\{+[^\W\d_]\}")
_UNIT = lazy_pattern(rf"{letters.CLUSTER.pattern}|[^\x00-\x7f]")
_DEEPEST = 4  # marks of a letter: "ụ̈́"


def clean(text: str) -> str:
    """Return a text without control and bidi characters, white space collapsed: it prints as one line."""
    text = " ".join(text.split())
    if text.isascii() and text.isprintable():
        return text
    if not text.isprintable():
        text = "".join(char for char in text if unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co"})
    return " ".join(composed(text).split())


def math_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the formulas (`$…$`) in a cleaned text that are balanced and use only safe commands."""
    for match in _MATH.finditer(text):
        is_prose = match["formula"] != match["formula"].strip() and not _FORMULA_LIKE.search(
            match["formula"]
        )  # from $5 to $ 10
        if not is_prose and is_printable(match["formula"]):
            yield match.span()


def readable(text: str) -> str:
    """Return a cleaned text in which what is written as a formula, and cannot stay one, is plain words.

    An author's own macros print nothing elsewhere; their names, without signs of TeX, can at least be read.
    """
    return _MATH.sub(lambda match: _read_out(match) if _SIGN.search(match["formula"]) else match[0], text)


def _read_out(match: re.Match[str]) -> str:
    return _SIGNS.sub("", decode(match["formula"]))


def spelt_out(text: str) -> Iterator[tuple[str, str]]:
    """Yield what a cleaned text has as a formula or command and cannot keep, each with what is left of it to read."""
    done = 0
    for start, end in (*math_spans(text), (len(text), len(text))):
        yield from _spelt_out(text[done:start])
        done = end


def _spelt_out(text: str) -> Iterator[tuple[str, str]]:
    for match in _MATH.finditer(text):
        if _SIGN.search(match["formula"]):
            yield match[0], _read_out(match)
    for match in _NAME.finditer(_MATH.sub(" ", text)):
        if match[1] not in _ACCENT_NAMES and _word(match[1]) is None:
            yield match[0], match[1]


def encode(text: str, lettering: Lettering = IN_ASCII) -> str:
    """Return LaTeX that typesets a cleaned text outside of formulas; commands in the text are escaped.

    What no program of the paper prints is written as what comes nearest; `lost` returns what that is.
    """
    text, table = _plain(text), _table(lettering)
    if text.isascii() or not letters.CLUSTER.search(text):
        return text.translate(table)
    text = unicodedata.normalize("NFC", text)
    pieces, done = [], 0
    for match in letters.CLUSTER.finditer(text):
        pieces += [text[done : match.start()].translate(table), form_of(match[0], lettering).text]
        done = match.end()
    return "".join([*pieces, text[done:].translate(table)])


def lost(text: str, lettering: Lettering = IN_ASCII) -> dict[str, str]:
    """Return what a cleaned text has that does not print, and what is written instead."""
    if text.isascii():
        return {}
    text = unicodedata.normalize("NFC", decode(text))
    found = dict.fromkeys(_UNIT.findall(text))
    forms = {unit: form_of(unit, lettering) for unit in found}
    return {unit: form.text for unit, form in forms.items() if not form.is_whole}


def form_of(text: str, lettering: Lettering) -> Form:
    """Return the form of one letter, with the marks on it, or sign."""
    if text.isascii():
        return Form(text)
    if lettering.unicode and letters.is_letter(text[0]) and letters.is_read(text, lettering):
        return Form(text)
    if (known := _sign(text, lettering) or _greek(text) or scripted(text)) is not None:
        return Form(known)
    if letters.is_letter(text[0]) and (found := letters.letter(text, lettering)) and found.is_whole:
        return found
    if len(text) == 1 and (written := sign(text)):
        return Form(f"{{${written}$}}" if written[0] == "\\" else written)
    if letters.is_letter(text[0]) and found:
        return found
    if lettering.is_one_byte:
        return Form("?", is_whole=False)
    return Form(text, letters.EVERYTHING in lettering.prints)


def _sign(text: str, lettering: Lettering) -> str | None:
    is_lacking = letters.KNUTHS in lettering.prints and text in OF_T1
    return OF_T1[text] if is_lacking else SYMBOLS.get(text)


def untied(text: str) -> str:
    r"""Return a text with blanks for ties; `\~a` is an accent."""
    return _TIE.sub(" ", text) if "~" in text else text


def decode(text: str) -> str:
    """Return a text with TeX's accents, letters and escapes as Unicode, without formatting commands.

    Every other command becomes a word, its name. Braces and their contents stay.
    """
    if "\\" not in text:
        return text
    text = _COMMAND.sub(_uncommand, text)
    for _ in range(_DEEPEST):
        if not _ACCENTED.search(text):
            break
        text = _COMMAND.sub(_uncommand, text)  # of a letter with two marks, the inner one is decoded by now
    return text


def _plain(text: str) -> str:
    text = decode(text)
    if '"' in text:
        text = re.sub(r'(^|[\s(\[{/-])"', r"\1“", text).replace('"', "”")
    return text


def _uncommand(match: re.Match[str]) -> str:
    letter = match["braced"] or match["twice"] or match["plain"]
    if letter:
        letter = letter.strip("\\ ")
        return unicodedata.normalize("NFC", letter + _MARK_OF[match["accent"]])
    word = match["word"]
    if word:
        # An unknown command stays as it is written: no text is lost.
        printed = _word(word)
        return word + match["space"] if printed is None else printed + (match["space"] if word in _WORD_OF else "")
    return match["symbol"] if match["symbol"] in "&%#_$ " else ""


def _word(name: str) -> str | None:
    """Return what a command prints, None if it is unknown here."""
    if name in _LETTER_OF or name in _FORMATTING:
        return _LETTER_OF.get(name, "")
    return _WORD_OF[name] if name in _WORD_OF else _printed().get(name)


@cache
def _printed() -> dict[str, str]:
    """Return what other commands print; most texts have none, and do not wait for the table."""
    from bibtools.tex.command_table import commands

    return commands()


def _greek(char: str) -> str | None:
    return f"{{$\\{GREEK[char]}$}}" if char in GREEK else None


class _Table(dict[int, str]):
    """A table for `str.translate` that computes a letter's translation on first use."""

    def __init__(self, lettering: Lettering) -> None:
        super().__init__(str.maketrans(SPECIAL))
        self._lettering = lettering

    def __missing__(self, code: int) -> str:
        self[code] = form_of(chr(code), self._lettering).text
        return self[code]


@cache
def _table(lettering: Lettering) -> _Table:
    return _Table(lettering)

r"""Untrusted text to LaTeX: escaping, accents, and neutralised commands.

BibTeX counts a braced group that begins with a backslash (`{\'e}`, `{\L}`) as one letter; every accent is written in
that form ("BibTeXing", section 4: special characters).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache

from bibtools.tex.ascii import composed
from bibtools.tex.math import is_printable

_TIE = re.compile(r"(?<!\\)~")
_ACCENTS = {
    "\u0300": "`", "\u0301": "'", "\u0302": "^", "\u0303": "~", "\u0304": "=", "\u0306": "u", "\u0307": ".",
    "\u0308": '"', "\u030a": "r", "\u030b": "H", "\u030c": "v", "\u0323": "d", "\u0327": "c", "\u0328": "k",
    "\u0331": "b",
}  # fmt: skip
# A tie between letters has no mark of its own.
_MARK_OF = {name: mark for mark, name in _ACCENTS.items()} | {"t": "", "textcommabelow": "\u0326", "h": "\u0309"}
_LETTERS = {
    "ß": r"{\ss}", "æ": r"{\ae}", "Æ": r"{\AE}", "œ": r"{\oe}", "Œ": r"{\OE}", "ø": r"{\o}", "Ø": r"{\O}",
    "ł": r"{\l}", "Ł": r"{\L}", "å": r"{\aa}", "Å": r"{\AA}", "ı": r"{\i}", "ȷ": r"{\j}", "đ": r"{\dj}", "Đ": r"{\DJ}",
    "ð": r"{\dh}", "Ð": r"{\DH}", "þ": r"{\th}", "Þ": r"{\TH}", "ŋ": r"{\ng}", "Ŋ": r"{\NG}",
}  # fmt: skip
_SYMBOLS = {
    "–": "--", "—": "---", "―": "---", "‐": "-", "‑": "-", "−": "$-$", "…": r"\ldots{}", "‘": "`", "’": "'", "‚": ",",
    "“": "``", "”": "''", "„": ",,", "«": r"{\guillemotleft}", "»": r"{\guillemotright}", "§": r"{\S}", "¶": r"{\P}",
    "©": r"{\copyright}", "£": r"{\pounds}", "°": r"{$^\circ$}", "·": r"{$\cdot$}", "×": r"{$\times$}", "±": r"{$\pm$}",
    "→": r"{$\rightarrow$}", "←": r"{$\leftarrow$}", "↔": r"{$\leftrightarrow$}", "≤": r"{$\leq$}", "≥": r"{$\geq$}",
    "≈": r"{$\approx$}", "≠": r"{$\neq$}", "∞": r"{$\infty$}", "∼": r"{$\sim$}", "∈": r"{$\in$}", "√": r"{$\surd$}",
    "²": r"{$^2$}", "³": r"{$^3$}", "¹": r"{$^1$}", "⁺": r"{$^+$}", "⁻": r"{$^-$}", "′": r"{$'$}", "†": r"{\dag}",
    "¿": r"{?`}", "¡": r"{!`}", "™": r"{\texttrademark}", "®": r"{\textregistered}", "€": r"{\texteuro}",
    **{char: f"{{$_{digit}$}}" for digit, char in enumerate("₀₁₂₃₄₅₆₇₈₉")},
    "ℓ": r"{$\ell$}", "∂": r"{$\partial$}", "∇": r"{$\nabla$}", "★": r"{$\star$}", "⋆": r"{$\star$}", "∗": r"{$\ast$}",
}  # fmt: skip
_GREEK = dict(
    zip(
        "αβγδεζηθικλμνξπρστυφχψωΓΔΘΛΞΠΣΥΦΨΩ",
        """alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi
        omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega""".split(),
        strict=True,
    )
)
_SPECIAL = {
    "&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_", "$": r"\$", "~": r"{\textasciitilde}", "^": r"{\textasciicircum}",
    "\\": r"{\textbackslash}", "{": "", "}": "", "<": r"{\textless}", ">": r"{\textgreater}", "|": r"{\textbar}",
}  # fmt: skip

_LETTER_OF = {code[2:-1]: char for char, code in _LETTERS.items()} | {name: char for char, name in _GREEK.items()}
_WORD_OF = {
    "LaTeX": "LaTeX", "TeX": "TeX", "BibTeX": "BibTeX", "ldots": "…", "dots": "…", "textquotesingle": "'",
    # What this module writes itself; not the backslash, after which a word would become a command.
    **{
        code[2:-1]: char
        for char, code in (_SPECIAL | _SYMBOLS).items()
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
    nolimits frac dfrac tfrac cfrac nicefrac sfrac binom dbinom tbinom operatorname mathop mathrel mathbin mathord
    mathopen mathclose mathpunct overline overbrace underbrace overset underset stackrel substack atop over choose
    boxed bar hat check breve acute grave tilde vec dot ddot dddot mathring widehat widetilde overrightarrow
    overleftarrow xrightarrow xleftarrow not textcompwordmark smash quad qquad enspace thinspace negthinspace medspace
    thickspace space SI si num ang qty unit newunicodechar""".split()
)

_MATH = re.compile(r"(?<!\\)\$(?!\$)((?:[^$\\]|\\.)+?)(?<!\\)\$(?![$0-9])", re.DOTALL)
_SIGN = re.compile(r"\\[A-Za-z]|[_^]")
_SIGNS = re.compile(r"[{}_^$]")
_COMMAND = re.compile(
    r"""
    \\(?: (?P<accent>[`'^~=."]|[uvHrcdbkt](?![A-Za-z])|textcommabelow(?![A-Za-z])|h(?=\s*\{+[aeiouyAEIOUY]))\s*
          (?: \{(?P<braced>\\?[A-Za-z]|[^\W\d_])\} | \{\{(?P<twice>\\?[A-Za-z]|[^\W\d_])\}\}
            | (?P<plain>\\[ij](?![A-Za-z])\s*|[A-Za-z]) )
        | (?P<word>(?![uvHrcdbkt]\s*\{+\\[`'^~=.\"a-zA-Z])[A-Za-z]+)(?P<space>\s*)
        | (?P<symbol>[&%#_$ {}-]|[,;:!/@()\[\]](?!\\)) )
    """,
    re.VERBOSE,
)


_ACCENTED = re.compile(r"\\(?:[`'^~=.\"]|[uvHrcdbk])\s*\{+[^\W\d_]\}")
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
        is_prose = match[1] != match[1].strip() and not re.search(r"[\\^_={}]", match[1])  # from $5 to $ 10
        if not is_prose and is_printable(match[1]):
            yield match.span()


def readable(text: str) -> str:
    """Return a cleaned text in which what is written as a formula, and cannot stay one, is plain words.

    An author's own macros print nothing elsewhere; their names, without signs of TeX, can at least be read.
    """
    return _MATH.sub(lambda match: _SIGNS.sub("", decode(match[1])) if _SIGN.search(match[1]) else match[0], text)


def encode(text: str, *, unicode: bool = False) -> str:
    """Return LaTeX that typesets a cleaned text outside of formulas; commands in the text are escaped.

    Every character with an ASCII form gets it, unless Unicode is wanted; all others stay.
    """
    return _plain(text).translate(_KEPT if unicode else _ENCODED)


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
        # A command that is unknown here stays as the word that it is: nothing that somebody wrote is lost.
        if word in _LETTER_OF or word in _FORMATTING:
            return _LETTER_OF.get(word, "")
        if word in _WORD_OF:
            return _WORD_OF[word] + match["space"]
        printed = _printed().get(word)
        return word + match["space"] if printed is None else printed
    return match["symbol"] if match["symbol"] in "&%#_$ " else ""


@cache
def _printed() -> dict[str, str]:
    """Return what other commands print; most texts have none, and do not wait for the table."""
    from bibtools.tex.command_table import commands

    return commands()


def _kept(char: str) -> str:
    """Return a letter unchanged; dashes, quotes and symbols have TeX's forms in any encoding."""
    return char if char.isascii() or char.isalpha() else _SYMBOLS.get(char, char)


def _encoded(char: str) -> str:
    if char.isascii():
        return char
    known = _LETTERS.get(char) or _SYMBOLS.get(char)
    if known:
        return known
    if char in _GREEK:
        return f"{{$\\{_GREEK[char]}$}}"
    return _accented(char) or char


def _accented(char: str) -> str | None:
    decomposed = unicodedata.normalize("NFD", char)
    base, marks = decomposed[0], decomposed[1:]
    if not marks or not all(mark in _ACCENTS for mark in marks) or not (base.isascii() or base in _LETTERS):
        return None
    result = (
        {"i": r"\i", "j": r"\j"}.get(base, base) if "\u0323" not in marks and marks[0] not in "\u0327\u0328" else base
    )
    for mark in marks:
        accent = _ACCENTS[mark]
        letter = f"{{{result}}}" if accent.isalpha() and not result.startswith("{") else result
        result = f"{{\\{accent}{letter}}}"
    return result


class _Table(dict[int, str]):
    """A table for `str.translate` that computes a letter's translation on first use."""

    def __init__(self, letter: Callable[[str], str]) -> None:
        super().__init__(str.maketrans(_SPECIAL))
        self._letter = letter

    def __missing__(self, code: int) -> str:
        self[code] = self._letter(chr(code))
        return self[code]


_KEPT = _Table(_kept)
_ENCODED = _Table(_encoded)

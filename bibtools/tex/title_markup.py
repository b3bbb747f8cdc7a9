"""Markup in catalogues' texts: HTML's and JATS's tags, MathML, and entities, as plain text or as TeX.

Crossref, DataCite and some authors leave it in titles; reference managers escape it for TeX and keep it.
"""

from __future__ import annotations

import re

from bibtools.core.lazy_pattern import lazy_pattern

_NAMES = (
    "annotation-xml|annotation|b|big|br|bold|center|code|div|em|emph|font|formula|i|inline-formula|inf|italic|math|mathml"
    "|menclose|mfenced|mfrac|mi|mml|mmultiscripts|mn|mo|monospace|mover|mpadded|mprescripts|mroot|mrow|ms|mspace|msqrt"
    "|mstyle|msub|msubsup|msup|mtable|mtd|mtext|mtr|munder|munderover|none|p|roman|s|sans-serif|sc|scp|semantics|small"
    "|span|strong|styled-content|sub|sup|tex-math|title|tt|u|underline"
)
_TAG = lazy_pattern(rf"</?(?:[a-z]{{2,5}}:)?(?:{_NAMES})(?:\s[^<>]{{0,300}})?/?>", re.IGNORECASE)
# A formula's second form, beside the one in MathML.
_SECOND = lazy_pattern(
    r"<(?P<tag>(?:[a-z]{2,5}:)?(?:annotation-xml|annotation))\b[^<>]*>.*?</(?P=tag)>"
    r"|<tex-math\b[^<>]*>.*?</tex-math>(?=.*<(?:[a-z]{2,5}:)?math\b)"
    r"|(?<=</mml:math>)\s*<tex-math\b[^<>]*>.*?</tex-math>",
    re.IGNORECASE | re.DOTALL,
)
_BREAK = lazy_pattern(r"(?:\s*</?(?:br|p)\s*/?>)+\s*", re.IGNORECASE)  # which stands between words
_ENTITY = lazy_pattern(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_LOWERED = lazy_pattern(r"<(?P<tag>sub|sup|inf)>\s*(?P<text>[A-Za-z0-9+−.,=*-]{1,20})\s*</(?P=tag)>", re.IGNORECASE)
_SCRIPTED = lazy_pattern(
    r"<(?:mml:)?(?P<tag>msub|msup)\b[^<>]*>(?P<base>(?:(?!</?(?:mml:)?m(?:sub|sup)\b).){1,400}?)</(?:mml:)?(?P=tag)>",
    re.IGNORECASE | re.DOTALL,
)
_LEAF = lazy_pattern(r"<(?:mml:)?m[ino]\b[^<>]*>\s*([^<>]{1,40}?)\s*</(?:mml:)?m[ino]>", re.IGNORECASE)
_MOST = 4  # times that entities and tags hide each other: `&amp;lt;i&amp;gt;`


def is_in(text: str) -> bool:
    """Return whether a text may hold markup."""
    return ("<" in text and ">" in text) or ("&" in text and ";" in text)


def stripped(text: str) -> str:
    """Return a text without tags, its entities resolved: for comparison."""
    for _ in range(_MOST):
        before, text = text, _TAG.sub("", _BREAK.sub(" ", _resolved(_SECOND.sub("", text))))
        if text == before:
            break
    return text


def to_tex(text: str) -> str:
    """Return a text without tags, with indices and exponents as formulas: for entries."""
    for _ in range(_MOST):
        before = text
        text = _SCRIPTED.sub(_script, _LOWERED.sub(_lowered, _SECOND.sub("", _resolved(text))))
        text = _TAG.sub("", _BREAK.sub(" ", text))
        if text == before:
            break
    return text


def _resolved(text: str) -> str:
    if not _ENTITY.search(text):
        return text
    from html import unescape  # a large table, for those who ask

    def character(match: re.Match[str]) -> str:
        return unescape(match[0])

    return _ENTITY.sub(character, text)


def _lowered(match: re.Match[str]) -> str:
    sign = "^" if match["tag"].lower() == "sup" else "_"
    return _formula(sign, match["text"])


def _script(match: re.Match[str]) -> str:
    parts = _LEAF.findall(match["base"])
    if len(parts) != 2 or not re.fullmatch(r"[A-Za-z0-9+−.,=*-]{1,20}", parts[1]):
        return match[0]
    return str(parts[0]) + _formula("_" if match["tag"].lower() == "msub" else "^", parts[1])


def _formula(sign: str, text: str) -> str:
    text = text.replace("−", "-")
    inner = rf"\mathrm{{{text}}}" if any(map(str.isalpha, text)) else text
    return f"${sign}{inner}$" if len(inner) == 1 else f"${sign}{{{inner}}}$"

"""The words of names and titles that citation keys are made from: ASCII, without marks, formulas and commands."""

from __future__ import annotations

from functools import lru_cache

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.tex import latex
from bibtools.tex.ascii import to_ascii
from bibtools.tex.names import Name
from bibtools.tex.transliteration import romanised

# The function words that citation-key generators leave out (JabRef's list, shortened to English).
FUNCTION_WORDS = frozenset(
    """a about above across against along among an and around as at be before behind below beneath beside between beyond
    but by can do does down during except for from how in inside into is it like near of off on onto or over since so
    than that the through to toward towards under until up upon via was what when where whether which while who why will
    with within without""".split()
)
_TITLE_WORD = lazy_pattern(r"\b[A-Za-z0-9]-[A-Za-z0-9]+|[A-Za-z0-9]+")  # a single letter belongs to its word: D-brane
_COMPOUND = lazy_pattern(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")
_NOT_IN_COMPOUND = lazy_pattern(r"[^A-Za-z0-9-]")
_UNSEEN = lazy_pattern(r"\$[^$]*\$|\\href\s*\{[^{}]*\}")  # formulas, and addresses that titles are linked to
_DASH = lazy_pattern(r"[–—]|-{2,3}")
_DROPPED = str.maketrans("~", " ", "{}'’ʼ`´")  # braces and apostrophes part no words


def ascii_of(text: str) -> str:
    """Return a text in ASCII, without letters that have no Latin ones; a Greek letter of a title is a sign."""
    return text if text.isascii() else to_ascii(romanised(text, greek=False))


@lru_cache(maxsize=1024)  # a pattern asks for the same names again and again
def family(name: Name) -> tuple[str, ...]:
    """Return the words of a family name, hyphens kept; of a collaboration's name the first significant one."""
    found = _name_words(name.family)
    if name.corporate:
        return next(((word,) for word in found if word.lower() not in FUNCTION_WORDS), ())
    return found


@lru_cache(maxsize=1024)
def particles(name: Name) -> tuple[str, ...]:
    """Return the words of a name's von part."""
    return _name_words(name.von)


def initial(name: Name) -> str:
    """Return the first letter of the given name."""
    return "".join(_name_words(name.given))[:1]


@lru_cache(maxsize=1024)
def title_words(title: str) -> tuple[str, ...]:
    """Return the words of a title as written; the parts of a compound are separate words."""
    return tuple(word.replace("-", "") for word in _TITLE_WORD.findall(ascii_of(_plain(title))))


@lru_cache(maxsize=1024)
def significant(title: str) -> tuple[str, ...]:
    """Return the words of a title without its function words."""
    return tuple(word for word in title_words(title) if word.lower() not in FUNCTION_WORDS)


@lru_cache(maxsize=1024)
def compounds(title: str) -> tuple[str, ...]:
    """Return the blank-separated words of a title, with hyphens and without other punctuation."""
    words = ascii_of(_DASH.sub(" ", _plain(title))).split()
    return tuple(filter(None, (_NOT_IN_COMPOUND.sub("", word).strip("-") for word in words)))


def _name_words(text: str) -> tuple[str, ...]:
    return tuple(_COMPOUND.findall(ascii_of(romanised(text.translate(_DROPPED)))))


def _plain(title: str) -> str:
    return latex.decode(_UNSEEN.sub(" ", title)).translate(_DROPPED)

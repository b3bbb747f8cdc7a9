"""Titles: the keys by which a paper is found by its title, or by a line that contains it."""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b

from bibtools.bibliography.library.identity import normalise_title, plain_title
from bibtools.tex import latex

_SUBTITLE = re.compile(r"[:?!]\s|\s[-–—]{1,3}\s|\.\s")
_FORMULA = re.compile(r"\$([^$]*)\$")
# Letters that others write as TeX's commands: "α" is "\\alpha".
_SYMBOLS = {0x2113: "ell"} | {
    code: unicodedata.name(chr(code)).rpartition(" ")[2].lower()
    for code in (*range(0x391, 0x3AA), *range(0x3B1, 0x3CA))
    if code not in {0x3A2, 0x3C2}
}
_SHORTEST = 3  # letters of a title without its subtitle: "YOLOv3: An Incremental Improvement"
_FEWEST_WORDS, _FEWEST_LETTERS = 3, 15  # of a title without its subtitle, to be one by itself


def normal(title: str) -> str:
    """Return a title in lower-case words: without accents, braces, commands, dollar signs and punctuation."""
    return normalise_title(_spelt(title))


def plain(title: str) -> str:
    """Return a normalised title with case and punctuation."""
    return plain_title(_spelt(title))


def _spelt(title: str) -> str:
    if not title.isascii():
        title = title.translate(_SYMBOLS)
    return _FORMULA.sub(r" \1 ", title) if "$" in title else title


def keys(title: str) -> tuple[str, tuple[int, ...]]:
    """Return the words of a title, and its keys: of the whole, and of the part before a subtitle."""
    title = latex.clean(title) if not title.isprintable() else title
    whole = normal(title)
    found = dict.fromkeys([key(whole)])
    head = _SUBTITLE.split(title, maxsplit=1)[0]
    if head != title and len(short := normal(head)) >= _SHORTEST:
        found[key(short)] = None
    return whole, tuple(found)


def key(words: str) -> int:
    """Return the key of a normalised title: blanks are ignored, so that `pre training` is `pretraining`."""
    digest = blake2b(words.replace(" ", "").encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def is_distinctive(words: str) -> bool:
    """Return whether some words are distinctive enough for a title."""
    return words.count(" ") >= _FEWEST_WORDS - 1 and len(words) >= _FEWEST_LETTERS

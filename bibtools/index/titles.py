"""Titles: the keys by which a paper is found by its title, or by a line that contains it."""

from __future__ import annotations

from _blake2 import blake2b  # hashlib would load OpenSSL

from bibtools.bibliography.library.identity import normalise_title, plain_title
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.tex import latex

_SUBTITLE = lazy_pattern(r"[:?!]\s|\s[-–—]{1,3}\s|\.\s")
_MARK = lazy_pattern(r"[:?!–—.-]")  # one of which is before every subtitle
_SHORTEST = 3  # letters of a title without its subtitle: "YOLOv3: An Incremental Improvement"
_FEWEST_WORDS, _FEWEST_LETTERS = 3, 15  # of a title without its subtitle, to count as a title


def normal(title: str) -> str:
    """Return a title in lower-case words: without accents, braces, commands, dollar signs and punctuation."""
    return normalise_title(title)


def plain(title: str) -> str:
    """Return a normalised title with case and punctuation."""
    return plain_title(title)


def keys(title: str) -> tuple[str, tuple[int, ...]]:
    """Return the words of a title, and its keys: of the whole, and of the part before a subtitle."""
    title = latex.clean(title) if not title.isprintable() else title
    whole = normal(title)
    found = dict.fromkeys([key(whole)])
    head = _SUBTITLE.split(title, maxsplit=1)[0] if _MARK.search(title) else title
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

"""Reading keys: the author, the year and the words of the title that a citation key is made of, and ids in it.

`vaswani2017attention` (Google Scholar), `Vaswani:2017` and `Aad:2012tfa` (INSPIRE: the letters behind the year are
of no word), `vaswani-etal-2017-attention` (ACL), `DBLP:journals/corr/VaswaniSPUJGKP17`, `2017arXiv170603762V` (ADS).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from bibtools.core.lazy_pattern import lazy_pattern

_LONGEST = 200
_OF_DBLP = lazy_pattern(r"(?:DBLP:)?(?:conf|journals|books|phd|series)/[\w-]+/", re.IGNORECASE)
_INSPIRE = lazy_pattern(r"[^\W\d_][^\W\d_-]*(?:-[^\W\d_]+)*:(?:18|19|20)\d\d[a-z]{2,4}")
_ADS = lazy_pattern(r"(?:19|20)\d\darXiv(\d{4})(\d{5})[A-Z.]")
_ADS_OLD = lazy_pattern(r"(?:19|20)\d\darXiv(\d{4})\.?(\d{4})[A-Z.]")
_YEAR = lazy_pattern(r"(?<!\d)(?:(18|19|20)(\d\d)|(\d\d))(?!\d)")
_WORD = lazy_pattern(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_HUMP = lazy_pattern(r"[A-ZÀ-Þ]?[^\WA-ZÀ-Þ\d_]+|[A-ZÀ-Þ]+(?![^\WA-ZÀ-Þ\d_])")
_NO_WORDS = frozenset("et al etal and others the a an of on for in arxiv preprint misc article inproceedings".split())
_SHORT_YEARS = 50  # from here on, two digits are of the last century
_PARTICLES = frozenset("van von de der den del della di da la le el ten ter dos du".split())


class KeyReading(NamedTuple):
    """What a key says: forms of the first author's name, the longest first, a year, and words; or an arXiv id."""

    authors: tuple[str, ...] = ()
    year: int | None = None
    words: tuple[str, ...] = ()
    arxiv: str = ""


def read_key(key: str) -> KeyReading:
    """Return what a key says; nothing where it says nothing of an author or a year."""
    if len(key) > _LONGEST:
        return KeyReading()
    for pattern in (_ADS, _ADS_OLD):
        if found := pattern.fullmatch(key):
            return KeyReading(arxiv=f"{found[1]}.{found[2]}")
    bare = _OF_DBLP.sub("", key)
    years = list(_YEAR.finditer(bare))
    whole = [each for each in years if each[1]] or years
    if not whole:
        return KeyReading()
    year = whole[0]
    before, after = bare[: year.start()], bare[year.end() :]
    front, back = _words(before), [] if _INSPIRE.fullmatch(bare) else _words(after)
    named, rest = (front[0], [*front[1:], *back]) if front else (back[0], back[1:]) if back else ("", [])
    authors, more = _authors(named, rest)
    words = (each.lower() for each in more if each.lower() not in _NO_WORDS and len(each) > 1)
    return KeyReading(authors, _year(year), tuple(dict.fromkeys(words)))


def _year(match: re.Match[str]) -> int:
    if match[1]:
        return int(match[1] + match[2])
    return int(match[3]) + (1900 if int(match[3]) >= _SHORT_YEARS else 2000)


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _authors(named: str, rest: list[str]) -> tuple[tuple[str, ...], list[str]]:
    """Return forms of the name that a key begins with, and the words behind it."""
    if not named:
        return (), rest
    humps = _HUMP.findall(named)
    if named.lower() in _PARTICLES and rest:
        joined = (named + rest[0]).lower()
        return tuple(dict.fromkeys((joined, rest[0].lower(), named.lower()))), rest
    forms = [
        named.lower(),
        *(["".join(humps[:2]).lower()] if len(humps) > 1 else []),
        *(each.lower() for each in humps[:1]),
    ]
    tail = [each for each in humps[1:] if each.lower() not in _NO_WORDS]
    return tuple(dict.fromkeys(each for each in forms if len(each) > 1)), [*tail, *rest]

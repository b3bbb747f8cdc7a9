"""Reading keys: the author, the year and the words of the title that a citation key is made of, and ids in it.

`vaswani2017attention` (Google Scholar), `Vaswani:2017` and `Aad:2012tfa` (INSPIRE: the letters behind the year are
of no word), `vaswani-etal-2017-attention` (ACL), `DBLP:journals/corr/VaswaniSPUJGKP17`, `2017arXiv170603762V` (ADS).
"""

from __future__ import annotations

import re

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple

_LONGEST = 200
_OF_DBLP = lazy_pattern(r"(?:DBLP:)?(?:conf|journals|books|phd|series)/[\w-]+/", re.IGNORECASE)
_OF_CORR = lazy_pattern(r"(?:DBLP:)?journals/corr/abs-(\d{4})-(\d{4,5})[a-z]?", re.IGNORECASE)
_DBLP_NAMES = lazy_pattern(
    r"([A-ZÀ-Þ][^\WA-ZÀ-Þ\d_]+)([A-ZÀ-Þ]+)\d\d[a-z]{0,3}"
)  # the first author, and initials of the others
_INSPIRE = lazy_pattern(r"[^\W\d_][^\W\d_-]*(?:-[^\W\d_]+)*:(?:18|19|20)\d\d[a-z]{2,4}")
_ADS = lazy_pattern(r"(?:19|20)\d\darXiv(\d{4})(\d{5})[A-Z.]")
_ADS_OLD = lazy_pattern(r"(?:19|20)\d\darXiv(\d{4})\.?(\d{4})[A-Z.]")
_YEAR = lazy_pattern(r"(?<!\d)(?:(18|19|20)(\d\d)|(\d\d))(?!\d)")
_WORD = lazy_pattern(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_HUMP = lazy_pattern(r"[A-ZÀ-Þ]?[^\WA-ZÀ-Þ\d_]+|[A-ZÀ-Þ]+(?![^\WA-ZÀ-Þ\d_])")
_CAMEL = lazy_pattern(r"[^\WA-ZÀ-Þ\d_][A-ZÀ-Þ]")
_NO_WORDS = frozenset("et al etal and others the a an of on for in arxiv preprint misc article inproceedings".split())
_SHORT_YEARS = 50  # from here on, two digits are of the last century
_PARTICLES = frozenset("van von de der den del della di da la le el ten ter dos du".split())


class KeyReading(NamedTuple):
    """What a key says: forms of the first author's name, the longest first, a year, and words; or an arXiv id.

    `initials` are those of the other authors, as DBLP makes its keys.
    """

    authors: tuple[str, ...] = ()
    year: int | None = None
    words: tuple[str, ...] = ()
    arxiv: str = ""
    initials: str = ""


def read_key(key: str) -> KeyReading:
    """Return what a key says; nothing where it says nothing of an author or a year."""
    if len(key) > _LONGEST:
        return KeyReading()
    for pattern in (_ADS, _ADS_OLD, _OF_CORR):
        if found := pattern.fullmatch(key):
            return KeyReading(arxiv=f"{found[1]}.{found[2]}")
    bare = _OF_DBLP.sub("", key)
    if bare != key and (of_dblp := _DBLP_NAMES.fullmatch(bare)) and (year := _YEAR.search(bare)):
        return KeyReading((of_dblp[1].lower(),), _year(year), initials=of_dblp[2])
    years = list(_YEAR.finditer(bare))
    whole = [each for each in years if each[1]] or years
    if not whole:
        return KeyReading()
    year = whole[0]
    before, after = bare[: year.start()], bare[year.end() :]
    front, back = _words(before), [] if _INSPIRE.fullmatch(bare) else _words(after)
    named, rest = (front[0], [*front[1:], *back]) if front else (back[0], back[1:]) if back else ("", [])
    authors, more = _authors(named, rest)
    more = [part for each in more for part in (_HUMP.findall(each) if _CAMEL.search(each) else [each])]
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
    if len(humps) > 1 and humps[0].lower() in _PARTICLES:  # which the record may lack
        forms.append("".join(humps[1:]).lower())
    tail = [each for each in humps[1:] if each.lower() not in _NO_WORDS]
    return tuple(dict.fromkeys(each for each in forms if len(each) > 1)), [*tail, *rest]

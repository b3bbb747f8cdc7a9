"""Author markers of citation-key patterns: JabRef's, and others that keys in use are made of.

A marker returns ASCII words separated by blanks; the blanks are for the modifiers and never reach a key.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bibtools.bibliography.citekey.words import family, initial, particles
from bibtools.bibliography.citekey.work import Work
from bibtools.tex.names import OTHERS, Name

_ALPHA = 4  # names that LaTeX's alpha style spells out as initials; of more authors it takes one less, and a plus
_ALPHA_SINGLE = 3  # letters of a single author's name
_INI = 5  # letters of the first author's name in [authorIni]
_SHORT = 3  # initials in [authshort]


def _named(work: Work) -> list[Name]:
    return [name for name in work.authors if name != OTHERS]


def _is_open(work: Work) -> bool:
    """Return whether the list ends in "et al."."""
    return OTHERS in work.authors


def _whole(name: Name) -> str:
    return " ".join(family(name))


def _run(name: Name) -> str:
    return "".join(family(name))


def _nth(work: Work, number: int) -> Name:
    """Return the author with a number, from 1; an empty one if there is no such author."""
    named = _named(work)
    return named[number - 1] if 0 < number <= len(named) else Name("")


def _some(work: Work, shown: int, separator: str, more: str) -> str:
    """Return the names of the first authors, and whether there are more."""
    named = _named(work)
    words = [text for name in named[:shown] if (text := _whole(name))]
    return separator.join([*words, more] if words and (len(named) > shown or _is_open(work)) else words)


def _all(work: Work) -> str:
    return _some(work, len(work.authors), " ", "EtAl")


def _one_or_two(work: Work, separator: str, more: str) -> str:
    return _some(work, 2 if len(work.authors) <= 2 else 1, separator, more)


def _initials(name: Name) -> str:
    """Return the first letters of all words of a name, the von part's too: "vdA"."""
    return "".join(word[0] for word in (*particles(name), *family(name)))


def _alpha(work: Work) -> str:
    named = _named(work)
    if len(named) == 1:
        words = (*particles(named[0]), *family(named[0]))
        text = "".join(word[0] for word in words[:-1]) + "".join(words[-1:])[:_ALPHA_SINGLE]
        return f"{text}+" if text and _is_open(work) else text
    more = len(named) > _ALPHA or _is_open(work)
    text = "".join(map(_initials, named[: _ALPHA - 1] if len(named) > _ALPHA else named))
    return f"{text}+" if text and more else text


def _first_and_initials(work: Work, letters: int | None) -> str:
    named = _named(work)
    return "".join(_run(name)[: letters if number == 0 else 1] for number, name in enumerate(named))


def _short(work: Work) -> str:
    named = _named(work)
    if len(named) == 1:
        return _whole(named[0])
    text = "".join(_run(name)[:1] for name in named[:_SHORT])
    return f"{text}+" if text and len(named) > _SHORT else text


def _spread(work: Work, letters: int) -> str:
    """Return a number of letters of all authors; the first ones get the remainder."""
    named = _named(work)
    share, rest = divmod(letters, len(named) or 1)
    return "".join(_run(name)[: share + (number < rest)] for number, name in enumerate(named))[:letters]


MARKERS: Mapping[str, Callable[..., str]] = {
    "auth": lambda work: _whole(_nth(work, 1)),
    "authN": lambda work, letters: _run(_nth(work, 1))[:letters],
    "authN_M": lambda work, letters, number: _run(_nth(work, number))[:letters],
    "authFirstFull": lambda work: " ".join((*particles(_nth(work, 1)), *family(_nth(work, 1)))),
    "authForeIni": lambda work: initial(_nth(work, 1)),
    "authorLast": lambda work: _whole(_nth(work, len(_named(work)))),
    "authorLastForeIni": lambda work: initial(_nth(work, len(_named(work)))),
    "authors": _all,
    "authorsN": lambda work, shown: _some(work, shown, " ", "EtAl"),
    "authorsAlpha": _alpha,
    "authorsDBLP": lambda work: _first_and_initials(work, None),  # ChenZSC
    "authorIni": lambda work: _first_and_initials(work, _INI),
    "authIniN": _spread,
    "authshort": _short,
    "auth.auth.ea": lambda work: _some(work, 2, ".", "ea"),
    "auth.etal": lambda work: _one_or_two(work, ".", "etal"),
    "authEtAl": lambda work: _one_or_two(work, " ", "EtAl"),
}

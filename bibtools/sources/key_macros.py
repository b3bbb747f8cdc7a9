r"""Key macros: what stands for a key, or a list of them: `\\newcommand{\\this}{doe2019}` … `\\cite{\\this}`.

Only what is certain is followed: a macro that every definition makes the same text. Whatever else a key is made of
(the variable of a loop, `\\csname`) stays unclear.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.text import Span
from bibtools.sources import tex_macros
from bibtools.sources.citation import CITED, UNCLEAR, Citation
from bibtools.sources.cite_macros import DEFINING, CiteMacro
from bibtools.sources.source_limits import MOST_CITED, few
from bibtools.sources.tex_commands import commands

_KEY = lazy_pattern(r"[^,\s](?:[^,]*[^,\s])?")
_NO_KEY = lazy_pattern(r"[\\#{}%\"\s]")
_NAME = lazy_pattern(r"\\([A-Za-z@]+)")
_VARIABLE = lazy_pattern(
    r"\\(?:foreach|@t?for|DTLforeach\*?\{[^{}]*\}|forcsvlist|loop|csdef|@namedef)\s*\{?\s*\\([A-Za-z@]+)"
)


def texts(live: str) -> dict[str, str | None]:
    """Return the macros of a text without comments that may stand for keys; None for those that change."""
    found: dict[str, str | None] = dict.fromkeys(_VARIABLE.findall(live))
    for place in commands(live):
        made = tex_macros.read_definition(live, place) if place.name in DEFINING else None
        if made is None or (place.name.startswith("provide") and made.name in found):
            continue
        text = made.body if made.body is not None and not made.takes and tex_macros.is_text(made.body) else None
        found[made.name] = text if found.get(made.name, text) == text else None
    return found


def united(several: Iterable[Mapping[str, str | None]]) -> dict[str, str]:
    """Return the macros of several texts of one document that all of them make the same."""
    found: dict[str, str | None] = {}
    for each in several:
        for name, text in each.items():
            found[name] = text if found.get(name, text) == text else None
    return {name: text for name, text in found.items() if text is not None}


def needed(keys: Iterable[str], known: Mapping[str, str]) -> dict[str, str]:
    """Return the macros that some keys are made of, and those that these are made of."""
    found: dict[str, str] = {}
    left = list(keys)
    while left:
        for name in _NAME.findall(left.pop()):
            if name in known and name not in found:
                found[name] = known[name]
                left.append(known[name])
    return found


def resolved(found: Iterable[Citation], live: str, macros: Iterable[CiteMacro]) -> list[Citation]:
    """Return citations, those that macros make with their keys; `macros` are those of the other texts, too.

    Raises TooMuch.
    """
    others = {each.name: each.text for each in macros if each.text is not None}
    own = {name: text for name, text in texts(live).items() if text is not None or name in others}
    known = {name: text for name, text in {**others, **own}.items() if text is not None}
    return few((one for each in found for one in _resolved(each, known)), MOST_CITED, "cites keys in {} places")


def _resolved(citation: Citation, known: Mapping[str, str]) -> Iterator[Citation]:
    if citation.kind != UNCLEAR:
        yield citation
        return
    keys = [match[0] for match in _KEY.finditer(tex_macros.expand(citation.key, known))]
    if not keys or any(map(_NO_KEY.search, keys)):
        yield citation
        return
    yield from (Citation(key, Span(*citation.span), CITED) for key in keys)

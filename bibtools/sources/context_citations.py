r"""ConTeXt: citations, whose keys stand in brackets (`\cite[author][key]`), and the data sets that a text reads.

Source: the manual "Bibliographies" (mkiv-publications.pdf) of ConTeXt, chapters 2 and 5.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.text import Span
from bibtools.sources.citation import CITED, NOCITED, Citation, Syntax
from bibtools.sources.citation import citations as citations_in

_LOOK = r"\[[^\[\]{}]*+(?:\{[^{}]*+\}[^\[\]{}]*+)*+\]\s*+"  # how it is to look
# Before braces, this is a command of LaTeX, and the text in the brackets is a note.
_NO_LATEX = r"(?!\s*+[\[{(<])"
_START = lazy_pattern(
    r"\\start(?:text|product|project|component|[a-z]{0,3}section|chapter|part|title|subject)(?![a-z])"
)
_KEY = lazy_pattern(r"[^\s,\[\]]+")
_DATABASES = lazy_pattern(r"database\s*=\s*\{?([^{}]*?)(?:\}|,\s*\w+\s*=|\Z)")


def _keys(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the keys of a list, without the data set (`default::key`) that stands before one."""
    for match in _KEY.finditer(text, start, end):
        yield Span(match.end() - len(match[0].rpartition("::")[2]), match.end())


def _syntax(commands: str, kind: str) -> Syntax:
    shape = rf"\\(?:{commands})(?![A-Za-z])\s*+(?:{_LOOK})?\[(?P<keys>[^\[\]{{}}=\\#]{{1,4000}})\]{_NO_LATEX}"
    return Syntax(lazy_pattern(shape), "\\", _keys, kind)


_CITATIONS = (_syntax("cite|citation", CITED), _syntax("nocite|nocitation", NOCITED))


def citations(live: str, near: Sequence[int] | None) -> Iterator[Citation]:
    r"""Yield the citations in a text without what is dead: near some places, or all of them.

    All are those of a text that has commands of ConTeXt: LaTeX's may end a macro with `\cite[see]`, which is no key.
    """
    return citations_in(live, near, _CITATIONS) if near is not None or _START.search(live) else iter(())


def data_sets(options: Sequence[str]) -> str:
    r"""Return the files of `\usebtxdataset[name][files][settings]` or `\setupbibtex[database=…]`, with commas."""
    named = [found[1] for each in options if (found := _DATABASES.search(each))]
    names = [each for each in options if "=" not in each]
    return ",".join(named) or next((each for each in names if "." in each), names[-1] if names else "")

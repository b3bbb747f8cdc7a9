"""LaTeX sources: what is commented out or verbatim is dead; cite commands, URLs and running text are alive."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from bibtools.identifier.evidence import STRONG
from bibtools.identifier.search import Sighting, find
from bibtools.scan.citation_keys import read_keys
from bibtools.scan.masking import begins_in, blank
from bibtools.scan.mention import Key, Scan, report
from bibtools.text import Source, Span

_VERBATIM = r"(?:[vV]|[BL]V|SaveV)erbatim\*?|alltt|comment|filecontents\*?|lstlisting|minted|tcblisting"

_OPTIONAL = r"(?:\[[^\[\]]*\]\s*)?"

# One alternative a construct, in the order in which TeX would meet them; only some of them are dead.
_TOKEN = re.compile(
    rf"""
      (?P<address>\\(?:url|href|path|nolinkurl)\s*{_OPTIONAL}\{{[^{{}}]*\}})   # a percent sign in here is no comment
    | (?P<let>\\let\s*\\[A-Za-z@]+\s*=?\s*\\[A-Za-z@]+)   # \let\ifdraft\iffalse opens nothing
    | (?P<verb>\\(?:[vV]erb\*?|lstinline\*?{_OPTIONAL}|mintinline{_OPTIONAL}\{{[^{{}}]*\}})
        (?:\{{[^{{}}]*\}}|(?P<mark>[^A-Za-z\s*{{\[])[^\r\n]*?(?P=mark)))
    | (?P<environment>\\begin\s*\{{(?P<name>{_VERBATIM})\}}.*?(?:\\end\s*\{{(?P=name)\}}|\Z))
    | (?P<false>\\(?:iffalse(?![A-Za-z])|if\s*0(?![0-9])))
    | (?P<end>\\end\s*\{{document\}}.*)
    | (?P<comment>%[^\r\n]*)
    | (?P<reference>\\(?:label|(?:auto|[cC]|[cC]page|eq|full|name|page|sub|[vV]|[zZ])?ref|[vh]space
        |includegraphics|input|include)\*?\s*(?:\[[^\[\]]*\])?\{{[^{{}}]*\}})
    | (?P<escaped>\\.)
    """,
    re.VERBOSE | re.DOTALL,
)
_DEAD = frozenset({"verb", "environment", "end", "comment", "reference"})
_CONDITIONAL = re.compile(r"%[^\r\n]*|\\(?!ifthenelse|iff(?![A-Za-z@]))(if[A-Za-z@]*|else|fi)(?![A-Za-z@])|\\.")

_BRACKETS = r"\[(?:[^\[\]{}]|\{[^{}]*\}|\[[^\[\]]*\])*\]"
_OPTION = rf"(?:\s*(?:{_BRACKETS}|\([^()]*\)|<[^<>]*>))*+"
_NO_CITE = r"(?:set|get|new)?cite(?:color|style|left|right|punct|sep|text|type)|excite[a-z]*|DeclareCite[A-Za-z]*"
_CITE = re.compile(
    rf"(?<!\\)(?:\\\\)*\\(?!(?:{_NO_CITE})(?![A-Za-z]))(?:(?=[A-Za-z@]*[cC]it(?:e|ation))[A-Za-z@]++|bibentry|bibitem)"
    rf"\*?{_OPTION}(?:\s*\{{[0-9]{{0,3}}\}}{_OPTION})?\s*\{{([^{{}}]*)\}}"  # \volcite{2}[3]{key}
)
_NEXT_KEYS = re.compile(rf"{_OPTION}\s*\{{([^{{}}]*)\}}")  # of multicites: \cites(see)[12]{key}[34]{key}
_EPRINT = re.compile(r"\\(?:(?:show)?e?prints?|arxiv[a-z]*)\s*(?:\[[^\[\]]*\])?\{([^{}]*)\}", re.IGNORECASE)
_LIBRARY = re.compile(
    r"\\(?:bibliography|addbibresource|addglobalbib|addsectionbib|nobibliography)\s*(?:\[(?![^\]]*remote)[^\[\]]*\])?\{([^{}]*)\}"
)


def scan(source: Source, today: date) -> Scan:
    """Scan a LaTeX source, a `.bbl` or an `.aux` file."""
    live = blank(source.text, _dead(source.text))
    cited = list(_key_lists(live))
    keys = [key for span in cited for key in read_keys(live, *span, today)]
    prose = blank(live, cited)
    return report(source, _claimed(prose, find(prose, today)), keys=_once(keys), libraries=_libraries(live))


def _dead(text: str) -> Iterator[Span]:
    """Yield the spans that TeX does not typeset, or that are no place for a mention."""
    at = 0
    while token := _TOKEN.search(text, at):
        at = token.end()
        if token.lastgroup in _DEAD:
            yield Span(*token.span())
        elif token["false"]:
            at = _end_of_conditional(text, at)
            yield Span(token.start(), at)
        elif token["environment"] or token["verb"]:  # lastgroup names the inner group there
            yield Span(*token.span())


def _end_of_conditional(text: str, at: int) -> int:
    r"""Return where the conditional ends whose `\if…` ends at an offset: at its `\else` or `\fi`, or with the text."""
    depth = 1
    for match in _CONDITIONAL.finditer(text, at):
        word = match[1] or ""
        depth += word.startswith("if") - (word == "fi" or (word == "else" and depth == 1))
        if depth == 0:
            return match.end()
    return len(text)


def _key_lists(live: str) -> Iterator[Span]:
    for match in _CITE.finditer(live):
        yield Span(*match.span(1))
        following = _NEXT_KEYS.match(live, match.end()) if "cites" in match[0].split("{")[0].lower() else None
        while following:
            yield Span(*following.span(1))
            following = _NEXT_KEYS.match(live, following.end())


def _claimed(prose: str, sightings: list[Sighting]) -> list[Sighting]:
    r"""Give strong evidence to what stands in `\eprint{…}` and its like."""
    claimed = [Span(*match.span(1)) for match in _EPRINT.finditer(prose)]
    return [each._replace(evidence=STRONG) if begins_in(each, claimed) else each for each in sightings]


def _once(keys: list[Key]) -> list[Key]:
    return list({key.sighting.span: key for key in keys}.values())


def _libraries(live: str) -> list[str]:
    names = [name.strip() for match in _LIBRARY.finditer(live) for name in match[1].split(",")]
    return [
        name if name.endswith(".bib") else f"{name}.bib"
        for name in names
        if name and "\\" not in name and "#" not in name and "://" not in name
    ]

"""Markdown: pandoc citations, links, front matter; HTML comments are dead, code holds no bare ids."""

from __future__ import annotations

import re
from datetime import date

from bibtools.identifier.evidence import STRONG
from bibtools.identifier.search import find
from bibtools.scan.citation_keys import read_key
from bibtools.scan.masking import begins_in, blank
from bibtools.scan.mention import Scan, report
from bibtools.scan.plain import list_items
from bibtools.text import Source, Span

# Comments are dead, and what looks like one inside of code is code: whichever begins first wins.
_TOKEN = re.compile(
    r"""
      ^[ ]{0,3}(?P<fence>`{3,}|~{3,})[^\r\n]*$.*?(?:^[ ]{0,3}(?P=fence)[`~]*[ \t]*$|\Z)
    | (?P<comment><!--(?:-?>|.*?(?:-->|\Z)))
    | (?<!`)(?P<tick>`{1,9})(?!`)(?:(?!\r?\n[ \t]*\r?\n).){1,3000}?(?<!`)(?P=tick)(?!`)   # ends with its paragraph
    """,
    re.DOTALL | re.MULTILINE | re.VERBOSE,
)

# https://pandoc.org/MANUAL.html#citation-syntax
_CITATION = re.compile(r"(?<![\w.@/])@(?:\{(?P<braced>[^{}\s]+)\}|(?P<bare>\w+(?:[:.#$%&\-+?<>~/]\w+)*))")

_FRONT_MATTER = re.compile(r"\ufeff?---[ \t]*\r?\n(.*?\r?\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_BIBLIOGRAPHY = re.compile(
    r"^bibliography:[ \t]*(?P<value>[^\r\n]*)(?P<items>(?:\r?\n[ \t]*-[ \t]+[^\r\n]+)*)", re.MULTILINE
)


def scan(source: Source, today: date) -> Scan:
    """Scan a Markdown text (CommonMark and pandoc's citations)."""
    tokens = list(_TOKEN.finditer(source.text))
    code = [Span(*token.span()) for token in tokens if not token["comment"]]
    live = blank(source.text, (Span(*token.span()) for token in tokens if token["comment"]))
    prose = blank(live, code)
    citations = [
        (match["braced"] or match["bare"], match.end() - bool(match["braced"])) for match in _CITATION.finditer(prose)
    ]
    keys = [key for text, end in citations if (key := read_key(text, end - len(text), today))]
    text = blank(live, (key.sighting.span for key in keys))
    sightings = [
        sighting for sighting in find(text, today) if sighting.evidence == STRONG or not begins_in(sighting, code)
    ]
    return report(source, list_items(text, sightings), keys=keys, libraries=front_matter_libraries(source.text))


def front_matter_libraries(text: str) -> list[str]:
    """Return the files that `bibliography:` names in YAML front matter: one name, or a list in either form."""
    front = _FRONT_MATTER.match(text)
    match = _BIBLIOGRAPHY.search(front[1]) if front else None
    if match is None:
        return []
    names = match["value"].strip().removeprefix("[").removesuffix("]").split(",")
    names += re.findall(r"-[ \t]+([^\r\n]+)", match["items"])
    return [bare for name in names if (bare := name.split(" #")[0].strip().strip("\"'")).endswith(".bib")]

"""MyST: the roles that cite, and the directives whose bodies are prose.

Source: https://mystmd.org/guide/citations and https://sphinxcontrib-bibtex.readthedocs.io/en/latest/usage.html;
directives: https://myst-parser.readthedocs.io/en/latest/syntax/directives.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.text import Span, blank, line_start
from bibtools.sources.citation import EVERYTHING, Syntax, up_to_notes, whole

ROLE = Syntax(
    lazy_pattern(
        r"\{(?<![\w\\`{]\{)(?:foot|full|no)?cite(?:[tp]s?)?(?::[a-z]{1,12})*\}(?P<ticks>`{1,3})(?!`)"
        r"(?P<keys>[^`]{1,4000})(?P=ticks)(?!`)"
    ),
    "}`",
    up_to_notes,
)
EVERYTHING_PRINTED = Syntax(
    lazy_pattern(r"\{bibliography\}[^\r\n]*(?:\r?\n[ \t]*:[^\r\n]*){0,20}?\r?\n[ \t]*:(?P<keys>all|filter):"),
    "{bibliography}",
    whole,
    EVERYTHING,
)
_PROSE = (
    r"note|warning|tip|important|caution|attention|danger|error|hint|seealso|admonition|topic|sidebar|margin|aside"
    r"|dropdown|details|epigraph|highlights|pull-quote|quote|blockquote|compound|container|div|figure|figure-md|subfigure"
    r"|image|table|list-table|csv-table|glossary|card|card-carousel|grid|grid-item|grid-item-card|tab-set|tab-item|tabbed"
    r"|panels|proof|exercise|exercise-start|solution|solution-start|todo|abstract|versionadded|versionchanged|deprecated"
    r"|iframe|embed|definition|theorem|lemma|remark|corollary|example|(?:prf|proof):[a-z]+|only|bibliography|eval-rst"
    r"|=(?:la)?tex"  # no directive: pandoc passes it through to LaTeX
)
_OPENING = lazy_pattern(r"\{(?:(?<=[`~]\{)|(?=[a-z:]{1,40}\}`))")  # of a directive or a role
_FENCE = lazy_pattern(
    r"^(?P<lead>[ \t>]*(?:(?:[-*+]|[0-9]{1,9}[.)])[ \t]+)*)(?P<fence>`{3,}|~{3,})(?P<info>[^\r\n]*)", re.MULTILINE
)
_IS_PROSE = lazy_pattern(rf"[ \t]*\{{(?:{_PROSE})\}}")


def opened(text: str) -> str:
    """Return a text with blanks for ticks that fence no code: those of directives with prose, and of roles."""
    if "{" not in text or _OPENING.search(text) is None:
        return text
    ticks = list(_prose_fences(text))
    if "cite" in text:
        for match in ROLE.pattern.finditer(text):
            ticks += [Span(*match.span("ticks")), Span(match.end("keys"), match.end())]
    return blank(text, ticks) if ticks else text


def is_commented(text: str, at: int) -> bool:
    """Return whether the line around a place is a comment: it begins with a percent sign."""
    return text.startswith("%", line_start(text, at))


def _prose_fences(text: str) -> Iterator[Span]:
    """Yield the fences that begin and end directives with prose, in order."""
    around: list[str] = []  # the fences of the directives around a line
    code = ""  # the fence of the code around it
    for match in _FENCE.finditer(text):
        fence, info = match["fence"], match["info"]
        if code:
            if _closes(fence, info, code):
                code = ""
        elif around and _closes(fence, info, around[-1]):
            around.pop()
            yield Span(*match.span("fence"))
        elif _IS_PROSE.match(info):
            around.append(fence)
            yield Span(*match.span("fence"))
        elif fence[0] == "~" or "`" not in info:
            code = fence


def _closes(fence: str, info: str, opening: str) -> bool:
    return fence[0] == opening[0] and len(fence) >= len(opening) and not info.strip()

"""LaTeX sources: cite commands, URLs and running text are searched; comments and verbatim text are ignored."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import chain

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.text import Source, Span, blank, overlaps
from bibtools.identifiers.candidates import places
from bibtools.identifiers.detection import find
from bibtools.identifiers.identifier import STRONG, WEAK
from bibtools.identifiers.sighting import Sighting
from bibtools.sources import cite_commands, cite_macros, context_citations, indirect_citations, markup, spaced_keys
from bibtools.sources.citation import PERHAPS, UNCLEAR, Citation, apart
from bibtools.sources.citation_keys import read_cited, read_keys
from bibtools.sources.cite_macros import CiteMacro
from bibtools.sources.lexer import Beginning, Lexicon, Token, spans, tokens
from bibtools.sources.mention import Scan, report
from bibtools.sources.scanner import JOBNAME
from bibtools.sources.structure import Structure
from bibtools.sources.tex_conditionals import end_of_conditional, end_of_input, left_out

_VERBATIM = (
    r"(?:[vV]|[BL]V|SaveV)erbatim\*?|alltt|comment|filecontents(?:def)?\*?|lstlisting|minted|tcblisting"
    r"|spverbatim|verbatim(?:write|tab)|VerbatimOut|sagesilent|py(?:code|block)|luacode\*?|asy"
)
_OPTIONAL = r"(?:\[[^\[\]]*\]\s*)?"
_REFERENCE = r"label|(?:auto|[cC]|[cC]page|eq|full|name|page|sub|[vV]|[zZ])?ref|[vh]space|includegraphics|input|include"
_DEAD = frozenset({"verb", "environment", "false", "end", "comment", "reference"})

_LEXICON = Lexicon(
    far=(
        Beginning(
            "\\",
            lazy_pattern(rf"\\(?=begin\s*\{{(?:{_VERBATIM})\}}|iffalse|if\s*0|end\s*\{{document\}}|endinput)"),
        ),
    ),
    near=(
        lazy_pattern(
            r"\\(?=[\\%]|url|href|path|nolinkurl|let(?![A-Za-z])|[vV]erb|lstinline|mintinline"
            rf"|(?:{_REFERENCE})(?![A-Za-z]))"
        ),
        lazy_pattern(r"%"),
    ),
    token=lazy_pattern(
        rf"""
          \\(?:url|href|path|nolinkurl)\s*{_OPTIONAL}\{{[^{{}}]*\}}(?P<address>)   # a percent sign here is no comment
        | \\let\s*+\\[A-Za-z@]++\s*+(?:=\s*+)?\\[A-Za-z@]+(?P<let>)   # \let\ifdraft\iffalse opens nothing
        | \\(?:[vV]erb\*?|lstinline\*?{_OPTIONAL}|mintinline{_OPTIONAL}\{{[^{{}}]*\}})
            (?P<mark>[^A-Za-z\s*{{\[])[^\r\n]{{0,1000}}?(?P=mark)(?P<verb>)
        | \\(?:lstinline\*?{_OPTIONAL}|mintinline{_OPTIONAL}\{{[^{{}}]*\}}|Verb\*?)
            \{{(?:[^{{}}]|\{{[^{{}}]*\}})*+\}}(?P<verb2>)
        | \\begin\s*\{{(?P<name>{_VERBATIM})\}}.*?(?:\\end\s*\{{(?P=name)\}}|\Z)(?P<environment>)
        | \\(?:iffalse(?![A-Za-z])|if\s*0(?![0-9]))(?P<false>)
        | \\end\s*\{{document\}}.*(?P<end>)
        | (?:\A|(?<=\n)|(?<=\A\ufeff))\\endinput(?![A-Za-z@])[^\r\n]*(?P<end2>)
        | %[^\r\n]*(?P<comment>)
        | \\(?:{_REFERENCE})\*?\s*(?:\[[^\[\]]*\])?\{{[^{{}}]*\}}(?P<reference>)
        | \\.(?P<escaped>)
        """,
        re.VERBOSE | re.DOTALL,
    ),
    ends={"false": end_of_conditional, "end2": end_of_input},
)

_EPRINT = lazy_pattern(
    r"\\(?:(?:(?:show)?e?prints?|arxiv[a-z]*)\s*(?:\[[^\[\]]*\])?|(?:field|strng|bibinfo|bibfield)\s*\{eprint\}\s*)\Z",
    re.IGNORECASE,
)
_EPRINT_REACH = 80
_BBL_EPRINT = lazy_pattern(r"\\verb\{eprint\}\s*\\verb \Z")  # how biber writes the field into a .bbl
_LIBRARY = lazy_pattern(
    r"\\(?:bibliography|addbibresource|addglobalbib|addsectionbib|nobibliography)\s*(?:\[(?![^\[\]]*remote)[^\[\]]*\])?"
    r"\{([^{}]*(?:\\subfix\s*\{[^{}]*\}[^{}]*)?)\}"
)
_SUBFIX = lazy_pattern(r"\\subfix\s*\{([^{}]*)\}")  # of the package subfiles: a path from the main file
_FOLDER = lazy_pattern(r"\\[A-Za-z@]+\s*/")  # of the main file, under any name: \main/refs

_ABSTRACT = lazy_pattern(r"\\begin\s*\{abstract\}.*?(?:\\end\s*\{abstract\}|\Z)|\\abstract\s*\{[^{}]*\}", re.DOTALL)
_STYLE = lazy_pattern(r"\\bibliographystyle\s*\{([^{}\\#]+)\}")
_CLASS = lazy_pattern(r"^[ \t]*\\documentclass\s*(?:\[[^\]]*\]\s*)?\{revtex4(-[12])?\}", re.MULTILINE)
_READS = lazy_pattern(r"\\(?:input|include|import|subimport|subfile|InputIfFileExists)(?![A-Za-z])")
_BIBLATEX = lazy_pattern(
    r"\\addbibresource\b|\\usepackage\s*+(?:\[(?:[^\]\\]|\\(?!usepackage))*+\]\s*+)?\{(?=[^{}]*\})[^{}]*?\bbiblatex\b[^{}]*\}"
)


def scan(source: Source, today: date) -> Scan:
    """Return the scan of a LaTeX source, a `.bbl` or an `.aux` file."""
    near = places(source.text)
    if not near:
        return Scan()
    live = _live(source.text, near)
    cited = cite_commands.key_lists(live, near)
    keys = [key for span in cited for key in read_keys(live, *span, today)]
    of_context = list(context_citations.citations(live, near))
    keys += read_cited(of_context, today)
    prose = blank(live, [*cited, *(each.span for each in of_context)])
    return report(source, _claimed(prose, find(prose, today, near)), keys)


def citations(text: str, macros: Mapping[str, CiteMacro] | None = None) -> list[Citation]:
    """Return the citations in a text, all of them; `macros` are those that other texts of its document define."""
    read = tokens(text, _LEXICON, markup.everywhere(text))
    live = blank(text, spans(read, _DEAD))
    special = {**(macros or {}), **{each.name: each for each in macros_that_cite(text, macros)}}
    used = chain(cite_macros.uses(live, special.values()), cite_macros.unfollowed(live))
    listed = [each.span for each in read if each.kind == "environment"]
    others = chain(indirect_citations.citations(live, special), indirect_citations.in_listings(text, listed))
    by_commands = cite_commands.citations(live, None, special)
    found = apart(chain(by_commands, context_citations.citations(live, None), used, others))
    if any(each.kind == UNCLEAR for each in found):
        from bibtools.sources import key_macros  # few keys are made by macros

        found = key_macros.resolved(found, live, special.values())
    if not found:
        return found
    found = list(spaced_keys.marked(found, text))
    doubtful = [*left_out(blank(text, spans(read, _DEAD - {"false"}))), *cite_macros.dropped(live, special.values())]
    if "\\begin{document}" in text and not _READS.search(text):
        doubtful += cite_macros.unused_bodies(live)
    return _doubted(found, doubtful) if doubtful else found


def _doubted(found: list[Citation], doubtful: list[Span]) -> list[Citation]:
    """Return citations, those as `PERHAPS` that a compiler may not come to: left out, or made and never used."""
    places_in_doubt = markup.united(doubtful)
    return [each._replace(kind=PERHAPS) if overlaps(each.span, places_in_doubt) else each for each in found]


def macros_that_cite(text: str, known: Mapping[str, CiteMacro] | None = None) -> tuple[CiteMacro, ...]:
    """Return the macros that a text defines and that cite otherwise than their names say, or drop some text."""
    return tuple(cite_macros.defined(_defining(text), known).values()) if cite_macros.may_define(text) else ()


def macros_for_keys(text: str) -> dict[str, str | None]:
    """Return the macros of a text that may stand for keys, as `key_macros.texts` does."""
    from bibtools.sources import key_macros  # few keys are made by macros

    return key_macros.texts(_defining(text)) if cite_macros.may_define(text) else {}


def _defining(text: str) -> str:
    return blank(text, markup.dead(text, _LEXICON, _DEAD - {"reference"}))  # a macro may be made of one


def dead(text: str) -> list[Span]:
    """Return the comments, the verbatim text, and the paper's own abstract."""
    found = markup.dead(text, _LEXICON, _DEAD)
    return sorted([*found, *(Span(*match.span()) for match in _ABSTRACT.finditer(blank(text, found)))])


def constructs(text: str, near: Sequence[int]) -> list[Token]:
    """Return comments, verbatim text and the like near certain places."""
    return tokens(text, _LEXICON, near)


def _live(text: str, near: Sequence[int]) -> str:
    """Return the text with the ignored parts near certain places blanked."""
    return blank(text, spans(constructs(text, near), _DEAD))


def _claimed(prose: str, sightings: list[Sighting]) -> list[Sighting]:
    r"""Return the sightings, with strong evidence for those in `\eprint{…}` and the like."""
    return [
        each._replace(evidence=STRONG) if each.evidence == WEAK and _is_claimed(prose, each.span.start) else each
        for each in sightings
    ]


def _is_claimed(prose: str, at: int) -> bool:
    before = prose[max(0, at - _EPRINT_REACH) : at]
    command, _, argument = before.rpartition("{")
    return bool("}" not in argument and _EPRINT.search(command)) or _BBL_EPRINT.search(before) is not None


def libraries(text: str) -> list[str]:
    r"""Return the files that `\bibliography`, `\addbibresource` and the like name; `\jobname` stays as it is."""
    naming = [match.start() for match in _LIBRARY.finditer(text)]
    live = _live(text, naming) if naming else text
    matches = (_LIBRARY.match(live, at) for at in naming)
    lists = [_SUBFIX.sub(r"\1", match[1]) for match in matches if match]
    names = [_FOLDER.sub("", name.strip(), count=1) for each in lists for name in each.split(",")]
    return [
        name if name.endswith(".bib") else f"{name}.bib"
        for name in names
        if name and "\\" not in name.replace(JOBNAME, "") and "#" not in name and "://" not in name
    ]


def structure(text: str, jobname: str = "", macros: Mapping[str, str] | None = None) -> Structure:
    """Return the structure of a text's document."""
    from bibtools.sources import tex_structure  # which uses this module

    return tex_structure.structure(text, jobname, macros)._replace(cite_macros=macros_that_cite(text))


def styles(text: str) -> list[str]:
    r"""Return the style that `\bibliographystyle` names, and "biblatex" where that package makes the bibliography.

    Of several the first counts: BibTeX refuses the others ("Illegal, another \bibstyle command").
    """
    naming = sorted(match.start() for pattern in (_STYLE, _BIBLATEX) for match in pattern.finditer(text))
    live = _live(text, naming) if naming else text
    named = [match[1].strip() for at in naming if (match := _STYLE.match(live, at))]
    if not named and (of_class := _CLASS.search(text)) and text.find("\\bibliography", of_class.end()) >= 0:
        named = [f"apsrev4{of_class[1]}" if of_class[1] else "apsrev"]  # the class's default
    return named[:1] + (["biblatex"] if any(_BIBLATEX.match(live, at) for at in naming) else [])

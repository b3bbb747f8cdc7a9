r"""Cite commands of LaTeX: where their lists of keys are, and what kind of citation each is.

Those of natbib, biblatex, apacite, jurabib, harvard, chicago, csquotes, amsrefs and abntex2cite; what multibib
and classes define in their way (`\citelatex`, `\newcite`); and what LaTeX and biber write into `.aux` and `.bbl` files.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.text import Span, line_start
from bibtools.sources.citation import CITED, DEFINED, NOCITED, PERHAPS, UNCLEAR, Citation

_BRACES = r"\{(?:[^{}]|\{[^{}]*\})*\}"
_BRACKETS = rf"\[(?:[^\[\]{{}}]|{_BRACES}|\[[^\[\]]*\])*\]"
_OPTION = rf"(?:\s*(?:{_BRACKETS}|\([^()]*\)|<[^<>]*>))*+"
_NO_CITE = (
    r"(?:set|get|new)?cite(?:color|style|left|right|punct|sep|text|type)|excite[a-z]*|Declare(?:Multi|Auto)?Cite[A-Za-z]*|newcites"
    r"|insert(?:All)?(?:No)?Cite[A-Za-z]*|if[a-z]*cit[A-Za-z]*|(?:At|Set)[A-Za-z]*Cite[A-Za-z]*|citereset|blx@[A-Za-z@]*"
)
_KEYS = r"\s*\{(?P<keys>[^{}]*)\}"
_CITE = lazy_pattern(
    rf"\\(?!(?:{_NO_CITE})(?![A-Za-z]))"
    r"(?P<name>(?=[A-Za-z@]*[cC]it(?:e|ation))[A-Za-z@]++|bibentry|bibitem|bib(?=\s*\{)|(?:text|block)cquote|entry(?=\{)"
    r"|apud[a-z]*(?=[\[{])|begin\s*\{displaycquote\*?\})"
    rf"\*?{_OPTION}(?:\s*\{{[0-9]{{0,3}}\}}{_OPTION})?{_KEYS}"  # \abx@aux@cite{0}{key}
)
# Other arguments go before the key: a volume, a language, the names and the year of an entry.
_BEHIND_ONE = lazy_pattern(
    r"\\(?P<name>[A-Za-z]*volcites?|defbibentryset|(?:foreign|hybrid|hyphen)(?:text|block)cquote"
    rf"|begin\s*\{{(?:foreign|hyphen)displaycquote\*?\}})\*?{_OPTION}\s*\{{[^{{}}]{{0,100}}\}}{_OPTION}{_KEYS}"
)
_BEHIND_TWO = lazy_pattern(rf"\\(?P<name>harvarditem){_OPTION}\s*{_BRACES}\s*{_BRACES}{_KEYS}")
# What most texts cite with: a name that means nothing else, and one list behind it; `_CITE` reads it in the same way.
_PLAIN_NAMES = r"(?:cite(?:p|t|alp|alt|author|year|yearpar)?|(?:paren|text|auto|foot)cite)"
_PLAIN = lazy_pattern(rf"\\{_PLAIN_NAMES}\{{(?![0-9]{{0,3}}\}})(?P<keys>[^{{}}]*)\}}")
_NEXT_KEYS = lazy_pattern(rf"{_OPTION}{_KEYS}")  # of multicites: \cites(see)[12]{key}[34]{key}
_LONGEST_LIST = 20_000  # characters of a list of keys before one of them
_COMMAND_REACH = 1000  # characters between a cite command and the list of its keys: options
_COMMANDS = 12  # commands that may stand in those options

_BEGINNING = (
    r"(?=[A-Za-z@]*[cC]it(?:e|ation)|bib(?:entry|item|\s*\{)|harvarditem"
    r"|entry\{|defbibentryset|apud|begin\s*\{[a-z]*displaycquote|[a-z]*cquote)"
)
_BEGIN = lazy_pattern(rf"\\{_BEGINNING}")
# The same, or all of a command with one key.
_BEGIN_OR_ALL = lazy_pattern(rf"\\(?:{_PLAIN_NAMES}\{{(?P<key>[A-Za-z][\w:.+/-]{{0,200}})\}}|{_BEGINNING})")
_KEY = lazy_pattern(r"[^,\s](?:[^,]*[^,\s])?")
_DEFINED = frozenset({"bibitem", "bibcite", "bib", "entry", "harvarditem"})
_DEFINING = lazy_pattern(
    r"(?:command\*?|\\string|\\meaning|\\detokenize|\\[egx]?def|\\let|NewDocumentCommand|NewBibliographyString)\s*\{?\Z"
)
# How each of these ends.
_DEFINING_ENDS = ("command", "command*", "\\string", "\\meaning", "\\detokenize", "def", "\\let", "Command", "String")
# biblatex's, section 3.8.10; the names of sets are keys of none.
_MCITES = ("mcite", "mparencite", "mtextcite", "mfootcite", "msupercite", "mautocite", "msmartcite", "mnotecite")
_OF_SETS = "of sets"
_NAME = lazy_pattern(r"[A-Za-z@]+")
_NO_KEY = lazy_pattern(r"[\\#{}\[\]\"\r\n\t]|\s\s")  # a macro, or text on both sides of a comment
# A macro makes the key; internals with an @ take what is cited elsewhere.
_UNCLEAR = lazy_pattern(r"[^\[\]#{}\"\r\n\\]*\\(?![A-Za-z]*@)[A-Za-z][^\[\]#\r\n@]*")
_NATBIB = lazy_pattern(r"\*?(?:\[[^\[\]]*\]){0,2}")  # natbib 8.3: \cite{a,*[see][]b}
_QUOTED = lazy_pattern(r"\bcap\s*[=:][^\n]*[\"']")  # a string of R's, in which a backslash is written twice


def key_lists(live: str, near: Sequence[int]) -> list[Span]:
    """Return the key lists of cite commands that contain one of the places."""
    lists: dict[Span, None] = {}
    done = 0
    for place in near:
        opening = live.rfind("{", max(0, place - _LONGEST_LIST), place) if place >= done else -1
        if opening >= 0 and live.find("}", opening, place) < 0:
            found = next((each for each, _ in _before(live, opening) if each.start <= place <= each.end), None)
            if found:
                lists[found] = None
                done = found.end
    return list(lists)


def cited_lists(live: str, without: Container[str] = frozenset(), mark: str = "") -> Iterator[Span]:
    """Yield the lists of keys that a text cites, but by commands of certain names; given a mark, those that hold it."""
    marked = live.find(mark)
    for match in _BEGIN.finditer(live) if marked >= 0 else ():
        at = match.start()
        marked = live.find(mark, at) if marked < at else marked
        if marked < 0:
            return
        if marked < at + _LONGEST_LIST and not is_defined(live, at) and _name_at(live, at) not in without:
            lists = (span for span, kind in _lists_at(live, at, at + _LONGEST_LIST) if kind != DEFINED)
            yield from (span for span in lists if mark in live[slice(*span)])


def _name_at(live: str, at: int) -> str:
    name = _NAME.match(live, at + 1)
    return name[0] if name else ""


def citations(
    live: str, near: Sequence[int] | None = None, without: Container[str] = frozenset()
) -> Iterator[Citation]:
    """Yield the citations in a text without comments and verbatim text: near some places, or all of them.

    Commands of certain names are left out where all are asked for.
    """
    if near is not None:
        lists = [(span, CITED) for span in key_lists(live, near)] if "\\" in live and _BEGIN.search(live) else []
        yield from _members(live, lists, unclear=False)
        return
    for match in _BEGIN_OR_ALL.finditer(live):
        at = match.start()
        if is_defined(live, at) or (without and _name_at(live, at) in without):
            continue
        if match.lastgroup and not _is_escaped(live, at):
            yield Citation(match["key"], Span(*match.span("key")), CITED)
        else:
            yield from _members(live, _lists_at(live, at, at + _LONGEST_LIST), unclear=True)


def _members(live: str, lists: Iterable[tuple[Span, str]], *, unclear: bool) -> Iterator[Citation]:
    """Yield the citations that lists make; on request, also those that are known only at run time."""
    for span, kind in lists:
        matches = list(_KEY.finditer(live, *span))
        for number, match in enumerate(matches):
            start = _without_note(match[0]) if kind in {CITED, _OF_SETS} else 0
            if match[0][start:] and not _NO_KEY.search(match[0], start):
                key_span = Span(match.start() + start, match.end())
                yield Citation(match[0][start:], key_span, _kind_of_member(kind, matches[number : number + 2]))
            elif unclear and is_unclear(match[0]):
                yield Citation(match[0], Span(*match.span()), UNCLEAR)


def _without_note(key: str) -> int:
    """Return where a key begins behind what natbib takes before it."""
    if key[0] not in "*[" or key == "*":
        return 0
    found = _NATBIB.match(key)
    return found.end() if found else 0


def _kind_of_member(kind: str, here: Sequence[re.Match[str]]) -> str:
    r"""Return the kind of a key in a list, given it and the next one: `\mcite{set,*a,*b}` may make a set."""
    if kind != _OF_SETS:
        return kind
    is_name = len(here) > 1 and here[1][0].startswith("*") and not here[0][0].startswith("*")
    return PERHAPS if is_name else CITED


def is_unclear(key: str) -> bool:
    """Return whether a key is made by a macro, so that it is known only at run time."""
    return _UNCLEAR.fullmatch(key) is not None


def _before(live: str, opening: int) -> Iterator[tuple[Span, str]]:
    """Yield the key lists of the commands before a brace, which may be the first or a later list of one."""
    at = opening
    for _ in range(_COMMANDS):
        at = live.rfind("\\", max(0, opening - _COMMAND_REACH), at)
        if at < 0:
            return
        yield from _lists_at(live, at, opening + _LONGEST_LIST)


def _lists_at(live: str, at: int, limit: int) -> Iterator[tuple[Span, str]]:
    """Yield the key lists of the command at a place, with the kind of citation; nothing if it cites nothing."""
    if _is_escaped(live, at):
        return
    plain = _PLAIN.match(live, at, limit)
    if plain is not None:
        yield Span(*plain.span("keys")), CITED
        return
    patterns = (_BEHIND_ONE, _BEHIND_TWO, _CITE)
    match = next((found for pattern in patterns if (found := pattern.match(live, at, limit))), None)
    if match is None:
        return
    name = match["name"]
    yield Span(*match.span("keys")), _kind(name)
    takes_more = "cites" in name.lower() or name.startswith("apud")
    behind_one = name.lower().endswith("volcites")
    following = _next_list(live, match.end(), limit, behind_one=behind_one) if takes_more else None
    while following:
        yield Span(*following.span("keys")), CITED
        following = _next_list(live, following.end(), limit, behind_one=behind_one)


def _next_list(live: str, at: int, limit: int, *, behind_one: bool) -> re.Match[str] | None:
    """Return the next list of a command that takes several; each may stand behind another argument."""
    before = _NEXT_KEYS.match(live, at, limit) if behind_one else None
    if behind_one and before is None:
        return None
    return _NEXT_KEYS.match(live, before.end() if before else at, limit)


def _kind(name: str) -> str:
    if name in _DEFINED:
        return DEFINED
    if name.startswith("nocite") or name == "defbibentryset":
        return NOCITED
    if name == "defcitealias":  # of natbib; it only says how a key is printed where that is cited
        return PERHAPS
    return _OF_SETS if name.lower().startswith(_MCITES) else CITED


def _is_escaped(text: str, at: int) -> bool:
    r"""Return whether a backslash belongs to the one before it: `\\cite` is a line end and a word."""
    if text[max(0, at - 1) : at] != "\\":
        return False
    before = text[max(0, at - 20) : at]
    if (len(before) - len(before.rstrip("\\"))) % 2 == 0:
        return False
    return not _QUOTED.search(text[line_start(text, at, max(0, at - _COMMAND_REACH)) : at])


def is_defined(live: str, at: int) -> bool:
    """Return whether the command at a place is not used there, but defined."""
    before = live[max(0, at - 40) : at]
    may_be = before.removesuffix("{").rstrip().endswith(_DEFINING_ENDS)  # in most texts nothing is defined
    return may_be and _DEFINING.search(before) is not None

"""Indented code blocks of Markdown, in which nothing is cited: lines with four blanks before them.

Four blanks continue an item, a footnote, a definition or an admonition as well, and tables, YAML, HTML and LaTeX are
indented as people like. So lines are read with the containers around them, as CommonMark does
(https://spec.commonmark.org/0.31.2/#appendix-a-parsing-strategy), with what pandoc and Python-Markdown have besides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.text import Span
from bibtools.sources.lexer import Token

CODE = 4  # columns
_QUOTATION = 0  # among the widths of containers
_LONGEST_LEAD = 1000  # characters of a line that are examined
_MOST_CONTAINERS = 100
_MOST_UNENDING = 50  # names of what begins and does not end; what comes after is taken for Markdown
_QUOTED = lazy_pattern(r" {0,3}> ?")
_ITEM = lazy_pattern(r" {0,3}(?:[-+*]|\d{1,9}[.)])(?= |$)")
_INTERRUPTING = lazy_pattern(r" {0,3}(?:[-+*]|1[.)])(?= )")
# https://pandoc.org/MANUAL.html#extension-fancy_lists and #extension-example_lists
_FANCY = lazy_pattern(r" {0,3}(?:\(?(?:#|\d+|[a-z]|[ivxlc]+|@[\w-]*)[.)]|\(?[A-Z][.)] )(?= |$)")
# Footnotes, definitions; admonitions and tabs of Python-Markdown, whose titles end with their lines.
_WIDE = lazy_pattern(r" {0,3}(?:\[\^[^\]\s]+\]:|[:~](?= ))")
_TITLED = lazy_pattern(r" {0,3}(?:!!!|\?\?\?\+?|===) +[\w\"']")
_RULE = lazy_pattern(r" {0,3}(?:(?:-[ ]*){3,}|(?:\*[ ]*){3,}|(?:_[ ]*){3,})$")
# What ends with its line, so that it cannot go on in an indented one.
_ENDED = lazy_pattern(r" {0,3}(?:#{1,6}(?: |$)|```|~~~|:::|<!--|=+$)")
_DASHES = lazy_pattern(r" *-{3,}(?: +-+)* *$")
_COLUMNS = lazy_pattern(r" *-+(?: +-+)+ *$")
_LEAD = lazy_pattern(r"(?:[ \t>\-+*.)\d:~]|\[\^[^\]\s]+\]:)*+")
_LONGEST_RUN = 3000  # characters above a line that are examined
_BLANK_LINE = lazy_pattern(r"^[ \t]*\r?\n", re.MULTILINE)
# A line after which no paragraph may be open: it has marks alone, much room behind a mark, or begins another construct.
_MAY_END = lazy_pattern(
    r"^(?:[ \t>\-+*_.)\d|]*\r?$|[ \t]*[>\-+*.)\d][ \t>\-+*.)\d]*?(?:    |\t)|[ >\-+*.)\d\t]*(?:[#`~:=!?<\\|]|\[\^))",
    re.MULTILINE,
)
_YAML_END = lazy_pattern(r"^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE)
_ENVIRONMENT = lazy_pattern(r" {0,3}\\begin\{([A-Za-z]+\*?)\}")
_ELEMENT = lazy_pattern(r" {0,3}<([A-Za-z][\w-]*)(?=[\s>]|$)")


def may_hold(text: str, near: Sequence[int]) -> bool:
    """Return whether one of the places of a text is in an indented line, and that line may be code."""
    lines = {text.rfind("\n", 0, place) + 1 for place in near}
    return any(_is_indented(text, line) and not _continues(text, line) for line in lines)


def _is_indented(text: str, at: int) -> bool:
    lead = _lead(text, at)
    return "    " in lead or "\t" in lead


def _continues(text: str, at: int) -> bool:
    """Return whether a line certainly continues a paragraph, or is an item in a list, as most lines below items are.

    That is so where the lines above it, up to a blank one, begin without indentation and none of them ends what it
    begins: a paragraph is open then, and code cannot interrupt one.
    """
    floor = max(0, at - _LONGEST_RUN)
    blanks = [blank.end() for blank in _BLANK_LINE.finditer(text, floor, at)]
    start = blanks[-1] if blanks else floor
    is_whole = bool(blanks) or floor == 0
    return (
        is_whole
        and start < at
        and text[start : start + 4].strip() != ""
        and not _MAY_END.search(text, start, _end(text, at))
    )


def _lead(text: str, at: int) -> str:
    """Return the blanks and marks that a line begins with."""
    lead = _LEAD.match(text, at, at + _LONGEST_LEAD)
    return lead[0] if lead else ""


def indented_code(text: str, found: Iterable[Token]) -> list[Span]:
    """Return the indented lines of a text that are code, given its other code and its comments."""
    return list(_Blocks(text, found).code())


class _Blocks:
    """The containers around each line of a text, and whether a paragraph is open that goes on in it."""

    def __init__(self, text: str, found: Iterable[Token]) -> None:
        self.text = text
        self.apart = [_without_first_line(text, each.span) for each in found if not _is_inline(text, each.span)]
        self.apart.reverse()
        self.containers: list[int] = []
        self.is_open = False
        self.is_ruled = False  # a line of dashes began what may be a table with blank lines in it
        self.passed = 0  # where a part that is not Markdown ends
        self.html = 0  # where an element of HTML ends
        self.unending: set[str] = set()

    def code(self) -> Iterator[Span]:
        """Yield the lines that are code."""
        at = 0
        while at < len(self.text):
            end = _end(self.text, at)
            if not self._is_apart(at):
                line = self.text[at : min(end, at + _LONGEST_LEAD)].removeprefix("\ufeff").rstrip().expandtabs(CODE)
                if self._read(line, at, end):
                    yield Span(at, end)
            at = end

    def _is_apart(self, at: int) -> bool:
        while self.apart and self.apart[-1].end <= at:
            self.apart.pop()
        return at < self.passed or bool(self.apart and self.apart[-1].start <= at)

    def _read(self, line: str, at: int, end: int) -> bool:
        """Return whether a line is code, and remember what it means for the next one."""
        rest, depth = self._continued(line)
        if not rest:
            del self.containers[depth:]
            self.is_open = False
            return False
        if depth < len(self.containers):
            if self.is_open and not _begins(rest):
                return False  # a lazy line of the paragraph
            del self.containers[depth:]
            self.is_open = False
        rest = self._opened(rest)
        if _indent(rest) >= CODE and not self.is_open:
            return not self._is_other(rest, at, end)
        if rest:
            self._leaf(rest, at, end)
        return False

    def _continued(self, rest: str) -> tuple[str, int]:
        """Return what is left of a line within the containers that it continues, and how many those are."""
        depth = 0
        for width in self.containers:
            if width == _QUOTATION:
                quoted = _QUOTED.match(rest)
                if quoted is None:
                    break
                rest = rest[quoted.end() :]
            elif rest and _indent(rest) < width:
                break
            else:
                rest = rest[width:]
            depth += 1
        return rest if rest.strip() else "", depth

    def _opened(self, rest: str) -> str:
        """Return what is left of a line behind the marks of the containers that begin in it."""
        while _indent(rest) < CODE and len(self.containers) < _MOST_CONTAINERS and rest and not _RULE.match(rest):
            width, length = self._container(rest)
            if length == 0:
                break
            self.containers.append(width)
            self.is_open = False
            rest = rest[length:]
        return rest

    def _container(self, rest: str) -> tuple[int, int]:
        """Return the width of the container that a line begins with, and the length of its mark; else zeros."""
        if quoted := _QUOTED.match(rest):
            return _QUOTATION, quoted.end()
        if item := (_INTERRUPTING if self.is_open else _ITEM).match(rest) or (not self.is_open and _FANCY.match(rest)):
            behind = _indent(rest[item.end() :])
            width = item.end() + (behind if 1 <= behind <= CODE else 1)
            return width, width
        if wide := _WIDE.match(rest):
            return _indent(rest) + CODE, wide.end() + _indent(rest[wide.end() :])
        if not self.is_open and _TITLED.match(rest):
            return _indent(rest) + CODE, len(rest)
        return 0, 0

    def _leaf(self, rest: str, at: int, end: int) -> None:
        """Remember whether a line begins a paragraph, a table, or a part that is not Markdown."""
        was_open, self.is_open = self.is_open, not (_ENDED.match(rest) or _RULE.match(rest))
        if _COLUMNS.match(rest):
            self.is_open = True  # the rows of a table
        if _DASHES.match(rest):
            self.is_ruled = not self.is_ruled if not was_open else self.is_ruled
        if rest == "---" and not was_open:
            self._pass_yaml(at, end)
        elif environment := _ENVIRONMENT.match(rest):
            self._pass_to(f"\\end{{{environment[1]}}}", at)
        elif (element := _ELEMENT.match(rest)) and at >= self.html:
            self.html = self._end_of_element(element[1], at)

    def _is_other(self, rest: str, at: int, end: int) -> bool:
        """Return whether an indented line after a blank one belongs to a table or an element of HTML."""
        if at < self.html and rest.lstrip().startswith("<"):
            return True
        following = self.text[end : _end(self.text, end)].rstrip()
        self.is_open = bool(_COLUMNS.match(following))
        return self.is_ruled or self.is_open

    def _pass_yaml(self, at: int, end: int) -> None:
        """Pass a block of YAML: it begins a text, or is followed by a line that is not blank."""
        close = _YAML_END.search(self.text, end) if self._may_end("---") else None
        if close is None:
            self.unending.add("---")
        elif at == 0 or self.text[end : end + 1].strip():
            self.passed, self.is_open, self.is_ruled = close.end(), False, False

    def _pass_to(self, mark: str, at: int) -> None:
        close = self.text.find(mark, at) if self._may_end(mark) else -1
        if close < 0:
            self.unending.add(mark)
        else:
            self.passed, self.is_open = close, True  # what is behind it may go on in any line

    def _may_end(self, name: str) -> bool:
        return name not in self.unending and len(self.unending) < _MOST_UNENDING

    def _end_of_element(self, name: str, at: int) -> int:
        """Return where an element ends that begins at a place; 0 where it does not end."""
        depth = 0
        tags = re.compile(rf"<(/?){re.escape(name)}(?=[\s>/])", re.IGNORECASE)
        for tag in tags.finditer(self.text, at) if self._may_end(name) else ():
            depth += -1 if tag[1] else 1
            if depth == 0:
                return tag.end()
        self.unending.add(name)
        return 0


def _begins(rest: str) -> bool:
    """Return whether a line begins a block, so that it is not a lazy continuation of a paragraph."""
    return _indent(rest) < CODE and any(
        each.match(rest) for each in (_QUOTED, _ITEM, _RULE, _ENDED, _WIDE, _TITLED, _ENVIRONMENT)
    )


def _indent(rest: str) -> int:
    return len(rest) - len(rest.lstrip(" "))


def _end(text: str, at: int) -> int:
    return text.find("\n", at) + 1 or len(text)


def _is_inline(text: str, span: Span) -> bool:
    return text.startswith("`", span.start) and not (span.start == 0 and text.startswith("```"))


def _without_first_line(text: str, span: Span) -> Span:
    """Return a construct without its first line, which shows the containers around it."""
    first = text.find("\n", span.start + text.startswith("\n", span.start), span.end)
    return Span(first + 1 if first >= 0 else span.end, span.end)

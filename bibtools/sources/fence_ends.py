"""Where a fenced code block or a comment of Markdown ends: at its closing mark, else with its container.

Containers are quotations and list items (https://spec.commonmark.org/0.31.2/#container-blocks): what is not closed
inside one ends with it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from bibtools.core.lazy_pattern import lazy_pattern

_OPENING = lazy_pattern(
    r"\ufeff?(?P<container>[ \t>]*(?:(?P<item>[-*+]|[0-9]{1,9}[.)])[ \t]+)*)(?P<mark>`{3,}|~{3,}|<!--)"
)
_QUOTED_LINE = lazy_pattern(r"^(?:[ \t]{0,3}>|(?P<out>))", re.MULTILINE)
_LINE_BEGIN = lazy_pattern(r"^[ \t]*(?=[^ \t\r\n])", re.MULTILINE)
_DEEP = 4  # columns from which a fence is either in an item or no fence at all
_BEYOND = 4000  # characters after the item in which an unindented closing mark is accepted


def end_of_fence(text: str, at: int) -> int:
    """Return where a code block ends, given where its opening fence ends: after a fence, or with its container."""
    opening = _OPENING.match(text, text.rfind("\n", 0, max(0, at - 1)) + 1)
    if opening is None:
        return len(text)
    closing = re.compile(rf"^[ \t>]*{opening['mark']}[`~]*[ \t]*\r?$", re.MULTILINE)
    end = _end_of_container(text, at, opening, closing)
    is_plain = not opening["item"] and ">" not in opening["container"]
    closed = closing.search(text, at, end) or (closing.search(text, end, end + _BEYOND) if is_plain else None)
    return closed.end() if closed else end


def end_of_comment(text: str, at: int) -> int:
    """Return where the comment ends that begins before an offset; an unclosed one ends with its container.

    An unclosed `<!--` in the middle of a line begins no comment.
    """
    if at <= _last_end(text):
        return text.index("-->", at) + len("-->")
    opening = _OPENING.match(text, text.rfind("\n", 0, at) + 1)
    return _end_of_container(text, at, opening) if opening and opening.end() == at else at


@lru_cache(maxsize=1)
def _last_end(text: str) -> int:
    return text.rfind("-->")


def _end_of_container(text: str, at: int, opening: re.Match[str], closing: re.Pattern[str] | None = None) -> int:
    """Return where the quotation or list item that a line begins with ends; the end of the text if there is none.

    The search stops at a closing mark as well, so that a text with a fence on each line takes linear time.
    """
    container = opening["container"]
    width = len(container.expandtabs(_DEEP))
    if ">" in container:
        return _first_end(text, _QUOTED_LINE.finditer(text, at), lambda line: line["out"] is not None, closing)
    if width < _DEEP and not opening["item"]:
        return len(text)
    least = width if opening["item"] else _DEEP
    return _first_end(
        text, _LINE_BEGIN.finditer(text, at), lambda line: len(line[0].expandtabs(_DEEP)) < least, closing
    )


def _first_end(
    text: str,
    lines: Iterable[re.Match[str]],
    is_out: Callable[[re.Match[str]], bool],
    closing: re.Pattern[str] | None,
) -> int:
    """Return the start of the first line outside the container, or the end of a closing mark before that."""
    for line in lines:
        if is_out(line):
            return line.start()
        if closing is not None and (closed := closing.match(text, line.start())):
            return closed.end()
    return len(text)

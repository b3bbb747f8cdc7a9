"""Captions in the chunks of knitr and Quarto: prose that stands in code.

Source: https://yihui.org/knitr/options/ (fig.cap, in the head of a chunk) and
https://quarto.org/docs/reference/cells/cells-knitr.html (fig-cap, in comments that begin with a bar)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.text import Span

_HEAD = lazy_pattern(r"[^\n]*?[`~]{3,}[ \t]*\{[^\n]*")
_OPTION = lazy_pattern(r"\b(?:(?:fig|tbl|tab|table|lst)[.-])?(?:sub|s)?cap\s*=")
_NEXT_OPTION = lazy_pattern(r",\s*[A-Za-z][\w.-]*\s*=(?!=)")
_STRING = lazy_pattern(r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'")
_MARK = r"[ \t>]*(?:\#|//|%%|--|;;)\|"
# In YAML a caption goes on in lines that are indented more.
_LINES = lazy_pattern(
    rf"^{_MARK}[ \t]*(?P<text>(?:(?:fig|tbl|tab|lst)[.-])?(?:sub|s)?cap[ \t]*[:=]"
    rf"[^\n]*(?:\n{_MARK}[ \t]{{2,}}[^\n]*)*)",
    re.MULTILINE,
)


def captions(text: str, code: Iterable[Span]) -> Iterator[Span]:
    """Yield the captions in the code of a text, in order."""
    for span in code:
        if text.find("cap", *span) >= 0:
            yield from _of_head(text, span)
            yield from (Span(*match.span("text")) for match in _LINES.finditer(text, *span))


def _of_head(text: str, code: Span) -> Iterator[Span]:
    """Yield the option that is a caption in a chunk's first line."""
    head = _HEAD.match(text, code.start + text.startswith("\n", code.start), code.end)
    option = _OPTION.search(text, *head.span()) if head else None
    if head and option:
        following = _NEXT_OPTION.search(_STRING.sub(lambda each: "x" * len(each[0]), text[option.end() : head.end()]))
        yield Span(option.start(), option.end() + following.start() if following else head.end())

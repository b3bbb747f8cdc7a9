"""Title marks: the titles of a text folded for comparison, read in bulk and without understanding its entries.

What `identity.compact_title` makes of a title is costly (it is freed of commands, accents and braces). Most titles hold
none of these, so that all of them are folded at once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bibtools.bibliography.library.delimiters import closing, closing_quote
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple
from bibtools.tex.letter_pairs import without_digraphs

# A typical title: its text is compared without blanks and punctuation.
_PLAIN = r"[^{}\\&$~\"%#]*+"
_TITLE = lazy_pattern(
    r"[tT](?<![A-Za-z]t)(?<![A-Za-z]T)[iI][tT][lL][eE]\s*+=\s*+"
    rf"(?:\{{({_PLAIN})\}}|\{{\{{({_PLAIN})\}}\}}|\"({_PLAIN})\"|([^\s]))"
)
_PLAIN_TITLE = lazy_pattern(r"[^\\&$~\"%#<]*", re.ASCII)  # with "<", it may hold tags
_BETWEEN = "&"  # titles, since no plain one holds it
_NO_LETTER = {code: None for code in range(128) if not chr(code).isalnum() and chr(code) != _BETWEEN}
_LONGEST = 2_000  # characters of a title


class TitleMarks(NamedTuple):
    """The folded titles of a text, and where each begins."""

    matches: Sequence[re.Match[str]]
    marks: Sequence[str]


def title_marks(text: str) -> TitleMarks:
    """Return the titles of a text, folded: plain ones all at once, others as their comparison reads them."""
    matches = list(_TITLE.finditer(text))
    titles = [_whole(text, match.start(4)) if match[4] else match[1] or match[2] or match[3] or "" for match in matches]
    is_plain = [title.isascii() and _PLAIN_TITLE.fullmatch(title) is not None for title in titles]
    plain = [title for title, plainly in zip(titles, is_plain, strict=True) if plainly]
    letters = without_digraphs(_BETWEEN.join(plain).lower().translate(_NO_LETTER))
    folded = iter(letters.split(_BETWEEN))
    return TitleMarks(
        matches,
        [next(folded) if plainly else _compact(title) for title, plainly in zip(titles, is_plain, strict=True)],
    )


def _compact(title: str) -> str:
    from bibtools.bibliography.library.identity import compact_title  # few are not plain

    return compact_title(title)


def _whole(text: str, opening: int) -> str:
    if text[opening] not in '{"':
        return ""
    end = min(len(text), opening + _LONGEST)
    stop = (closing if text[opening] == "{" else closing_quote)(text, opening, end)
    return text[opening + 1 : stop - 1] if stop else ""

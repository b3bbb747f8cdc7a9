"""Delimiters of entries and values: braces, parentheses, quotes. A backslash escapes nothing (bibtex.web)."""

from __future__ import annotations

from bibtools.core.lazy_pattern import lazy_pattern

NAME = r"[^\s\"#%'(),={}@\\]+"  # of a type, a field or a macro, as a pattern
CLOSING = {"{": "}", "(": ")"}


def nested(depth: int) -> str:
    """Return the pattern of text with balanced braces, to a depth."""
    inner = r"[^{}]*+"
    for _ in range(depth):
        inner = rf"[^{{}}]*+(?:\{{{inner}\}}[^{{}}]*+)*+"
    return inner


_PLAIN_NAME = r"[^\s\"#%'(),={}@\\0-9][^\s\"#%'(),={}@\\]*+"
# The fields of nearly every entry, up to the brace that closes it: BibTeX, biber and `fields` read them to their end.
PLAIN_FIELDS = (
    rf"\s*+(?:{_PLAIN_NAME}\s*+=\s*+(?:\{{{nested(4)}\}}|\"[^\"{{}}]*+\"|[0-9]++|{_PLAIN_NAME})"
    r"\s*+(?:,\s*+|(?=\})))*+"
)
# Balanced braces to a depth that real entries do not exceed; what is deeper is counted brace by brace.
BALANCED = lazy_pattern(rf"\{{{nested(5)}\}}")
_BRACE = lazy_pattern(r"[{}]")
_QUOTE_TOKEN = lazy_pattern(r"[{}\"]")
_PAREN_TOKEN = lazy_pattern(r"[{}\"()]")
_PATIENCE = 2_000_000  # characters that are examined, besides those of the text once, before its braces are paired
_SHORT = 300  # characters of what opens with a parenthesis, from then on


def closing(text: str, opening: int, limit: int) -> int | None:
    """Return the offset after the delimiter that closes the one at an offset, or None if it is not closed."""
    if text.find(CLOSING[text[opening]], opening, limit) < 0:
        return None
    if text[opening] == "(":
        return _parenthesis(text, opening, limit)
    if match := BALANCED.match(text, opening, limit):
        return match.end()
    depth = 0
    for brace in _BRACE.finditer(text, opening, limit):
        depth += 1 if brace[0] == "{" else -1
        if depth == 0:
            return brace.end()
    return None


class Closings:
    """The closing delimiters of one text, found in time linear in its length, however many are asked for.

    Nested unclosed openings would each be scanned to the end. After a few of these, all braces are
    paired at once, and parentheses are only scanned a short way.
    """

    def __init__(self, text: str, patience: int = _PATIENCE) -> None:
        self._text = text
        self._left = patience + len(text)
        self._pairs: dict[int, int] | None = None

    def behind(self, opening: int, limit: int) -> int | None:
        """Return what `closing` returns, but None for a long parenthesis after much scanning."""
        if self._left < 0:
            if self._text[opening] == "{":
                end = self._paired().get(opening, limit) + 1
                return end if end <= limit else None
            limit = min(limit, opening + _SHORT)
        found = closing(self._text, opening, limit)
        self._left -= (found or limit) - opening
        return found

    def _paired(self) -> dict[int, int]:
        if self._pairs is None:
            self._pairs, opened = {}, []
            for brace in _BRACE.finditer(self._text):
                if brace[0] == "{":
                    opened.append(brace.start())
                elif opened:
                    self._pairs[opened.pop()] = brace.start()
        return self._pairs


def _parenthesis(text: str, opening: int, limit: int) -> int | None:
    depth, quoted = 0, False
    for token in _PAREN_TOKEN.finditer(text, opening + 1, limit):
        match token[0]:
            case "{":
                depth += 1
            case "}":
                depth -= 1
            case '"' if depth == 0:
                quoted = not quoted
            case ")" if depth == 0 and not quoted:
                return token.end()
    return None


def closing_quote(text: str, opening: int, end: int) -> int | None:
    """Return the offset after the quote that closes the one at an offset; quotes within braces do not."""
    depth = 0
    for token in _QUOTE_TOKEN.finditer(text, opening + 1, end):
        if token[0] == '"' and depth == 0:
            return token.end()
        depth += {"{": 1, "}": -1, '"': 0}[token[0]]
    return None

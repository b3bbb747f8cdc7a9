r"""URLs in running text: in `\url{…}` and Markdown, without a scheme, broken over lines, glued to a word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.text import Span
from bibtools.records.codelinks.code_hosts import KNOWN_HOSTS, CodeLocation, place

_FILLER = "\u200b"  # takes the place of what an address does not hold
_ENDING = f".,;:!?'*{_FILLER}"  # ends a sentence, not an address


class Address(NamedTuple):
    """A URL in a text, and what it names."""

    span: Span
    place: CodeLocation


_HOSTS = "|".join(re.escape(host) for host in KNOWN_HOSTS)
_SCHEME = (
    rf"(?:https?://|(?<![\w.@/:-])(?:www\.)?(?=(?:{_HOSTS})/)|(?<=doi:)(?=10\.)"
    r"|(?<![\w@])(?:(?:git\+)?ssh://)?git@(?=[\w.-]+\.[a-z]{2,}[:/]))"
)
# Neither brackets nor what ends a word in any language, and not the next address; a full stop may be inside.
_SIGN = r"(?!https?:/|,\w+[:：]https?:/)[^\s<>\"'`{}|\\^\[\]()，。；、：（）「」『』【】《》…–—]"
_BODY = rf"(?:{_SIGN})+(?:\([\w-]*\)(?:{_SIGN})*)*"
_ADDRESS = lazy_pattern(_SCHEME + _BODY, re.IGNORECASE)
_HINTS = ("http", "git@", *sorted({host[host.rindex(".") :].replace(".com", ".co") for host in KNOWN_HOSTS}))

# What TeX writes otherwise, each of the length that it had: places in the text stay what they were.
_ESCAPED = lazy_pattern(r"\\([_%#&~$-])|\\(?=/)|(?:\\textasciitilde|\\~)(?:\{\}|(?![a-zA-Z]))|\$\\sim\$")
# A line may end after a slash, or after a hyphen within a name; a blank after the scheme is a slip.
_BREAK = lazy_pattern(
    r"(?<=[/-])(?:[ \t]*\r?\n[ \t]*|(?<=://)[ \t]+)(?=[\w.-])|(?<=/)[ \t]+(?=\w[\w.]*[-_]+\w[\w.-]*\W*(?:\n|$))"
    r"|(?<=\.(?:com|org)/)[ \t]+(?=[\w-]+/[\w.-]*[\w-])"
    # or within the host
    r"|(?<=(?:github|gitlab)\.)[ \t]*\r?\n[ \t]*(?=com/)|(?:(?<=bitbucket\.)|(?<=codeberg\.))[ \t]*\r?\n[ \t]*(?=org/)"
)
_GOES_ON = lazy_pattern(
    rf"(?:https?://(?:www\.|(?:github|gitlab|bitbucket|codeberg)\.)?|(?:https?://)?(?:www\.)?(?:{_HOSTS})/(?:[\w.~-]+/)?|https?://(?:{_HOSTS})/[\w.~-]+/[\w.]*\w-)$",
    re.IGNORECASE,
)
# A misspelt scheme, or git's.
_BROKEN_SCHEME = lazy_pattern(
    rf"(?<![\w:/])(?:h{{0,2}}t{{1,3}}ps?(?:[ \t]*:?\s*/{{1,2}}[ \t]*|:)|git(?:\+\w+)?://(?:git@)?)(?=(?:www\.)?(?:{_HOSTS})[:/])",
    re.IGNORECASE,
)
_DELIMITED = lazy_pattern(r"[)\]>\"'`}|]")  # behind the whole address of a link
_LONGEST = 120  # characters of an address before a line's end
_MARKUP = lazy_pattern(
    r"\\(?:textcolor|color)\s*\{[^{}]*\}|\\(?:url|href|texttt|path|nolinkurl|(?P<aside>footnote)|textit|textbf|emph|tt)\b\s*\{?|[{}]|(?<!\w)\*\*"
)


def addresses(text: str) -> Iterator[Address]:
    """Yield the URLs of a text that may be code or pages about it, in order."""
    if "/" not in text:
        return
    lowered = text.lower()
    if not any(hint in lowered for hint in _HINTS):
        return
    for match in _ADDRESS.finditer(mended(text)):
        written = match[0].rstrip(_ENDING)
        is_alone = _DELIMITED.match(match.string, match.end()) is not None
        found = place(written.replace(_FILLER, ""), in_text=not is_alone)
        if found:
            yield Address(Span(match.start(), match.start() + len(written)), found)


def mended(text: str) -> str:
    """Return a text of the same length in which URLs are unbroken, and TeX's markup around them is blank.

    What is cut out of a URL is put after it, so that later offsets stay valid.
    """
    text = _ESCAPED.sub(_unescaped, text) if "\\" in text or "$" in text else text
    if _may_slip(text):
        text = _BROKEN_SCHEME.sub(_whole_scheme, text)
    text = _MARKUP.sub(lambda match: ("(" if match["aside"] else "").rjust(len(match[0])), text)
    whole = _BREAK.sub(_joined, text)
    return whole if whole == text else _BREAK.sub(_joined, whole)  # a second break, behind the first


def _may_slip(text: str) -> bool:
    """Return whether a scheme may be broken; counting is quicker than looking at every character."""
    whole = text.count("http://") + text.count("https://")
    return text.count("://") != whole or text.count("http") != whole or ": //" in text or ":// " in text


def _whole_scheme(match: re.Match[str]) -> str:
    is_whole = match[0].lower() in {"http://", "https://"}
    return match[0] if is_whole else " " * len(match[0])


def _unescaped(match: re.Match[str]) -> str:
    sign = match[1] or ("" if match[0] == "\\" else "~")
    return sign if len(sign) == len(match[0]) else sign + _FILLER * (len(match[0]) - len(sign))


def _joined(match: re.Match[str]) -> str:
    before = match.string[max(0, match.start() - _LONGEST) : match.start()].replace(_FILLER, "")
    return _FILLER * len(match[0]) if _GOES_ON.search(before) else match[0]

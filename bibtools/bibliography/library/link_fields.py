r"""Links of a library: URLs in the fields of its entries, each with its span."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from bibtools.bibliography.library.blocks import Block, Field, Library
from bibtools.bibliography.library.fields import fields
from bibtools.core.text import Edit, Span
from bibtools.records.codelinks.code_hosts import place

# Fields that quote texts of others, or name files of this machine.
_NO_LINKS = frozenset("abstract annote annotation review file localfile pdf keywords".split())
_NAMING = "github"  # a field that may name a repository by owner and name alone
# Characters of an address, also as TeX spells them; brackets and another address end it within a text.
_SPELT = r"\\[_%#&~$]|\{\\[_%#&~$]\}|\{?\\textasciitilde(?:\{\}|(?![a-zA-Z]))\}?|\{?\\~\{\}\}?|\\string~|\$\\sim\$"
_PLAIN = r"[^\s{}\"<>\\^`|$]"
_WHOLE = re.compile(
    rf"\s*[{{\"]\s*(?P<address>https?://(?:(?!https?://)(?:{_SPELT}|{_PLAIN}))+)\s*[}}\"]\s*", re.IGNORECASE
)
_IN_TEXT = re.compile(rf"https?://(?:(?!https?://)(?:{_SPELT}|(?![\[\]]){_PLAIN}))+", re.IGNORECASE)
_SPELLING = re.compile(_SPELT)
_OWNER_AND_NAME = re.compile(r"\s*[{\"](?P<path>[\w-]+/[\w.-]+)[}\"]\s*", re.ASCII)
_ENDING = ".,;:!?'"
_GITHUB = re.compile(r"https://github\.com/([^/]+)/([^/]+)(?:/.*)?")
_UNDERSCORE = r"(?:_|\\_|\{\\_\})"


class LinkField(NamedTuple):
    """A URL in an entry, without TeX's escapes, and its span in the text."""

    url: str
    span: Span
    block: Block
    field: str


def links(library: Library) -> Iterator[LinkField]:
    """Yield the URLs of the entries that both BibTeX and biber read, in order."""
    for block in library.entries():
        for field in fields(library.text, block)[0]:
            if field.name not in _NO_LINKS:
                yield from _of_field(library.text, block, field)


def _of_field(text: str, block: Block, field: Field) -> Iterator[LinkField]:
    start, end = field.value_span
    named = _OWNER_AND_NAME.fullmatch(text, start, end) if field.name == _NAMING else None
    if named:
        yield LinkField(f"https://github.com/{named['path']}", Span(*named.span("path")), block, field.name)
    whole = _WHOLE.fullmatch(text, start, end)
    if whole:
        yield LinkField(_plain(whole["address"]), Span(*whole.span("address")), block, field.name)
        return
    for match in _IN_TEXT.finditer(text, start, end):
        written = _alone(match[0])
        yield LinkField(_plain(written), Span(match.start(), match.start() + len(written)), block, field.name)


def _alone(written: str) -> str:
    """Return a URL without punctuation that ends a sentence or belongs to the next one."""
    written = written.rstrip(_ENDING)
    if written.count(")") > written.count("("):
        written = written.rstrip(")" + _ENDING)
    found = place(written, in_text=True)
    at = written.lower().find(found.url.partition("://")[2].lower()) if found and found != place(written) else -1
    return written[: at + len(found.url.partition("://")[2])] if found and at >= 0 else written


def _plain(written: str) -> str:
    """Return a URL without TeX's escapes."""
    return _SPELLING.sub(_character, written)


def _character(match: re.Match[str]) -> str:
    bare = match[0].strip("{}").removeprefix("\\")
    return bare if len(bare) == 1 else "~"


def renamed(text: str, link: LinkField, new: str) -> Edit | None:
    """Return the edit that renames a GitHub repository, or None if its spelling is too unusual.

    `new` is owner and name. The text after the old name stays, and so does its spelling.
    """
    named = place(link.url)
    old = _GITHUB.fullmatch(named.url) if named else None
    if old is None:
        return None
    spelt = "/".join(re.escape(part).replace("_", _UNDERSCORE) for part in old.groups())
    where = re.compile(
        rf"(?:(?:https?://)?(?:www\.)?github\.com/+)?(?P<old>{spelt})(?![\w%{{\\-])", re.IGNORECASE | re.ASCII
    )
    match = where.match(text, *link.span)
    if match is None:
        return None
    escaped = next((each for each in (r"{\_}", r"\_") if each in text[slice(*link.span)]), "_")
    return Edit(Span(*match.span("old")), new.replace("_", escaped))

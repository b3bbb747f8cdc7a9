r"""The links of a library: addresses in the fields of its entries, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from bibtools.library import Block, Field, Library
from bibtools.library.fields import fields
from bibtools.text import Span

# Fields that quote texts of others, or name files of this machine.
_NO_LINKS = frozenset("abstract annote annotation review file localfile pdf keywords".split())
_NAMING = frozenset({"code", "github"})  # fields that may name a repository by owner and name alone
_ADDRESS = re.compile(r"https?://(?:\\[_%#&~]|[^\s{}\"<>\\^`|])+", re.IGNORECASE)
_OWNER_AND_NAME = re.compile(r"\s*[{\"](?P<path>[\w-]+/[\w.-]+)[}\"]\s*", re.ASCII)
_ENDING = ".,;:!?'"


class Link(NamedTuple):
    """An address in an entry: where it stands in the text, and what it says without TeX's escapes."""

    url: str
    span: Span
    block: Block
    field: str


def links(library: Library) -> Iterator[Link]:
    """Yield the addresses of the entries that both BibTeX and biber read, in order."""
    for block in library.entries():
        for field in fields(library.text, block)[0]:
            if field.name not in _NO_LINKS:
                yield from _of_field(library.text, block, field)


def _of_field(text: str, block: Block, field: Field) -> Iterator[Link]:
    start, end = field.value_span
    named = _OWNER_AND_NAME.fullmatch(text, start, end) if field.name in _NAMING else None
    if named:
        yield Link(f"https://github.com/{named['path']}", Span(*named.span("path")), block, field.name)
    for match in _ADDRESS.finditer(text, start, end):
        written = match[0].rstrip(_ENDING)
        if written.count(")") > written.count("("):
            written = written.rstrip(")" + _ENDING)
        span = Span(match.start(), match.start() + len(written))
        yield Link(re.sub(r"\\([_%#&~])", r"\1", written), span, block, field.name)

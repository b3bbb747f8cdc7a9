"""Records of an XML file of any size, one after the other, in little memory.

A document type may give names to characters, as HTML's does (`&uuml;`); a file that declares entities itself, or whose
records have no end, is refused. An unknown entity stays as it is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html.entities import html5
from typing import NoReturn
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser
from xml.parsers import expat

from bibtools.core.errors import ReadError
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple

_DEEPEST = 20  # elements inside of each other
_LARGEST = 1 << 21  # bytes of a record
_MOST_NAMES = 1000  # of elements and attributes, which parsers keep to the end: catalogues have some fifty
_ENTITY = lazy_pattern(rb"&([A-Za-z][A-Za-z0-9]{0,31});")
_LONGEST_NAME = 40  # bytes of an entity that two pieces may share
_OF_XML = frozenset({b"amp", b"lt", b"gt", b"quot", b"apos"})
_AS_IT_WAS = "the index was not changed"


class XmlRecord(NamedTuple):
    """An element of a certain depth, whole, and what it is in, from the outside."""

    around: tuple[Element, ...]
    element: Element


def xml_records(pieces: Iterable[bytes], source: str, depth: int) -> Iterator[XmlRecord]:
    """Yield the elements that are so deep in a file, given its bytes in pieces: each lives until the next one is asked.

    Raises ReadError where the file is no well-formed XML, or is made to harm.
    """
    builder = TreeBuilder()  # with a parser's events, each element would take twice the time
    parser = XMLParser(target=builder)  # noqa: S314 - entities are refused before
    names, taken = _Names(source), 0
    try:
        for piece in _harmless(_resolved(pieces), source):
            taken += len(piece)
            if taken > _LARGEST + len(piece):
                raise ReadError(f"{source}: it has a record of more than {_LARGEST >> 20} MiB; {_AS_IT_WAS}")
            parser.feed(piece)
            for each in _whole(builder.close(), depth, names):
                taken = 0
                yield each
        parser.close()
        yield from _whole(builder.close(), depth, names, is_closed=True)
    except (ParseError, ValueError, LookupError) as error:  # also for an unknown encoding
        raise ReadError(f"{source}: it is not well-formed XML: {error}; {_AS_IT_WAS}") from None


def _whole(
    parent: Element | None,
    depth: int,
    names: _Names,
    around: tuple[Element, ...] = (),
    *,
    is_closed: bool = False,
) -> Iterator[XmlRecord]:
    """Take the elements out of another that are whole, and yield the records: the last one may still be open."""
    if parent is None:
        return
    around = (*around, parent)
    whole = parent[:] if is_closed else parent[:-1]
    del parent[: len(whole)]
    for each in whole:
        if len(around) == depth:
            names.note(each, depth)
            yield XmlRecord(around, each)
        else:
            yield from _whole(each, depth, names, around, is_closed=True)
            names.note(each, depth)
    if len(parent) and len(around) < depth:
        yield from _whole(parent[0], depth, names, around)


class _Names:
    """The names of elements and attributes in a file: a parser keeps them all to the end."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._known = set[str]()

    def note(self, element: Element, depth: int) -> None:
        """Note the names in an element so deep; raises ReadError where there are too many, or it goes too deep."""
        if depth > _DEEPEST:
            raise ReadError(f"{self._source}: its elements are nested as no catalogue's are; {_AS_IT_WAS}")
        known = self._known
        known.add(element.tag)
        known.update(element.keys())
        for each in element:
            if each.tag not in known or len(each) or each.keys():
                self.note(each, depth + 1)
        if len(known) > _MOST_NAMES:
            raise ReadError(f"{self._source}: it has more names of elements than any catalogue's file; {_AS_IT_WAS}")


def text_of(element: Element, markup: Mapping[str, tuple[str, str]]) -> str:
    """Return the text of an element, with what some elements in it become before and behind theirs."""
    before, behind = markup.get(element.tag, ("", ""))
    inside = "".join(f"{text_of(each, markup)}{each.tail or ''}" for each in element)
    return f"{before}{element.text or ''}{inside}{behind}"


def _resolved(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield pieces with numbers in place of the characters' names."""
    held = b""
    for each in pieces:
        piece = held + each
        at = piece.rfind(b"&", max(0, len(piece) - _LONGEST_NAME))
        held = piece[at:] if at >= 0 and b";" not in piece[at:] else b""
        if whole := piece[: len(piece) - len(held)]:
            yield _ENTITY.sub(_numbered, whole)
    if held:
        yield held


def _numbered(match: re.Match[bytes]) -> bytes:
    if match[1] in _OF_XML:
        return match[0]
    characters = html5.get(f"{match[1].decode('ascii')};")
    return "".join(f"&#{ord(each)};" for each in characters).encode() if characters else b"&amp;%b;" % match[1]


def _harmless(pieces: Iterator[bytes], source: str) -> Iterator[bytes]:
    """Yield pieces after a look at what precedes the first element; raises ReadError if that declares entities."""
    guard = expat.ParserCreate()
    is_begun, looked = False, 0

    def refuse(*_: object) -> NoReturn:
        raise ReadError(f"{source}: it declares entities or attributes, which no catalogue's file does; {_AS_IT_WAS}")

    def begin(*_: object) -> None:
        nonlocal is_begun
        is_begun = True

    guard.EntityDeclHandler = refuse
    guard.AttlistDeclHandler = refuse  # a default of an attribute is repeated with every element
    guard.StartElementHandler = begin
    for piece in pieces:
        if not is_begun:
            looked += len(piece)
            try:
                guard.Parse(piece)
            except (expat.ExpatError, ValueError, LookupError) as error:
                if not is_begun:
                    raise ReadError(f"{source}: it is not well-formed XML: {error}; {_AS_IT_WAS}") from None
            if not is_begun and looked > _LARGEST:
                raise ReadError(f"{source}: it has no element in its first {_LARGEST >> 20} MiB; {_AS_IT_WAS}")
        yield piece

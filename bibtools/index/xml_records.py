"""Records of an XML file of any size, one after the other, in little memory.

A document type may give names to characters, as HTML's does (`&uuml;`); a file that declares entities itself, or whose
records have no end, is refused. An unknown entity stays as it is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html.entities import html5
from typing import NamedTuple, NoReturn
from xml.etree.ElementTree import Element, ParseError, iterparse
from xml.parsers import expat

from bibtools.core.errors import ReadError
from bibtools.core.lazy_pattern import lazy_pattern

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
    stream = _Stream(_harmless(_resolved(pieces), source), source)
    around: list[Element] = []
    names = set[str]()
    try:
        for event, element in iterparse(stream, ("start", "end")):  # noqa: S314 - entities are refused before
            if event == "start":
                around.append(element)
                if len(around) > _DEEPEST:
                    raise ReadError(f"{source}: its elements are nested as no catalogue's are; {_AS_IT_WAS}")
                _note(names, element, source)
                continue
            around.pop()
            if len(around) == depth:
                yield XmlRecord(tuple(around), element)
                del around[-1][:]
                stream.taken = 0
            elif 0 < len(around) < depth:  # what records stood in, or what has none
                del around[-1][:]
    except (ParseError, ValueError, LookupError) as error:  # also for an unknown encoding
        raise ReadError(f"{source}: it is not well-formed XML: {error}; {_AS_IT_WAS}") from None


def _note(names: set[str], element: Element, source: str) -> None:
    """Note the names of an element and its attributes; raises ReadError where there are too many."""
    if element.tag not in names or not names.issuperset(element.keys()):
        names |= {element.tag, *element.keys()}
        if len(names) > _MOST_NAMES:
            raise ReadError(f"{source}: it has more names of elements than any catalogue's file; {_AS_IT_WAS}")


def text_of(element: Element, markup: Mapping[str, tuple[str, str]]) -> str:
    """Return the text of an element, with what some elements in it become before and behind theirs."""
    before, behind = markup.get(element.tag, ("", ""))
    inside = "".join(f"{text_of(each, markup)}{each.tail or ''}" for each in element)
    return f"{before}{element.text or ''}{inside}{behind}"


class _Stream:
    """Pieces as a file, none of which is read where a record has no end."""

    def __init__(self, pieces: Iterator[bytes], source: str) -> None:
        self._pieces, self._source = pieces, source
        self.taken = 0  # bytes since a record ended

    def read(self, _: int = -1) -> bytes:
        """Return the next piece, of any size."""
        piece = next(self._pieces, b"")
        self.taken += len(piece)
        if self.taken > _LARGEST + len(piece):
            raise ReadError(f"{self._source}: it has a record of more than {_LARGEST >> 20} MiB; {_AS_IT_WAS}")
        return piece


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

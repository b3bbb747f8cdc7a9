"""Parsing: an answer's body as XML or JSON, or an error; a body beyond all real sizes is an error, too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from bibtools.providers.contract import Unreadable

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_DEEPEST = 100  # elements inside of each other; arXiv's answers have eight
_ELEMENTS = 400_000  # a page of two thousand records has some fifty thousand
_ATTRIBUTES = 100  # of an element
_LONGEST = 100_000  # characters of a text, whose own limit is below: see `records.limits`


def xml(body: bytes, root: str) -> Element:
    """Parse XML with a certain root element; document types, and with them entities, are refused."""
    from xml.etree.ElementTree import ParseError  # loaded only where there is an answer

    try:
        # Every service's encoding; in another, a document type could hide. UTF-16 shows by its NULs.
        text = body.decode("utf-8-sig")
        if "<!DOCTYPE" in text or "<!ENTITY" in text or "\0" in text:
            raise Unreadable("the answer declares a document type, which this service never does")
        element = _bounded(text)
    except (ParseError, UnicodeDecodeError) as error:
        raise Unreadable(f"the response is not well-formed XML ({error})") from None
    if element.tag != root:
        raise Unreadable(f"the answer is no {root.rpartition('}')[2]}")
    return element


def _bounded(text: str) -> Element:
    """Parse XML that has neither too many elements nor too deep ones; raises Unreadable or ParseError."""
    from xml.etree.ElementTree import TreeBuilder, XMLParser

    class Bounded(TreeBuilder):
        depth = elements = 0

        def start(self, tag: Any, attributes: dict[Any, Any], /) -> Element:  # noqa: ANN401 - as its parent's
            self.depth, self.elements = self.depth + 1, self.elements + 1
            if self.depth > _DEEPEST or self.elements > _ELEMENTS or len(attributes) > _ATTRIBUTES:
                raise Unreadable("the answer is nested, or made of parts, as this service's never are")
            return super().start(tag, attributes)

        def end(self, tag: Any, /) -> Element:  # noqa: ANN401 - the same
            self.depth -= 1
            return super().end(tag)

    parser = XMLParser(target=Bounded())  # noqa: S314 - document types, and with them entities, are refused before
    parser.feed(text)
    found: Element = parser.close()
    return found


def text(element: Element, tag: str) -> str:
    """Return the text of a child element, or nothing; what is longer than any text of a service is cut off."""
    return (element.findtext(tag) or "")[:_LONGEST].strip()


def json_of(body: bytes) -> Any:  # noqa: ANN401 - an answer may hold anything
    """Parse JSON."""
    import json  # loaded only where there is an answer

    try:
        return json.loads(body)
    except RecursionError:
        raise Unreadable("the answer is nested as this service's never are") from None
    except ValueError:  # also of a number with thousands of digits
        raise Unreadable("the response is not well-formed JSON") from None


def text_of(value: object) -> str:
    """Return a text, or nothing where something else stands; what is longer than any of a service is cut off."""
    return value[:_LONGEST] if isinstance(value, str) else ""


def dict_of(value: object) -> dict[str, Any]:
    """Return an object, or an empty one where something else stands."""
    return value if isinstance(value, dict) else {}


def dicts_of(value: object) -> Iterator[dict[str, Any]]:
    """Yield the objects of a list, and nothing where something else stands."""
    return (each for each in value if isinstance(each, dict)) if isinstance(value, list) else iter(())

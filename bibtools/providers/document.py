"""Documents: an answer's body as XML or JSON, or the news that it is neither."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bibtools.providers import Unreadable

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


def xml(body: bytes, root: str) -> Element:
    """Parse XML with a certain root element; document types, and with them entities, are refused."""
    from xml.etree.ElementTree import ParseError, fromstring  # noqa: PLC0415 - loaded only where there is an answer

    if b"<!DOCTYPE" in body or b"<!ENTITY" in body:
        raise Unreadable("the answer declares a document type, which this service never does")
    try:
        element = fromstring(body)  # noqa: S314 - document types, and with them entities, are refused above
    except (ParseError, ValueError, LookupError) as error:  # LookupError: an encoding that nobody knows
        raise Unreadable(f"the answer is no well-formed XML ({error})") from None
    if element.tag != root:
        raise Unreadable(f"the answer is no {root.rpartition('}')[2]}")
    return element


def text(element: Element, tag: str) -> str:
    """Return the text of a child element, or nothing."""
    return (element.findtext(tag) or "").strip()


def json_of(body: bytes) -> Any:  # noqa: ANN401 - an answer may hold anything
    """Parse JSON."""
    import json  # noqa: PLC0415 - loaded only where there is an answer

    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise Unreadable("the answer is no well-formed JSON") from None

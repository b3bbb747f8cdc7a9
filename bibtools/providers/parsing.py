"""Documents: an answer's body as XML or JSON, or the news that it is neither."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from bibtools.providers.contract import Unreadable

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


def xml(body: bytes, root: str) -> Element:
    """Parse XML with a certain root element; document types, and with them entities, are refused."""
    from xml.etree.ElementTree import ParseError, fromstring  # noqa: PLC0415 - loaded only where there is an answer

    try:
        # Every service's encoding; in another, a document type could hide. UTF-16 shows by its NULs.
        text = body.decode("utf-8-sig")
        if "<!DOCTYPE" in text or "<!ENTITY" in text or "\0" in text:
            raise Unreadable("the answer declares a document type, which this service never does")
        element = fromstring(text)  # noqa: S314 - document types, and with them entities, are refused above
    except (ParseError, UnicodeDecodeError) as error:
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


def text_of(value: object) -> str:
    """Return a text, or nothing where something else stands."""
    return value if isinstance(value, str) else ""


def dict_of(value: object) -> dict[str, Any]:
    """Return an object, or an empty one where something else stands."""
    return value if isinstance(value, dict) else {}


def dicts_of(value: object) -> Iterator[dict[str, Any]]:
    """Yield the objects of a list, and nothing where something else stands."""
    return (each for each in value if isinstance(each, dict)) if isinstance(value, list) else iter(())

"""Text in XML."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

# https://www.w3.org/TR/xml/#charsets
_NOT_CARRIED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def xml_text(text: str) -> str:
    """Write a text for an element or a quoted attribute, without the characters that XML 1.0 cannot carry."""
    return escape(_NOT_CARRIED.sub("", text), {'"': "&quot;"})


def xml_element(tag: str, text: str) -> str:
    """Write an element, or nothing for an empty text."""
    return f"<{tag}>{xml_text(text)}</{tag}>" if text else ""

"""CSL styles of a document's own: which of an item's values the bibliography prints.

Macros, conditions and substitutes are followed, as the specification of CSL 1.0.2 has them; how the values are set does
not matter here.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from bibtools.core.named_tuple import NamedTuple

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_SPACE = "{http://purl.org/net/xbiblio/csl}"
_DEEPEST = 60  # macros and groups inside of each other; those of known styles have some ten
_MOST = 20_000  # parts of a style that are examined for one item
_FALSE = ("position", "locator", "disambiguate", "is-uncertain-date")  # conditions of citations


class _Endless(Exception):  # noqa: N818 - it says what a style is
    """A style's parts go round in circles."""


class CslStyle(NamedTuple):
    """A style's bibliography and its macros; of one that only names another style, the name."""

    layout: Element | None
    macros: Mapping[str, Element]
    parent: str = ""

    def printed(self, item: Mapping[str, str]) -> str | None:
        """Return the values of an item that the style prints; None where that cannot be determined."""
        if self.layout is None:
            return None
        try:
            return _Printing(self.macros, item).of_all(self.layout, 0)
        except _Endless:
            return None


def read(text: str) -> CslStyle | None:
    """Return a style; None if the text is not one."""
    from xml.etree import ElementTree as ET  # for documents that have a style of their own

    if "<!DOCTYPE" in text or "<!ENTITY" in text or "\0" in text:
        return None
    try:
        root = ET.fromstring(text.lstrip("\ufeff").encode())  # noqa: S314 - no document types, so no entities
    except (ET.ParseError, RecursionError, ValueError, LookupError):
        return None
    if root.tag != f"{_SPACE}style":
        return None
    macros = {each.get("name", ""): each for each in root.findall(f"{_SPACE}macro")}
    links = (each for each in root.iter(f"{_SPACE}link") if each.get("rel") == "independent-parent")
    parent = next((posixpath.basename(each.get("href", "")) for each in links), "")
    return CslStyle(root.find(f"{_SPACE}bibliography/{_SPACE}layout"), macros, parent)


class _Printing:
    """One item, as a style prints it."""

    def __init__(self, macros: Mapping[str, Element], item: Mapping[str, str]) -> None:
        self._macros, self._item, self._left = macros, item, _MOST

    def of_all(self, parts: Iterable[Element], depth: int) -> str:
        return " ".join(filter(None, (self._of(part, depth + 1) for part in parts)))

    def _of(self, part: Element, depth: int) -> str:
        printed = self._whole(part, depth)
        return printed.replace(".", "") if part.get("strip-periods") == "true" else printed

    def _whole(self, part: Element, depth: int) -> str:
        self._left -= 1
        if depth > _DEEPEST or not self._left:
            raise _Endless
        name = part.tag.removeprefix(_SPACE)
        if name == "choose":
            chosen = next((each for each in part if self._holds(each)), None)
            return "" if chosen is None else self.of_all(chosen, depth)
        if name == "group":
            return self.of_all(part, depth)
        if macro := part.get("macro"):
            return self.of_all(self._macros.get(macro, ()), depth)
        values = [self._item.get(each, "") for each in part.get("variable", "").split()] if name != "label" else []
        if any(values) or name != "names":
            return " ".join(filter(None, values))
        substitute = part.find(f"{_SPACE}substitute")
        found = (self._of(each, depth + 1) for each in (substitute if substitute is not None else ()))
        return next(filter(None, found), "")

    def _holds(self, branch: Element) -> bool:
        if branch.tag == f"{_SPACE}else":
            return True
        held = [self._item.get("type", "") == each for each in branch.get("type", "").split()]
        held += [bool(self._item.get(each)) for each in branch.get("variable", "").split()]
        held += [self._item.get(each, "").isdigit() for each in branch.get("is-numeric", "").split()]
        held += [False for name in _FALSE if branch.get(name) is not None]
        match = branch.get("match", "all")
        return any(held) if match == "any" else not any(held) if match == "none" else all(held)

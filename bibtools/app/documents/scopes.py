r"""Scopes: the citations of a document that have a library of their own.

Such are `\citesup` of multibib with its `\bibliographysup`, and the text of a `refsection` or a `bibunit`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TypeVar

from bibtools.app.documents.library_places import NamedLibrary
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.sources.mention import Mention

if TYPE_CHECKING:
    from bibtools.sources.cited_key import CitedKey

Cited = TypeVar("Cited", bound="Mention | CitedKey")
Text = Callable[[str], str]  # returns the text of a source by its name

_REACH = 2000  # characters from a citation's command to a key in it
_COMMAND = lazy_pattern(r"\\([A-Za-z@]+)\*?(?:\s*\[[^\[\]]*\])*\s*\Z")


def by_scope(
    mentions: Iterable[Cited], libraries: Iterable[NamedLibrary], text: Text
) -> dict[str, tuple[list[Cited], list[NamedLibrary]]]:
    """Return the citations and the libraries of each scope; the empty one is the document's own, and comes first.

    What stands in a part of a text is found in the libraries of that, and in global ones. Which part reads another
    text is not known here: what is cited there may be found in all of them. A scope in which nothing is cited has no
    library of its own.
    """
    named = list(libraries)
    scopes = dict.fromkeys(each.scope for each in named if each.scope)
    found: dict[str, tuple[list[Cited], list[NamedLibrary]]] = {"": ([], [each for each in named if not each.scope])}
    for mention in mentions:
        scope = next((each for each in scopes if _is_in(mention, each, text)), "")
        own: list[NamedLibrary] = [each for each in named if each.scope == scope]
        whole = [each for each in found[""][1] if each.is_global] if ":" in scope else []
        found.setdefault(scope, ([], [*own, *whole]))[0].append(mention)
    parted = {each.rpartition(":")[0] for each in scopes if ":" in each}
    if not found[""][1] or (parted and any(each.path not in parted for each in found[""][0])):
        found[""][1].extend(each for each in named if each not in found[""][1])
    return found


def _is_in(mention: Mention | CitedKey, scope: str, text: Text) -> bool:
    path, colon, part = scope.rpartition(":")
    if colon:
        start, _, end = part.partition("-")
        return mention.path == path and int(start) <= mention.span.start < int(end)
    return bool(mention.key) and _command(text(mention.path), mention.span.start).lower().endswith(scope.lower())


def _command(text: str, at: int) -> str:
    """Return the command in whose braces an offset is."""
    before = text[max(0, at - _REACH) : at]
    command, brace, inside = before.rpartition("{")
    found = _COMMAND.search(command) if brace and "}" not in inside else None
    return found[1] if found else ""

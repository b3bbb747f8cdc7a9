r"""Code placement: which field of an entry holds the link to the code.

Every BibTeX style but quantum.bst ignores `code`, and many authors' site generators read it; `note` and its
kin are printed, and `\url` protects TeX's special characters in a URL.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bibtools.bibliography.entries.options import CodeField
from bibtools.records.codelinks.code_hosts import KINDS, place
from bibtools.records.codelinks.ranking import WRITTEN, best
from bibtools.records.record import CodeLink

CODE: Final = "code"
GITHUB: Final = "github"
NOTE: Final = "note"
ADDENDUM: Final = "addendum"
HOWPUBLISHED: Final = "howpublished"
SOFTWARE: Final = "software"
NONE: Final = "none"
TEXTS: frozenset[CodeField] = frozenset({NOTE, ADDENDUM, HOWPUBLISHED})  # fields that may hold more than the link
# Fields in which an entry may have a link already.
_HOLDING = (
    "code",
    "github",
    "gitlab",
    "repository",
    "software",
    "note",
    "addendum",
    "howpublished",
    "url",
    "annotation",
)


def written(ordered: Sequence[CodeLink], most: int = 1) -> list[CodeLink]:
    """Return the links to write, best first and at most so many; none if the best is unclear."""
    return [link for link in ordered if link.rank <= WRITTEN][:most] if best(ordered) else []


def field(where: CodeField, chosen: Sequence[CodeLink]) -> tuple[str, str] | None:
    """Return the field with the links, or None if there are none or they get their own entry."""
    if not chosen or where in {SOFTWARE, NONE}:
        return None
    if where not in TEXTS:
        return where, chosen[0].url
    listed = ", ".join(rf"\url{{{link.url}}}" for link in chosen)
    return where, listed if where == HOWPUBLISHED else f"Code: {listed}"


def holds_link(fields: Sequence[tuple[str, str]]) -> bool:
    """Return whether an entry has a link to code in any field."""
    from bibtools.records.codelinks.addresses import addresses  # for runs that fill

    for name, value in fields:
        if name in {CODE, GITHUB} and value.strip(" {}"):
            return True
        named = [place(value.strip()), *(each.place for each in addresses(value))] if name in _HOLDING else []
        if any(each and each.kind in KINDS for each in named):
            return True
    return False

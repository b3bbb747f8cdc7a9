"""The union of entries of one work: the fields that one of them gains from the others, so that nothing is lost.

What it lacks it gets under its own name. What it says otherwise stays, and the other value is kept in a field that no
program prints (`ALTyear`: so Emacs calls the alternatives of a field). So is the venue of a preprint in the entry of
its publication.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bibtools.bibliography.editing.one_work import is_published
from bibtools.bibliography.editing.same_value import one_name, original, say_the_same
from bibtools.bibliography.library.blocks import Field
from bibtools.bibliography.library.identity import Known
from bibtools.core.named_tuple import NamedTuple

_VENUES = frozenset({"journal", "journaltitle", "booktitle", "howpublished", "publisher", "volume", "number", "pages"})
_APART = frozenset({"ids"})  # has a way of its own


class Gained(NamedTuple):
    """A field that an entry gains: its name, and the field of the other entry whose value it has."""

    name: str
    field: Field


def gained(base: Known, others: Iterable[Known]) -> list[Gained]:
    """Return the fields that an entry gains from others."""
    has: list[tuple[str, str]] = [(field.name, field.value) for field in base.fields]
    found: list[Gained] = []
    for other in others:
        is_of_preprint = is_published(base) and not is_published(other)
        for field in other.fields:
            if field.name in _APART or holds(has, field.name, field.value):
                continue
            is_other = is_of_preprint and field.name in _VENUES
            name = _free_name(field, has, is_alternative=is_other)
            has.append((name.lower(), field.value))
            found.append(Gained(name, field))
    return found


def holds(has: Sequence[tuple[str, str]], name: str, value: str) -> bool:
    """Return whether fields, given by lower-case names and values, say what another one does."""
    wanted = one_name(original(name))
    if not value.strip():
        return any(one_name(original(own)) == wanted for own, _ in has)
    year = value.strip() if wanted == "year" else ""
    return any(
        (one_name(original(own)) == wanted and say_the_same(wanted, meant, value))
        or (year.isdecimal() and own == "date" and meant.strip().startswith(year))
        for own, meant in has
    )


def _free_name(field: Field, has: Sequence[tuple[str, str]], *, is_alternative: bool) -> str:
    names = {name for name, _ in has}
    is_there = any(one_name(name) == one_name(field.name) for name in names)
    is_there |= field.name == "year" and "date" in names
    if not (is_there or is_alternative):
        return field.name
    base = f"ALT{original(field.name)}"
    ways = (base, *(f"{base}-{number}" for number in range(2, len(has) + 3)))
    return next(way for way in ways if way.lower() not in names)

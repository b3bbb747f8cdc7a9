"""Proof of an upgrade: what is not upgraded stays byte for byte, and of what is, nothing of the user's is lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bibtools.bibliography.editing.upgrade import (
    OF_PUBLICATION,
    UpgradedEntry,
    is_of_preprint,
    rest_of_note,
)
from bibtools.bibliography.library.blocks import Block, Field, Library
from bibtools.bibliography.library.fields import fields
from bibtools.bibliography.library.reader import read
from bibtools.core.errors import ProofError
from bibtools.core.text import Source

# What an upgrade may replace beside the fields of a publication.
_MAY_CHANGE = OF_PUBLICATION | {"title", "author", "doi"}


FieldsOf = Callable[[Block], Sequence[Field]]  # of an entry that is upgraded, as it was


def prove_upgraded(library: Library, text: str, entries: Sequence[UpgradedEntry], fields_of: FieldsOf) -> None:
    """Raise ProofError if an upgraded text lost or changed anything else than where the entries appeared."""
    reason = _objection(library, text, entries, fields_of)
    if reason:
        raise ProofError(f"{library.source.path}: the planned text {reason}; nothing was written")


def _objection(library: Library, text: str, entries: Sequence[UpgradedEntry], fields_of: FieldsOf) -> str | None:
    after = read(Source(library.source.path, text))
    changed = {each.span: each for each in entries}
    if len(after.blocks) != len(library.blocks):
        return "holds other entries"
    for old, new in zip(library.blocks, after.blocks, strict=True):
        before, now = library.text[slice(*old.span)], text[slice(*new.span)]
        upgraded = changed.get(old.span)
        if upgraded is None:
            if before != now:
                return f"changes what is not upgraded, near {old.key or old.kind}"
            continue
        if (upgraded.old, upgraded.new) != (before, now) or (old.key, old.kind) != (new.key, new.kind) or new.problem:
            return f"does not hold {old.key} as it was planned"
        if lost := None if upgraded.is_restored else _lost(library.text, fields_of(old), text, new):
            return f"loses {lost} of {old.key}"
    return None


def _lost(before: str, old: Sequence[Field], now: str, new: Block) -> str | None:
    """Return the name of the first field of the user's that is not there byte for byte."""
    found = fields(now, new)[0]
    left = {_written(now, field) for field in found}
    for field in old:
        if field.name in _MAY_CHANGE or _written(before, field) in left or is_of_preprint(field):
            continue
        if all((field.name, rest_of_note(field)) != (each.name, each.value) for each in found):
            return field.name
    return None


def _written(text: str, field: Field) -> str:
    return text[field.name_span.start : field.value_span.end]

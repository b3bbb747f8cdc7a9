"""Merging: entries that are one work for certain become one, which holds all that any of them does.

The fullest entry's text stays, a publication's before a preprint's, under the key that is cited most.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from bibtools.bibliography.editing import insertion
from bibtools.bibliography.editing.entry_union import Gained, gained
from bibtools.bibliography.editing.one_work import doubt, is_published, says_its_type
from bibtools.bibliography.editing.same_value import original
from bibtools.bibliography.entries.options import BIBLATEX, Dialect
from bibtools.bibliography.library.blocks import Block, Library
from bibtools.bibliography.library.directives import directives, spans_above
from bibtools.bibliography.library.fields import fields
from bibtools.bibliography.library.house_style import infer
from bibtools.bibliography.library.identity import Known
from bibtools.bibliography.library.macros import Macros, names_in
from bibtools.bibliography.library.relations import GRANULAR, GRANULAR_VALUE, LISTS, SINGLE, aliases
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.text import Edit, Span

_ITEM = lazy_pattern(r"[^\s,{}\"](?:[^,{}\"]*[^\s,{}\"])?")
_AROUND = lazy_pattern(r"[ \t]*(?:\r\n|\n|\r)?")
_BLANK_LINE = lazy_pattern(r"[ \t]*(?:\r\n|\n|\r)")
_HELD_PLACE = lazy_pattern(r'[{"]\0([0-9]+)\0[}"]')


class Merge(NamedTuple):
    """Entries that become one: which keys go, which one stays, and the edits of the library."""

    key: str
    dropped: tuple[str, ...]
    edits: tuple[Edit, ...]

    @property
    def renamed(self) -> tuple[tuple[str, str], ...]:
        """The keys that go, each with the one that stays."""
        return tuple((each, self.key) for each in self.dropped)


class NotMerged(NamedTuple):
    """An entry that stays beside another one, and why."""

    key: str
    other: str
    reason: str


class Merging(NamedTuple):
    """How entries of a library are merged: by which program it is read, and how often its keys are cited."""

    library: Library
    dialect: Dialect | None
    uses: Mapping[str, int]
    keeps_keys: bool  # the keys that go become aliases

    def plan(self, entries: Sequence[Known]) -> tuple[Merge | None, list[NotMerged]]:
        """Return how entries that seem to be one work become one, and which do not, and why."""
        whole = [each for each in entries if not self._obstacle(each)]
        left = [NotMerged(each.block.key, "", why) for each in entries if (why := self._obstacle(each))]
        if not whole:
            return None, left
        base = max(whole, key=_fullness)
        certain: list[Known] = []
        for each in whole:
            if each is base:
                continue
            why = doubt(base, each) or self._trouble(base, each)
            if why:
                left.append(NotMerged(each.block.key, base.block.key, why))
            else:
                certain.append(each)
        return (self._merge(base, certain) if certain else None), left

    def _obstacle(self, entry: Known) -> str:
        """Return why an entry cannot be one of those that are merged."""
        key = entry.block.key
        if sum(block.key.casefold() == key.casefold() for block in self.library.keyed()) > 1:
            return f"the key {key} is there more than once"
        if entry.protected:
            return "it is protected or broken"
        return ""

    def _trouble(self, base: Known, other: Known) -> str:
        """Return what prevents an entry from being left out, given the one that stays."""
        text, key = self.library.text, other.block.key
        above = next((span for block, span in spans_above(self.library) if block == other.block), Span(0, 0))
        if directives(text[slice(*above)]):
            return f"a line for bibtools stands above {key}"
        if self._is_named_by(base, key) or self._is_named_by(other, base.block.key):
            return f"{base.block.key} and {key} name each other"
        macros = Macros(self.library)
        for field in other.fields:
            for span in names_in(text, field.value_span):
                places = [macros.in_force(text[slice(*span)], each.block.span.start) for each in (base, other)]
                if places[0] != places[1]:
                    return f"{key} uses the macro {text[slice(*span)]}, which is not defined above {base.block.key}"
        return next(self._bad_references(base, other), "")

    def _is_named_by(self, entry: Known, key: str) -> bool:
        return any(self._same(text, key) for _, text, _ in _references(self.library, entry.block))

    def _bad_references(self, base: Known, other: Known) -> Iterator[str]:
        """Yield the references to an entry that cannot be references to the one that stays."""
        for block in self.library.understood():
            named = [(name, text) for name, text, _ in _references(self.library, block)]
            hits = {name for name, text in named if self._same(text, other.block.key)}
            if not hits:
                continue
            if any(self._same(text, base.block.key) for _, text in named):
                yield f"{block.key} names both"
            if GRANULAR in hits:
                yield f"{block.key} takes a part of its fields"
            if self.dialect != BIBLATEX and "crossref" in hits and base.block.span.start < block.span.start:
                yield f"{block.key} refers to it, which BibTeX wants in front"

    def _same(self, one: str, other: str) -> bool:
        return one == other if self.dialect == BIBLATEX else one.casefold() == other.casefold()

    def _merge(self, base: Known, others: Sequence[Known]) -> Merge:
        entries = sorted((base, *others), key=lambda each: each.block.span.start)
        key = max(entries, key=lambda each: self.uses.get(each.block.key, 0)).block.key
        dropped = tuple(each.block.key for each in entries if each.block.key != key)
        edits = [_renamed(base.block, key)] if base.block.key != key else []
        edits += self._mended_references(dropped, key, {each.block.key for each in others})
        edits += [_removed(self.library, each.block) for each in others]
        further = [each for each in self._aliases(base, others, dropped) if each != key]
        edits += self._insertions(base, gained(base, others), further)
        return Merge(key, dropped, tuple(edits))

    def _mended_references(self, dropped: Sequence[str], key: str, removed: set[str]) -> list[Edit]:
        return [
            Edit(span, key)
            for block in self.library.understood()
            if block.key not in removed
            for _, text, span in _references(self.library, block)
            if any(self._same(text, each) for each in dropped) and text != key
        ]

    def _aliases(self, base: Known, others: Sequence[Known], dropped: Sequence[str]) -> list[str]:
        """Return the aliases that an entry gains."""
        own = set(aliases(base.fields))
        further = [alias for each in others for alias in aliases(each.fields)]
        return [each for each in dict.fromkeys((*(dropped if self.keeps_keys else ()), *further)) if each not in own]

    def _insertions(self, base: Known, new: Sequence[Gained], further: Sequence[str]) -> list[Edit]:
        edits: list[Edit] = []
        written = [(each.name, f"\0{number}\0") for number, each in enumerate(new)]
        own = next((field for field in base.fields if field.name == "ids"), None)
        if further and own:
            edits.append(Edit(own.value_span, f"{{{','.join((*aliases([own]), *further))}}}"))
        elif further:
            written.append(("ids", ",".join(further)))
        if written:
            edit = insertion.of_fields(self.library, infer(self.library), base.block, base.fields, written)
            edits.append(edit._replace(text=self._as_written(edit.text, new)))
        return edits

    def _as_written(self, text: str, new: Sequence[Gained]) -> str:
        """Return inserted fields with their names and values as the other entries have them."""
        values = []
        for name, field in new:
            own = self.library.text[slice(*field.name_span)]
            shown = own if name == field.name else name.replace(original(field.name), original(own), 1)
            inserted = re.search(rf"(?<![\w-]){re.escape(name)}(?=\s*=)", text, re.IGNORECASE)
            if inserted:
                text = f"{text[: inserted.start()]}{shown}{text[inserted.end() :]}"
            values.append(self.library.text[slice(*field.value_span)])
        return _HELD_PLACE.sub(lambda held: values[int(held[1])], text)


def _fullness(entry: Known) -> tuple[bool, bool, int, int]:
    return is_published(entry), says_its_type(entry), len(entry.fields), -entry.block.span.start


def _references(library: Library, block: Block) -> Iterator[tuple[str, str, Span]]:
    """Yield the keys that an entry names in its fields, with the names of these and where they stand."""
    for field in fields(library.text, block)[0]:
        if field.name in SINGLE or field.name in LISTS:
            for match in _ITEM.finditer(library.text, *field.value_span):
                yield field.name, match[0], Span(*match.span())
        elif granular := GRANULAR_VALUE.fullmatch(field.value):
            parts = granular[1].split("-")
            for length in range(1, len(parts)):
                yield GRANULAR, "-".join(parts[:length]), field.value_span


def _renamed(block: Block, key: str) -> Edit:
    return Edit(block.key_span, key)


def _removed(library: Library, block: Block) -> Edit:
    """Return the edit that takes an entry out with its line, and one of the blank lines around it."""
    text, (start, end) = library.text, block.span
    begins_line = start == 0 or text[start - 1] in "\r\n\ufeff"
    around = _AROUND.match(text, end)
    if not (begins_line and around and around.end() > end) and end < len(text):
        return Edit(block.span, "")
    end = around.end() if around else end
    blank = _BLANK_LINE.match(text, end)
    return Edit(Span(start, blank.end() if blank else end), "")

r"""Parts of a library: its text divided where entries begin, and the facts of each part.

Most entries are sound, share nothing with another one, and have nothing around them; what a check finds in a library
does not depend on these. So a library of ten thousand entries is examined as the few parts that are not so, in their
order (`PartTally.needed`), and each part is remembered by its own text: when one entry changes, one is read anew. A
test compares all of this with what reading the whole library gives.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Iterator, Sequence
from datetime import date
from itertools import pairwise

from bibtools.bibliography.entries.options import Dialect
from bibtools.bibliography.library import lint
from bibtools.bibliography.library.blocks import ENTRY, TEXT, Block, Library
from bibtools.bibliography.library.fields import fields
from bibtools.bibliography.library.identity import identify
from bibtools.bibliography.library.likely_duplicates import marks_of
from bibtools.bibliography.library.part_tally import PartTally
from bibtools.bibliography.library.parted_text import PartedText, Replaced
from bibtools.bibliography.library.reader import EXTENSION, line_heads, read
from bibtools.bibliography.library.value_faults import MONTHS, bare_values
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.text import Source
from bibtools.identifiers.identifier import Identifier

# What may have to do with text outside of its entry: marks of conflicts and of byte order, aliases, directives.
_ENTANGLED = re.compile(r"<<<<<<<|=======|>>>>>>>|\ufeff|\bids\s*=|bibtools:", re.IGNORECASE)
_EVERYTHING = 1 << 60
_STEP = 100  # entries that are learnt at once


class EntryPart(NamedTuple):
    """A part of a library: from where an entry begins up to the next one."""

    text: str
    is_plain: bool  # whether it is one sound entry without a fault, with nothing behind it
    key: str = ""
    folded: str = ""  # the key, case-folded
    works: tuple[Identifier, ...] = ()
    marks: tuple[str, ...] = ()
    reach: int = 0  # how many characters behind it may be read as a part of it
    is_blank_behind: bool = True


class KnownParts(NamedTuple):
    """The parts that a text is made of, in order; the first is what stands before all entries."""

    of: PartedText
    parts: Sequence[EntryPart]


def _whole(text: str) -> tuple[PartedText, Replaced]:
    of = PartedText.of(text)
    return of, Replaced(0, 0, len(of.starts) - 1)


class PartReader:
    """Reads parts of libraries, and remembers them by their texts."""

    def __init__(self, today: date, dialect: Dialect | None, rules: Container[str]) -> None:
        self._today, self._dialect, self._rules = today, dialect, rules
        self._known: dict[str, EntryPart] = {}
        self._last: KnownParts | None = None
        self.tally = PartTally()  # of the parts that were asked for last
        self.looked_at = 0  # parts that were not known

    def learn(self, text: str) -> None:
        """Read a library whole, which is faster than by its parts, and remember the plain ones of these."""
        for _ in self.learning(text):
            pass

    def learning(self, text: str) -> Iterator[None]:
        """Learn a library step by step: whoever goes on may do something else in between."""
        library = read(Source("", text))
        yield
        faults = [
            each.span.start for each in lint.faults(library, self._today, self._dialect, self._rules) if each.span
        ]
        blocks = {block.span.start: block for block in library.blocks if block.kind == ENTRY}
        starts = [*line_heads(text), len(text)]
        for number, (start, end) in enumerate(pairwise(starts)):
            if number % _STEP == 0:
                yield
            block, part = blocks.get(start), text[start:end]
            place = bisect_left(faults, start)
            is_named = place < len(faults) and faults[place] < end
            if block is None or is_named or block.span.end > end or not _is_lone(block, text, end):
                continue
            if _ENTANGLED.search(part) or _has_macros(part):
                continue
            known = identify(text, block, "", self._today)
            if known.problem is None:
                marks = tuple(marks_of(part))
                works = tuple(each for each in (known.arxiv, known.doi) if each)
                self._known[part] = EntryPart(
                    part, is_plain=True, key=block.key, folded=block.key.casefold(), works=works, marks=marks
                )

    def parts(self, text: str) -> KnownParts:
        """Return the parts of a text; of one that was edited, only what is near the edit is divided and read anew."""
        last = self._last
        if last is not None and last.of.text == text:
            return last
        before = last or KnownParts(PartedText("", ()), ())
        of, (first, end, new_end) = before.of.edited(text) if last else _whole(text)
        gone, new = before.parts[first:end], self._read(of.parts(first, new_end))
        self.tally.remove(gone)
        self.tally.add(new)
        self._last = KnownParts(of, [*before.parts[:first], *new, *before.parts[end:]])
        self._forget(self._last.parts)
        return self._last

    def _read(self, texts: Sequence[str]) -> list[EntryPart]:
        known, used = self._known, dict[str, EntryPart]()
        for each in texts:
            used[each] = known.get(each) or self._part(each)
        known.update(used)
        return [used[each] for each in texts]

    def _forget(self, parts: Sequence[EntryPart]) -> None:
        """Forget what has not been in the library for long."""
        if len(self._known) > 2 * len(parts) + 1000:
            self._known = {each.text: each for each in parts}

    def _part(self, text: str) -> EntryPart:
        self.looked_at += 1
        library = read(Source("", text))
        marks, first = tuple(marks_of(text)), library.blocks[:1]
        behind = text[first[0].span.end :] if first and first[0].kind != TEXT else text
        is_blank = not behind.strip()
        is_closed = len(first) == 1 and first[0].kind == ENTRY and not first[0].problem and "@" not in behind
        reach = 0 if is_closed or not first or first[0].kind == TEXT else _reach(library)
        found = EntryPart(text, is_plain=False, marks=marks, reach=reach, is_blank_behind=is_blank)
        if not (is_closed and is_blank and first[0].key) or library.hidden or _ENTANGLED.search(text):
            return found
        if fields(text, first[0])[1] is not None or lint.faults(library, self._today, self._dialect, self._rules):
            return found
        known = identify(text, first[0], "", self._today)
        works = tuple(each for each in (known.arxiv, known.doi) if each)
        return found._replace(is_plain=True, key=first[0].key, folded=first[0].key.casefold(), works=works)


def _is_lone(block: Block, text: str, end: int) -> bool:
    """Return whether an entry is sound, and has nothing but blanks behind it up to the next one."""
    return bool(block.key) and not (block.problem or block.disputed or text[block.span.end : end].strip())


def _has_macros(text: str) -> bool:
    """Return whether an entry may use macros other than those that everybody defines."""
    return any(match[1].lower() not in MONTHS for match in bare_values(text))


def _reach(library: Library) -> int:
    """Return how far a part may be read on: an entry that is not closed for some way, a comment to the end."""
    first, *others = [each for each in library.blocks if each.kind != TEXT]
    text = library.text[slice(*first.span)]
    is_closed = first.problem is None and text.count("{") == text.count("}") and text.endswith(("}", ")"))
    if is_closed and not others and first.kind != ENTRY:
        return 0
    return EXTENSION + 1000 if first.kind == ENTRY else _EVERYTHING

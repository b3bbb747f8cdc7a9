"""Fixes of duplicates: entries of one work become one, and citations of the others are updated to cite it.

Where biblatex reads the library, the keys that go become aliases, and no source changes; for every other program, all
sources of all papers of the work tree that use the library are mended.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from bibtools.app.fixing.checked_paper import CheckedPaper
from bibtools.bibliography.editing.merging import Merge, Merging
from bibtools.bibliography.entries.options import BIBLATEX
from bibtools.bibliography.library.blocks import Library
from bibtools.bibliography.library.fields import fields
from bibtools.bibliography.library.identity import Known, identities
from bibtools.bibliography.library.relations import parents
from bibtools.core.errors import BibtoolsError
from bibtools.core.finding import Finding
from bibtools.core.fixes import Fix, Unfixed, left
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.text import Lines, Span
from bibtools.sources.citation import SPACED
from bibtools.sources.cited_key import CitedKey
from bibtools.sources.edit_proof import parts

_COMMA = lazy_pattern(r"\s*,\s*")
_COMMENTED = lazy_pattern(r"(?<!\\)%")


def duplicates(paper: CheckedPaper, found: Sequence[Finding]) -> Iterator[Fix | Unfixed]:
    """Yield the fixes that make one entry of several."""
    for path in dict.fromkeys(each.path for each in found):
        library, here = paper.texts.library(path), [each for each in found if each.path == path]
        try:
            if library is not None:
                yield from _Library(paper, path, library).fixes(here)
        except BibtoolsError as error:
            yield left(here[0], f"not all citations from here are known: {error}")


class _Library:
    """A library with duplicates, and the papers that use it."""

    def __init__(self, paper: CheckedPaper, path: str, library: Library) -> None:
        self._path, self._library, self._paper, self._texts = path, library, paper, paper.texts
        others = [each for each in paper.others() if any(self._texts.name(own) == path for own in each.libraries)]
        self._papers = list(dict.fromkeys((paper, *others)))
        self._dialects = {each.dialect(library) for each in self._papers}
        self._entries: dict[str, Known] = {}
        for entry in identities(library, self._texts.today).entries:
            self._entries.setdefault(entry.block.key, entry)

    def fixes(self, found: Sequence[Finding]) -> Iterator[Fix | Unfixed]:
        """Yield what to do about its duplicates."""
        dialect = self._paper.dialect(self._library)
        merging = Merging(self._library, dialect, self._uses(), keeps_keys=BIBLATEX in self._dialects)
        at = {str(each.data["key"]): each for each in found}
        for group in _groups(found):
            merge, rest = merging.plan([self._entries[key] for key in group if key in self._entries])
            for each in rest:
                yield left(at.get(each.key) or at.get(each.other) or found[0], f"{each.key} stays: {each.reason}")
            if merge is not None:
                yield from self._of_merge(merge, at.get(merge.dropped[0]) or found[0])

    def _uses(self) -> Counter[str]:
        """Return how often the keys are cited; a place counts once, however many papers it is a part of."""
        places = {
            (self._texts.name(each.path), each.cell, each.span, paper.bare(each.key))
            for paper in self._papers
            for each in paper.gathered.citations
        }
        return Counter(key for *_, key in places)

    def _of_merge(self, merge: Merge, finding: Finding) -> Iterator[Fix | Unfixed]:
        group = f"{self._path} {merge.key}"
        if self._dialects != {BIBLATEX} and (unsure := self._unsure_place(merge)):
            yield left(finding, f"{', '.join(merge.dropped)} stays: {unsure}, and that is not read as a citation")
            return
        lines = Lines(self._library.text)
        for edit in merge.edits:
            yield Fix(
                rule=finding.rule,
                path=self._path,
                span=edit.span,
                old=self._library.text[slice(*edit.span)],
                new=edit.text,
                reason=f"{', '.join(merge.dropped)} is the same work as {merge.key}",
                position=lines.position(edit.span.start),
                group=group,
                renamed=merge.renamed,
            )
        for paper in self._papers:
            if paper.dialect(self._library) != BIBLATEX:
                yield from _citations(paper, merge, finding.rule, group)

    def _unsure_place(self, merge: Merge) -> str:
        """Return where a key that goes may be cited or named, although it is not read so."""
        for paper in self._papers:
            for path, library in paper.libraries.items():
                named = {key for block in library.understood() for key in parents(fields(library.text, block)[0])}
                if self._texts.name(path) != self._path and named & {*merge.dropped}:
                    return f"an entry of {path} names one of them"
            for name in paper.gathered.names:
                if found := self._unread_in(paper, name, merge.dropped):
                    return found
        return ""

    def _unread_in(self, paper: CheckedPaper, name: str, keys: Sequence[str]) -> str:
        text = self._texts.source(name) or ""
        for cell, part in parts(text, name).items() if any(key in text for key in keys) else ():
            read = {each.span for each in paper.gathered.citations if (each.path, each.cell) == (name, cell)}
            for key in keys:
                place = _unread(part, key, read)
                if place is not None:
                    position = Lines(part).position(place)
                    where = f"{name}[{cell}]" if cell else name
                    return f"{key} stands in {where}:{position.line}:{position.column}"
        return ""


def _groups(found: Sequence[Finding]) -> list[list[str]]:
    """Return the keys of entries that seem to be one work, in the order of the findings."""
    groups: list[list[str]] = []
    for each in found:
        pair = [str(each.data["first"]), str(each.data["key"])]
        met = [group for group in groups if set(group) & set(pair)]
        groups = [group for group in groups if group not in met]
        groups.append(list(dict.fromkeys([key for group in met for key in group] + pair)))
    return groups


def _citations(paper: CheckedPaper, merge: Merge, rule: str, group: str) -> Iterator[Fix]:
    """Yield the fixes of what cites keys that go; one that stands beside the key that stays goes with its comma."""
    for listed in _lists(paper):
        goes = [any(paper.same_key(paper.bare(each.key), old) for old in merge.dropped) for each in listed]
        if not any(goes):
            continue
        stays = [n for n, each in enumerate(listed) if paper.same_key(paper.bare(each.key), merge.key)]
        kept = stays[0] if stays else goes.index(True)
        for number, each in enumerate(listed):
            if goes[number]:
                span = _with_comma(listed, number, kept)
                yield Fix(
                    rule=rule,
                    path=paper.texts.name(each.path),
                    span=span,
                    old=each.key if number == kept else paper.texts.at(each.path, span, each.cell) or "",
                    new=paper.prefix(each.key) + merge.key if number == kept else "",
                    reason=f"{each.key} is the same work as {merge.key}",
                    position=each.position,
                    cell=each.cell,
                    group=group,
                    renamed=merge.renamed,
                )


def _with_comma(listed: Sequence[CitedKey], number: int, kept: int) -> Span:
    """Return the span of a key in a list; with the comma towards the one that is kept, unless it is that."""
    span = listed[number].span
    if number < kept:
        return Span(span.start, listed[number + 1].span.start)
    return Span(listed[number - 1].span.end, span.end) if number > kept else span


def _lists(paper: CheckedPaper) -> Iterator[list[CitedKey]]:
    """Yield what is cited, the keys of a list together that have nothing but commas between them."""
    listed: list[CitedKey] = []
    for each in paper.gathered.citations:
        if listed and not _follows(paper, listed[-1], each):
            yield listed
            listed = []
        listed.append(each)
    if listed:
        yield listed


def _follows(paper: CheckedPaper, one: CitedKey, other: CitedKey) -> bool:
    kinds = {each.kind for each in (one, other) if each.kind != SPACED}
    if (one.path, one.cell) != (other.path, other.cell) or len(kinds) > 1 or one.span.end >= other.span.start:
        return False
    between = paper.texts.at(one.path, Span(one.span.end, other.span.start), one.cell)
    return between is not None and _COMMA.fullmatch(between) is not None


def _unread(text: str, key: str, read: set[Span]) -> int | None:
    """Return where a key stands in braces or a list of these and is not read as a citation; not in a comment."""
    if key not in text:
        return None
    for match in re.finditer(rf"(?<=[{{,\s])(?<![\w.:-]){re.escape(key)}(?=\s*[}},])", text, re.IGNORECASE):
        line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        opening = max(line.rfind("{"), line.rfind(","))
        is_listed = opening >= 0 and not line[opening + 1 :].strip()
        if Span(*match.span()) not in read and is_listed and not _COMMENTED.search(line):
            return match.start()
    return None

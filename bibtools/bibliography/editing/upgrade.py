"""Upgrading: a preprint's entry becomes that of its published version, in the spans that say where it appeared.

And back: what was kept of an entry is restored, or rebuilt from the preprint's record. The key, the eprint fields, the
link to the code, notes, keywords, files and every field of the user's own stay, with their order and their form; so do
the title and the authors where they are the same in other letters, and the user's are the richer ones.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import accumulate, pairwise

from bibtools.bibliography.editing import insertion
from bibtools.bibliography.editing.own_authors import own_authors
from bibtools.bibliography.editing.preprint_note import besides_preprint
from bibtools.bibliography.entries.entry import Entry, MacroName, Style, render_field, type_in_case
from bibtools.bibliography.entries.richer_spelling import has_formula, is_richer
from bibtools.bibliography.library.blocks import ENTRY, Block, Field, Library
from bibtools.bibliography.library.fields import fields
from bibtools.bibliography.library.house_style import of_entry
from bibtools.bibliography.library.identity import Known, compact_title
from bibtools.bibliography.library.reader import read
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.text import Edit, Source, Span, apply_edits, line_start
from bibtools.tex import latex

# What says where and when a work appeared; the published version's replaces the preprint's, or leaves it out.
OF_PUBLICATION = frozenset(
    """address booktitle booksubtitle booktitleaddon chapter date day edition editor eid eventdate eventtitle
    howpublished institution isbn issn issue journal journaltitle journalsubtitle location month number organization
    pages publisher pubstate school series shortjournal venue volume year""".split()
)
_OF_WORK = OF_PUBLICATION | {"author", "title", "doi"}
_SAME = (frozenset({"journal", "journaltitle"}), frozenset({"year", "date"}), frozenset({"address", "location"}))
# What these fields say of a preprint.
_OF_PREPRINT = {
    "doi": lazy_pattern(r"(?:https?://(?:dx\.)?doi\.org/)?10\.48550/arxiv\.", re.IGNORECASE),
    "type": lazy_pattern(
        r"(?:(?:arxiv(?:\.org)?\s*)?(?:e-?print|preprint|working paper|(?:unpublished )?manuscript)"
        r"|arxiv|(?:technical|research) report)\Z",
        re.IGNORECASE,
    ),
    "copyright": lazy_pattern(
        r"arxiv\.org\b", re.IGNORECASE
    ),  # DataCite's "arXiv.org perpetual, non-exclusive license"
}
_MOST_COMPARED = 250_000  # pairs of lines; between more of them, all lines that repeat are written anew
_BETWEEN = lazy_pattern(r"\s*,\s*")
_COMMA = lazy_pattern(r"[ \t]*,[ \t]*")


class UpgradedEntry(NamedTuple):
    """What an upgrade makes of one entry: its old and its new text, from the `@` to the closing brace."""

    key: str
    span: Span  # of the old text in the library
    old: str
    new: str
    is_restored: bool = False  # whether the new text is, byte for byte, what an upgrade replaced

    @property
    def whole(self) -> Edit:
        """The edit of the library that replaces the whole entry: the same text, for who needs no more than that."""
        return Edit(self.span, self.new)

    @property
    def edits(self) -> list[Edit]:
        """The edits of the library: the lines that differ."""
        old, new = self.old.splitlines(keepends=True), self.new.splitlines(keepends=True)
        places = list(accumulate(map(len, old), initial=self.span.start))
        same = _number_of_same(old, new)
        behind = _number_of_same(old[same:][::-1], new[same:][::-1])
        changed, written = old[same : len(old) - behind], new[same : len(new) - behind]
        return [
            Edit(Span(places[same + first], places[same + last]), "".join(written[start:end]))
            for kind, first, last, start, end in _changes(changed, written)
            if kind != "equal"
        ]


def _number_of_same(some: Sequence[str], others: Sequence[str]) -> int:
    """Return how many lines two texts begin with."""
    pairs = enumerate(zip(some, others, strict=False))
    return next((at for at, (one, other) in pairs if one != other), min(len(some), len(others)))


def _changes(old: Sequence[str], new: Sequence[str]) -> Sequence[tuple[str, int, int, int, int]]:
    """Return how lines become others; without repetitions and moves, what stays is what both have."""
    places = {line: at for at, line in enumerate(new)}
    stays = [(at, places[line]) for at, line in enumerate(old) if line in places]
    is_plain = len(places) == len(new) and all(one[1] < two[1] for one, two in pairwise(stays))
    if is_plain and len(set(old)) == len(old):
        return list(_between(stays, len(old), len(new)))
    if len(old) * len(new) > _MOST_COMPARED:
        return [("replace", 0, len(old), 0, len(new))]
    return SequenceMatcher(None, old, new, autojunk=False).get_opcodes()


def _between(stays: Sequence[tuple[int, int]], old: int, new: int) -> Iterator[tuple[str, int, int, int, int]]:
    """Yield how so many lines become others between those that stay."""
    first = start = 0
    for last, end in (*stays, (old, new)):
        if first < last or start < end:
            yield "replace", first, last, start, end
        first, start = last + 1, end + 1


def upgraded(library: Library, style: Style, known: Known, entry: Entry) -> UpgradedEntry:
    """Return what becomes of an entry, given that of the published version; a sound, unprotected one is expected."""
    return _replaced(library, style, known, entry, is_of_preprint)


def rebuilt(library: Library, style: Style, known: Known, entry: Entry) -> UpgradedEntry:
    """Return what becomes of the entry of a published version, given that of the preprint."""
    return _replaced(library, style, known, entry, _is_of_publication)


def restored(library: Library, block: Block, old: str) -> UpgradedEntry | None:
    """Return an entry as it was before, given that text; None if that is no entry of this key."""
    known = _one(old)
    is_whole = [(each.kind, each.key, each.problem) for each in known.blocks] == [(block.kind, block.key, None)]
    if not is_whole or fields(old, known.blocks[0])[1] is not None:
        return None
    return UpgradedEntry(block.key, block.span, library.text[slice(*block.span)], old, is_restored=True)


_IsSpent = Callable[[Field], bool]  # whether a field goes that nothing takes the place of


def _replaced(library: Library, style: Style, known: Known, entry: Entry, is_spent: _IsSpent) -> UpgradedEntry:
    text, block = library.text, known.block
    style = of_entry(library, block, style, known.fields)
    plan = _FieldPlan(text, known.fields, entry, style, is_spent)
    edits = sorted([_type_edit(text, block, entry.type), *plan.replaced, *plan.removed])
    old, start = text[slice(*block.span)], block.span.start
    changed = apply_edits(old, [Edit(Span(span.start - start, span.end - start), new) for span, new in edits])
    if plan.added:
        left = Block(ENTRY, Span(0, len(changed)), body=Span(0, len(changed) - 1))
        kept = _moved(_places(plan.kept), start, edits)
        made = Library(Source("", changed), (left,))
        changed = apply_edits(changed, [insertion.in_style(made, style, left, kept, plan.added, _OF_WORK)])
    return UpgradedEntry(block.key, block.span, old, changed)


def _places(kept: Sequence[Field]) -> Sequence[Field]:
    """Return the fields beside which others are added: the last that says what appeared and where, and the ends."""
    last = next((at for at in range(len(kept) - 1, -1, -1) if kept[at].name in _OF_WORK), 0)
    return [kept[at] for at in sorted({0, last, len(kept) - 1})] if kept else kept


def _moved(kept: Sequence[Field], start: int, edits: Sequence[Edit]) -> tuple[Field, ...]:
    """Return where fields begin and end after sorted edits, in the text of their entry alone.

    Edits are of whole fields and values, or between them.
    """
    ends = [edit.span.end for edit in edits]
    grown = list(accumulate((len(new) - (end - begin) for (begin, end), new in edits), initial=-start))

    def moved(span: Span) -> Span:
        return Span(span.start + grown[bisect_right(ends, span.start)], span.end + grown[bisect_right(ends, span.end)])

    return tuple([Field(name, moved(named), moved(valued), value) for name, named, valued, value in kept])


def _one(text: str) -> Library:
    return read(Source("", text))


def _type_edit(text: str, block: Block, wanted: str) -> Edit:
    start = text.index("@", block.span.start) + 1
    while text[start].isspace():
        start += 1
    span = Span(start, start + len(block.type))
    old = text[slice(*span)]
    case = "upper" if old.isupper() else "title" if old[:1].isupper() else "as is"
    return Edit(span, type_in_case(wanted, case))


_YEAR = lazy_pattern(r"[0-9]{4}")
_OF_BIBLATEX = frozenset({"eprintclass", "journaltitle", "langid", "pubstate"})
# The preprint's own fields, which an entry has already, or does without.
_EPRINT = frozenset({"eprint", "arxivid", "arxiv"})
_ARCHIVE = frozenset({"eprint", "archiveprefix", "primaryclass", "eprinttype", "eprintclass"})
_NOTES = frozenset({"note", "addendum"})  # the user's own, unless they say that it is a preprint
_LEFT = _ARCHIVE | {"code", "keywords", "abstract"}
_CONTAINERS = ("journal", "journaltitle", "booktitle", "howpublished")  # one takes the place of another


class _FieldPlan:
    """Which fields of an entry are replaced, removed and added."""

    def __init__(self, text: str, written: Sequence[Field], entry: Entry, style: Style, is_spent: _IsSpent) -> None:
        self._text, self._style = text, style
        has = {field.name for field in written}
        self._is_biblatex = not has.isdisjoint(_OF_BIBLATEX)
        left = _LEFT if has & _EPRINT else _LEFT - _ARCHIVE
        wanted = {name.lower(): (name, value) for name, value in entry.fields if name.lower() not in left}
        self.replaced: list[Edit] = []
        gone: list[int] = []
        for at, field in enumerate(written):
            name = _counterpart(field.name, wanted, has)
            if name is not None:
                shown, value = wanted.pop(name)
                value = own_authors(field.value, value) if field.name == "author" else value
                if not (_says_same(field, value) or (field.name in _NOTES and not is_spent(field))):
                    self.replaced.append(self._replacement(field, shown, value))
            elif is_spent(field):
                gone.append(at)
            elif is_spent is is_of_preprint and (rest := rest_of_note(field)):
                self.replaced += _within(text, field, rest)
        self.removed = list(_removals(text, written, gone))
        self.kept = [field for at, field in enumerate(written) if at not in gone] if gone else written
        self.added = list(wanted.values())

    def _replacement(self, field: Field, shown: str, value: str) -> Edit:
        value = value if isinstance(value, MacroName) or not self._is_bare(field, value) else MacroName(value)
        whole = render_field(shown, value, self._style, self._style.width).strip()
        names = {("year", "date"), ("date", "year")} if self._is_biblatex else {("year", "date")}  # biblatex reads both
        is_year = (field.name, shown) in names and _YEAR.fullmatch(value)
        if field.name == shown.lower() or is_year:
            return Edit(field.value_span, whole.partition("=")[2].lstrip())
        start = _start_of_name(self._text, field, self._style, len(shown))
        return Edit(Span(start, field.value_span.end), whole)

    def _is_bare(self, field: Field, value: str) -> bool:
        """Return whether a number stands, and is to stand, without delimiters."""
        return value.isascii() and value.isdigit() and self._text[field.value_span.start].isdigit()


def _start_of_name(text: str, field: Field, style: Style, length: int) -> int:
    """Return where a name of so many letters begins, which takes the place of a field's."""
    start, end = field.name_span
    before = text[max(0, start - style.name_end) : start]
    room = len(before) - len(before.rstrip(" "))
    return max(start - room, end - length) if room else start  # aligned to the right


def _counterpart(name: str, wanted: Mapping[str, object], has: Container[str]) -> str | None:
    """Return the wanted field that a field becomes, None if it becomes none."""
    if name in wanted:
        return name
    groups = (*_SAME, _CONTAINERS) if name in _CONTAINERS else _SAME
    same = (each for names in groups if name in names for each in names)
    return next((each for each in same if each in wanted and each not in has), None)


def is_of_preprint(field: Field) -> bool:
    """Return whether a field speaks of the preprint's appearance only."""
    if field.name in OF_PUBLICATION:
        return True
    if field.name in _NOTES:
        return besides_preprint(field.value.strip("{} ")) == ""
    pattern = _OF_PREPRINT.get(field.name)
    return pattern is not None and pattern.match(field.value.strip("{} ")) is not None


def rest_of_note(field: Field) -> str | None:
    """Return what a note says besides of a preprint's appearance; None of all other fields and notes."""
    return (besides_preprint(field.value) or None) if field.name in _NOTES else None


def _within(text: str, field: Field, value: str) -> Iterator[Edit]:
    """Yield the edit that gives a field another value between its delimiters, where it has one pair of them."""
    start, end = field.value_span
    if text[start + 1 : end - 1].strip() == field.value.strip():
        yield Edit(field.value_span, f"{text[start]}{value}{text[end - 1]}")


def _is_of_publication(field: Field) -> bool:
    """Return whether a field speaks of the published version's appearance only."""
    return field.name in OF_PUBLICATION or field.name == "doi"


def _says_same(field: Field, value: str) -> bool:
    """Return whether a field stays as it is: an address always, a title if only its spelling differs.

    One that has lost letters or formulas does not.
    """
    if field.name == "url" or field.value == value:
        return True
    if field.name == "title":
        return compact_title(field.value) == compact_title(value) and not _is_poorer_title(field.value, value)
    return False


def _is_poorer_title(own: str, other: str) -> bool:
    """Return whether our own title is plain, and another one has accents or formulas."""
    if "\\" in own or "$" in own:
        return False
    text = latex.decode(other)
    return is_richer(text, own) or has_formula(text)


def _removals(text: str, written: Sequence[Field], gone: Sequence[int]) -> Iterator[Edit]:
    """Yield the edits that take fields out, each run of neighbours in one; a comment between fields stays."""
    taken = set(gone)
    for first in gone:
        if first - 1 in taken and _is_plain(text, written, first - 1, first):
            continue  # a part of the run before it
        last = first
        while last + 1 in taken and _is_plain(text, written, last, last + 1):
            last += 1
        start, end = written[first].name_span.start, written[last].value_span.end
        if last + 1 < len(written) and _is_plain(text, written, last, last + 1):
            yield Edit(_lines(text, start, written[last + 1].name_span.start), "")
        elif first and first - 1 not in taken and _is_plain(text, written, first - 1, first):
            yield Edit(Span(written[first - 1].value_span.end, end), "")
        else:
            comma = _COMMA.match(text, end)
            yield Edit(Span(start, comma.end() if comma else end), "")


def _lines(text: str, start: int, end: int) -> Span:
    """Return the span between the beginnings of two fields, of whole lines where both begin theirs."""
    first = line_start(text, start, text.rfind(",", 0, start) + 1)
    last = line_start(text, end, start)
    are_lines = text[first - 1 : first] in {"\r", "\n"} and last > start
    return Span(first, last) if are_lines and not (text[first:start] + text[last:end]).strip() else Span(start, end)


def _is_plain(text: str, written: Sequence[Field], left: int, right: int) -> bool:
    return _BETWEEN.fullmatch(text, written[left].value_span.end, written[right].name_span.start) is not None

"""Copying: entries of the user's own libraries into the one of a paper, byte for byte, with all that they need.

An entry needs the entries that it names (`crossref`, `xdata`, …), and the macros that it uses. BibTeX finds a parent
only behind its children, and a macro only in front of whatever uses it. Nothing is guessed: where a key is not clear,
the entry stays where it is, and a finding says why.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from functools import cached_property

from bibtools.bibliography.editing import insertion
from bibtools.bibliography.editing.copied_macros import MacroCopies
from bibtools.bibliography.editing.copy_order import placed
from bibtools.bibliography.editing.integrity import is_read_by_others
from bibtools.bibliography.editing.merge import USABLE_KEY
from bibtools.bibliography.editing.plan import Copied, Copies
from bibtools.bibliography.library import house_style
from bibtools.bibliography.library.blocks import ENTRY, Block, Library
from bibtools.bibliography.library.duplicates import doubts
from bibtools.bibliography.library.fault import head
from bibtools.bibliography.library.fields import fields
from bibtools.bibliography.library.identity import Identities, Known, compact_title
from bibtools.bibliography.library.macros import Macros, undefined
from bibtools.bibliography.library.master import Master, all_aliases
from bibtools.bibliography.library.relations import aliases, parents
from bibtools.core.finding import Finding, Spans
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.text import with_newlines
from bibtools.identifiers.identifier import Identifier

_MOST = 10_000  # entries that one entry may need


class Wanted(NamedTuple):
    """What a paper cites and its libraries lack: keys, and works by their identifiers, both in order."""

    keys: Sequence[str] = ()
    works: Sequence[Identifier] = ()


class CopyTarget(NamedTuple):
    """The library that entries are copied into, the works of all libraries of its paper, and the keys of the others."""

    library: Library
    known: Sequence[Identities]
    reserved: Sequence[str] = ()


def copies(paper: CopyTarget, masters: Sequence[Master], wanted: Wanted) -> Copies:
    """Plan which entries of the user's own libraries are copied for what a paper cites and lacks.

    The first of these libraries that has a key or a work counts.
    """
    copying = _Copying(paper)
    for key in wanted.keys:
        meant = ((master, found) for master in masters if (found := master.cited_by(key)))
        for master, found in list(meant)[:1]:
            copying.take(master, key, found)
    for master in masters:
        left = [work for work in wanted.works if work not in copying.works]
        for work, key in master.keys_of(left).items():
            copying.take(master, key, [block for block in master.named(key) if block.key == key], work)
    return copying.copies()


class _NotCopiedError(Exception):
    """An entry cannot be copied, or one that it needs; never leaves this module."""

    def __init__(self, master: Master, block: Block, reason: str) -> None:
        super().__init__(reason)
        self.master, self.block, self.reason = master, block, reason


class _Copying:
    """The state of one copying, local to `copies`."""

    def __init__(self, paper: CopyTarget) -> None:
        self._paper, self._text = paper, paper.library.text
        self._style = house_style.infer(paper.library)
        self._macros = MacroCopies(Macros(paper.library), self._style.newline)
        self._own = {block.key.casefold(): block for block in paper.library.keyed()}
        self._taken = {key.casefold(): key for key in paper.reserved}
        self._taken |= {alias.casefold(): alias for _, alias in all_aliases(paper.library)}
        self._taken |= {folded: block.key for folded, block in self._own.items()}
        self._copied: dict[str, Copied] = {}  # by their casefolded keys
        self._findings: dict[str, Finding] = {}
        self.works: set[Identifier] = set()

    def take(self, master: Master, wanted: str, found: Sequence[Block], work: Identifier | None = None) -> None:
        """Copy an entry with all that it needs, or nothing of that, and then say why."""
        held = self._copied.get(found[0].key.casefold()) if found else None
        if not found or (held and held.provider == master.path):
            self.works |= {work} if work else set()
            return
        before = self._macros.state()
        try:
            _refuse_several(master, found)
            if work is None:
                self._refuse_same_work(master, found[0])
            elif self._same_work(master, found[0]):
                return  # that entry gains the id, as in every run
            needed = self._needed(master, found[0])
            reach = self._reach(needed)
            new = [self._copy(master, block, entry, reach) for block, entry in needed]
        except _NotCopiedError as error:
            self._macros.restore(before)
            self._note(error, wanted)
            return
        self._copied |= {each.key.casefold(): each for each in new}
        self._taken |= {each.key.casefold(): each.key for each in new}
        self._taken |= {alias.casefold(): alias for _, entry in needed for alias in aliases(entry.fields)}
        self.works |= {known for _, entry in needed for known in (entry.arxiv, entry.doi) if known}
        self.works |= {work} if work else set()

    def _needed(self, master: Master, block: Block) -> list[tuple[Block, Known]]:
        """Return an entry with the entries that it needs and that are not there."""
        found: dict[str, tuple[Block, Known]] = {}
        following = deque([block])
        while following:
            each = following.popleft()
            folded = each.key.casefold()
            if folded in found or (folded in self._copied and self._copied[folded].provider == master.path):
                continue
            entry = self._sound(master, each)
            if each is not block and self._is_there(master, each, entry):
                continue
            self._refuse_taken(master, each, entry)
            found[folded] = (each, entry)
            if len(found) > _MOST:
                raise _NotCopiedError(master, block, f"it needs more than {_MOST:,} others")
            for key in parents(entry.fields):
                following += master.named(key)[:1]
        return list(found.values())

    def _sound(self, master: Master, block: Block) -> Known:
        """Return what is known of an entry that both BibTeX and biber read, and that has its key alone."""
        if block.problem or block.disputed:
            reason = block.problem or "BibTeX reads it, and biber does not"
            raise _NotCopiedError(master, block, f"the entry {block.key} is broken: {reason}")
        if len(master.named(block.key)) > 1:
            reason = f"several entries there have the key {block.key}, as BibTeX reads it; keep one of them"
            raise _NotCopiedError(master, master.named(block.key)[1], reason)
        entry = master.entry(block)
        if entry.problem is not None:
            raise _NotCopiedError(master, block, f"the entry {block.key} is broken: it cannot be read to its end")
        if not USABLE_KEY.fullmatch(block.key):
            raise _NotCopiedError(master, block, f"the key {block.key} cannot be read by both BibTeX and biber")
        if not is_read_by_others(block.key, master.library.text[slice(*block.span)]):
            raise _NotCopiedError(master, block, f"not every program reads the entry {block.key} as it is written")
        return entry

    def _is_there(self, master: Master, block: Block, entry: Known) -> bool:
        """Return whether the paper's library has an entry that another one needs: the same text, or the same title."""
        own = self._own.get(block.key.casefold())
        if own is None or own.key != block.key:
            return False
        texts = (self._text[slice(*own.span)], master.library.text[slice(*block.span)])
        if len({" ".join(text.split()) for text in texts}) == 1:
            return True
        title = next((field.value for field in fields(self._text, own)[0] if field.name == "title"), "")
        wanted = compact_title(entry.value("title"))
        return bool(wanted) and wanted == compact_title(title)

    def _refuse_taken(self, master: Master, block: Block, entry: Known) -> None:
        for key in (block.key, *aliases(entry.fields)):
            own = self._taken.get(key.casefold())
            if own is not None:
                spelled = "" if own == key else f" (as {own}; BibTeX ignores case)"
                where = self._paper.library.source.path
                raise _NotCopiedError(master, block, f"the key {key} is another entry's in {where}{spelled}")

    def _refuse_same_work(self, master: Master, block: Block) -> None:
        """Refuse what the paper has under another key: it would be printed twice."""
        if same := self._same_work(master, block):
            key = same.block.key
            raise _NotCopiedError(master, block, f"{block.key} is {key} in the paper's libraries: cite {key}")

    def _same_work(self, master: Master, block: Block) -> Known | None:
        """Return the entry of the paper's that is the same work, by id, DOI, or title with first author and year."""
        entry = master.entry(block)
        title = compact_title(entry.value("title"))
        for known in self._paper.known:
            works = (each for each in (entry.arxiv, entry.doi) if each)
            stated = [*known.of([*works]).values()]
            for each in (*stated, *known.titled(title)):
                if _is_same(each, entry):
                    return each
        return None

    def _copy(self, master: Master, block: Block, entry: Known, reach: int) -> Copied:
        start, newline = block.span.start, self._style.newline
        meanings = [(each.name, master.macros.meaning(each, start)) for each in entry.fields]
        if any(meaning is None for _, meaning in meanings):
            raise _NotCopiedError(master, block, f"the macros of {block.key} stand for too long a text")
        _refuse_unready(master, block, [meaning or "" for _, meaning in meanings])
        written = self._macros.copied(master.macros, block, entry.fields, reach)
        return Copied(
            key=block.key,
            provider=master.path,
            title=entry.value("title"),
            text=with_newlines("\n".join([*master.directives(block), written]), newline),
            identifier=entry.arxiv or entry.doi,
            meanings=tuple((name, meaning or "") for name, meaning in meanings),
            parents=tuple(dict.fromkeys(parents(entry.fields))),
        )

    def _reach(self, needed: Iterable[tuple[Block, Known]]) -> int:
        """Return an offset behind which entries surely stand: the first entry of a library that is sorted.

        Else new entries go to the end, but for those that name one of the library's own.
        """
        names_own = any(key.casefold() in self._own for _, entry in needed for key in parents(entry.fields))
        return self._first_entry if names_own else self._end

    @cached_property
    def _first_entry(self) -> int:
        library = self._paper.library
        starts = (block.span.start for block in (*library.blocks, *library.hidden) if block.kind == ENTRY)
        return min(starts, default=len(self._text))

    @cached_property
    def _end(self) -> int:
        library = self._paper.library
        return self._first_entry if insertion.order_of(library) else insertion.end_of_readable(library)

    def _note(self, error: _NotCopiedError, wanted: str) -> None:
        spans, path = Spans(error.master.library.text), error.master.path
        data = {"key": wanted, "bib": self._paper.library.source.path}
        message = f"{wanted} was not copied: {error.reason}"
        self._findings.setdefault(wanted, spans.finding("not-copied", path, head(error.block), message, data))

    def copies(self) -> Copies:
        """Return what is copied, and where it goes."""
        library, style, copied = self._paper.library, self._style, tuple(self._copied.values())
        macros = self._macros.definitions
        if not copied:
            return Copies(findings=tuple(self._findings.values()))
        found = placed(library, style, copied)
        defining = insertion.of_macros(library, style, macros) if macros else None
        in_front = (style.newline.join(macros),) if macros and defining is None else ()
        return Copies(
            edits=(*((defining,) if defining else ()), *found.edits),
            entries=(*in_front, *found.in_place),
            behind=(insertion.at_end(library, style, found.at_end),) if found.at_end else (),
            copied=copied,
            macros=macros,
            works=frozenset(self.works),
            findings=tuple(self._findings.values()),
        )


def _refuse_several(master: Master, found: Sequence[Block]) -> None:
    if len(found) > 1:
        raise _NotCopiedError(master, found[1], f"{len(found)} entries there have this key; keep one of them")


def _refuse_unready(master: Master, block: Block, meanings: Iterable[str]) -> None:
    """Refuse an entry above the definitions of its macros: it says nothing by them there, and a copy would."""
    for name in sorted(frozenset[str]().union(*map(undefined, meanings))):
        if name in master.macros.definitions:
            reason = f"it uses the macro {name} above its @string, where BibTeX knows no such macro; move that up"
            raise _NotCopiedError(master, block, reason)


def _is_same(one: Known, other: Known) -> bool:
    return any(fault.rule == "duplicate-work" for fault in doubts([one, other]))

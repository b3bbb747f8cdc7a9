"""The public functions of libraries, as `import bibtools` gives them: reading, entries, merging, writing.

What holds for those in `api` holds for these.
"""

# What a call does not need is not loaded for it.

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from bibtools.app.api_arguments import Path, Texts, day, workspace
from bibtools.bibliography.library.blocks import Library
from bibtools.core.errors import ReadError, WriteError
from bibtools.core.text import Source

if TYPE_CHECKING:
    from bibtools.app.gather import Gathered
    from bibtools.bibliography.editing.plan import Plan
    from bibtools.bibliography.entries.entry import Entry
    from bibtools.bibliography.entries.options import Dialect, EntryPreferences
    from bibtools.bibliography.library.identity import Identities
    from bibtools.bibliography.library.library_entry import LibraryEntry
    from bibtools.config.configuration import Config
    from bibtools.identifiers.identifier import Identifier
    from bibtools.providers.resolution import Resolution
    from bibtools.records.record import Record
    from bibtools.sources.mention import Mention


def read_library(path: Path) -> Library:
    """Return the library in a `.bib` file; raises ReadError if it is missing or cannot be read."""
    from bibtools.bibliography.library.reader import read
    from bibtools.files.exact_text import read_library as read_file

    shown = os.path.normpath(path)
    source = read_file(shown)
    if source is None:
        raise ReadError(f"{shown}: there is no such file; parse_library begins a new one")
    return read(source)


def parse_library(text: str, path: Path = "references.bib") -> Library:
    """Return the library that a text is, at a path that may exist or not; any text is one."""
    from bibtools.bibliography.library.reader import read

    return read(Source(os.path.normpath(path), text))


def works(library: Library, *, today: date | None = None) -> dict[Identifier, LibraryEntry]:
    """Return which work each entry of a library is, as far as it says so by an arXiv id or a DOI.

    Of several entries of a work the first counts, and an entry may be there under both of its identifiers.
    """
    from bibtools.bibliography.library.library_entry import of_block

    found: dict[Identifier, LibraryEntry] = {}
    for known in _identities(library, today).entries:
        for identifier in filter(None, (known.arxiv, known.doi)):
            found.setdefault(identifier, of_block(library.text, known.block))
    return found


def missing(library: Library, sources: Gathered, *others: Library, today: date | None = None) -> list[Mention]:
    """Return the first mention of each work that neither the library has nor others that the paper cites from."""
    first = sources.first_mentions
    held = {work for each in (library, *others) for work in _identities(each, today).of(first)}
    return [mention for work, mention in first.items() if work not in held]


def build_entry(
    record: Record, *, dialect: Dialect | None = None, key: str | None = None, config: Config | None = None
) -> Entry:
    """Return the entry of a record; its `text` is what a library holds.

    The key is made of name, year and title unless one is given; the form comes from the configuration, where one is
    given, and of a dialect.
    """
    from bibtools.bibliography.entries.builder import default_key
    from bibtools.bibliography.entries.published import entry_of

    return entry_of(record, key or default_key(record), _preferences(config, dialect).form())


def plan_merge(
    library: Library,
    records: Resolution | Iterable[Record],
    sources: Gathered | None = None,
    *,
    others: Iterable[Library] = (),
    fill: bool = False,
    dialect: Dialect | None = None,
    base: Path | None = None,
    texts: Texts | None = None,
    config: Config | None = None,
    today: date | None = None,
) -> Plan:
    """Plan how records come into a library: its edits, the new entries, and what to report about them.

    What the library has stays; with `fill` its entries gain what they lack. `sources` say under which keys papers are
    cited and which styles print them; keys of `others`, from which the paper cites, too, are taken. New entries are in
    the library's dialect, unless one is given or configured. Raises ReadError where it has a merge conflict.
    """
    from bibtools.app.bibliography_styles import entry_form
    from bibtools.app.gather import Gathered
    from bibtools.bibliography.editing import merge
    from bibtools.bibliography.editing.plan import Present
    from bibtools.bibliography.library.merge_conflict import refuse

    refuse(library.source)
    known, sources, files = _identities(library, today), sources or Gathered(), workspace(base, texts)
    given = _by_work(records)
    held = {work: entry.block.key for work, entry in known.of(given).items()}
    plan = merge.plan(
        library,
        known,
        [record for work, record in given.items() if fill or work not in held],
        sources.cited_keys,
        _taken_keys(others),
        keys=config.keys if config else None,
        form=entry_form(_preferences(config, dialect), sources, library, files, given.values()),
        fill=fill,
    )
    return plan._replace(present=(*map(Present, held.keys(), held.values()), *plan.present))


def apply(library: Library, plan: Plan, *, today: date | None = None) -> str:
    """Return the text of a library with all edits of a plan.

    Raises ProofError where it would have lost anything, or would not hold what is planned for two independent readers.
    """
    from bibtools.bibliography.editing.integrity import prove

    text = plan.apply(library)
    if plan.edits:
        prove(library, plan, text, day(today))
    return text


def write(library: Library, plan: Plan, *, config: Config | None = None, today: date | None = None) -> bool:
    """Write a library as planned, in one step, and return whether there was anything to write.

    The file is at the library's path, and is made where the library is empty and there is none. Raises WriteError where
    it holds anything else than the library by now, and ProofError as `apply` does; nothing is written then.
    """
    from bibtools.app.log import LogObserver
    from bibtools.app.wiring import locking, read_config
    from bibtools.files import atomic_writing
    from bibtools.files.exact_text import read_library as read_file
    from bibtools.files.write_access import by_user

    if not plan.edits:
        return False
    path, text = library.source.path, apply(library, plan, today=today)
    config = read_config() if config is None else config
    is_new = not library.text and read_file(path) is None
    before = None if is_new else library.text
    if not atomic_writing.write(by_user(path), text, before, locking(config, LogObserver())):
        raise WriteError(f"{path}: it has changed since it was read; read it again and plan anew; nothing was written")
    return True


def _taken_keys(libraries: Iterable[Library]) -> list[str]:
    from bibtools.bibliography.library.aliases import taken_keys

    return [key for each in libraries for key in taken_keys(each)]


def _by_work(records: Resolution | Iterable[Record]) -> dict[Identifier, Record]:
    from bibtools.providers.resolution import Resolution

    if isinstance(records, Resolution):
        return dict(records.records)
    return {each.identifier: each for each in records}


def _identities(library: Library, today: date | None) -> Identities:
    from bibtools.bibliography.library.identity import identities

    return identities(library, day(today))


def _preferences(config: Config | None, dialect: Dialect | None) -> EntryPreferences:
    """Return the preferences for new entries; a given dialect overrides the configured one."""
    from bibtools.bibliography.entries.options import NAMES, EntryPreferences

    if dialect is not None and dialect not in NAMES:
        raise ValueError(f"{dialect!r} is not a dialect; choose {', '.join(NAMES)}")
    preferences = config.preferences if config else EntryPreferences()
    return preferences._replace(dialect=dialect) if dialect else preferences

"""Checking a paper before a commit: what its sources name, what its libraries hold, and what is broken in either."""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, NamedTuple

from bibtools.app.check import CheckOutcome
from bibtools.app.cited import cited_keys, findings
from bibtools.app.gather import Extract, Gathered, put_together
from bibtools.app.target import candidates, other_paths, target
from bibtools.core.errors import UsageError
from bibtools.core.finding import Finding
from bibtools.core.text import Position, encode
from bibtools.files import exact_text, pathnames
from bibtools.files.write_access import NamedPath
from bibtools.hook import tracked_sources as places
from bibtools.hook.facts_cache import Memory, of_scan, to_scan
from bibtools.hook.git_index import is_new
from bibtools.sources.filetypes import LIBRARY
from bibtools.sources.mention import Mention

_UNKNOWN: dict[str, Any] = {"held": {}, "absent": [], "keys": {}, "faults": None}


class Checked(NamedTuple):
    """What was found in one paper."""

    outcome: CheckOutcome
    sources: tuple[str, ...]
    bib: NamedPath | None = None
    is_listed: bool = True  # whether git tells when there are more sources

    @property
    def missing(self) -> tuple[Mention, ...]:
        """The first mentions of the papers that the library lacks."""
        return self.outcome.missing

    @property
    def exit_code(self) -> int:
        """The exit code: the highest that applies."""
        return self.outcome.exit_code


def check(
    sources: places.Found,
    bib: NamedPath | None,
    memory: Memory,
    today: date,
    listing: bytes | None,
    *,
    bare: bool = False,
) -> Checked:
    """Check one paper, given by its source files; of these and of its libraries, what is remembered is not read.

    `listing` is what git tracks. Raises UsageError where it is not clear which library is meant, and ReadError where
    that cannot be read.
    """
    gathered = _gathered(sources, memory, today, bare=bare)
    for folder in sources.folders:
        memory.watch_folder(*folder)
    for place in (*sources.watched, *candidates(gathered)):
        memory.watch(place)
    try:
        named = target(bib, gathered, any_will_do=True)
    except UsageError:
        if gathered.mentions or gathered.libraries:
            raise
        cites_nobody = CheckOutcome("", gathered, (), (), ())
        return Checked(cites_nobody, sources.names, bib, sources.is_listed)
    path = named.path
    gathered = gathered.without(path)
    first = gathered.first_mentions
    cited = cited_keys(gathered.mentions)
    held: dict[str, str] = {}
    keys: set[str] = set()
    libraries = (path, *other_paths(named, gathered))
    untracked = [place for place in libraries if not _is_tracked(place, listing)]
    faults = [_untracked(place) for place in untracked if is_new(place, os.environ)]
    for place in libraries:
        facts = _facts(place, first.keys(), frozenset(cited.values()), memory, today)
        held = facts["held"] | held
        keys |= {key for key, exists in facts["keys"].items() if exists}
        faults += [Finding(rule, place, Position(*at), message) for rule, at, message in facts["faults"]]
    outcome = CheckOutcome(
        pathnames.relative(path),
        gathered,
        tuple((value, held[value]) for value in first if value in held),
        tuple(mention for value, mention in first.items() if value not in held),
        (*findings(gathered.mentions, cited | held, keys.__contains__, pathnames.relative(path)), *faults),
        (is_there := pathnames.exists(path)),
        "" if is_there else pathnames.beside(pathnames.relative(path), LIBRARY),
    )
    # Whether git ignores a file, or tracks it elsewhere, is known from nothing that the gate looks at.
    return Checked(outcome, sources.names, bib or named.library, sources.is_listed and not untracked)


def _is_tracked(path: str, listing: bytes | None) -> bool:
    """Return whether a library would be part of a commit, as far as that matters: outside of git none is."""
    if listing is None or not pathnames.exists(path):
        return True
    return b"\0%b\0" % os.fsencode(pathnames.relative(path)) in b"\0%b" % listing


def _untracked(path: str) -> Finding:
    shown = pathnames.relative(path)
    return Finding("untracked-library", shown, None, f"it is no part of the commit: git add {shown}")


def _gathered(sources: places.Found, memory: Memory, today: date, *, bare: bool) -> Gathered:
    known: dict[str, Extract | exact_text.Unread] = {}
    for name in sources.names:
        kept = memory.recall("sources", name)
        if kept is not None:
            known[name] = Extract(to_scan(name, kept[0]), tuple(kept[1]))
    new = [name for name in sources.names if name not in known]
    if new:
        known |= _scanned(new, memory, today, bare=bare)
    return put_together({name: known[name] for name in sorted(sources.names)}, sources.unread)


def _scanned(
    names: Sequence[str], memory: Memory, today: date, *, bare: bool
) -> dict[str, Extract | exact_text.Unread]:
    from bibtools.app.gather import read  # noqa: PLC0415 - where something is new

    for name in names:
        memory.stamp(name)
    contents = [(name, exact_text.read_source(name)) for name in names]
    found = read(contents, [len(each) for _, each in contents], today, bare=bare)
    for (name, content), extract in zip(contents, found, strict=True):
        if not isinstance(extract, Extract) or not isinstance(content, bytes):
            memory.watch(name)  # no text, as yet
        elif not any(each.impossible for each in extract.scan.suspects):  # an id of the future is possible one day
            memory.keep("sources", name, [of_scan(extract.scan), extract.libraries], content)
    return dict(zip(names, found, strict=True))


def _facts(path: str, wanted: Collection[str], keys: Collection[str], memory: Memory, today: date) -> dict[str, Any]:
    """Return which papers and keys a library has, among those that are asked for, and what is broken in it."""
    known = memory.recall("libraries", path) or _UNKNOWN
    new, unknown = _open(wanted, keys, known)
    if not new and not unknown and known["faults"] is not None:
        return known
    memory.stamp(path)
    source = exact_text.read_library(path)
    content = encode(source.text) if source else None
    if not memory.is_of(path, content):  # it has changed at this moment
        known = _UNKNOWN
        new, unknown = _open(wanted, keys, known)
    facts = _read(source.text if source else "", path, known, new, unknown, today)
    memory.keep("libraries", path, facts, content)
    return facts


def _open(wanted: Collection[str], keys: Collection[str], known: dict[str, Any]) -> tuple[list[str], list[str]]:
    """Return the papers and the keys that nothing is known of."""
    answered = {*known["held"], *known["absent"]}
    return [value for value in wanted if value not in answered], [key for key in keys if key not in known["keys"]]


def _read(
    text: str, path: str, known: dict[str, Any], new: Sequence[str], keys: Sequence[str], today: date
) -> dict[str, Any]:
    from bibtools.bibliography.library import lint  # noqa: PLC0415 - where something is new
    from bibtools.bibliography.library.presence import lookup  # noqa: PLC0415 - the same
    from bibtools.bibliography.library.reader import read  # noqa: PLC0415 - the same
    from bibtools.core.text import Source  # noqa: PLC0415 - the same

    source = Source(path, text)
    faults = known["faults"]
    library = read(source) if faults is None or keys else None
    found = lookup(source, set(new), today, library.blocks if library else None) if new else {}
    taken = {block.key for block in library.keyed()} if library else set()
    if library and faults is None:
        faults = [[each.rule, [*(each.position or (1, 1))], each.message] for each in lint.faults(library)]
    return {
        "held": known["held"] | found,
        "absent": [*known["absent"], *(value for value in new if value not in found)],
        "keys": known["keys"] | {key: key in taken for key in keys},
        "faults": faults,
    }

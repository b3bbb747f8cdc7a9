"""Checking a paper before a commit: what its sources name, what its libraries hold, and what is broken in either."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, NamedTuple

from bibtools import files
from bibtools.errors import UsageError
from bibtools.finding import Finding
from bibtools.hook.memory import Memory, of_scan, to_scan
from bibtools.pipeline.check import CheckOutcome
from bibtools.pipeline.cited import cited_keys, findings
from bibtools.pipeline.gather import Gathered, Said, put_together
from bibtools.pipeline.target import other_paths, target
from bibtools.scan import LIBRARY
from bibtools.scan.mention import Mention
from bibtools.text import Position, encode

_FEW = 8  # keys that are looked for one by one, without reading the whole library


class Checked(NamedTuple):
    """What was found in one paper."""

    outcome: CheckOutcome
    sources: tuple[str, ...]

    @property
    def missing(self) -> tuple[Mention, ...]:
        """The first mentions of the papers that the library lacks."""
        return self.outcome.missing

    @property
    def exit_code(self) -> int:
        """The exit code: the highest that applies."""
        return self.outcome.exit_code


def check(sources: Sequence[str], bib: str | None, memory: Memory, today: date, *, bare: bool = False) -> Checked:
    """Check one paper, given by its source files; of these and of its libraries, what is remembered is not read.

    Raises UsageError where it is not clear which library is meant, and ReadError where that cannot be read.
    """
    gathered = _gathered(sources, memory, today, bare=bare)
    try:
        path = target(bib, gathered, any_will_do=True)
    except UsageError:
        if gathered.mentions or gathered.libraries:
            raise
        return Checked(CheckOutcome("", gathered, (), (), ()), tuple(sources))  # a paper that cites nobody yet
    gathered = gathered.without(path)
    first = gathered.first_mentions
    cited = cited_keys(gathered.mentions)
    held: dict[str, str] = {}
    keys: set[str] = set()
    faults: list[Finding] = []
    for place in (path, *other_paths(path, gathered)):
        facts = _facts(place, first.keys(), frozenset(cited.values()), memory, today)
        held = facts["held"] | held
        keys |= {key for key, exists in facts["keys"].items() if exists}
        faults += [Finding(rule, place, Position(*at), message) for rule, at, message in facts["faults"]]
    outcome = CheckOutcome(
        files.relative(path),
        gathered,
        tuple((value, held[value]) for value in first if value in held),
        tuple(mention for value, mention in first.items() if value not in held),
        (*findings(gathered.mentions, cited | held, keys.__contains__, files.relative(path)), *faults),
        (is_there := files.exists(path)),
        "" if is_there else files.beside(files.relative(path), LIBRARY),
    )
    return Checked(outcome, tuple(sources))


def _gathered(sources: Sequence[str], memory: Memory, today: date, *, bare: bool) -> Gathered:
    known: dict[str, Said | files.Unread] = {}
    for name in sources:
        said = memory.recall("sources", name)
        if said is not None:
            known[name] = Said(to_scan(name, said[0]), tuple(said[1]))
    new = [name for name in sources if name not in known]
    if new:
        known |= _scanned(new, memory, today, bare=bare)
    return put_together({name: known[name] for name in sorted(sources)})


def _scanned(names: Sequence[str], memory: Memory, today: date, *, bare: bool) -> dict[str, Said | files.Unread]:
    from bibtools.pipeline.gather import read  # noqa: PLC0415 - where something is new

    contents = [(name, files.read_source(name)) for name in names]
    found = read(contents, [len(each) for _, each in contents], today, bare=bare)
    for (name, content), said in zip(contents, found, strict=True):
        if isinstance(said, Said) and isinstance(content, bytes):
            memory.keep("sources", name, [of_scan(said.scan), said.libraries], content)
    return dict(zip(names, found, strict=True))


def _facts(path: str, wanted: Collection[str], keys: Collection[str], memory: Memory, today: date) -> dict[str, Any]:
    """Return which papers and keys a library has, among those that are asked for, and what is broken in it."""
    known = memory.recall("libraries", path) or {"held": {}, "absent": [], "keys": {}, "faults": None}
    new = [value for value in wanted if value not in known["held"] and value not in known["absent"]]
    unknown = [key for key in keys if key not in known["keys"]]
    if not new and not unknown and known["faults"] is not None:
        return known
    source = files.read_library(path)
    facts = _read(source.text if source else "", path, known, new, unknown, today)
    memory.keep("libraries", path, facts, encode(source.text) if source else None)
    return facts


def _read(
    text: str, path: str, known: dict[str, Any], new: Sequence[str], keys: Sequence[str], today: date
) -> dict[str, Any]:
    from bibtools.library import lint  # noqa: PLC0415 - where something is new
    from bibtools.library.lookup import has_key, lookup  # noqa: PLC0415 - the same
    from bibtools.library.reader import read  # noqa: PLC0415 - the same
    from bibtools.text import Source  # noqa: PLC0415 - the same

    source = Source(path, text)
    faults = known["faults"]
    library = read(source) if faults is None or len(keys) > _FEW else None
    found = lookup(source, set(new), today, library.blocks if library else None) if new else {}
    if library:
        taken = {block.key for block in library.keyed()}
        existing = {key: key in taken for key in keys}
    else:
        existing = {key: has_key(text, key) for key in keys}
    if library and faults is None:
        faults = [[each.rule, [*(each.position or (1, 1))], each.message] for each in lint.faults(library)]
    return {
        "held": known["held"] | found,
        "absent": [*known["absent"], *(value for value in new if value not in found)],
        "keys": known["keys"] | existing,
        "faults": faults,
    }

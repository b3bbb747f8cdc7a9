"""The findings of `sync`, besides its changes: about the library, the papers, and the ways in which sources cite."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from bibtools.app import findings, undefined_keys
from bibtools.app.bibliography_styles import unread_styles
from bibtools.app.entry_places import entry_places
from bibtools.app.gather import Gathered
from bibtools.app.library_readers import as_read, reading_dialect
from bibtools.app.opened_library import OpenedLibrary
from bibtools.app.target import with_embedded
from bibtools.app.undefined_keys import KeyProposal, Meant, Propose, nothing_meant
from bibtools.app.unprinted_ids import unprinted
from bibtools.bibliography.editing.plan import Added, Plan, Present, Updated
from bibtools.bibliography.library import lint
from bibtools.core.finding import Finding, Place
from bibtools.files.workspace import HERE, Workspace
from bibtools.identifiers.identifier import Identifier
from bibtools.providers.resolution import Resolution

if TYPE_CHECKING:
    from bibtools.app.key_proposals import HeldWorks, Proposals
    from bibtools.bibliography.library.blocks import Library


def sync_findings(
    gathered: Gathered,
    plan: Plan,
    resolution: Resolution,
    libraries: Sequence[OpenedLibrary],
    meant: Meant = nothing_meant,
    files: Workspace = HERE,
) -> Iterator[Finding]:
    """Yield what to report about a paper and its libraries; the plan is for the first of these.

    `meant` returns the papers that a key may mean where no library has it.
    """
    library, known = libraries[0].library, libraries[0].known
    bib = library.source.path
    for each in lint.findings(library, as_read(reading_dialect(gathered), library)):
        if plan.edits or each.rule != "generated-library":
            yield each
    yield from unread_styles(gathered, files)
    yield from unprinted(gathered, library, known, files)
    of_papers = findings.withdrawn_papers(resolution.records.values(), bib)
    first: dict[Identifier, Place] = {**entry_places(libraries[0], resolution.asked), **gathered.first_mentions}
    yield from (each.placed(first) for each in (*plan.findings, *of_papers))
    keys: dict[Identifier, str] = {}
    accounts: tuple[Iterable[Added | Updated | Present], ...] = (plan.added, plan.updated, plan.present)
    keys |= {each.identifier: each.key for account in accounts for each in account}
    keys |= {each.identifier: each.key for each in plan.copied if each.identifier}
    existing = undefined_keys.existing_keys(gathered, [each.library for each in libraries])
    existing |= {each.key for each in plan.copied}
    held = _WorksHeld(libraries, keys)
    yield from findings.asides(gathered, held)
    yield from findings.named_in_passing(gathered, held, bib)
    yield from findings.misspelt_ids(gathered.mentions)
    yield from findings.cited_otherwise(gathered, keys, existing.__contains__, bib)
    added = [*(each.key for each in plan.added), *(each.key for each in plan.copied)]
    opened_ones = [each.library for each in libraries]
    propose = _proposing(opened_ones, added, gathered, held, meant)
    exists = with_embedded(gathered, files).exists
    yield from undefined_keys.of_libraries(gathered, opened_ones, added, exists, propose)


def _proposing(
    libraries: Sequence[Library], added: Iterable[str], gathered: Gathered, held: HeldWorks, meant: Meant
) -> Propose:
    """Return what proposes the meaning of keys; libraries are read for it when it is first asked."""

    @cache
    def proposals() -> Proposals:
        from bibtools.app.key_proposals import of_read_libraries  # where a key is undefined

        return of_read_libraries(libraries, gathered, held, meant, added)

    def propose(key: str) -> KeyProposal:
        return proposals()(key)

    return propose


class _WorksHeld:
    """The works that some libraries have; each is looked for when it is asked for."""

    def __init__(self, libraries: Sequence[OpenedLibrary], keys: Mapping[Identifier, str]) -> None:
        self._libraries, self._keys = libraries, keys  # those that the run knows already

    def __contains__(self, work: object) -> bool:
        return isinstance(work, Identifier) and any(each.known.of([work]) for each in self._libraries)

    def get(self, work: Identifier, /) -> str | None:
        """Return the key of a work's entry."""
        if work in self._keys:
            return self._keys[work]
        found = (known.block.key for each in self._libraries for known in each.known.of([work]).values())
        return next(found, None)

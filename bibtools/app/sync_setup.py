"""How a configuration has papers synchronised: what the command, the editor and the API ask for alike."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from bibtools.app.gather import Gathered, pairs_of
from bibtools.app.masters import MasterPath
from bibtools.app.sync import sync_paper
from bibtools.app.sync_outcome import SyncOptions, SyncOutcome
from bibtools.app.undefined_keys import Meant, nothing_meant
from bibtools.bibliography.entries.options import SOURCE
from bibtools.files.library_lock import Locking
from bibtools.files.workspace import Workspace
from bibtools.identifiers.doi_policy import ALL_DOIS
from bibtools.identifiers.identifier import Identifier
from bibtools.sources.mention import Mention

if TYPE_CHECKING:
    from bibtools.app.publishing import Publishing
    from bibtools.app.world import World
    from bibtools.config.configuration import Config


def sync_options(
    config: Config,
    published: Publishing,
    *,
    masters: Sequence[str] = (),
    diff: bool = False,
    fill: bool = False,
    locking: Locking = Locking(),  # noqa: B008 - a constant
    meant: Meant = nothing_meant,
) -> SyncOptions:
    """Return what a configuration asks of `sync`; `masters` are libraries that the user names besides."""
    return SyncOptions(
        diff=diff,
        fill=fill,
        masters=(*map(MasterPath, masters), *(MasterPath(each, is_asked_for=False) for each in config.libraries)),
        keys=config.keys,
        preferences=config.preferences,
        pairing=SOURCE in config.code_from,
        locking=locking,
        rules=config.rules,
        dois=config.dois,
        publishing=published,
        meant=meant,
    )


def only_adding(options: SyncOptions) -> SyncOptions:
    """Return the options of a run that adds what the user names: any DOI, and no library is copied from."""
    return replace(options, only_adds=True, masters=(), dois=ALL_DOIS)


def planned_sync(
    gathered: Gathered,
    options: SyncOptions,
    here: World,
    files: Workspace,
    works: Collection[Identifier] | None = None,
) -> SyncOutcome:
    """Return what `sync` would do for a paper that was gathered already; of all that it lacks, or of some works only.

    Raises as `sync` does.
    """
    wanted = replace(options, diff=True)
    if options.pairing and not gathered.pairs:
        gathered = gathered._replace(pairs=pairs_of(gathered.names, here.today, files=files))
    if works is not None:
        chosen = tuple(each for each in gathered.mentions if each.identifier.work in works)
        gathered = gathered._replace(mentions=chosen, citations=())
    return sync_paper(wanted, here.today, here.resolve, here.attribute, None, gathered, files)


def planned_add(
    gathered: Gathered,
    options: SyncOptions,
    here: World,
    files: Workspace,
    work: Identifier,
    key: str | None = None,
) -> SyncOutcome:
    """Return what `add` would do for a work that no source need name; a key is the user's.

    Raises as `add` does.
    """
    alone = gathered.naming_only([Mention.of_user("", work, str(work), key)])
    wanted = replace(only_adding(options), diff=True)
    return sync_paper(wanted, here.today, here.resolve, here.attribute, None, alone, files)

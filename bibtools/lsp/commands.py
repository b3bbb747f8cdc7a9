"""The registry of commands: what the user asks for by name, or by an action, and what is done then.

What a command needs is loaded when it is asked for.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from lsprotocol import types

from bibtools.app.check_outcome import CheckOutcome
from bibtools.core.errors import BibtoolsError
from bibtools.core.text import printable
from bibtools.identifiers.identifier import Identifier
from bibtools.lsp.asking import asked
from bibtools.lsp.file_uris import real_path_of
from bibtools.lsp.paper_folder import CheckedFolder, PaperFolder
from bibtools.lsp.server import BibtoolsServer
from bibtools.lsp.workspace_edits import CannotCreate, FileChange, workspace_edit
from bibtools.reports.finding_text import count

if TYPE_CHECKING:
    from bibtools.lsp.additions import Addition

_TRIES = 4  # plans for texts that are edited meanwhile
_WEB = ("https://", "http://")
Arguments = Mapping[str, Any]


async def add(server: BibtoolsServer, arguments: Arguments) -> object:
    """Add papers to the library of a paper: those that are named, or all that it lacks."""
    from bibtools.lsp.additions import Addition

    named = arguments.get("works")
    works = tuple(Identifier.of_id(str(each)) for each in named) if isinstance(named, list) else None
    key = arguments.get("key")
    wanted = Addition(works, str(key) if key else None)
    shown = str(works[0]) if works else "missing papers"
    return await _added(server, arguments, wanted, f"Adding {shown}")


async def sync(server: BibtoolsServer, arguments: Arguments) -> object:
    """Bring the libraries of all papers of a folder in step with their sources."""
    from bibtools.lsp.additions import Addition

    folder, checked = await _folder(server, arguments)
    done = []
    for outcome in checked.outcomes:
        if outcome.bib and folder:
            given = {"uri": _some_uri(server, arguments), "bib": outcome.bib}
            done.append(await _added(server, given, Addition(), f"Synchronising {outcome.bib}"))
    return done


async def _added(server: BibtoolsServer, arguments: Arguments, wanted: Addition, title: str) -> object:
    """Plan and apply until a plan is for what the editor has."""
    from bibtools.lsp.additions import change_of, planned_addition, troubles

    for _ in range(_TRIES):
        folder, checked = await _folder(server, arguments)
        outcome = _outcome(checked, arguments)
        if folder is None or outcome is None:
            _say(server, "there is no paper here to add to", is_error=True)
            return None
        is_offline = server.settings.offline or arguments.get("offline") is True
        config = folder.config.overridden(offline=is_offline)
        plan = partial(planned_addition, wanted, outcome, checked, config, opening=folder.shelf.of_source)
        done = await asked(server, title, plan)
        if done is None:
            return None  # cancelled
        for each in troubles(done, wanted.works):
            _say(server, each.message, is_error=True)
        if not done.plan.edits:
            return {"added": [], "bib": done.bib}
        if await _applied(server, [change_of(done, checked)], title):
            _show_added(server, done.bib, [each.key for each in done.plan.added])
            return {"added": [each.key for each in done.plan.added], "bib": done.bib}
    _say(server, f"{title}: the texts keep changing; nothing was changed", is_error=True)
    return None


def _show_added(server: BibtoolsServer, bib: str, keys: list[str]) -> None:
    if keys:
        _say(server, f"{bib} has {keys[0] if len(keys) == 1 else count(len(keys), 'more entry')} now")


async def _applied(server: BibtoolsServer, changes: list[FileChange], title: str) -> bool:
    edit = workspace_edit(changes, server)
    if edit is None:
        return False
    answer = await server.workspace_apply_edit_async(types.ApplyWorkspaceEditParams(edit, title))
    return answer.applied


async def links(server: BibtoolsServer, arguments: Arguments) -> object:
    """Look at the links of the libraries, and show what they lead to."""
    from bibtools.lsp.library_checks import checked_links

    return await _looked(server, arguments, "Checking links", checked_links)


async def verify(server: BibtoolsServer, arguments: Arguments) -> object:
    """Compare entries with what is known of their works, and show what differs."""
    from bibtools.lsp.library_checks import verified

    return await _looked(server, arguments, "Verifying entries", verified)


async def _looked(
    server: BibtoolsServer, arguments: Arguments, title: str, look: Callable[..., Mapping[str, Any]]
) -> object:
    folder, checked = await _folder(server, arguments)
    if folder is None:
        return None
    config = folder.config.overridden(offline=server.settings.offline)
    found = await asked(server, title, partial(look, checked, config))
    if found is None:
        return None
    server.show_aside(folder, checked, found)
    number = sum(map(len, found.values()))
    _say(server, f"{title}: {count(number, 'finding') if number else 'nothing was found'}")
    return {path: len(each) for path, each in found.items()}


async def open_address(server: BibtoolsServer, address: object) -> object:
    """Open an address in the user's browser."""
    url = str(address)
    if not url.startswith(_WEB):
        return None
    if not server.can("window.show_document.support"):
        _say(server, url)
        return None
    shown = await server.window_show_document_async(types.ShowDocumentParams(url, external=True))
    return shown.success


async def refresh(server: BibtoolsServer, arguments: Arguments) -> object:
    """Look again at files, configuration and git."""
    del arguments
    server.checker.changed(server.folders, files=True)
    await server.checker.settled()
    return None


async def papers(server: BibtoolsServer, arguments: Arguments) -> object:
    """Return the papers that a text names, with their links: a reading list."""
    from bibtools.lsp.reading_list import reading_list

    folder, checked = await _folder(server, arguments)
    path = real_path_of(str(arguments.get("uri", "")))
    text = checked.texts.get(path) if path else None
    if folder is None or text is None:
        return []
    return await server.checker.local(partial(reading_list, folder, checked, text))


async def _folder(server: BibtoolsServer, arguments: Arguments) -> tuple[PaperFolder | None, CheckedFolder]:
    """Return the folder that a command is about, as it is now; raises BibtoolsError if there is none, or no check."""
    await server.checker.settled()
    path = real_path_of(_some_uri(server, arguments))
    folder = server.folder_of(path) if path else None
    checked = server.checker.checked.get(folder) if folder else None
    if folder is None or checked is None:
        raise BibtoolsError("open a file of the paper first")
    if checked.trouble:
        raise BibtoolsError(checked.trouble)
    return folder, checked


def _some_uri(server: BibtoolsServer, arguments: Arguments) -> str:
    """Return the text that a command is about: the one that it names, else the first that is open."""
    given = arguments.get("uri")
    opened = server.texts.by_path().values()
    return str(given) if given else next((each.uri for each in opened), "")


def _outcome(checked: CheckedFolder, arguments: Arguments) -> CheckOutcome | None:
    """Return the paper that a command is about."""
    path, bib = real_path_of(str(arguments.get("uri", ""))), arguments.get("bib")
    ways = [each for each in checked.outcomes if each.bib and (not bib or each.bib == bib)]
    own = checked.outcomes_of(path) if path else []
    return next((each for each in ways if each in own), ways[0] if ways else None)


def _say(server: BibtoolsServer, text: str, *, is_error: bool = False) -> None:
    kind = types.MessageType.Error if is_error else types.MessageType.Info
    server.window_show_message(types.ShowMessageParams(kind, printable(text)))


Command = Callable[[BibtoolsServer, Any], Awaitable[object]]
COMMANDS: Mapping[str, Command] = {
    "bibtools.add": add,
    "bibtools.sync": sync,
    "bibtools.checkLinks": links,
    "bibtools.verify": verify,
    "bibtools.open": open_address,
    "bibtools.refresh": refresh,
    "bibtools.papers": papers,
}


async def run(server: BibtoolsServer, name: str, given: object = None) -> object:
    """Run a command; show the user why it cannot be done."""
    is_plain = name == "bibtools.open" or isinstance(given, Mapping)
    try:
        return await COMMANDS[name](server, given if is_plain else {})
    except CannotCreate as error:
        _say(server, f"this editor makes no files: make {error} yourself, or run bibtools sync", is_error=True)
    except BibtoolsError as error:
        _say(server, error.lines, is_error=True)
    return None

"""Which library a run is about, and which others its sources cite from."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from json import dumps  # a string of JSON is one of TOML

from bibtools.app.documents.library_places import NamedLibrary
from bibtools.app.gather import Gathered, ListEnd
from bibtools.app.namesakes import Namesakes
from bibtools.config.papers import Paper
from bibtools.core.errors import ReadError, UsageError
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.text import Source
from bibtools.files import pathnames
from bibtools.files.git import ignored
from bibtools.files.meant_elsewhere import elsewhere
from bibtools.files.workspace import HERE, Workspace
from bibtools.files.worktree import is_within
from bibtools.files.write_access import NamedPath, Refused, by_user, decide
from bibtools.sources.filetypes import LIBRARY, WALKED
from bibtools.sources.mention import Mention

_LISTED = 20  # libraries that a message lists
_SHOWN = 3  # of them, in a line
_IGNORED = (
    "it was not created, because git ignores it: a program such as Zotero may write it; have it written again, or "
    "create an empty file of this name"
)
_MAY_BE_MEANT = (
    "it was not created, because you may mean another file of this name: {}; name the one you mean, or give --bib"
)
_IN_BUILD = (
    "it was not created, because its other entries are only in the .bbl, and the next build would lose them: restore "
    "the .bib that the .bbl was made from, or name another one with --bib"
)
_ONLY_ONE = "the only .bib here; no source names one"
# An entry, or what no reader takes for one: a file with nothing but abbreviations is no place for a new entry.
_ENTRY = lazy_pattern(r"@\s*(?!(?:string|comment|preamble)\b)\w+\s*[{(]", re.IGNORECASE)
_ABBREVIATION = lazy_pattern(r"@\s*(?:string|preamble)\s*[{(]", re.IGNORECASE)


class ListsItself(UsageError):  # noqa: N818 - it says what is the case, like an answer
    r"""No library is meant: a document lists its references itself (`\bibitem`), and this list lacks some."""

    path, obstacle = "", ""
    missing: tuple[Mention, ...] = ()

    @classmethod
    def of(cls, lists: ListEnd, missing: Sequence[Mention]) -> ListsItself:
        """Return the error, given where the list ends and the first mentions of what it lacks."""
        obstacle = (
            rf"it lists its references itself, and no \bibitem names that: put one before line {lists.position.line}, "
            "or give a .bib with --bib"
        )
        lost = [f"  {each.identifier.work} at {each.path}:{each.position.line}" for each in missing[:_LISTED]]
        more = [f"  and {len(missing) - _LISTED} more"] if len(missing) > _LISTED else []
        error = cls(f"{lists.path}: {obstacle}", *lost, *more)
        error.path, error.missing, error.obstacle = lists.path, tuple(missing), obstacle
        return error


class Target(NamedTuple):
    """The library that a run is about, with who named it, and those that it might have been.

    Nothing is written there where there is an `obstacle`: it says why, and what to do; `advice` has more of that, a
    line each. `reason` says why it was chosen if it is not named.
    """

    library: NamedPath
    passed_over: tuple[str, ...] = ()  # named in the configuration, but not to be written
    obstacle: str = ""
    advice: tuple[str, ...] = ()
    reason: str = ""
    namesakes: Namesakes | None = None
    has_build: bool = False  # whether a `.bbl` has entries of it, where there is no such file

    @property
    def path(self) -> str:
        """The path, as it was named."""
        return self.library.path

    def hindrance(self, files: Workspace) -> str:
        """Return what speaks against writing there; git is asked where there is no such file."""
        if self.obstacle or self.library.within is None or files.exists(self.path):
            return self.obstacle
        meant = elsewhere(self.path, os.environ, files.base)
        if meant:
            return f"it was not created, because you may mean another file: {meant.message}"
        if found := self.namesakes.of(self.path) if self.namesakes else []:
            return _MAY_BE_MEANT.format(", ".join(found[:_SHOWN]))
        if self.has_build:
            return _IN_BUILD
        folder = os.path.dirname(self.path)
        is_lost = bool(folder) and not files.is_folder(folder)
        if not is_lost and ignored(files.at(folder) or os.curdir, os.environ, [os.path.basename(self.path)]):
            return _IGNORED
        return f"there is no folder {folder}: create it first, or correct the name" if is_lost else ""

    def refuse(self, files: Workspace = HERE) -> None:
        """Raise UsageError, with what to do, where nothing may be written there."""
        if hindrance := self.hindrance(files):
            raise UsageError(f"{self.path}: {hindrance}", *self.advice)
        decision = decide(self.library._replace(path=files.at(self.path)))
        if isinstance(decision, Refused):
            raise UsageError(f"{self.path}: {_refusal(decision, self.path)}")


def library_of(paper: Paper, files: Workspace = HERE) -> NamedPath | None:
    """Return the library that the user or the configuration names, None where neither does."""
    if not paper.bib:
        return None
    if paper.has_users_bib:
        return by_user(paper.bib)
    # Outside of git, a document that the user names may lie above the current folder, and its library with it.
    folders = [files.at(os.path.dirname(source)) for source in paper.sources] if paper.has_users_sources else []
    own = [files.boundary(), *(files.boundary(folder) for folder in folders)]
    named = [NamedPath(paper.bib, each) for each in own]
    return next((each for each in named if not _is_refused(each, files)), named[0])


def target(
    named: NamedPath | None,
    gathered: Gathered,
    given: Sequence[str] = (),
    files: Workspace = HERE,
) -> Target:
    """Return the library that the user or the configuration names, else the one that the paper's own tools would read.

    Of several it is the first that exists, may be written and holds entries; where none is named, the only one that
    lies there. `given` are the sources that the user named. Where the configuration names one that must not be written,
    the first that the sources name and that may be takes its place. Nothing is written to one of several matches of a
    pattern. Raises UsageError where it is not clear which one is meant, or where it can be no library.
    """
    found = _given(named, gathered, given, files) if named else _chosen(gathered, given, files)
    bib, found = found.path, found._replace(namesakes=gathered.namesakes, has_build=bool(gathered.built))
    if files.is_folder(bib):
        raise UsageError(f"{bib}: this is a folder; --bib takes the .bib file itself")
    if os.path.splitext(bib)[1].lower() in WALKED:
        raise UsageError(f"{bib}: --bib takes a .bib file, not a source")
    if not files.exists(bib) and files.exists(f"{bib}{LIBRARY}"):
        raise UsageError(f"{bib}: there is no such file; did you mean {bib}{LIBRARY}?")
    return found


def cited(gathered: Gathered) -> list[Mention]:
    """Return the first mentions of the works that the sources cite, without those that they define themselves."""
    own = {each.identifier.work for each in gathered.mentions if each.key in gathered.resolved} | gathered.items.keys()
    return [mention for work, mention in gathered.first_mentions.items() if work not in own]


def listed_apart(gathered: Gathered, named: NamedPath | None) -> Gathered:
    """Return the same without the works that the sources list themselves, where the user names a library for them."""
    return gathered if named is None or named.within is not None else gathered._replace(items={})


def with_embedded(gathered: Gathered, files: Workspace) -> Workspace:
    """Return the files with the libraries over them that sources write themselves when they are compiled."""
    texts = {each.path: each.embedded for each in gathered.libraries if each.embedded is not None}
    return files.over({path: text for path, text in texts.items() if not files.exists(path)})


def others(bib: Target, gathered: Gathered, files: Workspace = HERE) -> Iterator[Source]:
    """Read the other libraries that the sources name and that exist: what they hold is cited from there.

    One that cannot be read holds nothing that we could cite.
    """
    for place in other_paths(bib, gathered, files):
        with suppress(ReadError):
            yield files.read_library(place) or Source(place, "")


def other_paths(bib: Target, gathered: Gathered, files: Workspace = HERE) -> list[str]:
    """Return the paths of the other libraries that sources and configuration name and that exist."""
    places = (*bib.passed_over, *(each.path for each in gathered.libraries))
    found = dict.fromkeys(place for place in places if files.exists(place) and not files.is_folder(place))
    return [place for place in found if not files.same(place, bib.path)]


def other_libraries(
    bib: Target, gathered: Gathered, given: Sequence[str] = (), files: Workspace = HERE
) -> Iterator[NamedPath]:
    """Yield the same with who named them: a source, or the configuration."""
    sources = {each.path: each.source for each in gathered.libraries}
    for place in other_paths(bib, gathered, files):
        yield _by_source_file(place, sources.get(place, ""), given, files)


def _given(named: NamedPath, gathered: Gathered, given: Sequence[str], files: Workspace) -> Target:
    """Return the library that is given; one of the sources' in place of one that exists and may not be written."""
    if files.exists(named.path) and _is_refused(named, files):
        ways = [_judged(each, given, files) for each in gathered.libraries if files.exists(each.path)]
        if inside := [each for each in ways if not each.obstacle]:
            return inside[0]._replace(passed_over=(named.path,))
    return Target(named)


def _chosen(gathered: Gathered, given: Sequence[str], files: Workspace) -> Target:
    named = list(gathered.libraries)
    if not named and gathered.lists and (missing := cited(gathered)):
        raise ListsItself.of(gathered.lists[0], missing)
    if not named:
        return _only_one(gathered, given, files)
    ways = [(each, _judged(each, given, files)) for each in named]
    if len(ways) == 1:
        return ways[0][1]
    holding = [(each, way) for each, way in ways if files.exists(each.path) and _takes_entries(each, files)]
    open_ones = [(each, way) for each, way in holding if not way.obstacle]
    new = [(each, way) for each, way in ways if not files.exists(each.path) and not way.obstacle]
    best, way = next(iter((*open_ones, *holding, *new, *ways)))
    matches = [each.path for each, other in open_ones if each.pattern and each.pattern == best.pattern]
    if len(matches) > 1:
        way = way._replace(obstacle=f"{best.source} names {best.pattern}, which several .bib files match: choose one")
        return way._replace(advice=tuple(choice(matches)))
    return way


def _judged(library: NamedLibrary, given: Sequence[str], files: Workspace) -> Target:
    """Return a library that a source names as a target, with what speaks against writing it."""
    named = _by_source_file(library.path, library.source, given, files)
    return Target(named, obstacle=_obstacle(library, named, files))


def _obstacle(library: NamedLibrary, named: NamedPath, files: Workspace) -> str:
    if library.embedded is not None:
        return (
            f"{library.source} writes it itself when it is compiled (filecontents), so nothing is added to it: "
            "move its entries into a separate file, or name another with --bib"
        )
    if library.is_open:
        return (
            f"{library.source} names it through a macro that cannot be resolved, so it is not written unless you name "
            f"it yourself: {_option(library.path)}"
        )
    decision = decide(named._replace(path=files.at(named.path)))
    return _refusal(decision, library.path) if isinstance(decision, Refused) else ""


def _refusal(decision: Refused, path: str) -> str:
    if decision.is_final:
        return decision.reason
    return f"{decision.reason}, so it is read and never written unless you name it yourself: {_option(path)}"


def _takes_entries(library: NamedLibrary, files: Workspace) -> bool:
    """Return whether a library is one for entries: not one with nothing but abbreviations."""
    try:
        source = files.read_library(library.path)
    except ReadError:
        return True  # reading it again shows why that fails
    text = source.text if source else ""
    return _ABBREVIATION.search(text) is None or _ENTRY.search(text) is not None


def _only_one(gathered: Gathered, given: Sequence[str], files: Workspace) -> Target:
    """Return the only library that lies with the documents, with what is given, in a folder above, or here."""
    for folder in _folders(gathered, given, files):
        found = _libraries_in(folder, files)
        if len(found) == 1:
            own = _by_source_file(found[0], os.path.join(folder, "source"), given, files)
            obstacle = _obstacle(NamedLibrary(found[0], ""), own, files) or _not_read(found[0], gathered)
            return Target(own, obstacle=obstacle, reason=_ONLY_ONE)
        if found:
            foreign = f"{_foreign(gathered)}; " if gathered.foreign else ""
            raise UsageError(f"{foreign}no source names a .bib, and there are several here", *choice(found))
    for unread in gathered.unread:
        if unread.failed:  # it might have named one
            raise ReadError(f"{unread.path}: cannot read it: {unread.reason}")
    foreign = f": {_foreign(gathered)}, and nothing is added to that" if gathered.foreign else ""
    raise UsageError(
        f"no .bib is named{foreign}; name one with --bib FILE, set bib in the configuration, or name it in a source "
        r"(\bibliography, \addbibresource, or bibliography: in front matter)"
    )


def _foreign(gathered: Gathered) -> str:
    """Return the error that a source names a library which is not read."""
    first, *others = gathered.foreign
    more = f" and {len(others)} more" if others else ""
    return f"{first.source} names {first.name}{more}, which is {'on the network' if first.is_remote else 'no .bib'}"


def _not_read(path: str, gathered: Gathered) -> str:
    """Return the error that sources name other libraries than a `.bib`, so that additions would have no effect."""
    if not gathered.foreign or any(each.may_be_made_from(path) for each in gathered.foreign):
        return ""
    return (
        f"{_foreign(gathered)}, so it would not see what is added here: name this one there, too, or give it yourself: "
        f"{_option(path)}"
    )


def _folders(gathered: Gathered, given: Sequence[str], files: Workspace) -> dict[str, None]:
    """Return the folders of documents and those above them, the nearest first; then those of what is given."""
    named = (each if files.is_folder(each) else os.path.dirname(each) for each in given)
    found: dict[str, None] = {}
    for places in ([os.path.dirname(root) for root in gathered.roots], [*named], [""]):
        shown = (files.relative(each or os.curdir) for each in places)
        level = dict.fromkeys("" if each == os.curdir else each for each in shown)
        while level := {each: None for each in level if each not in found}:
            found |= level
            level = dict.fromkeys(_above(level, files))
    return found


def _above(folders: Iterable[str], files: Workspace) -> Iterator[str]:
    """Yield the folders above some, up to that which holds all that the run is about."""
    boundary = files.boundary()
    for each in folders:
        if is_within(os.path.realpath(files.at(each) or os.curdir), boundary):
            above = files.folder_above(each, boundary)
            if above is not None:
                yield above


def _libraries_in(folder: str, files: Workspace) -> list[str]:
    """Return the libraries that lie in a folder, in order."""
    names = sorted(pathnames.names_in(files.at(folder)))
    found = [os.path.join(folder, name) for name in names if name.lower().endswith(LIBRARY) and name[0] != "."]
    return [place for place in found if files.is_file(place)]


def choice(paths: Sequence[str]) -> Iterator[str]:
    """Yield what to do where any of several libraries may be meant, a line each."""
    first = dumps(paths[0])
    yield "Choose one on the command line:"
    yield from (f"  {_option(path)}" for path in paths[:_LISTED])
    if len(paths) > _LISTED:
        yield f"  and {len(paths) - _LISTED} more"
    yield "or permanently, with a line in .bibtools.toml (or below [tool.bibtools] in pyproject.toml):"
    yield f"  bib = {first}"
    yield "or, if each document has its own, with a table for each:"
    yield from ("  [[paper]]", '  sources = ["FOLDER/"]', f"  bib = {first}")


def _by_source_file(path: str, source: str, given: Sequence[str], files: Workspace) -> NamedPath:
    """Return a path that a source names: it stays in the folder of the source's work tree, or of the run.

    A source that is elsewhere has a say only where the user named it: the repository may link to it, too.
    """
    folder = files.at(os.path.dirname(source))
    own, real = files.boundary(), os.path.realpath(folder or os.curdir)
    roots = (files.at(each if files.is_folder(each) else os.path.dirname(each)) for each in given)
    is_own = is_within(real, own) or any(is_within(real, os.path.realpath(root or os.curdir)) for root in roots)
    return NamedPath(path, files.boundary(folder) if is_own else own)


def _is_refused(named: NamedPath, files: Workspace) -> bool:
    return isinstance(decide(named._replace(path=files.at(named.path))), Refused)


def _option(path: str) -> str:
    from shlex import quote  # for the message only

    return f"--bib={quote(path)}" if path.startswith("-") else f"--bib {quote(path)}"


def candidates(gathered: Gathered) -> Iterable[str]:
    """Return every path on which it depends which libraries the sources cite from."""
    return dict.fromkeys((*gathered.looked_for, *(each.path for each in gathered.libraries)))

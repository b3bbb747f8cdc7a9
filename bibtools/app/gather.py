"""Gathering: reading and scanning all sources of a run."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from bibtools.core.errors import ExitCode, TooMuch
from bibtools.core.parallel import spread
from bibtools.core.text import Source, decode
from bibtools.files import exact_text, pathnames, walking
from bibtools.files.workspace import HERE, Workspace
from bibtools.identifiers.identifier import Identifier
from bibtools.sources.filetypes import type_of
from bibtools.sources.mention import Mention, Scan, Suspect, accept_bare
from bibtools.sources.scanner import is_promising, libraries, names_libraries, prose, scan, styles

if TYPE_CHECKING:
    from bibtools.records.record import CodeLink
    from bibtools.sources.prose import Prose


class Sources(NamedTuple):
    """Which sources a run reads, and how."""

    given: Sequence[str] = (os.curdir,)
    exclusion: walking.Exclusion = walking.Exclusion()
    bare: bool = False  # take bare numbers of the right form for ids, too
    stdin_filename: str | None = None  # what standard input is called
    by_user: bool = True  # whether the user named them; else a file of the repository did
    patience: float | None = None  # for how many seconds a pipe that the user named is read


class Gathered(NamedTuple):
    """What all sources say, in order of path, then place; libraries and styles are pairs of a name and the source."""

    mentions: tuple[Mention, ...] = ()
    suspects: tuple[Suspect, ...] = ()
    libraries: tuple[tuple[str, str], ...] = ()
    styles: tuple[tuple[str, str], ...] = ()
    unread: tuple[exact_text.Unread, ...] = ()
    sources: int = 0
    pairs: tuple[tuple[Identifier, CodeLink], ...] = ()  # papers and repositories that lists put beside each other
    texts: tuple[tuple[str, Prose], ...] = ()  # names of sources and what they say, where that is asked for
    unsearched: tuple[str, ...] = ()  # names of sources in which nobody looks for words

    def without(self, path: str, files: Workspace = HERE) -> Gathered:
        """Return the same without what a file says: the target of `sync` is no source, even where it is named."""
        paths = {mention.path for mention in self.mentions} | {suspect.path for suspect in self.suspects}
        own = {each for each in paths if files.same(each, path)}
        return self._replace(
            mentions=tuple(mention for mention in self.mentions if mention.path not in own),
            suspects=tuple(suspect for suspect in self.suspects if suspect.path not in own),
        )

    @property
    def first_mentions(self) -> dict[Identifier, Mention]:
        """The first mention of each work."""
        first: dict[Identifier, Mention] = {}
        for mention in self.mentions:
            first.setdefault(mention.identifier.work, mention)
        return first

    @property
    def cited_keys(self) -> dict[Identifier, str]:
        """The key under which sources cite each work first, where they cite it by its identifier."""
        keys: dict[Identifier, str] = {}
        for mention in self.mentions:
            if mention.key:
                keys.setdefault(mention.identifier.work, mention.key)
        return keys

    @property
    def exit_code(self) -> int:
        """The exit code that the sources alone demand."""
        if any(unread.failed for unread in self.unread):
            return ExitCode.COULD_NOT
        return ExitCode.DIFFERS if any(suspect.impossible for suspect in self.suspects) else ExitCode.IN_STEP


class SourceFiles(NamedTuple):
    """The sources of a paper, by the names that reports show; what else matters if it is there; what can be no source.

    `paths` tells where a source is read from, if its name does not.
    """

    names: tuple[str, ...]
    watched: tuple[str, ...] = ()
    unread: tuple[exact_text.Unread, ...] = ()
    folders: tuple[tuple[str, str, str], ...] = ()  # that were walked: hashes of their names, and their times
    is_listed: bool = True  # whether git or the folders tell when there are more
    paths: Mapping[str, str] = {}
    given: tuple[str, ...] = ()  # what the user named,
    patience: float | None = None  # and for how many seconds a pipe among it is read


class Extract(NamedTuple):
    """What one source says."""

    scan: Scan
    libraries: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    pairs: tuple[tuple[Identifier, CodeLink], ...] = ()
    texts: tuple[Prose, ...] | None = ()  # where they are asked for; None where nobody looks for words


_NOTHING = Extract(Scan())  # one for all: most files of a large folder say nothing


def gather(
    sources: Sources,
    today: date,
    suffixes: frozenset[str],
    *,
    naming: bool = True,
    pairing: bool = False,
    texts: bool = False,
    files: Workspace = HERE,
) -> Gathered:
    """Read and scan sources: files, of folders those with certain suffixes, and `-` for standard input.

    With `naming`, the libraries that they name are looked for, too; with `pairing`, what lists pair with papers; with
    `texts`, what they say in words is kept.
    """
    found = find(sources, suffixes, files)
    contents = [(name, content(name, found, files)) for name in found.names]
    extracts = read(contents, today, bare=sources.bare, naming=naming, pairing=pairing, texts=texts)
    return put_together(dict(zip(found.names, extracts, strict=True)), found.unread)


def find(sources: Sources, suffixes: frozenset[str], files: Workspace = HERE) -> SourceFiles:
    """Find the sources that are meant, in order of the names that reports show."""
    walked = walking.walk(sources.given, suffixes, sources.exclusion, files)
    # A file that is named twice in different ways is read once.
    paths = dict(zip(pathnames.all_relative(walked.paths, files.base), walked.paths, strict=True))
    if paths.pop(
        exact_text.STANDARD_INPUT, None
    ):  # it goes before the file that it is called by: an editor's unsaved text
        paths[sources.stdin_filename or exact_text.STANDARD_INPUT] = exact_text.STANDARD_INPUT
    given = tuple(sources.given) if sources.by_user else ()
    return SourceFiles(tuple(sorted(paths)), unread=walked.unread, paths=paths, given=given, patience=sources.patience)


def content(name: str, found: SourceFiles, files: Workspace = HERE) -> str | bytes | exact_text.Unread:
    """Return where a source is, or what standard input or a pipe holds: another process cannot read that."""
    path = found.paths.get(name, name)
    if path == exact_text.STANDARD_INPUT:
        return exact_text.read_named(path, found.patience)
    if path in found.given and pathnames.is_stream_itself(files.at(path)):
        return exact_text.read_named(files.at(path), found.patience)
    return files.content(path)


def pairs_of(names: Sequence[str], today: date, *, bare: bool = False) -> tuple[tuple[Identifier, CodeLink], ...]:
    """Return what lists among some sources pair with papers."""
    lists = [name for name in names if type_of(pathnames.suffix(name)).lists_papers]
    wanted = Sources(lists, bare=bare, by_user=False)
    return gather(wanted, today, frozenset(), naming=False, pairing=True).pairs


def read(
    contents: Sequence[tuple[str, str | bytes | exact_text.Unread]],
    today: date,
    *,
    bare: bool = False,
    naming: bool = True,
    pairing: bool = False,
    texts: bool = False,
) -> list[Extract | exact_text.Unread]:
    """Read and scan sources, given as names with the places where they are, or with their contents."""
    reading = partial(read_one, today=today, bare=bare, naming=naming, pairing=pairing, texts=texts)
    sizes = [exact_text.size(content) if isinstance(content, str) else len(content) for _, content in contents]
    return spread(reading, contents, sizes)


def put_together(
    found: Mapping[str, Extract | exact_text.Unread], unread: Iterable[exact_text.Unread] = ()
) -> Gathered:
    """Return what all sources say, given by their names in order."""
    extracts = [(name, each) for name, each in found.items() if isinstance(each, Extract)]
    return Gathered(
        mentions=tuple(mention for _, each in extracts for mention in each.scan.mentions),
        suspects=tuple(suspect for _, each in extracts for suspect in each.scan.suspects),
        libraries=tuple(dict.fromkeys((library, name) for name, each in extracts for library in each.libraries)),
        styles=tuple(dict.fromkeys((style, name) for name, each in extracts for style in each.styles)),
        unread=(*unread, *(each for each in found.values() if isinstance(each, exact_text.Unread))),
        sources=len(found),
        pairs=tuple(pair for _, each in extracts for pair in each.pairs),
        texts=tuple((name, text) for name, each in extracts for text in each.texts or ()),
        unsearched=tuple(name for name, each in extracts if each.texts is None),
    )


def read_one(
    source: tuple[str, str | bytes | exact_text.Unread],
    *,
    today: date,
    bare: bool,
    naming: bool,
    pairing: bool,
    texts: bool,
) -> Extract | exact_text.Unread:
    """Read and scan one source, given as the path that reports show and the one to read, or its content."""
    try:
        return _read_one(source, today=today, bare=bare, naming=naming, pairing=pairing, texts=texts)
    except TooMuch as error:
        return exact_text.Unread(source[0], f"{error}{exact_text.ADVICE}", failed=True)


def _read_one(
    source: tuple[str, str | bytes | exact_text.Unread],
    *,
    today: date,
    bare: bool,
    naming: bool,
    pairing: bool,
    texts: bool,
) -> Extract | exact_text.Unread:
    shown, given = source
    data = exact_text.read_source(given) if isinstance(given, str) else given
    if isinstance(data, exact_text.Unread):
        return data._replace(path=shown)
    suffix = os.path.splitext(shown)[1]
    mentioning, naming = is_promising(data, suffix), naming and names_libraries(data, suffix)
    is_searched = texts and type_of(suffix).searched
    unsearched = Extract(Scan(), texts=None) if texts and not is_searched else _NOTHING
    if not (mentioning or naming or is_searched):
        return unsearched
    text = decode(data)
    found = scan(Source(shown, text), today, suffix) if mentioning else Scan()
    found = accept_bare(found) if bare else found
    extract = unsearched._replace(scan=found)
    if pairing and type_of(suffix).lists_papers:
        extract = extract._replace(pairs=tuple(_pairs(text, found)))
    extract = extract._replace(texts=tuple(prose(text, suffix))) if is_searched else extract
    if not naming:
        return extract
    jobname = os.path.basename(shown).removesuffix(suffix)
    return extract._replace(libraries=tuple(libraries(text, suffix, jobname)), styles=tuple(styles(text, suffix)))


def _pairs(text: str, found: Scan) -> Iterator[tuple[Identifier, CodeLink]]:
    from bibtools.records.codelinks.ranking import PAIRED  # for runs that add papers
    from bibtools.records.record import CodeLink
    from bibtools.sources.code_pairs import pairs

    for pair in pairs(text, found.mentions):
        yield pair.paper, CodeLink(pair.url, "source", PAIRED)

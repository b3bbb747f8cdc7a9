"""Gathering: reading and scanning all sources of a run."""

from __future__ import annotations

import os
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from bibtools.app.documents.builds import without_builds
from bibtools.app.documents.citations import citations, key_macros, settled
from bibtools.app.documents.cited_from import cited_from
from bibtools.app.documents.division import divide
from bibtools.app.documents.document import Document, lone
from bibtools.app.documents.library_places import NamedLibrary, named_libraries
from bibtools.app.documents.lost_sources import lost_sources, unfollowed_sources
from bibtools.app.documents.projects import Projects
from bibtools.app.documents.sharing import Aside, PaperTexts, papers
from bibtools.app.documents.styling import styling
from bibtools.app.documents.surroundings import in_company
from bibtools.app.documents.texts import Reading, SourceTexts
from bibtools.app.extract import Extract
from bibtools.app.namesakes import Namesakes
from bibtools.app.read_source import read_one
from bibtools.app.source_files import SourceFiles, Sources, content, find
from bibtools.bibliography.entries.options import BIBLATEX
from bibtools.core.errors import ExitCode
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.parallel import spread
from bibtools.core.text import Position
from bibtools.files import exact_text, pathnames, submodule
from bibtools.files.workspace import HERE, Workspace
from bibtools.identifiers.doi_policy import ALL_DOIS, CITED_DOIS, DoiPolicy
from bibtools.identifiers.identifier import Identifier
from bibtools.sources.filetypes import type_of
from bibtools.sources.mention import Mention, Suspect

if TYPE_CHECKING:
    from bibtools.app.documents.foreign_libraries import ForeignLibrary
    from bibtools.records.record import CodeLink
    from bibtools.sources.cite_macros import CiteMacro
    from bibtools.sources.cited_key import CitedKey
    from bibtools.sources.prose import Prose


class AsideMentions(NamedTuple):
    """What is named beside a paper, and why it need not be in its library."""

    aside: Aside
    mentions: tuple[Mention, ...]


class ListEnd(NamedTuple):
    """The place at which a list of items ends that a source writes itself."""

    path: str
    position: Position


class Gathered(NamedTuple):
    """What the sources of a paper say, in order of path, then place; styles are pairs of a name and the source.

    `roots` are its documents, `defined` the keys that they define themselves, `built` those that only a build has
    resolved, since a library is not there; `items` are the works that the sources list themselves, each with its key,
    and `lists` the places at which such a list ends. `citations` are all that the sources cite
    by keys, and `doubts` say why not all is known that the documents cite from. `looked_for` are places of libraries at
    which there is nothing.
    """

    mentions: tuple[Mention, ...] = ()
    suspects: tuple[Suspect, ...] = ()
    libraries: tuple[NamedLibrary, ...] = ()
    styles: tuple[tuple[str, str], ...] = ()
    unread: tuple[exact_text.Unread, ...] = ()
    names: tuple[str, ...] = ()  # of all sources
    pairs: tuple[tuple[Identifier, CodeLink], ...] = ()  # papers and repositories that lists put beside each other
    texts: tuple[tuple[str, Prose], ...] = ()  # names of sources and what they say, where that is asked for
    unsearched: tuple[str, ...] = ()  # names of sources that are not searched by words
    roots: tuple[str, ...] = ()
    defined: frozenset[str] = frozenset()
    built: frozenset[str] = frozenset()
    items: Mapping[Identifier, str] = {}
    lists: tuple[ListEnd, ...] = ()
    asides: tuple[AsideMentions, ...] = ()
    beside: tuple[Aside, ...] = ()  # all sources beside the paper
    looked_for: tuple[str, ...] = ()
    citations: tuple[CitedKey, ...] = ()  # of all sources
    citing: frozenset[str] = frozenset()  # names of the sources whose keys must be there
    doubts: tuple[str, ...] = ()
    foreign: tuple[ForeignLibrary, ...] = ()  # libraries that are named, but not read
    key_prefixes: tuple[str, ...] = ()  # before the keys of libraries
    cite_macros: tuple[CiteMacro, ...] = ()  # of the documents
    namesakes: Namesakes | None = None  # which files may be meant where a library is not there
    passing: tuple[Mention, ...] = ()  # of works that the sources name, and need not have in a library

    @property
    def citing_roots(self) -> tuple[str, ...]:
        """The documents that cite something by a key; all of them where none does."""
        return tuple(each for each in self.roots if each in self.citing) or self.roots

    @property
    def resolved(self) -> frozenset[str]:
        """The keys that need no entry of a library."""
        return self.defined | self.built

    def taking(self, dois: DoiPolicy) -> Gathered:
        """Return the same with the DOIs among its mentions that a policy takes: cited ones, all, or none."""
        if dois == CITED_DOIS or not any(each.is_doi for each in (*self.mentions, *self.passing)):
            return self
        every = sorted((*self.mentions, *self.passing), key=lambda each: (each.path, each.cell or 0, each.span))
        if dois == ALL_DOIS:
            return self._replace(mentions=tuple(every), passing=())
        taken = tuple(each for each in every if not each.is_doi)
        return self._replace(mentions=taken, passing=tuple(each for each in every if each.is_doi))

    def naming_only(self, mentions: Iterable[Mention]) -> Gathered:
        """Return the same as if its sources named nothing but these works: what is added is what the user names."""
        return self._replace(
            mentions=tuple(mentions),
            passing=(),
            suspects=(),
            asides=(),
            unread=(),
            defined=frozenset(),
            built=frozenset(),
        )

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

    def with_listed(self, present: Iterable[Identifier]) -> int:
        """Return how many works are named that are present, or that the sources list themselves."""
        return len({*present, *(work for work in self.first_mentions if work in self.items)})

    @property
    def cited_keys(self) -> dict[Identifier, str]:
        """The key under which sources cite each work first, where they cite it by its identifier."""
        keys: dict[Identifier, str] = {}
        for mention in self.mentions:
            if mention.key:
                keys.setdefault(mention.identifier.work, mention.key)
        return keys

    @property
    def asked_citations(self) -> tuple[CitedKey, ...]:
        """What the documents cite by keys, which must be there: not what notes beside them do."""
        return tuple(each for each in self.citations if each.path in self.citing)

    @property
    def sources(self) -> int:
        """The number of sources."""
        return len(self.names)

    @property
    def exit_code(self) -> int:
        """The exit code that the sources alone demand."""
        if any(unread.failed for unread in self.unread):
            return ExitCode.COULD_NOT
        return ExitCode.DIFFERS if any(suspect.impossible for suspect in self.suspects) else ExitCode.IN_STEP


def gather(
    sources: Sources,
    today: date,
    suffixes: frozenset[str],
    *,
    naming: bool = True,
    pairing: bool = False,
    files: Workspace = HERE,
) -> Gathered:
    """Read and scan sources: files, of folders those with certain suffixes, and `-` for standard input.

    Each stands for itself here, whichever document it belongs to. With `naming`, the libraries that they name are
    looked for, too; with `pairing`, what lists pair with papers.
    """
    found = find(sources, suffixes, files)
    read_all = reading(found, today, bare=sources.bare, naming=naming, pairing=pairing, files=files)
    texts = SourceTexts(read_all, files)
    texts.load(found.names)
    named = [each for name in found.names for each in named_libraries(lone(name), texts)] if naming else []
    counting = _styling(found, texts) if naming else None
    return put_together(PaperTexts(found.names, libraries=tuple(named), styling=counting), texts.known, found.unread)


def _styling(found: SourceFiles, texts: SourceTexts) -> frozenset[str] | None:
    """Return the sources whose styles count, where there are several to choose from; else None, for all."""
    several = [name for name in found.names if isinstance(each := texts.known[name], Extract) and each.styles]
    if len(several) < 2:
        return None
    division = divide(found.names, found.named, texts)
    documents = (*division.documents, *map(lone, division.alone))
    return frozenset(name for each in documents for name in styling(each, texts))


def gather_papers(
    sources: Sources,
    today: date,
    suffixes: frozenset[str],
    *,
    pairing: bool = False,
    texts: bool = False,
    together: bool = False,
    files: Workspace = HERE,
) -> list[Gathered]:
    """Read sources, and what the documents among them read, and divide them into papers.

    All are one paper where they are `together`, since its library is given. With `texts`, what they say in words is
    kept.
    """
    found = find(sources, suffixes, files)
    read_all = reading(found, today, bare=sources.bare, pairing=pairing, texts=texts, files=files)
    return divided(found, read_all, together=together, files=files)


def divided(found: SourceFiles, read_all: Reading, *, together: bool, files: Workspace) -> list[Gathered]:
    """Return what a run's papers say, one item a paper; what can be no source is reported with the first."""
    texts = SourceTexts(read_all, files)
    projects = Projects(texts)
    names, builds = without_builds(found.names, found.named, texts, projects)
    division = divide(names, found.named, texts)

    libraries: dict[str, tuple[NamedLibrary, ...]] = {}

    def named(document: Document) -> tuple[NamedLibrary, ...]:
        if document.root not in libraries:
            libraries[document.root] = cited_from(document, texts, projects, os.environ)
        return libraries[document.root]

    division = division if together else in_company(division, found.named, texts, named)
    shares = papers(division, found.named, texts, named, projects.doubts, together=together)
    left = [each for each in found.unread if not submodule.is_read(each, texts.known)]
    lost = (*lost_sources(division, found.names, left, files), *unfollowed_sources(division, found.names, found.named))
    unread = [(*left, *lost, *builds), *(() for _ in shares[1:])]
    looked_for, namesakes = tuple(texts.looked_for), Namesakes(files)
    papers_found: list[Gathered] = []
    for share, each in zip(shares, unread, strict=True):
        gathered = put_together(share, texts.known, each, files)
        gathered = gathered._replace(looked_for=looked_for, namesakes=namesakes)
        papers_found += [gathered] if together else _apart(gathered, files)
    return papers_found


def _apart(gathered: Gathered, files: Workspace) -> list[Gathered]:
    if not any(each.scope for each in gathered.libraries):
        return [gathered]
    from bibtools.app.scoped_papers import scoped  # few documents have several libraries

    return scoped(gathered, files)


def reading(
    found: SourceFiles,
    today: date,
    *,
    bare: bool = False,
    naming: bool = True,
    pairing: bool = False,
    texts: bool = False,
    files: Workspace = HERE,
) -> Reading:
    """Return what reads sources by their names: those of a run, and those that they lead to."""

    def read_all(names: Sequence[str]) -> Mapping[str, Extract | exact_text.Unread]:
        contents = [(name, content(name, found, files)) for name in names]
        written = found.named if naming else None
        extracts = read(contents, today, bare=bare, naming=naming, pairing=pairing, texts=texts, written=written)
        return {name: found.judged(name, each) for name, each in zip(names, extracts, strict=True)}

    return read_all


def pairs_of(
    names: Sequence[str], today: date, *, bare: bool = False, files: Workspace = HERE
) -> tuple[tuple[Identifier, CodeLink], ...]:
    """Return what lists among some sources pair with papers."""
    lists = [name for name in names if type_of(pathnames.suffix(name)).lists_papers]
    wanted = Sources(lists, bare=bare, by_user=False)
    return gather(wanted, today, frozenset(), naming=False, pairing=True, files=files).pairs


def read(
    contents: Sequence[tuple[str, str | bytes | exact_text.Unread]],
    today: date,
    *,
    bare: bool = False,
    naming: bool = True,
    pairing: bool = False,
    texts: bool = False,
    written: Container[str] | None = None,
) -> list[Extract | exact_text.Unread]:
    """Read and scan sources, given as names with the places where they are, or with their contents.

    What a build wrote is not looked into, unless its name is among those that people have `written` for sure; with
    None, all of them are.
    """
    reading = partial(read_one, today=today, bare=bare, naming=naming, pairing=pairing, texts=texts, written=written)
    sizes = [exact_text.size(content) if isinstance(content, str) else len(content) for _, content in contents]
    return spread(reading, contents, sizes)


def _styles(extracts: Iterable[tuple[str, Extract]], styling: frozenset[str] | None) -> Iterator[tuple[str, str]]:
    for name, each in extracts:
        counts = styling is None or name in styling
        yield from ((style, name) for style in each.styles if counts or style == BIBLATEX)


def put_together(
    paper: PaperTexts,
    known: Mapping[str, Extract | exact_text.Unread],
    unread: Iterable[exact_text.Unread] = (),
    files: Workspace = HERE,
) -> Gathered:
    """Return what the sources of a paper say, given what is known of each by its name."""
    found = [known[name] for name in paper.sources]
    extracts = [(name, each) for name in paper.sources if isinstance(each := known[name], Extract)]
    mentioned = [mention for _, each in extracts for mention in each.scan.mentions]
    around = [(name, each) for name in paper.context if isinstance(each := known[name], Extract)]
    built = [each for name in sorted(paper.built) if isinstance(each := known[name], Extract)]
    own = [*extracts, *around]
    macros = (*paper.cite_macros, *key_macros(paper.sources, known, files))
    return Gathered(
        mentions=tuple(mention for mention in mentioned if not mention.is_in_passing),
        passing=tuple(mention for mention in mentioned if mention.is_in_passing),
        suspects=tuple(suspect for _, each in extracts for suspect in each.scan.suspects),
        libraries=paper.libraries,
        styles=tuple(dict.fromkeys(_styles(own, paper.styling))),
        unread=(*unread, *(each for each in found if isinstance(each, exact_text.Unread))),
        names=paper.sources,
        pairs=tuple(pair for _, each in extracts for pair in each.pairs),
        texts=tuple((name, text) for name, each in extracts for text in each.texts or ()),
        unsearched=tuple(name for name, each in extracts if each.texts is None),
        roots=paper.roots,
        defined=paper.defined,
        built=frozenset(key for each in built for key in each.structure.defined),
        items=dict(item for each in reversed([*(each for _, each in own), *built]) for item in each.items.works),
        lists=tuple(ListEnd(name, each.items.end) for name, each in own if each.items.end),
        beside=paper.asides,
        asides=tuple(_asides(paper, known)),
        citations=settled(citations(paper.sources, macros, known, files), (name for name, _ in own), known, files),
        citing=frozenset(paper.citing),
        cite_macros=macros,
        doubts=tuple(each.reason for each in paper.doubts),
        foreign=tuple(each.library for each in paper.doubts if each.library),
        key_prefixes=paper.key_prefixes,
    )


def _asides(paper: PaperTexts, known: Mapping[str, Extract | exact_text.Unread]) -> Iterator[AsideMentions]:
    """Yield the sources beside a paper that name something."""
    for aside in paper.asides:
        each = known[aside.source]
        if isinstance(each, Extract) and each.scan.mentions:
            yield AsideMentions(aside, tuple(mention for mention in each.scan.mentions if not mention.is_in_passing))

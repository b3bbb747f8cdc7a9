"""`add`: works that the user names, into the library of the paper here."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from shlex import quote
from typing import TYPE_CHECKING

from bibtools.app.find import FindOutcome, FoundPaper, find
from bibtools.app.gather import Gathered, gather_papers
from bibtools.app.named_works import WorkArgument, by_usual_name, name_of, read_argument
from bibtools.app.source_files import Sources
from bibtools.app.sync import sync_paper
from bibtools.app.sync_outcome import SyncOptions, SyncOutcome
from bibtools.app.target import Target, choice, other_paths, target, with_embedded
from bibtools.bibliography.editing.merge import USABLE_KEY
from bibtools.bibliography.library.identity import by_title, compact_title, identities
from bibtools.bibliography.library.reader import read
from bibtools.core.errors import BibtoolsError, ExitCode, UsageError
from bibtools.core.finding import Finding
from bibtools.core.named_tuple import NamedTuple
from bibtools.files.workspace import HERE, Workspace
from bibtools.files.write_access import NamedPath
from bibtools.identifiers import catalogue_keys, doi
from bibtools.identifiers.identifier import ARXIV, DOI, Identifier
from bibtools.providers.resolution import Attribute, Resolve
from bibtools.sources.filetypes import WALKED
from bibtools.sources.mention import Mention

if TYPE_CHECKING:
    from bibtools.app.find import Search

_MOST = 5  # papers that are shown where it is not certain which one is meant
_SHORTEST = 16  # letters of a title that says which entry is meant: there are many introductions
_ADDRESS = ("http://", "https://", "www.")
# What is reported on a library, beside the works themselves: additions to it would be lost.
_OF_LIBRARIES = frozenset({"generated-library", "skipped"})
_ABOUT_WORKS = frozenset(
    """key-taken code-unclear code-proposed withdrawn id-of-another-paper unprintable-letter formula-as-text""".split()
)


class Here(NamedTuple):
    """What is outside: the day, and who knows works by their identifiers and by their words."""

    today: date
    resolve: Resolve
    attribute: Attribute
    search: Search


@dataclass(frozen=True, slots=True, kw_only=True)
class AddOptions:
    """What the user asks of `add`: works, the key of the only one, and how `sync` would add them.

    `papers` are the sources of each paper here, with the library that is named for it.
    """

    what: Sequence[str]
    key: str | None = None
    papers: Sequence[tuple[Sources, NamedPath | None]] = ((Sources(), None),)
    sync: SyncOptions = SyncOptions(only_adds=True)  # noqa: RUF009 - a constant


class Asked(NamedTuple):
    """What became of one argument before anything is written.

    It names works by identifiers, or an entry that is there by its title; else `found` are those that may be meant.
    """

    argument: WorkArgument
    identifiers: tuple[Identifier, ...] = ()
    held: tuple[str, str, str] | None = None  # the key and the title of an entry that is there, and its library
    found: FindOutcome | None = None

    @property
    def exit_code(self) -> int:
        """The exit code that this argument alone demands."""
        if self.identifiers or self.held:
            return ExitCode.DIFFERS if self.argument.suspects else ExitCode.IN_STEP
        return max(ExitCode.DIFFERS, self.found.exit_code if self.found else ExitCode.DIFFERS)


@dataclass(frozen=True, slots=True, kw_only=True)
class AddOutcome:
    """What became of each argument, and of the library."""

    asked: tuple[Asked, ...]
    done: SyncOutcome
    options: AddOptions
    sources: tuple[str, ...]  # of the paper: the new entry is cited the way they cite

    @property
    def keys(self) -> tuple[tuple[Identifier | None, str], ...]:
        """The works that are there now, each with its key, in the order in which they were named."""
        plan = self.done.plan
        by_work = {each.identifier: each.key for each in plan.present}
        by_work |= {each.identifier: each.key for each in plan.added}
        named: dict[tuple[Identifier | None, str], None] = {}
        for each in self.asked:
            works = (work for identifier in each.identifiers if (work := identifier.work) in by_work)
            named |= dict.fromkeys((work, by_work[work]) for work in works)
            named |= {(None, each.held[0]): None} if each.held else {}
        return tuple(named)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings about these works; other faults of the library belong to other commands."""
        works = {identifier.work.id for each in self.asked for identifier in each.identifiers}
        return tuple(
            each
            for each in self.done.findings
            if each.rule in _OF_LIBRARIES or (each.rule in _ABOUT_WORKS and each.data.get("identifier") in works)
        )

    @property
    def exit_code(self) -> int:
        """The exit code: 0 where everything is there now; the library's other troubles do not count."""
        resolution = self.done.resolution
        if resolution.unresolved:
            return ExitCode.COULD_NOT
        shown = self.done.options.diff and self.done.plan.edits
        differs = resolution.nonexistent or resolution.rejected or shown
        return max(
            ExitCode.DIFFERS if differs else ExitCode.IN_STEP, max((each.exit_code for each in self.asked), default=0)
        )


def add(options: AddOptions, here: Here) -> AddOutcome:
    """Add works to the library of the paper here, unless it has them.

    Raises UsageError where the arguments make no sense or it is not clear which library is meant, and the errors of
    reading and writing that.
    """
    arguments = [read_argument(number, text, here.today) for number, text in enumerate(options.what, start=1)]
    _refuse_nonsense(options, arguments)
    paper = _paper(options, here.today)
    if options.key in paper.gathered.defined:
        raise UsageError(f"--key {options.key}: a source defines it itself (\\bibitem); nothing was added")
    titles = _Titles(paper, here)
    asked = tuple(_asked(_by_usual_names(each, here.resolve), titles) for each in arguments)
    named = paper.gathered.naming_only(chain.from_iterable(_mentions(each, options.key) for each in asked))
    wanted = replace(options.sync, sources=paper.sources, bib=paper.bib, only_adds=True)
    done = sync_paper(wanted, here.today, here.resolve, here.attribute, None, named)
    return AddOutcome(asked=asked, done=done, options=options, sources=named.roots or named.names)


def _refuse_nonsense(options: AddOptions, arguments: Sequence[WorkArgument]) -> None:
    """Raise UsageError for arguments that can mean nothing, before anything is read."""
    for each in arguments:
        if not each.text.strip():
            raise UsageError("nothing to add: give an arXiv id, a DOI, a URL or a title")
        if each.names_nothing and not _is_named(each.text) and HERE.is_file(each.text):
            advice = f"bibtools sync {quote(each.text)} adds the papers that it names"
            raise UsageError(f"{each.text}: this is a file: {advice}")
    words = [each.text for each in arguments if each.names_nothing and not _is_named(each.text)]
    if len(words) > 1 and all(len(each.split()) == 1 for each in words):
        raise UsageError(f"quote the title, so that it is one argument: bibtools add {quote(' '.join(words))}")
    if options.key is None:
        return
    if len(arguments) > 1 or len({work.work for each in arguments for work in each.identifiers}) > 1:
        raise UsageError("--key takes one work; without it, bibtools chooses the keys")
    if not USABLE_KEY.fullmatch(options.key):
        raise UsageError(
            f"--key {quote(options.key)}: BibTeX and biber cannot read this key: blanks, quotes, braces, "
            "parentheses, commas, backslashes, tildes and # % = are not allowed"
        )


def _is_named(text: str) -> bool:
    """Return whether a text is no title: a DOI, a key of a catalogue, or an address."""
    return (doi.parse(text) or catalogue_keys.parse(text)) is not None or text.strip().lower().startswith(_ADDRESS)


class _PaperHere(NamedTuple):
    """A paper here: how its sources are read, what they say, and the library that is named for it."""

    sources: Sources
    gathered: Gathered
    bib: NamedPath | None

    @property
    def target(self) -> Target:
        """The library that is meant, as `sync` decides it."""
        given = self.sources.given if self.sources.by_user else ()
        return target(self.bib, self.gathered, given, self.files)

    @property
    def files(self) -> Workspace:
        """The files, with the libraries over them that its sources write themselves."""
        return with_embedded(self.gathered, HERE)

    @property
    def is_of_folder(self) -> bool:
        """Whether one of its documents lies in the current folder itself."""
        return any(os.path.dirname(root) == "" for root in self.gathered.roots)


def _paper(options: AddOptions, today: date) -> _PaperHere:
    """Return the paper that is meant: the only one here, or the folder's.

    Raises UsageError where several may be meant.
    """
    papers = [
        _PaperHere(sources, gathered, bib)
        for sources, bib in options.papers
        for gathered in gather_papers(sources, today, WALKED, pairing=options.sync.pairing, together=bib is not None)
    ]
    if len(papers) == 1:
        return papers[0]
    ways: list[tuple[_PaperHere, str]] = []
    errors: list[BibtoolsError] = []
    for each in papers:
        try:
            ways.append((each, each.target.path))
        except BibtoolsError as error:
            errors.append(error)
    if not ways:
        raise errors[0]
    own = [way for way in ways if way[0].is_of_folder]
    for some in (ways, own):
        if len({path for _, path in some}) == 1:
            return some[0][0]
    paths = list(dict.fromkeys(path for _, path in own or ways))
    raise UsageError("there are several papers here, each with its own library", *choice(paths))


class _Titles:
    """Looks titles up: in the paper's libraries, then in the index or at arXiv; nothing is read before it is asked."""

    def __init__(self, paper: _PaperHere, here: Here) -> None:
        self._paper, self._here = paper, here
        self._held: dict[str, tuple[str, str, str]] | None = None

    def held(self, title: str) -> tuple[str, str, str] | None:
        """Return the key and the title of the first entry of that title, and its library."""
        if self._held is None:
            self._held = dict(self._read())
        wanted = compact_title(title)
        return self._held.get(wanted) if len(wanted) >= _SHORTEST else None

    def find(self, title: str) -> FindOutcome:
        """Return the papers that a title may name."""
        return find(title, self._here.search, self._here.resolve, _MOST, self._here.today)

    def _read(self) -> Iterator[tuple[str, tuple[str, str, str]]]:
        """Yield the titles of the libraries, in reverse order, so that the first entry of a title counts."""
        files, named = self._paper.files, self._paper.target
        for path in reversed((named.path, *other_paths(named, self._paper.gathered, files))):
            source = files.read_library(path)
            known = by_title(identities(read(source), self._here.today)) if source else {}
            for title, entries in known.items():
                if key := next((each.block.key for each in entries if each.block.key), ""):
                    yield title, (key, entries[0].value("title"), files.relative(path))


def _by_usual_names(argument: WorkArgument, resolve: Resolve) -> WorkArgument:
    """Return an argument with the arXiv ids and DOIs of works that it names otherwise, as far as these are known."""
    others = [each for each in argument.identifiers if each.scheme not in {ARXIV, DOI}]
    if not others:
        return argument
    known = {each: by_usual_name(record).identifier for each, record in resolve(others).records.items()}
    return argument._replace(identifiers=tuple(known.get(each, each) for each in argument.identifiers))


def _asked(argument: WorkArgument, titles: _Titles) -> Asked:
    if not argument.names_nothing or _is_named(argument.text):
        return Asked(argument, argument.identifiers)
    if held := titles.held(argument.text):
        return Asked(argument, held=held)
    found = titles.find(argument.text)
    sure = list(dict.fromkeys(each.match.identifier.work for each in found.found if each.match.sure))
    return Asked(argument, tuple(sure), found=found) if len(sure) == 1 else Asked(argument, found=_unsure(found))


def _unsure(found: FindOutcome) -> FindOutcome:
    """Return what was found as likely matches only: several certain ones rule each other out."""
    return found._replace(found=tuple(_unsure_paper(each) for each in found.found))


def _unsure_paper(paper: FoundPaper) -> FoundPaper:
    return paper._replace(match=paper.match._replace(sure=False))


def _mentions(asked: Asked, key: str | None) -> Iterable[Mention]:
    """Yield the works of an argument as a source would mention them."""
    for identifier in asked.identifiers:
        yield Mention.of_user(name_of(asked.argument.number), identifier, asked.argument.text, key)

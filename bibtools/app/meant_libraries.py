"""Meant libraries: a `.bib` that the user names, or those that sources cite from, with what they cite."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from bibtools.bibliography.library.aliases import aliases
from bibtools.bibliography.library.blocks import Library
from bibtools.config.papers import chosen
from bibtools.core.errors import UsageError
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.text import Span
from bibtools.files.workspace import HERE, Workspace
from bibtools.files.write_access import NamedPath, Refused, by_user, decide
from bibtools.sources.citation import CITED, EVERYTHING, NOCITED, SPACED
from bibtools.sources.filetypes import LIBRARY, WALKED

if TYPE_CHECKING:
    from bibtools.app.gather import Gathered
    from bibtools.app.source_files import Sources
    from bibtools.app.target import Target
    from bibtools.app.verify_outcome import CitePlace
    from bibtools.bibliography.library.identity import Known
    from bibtools.config.configuration import Config
    from bibtools.files.exact_text import Unread
    from bibtools.identifiers.identifier import Identifier


class MeantLibrary(NamedTuple):
    """A library of a run; without `gathered` sources the user names it, and all of its entries count.

    The run is about the `target`; the sources cite from an `is_other` one, too.
    """

    named: NamedPath
    files: Workspace = HERE
    gathered: Gathered | None = None
    target: Target | None = None
    is_other: bool = False

    @property
    def unread(self) -> tuple[Unread, ...]:
        """The sources that could not be read: what they cite is not known."""
        return tuple(each for each in self.gathered.unread if each.failed) if self.gathered else ()

    @property
    def lock_within(self) -> str | None:
        """The folder that verdicts beside it must be in: the work tree, unless the user names it."""
        return None if self.gathered is None else self.named.within or self.files.boundary()

    @property
    def refusal(self) -> str:
        """Why it is not written where it is none that the run is about, but one that sources name besides."""
        found = decide(self.named._replace(path=self.files.at(self.named.path)))
        return found.reason if self.is_other and isinstance(found, Refused) else ""

    def refuse(self) -> None:
        """Raise UsageError, with what to do, where nothing may be written there."""
        if self.target:
            try:
                self.target.refuse(self.files)
            except UsageError as error:
                raise _by_name(error) from None

    def is_cited_in(self, library: Library) -> Callable[[Known], bool]:
        """Return a function that finds whether an entry is cited: by its key, an alias, or an id of its work."""
        if self.gathered is None or any(each.kind == EVERYTHING for each in self.gathered.asked_citations):
            return lambda _: True
        places = self.cited_at(library)
        return lambda entry: bool(places(entry))

    def cited_at(self, library: Library) -> Callable[[Known], tuple[CitePlace, ...]]:
        """Return a function that finds where sources cite an entry; nowhere if the library itself was named."""
        if self.gathered is None:
            return lambda _: ()
        from bibtools.app.verify_outcome import CitePlace  # where sources are given

        found: defaultdict[str | Span | Identifier | None, list[CitePlace]] = defaultdict(list)
        for each in self.gathered.asked_citations:
            if each.kind in {CITED, NOCITED, SPACED}:
                # BibTeX finds an entry whatever the case of the key is.
                for key in {each.key.casefold(), _bare(each.key, self.gathered.key_prefixes).casefold()}:
                    found[key].append(CitePlace(each.path, *each.position))
        for alias in aliases(library):
            found[alias.block.span] += found.get(alias.key.casefold(), ())
        for mention in self.gathered.mentions:
            found[mention.identifier.work].append(CitePlace(mention.path, *mention.position))

        def places(entry: Known) -> tuple[CitePlace, ...]:
            named = (entry.block.key.casefold(), entry.block.span, entry.arxiv, entry.doi)
            return tuple(sorted({place for each in named if each for place in found.get(each, ())}))

        return places


def each_once(found: Iterable[MeantLibrary]) -> list[MeantLibrary]:
    """Return libraries, each once, with what all papers cite from it; it is an `is_other` one only if for all."""
    once: dict[str, MeantLibrary] = {}
    for each in found:
        place = os.path.realpath(each.files.at(each.named.path))
        once[place] = _with(once[place], each) if place in once else each
    return list(once.values())


def _with(first: MeantLibrary, second: MeantLibrary) -> MeantLibrary:
    """Return one library of two papers."""
    if first.gathered is None or second.gathered is None:  # the user names it, and it counts as a whole
        return first
    own = second if first.is_other and not second.is_other else first
    one, two = first.gathered, second.gathered
    cited = one._replace(
        mentions=(*one.mentions, *two.mentions),
        citations=(*one.citations, *two.citations),
        citing=one.citing | two.citing,
        key_prefixes=(*one.key_prefixes, *two.key_prefixes),
        unread=(*one.unread, *two.unread),
    )
    return own._replace(gathered=cited)


def _by_name(error: UsageError) -> UsageError:
    """Return an error of `sync`, which has an option for the library, as one of a command that takes its name."""
    lines = (str(error), *error.advice)
    return UsageError(*(each.replace("name one with --bib FILE", "name it").replace("--bib ", "") for each in lines))


def _bare(key: str, prefixes: Sequence[str]) -> str:
    return next((key.removeprefix(each) for each in prefixes if each and key.startswith(each)), key)


def is_library(given: Sequence[str]) -> bool:
    """Return whether a run names a library itself, rather than sources; raises UsageError where it names both."""
    libraries = [each for each in given if each.lower().endswith(LIBRARY)]
    if libraries and len(given) > 1:
        raise UsageError(f"{libraries[0]}: give either one .bib or sources")
    if len(given) != 1 or given[0] == "-":
        return False
    is_other = os.path.splitext(given[0])[1].lower() not in WALKED and not HERE.is_folder(given[0])
    return bool(libraries) or is_other


def meant_libraries(
    given: Sequence[str], config: Config, today: date, *, with_others: bool = False
) -> Iterator[Callable[[], list[MeantLibrary]]]:
    """Yield, for each paper, what finds its libraries: those that are named, and the others that it cites from, too.

    Finding one raises UsageError where it is not clear which one is meant, as for `sync`.
    """
    if is_library(given):
        named = [MeantLibrary(by_user(given[0]))]
        yield lambda: named
        return
    # A library that is named needs nothing of what reads sources.
    from bibtools.app.documents.build_folder import given_or_built
    from bibtools.app.gather import gather_papers
    from bibtools.app.source_files import Sources
    from bibtools.app.target import library_of

    for paper in chosen(config.papers, config.bib, given, None):
        own = given_or_built(paper.sources, os.environ)
        sources = Sources(own, config.exclusion, by_user=paper.has_users_sources, patience=config.timeout)
        bib = library_of(paper)
        for gathered in gather_papers(sources, today, WALKED, together=bib is not None):
            yield _finding(gathered.taking(config.dois), bib, sources, with_others=with_others)


def _finding(
    gathered: Gathered, bib: NamedPath | None, sources: Sources, *, with_others: bool
) -> Callable[[], list[MeantLibrary]]:
    from bibtools.app.target import other_libraries, target, with_embedded

    def find() -> list[MeantLibrary]:
        files = with_embedded(gathered, HERE)
        try:
            found = target(bib, gathered, sources.given if sources.by_user else (), files)
        except UsageError as error:
            raise _by_name(error) from None
        cited = gathered.without(found.path)
        given = sources.given if sources.by_user else ()
        others = other_libraries(found, gathered, given, files) if with_others else ()
        first = MeantLibrary(found.library, files, cited, found)
        return [first, *(first._replace(named=each, is_other=True) for each in others)]

    return find

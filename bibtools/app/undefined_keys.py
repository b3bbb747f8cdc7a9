"""Undefined keys: what documents cite by keys, and none of their libraries has."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from bibtools.app.documents.division import is_latex
from bibtools.app.gather import Gathered
from bibtools.bibliography.library.aliases import entry_keys, taken_keys
from bibtools.bibliography.library.blocks import Library
from bibtools.bibliography.library.key_standing import KeyRules, standings
from bibtools.core.finding import Finding, at_place
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple
from bibtools.sources.citation import CITED, DEFINED, NOCITED, SPACED
from bibtools.sources.cited_key import CitedKey

if TYPE_CHECKING:
    from bibtools.bibliography.citekey.key_reading import KeyReading
    from bibtools.records.record import Record

Meant = Callable[["KeyReading"], Sequence["Record"]]  # returns the papers that a key may mean, the likeliest first


class KeyProposal(NamedTuple):
    """What a key may mean and what to do: another key of the paper, or a work to add; empty where nothing is known."""

    text: str = ""
    key: str = ""
    work: str = ""

    @property
    def data(self) -> dict[str, object]:
        """The same for programs."""
        known = {"near": self.key, "identifier": self.work}
        return {name: value for name, value in known.items() if value}


Propose = Callable[[str], KeyProposal]
NO_PROPOSAL = KeyProposal()
_MUST_BE_THERE = frozenset({CITED, NOCITED, SPACED})
_SHOWN = 3  # reasons, libraries
# What other programs look up themselves: MyST DOIs, manubot and pandoc-url2cite more.
# Sources: https://mystmd.org/guide/citations#cite-dois, https://manubot.org/docs/citekeys.html
_LOOKED_UP = lazy_pattern(
    r"(?:doi|shortdoi|pmid|pmcid|pmc|isbn|arxiv|wikidata|url|https?|raw|tag|clinicaltrials|bioproject|curie):"
    r"|10\.\d{4,9}/|\d{8}\b",
    re.IGNORECASE,
)
_SCHEMES = frozenset({"http", "https"})  # all that pandoc reads of a bare address
_ORDINARY = lazy_pattern(r"[A-Za-z][\w+-]*")  # as most keys are: neither of the two others can match it
_NO_KEY = lazy_pattern(r"[\\{}#$`|]|\.\.\.|…")  # a macro, a template's placeholder


def nothing_meant(reading: KeyReading) -> Sequence[Record]:
    """Return no paper: nothing is known of any."""
    del reading
    return ()


def asked_keys(gathered: Gathered) -> dict[str, CitedKey]:
    """Return the keys that a library must have, each with its first place: not those that name works by their ids.

    These are missing papers where a library lacks them, and suspects where they are impossible.
    """
    asked = gathered.asked_citations
    known = {each.key for each in gathered.mentions if each.key} | gathered.resolved
    known |= {each.key for each in asked if each.kind == DEFINED}
    suspects = {(each.path, each.cell, each.span.end): each.span for each in gathered.suspects}
    found: dict[str, CitedKey] = {}
    for each in asked:
        if each.kind not in _MUST_BE_THERE:
            continue
        if each.kind == SPACED and is_latex(each.path):
            found.setdefault(f"{each.key} ", each)  # no entry has such a key
        if each.key in known:
            continue
        key = _bare(each.key, gathered.key_prefixes)
        if key in found or _is_explained(each):  # most keys are cited more than once
            continue
        span = suspects.get((each.path, each.cell, each.span.end)) if suspects else None
        if span is None or span.start < each.span.start:
            found[key] = each._replace(kind=CITED) if each.kind == SPACED else each
    return found


def lacking(asked: Mapping[str, CitedKey], existing: Container[str]) -> tuple[CitedKey, ...]:
    """Return which of the keys that are asked for are not there; one with a blank, where it is there without."""
    absent = [key for key in asked if key not in existing]
    bare = {key for key in absent if not key.endswith(" ")}
    return tuple(asked[key] for key in absent if key in bare or key[:-1] not in bare)


def cited_bare(key: str, gathered: Gathered) -> str:
    """Return a key as the libraries of a paper have it: without what its directives put before it."""
    return _bare(key, gathered.key_prefixes)


def _bare(key: str, prefixes: Sequence[str]) -> str:
    """Return a key as its library has it."""
    if not prefixes:
        return key
    return key.removeprefix(max((each for each in prefixes if key.startswith(each)), key=len, default=""))


def _is_explained(cited: CitedKey) -> bool:
    if _ORDINARY.fullmatch(cited.key) and cited.key not in _SCHEMES:
        return False
    if _NO_KEY.search(cited.key):
        return True
    return (_LOOKED_UP.match(cited.key) is not None or cited.key in _SCHEMES) and not is_latex(cited.path)


def key_rules(gathered: Gathered) -> KeyRules:
    """Return how the program that reads a paper's libraries compares keys."""
    is_bibtex = any(map(is_latex, gathered.roots)) and not any(style == "biblatex" for style, _ in gathered.styles)
    return KeyRules(folds_case=is_bibtex, has_aliases=not is_bibtex)


def existing_keys(gathered: Gathered, libraries: Iterable[Library]) -> set[str]:
    """Return the keys that sources and libraries have, aliases where the program that reads them knows these."""
    keys = taken_keys if key_rules(gathered).has_aliases else entry_keys
    return set(gathered.resolved).union(*map(keys, libraries))


def doubts(gathered: Gathered, own: str, exists: Callable[[str], bool]) -> tuple[str, ...]:
    """Return why not all is known that a paper cites from, its `own` library first: what is not there, or not read."""
    places = (own, *(each.path for each in gathered.libraries))
    lost = (f"{path} does not exist" for path in places if path and not exists(path))
    unsure = (f"{each.source} names a library behind a macro" for each in gathered.libraries if each.is_open)
    return tuple(dict.fromkeys((*lost, *unsure, *gathered.doubts)))


def of_libraries(
    gathered: Gathered,
    libraries: Sequence[Library],
    added: Collection[str],
    exists: Callable[[str], bool],
    propose: Propose | None = None,
) -> Iterator[Finding]:
    """Yield what to report about keys, given the libraries of a paper and the keys that they gain in this run.

    The first library is the one that the run is about, whether or not a source names it.
    """
    asked, accepted = asked_keys(gathered), key_rules(gathered).accepted
    known = {*added}
    for each in libraries if asked else ():
        known |= {key for key, standing in standings(each, asked).items() if standing in accepted}
    undefined = lacking(asked, known)
    own = libraries[0].source.path

    def will_exist(path: str) -> bool:
        return exists(path) or (path == own and bool(added))

    if reasons := doubts(gathered, own, will_exist):
        yield from unchecked_keys(undefined, reasons)
    else:
        yield from undefined_keys(undefined, [each.source.path for each in libraries], propose)


def undefined_keys(
    undefined: Sequence[CitedKey], libraries: Sequence[str], propose: Propose | None = None
) -> Iterator[Finding]:
    """Yield the keys that no library has, each at its first place."""
    for each in undefined:
        if each.kind == SPACED:
            brief = f"LaTeX takes the blank behind {each.key} for a part of the key, and does not find it"
            data = {"key": each.key, "bibs": list(libraries), "blank": True}
            yield at_place("undefined-key", each, f"{brief}: remove the blank", data, brief)
            continue
        where, data = f"{each.key} is {_nowhere(libraries)}", {"key": each.key, "bibs": list(libraries)}
        proposal = propose(each.key) if propose else NO_PROPOSAL
        brief = f"{where}: {proposal.text}" if proposal.text else where
        message = brief if proposal.text else f"{where}: add its entry, or correct the key"
        yield at_place("undefined-key", each, message, data | proposal.data, brief)


def _nowhere(libraries: Sequence[str]) -> str:
    if not libraries:
        return "defined by no \\bibitem and no entry here"
    if len(libraries) == 1:
        return f"not in {libraries[0]}"
    more = f" and {len(libraries) - _SHOWN} more" if len(libraries) > _SHOWN else ""
    return f"in none of {', '.join(libraries[:_SHOWN])}{more}"


def unchecked_keys(keys: Sequence[CitedKey], reasons: Sequence[str]) -> Iterator[Finding]:
    """Yield once that keys were not looked for, and why."""
    if keys:
        number = "1 key was" if len(keys) == 1 else f"{len(keys)} keys were"
        more = f", and for {len(reasons) - _SHOWN} more reasons" if len(reasons) > _SHOWN else ""
        message = f"{number} not checked, because {'; '.join(reasons[:_SHOWN])}{more}"
        yield Finding("unchecked-keys", keys[0].path, None, message, data={"keys": [each.key for each in keys]})

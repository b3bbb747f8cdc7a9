"""The hooks' cache of a paper: the facts of its sources and libraries, by their contents.

Only what changed is read again. The facts are a file of the cache; one that is missing or broken knows nothing.
"""

from __future__ import annotations

import json
import time
from collections.abc import Collection
from typing import Any

from bibtools.app.check_cache import LibraryFacts
from bibtools.app.extract import Extract
from bibtools.core.finding import Finding
from bibtools.core.text import Position, Span
from bibtools.files.pathnames import relative
from bibtools.hook import fast_path
from bibtools.hook.git_index import settled_times, times
from bibtools.hook.quick_scan import frame
from bibtools.identifiers.identifier import Identifier
from bibtools.sources.bibitems import BibItems
from bibtools.sources.cite_macros import CiteMacro
from bibtools.sources.cited_key import CitedKey
from bibtools.sources.mention import Mention, Scan, Suspect
from bibtools.sources.structure import EmbeddedLibrary, Inclusion, LibraryName, Structure

_PARTS = ("settings", "sources", "libraries")


class FactsCache:
    """Facts about files by their paths, each with a hash of the content that it is of."""

    outlives_day = True
    parts = None

    def __init__(self, path: str) -> None:
        self._path = f"{path}.json"
        self._known = _loaded(self._path)
        self._seen: dict[str, dict[str, list[Any]]] = {part: {} for part in _PARTS}
        self._watched: dict[str, None] = {}
        self._folders: dict[str, tuple[str, str]] = {}
        self._hashes: dict[str, str] = {}
        self._stamps: dict[str, str] = {}

    def recall(self, part: str, path: str) -> Any | None:  # noqa: ANN401 - what was remembered
        """Return what is remembered of a file, if it still has the content that this was of."""
        known = self._known[part].get(path)
        if known is None:
            return None
        content, stamp, facts, framed = known
        if stamp != times(path):
            if content != self.hash_of(path):
                return None
            known = [content, self._stamps[path], facts, framed]
        self._hashes[path] = content
        self._stamps.setdefault(path, stamp)
        self._seen[part][path] = known
        return facts

    def source(self, name: str) -> Extract | None:
        """Return what a source says, if that is known and has not changed."""
        known = self.recall("sources", name)
        return to_extract(name, known) if known is not None else None

    def opened(self, name: str) -> bool:
        """Take a file's times before it is read: what changes it from now on will be noticed."""
        self._stamps.setdefault(name, settled_times(name, time.time_ns()))
        return True

    def keep_source(self, name: str, extract: Extract, content: bytes) -> None:
        """Remember what a source says, which had a content after its times were taken."""
        self._keep("sources", name, of_extract(extract), content, frame(name, content))

    def library(self, path: str) -> LibraryFacts | None:
        """Return what is known of a library, if it has not changed."""
        known = self.recall("libraries", path)
        return to_facts(path, known) if known is not None else None

    def opened_library(self, path: str) -> None:
        """Take a library's times before it is read."""
        self.opened(path)

    def keep_library(self, path: str, facts: LibraryFacts, content: bytes | None) -> None:
        """Remember facts about a library, which had a content (None for no file) after its times were taken."""
        self._keep("libraries", path, of_facts(facts), content, fast_path.EXACT)

    def _keep(self, part: str, path: str, facts: object, content: bytes | None, framed: str) -> None:
        self._hashes[path] = fast_path.hash_of_content(content)
        self._seen[part][path] = [self._hashes[path], self._stamps[path], facts, framed]

    def keep_as_seen(self, part: str, path: str, facts: object) -> None:
        """Remember facts about a file whose hash was taken before it was read."""
        self._seen[part][path] = [self.hash_of(path), self._stamps[path], facts, fast_path.EXACT]

    def watch(self, path: str) -> None:
        """Note that the outcome depends on a file, or on its absence, though nothing in it is cached."""
        self._watched[path] = None
        self.hash_of(path)

    def watch_folder(self, path: str, held: str, stamp: str) -> None:
        """Note that the outcome depends on what is in a folder: a hash of the names, and times that are believed."""
        self._folders.setdefault(path, (held, stamp))

    def is_of(self, path: str, content: bytes | None) -> bool:
        """Return whether what was recalled of a file is of a content."""
        return self._hashes.get(path) in {None, fast_path.hash_of_content(content)}

    def hash_of(self, path: str) -> str:
        """Return the hash of a file's content, or that there is no such file."""
        if path not in self._hashes:
            self.opened(path)
            self._hashes[path] = fast_path.content_of(path)[0]
        return self._hashes[path]

    def lines(self, sources: Collection[str], *, is_exact: bool = False) -> list[bytes]:
        """Return what the fast path must know of files; one that is a source and something else, too, is the latter.

        Where that `is_exact`, every change of a source matters.
        """
        exactly = (fast_path.EXACT, fast_path.BESIDE) if is_exact else None
        frames = {}
        for path, known in self._seen["sources"].items():
            as_source, as_other = exactly or (known[3], f"{fast_path.BESIDE}{known[3]}")
            frames[path] = as_source if path in sources else as_other
        exact = (*self._watched, *self._seen["settings"], *self._seen["libraries"])
        frames |= dict.fromkeys(exact, fast_path.EXACT)
        lines = [
            fast_path.line_of(path, self._hashes[path], framed, self._stamps[path]) for path, framed in frames.items()
        ]
        return lines + [
            fast_path.line_of(path, held, fast_path.LISTED, stamp) for path, (held, stamp) in self._folders.items()
        ]

    def write(self) -> None:
        """Write down what was asked for and kept in this run; the rest is forgotten."""
        if self._seen != self._known:
            fast_path.keep(self._path, json.dumps(self._seen, separators=(",", ":")).encode())


def _loaded(path: str) -> dict[str, dict[str, list[Any]]]:
    data = fast_path.kept(path)
    return json.loads(data) if data is not None else {part: {} for part in _PARTS}


def of_extract(extract: Extract) -> list[Any]:
    """Return what a source says as values that JSON knows; the path is kept elsewhere."""
    mentions, suspects = map(_of_mention, extract.scan.mentions), map(_of_suspect, extract.scan.suspects)
    cited = [[each.key, *each.span, *each.position, each.kind, each.cell] for each in extract.citations]
    items = [[[work.id, key] for work, key in extract.items.works], extract.items.end]
    return [list(mentions), list(suspects), list(extract.structure), extract.styles, extract.built_from, cited, items]


def _of_mention(each: Mention) -> list[Any]:
    places = [*each.span, *each.position, *each.identifier]
    return [*places, each.evidence, each.text, each.key, each.repaired, each.cell, each.listed]


def _of_suspect(each: Suspect) -> list[Any]:
    places = [*each.span, *each.position, *(each.identifier or [None] * 3)]
    return [*places, each.text, each.reason, each.suggestion, each.cell]


def to_extract(path: str, kept: list[list[Any]]) -> Extract:
    """Return what a source says, as it was kept."""
    mentions, suspects, structured, styles, built, cited, (listed, end) = kept
    scan = Scan(
        tuple(
            Mention(path, Span(start, end), Position(line, column), Identifier(scheme, value, version), *rest)
            for start, end, line, column, scheme, value, version, *rest in mentions
        ),
        tuple(
            Suspect(
                path=path,
                span=Span(start, end),
                position=Position(line, column),
                text=text,
                reason=reason,
                suggestion=suggestion,
                identifier=_identifier(*parts),
                cell=cell,
            )
            for start, end, line, column, *parts, text, reason, suggestion, cell in suspects
        ),
    )
    return Extract(
        scan,
        _to_structure(structured),
        tuple(styles),
        built_from=None if built is None else tuple(built),
        citations=tuple(
            CitedKey(path=path, key=key, span=Span(start, end), position=Position(line, column), kind=kind, cell=cell)
            for key, start, end, line, column, kind, cell in cited
        ),
        items=BibItems(
            tuple((Identifier.of_id(work), key) for work, key in listed), Position(*end) if end is not None else None
        ),
    )


def _to_structure(kept: list[Any]) -> Structure:
    is_root, root, inclusions, is_open, folders, libraries, embedded, defined, elsewhere, prefixes, macros, after = kept
    return Structure(
        is_root=is_root,
        root=root,
        inclusions=tuple(Inclusion(name, tuple(endings), *rest) for name, endings, *rest in inclusions),
        is_open=is_open,
        folders=tuple(folders),
        libraries=tuple(LibraryName(*each) for each in libraries),
        embedded=tuple(EmbeddedLibrary(*each) for each in embedded),
        defined=tuple(defined),
        elsewhere=tuple(elsewhere),
        key_prefixes=tuple(prefixes),
        cite_macros=tuple(
            CiteMacro(name, tuple(keys), tuple(takes), tuple(drops), text) for name, keys, takes, drops, text in macros
        ),
        styled_after=after,
    )


def of_facts(facts: LibraryFacts) -> list[Any]:
    """Return what is known of a library as values that JSON knows; the path is kept elsewhere."""
    faults = [
        [each.rule, each.position, each.message, each.span, each.end, dict(each.data)] for each in facts.faults or ()
    ]
    held = {work.id: key for work, key in facts.held.items()}
    return [held, [work.id for work in facts.absent], facts.keys, faults, list(facts.macros), facts.basis]


def to_facts(path: str, kept: list[Any]) -> LibraryFacts:
    """Return what is known of a library, as it was kept."""
    held, absent, keys, faults, macros, basis = kept
    return LibraryFacts(
        held={Identifier.of_id(work): key for work, key in held.items()},
        absent=[Identifier.of_id(work) for work in absent],
        keys=keys,
        faults=[
            Finding(
                rule=rule,
                path=relative(path),
                position=Position(*start),
                message=message,
                cell=None,
                about=None,
                span=Span(*span),
                end=Position(*end),
                data=data,
            )
            for rule, start, message, span, end, data in faults
        ],
        macros=tuple(macros),
        basis=basis,
    )


def _identifier(scheme: str | None, value: str, version: int | None) -> Identifier | None:
    return Identifier(scheme, value, version) if scheme else None

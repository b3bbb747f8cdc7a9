"""What the hooks remember of a paper: what every source says, and what its libraries hold, by their contents.

Only what changed is read again. The memory is a file of the cache; one that is missing or broken knows nothing.
"""

from __future__ import annotations

import json
import time
from typing import Any

from bibtools.hook import gate
from bibtools.hook.glance import NO_FRAME, frame
from bibtools.identifier import Identifier
from bibtools.scan.mention import Mention, Scan, Suspect
from bibtools.text import Position, Span

_PARTS = ("settings", "sources", "libraries")


class Memory:
    """Facts about files by their paths, each with a hash of the content that it is of."""

    def __init__(self, path: str) -> None:
        self._path = f"{path}.json"
        self._known = _loaded(self._path)
        self._seen: dict[str, dict[str, list[Any]]] = {part: {} for part in _PARTS}
        self._hashes: dict[str, str] = {}

    def recall(self, part: str, path: str) -> Any | None:  # noqa: ANN401 - what was remembered
        """Return what is remembered of a file, if it still has the content that this was of."""
        known = self._known[part].get(path)
        if known is None:
            return None
        if known[1] != gate.times(path) and known[0] != self.hash_of(path):
            return None
        self._hashes[path] = known[0]
        self._seen[part][path] = known
        return known[2]

    def keep(self, part: str, path: str, facts: object, content: bytes | None = None) -> None:
        """Remember facts about a file, whose content may be at hand; a source's must be."""
        framed = NO_FRAME
        if content is not None:
            self._hashes[path] = gate.hash_of(content)
            framed = frame(path, content) if part == "sources" else NO_FRAME
        self._seen[part][path] = [self.hash_of(path), gate.settled_times(path, time.time_ns()), facts, framed]

    def hash_of(self, path: str) -> str:
        """Return the hash of a file's content, or that there is no such file."""
        if path not in self._hashes:
            self._hashes[path] = gate.hash_at(path)
        return self._hashes[path]

    def lines(self) -> list[bytes]:
        """Return what the gate must know of all files that were asked for."""
        now = time.time_ns()
        frames = {path: known[3] for part in _PARTS for path, known in self._seen[part].items()}
        return [gate.told(path, self.hash_of(path), framed, now) for path, framed in frames.items()]

    def write(self) -> None:
        """Write down what was asked for and kept in this run; the rest is forgotten."""
        if self._seen != self._known:
            text = json.dumps({"form": gate.FORM, **self._seen}, separators=(",", ":"))
            gate.put(self._path, text.encode())


def _loaded(path: str) -> dict[str, dict[str, list[Any]]]:
    nothing: dict[str, dict[str, list[Any]]] = {part: {} for part in _PARTS}
    try:
        with open(path, "rb") as stream:  # noqa: PTH123 - pathlib is not loaded here
            known = json.loads(stream.read())
    except (OSError, ValueError, RecursionError):
        return nothing
    if not isinstance(known, dict) or known.pop("form", None) != gate.FORM or known.keys() != nothing.keys():
        return nothing
    return known


def of_scan(scan: Scan) -> list[list[Any]]:
    """Return what a source says as values that JSON knows; the path is told elsewhere."""
    return [
        [[*each.span, *each.position, *each.identifier, *each[4:]] for each in scan.mentions],
        [
            [*each.span, *each.position, *(each.identifier or [None] * 3), *each[3:6], each.cell]
            for each in scan.suspects
        ],
    ]


def to_scan(path: str, said: list[list[Any]]) -> Scan:
    """Return what a source says, as it was kept."""
    mentions, suspects = said
    return Scan(
        tuple(
            Mention(path, Span(start, end), Position(line, column), Identifier(scheme, value, version), *rest)
            for start, end, line, column, scheme, value, version, *rest in mentions
        ),
        tuple(
            Suspect(path, Span(start, end), Position(line, column), text, reason, suggestion, _identifier(*parts), cell)
            for start, end, line, column, *parts, text, reason, suggestion, cell in suspects
        ),
    )


def _identifier(scheme: str | None, value: str, version: int | None) -> Identifier | None:
    return Identifier(scheme, value, version) if scheme else None

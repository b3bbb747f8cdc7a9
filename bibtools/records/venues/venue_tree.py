"""Venue tree: the names of the table of venues, word by word.

The names behind two words are read when a text first has these, as few are. `venue_words.txt` says which names these
are, since finding out takes as long as looking at a thousand texts; it holds the lines of `packed_words`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache

from bibtools.core.named_tuple import NamedTuple
from bibtools.records.venues.venue_table import JOURNAL, Venue, packaged, table_lines
from bibtools.records.venues.venue_words import KINDS_OF_MEETING, key_of

_ENOUGH = 3  # words of a name that mean one venue without the kind of meeting
_SHORTENED = "!"  # marks a name without the kind of meeting, which takes the place of none


class VenueName(NamedTuple):
    """A name of a venue."""

    venue: Venue
    spelling: str  # an acronym as it is spelled; empty for names of several words


class VenueNode:
    """One word of names: the names that end here, and the words that may follow."""

    __slots__ = ("following", "names")

    def __init__(self, following: VenueBranches | dict[str, VenueNode]) -> None:
        self.names: list[VenueName] = []
        self.following = following


class VenueBranches:
    """The words that may follow, each with the names behind it, which stay packed until they are needed."""

    __slots__ = ("_grown", "_grows", "packed")

    def __init__(self, packed: Mapping[str, str], grows: Callable[[str], VenueNode]) -> None:
        self.packed = packed
        self._grows = grows
        self._grown: dict[str, VenueNode] = {}

    def get(self, word: str) -> VenueNode | None:
        """Return the node of a word; None where no name goes on with it."""
        if word not in self.packed:
            return None
        if word not in self._grown:
            self._grown[word] = self._grows(self.packed[word])
        return self._grown[word]


@cache
def venue_tree() -> VenueBranches:
    """Return the first words of all names."""
    lines = (line.partition(" ") for line in packaged("venue_words.txt").splitlines())
    return VenueBranches({word: packed for word, _, packed in lines}, _first)


def _first(packed: str) -> VenueNode:
    """Return the node of a first word, given the second words of the names that begin with it."""
    parts = [each.partition("=") for each in packed.split(" ")]
    node = VenueNode(VenueBranches({word: numbers for word, _, numbers in parts if word}, _second))
    for _, _, numbers in (part for part in parts if not part[0]):
        _put(node, numbers, 1)
    return node


def _second(numbers: str) -> VenueNode:
    node = VenueNode({})
    _put(node, numbers, 2)
    return node


def _put(start: VenueNode, numbers: str, done: int) -> None:
    """Put names where their remaining words lead."""
    for each in numbers.split(","):
        number, _, place = each.removesuffix(_SHORTENED).partition(":")
        line = table_lines()[int(number)]
        name, is_shortened = line.names[int(place or 0)], each.endswith(_SHORTENED)
        node = start
        for word in key_of(name, is_journal=line.kind == JOURNAL)[done + is_shortened :]:
            node = _grown(node, word)
        if not (is_shortened and node.names):
            node.names.append(VenueName(line.venue, "" if " " in name else name))


def _grown(node: VenueNode, word: str) -> VenueNode:
    found, following = node.following.get(word), node.following
    if found is None:
        found = VenueNode({})
        if isinstance(following, dict):  # as all are behind two words
            following[word] = found
    return found


def packed_words() -> Iterator[str]:
    """Yield the lines of `venue_words.txt`: first words, and which names begin with them and a second one."""
    found: dict[str, dict[str, list[str]]] = {}
    rows, shortened = list[tuple[list[str], str]](), list[tuple[list[str], str]]()
    for number, line in enumerate(table_lines()):
        for place, name in enumerate(line.names):
            words, mark = key_of(name, is_journal=line.kind == JOURNAL), f"{number}:{place}" if place else f"{number}"
            rows.append((words, mark))
            if len(words) > _ENOUGH and words[0] in KINDS_OF_MEETING:  # "Machine Learning for Signal Processing 2015"
                shortened.append((words[1:], f"{mark}{_SHORTENED}"))
    for words, mark in (*rows, *shortened):
        if words:
            found.setdefault(words[0], {}).setdefault("".join(words[1:2]), []).append(mark)
    for first, seconds in found.items():
        behind = [f"{second}={','.join(marks)}" for second, marks in seconds.items()]
        yield f"{first} {' '.join(behind)}"

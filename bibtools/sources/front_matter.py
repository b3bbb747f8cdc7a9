"""YAML front matter: the libraries that its `bibliography` names, and the `references` that it holds.

Only the events of a block are examined, one after another: nothing in it is built, and no alias is followed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple
from bibtools.sources.structure import LibraryName

if TYPE_CHECKING:
    import yaml

KEY = "bibliography"
_REFERENCES = "references"  # https://pandoc.org/MANUAL.html#citations: entries in the text itself
_OF_REFERENCE = 3  # collections around a reference's id: it is in a sequence, in the block
_CODE = "!expr"
_LONGEST = 65_536  # characters of a block
_MOST_GROUPS = 200  # flow collections in one
_NAMING = lazy_pattern(rf"{KEY}(?:[-_]\w+)?")  # pandoc-multibib and the like have several: bibliography_software
_FOREIGN = frozenset({".json", ".yaml", ".yml", ".xml", ".ris", ".enl", ".nbib", ".bibtex", ".biblatex", ".csl"})
_COMPUTED = lazy_pattern(r"`r\b|\{\{|\$\{|\$[\w.-]+\$")  # of R Markdown, Quarto, templates
_NOTHING = frozenset({"", "~", "null", "Null", "NULL", "true", "false"})


class FrontMatter(NamedTuple):
    """The references in a block: libraries; those in other formats, or on the network; keys that it defines."""

    libraries: tuple[LibraryName, ...] = ()
    elsewhere: tuple[str, ...] = ()
    defined: tuple[str, ...] = ()


_EMPTY = FrontMatter()


def read(block: str) -> FrontMatter:
    """Return what a block of YAML says; nothing where it is not one, or larger than people write."""
    if KEY not in block and _REFERENCES not in block:
        return _EMPTY
    if len(block) > _LONGEST or block.count("[") + block.count("{") > _MOST_GROUPS:
        return FrontMatter(elsewhere=("its front matter",)) if _REFERENCES in block else _EMPTY
    import yaml  # only for texts that have such a block

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        found = list(_values(yaml.parse(block.encode("utf-8", "replace"), Loader=loader)))
    except (yaml.YAMLError, ValueError):
        return _EMPTY
    named = [(value, tag) for place, value, tag in found if _NAMING.fullmatch(place)]
    return FrontMatter(
        libraries=tuple(each for value, tag in named for each in _library(value, tag)),
        elsewhere=tuple(value for value, tag in named if tag != _CODE and is_elsewhere(value)),
        defined=tuple(value for place, value, _ in found if place == _REFERENCES and value),
    )


def _values(events: Iterator[yaml.Event]) -> Iterator[tuple[str, str, str | None]]:
    """Yield the values under each key of the outermost mapping, with their tags; of references, only their ids."""
    import yaml

    within: list[bool | None] = []  # of each collection around: whether a key comes next; None for a sequence
    outermost = inner = ""
    for event in events:
        if isinstance(event, yaml.CollectionEndEvent):
            within.pop()
        elif isinstance(event, yaml.NodeEvent):
            name, tag = (event.value, event.tag) if isinstance(event, yaml.ScalarEvent) else (None, None)
            is_key = bool(within and within[-1])
            if is_key and len(within) == 1:
                outermost = name or ""
            elif is_key:
                inner = name or ""
            elif name is not None and (outermost != _REFERENCES or (inner == "id" and len(within) == _OF_REFERENCE)):
                yield outermost, name.strip(), tag
            if within and within[-1] is not None:
                within[-1] = not is_key
            if isinstance(event, yaml.CollectionStartEvent):
                within.append(True if isinstance(event, yaml.MappingStartEvent) else None)


def _library(name: str, tag: str | None) -> Iterator[LibraryName]:
    """Yield the library that a value names: pandoc takes a name without an ending for one of BibTeX."""
    if tag == _CODE or _COMPUTED.search(name):
        yield LibraryName("", is_open=True)
    elif name not in _NOTHING and not is_elsewhere(name):
        yield LibraryName(name if name.lower().endswith(".bib") else f"{name}.bib")


def is_elsewhere(name: str) -> bool:
    """Return whether a library is on the network, or no `.bib` by its ending."""
    return "://" in name or os.path.splitext(name)[1].lower() in _FOREIGN

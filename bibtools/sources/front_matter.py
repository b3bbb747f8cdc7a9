"""YAML front matter: the libraries that its `bibliography` names.

Only the events of a block are looked at, one after another: nothing in it is built, and no alias is followed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from bibtools.sources.structure import LibraryName

if TYPE_CHECKING:
    import yaml

KEY = "bibliography"
_LONGEST = 65_536  # characters of a block
_MOST_GROUPS = 200  # flow collections in one
_NAMING = re.compile(rf"{KEY}(?:[-_]\w+)?")  # pandoc-multibib and the like have several: bibliography_software
_FOREIGN = frozenset({".json", ".yaml", ".yml", ".xml", ".ris", ".enl", ".nbib", ".bibtex", ".biblatex", ".csl"})
_COMPUTED = re.compile(r"`r\b|\{\{|\$\{|\$[\w.-]+\$")  # of R Markdown, Quarto, templates
_NOTHING = frozenset({"", "~", "null", "Null", "NULL", "true", "false"})


def libraries(block: str) -> list[LibraryName]:
    """Return the libraries that a block of YAML names; none where it is not one, or larger than people write."""
    if KEY not in block or len(block) > _LONGEST or block.count("[") + block.count("{") > _MOST_GROUPS:
        return []
    import yaml  # only for texts that have such a block

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return list(_named(yaml.parse(block.encode("utf-8", "replace"), Loader=loader)))
    except (yaml.YAMLError, ValueError):
        return []


def _named(events: Iterator[yaml.Event]) -> Iterator[LibraryName]:
    """Yield the libraries under the keys of the outermost mapping."""
    import yaml

    within: list[bool | None] = []  # of each collection around: whether a key comes next; None for a sequence
    naming = False
    for event in events:
        if isinstance(event, yaml.CollectionEndEvent):
            within.pop()
        elif isinstance(event, yaml.NodeEvent):
            name, tag = (event.value, event.tag) if isinstance(event, yaml.ScalarEvent) else (None, None)
            is_key = bool(within and within[-1])
            if is_key and len(within) == 1:
                naming = name is not None and _NAMING.fullmatch(name) is not None
            elif naming and name is not None and not is_key:
                yield from _library(name.strip(), tag)
            if within and within[-1] is not None:
                within[-1] = not is_key
            if isinstance(event, yaml.CollectionStartEvent):
                within.append(True if isinstance(event, yaml.MappingStartEvent) else None)


def _library(name: str, tag: str | None) -> Iterator[LibraryName]:
    """Yield the library that a value names: pandoc takes a name without an ending for one of BibTeX."""
    if tag == "!expr" or _COMPUTED.search(name):
        yield LibraryName("", is_open=True)
    elif name not in _NOTHING and "://" not in name and os.path.splitext(name)[1].lower() not in _FOREIGN:
        yield LibraryName(name if name.lower().endswith(".bib") else f"{name}.bib")

"""Faults of keys, in the way of the program that reads the library: BibTeX ignores case, biber does not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bibtools.bibliography.entries.options import BIBLATEX, BIBTEX
from bibtools.bibliography.library.aliases import aliases
from bibtools.bibliography.library.examined import Examined
from bibtools.bibliography.library.fault import Fault, head
from bibtools.core.lazy_pattern import lazy_pattern

_UPPER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}  # BibTeX knows no other capitals
# What btparse, by which biber reads, takes for a key. After an apostrophe or a backslash its lexer takes one character
# more, whichever it is, and then the key must end.
_READABLE = lazy_pattern(r"(?:[^\"#%()={}'\\]|['\\].(?=['\\]|\Z))*+")


def repeated(examined: Examined) -> Iterator[Fault]:
    """Yield the entries whose key another entry has."""
    library, ignores_case = examined.library, examined.dialect == BIBTEX
    if _are_all_different([block.key for block in library.keyed()], ignores_case=ignores_case):
        return
    seen: dict[str, str] = {}
    for block in sorted(library.keyed(), key=lambda each: each.span):
        if block.disputed and examined.dialect == BIBLATEX:
            continue  # for biber it is a comment
        name = block.key.translate(_UPPER) if ignores_case else block.key
        if name in seen:
            first = seen[name]
            spelled = "" if first == block.key else f" (first as {first}; BibTeX ignores case)"
            message = f"the key {block.key} is used again{spelled}"
            yield Fault(block.key_span, "duplicate-key", message, {"key": block.key, "first": first})
        seen.setdefault(name, block.key)


def _are_all_different(keys: Sequence[str], *, ignores_case: bool) -> bool:
    # No key holds a blank, so that all can be folded at once.
    names = " ".join(keys).translate(_UPPER).split(" ") if ignores_case else keys
    return len(set(names)) == len(keys)


def keyless(examined: Examined) -> Iterator[Fault]:
    """Yield the second entry without a key, which BibTeX takes for the first one."""
    if examined.dialect == BIBLATEX:
        return
    without = [block for block in examined.library.understood() if not block.key]
    for block in without[1:]:
        message = "another entry has no key either, so BibTeX treats them as one; give both a key"
        yield Fault(head(block), "duplicate-key", message)


def unreadable_keys(examined: Examined) -> Iterator[Fault]:
    """Yield the keys that biber cannot read, where it reads the library."""
    for block in examined.library.understood() if examined.dialect == BIBLATEX else ():
        readable = _READABLE.match(block.key)
        char = block.key[readable.end() :][:1] if readable else ""
        if char:
            message = f"biber cannot read the key {block.key} for its {char}, and then produces no bibliography at all"
            yield Fault(block.key_span, "unreadable-key", message, {"key": block.key, "character": char})


def can_be_alias(key: str) -> bool:
    """Return whether biber reads a key as one of a list of aliases."""
    return bool(key) and _READABLE.fullmatch(key) is not None and not re.search(r"[,\s]", key)


def alias_clashes(examined: Examined) -> Iterator[Fault]:
    """Yield the aliases that biber skips, since they are keys or aliases already."""
    if examined.dialect != BIBLATEX:
        return
    keys = {block.key for block in examined.library.understood()}
    owners: dict[str, str] = {}
    for alias in aliases(examined.library):
        key, owner = alias.key, owners.setdefault(alias.key, alias.block.key)
        if key == alias.block.key:
            message = f"{key} is the entry's own key, and needs no alias"
        elif key in keys:
            message = f"the alias {key} of {alias.block.key} is the key of another entry: citing it cites that one"
        elif owner != alias.block.key:
            message = f"the alias {key} of {alias.block.key} is one of {owner} already: citing it cites that one"
        else:
            continue
        yield Fault(alias.span, "alias-clash", message, {"key": alias.block.key, "alias": key})

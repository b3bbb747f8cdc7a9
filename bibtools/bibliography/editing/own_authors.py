"""The user's authors in an upgrade: they stay as they are written, with the letters that they alone lack.

Of "J. Muller and Ada Roe", published as "Müller, Jürgen and Roe, Ada B.", only Muller becomes Müller.
"""

from __future__ import annotations

from collections.abc import Sequence

from bibtools.bibliography.entries.richer_spelling import richer_names
from bibtools.bibliography.library.identity import normalise_name
from bibtools.tex import latex, names
from bibtools.tex.names import Name

_OTHERS = "others"


def own_authors(own: str, published: str) -> str:
    """Return what a list of authors becomes: the published one where that names others."""
    ours, theirs = _parts(own), _parts(published)
    people, others = ([_read(each) for each in parts] for parts in (ours, theirs))
    families, wanted = ([normalise_name(each.family) for each in some] for some in (people, others))
    if families[-1:] == [_OTHERS]:  # "and others": the first ones are all that it names
        return own if families[:-1] == wanted[: len(families) - 1] and len(families) > 1 else published
    if families != wanted:
        return published
    if _is_plain(published):
        return own
    richer = richer_names(people, others)
    if richer == tuple(people):
        return own
    return " and ".join(
        text if rich == name else _with_letters(text, name, rich, theirs[at])
        for at, (text, name, rich) in enumerate(zip(ours, people, richer, strict=True))
    )


def _with_letters(text: str, name: Name, rich: Name, published: str) -> str:
    """Return a name in the form that it has, with the parts that are richer as the published form writes them."""
    parts = published.split(", ")
    if not _is_plain(text) or len(parts) != 2 or name.suffix or name.von or " " in rich.family:
        return published
    family = name.family if rich.family == name.family else parts[0]
    given = name.given if rich.given == name.given else parts[1]
    return f"{family}, {given}" if "," in text else f"{given} {family}"


def _parts(value: str) -> Sequence[str]:
    return [part for each in names.each_of(latex.untied(value)) if (part := " ".join(each.split()))]


def _read(text: str) -> Name:
    """Return a name; one that somebody protects by braces is a person's where it may be one."""
    name = names.listed(latex.decode(text)) or Name(text)
    return names.parse_display(name.family) or name if name.corporate else name


def _is_plain(text: str) -> bool:
    return text.isascii() and not any(mark in text for mark in "\\{}$")

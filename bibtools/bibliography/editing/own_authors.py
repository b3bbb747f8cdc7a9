"""The user's authors in an upgrade: they stay as they are written, with the letters that they alone lack.

Of "J. Muller and Ada Roe", published as "Müller, Jürgen and Roe, Ada B.", only Muller becomes Müller. Where others were
published, those that are the same stay, and the others are written as they are: beside "J. Doe" stands "A. Roe".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bibtools.bibliography.editing.name_form import form_of
from bibtools.bibliography.entries.richer_spelling import are_one, richer_names
from bibtools.bibliography.library.identity import normalise_name
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.tex import latex, names
from bibtools.tex.names import Name

_OTHERS = "others"
_AND = " and "
_LETTER_IN_BRACES = lazy_pattern(r"\{([^\x00-\x7f])\}")
_SEPARATOR = lazy_pattern(r"\s+and\s+")


def own_authors(own: str, published: str) -> str:
    """Return what a list of authors becomes: the published one where that names nobody of ours."""
    published = published if own.isascii() else _decoded(published)
    ours, theirs = _parts(own), _parts(published)
    people, others = ([_read(each) for each in parts] for parts in (ours, theirs))
    families, wanted = ([normalise_name(each.family) for each in some] for some in (people, others))
    if families[-1:] == [_OTHERS]:  # "and others": the first ones are all that it names
        return own if families[:-1] == wanted[: len(families) - 1] and len(families) > 1 else published
    if families != wanted:
        return _with_new_names(own, ours, people, theirs, others) or published
    if _is_plain(published):
        return own
    richer = richer_names(people, others)
    if richer == tuple(people):
        return own
    form = form_of(ours, people)
    return _spliced(own, [
        None if rich == name else _with_letters(text, name, rich, form.of(theirs[at], others[at]), theirs[at])
        for at, (text, name, rich) in enumerate(zip(ours, people, richer, strict=True))
    ])  # fmt: skip


def _decoded(published: str) -> str:
    """Return a list with the letters themselves, as ours has them; the same where something else is in TeX."""
    text = _LETTER_IN_BRACES.sub(r"\1", latex.decode(published))
    return published if any(mark in text for mark in "\\&%#_$^~") else text


def _with_new_names(
    own: str, ours: Sequence[str], people: Sequence[Name], theirs: Sequence[str], others: Sequence[Name]
) -> str:
    """Return a list of other people, in which ours stay as they are written; an empty text if nobody is ours."""
    form, left = form_of(ours, people), _by_family(ours, people)
    written, number = [], 0
    for text, name in zip(theirs, others, strict=True):
        anew, of_family = form.of(text, name), left.get(normalise_name(name.family), [])
        same = next((each for each in of_family if _is_same(each[1], name)), None)
        if same is None:
            written.append(anew)
            continue
        of_family.remove(same)
        number += 1
        own_text, person = same
        rich = richer_names([person], [name])[0]
        written.append(own_text if rich == person else _with_letters(own_text, person, rich, anew, text))
    between = _SEPARATOR.search(own)
    return (between[0] if between else _AND).join(written) if number else ""


def _by_family(written: Sequence[str], people: Sequence[Name]) -> dict[str, list[tuple[str, Name]]]:
    found: dict[str, list[tuple[str, Name]]] = {}
    for each in zip(written, people, strict=True):
        found.setdefault(normalise_name(each[1].family), []).append(each)
    return found


def _is_same(name: Name, other: Name) -> bool:
    return name.corporate == other.corporate and are_one(name, other)


def _spliced(own: str, written: Sequence[str | None]) -> str:
    """Return a list in which some names are written anew, with all that stands between them."""
    parts = list(names.each_of(latex.untied(own)))
    start, text = 0, ""
    for part, between, new in zip(parts, [*_between(own), ""], written, strict=True):
        end = start + len(part)
        text += (own[start:end] if new is None else _in_place(part, new)) + between
        start = end + len(between)
    return text


def _in_place(part: str, new: str) -> str:
    """Return a new name with the blanks around the old one."""
    before = part[: len(part) - len(part.lstrip())]
    return before + new + part[len(part.rstrip()) :]


def _between(own: str) -> Iterator[str]:
    """Yield what stands between the names of a list: the word "and" with a blank or line end on each side."""
    at = 0
    for part in list(names.each_of(latex.untied(own)))[:-1]:
        at += len(part)
        yield own[at : at + len(_AND)]
        at += len(_AND)


def _with_letters(text: str, name: Name, rich: Name, anew: str, published: str) -> str:
    """Return a name in the form that it has, with the parts that are richer as published, or `anew`."""
    parts = published.split(", ")
    if not _is_plain(text):
        return published
    if len(parts) != 2 or name.suffix or name.von or " " in parts[0]:
        return anew
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

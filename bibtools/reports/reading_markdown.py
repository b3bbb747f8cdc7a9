"""A reading list as Markdown: for a README, or a page of a site."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bibtools.app.reading_list import ListedWork, ReadingList
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.text import printable
from bibtools.reports.reading_words import heading, people
from bibtools.tex.plain_text import Piece

# What Markdown, as GitHub reads it, would take for more than text; and an address that it would turn into a link.
_SIGNS = lazy_pattern(r"[\\`*_\[\]<>#|~$&!]|(?<=\w)@(?=\w)|://|(?<=\bwww)\.")
MARK = "<!-- Made by bibtools report: change the .bib, and make it again. -->\n"  # so that it is no source itself
_URL_SIGNS = {"(": "%28", ")": "%29", "<": "%3C", ">": "%3E", " ": "%20", "\\": "%5C"}


def page(lists: Sequence[ReadingList]) -> str:
    """Return the reading lists of some papers: one item a work."""
    return f"{MARK}\n" + "\n".join(_paper(each, is_alone=len(lists) == 1) for each in lists)


def _paper(listed: ReadingList, *, is_alone: bool) -> str:
    title = "" if is_alone else f"## {_text(heading(listed))}\n\n"
    return title + "".join(f"- {' '.join(_parts(work))}\n" for work in listed.works)


def _parts(work: ListedWork) -> Iterator[str]:
    yield f"**{''.join(map(_piece, work.title)) or _text(work.key)}**."
    if work.authors:
        yield f"{_text(people(work))}."
    if where := ", ".join(filter(None, (f"*{_text(work.venue)}*" if work.venue else "", work.year))):
        yield f"{where}."
    if work.status and work.status != "published":
        yield f"({work.status})"
    if work.links:
        yield " · ".join(f"[{each.name}]({_url(each.url)})" for each in work.links)


def _piece(piece: Piece) -> str:
    text = _text(piece.text)
    return f"<{piece.script}>{text}</{piece.script}>" if piece.script else text


def _text(text: str) -> str:
    return _SIGNS.sub(lambda match: ":\\//" if match[0] == "://" else f"\\{match[0]}", printable(text))


def _url(url: str) -> str:
    return "".join(_URL_SIGNS.get(char, char) for char in printable(url))

"""A reading list as one page of HTML: no request, no need of JavaScript, and nothing of a library ever runs."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from html import escape
from string import Template

from bibtools import __version__
from bibtools.app.identifier_links import WorkLink
from bibtools.app.reading_list import CitedAt, ListedWork, ReadingList
from bibtools.core.text import printable
from bibtools.files.exact_text import package_text
from bibtools.reports.reading_words import heading, people, places_of, subtitle
from bibtools.tex.plain_text import Piece

MARK = '<meta name="generator" content="bibtools '


def page(lists: Sequence[ReadingList]) -> str:
    """Return the page of the reading lists of some papers."""
    frame, style, script = (package_text(f"reports/reading_list.{kind}") for kind in ("html", "css", "js"))
    papers = (_paper(each, is_alone=len(lists) == 1) for each in lists)
    return Template(frame).substitute(
        title="Reading list",
        subtitle=_text(subtitle(lists)),
        papers="\n".join(papers),
        version=__version__,
        style=style,
        script=script,
        style_hash=_hash(style),
        script_hash=_hash(script),
    )


def _paper(listed: ReadingList, *, is_alone: bool) -> str:
    title = "" if is_alone else f"<h2>{_text(heading(listed))}</h2>\n"
    works = "\n".join(_work(rank, work) for rank, work in enumerate(listed.works))
    return f'<section>{title}<ol class="works">\n{works}\n</ol></section>'


def _work(rank: int, work: ListedWork) -> str:
    title = "".join(map(_piece, work.title)) or f"<code>{_text(work.key)}</code>"
    lines = [f'<p class="title">{title}</p>', *_lines(work)]
    if work.findings:
        items = "".join(f"<li>{_text(each.message)}</li>" for each in work.findings)
        lines.append(f'<ul class="findings" aria-label="findings">{items}</ul>')
    kinds = [work.status, *{each.name for each in work.links}, *(["findings"] if work.findings else [])]
    facts = {
        "rank": str(rank),
        "author": work.authors[0].split()[-1] if work.authors else "",
        "year": work.year or "0",
        "title": "".join(each.text for each in work.title),
        "kinds": " ".join(sorted(filter(None, kinds))),
    }
    data = " ".join(f'data-{name}="{_text(value)}"' for name, value in facts.items())
    return f'<li class="work" {data}>{"".join(lines)}</li>'


def _lines(work: ListedWork) -> Iterator[str]:
    if work.authors:
        yield f'<p class="who">{_text(people(work))}</p>'
    state = f'<span class="state {work.status}">{work.status}</span>' if work.status else ""
    where = ", ".join(filter(None, (work.venue, work.year)))
    if where or state:
        yield f'<p class="where">{" ".join(filter(None, (_text(where), state)))}</p>'
    if work.links:
        what = _text("".join(each.text for each in work.title) or work.key)
        links = (_link(each, what) for each in work.links)
        yield f'<p class="links">{"".join(links)}</p>'
    yield f'<p class="cited"><code>{_text(work.key)}</code> · {_cited(work.cited)}</p>'


def _link(link: WorkLink, what: str) -> str:
    label = f"{link.name} of {what}"
    return (
        f'<a class="{link.name.lower()}" href="{_text(link.url)}" rel="noreferrer" aria-label="{label}">{link.name}</a>'
    )


def _cited(places: Sequence[CitedAt]) -> str:
    return _text(f"cited in {places_of(places)}") if places else "not cited"


def _piece(piece: Piece) -> str:
    text = _text(piece.text)
    return f"<{piece.script}>{text}</{piece.script}>" if piece.script else text


def _text(text: str) -> str:
    return escape(printable(text), quote=True)


def _hash(text: str) -> str:
    """Return the hash by which a page's policy names what may run in it."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"

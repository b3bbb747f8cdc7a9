"""Searching: papers by their words, in the local index or, without one, by a few requests to arXiv.

What the index finds is judged by its own rules. arXiv finds phrases; what it finds is a paper only if its abstract, or
its title and first author, are in the text, too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.text import Span
from bibtools.index.lookup import Index
from bibtools.index.shingles import shingles, words
from bibtools.index.titles import key, normal
from bibtools.matching import references
from bibtools.matching.match import ABSTRACT, Match, ask, search
from bibtools.matching.reference_tokens import read, spans
from bibtools.network.answer import FOUND, Answer
from bibtools.network.request import Request
from bibtools.providers import arxiv
from bibtools.providers.contract import Unreadable
from bibtools.records.record import Record

OFFLINE = "offline, and there is no index (bibtools index build creates one)"
_MOST = 10  # questions in a run
_LONG = 40  # words of a text that is an abstract
_PHRASE = 8  # words of an abstract that are asked for
_PART = 0.5  # of an abstract that must be in the text, or of the text that must be in it
_PARAGRAPH = lazy_pattern(r"[^\r\n]+(?:\r?\n(?![ \t]*\r?$)[^\r\n]+)*", re.MULTILINE)
_QUOTED = lazy_pattern(r"[“\"]([^“”\"]{15,300})[”\"]")


class Searched(NamedTuple):
    """The matches, and why a search was incomplete; empty if it was complete."""

    matches: tuple[Match, ...]
    trouble: str = ""


class Searcher:
    """Finds papers by words; `question` sends a request to arXiv, None when offline."""

    def __init__(self, index: Index, question: Callable[[Request], Answer] | None) -> None:
        self._index = index
        self._question = question
        self._asked = 0

    def whole(self, text: str) -> Searched:
        """Return the papers that a whole text may be, or name."""
        if self._index.is_there:
            return Searched(tuple(ask(text, self._index)), self._index.trouble)
        return self._by_asking([Span(0, len(text))], text)

    def parts(self, text: str, items: Sequence[Span]) -> Searched:
        """Return the papers that parts of a text are, or name: abstracts anywhere, and items."""
        if self._index.is_there:
            return Searched(tuple(search(text, items, self._index)), self._index.trouble)
        paragraphs = [Span(*match.span()) for match in _PARAGRAPH.finditer(text)]
        long = [span for span in paragraphs if len(text[slice(*span)].split()) >= _LONG]
        found = self._by_asking(sorted({*long, *items}), text)
        return found._replace(
            matches=tuple(each for each in found.matches if each.sure or each.score >= references.LIKELY)
        )

    def _by_asking(self, parts: Sequence[Span], text: str) -> Searched:
        if self._question is None:
            return Searched((), OFFLINE)
        found: list[Match] = []
        for span in parts:
            for request in _requests(text[slice(*span)]):
                if self._asked == _MOST:
                    return Searched(tuple(found), f"without an index, at most {_MOST} requests are sent to arXiv")
                self._asked += 1
                answer = self._question(request)
                if answer.status != FOUND:
                    return Searched(tuple(found), answer.reason)
                try:
                    records = arxiv.listed(answer.body)
                except Unreadable as error:
                    return Searched(tuple(found), f"arxiv: {error}")
                matches = [match for record in records for match in _judged(text, span, record)]
                found += matches
                if any(match.sure for match in matches):
                    break
        return Searched(tuple(sorted(found, key=lambda match: (match.span, -match.score))))


def _requests(part: str) -> Iterator[Request]:
    """Yield the requests for a part of a text: phrases of an abstract, or the title of a reference."""
    plain = re.sub(r"\s+", " ", part).strip()
    if len(plain.split()) >= _LONG:
        words = re.findall(r"[A-Za-z][A-Za-z-]+", plain)
        for share in (4, 2):
            yield arxiv.search("abs", " ".join(words[len(words) // share :][:_PHRASE]))
        return
    quoted = _QUOTED.search(plain)
    pieces = [quoted[1]] if quoted else sorted(re.split(r"[.]\s|,\s(?=[A-Z])", plain), key=len, reverse=True)[:1]
    for piece in pieces:
        title = normal(piece)
        if title.count(" ") >= 1:
            yield arxiv.search("ti", title)


def _judged(text: str, span: Span, record: Record) -> Iterator[Match]:
    part = text[slice(*span)]
    if len(part.split()) >= _LONG:
        own, other = set(shingles(words(record.abstract or ""))), set(shingles(words(part)))
        share = len(own & other) / max(1, min(len(own), len(other)))
        if share:
            yield Match(
                span=span,
                identifier=record.identifier,
                score=round(share, 3),
                evidence=(ABSTRACT,),
                sure=share >= _PART,
                title=record.title,
            )
        return
    line, paper = read(part), references.of_record(record)
    for start, end in spans(line):
        if key(" ".join(line.words[start:end])) == key(paper.title):
            hit = references.judged(part, line, (start, end), 0, paper)
            if hit:
                yield Match(
                    span=span,
                    identifier=record.identifier,
                    score=hit.score,
                    evidence=hit.evidence,
                    sure=hit.sure,
                    title=record.title,
                )
            return

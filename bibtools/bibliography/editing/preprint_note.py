"""Preprint notes: what a note says of a preprint's appearance, and what else it says.

Of "arXiv:1801.00001, to appear; our baseline" the last words are the user's. What is not known to speak of a preprint
stays.
"""

from __future__ import annotations

import re

from bibtools.core.lazy_pattern import lazy_pattern

_ID = r"(?:[0-9]{4}\.[0-9]{4,5}|[a-z-]+(?:\.[A-Z]{2})?/[0-9]{7})(?:v[0-9]+)?"
_CLASSES = r"(?:\s*[\[(][\w.,\s-]*[\])])?"
_TO_ITS_END = r"\b.*?(?=(?:(?<=[0-9]{4})|(?<=[a-z]{7})|(?<=[)}]))\.\s+(?-i:[A-Z\\])|\Z)"  # "Proc." ends no sentence
_STATEMENTS = (
    rf"(?:accepted (?:at|in|to|by|for|as)|submitted (?:to|for)|to appear (?:at|in)){_TO_ITS_END}",
    rf"(?:under review (?:as|at|by|for)|preprint (?:submitted|under review)){_TO_ITS_END}",
    rf"(?:number:\s*)?arxiv(?:\.org)?(?:\s+e-?prints?|\s+preprint)?(?:[\s:]*(?:arxiv:\s*)?(?:abs/)?{_ID}{_CLASSES})?",
    rf"(?:\\url\{{)?https?://(?:www\.)?arxiv\.org/(?:abs|pdf)/{_ID}(?:\.pdf)?\}}?",
    rf"corr\b(?:[\s,:]*abs/{_ID})?",
    r"(?:(?:manuscript )?(?:submitted|in preparation)|unpublished(?: manuscript)?|forthcoming|accepted|to appear)",
    r"(?:e-?print|preprint|in press|under (?:review|submission))",
)
_FURTHER = (r"comments?:.*", r"version:? [0-9]+")  # arXiv's, as Zotero has them in lines of their own
_END = r"(?:,?\s*\(?(?:19|20)[0-9]{2}\)?)?\s*(?:[,.:]+\s*|[\r\n]\s*|\Z)"
_FIRST = lazy_pattern(rf"(?:{'|'.join(_STATEMENTS)}){_END}", re.IGNORECASE | re.DOTALL)
_BEHIND = lazy_pattern(rf"(?:{'|'.join((*_STATEMENTS, *_FURTHER))}){_END}", re.IGNORECASE | re.DOTALL)
_CLAUSE = lazy_pattern(r";\s*|[\r\n](?=\s{0,40}[\w.]+ ?[:=])\s*")  # "tex.ids: …" on a line of its own


def besides_preprint(note: str) -> str | None:
    """Return what a note says besides a preprint's appearance, perhaps nothing; None where it does not speak of it."""
    clauses, between = _CLAUSE.split(note.strip()), _CLAUSE.findall(note.strip())
    first = _rest(clauses[0], _FIRST)
    pattern = _FIRST if first == clauses[0] else _BEHIND
    rests = [first, *(_rest(each, pattern) for each in clauses[1:])]
    if rests == clauses or any(rest.count("{") != rest.count("}") for rest in rests):
        return None
    kept = [(mark, rest) for mark, rest in zip(["", *between], rests, strict=True) if rest]
    return "".join((mark if at else "") + rest for at, (mark, rest) in enumerate(kept))


def _rest(clause: str, statement: re.Pattern[str]) -> str:
    """Return what follows the statements that a clause begins with."""
    at = 0
    while match := statement.match(clause, at):
        at = match.end()
        if at == len(clause):
            break
    return clause[at:]

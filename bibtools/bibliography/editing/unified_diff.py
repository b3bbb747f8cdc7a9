"""A plan as a unified diff that `git apply` and `patch` take.

Made from the edits, not by comparing texts: a library of a hundred thousand lines costs nothing.
Format: https://www.gnu.org/software/diffutils/manual/html_node/Detailed-Unified.html
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from bibtools.bibliography.editing.plan import Plan
from bibtools.bibliography.library.blocks import Library
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.text import Edit, Span, apply_edits

_CONTEXT = 3


class _Change(NamedTuple):
    """Old lines from `start` to `end` give way to `new`."""

    start: int
    end: int
    new: list[str]


def diff(library: Library, plan: Plan, *, created: bool | None = None) -> str:
    """Return what a plan changes as a unified diff that `git apply` and `patch` take; empty where it changes nothing.

    A path from the root on loses its first slash, as with git. `created` says whether the file is new; unless something
    else is said, one without any text is.
    """
    is_new = not library.text if created is None else created
    return unified(library.source.path.lstrip("/"), library.text, plan.edits, created=is_new)


def unified(path: str, text: str, edits: Sequence[Edit], *, created: bool = False) -> str:
    """Return the diff of a text and its edits; empty without any."""
    lines = _lines(text)
    changes = [change for change in _changes(text, lines, edits) if lines[change.start : change.end] != change.new]
    if not changes or apply_edits(text, edits) == text:  # edits may undo each other
        return ""
    old = "/dev/null" if created else f"a/{path}"
    return f"--- {old}\n+++ b/{path}\n" + "".join(_hunks(lines, changes))


def _lines(text: str) -> list[str]:
    """Split at LF only, as git does; a carriage return is the last character of its line."""
    lines = text.split("\n")
    return [f"{line}\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])


def _changes(text: str, lines: list[str], edits: Sequence[Edit]) -> Iterator[_Change]:
    """Widen edits to whole lines; edits that share a line become one change."""
    starts = [0, *accumulate(len(line) for line in lines)]
    # Behind the last line end there is a place of its own; behind a last line without one there is not.
    last_line = len(lines) if text.endswith("\n") or not text else len(lines) - 1
    group: list[Edit] = []
    first = last = 0
    for edit in sorted(edits, key=lambda each: each.span):
        begin = min(bisect_right(starts, edit.span.start) - 1, last_line)
        end = max(begin, min(bisect_right(starts, max(edit.span.start, edit.span.end - 1)) - 1, last_line))
        if group and begin > last:
            yield _change(text, starts, first, last, group)
            group = []
        first = first if group else begin
        last = max(last, end) if group else end
        group.append(edit)
    if group:
        yield _change(text, starts, first, last, group)


def _change(text: str, starts: list[int], first: int, last: int, edits: list[Edit]) -> _Change:
    """Apply edits to their lines, then leave out the lines that stay the same at both ends."""
    begin, end = starts[first], starts[min(last + 1, len(starts) - 1)]
    local = [Edit(Span(edit.span.start - begin, edit.span.end - begin), edit.text) for edit in edits]
    old, new = _lines(text[begin:end]), _lines(apply_edits(text[begin:end], local))
    same = next((n for n, (one, two) in enumerate(zip(old, new, strict=False)) if one != two), min(len(old), len(new)))
    old, new = old[same:], new[same:]
    while old and new and old[-1] == new[-1]:
        old, new = old[:-1], new[:-1]
    return _Change(first + same, first + same + len(old), new)


def _hunks(lines: list[str], changes: list[_Change]) -> Iterator[str]:
    shift = 0
    while changes:
        near = 1
        while near < len(changes) and changes[near].start - changes[near - 1].end <= 2 * _CONTEXT:
            near += 1
        group, changes = changes[:near], changes[near:]
        yield _hunk(lines, group, shift)
        shift += sum(len(change.new) - (change.end - change.start) for change in group)


def _hunk(lines: list[str], group: list[_Change], shift: int) -> str:
    start, end = max(0, group[0].start - _CONTEXT), min(len(lines), group[-1].end + _CONTEXT)
    body: list[str] = []
    at = start
    for change in group:
        body += [f" {line}" for line in lines[at : change.start]]
        body += [f"-{line}" for line in lines[change.start : change.end]]
        body += [f"+{line}" for line in change.new]
        at = change.end
    body += [f" {line}" for line in lines[at:end]]
    added = sum(len(change.new) - (change.end - change.start) for change in group)
    head = f"@@ -{_range(start, end - start)} +{_range(start + shift, end - start + added)} @@\n"
    return head + "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in body)


def _range(start: int, length: int) -> str:
    """Write a range; an empty one names the line before it."""
    return f"{start + 1 if length else start},{length}"

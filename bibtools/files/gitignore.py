"""Patterns as in `.gitignore`, matched in steps that no pattern can multiply.

The grammar is https://git-scm.com/docs/gitignore#_pattern_format, byte by byte as in git's `wildmatch.c`.
A name is matched piece by piece, a piece being the text between two asterisks: it has a fixed width, so the first
place where it fits is as good as any other, and nothing is ever tried twice. The same holds of the names in a path and
what stands between two `**`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple

MOST = 1000  # patterns
LONGEST = 1000  # bytes of a pattern

_CLASSES = {
    b"alnum": rb"0-9A-Za-z",
    b"alpha": rb"A-Za-z",
    b"blank": rb" \t",
    b"cntrl": rb"\x00-\x1f\x7f",
    b"digit": rb"0-9",
    b"graph": rb"!-~",
    b"lower": rb"a-z",
    b"print": rb" -~",
    b"punct": rb"!-/:-@\[-`{-~",
    b"space": rb" \t-\r",
    b"upper": rb"A-Z",
    b"xdigit": rb"0-9A-Fa-f",
}
_STAR, _SLASH, _ESCAPED_SLASH = -1, -2, -3  # instead of a piece of a regular expression
_SPECIAL = lazy_pattern(rb"[*?[\\]")
_CLASS = lazy_pattern(rb"\[:([^]]*):\]")


class PatternError(ValueError):
    """A pattern that no name can match; the message says why."""


class Segment(NamedTuple):
    """What one name in a path must be: pieces with anything between them."""

    pieces: tuple[re.Pattern[bytes], ...]
    widths: tuple[int, ...]

    def matches(self, name: bytes) -> bool:
        """Return whether a name is so."""
        first, *middle = self.pieces
        if not middle:
            return first.fullmatch(name) is not None
        end = len(name) - self.widths[-1]
        found = first.match(name)
        at = found.end() if found else end + 1
        for piece in middle[:-1]:
            found = piece.search(name, at, end) if at <= end else None
            at = found.end() if found else end + 1
        return at <= end and middle[-1].match(name, end) is not None


class Run(NamedTuple):
    """Names that follow each other, behind any number of others, but at least so many."""

    least: int
    segments: tuple[Segment, ...]

    def fits(self, names: Sequence[bytes], at: int) -> bool:
        """Return whether the names from a place on are so."""
        return all(segment.matches(names[at + number]) for number, segment in enumerate(self.segments))


class IgnoreRule(NamedTuple):
    """One pattern; `runs` have a `**` between them; `tail` is how many names must follow the last one, if any may."""

    is_exclusion: bool
    folders_only: bool
    is_anchored: bool
    runs: tuple[Run, ...]
    tail: int | None = None

    def matches(self, names: Sequence[bytes]) -> bool:
        """Return whether a path, by its names, is meant."""
        if not self.is_anchored:
            return self.runs[0].segments[0].matches(names[-1])
        first, *others = self.runs
        at = len(first.segments)
        if at > len(names) or not first.fits(names, 0):
            return False
        for number, run in enumerate(others):
            is_last = number == len(others) - 1 and self.tail is None
            last = len(names) - len(run.segments)
            starts = range(last if is_last else at + run.least, last + 1)
            start = next((each for each in starts if each >= at + run.least and run.fits(names, each)), None)
            if start is None:
                return False
            at = start + len(run.segments)
        return at == len(names) if self.tail is None else at + self.tail <= len(names)


def matcher(patterns: Iterable[str]) -> Callable[[str], bool]:
    """Return a function that decides whether a file, or a folder that it lies in, is excluded; raises PatternError."""
    rules = [rule for pattern in patterns if (rule := read(pattern))]
    rules.reverse()  # the last one that matches decides

    def is_excluded(path: str) -> bool:
        names = path.encode("utf-8", "surrogateescape").split(b"/")
        return any(_decision(rules, names[:depth], depth < len(names)) for depth in range(1, len(names) + 1))

    return is_excluded


def _decision(rules: Sequence[IgnoreRule], names: Sequence[bytes], is_folder: bool) -> bool:  # noqa: FBT001 - part of the path
    for rule in rules:
        if (is_folder or not rule.folders_only) and rule.matches(names):
            return rule.is_exclusion
    return False


def read(pattern: str) -> IgnoreRule | None:
    """Read a pattern; None where it is blank or a comment. Raises PatternError where nothing can match it."""
    text = _trimmed(pattern.encode("utf-8", "surrogateescape"))
    if len(text) > LONGEST:
        raise PatternError(f"a pattern has {LONGEST} bytes at most, and this one {len(text)}")
    if not text or text.startswith(b"#"):
        return None
    negated = text.startswith(b"!")
    text = text[1:] if negated else text
    folders_only = text.endswith(b"/")
    text = text[:-1] if folders_only else text
    is_anchored = b"/" in text
    text = text[1:] if text.startswith(b"/") else text
    if not text:
        raise PatternError(f"nothing can match {pattern!r}")
    runs, tail = _runs(_tokens(text, pattern))
    if not is_anchored and not runs[0].segments:  # `**` by itself is `*`
        runs, tail = (Run(0, (_segment([_STAR]),)),), None
    return IgnoreRule(not negated, folders_only, is_anchored, runs, tail)


def _trimmed(text: bytes) -> bytes:
    """Return a line without blanks at its end, but with one that stands behind a backslash."""
    bare = text.rstrip(b" ")
    escaped = (len(bare) - len(bare.rstrip(b"\\"))) % 2
    return bare + b" " if escaped and len(bare) < len(text) else bare


def _tokens(text: bytes, pattern: str) -> list[bytes | int]:
    """Return a pattern as parts that match one byte, asterisks and slashes."""
    tokens: list[bytes | int] = []
    at = 0
    while at < len(text):
        sign = text[at : at + 1]
        if sign == b"*":
            tokens.append(_STAR)
        elif sign == b"/":
            tokens.append(_SLASH)
        elif sign == b"?":
            tokens.append(b"[^/]")
        elif sign == b"[":
            part, at = _set(text, at, pattern)
            tokens.append(part)
            continue
        else:
            if sign == b"\\":
                at += 1
                sign = text[at : at + 1]
            if not sign:
                raise PatternError(f"nothing can match {pattern!r}: no character follows the last backslash")
            tokens.append(_ESCAPED_SLASH if sign == b"/" else re.escape(sign))
        at += 1
    return tokens


def _set(text: bytes, start: int, pattern: str) -> tuple[bytes, int]:
    """Read a bracket expression; return it as a set of bytes, and where it ends."""
    at = start + 1
    negated = text[at : at + 1] in {b"!", b"^"}
    at += negated
    begin, members, before = at, set[int](), -1
    while at < len(text) and (text[at : at + 1] != b"]" or at == begin):
        named = _CLASS.match(text, at)
        if named:
            if named[1] not in _CLASSES:
                raise PatternError(
                    f"nothing can match {pattern!r}: there is no class {named[0].decode(errors='replace')}"
                )
            members |= {each for each in range(256) if re.match(b"[" + _CLASSES[named[1]] + b"]", bytes([each]))}
            at, before = named.end(), -1
            continue
        is_range = text[at : at + 1] == b"-" and before >= 0 and text[at + 1 : at + 2] not in {b"", b"]"}
        at += is_range
        at += text[at : at + 1] == b"\\"
        if at >= len(text):
            break
        members |= set(range(before, text[at] + 1)) if is_range else {text[at]}
        before = -1 if is_range else text[at]
        at += 1
    if at >= len(text):
        raise PatternError(f"nothing can match {pattern!r}: its bracket does not close")
    members = (set(range(256)) - members if negated else members) - {ord("/")}
    return b"[" + b"".join(b"\\x%02x" % each for each in sorted(members)) + b"]" if members else b"(?!)", at + 1


def _runs(tokens: Sequence[bytes | int]) -> tuple[tuple[Run, ...], int | None]:
    """Divide a pattern at `**` into runs; what follows the last of them may be at least so many names, or none."""
    parts: list[list[bytes | int]] = [[]]
    escaped: list[bool] = []  # whether the slash behind a part is
    for token in tokens:
        if token in {_SLASH, _ESCAPED_SLASH}:
            escaped.append(token == _ESCAPED_SLASH)
            parts.append([])
        else:
            parts[-1].append(token)
    runs, least = [Run(0, ())], None
    for number, part in enumerate(parts):
        if len(part) > 1 and set(part) == {_STAR}:
            # At the end it is everything inside, and not the folder itself.
            least = int(number == len(parts) - 1 or escaped[number])
            continue
        if least is not None:
            runs.append(Run(least, ()))
            least = None
        runs[-1] = runs[-1]._replace(segments=(*runs[-1].segments, _segment(part)))
    return tuple(runs), least


def _segment(part: Sequence[bytes | int]) -> Segment:
    pieces: list[list[bytes]] = [[]]
    for token in part:
        if isinstance(token, bytes):
            pieces[-1].append(token)
        else:
            pieces.append([])
    kept = [piece for number, piece in enumerate(pieces) if piece or number in {0, len(pieces) - 1}]
    return Segment(tuple(re.compile(b"".join(piece), re.DOTALL) for piece in kept), tuple(map(len, kept)))

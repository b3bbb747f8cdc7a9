"""A quick scan of a source that has changed: whether all that could be an id in it is known to be in step.

Nothing can be missing then, however a scanner would read the rest, comments and verbatim text included. Where the
file type spells ids in a way of its own, or anything else is unusual, the answer is no, and the source is scanned.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

from bibtools.hook.git_index import hash_of
from bibtools.identifiers.prefilter import CLAIM, DOT, in_bytes
from bibtools.sources.filetypes import FileType, Naming, type_of

# How a file begins whose bytes do not show its text: in UTF-16 or UTF-32, or a pointer to the file itself.
_OPAQUE = (b"\xff\xfe", b"\xfe\xff", b"version http", b"/annex/objects/")
_BEGINNING = 8000  # bytes in which a NUL means the same
NO_FRAME = "-"  # of a source that names no library
# The patterns of frames are compiled where one is needed: most sources name no library.
#
# What certainly makes nothing live or dead: commands that no more than print what they are given.
_HARMLESS = (
    rb"\\(?:[a-z]*cite[a-z]*|(?:eq|auto|c)?ref|label|emph|text[a-z]{2}|(?:sub)*section|paragraph|footnote|url)\*?"
    rb"\{[^{}\\%\n]*\}|\\[&$_,;!#\\ ]|\\(?:item|ldots|dots|times|alpha|beta|gamma|mu|sigma)(?![A-Za-z@])"
)
_COMMANDING = rb"[][\\{}%]|\r(?!\Z)"
# What goes on behind the line's end, so that one line alone says nothing: a command, an environment, a definition.
_READING = (
    rb"(?:(?!print|the)\w{0,40}bib(?!item|liographystyle)\w{0,40}"
    rb"|\w{0,40}(?:input|include|subfile)|newcites|markdownInput|loadglsentries)"
)
_ELSEWHERE = (
    rb"(?mi)\\" + _READING + rb"(?![A-Za-z])\*?(?![ \t]*(?:\[[^][\n]*\])?\{[^{}\n]*\}|[ \t]+\S|[^\s{[*])"
    rb"|\\(?:\w{0,40}import|\w{0,40}from)(?![A-Za-z])\*?(?![ \t]*\{[^{}\n]*\}[ \t]*\{[^{}\n]*\})"
    rb"|\\(?:begin|end)(?![A-Za-z@]|[ \t]*\{[^{}\n]*\})"
    rb"|\\(?:if[A-Za-z@]*+|let[ \t]*+\\?[A-Za-z@]*+[ \t]*+=?)[ \t\r]*+$"
    rb"|\\(?:\w{0,40}command|\w{0,40}def)\*?[ \t]*+\{?[ \t]*+\\?[A-Za-z@]*+[ \t]*+\}?[ \t]*+"
    rb"(?:\[[^][\n]*+\][ \t]*+|#[1-9])*+[ \t\r]*+$"
    rb"|\\[A-Za-z@]++\*?[ \t]*+(?:\[[^][\n]*+\][ \t]*+)*+\[[^]\n]{0,2000}+(?!\])"  # an option that does not end
    rb"|\\" + _READING + rb"[^}]{0,200}#[1-9]"  # a macro that takes what it reads
)
# What holds text of its own, or whose place in the text counts.
_PLACED = (
    rb"filecontents|refsection|bibunit|putbib|btSect|harvarditem"
    rb"|\\bib(?:item)?(?![A-Za-z])(?![^\n]{0,300}\}[ \t]*+[^\s])"
)
_BRACE = rb"\\.|%[^\n]*|([{}])"
_FRONT_MATTER = rb"(?sm)(?:\xef\xbb\xbf)?---[ \t]*\r?\n.*?^(?:---|\.\.\.)[ \t]*\r?$"
# Commands that say nothing of a document: where a source has no others, none of the long patterns is compiled for it.
PLAIN_COMMANDS = frozenset(
    b"""cite citep citet ref eqref cref autoref label emph textbf textit texttt textsc section subsection subsubsection
    paragraph footnote url item ldots dots times alpha beta gamma mu sigma frac sum int infty cdot leq geq in to left
    right mathbb mathbf mathcal mathrm quad qquad noindent""".split()
) | {b""}
_PLAIN_CITATION = rb"\\cite[pt]?\*?(?:\[[^][{}\\%]*+\]){0,2}\{([^{}\\%]*+)\}"  # by those of them that cite
_COMMAND = rb"\\([A-Za-z@]*+)"
_ID = rb"[0-9]{4}\.[0-9]{4,5}(?=[,;)}\]> ]|\.?(?:\r?\n(?![0-9])|\Z)|\. )"
_BEHIND_KEY = b",;}]>"
_BEFORE_KEY = (b"{", b",", b" ", b"@", b";", b"[", b"\n")
_CLAIMS = (
    b"arxiv:",
    *(
        b"%s://%sarxiv.org/%s/" % (scheme, host, folder)
        for scheme in (b"http", b"https")
        for host in (b"", b"www.", b"export.")
        for folder in (b"abs", b"pdf")
    ),
)
_LONGEST_CLAIM = max(map(len, _CLAIMS))
_PROSE = rb"(?:[A-Za-z0-9)!?\"'][.:]?[ \t]{1,3}|\\url\{|\\href\{|\]\()\Z"  # rules out a list of keys
_CITING = (b"cit", b"@", b"bibentry")
_NEAR = 1000  # bytes in front of an id in which it must not be cited


def frame(path: str, data: bytes) -> str:
    """Return a hash of what decides which libraries a source names; an empty text where that is not certain."""
    return _frame(_type_of(path), data)


def has_frame(path: str, data: bytes, known: str) -> bool:
    """Return whether a changed source still describes its document as before."""
    return known == (_frame(_type_of(path), data) or None)


def _frame(of_type: FileType, data: bytes) -> str:
    if data.startswith(_OPAQUE) or b"\0" in data[:_BEGINNING]:
        return ""
    if _is_plain(of_type, data) or not (_occurs(of_type.libraries, data) or _occurs(of_type.structure, data)):
        return NO_FRAME
    match of_type.naming:
        case Naming.FRONT_MATTER:
            front = re.match(_FRONT_MATTER, data)
            is_all = front is not None and not _occurs(of_type.structure, data[front.end() :])
            return hash_of(front[0]) if front and is_all else ""
        case Naming.COMMANDS:
            if re.search(_ELSEWHERE, data) or re.search(_PLACED, data):
                return ""
            return hash_of(b"\n".join(_commanding(data)))
        case Naming.ANYWHERE:
            return ""


def _is_plain(of_type: FileType, data: bytes) -> bool:
    """Return whether a text of LaTeX holds neither commands that may say something of its document, nor such notes."""
    if of_type.naming is not Naming.COMMANDS or b"bib" in data or b"!" in data or b"tex-master:" in data.lower():
        return False
    return PLAIN_COMMANDS.issuperset(re.findall(_COMMAND, data))


def _occurs(pattern: bytes, data: bytes) -> bool:
    return bool(pattern) and re.search(pattern, data) is not None


def _commanding(data: bytes) -> Iterator[bytes]:
    """Yield the lines that hold commands, without what is harmless, and all lines within braces."""
    depth = 0
    for number, line in enumerate(re.sub(_HARMLESS, b"\1", data).split(b"\n")):
        if depth or not number or re.search(_COMMANDING, line):
            yield line
            for brace in re.findall(_BRACE, line):
                depth = max(0, depth + (brace == b"{") - (brace == b"}"))


def _type_of(path: str) -> FileType:
    return type_of(os.path.splitext(path)[1])


def is_in_step(path: str, data: bytes, known: str, held: frozenset[bytes], keys: frozenset[bytes]) -> bool:
    """Return whether a changed source can lack nothing.

    `known` is the frame that it had; `held` are ids of papers that the library has, `keys` are cited and there, among
    them those ids that are the keys of their entries, too.
    """
    of_type = _type_of(path)
    if not of_type.is_plainly_spelled or known != (_frame(of_type, data) or None):
        return False
    if not _cites_only(of_type, data, keys):
        return False
    offsets = {DOT: -4, CLAIM: 1}  # of the id that may stand there
    for source, pattern in in_bytes(data):
        for match in pattern.finditer(data):
            if source not in offsets or not _is_known(data, match.start() + offsets[source], held, keys):
                return False
    return True


def _cites_only(of_type: FileType, data: bytes, keys: frozenset[bytes]) -> bool:
    """Return whether a source cites nothing, dead or alive, but keys that are known, and no blanks behind them."""
    if not (of_type.plainly_cited and keys):
        return not _occurs(of_type.citing, data)
    if not of_type.citing:
        return True
    if _is_plain(of_type, data):
        plain: list[bytes] = re.findall(_PLAIN_CITATION, data)
        if len(plain) == data.count(b"\\cite"):
            return all(key.lstrip() in keys for listed in plain for key in listed.split(b","))
    for match in re.finditer(rb"(?:%s)(?P<plain>)|%s" % (of_type.plainly_cited, of_type.citing), data):
        if match["plain"] is None:
            return False
        lists = (listed for group, listed in match.groupdict().items() if group != "plain" and listed)
        if not all(key.lstrip() in keys for listed in lists for key in listed.split(b",")):
            return False
    return True


def _is_known(data: bytes, start: int, held: frozenset[bytes], keys: frozenset[bytes]) -> bool:
    """Return whether an id stands at a place that the library has, and under its key where it may be cited by that."""
    match = re.compile(_ID).match(data, max(0, start))
    if match is None:
        return False
    if match[0] in keys and data[match.end() : match.end() + 1] in _BEHIND_KEY and data.endswith(_BEFORE_KEY, 0, start):
        return True
    return match[0] in held and _is_in_prose(data, start)


def _is_in_prose(data: bytes, start: int) -> bool:
    """Return whether an id stands behind a word on its line, and nothing near may make a key of it."""
    before = data[max(0, start - _LONGEST_CLAIM) : start].lower()
    claim = next((start - len(each) for each in _CLAIMS if before.endswith(each)), None)
    if claim is None:
        return False
    prose = re.compile(_PROSE)
    line = data.rfind(b"\n", max(0, claim - _NEAR), claim) + 1
    if not prose.search(data, max(line, claim - 8), claim):
        return False
    before = data[max(0, start - _NEAR) : start]
    opening = max(before.rfind(b"{"), before.rfind(b"["))
    is_inside = opening > max(before.rfind(b"}"), before.rfind(b"]")) and not prose.search(before[: opening + 1])
    return not (is_inside or any(sign in before[-300:].lower() for sign in _CITING))

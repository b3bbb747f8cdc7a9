"""Reference tokens: the words of a line and the gaps between, which show where a title begins and ends."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.months import MONTHS
from bibtools.core.named_tuple import NamedTuple
from bibtools.index.titles import plain

_MOST_WORDS = 250  # of a line
_LONGEST = 40  # words of a title
_ABBREVIATED = 7  # letters of an abbreviated word: "Commun."
_WORD = lazy_pattern(r"[^\W_]+")
_HYPHEN = lazy_pattern(r"(?<=[^\W\d_])-[ \t]*\r?\n[ \t]*(?=[a-z])")  # where a line ends within a word
_TAG = lazy_pattern(r"</?[A-Za-z][^<>]{0,300}>")
_ADDRESS = lazy_pattern(r"https?://[^\s{}<>()\[\]]+")
_COMMAND = lazy_pattern(r"\\(?:newblock|par|newline|item)(?![A-Za-z])\*?|\\\\|\\(?:em|it|bf|sl|sc|rm|tt)(?![A-Za-z])")
_LABEL = lazy_pattern(
    r"\s*(?:(?:[*_#>|•~`★☆✨⭐🔥-]+|\[[^\[\]()]{0,40}\](?!\()|\(\d{1,4}\)|\d{1,4}[.)](?!\d))\s*)*"
)  # what may stand before a reference: "[12]", "3.", "- [x]", "**"
# What is between two words of a title as a rule: blanks, or a mark without any.
_INSIDE = lazy_pattern(r"\s*\Z|[-‐‑'’`/.·+^=<>_:−]{1,2}\Z|\s*(?:-\s*)?\n\s*\Z")
_OPENING = lazy_pattern(r"[“„«\"]|``|''|‘‘")
_CLOSING = lazy_pattern(r"[”“»\"]|''|’’")
_DASH = lazy_pattern(r"(?:^|\s)[-–—]{1,3}(?:\s|$)|[—–]|--")
YEAR = lazy_pattern(r"(?:19|20)\d\d[a-z]?\Z")


class Reference(NamedTuple):
    """A line: its words in lower case without accents, as written, and the gaps before and after each."""

    words: tuple[str, ...]
    shown: tuple[str, ...]
    gaps: tuple[str, ...]  # one more than words
    label: int  # how many words the label has

    def is_edge(self, at: int) -> bool:
        """Return whether a title may begin at a word, or end before it: there is punctuation."""
        if at in {0, self.label, len(self.words)} or not _INSIDE.match(self.gaps[at]):
            return True
        is_by_year = YEAR.match(self.words[at]) or YEAR.match(self.words[at - 1])
        return bool(is_by_year) or "\n" in self.gaps[at] or self.words[at] == "by"

    def quotes_before(self, start: int) -> bool:
        """Return whether a quotation begins before a word, not counting the label and its gap."""
        return any(map(_OPENING.search, self.gaps[self.label : start]))


def read(line: str) -> Reference:
    """Return the tokens of a line."""
    line = _HYPHEN.sub("", html.unescape(line) if "&" in line and ";" in line else line)
    line = _TAG.sub(" | ", line) if "<" in line else line
    line = _ADDRESS.sub(" | ", line) if "://" in line else line
    text = plain(_COMMAND.sub(" | ", line) if "\\" in line else line)
    found = [match.span() for match in _WORD.finditer(text)][:_MOST_WORDS]
    shown = tuple([text[start:end] for start, end in found])
    edges = [0, *(edge for span in found for edge in span), len(text)]
    gaps = tuple([text[edges[at] : edges[at + 1]] for at in range(0, len(edges), 2)])
    label = _LABEL.match(text)
    behind = label.end() if label else 0
    return Reference(tuple([word.casefold() for word in shown]), shown, gaps, sum(each[1] <= behind for each in found))


def spans(line: Reference) -> Iterator[tuple[int, int]]:
    """Yield the spans in a line that may be a title, the longest first at every word."""
    edges = [at for at in range(len(line.words) + 1) if line.is_edge(at)]
    for number, start in enumerate(edges):
        for end in reversed(edges[number + 1 :]):
            if end - start <= _LONGEST:
                yield start, end


# What may stand after a title, and begins no subtitle.
_VENUE = frozenset(
    """in arxiv corr preprint proc proceedings journal j trans transactions ieee acm aaai ijcai nature
    science cell phys physical physics rev review reviews annals advances adv international int conference
    conf symposium workshop springer elsevier wiley university univ press thesis phd dissertation master
    tech technical report submitted accepted published presented to unpublished manuscript available online
    url http https doi vol volume pp pages no eprint cs math stat ed eds mit cambridge oxford lecture notes
    lncs icml neurips nips iclr cvpr iccv eccv acl emnlp naacl interspeech icassp kdd sigir www chi siggraph
    jmlr tmlr tpami usenix osdi sosp""".split()
)
_MONTHS = frozenset(MONTHS)
_PART = lazy_pattern(r"(?=[ivx])(?:x{0,2})(?:ix|iv|v?i{0,3})\Z|\d{1,2}\Z|one\Z|two\Z|three\Z")
_OTHER = frozenset(
    """part parts chapter revisited revised addendum erratum errata corrigendum correction reply response rejoinder
    comment comments discussion supplement supplementary supplemental appendix extended expanded version short long full
    abstract summary draft preliminary report poster demo slides talk tutorial corrected technical again
    continued""".split()
)


def goes_on(line: Reference, start: int, end: int, *, is_whole: bool) -> bool:
    """Return whether a title continues after a part of a line: with a subtitle, a number, or "(extended version)"."""
    if end == len(line.words):
        return False
    gap, following = line.gaps[end], line.words[end]
    if _OPENING.search(line.gaps[start]) and any(map(_CLOSING.search, line.gaps[end:])):
        return not _CLOSING.search(gap)
    if _INSIDE.match(gap):
        return not YEAR.match(following) and following not in {"arxiv", "http", "https"}
    return _is_numbered(line, end) or _begins_subtitle(line, end, is_whole=is_whole)


def _is_numbered(line: Reference, at: int) -> bool:
    """Return whether a part number is there, or anything else that makes it another paper's title."""
    following = line.words[at : at + 2]
    if _PART.match(following[0]) and len(line.gaps[at].strip()) <= 1:
        return True
    is_report = following in {("technical", "report"), ("tech", "report")}
    return not is_report and any(word in _OTHER for word in following)


def _begins_subtitle(line: Reference, at: int, *, is_whole: bool) -> bool:
    gap, shown = line.gaps[at], line.shown[at]
    if ":" in gap:
        return line.words[at] != "arxiv" and not YEAR.match(line.words[at])
    if "." in gap and not re.search(r"[.]\W", f"{gap} "):
        return True
    if YEAR.match(line.words[at]) or _begins_venue(line, at):
        return False
    if _DASH.search(gap) or not is_whole:
        return not shown[:1].isdigit()
    return "," in gap and shown[:1].islower() and not re.search(r"[.|()\[\]*?!;]", gap)


def _begins_venue(line: Reference, at: int) -> bool:
    """Return whether a venue, a month or the name of a series begins at a word."""
    word, shown, gap = line.words[at], line.shown[at], line.gaps[at + 1]
    if word in _VENUE or word in _MONTHS:
        return True
    return (len(shown) > 2 and shown.isupper()) or (
        gap.startswith(".") and shown[:1].isupper() and 1 < len(shown) <= _ABBREVIATED
    )

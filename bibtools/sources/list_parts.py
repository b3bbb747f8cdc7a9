"""List parts: the items, rows, blocks and sections of a list of papers, and which of them are about one paper.

An item belongs to the paper that it names first. One that only labels what it links to, "Code: …", is an attribute of
the item before it, or of the title above it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.text import Span, line_end


class ListPart(NamedTuple):
    """A part of a list: its depth, and its span; deeper parts that follow are nested in it."""

    level: int
    start: int
    end: int
    in_list: bool
    above: int | None = None  # the number of the part that it is nested in
    whole: int = 0  # where what is nested in it ends, too


# Levels: headings by their number, then titles, then paragraphs, then items by their indentation.
_HEADING, _TITLE, PARAGRAPH = -20, -2, -1
_DEEPEST_SECTION = 3  # a section of that depth may be about one paper
LONGEST = 4000  # characters of a part that is about one paper

_LINE = lazy_pattern(r"[^\n]*\n?")
_HEAD = lazy_pattern(r"(?P<signs>#{1,6}|\*{2,6})\s")  # of Markdown, and of Org
_BOLD = lazy_pattern(r"\s*(?:\d+[.)]\s*)?(?:\*\*|__)[^\n]*(?:\*\*|__)\s*+(?:<br\s*+/?>)?$")
_ITEM = lazy_pattern(
    r"(?:>[ \t]?)*(?P<indent>[ \t]*)"
    r"(?:(?:[-*+•]|#\.|\d{1,4}[.)])[ \t]+|\[[^\]\n]+\]:[ \t])"  # the latter defines a link
)
# In running text: only a first item may follow it at once, https://spec.commonmark.org/0.31.2/#lists.
_GOES_ON = lazy_pattern(r"[ \t]*(?!1[.)])\d{1,4}[.)][ \t]")
_ROW = lazy_pattern(r"\s*\|.*\||(?:[^|\n]*\|){3}")

# Pages of papers besides arXiv's, whose ids are known already.
PAPER_LINK = lazy_pattern(
    r"(?:https?://)(?:[\w.-]*\b(?:doi\.org/10\.|thecvf\.com|aclanthology\.org|aclweb\.org|ieeexplore\.ieee|openreview\.net"
    r"|proceedings\.mlr|jmlr\.org|(?:proceedings|papers)\.n(?:eur)?ips|dl\.acm|springer\.com|sciencedirect|nature\.com"
    r"|science\.org|aaai\.org|ijcai\.org|usenix\.org/|biorxiv|medrxiv|ecva\.net|isca-speech|roboticsproceedings"
    r"|semanticscholar|wiley\.com|tandfonline|sagepub|mdpi\.com|frontiersin|iospress|hal\.science|bmva|siam\.org|acs\.org"
    r"|oup\.com|ncbi\.nlm|eprint\.iacr|computer\.org|pnas\.org|plos\.org|iop\.org|aps\.org)"
    r"|[^\s()<>\[\]\"'|]+\.pdf\b)",
    re.IGNORECASE,
)
# All words of a label: what it leads to, whose that is, and what joins these.
_LABEL = lazy_pattern(
    r"(?:papers?|pdf|ar ?xiv|preprint|abs|abstract|html|links?|url|doi|id|bib(?:tex)?|cite|citation|codes?"
    r"|repo(?:sitory)?|git(?:hub|lab|ee)?|implementation|source|software|official|unofficial|project|page|home(?:page)?"
    r"|web(?:site|page)?|site|video|demo|slides?|poster|talk|blog|data|datasets?|models?|weights|checkpoints?|supp\w*|appendix|notes?|colab"
    r"|authors?|venue|year|title|conference|journal|published|version|third|3rd|party|reimplementation|community|keras|jax"
    r"|pytorch|torch|tensorflow|tf|caffe|matlab|julia|python|mindspore|paddle|hugging ?face|zenodo|release[ds]?"
    r"|available|publicly|the|our|by|at|here|is|in|on|of|for|to|from|and|with|an?|can|be|found|see|it|its|also|coming|soon|no|yet"
    r"|(?:论文|論文|代码|代碼|源码|源|项目|主页|链接|地址|下载|视频|数据集|数据|解读|作者|官方|非官方|第三方|复现|開源|开源|实现|實現|仓库|和|与|及"
    r"|コード|実装|公式|非公式|データ|動画|ページ)+\d?|(?:papers?|codes?|pdf|links?)\d"
    r"|코드|논문|구현|공식|비공식|데이터|artículo|código|article|papier|quellcode|статья|код)",
    re.IGNORECASE,
)
_MARKS = lazy_pattern(r":\w+:|\([^()\n]*\)|（[^（）\n]*）|</?\w[^>\n]*(?:>|$)|!\[[^\]\n]*\]")
_TAG = lazy_pattern(r"(?P<indent>[ \t]*)<(?P<tag>li|tr|div|h[1-6])\b", re.IGNORECASE)  # of HTML, also in Markdown
_OBJECT = lazy_pattern(r"(?P<indent>[ \t]*),?[ \t]*\{(?=\s*\"|\s*$)")  # of JSON
_RULE = lazy_pattern(r"[ \t]*=+(?:[ \t]+=+)+[ \t]*$")  # of a simple table of reStructuredText
_ID_LABEL = lazy_pattern(r"\W*(?:ar ?xiv|doi|https?|url)?\W*", re.IGNORECASE)
_LINKED = lazy_pattern(r"https?://\S+|\b(?:10\.\d{4,9}/\S+|\d{4}\.\d{4,5}(?:v\d+)?)")
_WORD = lazy_pattern(r"[^\W_]+")
_MARKER = lazy_pattern(r"(?:>[ \t]?)*\s*(?:(?:[-*+•]|#\.|\d{1,4}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?|\|)?")


def parts(text: str) -> list[ListPart]:
    """Return the parts of a text, in order."""
    return _nested(list(_parts(text)))


def _parts(text: str) -> Iterator[ListPart]:
    level, start, end, in_list, after_blank = _HEADING, 0, 0, False, True
    in_table = False
    for match in _LINE.finditer(text):
        line = match[0]
        if not line.strip():
            after_blank, in_table = True, False
            continue
        in_table = in_table or _RULE.match(line.rstrip("\n")) is not None
        begins = (PARAGRAPH, True) if in_table and not line[0].isspace() else _beginning(line)
        indent = len(line) - len(line.lstrip())
        if begins and begins[1] and not after_blank and in_list and indent > max(level, 0) and _GOES_ON.match(line):
            begins = None
        goes_on = begins is None and ((not after_blank and end) or (in_list and indent > max(level, 0)))
        if goes_on:
            end = match.end()
        else:
            if end:
                yield ListPart(level, start, end, in_list)
            level, in_list = begins or (PARAGRAPH, False)
            start, end = match.span()
        after_blank = bool(_HEAD.match(line) or _ROW.match(line))
    if end:
        yield ListPart(level, start, end, in_list)


def _beginning(line: str) -> tuple[int, bool] | None:
    """Return the level of the part that a line begins, and whether it is one of a list; None if it goes on."""
    if head := _HEAD.match(line):
        return _HEADING + len(head["signs"]), False
    if item := _ITEM.match(line):
        return len(item["indent"].expandtabs(4)), True
    if tag := _TAG.match(line):
        return _level_of_tag(tag["tag"].lower(), len(tag["indent"].expandtabs(4)))
    if found := _OBJECT.match(line):
        return len(found["indent"].expandtabs(4)), True
    if _ROW.match(line):
        return PARAGRAPH, True
    return (_TITLE, False) if _BOLD.match(line.rstrip()) else None


def _level_of_tag(tag: str, indent: int) -> tuple[int, bool]:
    """Return the level of an element of HTML, and whether it is one of a list."""
    if tag == "li":
        return indent, True
    if tag == "tr":
        return PARAGRAPH, True
    return (_TITLE if tag == "div" else _HEADING + int(tag[1])), False


def _nested(found: Sequence[ListPart]) -> list[ListPart]:
    """Return for every part its parent, and where its nested parts end."""
    ends = [part.end for part in found]
    above: list[int | None] = [None] * len(found)
    stack: list[int] = []
    for number, part in enumerate(found):
        while stack and found[stack[-1]].level >= part.level:
            stack.pop()
        above[number] = stack[-1] if stack else None
        for outer in stack:
            ends[outer] = part.end
        stack.append(number)
    return [part._replace(above=up, whole=end) for part, up, end in zip(found, above, ends, strict=True)]


def part_at(found: Sequence[ListPart], at: int) -> int | None:
    """Return the number of the smallest part around an offset."""
    number = bisect_right(found, at, key=lambda part: part.start) - 1
    return number if number >= 0 and at < found[number].end else None


def is_attribute(text: str, part: ListPart) -> bool:
    """Return whether a part only labels what it links to: "Code: https://…", "[pdf](…) | [code](…)"."""
    label = label_of(text, part)
    if _ID_LABEL.fullmatch(label):  # "arXiv:2106.00134 Some title" is an item of its own
        line = text[part.start : min(part.end, line_end(text, part.start, part.start + LONGEST))]
        label += _LINKED.sub(" ", _MARKS.sub(" ", line))
    return is_label(label)


def is_label(words: str) -> bool:
    """Return whether words only say what a link leads to, and whose that is."""
    return all(_LABEL.fullmatch(word) for word in _WORD.findall(words))


def label_of(text: str, part: ListPart) -> str:
    """Return the words that a part begins with, up to the end of its first link's label."""
    begin = _MARKER.match(text, part.start, part.end)
    start = begin.end() if begin else part.start
    head = text[start : min(part.end, start + 300)]
    link = re.match(r"[^\w\[]*\[+(?P<label>[^\]\n]*)\]", head)
    if link:
        return _MARKS.sub(" ", link["label"])
    until = re.search(r"[:：]|\[|https?://|\b\d{4}\.\d{4,5}\b|\b10\.\d{4,9}/|\|", head)
    return _MARKS.sub(" ", head[: until.start()] if until else head)


def group(text: str, found: Sequence[ListPart], number: int) -> Span:
    """Return an item with what is nested in it, and with the attributes beside it.

    An attribute belongs to the item before it; the attributes of one paper do not repeat their first label.
    """
    part = found[number]
    if not part.in_list or part.level < 0 or text.startswith("[", part.start):  # a definition of a link
        return Span(part.start, part.whole)
    run = [number]
    if is_attribute(text, part):
        for each in _siblings(found, number, -1):
            run.insert(0, each)
            if not is_attribute(text, found[each]):
                break
    for each in _siblings(found, number, 1):
        if not is_attribute(text, found[each]):
            break
        run.append(each)
    labels = [label_of(text, found[each]).strip().lower() for each in run]
    begins = [place for place, label in enumerate(labels) if label == labels[0]]
    own = bisect_right(begins, run.index(number)) - 1
    last = begins[own + 1] - 1 if own + 1 < len(begins) else len(run) - 1
    return Span(found[run[begins[own]]].start, found[run[last]].whole)


def _siblings(found: Sequence[ListPart], number: int, step: int) -> Iterator[int]:
    """Yield the items beside an item in one direction, from the nearest."""
    part = found[number]
    each = number + step
    while 0 <= each < len(found) and found[each].level >= part.level:
        if abs(found[each].start - part.start) > LONGEST:
            return
        if found[each].level == part.level:
            yield each
        each += step


def may_be_one(part: ListPart, *, is_own: bool) -> bool:
    """Return whether a part may be about one paper by its kind and length."""
    is_section = part.level < _TITLE and part.level - _HEADING < _DEEPEST_SECTION
    is_text = part.level == PARAGRAPH and not is_own  # above a list: it introduces more than one paper
    return not (is_section or is_text or part.whole - part.start > LONGEST)


def links_paper(text: str, span: Span) -> bool:
    """Return whether some text links to the page of a paper that is not on arXiv."""
    return PAPER_LINK.search(text, *span) is not None

"""Link labels: what a list calls a repository link, which shows whether it is the paper's code or something else."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.text import line_end, line_start
from bibtools.records.codelinks.addresses import Address
from bibtools.records.codelinks.ownership import OWNED

OFFICIAL, CODE, PLAIN, UNFIT = 3, 2, 1, 0  # how likely a link is the code of a paper
_LONGEST_TABLE = 100_000  # characters
_REACH = 120  # characters before a link in which it is named

_ANCHOR = lazy_pattern(r"\[(?P<label>[^\]\n]{0,80})\]{1,2}\([^()\n]*$|`(?P<label2>[^`<\n]{1,80})<$")
_HREF = lazy_pattern(r"<a\b[^<>\n]*href\s*=\s*[\"']?$", re.IGNORECASE)
_SHOWN = lazy_pattern(r"[^<>\n]*>(?P<label>(?:(?!</a>)[^\n]){0,120})</a>", re.IGNORECASE)  # behind the address
_PREFIX = lazy_pattern(r"(?P<label>[\w（）() *&/.'’-]{1,60})[\"']?[:：][ \t]*+[<(\[\"']?[ \t]*+$")
_CODE = lazy_pattern(
    r"code|\bgit\b|git(?:hub|lab|ee)|bitbucket|repo|implement|source|official|(?:py)?torch|tensorflow|\btf\d?\b|jax"
    r"|flax"
    r"|keras|caffe|mxnet|theano|chainer|matlab|julia|mindspore|paddle|jittor|c\+\+|代码|源码|代碼|源代|コード|実装|リポジトリ|实现|實現|仓库"
    r"|开源|程序|코드|구현|저장소"
    r"|c[óo]digo|quell(?:code|text)|d[ée]p[ôo]t|\bкод\b|реализаци|исходн",
    re.IGNORECASE,
)
_OTHER = lazy_pattern(
    r"data ?set|\bdata\b|reproduc|project|page|home|website|video|demo|slides|poster|models?\b|weights|checkpoint"
    r"|supplement|notes?\b|summary|tool|framework|leaderboard|list\b|template|数据|主页|视频|データ|動画|ページ|데이터|영상|données"
    r"|datos|данные",
    re.IGNORECASE,
)
_FOREIGN = lazy_pattern(
    r"unofficial|third|re-?implement|reproduction|follow-?up|baselines?|competitor|similar|non-?official|\b3rd\b"
    r"|\bused (?:in|by)\b|\bbuilt (?:on|with)\b|\bdepend(?:s|encies|ency)\b|\brelated\b|\bcited by\b"
    r"|\breproduced|\bport(?:ed)?\b|community|非官方|第三方|复现|復現|社区|再現"
    r"|非公式|有志|비공식|재구현|non[- ]officiel|no oficial|inoffizi|неофиц"
    r"|\bby (?!(?:the |its |original |their )*(?:authors?|us)\b)\w"
    # and what is not there
    r"|coming|\bsoon\b|\byet\b|\bno (?:code|repo)|\bnot (?:available|released|public)"
    r"|deleted|removed|\btb[ad]\b|即将|暂无|待开源|未开源|尚未|近日公開|未公開|미공개",
    re.IGNORECASE,
)
_OFFICIAL = lazy_pattern(r"(?<!un)(?<!non-)official|authors?\b|官方|(?<!非)公式|공식", re.IGNORECASE)
_NEUTRAL = lazy_pattern(r"^\W*(?:links?|urls?|available|at|papers?)?\W*$", re.IGNORECASE)
# Text before a link that attributes it to others.
_SET_APART = lazy_pattern(
    r"\b(?:cf\b|see also|similar|reproduc|compar\w+ (?:with|to)|not (?:yet )?(?:released|available)|no code"
    r"|used by|uses|unlike|using|based on|builds? on)",
    re.IGNORECASE,
)
# Words before a link that attribute it to others, or say that it is missing: "unofficial [code](…)", "coming soon at".
_CALLED = lazy_pattern(
    r"\W*(?:(?:an?|the|some|other|code|repo) )*"
    r"(?:un-?official|non-?official|third[- ]part(?:y|ies)|3rd[- ]party|re-?implement\w*"
    r"|community (?:code|implementation|port|version)"
    r"|coming(?: soon)?|soon|非官方|第三方|复现|即将)(?:\W+\w+){0,2}\W*\Z"
    r"|\W*(?:\w+ )?(?:baselines?|competitors?|follow-?ups?|related)(?:\W+\w+){0,2}\s*:\W*\Z",
    re.IGNORECASE,
)
_BEHIND = lazy_pattern(
    r"\s{0,2}[(,]?\s?"
    r"(?:unofficial|non-?official|third[- ]part|re-?implement|by (?:an?|other|(?-i:[A-Z]))|community|fork"
    r"|(?:code )?(?:is )?coming(?: soon)?\b|(?:to be )?(?:released|available) soon\b"
    r"|not (?:yet )?(?:released|available)\b)",
    re.IGNORECASE,
)
_OFFICIAL_BEHIND = lazy_pattern(
    r"[)\]>\"'`*_\s]*[(（\[]\s*(?:official|by (?:the )?authors?|authors?['’]?|官方)\b", re.IGNORECASE
)
_IN_PARENTHESES = lazy_pattern(r"\w\s*[(（]([^()（）]{1,80})[)）]\s*$")
_DEAD = lazy_pattern(r"~~[^~\n]*$|<!--(?:(?!-->).)*$|\bgit clone [^\n]*$", re.DOTALL)
# What a link may follow without a word.
_THING = lazy_pattern(
    r"https?://\S+|\)|\]|\||^\s*(?:[-*+•]|\d+[.)])|(?<![\w.])\d{4}\.\d{4,5}(?:v\d{1,2})?(?!\d)|[a-z]/\d{7}(?!\d)"
)
_SEPARATOR = lazy_pattern(r"^[ \t]*\|?(?:[ \t]*:?-+:?[ \t]*\|)+[ \t:-]*\r?$", re.MULTILINE)


def standing(text: str, floor: int, link: Address, claim: str, *, is_apart: bool) -> int:
    """Return how likely a link is the code of a part that begins at `floor`; a linked title counts only in its own."""
    start = line_start(text, link.span.start, floor)
    before = text[max(start, link.span.start - _REACH) : link.span.start]
    behind = text[link.span.end : line_end(text, link.span.end, link.span.end + _REACH)]
    anchor, prefix = _ANCHOR.search(before), _PREFIX.search(before)
    shown = next(filter(None, anchor.groups()), "") if anchor else ""
    if href := _HREF.search(before):
        element = _SHOWN.match(text, link.span.end, link.span.end + 2 * _REACH)
        anchor, shown = href, re.sub(r"<[^<>]*>", "", element["label"]) if element else ""
    label = shown if anchor else prefix["label"] if prefix else ""
    column = _column(text, start, link.span.start) if "|" in before else ""
    if _is_elsewhere(text, floor, link, before[: anchor.start()] if anchor else before, behind):
        return UNFIT
    if _FOREIGN.search(label) or _FOREIGN.search(column) or _is_by_owner(label, link.place.url):
        return UNFIT
    if _CODE.search(label):
        return OFFICIAL if _OFFICIAL.search(label) or _OFFICIAL_BEHIND.match(behind) else CODE
    if _OTHER.search(label) or _OTHER.search(column):
        return UNFIT
    if _CODE.search(column):
        return CODE
    begins = not re.search(r"\w", text[start : link.span.start - (len(before) - anchor.start() if anchor else 0)])
    if anchor:
        is_named = _NEUTRAL.match(shown) is not None or _names(shown, link.place.url)
        return PLAIN if is_named or (begins and not is_apart) else UNFIT
    if prefix and not _NEUTRAL.match(label):
        return PLAIN if begins and not is_apart else UNFIT
    return PLAIN if claim == OWNED or _follows_a_thing(before) else UNFIT


def has_own_line(text: str, link: Address) -> bool:
    """Return whether a link has its own line, apart from its label: "- Code: https://…"."""
    before = text[line_start(text, link.span.start, max(0, link.span.start - _REACH)) : link.span.start]
    prefix = _PREFIX.search(before)
    return not re.search(r"\w", before[: prefix.start()] if prefix else before)


def _is_elsewhere(text: str, floor: int, link: Address, before: str, behind: str) -> bool:
    """Return whether a link is struck out, commented out, or described as not the paper's."""
    behind = re.sub(r"^[)\]>\"'`*]+", "", behind)
    dead = _DEAD.search(text, max(floor, link.span.start - 10 * _REACH), link.span.start)
    last = max((match.end() for match in _THING.finditer(before)), default=0)
    return bool(dead or _SET_APART.search(before, last) or _CALLED.match(before, last) or _BEHIND.match(behind))


def _names(shown: str, url: str) -> bool:
    """Return whether some words are the name of a repository."""
    squeezed = re.sub(r"[\W_]", "", shown).lower()
    return squeezed in re.sub(r"[^\w/]|_", "", url).lower().replace("/", "")


def _is_by_owner(label: str, url: str) -> bool:
    """Return whether a label names whoever made a link's repository, as lists do for others: "PyTorch (lucidrains)"."""
    named = _IN_PARENTHESES.search(label)
    owner = url.lower().rstrip("/").split("/")[3:4]
    return named is not None and any(each.strip().lower() in owner for each in re.split(r"[,;]", named[1]))


def _follows_a_thing(before: str) -> bool:
    """Return whether no words separate a link from what precedes it on its line."""
    last = max((match.end() for match in _THING.finditer(before)), default=0)
    return re.search(r"\w{2}", before[last:]) is None


@lru_cache(maxsize=2)
def _rules(text: str) -> Sequence[int]:
    """Return where the rules below the heads of tables begin."""
    return [match.start() for match in _SEPARATOR.finditer(text)]


def _column(text: str, start: int, at: int) -> str:
    """Return the header of the table column that an offset in a row is in."""
    rules = _rules(text)
    number = bisect_left(rules, start) - 1
    rule = rules[number] if number >= 0 else 0
    if rule == 0 or start - rule > _LONGEST_TABLE or text.find("\n\n", rule, start) >= 0:
        return ""
    heads = text[line_start(text, rule - 1) : rule].strip().strip("|").split("|")
    number = text.count("|", start, at) - (text[start:at].lstrip()[:1] == "|")
    return heads[number].strip() if number < len(heads) else ""

"""Ownership: whose code a link leads to, by the words around it.

A link is the authors' own (`OWNED`), named without a word (`BARE`), another's (`FOREIGN`), or not to code at all
(`OTHER`: a project page, data, a video). What is nearer to the link counts more.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.text import blank
from bibtools.records.codelinks import link_languages, link_patterns
from bibtools.records.codelinks.addresses import Address, mended
from bibtools.records.codelinks.code_hosts import ANONYMISED, DATASET, MODEL, PAGE, REPOSITORY, CodeLocation

OWNED, BARE, FOREIGN, OTHER = "owned", "bare", "foreign", "other"
_FAR = 5000  # characters in which a text names its own work
_PAGES = r"web ?(?:sites?|pages?)|project pages?"
_TITLE = 30  # characters before a sentence that say what it is about: "Living document; source available at"
_REACH = 400  # characters of a sentence around a link that are examined


class _Context(NamedTuple):
    """The sentence around a link: all text before it, the part after the previous link, and what follows.

    It begins at an offset of a text.
    """

    before: str
    near: str
    after: str
    text: str
    begin: int
    name: str = ""  # of the repository


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


@cache
def _words(words: str, unspaced: str = "(?!)") -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{words})(?![\w-]|(?-i:\.[a-z]{{1,4}})\b)|{unspaced}", re.IGNORECASE)


@cache
def _sentence_end() -> re.Pattern[str]:
    """Match the end of a sentence; none ends after "et al." or initials."""
    return re.compile(
        r"(?:(?<!\bal)(?<!\be\.g)(?<!\bi\.e)(?<!\bcf)(?<!\b[A-Z])\.|[!?])[)\"'”]*\s+(?=[^\Wa-z_]|[a-z]+-?[A-Z]|[(\[*—–-]|$)"
        r"|[;；。]\s*|\n\s*\n|\s\|\s"
    )


def claims(text: str, found: Sequence[Address]) -> list[str]:
    """Return what the text claims about each of its URLs."""
    if not found:
        return []
    text = blank(mended(text), [each.span for each in found])
    claimed: list[str] = []
    for number, each in enumerate(found):
        context = _context(text, found, number)
        goes_on = number > 0 and found[number - 1].span.end > context.begin
        if goes_on and found[number - 1].place.kind in {PAGE, DATASET} and _says_nothing(context):
            context = context._replace(near=context.before)  # "data and tools are available at A and B"
        claimed.append(_claim(context, each.place, claimed[-1] if goes_on else ""))
    return _respectively(text, found, claimed)


def _context(text: str, found: Sequence[Address], number: int) -> _Context:
    start, end = found[number].span
    earlier = found[number - 1].span.end if number else 0
    later = found[number + 1].span.start if number + 1 < len(found) else len(text)
    floor = max(0, start - _REACH)
    begin = max((match.end() for match in _sentence_end().finditer(text, floor, start)), default=floor)
    behind = _sentence_end().search(text, end, min(len(text), end + _REACH))
    before, near = _spaced(text[begin:start]), _spaced(text[max(begin, earlier) : start])
    near = _behind_address(near) if "://" in near else near
    near = _compiled(link_patterns.NUMBERED).sub("", near) if ")" in near else near
    if " as " in near:
        near = _compiled(link_patterns.OFFERED_AS).sub("as software", near)
    after = _spaced(text[end : min(later, behind.start() if behind else end + _REACH)])
    name = found[number].place.url.rsplit("/", 1)[-1].lower()
    return _Context(before=before, near=near, after=after, text=text, begin=begin, name=name)


def _spaced(text: str) -> str:
    """Return a text with one blank between words: comments are broken over lines anywhere."""
    return re.sub(r"\s+", " ", text)


# Another address of the same: "from CRAN (https://…) or GitHub", "via https://… or".
_ALTERNATIVE = lazy_pattern(
    r"\s*(?:\(\s*https?://[^\s()]*\s*\)|\bhttps?://\S+,?\s+(?:and|or|&)(?=\s*(?:(?:on|at|from|in|via)\s*)?$))\s*",
    re.IGNORECASE,
)


def _behind_address(near: str) -> str:
    """Return the label between another address and a link, "https://… Project Page:"; all of the text if none is."""
    near = _ALTERNATIVE.sub(" ", near)
    other = re.search(r".*https?://\S+", near, re.DOTALL | re.IGNORECASE)
    label = near[other.end() :] if other else ""
    is_label = re.fullmatch(r"[^:：]*\w{3}[^:：]*[:：]\W*", label) is not None
    return label if is_label else near


def _claim(context: _Context, place: CodeLocation, previous: str) -> str:
    """Return the claim about a link, from its context and the claim about the previous link in the sentence."""
    kind = place.kind
    if kind in {PAGE, DATASET}:
        return OTHER
    if _says_nothing(context) and previous and (kind == REPOSITORY or previous == FOREIGN):  # "at A and B"
        return previous
    named = _by_framework(context, place.url) if kind == REPOSITORY else ""
    if named == FOREIGN or (not named and _is_foreign(context, previous)):
        return FOREIGN
    if _is_no_code(context):
        return OTHER
    if named or _is_offered(context, is_repository=kind in {REPOSITORY, ANONYMISED} or _is_model(context, kind)):
        return OWNED
    if _is_data(context.near):
        return OTHER
    if _code().search(_anchor(context.after)) or _compiled(link_patterns.OWNED_BEHIND).match(context.after):
        return OWNED
    return BARE if kind == REPOSITORY and _is_apart(context) else OTHER


def _says_nothing(context: _Context) -> bool:
    return not re.search(r"\w{4}|\[\d", context.near)


def _is_model(context: _Context, kind: str) -> bool:
    """Return whether a link to a host of models is said to be a model's."""
    return kind == MODEL and re.search(r"\b(?:models?|weights|checkpoints?)\b", context.near, re.IGNORECASE) is not None


def _is_no_code(context: _Context) -> bool:
    """Return whether a link is said to lead to the paper, to what others wrote, or to data named before."""
    before = context.text[max(0, context.begin - _TITLE) : context.begin]
    source = _compiled(link_patterns.PAPER_SOURCE)
    if source.search(before + context.near):
        return not re.search(r"\bcodes?\b", source.sub("", context.near), re.IGNORECASE)
    if _code().search(context.near):
        return False
    if _compiled(link_patterns.LISTING).search(context.near) or _compiled(link_patterns.PAPER_ITSELF).search(
        context.near
    ):
        return True
    if _compiled(link_patterns.SUBJECTLESS).fullmatch(context.near):
        subject = re.split(r"[.!?]\s+", context.text[max(0, context.begin - _REACH) : context.begin].rstrip(" .!?"))[-1]
        return (
            re.match(rf"\W*(?:(?:the|our|all|these)\s+)*(?:{link_patterns.DATA})\b", subject, re.IGNORECASE) is not None
        )
    return False


def _by_framework(context: _Context, url: str) -> str:
    """Return what the framework says that a link is called by: the authors' code, or the framework itself."""
    match = _compiled(link_patterns.OF_FRAMEWORK).search(context.near)
    if match is None:
        return ""
    return FOREIGN if match["framework"].lower() in url.lower().split("/") else OWNED


@cache
def _code() -> re.Pattern[str]:
    return _words(link_patterns.CODE, link_languages.CODE_UNSPACED)


def _is_offered(context: _Context, *, is_repository: bool) -> bool:
    """Return whether a sentence offers code, or some work of the authors that may well be code."""
    if _code().search(context.near):
        return True
    speaks_of_self = _compiled(link_patterns.SELF).search(context.before)
    if speaks_of_self and is_repository and _compiled(link_patterns.DEMONSTRATION).search(context.near):
        return True
    is_given = speaks_of_self or _compiled(link_patterns.OFFER).search(context.near)
    if is_given and is_repository and _compiled(link_patterns.BESIDE_DATA).search(context.near):
        return True
    if _is_data(context.near) and not _words(link_patterns.WORK).search(_behind_data(context.near)):
        return False
    if _code().search(context.before) and speaks_of_self:
        return True
    work = _words(link_patterns.WORK)
    if is_repository and _is_offered_at(context, speaks_of_self=speaks_of_self is not None):
        return True
    is_label = re.search(r":\s*$", context.near) and work.search(context.near)
    return bool((speaks_of_self and work.search(context.before)) or is_label)


def _is_offered_at(context: _Context, *, speaks_of_self: bool) -> bool:
    """Return whether words offer what a repository holds: "OpenX is released at", "we publish our project at"."""
    near = context.near
    if _compiled(link_patterns.OFFER).search(near) or (speaks_of_self and re.search(r"\b(?:at|here|under)\W*$", near)):
        return True
    if _compiled(link_patterns.GAPPED).search(near) and _words(link_patterns.OFFERED).search(context.before):
        return True
    whole = (
        link_patterns.OF_OURS,
        link_patterns.IS_AT,
        link_patterns.RELEASED_ON,
        link_patterns.BARE_LABEL,
        link_patterns.PLACED_LABEL,
        link_patterns.ABOUT_PROGRAM,
    )
    return any(_compiled(each).search(near) for each in whole)


def _behind_data(near: str) -> str:
    """Return what is said behind the last word for data, without where it is put."""
    behind = near[_last(link_patterns.DATA, near) :]
    return _compiled(link_patterns.PLACED).sub("", re.sub(r"open[- ]?source", "", behind, flags=re.IGNORECASE))


def _last(words: str, text: str) -> int:
    """Return where the last match of some words in a text ends."""
    return max((match.end() for match in _words(words).finditer(text)), default=0)


def _is_foreign(context: _Context, previous: str) -> bool:
    """Return whether the link is another's: the last mention of others counts, unless the authors offer it."""
    always = _words(link_patterns.FOREIGN_ALWAYS).search(context.near) or _compiled(link_patterns.PRODUCT_IS).match(
        context.near
    )
    if always or _compiled(link_patterns.FOREIGN_BEHIND).match(context.after) or _is_somebodys(context):
        return True
    near = _QUOTED.sub(_dashed, _compiled(link_patterns.NO_USE).sub(_dashed, context.near))
    cues = [
        cue
        for cue in _words(link_patterns.FOREIGN, link_languages.FOREIGN_UNSPACED).finditer(near)
        if not _is_past(cue, context)
    ]
    own = list(_compiled(link_patterns.SELF).finditer(context.before))
    offered = _compiled(link_patterns.OFFER).search(context.near)
    if cues:
        begin = max(0, len(context.before) - len(context.near))
        last_own = max((match.end() for match in own), default=-1)
        is_own = own and offered and not _is_of_cue(cues[-1], context.near)
        return not is_own and last_own < begin + cues[-1].end()
    if previous == FOREIGN:
        return not (own and offered) and not _code().search(context.near)
    for each in (link_patterns.IS_AT, link_patterns.PLACED_LABEL):
        offered = offered or _compiled(each).search(context.near)
    return not own and not offered and _compiled(link_patterns.PRODUCT).search(context.near) is not None


# A title in a sentence, "Fields using Theory", or what an abbreviation stands for.
_QUOTED = lazy_pattern(
    r"[\"“][^\"“”]{3,80}[\"”]"
    r"|\b(?:[A-Z][\w-]*\s)+(?:using|with|via|from|against|based on|following)(?:\s[A-Z][\w-]*)+\s\((?=[A-Z])"
)


def _dashed(match: re.Match[str]) -> str:
    return "-" * len(match[0])


def _is_of_cue(cue: re.Match[str], near: str) -> bool:
    """Return whether an offer concerns what a cue names: "builds on the Foo code, available at"."""
    stands_on = _compiled(link_patterns.STANDS_ON).match(cue[0])
    return bool(stands_on and _compiled(link_patterns.OFFER_OF_ANOTHERS).match(near, cue.end()))


def _is_past(cue: re.Match[str], context: _Context) -> bool:
    """Return whether an offer behind a cue is one of the sentence's subject: "is written in Foo and available at"."""
    offer = _compiled(link_patterns.OFFER).search(context.near, cue.end())
    if offer is None:
        return False
    if _compiled(link_patterns.STANDS_ON).match(cue[0]) and not _code().search(context.near, 0, cue.start()):
        return False
    head, between = context.near[: cue.start()], context.near[cue.end() : offer.start()]
    subject = context.before[: len(context.before) - len(context.near)] + head
    if _compiled(link_patterns.OTHER_SUBJECT).search(_compiled(link_patterns.AIM).sub("", subject)):
        return False
    if head.strip() and _compiled(link_patterns.GOES_ON).match(between):
        return True
    is_participle = _compiled(link_patterns.PARTICIPLE).match(cue[0]) is not None
    return is_participle and bool(_code().search(head) and _compiled(link_patterns.OFFER_OF_HEAD).match(between))


def _is_somebodys(context: _Context) -> bool:
    """Return whether a sentence attributes code to a person not named before: "Smith's code"."""
    match = _compiled(rf"\b(?-i:([A-Z][\w-]+))['’]s? (?:\w+ )?(?:{link_patterns.CODE})\b").search(context.near)
    if match is None or match[1].lower() in {"authors", "it"}:
        return False
    return context.text.find(match[1], max(0, context.begin - _FAR), context.begin) < 0


def _is_apart(context: _Context) -> bool:
    """Return whether a link stands alone, outside a sentence about something else."""
    before = context.text[max(0, context.begin - _REACH) : context.begin]
    if not context.near.strip() and _compiled(link_patterns.USED_BEFORE).search(before):
        return False
    ends_sentence = re.match(r"\s*\)*\s*(?:[.;,]|$)", context.after) is not None
    opening = re.search(r"(?:^\W*|[^\w\s(,:：]|\b[Ss]ee|\bcf\.?)\s*\(?\s*$|\(\s*$", context.near)
    opening = opening or _compiled(link_patterns.NEUTRAL_LABEL).search(context.near)
    opening = opening or _compiled(link_languages.NEUTRAL_LABEL).search(context.near)
    opening = opening or _name_label(context)
    if re.search(r"(?:^|[.;,(] )(?:please )?(?:check(?: out)?|visit|go to|refer to)\W*$", context.near, re.IGNORECASE):
        return _compiled(link_patterns.CALLED_BEHIND).match(context.after) is not None
    if opening is None and re.search(r",\W*$", context.near):  # "8 pages, https://…"
        return re.match(r"\W*$", context.after) is not None
    return opening is not None and (ends_sentence or not context.near.rstrip().endswith("("))


def _name_label(context: _Context) -> re.Match[str] | None:
    """Return the label before a link that is the name of its repository: "12 pages, Loomis: https://…/loomis"."""
    label = re.search(r"(?:^|[.;,|]\s*)([\w.+-]{3,})\s*(?::|is (?:available )?(?:at|on))\s*$", context.near)
    return label if label and label[1].lower() == context.name else None


def _is_data(near: str) -> bool:
    """Return whether an offer is one of data and of nothing else: "the corpus is available at", "Video:"."""
    near = _compiled(link_patterns.COUNTS).sub("", _compiled(link_patterns.PURPOSE).sub("", near))
    data = _words(link_patterns.DATA, link_languages.DATA_UNSPACED).search(near)
    if data is None:
        return False
    offered = _words(rf"{link_patterns.OFFERED}|open[- ]?sourced?").search(near) or re.search(
        r"(?:[:：]|\bat|\bmake|\bsee|\bvisit|\brefer to|\[[^\]]*\]\(?|here)\s*$", near
    )
    return offered is not None or not near[data.end() :].strip(" (")


def _anchor(after: str) -> str:
    """Return the words that a link shows, where they follow its address."""
    match = re.match(r"\s{1,3}([\w -]{1,40})\s", after)
    return match[1] if match else ""


def _respectively(text: str, found: Sequence[Address], claimed: list[str]) -> list[str]:
    """Return the claims with "code and data are available at A and B, respectively" resolved."""
    if "respectively" not in text or len(found) < 2:
        return claimed
    for number in range(len(found) - 1):
        head = _context(text, found, number).before
        end = found[number + 1].span.end
        head = re.sub(
            r"\bas (?:\w+ ){0,2}?(?:supplement\w*|materials?)(?: materials?)?\b", "", head, flags=re.IGNORECASE
        )
        nouns = list(
            _words(
                f"(?P<code>{link_patterns.CODE}|{link_patterns.WORK})|(?P<data>{link_patterns.DATA}|{_PAGES})"
            ).finditer(head)
        )
        if re.match(r"\W*respectively", text[end : end + 20]) and len(nouns) >= 2:
            for offset, noun in enumerate(nouns[-2:]):
                is_own = noun["code"] and not _compiled(link_patterns.OF_ANOTHER).search(head, 0, noun.start())
                claimed[number + offset] = OWNED if is_own else OTHER
    return claimed

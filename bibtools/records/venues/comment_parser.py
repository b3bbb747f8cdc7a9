"""Comment to claim: clauses, the words that announce a venue, and the venue that follows or precedes them.

Every announcement governs the text up to the next one. Text about another version, another paper, a plan or a
refusal makes no claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from bibtools.core.named_tuple import NamedTuple
from bibtools.records.venues import comment_patterns, unlisted, venue_names, venue_table
from bibtools.records.venues.clauses import clauses, compiled, plain
from bibtools.records.venues.venue_claim import ACCEPTED, PUBLISHED, SUBMITTED, WORKSHOP, Claim, note
from bibtools.records.withdrawal import is_withdrawn


class _Segment(NamedTuple):
    """What one announcement governs: the text after it, and the text of the clause before it."""

    stage: str
    before: str
    after: str


def claim(comment: str) -> Claim | None:
    """Return what a comment claims for its own paper; None if it claims nothing certain."""
    found = None if _counts().fullmatch(comment) else _read(comment)
    written = note(found) if found else None
    return found if found is None or written is None or _read(written) == found else None


@cache
def _counts() -> re.Pattern[str]:
    """Match what every third comment is: "12 pages, 3 figures"."""
    return re.compile(r"(?:[\W\d]++|(?:pages?|figures?|tables?|and|with|in|no|pp)(?!\w))*+", re.IGNORECASE)


def _read(comment: str) -> Claim | None:
    if is_withdrawn(comment):
        return None
    claims: list[Claim] = []
    before, is_another = "", False
    for clause in clauses(plain(comment)):
        found = list(_claims(clause, before)) if _cues(clause) or not is_another else []
        # What follows "a short version was accepted at …" is that one's reference.
        is_another |= not found and any(_another().search(segment.before) for segment in _segments(clause))
        claims += found or _dated_journal(before, clause)
        before = clause
    return max(claims, key=lambda found: comment_patterns.RANK[found.stage], default=None)


def _dated_journal(before: str, clause: str) -> list[Claim]:
    """Read what the letters of robotics ask for: "IEEE Robotics and Automation Letters. Accepted June, 2019"."""
    announced = compiled(comment_patterns.ACCEPTED_ON).fullmatch(clause.strip(" ."))
    named = venue_names.mentions(before) if announced else []
    if announced and len(named) == 1 and named[0].venue.kind == venue_table.JOURNAL and not named[0].start:
        return [Claim(named[0].venue.short, int(announced["year"]), "", ACCEPTED)]
    return []


@cache
def _cue() -> re.Pattern[str]:
    alternatives = "|".join(f"(?P<c{number}>{pattern})" for number, (_, pattern) in enumerate(comment_patterns.CUES))
    return re.compile(rf"(?<![\w-])(?:{alternatives})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=8)  # several questions about one clause
def _cues(clause: str) -> tuple[re.Match[str], ...]:
    return tuple(_cue().finditer(clause))


@cache
def _another() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?=\w)(?:{'|'.join(comment_patterns.ABOUT_ANOTHER)})", re.IGNORECASE
    )  # all begin with a word


def _claims(clause: str, before: str) -> Iterator[Claim]:
    segments = list(_segments(clause))
    if not _cues(clause) and _cites(before):
        return
    if not segments:
        yield from filter(None, [_bare(clause)])
        return
    claims: list[Claim] = []
    for number, segment in enumerate(segments):
        if segment.stage == comment_patterns.REFUSED:
            claims = [found for found in claims if found.stage != SUBMITTED]
            break
        is_of_this = number > 0 and compiled(comment_patterns.OF_THIS).search(segment.before)
        if not is_of_this and (
            _another().search(segment.before) or re.match(r"\W*(?:in part|partially|partly)\b", segment.after)
        ):
            is_left = any(compiled(comment_patterns.OF_THIS).search(each.before) for each in segments[number + 1 :])
            if is_left:
                continue
            break
        found = _governed(segment) or (_preceding(segment) if number == 0 else None)
        if found is not None:
            claims.append(found)
        elif claims and segment.stage in {ACCEPTED, PUBLISHED}:
            claims[-1] = _furthered(claims[-1], segment)
    yield from claims


def _furthered(claim: Claim, segment: _Segment) -> Claim:
    """Return a claim with what else its clause says: "submitted to …, accepted in June 2015"."""
    stage = segment.stage if claim.stage == SUBMITTED else claim.stage
    return claim._replace(stage=stage, year=claim.year or _year(segment.after, 0, 0))


def _cites(before: str) -> bool:
    """Return whether a sentence speaks of another paper and leaves its venue to the next one."""
    return _another().search(before) is not None and not venue_names.mentions(before)


_PROCEEDINGS = rf"(?<![\w-])(?=[ipt])(?:{comment_patterns.PROCEEDINGS})(?!\w)"


def _segments(clause: str) -> Iterator[_Segment]:
    cues = _cues(clause)
    proceedings = None if cues else compiled(_PROCEEDINGS).search(clause)
    if proceedings:
        yield _Segment(PUBLISHED, clause[: proceedings.start()], _ended(clause[proceedings.end() :]))
    carried = ""
    for number, match in enumerate(cues):
        end = cues[number + 1].start() if number + 1 < len(cues) else len(clause)
        stage = comment_patterns.CUES[int((match.lastgroup or "c0")[1:])][0]
        if stage in {carried, SUBMITTED} and carried:
            stage = carried
        # "accepted and submitted to": both announce what follows.
        carried = (
            stage
            if stage == ACCEPTED and not compiled(comment_patterns.NOTHING).sub("", clause[match.end() : end])
            else ""
        )
        before = clause[cues[number - 1].end() if number else 0 : match.start()]
        yield _Segment(stage, before, _ended(clause[match.end() : end]))


_END_OR_HOST = rf"{comment_patterns.END}|{comment_patterns.HOSTED}"


def _ended(text: str) -> str:
    """Return a text without what follows the venue; the conference that hosts a workshop belongs to it."""
    end = compiled(comment_patterns.END if _is_workshop(text) else _END_OR_HOST).search(text)
    return text[: end.start()] if end else text


def _governed(segment: _Segment) -> Claim | None:
    """Read what follows an announcement: "accepted at …"."""
    direct = _skip(segment.after)
    if segment.stage == PUBLISHED and compiled(comment_patterns.PUBLISHER).match(segment.after):
        return None
    if re.search(r"\bworkshop (?:paper|contribution|version|abstract)", segment.before, re.IGNORECASE):
        return None
    return _named(segment.after, direct, segment.stage) or _guessed(segment.after, direct, segment.stage)


def _skip(text: str) -> int:
    match = compiled(comment_patterns.FILLER).match(text)
    return match.end() if match else 0


def _named(text: str, direct: int, stage: str) -> Claim | None:
    """Read a text that names a venue of the table."""
    found = [each for each in venue_names.mentions(text) if _is_sure(text, each, direct)]
    special = compiled(comment_patterns.SPECIAL_ISSUE)
    found = [each for each in found if each.venue.kind == venue_table.JOURNAL or not special.search(text[: each.start])]
    for mention in sorted(
        found, key=lambda each: (each.venue.kind == venue_table.JOURNAL and each.start > direct, each.start)
    ):
        if compiled(comment_patterns.NO_PAPER).match(text[mention.end :]) or _another().search(text[: mention.start]):
            continue
        return _claim(text, mention, stage)
    return None


def _is_sure(text: str, mention: venue_names.VenueMention, direct: int) -> bool:
    """Return whether a name is one where it stands: not a phrase, not "IFIP WG 8", not "… in China (ICCC)"."""
    if mention.start <= direct and mention.venue.kind == venue_table.JOURNAL:
        return True
    if mention.venue.is_plain_phrase:
        return False
    if mention.end - mention.start <= 2:
        return mention.start <= direct or compiled(comment_patterns.GLUED_YEAR).match(text, mention.end) is not None
    own = unlisted.own_acronym(text, mention.end) if " " in text[mention.start : mention.end] else None
    return own is None or any(each.venue == mention.venue for each in venue_names.mentions(own))


def _claim(text: str, mention: venue_names.VenueMention, stage: str) -> Claim:
    venue = mention.venue
    year = _year(text, mention.start, mention.end, *_ends(text, venue))
    if venue.kind == venue_table.JOURNAL:
        year = _issue_year(text, mention.end, year)
        return Claim(venue.short, None if stage == SUBMITTED else year, "", stage)
    track = _track(text)
    outside = f"{text[: mention.start]} · {text[mention.end :]}"
    if stage != SUBMITTED and (mention.workshops or _is_workshop(outside, venue) or _is_within(text[: mention.start])):
        return Claim(venue.short, year, track, WORKSHOP, _wording(venue.short, year, text, mention.end))
    return Claim(venue.short, year, track, stage)


def _issue_year(text: str, end: int, year: int | None) -> int | None:
    """Return the year of a special issue: its topic may have another one, "on PPDP 2016"."""
    issue = re.search(r"\bspecial (?:issue|section)\b", text[end:], re.IGNORECASE)
    if issue is None or compiled(comment_patterns.YEAR).search(text[end : end + issue.start()]):
        return year
    dated = re.search(rf"[,(]\W*(?:[A-Z][a-z]{{2,8}}\.?\W+){{0,2}}{year}\b", text[end + issue.end() :])
    return year if dated else None


@cache
def _workshop() -> re.Pattern[str]:
    return re.compile(r"\b(?:(?<!and )(?<!& )workshops?|SRW)\b", re.IGNORECASE)


def _is_workshop(text: str, venue: venue_table.Venue | None = None) -> bool:
    found = _workshop().search(text)
    return found is not None and not (venue is not None and "Workshop" in venue.name and found[0].islower())


def _is_within(before: str) -> bool:
    """Return whether something smaller is named before a venue: "RepL4NLP at ACL 2016", "in BigScholar, WWW 2015"."""
    smaller = re.search(
        r"(?P<name>\b\w*[A-Z]\w*[A-Z/]\w*)(?:[\s-](?:19|20)[0-9]{2})?"
        r"(?:\s*@|,?\s*\bat|,)\s*(?:the )?(?:[0-9]+\w\w )?(?:IEEE |ACM )?$",
        before,
    )
    return (
        smaller is not None
        and not venue_names.mentions(smaller["name"])
        and smaller["name"] not in {"IEEE", "ACM", "USA"}
    )


def _wording(short: str, year: int | None, text: str, end: int) -> str:
    """Return how a note calls a workshop: "ICML 2020 Workshop on Graph Learning", "NeurIPS 2019 Deep RL Workshop"."""
    venue = f"{short} {year}" if year else short
    named = compiled(r"\bworkshops?\b\W{0,2}((?:on|for|of) (?:the )?[^,.;:()@\[\]]{3,90})").search(text)
    if named:
        topic = re.split(r"\s(?:at|in conjunction|held|co|during|\W*(?:19|20)[0-9]{2})\b|\s-\s", named[1])[0].strip()
        wording = f"{venue} Workshop {topic}"
    else:
        titled = re.compile(
            r"\W{0,3}(?:(?:19|20)?[0-9]{2}\W)?\s?"
            r"((?:[A-Z][\w-]*\s+)(?:(?:for|and|of|in|on|[A-Z][\w-]*)\s+)*)[Ww]orkshop"
        )
        before = titled.match(text, end)
        wording = f"{venue} {before[1].strip()} Workshop" if before else f"{venue} Workshop"
    sure = not venue_names.mentions(wording[len(venue) :]) and not _cue().search(wording)
    return wording if sure else f"{venue} Workshop"


def _ends(text: str, venue: venue_table.Venue) -> list[int]:
    """Return where a text names a venue by its acronym, too: "… Design and Implementation (PLDI 19)"."""
    return [each.end for each in venue_names.mentions(text) if each.venue == venue]


def _year(text: str, start: int, *ends: int) -> int | None:
    """Return the year next to a name, which may stand there twice, else the first one in the text."""
    beside = next(filter(None, (compiled(comment_patterns.GLUED_YEAR).match(text, end) for end in ends)), None)
    end = ends[0]
    if beside and beside["two"] and text[beside.start()] == "-":  # "CADE-25, August 2015" is the 25th
        beside = compiled(comment_patterns.FOUR_DIGITS).search(text, end) or beside
    behind = (compiled(pattern).search(text, end) for pattern in (comment_patterns.YEAR, comment_patterns.DATE))
    first = min(filter(None, behind), key=lambda match: match.start(), default=None)
    match = beside or first or compiled(comment_patterns.YEAR).search(text[:start])
    if match is None:
        return None
    if match["four"]:
        return int(match["four"])
    short = int(match["two"])
    return 2000 + short if short < 40 else 1900 + short


def _track(text: str) -> str:
    return next((name for name, pattern in comment_patterns.TRACKS if compiled(rf"\b(?:{pattern})\b").search(text)), "")


def _guessed(text: str, direct: int, stage: str) -> Claim | None:
    """Read a venue that the table lacks, where the announcement leads to it."""
    special = compiled(r"\Wspecial (?:issue|section|session)\b").search(text, direct)
    text = text[: special.start()] if special else text
    found = unlisted.find(text, direct)
    if (
        found is None
        or _another().search(text[: found.start])
        or compiled(comment_patterns.NO_PAPER).match(text[found.end :])
    ):
        return None
    year = _year(text, found.start, found.end)
    is_dated = compiled(comment_patterns.GLUED_YEAR).match(text, found.end) is not None
    if found.kind == venue_table.JOURNAL and _is_workshop(text[found.end :]) and not is_dated:
        return None
    if found.kind == venue_table.JOURNAL and not (is_dated and _is_workshop(text)):
        return Claim(found.name, None if stage == SUBMITTED and not is_dated else year, "", stage)
    if stage != SUBMITTED and _is_workshop(text):
        venue = f"{found.name} {year}" if year else found.name
        wording = venue if _is_workshop(found.name) else f"{venue} Workshop"
        return Claim(found.name, year, _track(text), WORKSHOP, wording)
    return Claim(found.name, year, _track(text), stage)


def _preceding(segment: _Segment) -> Claim | None:
    """Read what precedes an announcement: "IEEE Network, to appear", "CVPR 2019 camera ready"."""
    before = compiled(comment_patterns.COUNTS).sub("", segment.before)
    direct = _skip(before)
    named = _named(before, direct, segment.stage)
    if named is None and not compiled(rf"{comment_patterns.YEAR}|\bjournal\b|\btransactions\b|\bIEEE\b").search(before):
        return None
    return named or _guessed(before, direct, segment.stage)


def _bare(clause: str) -> Claim | None:
    """Read a clause that only names a venue: "ICLR 2021 (Spotlight)", "Phys. Rev. Lett. 121, 080401"."""
    text = _ended(compiled(comment_patterns.COUNTS).sub("", clause))
    if _another().search(text):
        return None
    direct = _skip(text)
    found = next(iter(venue_names.mentions(text)), None)
    if found is None or compiled(comment_patterns.NO_PAPER).match(text[found.end :]):
        return _bare_unlisted(text, direct)
    year = _year(text, found.start, found.end)
    if found.venue.kind == venue_table.JOURNAL:
        cited = found.start <= direct and (year or re.match(r"\W*(?:vol\W*)?[0-9]+", text[found.end :]))
        return _claim(text, found, PUBLISHED) if cited else None
    led = found.start <= direct or _is_workshop(text) or _is_within(text[: found.start])
    names_workshop = found.start <= direct and re.match(r"\W{0,2}[Ww]orkshops? on\b", text[found.end :])
    stage = PUBLISHED if compiled(_COLLECTED).search(text) else ACCEPTED
    return _claim(text, found, stage) if (year and led) or names_workshop else _bare_unlisted(text, direct)


_COLLECTED = r"(?:19|20)[0-9]{2}\W+proceedings?\W*$"


def _bare_unlisted(text: str, direct: int) -> Claim | None:
    named = compiled(r"[^,;]{0,120}\b(?:conference|symposium|workshop|congress)\b").match(text, direct)
    collected = compiled(_COLLECTED).search(text)
    found = _guessed(text, direct, PUBLISHED if collected else ACCEPTED) if named or collected else None
    return found if found and found.year and venue_table.kind_of(found.venue) == venue_table.CONFERENCE else None

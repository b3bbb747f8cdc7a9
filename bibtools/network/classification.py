"""Classifying: what an answer is, by its status, content type and body; pure.

Only what is of the asked form counts as an answer. Challenge and denial pages come with any status, throttles as text
with status 200, an overloaded service as an empty 406.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.network.answer import ABSENT, BAD_REQUEST, BLOCKED, DOWN, FOUND, THROTTLED, Answer

_PAGE = lazy_pattern(rb"\s*(?:<!doctype html|<html)", re.IGNORECASE)
# The words of challenge pages may stand in an abstract, so XML and lists of records are not searched.
_CHALLENGE = lazy_pattern(
    rb"(?!\s*(?:<\?xml|<feed|<OAI-PMH|\{\"data\"|\[)).{0,4096}"
    rb"(?:/\.within\.website/|making sure you're not a bot|just a moment\.\.\.|challengerequirederror)",
    re.IGNORECASE | re.DOTALL,
)
_RATE_EXCEEDED = b"Rate exceeded."
_QUOTA = lazy_pattern(r"retry-after|(?:x-)?rate-?limit.*|x-concurrency-limit|x-api-pool", re.IGNORECASE)

_ABSENT = frozenset({404, 410})
_REFUSALS = frozenset({401, 403, 406, 451})
# A gateway that could not reach what is behind it, or not in time; what was slow once is often warm the second time.
_PASSING = frozenset({502, 503, 504})
_BELIEVED = 7 * 86_400.0  # seconds; what asks for a longer pause names no time that means anything


def classify(status: int, headers: Mapping[str, str], body: bytes, host: str) -> Answer:
    """Sort an answer; `headers` are looked up without regard to case."""
    return _sorted(status, headers, body, host)._replace(quota=_quota(headers), code=status)


def _sorted(status: int, headers: Mapping[str, str], body: bytes, host: str) -> Answer:
    is_page = "text/html" in headers.get("Content-Type", "") or _PAGE.match(body)
    seconds = _retry_after(headers)
    # GitHub refuses with 403 what it will answer later.
    asks_for_a_pause = (status in {403, 503} and seconds is not None) or (status == 403 and _is_used_up(headers))
    if status == 429 or asks_for_a_pause or body.strip() == _RATE_EXCEEDED:
        wait = f" for {seconds:.0f} s" if seconds and seconds <= _BELIEVED else ""
        reason = f"{host} is throttling requests{wait} ({status})"
        return Answer(THROTTLED, reason=reason, retry_after=seconds, may_pass=True)
    if _CHALLENGE.match(body[:8192]) or (is_page and status < 500):
        return Answer(BLOCKED, reason=f"{host} returned a web page instead of data ({status})")
    if status in _REFUSALS:
        return Answer(BLOCKED, reason=f"{host} refuses us ({status})")
    if status == 200:
        return Answer(FOUND, body)
    if status in _ABSENT:
        return Answer(ABSENT, body, f"{host} has nothing at this URL ({status})")
    if 400 <= status < 500 or status == 500:
        # arXiv breaks over some ids where it refuses others, so a 500 may be the question's fault.
        verb = "breaks over" if status == 500 else "does not understand"
        return Answer(BAD_REQUEST, body, f"{host} {verb} the request ({status})")
    return Answer(DOWN, reason=f"{host} has a server error ({status})", may_pass=status in _PASSING)


def _is_used_up(headers: Mapping[str, str]) -> bool:
    return headers.get("X-RateLimit-Remaining", "").strip() == "0"


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Read `Retry-After` (RFC 9110, 10.2.3): seconds, or a date, counted from the answer's own; nonsense is ignored.

    Without one, `X-RateLimit-Reset` says when an exhausted quota is renewed, in seconds since the epoch.
    """
    value = headers.get("Retry-After", "").strip()
    if re.fullmatch(r"[0-9]{1,6}", value):
        return float(value)
    reset = headers.get("X-RateLimit-Reset", "").strip()
    if not value and _is_used_up(headers) and re.fullmatch(r"[0-9]{9,11}", reset):
        from datetime import UTC, datetime  # for one service

        value = datetime.fromtimestamp(int(reset), UTC).strftime("%a, %d %b %Y %H:%M:%S GMT")
    if not value:
        return None
    from email.utils import parsedate_to_datetime  # few services give a date

    try:
        return max(0.0, (parsedate_to_datetime(value) - parsedate_to_datetime(headers.get("Date", ""))).total_seconds())
    except (ValueError, TypeError, OverflowError):
        return None


def _quota(headers: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name.lower(), "".join(filter(str.isprintable, value))[:80])
        for name, value in sorted(headers.items())
        if _QUOTA.fullmatch(name)
    )

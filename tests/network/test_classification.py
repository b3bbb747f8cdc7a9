from __future__ import annotations

import pytest
from requests.structures import CaseInsensitiveDict

from bibtools.network.answer import ABSENT, BAD_REQUEST, BLOCKED, DOWN, FOUND, THROTTLED, Answer
from bibtools.network.classification import classify

ATOM = "application/atom+xml"
JSON = "application/json"
HTML = "text/html; charset=utf-8"
PAGE = b"<!doctype html><title>x</title>"


def classified(status: int, body: bytes = b"", content_type: str = "text/plain", **headers: str) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return classify(status, CaseInsensitiveDict({"Content-Type": content_type, **named}), body, "h.org")


@pytest.mark.parametrize(
    ("status", "body", "content_type", "expected"),
    [
        (200, b"<feed/>", ATOM, FOUND),
        (200, b"x<html", ATOM, FOUND),
        (200, b"", ATOM, FOUND),
        (200, b"<?xml version='1.0'?><feed>Just a moment...</feed>", ATOM, FOUND),
        (200, b"<feed>Just a moment...</feed>", ATOM, FOUND),
        (200, b'{"data": [{"x": "Making sure you\'re not a bot"}]}', JSON, FOUND),
        (200, b'[{"title": "Just a moment..."}]', JSON, FOUND),
        (200, b"Rate exceeded.", "text/plain", THROTTLED),
        (200, b"Rate exceeded.\n", ATOM, THROTTLED),
        (429, b"", "text/plain", THROTTLED),
        (429, PAGE, HTML, THROTTLED),
        (200, PAGE, HTML, BLOCKED),
        (200, b" <!DOCTYPE HTML>", ATOM, BLOCKED),
        (200, b"<html>", JSON, BLOCKED),
        (200, b"<title>Just a moment...</title>", ATOM, BLOCKED),
        (200, b"<feed/>", HTML, BLOCKED),
        (200, b'{"name": "ChallengeRequiredError"}', JSON, BLOCKED),
        (403, b'{"name": "ChallengeRequiredError"}', JSON, BLOCKED),
        (500, b"<a href='/.within.website/'>", "text/plain", BLOCKED),
        (401, b"", "text/plain", BLOCKED),
        (403, b"", "text/plain", BLOCKED),
        (403, PAGE, HTML, BLOCKED),
        (404, PAGE, HTML, BLOCKED),
        (406, b"", "text/plain", BLOCKED),
        (451, b"", "text/plain", BLOCKED),
        (404, b"{}", JSON, ABSENT),
        (410, b"", JSON, ABSENT),
        (400, b"<feed/>", ATOM, BAD_REQUEST),
        (414, b"", "text/plain", BAD_REQUEST),
        (500, b"x", "text/plain", BAD_REQUEST),
        (500, PAGE, HTML, BAD_REQUEST),
        (502, b"", "text/plain", DOWN),
        (503, PAGE, HTML, DOWN),
        (504, b"", "text/plain", DOWN),
        (204, b"", "text/plain", DOWN),
        (302, b"", "text/plain", DOWN),
    ],
)
def test_an_answer_is_sorted_by_status_type_and_body(
    status: int, body: bytes, content_type: str, expected: str
) -> None:
    answer = classified(status, body, content_type)
    carries_body = expected in {FOUND, ABSENT, BAD_REQUEST}
    assert (answer.status, answer.body) == (expected, body if carries_body else b"")
    assert bool(answer.reason) is (expected != FOUND)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("7", 7.0),
        ("0", 0.0),
        ("Wed, 21 Oct 2026 07:28:30 GMT", 30.0),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 0.0),
        ("soon", None),
        ("-1", None),
        ("²", None),
        ("99999999999999999999", None),
        ("", None),
    ],
)
def test_retry_after_is_read(value: str, seconds: float | None) -> None:
    answer = classified(429, Retry_After=value, Date="Wed, 21 Oct 2026 07:28:00 GMT")
    assert (answer.status, answer.retry_after) == (THROTTLED, seconds)


@pytest.mark.parametrize(("value", "status"), [("5", THROTTLED), ("soon", DOWN)])
def test_an_overload_that_names_a_time_is_a_throttle(value: str, status: str) -> None:
    assert classified(503, Retry_After=value).status == status


@pytest.mark.parametrize(
    ("status", "passing"),
    [(429, True), (502, True), (503, True), (504, True), (500, False), (403, False), (200, False)],
)
def test_what_may_pass_in_a_moment(status: int, passing: bool) -> None:
    assert classified(status).may_pass is passing


def test_what_is_said_of_limits_is_kept_and_nothing_else() -> None:
    answer = classified(200, x_ratelimit_remaining="7\x1b", RateLimit_Policy="q=5", Set_Cookie="a=b", X_Rated="no")
    assert answer.quota == (("ratelimit-policy", "q=5"), ("x-ratelimit-remaining", "7"))

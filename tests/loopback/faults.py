"""Faults: ways to misbehave that a test can give every fake service."""

from __future__ import annotations

import json
import re
import struct
import time
import zlib
from collections.abc import Callable
from email.utils import formatdate
from functools import cache, reduce
from typing import NamedTuple

from loopback.exchange import Exchange
from loopback.papers import Paper
from loopback.replies import ANUBIS, CLOUDFLARE, DENIED, RATE_EXCEEDED, Reply

Misbehaviour = Callable[[Exchange], None]


class Fault(NamedTuple):
    """A row of `FAULTS`."""

    name: str
    misbehave: Misbehaviour
    trouble: bool  # whether no usable record can come of it


HOSTILE_TITLE = (
    "\x1b[31mRed\x1b[0m \x9b2J \x1b]0;owned\x07 \x00\ud800 \u202egnorw\u2066 Engines \\input{x} \\write18{rm}"
    " } } { 100% $ & # @article{y, title = {Z}"
)
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BILLION_LAUGHS = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">{LAUGHS}]><x>&l9;</x>'
DEEP_JSON = "[" * 100_000 + "]" * 100_000
INFLATED = 200_000_000  # bytes

_HTML = "text/html; charset=utf-8"
_PAGE = Reply(503, "<!DOCTYPE html><html><body>Service Unavailable</body></html>", _HTML)
_MARK = "-mark-"


def _answering(reply: Reply) -> Misbehaviour:
    return lambda exchange: exchange.send(reply)


def _redirecting(target: str) -> Misbehaviour:
    return _answering(Reply(301, headers=(("Location", target),)))


def _retry_after(reply: Reply, value: str) -> Reply:
    return reply._replace(headers=(("Retry-After", value),))


def _with_body(body: str) -> Misbehaviour:
    """Send a body for what was asked for: with its status and content type."""
    return lambda exchange: exchange.send(exchange.answer._replace(status=200, body=body))


def _altering(alter: Callable[[Paper], Paper]) -> Misbehaviour:
    return lambda exchange: exchange.send(exchange.holding([paper and alter(paper) for paper in exchange.found]))


def _hang_before(exchange: Exchange) -> None:
    exchange.hang()


def _hang_within(exchange: Exchange) -> None:
    exchange.begin_half()
    exchange.hang()


def _reset_before(exchange: Exchange) -> None:
    exchange.reset()


def _reset_within(exchange: Exchange) -> None:
    exchange.begin_half()
    exchange.reset()


def _circle(exchange: Exchange) -> None:
    exchange.send(Reply(301, headers=(("Location", exchange.handler.path),)))


def _refuse(exchange: Exchange) -> None:
    exchange.send(exchange.refusal)


def _throttle_until_a_date(exchange: Exchange) -> None:
    exchange.send(_retry_after(RATE_EXCEEDED, formatdate(time.time() + 2, usegmt=True)))


def _truncate(exchange: Exchange) -> None:
    body = exchange.answer.body.encode()
    exchange.send(exchange.answer, body[: len(body) // 2], len(body))


def _malform(exchange: Exchange) -> None:
    answer = exchange.answer
    exchange.send(answer._replace(status=200, body=answer.body[: len(answer.body) // 2]))


def _endless(exchange: Exchange) -> None:
    exchange.begin(exchange.answer._replace(status=200), None)
    exchange.pour(b" " * 2**20)


def _drops(exchange: Exchange) -> None:
    exchange.begin(exchange.answer._replace(status=200), None)
    exchange.pour(b" ", 0.05)


def _gzip_bomb(exchange: Exchange) -> None:
    exchange.send(exchange.answer._replace(status=200, headers=(("Content-Encoding", "gzip"),)), _small_gzip())


@cache
def _small_gzip() -> bytes:
    """Compress one piece and repeat its code, which is quick enough to be done while a client waits."""
    piece, pieces = bytes(INFLATED // 200), 200
    deflate = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    block = deflate.compress(piece) + deflate.flush(zlib.Z_FULL_FLUSH)
    checksum = reduce(lambda so_far, each: zlib.crc32(each, so_far), [piece] * pieces, 0)
    head, tail = b"\x1f\x8b\x08" + bytes(6) + b"\xff", struct.pack("<II", checksum, INFLATED)
    return head + block * pieces + deflate.flush() + tail


def _wrong_charset(exchange: Exchange) -> None:
    marked = exchange.holding([paper and paper._replace(title=_MARK) for paper in _some(exchange)])
    exchange.send(marked, marked.body.encode().replace(_MARK.encode(), "Gödel".encode("latin-1")))


def _retype(exchange: Exchange) -> None:
    """Keep the form, but for the types of JSON's values and for XML's namespaces."""
    answer = exchange.holding(_some(exchange))
    if answer.body.startswith("<"):
        exchange.send(answer._replace(body=re.sub(r'(xmlns(?::\w+)?)="[^"]*"', r'\1="urn:other"', answer.body)))
    else:
        exchange.send(answer._replace(body=json.dumps(_of_other_type(json.loads(answer.body)))))


def _of_other_type(value: object) -> object:
    if isinstance(value, dict):
        return {name: _of_other_type(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_of_other_type(each) for each in value]
    return len(value) if isinstance(value, str) else str(value)


def _other_ids(exchange: Exchange) -> None:
    others = [paper and paper._replace(id=f"1001.{number:04}") for number, paper in enumerate(_some(exchange), 1000)]
    exchange.send(exchange.holding(others))


def _twice(exchange: Exchange) -> None:
    exchange.send(exchange.holding([*exchange.found, *exchange.found]))


def _some(exchange: Exchange) -> list[Paper | None]:
    """Return what was found, or anything, where there must be something to spoil."""
    return [*exchange.found] if any(exchange.found) else [Paper("1001.0001", "Nothing")]


_TROUBLES: dict[str, Misbehaviour] = {
    "hang before the answer": _hang_before,
    "hang within the body": _hang_within,
    "reset before the answer": _reset_before,
    "reset within the body": _reset_within,
    "301 to an address elsewhere": _redirecting("http://198.51.100.1/"),
    "301 to another host": _redirecting("https://elsewhere.example/"),
    "301 to http": _redirecting("http://elsewhere.example/"),
    "301 in a circle": _circle,
    "400 that names no id": _refuse,
    "403": _answering(Reply(403, "Forbidden")),
    "404": _answering(Reply(404, "404 page not found")),
    "406 with an empty body": _answering(Reply(406)),
    "414": _answering(Reply(414, "<html><body>414 Request-URI Too Large</body></html>", _HTML)),
    "429": _answering(RATE_EXCEEDED),
    "429 with Retry-After 1": _answering(_retry_after(RATE_EXCEEDED, "1")),
    "429 with Retry-After as a date": _throttle_until_a_date,
    "429 with Retry-After soon": _answering(_retry_after(RATE_EXCEEDED, "soon")),
    "429 with Retry-After 86400": _answering(_retry_after(RATE_EXCEEDED, "86400")),
    "500": _answering(Reply(500, "Internal Server Error")),
    "502": _answering(Reply(502, "<html><body>502 Bad Gateway</body></html>", _HTML)),
    "503": _answering(_PAGE),
    "503 with Retry-After 1": _answering(_retry_after(_PAGE, "1")),
    "200 with HTML": _answering(Reply(200, "<!DOCTYPE html><html><body>Welcome</body></html>", _HTML)),
    "200 with an Anubis page": _answering(ANUBIS),
    "500 with an Anubis page": _answering(ANUBIS._replace(status=500)),
    "403 with a Cloudflare page": _answering(CLOUDFLARE),
    "200 with a Cloudflare page": _answering(CLOUDFLARE._replace(status=200)),
    "403 with arXiv's denied page": _answering(DENIED),
    "truncated body": _truncate,
    "malformed body": _malform,
    "empty body": _with_body(""),
    "endless body": _endless,
    "body in drops": _drops,
    "entity bomb": _with_body(BILLION_LAUGHS),
    "deeply nested JSON": _with_body(DEEP_JSON),
    "JSON of another shape": _with_body('{"status":"ok","message":{"total-results":0,"items":[]}}'),
    "XML of another shape": _with_body('<rss version="2.0"><channel><title>News</title></channel></rss>'),
    "records of another shape": _retype,
    "gzip bomb": _gzip_bomb,
    "wrong charset": _wrong_charset,
    "other ids than asked": _other_ids,
}
_NUISANCES: dict[str, Misbehaviour] = {
    "another version": _altering(lambda paper: paper._replace(version=paper.version + 7)),
    "duplicated entries": _twice,
    "hostile title": _altering(lambda paper: paper._replace(title=HOSTILE_TITLE)),
}
FAULTS: dict[str, Fault] = {
    name: Fault(name, misbehave, name in _TROUBLES) for name, misbehave in (_TROUBLES | _NUISANCES).items()
}
# Those in which a service keeps somebody waiting, and the option of a run that shall not wait for long.
HANGS = frozenset({"hang before the answer", "hang within the body", "body in drops"})


def patience(fault: Fault) -> list[str]:
    """Return the options of a run that meets a fault: little time where that would wait."""
    return ["--timeout", "1"] if fault.name in HANGS else []

"""Replies: whole answers as texts, and those that services are known for when they do not want to answer."""

from __future__ import annotations

import json
from typing import NamedTuple


class Reply(NamedTuple):
    """A status, a body and what describes it."""

    status: int
    body: str = ""
    content_type: str = "text/plain"
    headers: tuple[tuple[str, str], ...] = ()


def json_reply(value: object, status: int = 200, content_type: str = "application/json") -> Reply:
    """Write JSON as these services do: as UTF-8, and escaped only where UTF-8 has no bytes for it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Reply(status, text.encode("utf-8", "backslashreplace").decode(), content_type)


_HTML = "text/html; charset=utf-8"
_CLOUDFLARE = "<!DOCTYPE html><html><head><title>Just a moment...</title></head><body>Enable JavaScript</body></html>"
_ANUBIS = """<!doctype html><html><head><title>Making sure you&#39;re not a bot!</title>
<link rel="stylesheet" href="/.within.website/x/xess/xess.min.css"></head><body>Loading...</body></html>"""
_DENIED = "<!DOCTYPE html><html><head><title>arXiv.org: Access Denied</title></head><body>Access Denied</body></html>"

RATE_EXCEEDED = Reply(429, "Rate exceeded.")
CHALLENGE = Reply(200, "<!doctype html><title>Making sure you're not a bot</title>", _HTML)
ANUBIS = Reply(200, _ANUBIS, _HTML)
CLOUDFLARE = Reply(403, _CLOUDFLARE, _HTML)
DENIED = Reply(403, _DENIED, _HTML)
OUT_OF_ORDER = Reply(503, "<html>backend fetch failed</html>", "application/octet-stream")
NOT_XML = Reply(200, "<feed><entry>", "application/atom+xml")
FOREIGN_XML = Reply(200, "<rss version='2.0'/>", "application/atom+xml")
BOMB = Reply(200, '<!DOCTYPE feed [<!ENTITY a "aaaa">]><feed>&a;</feed>', "application/atom+xml")

"""Downloads: a large file in pieces, resumed where it stopped, with the checksum that the host states."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urljoin

from bibtools import __version__
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple
from bibtools.network.answer import DOWN, Answer
from bibtools.network.classification import classify
from bibtools.network.reachability import causes, reason_of
from bibtools.network.services import Service
from bibtools.network.session import session
from bibtools.network.url import Origin, is_same_site, origin

if TYPE_CHECKING:
    from requests import Response

_CONNECT, _READ = 10.0, 60.0  # seconds
_PIECE = 1 << 13
_LARGEST = 1 << 31  # bytes, where the host does not say how many there are
_SLOWEST = 1024  # bytes a second
_REDIRECTS = 4
_ATTEMPTS = 4  # a connection that breaks off is made again, from where it broke
_SHOWN = 65536  # bytes of an answer that is no file
# Hugging Face keeps its files elsewhere; its pages state their size and checksum (`X-Linked-…`).
_STORES = ("huggingface.co", "hf.co")
_SIZE = lazy_pattern(r"[0-9]{1,18}")
_SHA256 = lazy_pattern(r'(?:W/)?"?([0-9a-f]{64})"?')


class Sink(Protocol):
    """Where a download goes: what is there already, and how it grows or begins anew."""

    @property
    def tag(self) -> str:
        """What the host calls the version of the file that is there; empty where it is not known."""
        ...

    def size(self) -> int:
        """Return how many bytes are there."""
        ...

    def append(self, piece: bytes) -> None:
        """Add a piece."""
        ...

    def restart(self, tag: str = "") -> None:
        """Begin anew, with a version of the file that has a tag."""
        ...


class Downloaded(NamedTuple):
    """A complete file, with what its host states about it; empty where it states nothing."""

    sha256: str = ""
    size: int | None = None


class Watch(NamedTuple):
    """The callback for a download's progress, and the clock that measures its speed.

    `progress` is called with the bytes that are there and, where that is known, those that there are in all.
    """

    progress: Callable[[int, int | None], None]
    monotonic: Callable[[], float]


def download(service: Service, path: str, sink: Sink, watch: Watch) -> Downloaded | Answer:
    """Download a file of a service into a sink; return an answer that says why where that failed."""
    answer: Downloaded | Answer = Answer(DOWN, reason="it was not asked")
    for _ in range(_ATTEMPTS):
        before = sink.size()
        try:
            answer = _attempt(service, path, sink, watch)
        except Exception as error:  # noqa: BLE001 - libraries may raise anything for what a host sends
            answer = Answer(DOWN, reason=f"the download broke off ({reason_of(list(causes(error))[-1])})")
        begins_anew = before > 0 and sink.size() == 0
        if isinstance(answer, Downloaded) or (sink.size() <= before and not begins_anew):
            break
    return answer


def _attempt(service: Service, path: str, sink: Sink, watch: Watch) -> Downloaded | Answer:
    headers = {"User-Agent": f"bibtools/{__version__}", "Accept": "*/*", "Accept-Encoding": "identity"}
    url = service.url.rstrip("/") + path
    host = origin(service.url)
    facts = Downloaded()
    with session(headers, lambda _: None) as opened:
        for _ in range(_REDIRECTS + 1):
            where = origin(url)
            if host is None or where is None or not _is_trusted(where, host):
                return Answer(DOWN, reason=f"{url.partition('?')[0]} is not where this file should be")
            asked = _resuming(sink, facts)
            if service.key and where == host:
                asked[service.key.header] = service.key.sent
            with opened.get(url, headers=asked, timeout=(_CONNECT, _READ), stream=True, allow_redirects=False) as reply:
                if where == host and facts == Downloaded():  # the store's own word about itself proves nothing
                    facts = _facts(reply.headers)
                if not reply.is_redirect:
                    return _received(reply, facts, sink, watch, where.host)
                url = urljoin(url, reply.headers["Location"])
    return Answer(DOWN, reason="it redirects in a circle")


def _is_trusted(where: Origin, host: Origin) -> bool:
    """Return whether a file may come from there: its host's domain, or over HTTPS where that keeps its files."""
    is_store = any(where.host == store or where.host.endswith(f".{store}") for store in _STORES)
    return is_same_site(where, host.host) or (where.scheme == "https" and is_store)


def _resuming(sink: Sink, facts: Downloaded) -> dict[str, str]:
    """Return the headers that ask for the rest, where that is sure to belong to what is there (RFC 9110, 13.1.5)."""
    begun = sink.size()
    if not begun or not (sink.tag or facts.sha256):
        return {}
    return {"Range": f"bytes={begun}-", **({"If-Range": sink.tag} if sink.tag else {})}


def _received(reply: Response, facts: Downloaded, sink: Sink, watch: Watch, host: str) -> Downloaded | Answer:
    """Take what a host sends, as far as it is what it should be."""
    begun = sink.size()
    if reply.status_code == 416 and facts.size == begun:  # there is nothing behind what is there already
        return facts
    if reply.status_code == 416 or (reply.status_code == 206 and not _goes_on(reply, begun)):
        sink.restart()
        return Answer(DOWN, reason="what is there is no part of the file; it begins anew")
    if reply.status_code not in {200, 206}:
        return classify(reply.status_code, reply.headers, reply.raw.read(_SHOWN), host)
    if reply.status_code == 200:
        tag = reply.headers.get("ETag") or ""
        sink.restart("" if tag.startswith("W/") else tag)
        begun = 0
    limit, since = facts.size or _LARGEST, watch.monotonic()
    for piece in reply.iter_content(_PIECE):
        sink.append(piece)
        watch.progress(sink.size(), facts.size)
        if sink.size() > limit:
            sink.restart()
            return Answer(DOWN, reason=f"it sends more than {limit} bytes")
        seconds = watch.monotonic() - since
        if seconds > _READ and (sink.size() - begun) / seconds < _SLOWEST:
            return Answer(DOWN, reason="it sends next to nothing")
    return facts


def _goes_on(reply: Response, begun: int) -> bool:
    return (reply.headers.get("Content-Range") or "").startswith(f"bytes {begun}-")


def _facts(headers: Mapping[str, str]) -> Downloaded:
    """Return what the host states about the file that it leads to."""
    checksum = _SHA256.fullmatch(headers.get("X-Linked-ETag") or headers.get("ETag") or "")
    size = headers.get("X-Linked-Size") or ""
    return Downloaded(checksum[1] if checksum else "", int(size) if _SIZE.fullmatch(size) else None)

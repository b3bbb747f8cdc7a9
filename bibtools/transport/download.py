"""Downloads: a large file in pieces, which goes on where it stopped, and whose checksum the host tells."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple, Protocol
from urllib.parse import urljoin

from bibtools import __version__
from bibtools.services import Service
from bibtools.transport.answer import DOWN, Answer
from bibtools.transport.classify import classify
from bibtools.transport.reach import causes, said
from bibtools.transport.session import session
from bibtools.transport.site import is_same_site, origin

_CONNECT, _READ = 10.0, 60.0  # seconds
_PIECE = 1 << 16
_REDIRECTS = 4
_ATTEMPTS = 4  # a connection that breaks off is made again, from where it broke
_SHOWN = 65536  # bytes of an answer that is no file
# Hugging Face keeps its files elsewhere; its pages tell their size and checksum (`X-Linked-…`).
_STORES = ("huggingface.co", "hf.co")
_SHA256 = re.compile(r'(?:W/)?"?([0-9a-f]{64})"?')


class Sink(Protocol):
    """Where a download goes: what is there already, and how it grows or begins anew."""

    def size(self) -> int:
        """Return how many bytes are there."""
        ...

    def append(self, piece: bytes) -> None:
        """Add a piece."""
        ...

    def restart(self) -> None:
        """Begin anew."""
        ...


class Downloaded(NamedTuple):
    """A complete file, with what its host tells of it; empty where it tells nothing."""

    sha256: str = ""
    size: int | None = None


def download(service: Service, path: str, sink: Sink, told: Callable[[int, int | None], None]) -> Downloaded | Answer:
    """Download a file of a service into a sink; an answer that is none tells why.

    `told` is called with the bytes that are there and, where that is known, those that there are in all.
    """
    answer: Downloaded | Answer = Answer(DOWN, reason="it was not asked")
    for _ in range(_ATTEMPTS):
        before = sink.size()
        try:
            answer = _attempt(service, path, sink, told)
        except Exception as error:  # noqa: BLE001 - whatever the libraries make of what a host sends
            answer = Answer(DOWN, reason=f"the download broke off ({said(list(causes(error))[-1])})")
        if isinstance(answer, Downloaded) or sink.size() <= before:
            break
    return answer


def _attempt(service: Service, path: str, sink: Sink, told: Callable[[int, int | None], None]) -> Downloaded | Answer:
    begun = sink.size()
    headers = {"User-Agent": f"bibtools/{__version__}", "Accept": "*/*", "Accept-Encoding": "identity"}
    url = service.url.rstrip("/") + path
    host = origin(service.url)
    facts = Downloaded()
    with session(headers, lambda _: None) as opened:
        for _ in range(_REDIRECTS + 1):
            where = origin(url)
            if host is None or where is None or not (is_same_site(where, host.host) or _is_store(where.host)):
                return Answer(DOWN, reason=f"{url.partition('?')[0]} is not where this file should be")
            asked = {"Range": f"bytes={begun}-"} if begun else {}
            if service.key and where == host:
                asked[service.key.header] = service.key.sent
            with opened.get(url, headers=asked, timeout=(_CONNECT, _READ), stream=True, allow_redirects=False) as reply:
                facts = _facts(reply.headers) or facts
                if reply.is_redirect:
                    url = urljoin(url, reply.headers["Location"])
                    continue
                if reply.status_code == 416:  # there is nothing behind what is there already
                    return facts
                if reply.status_code not in {200, 206}:
                    return classify(reply.status_code, reply.headers, reply.raw.read(_SHOWN), where.host)
                if begun and reply.status_code == 200:
                    sink.restart()
                for piece in reply.iter_content(_PIECE):
                    sink.append(piece)
                    told(sink.size(), facts.size)
                return facts
    return Answer(DOWN, reason="it redirects in a circle")


def _is_store(host: str) -> bool:
    return any(host == store or host.endswith(f".{store}") for store in _STORES)


def _facts(headers: object) -> Downloaded | None:
    """Return what the first answer tells of the file that it leads to."""
    get = headers.get  # type: ignore[attr-defined]  # a mapping without regard to case
    checksum = _SHA256.fullmatch(get("X-Linked-ETag") or get("ETag") or "")
    size = get("X-Linked-Size") or ""
    if not checksum and not size.isdigit():
        return None
    return Downloaded(checksum[1] if checksum else "", int(size) if size.isdigit() else None)

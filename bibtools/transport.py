"""The only socket: one GET at a time, with limits on time and size, and every outcome told as a value."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple, TypeVar
from urllib.parse import urljoin, urlsplit

from bibtools import __version__

if TYPE_CHECKING:
    from requests import Response

    from bibtools.pace import Pace

T = TypeVar("T")

_CONNECT = 3.0  # seconds until a host must have been found and reached: offline must be noticed quickly
_READ = 20.0  # seconds of silence; a throttled arXiv stalls 15 to 30
_DEADLINE = 60.0  # seconds for a whole answer, which may come in drops
_LIMIT = 32 * 1024 * 1024  # bytes; a hundred records are a third of a megabyte
_REDIRECTS = 3

# Challenge and denial pages come with any status. Their words may stand in an abstract, so XML is not searched.
_PAGE = re.compile(rb"\s*(?:<!doctype html|<html)", re.IGNORECASE)
_CHALLENGE = re.compile(
    rb"(?!<\?xml).{0,4096}(?:/\.within\.website/|just a moment\.\.\.|challengerequirederror)",
    re.IGNORECASE | re.DOTALL,
)

FOUND = "found"
BAD_REQUEST = "bad request"
THROTTLED = "throttled"
BLOCKED = "blocked"
DOWN = "down"


class Answer(NamedTuple):
    """How a request ended: `found` and `bad request` carry a body to read, all others a reason."""

    status: str
    body: bytes = b""
    reason: str = ""
    retry_after: float | None = None  # seconds, where a throttle names them


class Service(NamedTuple):
    """Where a provider is asked, and how often."""

    url: str
    interval: float


class Transport:
    """Asks services over HTTP; `deadline` is the longest that one answer may take, in seconds."""

    def __init__(self, pace: Pace, mailto: str | None, deadline: float = _DEADLINE) -> None:
        self._pace = pace
        self._deadline = deadline
        self._agent = f"bibtools/{__version__}" + (f" (mailto:{mailto})" if mailto else "")
        self._reached: set[str] = set()

    def get(self, group: str, service: Service, path: str, accept: str) -> Answer:
        """Ask a service, in its rate group's turn."""
        url = service.url.rstrip("/") + path
        host = urlsplit(url).hostname or ""
        if host not in self._reached and not is_loopback(host):
            reason = _unreachable(url)
            if reason:
                return Answer(DOWN, reason=reason)
            self._reached.add(host)
        with self._pace.turn(group, service.interval):
            answer = _within(self._deadline, lambda: self._get(url, accept))
        return answer or Answer(DOWN, reason=f"{host} had not finished its answer after {self._deadline:g} seconds")

    def _get(self, url: str, accept: str) -> Answer:
        import requests  # noqa: PLC0415 - the slowest import of all, and the network is the exception

        host = urlsplit(url).hostname or ""
        try:
            with requests.Session() as session:
                session.headers.update(
                    {"User-Agent": self._agent, "Accept": f"{accept}, */*;q=0.1", "Accept-Encoding": "gzip"}
                )
                for _ in range(_REDIRECTS + 1):
                    with session.get(url, timeout=(_CONNECT, _READ), stream=True, allow_redirects=False) as response:
                        target = response.headers.get("Location") if response.is_redirect else None
                        if target is None:
                            return _classify(response, _body(response), host)
                        url = urljoin(url, target)
                    if not is_same_site(url, host):
                        return Answer(
                            BLOCKED, reason=f"{host} sends us to {urlsplit(url).hostname}, which was not asked for"
                        )
                return Answer(DOWN, reason=f"{host} redirects in a circle")
        except requests.Timeout:
            return Answer(DOWN, reason=f"{host} did not answer within {_READ:.0f} seconds")
        except (requests.RequestException, OSError) as error:
            return Answer(DOWN, reason=f"cannot reach {host} ({_root_cause(error)})")
        except _TooLongError:
            return Answer(DOWN, reason=f"{host} sent more than {_LIMIT // 2**20} MiB")


class _TooLongError(Exception):
    pass


def _body(response: Response) -> bytes:
    pieces, length = [], 0
    for piece in response.iter_content(65536):
        length += len(piece)
        if length > _LIMIT:
            raise _TooLongError
        pieces.append(piece)
    return b"".join(pieces)


def _classify(response: Response, body: bytes, host: str) -> Answer:
    """Sort an answer by status, content type and body; only what is of the asked form counts as an answer."""
    status = response.status_code
    is_page = "text/html" in response.headers.get("Content-Type", "") or _PAGE.match(body)
    is_challenge = _CHALLENGE.match(body[:8192])
    if status == 429 or body.strip() == b"Rate exceeded.":
        seconds = _seconds(response.headers)
        wait = f" for {seconds:.0f} s" if seconds else ""
        return Answer(THROTTLED, reason=f"{host} asks us to slow down{wait} ({status})", retry_after=seconds)
    if is_challenge or (is_page and status < 500):
        return Answer(BLOCKED, reason=f"{host} answers with a page for people instead of data ({status})")
    if status in {401, 403, 406, 451}:
        return Answer(BLOCKED, reason=f"{host} refuses us ({status})")
    if status == 200:
        return Answer(FOUND, body)
    if 400 <= status < 500:
        return Answer(BAD_REQUEST, body, f"{host} does not understand the request ({status})")
    return Answer(DOWN, reason=f"{host} is out of order ({status})")


def _seconds(headers: Mapping[str, str]) -> float | None:
    """Read `Retry-After` (RFC 9110, 10.2.3): seconds, or a date, counted from the answer's own; nonsense is none."""
    from email.utils import parsedate_to_datetime  # noqa: PLC0415 - for an answer that few services give

    value = headers.get("Retry-After", "").strip()
    if re.fullmatch(r"[0-9]{1,6}", value):
        return float(value)
    try:
        return max(0.0, (parsedate_to_datetime(value) - parsedate_to_datetime(headers.get("Date", ""))).total_seconds())
    except (ValueError, TypeError):
        return None


def _unreachable(url: str) -> str | None:
    """Try for a moment to find and reach the host, or the proxy in front of it; return what prevents it.

    The system's resolver and its list of addresses can each take minutes to fail.
    """
    import socket  # noqa: PLC0415 - the network is the exception

    from requests.utils import get_environ_proxies, select_proxy  # noqa: PLC0415 - the same

    parts = urlsplit(url)
    proxy = select_proxy(url, get_environ_proxies(url))
    through = urlsplit(proxy if not proxy or "//" in proxy else f"//{proxy}") if proxy else parts
    address = (through.hostname or "", through.port or (443 if through.scheme == "https" else 80))

    def attempt() -> str:
        try:
            socket.create_connection(address, timeout=_CONNECT).close()
        except (OSError, UnicodeError) as error:
            return f"cannot reach {address[0]} ({_root_cause(error)})"
        return ""

    reason = _within(_CONNECT, attempt)
    return f"cannot reach {address[0]} (no answer within {_CONNECT:.0f} seconds)" if reason is None else reason or None


def _within(seconds: float, work: Callable[[], T]) -> T | None:
    """Return what some work gives, or None where it takes longer.

    What waits for the network cannot be stopped: a thread does it and is left behind.
    """
    import threading  # noqa: PLC0415 - the network is the exception

    outcome: list[T] = []
    thread = threading.Thread(target=lambda: outcome.append(work()), daemon=True)
    thread.start()
    thread.join(seconds)
    return outcome[0] if outcome else None


def _root_cause(error: BaseException) -> str:
    while error.__cause__ or error.__context__:
        error = error.__cause__ or error.__context__ or error
    text = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return text.rstrip(".").lower() or type(error).__name__


def is_same_site(url: str, host: str) -> bool:
    """Tell whether a redirect stays with the host's registrable domain, on HTTPS or on loopback."""
    parts = urlsplit(url)
    target = parts.hostname or ""
    domain = site(host)
    same = target == host or (not is_loopback(host) and (target == domain or target.endswith(f".{domain}")))
    return same and (parts.scheme == "https" or (parts.scheme == "http" and is_loopback(target)))


def site(host: str) -> str:
    """Return the registrable domain of a host, as far as its last two labels are one."""
    return ".".join(host.rstrip(".").lower().split(".")[-2:])


def is_loopback(host: str) -> bool:
    """Tell whether a host is this machine."""
    return host in {"localhost", "::1"} or bool(re.fullmatch(r"127(?:\.[0-9]{1,3}){3}", host))

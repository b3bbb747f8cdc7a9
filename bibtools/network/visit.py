"""A visit: following an untrusted link as far as its status, to public hosts only, without reading the content."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from bibtools import __version__
from bibtools.core.named_tuple import NamedTuple
from bibtools.network.private_network import PrivateNetworkError, PrivateNetworkGuard
from bibtools.network.rate_limit import Clock
from bibtools.network.reachability import causes, reason_of, within
from bibtools.network.session import session
from bibtools.network.url import origin

if TYPE_CHECKING:
    from requests import Session

_CONNECT, _READ = 5.0, 15.0  # seconds
_DEADLINE = 30.0  # for a link with all its redirects
_REDIRECTS = 8
_SAFE = "%/:=&?~#+!$,;'@()*[]"
_PAUSE = 1.0  # seconds between two visits to a host
_REFUSED = 400  # and above: where a HEAD is refused in any way, a GET may not be
_PATIENCE = 2  # visits of a host in a row that it leaves unanswered, after which it is not asked any more
_SLOW_DOWN = 429


class Visit(NamedTuple):
    """How a visit ended: an HTTP status, or why there is none."""

    status: int = 0
    reason: str = ""
    is_private: bool = False  # the link leads into a private network, so no request was made
    host: str = ""  # that answered, or was asked last


class Visitor:
    """Visits addresses, those of one host a second apart; `timeout` is how many seconds all visits may take together.

    Hosts that the user allows by name are the user's own, and can be asked at once.
    """

    def __init__(self, guard: PrivateNetworkGuard, clock: Clock, timeout: float | None = None) -> None:
        self._guard = guard
        self._clock = clock
        self._end = clock.monotonic() + timeout if timeout is not None else float("inf")
        self._visited: dict[str, float] = {}
        self._silent: Counter[str] = Counter()  # visits in a row that each host left unanswered

    def visit(self, url: str) -> Visit:
        """Ask for an address with HEAD, and with a GET of one byte where that is refused, and follow its redirects."""
        url = _ascii(url)
        where = origin(url)
        if where is None:
            return Visit(reason="this URL is not safe to follow")
        if reason := self._given_up(where.host):
            return Visit(reason=reason)
        pause = self._visited.get(where.host, -_PAUSE) + _PAUSE - self._clock.monotonic()
        if not self._guard.is_allowed(where.host, where.port):
            self._clock.sleep(max(0.0, pause))
        seconds = min(_DEADLINE, self._end - self._clock.monotonic())
        if seconds <= 0:
            return Visit(reason="not requested: the time limit was reached")
        asked = [where.host]
        outcome = within(seconds, lambda: self._visited_at(url, asked))
        if outcome is None or outcome.status:  # a host that was not reached need not be spared
            self._visited[where.host] = self._clock.monotonic()
        outcome = outcome or Visit(reason=f"no answer within {seconds:.0f} seconds", host=asked[-1])
        self._count(outcome)
        return outcome

    def _given_up(self, host: str) -> str:
        """Return why a host is not asked any more; empty if it is."""
        return f"not asked: {host} left {_PATIENCE} links unanswered" if self._silent[host] >= _PATIENCE else ""

    def _count(self, outcome: Visit) -> None:
        """Count a host's silence, or that it wants to be left alone; its answer ends that."""
        is_silent = not outcome.status or outcome.status == _SLOW_DOWN
        if not outcome.is_private and outcome.host:
            self._silent[outcome.host] = self._silent[outcome.host] + 1 if is_silent else 0

    def _visited_at(self, url: str, asked: list[str]) -> Visit:
        """Return how a visit ended; `asked` gets the hosts on the way."""
        headers = {"User-Agent": f"bibtools/{__version__}", "Accept": "*/*", "Accept-Encoding": "gzip"}
        outcome = Visit()
        for method in ("HEAD", "GET"):
            try:
                with session(headers, lambda _: None, self._guard.permit) as opened:
                    outcome = self._followed(opened, method, url, asked)
            except Exception as error:  # noqa: BLE001 - libraries may raise anything for untrusted data
                outcome = _failed(error, asked[-1])
            if outcome.is_private or 0 < outcome.status < _REFUSED:
                break
        return outcome

    def _followed(self, opened: Session, method: str, url: str, asked: list[str]) -> Visit:
        extra = {"Range": "bytes=0-0"} if method == "GET" else {}
        for _ in range(_REDIRECTS + 1):
            where = origin(url)
            if where is None:
                return Visit(reason="it leads to a URL that is not safe to follow")
            if reason := self._given_up(where.host):
                return Visit(reason=reason)
            asked.append(where.host)
            if _goes_through_proxy(url):
                self._guard.permit_unresolved(where.host, where.port)
            with opened.request(
                method, url, headers=extra, timeout=(_CONNECT, _READ), stream=True, allow_redirects=False
            ) as response:
                target = response.headers.get("Location") if response.is_redirect else None
                if target is None:
                    return Visit(response.status_code, host=where.host)
                url = _ascii(urljoin(url, target))
        return Visit(reason="it redirects in a circle")


def _failed(error: Exception, host: str) -> Visit:
    chain = list(causes(error))
    refusal = next((each for each in chain if isinstance(each, PrivateNetworkError)), None)
    if refusal:
        return Visit(reason=str(refusal), is_private=True, host=host)
    return Visit(reason=f"cannot be reached ({reason_of(chain[-1])})", host=host)


def _ascii(url: str) -> str:
    """Return an address as it is sent (RFC 3987, 3.1): names of other scripts encoded; a strange one stays as it is."""
    if url.isascii():
        return url
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode()
        place = f"{host}:{parts.port}" if parts.port else host
        path, query = quote(parts.path, safe=_SAFE), quote(parts.query, safe=_SAFE)
        return urlunsplit((parts.scheme, place, path, query, ""))
    except ValueError:
        return url


def _goes_through_proxy(url: str) -> bool:
    from requests.utils import get_environ_proxies, select_proxy  # loaded with requests

    return bool(urlsplit(url).hostname and select_proxy(url, get_environ_proxies(url)))

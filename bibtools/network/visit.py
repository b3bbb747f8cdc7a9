"""A visit: following a stranger's link as far as its status, to public hosts only, without reading what is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from bibtools import __version__
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
_GET_AFTER = frozenset({400, 401, 403, 404, 405, 406, 429, 500, 501, 503})  # where a HEAD is refused, a GET may not be


class Visit(NamedTuple):
    """How a visit ended: an HTTP status, or why there is none."""

    status: int = 0
    reason: str = ""
    is_private: bool = False  # the link leads into a private network, so nobody was asked


class Visitor:
    """Visits addresses, those of one host a second apart; `timeout` is how many seconds all visits may take together.

    Hosts that the user allows by name are the user's own, and can be asked at once.
    """

    def __init__(self, guard: PrivateNetworkGuard, clock: Clock, timeout: float | None = None) -> None:
        self._guard = guard
        self._clock = clock
        self._end = clock.monotonic() + timeout if timeout is not None else float("inf")
        self._visited: dict[str, float] = {}

    def visit(self, url: str) -> Visit:
        """Ask for an address with HEAD, and with a GET of one byte where that is refused, and follow its redirects."""
        url = _ascii(url)
        where = origin(url)
        if where is None:
            return Visit(reason="this is no address that a program should follow")
        pause = self._visited.get(where.host, -_PAUSE) + _PAUSE - self._clock.monotonic()
        if not self._guard.is_allowed(where.host, where.port):
            self._clock.sleep(max(0.0, pause))
        seconds = min(_DEADLINE, self._end - self._clock.monotonic())
        if seconds <= 0:
            return Visit(reason="the time for asking is used up")
        outcome = within(seconds, lambda: _visited(url, self._guard))
        if outcome is None or outcome.status:  # a host that was not reached need not be spared
            self._visited[where.host] = self._clock.monotonic()
        return outcome or Visit(reason=f"no answer within {seconds:.0f} seconds")


def _visited(url: str, guard: PrivateNetworkGuard) -> Visit:
    headers = {"User-Agent": f"bibtools/{__version__}", "Accept": "*/*", "Accept-Encoding": "gzip"}
    try:
        with session(headers, lambda _: None, guard.permit) as opened:
            head = _followed(opened, guard, "HEAD", url)
            return _followed(opened, guard, "GET", url) if head.status in _GET_AFTER else head
    except Exception as error:  # noqa: BLE001 - whatever the libraries make of what a stranger sends
        chain = list(causes(error))
        refusal = next((each for each in chain if isinstance(each, PrivateNetworkError)), None)
        return Visit(
            reason=str(refusal) if refusal else f"cannot be reached ({reason_of(chain[-1])})", is_private=bool(refusal)
        )


def _followed(opened: Session, guard: PrivateNetworkGuard, method: str, url: str) -> Visit:
    extra = {"Range": "bytes=0-0"} if method == "GET" else {}
    for _ in range(_REDIRECTS + 1):
        where = origin(url)
        if where is None:
            return Visit(reason="it leads to an address that nobody should follow")
        if _goes_through_proxy(url):
            guard.permit_unresolved(where.host, where.port)
        with opened.request(
            method, url, headers=extra, timeout=(_CONNECT, _READ), stream=True, allow_redirects=False
        ) as response:
            target = response.headers.get("Location") if response.is_redirect else None
            if target is None:
                return Visit(response.status_code)
            url = _ascii(urljoin(url, target))
    return Visit(reason="it redirects in a circle")


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

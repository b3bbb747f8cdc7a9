"""The client: the only place that opens a socket."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urljoin, urlsplit

from bibtools import __version__
from bibtools.pace import Clock, Pace
from bibtools.providers import Request, Service
from bibtools.transport.answer import BLOCKED, DOWN, THROTTLED, Answer, unreachable
from bibtools.transport.classify import classify
from bibtools.transport.site import is_loopback, is_same_site

if TYPE_CHECKING:
    from requests import Response, Session

T = TypeVar("T")

_CONNECT = 5.0  # seconds until a host must have been found and reached
_READ = 20.0  # seconds of silence; a throttled arXiv stalls 15 to 30
_LIMIT = 32 * 1024 * 1024  # bytes; a hundred records are a third of a megabyte
_REDIRECTS = 3
_WORTH_ASKING = 2.0  # seconds that a second try should have at least


class Transport:
    """Asks services over HTTP; `timeout` is how many seconds all asking may take together, from the first on.

    urllib3's own retries are not used: they do not wait before the first one, which no rate group allows, and know
    neither the deadline nor what an answer's body says.
    """

    def __init__(self, pace: Pace, clock: Clock, mailto: str | None, timeout: float | None = None) -> None:
        self._pace = pace
        self._clock = clock
        self._timeout = timeout
        self._end: float | None = None
        self._agent = f"bibtools/{__version__}" + (f" (mailto:{mailto})" if mailto else "")
        self._reached: set[str] = set()

    def ask(self, name: str, service: Service, request: Request) -> Answer:
        """Ask a service in its rate group's turn, and once more where that may help and there is time."""
        patience = self._time_left()
        if patience <= 0:
            return Answer(DOWN, reason=f"the {self._timeout:g} seconds for asking are used up")
        resting = self._pace.resting(service.group, name)
        cause = "" if resting else self._unreachable(service, patience)
        if cause:
            trouble = unreachable(urlsplit(service.url).hostname or "", cause)
            return Answer(DOWN, reason=trouble.text, trouble=trouble, reached=False)
        with self._pace.turn(service.group, name, service.interval, patience) as refusal:
            if refusal:
                return Answer(THROTTLED if resting else DOWN, reason=refusal)
            answer = self._tries(name, service, request)
            if not answer.reached:
                self._pace.unsent(service.group)
            elif answer.status == THROTTLED:
                self._pace.throttled(service.group, name, answer.retry_after)
            elif answer.status != DOWN:
                self._pace.answered(service.group, name)
            return answer

    def _time_left(self) -> float:
        """Return for how many seconds services may still be asked."""
        if self._timeout is None:
            return float("inf")
        if self._end is None:
            self._end = self._clock.now() + self._timeout
        return self._end - self._clock.now()

    def _unreachable(self, service: Service, patience: float) -> str:
        """Try once a host whether it can be found and reached, and return what prevents it.

        Offline must be noticed quickly.
        """
        host = urlsplit(service.url).hostname or ""
        if host in self._reached or is_loopback(host):
            return ""
        cause = _obstacle(service.url, min(_CONNECT, patience))
        if not cause:
            self._reached.add(host)
        return cause

    def _tries(self, name: str, service: Service, request: Request) -> Answer:
        end = self._clock.now() + min(service.deadline, self._time_left())
        answer = self._once(service, request, end)
        pause = max(service.interval, answer.retry_after or 0.0)
        if not answer.passing or self._clock.now() + pause + _WORTH_ASKING > end:
            return answer
        self._pace.wait(name, pause)
        return self._once(service, request, end)

    def _once(self, service: Service, request: Request, end: float) -> Answer:
        begin = self._clock.now()
        exchange = _Exchange(self._agent, service, request, end - begin)
        answer = _within(end - begin, exchange.run)
        if answer is None:
            exchange.abandon()
            answer = Answer(DOWN, reason=f"{exchange.host} had not finished its answer after {end - begin:.3g} seconds")
        return answer._replace(seconds=self._clock.now() - begin)


class _Exchange:
    """One question and its answer, redirects included; it runs in a thread, and can be abandoned from another."""

    def __init__(self, agent: str, service: Service, request: Request, seconds: float) -> None:
        self.host = urlsplit(service.url).hostname or ""
        self._service = service
        self._request = request
        self._seconds = seconds
        self._response: Response | None = None
        self._headers = {"User-Agent": agent, "Accept": f"{request.accept}, */*;q=0.1", "Accept-Encoding": "gzip"}
        if request.body:
            self._headers["Content-Type"] = "application/json"

    def run(self) -> Answer:
        """Ask; every failure is an answer, too."""
        import requests  # noqa: PLC0415 - the slowest import of all, and the network is the exception
        from urllib3.exceptions import IncompleteRead, NewConnectionError  # noqa: PLC0415 - the same

        try:
            with requests.Session() as session:
                session.headers.update(self._headers)
                return self._follow(session)
        except requests.Timeout:
            return Answer(DOWN, reason=f"{self.host} did not answer within {min(_READ, self._seconds):.0f} seconds")
        except (requests.RequestException, OSError) as error:
            chain = list(_causes(error))
            reached = not any(isinstance(each, NewConnectionError) for each in chain)
            # A refusal comes at once and stays; a connection that was there and broke off is a throttle's other face.
            is_passing = isinstance(chain[-1], ConnectionResetError | IncompleteRead)
            trouble = unreachable(self.host, _said(chain[-1]))
            return Answer(DOWN, reason=trouble.text, trouble=trouble, passing=is_passing, reached=reached)
        except _TooLongError:
            return Answer(DOWN, reason=f"{self.host} sent more than {_LIMIT // 2**20} MiB")

    def abandon(self) -> None:
        """End an exchange that takes too long, so that the service has no request of ours in flight any more."""
        if self._response is not None:
            self._response.raw.shutdown()

    def _follow(self, session: Session) -> Answer:
        url = self._service.url.rstrip("/") + self._request.path
        method = "POST" if self._request.body else "GET"
        times = (min(_CONNECT, self._seconds), min(_READ, self._seconds))
        for _ in range(_REDIRECTS + 1):
            headers = self._secret(url)
            with session.request(
                method, url, data=self._request.body, headers=headers, timeout=times, stream=True, allow_redirects=False
            ) as response:
                self._response = response
                target = response.headers.get("Location") if response.is_redirect else None
                if target is None:
                    return classify(response.status_code, response.headers, _body(response), self.host)
                url = urljoin(url, target)
            if not is_same_site(url, self.host):
                elsewhere = f"{self.host} sends us to {urlsplit(url).hostname}, which was not asked for"
                return Answer(BLOCKED, reason=elsewhere)
        return Answer(DOWN, reason=f"{self.host} redirects in a circle")

    def _secret(self, url: str) -> dict[str, str]:
        """Return the header with the service's key, which no other host gets to see."""
        key = self._service.key
        return {key.header: key.value} if key and urlsplit(url).hostname == self.host else {}


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


def _obstacle(url: str, seconds: float) -> str:
    """Try for a moment to find and reach a host, or the proxy in front of it; return what prevents it, or nothing.

    The system's resolver and its list of addresses can each take minutes to fail.
    """
    import socket  # noqa: PLC0415 - the network is the exception

    from requests.utils import get_environ_proxies, select_proxy  # noqa: PLC0415 - the same

    parts = urlsplit(url)
    proxy = select_proxy(url, get_environ_proxies(url))
    through = urlsplit(proxy if not proxy or "//" in proxy else f"//{proxy}") if proxy else parts
    address = (through.hostname or "", through.port or (443 if through.scheme == "https" else 80))

    through_proxy = f"the proxy {address[0]}: " if proxy else ""

    def attempt() -> str:
        try:
            socket.create_connection(address, timeout=seconds).close()
        except (OSError, UnicodeError) as error:
            return through_proxy + _said(list(_causes(error))[-1])
        return ""

    cause = _within(seconds, attempt)
    return f"{through_proxy}no answer within {seconds:.0f} seconds" if cause is None else cause


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


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and what caused it, back to the first."""
    yield error
    while earlier := error.__cause__ or error.__context__:
        yield earlier
        error = earlier


def _said(error: BaseException) -> str:
    text = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return text.rstrip(".").lower() or type(error).__name__

"""The client: asks services in their rate group's turn, and once more where that may help."""

from __future__ import annotations

from collections.abc import Callable

from bibtools import __version__
from bibtools.core.debug_log import DebugLog
from bibtools.network.answer import BLOCKED, DOWN, NOT_ASKED, THROTTLED, Answer, unreachable
from bibtools.network.exchange import CONNECT, Exchange, Redirect
from bibtools.network.rate_limit import Clock, RateLimiter, WaitCancelled
from bibtools.network.reachability import obstacle, within
from bibtools.network.request import Request
from bibtools.network.services import Service
from bibtools.network.url import Origin, is_loopback, is_same_site, origin

_LOG = DebugLog(__name__)
_REDIRECTS = 3
_CANCELLED = Answer(NOT_ASKED, reason="asking was cancelled")
_NAMED = 5  # works that the log names
_WORTH_ASKING = 2.0  # seconds that a second try should have at least


class Client:
    """Asks services over HTTP; `timeout` is how many seconds all asking may take together, from the first on.

    A caller ends it by `is_cancelled`: then no more requests are made.

    urllib3's own retries are not used: they do not wait before the first one, which no rate group allows, and know
    neither the deadline nor what an answer's body says.
    """

    def __init__(
        self,
        limiter: RateLimiter,
        clock: Clock,
        mailto: str | None,
        timeout: float | None = None,
        *,
        retry: bool = True,
        is_cancelled: Callable[[], bool] = lambda: False,
    ) -> None:
        self._limiter = limiter
        self._clock = clock
        self._timeout = timeout
        self._retry = retry
        self._is_cancelled = is_cancelled
        self._end: float | None = None
        self._agent = f"bibtools/{__version__}"
        self._mailto = f" (mailto:{mailto})" if mailto else ""
        self._reached: set[str] = set()

    def ask(self, name: str, service: Service, request: Request) -> Answer:
        """Ask a service in its rate group's turn."""
        _LOG("ask %s at %s for %s", name, _host(service), _wanted(request))
        try:
            answer = self._asked(name, service, request)
        except WaitCancelled:
            answer = _CANCELLED
        _LOG("%s: %s%s", name, answer.status, _account(answer))
        return answer

    def _asked(self, name: str, service: Service, request: Request) -> Answer:
        if self._is_cancelled():
            return _CANCELLED
        patience = self._time_left()
        if patience <= 0:
            return Answer(NOT_ASKED, reason=f"the {self._timeout:g} seconds for requests are used up")
        with self._limiter.turn(service.group, name, service.interval, patience) as turn:
            if turn.refusal:
                return Answer(THROTTLED if turn.resting else NOT_ASKED, reason=turn.refusal)
            answer = self._unreachable(service) or _without_key(service, self._tries(name, service, request))
            if not answer.reached:
                turn.unsent()
            elif answer.status == THROTTLED:
                turn.throttled(answer.retry_after)
            elif answer.status != DOWN:
                turn.answered()
            return answer

    def _time_left(self) -> float:
        """Return for how many seconds services may still be asked."""
        if self._timeout is None:
            return float("inf")
        if self._end is None:
            self._end = self._clock.monotonic() + self._timeout
        return self._end - self._clock.monotonic()

    def _unreachable(self, service: Service) -> Answer | None:
        """Try once whether a host can be found and reached: offline must be noticed quickly."""
        host = _host(service)
        if host in self._reached or is_loopback(host):
            return None
        cause = obstacle(service.url, min(CONNECT, self._time_left()))
        if not cause:
            self._reached.add(host)
            return None
        trouble = unreachable(host, cause)
        return Answer(DOWN, reason=trouble.text, trouble=trouble, reached=False)

    def _tries(self, name: str, service: Service, request: Request) -> Answer:
        """Ask, and once more where an answer may come then and there is time for it."""
        end = self._clock.monotonic() + min(service.deadline, self._time_left())
        answer = self._try(name, service, request, end)
        pause = max(service.interval, answer.retry_after or 0.0)
        if not (answer.may_pass and self._retry and self._has_time(pause, end)):
            return answer
        self._limiter.wait(name, pause)
        return self._try(name, service, request, end)

    def _try(self, name: str, service: Service, request: Request, end: float) -> Answer:
        """Ask, and follow where the answer leads, at the service's pace."""
        begin = self._clock.monotonic()
        here = origin(service.url)
        url = service.url.rstrip("/") + request.path
        for _ in range(_REDIRECTS + 1):
            step = self._step(here, service, request, url, end)
            if isinstance(step, Answer):
                return step._replace(seconds=self._clock.monotonic() - begin)
            url, target = step.url, origin(step.url)
            if here is None or target is None or not is_same_site(target, here.host):
                where = target.host if target else "a URL that is not safe to follow"
                return Answer(BLOCKED, reason=f"{_host(service)} sends us to {where}, which was not looked up")
            if not self._has_time(service.interval, end):
                return Answer(DOWN, reason=f"{_host(service)} redirects, and there is no time left to follow")
            self._limiter.wait(name, service.interval)
        return Answer(DOWN, reason=f"{_host(service)} redirects in a circle")

    def _step(self, here: Origin | None, service: Service, request: Request, url: str, end: float) -> Answer | Redirect:
        seconds = end - self._clock.monotonic()
        agent = self._agent + (self._mailto if service.is_own else "")
        headers = {"User-Agent": agent, "Accept": f"{request.accept}, */*;q=0.1", "Accept-Encoding": "gzip"}
        if request.body:
            headers["Content-Type"] = "application/json"
        if service.key and origin(url) == here:  # no other host gets to see it
            headers[service.key.header] = service.key.sent
        exchange = Exchange(_host(service), headers, seconds)
        answer = within(seconds, lambda: exchange.run(url, request.body))
        if answer is None:
            exchange.abandon()
            return Answer(DOWN, reason=f"{_host(service)} had not finished its answer after {seconds:.3g} seconds")
        return answer

    def _has_time(self, pause: float, end: float) -> bool:
        return self._clock.monotonic() + pause + _WORTH_ASKING <= end


def _without_key(service: Service, answer: Answer) -> Answer:
    """Take the key out of what is shown or kept, where the service repeats it."""
    if not service.key:
        return answer
    shown = service.key.value
    quota = tuple((name, value.replace(shown, "…")) for name, value in answer.quota)
    body = answer.body.replace(shown.encode(), b"...")
    return answer._replace(reason=answer.reason.replace(shown, "…"), quota=quota, body=body)


def _wanted(request: Request) -> str:
    """Return what a request is about, for the log."""
    names = [str(each) for each in request.asks[:_NAMED]]
    more = len(request.asks) - len(names)
    return ", ".join(names) + (f" and {more} more" if more else "") if names else "what its query says"


def _account(answer: Answer) -> str:
    """Return how an answer came about, for the log."""
    why = f" ({answer.reason})" if answer.reason else ""
    return f"{why}, {len(answer.body)} bytes in {answer.seconds:.2f} s" if answer.reached else why


def _host(service: Service) -> str:
    here = origin(service.url)
    return here.host if here else service.url

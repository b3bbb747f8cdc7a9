"""The client: asks services in their rate group's turn, and once more where that may help."""

from __future__ import annotations

from urllib.parse import urlsplit

from bibtools import __version__
from bibtools.pace import Clock, Pace
from bibtools.providers import Request, Service
from bibtools.transport.answer import DOWN, NOT_ASKED, THROTTLED, Answer, unreachable
from bibtools.transport.exchange import CONNECT, Exchange
from bibtools.transport.reach import obstacle, within
from bibtools.transport.site import is_loopback

_WORTH_ASKING = 2.0  # seconds that a second try should have at least


class Transport:
    """Asks services over HTTP; `timeout` is how many seconds all asking may take together, from the first on.

    urllib3's own retries are not used: they do not wait before the first one, which no rate group allows, and know
    neither the deadline nor what an answer's body says.
    """

    def __init__(
        self, pace: Pace, clock: Clock, mailto: str | None, timeout: float | None = None, *, retry: bool = True
    ) -> None:
        self._pace = pace
        self._clock = clock
        self._timeout = timeout
        self._retry = retry
        self._end: float | None = None
        self._agent = f"bibtools/{__version__}" + (f" (mailto:{mailto})" if mailto else "")
        self._reached: set[str] = set()

    def ask(self, name: str, service: Service, request: Request) -> Answer:
        """Ask a service in its rate group's turn."""
        patience = self._time_left()
        if patience <= 0:
            return Answer(NOT_ASKED, reason=f"the {self._timeout:g} seconds for asking are used up")
        with self._pace.turn(service.group, name, service.interval, patience) as turn:
            if turn.refusal:
                return Answer(THROTTLED if turn.resting else NOT_ASKED, reason=turn.refusal)
            answer = self._unreachable(service) or self._tries(name, service, request)
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
            self._end = self._clock.now() + self._timeout
        return self._end - self._clock.now()

    def _unreachable(self, service: Service) -> Answer | None:
        """Try once whether a host can be found and reached: offline must be noticed quickly."""
        host = urlsplit(service.url).hostname or ""
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
        end = self._clock.now() + min(service.deadline, self._time_left())
        answer = self._try(service, request, end)
        pause = max(service.interval, answer.retry_after or 0.0)
        is_late = self._clock.now() + pause + _WORTH_ASKING > end
        if not answer.may_pass or is_late or not self._retry:
            return answer
        self._pace.wait(name, pause)
        return self._try(service, request, end)

    def _try(self, service: Service, request: Request, end: float) -> Answer:
        begin = self._clock.now()
        exchange = Exchange(self._agent, service, request, end - begin)
        answer = within(end - begin, exchange.run)
        if answer is None:
            exchange.abandon()
            answer = Answer(DOWN, reason=f"{exchange.host} had not finished its answer after {end - begin:.3g} seconds")
        return answer._replace(seconds=self._clock.now() - begin)

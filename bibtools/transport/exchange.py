"""An exchange: one question and its answer, redirects included, with limits on time and size."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from bibtools.providers import Request, Service
from bibtools.transport.answer import BLOCKED, DOWN, Answer, unreachable
from bibtools.transport.classify import classify
from bibtools.transport.reach import causes, said
from bibtools.transport.site import is_same_site

if TYPE_CHECKING:
    from requests import Response, Session

CONNECT = 5.0  # seconds until a host must have been found and reached
_READ = 20.0  # seconds of silence; a throttled arXiv stalls 15 to 30
_LIMIT = 32 * 1024 * 1024  # bytes; a hundred records are a third of a megabyte
_REDIRECTS = 3


class Exchange:
    """Asks in one thread, and can be abandoned from another."""

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

        try:
            with requests.Session() as session:
                session.headers.update(self._headers)
                return self._follow(session)
        except requests.Timeout:
            return Answer(DOWN, reason=f"{self.host} did not answer within {min(_READ, self._seconds):.0f} seconds")
        except (requests.RequestException, OSError) as error:
            return self._broken(error)
        except _TooLongError:
            return Answer(DOWN, reason=f"{self.host} sent more than {_LIMIT // 2**20} MiB")

    def abandon(self) -> None:
        """End an exchange that takes too long, so that the service has no request of ours in flight any more."""
        if self._response is not None:
            self._response.raw.shutdown()

    def _broken(self, error: Exception) -> Answer:
        from urllib3.exceptions import (  # noqa: PLC0415 - loaded with requests
            IncompleteRead,
            NewConnectionError,
            SSLError,
        )

        chain = list(causes(error))
        cause = said(chain[-1])
        if any(isinstance(each, NewConnectionError | SSLError) for each in chain):
            trouble = unreachable(self.host, cause)
            return Answer(DOWN, reason=trouble.text, trouble=trouble, reached=False)
        # A connection that was there and broke off is a throttle's other face.
        may_pass = isinstance(chain[-1], ConnectionResetError | IncompleteRead)
        return Answer(DOWN, reason=f"the connection to {self.host} broke off ({cause})", may_pass=may_pass)

    def _follow(self, session: Session) -> Answer:
        url = self._service.url.rstrip("/") + self._request.path
        method = "POST" if self._request.body else "GET"
        times = (min(CONNECT, self._seconds), min(_READ, self._seconds))
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

"""An exchange: one question and its answer, with limits on time and size."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from bibtools.core.named_tuple import NamedTuple
from bibtools.network.answer import DOWN, Answer, unreachable
from bibtools.network.classification import classify
from bibtools.network.reachability import causes, reason_of
from bibtools.network.session import session

if TYPE_CHECKING:
    from socket import socket

    from requests import Response, Session

CONNECT = 5.0  # seconds until a host must have been found and reached
_READ = 20.0  # seconds of silence; a throttled arXiv stalls 15 to 30
_LIMIT = 8 * 1024 * 1024  # bytes; a hundred records are a third of a megabyte


class Redirect(NamedTuple):
    """An answer that sends us elsewhere."""

    url: str


class Exchange:
    """Asks in one thread, and can be abandoned from another."""

    def __init__(self, host: str, headers: dict[str, str], seconds: float) -> None:
        self._host = host
        self._headers = headers
        self._seconds = seconds
        self._sockets: list[socket] = []  # as they are connected

    def run(self, url: str, body: bytes) -> Answer | Redirect:
        """Ask; every failure is an answer, too."""
        import requests  # the slowest import of all, and the network is the exception

        try:
            with session(self._headers, self._sockets.append) as opened:
                return self._ask(opened, url, body)
        except requests.Timeout:
            return Answer(DOWN, reason=f"{self._host} did not answer within {min(_READ, self._seconds):.0f} seconds")
        except _TooLongError:
            return Answer(DOWN, reason=f"{self._host} sent more than {_LIMIT // 2**20} MiB")
        except Exception as error:  # noqa: BLE001 - libraries may raise anything for untrusted data
            return self._broken(error)

    def abandon(self) -> None:
        """End an exchange that takes too long, so that the service has no request of ours in flight any more."""
        from socket import SHUT_RDWR  # loaded with requests

        for connected in self._sockets:
            with suppress(OSError):
                connected.shutdown(SHUT_RDWR)

    def _ask(self, opened: Session, url: str, body: bytes) -> Answer | Redirect:
        times = (min(CONNECT, self._seconds), min(_READ, self._seconds))
        method = "POST" if body else "GET"
        with opened.request(method, url, data=body, timeout=times, stream=True, allow_redirects=False) as response:
            target = response.headers.get("Location") if response.is_redirect else None
            if target is not None:
                return Redirect(urljoin(url, target))
            return classify(response.status_code, response.headers, _body(response), self._host)

    def _broken(self, error: Exception) -> Answer:
        from urllib3.exceptions import (  # loaded with requests
            IncompleteRead,
            NewConnectionError,
            SSLError,
        )

        chain = list(causes(error))
        cause = reason_of(chain[-1])
        if any(isinstance(each, NewConnectionError | SSLError) for each in chain):
            trouble = unreachable(self._host, cause)
            return Answer(DOWN, reason=trouble.text, trouble=trouble, reached=False)
        # A connection that was there and broke off is a throttle's other face.
        may_pass = isinstance(chain[-1], ConnectionResetError | IncompleteRead)
        return Answer(DOWN, reason=f"the connection to {self._host} broke off ({cause})", may_pass=may_pass)


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

"""Sessions: HTTP connections that report their sockets, send strangers no password, and may be kept to public hosts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from socket import socket

    from requests import PreparedRequest, Session

# Whether a connection to a host and port may be made, and whether one that was made to an address may be used.
Permit = Callable[[str, int, str | None], None]


def session(headers: dict[str, str], connected: Callable[[socket], None], permit: Permit | None = None) -> Session:
    """Return a session that reports every socket as it is connected.

    `permit` is called with host and port before a connection, and again with the peer's address; it raises to refuse.
    """
    import requests  # the slowest import of all, and the network is the exception
    from requests.adapters import HTTPAdapter  # loaded with requests

    class Watched(HTTPAdapter):
        """Makes connections that are watched: their sockets can be shut down whatever has become of them."""

        def get_connection_with_tls_context(self, *arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - the library's own
            pool: Any = super().get_connection_with_tls_context(*arguments, **named)
            pool.ConnectionCls = _watched(pool.ConnectionCls, connected, None if pool.proxy else permit)
            return pool

    made = requests.Session()
    made.headers.update(headers)
    made.auth = _nobody  # else a password from ~/.netrc would go along
    made.mount("https://", Watched())
    made.mount("http://", Watched())
    return made


def _watched(kind: Any, connected: Callable[[socket], None], permit: Permit | None) -> Any:  # noqa: ANN401 - one of urllib3's classes
    """Return a kind of connection that is watched."""

    class Connection(kind):  # type: ignore[misc]  # a class that is known at run time
        def connect(self) -> None:
            super().connect()
            connected(self.sock)

        def _new_conn(self) -> Any:  # noqa: ANN401 - a socket
            if permit:
                permit(self.host, self.port, None)
            made = super()._new_conn()
            try:
                if permit:  # a name may lead elsewhere the second time
                    permit(self.host, self.port, made.getpeername()[0])
            except BaseException:
                made.close()
                raise
            return made

    return Connection


def _nobody(request: PreparedRequest) -> PreparedRequest:
    return request

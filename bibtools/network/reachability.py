"""Reachability: whether a host can be found and connected to, and the cause of a failure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar
from urllib.parse import urlsplit

T = TypeVar("T")

_LONGEST = 120  # characters; some libraries repeat what a stranger sent


def obstacle(url: str, seconds: float) -> str:
    """Try for a moment to find and reach a host, or the proxy in front of it; return what prevents it, or nothing.

    The system's resolver and its list of addresses can each take minutes to fail.
    """
    import socket  # the network is the exception

    from requests.utils import get_environ_proxies, select_proxy

    proxy = select_proxy(url, get_environ_proxies(url))
    whose = "the proxy that the environment names: " if proxy else ""

    def attempt() -> str:
        try:
            through = urlsplit((proxy if "//" in proxy else f"//{proxy}") if proxy else url)
            address = (through.hostname or "", through.port or (443 if through.scheme == "https" else 80))
            socket.create_connection(address, timeout=seconds).close()
        except (OSError, ValueError) as error:
            return whose + reason_of(list(causes(error))[-1])
        return ""

    cause = within(seconds, attempt)
    return f"{whose}no answer within {seconds:.0f} seconds" if cause is None else cause


def within(seconds: float, work: Callable[[], T]) -> T | None:
    """Return what some work gives, or None where it takes longer.

    What waits for the network cannot be stopped: a thread does it and is left behind.
    """
    import threading  # the network is the exception

    outcome: list[T] = []
    thread = threading.Thread(target=lambda: outcome.append(work()), daemon=True)
    thread.start()
    thread.join(max(0.0, seconds))
    return outcome[0] if outcome else None


def causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and what caused it, back to the first."""
    yield error
    while earlier := error.__cause__ or error.__context__:
        yield earlier
        error = earlier


def reason_of(error: BaseException) -> str:
    """Return what an error says, as a part of a sentence."""
    text = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return text[:_LONGEST].rstrip(".").lower() or type(error).__name__

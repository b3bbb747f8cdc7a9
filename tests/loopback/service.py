"""What all fake services have: what they know, how they answer, and what they were asked."""

from __future__ import annotations

import socket
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from loopback.exchange import is_gone
from loopback.faults import Fault
from loopback.papers import Paper
from loopback.replies import Reply


@dataclass
class FakeService(ABC):
    """The state of a service."""

    papers: dict[str, Paper] = field(default_factory=dict)
    replies: list[Reply] = field(default_factory=list)  # that answer first, one request each
    fault: Fault | None = None  # of every answer after those
    delay: float = 0  # seconds that every answer takes
    requests: list[str] = field(default_factory=list)
    agents: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)  # by names in lower case
    methods: list[str] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)  # of POST requests
    times: list[tuple[float, float]] = field(default_factory=list)  # when each request came and its answer went
    in_flight_most: int = 0  # requests that waited at the same time
    url: str = ""
    _waiting: dict[socket.socket, float] = field(default_factory=dict, init=False, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False)

    def know(self, papers: Sequence[Paper]) -> None:
        self.papers.update((paper.id, paper) for paper in papers)

    def reply(self, path: str) -> Reply:
        """Reply to a GET."""
        self.requests.append(path)
        return self.replies.pop(0) if self.replies else self.answer(path)

    def reply_posted(self, path: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        """Reply to a POST."""
        self.requests.append(path)
        self.bodies.append(body)
        return self.replies.pop(0) if self.replies else self.answer_posted(path, body, headers)

    def answer(self, path: str) -> Reply:
        """Answer a GET as the service does."""
        return Reply(405, f"cannot GET {path}")

    def answer_posted(self, path: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        """Answer a POST as the service does; `headers` have names in lower case."""
        del body, headers
        return Reply(405, f"cannot POST {path}")

    @abstractmethod
    def found(self, path: str, body: bytes) -> list[Paper | None]:
        """Return the papers that a request asks for; None stands for a gap that the answer shows."""

    @abstractmethod
    def holding(self, found: Sequence[Paper | None]) -> Reply:
        """Write an answer that holds some papers."""

    @abstractmethod
    def refusal(self) -> Reply:
        """Write a 400 that names no id."""

    def in_no_order(self, ids: Iterable[str]) -> list[Paper]:
        """Return the papers among some ids, each once, in an order that no client asks for."""
        known = {each: self.papers[each] for each in ids if each in self.papers}
        return sorted(known.values(), key=lambda paper: paper.id[::-1])

    def enter(self, connection: socket.socket) -> None:
        """Note that a request has come; whoever has hung up in the meantime waits no more."""
        with self._lock:
            self._waiting[connection] = time.time()
            self.in_flight_most = max(self.in_flight_most, sum(not is_gone(each) for each in self._waiting))

    def leave(self, connection: socket.socket) -> None:
        """Note that its answer goes, once."""
        with self._lock:
            if connection in self._waiting:
                self.times.append((self._waiting.pop(connection), time.time()))

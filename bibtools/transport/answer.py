"""An answer: how a question to a service ended, as a value."""

from __future__ import annotations

from typing import NamedTuple

FOUND = "found"
ABSENT = "absent"  # the service says that it has nothing there
BAD_REQUEST = "bad request"  # the service does not understand, or breaks over, what it was asked
THROTTLED = "throttled"
BLOCKED = "blocked"
DOWN = "down"


class Answer(NamedTuple):
    """How a question ended: `found`, `absent` and `bad request` carry a body to read, all but `found` a reason."""

    status: str
    body: bytes = b""
    reason: str = ""
    retry_after: float | None = None  # seconds, where a throttle names them
    passing: bool = False  # whether the same question may well be answered in a moment
    quota: tuple[tuple[str, str], ...] = ()  # what the service says of its limits: header and value
    reached: bool = True  # whether there was a connection to ask over
    seconds: float = 0.0  # from the question to the end of the answer

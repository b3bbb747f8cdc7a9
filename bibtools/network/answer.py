"""An answer: how a question to a service ended, as a value."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal

from bibtools.core.named_tuple import NamedTuple

AnswerStatus = Literal["found", "absent", "bad request", "throttled", "blocked", "down", "not asked"]
FOUND: Final = "found"
ABSENT: Final = "absent"  # the service says that it has nothing there
BAD_REQUEST: Final = "bad request"  # the service does not understand, or breaks over, what it was asked
THROTTLED: Final = "throttled"
BLOCKED: Final = "blocked"
DOWN: Final = "down"
NOT_ASKED: Final = "not asked"  # by our own decision


class Trouble(NamedTuple):
    """Why a service gave no usable answer; where its host could not be reached, also which that is, and the cause."""

    text: str
    host: str = ""
    cause: str = ""


class Answer(NamedTuple):
    """How a question ended: `found`, `absent` and `bad request` carry a body to read, all but `found` a reason."""

    status: AnswerStatus
    body: bytes = b""
    reason: str = ""
    retry_after: float | None = None  # seconds, where a throttle names them
    may_pass: bool = False  # whether the same question may well be answered in a moment
    quota: tuple[tuple[str, str], ...] = ()  # the service's own limits: header and value
    reached: bool = True  # whether there was a connection to ask over
    trouble: Trouble | None = None  # the reason in its parts, where it has some
    seconds: float = 0.0  # from the question to the end of the answer
    code: int = 0  # the HTTP status


def unreachable(host: str, cause: str) -> Trouble:
    """Return the trouble that a host cannot be reached."""
    return Trouble(f"cannot reach {host} ({cause})", host, cause)


def summary(troubles: Iterable[Trouble]) -> str:
    """Return troubles as one text; hosts that cannot be reached for the same cause stand together."""
    hosts: dict[str, list[str]] = {}
    texts: dict[str, None] = {}
    for trouble in troubles:
        if trouble.cause and trouble.host not in hosts.setdefault(trouble.cause, []):
            hosts[trouble.cause].append(trouble.host)
        texts[trouble.cause or trouble.text] = None
    return "; ".join(f"cannot reach {_listed(hosts[text])} ({text})" if text in hosts else text for text in texts)


def _listed(names: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))

"""What is wrong with a message of the editor: with its shape, or with the moment at which it comes.

https://www.jsonrpc.org/specification and
https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#lifeCycleMessages
"""

from __future__ import annotations

from collections.abc import Mapping

from cattrs import transform_error
from lsprotocol import types
from pygls.exceptions import JsonRpcException, JsonRpcInvalidRequest, JsonRpcServerNotInitialized

from bibtools.core.named_tuple import NamedTuple

_VERSION = "2.0"
_MOST = 3  # faults of one message that are reported
MessageId = int | str | None


class MessageFault(NamedTuple):
    """What is wrong with a message, and whether its sender waits for an answer."""

    error: JsonRpcException
    is_awaited: bool = True


def fault_of(message: object, *, has_begun: bool, has_ended: bool) -> MessageFault | None:
    """Return what is wrong with a message as a whole; its parameters are another matter."""
    if not isinstance(message, Mapping):
        return MessageFault(JsonRpcInvalidRequest("a message is one object"))
    if message.get("jsonrpc") != _VERSION:
        return MessageFault(JsonRpcInvalidRequest(f'a message says "jsonrpc": "{_VERSION}"'))
    if "id" in message and id_of(message) is None and "method" in message:
        return MessageFault(JsonRpcInvalidRequest("the id of a request is a number or a string"))
    if "method" in message:
        return _untimely(message, has_begun=has_begun, has_ended=has_ended)
    if id_of(message) is None or not ("result" in message or "error" in message):
        is_answer = "error" in message  # to something that we sent, and that had no id
        return MessageFault(
            JsonRpcInvalidRequest("a message has a method, or it is an answer"), is_awaited=not is_answer
        )
    return None


def _untimely(message: Mapping[str, object], *, has_begun: bool, has_ended: bool) -> MessageFault | None:
    """Return what is wrong with the moment of a request or a notification."""
    method, is_awaited = message["method"], "id" in message
    if not isinstance(method, str):
        return MessageFault(JsonRpcInvalidRequest("a method is a string"), is_awaited)
    if method == types.EXIT:
        return None
    if has_ended:
        return MessageFault(JsonRpcInvalidRequest("the server was shut down"), is_awaited)
    if method == types.INITIALIZE and has_begun:
        return MessageFault(JsonRpcInvalidRequest("the server was initialized already"), is_awaited)
    if method != types.INITIALIZE and not has_begun:
        return MessageFault(JsonRpcServerNotInitialized("the server was not initialized yet"), is_awaited)
    return None


def id_of(message: object) -> MessageId:
    """Return the id of a message; None where it has none, or one that none can be."""
    found = message.get("id") if isinstance(message, Mapping) else None
    return found if isinstance(found, int | str) and not isinstance(found, bool) else None


def what_is_wrong(error: Exception) -> str:
    """Return what is wrong with a message that cannot be understood."""
    try:
        found = transform_error(error)
    except Exception:  # noqa: BLE001 - it explains some errors only
        found = []
    return "; ".join(found[:_MOST]) or str(error) or type(error).__name__

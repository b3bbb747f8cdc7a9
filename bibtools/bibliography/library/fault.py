"""Faults of a library: what is wrong at a place, before it becomes a finding."""

from __future__ import annotations

from collections.abc import Mapping

from bibtools.bibliography.library.blocks import Block
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.text import Span


class Fault(NamedTuple):
    """A place, a rule, its message, and data for programs."""

    span: Span
    rule: str
    message: str
    data: Mapping[str, object] = {}


def head(block: Block) -> Span:
    """Return the head of a block, up to its key: an editor need not underline the whole of it."""
    start = block.span.start
    return Span(start, block.key_span.end if block.key else min(start + 1 + len(block.type), block.span.end))

"""The first entries of a library, whose majority shows how all of it is written."""

from __future__ import annotations

from functools import lru_cache
from itertools import islice

from bibtools.bibliography.library.blocks import Block, Field, Library
from bibtools.bibliography.library.fields import fields
from bibtools.core.named_tuple import NamedTuple

SAMPLE = 200  # entries


class SampledEntry(NamedTuple):
    """An entry with its fields, and the offset at which they could not be read further."""

    block: Block
    fields: tuple[Field, ...]
    problem: int | None


def sample(library: Library) -> tuple[SampledEntry, ...]:
    """Return the first entries that are understood."""
    blocks = tuple(islice(library.understood(), SAMPLE))
    return _sampled(library.text[: blocks[-1].span.end], blocks) if blocks else ()


@lru_cache(maxsize=8)  # dialect and style are asked for one after the other, and by an editor again and again
def _sampled(text: str, blocks: tuple[Block, ...]) -> tuple[SampledEntry, ...]:
    read = ((block, *fields(text, block)) for block in blocks)
    return tuple([SampledEntry(block, tuple(found), problem) for block, found, problem in read])

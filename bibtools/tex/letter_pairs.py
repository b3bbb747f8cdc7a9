"""Letter pairs: how letters with umlauts are spelt where these cannot be written."""

from __future__ import annotations


def without_digraphs(text: str) -> str:
    """Return lower-case letters in which `ae`, `oe` and `ue` are `a`, `o` and `u`, as umlauts without dots are."""
    return text.replace("ae", "a").replace("oe", "o").replace("ue", "u")

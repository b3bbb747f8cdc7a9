"""Verdicts: whether an entry agrees with what sources say of its work, and the states of that work."""

from __future__ import annotations

from typing import Literal

Verdict = Literal["agrees", "contradicts", "unconfirmed", "not-asked"]
# Of a work that is possibly retracted, an aggregator alone says so.
State = Literal["withdrawn", "retracted", "superseded", "published-since", "retitled", "possibly-retracted"]

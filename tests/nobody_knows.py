"""Witnesses that know nothing, for tests in which others speak."""

from __future__ import annotations

from bibtools.app.knowledge import Witnesses

NOBODY = Witnesses(
    titled=lambda _: {},
    authored=lambda _: {},
    near=lambda _: {},
    identified=lambda _: {},
    known=lambda *_: 0,
    published=lambda _: (),
)

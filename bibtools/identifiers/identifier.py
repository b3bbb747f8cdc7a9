"""Identifiers of works: what they are, when they are valid, and where a text names one."""

from __future__ import annotations

from typing import NamedTuple

ARXIV = "arxiv"
DOI = "doi"
# How sure it is that a number is an id.
STRONG = "strong"
WEAK = "weak"


class Identifier(NamedTuple):
    """A work's identifier: the scheme, the canonical value, and the version if one was named.

    The value of an arXiv id has no prefix, version or subject class and a lower-case archive
    (`2106.00134`, `math/0309136`); that of a DOI is bare and lower-case.
    """

    scheme: str
    value: str
    version: int | None = None

    @property
    def work(self) -> Identifier:
        """The identifier without its version: equal for all versions of one work."""
        return self._replace(version=None)


class Impossible(NamedTuple):
    """Why a text cannot be an identifier, and what may have been meant."""

    reason: str
    suggestion: str | None = None

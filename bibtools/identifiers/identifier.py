"""Identifiers of works: what they are, when they are valid, and where a text names one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date

ARXIV = "arxiv"
DOI = "doi"
# How sure it is that a number is an id.
STRONG = "strong"
WEAK = "weak"
_SHOWN = 80  # characters of a text that is no identifier


class Identifier(NamedTuple):
    """A work's identifier: the scheme, the canonical value, and the version if one was named.

    The value of an arXiv id has no prefix, version or subject class and a lower-case archive
    (`2106.00134`, `math/0309136`); that of a DOI is bare and lower-case.
    """

    scheme: str
    value: str
    version: int | None = None

    @classmethod
    def parse(cls, text: str, today: date | None = None) -> Identifier:
        """Return the identifier that a text is: `1706.03762`, `arXiv:1706.03762v2`, an address, a DOI.

        Without the day it is, an id of the future is taken for one that exists. Raises ValueError, with what may have
        been meant, where the text is no identifier.
        """
        from bibtools.identifiers.spelling import read  # noqa: PLC0415 - the grammars of the schemes know this module

        found = read(text, today)
        if isinstance(found, Identifier):
            return found
        hint = f"; did you mean {found.suggestion}?" if found and found.suggestion else ""
        raise ValueError(f"{text[:_SHOWN]!r}: {found.reason if found else 'this is no identifier of a work'}{hint}")

    @property
    def work(self) -> Identifier:
        """The identifier without its version: equal for all versions of one work."""
        return self._replace(version=None)


class Impossible(NamedTuple):
    """Why a text cannot be an identifier, and what may have been meant."""

    reason: str
    suggestion: str | None = None

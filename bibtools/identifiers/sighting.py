"""A sighting: a place in a text that is, or looks like, an identifier."""

from __future__ import annotations

from bibtools.core.named_tuple import NamedTuple
from bibtools.core.text import Span
from bibtools.identifiers.identifier import Evidence, Identifier, Impossible


class Sighting(NamedTuple):
    """A place in a text that looks like an identifier.

    `identifier` is the id, or why it is impossible. `repaired` means that a zero or a hyphen was corrected.
    """

    span: Span
    identifier: Identifier | Impossible
    evidence: Evidence
    repaired: bool = False

    def moved(self, by: int) -> Sighting:
        """Return this sighting as of an enclosing text, in which this text begins at an offset."""
        return self._replace(span=Span(self.span.start + by, self.span.end + by))

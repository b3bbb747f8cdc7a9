"""Digital Object Identifiers: normal form.

Source: the DOI Handbook, 2.2 (syntax) and 2.4 (DOIs are compared without regard to ASCII case).
"""

from __future__ import annotations

import re

from bibtools.identifiers.identifier import DOI, Identifier

_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.[0-9]{4,9}(?:\.[0-9]+)*/\S+)", re.IGNORECASE)

_OF_ARXIV = "10.48550/"


def is_of_preprint(identifier: Identifier) -> bool:
    """Return whether a DOI is one that arXiv itself gave, and says nothing of a publication."""
    return identifier.scheme == DOI and identifier.value.startswith(_OF_ARXIV)


def parse(text: str) -> Identifier | None:
    r"""Return the identifier of a text that is one DOI, bare, with `doi:` or as a URL; TeX's `\_` is decoded."""
    match = _DOI.fullmatch(text.strip().replace("\\_", "_"))
    return Identifier(DOI, match[1].lower()) if match else None

"""Preprint servers: the places of works that have not been published, as entries name them.

One table for two questions: is an entry a preprint's, and are two entries versions of one work?
"""

from __future__ import annotations

import re

from bibtools.core.lazy_pattern import lazy_pattern

_NAMES = (
    "[a-z]*a?rxiv",  # arXiv, bioRxiv, medRxiv, chemRxiv, PsyArXiv, TechRxiv
    "engrxiv",
    "chinaxiv",
    "vixra",
    "corr",  # as DBLP calls arXiv
    r"abs/[0-9]{4}\.[0-9]+",  # a paper of it
    "computing research repository",
    "ssrn",
    "hal",
    "openreview",
    "research square",
    r"preprints\.org",
    "e-?prints?",
    r"preprints?(?!\.org| of (?:the )?[a-z0-9])",  # those of a congress are its proceedings
    "unpublished",
)
_NAMED = lazy_pattern(rf"\b(?:{'|'.join(_NAMES)})\b", re.IGNORECASE)
_BEGINS = lazy_pattern(rf"\W*(?:the )?(?:{'|'.join(_NAMES)})\b", re.IGNORECASE)


def names_preprint_server(place: str) -> bool:
    """Return whether the place where an entry says that a work appeared names a server of preprints."""
    return _NAMED.search(place) is not None


def is_preprint_server(place: str) -> bool:
    """Return whether a place is a server of preprints, rather than a journal with what is there beside it."""
    return _BEGINS.match(place) is not None

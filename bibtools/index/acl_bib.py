"""The ACL Anthology's BibTeX, of all its papers or of a volume.

Source: https://aclanthology.org/anthology.bib.gz and https://aclanthology.org/volumes/2020.acl-main.bib
"""

from __future__ import annotations

import re

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.index.proceedings_bib import is_bibtex_of, reader_of

_MARK = lazy_pattern(rb"aclanthology\.org/|aclweb\.org/anthology|\burl\s*=\s*anth\s*#", re.IGNORECASE)


def is_source(first: bytes) -> bool:
    """Return whether a file is such BibTeX, by its beginning."""
    return is_bibtex_of(_MARK, first)


READER = reader_of("acl")

"""PMLR's BibTeX of a volume: as it is published on its page, or as the volume's source has it.

Source: https://proceedings.mlr.press/v70/assets/bib/citeproc.bib, and https://github.com/mlresearch for the sources.
"""

from __future__ import annotations

import re

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.index.proceedings_bib import is_bibtex_of, reader_of

_MARK = lazy_pattern(
    rb"proceedings\.mlr\.press|publisher\s*=\s*[{\"]\s*(?:PMLR|JMLR)\b|jmlr\.org/proceedings/papers/v\d"
)
_VOLUME = lazy_pattern(
    rb"@proceedings\s*\{[^@]{0,4000}\b(?:PMLR|Proceedings of Machine Learning Research)\b", re.IGNORECASE
)


def is_source(first: bytes) -> bool:
    """Return whether a file is such BibTeX, by its beginning."""
    return is_bibtex_of(_MARK, first) or _VOLUME.match(first.lstrip(b"\xef\xbb\xbf \t\r\n")) is not None


READER = reader_of("pmlr")

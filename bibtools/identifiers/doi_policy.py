"""The policy on DOIs: which of the works that sources name by DOI have to be in the library.

People cite arXiv ids; DOIs stand behind references, too, in acknowledgements, and in links to anything.
"""

from __future__ import annotations

from typing import Final, Literal

DoiPolicy = Literal["cited", "all", "none"]
CITED_DOIS: Final = "cited"  # as keys, or on the lines of a list
ALL_DOIS: Final = "all"

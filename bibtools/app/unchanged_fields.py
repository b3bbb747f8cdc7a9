"""Unchanged fields: what an upgrade would leave as it is, so that nobody has to build the published version's.

Most preprints have the title and the authors of their publication, letter for letter. Where that is not plain at once,
the fields are built and compared: nothing here decides what is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bibtools.bibliography.library.identity import compact_title
from bibtools.tex.comparison import is_as_written

if TYPE_CHECKING:
    from bibtools.bibliography.entries.options import EntryOptions
    from bibtools.bibliography.library.identity import Known
    from bibtools.index.published_work import PublishedWork
    from bibtools.matching.preprint import Preprint

_NONE: frozenset[str] = frozenset()
_TITLE, _AUTHOR = frozenset({"title"}), frozenset({"author"})


def unchanged_fields(entry: Known, preprint: Preprint, work: PublishedWork, form: EntryOptions) -> frozenset[str]:
    """Return which of the title and the authors of an entry certainly stay in an upgrade to a work."""
    title = _TITLE if _has_title(entry, preprint, work) else _NONE
    return title | _AUTHOR if _has_authors(entry, preprint, work, form) else title


def _has_title(entry: Known, preprint: Preprint, work: PublishedWork) -> bool:
    """Return whether all have one title, and nobody has letters or formulas that another one lacks."""
    if not (is_as_written(work.title) and is_as_written(preprint.title.text)):
        return False
    return compact_title(entry.value("title")) == compact_title(work.title)


def _has_authors(entry: Known, preprint: Preprint, work: PublishedWork, form: EntryOptions) -> bool:
    """Return whether all have the same list of whole names, of which the form leaves nobody out."""
    if form.max_authors or form.collaborations == "alone":
        return False
    own = entry.value("author")
    return own == " and ".join(work.authors) and own == " and ".join(preprint.displayed)

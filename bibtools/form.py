"""The form of an entry: its dialect, and the choices within it.

What the fields are called is "The biblatex Package", section 2.2, and "BibTeXing", section 3.
"""

from __future__ import annotations

from typing import NamedTuple

BIBTEX = "bibtex"
BIBLATEX = "biblatex"
ASCII = "ascii"
UNICODE = "unicode"
MISC = "misc"
ARTICLE = "article"


class Form(NamedTuple):
    """What an entry is made of; the default prints the id in the most styles."""

    dialect: str = BIBTEX
    encoding: str = ASCII  # accents as TeX writes them, or as Unicode has them
    preprint: str = MISC  # or as an article of the "journal" arXiv, for styles that print nothing else
    repeats_id: bool = True  # in `howpublished`, for styles that read no `eprint`
    max_authors: int = 0  # names before "and others"; 0: all
    extra: tuple[str, ...] = ()  # fields beyond those that are needed: abstract, keywords, month
    order: tuple[str, ...] = ()  # fields that come first


DEFAULT = Form()


class Wishes(NamedTuple):
    """What a user says of the form of new entries; None: as the library and the sources have it."""

    dialect: str | None = None
    encoding: str | None = None
    preprint: str = MISC
    max_authors: int = 0
    extra: tuple[str, ...] = ()
    order: tuple[str, ...] = ()

    def form(self, dialect: str | None = None, encoding: str | None = None, *, repeats_id: bool = True) -> Form:
        """Return the form of new entries; the arguments are what library and sources show."""
        spoken = self.dialect or dialect or BIBTEX
        written = self.encoding or encoding or (UNICODE if spoken == BIBLATEX else ASCII)
        return Form(spoken, written, self.preprint, repeats_id, self.max_authors, self.extra, self.order)


# What a field of ours is called in a dialect; one that is not named does not exist there.
_BIBTEX = {
    name: name
    for name in """author title journal year month howpublished eprint archivePrefix primaryClass doi url note abstract
    keywords code""".split()
}
_BIBLATEX = {
    **{name: name for name in "author title date eprint pubstate doi url abstract keywords code".split()},
    "archivePrefix": "eprinttype",
    "primaryClass": "eprintclass",
    "note": "addendum",
}
NAMES = {BIBTEX: _BIBTEX, BIBLATEX: _BIBLATEX}
# Entry types of a preprint.
TYPES = {
    (BIBTEX, MISC): "misc",
    (BIBTEX, ARTICLE): "article",
    (BIBLATEX, MISC): "online",
    (BIBLATEX, ARTICLE): "online",
}
ARCHIVES = {BIBTEX: "arXiv", BIBLATEX: "arxiv"}  # what each calls the archive
EXTRA = ("abstract", "keywords", "month")

"""Entry options: the dialect, and the choices within it.

Field names follow "The biblatex Package", section 2.2, and "BibTeXing", section 3.
"""

from __future__ import annotations

from typing import Final, Literal

from bibtools.core.named_tuple import NamedTuple
from bibtools.tex.letters import EVERYTHING, IN_ASCII, IN_UNICODE, Lettering

Dialect = Literal["bibtex", "biblatex"]
Encoding = Literal["ascii", "unicode"]
PreprintType = Literal["misc", "article"]
# What a preprint may be for a style that prints nothing else.
EntryType = Literal["misc", "article", "online"]
# Where the id may be repeated.
IdField = Literal["howpublished", "note"]
VenueForm = Literal["full", "short"]
PublishedPolicy = Literal["write", "propose", "off"]  # what is done with published versions of new papers
# Where the link to the code may stand; `software` is an entry of its own.
CodeField = Literal["code", "github", "note", "addendum", "howpublished", "software", "none"]
# Who is the author of a collaboration's paper: it and its members, or it alone.
Collaborations = Literal["authors", "alone"]
BIBTEX: Final = "bibtex"
BIBLATEX: Final = "biblatex"
ASCII: Final = "ascii"
UNICODE: Final = "unicode"
MISC: Final = "misc"
ARTICLE: Final = "article"
ONLINE: Final = "online"
WRITE: Final = "write"
PROPOSE: Final = "propose"
FULL: Final = "full"
SHORT: Final = "short"


class EntryOptions(NamedTuple):
    """How entries are built; by default, most styles print the id."""

    dialect: Dialect = BIBTEX
    encoding: Encoding = ASCII  # accents as TeX writes them, or as Unicode has them
    preprint: EntryType = MISC  # or as an article of the "journal" arXiv, for styles that print nothing else
    repeats_id: bool = True  # in a field of text, for styles that print no `eprint`
    id_field: IdField = "howpublished"  # that one
    has_url: bool = True  # of the abstract; where a style prints it beside `eprint`, the id stands there twice
    max_authors: int = 0  # names before "and others"; 0: all
    extra: tuple[str, ...] = ()  # fields beyond those that are needed: abstract, keywords, month, publisher, …
    order: tuple[str, ...] = ()  # fields that come first
    code_field: CodeField = "code"  # where the link to the code stands: see code_placement.py
    code_links: int = 1  # how many are written, where the field can hold several
    venue: VenueForm = FULL  # names of journals and proceedings
    printing: Lettering = IN_ASCII  # which letters the paper's programs read and print
    collaborations: Collaborations = "authors"

    @property
    def lettering(self) -> Lettering:
        """How letters beyond ASCII are written."""
        unicode = self.encoding == UNICODE and not self.printing.is_one_byte
        return self.printing if self.printing.unicode == unicode else self.printing._replace(unicode=unicode)


DEFAULT = EntryOptions()


class EntryPreferences(NamedTuple):
    """A user's preferences for new entries; None means: as in the library and the sources."""

    dialect: Dialect | None = None
    encoding: Encoding | None = None
    preprint: PreprintType = MISC
    max_authors: int = 0
    extra: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    code_field: CodeField = "code"
    code_links: int = 1
    venue: VenueForm | None = None
    collaborations: Collaborations = "authors"

    def form(
        self, dialect: Dialect | None = None, encoding: Encoding | None = None, printing: Lettering | None = None
    ) -> EntryOptions:
        """Return the options for new entries, given what library and sources show."""
        spoken = self.dialect or dialect or BIBTEX
        written = self.encoding or encoding or (UNICODE if spoken == BIBLATEX else ASCII)
        printed = printing or (IN_UNICODE if spoken == BIBLATEX else IN_ASCII)
        if self.encoding == UNICODE:  # whoever asks for it knows what prints it
            printed = printed._replace(prints=printed.prints | {EVERYTHING})
        made = self._replace(dialect=spoken, encoding=written, venue=self.venue or FULL)._asdict()
        return EntryOptions(**made, printing=printed)


# What a field of ours is called in a dialect; one that is not named does not exist there.
_BIBTEX = {
    name: name
    for name in """author editor title journal booktitle series volume number chapter pages edition version year month
    publisher address school institution type howpublished eprint archivePrefix primaryClass doi url isbn issn note
    addendum abstract keywords code github project dataset""".split()
}
_BIBLATEX = {
    **{
        name: name
        for name in "author editor title booktitle series volume number chapter pages eid edition version date "
        "publisher institution organization type howpublished eprint pubstate doi url isbn issn "
        "abstract keywords code github related relatedstring project dataset".split()
    },
    "journal": "journaltitle",
    "address": "location",
    "school": "institution",
    "archivePrefix": "eprinttype",
    "primaryClass": "eprintclass",
    "note": "addendum",
    "addendum": "addendum",
}
NAMES = {BIBTEX: _BIBTEX, BIBLATEX: _BIBLATEX}
# Entry types of a preprint.
TYPES = {
    (BIBTEX, MISC): "misc",
    (BIBTEX, ARTICLE): "article",
    (BIBTEX, ONLINE): "online",
    (BIBLATEX, MISC): "online",
    (BIBLATEX, ARTICLE): "online",
    (BIBLATEX, ONLINE): "online",
}
ARCHIVES = {BIBTEX: "arXiv", BIBLATEX: "arxiv"}  # what each calls the archive
EXTRA = tuple("abstract keywords month project dataset publisher address editor series isbn issn url".split())
# Where links to code may be looked for, by default where it costs no request.
ORIGINS = ("record", "source", "tables", "huggingface")
RECORD, SOURCE, TABLES, HUGGINGFACE = ORIGINS
DEFAULT_ORIGINS = ORIGINS[:3]

"""CSL forms: of which entries of preprints Typst and pandoc print authors, title, year, and the id once.

Neither prints `howpublished` where a style of BibTeX would. Both were measured: Typst 0.15 with its own styles, pandoc
3.9 with those of the CSL repository.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from bibtools.bibliography.entries.options import ARTICLE, MISC, ONLINE, EntryOptions
from bibtools.tex.csl import CslStyle

# Typst prints no `eprint`, and of a `@misc` with an address most numeric styles print no year. A `@article` of the
# "journal" arXiv has all; these styles take the dots out of a journal's name, and with them the id's.
TYPST_WITHOUT_DOTS = frozenset(
    """american-medical-association biomed-central bmj british-medical-journal council-of-science-editors-author-date
    current-opinion elsevier-vancouver karger mary-ann-liebert-vancouver plos public-library-of-science sage-vancouver
    springer-basic springer-basic-author-date springer-vancouver taylor-and-francis-national-library-of-medicine
    the-lancet thieme vancouver vancouver-superscript""".split()
)
TYPST_DEFAULT = "ieee"
# Pandoc makes an address of `eprint`. Some styles print it of web pages only, some of nothing but what is no journal.
CSL_OF_WEB_PAGES = frozenset(
    """american-sociological-association bmj elsevier-vancouver nature royal-society-of-chemistry
    springer-basic-author-date springer-basic-brackets""".split()
)
CSL_OF_JOURNALS = frozenset(
    """acm-sig-proceedings american-institute-of-physics american-mathematical-society-label
    american-mathematical-society-numeric american-physics-society cell elsevier-harvard""".split()
)


def of_typst(form: EntryOptions, styles: Sequence[str]) -> EntryOptions:
    """Return the form of entries that Typst prints in some styles."""
    if any(style in TYPST_WITHOUT_DOTS for style in styles):
        return form._replace(repeats_id=False)
    return form._replace(preprint=ARTICLE, repeats_id=False, has_url=False)


# What pandoc makes of entries: https://github.com/jgm/citeproc, and `pandoc -f bibtex -t csljson`.
_TYPES = {
    "misc": "", "online": "webpage", "electronic": "webpage", "www": "webpage", "article": "article-journal",
    "unpublished": "manuscript", "techreport": "report", "report": "report", "inproceedings": "paper-conference",
    "conference": "paper-conference", "incollection": "chapter", "inbook": "chapter", "book": "book",
    "phdthesis": "thesis", "mastersthesis": "thesis", "thesis": "thesis", "software": "software", "dataset": "dataset",
}  # fmt: skip
_VARIABLES = {
    "URL": ("url",), "DOI": ("doi",), "note": ("note", "addendum"), "container-title": ("journal", "journaltitle",
    "booktitle"), "publisher": ("publisher", "howpublished", "institution", "school", "organization"),
    "number": ("number",), "volume": ("volume",), "page": ("pages",), "author": ("author",), "title": ("title",),
    "issued": ("year", "date"), "editor": ("editor",), "abstract": ("abstract",),
}  # fmt: skip
_ID = "2106.00134"
_SHARED = {"author": "Example, Ann", "title": "Words", "year": "2021"}
# The forms that a preprint may have, the plainest first: of two that print alike, the first is taken.
_FORMS = {
    MISC: {"url": _ID},
    ONLINE: {"url": _ID},
    ARTICLE: {"journal": _ID, "eprint": _ID, "archiveprefix": "arXiv"},
}


class CslUse(NamedTuple):
    """A style of CSL that a document names; what it prints, where its file lies with the document."""

    name: str
    style: CslStyle | None = None


def needed(use: CslUse) -> str:
    """Return the type that a preprint needs for a style to print its authors, title and year, and its id once."""
    if use.style is None:
        return ARTICLE if use.name in CSL_OF_JOURNALS else ONLINE if use.name in CSL_OF_WEB_PAGES else MISC
    printed = {type_: use.style.printed(item_of(type_, _SHARED | own)) or "" for type_, own in _FORMS.items()}
    return min(_FORMS, key=lambda type_: _lack(printed[type_]))


def _lack(printed: str) -> tuple[bool, int, bool]:
    """Return what is wrong with a reference, the worst first: no id, what else is not there, the id twice."""
    return _ID not in printed, sum(value not in printed for value in _SHARED.values()), printed.count(_ID) > 1


def item_of(type_: str, fields: Mapping[str, str]) -> dict[str, str]:
    """Return the item of CSL that pandoc makes of an entry."""
    item = {name: next(filter(None, map(fields.get, of)), "") or "" for name, of in _VARIABLES.items()}
    if not item["URL"] and (fields.get("archiveprefix") or fields.get("eprinttype")):
        item["URL"] = fields.get("eprint", "")
    return {"type": _TYPES.get(type_, "document"), **item}


def of_csl(form: EntryOptions, styles: Sequence[CslUse]) -> EntryOptions:
    """Return the form of entries that pandoc prints in some CSL styles."""
    types = {needed(style) for style in styles}
    if ARTICLE in types:
        return form._replace(preprint=ARTICLE, repeats_id=False, has_url=False)
    if ONLINE in types:
        return form._replace(preprint=ONLINE, repeats_id=False)
    return form._replace(repeats_id=False)

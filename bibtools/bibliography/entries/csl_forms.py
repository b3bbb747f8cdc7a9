"""CSL forms: the entries of preprints for which Typst and pandoc print authors, title, year, and the id once.

Neither prints `howpublished` where a style of BibTeX would. Both were measured: Typst 0.15 with its own styles, pandoc
3.9 with those of the CSL repository.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bibtools.bibliography.entries.options import ARTICLE, MISC, ONLINE, EntryOptions
from bibtools.core.named_tuple import NamedTuple
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
# Pandoc makes an address of `eprint`. Of 2,759 styles 45 % print all of a `@misc`, 74 % of a web page, and 14 % of
# nothing but an article of a journal; these are well known.
CSL_OF_ANYTHING = frozenset(
    """acm-siggraph acm-sigchi-proceedings american-chemical-society american-geophysical-union
    american-medical-association american-political-science-association apa apa-6th-edition
    associacao-brasileira-de-normas-tecnicas association-for-computing-machinery chicago-author-date
    chicago-fullnote-bibliography chicago-note-bibliography chicago-notes-bibliography
    elsevier-american-chemical-society elsevier-with-titles frontiers harvard-cite-them-right ieee iso690-author-date-en
    iso690-numeric-en modern-language-association plos sage-harvard science springer-lecture-notes-in-computer-science
    springer-lecture-notes-in-computer-science-alphabetical springer-mathphys-author-date springer-mathphys-brackets
    the-lancet""".split()
)
CSL_OF_WEB_PAGES = frozenset(
    """american-meteorological-society american-sociological-association bmj elsevier-vancouver nature pnas
    royal-society-of-chemistry springer-basic-author-date springer-basic-brackets springer-vancouver""".split()
)
CSL_OF_JOURNALS = frozenset(
    """acm-sig-proceedings acm-sig-proceedings-long-author-list american-institute-of-physics
    american-mathematical-society-label american-mathematical-society-numeric american-physics-society
    association-for-computational-linguistics biochemistry biochimica-et-biophysica-acta cell copernicus-publications
    din-1505-2 din-1505-2-alphanumeric din-1505-2-numeric elsevier-harvard evolution freshwater-biology
    geochimica-et-cosmochimica-acta gost-r-7-0-5-2008 harvard-cranfield-university institute-of-physics-numeric
    international-atomic-energy-agency journal-of-biological-chemistry journal-of-finance limnology-and-oceanography
    multidisciplinary-digital-publishing-institute new-phytologist nucleic-acids-research optics-express proteomics
    the-american-naturalist the-company-of-biologists the-faseb-journal the-institution-of-engineering-and-technology
    the-journal-of-immunology the-optical-society the-quarterly-journal-of-economics transportation-research-record
    """.split()
)
_WITHOUT_ADDRESS = "-no-url"  # the last words of the names of styles that print none


def of_typst(form: EntryOptions, styles: Sequence[str]) -> EntryOptions:
    """Return the form of entries that Typst prints in some styles."""
    if any(style in TYPST_WITHOUT_DOTS for style in styles):
        return form._replace(repeats_id=False)
    return form._replace(preprint=ARTICLE, repeats_id=False, has_url=False)


# How pandoc converts entries: https://github.com/jgm/citeproc, and `pandoc -f bibtex -t csljson`.
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
    return known_need(use) or ONLINE  # what most print


def known_need(use: CslUse) -> str:
    """Return the same for a known style, an empty text for others."""
    if use.style is None:
        if use.name.endswith(_WITHOUT_ADDRESS):
            return ARTICLE
        tables = ((CSL_OF_ANYTHING, MISC), (CSL_OF_WEB_PAGES, ONLINE), (CSL_OF_JOURNALS, ARTICLE))
        return next((type_ for names, type_ in tables if use.name in names), "")
    style = use.style
    return min(_FORMS, key=lambda type_: faults_of(type_, style))


def faults_of(type_: str, style: CslStyle) -> tuple[bool, int, bool]:
    """Return what is wrong with a reference to a preprint, the worst first: no id, what else is lost, the id twice."""
    printed = style.printed(item_of(type_, _SHARED | _FORMS[type_])) or ""
    return _ID not in printed, sum(value not in printed for value in _SHARED.values()), printed.count(_ID) > 1


def item_of(type_: str, fields: Mapping[str, str]) -> dict[str, str]:
    """Return the CSL item to which pandoc converts an entry."""
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

"""CSL forms: of which entries of preprints Typst and pandoc print authors, title, year, and the id once.

Neither prints `howpublished` where a style of BibTeX would. Both were measured: Typst 0.15 with its own styles, pandoc
3.9 with those of the CSL repository.
"""

from __future__ import annotations

from collections.abc import Sequence

from bibtools.bibliography.entries.options import ARTICLE, ONLINE, EntryOptions

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


def of_csl(form: EntryOptions, styles: Sequence[str]) -> EntryOptions:
    """Return the form of entries that pandoc prints in some CSL styles."""
    if any(style in CSL_OF_JOURNALS for style in styles):
        return form._replace(preprint=ARTICLE, repeats_id=False, has_url=False)
    if any(style in CSL_OF_WEB_PAGES for style in styles):
        return form._replace(preprint=ONLINE, repeats_id=False)
    return form._replace(repeats_id=False)

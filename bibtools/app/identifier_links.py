"""Links of identifiers: where to view a work, by the name of the place."""

from __future__ import annotations

from collections.abc import Iterator

from bibtools.core.named_tuple import NamedTuple
from bibtools.identifiers import doi
from bibtools.identifiers.arxiv import abs_url, pdf_url
from bibtools.identifiers.identifier import ARXIV, Identifier

ARXIV_PAGE, PDF, DOI_PAGE = "arXiv", "PDF", "DOI"


class WorkLink(NamedTuple):
    """Where something of a work is: what it is, and its address, which is http or https."""

    name: str
    url: str


def identifier_links(arxiv: Identifier | None, named: Identifier | None) -> Iterator[WorkLink]:
    """Yield the links of a work by its arXiv id and its DOI; the preprint's own DOI leads to arXiv, too."""
    if arxiv and arxiv.scheme == ARXIV:
        yield WorkLink(ARXIV_PAGE, abs_url(arxiv.value))
        yield WorkLink(PDF, pdf_url(arxiv.value))
    if named and not doi.is_of_preprint(named):
        yield WorkLink(DOI_PAGE, doi.url(named.value))

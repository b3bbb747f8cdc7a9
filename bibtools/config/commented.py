"""A repository's configuration file as it is proposed: what was found is set, all other settings are comments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from textwrap import wrap

from bibtools.config.descriptions import DESCRIPTIONS, Description
from bibtools.config.toml_writer import as_toml
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.text import printable


class DiscoveredPaper(NamedTuple):
    """A paper that was found: its documents, its library, and whether a document names that."""

    documents: tuple[str, ...]
    bib: str
    is_named: bool


# What is proposed, in the order in which people ask for it; what needs the user's trust is in no repository's file.
PROPOSED = (
    "exclude",
    "published",
    "dialect",
    "keys",
    "encoding",
    "preprint",
    "venue",
    "collaborations",
    "max_authors",
    "extra",
    "order",
    "code_field",
    "code_links",
    "code_from",
    "dois",
    "ignore",
    "select",
    "extend-select",
    "per-file-ignores",
    "level",
    "title_searches",
    "timeout",
)
_MOST_CHOICES = 6  # that are shown
_WIDTH = 100  # of a line that says what a setting means


def commented(papers: Sequence[DiscoveredPaper]) -> str:
    """Return the file for the papers that were found; a library is set where no document names it."""
    return "".join(f"{line}\n" for line in _lines(papers))


def _lines(papers: Sequence[DiscoveredPaper]) -> Iterable[str]:
    yield "# bibtools keeps the .bib in step with what the paper cites: bibtools sync adds, bibtools check reports."
    yield ""
    alone = papers[0] if len(papers) == 1 else None
    for each in papers:
        yield f"# Found: {_documents(each)}, citing from {printable(each.bib)}."
    if alone and not alone.is_named:
        yield f"bib = {as_toml(alone.bib)}"
    elif alone:
        yield f"# bib = {as_toml(alone.bib)}  # the document names it itself"
    elif papers:
        yield "# Each document cites from the library it names. To set them here, write a table for each:"
        yield "# [[paper]]"
        yield f"# sources = [{', '.join(map(as_toml, papers[0].documents))}]"
        yield f"# bib = {as_toml(papers[0].bib)}"
    else:
        yield "# No document with citations was found. Name the library:"
        yield '# bib = "references.bib"'
    for key in PROPOSED:
        yield ""
        yield from (f"# {line}" for line in wrap(_meaning(DESCRIPTIONS[key]), _WIDTH))
        yield f"# {key} = {as_toml(DESCRIPTIONS[key].example)}"


def _documents(paper: DiscoveredPaper) -> str:
    return ", ".join(map(printable, paper.documents)) or "no document"


def _meaning(description: Description) -> str:
    """Return what a setting means, with the words that it may be where these are few."""
    few = 0 < len(description.choices) <= _MOST_CHOICES
    choices = f" One of {', '.join(map(as_toml, description.choices))}." if few else ""
    return f"{description.meaning.replace('`', '')}{choices}"

"""A repository's configuration file as it is proposed: what was found is set, all other settings are comments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bibtools.core.text import printable


class Choice(NamedTuple):
    """A setting as it is proposed: an example that is valid, and what it is for."""

    key: str
    example: str
    purpose: str


class DiscoveredPaper(NamedTuple):
    """A paper that was found: its documents, its library, and whether a document names that."""

    documents: tuple[str, ...]
    bib: str
    is_named: bool


# In the order in which people ask for them; what needs the user's trust is in no repository's file.
CHOICES = (
    Choice("exclude", '["old/", "*.html"]', "as in .gitignore: what is no source of the paper"),
    Choice("published", '"propose"', 'new papers as they were published: "write" (default), "propose" or "off"'),
    Choice("dialect", '"biblatex"', 'of new entries, "bibtex" or "biblatex"; default: as in the file or the paper'),
    Choice("keys", '"[auth:lower][year][veryshorttitle:lower]"', "of new entries; default: like those that are there"),
    Choice("encoding", '"unicode"', 'ü, or "ascii": {\\"u}; default: as in the file'),
    Choice("preprint", '"article"', 'an entry of type @article; default: "misc"'),
    Choice("venue", '"short"', 'of published works, or "full"; default: as the library has that venue'),
    Choice("collaborations", '"alone"', 'author = {{ATLAS Collaboration}}; default: "authors"'),
    Choice("max_authors", "10", "more than so many end in “and others”; default 0: all are named"),
    Choice("extra", '["month", "abstract"]', "further fields of new entries"),
    Choice("order", '["title", "author"]', "fields that come first"),
    Choice("code_field", '"note"', 'where the link to the code goes; default: "code"'),
    Choice("code_links", "2", "how many are written where the field holds several; default 1"),
    Choice("code_from", '["record", "source", "tables"]', "where links to code are looked for"),
    Choice("dois", '"all"', 'works that sources name by DOI: "cited" (default), "all" or "none"'),
    Choice("ignore", '["duplicate-work"]', "rules that are not checked; bibtools explain lists all"),
    Choice("select", '["ALL"]', "the only rules that are checked"),
    Choice("extend-select", '["unused-entry"]', "rules that are checked besides"),
    Choice("per-file-ignores", '{"old/*.bib" = ["ALL"]}', "rules that are not checked in some files"),
    Choice("level", '{bare-number = "error"}', 'of rules: "error", "warning" or "note"'),
    Choice("title_searches", "50", "titles that verify may search for at Crossref; default 20"),
    Choice("timeout", "20", "seconds that services may be asked, in all"),
)
_WIDTH = 34  # of a setting, before what it is for


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
        yield f"bib = {_quoted(alone.bib)}"
    elif alone:
        yield f"# bib = {_quoted(alone.bib)}  # the document names it itself"
    elif papers:
        yield "# Each document cites from the library that it names; a table for each would set it:"
        yield "# [[paper]]"
        yield f"# sources = [{', '.join(map(_quoted, papers[0].documents))}]"
        yield f"# bib = {_quoted(papers[0].bib)}"
    else:
        yield "# Nothing was found that cites. Name the library:"
        yield '# bib = "references.bib"'
    yield ""
    for key, example, purpose in CHOICES:
        yield f"{f'# {key} = {example}':<{_WIDTH}}  # {purpose}"


def _documents(paper: DiscoveredPaper) -> str:
    return ", ".join(map(printable, paper.documents)) or "no document"


def _quoted(text: str) -> str:
    """Return a text as TOML has it, on one line."""
    escaped = "".join(f"\\{char}" if char in '\\"' else char for char in text)
    return '"' + "".join(char if char.isprintable() else f"\\U{ord(char):08X}" for char in escaped) + '"'

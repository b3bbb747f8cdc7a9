"""What sources say, as text: mentions for stdout, and for stderr what is wrong or noteworthy about them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bibtools.app import findings
from bibtools.app.gather import Gathered
from bibtools.identifiers.identifier import Identifier
from bibtools.reports.finding_text import of_finding, place
from bibtools.sources.mention import Mention


def scanned(gathered: Gathered) -> str:
    """Return a line a mention: where, and which paper."""
    return "".join([f"{place(mention)}: {_named(mention)}\n" for mention in gathered.mentions])


def diagnostics(gathered: Gathered) -> str:
    """Return what was not read, what is suspect and what was put right, a line each."""
    lines = [*noteworthy(gathered), *map(of_finding, findings.misspelt_ids(gathered.mentions))]
    return "".join(f"{line}\n" for line in lines)


def noteworthy(gathered: Gathered, present: Iterable[Identifier] = ()) -> Iterator[str]:
    """Yield what was not read and what is suspect, and where there is nothing at all."""
    yield from map(of_finding, findings.of_sources(gathered, present))
    if not gathered.sources and not gathered.unread:
        yield "note: no source was found; name files or folders with .tex, .md, .txt or .py files"
    elif gathered.sources and not (gathered.mentions or gathered.suspects or gathered.unread):
        sources = "the one source here names" if gathered.sources == 1 else f"the {gathered.sources} sources here name"
        yield (
            f"note: {sources} no paper by an id (arXiv:2106.00134, an address at arxiv.org, \\cite{{2106.00134}}). "
            "For papers that are named otherwise: bibtools sync --find; for the entries that are there: "
            "bibtools check, bibtools sync --fill, bibtools links"
        )


def _named(mention: Mention) -> str:
    """Return the id that a mention names, with prefix and version."""
    return str(mention.identifier)

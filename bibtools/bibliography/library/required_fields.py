"""The fields that the types of entries require, by dialect.

Sources: "BibTeXing", section 3.1, and "The biblatex Package", section 2.1.1. Of names with a slash one is enough.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bibtools.bibliography.entries.options import BIBLATEX, BIBTEX, Dialect
from bibtools.bibliography.library.examined import Examined
from bibtools.bibliography.library.fault import Fault, head
from bibtools.bibliography.library.fields import fields

_BIBTEX = """
article author title journal year
book author/editor title publisher year
booklet title
conference author title booktitle year
inbook author/editor title chapter/pages publisher year
incollection author title booktitle publisher year
inproceedings author title booktitle year
manual title
mastersthesis author title school year
phdthesis author title school year
proceedings title year
techreport author title institution year
unpublished author title note
"""
_BIBLATEX = """
article author title journaltitle/journal date/year
book author title date/year
booklet author/editor title date/year
collection editor title date/year
conference author title booktitle date/year
dataset author/editor title date/year
inbook author title booktitle date/year
incollection author title booktitle date/year
inproceedings author title booktitle date/year
manual author/editor title date/year
mastersthesis author title institution/school date/year
misc author/editor title date/year
online author/editor title date/year doi/eprint/url
patent author title number date/year
periodical editor title date/year
phdthesis author title institution/school date/year
proceedings title date/year
report author title type institution date/year
techreport author title institution date/year
thesis author title type institution/school date/year
unpublished author title date/year
"""
_INHERITING = frozenset({"crossref", "xdata"})  # names of entries that may have the rest


def _table(text: str) -> Mapping[str, tuple[frozenset[str], ...]]:
    rows = (line.split() for line in text.split("\n") if line)
    return {name: tuple(frozenset(each.split("/")) for each in required) for name, *required in rows}


REQUIRED: Mapping[Dialect, Mapping[str, tuple[frozenset[str], ...]]] = {
    BIBTEX: _table(_BIBTEX),
    BIBLATEX: _table(_BIBLATEX),
}


def missing_fields(examined: Examined) -> Iterator[Fault]:
    """Yield the entries that lack fields which their type requires; nothing where the dialect is not known."""
    required = REQUIRED[examined.dialect] if examined.dialect else {}
    for block in examined.library.understood():
        wanted = required.get(block.type.lower(), ())
        names = {field.name for field in fields(examined.library.text, block)[0] if field.value.strip()}
        lacking = [] if names & _INHERITING else ["/".join(sorted(each)) for each in wanted if not each & names]
        if lacking:
            message = f"@{block.type.lower()} {block.key} lacks {', '.join(lacking)}"
            yield Fault(head(block), "missing-field", message, {"key": block.key, "fields": lacking})

"""Faults of signs: characters in the text of an entry that are special to LaTeX, which stops there."""

from __future__ import annotations

from collections.abc import Iterator

from bibtools.bibliography.library.blocks import ENTRY, STRING
from bibtools.bibliography.library.examined import Examined
from bibtools.bibliography.library.fault import Fault
from bibtools.bibliography.library.fields import fields, pieces
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.text import Span
from bibtools.tex.special_signs import ESCAPED, special_signs

RULE = "unescaped-sign"
# Fields that are printed as text; addresses, identifiers and remarks are not ("The biblatex Package", 2.2.2).
_TEXTS = frozenset(
    """address addendum author bookauthor booksubtitle booktitle booktitleaddon chapter edition editor eventtitle
    eventtitleaddon holder howpublished institution issue issuesubtitle issuetitle journal journalsubtitle journaltitle
    journaltitleaddon location mainsubtitle maintitle maintitleaddon nameaddon note number organization origlocation
    origpublisher origtitle pages part publisher pubstate reprinttitle school series shortauthor shorteditor
    shorthand shortjournal shortseries shorttitle subtitle title titleaddon translator type venue version
    volume""".split()
)
_ENTITY = lazy_pattern(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_MEANS = {
    "&": "the end of a cell",
    "_": "an index of a formula",
    "^": "an exponent of a formula",
    "#": "a parameter of a macro",
    "%": "the beginning of a remark",
    "$": "the beginning of a formula that does not end",
}


def unescaped_signs(examined: Examined) -> Iterator[Fault]:
    """Yield the texts of entries and macros with signs that LaTeX does not print: from the first to the last sign."""
    library = examined.library
    text = library.text
    for block in library.blocks:
        if block.problem or block.disputed or block.kind not in {ENTRY, STRING}:
            continue
        if not any(text.find(sign, *block.body) >= 0 for sign in ESCAPED):
            continue
        found, problem = fields(text, block)
        for field in found if problem is None else ():
            if block.kind == STRING or field.name in _TEXTS:
                owner = f"the macro {field.name}" if block.kind == STRING else f"{field.name} of {block.key}"
                for piece in pieces(text, field.value_span):
                    yield from _of_piece(text, piece, owner, {"key": block.key, "field": field.name})


def _of_piece(text: str, piece: Span, owner: str, data: dict[str, object]) -> Iterator[Fault]:
    value = text[slice(*piece)]
    entities = [match.span() for match in _ENTITY.finditer(value)]
    places = special_signs(value)
    of_text = [at for at in places if not any(start <= at < end for start, end in entities)]
    if not of_text:  # HTML entities belong to another rule
        return
    signs = "".join(dict.fromkeys(value[at] for at in of_text))
    lonely = [at for at in of_text if value[at] == "$"]
    span = Span(piece.start + of_text[0], piece.start + of_text[-1] + 1)
    if not any(of_text[0] <= start <= of_text[-1] for start, _ in entities) and all(
        value[at + 1 : at + 2].isdigit()
        for at in lonely  # else it may be the end of the formula that is missing
    ):
        data = {**data, "replacement": _escaped(value, of_text)}
    meant = " and ".join(f"{sign} ({_MEANS[sign]} for LaTeX)" for sign in signs)
    advice = ", ".join(ESCAPED[sign] for sign in signs)
    yield Fault(span, RULE, f"{owner} has {meant}: write {advice}", data)


def _escaped(value: str, places: list[int]) -> str:
    chosen = set(places)
    return "".join(ESCAPED[value[at]] if at in chosen else value[at] for at in range(places[0], places[-1] + 1))

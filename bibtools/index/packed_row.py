"""Packed rows: what the index stores of a paper, read into a record; writing it needs far more: see `row_codec`.

Texts are stored unchanged and cleaned on reading, so that a record does not depend on its source.
"""

from __future__ import annotations

import re
import struct
import zlib

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple
from bibtools.identifiers.identifier import Identifier
from bibtools.providers.raw_record import Facts, plain, record
from bibtools.records import limits
from bibtools.records.record import CodeLink, Record
from bibtools.tex import names
from bibtools.tex.group_names import is_of_group

NAME = "index"

PARTS, ITEM, PIECE = "\x1e", "\x1d", "\x1f"
WORDS = 4  # in a shingle; a mark has one byte of each
HEAD = struct.Struct(">BH")  # how many marks, how many shingles
_LONGEST = 1 << 21  # bytes of a row's texts; a line of the snapshot has half of that at most
# What most rows hold, for the compressor to begin with; a part of the index's form.
_USUAL = (
    "hep-ph hep-th hep-ex quant-ph gr-qc astro-ph cond-mat math-ph cs.LG cs.CV cs.CL cs.AI stat.ML math.AG math.CO "
    "math.NT math.AP math.PR eess.SP cond-mat.mtrl-sci cond-mat.str-el astro-ph.CO astro-ph.GA Physics Letters Journal "
    "of the Phys.Rev.D Phys.Rev.Lett. Phys. Rev. B Astrophys. J. IEEE Transactions on Neural Networks Conference "
    "Workshop "
    " pages, figures, tables, to appear in Accepted by published version, submitted to  pages pages, 10 figures "
    "10.1103/PhysRevLett. 10.1103/PhysRevD. 10.1088/ 10.1016/j. 10.1007/s 10.1109/ https://github.com/ abstract "
    "comment for the of a and in on with to by from model theory learning quantum deep networks analysis systems "
)
DICTIONARY = _USUAL.encode()


class Packed(NamedTuple):
    """The unpacked data of a row: its texts, the marks of its abstract, and its number of shingles.

    A mark is identified by the bytes of its words (`shingles.letters`).
    """

    texts: list[str]
    marks: tuple[bytes, ...]
    shingles: int


# Of a collaboration, or of a person who speaks for one: few are, and names are many.
_MARKED = lazy_pattern(r"^:|\b(?:for|behalf|al|others)\b", re.IGNORECASE)


def unpack(packed: bytes) -> Packed:
    """Return the unpacked data of a row; raises ValueError if it is broken."""
    try:
        count, number = HEAD.unpack_from(packed)
        start = HEAD.size + count * WORDS
        own = tuple([packed[at : at + WORDS] for at in range(HEAD.size, start, WORDS)])
        squeezed = zlib.decompressobj(-15, DICTIONARY)
        whole = squeezed.decompress(packed[start:], _LONGEST)
        if not squeezed.eof:
            raise ValueError("a row that is cut off, or larger than any")
        texts = whole.decode().split(PARTS)
    except (struct.error, zlib.error) as error:
        raise ValueError(str(error)) from None
    if len(texts) != 9 or len(texts[0]) > limits.TITLE:
        raise ValueError("a row of another form")
    return Packed(texts, own, number)


def to_record(paper: Identifier, packed: Packed) -> Record:
    """Return the record of a paper's row."""
    title, authors, parsed, day, categories, comment, journal_ref, doi, code = packed.texts
    return record(
        paper,
        NAME,
        Facts(
            title=plain(title),
            authors=_read(authors.split(ITEM))
            if parsed
            else names.parse_authors([plain(each) for each in listed_names(authors) if each]),
            date=day,
            categories=categories.split(),
            comment=comment,
            journal_ref=journal_ref,
            doi=doi,
        ),
        tuple(CodeLink(url, origin, int(rank)) for url, origin, rank in _triples(code)),
    )


def _triples(code: str) -> list[list[str]]:
    return [each.split(PIECE) for each in code.split(ITEM) if each]


# As most are: a family and what is given, of which nothing has to be cleaned or looked at again.
_PLAIN = lazy_pattern(rf"({names.WORD}){PIECE}({names.GIVEN}){PIECE}?")


def _read(listed: list[str]) -> list[names.Name]:
    read = [(each, _plain(each)) for each in listed if each]
    wholes = [
        plain(" ".join(reversed(each.split(PIECE)[:2]))) if known is None and _MARKED.search(each) else ""
        for each, known in read
    ]
    return names.read_list(wholes, [known or _name(each) for each, known in read])


def _plain(text: str) -> names.Name | None:
    """Return a person of plain parts, who speaks for nobody; None if it may be anybody else."""
    match = _PLAIN.fullmatch(text)
    return None if match is None or match[1] in names.NO_FAMILY or is_of_group(text) else names.Name(match[1], match[2])


def _name(text: str) -> names.Name | None:
    parts = (*text.split(PIECE), "", "")[:3]
    family, given, suffix = [part if not part or (part.isalpha() and part.isascii()) else plain(part) for part in parts]
    return names.from_parts(family, given, suffix)


_BETWEEN = lazy_pattern(r"\s*,\s+(?:and\s+)?|\s+and\s+")
_ASIDE = lazy_pattern(r"\s*\([^()]*\)")


def listed_names(listed: str) -> list[str]:
    """Return the authors of a line that does not separate their parts: "A. Able, B. Baker and C. Cole"."""
    return _BETWEEN.split(_ASIDE.sub("", listed) if "(" in listed else listed)

"""arXiv identifiers: grammar, validity and normal form.

Source: https://info.arxiv.org/help/arxiv_identifier.html and the `Identifier` class of arXiv/arxiv-base.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.identifiers.identifier import ARXIV, Identifier, Impossible

OLD_ARCHIVES = frozenset(
    """acc-phys adap-org alg-geom ao-sci astro-ph atom-ph bayes-an chao-dyn chem-ph cmp-lg comp-gas cond-mat cs dg-ga
    funct-an gr-qc hep-ex hep-lat hep-ph hep-th math math-ph mtrl-th nlin nucl-ex nucl-th patt-sol physics plasm-ph
    q-alg q-bio quant-ph solv-int supr-con""".split()
)
NEW_ARCHIVES = frozenset({"econ", "eess", "q-fin", "stat"})
ARCHIVES = OLD_ARCHIVES | NEW_ARCHIVES
_WITHOUT_HYPHEN = {archive.replace("-", ""): archive for archive in OLD_ARCHIVES if "-" in archive}

_PREFIX = lazy_pattern(r"arxiv\s*[:./]\s*(?:abs/)?", re.IGNORECASE)
_LOOK_ALIKES = str.maketrans("oOlI", "0011")
_VERSION = r"(?:v([0-9]{1,3}))?"
_ARCHIVE = r"([a-z]+(?:-[a-z]+)?)(?:\.[a-z]{2,8}(?:-[a-z]{2,8})?)?/"
_NEW = lazy_pattern(rf"(?:{_ARCHIVE})?([0-9]{{4}})\.([0-9]{{3,}}){_VERSION}", re.IGNORECASE)
_OLD = lazy_pattern(rf"{_ARCHIVE}([0-9]{{5,}}){_VERSION}", re.IGNORECASE)


def sequence_length(yymm: str) -> int:
    """Return how many digits follow the dot in ids of that month: four through December 2014, then five."""
    return 4 if "0704" <= yymm <= "1412" else 5


def new_style(yymm: str, sequence: str, today: date, *, repair: bool = False) -> str | Impossible:
    """Return the canonical value of a new-style id (`YYMM` `.` `sequence`), or why it is invalid.

    With `repair`, a sequence number with one zero too many or too few gets its right length.
    """
    length = _issued(today).get(yymm)
    if length == len(sequence) and sequence.strip("0"):
        return f"{yymm}.{sequence}"
    year, month = 2000 + int(yymm[:2]), int(yymm[2:])
    if not 1 <= month <= 12:
        swapped = yymm[:2] + yymm[:1:-1]
        plausible = isinstance(new_style(swapped, sequence, today), str) if "01" <= swapped[2:] <= "12" else False
        return Impossible(f"there is no month {yymm[2:]}", f"{swapped}.{sequence}" if plausible else None)
    if yymm < "0704":
        return Impossible("ids of this form begin in April 2007 (0704)")
    if (year, month) > (today.year, today.month):
        return Impossible(f"{year}-{month:02} is in the future, no such id has been issued")
    length = sequence_length(yymm)
    if len(sequence) != length:
        # A zero too many is a mistake of the four-digit years; later, a sixth digit belongs to the next word.
        mended = sequence.removeprefix("0") if length == 4 else sequence.zfill(length)
        fits = abs(len(sequence) - length) == 1 and len(mended) == length and mended.strip("0") != ""
        if fits and repair:
            return f"{yymm}.{mended}"
        reason = f"ids of {year}-{month:02} have {length} digits after the dot, not {len(sequence)}"
        return Impossible(reason, f"{yymm}.{mended}" if fits else None)
    return Impossible("numbering starts at 1")


@lru_cache(maxsize=2)
def _issued(today: date) -> dict[str, int]:
    """Return the months (`YYMM`) with ids, each with the length of their sequence numbers."""
    months = (f"{year % 100:02}{month:02}" for year in range(2007, today.year + 1) for month in range(1, 13))
    return {
        yymm: sequence_length(yymm) for yymm in months if "0704" <= yymm <= f"{today.year % 100:02}{today.month:02}"
    }


def old_style(archive: str, number: str, today: date, *, repair: bool = False) -> str | Impossible:
    """Return the canonical value of an old-style id (`archive` `/` `YYMMNNN`), or why it is invalid.

    With `repair`, a missing hyphen in the archive's name (`hepth`) is added.
    """
    archive = archive.lower()
    if archive not in OLD_ARCHIVES:
        known = _WITHOUT_HYPHEN.get(archive.replace("-", ""))
        if known and repair:
            return old_style(known, number, today)
        return Impossible(
            f"arXiv has no archive {archive!r} with ids of this form", f"{known}/{number}" if known else None
        )
    if len(number) != 7:
        return Impossible(f"seven digits follow the archive, not {len(number)}")
    yymm = number[:4]
    if not 1 <= int(yymm[2:]) <= 12:
        return Impossible(f"there is no month {yymm[2:]}")
    if "0703" < yymm < "9107":
        return Impossible("ids of this form end in March 2007 (0703) and begin in July 1991 (9107)")
    if number[4:] == "000":
        return Impossible("numbering starts at 1")
    return f"{archive}/{number}"


def version_number(digits: str | None) -> int | None:
    """Return a version as a number; versions start at 1, so 0 is no version."""
    return int(digits) or None if digits else None


def prefix_end(text: str) -> int:
    """Return where the id begins after a prefix (`arXiv:`), 0 without one."""
    match = _PREFIX.match(text)
    return match.end() if match else 0


def parse(text: str, today: date, *, repair: bool = True) -> Identifier | Impossible | None:
    """Return the identifier of a text that is exactly one arXiv id, with or without prefix, class and version.

    Returns None if the text does not look like an id at all. Only ids with a prefix are repaired.
    """
    text = text.strip()
    prefix = prefix_end(text)
    bare = text[prefix:]
    if match := _NEW.fullmatch(bare):
        archive, yymm, sequence, version = match.groups()
        value = new_style(yymm, sequence, today, repair=repair and prefix > 0)
    elif match := _OLD.fullmatch(bare):
        archive, number, version = match.groups()
        value = old_style(archive, number, today, repair=repair and prefix > 0)
    else:
        return None
    if archive and not prefix and archive.lower() not in ARCHIVES:
        return None
    return Identifier(ARXIV, value, version_number(version)) if isinstance(value, str) else value


def suggest(text: str, today: date) -> str | None:
    """Return the id that was probably meant by a malformed one, or None.

    Known slips: a lost leading zero (`704.0001`), letters for digits, another mark for the dot or the slash.
    """
    digits = text.translate(_LOOK_ALIKES)
    new = re.fullmatch(r"([0-9]{3,4})[.,:_/-]?([0-9]{4,5})", digits)
    old = re.fullmatch(r"([a-z]+(?:-[a-z]+)?)(?:\.[A-Za-z]{2})?[ ./_-]?([0-9]{7})", text.lower())
    if new:
        # A month that lacks a digit need not lack a zero: 705.01234 is hardly 0705.1234.
        value = new_style(new[1].zfill(4), new[2], today, repair=len(new[1]) == 4)
    elif old:
        value = old_style(old[1], old[2], today, repair=True)
    else:
        return None
    return value if isinstance(value, str) else None


def year_of(value: str) -> int | None:
    """Return the year in which the first version was submitted, as far as the id alone determines it.

    Ids are given at announcement: the first ones of a January belong to papers of December, so January is ambiguous.
    """
    yymm = value.rpartition("/")[2][:4]
    year = int(yymm[:2])
    return None if yymm[2:] == "01" else year + (1900 if year >= 91 else 2000)


def is_of_month(identifier: Identifier, day: date) -> bool:
    """Return whether an identifier is an id of the month of a day."""
    return identifier.scheme == ARXIV and identifier.value.startswith(f"{day:%y%m}.")


def abs_url(value: str) -> str:
    """Return the URL of a paper's abstract page, without version."""
    return f"https://arxiv.org/abs/{value}"


def pdf_url(value: str) -> str:
    """Return the URL of a paper's PDF, of its latest version."""
    return f"https://arxiv.org/pdf/{value}"

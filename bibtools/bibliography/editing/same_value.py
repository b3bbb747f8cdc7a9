"""Whether two fields say the same: names that mean one thing in BibTeX and biblatex, and values written otherwise."""

from __future__ import annotations

import re
import unicodedata

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.identifiers import doi
from bibtools.tex import latex

ALTERNATIVE = "alt"  # Emacs calls a field so that holds another value of one: ALTauthor. No program prints it.
_TWINS = {
    "journaltitle": "journal",
    "eprinttype": "archiveprefix",
    "eprintclass": "primaryclass",
    "location": "address",
    "institution": "school",
    "annotation": "annote",
}
_BLANKS = lazy_pattern(r"\s+")
_DASHES = lazy_pattern(r"\s*(?:-{1,3}|[\u2010-\u2015])\s*")
_BRACES = str.maketrans("", "", "{}")
_SPACES = str.maketrans("~\u00a0", "  ")


def one_name(name: str) -> str:
    """Return the name of a field that stands for all names of the same thing."""
    return _TWINS.get(name, name)


def original(name: str) -> str:
    """Return the name of the field for which another one holds a further value (`ALTauthor`, `ALTauthor-2`)."""
    return re.sub(r"-[0-9]+\Z", "", name.removeprefix(ALTERNATIVE)) if name.startswith(ALTERNATIVE) else name


def say_the_same(name: str, one: str, other: str) -> bool:
    """Return whether two values of a field say the same to a reader; a difference in case is one."""
    return one == other or _meaning(one_name(name), one) == _meaning(one_name(name), other)


def _meaning(name: str, value: str) -> str:
    if name == "doi" and (read := doi.parse(value)):
        return read.value
    text = latex.decode(value) if "\\" in value else value
    text = unicodedata.normalize("NFC", text).translate(_BRACES).translate(_SPACES)
    text = _BLANKS.sub(" ", text).strip()
    return _DASHES.sub("-", text) if name == "pages" else text

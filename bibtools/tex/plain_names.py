"""Names of persons in a field of an entry, as they are read aloud."""

from __future__ import annotations

from collections.abc import Iterator

from bibtools.tex import latex, names
from bibtools.tex.plain_text import plain_text

ET_AL = "et al."


def plain_names(listed: str) -> Iterator[str]:
    """Yield the names of a list of authors in plain text, "et al." for the others."""
    for each in names.each_of(latex.untied(listed)):
        text = plain_text(each)
        if names.are_others(text):
            yield ET_AL
        elif text:
            yield names.parse_inverted(text).display if "," in text else text

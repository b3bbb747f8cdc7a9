"""How authors, years and titles are written in the citation keys of real libraries, as fields of patterns."""

from __future__ import annotations

from collections.abc import Iterator

from bibtools.bibliography.citekey.pattern import Placeholder
from bibtools.bibliography.citekey.pattern_parser import parse
from bibtools.bibliography.citekey.work import Work
from bibtools.core.named_tuple import NamedTuple

AUTHOR, YEAR, TITLE, WHOLE = "author", "year", "title", "whole"

# Of each kind the plainest first, which wins where several fit.
_WRITTEN: dict[str, tuple[str, ...]] = {
    AUTHOR: (
        "[auth]", "[auth:lower]", "[auth:upper]", '[auth:regex("-","")]', '[auth:lower:regex("-","")]',
        "[authFirstFull]", "[authFirstFull:lower]", "[auth3]", "[auth3:lower]", "[auth4:lower]",
        "[authorsAlpha]", "[authshort]", "[authorIni]", "[authorsDBLP]",
        "[authEtAl]", "[authEtAl:lower]", "[auth.etal]", "[auth.etal:lower]", '[auth.etal:lower:regex("[.]","-")]',
        "[auth.auth.ea]", "[authors]", "[authors:lower]",
        "[authorsAlpha:lower]", "[authshort:lower]", "[authorsDBLP:lower]",
    ),
    YEAR: ("[year]", "[shortyear]"),
    TITLE: (
        "[veryshorttitle:lower]", "[veryshorttitle]", "[camel1]", "[camel1:lower]", "[shorttitle1_1]",
        "[shorttitle]", "[shorttitle:lower]", "[shorttitle2]", "[shorttitle2:lower]", "[shorttitle3_3]",
        "[camel]", "[title]", "[camel:abbr]", "[shorttitleINI:upper]",
    ),
    WHOLE: ("[zotero]",),
}  # fmt: skip
_RANK_OF_WHOLE = 50  # what can be said by parts is plainer


class KeyForm(NamedTuple):
    """One way to write a part of a key; a higher rank is more intricate."""

    kind: str
    text: str
    rank: int
    field: Placeholder


def _forms() -> Iterator[KeyForm]:
    for kind, texts in _WRITTEN.items():
        for rank, text in enumerate(texts):
            for field in parse(text).parts:
                if isinstance(field, Placeholder):
                    yield KeyForm(kind, text, _RANK_OF_WHOLE if kind == WHOLE else rank, field)


_FORMS = tuple(_forms())


def within(key: str, work: Work) -> dict[tuple[str, str], list[KeyForm]]:
    """Return the parts of a work that occur in a key, by kind and text, with the forms that produce them."""
    found: dict[tuple[str, str], list[KeyForm]] = {}
    for form in _FORMS:
        value = form.field.value(work)
        if value and value in key:
            found.setdefault((form.kind, value), []).append(form)
    return found

"""How a text cites a key, by the type of the file: the text to paste after adding an entry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.files.pathnames import suffix
from bibtools.sources.filetypes import MARKDOWN, NOTEBOOK, ORG, RST, TEX, TYPST, FileType, type_of

# https://pandoc.org/MANUAL.html#citation-syntax: other keys are put in braces.
_PLAIN_FOR_PANDOC = lazy_pattern(r"\w(?:[:.#$%&\-+?<>~/]?\w)*")
# https://typst.app/docs/reference/model/ref/: a key that cannot be a label is cited by a function.
_LABEL_FOR_TYPST = lazy_pattern(r"\w(?:[\w:.-]*\w)?")


def _latex(key: str) -> str:
    return f"\\cite{{{key}}}"


def _pandoc(key: str) -> str:
    return f"[@{key}]" if _PLAIN_FOR_PANDOC.fullmatch(key) else f"[@{{{key}}}]"


def _typst(key: str) -> str:
    return f"@{key}" if _LABEL_FOR_TYPST.fullmatch(key) else f'#cite(label("{key}"))'


def _org(key: str) -> str:
    return f"[cite:@{key}]"


def _sphinx(key: str) -> str:
    return f":cite:`{key}`"


_FORMS: dict[FileType, Callable[[str], str]] = {
    TEX: _latex,
    MARKDOWN: _pandoc,
    NOTEBOOK: _pandoc,
    TYPST: _typst,
    ORG: _org,
    RST: _sphinx,
}


def citing(key: str, sources: Iterable[str]) -> str:
    """Return how most of some sources cite a key; those that cannot do not count, and without any it is LaTeX's way."""
    types = Counter(each for name in sources if (each := type_of(suffix(name))) in _FORMS)
    return _FORMS[max(types, key=types.__getitem__, default=TEX)](key)

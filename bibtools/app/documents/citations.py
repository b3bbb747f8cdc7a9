r"""What the texts of a document cite: a class or a style may define the macros by which the other texts do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from bibtools.app.documents.division import is_latex
from bibtools.app.extract import Extract
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.text import Source, decode
from bibtools.files.exact_text import Unread
from bibtools.files.pathnames import suffix
from bibtools.files.workspace import Workspace
from bibtools.sources.cite_macros import CiteMacro
from bibtools.sources.cited_key import CitedKey, cited_keys


def citations(
    names: Iterable[str],
    macros: Iterable[CiteMacro],
    known: Mapping[str, Extract | Unread],
    files: Workspace,
) -> Iterator[CitedKey]:
    """Yield what sources cite, given the macros of their document; what uses those of another one is read again."""
    by_name = {each.name: each for each in macros}
    uses = lazy_pattern(rb"\\(?:%s)(?![A-Za-z@])" % b"|".join(re.escape(name.encode()) for name in by_name))
    for name in names:
        extract = known[name]
        if not isinstance(extract, Extract):
            continue
        own = {each.name for each in extract.structure.cite_macros}
        strange = {each: by_name[each] for each in by_name if each not in own}
        data = files.read_source(name) if strange and is_latex(name) else b""
        if isinstance(data, bytes) and data and uses.search(data):
            yield from cited_keys(Source(name, decode(data)), suffix(name), strange)
        else:
            yield from extract.citations

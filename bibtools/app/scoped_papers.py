"""Papers within a document: what is cited from each library of its own (multibib, bibunits, refsection)."""

from __future__ import annotations

from functools import cache

from bibtools.app.documents.scopes import by_scope
from bibtools.app.gather import Gathered
from bibtools.files.workspace import Workspace


def scoped(gathered: Gathered, files: Workspace) -> list[Gathered]:
    """Return what is cited from each library of its own apart."""

    @cache
    def text(name: str) -> str:
        return files.source_text(name) or ""

    named = by_scope(gathered.mentions, gathered.libraries, text)
    keyed = by_scope(gathered.citations, gathered.libraries, text)
    scopes = dict.fromkeys((*named, *keyed))
    parts = [
        Gathered(
            mentions=tuple(mentions),
            libraries=tuple(libraries),
            styles=gathered.styles,
            names=tuple(dict.fromkeys((*(each.path for each in mentions), *(each.path for each in citations)))),
            roots=gathered.roots,
            defined=gathered.defined,
            built=gathered.built,
            items=gathered.items,
            looked_for=gathered.looked_for,
            citations=tuple(citations),
            citing=gathered.citing,
            doubts=gathered.doubts,
            key_prefixes=gathered.key_prefixes,
            namesakes=gathered.namesakes,
        )
        for scope in scopes
        for citations, libraries in [keyed.get(scope) or ([], named[scope][1])]
        for mentions in [named[scope][0] if scope in named else []]
    ]
    own = gathered._replace(mentions=parts[0].mentions, libraries=parts[0].libraries, citations=parts[0].citations)
    return [own, *parts[1:]]

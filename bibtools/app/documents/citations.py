r"""What the texts of a document cite: a class or a style may define the macros by which the other texts do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from bibtools.app.documents.division import is_latex
from bibtools.app.extract import Extract
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.text import Source, blank, decode
from bibtools.files.exact_text import Unread
from bibtools.files.pathnames import suffix
from bibtools.files.workspace import Workspace
from bibtools.sources.citation import CITED, SPACED, UNCLEAR
from bibtools.sources.cite_macros import CiteMacro
from bibtools.sources.cited_key import CitedKey, cited_keys
from bibtools.sources.filetypes import TEX, type_of

_TYPST = ".typ"


def key_macros(names: Sequence[str], known: Mapping[str, Extract | Unread], files: Workspace) -> tuple[CiteMacro, ...]:
    r"""Return the macros by which sources cite keys (`\cite{\this}`), with those that they stand for."""
    texts = [(name, each) for name in names if isinstance(each := known[name], Extract) and is_latex(name)]
    unclear = [each.key for _, extract in texts for each in extract.citations if each.kind == UNCLEAR]
    if not unclear:
        return ()
    from bibtools.sources import key_macros as macros_of_keys  # few keys are made by macros
    from bibtools.sources.tex import macros_for_keys

    contents = (files.read_source(name) for name, _ in texts)
    made = (macros_for_keys(decode(data)) for data in contents if isinstance(data, bytes))
    found = macros_of_keys.needed(unclear, macros_of_keys.united(made))
    return tuple(CiteMacro(name, (), text=text) for name, text in found.items())


def citations(
    names: Iterable[str],
    macros: Iterable[CiteMacro],
    known: Mapping[str, Extract | Unread],
    files: Workspace,
) -> Iterator[CitedKey]:
    """Yield what sources cite, given the macros of their document; what uses those of another one is read again."""
    by_name = {each.name: each for each in macros}
    uses = lazy_pattern(b"|".join(map(_use, by_name)) or rb"(?!)")
    for name in names:
        extract = known[name]
        if not isinstance(extract, Extract):
            continue
        own = {each.name for each in extract.structure.cite_macros}
        strange = {each: by_name[each] for each in by_name if each not in own}
        is_read_again = strange and (is_latex(name) or name.lower().endswith(_TYPST))
        data = files.read_source(name) if is_read_again else b""
        if isinstance(data, bytes) and data and uses.search(data):
            yield from cited_keys(Source(name, decode(data)), suffix(name), strange)
        else:
            yield from extract.citations


def settled(
    cited: Iterable[CitedKey], names: Iterable[str], known: Mapping[str, Extract | Unread], files: Workspace
) -> tuple[CitedKey, ...]:
    """Return citations, those with a blank behind the key like any other where one of these texts has it stripped."""
    found = tuple(cited)
    if not any(each.kind == SPACED for each in found):
        return found
    from bibtools.sources import spaced_keys, tex  # few texts cite so

    contents = (files.read_source(name) for name in names if _is_tex(name, known))
    texts = (decode(data) for data in contents if isinstance(data, bytes))
    if not any(spaced_keys.strips_blanks(blank(text, tex.dead(text))) for text in texts):
        return found
    return tuple(each._replace(kind=CITED) if each.kind == SPACED else each for each in found)


def _is_tex(name: str, known: Mapping[str, Extract | Unread]) -> bool:
    """Return whether a source is of LaTeX, a class or a style too, and could be read."""
    return type_of(suffix(name)).name == TEX.name and isinstance(known.get(name), Extract)


def _use(name: str) -> bytes:
    """Return a pattern of how a macro is used: by its name, as an environment, or as an active character."""
    kind, _, environment = name.partition(" ")
    if environment:
        return rb"\\%s\s*\{\s*%s\s*\}" % (kind.encode(), re.escape(environment.encode()))
    word = re.escape(name.encode())
    return rb"(?:\\|\b)%s(?![A-Za-z@])" % word if name[0].isalpha() or name[0] == "@" else word

"""Unprinted ids: the entries of preprints that the paper's style prints without anything by which they are found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from bibtools.app.gather import Gathered
from bibtools.app.printing_styles import printing_styles
from bibtools.bibliography.entries.csl_forms import TYPST_DEFAULT, TYPST_WITHOUT_DOTS, CslUse, item_of, known_need
from bibtools.bibliography.entries.options import BIBLATEX, MISC
from bibtools.bibliography.library.blocks import Library
from bibtools.bibliography.library.fault import head
from bibtools.core.finding import Finding, Spans
from bibtools.core.named_tuple import NamedTuple
from bibtools.files.workspace import HERE, Workspace
from bibtools.identifiers import arxiv
from bibtools.tex.bst_machine import StyledEntry
from bibtools.tex.csl import CslStyle
from bibtools.tex.style_output import PrintingStyle

if TYPE_CHECKING:
    from bibtools.bibliography.library.identity import Identities, Known

# What says more of a work than its id: with one of these it is published, and found by that.
_PUBLISHED = frozenset({"journal", "booktitle", "publisher", "school", "institution", "journaltitle", "organization"})
_JOURNALS = ("journal", "journaltitle", "volume", "pages", "number")
# What stands for an entry's values, so that a style is run once for all entries that are made alike.
_ID, _OTHER = "2106.00134", "73191"
_VALUES = {"author": "Example, Ann", "year": "2021", "date": "2021", "url": f"https://example.org/{_OTHER}"}
_VALUES["doi"] = f"10.1000/{_OTHER}"
_KEPT = frozenset({"archiveprefix", "eprinttype", "archive", "primaryclass", "eprintclass"})
_WITH_ID = {"eprint": _ID, "url": f"https://arxiv.org/abs/{_ID}", "doi": f"10.48550/arXiv.{_ID}"}


class _Judge(NamedTuple):
    """A style, as messages call it; what it wants to print the id of an entry, nothing where it prints it."""

    name: str
    wants: Callable[[Known], str]


def unprinted(gathered: Gathered, library: Library, known: Identities, files: Workspace = HERE) -> Iterator[Finding]:
    """Yield the entries of preprints that the paper's style prints without any identifier."""
    judges = _judges(gathered, files) if "eprint" in library.text.lower() else []
    entries = known.entries if judges else ()
    preprints = [each for each in entries if each.arxiv and each.value("eprint") and not _is_published(each)]
    spans = Spans(library.text) if preprints else None
    for entry in preprints if spans else ():
        found = next(((judge.name, field) for judge in judges if (field := judge.wants(entry))), None)
        if found and spans and entry.arxiv:
            name, field = found
            message = f"{entry.block.key} prints no identifier in {name}: add {field}"
            data = {"key": entry.block.key, "identifier": entry.arxiv.id, "field": field}
            yield spans.finding("unprinted-id", library.source.path, head(entry.block), message, data)


def _is_published(entry: Known) -> bool:
    """Return whether a work appeared somewhere; the "journal" arXiv is no such place."""
    value = entry.arxiv.value if entry.arxiv else ""
    return any(field.name in _PUBLISHED and value not in field.value for field in entry.fields)


def _judges(gathered: Gathered, files: Workspace) -> list[_Judge]:
    styles = printing_styles(gathered, files)
    if styles.of_typst is not None:
        return [_typst(style) for style in styles.of_typst or (TYPST_DEFAULT,)]
    if styles.of_csl is not None:
        return [_csl(style) for style in styles.of_csl]
    return [_latex(style) for style in styles.of_latex if style.is_known]


def _latex(style: PrintingStyle) -> _Judge:
    @_once_a_form
    def identifies(entry: StyledEntry) -> bool:
        text = style.shown(entry)
        return text is None or _ID in text or _OTHER in text

    def wants(entry: Known) -> str:
        made = _made_alike(entry)
        if identifies(made) or entry.arxiv is None:
            return ""
        fields = {"howpublished": str(entry.arxiv), "note": str(entry.arxiv), "url": arxiv.abs_url(entry.arxiv.value)}
        usable = [name for name in fields if name not in made.fields and identifies(_with(made, name))]
        name = usable[0] if usable else "howpublished"
        return f"{name} = {{{fields[name]}}}"

    return _Judge(style.name if style.name == BIBLATEX else f"{style.name}.bst", wants)


def _once_a_form(judge: Callable[[StyledEntry], bool]) -> Callable[[StyledEntry], bool]:
    """Return the same judge, who looks at one only of the entries that have the same type and fields."""
    seen: dict[tuple[str, frozenset[tuple[str, str]]], bool] = {}

    def found(entry: StyledEntry) -> bool:
        form = entry.type, frozenset(entry.fields.items())
        if form not in seen:
            seen[form] = judge(entry)
        return seen[form]

    return found


def _made_alike(entry: Known) -> StyledEntry:
    """Return an entry with the same field names, and ids in the fields that hold one."""
    value = entry.arxiv.value if entry.arxiv else ""
    fields = {
        field.name: _WITH_ID.get(field.name, f"arXiv:{_ID}")
        if value in field.value
        else field.value
        if field.name in _KEPT
        else _VALUES.get(field.name, "Words")
        for field in reversed(entry.fields)
    }
    return StyledEntry(entry.block.type.lower(), entry.block.key, fields)


def _typst(style: str) -> _Judge:
    def wants(entry: Known) -> str:
        says_journal = _names_id(entry, _JOURNALS) and style not in TYPST_WITHOUT_DOTS
        return "" if says_journal or entry.value("url") or entry.value("doi") else _address(entry)

    return _Judge(f"Typst's {style}", wants)


def _csl(use: CslUse) -> _Judge:
    needs_type = known_need(use) not in {"", MISC}
    identifies = _once_a_form(lambda entry: _is_identified(use.style, entry))

    def wants(entry: Known) -> str:
        is_page = entry.block.type.lower() in {"online", "electronic", "www"}
        if entry.value("doi") or _names_id(entry, _JOURNALS) or (is_page and needs_type):
            return ""
        if needs_type:
            return f"journal = {{arXiv preprint {entry.arxiv}}}, and make it an @article"
        return "" if entry.value("archiveprefix", "eprinttype") or entry.value("url") else _address(entry)

    def wants_of_own(entry: Known) -> str:
        made = _made_alike(entry)
        if identifies(made):
            return ""
        fields = _wished(entry)
        usable = [name for name in fields if name not in made.fields and identifies(_with(made, name))]
        if not usable and identifies(_with(made, "journal")._replace(type="article")):
            return f"journal = {{arXiv preprint {entry.arxiv}}}, and make it an @article"
        if not usable and identifies(_with(made, "url")._replace(type="online")):
            return f"url = {{{fields['url']}}}, and make it an @online"
        name = usable[0] if usable else "url"
        return f"{name} = {{{fields[name]}}}"

    return _Judge(f"the CSL style {use.name}", wants_of_own if use.style else wants)


def _is_identified(style: CslStyle | None, entry: StyledEntry) -> bool:
    text = style.printed(item_of(entry.type, entry.fields)) if style else None
    return text is None or _ID in text or _OTHER in text


def _with(entry: StyledEntry, name: str) -> StyledEntry:
    return entry._replace(fields={**entry.fields, name: f"arXiv:{_ID}"})


def _wished(entry: Known) -> dict[str, str]:
    value = entry.arxiv.value if entry.arxiv else ""
    return {
        "url": arxiv.abs_url(value),
        "doi": f"10.48550/arXiv.{value}",
        "note": str(entry.arxiv),
        "howpublished": str(entry.arxiv),
    }


def _names_id(entry: Known, names: Iterable[str]) -> bool:
    value = entry.arxiv.value if entry.arxiv else ""
    return any(value in entry.value(name) for name in names)


def _address(entry: Known) -> str:
    return f"url = {{{arxiv.abs_url(entry.arxiv.value)}}}" if entry.arxiv else ""

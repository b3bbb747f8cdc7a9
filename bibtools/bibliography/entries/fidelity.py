"""Fidelity: what an entry does not say as its record does, since no program of the paper prints it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bibtools.bibliography.entries.builder import credited
from bibtools.bibliography.entries.options import EntryOptions
from bibtools.core.finding import Finding
from bibtools.records.record import Record
from bibtools.tex import latex, printing

_MOST = 10  # that a message names


def unfaithful(record: Record, form: EntryOptions, path: str) -> Iterator[Finding]:
    """Yield the findings for letters that were replaced, and for formulas that became text."""
    work = record.identifier
    lost = _lost(record, form)
    if lost:
        message = f"{work}: {_listed(lost.items())}: the LaTeX of this paper does not print {_them(lost)}"
        data = {"identifier": work.id, "letters": lost}
        yield Finding("unprintable-letter", path, None, message, about=work, data=data)
    is_marked = "\\" in record.title or "$" in record.title
    spelt = dict(latex.spelt_out(latex.clean(record.title))) if is_marked else {}
    if spelt:
        message = f"{work}: in the title, {_listed(spelt.items())}: no package of LaTeX prints {_them(spelt)}"
        data = {"identifier": work.id, "formulas": spelt}
        yield Finding("formula-as-text", path, None, message, about=work, data=data)


def _lost(record: Record, form: EntryOptions) -> dict[str, str]:
    names = credited(record.authors, form)[: form.max_authors or None]
    parts = [part for name in names for part in name[:4] if not part.isascii()]
    if record.title.isascii() and not parts:  # as most are
        return {}
    lettering = form.lettering
    found = printing.lost(latex.clean(record.title), lettering)
    for part in parts:
        found |= printing.lost(latex.clean(part), lettering, is_name=True)
    return found


def _them(found: dict[str, str]) -> str:
    return "it" if len(found) == 1 else "them"


def _listed(found: Iterable[tuple[str, str]]) -> str:
    shown = [_account(what, written) for what, written in found]
    more = len(shown) - _MOST
    return ", ".join([*shown[:_MOST], *([f"and {more} more"] if more > 0 else [])])


def _account(what: str, written: str) -> str:
    return f"{what} stays" if what == written else f"{what} is written as {written or 'nothing'}"

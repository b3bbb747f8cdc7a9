"""Bibliography styles: the form of new entries for which the paper's style prints the id, and only once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bibtools.app.gather import Gathered
from bibtools.app.letters_printed import printed_letters
from bibtools.app.library_readers import beside
from bibtools.app.printing_styles import printing_styles
from bibtools.bibliography.entries import csl_forms
from bibtools.bibliography.entries.options import BIBLATEX, MISC, UNICODE, Dialect, EntryOptions, EntryPreferences
from bibtools.bibliography.library.blocks import Library
from bibtools.bibliography.library.dialect import infer, is_one_byte
from bibtools.core.finding import Finding
from bibtools.files import exact_text
from bibtools.files.workspace import HERE, Workspace
from bibtools.records.record import Record
from bibtools.tex.letters import IN_ASCII


def entry_form(
    preferences: EntryPreferences,
    gathered: Gathered,
    library: Library,
    files: Workspace = HERE,
    records: Iterable[Record] = (),
) -> EntryOptions:
    """Return the form of the entries that records become in a library."""
    shown = infer(library)
    by_sources: Dialect | None = BIBLATEX if any(style == BIBLATEX for style, _ in gathered.styles) else None
    dialect = shown.dialect or by_sources
    biber = BIBLATEX in {by_sources, preferences.dialect or dialect}
    printing = printed_letters(gathered, records, files, biber=biber)
    if is_one_byte(library):
        printing = (printing or IN_ASCII)._replace(is_one_byte=True, biber=biber)
    form = preferences.form(dialect, shown.encoding or (UNICODE if by_sources else None), printing)
    styles = printing_styles(gathered, files)
    if styles.of_latex:
        from bibtools.bibliography.entries.style_fit import fitted  # it builds entries

        return fitted(form, styles.of_latex)
    if form.preprint != MISC:  # the user has chosen
        return form
    if styles.of_typst is not None:
        return csl_forms.of_typst(form, styles.of_typst)
    return form if styles.of_csl is None else csl_forms.of_csl(form, styles.of_csl)


def unread_styles(gathered: Gathered, files: Workspace = HERE) -> Iterator[Finding]:
    """Yield the styles that lie with the paper and cannot be read: nothing is known of what they print."""
    places = dict.fromkeys(beside(source, f"{style}.bst") for style, source in gathered.styles if style != BIBLATEX)
    unread = (each for each in map(files.read_style, places) if isinstance(each, exact_text.Unread))
    yield from (Finding("skipped", each.path, None, each.reason) for each in unread)

"""Lint: what is wrong with a library itself. It is reported; only fixes edit it, where the user asks for these."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from datetime import date

from bibtools.bibliography.entries.options import BIBTEX, Dialect
from bibtools.bibliography.library import key_faults, syntax_faults, value_faults
from bibtools.bibliography.library.blocks import Block, Library
from bibtools.bibliography.library.examined import Examined
from bibtools.bibliography.library.fault import Fault, head
from bibtools.bibliography.library.fields import fields
from bibtools.bibliography.library.likely_duplicates import likely_duplicates
from bibtools.bibliography.library.merge_conflict import conflict
from bibtools.bibliography.library.required_fields import missing_fields
from bibtools.core.finding import Finding, Spans
from bibtools.core.rule_selection import DEFAULT_RULES
from bibtools.core.text import Source, Span, line_end


def findings(library: Library, dialect: Dialect | None = BIBTEX) -> list[Finding]:
    """Return the faults that prevent additions to a library, sorted by position.

    Broken entries, keys used twice, places that BibTeX and biber read differently, and whether a program overwrites it.
    The rest of what is wrong with it is the business of a check.
    """
    broken = [*_conflicts(library.source), *_broken(library), *_unreadable(library), *_disputed(library)]
    repeated = key_faults.repeated(Examined(library, dialect, date.min))
    return _placed(library.source, [*broken, *repeated, *_generated(library)])


def faults(
    library: Library,
    today: date,
    dialect: Dialect | None = None,
    rules: Container[str] = DEFAULT_RULES,
) -> list[Finding]:
    """Return the faults of a library by itself under some rules, sorted; only the conflicts if there are any.

    What is wrong depends on the program that reads it. Without a dialect, what only one of BibTeX and biber stumbles
    over is not reported.
    """
    conflicts = list(_conflicts(library.source))
    if conflicts:
        return _placed(library.source, conflicts)  # both sides together are broken, of course
    examined = Examined(library, dialect, today)
    found = (fault for names, check in _CHECKS if any(name in rules for name in names) for fault in check(examined))
    return _placed(library.source, [fault for fault in found if fault.rule in rules])


def conflicts(source: Source) -> list[Finding]:
    """Return only an unresolved merge conflict, without reading the entries."""
    return _placed(source, list(_conflicts(source)))


def _placed(source: Source, found: list[Fault]) -> list[Finding]:
    found.sort(key=lambda fault: (fault.span.start, fault.rule, fault.message))
    spans, path = Spans(source.text), source.path
    return [spans.finding(fault.rule, path, fault.span, fault.message, fault.data) for fault in found]


def _conflicts(source: Source) -> Iterator[Fault]:
    offset = conflict(source.text)
    if offset is not None:
        span = Span(offset, line_end(source.text, offset))
        yield Fault(span, "conflict-marker", "unresolved merge conflict; nothing is written until it is resolved")


def _broken(library: Library) -> Iterator[Fault]:
    for block in library.blocks:
        if block.problem:
            what = f"entry {block.key}" if block.key else f"this @{block.type or block.kind}"
            message = f"{what} is broken: {block.problem}; bibtools changes nothing in it"
            yield Fault(head(block), "broken-entry", message, {"key": block.key} if block.key else {})


def _unreadable(library: Library) -> Iterator[Fault]:
    for block in library.understood():
        stop = None if block.plain else fields(library.text, block)[1]
        if stop is not None:
            yield _unreadable_at(stop, block, library)


def _unreadable_at(offset: int, block: Block, library: Library) -> Fault:
    message = f"entry {block.key} cannot be parsed from here on: a comma, a brace or a quote is missing before this"
    span = Span(offset, line_end(library.text, offset, max(offset, block.span.end)))
    return Fault(span, "broken-entry", f"{message}; bibtools changes nothing in it", {"key": block.key})


def _disputed(library: Library) -> Iterator[Fault]:
    for block in (*library.blocks, *library.hidden):
        if block.disputed and block.key:
            message = (
                f"BibTeX reads an entry {block.key} here, biber does not: "
                "for BibTeX neither a percent sign nor @comment hides it"
            )
            yield Fault(head(block), "disputed-entry", message, {"key": block.key})


def _broken_blocks(examined: Examined) -> Iterator[Fault]:
    return _broken(examined.library)


def _disputed_blocks(examined: Examined) -> Iterator[Fault]:
    return _disputed(examined.library)


def _doubts(examined: Examined) -> Iterator[Fault]:
    likely = likely_duplicates(examined.library, examined.today)
    if not likely:
        return
    from bibtools.bibliography.library.duplicates import doubts  # it compares titles as they are read

    yield from doubts(likely)


def _spelling_faults(examined: Examined) -> Iterator[Fault]:
    from bibtools.bibliography.library.text_faults import spelling_faults  # few ask for it

    yield from spelling_faults(examined)


def _unescaped_signs(examined: Examined) -> Iterator[Fault]:
    from bibtools.bibliography.library.sign_faults import unescaped_signs  # the same

    yield from unescaped_signs(examined)


def _generated(library: Library) -> Iterator[Fault]:
    from bibtools.bibliography.library.generator import generator_of  # where additions are planned

    found = generator_of(library)
    if found:
        message = (
            f"{found.program} generates this file, so additions vanish at the next export; "
            "keep new papers in a second .bib (--bib more.bib) and name both in the paper"
        )
        span = Span(found.offset, line_end(library.text, found.offset))
        yield Fault(span, "generated-library", message, {"program": found.program})


SPELLING_RULES = ("markup-in-title", "unprotected-capital", "doi-spelling", "url-spelling", "page-dash")
# What is wrong with a library by itself: the rules, and what finds them.
_CHECKS: tuple[tuple[tuple[str, ...], Callable[[Examined], Iterable[Fault]]], ...] = (
    (("broken-entry",), _broken_blocks),
    (("broken-entry",), syntax_faults.unreadable),
    (("stray-at",), syntax_faults.stray_ats),
    (("swallowed-entry",), syntax_faults.swallowed),
    (("byte-order-mark",), syntax_faults.byte_order_marks),
    (("disputed-entry",), _disputed_blocks),
    (("duplicate-key",), key_faults.repeated),
    (("duplicate-key",), key_faults.keyless),
    (("unreadable-key",), key_faults.unreadable_keys),
    (("alias-clash",), key_faults.alias_clashes),
    (("undefined-macro",), value_faults.undefined_macros),
    (("impossible-id",), value_faults.impossible_ids),
    (("escaped-identifier",), value_faults.escaped_identifiers),
    (("missing-field",), missing_fields),
    (SPELLING_RULES, _spelling_faults),
    (("unescaped-sign",), _unescaped_signs),
    (("duplicate-work", "shared-id"), _doubts),
)

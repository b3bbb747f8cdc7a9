"""What `init` found and wrote, as text and as values that JSON knows."""

from __future__ import annotations

from bibtools.app.init import InitOutcome, ProposedFile
from bibtools.bibliography.editing.unified_diff import unified
from bibtools.core.text import Edit, Span, printable

_NEXT = "next: bibtools check reports what is missing, bibtools sync adds it\n"


def result(outcome: InitOutcome) -> str:
    """Return what was written, a line each, or the change as a diff where nothing was."""
    if not outcome.written:
        return "".join(map(_diff, outcome.files))
    return "".join(f"{'created' if each.before is None else 'changed'} {each.path}\n" for each in outcome.files)


def diagnostics(outcome: InitOutcome) -> str:
    """Return what was found, and what is left to the user."""
    lines = [f"{', '.join(each.documents) or 'no document'} cites from {each.bib}" for each in outcome.papers]
    lines = [*(lines or ["no document with citations was found here"]), *outcome.notes]
    text = "".join(f"{printable(line)}\n" if "\n" not in line else line for line in lines)
    return text + (_NEXT if outcome.written or not outcome.files else "")


def values(outcome: InitOutcome) -> dict[str, object]:
    """Return the outcome as values that JSON knows."""
    return {
        "papers": [{"documents": list(each.documents), "bib": each.bib} for each in outcome.papers],
        "files": [{"path": each.path, "created": each.before is None} for each in outcome.files],
        "written": outcome.written,
        "notes": list(outcome.notes),
        "diff": "".join(map(_diff, outcome.files)),
    }


def _diff(proposed: ProposedFile) -> str:
    before = proposed.before or ""
    edits = [Edit(Span(0, len(before)), proposed.after)]
    if proposed.before is not None and proposed.after.startswith(before):
        edits = [Edit(Span(len(before), len(before)), proposed.after[len(before) :])]
    return unified(proposed.path, before, edits, created=proposed.before is None)

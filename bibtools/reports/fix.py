"""What `check --fix` mended, and what is left, as text and as values that JSON knows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bibtools.app.fixing.fix_papers import FixOutcome
from bibtools.core.finding import Finding, in_order
from bibtools.core.fixes import Fix, Unfixed
from bibtools.core.text import encode, printable
from bibtools.reports import summary
from bibtools.reports.finding_text import count, file_name, located
from bibtools.reports.formats import TEXT, Result, formatted

_LONGEST = 60  # characters of a text that is shown


def printed(outcome: FixOutcome, form: str, environ: Mapping[str, str]) -> tuple[bytes, str]:
    """Return the report of fixes in a format, and the text for standard error.

    With `--diff` the change alone is printed as text.
    """
    if form != TEXT:
        result = Result(str, lambda: _values(outcome), _findings(outcome))
        return encode(formatted(result, form, environ)), _errors(outcome)
    rest, beside = summary.checked(outcome.outcomes, form, environ, is_first=not outcome.fixed)
    notes = "".join(f"{line}\n" for line in _not_fixed(outcome))
    mended = "".join(f"{line}\n" for line in _fixed(outcome))
    if outcome.is_shown:
        return encode(outcome.diff), mended + rest.decode("utf-8", "surrogateescape") + notes + beside + _errors(
            outcome
        )
    return encode(mended) + rest, notes + beside + _errors(outcome)


def _errors(outcome: FixOutcome) -> str:
    return "".join(f"bibtools: {error.lines}\n" for error in outcome.errors)


def _findings(outcome: FixOutcome) -> list[Finding]:
    return in_order(finding for each in outcome.outcomes for finding in each.all_findings)


def _fixed(outcome: FixOutcome) -> Iterator[str]:
    for fix in outcome.fixed:
        where = located(fix.path, fix.position, fix.cell)
        is_short = "\n" not in fix.old + fix.new and fix.old
        what = f"{_shown(fix.old)} -> {_shown(fix.new)}" if is_short else printable(fix.reason)
        yield f"{where}: {fix.rule}: {what}"
    for bib, old, new in outcome.renamed:
        yield f"{file_name(bib)}: {printable(old)} is {printable(new)} now"
    if outcome.fixed:
        verb = "would be fixed" if outcome.is_shown else "fixed"
        yield f"{count(len(outcome.fixed), 'place')} in {count(len(outcome.files), 'file')} {verb}"


def _shown(text: str) -> str:
    short = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    return printable(short) if short else "(nothing)"


def _not_fixed(outcome: FixOutcome) -> Iterator[str]:
    for each in outcome.unfixed:
        where = located(each.path, each.position, each.cell)
        yield f"{where}: {each.rule}: not fixed: {printable(each.reason)}"


def _values(outcome: FixOutcome) -> dict[str, object]:
    reports = [summary.of_check(each) for each in outcome.outcomes]
    shown: dict[str, object] = {"diff": outcome.diff} if outcome.is_shown else {}
    return {
        **summary.values(reports, _findings(outcome)),
        "fixed": [_of_fix(each) for each in outcome.fixed],
        "unfixed": [_of_unfixed(each) for each in outcome.unfixed],
        "merged": [each._asdict() for each in outcome.renamed],
        "changed": [each.path for each in outcome.files],
        "written": bool(outcome.files) and not outcome.is_shown,
        "errors": [str(error) for error in outcome.errors],
        **shown,
    }


def _of_fix(fix: Fix) -> dict[str, object]:
    return {**_place(fix), "old": fix.old, "new": fix.new, "reason": fix.reason}


def _of_unfixed(unfixed: Unfixed) -> dict[str, object]:
    return {**_place(unfixed), "reason": unfixed.reason}


def _place(item: Fix | Unfixed) -> dict[str, object]:
    line, column = item.position or (None, None)
    cell = {"cell": item.cell} if item.cell else {}
    return {"rule": item.rule, "path": item.path, "line": line, "column": column, **cell}

"""`check --fix`: mend what is found as far as that is certain, and report what is left.

Fixes are planned until nothing more can be done, over the files and without writing any; then each file is written
whole, and only if it still holds what was planned for. Sources come before libraries: a key is cited where it is
already, and an entry is removed once nothing cites it any more, so that a run that is killed leaves nothing undefined.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache

from bibtools.app.check_outcome import CheckOutcome
from bibtools.app.check_papers import check_papers
from bibtools.app.fixing.checked_paper import CheckedPaper, Texts, is_library
from bibtools.app.fixing.planning import FixPlan, every, planned
from bibtools.app.fixing.write_places import WritePlaces
from bibtools.bibliography.editing.unified_diff import unified
from bibtools.config.configuration import Config
from bibtools.core.errors import BibtoolsError, ExitCode, WriteError
from bibtools.core.finding import Finding
from bibtools.core.fixes import Fix, Unfixed
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.piece_table import PieceTable
from bibtools.core.text import Edit
from bibtools.files import atomic_writing
from bibtools.files.library_lock import Locking
from bibtools.files.workspace import HERE, Workspace

Check = Callable[[Workspace], Sequence[CheckOutcome]]
_ROUNDS = 8  # fixes of what other fixes made visible
_ATTEMPTS = 20  # plans, if another program keeps changing the files


@dataclass(frozen=True, slots=True, kw_only=True)
class FixOptions:
    """What the user asks of fixes."""

    named: frozenset[str] = frozenset()  # rules that the user names, so that fixes are done which are not safe
    given: tuple[str, ...] = ()  # files that the user names
    check_all: Check | None = None  # checks all papers of the work tree, for what concerns more than one
    diff: bool = False
    locking: Locking = field(default_factory=Locking)


class FixedFile(NamedTuple):
    """A file that is changed: what it held, and the edits of that."""

    path: str
    before: str
    text: str
    edits: tuple[Edit, ...]


class RenamedKey(NamedTuple):
    """A key that went from a library, and the one that stands for it now."""

    bib: str
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FixOutcome:
    """What was mended, and what a check finds after that."""

    outcomes: tuple[CheckOutcome, ...]
    fixed: tuple[Fix, ...]
    unfixed: tuple[Unfixed, ...]
    files: tuple[FixedFile, ...]
    errors: tuple[BibtoolsError, ...]  # why files could not be written
    is_shown: bool  # else it is written

    @property
    def exit_code(self) -> int:
        """The exit code: what remains decides."""
        codes = [outcome.exit_code for outcome in self.outcomes]
        codes += [error.exit_code for error in self.errors]
        codes += [ExitCode.DIFFERS] if self.is_shown and self.files else []
        return max(codes, default=ExitCode.IN_STEP)

    @property
    def renamed(self) -> tuple[RenamedKey, ...]:
        """The keys that went, by library."""
        own = (fix for fix in self.fixed if is_library(fix.path))
        return tuple(dict.fromkeys(RenamedKey(fix.path, *pair) for fix in own for pair in fix.renamed))

    @property
    def diff(self) -> str:
        """The change of all files, as a patch."""
        return "".join(unified(each.path.lstrip("/"), each.before, each.edits) for each in self.files)


class _AllRounds(NamedTuple):
    """All changes, round by round, and the findings that are left."""

    files: dict[str, FixedFile]
    fixed: tuple[Fix, ...]
    unfixed: tuple[Unfixed, ...]
    outcomes: tuple[CheckOutcome, ...]


def fix_papers(check: Check, options: FixOptions, today: date, files: Workspace = HERE) -> FixOutcome:
    """Check papers and mend what is found; raises as the check does."""
    for _ in range(_ATTEMPTS):
        plan = _planned(check, options, today, files)
        if options.diff or not plan.files:
            return _outcome(plan, (), is_shown=options.diff)
        written, errors, is_stale = _written(plan, options, files)
        if not is_stale:
            return _after_writing(plan, written, errors, check, files)
    raise WriteError("another program keeps changing the files; not everything was fixed")


def _outcome(plan: _AllRounds, errors: Sequence[BibtoolsError], *, is_shown: bool) -> FixOutcome:
    return FixOutcome(
        outcomes=plan.outcomes,
        fixed=plan.fixed,
        unfixed=plan.unfixed,
        files=tuple(plan.files.values()),
        errors=tuple(errors),
        is_shown=is_shown,
    )


def _planned(check: Check, options: FixOptions, today: date, files: Workspace) -> _AllRounds:
    tables: dict[str, PieceTable] = {}
    changed: dict[str, FixedFile] = {}
    fixed: list[Fix] = []
    over = files
    outcomes = tuple(check(over))
    for _ in range(_ROUNDS):
        plan = _round(outcomes, options, Texts(over, today))
        for each in plan.texts:
            before = changed[each.path].before if each.path in changed else each.before
            table = tables.setdefault(each.path, PieceTable(len(before)))
            table.apply(each.edits)
            changed[each.path] = FixedFile(each.path, before, each.text, tuple(table.edits(len(before))))
        if not plan.texts:
            break
        fixed += [fix for each in plan.texts for fix in each.fixes]
        over = over.over({each.path: each.text for each in plan.texts})
        outcomes = tuple(check(over))
    return _AllRounds(changed, tuple(fixed), plan.unfixed, outcomes)


def _round(
    outcomes: Sequence[CheckOutcome],
    options: FixOptions,
    texts: Texts,
    is_chosen: Callable[[Finding], bool] = every,
) -> FixPlan:
    @cache
    def others() -> list[CheckedPaper]:
        found = options.check_all(texts.files) if options.check_all else ()
        return [*papers, *(CheckedPaper(each, texts, others) for each in found)]

    papers = [CheckedPaper(outcome, texts, others) for outcome in outcomes]
    places = WritePlaces(outcomes, options.given, texts.files)
    return planned(papers, texts, options.named, places.refusal, is_chosen)


def plan_one(
    outcomes: Sequence[CheckOutcome], finding: Finding, options: FixOptions, today: date, files: Workspace
) -> FixPlan:
    """Return what mends one finding of papers that were checked, by itself; the rule counts as named by the user."""
    named = replace(options, named=options.named | {finding.rule})
    return _round(outcomes, named, Texts(files, today), finding.__eq__)


def _written(plan: _AllRounds, options: FixOptions, files: Workspace) -> tuple[set[str], list[BibtoolsError], bool]:
    """Write what is planned; return which files are written, why others could not be, and whether one has changed.

    Where a source cannot be written, no library is that loses an entry for it.
    """
    places = WritePlaces(plan.outcomes, options.given, files)
    grouped = {fix.path for fix in plan.fixed if fix.group}
    written: set[str] = set()
    errors: list[BibtoolsError] = []
    for each in sorted(plan.files.values(), key=lambda file: (is_library(file.path), file.path)):
        if errors and each.path in grouped:
            continue
        try:
            is_done = atomic_writing.write(places.of(each.path), each.text, each.before, options.locking)
        except WriteError as error:
            errors.append(error)
            continue
        if not is_done:
            return written, errors, True
        written.add(each.path)
    return written, errors, False


def _after_writing(
    plan: _AllRounds, written: set[str], errors: Sequence[BibtoolsError], check: Check, files: Workspace
) -> FixOutcome:
    """Return what came of writing; where not all is written, what remains is examined again."""
    done = {path: each for path, each in plan.files.items() if path in written}
    fixed = tuple(fix for fix in plan.fixed if fix.path in written)
    outcomes = plan.outcomes if len(done) == len(plan.files) else tuple(check(files))
    return _outcome(plan._replace(files=done, fixed=fixed, outcomes=outcomes), errors, is_shown=False)


def everything(config: Config, today: date) -> Check:
    """Return a function that checks all papers of the work tree, configured or not."""
    unconfigured = config._replace(papers=(), bib=None)

    def check(files: Workspace) -> list[CheckOutcome]:
        found = check_papers(config, today, files=files)
        top = os.path.relpath(files.boundary(), files.base or os.curdir)
        return [*found, *check_papers(unconfigured, today, (top,), files=files)]

    return check

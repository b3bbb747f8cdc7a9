"""The registry of code actions: what may be done about a finding, and about a work or an entry at the cursor."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence

from lsprotocol import types

from bibtools.app.check_outcome import CheckOutcome
from bibtools.app.fixing.fix_papers import FixOptions, everything, plan_one
from bibtools.app.known_works import KnownWorks
from bibtools.core.finding import Finding
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.rules import RULES
from bibtools.core.text import Edit, Span, printable
from bibtools.identifiers.identifier import Identifier
from bibtools.lsp.citing_edits import citing
from bibtools.lsp.finding_ranges import FileTexts, range_of
from bibtools.lsp.ignoring import ignoring
from bibtools.lsp.open_texts import OpenText
from bibtools.lsp.paper_folder import CheckedFolder, PaperFolder
from bibtools.lsp.places import PlaceOfWork, Shelf, works_at
from bibtools.lsp.published_entries import published_change
from bibtools.lsp.server import BibtoolsServer
from bibtools.lsp.work_addresses import addresses
from bibtools.lsp.workspace_edits import FileChange, workspace_edit

ADD, OPEN = "bibtools.add", "bibtools.open"
_SHOWN = 60  # characters of a title or a replacement
_QUICK, _REWRITE = types.CodeActionKind.QuickFix, types.CodeActionKind.RefactorRewrite
Range = types.Range


class Cursor(NamedTuple):
    """Where the user is, and what is known of that place."""

    server: BibtoolsServer
    folder: PaperFolder
    checked: CheckedFolder
    text: OpenText
    range: Range
    works: Sequence[PlaceOfWork] = ()

    @property
    def path(self) -> str:
        """The real path of the file."""
        return self.text.real or ""

    @property
    def span(self) -> Span:
        """The part of the text that is selected."""
        start, end = (self.text.offset(each) for each in (self.range.start, self.range.end))
        return Span(start, max(start, end))


Make = Callable[[Cursor, Finding, CheckOutcome], Iterator[types.CodeAction]]


def actions(cursor: Cursor, known: KnownWorks) -> list[types.CodeAction]:
    """Return what may be done here, the likeliest first."""
    found: dict[str, types.CodeAction] = {}
    for finding, outcome in _findings(cursor):
        for make in (*_BY_RULE.get(finding.rule, ()), *_BY_ANY):
            for each in make(cursor, finding, outcome):
                found.setdefault(each.title, each)
    cursor = cursor._replace(works=works_at(Shelf(cursor.checked, cursor.folder.shelf), cursor.text, cursor.span))
    for each in (*_citing(cursor), *_publishing(cursor, known), *_opening(cursor, known)):
        found.setdefault(each.title, each)
    return list(found.values())


def _findings(cursor: Cursor) -> Iterator[tuple[Finding, CheckOutcome]]:
    """Yield the findings at the cursor, each with its paper; those of a whole file where it begins."""
    texts = FileTexts(cursor.checked.files, cursor.checked.texts)
    for outcome in cursor.checked.outcomes:
        for each in outcome.all_findings:
            if os.path.realpath(cursor.checked.files.at(each.path)) == cursor.path:
                place = range_of(each, cursor.path, texts)
                if _meet(place, cursor.range):
                    yield each, outcome


def _meet(one: Range, other: Range) -> bool:
    def place(each: types.Position) -> tuple[int, int]:
        return each.line, each.character

    return place(one.start) <= place(other.end) and place(other.start) <= place(one.end)


def _add(
    title: str, cursor: Cursor, outcome: CheckOutcome, *, is_preferred: bool = True, **wanted: object
) -> types.CodeAction:
    command = types.Command(title, ADD, arguments=[{"uri": cursor.text.uri, "bib": outcome.bib, **wanted}])
    return types.CodeAction(title=title, kind=_QUICK, is_preferred=is_preferred or None, command=command)


def _missing(cursor: Cursor, finding: Finding, outcome: CheckOutcome) -> Iterator[types.CodeAction]:
    work = Identifier.of_id(str(finding.data["identifier"]))
    yield _add(f"Add {work} to {outcome.bib}", cursor, outcome, works=[work.id])
    if len(outcome.missing) > 1:
        title = f"Add all {len(outcome.missing)} missing papers to {outcome.bib}"
        yield _add(title, cursor, outcome, is_preferred=False)


def _missing_library(cursor: Cursor, finding: Finding, outcome: CheckOutcome) -> Iterator[types.CodeAction]:
    del finding
    number = len(outcome.missing)
    yield _add(f"Make {outcome.bib} with {'1 paper' if number == 1 else f'{number} papers'}", cursor, outcome)


def _undefined(cursor: Cursor, finding: Finding, outcome: CheckOutcome) -> Iterator[types.CodeAction]:
    key, near, work = (finding.data.get(each) for each in ("key", "near", "identifier"))
    if isinstance(near, str) and finding.span is not None:
        edit = Edit(finding.span, near)
        yield from _changing(cursor, f"Cite {near}", [FileChange(cursor.path, cursor.text.whole, [edit])])
    if isinstance(work, str):
        named = Identifier.of_id(work)
        yield _add(f"Add {named} to {outcome.bib} as {key}", cursor, outcome, works=[work], key=key)


def _fixing(cursor: Cursor, finding: Finding, outcome: CheckOutcome) -> Iterator[types.CodeAction]:
    """Yield what `check --fix` would do about a finding."""
    if not RULES[finding.rule].fix:
        return
    files, today = cursor.checked.files, cursor.checked.today
    session = cursor.folder.session
    options = FixOptions(check_all=everything(session.config, today)) if session else FixOptions()
    plan = plan_one([outcome], finding, options, today, files)
    changes = [FileChange(os.path.realpath(files.at(each.path)), each.before, each.edits) for each in plan.texts]
    fixes = [fix for each in plan.texts for fix in each.fixes]
    if changes:
        yield from _changing(cursor, _title_of_fix(finding, [fix.new for fix in fixes]), changes, is_preferred=True)


def _title_of_fix(finding: Finding, new: Sequence[str]) -> str:
    single = dict.fromkeys(new)
    short = printable(next(iter(single)))
    if finding.rule == "cite-other-key":
        return f"Cite {short}"
    if len(single) == 1 and 0 < len(short) <= _SHOWN and "\n" not in short:
        return f"Write {short}"
    return f"Fix {finding.rule}: {printable(RULES[finding.rule].fix).rstrip('.')}"


def _ignoring(cursor: Cursor, finding: Finding, outcome: CheckOutcome) -> Iterator[types.CodeAction]:
    """Yield the comment that ignores this line, where it does."""
    del outcome
    edit = ignoring(finding, cursor.path, cursor.text.whole, cursor.checked.today)
    if edit is not None:
        change = FileChange(cursor.path, cursor.text.whole, [edit])
        yield from _changing(cursor, "Ignore here", [change])


def _citing(cursor: Cursor) -> Iterator[types.CodeAction]:
    for each in cursor.works:
        if each.mention is None or each.key is None:
            continue
        edit = citing(each.mention, each.key, cursor.path, cursor.text.whole, cursor.checked.today)
        if edit is not None:
            change = FileChange(cursor.path, cursor.text.whole, [edit])
            yield from _changing(cursor, f"Cite {each.key}: {edit.text}", [change], kind=_REWRITE)


def _publishing(cursor: Cursor, known: KnownWorks) -> Iterator[types.CodeAction]:
    for each in cursor.works:
        if each.entry is not None and each.cited is None:
            change = published_change(cursor.checked, cursor.path, each.entry.key, known)
            if change is not None:
                title = f"Use the published version of {each.entry.key}"
                yield from _changing(cursor, title, [change], kind=_REWRITE)


def _opening(cursor: Cursor, known: KnownWorks) -> Iterator[types.CodeAction]:
    found = known.find([each.work for each in cursor.works if each.work])
    for each in cursor.works:
        for name, url in addresses(each, found.get(each.work) if each.work else None):
            title = f"Open {name}"
            yield types.CodeAction(
                title=title, kind="bibtools.open", command=types.Command(title, OPEN, arguments=[url])
            )


def _changing(
    cursor: Cursor, title: str, changes: Sequence[FileChange], *, kind: str = _QUICK, is_preferred: bool = False
) -> Iterator[types.CodeAction]:
    edit = workspace_edit(changes, cursor.server)
    if edit is not None:
        yield types.CodeAction(title=title, kind=kind, edit=edit, is_preferred=is_preferred or None)


# What is done about the findings of a rule, and about those of any.
_BY_RULE: Mapping[str, Sequence[Make]] = {
    "missing-paper": (_missing,),
    "missing-library": (_missing_library,),
    "undefined-key": (_undefined,),
}
_BY_ANY: Sequence[Make] = (_fixing, _ignoring)

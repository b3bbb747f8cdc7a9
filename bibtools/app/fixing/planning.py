"""Planning fixes: what the active rules would change in the files of some papers, with each change proved."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence

from bibtools.app.fixing.checked_paper import CheckedPaper, Texts, is_library
from bibtools.app.fixing.rule_fixers import LAST, fixer
from bibtools.bibliography.editing.fix_proof import fix_objection
from bibtools.bibliography.editing.merge_proof import merge_objection
from bibtools.bibliography.library.identity import identities
from bibtools.core.finding import Finding
from bibtools.core.fixes import Fix, Unfixed, unfixed, without_clashes
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.rules import RULES
from bibtools.core.text import Edit, Source, Span, apply_edits, overlaps
from bibtools.sources import edit_proof
from bibtools.sources.edit_proof import SourceReader


class PlannedText(NamedTuple):
    """A file with fixes, and the edits of its text that these make."""

    path: str
    fixes: tuple[Fix, ...]
    before: str
    edits: tuple[Edit, ...] = ()

    @property
    def text(self) -> str:
        """What it would hold."""
        return apply_edits(self.before, self.edits)


class FixPlan(NamedTuple):
    """The texts that files would have, and what is left as it is."""

    texts: tuple[PlannedText, ...] = ()
    unfixed: tuple[Unfixed, ...] = ()


def every(finding: Finding) -> bool:
    """Return true: all findings are fixed."""
    del finding
    return True


def planned(
    papers: Sequence[CheckedPaper],
    texts: Texts,
    named: Collection[str],
    refusal: Callable[[str], str],
    is_chosen: Callable[[Finding], bool] = every,
) -> FixPlan:
    """Return what to do about the findings of papers; unsafe fixes only for rules that the user `named`.

    `refusal` says of a path why it must not be written. Of the findings only those that are chosen count. Entries are
    merged when there is nothing else to do.
    """
    rules = {each.rule for paper in papers for each in paper.outcome.all_findings if is_chosen(each)}
    rules = {name for name in rules if RULES[name].fix and (RULES[name].is_safe_fix or name in named)}
    plan = _planned(papers, texts, rules - LAST, refusal, is_chosen)
    if plan.texts or not rules & LAST:
        return plan
    last = _planned(papers, texts, rules & LAST, refusal, is_chosen)
    return FixPlan(last.texts, (*plan.unfixed, *last.unfixed))


def _planned(
    papers: Sequence[CheckedPaper],
    texts: Texts,
    rules: Collection[str],
    refusal: Callable[[str], str],
    is_chosen: Callable[[Finding], bool],
) -> FixPlan:
    wanted, left = _wanted(papers, rules, is_chosen)
    kept = _kept(wanted, texts) | {each: why for each in wanted if (why := refusal(each.path))}
    groups = {fix.group: why for fix, why in kept.items() if fix.group}
    reasons = {each: why for each in wanted if (why := kept.get(each) or groups.get(each.group, ""))}
    chosen = without_clashes(each for each in wanted if each not in reasons)
    left += [unfixed(each, why) for each, why in reasons.items()]
    done, proved = _proved(chosen.fixes, texts)
    return FixPlan(done, (*left, *chosen.unfixed, *proved))


def _wanted(
    papers: Iterable[CheckedPaper], rules: Collection[str], is_chosen: Callable[[Finding], bool]
) -> tuple[list[Fix], list[Unfixed]]:
    wanted: dict[Fix | Unfixed, None] = {}
    for paper in papers:
        found = [each for each in paper.outcome.all_findings if each.rule in rules and is_chosen(each)]
        for name in dict.fromkeys(each.rule for each in found):
            wanted |= dict.fromkeys(fixer(name)(paper, [each for each in found if each.rule == name]))
    return [each for each in wanted if isinstance(each, Fix)], [each for each in wanted if isinstance(each, Unfixed)]


def _kept(fixes: Iterable[Fix], texts: Texts) -> dict[Fix, str]:
    """Return the fixes of entries that their owner wants to keep as they are, or that are not understood."""
    spans: dict[str, list[Span]] = {}
    kept = {}
    for fix in fixes:
        if is_library(fix.path):
            if fix.path not in spans:
                library = texts.library(fix.path)
                known = identities(library, texts.today).entries if library else []
                spans[fix.path] = [each.block.span for each in known if each.protected]
            if overlaps(fix.span, spans[fix.path]):
                kept[fix] = "its entry is protected or broken"
    return kept


def _proved(fixes: Sequence[Fix], texts: Texts) -> tuple[tuple[PlannedText, ...], tuple[Unfixed, ...]]:
    """Return the texts with fixes that stand their proof; a fix that does not costs no other but those of its group."""
    refused: dict[Fix, str] = {}
    while True:
        lost = {fix.group for fix in refused} - {""}
        left = [fix for fix in fixes if fix not in refused and fix.group not in lost]
        new: dict[Fix, str] = {}
        done = [_of_file(path, each, texts, new) for path, each in _by_path(left).items()]
        if not new:
            break
        refused |= new
    reasons = {fix.group: why for fix, why in refused.items() if fix.group}
    why = ((fix, refused.get(fix) or reasons.get(fix.group, "")) for fix in fixes)
    changed = (each for each in done if each.edits and each.text != each.before)
    return tuple(changed), tuple(unfixed(*each) for each in why if each[1])


def _by_path(fixes: Iterable[Fix]) -> dict[str, list[Fix]]:
    found: dict[str, list[Fix]] = {}
    for fix in fixes:
        found.setdefault(fix.path, []).append(fix)
    return found


def _of_file(path: str, fixes: Sequence[Fix], texts: Texts, refused: dict[Fix, str]) -> PlannedText:
    """Return a file with its fixes; where all together do not stand the proof, those that do not are `refused`."""
    planned_text, why = _tried(path, fixes, texts)
    good: list[Fix] = []
    for together in _by_group(fixes) if why else ():
        _, trouble = _tried(path, [*good, *together], texts)
        if trouble:
            refused |= dict.fromkeys(together, trouble)
        else:
            good += together
    return planned_text


def _by_group(fixes: Iterable[Fix]) -> list[list[Fix]]:
    """Return fixes, those of a group together."""
    found: dict[object, list[Fix]] = {}
    for fix in fixes:
        found.setdefault(fix.group or fix, []).append(fix)
    return list(found.values())


def _tried(path: str, fixes: Sequence[Fix], texts: Texts) -> tuple[PlannedText, str]:
    """Return a file with fixes, and what speaks against them."""
    library = texts.library(path) if is_library(path) else None
    before = library.text if library else texts.source(path)
    if before is None:
        return PlannedText(path, (), ""), "this file cannot be written"
    source = Source(path, before)
    try:
        edits = tuple(fix.edit for fix in fixes) if library else tuple(edit_proof.edits(source, fixes))
        found = PlannedText(path, tuple(fixes), before, edits)
        text = found.text
    except ValueError as error:
        return PlannedText(path, (), before), str(error)
    if library is None:
        return found, edit_proof.objection(source, fixes, text, SourceReader(texts.macros, texts.today))
    if renamed := dict(pair for fix in fixes for pair in fix.renamed):
        return found, merge_objection(library, renamed, text, texts.today)
    return found, fix_objection(library, edits, text)

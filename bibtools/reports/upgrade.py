"""What an upgrade did, as text and as JSON: each change with its evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bibtools.app.upgrade import Proposed, Undone, Upgraded, UpgradeOutcome
from bibtools.core.text import Edit, printable
from bibtools.index.published_work import PublishedWork
from bibtools.matching.published_version import canonical_venue
from bibtools.reports.finding_text import count

_NO_INDEX = "there is no index of published works on this machine; build one with bibtools index build dblp.xml.gz"


def text(outcome: UpgradeOutcome) -> str:
    """Return the diff, or a line for each entry that became a published version."""
    if outcome.is_diff:
        from bibtools.bibliography.editing.unified_diff import unified  # where it is asked for

        return unified(outcome.bib, outcome.before, _edits(outcome))
    return "".join(f"{printable(line)}\n" for line in _changes(outcome))


def _edits(outcome: UpgradeOutcome) -> list[Edit]:
    return [edit for each in outcome.entries for edit in each.edits]


def _changes(outcome: UpgradeOutcome) -> Iterator[str]:
    if outcome.undone or outcome.refused:
        yield from _undone(outcome)
        return
    for each in outcome.upgraded:
        yield f"{outcome.bib}: {each.entry.key}: {_where(each.work)} ({each.source}, {each.gate})"
    yield f"{outcome.bib}: {len(outcome.upgraded)} of {count(outcome.preprints, 'preprint')} upgraded"


def _undone(outcome: UpgradeOutcome) -> Iterator[str]:
    for each in outcome.undone:
        how = f"as before {each.earlier.day}" if each.earlier else "rebuilt from its record"
        yield f"{outcome.bib}: {each.entry.key}: preprint entry restored, {how}"
    number = len(outcome.undone) + len(outcome.refused)
    yield f"{outcome.bib}: {len(outcome.undone)} of {count(number, 'upgrade')} undone"


def diagnostics(outcome: UpgradeOutcome) -> str:
    """Return what is only proposed, what could not be asked, and what else there is to say."""
    return "".join(f"{printable(line)}\n" for line in _notes(outcome))


def _notes(outcome: UpgradeOutcome) -> Iterator[str]:
    for finding in outcome.findings:
        line, column = finding.position or (1, 1)
        yield f"{finding.path}:{line}:{column}: {finding.rule}: {finding.message}"
    for refused in outcome.refused:
        yield f"{outcome.bib}: {refused.key}: not undone: {refused.reason}"
    for each in outcome.proposed:
        for proposal in each.version.proposed:
            where = _where(proposal.work)
            yield f"{outcome.bib}:{each.line}: {each.key}: perhaps {where}, {proposal.work.title!r}: {proposal.reason}"
    if outcome.resolution.unresolved:
        number = count(len(outcome.resolution.unresolved), "identifier")
        yield f"note: {outcome.bib}: {number} could not be looked up: {outcome.resolution.trouble}"
    if outcome.is_diff and not outcome.entries:  # an empty diff says nothing
        yield from _changes(outcome)


def closing(outcomes: Sequence[UpgradeOutcome]) -> str:
    """Return what to say once for all libraries."""
    lacks_index = any(each.preprints and not each.sources for each in outcomes)
    return f"note: {_NO_INDEX}\n" if lacks_index else ""


def _where(work: PublishedWork) -> str:
    doi = f", doi:{work.doi}" if work.doi else ""
    return f"{canonical_venue(work)} {work.year}{doi}"


def values(outcome: UpgradeOutcome) -> dict[str, object]:
    """Return the same as JSON values."""
    from bibtools.reports.finding_values import of_finding  # as above

    return {
        "bib": outcome.bib,
        "upgraded": [_upgraded(each) for each in outcome.upgraded],
        "undone": [_back(each) for each in outcome.undone],
        "not_undone": [each._asdict() for each in outcome.refused],
        "proposed": [_proposed(each) for each in outcome.proposed],
        "unresolved": [{"id": each.id, "reason": why} for each, why in outcome.resolution.unresolved.items()],
        "findings": [of_finding(each) for each in outcome.findings],
        "written": outcome.written,
    }


def _upgraded(each: Upgraded) -> dict[str, object]:
    return {
        "id": each.identifier.id,
        "key": each.entry.key,
        "gate": each.gate,
        "source": each.source,
        "doi": each.work.doi or None,
        "venue": canonical_venue(each.work),
        "year": _year(each.work),
    }


def _back(each: Undone) -> dict[str, object]:
    kept = each.earlier
    how = {"gate": kept.gate, "source": kept.source, "day": kept.day} if kept else {}
    return {"key": each.entry.key, "how": "kept" if kept else "rebuilt", **how}


def _proposed(each: Proposed) -> dict[str, object]:
    candidates = [
        {
            "source": each.source,
            "title": proposal.work.title,
            "doi": proposal.work.doi or None,
            "venue": canonical_venue(proposal.work),
            "year": _year(proposal.work),
            "reason": proposal.reason,
        }
        for proposal in each.version.proposed
    ]
    return {
        "id": each.identifier.id,
        "key": each.key,
        "reason": each.version.proposed[0].reason,
        "candidates": candidates,
    }


def _year(work: PublishedWork) -> int | None:
    return int(work.year) if work.year.isdigit() else None

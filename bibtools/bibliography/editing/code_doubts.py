"""Links to code where it is not clear which one is the paper's own: they are reported, and not written."""

from __future__ import annotations

from bibtools.core.finding import Finding
from bibtools.records.codelinks import ranking
from bibtools.records.record import Record


def unclear_code(record: Record, path: str) -> list[Finding]:
    """Return the findings for code links that were not written because none of them is clearly the right one."""
    if not record.code or ranking.best(record.code):
        return []
    work, alike = record.identifier, ranking.rivals(record.code)
    urls = " and ".join(link.url for link in alike)
    data = {"identifier": work.id, "urls": [link.url for link in alike]}
    if len(alike) > 1:
        message = f"{work}: {urls} are equally likely: so none was written; add the right one"
        return [Finding("code-unclear", path, None, message, about=work, data=data)]
    message = f"{work} may have its code at {urls} ({alike[0].origin} says so): if so, add code = {{{urls}}}"
    return [Finding("code-proposed", path, None, message, about=work, data=data)]

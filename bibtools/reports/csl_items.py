"""Records as CSL-JSON, which pandoc, Quarto and Zotero read."""

from __future__ import annotations

import json

from bibtools.app.get import GetOutcome
from bibtools.bibliography.entries.csl_json import csl_item
from bibtools.reports.bibtex import keyed


def got(outcome: GetOutcome) -> str:
    """Return the items of all records; without any, an empty list."""
    items = [csl_item(record, key) for record, key in keyed(outcome)]
    return json.dumps(items, indent=2, ensure_ascii=False) + "\n"

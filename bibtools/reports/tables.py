"""The tables of code links, as text and as values that JSON knows."""

from __future__ import annotations

from collections.abc import Sequence

from bibtools.app.tables import Filled
from bibtools.reports.cache import day
from bibtools.reports.finding_text import count
from bibtools.storage.tables.store import TableSize
from bibtools.storage.tables.table import TABLES


def filled(done: Sequence[Filled]) -> str:
    """Return what was downloaded, with the licences: their terms bind whoever passes the data on."""
    return "".join(
        f"{each.table.name}: {count(each.links, 'link')}\n"
        f"  {each.table.title}\n  licence: {each.table.licence}; credit: {each.table.credit}\n"
        for each in done
    )


def held(found: Sequence[TableSize]) -> str:
    """Return what is there, and what could be."""
    there = {each.name: each for each in found}
    lines = []
    for table in TABLES.values():
        each = there.get(table.name)
        state = f"{count(each.links, 'link')} of {day(each.fetched)}" if each else "not downloaded"
        lines += [f"{table.name}: {state}", f"  {table.title}; {table.licence}; {table.credit}"]
    return "".join(f"{line}\n" for line in lines)


def values(found: Sequence[TableSize]) -> dict[str, object]:
    """Return the same as values that JSON knows."""
    there = {each.name: each for each in found}
    return {
        "tables": [
            {
                "name": table.name,
                "title": table.title,
                "licence": table.licence,
                "credit": table.credit,
                "links": there[table.name].links if table.name in there else None,
                "fetched": day(there[table.name].fetched) if table.name in there else None,
            }
            for table in TABLES.values()
        ]
    }

"""The one table of all benches: a line for each program and size, then by which powers of the size they grow."""

from __future__ import annotations

from bench.contract import Cost, Measured
from bench.counted_work import Counted


def line(bench: str, row: Measured, *, beside_older: bool) -> str:
    """Return the line of what was measured."""
    ratio = f" {row.ratio:8.2f} times {row.peer}" if row.ratio is not None else ""
    goal = "" if row.goal is None else f" (at most {row.goal:g})"
    remark = f"  {row.remark}" if row.remark else ""
    older = _of_older(row) if beside_older else ""
    return f"{bench:10} {row.what:36} {row.size:8}{older}{_of_cost(row.cost)}{ratio}{goal}{remark}".rstrip()


def head(*, beside_older: bool) -> str:
    """Return the names of the columns."""
    older = f"{'before':>11} {'':>8}" if beside_older else ""
    change = f" {'now/before':>10}" if beside_older else ""
    return f"{'bench':10} {'what':36} {'size':>8}{older}{change}{'seconds':>11} {'MB':>8}  compared"


def _of_cost(cost: Cost) -> str:
    digits = 3 if cost.seconds >= 0.1 else 6
    return f"{cost.seconds:11.{digits}f} {cost.megabytes:8.0f}"


def _of_older(row: Measured) -> str:
    if row.before is None:
        return f"{'':11} {'':8} {'':10}"
    return f"{_of_cost(row.before)} {row.cost.seconds / row.before.seconds:10.2f}"


def of_growth(bench: str, what: str, power: float) -> str:
    """Return the line of by which power of the size a program grows."""
    return f"{bench:10} {what:36} grows by the power {power:.2f} of the size"


def of_work(each: Counted) -> str:
    """Return the line of counted work."""
    shown = f"work       {each.case:24} {each.number:7} {each.kind}, at most {each.limit}"
    return f"{shown}: MORE THAN ALLOWED" if each.number > each.limit else shown

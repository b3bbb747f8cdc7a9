"""`bibtools explain`: what a finding means, and what to do about it."""

from __future__ import annotations

import click

from bibtools.cli.output import emit
from bibtools.cli.shared_options import FORMAT
from bibtools.core.errors import ExitCode, UsageError
from bibtools.core.rules import RULES
from bibtools.reports import explain as reports


@click.command()
@click.argument("rule", required=False, metavar="[RULE]")
@FORMAT(type=click.Choice(["text", "json"]), default="text", help="How the outcome is printed.")
def explain(rule: str | None, form: str) -> int:
    """Explain a RULE, or list them all."""
    rule = rule.lower() if rule else rule
    if rule is not None and rule not in RULES:
        raise UsageError(f"{rule}: there is no such rule{_nearest(rule)}")
    rules = list(RULES.values()) if rule is None else [RULES[rule]]
    text = reports.listed(rules) if rule is None else reports.explained(rules[0])
    emit(reports.as_json(rules) if form == "json" else text, "")
    return ExitCode.IN_STEP


def _nearest(name: str) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - for the message only

    close = get_close_matches(name, RULES, 1, 0.5)
    return f"; did you mean {close[0]}?" if close else "; bibtools explain lists them"

"""`bibtools explain`: what a finding means, and what to do about it."""

from __future__ import annotations

import click

from bibtools.cli.output import emit_result
from bibtools.cli.shared_options import format_option
from bibtools.core.errors import ExitCode, UsageError
from bibtools.core.nearest import nearest
from bibtools.core.rules import RULES
from bibtools.reports import explain as reports
from bibtools.reports.formats import Result


@click.command()
@click.argument("rule", required=False, metavar="[RULE]")
@format_option()
def explain(rule: str | None, form: str) -> int:
    """Explain a RULE, or list them all."""
    rule = rule.lower() if rule else rule
    if rule is not None and rule not in RULES:
        raise UsageError(f"{rule}: there is no such rule{_nearest(rule)}")
    rules = list(RULES.values()) if rule is None else [RULES[rule]]
    text = reports.listed(rules) if rule is None else reports.explained(rules[0])
    emit_result(Result(lambda: text, lambda: reports.values(rules)), form)
    return ExitCode.IN_STEP


def _nearest(name: str) -> str:
    close = nearest(name, RULES)
    return f"; did you mean {close}?" if close else "; bibtools explain lists them"

"""`bibtools explain`: what a finding means, and what to do about it."""

from __future__ import annotations

import click

from bibtools.app.wiring import configuration
from bibtools.cli.output import emit_result
from bibtools.cli.shared_options import format_option
from bibtools.cli.shell_completion import completing, rules
from bibtools.core.errors import ConfigError, ExitCode, UsageError
from bibtools.core.nearest import nearest
from bibtools.core.rule_selection import NO_CHOICE, RuleSelection
from bibtools.core.rules import RULES
from bibtools.reports import explain as reports
from bibtools.reports.formats import Result


@click.command()
@click.argument("rule", required=False, metavar="[RULE]", shell_complete=completing(rules))
@format_option()
def explain(rule: str | None, form: str) -> int:
    """Explain a RULE, or list all rules with the levels that apply here."""
    rule = rule.lower() if rule else rule
    if rule is not None and rule not in RULES:
        raise UsageError(f"no such rule: {rule}{_nearest(rule)}")
    rules = list(RULES.values()) if rule is None else [RULES[rule]]
    selection = _selection()
    text = reports.listed(rules, selection) if rule is None else reports.explained(rules[0], selection)
    emit_result(Result(lambda: text, lambda: reports.values(rules, selection)), form)
    return ExitCode.IN_STEP


def _selection() -> RuleSelection:
    """Return the rules in force here; the defaults where the configuration is wrong, which other commands report."""
    try:
        return configuration(quiet_about_files=True, asks=False).rules
    except ConfigError:
        return NO_CHOICE


def _nearest(name: str) -> str:
    close = nearest(name, RULES)
    return f"; did you mean {close}?" if close else "; bibtools explain lists them"

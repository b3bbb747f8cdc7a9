"""Which rules the package names: those that there are, and all of them."""

from __future__ import annotations

import ast

from syntax_trees import nodes, trees

from bibtools.core.rules import RULES


def test_findings_name_known_rules_only() -> None:
    """A finding with another rule has no level, which a user would see."""
    named: set[str] = set()
    for path, tree in trees().items():
        if path != "core/rules.py":
            named |= {node.value for node in nodes(tree) if isinstance(node, ast.Constant) and node.value in RULES}
            for node in nodes(tree):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Finding":
                    rule = next((each.value for each in node.keywords if each.arg == "rule"), None) or node.args[0]
                    assert not isinstance(rule, ast.Constant) or rule.value in RULES, (path, node.lineno)
    assert named == RULES.keys(), "nobody finds these: a rule is named where its findings or faults are made"

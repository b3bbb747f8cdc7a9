"""Generated pages: one for each rule, and tables that have everything that the program has."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import urlparse

import generated
import pytest

from bibtools.config.descriptions import DESCRIPTIONS
from bibtools.core.project import DOCUMENTATION, page_of_rule
from bibtools.core.rules import RULES
from bibtools.providers.registry import SERVICES

PAGES = generated.pages()


@pytest.mark.parametrize("name", RULES)
def test_every_rule_has_a_page_where_the_program_says(name: str) -> None:
    rule = RULES[name]
    path = urlparse(page_of_rule(name)).path.removeprefix(urlparse(DOCUMENTATION).path)
    page = PAGES[path.replace(".html", ".md")]
    assert page.startswith(f"# {name}\n\n{rule.summary}\n")
    assert all(text in page for text in (rule.meaning, rule.advice, rule.fix))
    assert ("--fix" in page.replace(rule.advice, "").replace(rule.meaning, "")) == bool(rule.fix)
    assert (f"--select {name}`" in page) == (bool(rule.fix) and not rule.is_safe_fix)
    assert (f'extend-select = ["{name}"]' in page, f'ignore = ["{name}"]' in page) == (
        not rule.is_default,
        rule.is_default,
    )


def test_the_tables_have_everything() -> None:
    rows = re.findall(
        r"^\| \[([a-z-]+)\]\(\.\./rules/\1\.md\) \| (\w+) \| (on|off) \|", PAGES["_generated/rules.md"], re.MULTILINE
    )
    assert rows == [(each.name, each.level, "on" if each.is_default else "off") for each in RULES.values()]
    fixes = re.findall(r"^\| \[([a-z-]+)\]", PAGES["_generated/fixes.md"], re.MULTILINE)
    assert fixes == [each.name for each in RULES.values() if each.fix]
    settings = "".join(PAGES[f"_generated/{name}.md"] for name in ("settings", "user-settings"))
    assert set(re.findall(r"^\| `([\w-]+)` \|", settings, re.MULTILINE)) == set(DESCRIPTIONS)
    assert re.findall(r"^\| `(\w+)` \|", PAGES["_generated/pace.md"], re.MULTILINE) == list(SERVICES)


def test_a_table_is_one_whatever_its_cells_hold() -> None:
    assert generated.table(("a", "b"), [("x|y", "z")]).splitlines() == ["| a | b |", "| --- | --- |", r"| x\|y | z |"]


def test_pages_are_written_once_and_old_ones_go(tmp_path: Path) -> None:
    generated.write(tmp_path)
    rule, old = tmp_path / "rules" / "missing-paper.md", tmp_path / "rules" / "gone.md"
    old.write_text("a rule that there is no more", "utf-8")
    before = rule.stat().st_mtime_ns
    generated.write(tmp_path)
    assert (rule.stat().st_mtime_ns, old.exists()) == (before, False)
    written = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.*")}
    assert written == set(PAGES)
    for path in (tmp_path / "_generated" / "site" / "schemas").iterdir():
        assert json.loads(path.read_text("utf-8"))["$schema"]

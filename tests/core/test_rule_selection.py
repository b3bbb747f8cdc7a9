from __future__ import annotations

import cProfile
import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtools.core.errors import UsageError
from bibtools.core.finding import Finding
from bibtools.core.rule_selection import ALL, DEFAULT_RULES, FileIgnores, RuleOptions, RuleSelection
from bibtools.core.rules import RULES

EVERY = frozenset(RULES)
OFF = {name for name, rule in RULES.items() if not rule.is_default}


@pytest.mark.parametrize(
    ("select", "extend", "ignore", "on"),
    [
        (None, (), (), DEFAULT_RULES),
        (["skipped"], (), (), {"skipped"}),
        ([ALL], (), (), EVERY),
        ([], (), (), set()),
        (None, ["missing-field"], (), DEFAULT_RULES | {"missing-field"}),
        (None, ["unused-entry"], (), DEFAULT_RULES | {"unused-entry", "unchecked-entries"}),
        (["undefined-key"], (), (), {"undefined-key", "unchecked-keys"}),
        (["undefined-key"], (), ["unchecked-keys"], {"undefined-key"}),
        (["unchecked-keys"], (), (), {"unchecked-keys"}),
        (None, (), ["skipped", "unread"], DEFAULT_RULES - {"skipped", "unread"}),
        ([ALL], (), ["skipped"], EVERY - {"skipped"}),
        (["skipped"], (), [ALL], {"skipped"}),
        (["skipped", ALL], (), [ALL], {"skipped"}),
        (["skipped"], ["unread"], ["skipped"], {"unread"}),
        (None, (), [ALL], set()),
    ],
)
def test_rules_are_chosen_as_with_ruff(
    select: list[str] | None, extend: Sequence[str], ignore: Sequence[str], on: set[str]
) -> None:
    assert RuleSelection().chosen(select, extend, ignore).on == on


@given(*[st.lists(st.sampled_from([*RULES, ALL]), max_size=5)] * 3)
def test_a_rule_that_is_selected_and_not_ignored_by_name_is_on(
    select: list[str], extend: list[str], ignore: list[str]
) -> None:
    on = RuleSelection().chosen(select, extend, ignore).on
    named = {*select, *extend} - {ALL}
    assert named - set(ignore) <= on <= EVERY - set(ignore)


@pytest.mark.parametrize(
    ("pattern", "path", "is_meant"),
    [
        ("old/*.bib", "old/a.bib", True),
        ("old/*.bib", "./old/a.bib", True),
        ("old/*.bib", "old/more/a.bib", True),
        ("old/*.bib", "new/old/a.bib", False),
        ("old/*.bib", "a.bib", False),
        ("old/*.bib", "old/a.tex", False),
        ("*.bib", "deep/er/a.bib", True),
        ("a.bib", "deep/a.bib", True),
        ("a.bib", "deep/ba.bib", False),
        ("**/a.bib", "a.bib", True),
        ("!old/*", "new/a.bib", True),
        ("!old/*", "old/a.bib", False),
        ("[ab].bib", "b.bib", True),
        ("(a|b).bib", "b.bib", False),
    ],
)
def test_files_are_meant_by_globs(pattern: str, path: str, is_meant: bool) -> None:
    assert FileIgnores(pattern, ()).matches(path) is is_meant


def test_globs_are_those_of_the_folder_of_their_file() -> None:
    assert FileIgnores("paper/old/*", (), "paper").matches("old/a.bib")
    assert not FileIgnores("old/*", (), "paper").matches("old/a.bib")


def test_findings_are_chosen_and_get_their_levels() -> None:
    found = [Finding(rule, path, None, "words") for rule in ("skipped", "unread") for path in ("a.tex", "old/a.tex")]
    selection = RuleSelection(in_files=(FileIgnores("old/*", ("unread",)),)).with_levels({"skipped": "error"})
    applied = selection.applied(found)
    assert [(each.rule, each.path, each.level) for each in applied] == [
        ("skipped", "a.tex", "error"),
        ("skipped", "old/a.tex", "error"),
        ("unread", "a.tex", "error"),
    ]
    assert selection.applied(applied) == applied


def test_a_file_is_compared_with_each_pattern_once() -> None:
    """Patterns were compiled anew for each finding where there were more of them than were kept."""
    patterns = tuple(FileIgnores(f"old/{n}/*", (ALL,)) for n in range(500))
    found = [Finding("unread", f"{n % 10}.tex", None, "words") for n in range(1000)]
    work = cProfile.Profile()
    assert work.runcall(RuleSelection(in_files=patterns).applied, found) == found
    calls = {getattr(each.code, "co_name", ""): each.callcount for each in work.getstats()}
    assert (calls["matches"], calls["translate"]) == (500 * 10, 500)


def test_what_is_asked_for_cannot_be_ignored() -> None:
    nothing = RuleSelection(frozenset(), {"unread": "note"}, (FileIgnores("*", (ALL,)),))
    found = [Finding(rule, "a.tex", None, "words") for rule in ("skipped", "unread")]
    assert [(each.rule, each.level) for each in nothing.certainly("unread").applied(found)] == [("unread", "error")]
    assert RuleSelection().certainly("unread") == RuleSelection()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (RuleOptions(select=("skiped",)), "--select: no such rule: skiped; did you mean skipped?"),
        (RuleOptions(ignore=("unread, unraed",)), "--ignore: no such rule: unraed; did you mean unread?"),
        (RuleOptions(extend=("E501",)), "--extend-select: no such rule: E501; bibtools explain lists them"),
    ],
)
def test_a_name_that_is_none_is_told_with_the_nearest(options: RuleOptions, said: str) -> None:
    with pytest.raises(UsageError, match=re.escape(said)):
        options.over(RuleSelection())


def test_options_are_lists_with_commas_and_given_several_times() -> None:
    options = RuleOptions(select=("skipped,unread", "aside"), ignore=("unread",))
    assert options.over(RuleSelection()).on == {"skipped", "aside"}
    assert RuleOptions().over(RuleSelection()) == RuleSelection()
    assert RuleOptions(select=("",)).over(RuleSelection()).on == set()


def test_what_is_off_by_default() -> None:
    repairs = {"markup-in-title", "unprotected-capital", "doi-spelling", "url-spelling", "page-dash", "unescaped-sign"}
    assert {"missing-field", "unused-entry", "unchecked-entries", *repairs} == OFF

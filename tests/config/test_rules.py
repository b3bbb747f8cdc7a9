from __future__ import annotations

from pathlib import Path

import pytest

from bibtools.config.configuration import Config, load
from bibtools.core.errors import ConfigError
from bibtools.core.finding import Finding
from bibtools.core.rule_selection import DEFAULT_RULES
from bibtools.core.rules import RULES


def loaded(folder: Path, repository: str = "", user: str = "") -> Config:
    (folder / ".bibtools.toml").write_text(repository, "utf-8")
    own = folder / "own.toml"
    own.write_text(user, "utf-8")
    return load({"BIBTOOLS_CONFIG": str(own)}, folder, str(own))


@pytest.mark.parametrize(
    ("repository", "user", "on"),
    [
        ("", "", DEFAULT_RULES),
        ('select = ["ALL"]', "", frozenset(RULES)),
        ('select = ["skipped"]\nextend-select = ["unread"]', "", {"skipped", "unread"}),
        ("", 'ignore = ["skipped"]', DEFAULT_RULES - {"skipped"}),
        ('ignore = ["unread"]', 'ignore = ["skipped"]', DEFAULT_RULES - {"skipped", "unread"}),
        ('select = ["skipped"]', 'ignore = ["skipped"]', {"skipped"}),
        ('extend-select = ["skipped"]', 'select = ["unread"]', {"skipped", "unread"}),
    ],
)
def test_the_repository_goes_over_the_user(tmp_path: Path, repository: str, user: str, on: set[str]) -> None:
    assert loaded(tmp_path, repository, user).rules.on == on


def test_levels_and_files_of_both_hold(tmp_path: Path) -> None:
    repository = 'level = {skipped = "error"}\n[per-file-ignores]\n"old/*.bib" = ["unread"]\n'
    user = 'level = {skipped = "warning", aside = "error"}\n[per-file-ignores]\n"mine.bib" = ["ALL"]\n'
    rules = loaded(tmp_path, repository, user).rules
    assert (rules.level("skipped"), rules.level("aside"), rules.level("unread")) == ("error", "error", "error")
    found = [Finding("unread", path, None, "words") for path in ("old/a.bib", "a.bib", "sub/mine.bib")]
    assert [each.path for each in rules.applied(found)] == ["a.bib"]


def test_globs_are_relative_to_the_file(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    folder = tmp_path / "sub"
    folder.mkdir()
    (tmp_path / ".bibtools.toml").write_text('per-file-ignores = {"sub/old/*" = ["unread"]}', "utf-8")
    rules = load({}, folder).rules
    found = [Finding("unread", path, None, "words") for path in ("old/a.bib", "sub/old/a.bib", "../sub/old/b.bib")]
    assert [each.path for each in rules.applied(found)] == ["sub/old/a.bib"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('select = "ALL"', "select cannot be 'ALL': it must be a list in brackets"),
        ("select = [1]", "select cannot hold 1"),
        ('ignore = ["missing-papr"]', "ignore: no such rule: missing-papr; did you mean missing-paper?"),
        ('level = {unread = "fatal"}', "level: unread cannot be 'fatal'; known: error, warning, note"),
        ('level = {unread = "eror"}', "did you mean error?"),
        ("level = {unread = 1}", "level: unread cannot be 1"),
        ('level = {unraed = "error"}', "level: no such rule: unraed; did you mean unread?"),
        ('level = {ALL = "error"}', "level: ALL stands for all rules"),
        ('per-file-ignores = {"a" = ["x"]}', "per-file-ignores: a: no such rule: x"),
        ('per-file-ignores = {"" = ["unread"]}', "a pattern has 1 to 500 characters"),
        (f'per-file-ignores = {{"{"*a" * 21}" = ["unread"]}}', "a pattern has at most 20 of * ? ["),
        ("per-file-ignores = []", "per-file-ignores cannot be []: it must be a table"),
        ('extend-ignore = ["unread"]', "unknown key extend-ignore; did you mean"),
        ('per_file_ignores = {"a" = ["unread"]}', "did you mean per-file-ignores?"),
    ],
)
def test_mistakes_are_told(tmp_path: Path, text: str, said: str) -> None:
    for repository, user in ((text, ""), ("", text)):
        with pytest.raises(ConfigError) as raised:
            loaded(tmp_path, repository, user)
        assert said in str(raised.value)

"""Rules are chosen alike for the command, the hook and the public functions, and exit codes follow their levels."""

from __future__ import annotations

from pathlib import Path

import pytest
from commits import ONE, entries, init, tex, write
from conftest import Cli
from row_tables import rarely

import bibtools

MACRO = entries(ONE) + "@misc{b,\n  month = sept\n}\n"
REPEATED = entries(ONE, ONE)
TWICE = entries(ONE) + entries(ONE).replace(f"{{{ONE},", "{other,")

# Files, options, the exit code, and the rules that are reported.
CHOICES: list[tuple[dict[str, str], list[str], int, set[str]]] = [
    ({"refs_bib": REPEATED}, [], 1, {"duplicate-key"}),
    ({"refs_bib": REPEATED}, ["--ignore", "duplicate-key"], 0, set()),
    rarely({"refs_bib": REPEATED}, ["--select", "broken-entry"], 0, set()),
    (
        {"refs_bib": REPEATED},
        ["--select", "broken-entry", "--select=missing-paper,duplicate-key"],
        1,
        {"duplicate-key"},
    ),
    ({"refs_bib": MACRO}, [], 0, {"undefined-macro"}),
    rarely({"refs_bib": MACRO}, ["--ignore", "ALL"], 0, set()),
    rarely({"refs_bib": TWICE}, [], 0, {"duplicate-work"}),
    ({"refs_bib": TWICE, ".bibtools_toml": 'level = {duplicate-work = "error"}'}, [], 1, {"duplicate-work"}),
    ({"refs_bib": REPEATED, ".bibtools_toml": 'level = {duplicate-key = "warning"}'}, [], 0, {"duplicate-key"}),
    rarely({"refs_bib": REPEATED, ".bibtools_toml": 'level = {duplicate-key = "note"}'}, [], 0, set()),
    ({"refs_bib": REPEATED, ".bibtools_toml": 'ignore = ["duplicate-key"]'}, [], 0, set()),
    (
        {"refs_bib": REPEATED, ".bibtools_toml": 'ignore = ["duplicate-key"]'},
        ["--extend-select", "duplicate-key"],
        1,
        {"duplicate-key"},
    ),
    ({"refs_bib": REPEATED, ".bibtools_toml": 'per-file-ignores = {"*.bib" = ["ALL"]}'}, [], 0, set()),
    rarely(
        {"refs_bib": REPEATED, ".bibtools_toml": 'per-file-ignores = {"*.tex" = ["ALL"]}'}, [], 1, {"duplicate-key"}
    ),
    rarely({"refs_bib": ""}, ["--ignore", "missing-paper"], 0, set()),
    ({"refs_bib": entries(ONE) + "@book{x, title={T}}\n"}, ["--extend-select", "missing-field"], 0, {"missing-field"}),
    (
        {"refs_bib": entries(ONE), "q_tex": "\\input{p}\\begin{document}arXiv:2113.00001\\end{document}"},
        ["--ignore", "impossible-id"],
        0,
        set(),
    ),
]


@pytest.mark.thinned(3)
@pytest.mark.parametrize(("files", "options", "code", "rules"), CHOICES)
def test_the_command_and_the_hook_tell_what_is_chosen(
    paper: Path, cli: Cli, hook: Cli, files: dict[str, str], options: list[str], code: int, rules: set[str]
) -> None:
    write(paper, p_tex=tex(ONE) + "\\bibliographystyle{plain}\n", **files)
    for run in (cli("check", *options), hook("bibtools-check", *options)):
        assert run.code == code, run
        assert {line.split(": ")[1] for line in run.out.splitlines()[:-1]} == rules
    again = hook("bibtools-check", *options)
    assert (again.code, code or again.out == "") == (code, True)  # warnings are reported when something is new


def test_the_hook_notices_that_rules_have_changed(paper: Path, hook: Cli) -> None:
    write(paper, p_tex=tex(ONE), refs_bib=REPEATED, **{".bibtools_toml": 'ignore = ["duplicate-key"]'})
    assert [hook("bibtools-check").code for _ in range(2)] == [0, 0]
    assert hook("bibtools-check", "--extend-select", "duplicate-key").code == 1
    (paper / ".bibtools.toml").write_text("", "utf-8")
    assert hook("bibtools-check").code == 1
    (paper / ".bibtools.toml").write_text('per-file-ignores = {"refs.bib" = ["duplicate-key"]}', "utf-8")
    assert hook("bibtools-check").code == 0


def test_the_hook_notices_that_another_program_reads_the_library(paper: Path, hook: Cli) -> None:
    library = entries(ONE) + "@misc{k,\n  note = {x},\n}\n@misc{K,\n  note = {x},\n}\n"
    write(paper, p_tex=tex(ONE) + "\\usepackage{biblatex}\n", refs_bib=library)
    assert hook("bibtools-check").code == 0
    (paper / "p.tex").write_text(tex(ONE) + "\\bibliographystyle{plain}\n", "utf-8")
    assert hook("bibtools-check").code == 1


def test_macros_of_a_style_and_of_another_library_are_defined(paper: Path, cli: Cli) -> None:
    library = entries(ONE) + "@misc{b,\n  journal = myj,\n  note = theirs\n}\n"
    write(paper, p_tex=tex(ONE, bib="abbr,refs") + "\\bibliographystyle{own}\n", refs_bib=library)
    only = ("--ignore", "untracked-library")
    (paper / "abbr.bib").write_text("@string{theirs = {Theirs}}\n", "utf-8")
    (paper / "own.bst").write_text("ENTRY {title} {} {}\n", "utf-8")
    assert "undefined-macro" in cli("check", *only).out
    (paper / "own.bst").write_text('ENTRY {title} {} {}\nMACRO {myj} {"My Journal"}\n', "utf-8")
    assert cli("check", *only).out == ""
    (paper / "own.bst").unlink()  # then nobody knows
    assert cli("check", *only).out == ""


def test_a_public_check_follows_the_configuration(paper: Path) -> None:
    write(paper, p_tex=tex(ONE), refs_bib=REPEATED)
    for text, code in (("", 1), ('ignore = ["duplicate-key"]', 0)):
        (paper / ".bibtools.toml").write_text(text, "utf-8")
        config = bibtools.read_config(paper, environ={})
        assert bibtools.check(base=paper, config=config).exit_code == code


@pytest.mark.parametrize("program", ["check", "bibtools-check", "bibtools-sync"])
@pytest.mark.parametrize("option", ["--select", rarely("--extend-select"), rarely("--ignore")])
def test_an_unknown_rule_is_told_with_the_nearest(paper: Path, cli: Cli, hook: Cli, program: str, option: str) -> None:
    write(paper, p_tex=tex(ONE), refs_bib=entries(ONE))
    run = (cli if program == "check" else hook)(program, option, "duplicate-kye")
    assert (run.code, run.out, "did you mean duplicate-key?" in run.err) == (2, "", True)


def test_sync_leaves_what_is_as_old_as_the_library_to_check(paper: Path, cli: Cli) -> None:
    library = TWICE + "% Generated by Paperpile\n" + "@misc{c,\n  month = sept\n}\n"
    write(paper, p_tex=tex(ONE), refs_bib=library)
    init(paper)
    first, second = cli("sync"), cli("sync")
    for run in (first, second):
        assert (run.code, run.err) == (0, "")
    assert "duplicate-work" in cli("check").out


def test_sync_tells_what_stands_in_the_way(paper: Path, cli: Cli) -> None:
    write(paper, p_tex=tex(ONE), refs_bib=REPEATED + "@misc{x, title = {T}\n")
    told = cli("sync").err
    assert ("broken-entry" in told, "duplicate-key" in told) == (True, True)
    write(paper, **{".bibtools_toml": 'ignore = ["broken-entry"]'})
    told = cli("sync").err
    assert ("broken-entry" in told, "duplicate-key" in told) == (False, True)


def test_what_sync_check_is_asked_for_cannot_be_ignored(paper: Path, cli: Cli) -> None:
    write(paper, p_tex=tex(ONE), refs_bib="", **{".bibtools_toml": 'ignore = ["ALL"]'})
    run = cli("sync", "--check")
    assert (run.code, "missing-paper" in run.out) == (1, True)
    assert cli("check").code == 0


def test_explain_lists_the_state_here(paper: Path, cli: Cli) -> None:
    write(paper, **{".bibtools_toml": 'ignore = ["skipped"]\nlevel = {aside = "error"}'})
    told = {line.split()[0]: line.split()[1] for line in cli("explain").out.splitlines()}
    assert [told[rule] for rule in ("skipped", "aside", "missing-field", "unread")] == ["off", "error", "off", "error"]
    assert "It is on by default, and off here" in cli("explain", "skipped").out
    assert "its level is error here" in cli("explain", "aside").out
    assert "It is off by default;" in cli("explain", "missing-field").out
    write(paper, **{".bibtools_toml": "nonsense = 1"})
    assert cli("explain").code == 0


ALIASES = "@online{held,\n  ids = {chen2021gans, 2101.00001},\n  title = {Of Others},\n  date = {2020},\n}\n"


def test_an_alias_is_a_key(paper: Path, cli: Cli, hook: Cli) -> None:
    library = ALIASES.replace("title", "eprint = {2101.00001},\n  eprinttype = {arxiv},\n  title")
    write(paper, p_tex="\\usepackage{biblatex}\\addbibresource{refs.bib}\\cite{2101.00001}", refs_bib=library)
    assert (cli("sync").code, cli("check").code, hook("bibtools-check").code) == (0, 0, 0)


def test_a_new_entry_never_takes_an_alias(paper: Path, cli: Cli) -> None:
    write(paper, p_tex="\\addbibresource{refs.bib}arXiv:2106.00134", refs_bib=ALIASES)
    added = cli("sync", "--format", "json").json["added"]
    assert [each["key"] for each in added if each["key"] in {"chen2021gans", "2101.00001"}] == []
    assert len(added) == 1

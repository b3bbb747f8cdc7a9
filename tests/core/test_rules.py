"""Every rule has an explanation, and a paper that breaks it: where that is reported, and as what."""

from __future__ import annotations

import json
import pickle
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple, get_args

import pytest
from commits import init
from conftest import NOBODY, Cli
from loopback import FakeArxiv, FakeDataCite, FakeGitHub, FakeHuggingFace, Paper
from staging import stage

from bibtools.app.fixing.rule_fixers import FIXERS, LAST
from bibtools.cli.main import run as run_here
from bibtools.core import rules
from bibtools.core.finding import Finding
from bibtools.core.rule import Level
from bibtools.core.rules import ERROR, NOTE, RULES, WARNING

ENTRY = "@misc{{{key},\n  title = {{{title}}},\n  eprint = {{2101.00001}},\n  archiveprefix = {{arXiv}}\n}}\n"
HELD = ENTRY.format(key="k", title="Notes on Engines")
CHECK = "check --bib refs.bib ."
PLAIN = "\\bibliographystyle{plain}"
PREPRINT = "@misc{a, author={Ada Example}, title={Notes on Engines}, eprint={2101.00001}, archiveprefix={arXiv}}\n"
BIBLATEX = "\\usepackage{biblatex}\\addbibresource{refs.bib}"
CODE = "@misc{{k,\n  code = {{{url}}}\n}}\n"
BYRON = CODE.format(url="https://github.com/ada/byron")
CITES = "\\bibliography{refs}\n"
TITLED = "@misc{{{key},\n  author = {{Ada Example}},\n  title = {{Notes on Engines}},\n  year = {{2021}}{more}\n}}\n"


# What is reported only with an index of published works, and where that is tried.
WITH_AN_INDEX = {"published-since": "tests/app/test_publishing.py"}
BOGUS = "@book{b, title = {Weaving}, doi = {10.1017/CBO9781107415324.004}}\n"
VERIFY = "verify refs.bib --offline"


class Case(NamedTuple):
    """Files, the command, and the place at which it reports the rule."""

    place: str
    files: Mapping[str, str]
    command: str = "sync --bib refs.bib ."
    settings: Mapping[str, str] = {}
    program: str = ""  # or that of a hook
    tracked: str = ""  # the one file that git tracks, where there is git


def sources(text: str, bib: str = "", **more: str) -> Mapping[str, str]:
    return {"p.tex": text, "refs.bib": bib, **more}


UNKNOWN = {"BIBTOOLS_GITHUB_URL": NOBODY}
CASES = {
    "missing-paper": Case("p.tex:1:7", sources("arXiv:2101.00001"), "sync --check --bib refs.bib ."),
    "missing-library": Case("gone.bib", sources("arXiv:2101.00001"), "sync --check --bib gone.bib ."),
    "unchecked": Case("a.tex", sources(CITES, **{"a.tex": "\\bibliography{a}", "a.bib": "a\0b"}), "check"),
    "aside": Case("README.md", sources(CITES, **{"README.md": "arXiv:2101.00001"}), "sync --check"),
    "absent-library": Case("refs.bib", {"p.tex": CITES}, "check"),
    "untracked-library": Case("refs.bib", sources(CITES), "", program="bibtools-check", tracked="p.tex"),
    "impossible-id": Case("p.tex:2:7", sources("\narXiv:2113.00001")),
    "bare-number": Case("p.tex:1:6", sources("See (2101.00001).")),
    "doi-in-passing": Case("p.tex:1:9", sources("See doi:10.1145/3292500.3330701.")),
    "repaired-id": Case("p.tex:1:7", sources("arXiv:2106.0134")),
    "not-copied": Case(
        "master.bib:2:1",
        sources(r"\cite{k}", **{"master.bib": "@misc{k, title={A}}\n@misc{k, title={B}}\n"}),
        "sync --bib refs.bib --from master.bib .",
    ),
    "nonexistent-id": Case("p.tex:1:7", sources("arXiv:2101.09999")),
    "rejected-id": Case("p.tex:1:7", sources("arXiv:2101.00666")),
    "not-asked": Case("p.tex:1:7", sources("arXiv:2101.00001"), settings={"BIBTOOLS_ARXIV_URL": NOBODY}),
    "code-not-asked": Case(
        "refs.bib",
        sources("arXiv:2101.00001"),
        "sync --bib refs.bib --code-from huggingface .",
        {"BIBTOOLS_HUGGINGFACE_URL": NOBODY},
    ),
    "proposed-paper": Case(
        "p.md:1:3", {"p.md": "- Example, Notes on Engines, 1990", "refs.bib": ""}, "sync --find --bib refs.bib ."
    ),
    "not-searched": Case(
        ".",
        {"p.md": "- Ada Example, Notes on Engines", "refs.bib": ""},
        "sync --find --bib refs.bib .",
        {"BIBTOOLS_ARXIV_URL": NOBODY},
    ),
    "unread": Case("gone.tex", sources(""), "sync --bib refs.bib gone.tex"),
    "skipped": Case("figure.png", sources("", **{"figure.png": "\0"}), "sync --bib refs.bib figure.png"),
    "cite-other-key": Case("p.tex:1:7", sources("\\cite{2101.00001}", HELD)),
    "undefined-key": Case("p.tex:1:26", sources(f"{CITES.strip()}\\cite{{gone}}"), "check"),
    "unchecked-keys": Case("p.tex", sources("\\bibliography{refs,lost}\\cite{gone}"), "check"),
    "unused-entry": Case("refs.bib:1:7", sources(CITES, HELD), "check --extend-select unused-entry"),
    "unchecked-entries": Case("refs.bib", sources(CITES + "\\cite{\\k}", HELD), "check --select unused-entry"),
    "key-taken": Case("p.tex:1:7", sources("\\cite{2101.00001}", "% bibtools: is 2101.00002\n@misc{2101.00001}")),
    "broken-entry": Case("refs.bib:1:10", sources("", "@misc{k, a b}")),
    "duplicate-key": Case("refs.bib:2:7", sources("", "@misc{k}\n@misc{k}\n")),
    "disputed-entry": Case("refs.bib:1:3", sources("", "% @misc{k}\n")),
    "conflict-marker": Case(
        "refs.bib:1:1",
        sources(CITES, "<<<<<<< a\n=======\n>>>>>>> b\n"),
        "--bib refs.bib",
        program="bibtools-check",
    ),
    "unreadable-key": Case("refs.bib:1:7", sources(BIBLATEX, "@misc{a#b,}\n"), CHECK),
    "stray-at": Case("refs.bib:1:6", sources(CITES + PLAIN, "% ada@example.org\n"), CHECK),
    "swallowed-entry": Case("refs.bib:1:19", sources("", "@misc{a, title={x @misc{b, note={y}}}}"), CHECK),
    "undefined-macro": Case("refs.bib:1:18", sources("", "@misc{a, month = sept}"), CHECK),
    "alias-clash": Case("refs.bib:1:15", sources(BIBLATEX, "@misc{a, ids={b}}\n@misc{b,}"), CHECK),
    "byte-order-mark": Case("refs.bib:2:1", sources("", "@misc{a,}\n\ufeff@misc{b,}"), CHECK),
    "escaped-identifier": Case("refs.bib:1:16", sources(BIBLATEX, "@misc{a, doi = {10.1/a\\_b}}"), CHECK),
    **{
        rule: Case(f"refs.bib:1:{column}", sources(BIBLATEX, f"@misc{{a, {field}}}"), f"{CHECK} --select {rule}")
        for rule, column, field in (
            ("markup-in-title", 16, "title={A &amp; B}"),
            ("unprotected-capital", 16, "title={Models like BERT}"),
            ("doi-spelling", 14, "doi={doi:10.1000/1}"),
            ("url-spelling", 14, "url={\\url{https://a.org}}"),
            ("page-dash", 16, "pages={1-2}"),
            ("unescaped-sign", 19, "title={A & B}"),
        )
    },
    "missing-field": Case("refs.bib:1:1", sources(BIBLATEX, "@book{a, title={x}}"), f"{CHECK} --select missing-field"),
    "duplicate-work": Case("refs.bib:6:1", sources("", HELD + ENTRY.format(key="l", title="Notes on Engines")), CHECK),
    "shared-id": Case(
        "refs.bib:6:1", sources("", HELD + ENTRY.format(key="l", title="Mapping the Caves of Kent")), CHECK
    ),
    "id-of-another-paper": Case(
        "refs.bib:1:1", sources("", ENTRY.format(key="k", title="Of Law")), "sync --fill --bib refs.bib ."
    ),
    "entry-without-id": Case(
        "refs.bib:1:1", sources("arXiv:2101.00001", TITLED.format(key="a", more=",\n  eprint = {Hall-7}"))
    ),
    "generated-library": Case(
        "refs.bib:1:1", sources("arXiv:2101.00001", "Automatically generated by Mendeley Desktop 1.19.8\n")
    ),
    "unprinted-id": Case(
        "refs.bib:1:1", sources(f"{CITES}{PLAIN} arXiv:2101.00001", PREPRINT), "sync --fill --bib refs.bib ."
    ),
    "unprintable-letter": Case("p.tex:1:7", sources("arXiv:2101.00005")),
    "formula-as-text": Case("p.tex:1:7", sources("arXiv:2101.00006")),
    "withdrawn": Case("p.tex:1:7", sources("arXiv:2101.00003")),
    "code-unclear": Case("p.tex:1:7", sources("arXiv:2101.00004")),
    "code-proposed": Case("p.tex:1:7", sources("arXiv:2101.00001"), "sync --bib refs.bib --code-from huggingface ."),
    "link-gone": Case("refs.bib:2:11", {"refs.bib": BYRON.replace("byron", "gone")}, "links refs.bib"),
    "link-renamed": Case("refs.bib:2:11", {"refs.bib": BYRON.replace("byron", "old")}, "links refs.bib"),
    "link-archived": Case("refs.bib:2:11", {"refs.bib": BYRON.replace("byron", "archived")}, "links refs.bib"),
    "link-empty": Case("refs.bib:2:11", {"refs.bib": BYRON.replace("byron", "empty")}, "links refs.bib"),
    "link-private": Case("refs.bib:2:11", {"refs.bib": CODE.format(url="http://127.0.0.1:8080/a")}, "links refs.bib"),
    "another-work": Case("refs.bib:1:35", {"refs.bib": BOGUS}, VERIFY),
    "differing-field": Case("refs.bib:1:36", {"refs.bib": "@book{b, title = {Weaving}, year = {2099}}\n"}, VERIFY),
    "link-unknown": Case("refs.bib:2:11", {"refs.bib": BYRON}, "links refs.bib", UNKNOWN),
}


@pytest.fixture
def services(
    loopback: dict[str, str],
    arxiv: FakeArxiv,
    datacite: FakeDataCite,
    github: FakeGitHub,
    huggingface: FakeHuggingFace,
) -> dict[str, str]:
    """Services that know what the cases need."""
    datacite.know([])
    huggingface.pages = {"2101.00001": {"githubRepo": "https://github.com/ada/byron"}}
    links = "Our code: https://github.com/ada/byron. Our code: https://github.com/xy/zorn."
    arxiv.know([
        Paper("2101.00001", "Notes on Engines"),
        Paper("2101.00003", "Withdrawn", comment="This paper has been withdrawn due to an error"),
        Paper("2101.00004", "Two", abstract=links),
        Paper("2101.00005", "Names", authors=("Nguyễn Văn Hưng",)),
        Paper("2101.00006", r"Curves in $\RR^3$"),
    ])  # fmt: skip
    arxiv.finds = True
    arxiv.refuses = frozenset({"2101.00666"})
    github.repositories = {"ada/new": {}, "ada/archived": {"archived": True}, "ada/empty": {"size": 0}}
    github.renamed = {"ada/old": "ada/new"}
    return {**loopback, "GITHUB_TOKEN": "", "GH_TOKEN": ""}


def test_there_is_a_case_for_every_rule() -> None:
    assert RULES.keys() - {*CASES, *WITH_AN_INDEX} == set(), (
        "these need a case in CASES, with the place where it is found"
    )
    assert {*CASES, *WITH_AN_INDEX} <= RULES.keys(), "these are no rules"
    for rule, where in WITH_AN_INDEX.items():
        assert f'["{rule}"]' in (Path(__file__).parents[2] / where).read_text("utf-8")


@pytest.mark.thinned(3)
@pytest.mark.parametrize("rule", CASES)
def test_a_rule_is_told_with_its_place(cli: Cli, hook: Cli, paper: Path, services: dict[str, str], rule: str) -> None:
    case = CASES[rule]
    for name, text in case.files.items():
        (paper / name).parent.mkdir(exist_ok=True)
        (paper / name).write_text(text, "utf-8")
    if case.tracked:
        init(paper)
        stage(paper, case.tracked)
    settings = {**services, **case.settings}
    arguments = case.command.split()
    run = hook(case.program, *arguments, **settings) if case.program else cli(*arguments, **settings)
    told = [line for line in (run.out + run.err).splitlines() if f": {rule}: " in line]
    assert told, run.out + run.err
    assert told[0].startswith(f"{case.place}: {rule}: ")


@pytest.mark.thinned(3)
@pytest.mark.parametrize("rule", RULES)
def test_a_rule_is_explained(rule: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_here(["explain", rule]) == 0
    assert capsys.readouterr().out.startswith(f"{rule} ({RULES[rule].level}): ")
    summary, meaning, advice = RULES[rule].summary, RULES[rule].meaning, RULES[rule].advice
    assert all(text.endswith(".") and text[0].isupper() for text in (summary, meaning, advice))
    assert len(summary) < 80
    assert RULES[rule].level in {ERROR, WARNING, NOTE}
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule)


def test_explain_lists_all_rules(cli: Cli) -> None:
    run = cli("explain")
    lines = [line.split()[:2] for line in run.out.splitlines()]
    assert lines == [[rule.name, rule.level if rule.is_default else "off"] for rule in RULES.values()]
    assert [each["name"] for each in json.loads(cli("explain", "--format", "json").out)["rules"]] == list(RULES)


@pytest.mark.parametrize(
    ("name", "said"),
    [("mising-paper", "did you mean missing-paper?"), ("x", "bibtools explain lists them"), ("", "no such rule")],
)
def test_an_unknown_rule_is_told(cli: Cli, name: str, said: str) -> None:
    run = cli("explain", name)
    assert (run.code, run.out, said in run.err) == (2, "", True)


@pytest.mark.parametrize("rule", ["", "mising-paper", "Missing-Paper", "missing_paper", "missing-paper "])
def test_there_is_no_finding_of_an_unknown_rule(rule: str) -> None:
    known = Finding("missing-paper", "p.tex", None, "words")
    makers: tuple[Callable[[], Finding], ...] = (
        lambda: Finding(rule, "p.tex", None, "words"),
        lambda: Finding(path="p.tex", position=None, message="words", rule=rule),
        lambda: known._replace(rule=rule),
        lambda: Finding._make((rule, *known[1:])),
    )
    for make in makers:
        with pytest.raises(KeyError, match="there is no such rule"):
            make()


def test_a_finding_is_what_it_was_made_of() -> None:
    known = Finding("missing-paper", "p.tex", None, "words", about="2101.00001")
    assert pickle.loads(pickle.dumps(known)) == known  # noqa: S301 - our own
    assert (known._replace(cell=2).cell, known._replace(cell=2).level, type(known._replace(cell=2))) == (
        2,
        ERROR,
        Finding,
    )


def test_every_rule_has_a_name_of_its_own() -> None:
    names = [rule.name for rule in rules._ALL]  # noqa: SLF001 - the names that a table by names would hide
    assert sorted(names) == sorted(RULES), "two rules have one name"
    assert [name for name in names if not re.fullmatch(r"[a-z]+(?:-[a-z]+)*", name)] == [], "words with hyphens"


def test_every_rule_says_what_it_means() -> None:
    for rule in RULES.values():
        assert rule.level in get_args(Level), f"{rule.name} has another level"
        for text in (rule.summary, rule.meaning, rule.advice):
            assert text.strip().endswith((".", "`")), f"{rule.name} needs a sentence in place of {text!r}"
        assert rule.fix or rule.is_safe_fix, f"{rule.name} has no fix that could be unsafe: give it `fix`"
        assert rule.companion in {"", *RULES}, f"the companion of {rule.name} is no rule"


def test_every_fix_is_explained_and_only_what_can_be_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert set(FIXERS) <= {name for name, rule in RULES.items() if rule.fix}
    assert set(FIXERS) >= LAST
    assert run_here(["explain", "duplicate-work"]) == 0
    assert "`bibtools check --fix --select duplicate-work` merges" in capsys.readouterr().out
    assert run_here(["explain", "broken-entry"]) == 0
    assert "--fix" not in capsys.readouterr().out
    assert all(rule.fix[0].islower() and rule.fix.endswith(".") for rule in RULES.values() if rule.fix)

"""The registry of formats: a name means the same everywhere, and an unknown one is an error, never another format."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from copied_package import copied_package

from bibtools.cli.main import bibtools, run
from bibtools.core.errors import UsageError
from bibtools.core.finding import Finding
from bibtools.core.text import Position
from bibtools.corpus.row_formats import FORMS
from bibtools.hook import arguments
from bibtools.reports import formats
from bibtools.reports.formats import (
    BIBTEX,
    CSL_JSON,
    FORMATS,
    HTML,
    JSON,
    MARKDOWN,
    OF_FINDINGS,
    OF_OTHERS,
    TEXT,
    Result,
    formatted,
    offered,
)

FINDING = Finding("missing-paper", "p.tex", Position(2, 7), "arXiv:2101.00001 is not in refs.bib")
RESULT = Result(lambda: "words\n", lambda: {"a": ["é"]}, [FINDING])
OFFERED = {
    **dict.fromkeys(("scan", "sync", "add", "check", "links", "verify"), OF_FINDINGS),
    **dict.fromkeys(
        ("find", "doctor", "explain", "init", "upgrade", "index info", "cache info", "tables info"), OF_OTHERS
    ),
    "get": (BIBTEX, JSON, CSL_JSON),
    "report": (HTML, MARKDOWN, JSON),
    "corpus": FORMS,
}


def commands(group: click.Group, name: str = "") -> dict[str, click.Command]:
    """Return all commands by their names."""
    context = click.Context(group)
    found: dict[str, click.Command] = {}
    for each in group.list_commands(context):
        command = group.get_command(context, each)
        assert command is not None
        whole = f"{name} {each}".strip()
        found |= commands(command, whole) if isinstance(command, click.Group) else {whole: command}
    return found


def test_every_format_has_a_name_of_its_own() -> None:
    assert len(formats._ALL) == len(FORMATS), "two formats have one name"  # noqa: SLF001 - a table by names hides that


def test_every_command_offers_what_is_known() -> None:
    """Compare what every command shows, and what it takes by default."""
    shown = {}
    for name, command in commands(bibtools).items():
        for option in command.params:
            if option.name == "form":
                shown[name] = (str(option.metavar), option.default)
    assert shown == {name: (f"[{'|'.join(names)}]", names[0]) for name, names in OFFERED.items()}
    assert {name for names in OFFERED.values() if names is not FORMS for name in names} == set(FORMATS)


@pytest.mark.parametrize("name", [arguments.CHECK, arguments.SYNC, arguments.VERIFY])
def test_the_hooks_offer_what_tells_findings(name: str) -> None:
    usage = arguments.read(["--help"], "1", name).shown
    assert f"{', '.join(OF_FINDINGS[:-1])} or {OF_FINDINGS[-1]}." in usage
    assert arguments.read([], "1", name).form == TEXT
    assert [arguments.read(["--format", form], "1", name).form for form in OF_FINDINGS] == [*OF_FINDINGS]


@pytest.mark.parametrize(
    ("name", "near"),
    [("jsno", "json"), ("JSON", "json"), ("sarf", "sarif"), ("git-hub", "github"), ("txt", "text"), ("texts", "text")]
    + [("bibtex", "text"), ("json,text", "text"), ("", ""), ("xyz", ""), ("\x1b[31m", "")],
)
def test_an_unknown_format_is_an_error_that_names_the_nearest(name: str, near: str) -> None:
    with pytest.raises(UsageError) as caught:
        offered(name, OF_FINDINGS)
    meant = f"; did you mean {near}?" if near else ""
    assert str(caught.value).endswith(f" (choose from text, json, github and sarif){meant}")
    assert ("did you mean" in str(caught.value), "\x1b" in str(caught.value)) == (bool(near), False)
    for program in (arguments.CHECK, arguments.SYNC, arguments.VERIFY):
        with pytest.raises(UsageError, match=r"--format: .*choose from text, json, github and sarif"):
            arguments.read(["--format", name], "1", program)


ARGUMENTS = {
    "get": ["1706.03762"],
    "links": ["refs.bib"],
    "upgrade": ["refs.bib"],
    "verify": ["refs.bib"],
    "find": ["x"],
    "corpus": ["x", "--out", "out"],
}


@pytest.mark.thinned(3)
@pytest.mark.parametrize(("name", "names"), OFFERED.items(), ids=OFFERED)
@pytest.mark.parametrize("wrong", ["jsom", "sarif", "bibtex", "xyz"])
def test_no_command_takes_an_unknown_format_for_another(
    capsys: pytest.CaptureFixture[str], name: str, names: tuple[str, ...], wrong: str
) -> None:
    if wrong in names:
        pytest.skip("this command offers it")
    code = run([*name.split(), *ARGUMENTS.get(name, []), "--format", wrong])
    told = capsys.readouterr()
    assert (code, told.out) == (2, "")
    assert f"no such format: {wrong} (" in told.err
    assert f"choose from {', '.join(names[:-1])} and {names[-1]}" in told.err


def test_each_format_writes_what_it_is_made_of() -> None:
    written = {name: formatted(RESULT, name, {}) for name in FORMATS}
    assert (written[TEXT], written[BIBTEX]) == ("words\n", "words\n")
    assert json.loads(written[JSON]) == {"version": 1, "a": ["é"]}
    assert written["github"].startswith("::error file=p.tex,line=2,col=7,")
    [result] = json.loads(written["sarif"])["runs"][0]["results"]
    assert (result["ruleId"], result["message"]["text"]) == (FINDING.rule, FINDING.message)


@pytest.mark.parametrize("name", FORMATS)
def test_a_document_is_one_where_there_is_nothing_to_tell(name: str) -> None:
    empty = formatted(Result(lambda: "", dict), name, {})
    assert bool(empty) == FORMATS[name].is_document
    if empty:
        json.loads(empty)


def test_what_is_not_asked_for_is_not_made() -> None:
    def refuse() -> dict[str, object]:
        raise AssertionError

    assert formatted(Result(lambda: "words", refuse, [FINDING]), TEXT, {}) == "words"
    assert formatted(Result(lambda: str(refuse()), refuse, [FINDING]), "github", {}) != ""


@pytest.mark.slow
def test_a_format_that_is_added_is_offered_everywhere(paper: Path, tmp_path: Path, environ: dict[str, str]) -> None:
    """Add one to a copy of the package: a module, and a line of the registry."""
    changes: dict[str, tuple[str, str] | str] = {
        "reports/lines.py": "def lines(findings):\n    return ''.join(f'{each.rule}!\\n' for each in findings)\n",
        "reports/formats.py": (
            '_ALL = (\n    Format("text", _text),',
            (
                "def _lines(result, environ):\n    from bibtools.reports.lines import lines\n\n"
                "    return lines(result.findings)\n\n\n_ALL = (\n"
                '    Format("lines", _lines, of_findings=True),\n    Format("text", _text),'
            ),
        ),
    }
    copy = copied_package(tmp_path / "copy", changes)
    (paper / "p.tex").write_text("arXiv:2113.00001", "utf-8")
    (paper / "refs.bib").write_text("", "utf-8")
    start = "from bibtools.cli.main import run; import sys; run(sys.argv[1:])"
    hook = "from bibtools.hook.start import check; check()"
    for program, arguments_ in (
        (start, ["scan"]),
        (start, ["sync", "--check", "--bib", "refs.bib"]),
        (hook, ["--bib=refs.bib"]),
    ):
        done = subprocess.run(
            [sys.executable, "-c", program, *arguments_, "--format", "lines"],
            cwd=paper,
            env={**environ, "PYTHONPATH": f"{copy}{os.pathsep}"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.stdout == "impossible-id!\n", done.stderr

"""Logs in SARIF: what the standard asks for; the slow test takes the schema itself."""

from __future__ import annotations

import io
import json
import tarfile
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from conftest import Cli
from hypothesis import given
from hypothesis import strategies as st

from bibtools.core.finding import Finding
from bibtools.core.rules import RULES
from bibtools.core.text import Position
from bibtools.reports.sarif import log

FINDINGS = (
    Finding("missing-paper", "p.tex", Position(3, 7), "arXiv:2101.00001 is not in refs.bib"),
    Finding("missing-paper", "sub dir/größe.tex", Position(1, 1), "again"),
    Finding("skipped", "/media/a.png", None, "no text"),
    Finding("bare-number", "n.ipynb", Position(3, 7), "in a cell", 2),
    Finding("key-taken", "br\udcffken.tex", Position(2, 2), "x\x1b[31m"),
)


def read(findings: tuple[Finding, ...]) -> Any:  # noqa: ANN401 - JSON
    return json.loads(log(findings))


def test_a_log_has_what_a_viewer_needs() -> None:
    whole = read(FINDINGS)
    assert (whole["version"], whole["$schema"].rpartition("/")[2]) == ("2.1.0", "sarif-schema-2.1.0.json")
    [run] = whole["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["missing-paper", "skipped", "bare-number", "key-taken"]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
    assert [result["level"] for result in run["results"]] == ["error", "error", "note", "note", "warning"]
    places = [result["locations"][0]["physicalLocation"] for result in run["results"]]
    assert [place["artifactLocation"]["uri"] for place in places] == [
        "p.tex",
        "sub%20dir/gr%C3%B6%C3%9Fe.tex",
        "file:///media/a.png",
        "n.ipynb",
        "br%FFken.tex",
    ]
    regions = [place.get("region") for place in places]
    assert regions == [
        {"startLine": 3, "startColumn": 7},
        {"startLine": 1, "startColumn": 1},
        None,
        None,  # its line is one of the cell
        {"startLine": 2, "startColumn": 2},
    ]


def test_a_log_without_findings_is_one() -> None:
    [run] = read(())["runs"]
    assert (run["results"], run["tool"]["driver"]["rules"]) == ([], [])


HOSTILE = st.text(max_size=12)


@given(st.lists(st.tuples(st.sampled_from(sorted(RULES)), HOSTILE.filter(bool), HOSTILE), max_size=4))
def test_any_text_makes_a_log(told: list[tuple[str, str, str]]) -> None:
    text = log([Finding(rule, path, Position(1, 2), message) for rule, path, message in told])
    text.encode()
    for result, (_, path, _) in zip(json.loads(text)["runs"][0]["results"], told, strict=True):
        uri = urlsplit(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"])
        assert unquote(uri.path, errors="surrogateescape") == path
        assert all(character.isascii() and character.isprintable() for character in uri.path)


@pytest.mark.parametrize("command", ["scan", "sync --check --bib refs.bib", "sync --bib refs.bib", "links refs.bib"])
def test_every_command_that_finds_things_writes_a_log(paper: Path, cli: Cli, command: str) -> None:
    (paper / "p.tex").write_text("arXiv:2113.00001", "utf-8")
    (paper / "refs.bib").write_text("@misc{k, code = {https://github.com/ada/byron}}", "utf-8")
    results = cli(*command.split(), "--format", "sarif").json["runs"][0]["results"]
    assert [result["ruleId"] for result in results] == ["link-unknown" if "links" in command else "impossible-id"]


# The smallest place in a package registry that has the schema.
PACKAGE = "https://registry.npmjs.org/@microsoft/sarif-multitool-linux/-/sarif-multitool-linux-5.7.0.tgz"


@pytest.mark.slow
def test_a_log_is_valid_by_the_schema_of_the_standard() -> None:
    import jsonschema  # of the extra `slow`
    import requests  # this test fetches the schema

    try:
        content = requests.get(PACKAGE, timeout=60).content
    except requests.RequestException as error:
        pytest.skip(f"no package registry: {error}")
    with tarfile.open(fileobj=io.BytesIO(content)) as package:
        stream = package.extractfile("package/sarif-2.1.0.json")
        assert stream is not None
        schema = json.load(stream)
    validator = jsonschema.validators.validator_for(schema)(schema)
    assert [error.message for error in validator.iter_errors(read(FINDINGS))] == []
    assert [error.message for error in validator.iter_errors(read(()))] == []
    broken = read(FINDINGS)
    broken["runs"][0]["results"][0]["level"] = "fatal"
    assert list(validator.iter_errors(broken))

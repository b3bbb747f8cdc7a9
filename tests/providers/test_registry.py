"""The registry of providers: what it lists is what is there, and what the documentation says."""

from __future__ import annotations

import inspect
import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from itertools import cycle, zip_longest
from pathlib import Path

import pytest
from copied_package import PACKAGE, copied_package
from loopback import FakeService, Paper, Reply, serving
from loopback.replies import json_reply

from bibtools.identifiers.identifier import ARXIV, DOI, INSPIRE, Identifier
from bibtools.index.packed_row import NAME as INDEX
from bibtools.linkcheck.github_api import NAME as GITHUB
from bibtools.providers import bundled
from bibtools.providers.http_lookup import HttpModule, module_of
from bibtools.providers.registry import CODE_LINKS, PROBES, PROVIDERS, SERVICES, WITNESSES, Registration

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs" / "reference"
SERVICES_PAGE = (REFERENCE / "services.md").read_text("utf-8")
CONFIGURATION_PAGE = (REFERENCE / "configuration.md").read_text("utf-8")
REMOTE = [each for each in (*PROVIDERS, *CODE_LINKS, *WITNESSES) if each.is_remote]
MADE = {ARXIV: "2101.{:05}", DOI: "10.1000/a.{}", INSPIRE: "Author:2021ab{}"}  # identifiers of every scheme


def by_name(row: Registration) -> str:
    return row.name


@pytest.mark.parametrize("row", REMOTE, ids=by_name)
def test_the_module_of_a_provider_keeps_the_contract(row: Registration) -> None:
    module = module_of(row)
    assert row.name == module.NAME
    for name in ("requests", "records"):
        due = inspect.get_annotations(getattr(HttpModule, name), eval_str=True)
        assert inspect.get_annotations(getattr(module, name), eval_str=True) == due, f"{name} of {module.NAME}"
    assert module.requests([]) == []
    size = min(row.batch, 500)
    for number in range(len(row.schemes)):  # a batch holds identifiers of all of them, and may begin with any
        schemes = (*row.schemes[number:], *row.schemes[:number])
        asks = [Identifier(scheme, MADE[scheme].format(n)) for n, scheme in zip(range(1, size + 1), cycle(schemes))]
        made = [(each.provider, each.asks) for each in module.requests(asks)]
        assert made == [(row.name, tuple(asks))], f"{row.name} takes {row.batch} works a batch, but not in one request"


@pytest.mark.parametrize("row", REMOTE, ids=by_name)
def test_a_service_has_an_address_and_a_pace(row: Registration) -> None:
    assert row.service is not None
    assert row.service.url.startswith("https://")
    assert row.service.interval > 0
    assert row.service.group
    assert all(scheme in PROBES and PROBES[scheme].scheme == scheme for scheme in row.schemes)


def test_everybody_is_listed_once() -> None:
    names = [each.name for each in (*PROVIDERS, *CODE_LINKS, *WITNESSES)]
    assert len(set(names)) == len(names)
    assert {each.name for each in PROVIDERS if not each.is_remote} == {INDEX, bundled.NAME}
    assert list(SERVICES) == [*(each.name for each in REMOTE), GITHUB]
    modules = (PACKAGE / "providers").glob("*.py")
    speaking = {path.stem for path in modules if "\ndef requests(" in path.read_text("utf-8")}
    assert speaking == {each.name for each in REMOTE}


def test_the_tables_of_the_documentation_are_those_of_the_registry() -> None:
    [table] = re.findall(r"^\| service \|.*\n\|[-|]+\|\n((?:\|.*\n)+)", SERVICES_PAGE, re.MULTILINE)
    shown = [re.sub(r"[^a-z]", "", row.split("|")[1].lower()) for row in table.splitlines()]
    names = [each.name for each in (*PROVIDERS, *CODE_LINKS, *WITNESSES)] + [GITHUB]
    for name, title in zip_longest(names, shown, fillvalue="nobody"):
        assert name in title, f"docs/reference/services.md: {title} stands in the table, where {name} is asked"
    example = r"^\[tool\.bibtools\.services\.(\w+)\] +# likewise ([\w, ]+);"
    [[first, others]] = re.findall(example, CONFIGURATION_PAGE, re.MULTILINE)
    assert [first, *re.split(r", | and ", others)] == list(SERVICES)


# What somebody adds who follows the steps of CONTRIBUTING.md: one module, and one line of the registry.
MODULE = """
import json

from bibtools.identifiers.identifier import DOI, Identifier
from bibtools.network.request import Request
from bibtools.providers.contract import batches, reading
from bibtools.providers.raw_record import Facts, record
from bibtools.tex.names import parse_display

NAME = "crossword"


def requests(asks):
    return [
        Request(NAME, "/works?ids=" + ",".join(ask.value for ask in batch), batch, "application/json")
        for batch in batches(asks, 50)
    ]


def records(request, body):
    found = [
        record(Identifier(DOI, work["doi"]), NAME, Facts(work["title"], [parse_display(work["author"])], work["date"]))
        for work in json.loads(body)
    ]
    return reading(request.asks, found)
"""
LINE = '    Registration("crossword", (DOI,), Service("https://api.crossword.org", 1.0, "crossword"), batch=50),\n'
CHANGES: dict[str, tuple[str, str] | str] = {
    "providers/crossword.py": MODULE,
    "providers/registry.py": ('    Registration("bundled",', LINE + '    Registration("bundled",'),
}
RESOLVE = """
import json
from bibtools.app import wiring
from bibtools.cli.progress import Progress
from bibtools.identifiers.identifier import Identifier
with Progress() as progress:
    world = wiring.world(wiring.configuration(), progress)
    found = world.resolve([Identifier.of_id(each) for each in ("doi:10.1000/1", "doi:10.1000/2", "1706.03762")])
told = [[each.id, record.title, record.provider] for each, record in found.records.items()]
print(json.dumps([told, {each.id: reason for each, reason in found.unresolved.items()}]))
"""


class FakeCrossword(FakeService):
    """Knows one work by its DOI, and notes what it was asked for."""

    def answer(self, path: str) -> Reply:
        del path
        return json_reply([{"doi": "10.1000/1", "title": "Looms", "author": "Ada Lovelace", "date": "1843-09-01"}])

    def found(self, path: str, body: bytes) -> list[Paper | None]:
        del path, body
        return []

    def holding(self, found: Sequence[Paper | None]) -> Reply:
        del found
        return json_reply([])

    def refusal(self) -> Reply:
        return Reply(400)


@pytest.mark.slow
def test_a_provider_that_is_added_to_a_copy_of_the_package_is_asked(tmp_path: Path, environ: dict[str, str]) -> None:
    """Add it by one module and one line: it is asked for its scheme alone, and settings and `doctor` know it."""
    copy = copied_package(tmp_path / "copy", CHANGES)
    nobody = {f"BIBTOOLS_{name.upper()}_URL": "http://127.0.0.1:9" for name in SERVICES}
    nobody |= {f"BIBTOOLS_{name.upper()}_INTERVAL": "0" for name in SERVICES}
    with serving(FakeCrossword()) as fake:
        own = {"BIBTOOLS_CROSSWORD_URL": fake.url, "BIBTOOLS_CROSSWORD_INTERVAL": "0", "BIBTOOLS_OFFLINE": "0"}
        env = {**os.environ, **environ, **nobody, **own, "PYTHONPATH": str(copy)}

        def run(*command: str) -> subprocess.CompletedProcess[str]:
            return subprocess.run(
                [sys.executable, *command], cwd=tmp_path, env=env, capture_output=True, text=True, check=False
            )

        done = run("-c", RESOLVE)
        assert done.returncode == 0, done.stderr
        records, unresolved = json.loads(done.stdout.splitlines()[-1])
        assert ["doi:10.1000/1", "Looms", "crossword"] in records
        # Whoever else knows DOIs might have it, and cannot be reached.
        assert unresolved == {"doi:10.1000/2": "cannot reach 127.0.0.1 (connection refused)"}
        assert fake.requests == ["/works?ids=10.1000/1,10.1000/2"]
        doctor = run("-m", "bibtools", "doctor", "--offline", "--format", "json")
        examined = json.loads(doctor.stdout)
        assert ("crossword", fake.url) in {(each["name"], each["url"]) for each in examined["services"]}
        assert examined["settings"]["services.crossword.url"]["origin"] == "BIBTOOLS_CROSSWORD_URL"

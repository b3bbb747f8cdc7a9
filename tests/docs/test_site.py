"""The documentation is built without a warning, and no page of it leads nowhere."""

from __future__ import annotations

import re
import subprocess
import sys
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urldefrag

import click
import pytest
from conftest import Shared
from sessions import ROOT

from bibtools.cli.main import bibtools
from bibtools.core.rules import RULES

pytestmark = pytest.mark.slow


def built(folder: Path) -> None:
    command = ["-m", "sphinx", "-W", "--keep-going", "--nitpicky", "--quiet", "-b", "html", "-d", str(folder / "trees")]
    done = subprocess.run(
        [sys.executable, *command, str(ROOT / "docs"), str(folder / "html")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stderr


@pytest.fixture
def site(shared: Shared) -> Path:
    pytest.importorskip("sphinx")
    pytest.importorskip("furo")
    return shared(built) / "html"


@pytest.mark.slow(seconds=40)
def test_every_page_is_there(site: Path) -> None:
    assert {path.stem for path in (site / "rules").glob("*.html")} == set(RULES)
    assert (site / "schemas" / "bibtools.json").exists()
    shown = re.findall(r"<h3>([a-z]+)<", (site / "reference" / "command-line.html").read_text("utf-8"))
    assert sorted(shown) == sorted(bibtools.list_commands(click.Context(bibtools)))


def test_every_link_leads_somewhere(site: Path) -> None:
    texts = {path: path.read_text("utf-8") for path in site.rglob("*.html")}
    anchors = {path: set(re.findall(r'\bid="([^"]+)"', text)) for path, text in texts.items()}
    gone = []
    for path, text in texts.items():
        for link in re.findall(r'\b(?:href|src)="([^"]+)"', text):
            target, anchor = urldefrag(unescape(link))
            target = target.partition("?")[0]
            if re.match(r"[a-z]+:", target):
                continue
            page = (path.parent / unquote(target)).resolve() if target else path
            if not page.exists() or (anchor and page in anchors and unquote(anchor) not in anchors[page]):
                gone.append((path.name, link))
    assert len(texts) > 100
    assert gone == []


def test_a_page_loads_nothing_from_elsewhere(site: Path) -> None:
    loads = re.compile(r'<(?:script|img|iframe)[^>]+src="https?:|<link[^>]+rel="stylesheet"[^>]+href="https?:')
    assert [path.name for path in site.rglob("*.html") if loads.search(path.read_text("utf-8"))] == []

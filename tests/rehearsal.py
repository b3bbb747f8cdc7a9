"""What a warm process does before anybody asks, so that its children find done what a run does once.

Runs compile patterns and read tables and bundled records where they first need them, and keep them: values that depend
on nothing from outside. `test_warm_process.py` compares runs of a process that has rehearsed with those of fresh ones.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from bibtools.providers.registry import SERVICES

SNAPSHOT = {
    "id": "2101.00001",
    "title": "On Engines",
    "abstract": "Engines weave patterns as looms weave flowers. " * 20,
    "categories": "cs.LG",
    "authors_parsed": [["Lovelace", "Ada", ""]],
    "update_date": "2021-02-03",
    "versions": [{"version": "v1", "created": "Mon, 4 Jan 2021 10:00:00 GMT"}],
}
PAPER = {  # a source of every type, and libraries with and without faults
    "main.tex": "\\bibliography{refs}\n\\cite{1706.03762} Code: \\url{https://github.com/o/r} (arXiv:2113.00001).\n",
    "notes.md": "As [@1409.1556] says, see https://arxiv.org/abs/1512.03385v1 &amp; doi:10.48550/arXiv.1412.6980.\n",
    "train.py": '"""See arXiv:1412.6980."""\nURL = "https://arxiv.org/abs/1512.03385"\n',
    "page.html": "<p>See <a href='https://arxiv.org/abs/1706.03762'>arXiv:1706.03762</a> &#46;</p>",
    "page.rst": "See :cite:`1706.03762` and `code <https://github.com/o/r>`_.\n",
    "page.org": "See [[https://arxiv.org/abs/1706.03762][arXiv]].\n",
    "page.typ": "See @one and https://arxiv.org/abs/1706.03762.\n",
    "page.txt": "[1] A. Lovelace. On Engines. arXiv:1706.03762, 2017.\n",
    "book.ipynb": '{"cells": [{"cell_type": "markdown", "source": ["arXiv:1706.03762"]}], "nbformat": 4}',
    "refs.bib": "@article{one,\n  author = {A. Vaswani},\n  title = {Attention},\n  year = 2017,\n"
    "  eprint = {1512.03385}\n}\n",
    "more.bib": "@misc{two, title = {x} year = 2}\n@misc{three, note = {Code: github.com/o/r}}\n",
    "few.jsonl": json.dumps(SNAPSHOT) + "\n",
}
OFFLINE = {"BIBTOOLS_OFFLINE": "1"}
NOBODY = {f"BIBTOOLS_{name.upper()}_URL": "http://127.0.0.1:9" for name in SERVICES}  # where connections are refused
RUNS: tuple[tuple[str, dict[str, str]], ...] = (
    ("bibtools-check", OFFLINE),
    ("bibtools-check --format github", OFFLINE),
    ("bibtools-check --format json", OFFLINE),
    ("bibtools scan", OFFLINE),
    ("bibtools scan --format json more.bib", OFFLINE),
    ("bibtools sync --check --bib refs.bib", OFFLINE),
    ("bibtools sync --check --bib refs.bib --format json", OFFLINE),
    ("bibtools sync --diff --fill --bib refs.bib", OFFLINE),
    ("bibtools-sync", OFFLINE),
    ("bibtools sync --bib refs.bib", OFFLINE),
    ("bibtools sync --bib refs.bib", OFFLINE),
    ("bibtools get 1706.03762 2101.99999", OFFLINE),
    ("bibtools get 1706.03762 --format json", OFFLINE),
    ("bibtools get 2101.99999 --timeout 1", NOBODY),
    ("bibtools index build few.jsonl", OFFLINE),
    ("bibtools index info", OFFLINE),
    ("bibtools find Lovelace: On Engines", OFFLINE),
    ("bibtools sync --diff --find --bib refs.bib page.txt", OFFLINE),
    ("bibtools links refs.bib", OFFLINE),
    ("bibtools doctor", OFFLINE),
    ("bibtools cache info", OFFLINE),
    ("bibtools explain missing-paper", OFFLINE),
    ("bibtools sync --help", OFFLINE),
)


def rehearse(programs: Mapping[str, Callable[[], None]]) -> None:
    """Run console scripts in this process; whether they do well is for the tests to find."""
    environ, folder, arguments, streams = dict(os.environ), Path.cwd(), sys.argv, (sys.stdin, sys.stdout, sys.stderr)
    with tempfile.TemporaryDirectory() as paper, Path(os.devnull).open("r+", encoding="utf-8") as nowhere:
        for name, text in PAPER.items():
            Path(paper, name).write_text(text, "utf-8")
        os.chdir(paper)
        sys.stdin = sys.stdout = sys.stderr = nowhere
        try:
            for line, settings in RUNS:
                become(environ | {"BIBTOOLS_CACHE_DIR": f"{paper}/cache", "GIT_CEILING_DIRECTORIES": paper} | settings)
                sys.argv = line.split()
                with suppress(Exception, SystemExit):
                    programs[sys.argv[0]]()
        finally:
            sys.stdin, sys.stdout, sys.stderr = streams
            sys.argv = arguments
            os.chdir(folder)
            become(environ)


def become(environ: Mapping[str, str]) -> None:
    """Take another environment."""
    os.environ.clear()
    os.environ.update(environ)

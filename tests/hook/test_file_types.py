"""What a file of any type gains is the same to a full scan, to the check before a commit, and to what it remembers."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import citing
import pytest
from commits import ONE, age, entries, tex, track, write
from copied_package import copied_package
from warm_process import WarmProcess

from bibtools.app.extract import Extract
from bibtools.app.read_source import read_one
from bibtools.core.text import Source, decode
from bibtools.hook import fast_path
from bibtools.hook.facts_cache import of_extract, to_extract
from bibtools.sources.filetypes import TYPES, FileType
from bibtools.sources.mention import Scan
from bibtools.sources.scanner import scan

TODAY = date(2030, 1, 1)
# Ids that the library lacks (2101.00003, hep-th/9711200), each spelled in some way.
SPELLED = (
    *("arXiv:2101.00003", "arXiv:2101&#46;00003", "arXiv:2101&period;00003", "arXiv:2101&#x2E;00003"),
    *(r"arXiv:2101\u002e00003", r"arXiv:2101\x2e00003", r"arXiv:2101\.00003", r"arXiv:2101{.}00003"),
    *("arXiv:2101%2E00003", "arXiv:2101%2e00003", "https://arxiv.org/abs/2101%2E00003", "arXiv%3A2101.00003"),
    *("arXiv:2101.\u00ad00003", "arXiv:2101.&shy;00003", "arXiv:2101&shy;.00003", "arXiv:2101.00&#8203;003"),
    *("arXiv:2101.<wbr>00003", "arXiv:2101.00<WBR/>003", "arXiv:2101.<b>00003</b>", "arXiv:2101.00\u200b003"),
    *(
        "arXiv:2101.\n00003",
        "arXiv:2101.00-\n003",
        "arXiv:2101.\r\n00003",
        r"arXiv:2101.\n00003",
        r"arXiv:2101.00-\n003",
    ),
    *("arXiv:2101\uff0e00003", "arXiv:\uff12\uff11\uff10\uff11.00003", "arXiv:2101\u202400003", "arXiv:2101\\-.00003"),
    *("arXiv:hep-th/9711200", r"arXiv:hep-th\/9711200", "arXiv:hep-th&#47;9711200", "arXiv:hep-th%2F9711200"),
    *("arXiv:hep-th/\n9711200", "arXiv:hep-th/97\u00ad11200", r"arXiv:hep-th\u002f9711200", "arXiv:hep-th&sol;9711200"),
    *("eprint = {9711200}, primaryclass = {hep-th}, archiveprefix = {arXiv}", "10.48550%2FarXiv.2101.00003"),
    *("&#97;rXiv:2101.00003", r"\u0061rXiv:2101.00003", "arXiv&colon;2101.00003", "arXiv&#58;2101&#46;00003"),
    *("arXiv:21&#48;1.00003", "arXiv:2101.0000&#51;", r"arXiv:21\u00301.00003", r"arXiv:2101.0000\u0033"),
)
# What makes words of a text in types whose words stand in something; a text of any other type is its words.
AROUND = {
    "bib": ("@misc{b, title = {Words},\n note = {See ", "}, }\n"),
    "notebook": ('{"cells": [{"cell_type": "markdown", "source": "See ', '"}]}'),
    "python": ('WORDS = """Words, see ', '"""\n'),
    "julia": ('WORDS = """Words, see ', '"""\n'),
    "r": ('words <- "Words, see ', '"\n'),
}
CASES = [pytest.param(each, suffix, id=each.scanner) for each in TYPES for suffix in each.suffixes[:1]]


def wrapped(of_type: FileType, words: str) -> bytes:
    before, behind = AROUND.get(of_type.scanner, ("Words, see ", ".\n"))
    if of_type.scanner == "bib" and words.startswith("eprint"):
        return f"@misc{{b, {words}, }}\n".encode()
    return f"{before}{words}{behind}".encode()


def whole_scan(name: str, data: bytes, suffix: str) -> Scan:
    return scan(Source(name, decode(data)), TODAY, suffix)


@pytest.mark.thinned(3)
@pytest.mark.parametrize(("of_type", "suffix"), CASES)
def test_what_is_read_and_remembered_is_what_is_there(of_type: FileType, suffix: str) -> None:
    name, found = f"a{suffix}", 0
    for spelled in SPELLED:
        data = wrapped(of_type, spelled)
        there = whole_scan(name, data, suffix)
        found += len(there.mentions)
        said = read_one((name, data), today=TODAY, bare=False, naming=True, pairing=False, texts=False)
        assert isinstance(said, Extract)
        assert said.scan == there, f"{spelled!r}: the bytes do not show what the text says"
        assert to_extract(name, of_extract(Extract(there))) == Extract(there)
    assert found >= 5, "a type in which hardly any spelling is found needs its words in AROUND"


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory, warm: WarmProcess) -> tuple[Path, dict[str, str]]:
    """Return a paper that is recorded as in step, with a file of every type, and the environment of that."""
    paper, cache = tmp_path_factory.mktemp("recorded"), str(tmp_path_factory.mktemp("cache"))
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("BIBTOOLS_", "GIT_"))}
    environ = {**inherited, "BIBTOOLS_CACHE_DIR": cache, "BIBTOOLS_OFFLINE": "1"}
    names = {f"a{each.suffixes[0]}": wrapped(each, "nothing").decode() for each in TYPES}
    toml = f'[[paper]]\nsources = {["p.tex", *names]}\nbib = "refs.bib"\n'
    files = {name.replace(".", "_"): text for name, text in names.items()}
    write(paper, p_tex=tex(ONE), refs_bib=entries(ONE), **files, **{".bibtools_toml": toml})
    age(paper)
    assert warm.run((), paper, environ, "", "bibtools-check").code == 0
    return paper, environ


@pytest.mark.slow
@pytest.mark.parametrize(("of_type", "suffix"), CASES)
def test_a_paper_that_was_in_step_is_not_where_a_file_names_another(
    recorded: tuple[Path, dict[str, str]], monkeypatch: pytest.MonkeyPatch, of_type: FileType, suffix: str
) -> None:
    """Ask the hook's fast path after every change; that it is closed may be, that it is open must be right."""
    paper, environ = recorded
    name = f"a{suffix}"
    monkeypatch.chdir(paper)
    call = fast_path.Call.of([], environ)
    for spelled in SPELLED:
        data = wrapped(of_type, spelled)
        there = whole_scan(name, data, suffix)
        if there.mentions or any(suspect.impossible for suspect in there.suspects):
            (paper / name).write_bytes(data)
            assert not fast_path.is_known_in_step(call), f"{spelled!r}: nothing is noticed"
    (paper / name).write_bytes(wrapped(of_type, "nothing"))
    assert fast_path.is_known_in_step(call), "nothing has changed"


@pytest.mark.thinned(3)
@pytest.mark.parametrize(("suffix", "text"), citing.CASES)
def test_a_paper_is_not_in_step_where_a_file_cites_another(
    recorded: tuple[Path, dict[str, str]], monkeypatch: pytest.MonkeyPatch, suffix: str, text: str
) -> None:
    """One by an id that the library lacks, and one by the id of a paper that is there under another key."""
    paper, environ = recorded
    path = paper / f"a{suffix}"
    before = path.read_bytes()
    monkeypatch.chdir(paper)
    call = fast_path.Call.of([], environ)
    for key in ("2101.00003", "arXiv:2101.00003", f"arXiv:{ONE}", f"{ONE}v1"):
        path.write_text(f"Words.\n\n{text.replace(citing.KEY, key)}\n", "utf-8")
        assert not fast_path.is_known_in_step(call), f"{key}: nothing is noticed"
    path.write_bytes(before)
    assert fast_path.is_known_in_step(call), "nothing has changed"


REGISTRY, SCANNER = "sources/filetypes.py", "sources/wiki.py"
SUFFIX = {REGISTRY: ('(".html", ".htm", ".xhtml")', '(".html", ".htm", ".xhtml", ".wiki")')}
WIKI = 'WIKI = FileType("wiki", scanner="wiki", walked=(".wiki",), {})\nTYPES = (WIKI, TEX,'
TYPE = {
    REGISTRY: ("TYPES = (TEX,", WIKI.format("spelling=Spelling.ESCAPES")),
    SCANNER: "import json\n\nfrom bibtools.core.text import Source\nfrom bibtools.sources import plain\n\n\n"
    "def scan(source, today):\n"
    "    return plain.scan(Source(source.path, json.loads(chr(34) + source.text.strip() + chr(34))), today)\n",
}
LIBRARIES = {
    REGISTRY: ("TYPES = (TEX,", WIKI.format('spelling=Spelling.PLAIN, libraries=rb"<refs "')),
    SCANNER: "import re\n\nfrom bibtools.sources.plain import scan\n\n\n"
    'def libraries(text):\n    return re.findall("<refs (.*?)>", text)\n',
}


@pytest.mark.parametrize(
    ("change", "before", "after", "code"),
    [
        (SUFFIX, "Words.", "arXiv:2101&#46;00003", 1),
        pytest.param(SUFFIX, "Words.", "arXiv:2101.<wbr>00003", 1, marks=pytest.mark.slow),
        pytest.param(SUFFIX, "Words.", "arXiv:2101.00001", 0, marks=pytest.mark.slow),
        pytest.param(TYPE, "Words.", r"arXiv:2101\u002e00003", 1, marks=pytest.mark.slow),
        pytest.param(LIBRARIES, "Words.", "<refs more.bib>", 0, marks=pytest.mark.slow),  # a document of its own
        pytest.param(LIBRARIES, "Words.", "<ref more.bib>", 0, marks=pytest.mark.slow),
    ],
)
def test_a_type_that_is_added_to_a_copy_of_the_package_is_noticed(
    paper: Path,
    tmp_path: Path,
    environ: dict[str, str],
    change: dict[str, tuple[str, str] | str],
    before: str,
    after: str,
    code: int,
) -> None:
    copy = copied_package(tmp_path / "copy", change)
    write(paper, p_tex=tex(ONE), refs_bib=entries(ONE), more_bib="", a_wiki=before)
    age(paper)
    programs = {
        "check": "from bibtools.hook.start import check; check()",
        "sync --check": "from bibtools.cli.main import run; raise SystemExit(run(['sync', '--check']))",
    }

    def run(program: str) -> int:
        command = [sys.executable, "-c", programs[program]]
        done = subprocess.run(
            command, cwd=paper, env={**environ, "PYTHONPATH": str(copy)}, capture_output=True, text=True, check=False
        )
        assert "Traceback" not in done.stderr, done.stderr
        return done.returncode

    assert [run("check"), run("check")] == [0, 0]
    (paper / "a.wiki").write_text(after, "utf-8")
    track(paper)
    age(paper)
    assert (run("check"), run("sync --check")) == (code, code)

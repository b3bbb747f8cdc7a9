"""The public functions at work: the same as the commands, and nothing of the process is theirs."""

from __future__ import annotations

import io
import logging
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Cli
from loopback import FakeArxiv
from loopback.papers import Paper
from row_tables import rarely

import bibtools
from bibtools import BibtoolsError, Identifier, ReadError, UsageError, WriteError

# Papers that the package carries, so that nobody need be asked.
ADAM, GAN, UNET = "1412.6980", "1912.04958", "1505.04597"
UNKNOWN = "2001.00001"
ENTRY = "@misc{%s,\n\ttitle = {%s},\n\teprint = {%s},\n\tarchivePrefix = {arXiv}\n}\n"
BIBLATEX = "@online{a,\n  title = {Å},\n  date = {2020},\n  eprinttype = {arxiv},\n  eprint = {2001.00001}\n}\n"

Fill = Callable[..., Path]


@pytest.fixture
def fill(paper: Path, environ: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Fill:
    """Write files into the paper's folder, go there, and return it."""
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(paper)

    def write(**files: str) -> Path:
        for name, text in files.items():
            (paper / name.replace("_", ".")).write_bytes(text.encode())
        return paper

    return write


def ids(mentions: list[bibtools.Mention] | tuple[bibtools.Mention, ...]) -> list[str]:
    return [each.identifier.value for each in mentions]


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("a.tex", "\\cite{1412.6980} % arXiv:1912.04958", [ADAM]),
        ("a.md", "[@arXiv:1412.6980] % arXiv:1912.04958", [ADAM, GAN]),
        ("a.TEX", "% arXiv:1412.6980", []),
        ("folder/a.py", "x = 1412.6980  # arXiv:1912.04958", [GAN]),
        ("a.unknown", "arXiv:1412.6980", [ADAM]),
        ("a", "", []),
        ("a.html", "arXiv:1412&#46;6980", [ADAM]),
        ("a.tex", "arXiv:1412.6980 % bibtools: ignore", []),
    ],
)
def test_a_text_is_read_as_the_file_would_be(name: str, text: str, found: list[str], fill: Fill) -> None:
    scanned = bibtools.scan_text(text, name)
    assert ids(scanned.mentions) == found
    (fill() / name).parent.mkdir(exist_ok=True)
    for gathered in (bibtools.scan(name, texts={name: text}), bibtools.scan(".", texts={name: text})):
        if gathered.sources:  # a folder's files of other types are no sources
            assert (gathered.mentions, gathered.suspects) == scanned


def test_bare_numbers_are_ids_where_one_says_so(fill: Fill) -> None:
    fill(a_md="as in 1412.6980 here")
    assert (ids(bibtools.scan().mentions), ids(bibtools.scan(bare=True).mentions)) == ([], [ADAM])
    assert ids(bibtools.scan_text("as in 1412.6980 here", bare=True).mentions) == [ADAM]


def test_a_base_takes_the_place_of_the_current_folder(fill: Fill, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = fill(a_tex="arXiv:1412.6980 \\bibliography{refs}", refs_bib="")
    here = (bibtools.scan(), bibtools.check())
    monkeypatch.chdir("/")
    assert bibtools.scan(base=folder) == here[0]
    there = bibtools.check(base=str(folder))
    assert (there.all_findings, there.bib, ids(there.missing)) == (here[1].all_findings, "refs.bib", [ADAM])


def test_nobody_reads_standard_input(fill: Fill, monkeypatch: pytest.MonkeyPatch) -> None:
    fill()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"arXiv:1412.6980")))
    for path in ("-", Path("-"), "./-"):
        with pytest.raises(UsageError, match="scan_text"):
            bibtools.scan([path])
    assert sys.stdin.read() == "arXiv:1412.6980"


def test_what_cannot_be_read_is_named(fill: Fill) -> None:
    fill(a_md="arXiv:1412.6980", b_md="\0")
    scanned = bibtools.scan(["a.md", "b.md", "nothing.md"])
    assert ids(scanned.mentions) == [ADAM]
    assert {each.path: each.failed for each in scanned.unread} == {"b.md": False, "nothing.md": True}


@pytest.mark.parametrize("text", ["\0", "\x01\0\x02"])
def test_a_library_that_is_no_text_cannot_be_read(text: str, fill: Fill) -> None:
    (fill() / "refs.bib").write_bytes(text.encode("latin-1"))
    with pytest.raises(ReadError, match=r"refs\.bib: not a text file"):
        bibtools.read_library("refs.bib")
    with pytest.raises(ReadError, match=r"nothing\.bib: there is no such file"):
        bibtools.read_library(Path("nothing.bib"))
    with pytest.raises(ReadError, match="is a directory"):
        bibtools.read_library(".")


LIBRARIES = {
    "empty": "",
    "ours": ENTRY % ("a", "A", UNKNOWN),
    "crlf": (ENTRY % ("a", "A", UNKNOWN)).replace("\n", "\r\n"),
    "cr": (ENTRY % ("a", "A", UNKNOWN)).replace("\n", "\r"),
    "mark": "\ufeff" + ENTRY % ("a", "A", UNKNOWN),
    "no line end": (ENTRY % ("a", "A", UNKNOWN)).rstrip(),
    "there": ENTRY % ("adam", "Adam", ADAM),
    "by title": "@article{k, title = {Adam: A Method for Stochastic Optimization}, author = {Kingma, D}, year = 2015}",
    "biblatex": BIBLATEX,
    "key taken": "@book{kingma2014adam, title = {😀}}\n@comment{jabref-meta: databaseType:bibtex;}\n",
    "broken": "@misc{a, title = {x}\n\n" + ENTRY % ("b", "B", UNKNOWN),
    "code not utf-8": "% caf\udce9\n",
}


BIBTEX = r"\bibliography{refs} \cite{1412.6980, arXiv:1912.04958} \bibliographystyle{ieeetr}"
BIBLATEX = "\\usepackage{biblatex}\\addbibresource{refs.bib} arXiv:1412.6980v3 arXiv:1912.04958 arXiv:2001.00001"
# Every second library with one of the dialects in every run, and each with both in the slow ones.
MERGES = [
    (name, source) if number % 4 == 2 * place else rarely(name, source)
    for number, name in enumerate(LIBRARIES)
    for place, source in enumerate((BIBTEX, BIBLATEX))
]


@pytest.mark.slow
@pytest.mark.parametrize(("name", "source"), MERGES)
def test_a_merge_is_what_sync_writes(name: str, source: str, fill: Fill, cli: Cli) -> None:
    folder = fill(a_tex=source, b_md="- [x](https://arxiv.org/abs/1505.04597) [code](https://github.com/a/b)")
    (folder / "refs.bib").write_bytes(LIBRARIES[name].encode("utf-8", "surrogateescape"))
    sources, library = bibtools.scan(), bibtools.read_library("refs.bib")
    lacking = bibtools.missing(library, sources)
    answers = bibtools.resolve(lacking, pairs=sources.pairs)
    plan = bibtools.plan_merge(library, answers, sources)
    shown, text = bibtools.diff(library, plan, created=False), bibtools.apply(library, plan)
    assert shown == cli("sync", "--diff").out
    cli("sync")
    assert (folder / "refs.bib").read_bytes() == text.encode("utf-8", "surrogateescape")
    again = bibtools.read_library("refs.bib")
    assert ids(bibtools.missing(again, sources)) == [each.value for each in answers.unresolved]
    assert bibtools.plan_merge(again, answers, sources).edits == ()


def test_what_a_library_has_is_not_added_again(fill: Fill) -> None:
    fill()
    answers = bibtools.resolve([ADAM, GAN])
    library = bibtools.parse_library(ENTRY % ("mine", "Adam", ADAM))
    plan = bibtools.plan_merge(library, answers.records.values())
    assert [each.key for each in plan.added] == ["karras2019analyzing"]
    assert [each.key for each in plan.present] == ["mine"]
    filled = bibtools.plan_merge(library, answers, fill=True)
    assert [(each.key, each.fields) for each in filled.updated] == [("mine", ("primaryClass",))]
    assert len(filled.added) == 1


def test_a_record_that_comes_twice_is_one_entry(fill: Fill) -> None:
    fill()
    [record] = bibtools.resolve(ADAM).records.values()
    library = bibtools.parse_library("")
    plan = bibtools.plan_merge(library, [record, record])
    assert len(plan.added) == 1
    assert len(bibtools.parse_library(bibtools.apply(library, plan)).entries) == 1


def test_keys_of_other_libraries_are_taken(fill: Fill) -> None:
    fill()
    [adam] = bibtools.resolve(ADAM).records.values()
    other = bibtools.parse_library("@book{kingma2014adam}", "other.bib")
    plan = bibtools.plan_merge(bibtools.parse_library(""), [adam], others=[other])
    assert [each.key for each in plan.added] == ["kingma2014adama"]


def test_what_another_library_has_is_not_missing(fill: Fill) -> None:
    fill(a_md="arXiv:1412.6980 arXiv:1912.04958")
    sources, one, other = bibtools.scan(), bibtools.parse_library(""), bibtools.parse_library(ENTRY % ("a", "A", ADAM))
    assert ids(bibtools.missing(one, sources)) == [ADAM, GAN]
    assert ids(bibtools.missing(one, sources, other)) == [GAN]


def test_a_merge_conflict_is_left_alone(fill: Fill) -> None:
    fill()
    conflict = "<<<<<<< ours\n@misc{a}\n=======\n@misc{b}\n>>>>>>> theirs\n"
    with pytest.raises(ReadError, match="merge conflict"):
        bibtools.plan_merge(bibtools.parse_library(conflict), bibtools.resolve(ADAM))


@pytest.mark.parametrize("before", [None, "", "% mine\n"])
def test_a_write_is_whole(before: str | None, fill: Fill) -> None:
    path = fill() / "refs.bib"
    if before is not None:
        path.write_text(before)
        path.chmod(0o640)
    library = bibtools.parse_library(before or "", path)
    plan = bibtools.plan_merge(library, bibtools.resolve(ADAM))
    assert bibtools.write(library, plan)
    assert path.read_text("utf-8") == bibtools.apply(library, plan)
    assert before is None or stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [each.name for each in path.parent.iterdir()] == ["refs.bib"]


@pytest.mark.parametrize("meanwhile", ["% theirs\n", "", None])
def test_what_somebody_else_has_written_stays(meanwhile: str | None, fill: Fill) -> None:
    path = fill(refs_bib="% mine\n") / "refs.bib"
    library = bibtools.read_library(path)
    plan = bibtools.plan_merge(library, bibtools.resolve(ADAM))
    path.unlink() if meanwhile is None else path.write_text(meanwhile)
    with pytest.raises(WriteError, match="nothing was written"):
        bibtools.write(library, plan)
    assert (path.read_text() if path.exists() else None) == meanwhile


def test_a_new_library_does_not_take_the_place_of_a_file(fill: Fill) -> None:
    path = fill(refs_bib="% theirs\n") / "refs.bib"
    library = bibtools.parse_library("", path)
    with pytest.raises(WriteError, match="nothing was written"):
        bibtools.write(library, bibtools.plan_merge(library, bibtools.resolve(ADAM)))
    assert path.read_text() == "% theirs\n"


def test_nothing_to_do_writes_nothing(fill: Fill) -> None:
    path = fill(refs_bib=ENTRY % ("a", "A", ADAM)) / "refs.bib"
    path.chmod(0o400)
    library = bibtools.read_library(path)
    plan = bibtools.plan_merge(library, bibtools.resolve(ADAM))
    assert (bibtools.write(library, plan), bibtools.diff(library, plan), bibtools.apply(library, plan)) == (
        False,
        "",
        library.text,
    )


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everything")
def test_a_folder_that_cannot_be_written_is_an_error(fill: Fill) -> None:
    folder = fill()
    library = bibtools.parse_library("", folder / "refs.bib")
    plan = bibtools.plan_merge(library, bibtools.resolve(ADAM))
    folder.chmod(0o500)
    with pytest.raises(WriteError):
        bibtools.write(library, plan)


def test_a_diff_of_a_file_from_the_root_on_is_as_gits(fill: Fill) -> None:
    path = fill(refs_bib="% mine\n") / "refs.bib"
    library = bibtools.read_library(path)
    shown = bibtools.diff(library, bibtools.plan_merge(library, bibtools.resolve(ADAM)))
    assert shown.startswith(f"--- a{path}\n+++ b{path}\n")
    new = bibtools.parse_library("", "./new.bib")
    assert bibtools.diff(new, bibtools.plan_merge(new, bibtools.resolve(ADAM))).startswith(
        "--- /dev/null\n+++ b/new.bib\n"
    )


def test_identifiers_are_taken_in_every_form(fill: Fill) -> None:
    fill()
    [mention] = bibtools.scan_text("arXiv:1412.6980v2").mentions
    identifier = Identifier.parse("1412.6980v9")
    answers = bibtools.resolve([mention, identifier, "https://arxiv.org/abs/1412.6980v1", ADAM, UNKNOWN])
    assert ([each.value for each in answers.records], [each.value for each in answers.unresolved]) == (
        [ADAM],
        [UNKNOWN],
    )
    for one in (mention, identifier, ADAM):
        assert list(bibtools.resolve(one).records) == list(answers.records)
    assert bibtools.resolve([]).asked == frozenset()
    with pytest.raises(ValueError, match="no identifier"):
        bibtools.resolve("Adam")


def test_a_doi_is_no_fact_as_long_as_nobody_knows_dois(fill: Fill) -> None:
    fill()
    answers = bibtools.resolve(["10.1038/nature14539", ADAM, "10.48550/arXiv.1912.04958"])
    assert [each.value for each in answers.records] == [ADAM, GAN]
    assert [each.scheme for each in answers.unresolved] == ["doi"]
    assert (answers.nonexistent, answers.rejected) == ((), ())


def test_a_service_is_asked_unless_offline(
    fill: Fill, arxiv: FakeArxiv, loopback: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(a_md="arXiv:2101.00001")
    arxiv.know([Paper("2101.00001", "Of Things")])
    for name, value in loopback.items():
        monkeypatch.setenv(name, value)
    bibtools.resolve("2101.00001", offline=True)
    bibtools.scan()
    bibtools.check(bib="refs.bib")
    assert arxiv.agents == []
    [record] = bibtools.resolve("2101.00001").records.values()
    assert (record.provider, len(arxiv.agents)) == ("arxiv", 1)
    config = bibtools.read_config()._replace(offline=True)
    assert list(bibtools.resolve("2101.00001", config=config).records) == [record.identifier]
    assert len(arxiv.agents) == 1


@pytest.mark.thinned(3)
@pytest.mark.parametrize("allowed", [0, 1, 2])
def test_nobody_is_asked_once_it_is_cancelled(
    allowed: int, fill: Fill, arxiv: FakeArxiv, loopback: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    fill()
    ids = [f"2101.{number:05}" for number in range(1, 151)]  # two requests
    arxiv.know([Paper(each, f"Of Thing {each}") for each in ids])
    for name, value in loopback.items():
        monkeypatch.setenv(name, value)
    answers = bibtools.resolve(ids, is_cancelled=lambda: len(arxiv.agents) >= allowed)
    assert (len(arxiv.agents), len(answers.records)) == (allowed, [0, 100, 150][allowed])
    assert all("cancelled" in each for each in answers.unresolved.values())
    assert len(answers.records) + len(answers.unresolved) == len(ids)
    assert answers.nonexistent == ()
    assert len(bibtools.resolve(ids).records) == len(ids)  # what was known is kept, and the rest is no fact


def test_what_cannot_be_used_goes_to_the_log(
    fill: Fill, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    damaged = fill(index="this is no index") / "index"
    monkeypatch.setenv("BIBTOOLS_INDEX", str(damaged))
    with caplog.at_level(logging.INFO, "bibtools"):
        assert list(bibtools.resolve(ADAM).records) == [Identifier.parse(ADAM)]
    assert caplog.records
    assert {each.name for each in caplog.records} == {"bibtools"}
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("dialect", [None, "bibtex", "biblatex"])
def test_an_entry_reads_back_as_it_was_built(dialect: str | None, fill: Fill) -> None:
    fill()
    for record in bibtools.resolve([ADAM, GAN, UNET]).records.values():
        entry = bibtools.build_entry(record, dialect=dialect)  # type: ignore[arg-type] # of a table
        [read] = bibtools.parse_library(entry.text).entries
        assert (read.type, read.key, read.problem) == (entry.type, entry.key, None)
        assert [(field.name, field.value) for field in read.fields] == [
            (name.lower(), value) for name, value in entry.fields
        ]
        assert list(bibtools.works(bibtools.parse_library(entry.text))) == [record.identifier]
        assert bibtools.build_entry(record, key="mine").key == "mine"


def test_a_dialect_that_there_is_not_is_an_error(fill: Fill) -> None:
    fill()
    [record] = bibtools.resolve(ADAM).records.values()
    with pytest.raises(ValueError, match="'latex' is not a dialect; choose bibtex, biblatex"):
        bibtools.build_entry(record, dialect="latex")  # type: ignore[arg-type] # what this is about
    with pytest.raises(ValueError, match="'latex' is not a dialect"):
        bibtools.plan_merge(bibtools.parse_library(""), [record], dialect="latex")  # type: ignore[arg-type] # the same


@pytest.mark.thinned(3)
@pytest.mark.parametrize("shown", ["", "@online{a, date = {2020}}", "@article{a, journal = {J}, year = 2020}"])
@pytest.mark.parametrize("configured", ["", 'dialect = "bibtex"', 'dialect = "biblatex"'])
@pytest.mark.parametrize(("dialect", "kind"), [("bibtex", "misc"), ("biblatex", "online"), (None, None)])
def test_a_dialect_that_is_given_counts(
    dialect: str | None, kind: str | None, configured: str, shown: str, fill: Fill
) -> None:
    (fill() / ".bibtools.toml").write_text(configured)
    config, [record] = bibtools.read_config(), bibtools.resolve(GAN).records.values()
    library = bibtools.parse_library(shown)
    [added] = bibtools.plan_merge(library, [record], config=config, dialect=dialect).added  # type: ignore[arg-type]
    entry = bibtools.build_entry(record, config=config, dialect=dialect)  # type: ignore[arg-type] # of a table
    by_default = "online" if "biblatex" in configured else "misc"
    assert entry.type == (kind or by_default)
    by_library = "online" if shown.startswith("@online") else "misc"
    assert added.entry.type == (kind or (by_default if configured else by_library))


def test_an_entry_heeds_a_configuration(fill: Fill) -> None:
    (fill() / ".bibtools.toml").write_text('dialect = "biblatex"\ncode_field = "note"\nkeys = "[auth]-[year]"\n')
    config, [record] = bibtools.read_config(), bibtools.resolve(GAN).records.values()
    entry = bibtools.build_entry(record, config=config)
    assert (entry.type, entry.get("code"), bool(entry.get("addendum"))) == ("online", None, True)
    [added] = bibtools.plan_merge(bibtools.parse_library(""), [record], config=config).added
    assert (added.key, added.entry.type) == ("Karras-2019", "online")


PAPERS = '[[paper]]\nsources = ["a/"]\nbib = "a/refs.bib"\n[[paper]]\nsources = ["b/"]\nbib = "b/refs.bib"\n'


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    ("files", "arguments"),
    [
        ({"a.tex": "\\bibliography{refs} \\cite{1412.6980} arXiv:1713.00001", "refs.bib": ""}, ()),
        ({"a.tex": "\\bibliography{refs} \\cite{1412.6980}", "refs.bib": "@misc{a, title = {x}} @misc{a, y"}, ()),
        ({"a.tex": "\\bibliography{refs} arXiv:1412.6980 \U0001f600 arXiv:1912.04958", "refs.bib": ""}, ("a.tex",)),
        ({".bibtools.toml": PAPERS, "a/a.md": "arXiv:1412.6980", "b/b.md": "arXiv:1912.04958", "a/refs.bib": ""}, ()),
        ({".bibtools.toml": PAPERS, "a/a.md": "arXiv:1412.6980", "b/b.md": "arXiv:1912.04958"}, ("b",)),
        ({".bibtools.toml": 'exclude = ["b.md"]', "a.md": "arXiv:1412.6980", "b.md": "arXiv:1713.1", "c.bib": ""}, ()),
        ({"a.md": "words"}, ()),
    ],
)
def test_a_check_finds_what_the_command_does(
    files: dict[str, str], arguments: tuple[str, ...], fill: Fill, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = fill()
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    done = cli("check", *arguments, *(["--bib", "c.bib"] if "c.bib" in files else []), "--format", "json")
    monkeypatch.chdir("/")
    outcomes = bibtools.check_papers(arguments, bib="c.bib" if "c.bib" in files else None, base=folder)
    assert max(each.exit_code for each in outcomes) == done.code
    assert [each["bib"] for each in done.json["papers"]] == [each.bib or None for each in outcomes]
    assert [each["missing"] for each in done.json["papers"]] == [ids(each.missing) for each in outcomes]
    found = [finding for outcome in outcomes for finding in outcome.all_findings]
    assert sorted(
        (each["rule"], each["path"], each["message"], each["level"]) for each in done.json["findings"]
    ) == sorted((each.rule, each.path, each.message, each.level) for each in found)


def test_a_check_of_several_papers_needs_the_function_for_several(fill: Fill) -> None:
    folder = fill(a_md="arXiv:1412.6980")
    (folder / ".bibtools.toml").write_text(PAPERS)
    with pytest.raises(UsageError, match="check_papers"):
        bibtools.check()
    assert len(bibtools.check_papers()) == 2
    assert ids(bibtools.check("a.md", bib="mine.bib").missing) == [ADAM]


def test_spans_of_findings_are_those_of_the_unsaved_text(fill: Fill) -> None:
    fill(a_tex="\\bibliography{refs}", refs_bib="")
    text = "\\bibliography{refs} \U0001f600\r\n\\cite{1412.6980}"
    [finding] = bibtools.check(texts={"a.tex": text}).all_findings
    assert finding.span is not None
    assert text[slice(*finding.span)] == ADAM
    positions = bibtools.Positions(text)
    assert positions.position(finding.span.start) == finding.position
    assert positions.position(finding.span.end) == finding.end
    assert bibtools.check(texts={"a.tex": text, "refs.bib": ENTRY % (ADAM, "A", ADAM)}).all_findings == []


def test_an_unclear_library_is_an_error(fill: Fill) -> None:
    fill(a_md="arXiv:1412.6980")
    with pytest.raises(BibtoolsError, match=r"no \.bib is named") as caught:
        bibtools.check()
    assert caught.value.exit_code == bibtools.ExitCode.USAGE


@pytest.mark.parametrize(("text", "found"), [(ADAM, [ADAM]), ("https://arxiv.org/abs/1412.6980", [ADAM]), ("", [])])
def test_words_are_looked_for(text: str, found: list[str], fill: Fill) -> None:
    fill()
    outcome = bibtools.find(text, offline=True)
    assert [match.identifier.value for match, _ in outcome.found] == found
    assert (outcome.trouble == "") == bool(found)

"""`bibtools upgrade` and `bibtools verify`, from an index of published works that the command line builds."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import Cli
from dblp_records import dblp, record
from index_lines import line, made
from loopback import FAULTS, FakeCrossref, FakeDataCite, FakeInspire, FakeSemanticScholar, Fault, serving
from loopback.papers import Paper

from bibtools.index import dblp_xml
from bibtools.index.building import BuildMonitor
from bibtools.index.published_build import build_published

WATCH = BuildMonitor(lambda *_: None, lambda: "2026-01-01")
ADA = [["Lovelace", "Ada", ""]]
LOOMS, FISH = "2101.00001", "2101.00002"
BIB = f"""@misc{{looms,
  title = {{Engines that Weave}},
  author = {{Ada Lovelace}},
  year = {{2021}},
  eprint = {{{LOOMS}}},
  keywords = {{mine}}
}}

@misc{{fish,
  title = {{Of Fish and Other Looms}},
  author = {{Ada Lovelace}},
  year = {{2021}},
  eprint = {{{FISH}}}
}}
"""
WORKS = dblp(
    record("conf/icml/1", "Engines that Weave", ["Ada Lovelace"], 2021, booktitle="ICML", pages="1-2"),
    record("conf/icml/2", "Of Fishes and Other Looms", ["Ada Lovelace"], 2021, booktitle="ICML"),
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    lines = [line(LOOMS, "Engines that Weave", ADA), line(FISH, "Of Fish and Other Looms", ADA)]
    (folder / "dblp.xml").write_bytes(WORKS)
    made(folder, lines).close()
    build_published(folder / "dblp.sqlite3", str(folder / "dblp.xml"), dblp_xml.READER, WATCH)
    return folder


@pytest.fixture
def indexed(built: Path, environ: dict[str, str], cli: Cli) -> Cli:
    folder = Path(environ["BIBTOOLS_CACHE_DIR"])
    folder.mkdir()
    for name in ("index.sqlite3", "dblp.sqlite3"):
        shutil.copy(built / name, folder)
    return cli


def test_preprints_become_their_published_versions(paper: Path, indexed: Cli) -> None:
    bib = paper / "refs.bib"
    bib.write_text(BIB)
    shown = indexed("upgrade", "refs.bib", "--offline", "--diff")
    assert (shown.code, bib.read_text()) == (1, BIB)
    assert "+  booktitle = {ICML}," in shown.out
    run = indexed("upgrade", "refs.bib", "--offline", "--format", "json")
    assert (run.code, run.json["written"]) == (0, True)
    assert run.json["upgraded"] == [
        {"id": LOOMS, "key": "looms", "gate": "W-c", "source": "dblp", "doi": None, "venue": "ICML", "year": 2021}
    ]
    [proposed] = run.json["proposed"]
    assert (proposed["key"], proposed["candidates"][0]["title"]) == ("fish", "Of Fishes and Other Looms")
    after = bib.read_text()
    assert after.startswith("@inproceedings{looms,")
    assert "keywords = {mine}" in after
    assert after[after.index("@misc{fish") :] == BIB[BIB.index("@misc{fish") :]
    again = indexed("upgrade", "refs.bib", "--offline")
    assert (again.code, bib.read_text()) == (0, after)
    assert "refs.bib:" in again.err
    assert "perhaps ICML 2021" in again.err


def test_every_entry_gets_a_verdict(paper: Path, indexed: Cli) -> None:
    wrong = BIB.replace("Ada Lovelace", "Grace Hopper and Jane Roe", 1) + "@book{b, title = {Weaving}, year = 1990}\n"
    (paper / "refs.bib").write_text(wrong)
    run = indexed("verify", "refs.bib", "--offline", "--format", "json")
    assert run.code == 1
    assert [(each["key"], each["verdict"]) for each in run.json["entries"]] == [
        ("looms", "contradicts"),
        ("fish", "agrees"),
        ("b", "not-asked"),
    ]
    [difference] = run.json["entries"][0]["differences"]
    assert (difference["field"], difference["severity"]) == ("author", "error")
    assert (run.json["findings"][0]["rule"], difference["entry"]) == ("another-work", "Grace Hopper, Jane Roe")
    text = indexed("verify", "refs.bib", "--offline")
    assert text.out.startswith("refs.bib:3:12: another-work: looms: author lists")
    assert text.out.endswith("3 entries, 1 agrees with the sources, 1 contradicts a source, 1 was not looked up\n")


def test_the_venue_is_written_as_the_library_writes_of_it(paper: Path, indexed: Cli) -> None:
    other = "@inproceedings{x, title = {Of Fish}, booktitle = %s, year = 2018, pages = {1--2}}\n"
    for written in ("{Intl. Conf. on Machine Learning (ICML)}", "icml"):
        macro = "" if written[0] == "{" else '@string{icml = "International Conference on Machine Learning"}\n'
        (paper / "refs.bib").write_text(macro + other % written + BIB)
        assert f"+  booktitle = {written},\n" in indexed("upgrade", "refs.bib", "--offline", "--diff").out


def test_a_check_notes_what_was_published_since_and_asks_nobody(paper: Path, indexed: Cli) -> None:
    (paper / "paper.tex").write_text("\\cite{looms,fish}\\bibliography{refs}")
    (paper / "refs.bib").write_text(BIB)
    with serving(FakeCrossref()) as crossref:
        run = indexed("check", "--format", "json", **services(crossref=crossref.url))
        assert crossref.requests == []
    [found] = [each for each in run.json["findings"] if each["rule"] == "published-since"]
    assert (run.code, found["level"], found["path"], found["line"]) == (0, "note", "refs.bib", 1)
    assert found["message"].startswith(f"looms: arXiv:{LOOMS} was published: ICML 2021 (dblp, W-c): ")
    assert found["data"] == {"key": "looms", "identifier": LOOMS, "gate": "W-c", "source": "dblp"}
    assert "published-since" not in indexed("check", "--ignore", "published-since", "--format", "json").out
    (paper / "refs.bib").write_text(f"% bibtools: keep\n{BIB}")
    assert "published-since" not in indexed("check", "--format", "json").out


def test_findings_say_where_an_entry_is_cited(paper: Path, indexed: Cli) -> None:
    (paper / "refs.bib").write_text(BIB.replace("Ada Lovelace", "Grace Hopper", 1))
    cites = "".join(f"As \\cite{{looms}} says {number}.\n" for number in range(4))
    (paper / "paper.tex").write_text(f"{cites}\\bibliography{{refs}}\n")
    run = indexed("verify", "paper.tex", "--offline", "--format", "json")
    [finding], [entry] = run.json["findings"], run.json["entries"]
    places = [{"path": "paper.tex", "line": line, "column": 10} for line in range(1, 5)]
    assert (finding["data"]["cited"], entry["cited"]) == (places, places)
    assert finding["message"].endswith("; cited at paper.tex:1:10, paper.tex:2:10, paper.tex:3:10 and 1 more")


@pytest.mark.parametrize("command", ["upgrade", "verify"])
def test_what_is_no_library(paper: Path, cli: Cli, command: str) -> None:
    (paper / "paper.tex").write_text("Text")
    assert cli(command, "paper.tex").code == 2
    run = cli(command, "none.bib", "--offline")
    assert (run.code, run.err.count("\n")) == (3, 1)
    (paper / "refs.bib").write_text(BIB)
    bare = cli(command, "refs.bib", "--offline")
    assert (bare.code, (paper / "refs.bib").read_text()) == (0, BIB)
    assert "Traceback" not in bare.err


def test_an_index_of_dblp_stands_beside_that_of_arxiv(paper: Path, built: Path, indexed: Cli) -> None:
    shutil.copy(built / "dblp.xml", paper)
    run = indexed("index", "build", "dblp.xml", "--force")
    assert (run.code, run.out.rsplit(" ", 2)[1:]) == (0, ["2", "works\n"])
    info = indexed("index", "info", "--format", "json").json
    assert info["index"]["papers"] == 2
    assert [(each["name"], each["papers"], each["licence"]) for each in info["published"]] == [("dblp", 2, "CC0")]


@pytest.mark.slow
def test_an_outage_changes_nothing_and_a_later_run_asks_again(
    paper: Path, environ: dict[str, str], cli: Cli, tmp_path: Path
) -> None:
    declared = "2101.00003"
    made(tmp_path, [line(declared, "Engines that Weave", ADA, doi="10.1145/1.2")]).close()
    Path(environ["BIBTOOLS_CACHE_DIR"]).mkdir()
    shutil.copy(tmp_path / "index.sqlite3", environ["BIBTOOLS_CACHE_DIR"])
    text = BIB[: BIB.index("@misc{fish")].replace(LOOMS, declared)
    (paper / "refs.bib").write_text(text)
    with serving(FakeCrossref()) as crossref, serving(FakeDataCite()) as datacite:
        own = {
            "BIBTOOLS_OFFLINE": "",
            "BIBTOOLS_CROSSREF_URL": crossref.url,
            "BIBTOOLS_DATACITE_URL": datacite.url,
            "BIBTOOLS_DOIORG_URL": datacite.url,
            **{f"BIBTOOLS_{name}_INTERVAL": "0" for name in ("CROSSREF", "DATACITE", "DOIORG")},
        }
        closed = {name: "http://127.0.0.1:9" for name in own if name.endswith("URL")}
        run = cli("upgrade", "refs.bib", "--timeout", "5", **{**own, **closed})
        assert (run.code, (paper / "refs.bib").read_text()) == (3, text)
        assert "1 identifier could not be looked up" in run.err
        crossref.know([Paper("10.1145/1.2", "Engines that Weave", ("Ada Lovelace",), published="2021-05-05")])
        done = cli("upgrade", "refs.bib", "--format", "json", **own)
        assert (done.code, [(each["gate"], each["source"]) for each in done.json["upgraded"]]) == (
            0,
            [("W-a", "crossref")],
        )
        back = cli("upgrade", "refs.bib", "--undo", "looms", "--offline")
        assert (back.code, (paper / "refs.bib").read_text()) == (0, text)
        assert len(crossref.requests) == 1


def physics(folder: Path, environ: dict[str, str], number: int = 1) -> str:
    """Build an index of some preprints of physics that names no DOIs; return a library of them."""
    ids = [f"2101.{each:05}" for each in range(10, 10 + number)]
    made(folder, [line(each, f"Engines that Weave {each}", ADA, categories="hep-th") for each in ids]).close()
    Path(environ["BIBTOOLS_CACHE_DIR"]).mkdir()
    shutil.copy(folder / "index.sqlite3", environ["BIBTOOLS_CACHE_DIR"])
    entry = (
        "@misc{{k{0},\n  title = {{Engines that Weave {0}}},\n  author = {{Ada Lovelace}},\n  eprint = {{{0}}}\n}}\n"
    )
    return "".join(map(entry.format, ids))


def services(**urls: str) -> dict[str, str]:
    """Return the settings of a run in which only some services are there."""
    names = ("ARXIV", "OAI", "CROSSREF", "DATACITE", "DOIORG", "INSPIRE", "SEMANTICSCHOLAR")
    where = {f"BIBTOOLS_{name}_URL": urls.get(name.lower(), "http://127.0.0.1:9") for name in names}
    return {"BIBTOOLS_OFFLINE": "", **where, **{f"BIBTOOLS_{name}_INTERVAL": "0" for name in names}}


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS.values(), ids=lambda fault: fault.name)
def test_a_fault_of_inspire_changes_no_entry(
    paper: Path, environ: dict[str, str], cli: Cli, tmp_path: Path, fault: Fault
) -> None:
    text = physics(tmp_path, environ)
    (paper / "refs.bib").write_text(text)
    with serving(FakeInspire()) as inspire:
        inspire.know([Paper("2101.00010", "Engines that Weave 2101.00010", ("Ada Lovelace",), doi="10.1103/7")])
        inspire.fault = fault
        run = cli("upgrade", "refs.bib", "--timeout", "2", **services(inspire=inspire.url))
        assert "Traceback" not in run.err
        after = (paper / "refs.bib").read_text()
        if fault.trouble:
            assert (run.code, after) == (3, text)
            assert "could not be looked up" in run.err
        else:
            assert run.code == 0
            assert all(char.isprintable() or char == "\n" for char in after)


@pytest.mark.slow
def test_a_hundred_papers_are_few_requests(paper: Path, environ: dict[str, str], cli: Cli, tmp_path: Path) -> None:
    (paper / "refs.bib").write_text(physics(tmp_path, environ, 100))
    with (
        serving(FakeInspire()) as inspire,
        serving(FakeSemanticScholar()) as semantic,
        serving(FakeCrossref()) as crossref,
    ):
        ids = [f"2101.{each:05}" for each in range(10, 110)]
        known = [Paper(each, f"Engines that Weave {each}", ("Ada Lovelace",), doi=f"10.1103/{each}") for each in ids]
        inspire.know(known[:60])
        semantic.know(known)
        crossref.know([each._replace(id=each.doi, published="2021-01-01") for each in known])
        where = services(inspire=inspire.url, semanticscholar=semantic.url, crossref=crossref.url)
        run = cli("upgrade", "refs.bib", "--format", "json", **where, BIBTOOLS_SEMANTICSCHOLAR_KEY="k")
        assert run.code == 0, run.err
        assert {each["gate"] for each in run.json["upgraded"]} == {"W-b"}
        assert (len(run.json["upgraded"]), len(run.json["proposed"])) == (60, 40)
        assert len(inspire.requests) + len(semantic.requests) + len(crossref.requests) <= 4


def test_letters_and_formulas_that_a_catalogue_lost_are_kept(paper: Path, environ: dict[str, str], cli: Cli) -> None:
    folder = Path(environ["BIBTOOLS_CACHE_DIR"])
    folder.mkdir()
    title = "Sorting in $O(n^2)$ Time"
    made(
        folder, [line(LOOMS, title, [["Müller", "Jürgen", ""], ["A.", "Prashanth L.", ""], ["Roe", "Jane", ""]])]
    ).close()
    known = ["Jurgen Muller", "L. A. Prashanth", "Jane Roe"]
    (folder / "dblp.xml").write_bytes(
        dblp(record("conf/icml/1", "Sorting in O(n2) Time", known, 2021, booktitle="ICML"))
    )
    build_published(folder / "dblp.sqlite3", str(folder / "dblp.xml"), dblp_xml.READER, WATCH)
    muller = 'M{\\"u}ller and L. A. Prashanth and Jane'
    for own, authors in (
        ("J. Muller and Jane Roe", f"J. {muller} Roe"),
        ('Jane R{\\"o}e', f'J{{\\"u}}rgen {muller} R{{\\"o}}e'),
    ):
        entry = f"@misc{{k,\n  title = {{Sorting in O(n2) Time}},\n  author = {{{own}}},\n  eprint = {{{LOOMS}}}\n}}\n"
        (paper / "refs.bib").write_text(entry)
        assert cli("upgrade", "refs.bib", "--offline").code == 0
        text = (paper / "refs.bib").read_text()
        assert f"author = {{{authors}}}" in text
        assert "title = {Sorting in {$O(n^2)$} Time}" in text
        assert "ICML" in text


@pytest.mark.parametrize("category", ["cs.LG", "hep-th"])  # of one of them INSPIRE knows the papers
def test_offline_nobody_is_missed_who_was_not_to_be_asked(
    paper: Path, environ: dict[str, str], cli: Cli, category: str
) -> None:
    folder = Path(environ["BIBTOOLS_CACHE_DIR"])
    folder.mkdir()
    made(folder, [line(LOOMS, "Engines that Weave", ADA, categories=category)]).close()
    (paper / "refs.bib").write_text(BIB.partition("\n\n")[0])
    run = cli("upgrade", "refs.bib", "--offline")
    assert run.code == 0
    assert "could not be looked up" not in run.err

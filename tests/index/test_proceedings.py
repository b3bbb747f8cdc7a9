"""Indexes of the ACL Anthology, PMLR and CVF, and COMET's matches: recognised, read, and beside each other."""

from __future__ import annotations

import gzip
import re
from itertools import chain, repeat
from pathlib import Path

import pytest
from dblp_records import dblp, record

from bibtools.core.errors import BibtoolsError, ReadError
from bibtools.index import acl_anthology, acl_xml, cvf_page, dblp_xml, pmlr_bib
from bibtools.index.building import BuildMonitor
from bibtools.index.information import info
from bibtools.index.kinds import COMET, KINDS, IndexKind, kind_of
from bibtools.index.match_build import build_matches
from bibtools.index.match_index import MatchIndex
from bibtools.index.numbering import LATEST
from bibtools.index.proceedings_bib import venue_of
from bibtools.index.published_lookup import PublishedIndex
from bibtools.index.published_work import PublishedWork
from bibtools.index.works_reader import WorksReader
from bibtools.reports.index import rebuildable

WATCH = BuildMonitor(lambda *_: None, lambda: "2026-01-01")
ACL_XML = b"""<?xml version='1.0' encoding='UTF-8'?>
<collection id="2020.acl">
  <volume id="main" ingest-date="2020-06-21" type="proceedings">
    <meta>
      <booktitle>Proceedings of the 58th Annual Meeting of the Association for Computational Linguistics</booktitle>
      <editor><first>Dan</first><last>Jurafsky</last></editor>
      <publisher>Association for Computational Linguistics</publisher>
      <month>July</month><year>2020</year><venue>acl</venue>
    </meta>
    <frontmatter><url hash="1">2020.acl-main.0</url></frontmatter>
    <paper id="1">
      <title>Weaving with <fixed-case>BERT</fixed-case>: <tex-math>O(n^2)</tex-math> Looms &amp; Threads</title>
      <author id="ada"><first>Ada</first><last>Lovelace</last><affiliation>London</affiliation></author>
      <author><first/><last>Mausam</last></author>
      <author><first>Wei</first><last>Wang</last><variant><first>x</first><last>y</last></variant></author>
      <pages>1\xe2\x80\x936</pages>
      <abstract>We weave.</abstract>
      <url hash="86f3cb8f">2020.acl-main.1</url>
      <doi>10.18653/v1/2020.acl-main.1</doi>
      <bibkey>lovelace-etal-2020-weaving</bibkey>
    </paper>
    <paper id="2"><title>Taken Back</title><author><first>A</first><last>B</last></author>
      <retracted date="2021-01-01">an error</retracted><url>2020.acl-main.2</url></paper>
    <paper id="3"><title>Nobody's</title><url>2020.acl-main.3</url></paper>
  </volume>
  <event id="acl-2020"><colocated><volume-id>2020.bionlp-1</volume-id></colocated></event>
</collection>
"""
OLD_XML = b"""<collection id="Q13"><volume id="1"><meta><booktitle>Transactions of the Association for
Computational Linguistics, Volume 1</booktitle>
<year>2013</year><journal-volume>1</journal-volume></meta>
<paper id="14"><title>Looms</title><author><first>Ada</first><last>Lovelace</last></author><pages>9-12</pages></paper>
</volume></collection>"""
ACL_BIB = b"""@string{acl = "Association for Computational Linguistics"}
@string{anth = "https://aclanthology.org/"}

@inproceedings{lovelace-babbage-2019-looms,
    title = "{L}ooms of {BERT}: $\\alpha$ and M{\\"u}ller's {{A}}",
    author = "Lovelace, Ada  and
      van Sort, Guy",
    editor = "Burstein, Jill",
    booktitle = "Proceedings of the 2019 Conference on Empirical Methods in Natural Language Processing",
    month = nov,
    year = "2019",
    publisher = acl,
    url = anth # "D19-1001/",
    doi = "10.18653/v1/D19-1001",
    pages = "4171--4186",
    abstract = "An @inproceedings{no, entry} inside."
}
@inproceedings{babbage-2020-findings,
    title = "Findings of Looms",
    author = "Babbage, Charles",
    booktitle = "Findings of the Association for Computational Linguistics: EMNLP 2020",
    year = "2020",
    url = "https://aclanthology.org/2020.findings-emnlp.1",
}
"""
PMLR_BIB = b"""@InProceedings{pmlr-v70-finn17a,
  title = {Model-Agnostic Meta-Learning},
  author = {Chelsea Finn and Pieter Abbeel},
  booktitle = {Proceedings of the 34th International Conference on Machine Learning},
  pages = {1126--1135}, year = {2017}, editor = {Precup, Doina and Teh, Yee Whye}, volume = {70},
  series = {Proceedings of Machine Learning Research}, month = {06--11 Aug}, publisher = {PMLR},
  pdf = {http://proceedings.mlr.press/v70/finn17a/finn17a.pdf},
  url = {https://proceedings.mlr.press/v70/finn17a.html}
}
"""
PMLR_SOURCE = b"""@Proceedings{ICML-2017,
  booktitle = {Proceedings of the 34th International Conference on Machine Learning},
  editor = {Doina Precup and Yee Whye Teh}, publisher = {PMLR}, volume = {70}, year = {2017}
}

@InProceedings{finn17a,
  title = {Model-Agnostic Meta-Learning}, author = {Finn, Chelsea and Abbeel, Pieter}, pages = {1126-1135}
}
"""
CVF_BIB = b"""@InProceedings{He_2016_CVPR,
author = {He, Kaiming and Zhang, Xiangyu},
title = {Deep Residual Learning for Image Recognition},
booktitle = {Proceedings of the IEEE Conference on Computer Vision and Pattern Recognition (CVPR)},
month = {June},
year = {2016}
}
"""
CVF_PAGE = b"""<!DOCTYPE html><html><head><title>CVPR 2021 Open Access Repository</title></head><body><dl>
<dt class="ptitle"><br><a href="/content/CVPR2021/html/A.html">Looms &amp; Threads</a></dt>
<dd><form><input type="hidden" name="query_author" value="Ada Lovelace"></form></dd>
<dd>[<a href="/content/CVPR2021/papers/A.pdf">pdf</a>] [<a href="http://arxiv.org/abs/2103.00001v2">arXiv</a>]
<div class="link2">[<a class="fakelink">bibtex</a>]
<div class="bibref pre-white-space">@InProceedings{Lovelace_2021_CVPR,
    author    = {Lovelace, Ada},
    title     = {Looms \\&amp; Threads},
    booktitle = {Proceedings of the IEEE/CVF Conference on Computer Vision and Pattern Recognition (CVPR)},
    month     = {June},
    year      = {2021},
    pages     = {1-10}
}</div></div></dd>
<dt class="ptitle"><br><a href="/content/CVPR2021/html/B.html">Engines</a></dt>
<dd>[<a href="B.pdf">pdf</a>]<div class="bibref">@InProceedings{B_2021_CVPR,<br>author = {Babbage, Charles},<br>
title = {Engines},<br>booktitle = {CVPR},<br>year = {2021}<br>}</div></dd></dl></body></html>
"""
COMET_CSV = b"""arxiv_doi,matched_doi,match_confidence
10.48550/arXiv.2103.00001,10.1109/cvpr.2021.1,0.97
https://doi.org/10.48550/arxiv.hep-th/9901001,https://doi.org/10.1000/A,0.9
10.48550/arXiv.2103.00002,,
"""
COMET_JSON = b'{"arxiv": "10.48550/arXiv.2103.00001v2", "match": {"doi": "10.1109/cvpr.2021.1", "score": 0.9}}\n'


def read(reader: WorksReader, data: bytes, piece: int = 11) -> list[PublishedWork]:
    pieces = (data[at : at + piece] for at in range(0, len(data), piece))
    return [made for batch in reader.records(pieces, "file") for raw in batch if (made := reader.work(raw))]


def test_the_xml_of_the_acl_anthology() -> None:
    looms, taken_back = read(acl_xml.READER, ACL_XML)
    assert looms.title == "Weaving with BERT: $O(n^2)$ Looms & Threads"
    assert looms.authors == ("Ada Lovelace", "Mausam", "Wei Wang")
    assert (looms.kind, looms.venue, looms.year, looms.pages) == ("inproceedings", "ACL", "2020", "1-6")
    assert (looms.doi, looms.url) == ("10.18653/v1/2020.acl-main.1", "https://aclanthology.org/2020.acl-main.1")
    assert (looms.editors, looms.full[:35]) == (("Dan Jurafsky",), "Proceedings of the 58th Annual Meet")
    assert (looms.is_reprint, taken_back.is_reprint) == (False, True)
    [old] = read(acl_xml.READER, OLD_XML)
    assert (old.kind, old.venue) == ("article", "Transactions of the Association for Computational Linguistics")
    assert (old.volume, old.url, old.year) == ("1", "https://aclanthology.org/Q13-1014", "2013")


def test_the_bibtex_of_the_acl_anthology() -> None:
    looms, findings = read(acl_anthology.READER, ACL_BIB)
    assert looms.title == "Looms of BERT: $\\alpha$ and Müller's A"
    assert (looms.authors, looms.editors) == (("Ada Lovelace", "Guy van Sort"), ("Jill Burstein",))
    assert (looms.publisher, looms.url) == (
        "Association for Computational Linguistics",
        "https://aclanthology.org/D19-1001/",
    )
    assert (looms.pages, looms.month, looms.venue, looms.key) == ("4171-4186", "nov", "EMNLP", "acl/EMNLP/D19-1001")
    assert (findings.venue, findings.year) == ("EMNLP (Findings)", "2020")


@pytest.mark.parametrize("data", [PMLR_BIB, PMLR_SOURCE])
def test_the_bibtex_of_pmlr(data: bytes) -> None:
    *_, paper = read(pmlr_bib.READER, data)
    assert (paper.title, paper.authors) == ("Model-Agnostic Meta-Learning", ("Chelsea Finn", "Pieter Abbeel"))
    assert (paper.venue, paper.year, paper.volume, paper.pages) == ("ICML", "2017", "70", "1126-1135")
    assert (paper.editors, paper.publisher) == (("Doina Precup", "Yee Whye Teh"), "PMLR")


def test_the_lists_and_pages_of_cvf() -> None:
    [he] = read(cvf_page.READER, CVF_BIB)
    assert (he.authors, he.venue, he.year) == (("Kaiming He", "Xiangyu Zhang"), "CVPR", "2016")
    looms, engines = read(cvf_page.READER, CVF_PAGE)
    assert (looms.title, looms.arxiv, looms.pages) == ("Looms & Threads", "2103.00001", "1-10")
    assert (engines.title, engines.arxiv, engines.authors) == ("Engines", "", ("Charles Babbage",))


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (ACL_XML, "acl"),
        (b"\xef\xbb\xbf<!-- x -->\n" + OLD_XML, "acl"),
        (ACL_BIB, "acl"),
        (PMLR_BIB, "pmlr"),
        (PMLR_SOURCE, "pmlr"),
        (CVF_BIB, "cvf"),
        (CVF_PAGE, "cvf"),
        (COMET_CSV, "comet"),
        (COMET_JSON, "comet"),
        (dblp(), "dblp"),
        (ACL_BIB + CVF_BIB, "arxiv"),  # somebody's own library is no source
        (b"@article{x, title = {Looms}, url = {https://aclanthology.org/D19-1001}}\n@book{y, title = {T}}", "arxiv"),
        (b"<collection id='x'><item/></collection>", "arxiv"),
        (b"<!DOCTYPE html><html><body>CVPR</body></html>", "arxiv"),
        (b'{"id": "2101.00001", "title": "A match", "abstract": "10.48550/arxiv.1", "authors_parsed": []}', "arxiv"),
        (b"title,doi\nLooms,10.1000/a\n", "arxiv"),
    ],
)
def test_files_are_recognised_by_what_they_hold(tmp_path: Path, data: bytes, name: str) -> None:
    (tmp_path / "file").write_bytes(data)
    assert kind_of(str(tmp_path / "file")).name == name


def built(folder: Path, data: bytes) -> tuple[IndexKind, Path]:
    (folder / "file").write_bytes(data)
    kind = kind_of(str(folder / "file"))
    path = kind.path(folder / "index.sqlite3")
    kind.build(path, str(folder / "file"), WATCH, True, LATEST)  # by force
    return kind, path


def test_each_index_stands_beside_the_others(tmp_path: Path) -> None:
    files = [ACL_XML, PMLR_BIB, CVF_PAGE, COMET_CSV, dblp(record("conf/a/B1", "Looms", ["Ada Lovelace"], 2019))]
    paths = dict(built(tmp_path, each) for each in files)
    before = {kind.name: path.read_bytes() for kind, path in paths.items()}
    assert len(set(paths.values())) == len(files)
    for each in files:
        kind, _ = built(tmp_path, each)
        assert {one.name: path.read_bytes() for one, path in paths.items() if one != kind} == {
            name: data for name, data in before.items() if name != kind.name
        }
    found = {kind.name: info(path, schema=kind.schema) for kind, path in paths.items()}
    assert {name: facts and (facts.papers, facts.problem) for name, facts in found.items()} == {
        "acl": (2, ""), "pmlr": (1, ""), "cvf": (2, ""), "comet": (2, ""), "dblp": (1, ""),
    }  # fmt: skip
    index = PublishedIndex(paths[next(each for each in KINDS if each.name == "cvf")], lambda _: None)
    assert [work.title for work in index.identified("arxiv", ["2103.00001"])["2103.00001"]] == ["Looms & Threads"]
    assert index.works_of_year("CVPR", 2021) == {"cvf/CVPR": 2}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Proceedings of the IEEE/CVF Conference on Computer Vision and Pattern Recognition (CVPR)", "CVPR"),
        ("Proceedings of the IEEE/CVF International Conference on Computer Vision (ICCV)", "ICCV"),
        ("Proceedings of the IEEE/CVF Winter Conference on Applications of Computer Vision (WACV)", "WACV"),
        ("Proceedings of the IEEE/CVF Conference on Computer Vision and Pattern Recognition (CVPR) Workshops",
         "CVPR (Workshops)"),
        ("Findings of the Association for Computational Linguistics: EMNLP 2020", "EMNLP (Findings)"),
        (("Proceedings of the 59th Annual Meeting of the Association for Computational Linguistics and the 11th "
         "International Joint Conference on Natural Language Processing (Volume 1: Long Papers)"), "ACL"),
        ("Proceedings of the 34th International Conference on Machine Learning", "ICML"),
        ("Proceedings of the Third Conference on Looms", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_venues_of_proceedings(name: str, expected: str) -> None:
    assert venue_of(name) == expected


def test_matches_are_candidates_by_id(tmp_path: Path) -> None:
    (tmp_path / "comet.csv").write_bytes(COMET_CSV + COMET_JSON)
    done = build_matches(tmp_path / "comet.sqlite3", str(tmp_path / "comet.csv"), WATCH)
    assert (done.papers, done.broken) == (3, 1)
    index = MatchIndex(tmp_path / "comet.sqlite3", lambda _: None)
    assert index.dois_of(["2103.00001", "hep-th/9901001", "2103.00002", "2103.0000"]) == {
        "2103.00001": ["10.1109/cvpr.2021.1", "10.1109/cvpr.2021.1"],
        "hep-th/9901001": ["10.1000/a"],
    }
    assert COMET.licence == "CC0"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("reader", "data"),
    [
        (acl_xml.READER, b'<!DOCTYPE c [<!ENTITY a "aa">]><collection id="2020.acl">&a;</collection>'),
        (acl_xml.READER, ACL_XML[:900]),
        (acl_xml.READER, b'<collection id="2020.acl">' + b"<volume>" * 90),
        (acl_xml.READER, b'<collection id="2020.acl"><volume><paper>' + b"<i/>" * 700_000),
        (dblp_xml.READER, b"<!--" + b"x" * (3 << 20)),
        (
            acl_anthology.READER,
            b"@string{a = {" + b"x" * 99_000 + b"}}\n@string{b = {y}}\n@string{c = {" + b"x" * 9_000 + b"}}\n",
        ),
    ],
)
def test_hostile_files_are_refused(reader: WorksReader, data: bytes) -> None:
    with pytest.raises(ReadError, match="file: "):
        read(reader, data, piece=1 << 18)


@pytest.mark.thinned(3)
@pytest.mark.parametrize("reader", [acl_anthology.READER, cvf_page.READER, pmlr_bib.READER])
@pytest.mark.parametrize(
    "broken",
    [
        b"@inproceedings{x, title = {" + b"x" * (2 << 20) + b"}}\n",
        b"@inproceedings{x, title = {unclosed\n",
        b"@inproceedings{x, title = {T}, author = {" + b"{" * 5000 + b"}}\n",
        b"@inproceedings{x, title = a # b # c}\n@string{a = b # b}\n",
        b"@inproceedings(\xff\x00)\n",
        b"text @ more @ text\n",
    ],
)
def test_a_broken_entry_costs_no_other(reader: WorksReader, broken: bytes) -> None:
    data = PMLR_BIB + broken + PMLR_BIB.replace(b"finn17a", b"finn17b")
    made = []
    for batch in reader.records((data[at : at + 65536] for at in range(0, len(data), 65536)), "file"):
        for raw in batch:
            try:
                made.append(reader.work(raw))
            except ValueError as error:
                assert "too long" in str(error)  # noqa: PT017 - one of many
    keys = [each.key for each in made if each]
    assert keys[0].endswith("finn17a")
    assert keys[-1].endswith("finn17b")


@pytest.mark.parametrize("begin", [b"@misc{a,}\n", b"<dt class=ptitle>"])
def test_a_file_that_unpacks_to_nothing_without_end_is_refused(begin: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("proceedings_bib", "cvf_page"):
        monkeypatch.setattr(f"bibtools.index.{module}.MOST_SKIPPED", 1 << 22)
    blanks = repeat(b" " * (1 << 18))
    with pytest.raises(ReadError, match="most of it is"):
        list(cvf_page.READER.records(chain([begin], blanks), "x"))


def test_a_page_of_cvf_is_looked_through_once() -> None:
    """The entries that are begun and never end cost no more than their length: a mebibyte of them is read at once."""
    page = b'<dt class="ptitle">' + b'<div class="bibref">' * 40_000
    assert list(cvf_page.records([page], "page.html")) == [[], []]


def volume(number: int) -> bytes:
    """Return a collection of the ACL Anthology with one paper of its own."""
    return (
        f"<?xml version='1.0'?>\n<collection id='20{number:02}.acl'><volume id='main'><meta>"
        f"<booktitle>Proceedings of the Annual Meeting of the Association for Computational Linguistics</booktitle>"
        f"<year>20{number:02}</year></meta><paper id='1'><title>Looms of 20{number:02}</title>"
        "<author><first>Ada</first><last>Lovelace</last></author></paper></volume></collection>"
    ).encode()


def test_a_folder_of_collections_becomes_one_index(tmp_path: Path) -> None:
    data = tmp_path / "data"
    (data / "xml" / ".git").mkdir(parents=True)
    for number in range(10, 20):
        (data / "xml" / f"20{number}.acl.xml").write_bytes(volume(number))
    (data / "xml" / "2020.acl.xml.gz").write_bytes(gzip.compress(volume(20)))
    (data / "xml" / "schema.xml").write_bytes(b"<grammar/>")
    (data / "xml" / ".git" / "2009.acl.xml").write_bytes(volume(9))
    (data / "README.md").write_bytes(b"Looms")
    kind = kind_of(str(data))
    path = kind.path(tmp_path / "index.sqlite3")
    parts: list[float] = []
    watch = BuildMonitor(lambda _, part: parts.append(part), lambda: "today")
    done = kind.build(path, str(data), watch, False, LATEST)  # without force
    assert (kind.name, done.papers, parts[-1]) == ("acl", 11, 1.0)
    index = PublishedIndex(path, lambda _: None)
    assert all(index.titled([f"Looms of 20{number}"])[f"Looms of 20{number}"] for number in range(10, 21))
    index.close()
    before = path.read_bytes()
    (data / "xml" / "2015.acl.xml").write_bytes(volume(15)[:-40])
    with pytest.raises(ReadError, match=r"2015\.acl\.xml"):
        kind.build(path, str(data), watch, False, LATEST)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "no file in it is one that an index is built from"),
        ({"a.txt": b"x", "b.xml": b"<x/>"}, "no file in it is one that an index is built from"),
        ({"a.xml": ACL_XML, "b.bib": PMLR_BIB}, "holds files of several sources"),
        ({"a.xml": dblp(record("conf/a/B1", "Looms", ["Ada Lovelace"], 2019))}, "DBLP is one file: name "),
    ],
)
def test_folders_that_are_no_source(tmp_path: Path, files: dict[str, bytes], said: str) -> None:
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    with pytest.raises(BibtoolsError, match=re.escape(said)):
        kind_of(str(tmp_path))


def test_indexes_whose_sources_tell_no_changes_are_named_with_what_to_do() -> None:
    for kind in KINDS:
        told = rebuildable([(kind, Path("cache") / "x.sqlite3")] if kind.beside else [])
        assert (kind.renewal in told, "then bibtools index build FILE" in told) == (True, kind.beside is not None)
        assert bool(kind.renewal) == (kind.beside is not None)

"""The real input in place, where it is there: five pasted lists with forty ids."""

from __future__ import annotations

import gzip
import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from conftest import Cli
from index_lines import line
from real_material import MATERIAL

from bibtools.identifiers.identifier import ARXIV, Identifier
from bibtools.network.request import Request
from bibtools.providers import arxiv

needs_shared = pytest.mark.skipif(not (MATERIAL / "seeds").is_dir(), reason="the real input is not here")

# The links that the abstracts themselves name.
CODE = {
    "2106.00134": "VITA-Group/GAN-LTH",
    "2105.07381": "VITA-Group/Nasty-Teacher",
    "2104.08215": "VITA-Group/BNN_NoBN",
    "2103.12828": "VITA-Group/Open-L2O",
    "2103.12171": "VITA-Group/CV_A-FAN",
    "2103.00397": "VITA-Group/Ultra-Data-Efficient-GAN-Training",
    "2102.11382": "VITA-Group/Sandwich-Batch-Normalization",
    "1911.10291": "yogeshbalaji/InvGAN",
    "2002.03432": "jxbz/fromage",
}


def letters(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed.lower() if char.isascii() and char.isalnum())


@needs_shared
def test_forty_papers_with_titles_authors_and_code(paper: Path, cli: Cli) -> None:
    run = cli("sync", "--bib", "refs.bib", str(MATERIAL / "seeds"), "--format", "json")
    known = {fact["arxiv_id"]: fact for fact in json.loads((MATERIAL / "seed_papers.json").read_text("utf-8"))}
    assert (run.code, len(run.json["added"])) == (0, 40)
    blocks = (paper / "refs.bib").read_text("utf-8").split("\n\n")
    for added, block in zip(run.json["added"], blocks, strict=True):
        fact = known[added["id"]]
        assert f"{{{added['id']}}}" in block
        assert letters(fact["title"]) in letters(block)
        assert all(letters(author.split()[-1]) in letters(block) for author in fact["authors"])
        assert added["id"] not in CODE or f"code          = {{https://github.com/{CODE[added['id']]}}}" in block
    before = (paper / "refs.bib").read_bytes()
    assert cli("sync", "--bib", "refs.bib", str(MATERIAL / "seeds")).code == 0
    assert (paper / "refs.bib").read_bytes() == before


@needs_shared
def test_nobody_to_ask_is_said(paper: Path, cli: Cli) -> None:
    nobody = {"BIBTOOLS_OFFLINE": "0", "BIBTOOLS_ARXIV_URL": "https://arxiv.invalid"}
    run = cli("sync", "--bib", "refs.bib", str(MATERIAL / "seeds"), **nobody)
    assert (run.code, "40 records came bundled with bibtools" in run.err) == (0, True)
    assert (paper / "refs.bib").read_text("utf-8").count("@misc") == 40


@needs_shared
@pytest.mark.parametrize(
    "name", ["arxivpy__q_testing_s0_m100__200.xml", "xiv__arxiv_response.xml", "kdense__arxiv_feed.xml"]
)
def test_recorded_feeds_are_read_whole(name: str) -> None:
    body = (MATERIAL / "answers" / "atom" / name).read_bytes()
    values = [text.split(b"<")[0].rpartition(b"v")[0].decode() for text in body.split(b"arxiv.org/abs/")[1:]]
    asked = tuple(Identifier(ARXIV, value) for value in dict.fromkeys(values) if value)
    reading = arxiv.records(Request("arxiv", "/", asked), body)
    assert len(reading.records) == body.count(b"<entry>")
    assert all(record.title and record.authors and record.date and record.categories for record in reading.records)


def _in_the_snapshots_form(facts: dict[str, Any]) -> str:
    """Return a record of the real material as a line of arXiv's snapshot."""
    authors = facts["authors"] or "Unknown"
    authors = authors if isinstance(authors, list) else authors.split(", ")
    return line(
        facts.get("id") or facts["arxiv_id"],
        facts["title"],
        [(name.rpartition(" ")[2], name.rpartition(" ")[0], "") for name in authors],
        facts["abstract"] or "",
        comments=facts.get("comments") or facts.get("comment"),
    )


@pytest.mark.slow(seconds=18)
@needs_shared
def test_ten_abstracts_without_ids_are_found_among_25_000_papers(paper: Path, cli: Cli) -> None:
    with gzip.open(MATERIAL / "records" / "derived_cs_ml_2017_2019.jsonl.gz", "rt", encoding="utf-8") as stream:
        others = [json.loads(each) for each in stream]
    seeds = json.loads((MATERIAL / "seed_papers.json").read_text("utf-8"))
    wanted = {each["arxiv_id"] for each in seeds if each["seed_file"].startswith("004")}
    assert (len(others) + len(seeds) >= 25_010, len(wanted)) == (True, 10)
    snapshot = paper / "snapshot.jsonl"
    snapshot.write_text("".join(f"{_in_the_snapshots_form(each)}\n" for each in (*others, *seeds)), "utf-8")
    assert cli("index", "build", "snapshot.jsonl").code == 0
    [source] = (MATERIAL / "seeds").glob("004*")
    run = cli("sync", "--find", "--offline", "--bib", "refs.bib", str(source), "--format", "json")
    assert run.code == 0, run.err
    assert {each["id"] for each in run.json["added"]} == wanted
    codes = {each["id"]: [link["url"] for link in each["code"] if link["written"]] for each in run.json["added"]}
    assert sum(map(bool, codes.values())) == 2
    for value, urls in codes.items():
        own = next(each["abstract"] for each in seeds if each["arxiv_id"] == value)
        assert all(url.removeprefix("https://").lower() in own.lower() for url in urls)

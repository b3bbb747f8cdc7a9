from __future__ import annotations

import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from bibtools.app.identifier_links import WorkLink
from bibtools.app.reading_list import CitedAt, ListedWork, ReadingList
from bibtools.core.finding import Finding
from bibtools.reports import reading_html, reading_markdown, reading_values
from bibtools.reports.reading_words import notes, people, places_of, subtitle
from bibtools.tex.plain_text import Piece

HOSTILE = "\"><script>alert(1)</script><img src=x onerror='alert(2)'>\x1b[31m\u202e"
ALLOWED = frozenset(
    """html head meta title style body header h1 h2 p form label input select option output main section ol li span a
    code sub sup ul footer script""".split()
)


def work(key: str = "nets", title: str = "Nets", **facts: object) -> ListedWork:
    usual = ListedWork(
        key=key,
        type="article",
        title=(Piece(title), Piece("2", "sub")),
        authors=("Ann Example",),
        year="2019",
        venue="Journal of *Nets*",
        status="published",
        links=(WorkLink("DOI", "https://doi.org/10.1000/(182)"),),
        cited=(CitedAt("paper.tex", 3),),
        findings=(),
    )
    return usual._replace(**facts)  # type: ignore[arg-type]


def of(*works: ListedWork, uncited: int = 0) -> ReadingList:
    return ReadingList(("paper.tex",), ("refs.bib",), works, uncited, ())


class Tags(HTMLParser):
    """What elements and attributes a page has."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs


def test_a_page_has_each_work() -> None:
    page = reading_html.page([of(work(), work("pre", status="preprint"), uncited=1)])
    assert "2 works of paper.tex (refs.bib); 1 entry not cited and left out" in page
    assert "Nets<sub>2</sub>" in page
    assert 'href="https://doi.org/10.1000/(182)"' in page
    assert 'data-kinds="DOI preprint"' in page
    assert "cited in paper.tex:3" in page


def test_nothing_of_a_library_runs_or_is_loaded() -> None:
    finding = Finding("unread", HOSTILE, None, HOSTILE)
    hostile = work(HOSTILE, HOSTILE, authors=(HOSTILE,), venue=HOSTILE, year="", findings=(finding,))
    page = reading_html.page([of(hostile), ReadingList((HOSTILE,), (HOSTILE,), (hostile,), 0, ())])
    found = Tags(page)
    assert set(found.tags) <= ALLOWED
    assert (found.tags.count("script"), found.tags.count("style")) == (1, 1)
    assert [name for name, _ in found.attributes if name.startswith("on") or name == "src"] == []
    assert not re.search(r"[\x00-\x09\x0b-\x1f\u202a-\u202e]", page)


def test_a_page_needs_nothing_from_elsewhere() -> None:
    page = reading_html.page([of(work(links=()))])
    assert "http" not in page.replace("http-equiv", "")
    assert "default-src 'none'" in page


def test_markdown_is_one_item_a_work() -> None:
    assert reading_markdown.page([of(work(status="preprint"))]).split("\n", 2)[2] == (
        "- **Nets<sub>2</sub>**. Ann Example. *Journal of \\*Nets\\**, 2019. (preprint)"
        " [DOI](https://doi.org/10.1000/%28182%29)\n"
    )


@pytest.mark.parametrize(
    "text", ["[x](javascript:alert(1))", "<script>", "`code`", "a | b", "![i](http://x.org/i)", "www.x.org"]
)
def test_text_stays_text_in_markdown(text: str) -> None:
    page = reading_markdown.page([of(work(title=text, venue=text, links=()))]).split("-->")[1]
    assert not re.search(r"(?<!\\)[\[\]`|!]|(?<!\\)<(?!/?sub>)|https?://|www\.", page), page


def test_several_papers_have_headings() -> None:
    lists = [of(work()), of(work("b"))]
    assert reading_markdown.page(lists).count("## paper.tex (refs.bib)\n") == 2
    assert reading_html.page(lists).count("<h2>") == 2


def test_values_are_those_of_the_list() -> None:
    papers: Any = reading_values.values([of(work())])["papers"]
    assert papers[0]["works"][0] | {"links": []} == {
        "key": "nets",
        "type": "article",
        "title": "Nets2",
        "authors": ["Ann Example"],
        "year": 2019,
        "venue": "Journal of *Nets*",
        "status": "published",
        "links": [],
        "cited": [{"path": "paper.tex", "line": 3}],
        "findings": [],
    }


def test_long_lists_are_cut_short_and_say_so() -> None:
    assert people(work(authors=tuple("ABCDEFGHIJKLMN"))).endswith("K, L, and 2 others")
    assert places_of([CitedAt("a.tex", 1), CitedAt("a.tex", 2), CitedAt("b.tex", 1)]) == "a.tex:1,2, b.tex:1"
    assert places_of([CitedAt("a.tex", 1)] * 9).endswith("and 1 more")
    assert subtitle([of()] * 5).count("paper.tex") == 3
    assert notes([of()]) == ["note: the .bib has no entry, so nothing is listed"]
    assert notes([of(work())]) == []


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("chromium"), reason="there is no Chromium here")
def test_a_browser_shows_and_prints_a_page(tmp_path: Path) -> None:
    (tmp_path / "list.html").write_text(reading_html.page([of(*(work(f"k{number}") for number in range(60)))]), "utf-8")
    browser = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}"]
    address = (tmp_path / "list.html").as_uri()
    shown = subprocess.run([*browser, "--dump-dom", address], capture_output=True, text=True, check=True, timeout=120)
    assert re.search(r"<output[^>]*>60 works</output>", shown.stdout)  # the script ran, under the page's own policy
    subprocess.run(
        [*browser, f"--print-to-pdf={tmp_path / 'list.pdf'}", address], check=True, capture_output=True, timeout=120
    )
    pages = len(re.findall(rb"/Type\s*/Page\b", (tmp_path / "list.pdf").read_bytes()))
    assert 1 <= pages <= 6  # ten works a page, at least

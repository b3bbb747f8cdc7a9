"""Records of published works: what an index's form becomes."""

from __future__ import annotations

import pytest

from bibtools.index.published_record import record_of
from bibtools.index.published_work import PublishedWork


@pytest.mark.parametrize(
    ("pages", "written", "number"),
    [
        ("50:1-50:53", "", "50"),  # the 50th article of a volume, pages 1 to 53
        ("7:3--7:12", "", "7"),
        ("1-12", "1-12", ""),
        ("50:1-51:3", "50:1-51:3", ""),
        ("94.1-94.12", "94.1-94.12", ""),
    ],
)
def test_pages_that_begin_with_an_articles_number(pages: str, written: str, number: str) -> None:
    work = PublishedWork("journals/x/LovelaceB21", "article", "On Looms", ("Ada Lovelace",), "2021", pages=pages)
    published = record_of(work, "dblp").publication
    assert published is not None
    assert (published.pages, published.article_number) == (written, number)

"""A made-up snapshot of arXiv's metadata, whose words are as frequent as those of a language."""

from __future__ import annotations

import itertools
import json
import random
from collections.abc import Iterator

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def snapshot_lines(papers: int) -> Iterator[str]:
    """Yield so many lines."""
    rng = random.Random(1)  # noqa: S311 - texts, not secrets
    words = ["".join(rng.choices(LETTERS, k=rng.randint(3, 11))) for _ in range(60_000)]
    weights = list(itertools.accumulate(1 / (rank + 8) for rank in range(len(words))))
    names = ["".join(rng.choices(LETTERS, k=6)).title() for _ in range(20_000)]
    months = [f"{year:02}{month:02}" for year in range(15, 26) for month in range(1, 13)]
    each_month = papers // len(months) + 1
    for count, (month, place) in enumerate(itertools.product(months, range(1, each_month + 1))):
        if count == papers:
            return
        chosen = rng.choices(words, cum_weights=weights, k=120)
        yield _line(f"{month}.{place:05}", count, chosen, rng.choices(names, k=3))


def _line(paper: str, count: int, chosen: list[str], authors: list[str]) -> str:
    facts = {
        "id": paper,
        "submitter": authors[0],
        "authors": ", ".join(authors),
        "title": " ".join(chosen[110:]).capitalize(),
        "comments": "12 pages, 3 figures",
        "journal-ref": None,
        "doi": f"10.1000/{count}",
        "report-no": None,
        "categories": "cs.LG stat.ML",
        "license": None,
        "abstract": f"  {' '.join(chosen[:110])}\n",
        "versions": [{"version": "v1", "created": "Mon, 2 Apr 2007 19:18:42 GMT"}],
        "update_date": "2020-01-01",
        "authors_parsed": [[author, "J.", ""] for author in authors],
    }
    return json.dumps(facts)

"""Adding an unrelated item to a list never changes the pairs of the others, in whatever markup the list is written."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtools.core.text import Source
from bibtools.sources.code_pairs import pairs
from bibtools.sources.scanner import scan

TODAY = date(2026, 11, 25)
WORDS = ("Alpha", "Beta", "Gamma", "Delta", "Kappa", "Omega")
CODE, NONE, TWO, UNOFFICIAL, PAGE = "code", "none", "two", "unofficial", "page"


class Item(NamedTuple):
    """A paper of a list, and what stands beside it."""

    number: int
    kind: str

    @property
    def title(self) -> str:
        return f"{WORDS[self.number % len(WORDS)]} nets for task {self.number}"

    @property
    def paper(self) -> str:
        return f"https://arxiv.org/abs/2106.{10000 + self.number}"

    @property
    def links(self) -> list[tuple[str, str]]:
        own = f"https://github.com/lab{self.number}/nets{self.number}"
        return {
            CODE: [("code", own)],
            NONE: [],
            TWO: [("code", own), ("code", f"{own}-again")],
            UNOFFICIAL: [("unofficial code", own)],
            PAGE: [("project page", f"https://lab{self.number}.github.io/nets"), ("code", own)],
        }[self.kind]


def markdown(items: list[Item]) -> str:
    return "# Papers\n\n" + "".join(
        f"- {each.title} [[paper]]({each.paper})" + "".join(f" [[{label}]]({url})" for label, url in each.links) + "\n"
        for each in items
    )


def nested(items: list[Item]) -> str:
    return "# Papers\n\n" + "".join(
        f"- **{each.title}**\n  - [paper]({each.paper})\n"
        + "".join(f"  - [{label}]({url})\n" for label, url in each.links)
        for each in items
    )


def html(items: list[Item]) -> str:
    rows = (
        f'<li><b>{each.title}</b> <a href="{each.paper}">paper</a>'
        + "".join(f' <a href="{url}">{label}</a>' for label, url in each.links)
        + "</li>\n"
        for each in items
    )
    return f"<h1>Papers</h1><ul>\n{''.join(rows)}</ul>\n"


def html_rows(items: list[Item]) -> str:
    rows = (
        f'<tr><td><a href="{each.paper}">{each.title}</a></td><td>'
        + " ".join(f'<a href="{url}">{label}</a>' for label, url in each.links)
        + "</td></tr>"
        for each in items
    )
    return f"<table><tr><th>Paper</th><th>Code</th></tr>{''.join(rows)}</table>"


def rst(items: list[Item]) -> str:
    return "Papers\n======\n\n" + "".join(
        f"* {each.title} `paper <{each.paper}>`__"
        + "".join(f" `{label} <{url}>`__" for label, url in each.links)
        + "\n"
        for each in items
    )


def rst_table(items: list[Item]) -> str:
    rows = "".join(
        f"   * - `{each.title} <{each.paper}>`__\n     - "
        + " ".join(f"`{label} <{url}>`__" for label, url in each.links)
        + "\n"
        for each in items
    )
    return f".. list-table::\n   :header-rows: 1\n\n   * - Paper\n     - Code\n{rows}"


def separated(items: list[Item]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("title", "paper", "code", "other"))
    for each in items:
        plain = [url for label, url in each.links if label == "code"]
        others = [f"{label}: {url}" for label, url in each.links if label != "code"]
        writer.writerow((each.title, each.paper, " ".join(plain), " ".join(others)))
    return text.getvalue()


def yaml(items: list[Item]) -> str:
    return "".join(
        f"- title: {each.title}\n  paper: {each.paper}\n"
        + "".join(f"  {label.replace(' ', '_')}{n or ''}: {url}\n" for n, (label, url) in enumerate(each.links))
        for each in items
    )


def as_json(items: list[Item]) -> str:
    return json.dumps(
        [
            {
                "title": each.title,
                "paper": each.paper,
                "links": [{"name": name, "url": url} for name, url in each.links],
            }
            for each in items
        ],
        indent=1,
    )


def org(items: list[Item]) -> str:
    return "* Papers\n" + "".join(
        f"- {each.title} [[{each.paper}][paper]]" + "".join(f" [[{url}][{label}]]" for label, url in each.links) + "\n"
        for each in items
    )


FORMS: list[tuple[str, Callable[[list[Item]], str]]] = [
    (".md", markdown), (".md", nested), (".html", html), (".md", html), (".html", html_rows), (".rst", rst),
    (".rst", rst_table), (".csv", separated), (".yaml", yaml), (".json", as_json), (".org", org),
]  # fmt: skip


def paired(items: list[Item], suffix: str, form: Callable[[list[Item]], str]) -> dict[str, str]:
    text = form(items)
    return {
        pair.paper.id: pair.url for pair in pairs(text, scan(Source(f"list{suffix}", text), TODAY, suffix).mentions)
    }


@pytest.mark.thinned(3)
@pytest.mark.parametrize(("suffix", "form"), FORMS)
def test_an_item_is_paired_with_its_own_code(suffix: str, form: Callable[[list[Item]], str]) -> None:
    items = [Item(number, kind) for number, kind in enumerate((CODE, NONE, CODE, UNOFFICIAL, PAGE, TWO, CODE))]
    expected = {
        f"2106.{10000 + each.number}": f"https://github.com/lab{each.number}/nets{each.number}"
        for each in items
        if each.kind in {CODE, PAGE}
    }
    found = paired(items, suffix, form)
    assert {each: found.get(each) for each in expected} == expected
    assert not found.keys() & {"2106.10001", "2106.10003"}


@given(
    st.sampled_from(FORMS),
    st.lists(st.sampled_from([CODE, NONE, TWO, UNOFFICIAL, PAGE]), min_size=2, max_size=6),
    st.sampled_from([CODE, NONE, TWO, UNOFFICIAL, PAGE]),
    st.integers(0, 6),
)
def test_an_unrelated_item_changes_no_pair_of_the_others(
    form: tuple[str, Callable[[list[Item]], str]], kinds: list[str], added: str, place: int
) -> None:
    items = [Item(number, kind) for number, kind in enumerate(kinds)]
    other = Item(90, added)
    longer = [*items[:place], other, *items[place:]]
    found = paired(longer, *form)
    found.pop("2106.10090", None)
    assert found == paired(items, *form)

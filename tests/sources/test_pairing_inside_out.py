"""An item, row or block belongs to the paper that it names first, and to no neighbour of it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtools.core.text import Source
from bibtools.sources.code_pairs import pairs
from bibtools.sources.scanner import scan

TODAY = date(2026, 11, 25)
P, Q = "https://arxiv.org/abs/2106.00134", "https://arxiv.org/abs/2105.07381"
A, B = "https://github.com/ada/byron", "https://github.com/x/y"
DOI, CVF = "https://doi.org/10.1109/LRA.2020.1234567", "https://openaccess.thecvf.com/content/b.pdf"
ACL, OPEN = "https://aclanthology.org/2020.acl-main.1/", "https://openreview.net/forum?id=abc"


def paired(text: str, suffix: str = ".md") -> dict[str, str]:
    mentions = scan(Source(f"list{suffix}", text), TODAY, suffix).mentions
    return {pair.paper.id: pair.url for pair in pairs(text, mentions)}


@pytest.mark.parametrize(
    "text",
    [
        f"### Looms\n- [Weaving nets]({P}), ICML\n- [Beta nets]({DOI}), RA-L, [code]({B})\n",
        f"### Looms\n- [Weaving nets]({P}), ICML\n- Beta nets, RA-L 2020, code: {B}\n",
        f"- Looms\n  - [Weaving nets]({P})\n  - [Beta nets]({ACL}) [code]({B})\n- Other\n  - [Third]({Q})\n",
        f"**2021**\n- Weaving nets [pdf]({P})\n- Beta nets [pdf]({CVF}) [code]({B})\n",
        f"### Looms\n\n| Paper | Code |\n|---|---|\n| [Weaving]({P}) | - |\n| [Beta]({OPEN}) | [code]({B}) |\n",
        f"1. Looms\n   1. Weaving, arXiv:2106.00134\n   2. Beta, CVPR 2020, {B}\n",
        f"Looms:\n- Weaving, arXiv:2106.00134\n- Beta (ICCV 2019), code: {B}\n\nOther:\n- Third, {Q}\n",
        f"Looms:\n- Beta (ICCV 2019), code: {B}\n- arXiv:2106.00134 Weaving nets by hand\n",
        f"### Looms\n\n[Weaving nets]({P}), ICML.\n\n[Beta nets]({CVF}) [code]({B})\n",
        f"- [Beta nets]({DOI}) [code]({B}), a follow-up of [Weaving]({P})\n- more\n",
        f"- [Beta nets]({DOI}) [code]({B}), builds on {P}\n- more\n",
        f"- [Weaving nets]({P}), extended by [Beta nets of others]({DOI}) [code]({B})\n",
        f"- [Weaving nets]({P})\n  - [Beta nets]({DOI}) [code]({B})\n- more\n",
        f"- [Weaving nets]({P})\n- [Beta]({CVF})\n- [code]({B})\n",
        f"- [code]({B}) of {Q} and {P}\n- more\n",
    ],
)
def test_a_neighbours_code_is_not_the_papers(text: str) -> None:
    assert "2106.00134" not in paired(text)


@pytest.mark.parametrize(
    "text",
    [
        f"- [Weaving nets]({P})\n- [Code]({A})\n\n### Next\n- [Third]({Q})\n",
        f"- [Weaving nets]({P})\n- Code: {A}\n- [Beta nets]({CVF})\n- Code: {B}\n",
        f"- [Weaving nets]({P}), a tool {DOI}\n  - [pdf]({CVF})\n  - [code]({A})\n",
        f"- Weaving nets [doi]({DOI}) [arXiv]({P}) [code]({A})\n- Beta [doi]({DOI}) [code]({B})\n",
        f"- [Weaving nets]({P}) [code]({A}), extended by [Beta]({Q})\n",
        f"- [Weaving nets]({P}) [code]({A}), cf. {Q} [code]({B})\n",
        f"| [Weaving]({P}) [code]({A}) | [Beta]({Q}) [code]({B}) |\n| - | - |\n",
        f"- [paper]({P})\n- [code]({A})\n- [paper]({DOI})\n- [code]({B})\n",
        f"### Looms\n- [Weaving nets]({P}) [code]({A})\n- [Beta nets]({DOI}) [code]({B})\n",
        f"**Weaving nets**\n\n- 论文/Paper: {P}\n- 代码/Code: {A}\n\n**Beta**\n\n- 论文: {CVF}\n- 代码: {B}\n",
        f"### Weaving nets\n- Paper: {P}\n- Published: {DOI}\n- Code: {A}\n",
        f"### Weaving nets\n- [arXiv]({P}) | [CVF]({CVF})\n- Official code: {A}\n",
    ],
)
def test_an_items_own_code_is_the_papers(text: str) -> None:
    assert paired(text)["2106.00134"] == A


ITEMS = st.sampled_from(
    [
        "- [Weaving nets]({}) [code]({})\n",
        "- Weaving nets, {}, {}\n",
        "- [code]({1}) [Weaving nets]({0})\n",
        "- **Weaving nets** [[pdf]({})] [[code]({})]\n  - Ada et al., ICML\n",
        "- Weaving nets\n  - Paper: {}\n  - Code: {}\n",
        "- [Weaving nets]({})\n  - [dataset]({})\n",
    ]
)
UNRELATED = st.sampled_from(
    [
        f"- [Beta nets]({DOI}) [code]({B})\n",
        f"- Beta nets, ICCV 2019, {B}\n",
        f"- [Beta nets]({CVF}), no code\n",
        f"- [Beta nets]({Q})\n",
        f"- [Beta nets]({Q}) [code]({B})\n",
    ]
)


@given(
    st.lists(ITEMS, min_size=1, max_size=4), UNRELATED, st.integers(0, 4), st.sampled_from(["", "## L\n", "### L\n"])
)
def test_an_unrelated_item_changes_no_other_pair(items: list[str], other: str, at: int, head: str) -> None:
    written = [
        item.format(f"https://arxiv.org/abs/2104.0{n}234", f"https://github.com/ada/b{n}")
        for n, item in enumerate(items)
    ]
    before = paired(head + "".join(written))
    after = paired(head + "".join([*written[:at], other, *written[at:]]))
    after.pop("2105.07381", None)
    assert after == before


@pytest.mark.parametrize(
    "label",
    ["PyTorch(3rd)", "第三方代码", "复现代码", "code (coming soon)", "no code yet", "community code", "Keras port",
     "code by somebody", "reproduced code", "code deleted", "TF code by ada"],
)  # fmt: skip
def test_code_of_others_and_none_yet_is_not_paired(label: str) -> None:
    assert paired(f"- [Weaving nets]({P}) [{label}]({A})\n- [Third]({Q})\n") == {}


@pytest.mark.parametrize(
    "label", ["PyTorch(Author)", "Caffe(Author)", "official MATLAB", "TF2", "Code by the authors", "官方代码", "Link"]
)
def test_the_authors_code_is_paired_under_any_framework(label: str) -> None:
    text = f"- [Weaving nets]({P}) [{label}]({A}), [PyTorch(3rd)]({B})\n- [Third]({Q})\n"
    assert paired(text) == {"2106.00134": A}


HTML = '<a href="{}">paper</a> <a href="{}">code</a>'


@pytest.mark.parametrize(
    ("text", "suffix", "expected"),
    [
        (f"<ul>\n<li>Weaving. {HTML.format(P, A)}</li>\n<li>Beta. {HTML.format(Q, B)}</li>\n</ul>\n", ".html", True),
        (f"<ul>\n<li>Weaving. {HTML.format(P, A)}</li>\n<li>Beta. {HTML.format(Q, B)}</li>\n</ul>\n", ".md", True),
        (f'<ul>\n<li>Weaving. <a href="{P}">p</a></li>\n<li>Beta. {HTML.format(CVF, B)}</li>\n</ul>\n', ".html", False),
        (f"<div>\n<b>Weaving</b>\n{HTML.format(P, A)}\n</div>\n<div>\n{HTML.format(Q, B)}\n</div>\n", ".html", True),
        (f"<table>\n<tr><td>{HTML.format(P, A)}</td></tr>\n<tr><td>{HTML.format(Q, B)}</td></tr>\n", ".md", True),
        (f"====  ====\nWeave  `[PDF] <{P}>`_, `[Code] <{A}>`_\nBeta  `[PDF] <{Q}>`_\n====  ====\n", ".rst", True),
        (f"====  ====\nWeave  `[PDF] <{P}>`_\nBeta  `[PDF] <{CVF}>`_, `[Code] <{B}>`_\n====  ====\n", ".rst", False),
        (f"* R\n** Weave\n   :ARXIV: {P}\n   :CODE: {A}\n** Beta\n   :DOI: {DOI}\n   :CODE: {B}\n", ".org", True),
        (f"* R\n** Weave\n   :ARXIV: {P}\n** Beta\n   :DOI: {DOI}\n   :CODE: {B}\n", ".org", False),
        (f'[\n {{"code": "{A}", "arxiv": "{P}"}},\n {{"doi": "{DOI}", "code": "{B}"}}\n]\n', ".json", True),
        (f'[\n {{"arxiv": "{P}"}},\n {{"doi": "{DOI}", "code": "{B}"}}\n]\n', ".json", False),
    ],
)  # fmt: skip
def test_items_of_html_and_rows_of_simple_tables_are_paired(text: str, suffix: str, expected: bool) -> None:
    assert paired(text, suffix).get("2106.00134") == (A if expected else None)

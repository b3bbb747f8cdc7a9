from __future__ import annotations

from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from real_material import MATERIAL

from bibtools.core.text import Source
from bibtools.sources.code_pairs import pairs
from bibtools.sources.scanner import scan

LABELLED = Path(__file__).with_name("labelled_pairs.tsv")
SOURCES = MATERIAL / "sources"
TODAY = date(2026, 11, 25)
P, Q = "https://arxiv.org/abs/2106.00134", "https://arxiv.org/abs/2105.07381"
A, B = "https://github.com/ada/byron", "https://github.com/x/y"
ABSTRACT = "We show that engines can weave algebraic patterns just as looms weave flowers and leaves. " * 4


def paired(text: str, suffix: str = ".md") -> dict[str, str]:
    mentions = scan(Source("list", text), TODAY, suffix).mentions
    return {pair.paper.id: pair.url for pair in pairs(text, mentions)}


@pytest.mark.parametrize(
    "text",
    [
        f"- [Title]({P}) [code]({A})\n",
        f"- [code]({A}) [Title]({P})\n",
        f"* Title. [paper]({P}) [[github]]({A})\n",
        f"- Title, {P}, {A}\n- Other, {Q}\n",
        f"- Other, {Q}\n- Title, {P}, {A}\n",
        f"1. Title\n   {P}\n   {A}\n2. Other {Q}\n",
        f"- Title\n  - Paper: {P}\n  - Code: {A}\n- Other\n  - Paper: {Q}\n",
        f"- Title\n  - Code: {A}\n  - Paper: {P}\n- Other {Q}\n",
        f"**Title**\n\n- Paper: {P}\n\n- Code: {A}\n\n**Other**\n\n- Paper: {Q}\n",
        f"**Title**\nPaper: {P}\nCode: {A}\n\n**Other**\nPaper: {Q}\n",
        f"### Title\n- {P}\n- {A}\n### Other\n- {Q}\n",
        f"| Title | [paper]({P}) | [code]({A}) |\n| Other | [paper]({Q}) | |\n",
        f"| Title | [code]({A}) | [paper]({P}) |\n| Other | | [paper]({Q}) |\n",
        f"- [byron]({A}): engines that weave. [paper]({P})\n",
        f"- Title {P} [code]({A}) [dataset]({B})\n",
        f"- Title {P} [project]({B}) [code]({A})\n",
        f"- Title {P} [official]({A}) [unofficial]({B})\n",
        f"- Title {P} [code]({A}), stars: https://img.shields.io/github/stars/ada/byron [again]({A}.git)\n",
        f"- Title {P} [code]({A}) [page](https://ada.github.io/byron)\n",
        f"> - [Title]({P}) ([Code]({A}))\n",
        f"- [x] We release our paper [Title]({P}) and its [code]({A})!\n- more\n",
        f"| paper | code |\n|---|---|\n| [Title]({P}) | [link]({A}) |\n| [Other]({Q}) | |\n",
        f"| code | paper |\n|:--|--:|\n| [byron]({A}) | [Title]({P}) |\n| | [Other]({Q}) |\n",
        f"- Title, by Smith and others [code]({A}) [paper]({P})\n- Other {Q}\n",
        f"- Title {P} code by the authors: {A}\n- Other {Q}\n",
        f"This repository holds the code. Our code for {P} is available at {A}.\n\n- a list\n",
    ],
)
def test_a_list_pairs_a_paper_with_its_repository(text: str) -> None:
    assert paired(text) == {"2106.00134": A}


@pytest.mark.parametrize(
    "text",
    [
        f"- [Title]({P})\n- [A tool]({A})\n",
        f"- [A tool]({A})\n- [Title]({P})\n",
        f"- [Title]({P})\n\n[A tool]({A})\n",
        f"- Two papers: {P} and {Q}, one repository: {A}\n",
        f"- [Title]({P}) [code]({A}) [code]({B})\n",
        f"- [Title]({P}) [dataset]({A})\n",
        f"- [Title]({P}) [unofficial code]({A})\n",
        f"- [Title]({P}) [project]({A})\n",
        f"- [Title]({P}) https://github.com/ada\n",
        f"- [Title]({P}) https://github.com/ada/awesome-looms\n",
        f"- [Title]({P}) https://ada.github.io/byron\n",
        f"| [Title]({P}) | |\n| [A tool] | {A} |\n",
        f"We follow {P} and use {A} for training.\n\n- a list\n",
        f"# Tools\n\n- {A}\n\n# Papers\n\n- {P}\n",
        f"[paper]: {P}\n[repo]: {A}\n",
        f"Install it with pip from {A}.\n\n## Citation\n\n- {P}\n",
        # Repositories of others, and of whoever writes.
        *(
            f"- {P} {more}\n- Other {Q}\n"
            for more in (
                f": compares with {A}",
                f", uses {A}",
                f"[baseline]({A})",
                f"[code of the baseline]({A})",
                f"with [Detectron2]({A})",
                f"[framework]({A})",
                f"[my notes]({A})",
                f"[summary]({A})",
                f"[reimplementation]({A})",
                f"[code]({A}) (unofficial)",
                f"[code]({A}) by a third party",
                f"code not released, cf. {A}",
                f"no code; similar: [BERT code]({A})",
                f"~~[code]({A})~~",
                f"<!-- [code]({A}) -->",
                f"\n\n  ```\n  git clone {A}\n  ```",
                f"\n  - follow-up by Bob: {A}",
                f"\n  - reproduction study: [code]({A})",
                f"\n  - used by {A}",
                f"\n  - implementation in Keras by Bob: {A}",
            )
        ),
        f"| paper | baseline code |\n|---|---|\n| [Title]({P}) | [code]({A}) |\n| [Other]({Q}) | |\n",
        f"| paper | dataset |\n|---|---|\n| [Title]({P}) | [link]({A}) |\n| [Other]({Q}) | |\n",
        f"| paper | framework |\n|---|---|\n| [Title]({P}) | {A} |\n| [Other]({Q}) | |\n",
        f"- Our code borrows from {A} ({P}).\n- more\n",
        f"- [LabelMe]({A}): tool; we used it for {P}\n- more\n",
        f"- {Q}\n- {P}\nThis list is maintained at {A}\n",
        f"#### Tools\n- [labelme]({A})\n- see {P}\n",
        f"Code: {A}\nIt implements {P}.\n",
        f"Code: {A}\nIt implements {P}.\n\n- a list\n",
        f"We use {P}. Our code is at {A}.\n",
        f"We use {P}. Our code is at {A}.\n\n- a list\n",
        f"Transformers ({Q}) are popular, and GANs ({P}) draw.\n{ABSTRACT}\nOur code is available at {A}.\n",
        f"{ABSTRACT} Our code is available at {A}.\n\nTransformers ({P}) are popular.\n",
        f"{ABSTRACT}\narXiv:2106.00134\n\n-- \nmy code: {A}\n",
        f"- {P}\n",
        f"- {A}\n",
        "",
    ],
)
def test_what_a_list_leaves_open_is_not_paired(text: str) -> None:
    assert paired(text) == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The id behind its abstract, glued to the next one
        (
            f"{ABSTRACT}Code: {A}.\narXiv:2106.00134{ABSTRACT}\nCode: {B}\narXiv:2105.07381 - ICLR 2021",
            {"2106.00134": A, "2105.07381": B},
        ),
        (f"{ABSTRACT}\narXiv:2106.00134{ABSTRACT}Code: {B}\narXiv:2105.07381", {"2105.07381": B}),
        (f"{ABSTRACT}Code: {A}\narXiv:2106.00134{ABSTRACT}\narXiv:2105.07381", {"2106.00134": A}),
        # and in front of it
        (f"arXiv:2106.00134\n{ABSTRACT}Code: {A}\narXiv:2105.07381\n{ABSTRACT}", {"2106.00134": A}),
        (f"arXiv:2106.00134\n{ABSTRACT}\narXiv:2105.07381\n{ABSTRACT}Code: {B}", {"2105.07381": B}),
        # far in front of the end of a long text
        (f"{ABSTRACT}Code: {A}\narXiv:2106.00134\n{ABSTRACT * 20}\narXiv:2105.07381", {"2106.00134": A}),
        # Somebody else's, two, and nobody's
        (f"{ABSTRACT}We use {A} for training.\narXiv:2106.00134", {}),
        (f"{ABSTRACT}Code: {A}. Code: {B}.\narXiv:2106.00134", {}),
        (f"{ABSTRACT}\narXiv:2106.00134\n{ABSTRACT}Code: {A}", {}),
    ],
)
def test_a_pasted_abstracts_link_belongs_to_its_id(text: str, expected: dict[str, str]) -> None:
    assert paired(text, ".txt") == expected


@pytest.mark.slow(seconds=22)
@pytest.mark.skipif(not SOURCES.exists(), reason="the collection of real sources is not here")
def test_real_lists_are_paired_as_a_reader_would() -> None:
    labels: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for line in LABELLED.read_text("utf-8").splitlines()[1:]:
        path, _, paper, link = line.split("\t")
        labels[path].append((paper, link))
    found = {path: paired((SOURCES / path).read_text("utf-8"), Path(path).suffix) for path in labels}
    sample = [(found[path].get(paper, "-"), link) for path, rows in labels.items() for paper, link in rows]
    wrong = [(got, link) for got, link in sample if got.casefold() != link.casefold()]
    assert len(sample) >= 200
    assert len(wrong) <= 0.05 * len(sample), wrong
    assert sum(got not in {"-", link} for got, link in wrong) <= 2, wrong


PIECES = st.sampled_from(
    [
        f"{P} ",
        f"{Q} ",
        f"{A} ",
        f"{B} ",
        "- ",
        "  - ",
        "\n",
        "\n\n",
        "**T**",
        "# ",
        "| ",
        "code: ",
        "[code](",
        ")",
        "> ",
    ]
)


@given(st.lists(PIECES, max_size=25).map("".join))
def test_any_text_pairs_papers_it_names_with_repositories_it_names(text: str) -> None:
    for paper, url in paired(text).items():
        assert paper in text
        assert url.rstrip("-") in {A, B}

"""Repositories of others: whatever a sentence says of them, they are not written as a paper's code."""

from __future__ import annotations

import pytest

from bibtools.records.codelinks.ranking import best, links

URL = "https://github.com/other/thing"

FOREIGN = [
    # Whose it is, by a name.
    "Smith's code: <O>",
    "Smith's implementation is available at <O>.",
    "Google's code is available at <O>.",
    "Facebook's code is publicly available at <O>; ours is proprietary.",
    "DeepMind has released its code at <O>.",
    "The code released by Google is available at <O>.",
    "Code from Smith (2019) is available at <O>.",
    "Code is partly from <O>",
    "Code courtesy of Smith: <O>.",
    "The code for [12] is available at <O>.",
    "Transformers [1] (code at <O>) are popular.",
    "We replicate arXiv:1706.03762 (code: <O>).",
    "The package was developed by Smith and is available at <O>.",
    "The code at <O> was written by Foo; ours will follow.",
    "See <O> for the code of Smith and Jones.",
    "See <O> for the original code.",
    "See <O> for a list of related papers.",
    # What the work stands on.
    "Our code extends <O>.",
    "Our code borrows from <O>.",
    "Our method builds on the Foo code, available at <O>.",
    "Our experiments need PyTorch, which is available at <O>.",
    "PyTorch is available at <O>.",
    "We use nanoGPT. <O>.",
    "The simulator, <O>, was unmodified.",
    # What it is compared with, or attacks.
    "In contrast to the code at <O>, ours is faster.",
    "Our code, unlike the code at <O>, is fast.",
    "Our code (not to be confused with <O>) will appear.",
    "Code for the baseline is available at <O>.",
    "Code of the competitor: <O>.",
    "Code for prior work available at <O>.",
    "We found a bug in the code available at <O>.",
    "We attack the open-source library available at <O>.",
    "The code we attack: <O>.",
    "Winner of the challenge, see <O>.",
    "The challenge's starter kit is available at <O>.",
    "The evaluation script of the organisers is at <O>.",
    # Other things.
    "LaTeX template: <O>",
    "Competitor: <O>",
    "Leaderboard: <O>",
    "Reading list: <O>",
    "Paper list: <O>",
    "Related work: <O>",
    "Previous version: <O>",
    "Prior art: <O>",
    "Original: <O>",
    "Upstream: <O>",
    "Backbone: <O>",
    "Documentation: <O>",
    "Issue tracker: <O>",
    "Our bug report: <O>",
    "Errata: <O>",
    "This list is maintained at <O>.",
]
OWN = [
    "Our code is available at <O>.",
    "Code: <O>",
    "GitHub: <O>",
    "Repository: <O>",
    "Link: <O>",
    "Availability: <O>",
    "Project page: <O>",
    "We are releasing it under a liberal MIT license: <O>.",
    "Source code is available via GitHub: <O>",
    "Our methods are implemented in the open-source R package fooR, available at <O>.",
    "<O>",
    "See <O>.",
    "(<O>)",
    "We propose FooNet. FooNet's code is available at <O>.",
    "FooNet, a network of foos, is fast. FooNet's code is available at <O>.",
    "We present a library that is available at <O>.",
    "The code for this paper is available at <O>.",
    "The code for all experiments is available at <O>.",
    "Code and models for the paper are at <O>.",
    "The authors' code is available at <O>.",
    "Our code builds on Foo and is available at <O>.",
    "Code written by the authors is available at <O>.",
    "Our package, implemented in PyTorch, is available at <O>.",
    "In contrast to prior work, our code is public: <O>.",
    "See <O> for the code.",
    "See <O> for our code and a list of hyperparameters.",
    "Unlike Smith [1], we publish our code at <O>.",
]


@pytest.mark.parametrize("sentence", FOREIGN)
def test_what_is_not_the_authors(sentence: str) -> None:
    assert best(links(sentence.replace("<O>", URL), "abstract")) is None


@pytest.mark.parametrize("sentence", OWN)
def test_what_is_theirs(sentence: str) -> None:
    found = best(links(sentence.replace("<O>", URL), "abstract"))
    assert found is not None
    assert found.url == URL


def test_of_two_codes_the_authors_own_is_theirs() -> None:
    other = URL.replace("other", "ada")
    text = f"Our code and the original code are available at {other} and {URL}, respectively."
    found = best(links(text, "abstract"))
    assert found is not None
    assert found.url == other

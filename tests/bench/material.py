"""Made-up text and entries of any size, the same in every run of a bench."""

from __future__ import annotations

import random

WORDS = (
    "we show that the model of deep graphs learns sparse attention from noisy data with small loss in 2.5 days".split()
)
SUBJECTS = (
    "deep learning graph networks robust optimal transport generative vision language model sparse attention".split()
)


def text(rng: random.Random, size: int) -> str:
    lines = []
    while size > 0:
        lines.append(" ".join(rng.choices(WORDS, k=14)) + "\n")
        size -= len(lines[-1])
    return "".join(lines)


def number(index: int) -> str:
    return f"21{index % 12 + 1:02}.{index // 12 + 1:05}"


def entry(index: int) -> str:
    return (
        f"@misc{{doe{index},\n  author = {{Doe, Jane}},\n  title = {{On Matter {index}}},\n  year = {{2021}},\n"
        f"  eprint = {{{number(index)}}},\n  archiveprefix = {{arXiv}},\n}}\n\n"
    )


def _various(index: int, rng: random.Random) -> str:
    title = " ".join(rng.choices(SUBJECTS, k=7)).title()
    fields = {"title": f"{{{title}}}: {index}", "author": "Doe, Jane and Roe, Rick", "year": str(2000 + index % 24)}
    if index % 3:
        fields |= {
            "journal": "Journal of " + rng.choice(SUBJECTS),
            "volume": str(index % 90),
            "doi": f"10.1000/x.{index}",
        }
    else:
        fields |= {"eprint": f"21{index % 12 + 1:02}.{index % 99_999 + 1:05}", "archivePrefix": "arXiv"}
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@{'article' if index % 3 else 'misc'}{{doe{index},\n{lines}}}\n\n"


def library(entries: int) -> str:
    """Return a library of so many entries of several kinds."""
    rng = random.Random(entries)  # noqa: S311 - the same library every time
    return "".join(_various(index, rng) for index in range(entries))

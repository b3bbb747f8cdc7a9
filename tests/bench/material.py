"""Made-up text and entries of any size, the same in every run of a bench."""

from __future__ import annotations

import random

WORDS = (
    "we show that the model of deep graphs learns sparse attention from noisy data with small loss in 2.5 days".split()
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

"""Real titles: how many lose a capital, have needless braces, or a formula that does not stay one.

The records lie beside the project, and are read in place.
"""

from __future__ import annotations

import gzip
import random
import re
import shutil
import subprocess
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from real_material import MATERIAL

from bibtools.providers.raw_record import plain
from bibtools.tex import latex
from bibtools.tex.title_case import protect

TITLES = MATERIAL / "records" / "arxiv_oai_no_abstract_all.tsv.gz"
pytestmark = [pytest.mark.slow, pytest.mark.skipif(not TITLES.is_file(), reason="the records are not here")]
SEED = 5
OTHER_SEEDS = (7, 8, 12)
WORD = re.compile(r"[^\W\d_]+")


@cache
def titles() -> list[str]:
    with gzip.open(TITLES, "rt", encoding="utf-8") as lines:
        next(lines)
        return [line.split("\t")[1] for line in lines]


def share_of_capitals(title: str) -> float | None:
    """Return how many of the words of four letters or more after the first have capitals."""
    words = [word for word in WORD.findall(re.sub(r"\$[^$]*\$", " ", title)) if len(word) >= 4][1:]
    return sum(word[0].isupper() for word in words) / len(words) if words else None


@cache
def in_sentences() -> list[str]:
    return [title for title in titles() if (share := share_of_capitals(title)) is not None and share < 0.5]


@cache
def in_title_case() -> list[str]:
    return [title for title in titles() if (share := share_of_capitals(title)) is not None and share >= 0.5]


def entry_title(title: str) -> str:
    return protect(latex.clean(plain(title)))


def unprotected(written: str) -> str:
    """Return what stands outside of all braces."""
    shown, depth = [], 0
    for char in written:
        depth += (char == "{") - (char == "}")
        shown.append(char if depth == 0 else "x")
    return "".join(shown)


@pytest.mark.parametrize("seed", [SEED, *OTHER_SEEDS])
def test_hardly_any_title_in_sentence_case_loses_a_capital(seed: int) -> None:
    sample = random.Random(seed).sample(in_sentences(), 6_000)  # noqa: S311 - a sample
    inner = (re.sub(r"^\S|:\s+\S", " ", unprotected(entry_title(title))) for title in sample)
    losing = sum(re.search("[A-Z]", text) is not None for text in inner)
    assert losing <= 0.02 * len(sample)


@cache
def words_in_sentences() -> tuple[Counter[str], Counter[str]]:
    """Return how often each word has a small letter in titles in sentence case, and how often another one."""
    small, large = Counter[str](), Counter[str]()
    for title in in_sentences():
        for word in WORD.findall(title)[1:]:
            (small if word.islower() else large)[word.lower()] += 1
    return small, large


@pytest.mark.parametrize("seed", [SEED, *OTHER_SEEDS])
def test_hardly_any_brace_in_title_case_is_needless(seed: int) -> None:
    small, large = words_in_sentences()
    sample = random.Random(seed).sample(in_title_case(), 2_000)  # noqa: S311 - a sample
    braced, needless = 0, []
    for title in sample:
        without_formulas = re.sub(r"\{\$[^$]*\$\}", "", entry_title(title))
        for group in re.findall(r"\{((?:[^{}$\\]|\{\\[^{}]*\})+)\}", without_formulas):
            words = WORD.findall(group)
            braced += bool(words)
            if words and all(word[1:].islower() and small[word.lower()] > large[word.lower()] for word in words):
                needless.append(group)
    assert braced > 500
    assert len(needless) <= 0.01 * braced, needless


def is_typeset(formulas: list[str], folder: Path) -> list[bool]:
    """Return whether each formula compiles, of many in one document; behind one that ends TeX the next run begins."""
    good = [False] * len(formulas)
    done = 0
    while done < len(formulas):
        reached, failed = typeset(formulas, done, folder)
        for number in reached - failed - {max(reached)}:
            good[number] = True
        if max(reached) == len(formulas) - 1:
            good[-1] = max(reached) not in failed
            break
        done = max(reached) + 1
    return good


def typeset(formulas: list[str], start: int, folder: Path) -> tuple[set[int], set[int]]:
    """Return the numbers that TeX reaches, and those at which it complains."""
    numbered = list(enumerate(formulas))[start:]
    shown = "\n".join(f"\\typeout{{@@{number}}}\\setbox0\\hbox{{{text}}}x\\par" for number, text in numbered)
    preamble = "\\documentclass{article}\\usepackage[T1]{fontenc}\\usepackage{amsmath,amssymb}"
    (folder / "f.tex").write_text(f"{preamble}\\begin{{document}}\n{shown}\n\\end{{document}}\n", "utf-8")
    command = ["pdflatex", "-interaction=nonstopmode", "-draftmode", "f"]
    subprocess.run(command, cwd=folder, capture_output=True, check=False, timeout=500)
    reached, failed, at = {start}, set[int](), start
    for line in (folder / "f.log").read_text("latin-1").splitlines():
        if re.fullmatch(r"@@[0-9]+", line):
            at = int(line[2:])
            reached.add(at)
        if line.startswith("!"):
            failed.add(at)
    return reached, failed


def test_formulas_that_compile_stay_formulas_and_compile(tmp_path: Path) -> None:
    if not shutil.which("pdflatex"):
        pytest.skip("pdfLaTeX is not installed")
    asked = [title for title in titles() if re.search(r"\$[^$]+\$", title) and len(title) < 300]
    sample = random.Random(SEED).sample(asked, 4_000)  # noqa: S311 - a sample
    cleaned = [latex.clean(title) for title in sample]
    formulas = [[match[0] for match in re.finditer(r"\$[^$]+\$", title)] for title in cleaned]
    # Each by itself, in groups of its own; what is no formula compiles as none.
    good = is_typeset([" ".join(f"{{{each}}}" for each in group) for group in formulas], tmp_path)
    written = [protect(title) for title in cleaned]
    stays = [text.count("{$") >= len(group) for text, group in zip(written, formulas, strict=True)]
    compiles = is_typeset(written, tmp_path)
    both = sum(each and kept and after for each, kept, after in zip(good, stays, compiles, strict=True))
    lost = [title for title, each, kept in zip(cleaned, good, stays, strict=True) if each and not kept]
    assert sum(good) > 3_000
    assert both >= 0.99 * sum(good), (both, sum(good), lost[:20])

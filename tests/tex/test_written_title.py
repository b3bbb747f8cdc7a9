r"""Capitals of written titles: what BibTeX would write small gets braces, and everything else stays as it is."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtools.tex.written_title import with_capitals

# A title, and the same with the braces that it lacks.
MENDED = [
    ("Attention for BERT models", "Attention for {BERT} models"),
    ("On the Navier-Stokes equations in 2D", "On the {Navier-Stokes} equations in {2D}"),
    # Letters beyond ASCII, in all their forms.
    (r"Notes on the Erd\H{o}s problem for graphs", r"Notes on the {Erd\H{o}s} problem for graphs"),
    (r"Notes on the Erd{\H{o}}s problem for graphs", r"Notes on the {Erd{\H{o}}s} problem for graphs"),
    ("Notes on the Erdős problem for graphs", "Notes on the {Erdős} problem for graphs"),
    (r"A remark on \'Etale maps of rings", r"A remark on {{\'E}tale} maps of rings"),
    (r"A remark on {\'E}tale maps of rings", r"A remark on {{\'E}tale} maps of rings"),
    (r"A remark on {\L}ojasiewicz bounds of maps", r"A remark on {{\L}ojasiewicz} bounds of maps"),
    (r"Bounds by \L ojasiewicz and others of maps", r"Bounds by {{\L }ojasiewicz} and others of maps"),
    (r"The K\"ahler and \v Cech classes of maps", r"The {K\"ahler} and {{\v C}ech} classes of maps"),
    ("The Ångström scale of small things", "The {Ångström} scale of small things"),
    ("The A\u030angstro\u0308m scale of small things", "The {A\u030angstro\u0308m} scale of small things"),
    # Formulas and commands.
    (r"Sums of $N$ and BERT", r"Sums of {$N$} and {BERT}"),
    (r"Bounds on $\mathbb{R}^n$ and $\Delta$", r"Bounds on $\mathbb{R}^n$ and {$\Delta$}"),
    (r"Bounds on \(N\) and others of maps", r"Bounds on {{\(N\)}} and others of maps"),
    (r"How \LaTeX\ and \TeX{} print small words", r"How {\LaTeX}\ and {\TeX{}} print small words"),
    (r"How {\em BERT} learns small words", r"How {{\em BERT}} learns small words"),
    (r"How {\textsc{BERT}} learns small words", r"How {{\textsc{BERT}}} learns small words"),
    (r"How \textsc{BERT} and GPT learn small words", r"How \textsc{BERT} and {GPT} learn small words"),
    (r"How R\&D and Q\&A learn small words", r"How {R\&D} and {Q\&A} learn small words"),
    ("$N$-body models of DNA in water", "{$N$}-body models of {DNA} in water"),
    # Partly in braces already, over lines, with ties.
    ("On {N}avier-Stokes flows of small things", "On {{N}avier-Stokes} flows of small things"),
    ("{A}ttention for BERT", "{A}ttention for {BERT}"),
    ("On the\n    BERT model\n    of   small GPT models", "On the\n    {BERT} model\n    of   small {GPT} models"),
    ("On the~BERT model of small~things", "On the~{BERT} model of small~things"),
    (r"Mod\`eles de l'ADN et d'autres choses", r"Mod\`eles de l'{ADN} et d'autres choses"),
]  # fmt: skip
STAYING = [
    "",
    "Attention is all you need",
    "{Attention for BERT models}",
    "{BERT}: a model for many tasks",
    "{BERT}: A model for many tasks",
    r"A \emph{BERT} model",
    r"\'Etudes of small things",
    r"{\'E}tudes of small things: {\'e}tudes",
    r"$n$-body models of small things with $\alpha$",
    r"Bounds on $\mathbb{R}^n$",
    r"How {\LaTeX} prints small words",
    r"Notes on {Erd\H{o}s} and {{\'E}tale} maps",
    r"The stra{\ss}e and {\aa}ngstr{\"o}m of small things",
    r"\emph{In vivo} studies of small things",
    r"\texorpdfstring{$N$}{N} of small things",
    "ON THE NUMBER OF SMALL THINGS",
    "A Study of the Many Uses of Small Things",
    "a } b { BERT",
    "a { BERT",
    r"BERT of $N",
    "a \\",
]


@pytest.mark.parametrize(("title", "mended"), MENDED)
def test_lost_capitals_get_braces(title: str, mended: str) -> None:
    assert with_capitals(title) == mended


def test_what_loses_nothing_or_is_not_understood_stays() -> None:
    found = {title: with_capitals(title) for title in STAYING}
    assert found == {title: title for title in STAYING}


@given(
    st.lists(st.sampled_from([each[0] for each in MENDED] + STAYING), max_size=3), st.sampled_from([" ", ": ", "-", ""])
)
def test_only_braces_are_added_and_a_second_time_changes_nothing(titles: list[str], between: str) -> None:
    title = between.join(titles)
    mended = with_capitals(title)
    assert re.sub("[{}]", "", mended) == re.sub("[{}]", "", title)
    assert with_capitals(mended) == mended


@given(st.text(alphabet="aBé{}\\$ :-'\"^", max_size=12))
def test_every_text_is_answered(text: str) -> None:
    mended = with_capitals(text)
    assert with_capitals(mended) == mended
    assert mended.count("{") - mended.count("}") == text.count("{") - text.count("}")


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("bibtex"), reason="BibTeX is not installed")
def test_bibtex_keeps_the_capitals(tmp_path: Path) -> None:
    titles = [mended for _, mended in MENDED if "\u030a" not in mended]
    entries = (
        f"@misc{{k{number:03}, title = {{{title}}}, key = {{k{number:03}}}}}\n" for number, title in enumerate(titles)
    )
    (tmp_path / "r.bib").write_text("".join(entries), "utf-8")
    (tmp_path / "x.aux").write_text("\\relax\n\\citation{*}\n\\bibdata{r}\n\\bibstyle{plain}\n")
    subprocess.run(["bibtex", "x"], cwd=tmp_path, capture_output=True, check=True, timeout=60)
    printed = " ".join((tmp_path / "x.bbl").read_text("utf-8").split()).split("\\bibitem")[1:]
    assert len(printed) == len(titles)
    lost = [
        (title, text) for title, text in zip(titles, printed, strict=True)
        if re.sub(r"\s+", " ", title)[1:] not in text
    ]  # fmt: skip
    assert lost == []

"""Forming: how new entries are made, by the user's wishes, the library itself and the paper's style."""

from __future__ import annotations

from bibtools import bst, files
from bibtools.form import BIBLATEX, Form, Wishes
from bibtools.library import Library
from bibtools.library.conventions import infer
from bibtools.pipeline.gather import Gathered
from bibtools.pipeline.target import beside


def form(wishes: Wishes, gathered: Gathered, library: Library) -> Form:
    """Return the form of new entries in a library."""
    shown = infer(library)
    by_sources = BIBLATEX if any(style == BIBLATEX for style, _ in gathered.styles) else None
    reading = [_reads_eprint(style, source) for style, source in gathered.styles if style != BIBLATEX]
    # Only if every style is known to print `eprint`, the id need not be repeated.
    repeats_id = not (reading and all(reading))
    return wishes.form(shown.dialect or by_sources, shown.encoding, repeats_id=repeats_id)


def _reads_eprint(style: str, source: str) -> bool | None:
    """Tell whether a style prints `eprint`: by a `.bst` that lies with the paper, else by what is known of it."""
    return bst.reads_eprint(style, files.text_of(beside(source, f"{style}.bst")))

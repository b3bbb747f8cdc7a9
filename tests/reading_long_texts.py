"""Texts that are made to take long, each with the part of the program that reads it.

    python tests/reading_long_texts.py NAME ...

reads some of them, and prints each name when it is done. They are as long as files that people commit without a
thought, and a third or half of that where each piece is an entry or a paper, of which much is asked. Where a part of
the program looks at everything behind each of their pieces, it takes minutes or hours.
"""

from __future__ import annotations

import resource
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from itertools import islice, product
from typing import NamedTuple

from bibtools.bibliography.editing import merge, upgrade
from bibtools.bibliography.entries import builder
from bibtools.bibliography.library import dialect, house_style, identity, lint, merge_conflict, presence, reader
from bibtools.bibliography.library.blocks import Library
from bibtools.core.errors import TooMuch
from bibtools.core.text import Source, Span, encode
from bibtools.hook import quick_scan
from bibtools.identifiers.identifier import ARXIV, Identifier
from bibtools.records.record import Record
from bibtools.sources import code_pairs, scanner
from bibtools.tex import bst, names
from bibtools.tex.math import is_complete
from bibtools.tex.names import Name

TODAY = date(2026, 11, 20)
ID = "2106.00134"
HANGS = 10  # processor seconds, however busy the machine is; most take less than one


def record(title: str) -> Record:
    return Record(identifier=Identifier(ARXIV, ID), title=title, authors=(Name("Ames", "Ida"),), provider="test")


class Long(NamedTuple):
    """A text: what it begins with, what is repeated up to a length, and what it ends with."""

    read: Callable[[str], object]
    unit: str
    length: int = 250_000
    head: str = ""
    tail: str = ""

    @property
    def text(self) -> str:
        return self.head + self.unit * (self.length // len(self.unit)) + self.tail


def numbered(unit: str, number: int) -> str:
    """Return a unit with a word of its own for each of its `@`, repeated."""
    words = ("".join(each) for each in product("abcdefghij", repeat=4))
    return "".join(unit.replace("@", word) for word in islice(words, number))


def library(text: str) -> Library:
    return reader.read(Source("refs.bib", text))


def faults(text: str) -> object:
    found = library(text)
    return lint.faults(found, TODAY), lint.findings(found), identity.identities(found, TODAY).entries


def merged(text: str) -> object:
    found = library(text)
    return merge.plan(found, identity.identities(found, TODAY), [record("Knots")], {})


def looked_up(text: str) -> object:
    return presence.lookup(Source("refs.bib", text), {Identifier(ARXIV, ID)}, TODAY)


def inferred(text: str) -> object:
    found = library(text)
    return house_style.infer(found), dialect.infer(found)


def scanned(suffix: str) -> Callable[[str], object]:
    return lambda text: scanner.scan(Source("source", text), TODAY, suffix)


def cited(suffix: str) -> Callable[[str], object]:
    return lambda text: scanner.citations(text, suffix)


def naming(suffix: str) -> Callable[[str], object]:
    return lambda text: (scanner.libraries(text, suffix), scanner.styles(text, suffix))


def structured(suffix: str) -> Callable[[str], object]:
    return lambda text: (scanner.structure(text, suffix), quick_scan.frame(f"source{suffix}", encode(text)))


def paired(text: str) -> object:
    return code_pairs.pairs(text, scanner.scan(Source("list", text), TODAY, ".txt").mentions)


def entry(text: str) -> object:
    return builder.preprint(record(text), "key")


def difference(text: str) -> object:
    old, new = f"@misc{{a,\n{text}}}", f"@article{{a,\n{text}  c}}"
    return upgrade.UpgradedEntry("a", Span(0, len(old)), old, new).edits


def named(text: str) -> object:
    return names.first_of(text), names.from_parts("Ames", text)


LONG = {
    "conflicts that only begin": Long(merge_conflict.conflict, "<<<<<<< HEAD\n"),
    "conflicts that never end": Long(merge_conflict.conflict, "<<<<<<< HEAD\n=======\n"),
    "conflicts in a library": Long(faults, "<<<<<<< HEAD\n=======\n", head="@misc{a, note = {", tail="}}"),
    "entries that do not close": Long(faults, "@a{ "),
    "entries that do not close, on lines": Long(faults, "@a{\n", 75_000),
    "entries that do not close, within a comment": Long(faults, "@a{ ", head="@comment{", tail="}"),
    "entries in parentheses, within a comment": Long(faults, "@a(", head="@comment{", tail=")}"),
    "entries behind other text": Long(faults, "x @a{b {}", 125_000, tail="}"),
    "entries behind other text, in parentheses": Long(faults, "x @a(b {)}", 125_000),
    "entries within each other": Long(faults, "x @a{b,", 125_000, tail="}" * 25_000),
    "comments that do not close": Long(faults, "@comment{ ", tail="}"),
    "comments that do not close, on lines": Long(faults, "@comment{\n", tail="}"),
    "comments behind a line end": Long(faults, "@\ncomment{\n", tail="}"),
    "strings that do not close": Long(faults, "@string{a = ", tail="}"),
    "blanks in front of a key": Long(faults, " ", head="@misc{", tail="}"),
    "entries on one line": Long(merged, "@misc{a, x={y}}", 125_000),
    "fields on one line": Long(inferred, "a = {b}, ", head="@misc{a, ", tail="}"),
    "remarks behind fields": Long(inferred, "%,% a\n", head="@misc{a,\nx = {y},\n", tail="z = 1}"),
    "entries of one paper": Long(
        faults,
        "@misc{a,eprint={2106.00134}}\n",
        100_000,
        head=f"@misc{{b,eprint={{{ID}}},title={{{'knots ' * 30_000}}}}}\n",
    ),
    "places in entries that do not close": Long(looked_up, "@a{2106.00134 "),
    "a library as a source": Long(scanned(".bib"), "@a{2106.00134 "),
    "names in a group": Long(merged, " and A", head="@misc{a, title={Knots}, author={{", tail="}}}"),
    "brackets behind a bibliography": Long(naming(".tex"), r"\bibliography["),
    "brackets behind a resource": Long(naming(".tex"), r"\addbibresource["),
    "brackets behind a package": Long(naming(".tex"), r"\usepackage["),
    "blanks behind a package": Long(naming(".tex"), " ", head=r"\usepackage"),
    "packages in one list": Long(naming(".tex"), "biblatex,", head=r"\usepackage{"),
    "files that are read and do not close": Long(structured(".tex"), r"\input{"),
    "files that are read without braces": Long(structured(".tex"), r"\input "),
    "macros within macros": Long(structured(".tex"), r"\def\a{\a\a}\input{\a}", 125_000),
    "macros that read files": Long(structured(".tex"), r"\newcommand{\x}[1]{\input{#1\x{y}}}\x{a}"),
    "definitions that do not close": Long(structured(".tex"), r"\newcommand{\x}{"),
    "aliases": Long(structured(".tex"), r"\let\a\input"),
    "options that do not close": Long(structured(".tex"), r"\bibitem[", tail="]{a}"),
    "parts with a library": Long(structured(".tex"), r"\begin{bibunit}\putbib[a]"),
    "bibliographies of an unknown kind": Long(structured(".tex"), "bib", head="\\"),
    "blanks behind a definition": Long(structured(".tex"), " ", head="\\def", tail="x"),
    "blocks of front matter": Long(structured(".md"), "\n\n---\nbibliography: a"),
    "groups in front matter": Long(structured(".md"), "[", 30_000, head="---\nbibliography: ", tail="\n---\n"),
    "lists in front matter": Long(structured(".md"), "- ", 30_000, head="---\nbibliography: a\nb: ", tail="\n---\n"),
    "keys of front matter": Long(structured(".md"), "? ", 30_000, head="---\nbibliography: a\nb: ", tail="\n---\n"),
    "inclusions that do not close": Long(structured(".md"), "{{< include a"),
    "chunks with a child": Long(structured(".md"), "```{r, child='a'}\n"),
    "bibliographies that do not close": Long(structured(".typ"), "bibliography: bibliography("),
    "inclusions of Org": Long(structured(".org"), "#+INCLUDE: a "),
    "options of inclusions": Long(structured(".rst"), "\n   :a:", head=".. include:: a"),
    "blanks behind a let": Long(scanned(".tex"), " ", head=f"arXiv:{ID} \\let\\a", tail=f"arXiv:{ID}"),
    "calls that do not close": Long(naming(".typ"), "bibliography("),
    "calls on one line": Long(naming(".typ"), "#bibliography()"),
    "roles that do not close": Long(scanned(".md"), "{cite}`a,", head=f"arXiv:{ID} "),
    "brackets around keys": Long(cited(".md"), "[@a ", head=f"arXiv:{ID} "),
    "attributes in front of a key": Long(cited(".md"), " a", head="<cite", tail=" data-cite"),
    "links of keys": Long(cited(".org"), "[[cite:&a"),
    "commands that cite": Long(cited(".tex"), "\\cites{a}[b"),
    "insets within each other": Long(scanned(".lyx"), "\\begin_inset Note Note\n", head=f"arXiv:{ID} "),
    "ticks": Long(scanned(".typ"), "`", head=f"arXiv:{ID} {'`' * 500_001} "),
    "blank lines of a style": Long(lambda text: bst.reads("own", text), "\n"),
    "ids behind abstracts": Long(
        paired, f"{'We tie knots. ' * 25}https://github.com/ames/knots\narXiv:{ID}\n\n", 1_000_000
    ),
    "a log of one paper": Long(paired, f"x arXiv:{ID} https://github.com/ames/knots\n", 75_000),
    "calls of a function that do not close": Long(cited(".typ"), "#c(", head="#let c(k) = cite(label(k))\n"),
    "functions that are `cite`": Long(
        cited(".typ"), "#aaaa(<a>) ", 125_000, head=numbered("#let @ = cite\n", 10_000), tail="#cite(<a>)"
    ),
    "conditionals that a text makes": Long(cited(".tex"), "\\cite{a}", 9, head=numbered(r"\newif\if@ ", 10_000)),
    "environments that are left out and do not end": Long(
        cited(".tex"), r"\begin{foo}", 1_000_000, head=r"\excludecomment{foo}\cite{a}"
    ),
    "macros that multiply their keys": Long(
        cited(".tex"),
        r"\cite{x}",
        9,
        head="".join(
            rf"\newcommand{{\{name}}}[1]{{\{of}{{{'#1,' * 1000}}}}}"
            for name, of in (("a", "cite"), ("b", "a"), ("c", "b"))
        ),
    ),
    "keys that macros make": Long(
        cited(".tex"), r"\cite{\b}", head=f"\\def\\a{{{'a,' * 100}}}" + r"\def\b{" + r"\a," * 15 + "}"
    ),
    "fences in indented lines": Long(cited(".md"), "    ```\n\n", head="[@a]\n\n"),
    "fences in quotations": Long(cited(".md"), "> ```\n", head="[@a]\n\n"),
    "names of lists": Long(paired, "itemize", head=f"arXiv:{ID} https://github.com/ames/knots \\begin{{"),
    "an upgrade of lines that repeat": Long(difference, "  a,\n  b,\n"),
    "variables that are keys": Long(cited(".typ"), '#let v = "k"\n#let w = "l"\n', tail="#cite(v)"),
    "tables that do not close": Long(paired, "\\begin{tabular}", head=f"arXiv:{ID} https://github.com/ames/knots\n"),
    "tables in tables": Long(
        paired, "\\begin{tabular}\\begin{array}", head=f"arXiv:{ID} https://github.com/ames/knots\n"
    ),
    "items on one line": Long(paired, "\\item x ", head=f"arXiv:{ID} https://github.com/ames/knots "),
    "marks upon one letter": Long(entry, "\u0301\u0327"),
    "marks in a title of a library": Long(faults, "\u0301\u0327", head="@misc{a, title = {", tail="}}"),
    "phrases in a title": Long(entry, "Big Bang BERT "),
    "groups in a formula": Long(is_complete, "x^{", tail="}" * 200_000),
    "groups in a title": Long(entry, "{", 100_000, head="$", tail="}" * 100_000 + "$"),
    "names in a list": Long(named, " and A", head="{"),
    "particles in a name": Long(named, "Van "),
}

if __name__ == "__main__":
    for name in sys.argv[1:]:
        used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
        resource.setrlimit(resource.RLIMIT_CPU, (int(used) + HANGS, resource.RLIM_INFINITY))
        with suppress(TooMuch):  # to refuse a text is an end, too
            LONG[name].read(LONG[name].text)
        print(name, flush=True)  # noqa: T201 - whoever started it wants to know how far it came

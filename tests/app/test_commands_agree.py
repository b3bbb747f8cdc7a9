"""All commands choose the same library for a paper, and miss the same papers, whatever the shape of the project."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest
from document_trees import ARTICLE, grow

from bibtools.app.check import Checking, CheckOutcome, check, check_missing
from bibtools.app.check_papers import check_papers
from bibtools.app.source_files import SourceFiles, Sources, find
from bibtools.app.sync import SyncOptions, SyncOutcome, sync, sync_paper
from bibtools.config.configuration import Config
from bibtools.config.papers import Paper
from bibtools.core.errors import BibtoolsError
from bibtools.files.walking import Exclusion
from bibtools.hook import tracked_sources
from bibtools.identifiers.identifier import Identifier
from bibtools.providers.resolution import Links, Resolution
from bibtools.records.record import Record
from bibtools.sources.filetypes import WALKED
from bibtools.tex.names import Name

TODAY = date(2026, 11, 20)
A, B = "2101.00001", "2101.00002"
HELD = f"@misc{{a, eprint = {{{A}}}, archiveprefix = {{arXiv}}}}\n"
OTHER = "@misc{other, title = {T}}\n"
UNCLEAR = "?"
ADVICE = ("  ", "Choose one", "or")  # what to do, which a check gives where it lists its findings


def cites(*works: str, bib: str = "", begin: str = ARTICLE) -> str:
    named = f"\\bibliography{{{bib}}}\n" if bib else ""
    return begin + "".join(f"\\cite{{{each}}}\n" for each in works) + named


class Verdict(NamedTuple):
    """What a command says: which library lacks which works, and why it is unclear for others, a line each."""

    lacks: tuple[tuple[str, tuple[str, ...]], ...]
    unclear: tuple[str, ...]


def ran(outcomes: Callable[[], Iterable[CheckOutcome | SyncOutcome]]) -> Verdict:
    """Return what a command says, also where it ends with an error."""
    found: list[CheckOutcome | SyncOutcome] = []
    unclear: list[str] = []
    try:
        found.extend(outcomes())
    except BibtoolsError as error:
        unclear += [line for line in error.lines.splitlines() if not line.startswith(ADVICE)]
    for each in found:
        if isinstance(each, CheckOutcome) and each.trouble:
            unclear.append(str(each.trouble))
        elif isinstance(each, CheckOutcome) and each.missing and each.obstacle:
            unclear.append(f"{each.bib}: {each.obstacle}")
    clear = [each for each in found if each.missing and not (isinstance(each, CheckOutcome) and each.obstacle)]
    lacks = ((each.bib, tuple(mention.identifier.value for mention in each.missing)) for each in clear)
    return Verdict(tuple(sorted(lacks)), tuple(sorted(unclear)))


def resolve(works: Sequence[Identifier]) -> Resolution:
    known = {
        each: Record(identifier=each, title=f"On {each.value}", authors=(Name("Ames"),), provider="test")
        for each in works
    }
    return Resolution(known)


def attribute(resolution: Resolution, links: Links) -> Resolution:
    del links
    return resolution


def sources(given: Sequence[str]) -> SourceFiles:
    return find(Sources(given or (os.curdir,), by_user=bool(given)), WALKED)


def tracked() -> SourceFiles:
    names = sorted(os.path.relpath(os.path.join(at, name)) for at, _, names in os.walk(os.curdir) for name in names)
    return tracked_sources.find(Paper(), b"".join(os.fsencode(name) + b"\0" for name in names), Exclusion(), ())


def verdicts(*given: str) -> dict[str, Verdict]:
    """Return what each command says of the current folder, or of what is given; the hooks are given nothing."""
    options = SyncOptions(sources=Sources(given or (os.curdir,)), diff=True)
    found = {
        "check": ran(lambda: check_papers(Config(), TODAY, given)),
        "sync --check": ran(lambda: check_missing(sources(given), None, TODAY)),
        "sync --diff": ran(lambda: sync(options, TODAY, resolve, attribute)),
    }
    if given:
        return found
    hooked: list[CheckOutcome] = []

    def checked() -> list[CheckOutcome]:
        hooked.extend(check(tracked(), None, Checking(TODAY)))
        return hooked

    checking = ran(checked)
    written = SyncOptions(sources=Sources(by_user=False), diff=True)

    def synced(each: CheckOutcome) -> Iterator[CheckOutcome | SyncOutcome]:
        yield sync_paper(written, TODAY, resolve, attribute, None, each.gathered) if each.missing else each

    apart = [ran(partial(synced, each)) for each in hooked]
    united = Verdict(
        tuple(sorted(lack for each in apart for lack in each.lacks)),
        tuple(sorted(line for each in apart for line in each.unclear)),
    )
    return found | {"bibtools-check": checking, "bibtools-sync": united if hooked else checking}


class Shape(NamedTuple):
    """A project, and which libraries lack which works; where it is not clear which one is meant, `?`."""

    files: Mapping[str, str]
    lacks: Mapping[str, tuple[str, ...]]
    given: tuple[str, ...] = ()


REMOTE = f"{ARTICLE}\\cite{{{A}}}\\addbibresource[location=remote]{{http://x.org/r.bib}}\\addbibresource{{l.bib}}"
MULTIBIB = (
    f"{ARTICLE}\\usepackage{{multibib}}\\newcites{{sup}}{{S}}\\cite{{{A}}}\\bibliography{{r}}\n"
    f"\\citesup{{{B}}}\\bibliographysup{{s}}"
)
PART = f"\\section{{S}}\n\\cite{{{A}}}\n"
SHAPES = {
    "one document": Shape({"m.tex": cites(A, bib="refs"), "refs.bib": OTHER}, {"refs.bib": (A,)}),
    "in step": Shape({"m.tex": cites(A, bib="refs"), "refs.bib": HELD}, {}),
    "the first has abbreviations only": Shape(
        {"m.tex": cites(A, bib="abrv,refs"), "abrv.bib": "@string{a = {b}}", "refs.bib": OTHER}, {"refs.bib": (A,)}
    ),
    "the second has it": Shape({"m.tex": cites(A, bib="o,refs"), "o.bib": OTHER, "refs.bib": HELD}, {}),
    "the first is not there": Shape({"m.tex": cites(A, bib="no,refs"), "refs.bib": OTHER}, {"refs.bib": (A,)}),
    "a new library": Shape({"m.tex": cites(A, bib="refs")}, {"refs.bib": (A,)}),
    "none named, one there": Shape({"m.tex": cites(A), "refs.bib": OTHER}, {"refs.bib": (A,)}),
    "none named, two there": Shape({"m.tex": cites(A), "a.bib": OTHER, "b.bib": OTHER}, {UNCLEAR: (A,)}),
    "none named, none there": Shape({"m.tex": cites(A)}, {UNCLEAR: (A,)}),
    "nothing cited, two there": Shape({"m.tex": ARTICLE, "a.bib": OTHER, "b.bib": OTHER}, {}),
    "nothing cited, one named": Shape({"m.tex": cites(bib="refs"), "a.bib": OTHER}, {}),
    "two documents": Shape(
        {"a/m.tex": cites(A, bib="r"), "a/r.bib": OTHER, "b/m.tex": cites(B, bib="r"), "b/r.bib": OTHER},
        {"a/r.bib": (A,), "b/r.bib": (B,)},
    ),
    "two documents in a folder": Shape(
        {"a.tex": cites(A, bib="a"), "a.bib": OTHER, "b.tex": cites(A, bib="b"), "b.bib": HELD}, {"a.bib": (A,)}
    ),
    "two documents share": Shape(
        {"a.tex": cites(A, bib="r"), "r.bib": OTHER, "b.tex": cites(B, bib="r")}, {"r.bib": (A, B)}
    ),
    "two unclear ones and a clear one": Shape(
        {
            "a/m.tex": cites(A, bib="r"),
            "a/r.bib": OTHER,
            "b/m.tex": cites(B),
            "b/r.bib": OTHER,
            "b/s.bib": OTHER,
            "c/m.tex": cites(B),
            "c/s.bib": OTHER,
            "c/t.bib": OTHER,
        },
        {"a/r.bib": (A,), "?1": (B,), "?2": (B,)},
    ),
    "a document without a library beside two": Shape(
        {"a.tex": cites(bib="a"), "a.bib": OTHER, "b.tex": cites(bib="b"), "b.bib": OTHER, "c.tex": cites(A)},
        {UNCLEAR: (A,)},
    ),
    "notes without a library beside two": Shape(
        {"a.tex": cites(bib="a"), "a.bib": OTHER, "b.tex": cites(bib="b"), "b.bib": OTHER, "c.md": f"arXiv:{A}"}, {}
    ),
    "a chapter": Shape(
        {"m.tex": f"{ARTICLE}\\input{{c/one}}\\bibliography{{r}}", "c/one.tex": PART, "r.bib": OTHER}, {"r.bib": (A,)}
    ),
    "a chapter is given": Shape(
        {"m.tex": f"{ARTICLE}\\input{{c/one}}\\bibliography{{r}}", "c/one.tex": PART, "r.bib": OTHER},
        {"r.bib": (A,)},
        ("c/one.tex",),
    ),
    "a chapter's folder is given": Shape(
        {"m.tex": f"{ARTICLE}\\input{{c/one}}\\bibliography{{r}}", "c/one.tex": PART, "r.bib": OTHER},
        {"r.bib": (A,)},
        ("c",),
    ),
    "a chapter's folder has a library": Shape(
        {"m.tex": f"{ARTICLE}\\input{{c/one}}\\bibliography{{r}}", "c/one.tex": PART, "r.bib": OTHER, "c/x.bib": ""},
        {"r.bib": (A,)},
        ("c",),
    ),
    "a draft beside a root": Shape(
        {"m.tex": cites(bib="r"), "draft.tex": PART, "r.bib": OTHER}, {}
    ),
    "a draft that names a library": Shape(
        {"m.tex": cites(A, bib="r"), "draft.tex": f"{PART}\\bibliography{{old}}", "r.bib": OTHER, "old.bib": HELD},
        {"r.bib": (A,)},
    ),
    "a README": Shape({"m.tex": cites(bib="r"), "README.md": f"arXiv:{A}", "r.bib": OTHER}, {}),
    "notes beside a paper": Shape({"m.tex": cites(bib="r"), "notes.md": f"arXiv:{A}", "r.bib": OTHER}, {"r.bib": (A,)}),
    "entries of its own": Shape(
        {"m.tex": f"{cites(A)}\\begin{{thebibliography}}{{9}}\\bibitem{{{A}}} T\\end{{thebibliography}}"}, {}
    ),
    "entries in the source": Shape(
        {"m.tex": f"\\begin{{filecontents}}{{r.bib}}\n{HELD}\\end{{filecontents}}\n{cites(A, bib='r')}"}, {}
    ),
    "others in the source": Shape(
        {"m.tex": f"\\begin{{filecontents}}{{r.bib}}\n{OTHER}\\end{{filecontents}}\n{cites(A, bib='r')}"},
        {UNCLEAR: (A,)},
    ),
    "another spelling": Shape({"m.tex": cites(A, bib="Refs"), "refs.bib": OTHER}, {"refs.bib": (A,)}),
    "a pattern with one match": Shape(
        {"m.tex": f"{ARTICLE}\\cite{{{A}}}\\addbibresource[glob]{{b/*.bib}}", "b/r.bib": OTHER}, {"b/r.bib": (A,)}
    ),
    "a pattern with two matches": Shape(
        {"m.tex": f"{ARTICLE}\\cite{{{A}}}\\addbibresource[glob]{{b/*.bib}}", "b/r.bib": OTHER, "b/s.bib": OTHER},
        {UNCLEAR: (A,)},
    ),
    "a pattern with two matches, in step": Shape(
        {"m.tex": f"{ARTICLE}\\cite{{{A}}}\\addbibresource[glob]{{b/*.bib}}", "b/r.bib": OTHER, "b/s.bib": HELD}, {}
    ),
    "a remote library": Shape({"m.tex": REMOTE, "l.bib": OTHER}, {"l.bib": (A,)}),
    "multibib": Shape({"m.tex": MULTIBIB, "r.bib": OTHER, "s.bib": OTHER}, {"r.bib": (A,), "s.bib": (B,)}),
    "a book of Quarto": Shape(
        {"_quarto.yml": "bibliography: r.bib\n", "a.qmd": f"[@arXiv:{A}]", "r.bib": OTHER, "o.bib": HELD},
        {"r.bib": (A,)},
    ),
    "libraries behind a macro": Shape(
        {"m.tex": f"{ARTICLE}\\cite{{{A}}}\\bibliography{{\\where/r}}", "r.bib": OTHER}, {UNCLEAR: (A,)}
    ),
    "a part of the user's": Shape(
        {"a.tex": cites(A, bib="a"), "a.bib": OTHER, "b.tex": cites(B, bib="b"), "b.bib": OTHER},
        {"b.bib": (B,)},
        ("b.tex",),
    ),
    "two that are given": Shape(
        {"a.tex": cites(A, bib="a"), "a.bib": OTHER, "b.tex": cites(B, bib="b"), "b.bib": OTHER},
        {"a.bib": (A,), "b.bib": (B,)},
        ("a.tex", "b.tex"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SHAPES)
def test_commands_agree_on_libraries_and_missing_papers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.setenv("PATH", str(tmp_path.parent))  # no kpsewhich, which machines have or not
    shape = SHAPES[name]
    grow(tmp_path, shape.files)
    monkeypatch.chdir(tmp_path)
    found = verdicts(*shape.given)
    clear = tuple(sorted((bib, works) for bib, works in shape.lacks.items() if not bib.startswith(UNCLEAR)))
    unclear = [bib for bib in shape.lacks if bib.startswith(UNCLEAR)]
    first = found["check"]
    assert {command: each for command, each in found.items() if each != first} == {}, first
    assert (first.lacks, len(first.unclear)) == (clear, len(unclear)), first


def test_a_library_that_can_be_none_fails_only_what_looks_for_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    grow(tmp_path, {"m.tex": f"{cites(bib='refs')}\\cite{{knuth}}", "refs.bib/x.txt": ""})
    monkeypatch.chdir(tmp_path)
    found = verdicts()
    failing = {command for command, each in found.items() if each.unclear}
    assert (failing, {each.lacks for each in found.values()}) == ({"check", "bibtools-check", "bibtools-sync"}, {()})

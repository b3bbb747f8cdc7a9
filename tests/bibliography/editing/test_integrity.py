from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from row_tables import rarely

from bibtools.bibliography.editing.integrity import prove
from bibtools.bibliography.editing.plan import Added, Plan, Updated
from bibtools.bibliography.entries.entry import Entry, Style, render
from bibtools.bibliography.library.blocks import Library
from bibtools.bibliography.library.reader import read
from bibtools.core.errors import ProofError
from bibtools.core.text import Edit, Source, Span
from bibtools.identifiers.identifier import Identifier

FIRST = "@misc{first,\n  title = {Knots},\n}"
SECOND = "@misc{second,\n  title = {Maps},\n  doi = {10.1000/1},\n}"
TEXT = f"""\
% about this file
@string{{acta = {{Acta}}}}
@preamble{{"x"}}

{FIRST}

@comment{{kept {{for}} later}}
% bibtools: keep
{SECOND} % behind

free text
"""
NEW = Entry("misc", "new", (("title", "Trees and {DNA}"), ("eprint", "2106.00134")))
EPRINT = "\n  eprint = {2106.00200},"

TODAY = date(2026, 11, 20)


def library(text: str = TEXT) -> Library:
    return read(Source("refs.bib", text))


def replacing(old: str, new: str, text: str = TEXT) -> Edit:
    start = text.index(old)
    return Edit(Span(start, start + len(old)), new)


def added(entry: Entry = NEW) -> Added:
    return Added(Identifier.of_id("2106.00134"), entry.key, "arxiv", "Trees", entry)


def filled(key: str = "second", *fields: str) -> Updated:
    return Updated(Identifier.of_id("2106.00200"), key, fields or ("eprint",))


def at_end(entry: Entry = NEW, text: str = TEXT) -> Edit:
    return Edit(Span(len(text), len(text)), "\n" + render(entry, Style()) + "\n")


def proved(plan: Plan, text: str = TEXT) -> bool:
    """Return whether the proof of what changes holds; the full one must say the same."""
    done = []
    for fully in (False, True):
        try:
            prove(library(text), plan, plan.apply(library(text)), TODAY, fully=fully)
        except ProofError:
            done.append(False)
        else:
            done.append(True)
    assert done[0] == done[1]
    return done[0]


@pytest.mark.parametrize(
    "edits",
    [
        [replacing(FIRST, "")],
        [replacing(SECOND, FIRST)],
        [replacing("first", "First")],
        [replacing("first", "new")],
        [replacing("{first,", "{first")],
        [replacing("Knots", "Nots")],
        [replacing("Knots", "Knots}")],
        [replacing("Knots", "{Knots")],
        [replacing("{Knots}", '"Knots"')],
        [replacing("  title = {Knots}", "title = {Knots}")],
        [replacing("@misc{first", "% @misc{first")],
        [replacing("@misc{first", "misc{first")],
        [replacing("@misc{first", "@comment{first")],
        [replacing("@string{acta = {Acta}}", "")],
        [replacing("{Acta}", '"Acta"')],
        [replacing("@preamble", "")],
        [replacing("@comment{kept {for} later}", "")],
        [replacing("for", "FOR")],
        [replacing(FIRST, SECOND), replacing(SECOND, "@misc{first,}")],
        # The text between the blocks is the user's too.
        [replacing("% about this file\n", "")],
        [replacing("% bibtools: keep\n", "")],
        [replacing(" % behind", "")],
        [replacing("free text", "")],
        [replacing("free", "Free")],
        [Edit(Span(0, len(TEXT)), "")],
    ],
)
def test_a_text_that_lost_or_changed_anything_is_refused(edits: list[Edit]) -> None:
    assert not proved(Plan(edits=tuple(edits)))
    assert not proved(Plan(edits=(*edits, at_end()), added=(added(),)))


@pytest.mark.parametrize(
    "plan",
    [
        Plan((replacing("10.1000/1},", f"10.1000/1}},{EPRINT}"), replacing("Maps", "Mops")), updated=(filled(),)),
        Plan((replacing("{Maps},\n  doi = {10.1000/1},", f"{{Maps}},{EPRINT}"),), updated=(filled(),)),
        Plan((replacing("10.1000/1},", f"10.1000/2}},{EPRINT}"),), updated=(filled(),)),
        Plan((replacing("second,", f"third,{EPRINT}"),), updated=(filled(),)),
        Plan((replacing("second,", f"Second,{EPRINT}"),), updated=(filled(),)),
        Plan((replacing("second,", f"second{EPRINT}"),), updated=(filled(),)),
        Plan((replacing("second,", "second,\n  eprint = {2106.00200,"),), updated=(filled(),)),
        Plan((replacing("second,", "second,\n  eprint = {2106.00200}"),), updated=(filled(),)),
        Plan((replacing("first,", f"first,{EPRINT}"),), updated=(filled(),)),
        Plan((replacing(SECOND, ""),), updated=(filled(),)),
        Plan((), updated=(filled(),)),
        Plan((replacing("second,", f"second,{EPRINT}"),), updated=(filled("second", "eprint", "primaryClass"),)),
        Plan((replacing("second,", f"second,{EPRINT}"),)),
    ],
)
def test_an_entry_that_gains_fields_may_lose_none(plan: Plan) -> None:
    assert not proved(plan)


@pytest.mark.parametrize(
    "plan",
    [
        Plan((), (added(),)),
        Plan((at_end(),), (added(NEW._replace(key="newer")),)),
        Plan((at_end(),), (added(NEW._replace(fields=NEW.fields[:1])),)),
        Plan((at_end(NEW._replace(fields=NEW.fields[:1])),), (added(),)),
        Plan((at_end(NEW._replace(fields=NEW.fields[::-1])),), (added(),)),
        Plan((at_end(NEW._replace(fields=(("title", "Trees"), NEW.fields[1]))),), (added(),)),
        Plan((Edit(Span(0, 0), "% " + render(NEW, Style())),), (added(),)),
        Plan((replacing("later", "later" + render(NEW, Style())),), (added(),)),
        Plan((replacing("Knots", "Knots" + render(NEW, Style())),), (added(),)),
        Plan((Edit(Span(len(TEXT), len(TEXT)), f"\n@comment{{{render(NEW, Style())}}}\n"),), (added(),)),
        Plan((Edit(Span(len(TEXT), len(TEXT)), f"\n% {render(NEW, Style())}\n"),), (added(),)),
        *(
            Plan((at_end(bad),), (added(bad),))
            for bad in (
                Entry("misc", "new", (("title", "a}b"), ("eprint", "1"))),
                Entry("misc", "new", (("title", "a{b"), ("eprint", "1"))),
                Entry("misc", "new", (("title", "a}, b = {"),)),
                Entry("misc", "new", (("title", "a}}\n@misc{other, b = {c"),)),
                Entry("misc", "new key", (("title", "a"),)),
                Entry("misc", "new,key", (("title", "a"),)),
                Entry("misc", "new}", (("title", "a"),)),
                Entry("comment", "new", (("title", "a"),)),
                Entry("string", "new", (("title", "a"),)),
                Entry("misc", "new", (("ti tle", "a"),)),
            )
        ),
        Plan((at_end(),), (added(), added())),
    ],
)
def test_a_new_entry_that_does_not_read_back_is_refused(plan: Plan) -> None:
    assert not proved(plan)


def test_the_error_says_what_is_lost_and_that_nothing_was_written() -> None:
    plan = Plan((replacing(FIRST, ""),))
    with pytest.raises(ProofError, match=r"refs\.bib.*first.*nothing was written"):
        prove(library(), plan, plan.apply(library()), TODAY)


@pytest.mark.parametrize(
    "plan",
    [
        Plan(),
        Plan((at_end(),), (added(),)),
        Plan((Edit(Span(0, 0), render(NEW, Style()) + "\n\n"),), (added(),)),
        Plan((replacing("\n@comment", f"\n{render(NEW, Style(delimiters='{}'))}\n\n@comment"),), (added(),)),
        Plan((replacing("\n@comment", "\n" + render(NEW, Style(delimiters='""')) + "\n\n@comment"),), (added(),)),
        Plan((replacing("second,", f"second,{EPRINT}"),), updated=(filled(),)),
        Plan((replacing("10.1000/1},", f"10.1000/1}},{EPRINT}"),), updated=(filled(),)),
        Plan((replacing("second,", f"second,{EPRINT}"), at_end()), (added(),), (filled(),)),
        Plan((replacing("second,", "second,\n  EPRINT = {1},"),), updated=(filled(),)),
    ],
)  # fmt: skip
def test_a_text_that_holds_everything_is_proved(plan: Plan) -> None:
    assert proved(plan)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\ufeff",
        "---\n---\n\n@misc{a, year = 1}\n",
        "@misc{a, title = {x}}@misc{b, title = {y}}\n",
        "@misc{a, title = {x}} @misc{b, title = {y}}\n",
        "@misc{a, title = {x}, title = {y}}\n",
        "@misc{a, year = 1}\n@misc{a, year = 2}\n@misc{A, year = 3}\n",
        "@misc{a, title = {C:\\}, year = 1}\n",
        "@misc{a,\n  % remark\n  title = {x}, % remark\n}\n",
        "@misc{a, note = {first\n@misc{x}\nlast}}\n",
        "@article(a, title = {1) x})\n",
        "@misc\n{a,\n}\n",
        "@misc{M\udcfcller, title = {\udcdc}}\n",
        "@misc{a, year = 1}\r\n\r\n@misc{b, year = 2}\r\n",
        "@misc{bad, title = {x\n\n@misc{a, year = 1}\n",
        "@misc{bad year = 1}\n@misc{a, year = 1}\n",
        "@misc{bad, year = 1 month = jan}\n",
        "% @misc{gone, year = 1}\n@misc{a, year = 1}\n",
        "@comment{@misc{gone, year = 1}}\n@misc{a, year = 1}\n",
        "me@host{x}\n@misc{a, year = 1}\n",
        "@string{s = {x}}\n@misc{a, title = s # { y}, month = jan}\n",
        "@Comment{jabref-meta: databaseType:bibtex;}\n",
        "@misc{a}\n@misc{b,}\n",
        "@misc{}\n",
    ],
)
def test_an_odd_library_can_be_added_to(text: str) -> None:
    before = Edit(Span(0, 0), render(NEW, Style()) + "\n\n")
    assert proved(Plan(), text)
    assert proved(Plan((before,), (added(),)), text) or proved(Plan((at_end(text=text),), (added(),)), text)


LARGE = f"@misc{{large, note = {{{'x' * 2_100_000}}}}}\n"  # read in two processes


@pytest.mark.parametrize(
    ("before", "gap", "shown"),
    [("", "\n", True), ("", " ", False), rarely(LARGE, "\n", True), (LARGE, " ", False)],
)
def test_a_new_entry_must_be_read_by_the_other_reader_too(before: str, gap: str, shown: bool) -> None:
    text = f'{before}"@comment('
    plan = Plan((Edit(Span(len(text), len(text)), f"{gap}{render(NEW, Style())}\n"),), (added(),))
    assert proved(plan, text) == shown


@given(st.integers(0, len(TEXT) - 1), st.integers(1, 30))
def test_law_no_piece_of_a_library_can_be_taken_out(start: int, length: int) -> None:
    edit = Edit(Span(start, min(start + length, len(TEXT))), "")
    assert not proved(Plan((edit,))) or not TEXT[slice(*edit.span)].strip()

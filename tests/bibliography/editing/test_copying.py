"""Copying entries of the user's own libraries: what is copied, in which order, and what never is."""

from __future__ import annotations

import cProfile
from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtools.bibliography.editing import merge
from bibtools.bibliography.editing.copying import CopyTarget, Wanted, copies
from bibtools.bibliography.editing.integrity import prove
from bibtools.bibliography.editing.plan import Plan
from bibtools.bibliography.library.blocks import STRING, TEXT, Library
from bibtools.bibliography.library.fields import fields
from bibtools.bibliography.library.identity import identities
from bibtools.bibliography.library.macros import Macros, names_in
from bibtools.bibliography.library.master import Master
from bibtools.bibliography.library.reader import read
from bibtools.core.errors import ProofError
from bibtools.core.text import Source
from bibtools.identifiers.identifier import Identifier

TODAY = date(2026, 11, 20)
KNUTH = "@book{knuth, title = {The {\\TeX}book}, author = {Knuth, D.}, year = 1984}"
CHILD = "@inproceedings{child, title = {A Child of Somebody}, crossref = {parent}}"
PARENT = "@proceedings{parent, title = {The Proceedings of It}, year = 2001}"
A, XS = "@misc{a}", "@misc{b, x = s}"
ST, TS = "@string{s = 1}\n@string{t = s}", "@string{t = 1}\n@string{s = 2}"
XDATA, XX = "@xdata{aa, note={n}}", "@misc{x, xdata={aa}}"
BOMB = "".join(f"@string{{m{n + 1} = m{n} # m{n}}}" for n in range(40)) + "@misc{a, x = m40}"
OLD_WORK = "@misc{o, title={A Long Enough Title}, author={X, Y}, year=2001}"
SAME_WORK = "@misc{a, title={A long enough {T}itle}, author={Y X}, year=2001, eprint={2101.00001}}"
SORTED = "".join(f"@misc{{{key}, title = {{{key} is a title}}}}\n\n" for key in ("bb", "dd", "pp", "zz"))


def library(text: str, path: str = "refs.bib") -> Library:
    return read(Source(path, text))


def planned(old: str, masters: list[str], keys: list[str], works: list[str], reserved: tuple[str, ...] = ()) -> Plan:
    own = library(old)
    known = identities(own, TODAY)
    sources = [Master(library(text, f"master{n}.bib"), TODAY) for n, text in enumerate(masters)]
    wanted = Wanted(keys, [Identifier.of_id(each) for each in works])
    found = copies(CopyTarget(own, [known], reserved), sources, wanted)
    return merge.plan(own, known, [], {}, copies=found)


def copied(old: str, master: str, *keys: str, works: tuple[str, ...] = ()) -> tuple[str, Plan]:
    """Return the library after copying, proved, and the plan."""
    plan = planned(old, [master], [*keys], [*works])
    text = plan.apply(library(old))
    prove(library(old), plan, text, TODAY)
    return text, plan


def messages(plan: Plan) -> str:
    return "; ".join(each.message for each in plan.findings)


@pytest.mark.parametrize(
    ("old", "master", "keys", "new"),
    [
        ("", f"{KNUTH}\n@misc{{other}}\n", ["knuth"], f"{KNUTH}\n"),
        ("@misc{a}\n", KNUTH, ["knuth"], f"@misc{{a}}\n\n{KNUTH}\n"),
        ("@misc{a}\r\n", "@misc{b,\n x = 1\n}", ["b"], "@misc{a}\r\n\r\n@misc{b,\r\n x = 1\r\n}\r\n"),
        ("", "@preamble{{x}}\n@comment{y}\n@string{u = 1}\n% z\n@misc{b}", ["b"], "@misc{b}\n"),
        ("", f"{PARENT}\n{CHILD}", ["child"], f"{CHILD}\n\n{PARENT}\n"),
        ("", f"{PARENT}\n{CHILD}", ["parent", "child"], f"{CHILD}\n\n{PARENT}\n"),
        ("", f"{PARENT}\n{CHILD}", ["parent"], f"{PARENT}\n"),
        (f"{PARENT}\n", f"{PARENT}\n{CHILD}", ["child"], f"{CHILD}\n\n{PARENT}\n"),
        (f"{A}\n\n% of\n{PARENT}\n", f"{PARENT}{CHILD}", ["child"], f"{A}\n\n{CHILD}\n\n% of\n{PARENT}\n"),
        (SORTED, "@misc{cc, title = {c}}", ["cc"], SORTED.replace("@misc{dd", "@misc{cc, title = {c}}\n\n@misc{dd")),
        (SORTED, f"{XDATA}{XX}", ["x"], SORTED.replace("@misc{zz", f"{XX}\n\n@misc{{zz") + f"{XDATA}\n\n"),
        ("", "@misc{a, ids = {old, older}}", ["older"], "@misc{a, ids = {old, older}}\n"),
        ("", f"{ST}\n@misc{{a, x = t}}", ["a"], f"{ST}\n\n@misc{{a, x = t}}\n"),
        ("", "@string{S = 1}\n@misc{a, x = s}\n@string{s = 2}", ["a"], "@string{S = 1}\n\n@misc{a, x = s}\n"),
        (f"@string{{s = {{1}}}}\n\n{A}\n", f'@string{{s = "1"}}{XS}', ["b"], f"@string{{s = {{1}}}}\n\n{A}\n\n{XS}\n"),
        (f"@string{{t = 1}}\n\n{A}\n", f"@string{{s = 2}}{XS}", ["b"], f"{TS}\n\n{A}\n\n{XS}\n"),
        (f"{A}\n", f"@string{{s = 2}}{XS}", ["b"], f"@string{{s = 2}}\n\n{A}\n\n{XS}\n"),
        ("", "@misc{a, x = jan # undefined}", ["a"], "@misc{a, x = jan # undefined}\n"),
        ("", "% bibtools: is 2101.00001\n@misc{a}", ["a"], "% bibtools: is 2101.00001\n@misc{a}\n"),
        ("@misc{a}", KNUTH, ["a", "nobody", "*"], "@misc{a}"),
    ],
)  # fmt: skip
def test_entries_are_copied_with_what_they_need(old: str, master: str, keys: list[str], new: str) -> None:
    text, plan = copied(old, master, *keys)
    assert (text, plan.findings) == (new, ())
    again = planned(text, [master], [key for key in keys if key not in {b.key for b in library(text).keyed()}], [])
    assert [each.key for each in again.copied if each.key in {one.key for one in plan.copied}] == []


@pytest.mark.parametrize(
    ("old", "master", "entry"),
    [
        ('@string{s = "2"}\n', '@string{s = "1"}@misc{a, x = "p " # S # 3}', '@misc{a, x = "p " # "1" # 3}'),
        ("@misc{o, x = s}\n", "@string{s = {1}}@misc{a, x = s}", "@misc{a, x = {1}}"),  # undefined: the style's own
        ("@misc{o}\n@string{s = 1}\n", "@string{s = 2}@misc{a, x = s}", "@misc{a, x = 2}"),
        ("@string{t = 9}\n", "@string{t = 1}@string{s = t # 2}@misc{a, x = s}", "@misc{a, x = 1 # 2}"),
        ("@string{s = 1}\n@string{s = 2}\n@misc{o}\n", "@string{s = 1}@misc{a, x = s}", "@misc{a, x = 1}"),
        ("@string{jan = 1}\n@misc{o}\n", "@misc{a, month = jan}", "@misc{a, month = jan}"),
    ],
)
def test_a_macro_that_means_something_else_is_written_out(old: str, master: str, entry: str) -> None:
    text, plan = copied(old, master, "a")
    assert ([each.text for each in plan.copied], entry in text, plan.findings) == ([entry], True, ())
    assert sum(block.kind == STRING for block in library(text).blocks) == old.count("@string")


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    ("old", "master", "keys", "says"),
    [
        ("", "@misc{a, x=1}@misc{a, x=2}", ["a"], "2 entries there have this key"),
        ("", "@misc{a, x=1}\n@misc{A, x=2}", ["a"], "several entries there have the key"),
        ("", "@misc{a, ids={o}}@misc{b, ids={o}}", ["o"], "2 entries there have this key"),
        ("@misc{A, x=1}", "@misc{a, x=2}", ["a"], "is another entry's in refs.bib (as A; BibTeX"),
        ("", "@misc{a, x={1}\n@misc{b}\n", ["a"], "is broken"),
        ("", "@misc{a, x={1} y={2}}", ["a"], "is broken"),
        ("", "% @misc{a, x={1}}", ["a"], "is broken"),
        ("", "@comment{@misc{a, x={1}}}", ["a"], "is broken"),
        ("", "@misc{a'b, x={1}}", ["a'b"], "cannot be read by both BibTeX and biber"),
        ("@book{parent, title = {Something else}}\n", f"{PARENT}{CHILD}", ["child"], "the key parent is"),
        ("@misc{x, ids = {b}}\n", "@misc{b, x=1}", ["b"], "the key b is another entry's"),
        ("@misc{x}\n", "@misc{b, ids={X}}", ["b"], "the key X is another entry's"),
        ("", f"{PARENT}{PARENT}{CHILD}", ["child"], "several entries there have the key parent"),
        ("@misc{o, eprint = {2101.00001}}", "@misc{a, eprint = {2101.00001}}", ["a"], "a is o in the paper's"),
        ("@misc{o, doi = {10.1000/1}}", "@misc{a, doi = {10.1000/1}}", ["a"], "a is o in the paper's"),
        (OLD_WORK, SAME_WORK, ["a"], "cite o"),
        ("", f'@string{{m0 = "ab"}}{BOMB}', ["a"], "too long"),
        ("", f"{CHILD}@misc{{parent, title={{}}", ["child"], "parent is broken"),
    ],
)  # fmt: skip
def test_what_is_not_clear_is_not_copied(old: str, master: str, keys: list[str], says: str) -> None:
    plan = planned(old, [master], keys, [])
    assert (plan.edits, plan.copied, plan.macros) == ((), (), ())
    assert says in messages(plan)
    assert all(each.rule == "not-copied" for each in plan.findings)


@pytest.mark.parametrize(
    ("master", "keys"),
    [
        ("@misc{a, x = s}@string{s = 1}", []),
        ("@misc{a, x = s}@string{S = 1}@misc{b, x = s}", ["b"]),
        ("@string{t = s}@string{s = 1}@misc{a, x = t}@misc{b, x = s}", ["b"]),
        ("@misc{a, crossref = b}@misc{b, x = s}@string{s = 1}@misc{c}", ["c"]),
        ("@string{s = 1}@misc{a, x = s}@string{s = 2}", ["a"]),
        ("@misc{a, month = jan}@misc{b, x = {s}}@string{s = 1}", ["a", "b"]),
    ],
)
def test_an_entry_above_what_defines_its_macros_is_left(master: str, keys: list[str]) -> None:
    plan = planned("", [master], [key for key in "abc" if f"{{{key}" in master], [])
    assert [each.key for each in plan.copied] == keys
    assert all("above its @string" in each.message for each in plan.findings)


@pytest.mark.parametrize(
    ("old", "master", "works", "keys"),
    [
        ("", "@misc{a, eprint = {2101.00001}}@misc{b, eprint = {2101.00002}}", ["2101.00002"], ["b"]),
        ("", "@misc{a, doi = {10.1000/X}}", ["doi:10.1000/x"], ["a"]),
        ("", "% bibtools: is 2101.00001\n@misc{a}", ["2101.00001"], ["a"]),
        ("", "@misc{a, abstract = {arXiv:2101.00001}}", ["2101.00001"], []),
        ("@misc{a}", "@misc{a, eprint = {2101.00001}}", ["2101.00001"], []),
        (OLD_WORK, SAME_WORK, ["2101.00001"], []),  # that entry gains the id
        ("", "@misc{a, eprint = {2101.00001}}@misc{a, x=1}", ["2101.00001"], []),
    ],
)  # fmt: skip
def test_works_are_found_by_their_ids(old: str, master: str, works: list[str], keys: list[str]) -> None:
    assert [each.key for each in planned(old, [master], [], works).copied] == keys


def test_the_first_library_that_has_a_key_counts() -> None:
    plan = planned("", ["@misc{a, x=1}", "@misc{a, x=2}@misc{b, x=2}"], ["a", "b"], [])
    assert [(each.key, each.provider, each.text) for each in plan.copied] == [
        ("a", "master0.bib", "@misc{a, x=1}"),
        ("b", "master1.bib", "@misc{b, x=2}"),
    ]


@pytest.mark.parametrize("field", ["crossref", "xdata"])
def test_a_long_chain_of_entries_is_read_along_once(field: str) -> None:
    def calls(length: int) -> int:
        chain = "".join(f"@misc{{k{n}, title = {{T{n}}}, {field} = {{k{n + 1}}}}}\n" for n in range(length))
        work = cProfile.Profile()
        assert len(work.runcall(planned, "", [chain], ["k0"], []).copied) == length
        return sum(each.callcount for each in work.getstats())

    assert calls(160) < 3 * calls(80)  # and not four times


def test_keys_of_other_libraries_are_taken() -> None:
    assert planned("", ["@misc{a, x=1}"], ["a"], [], ("A",)).copied == ()


def test_the_proof_refuses_a_copy_that_says_something_else() -> None:
    plan = planned("", ["@string{s = 1}@misc{a, x = s}"], ["a"], [])
    wrong = plan._replace(copied=(plan.copied[0]._replace(meanings=(("x", "2"),)),))
    for broken in (wrong, plan._replace(macros=("@string{s = 3}",))):
        with pytest.raises(ProofError):
            prove(library(""), broken, broken.apply(library("")), TODAY)


KEYS = "abcdefgh"
MACROS = ("s", "t", "jan")
values = st.lists(st.sampled_from((*MACROS, "{x}", '"y {z}"', "7")), min_size=1, max_size=3).map(" # ".join)
strings = st.builds("@string{{{} = {}}}".format, st.sampled_from(MACROS), values)
notes = st.sampled_from(("% note", "@comment{c}", "@preamble{{p}}"))


@st.composite
def entries(draw: st.DrawFn) -> str:
    """An entry that may name one of those whose keys come later in the alphabet, so that there is no circle."""
    key = draw(st.sampled_from(KEYS))
    named = draw(st.sampled_from(("", *KEYS[KEYS.index(key) + 1 :])))
    relation = draw(st.sampled_from(("crossref", "xdata", "related")))
    found = [f"title = {{The {key} work of somebody}}", f"note = {draw(values)}"]
    found += [f"{relation} = {{{named}}}"] if named else []
    gap, comma = draw(st.sampled_from((" ", "\n  ", "\r\n\t"))), draw(st.sampled_from(("", ",")))
    separator = f",{gap}"
    return f"@misc{{{key},{gap}{separator.join(found)}{comma}{gap}}}"


def texts(*kinds: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(st.one_of(entries(), notes, *kinds), max_size=12).map("\n\n".join)


def blocks(text: str) -> Counter[str]:
    return Counter(text[slice(*block.span)] for block in library(text).blocks if block.kind != TEXT)


cited = st.lists(st.sampled_from(KEYS), max_size=5, unique=True)


@given(texts(strings), texts(strings), cited)
def test_nothing_else_changes_and_a_second_run_changes_nothing(old: str, master: str, wanted: list[str]) -> None:
    own = {block.key for block in library(old).keyed()}
    missing = [key for key in wanted if key not in own]
    text, plan = copied(old, master, *missing)
    assert blocks(old) <= blocks(text)
    new = blocks(text) - blocks(old)
    assert new == Counter([*(each.text for each in plan.copied), *plan.macros])
    now = {block.key for block in library(text).keyed()}
    assert own <= now
    assert own | {each.key for each in plan.copied} == now
    assert planned(text, [master], [key for key in missing if key not in now], []).edits == ()


# Those of an undefined macro are written out where its name is not free, and stay undefined.
sound = st.sampled_from(("@string{s = {x}}", '@string{S = "y" # 7}', "@string{t = s # 1}", "@string{jan = {J} # t}"))


@given(texts(), texts(sound).map(lambda text: f"{ST}\n\n{text}"), cited)
def test_parents_are_behind_their_children_and_macros_in_front(old: str, master: str, wanted: list[str]) -> None:
    own = {block.key for block in library(old).keyed()}
    text, plan = copied(old, master, *(key for key in wanted if key not in own))
    after, source = library(text), Master(library(master), TODAY)
    where = {block.key: block for block in reversed([*after.keyed()])}
    macros = Macros(after)
    for each in plan.copied:
        here = where[each.key].span.start
        assert all(where[key].span.start > here for key in each.parents if key in where)
        assert all(key in where for key in each.parents if source.named(key))
        for field in fields(text, where[each.key])[0]:
            for span in names_in(text, field.value_span):
                name = text[slice(*span)].lower()
                is_masters = source.macros.in_force(name, source.named(each.key)[0].span.start) is not None
                assert not is_masters or macros.in_force(name, here) is not None


@given(texts(), cited, st.sampled_from(("", "@misc{z, title = {Z}}\n")))
def test_the_bytes_of_a_copy_are_those_of_the_other_library(master: str, wanted: list[str], old: str) -> None:
    defined = f"@string{{s = {{S}}}}\n@string{{t = s # 1}}\n{master}"
    _, plan = copied(old, defined, *wanted)
    originals = {"\n".join(each.splitlines()) for each in blocks(defined)}
    assert {each.text for each in plan.copied} <= originals
    assert {*plan.macros} <= originals

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtools.bibliography.citekey.pattern_parser import parse
from bibtools.bibliography.editing.merge import plan
from bibtools.bibliography.editing.plan import Plan
from bibtools.bibliography.library.blocks import Library
from bibtools.bibliography.library.fields import fields
from bibtools.bibliography.library.identity import identities
from bibtools.bibliography.library.reader import read
from bibtools.core.text import Edit, Source
from bibtools.identifiers.identifier import ARXIV, Identifier
from bibtools.records.record import CodeLink, Record
from bibtools.tex.names import Name

TODAY = date(2026, 11, 20)
ONE, OTHER, OLD = "2106.00134", "2106.00200", "hep-th/9711200"
MOSS = Name("Moss", "Ida")
KEY = "moss2021mapping"
JABREF = "@Comment{jabref-meta: databaseType:bibtex;}\n"
FILLED = ["  eprint = {2106.00134},", "  archiveprefix = {arXiv},", "  primaryclass = {cs.RO},"]
MATCH = "@article{k,\n  title = {Mapping Caves},\n  author = {Moss, Ida},\n  year = 2021,\n}\n"


def record(
    value: str = ONE,
    title: str = "Mapping Caves",
    author: Name = MOSS,
    *,
    year: int = 2021,
    doi: str | None = None,
) -> Record:
    return Record(
        identifier=Identifier(ARXIV, value),
        title=title,
        authors=(author, Name("Birch", "Bo")),
        provider="arxiv",
        date=date(year, 6, 1),
        categories=("cs.RO", "cs.LG"),
        doi=doi,
        code=(CodeLink("https://example.org/caves", "comment"),),
    )


NEW = (record(), record(OTHER, "Zoning Laws", Name("Zorn", "Al")), record(OLD, "Alpine Ants", Name("Abel", "Mo")))


def library(text: str) -> Library:
    return read(Source("refs.bib", text))


def planned(text: str, *records: Record, cited: dict[str, str] | None = None) -> Plan:
    by_work = {Identifier.of_id(value): key for value, key in (cited or {}).items()}
    return plan(library(text), identities(library(text), TODAY), records, by_work)


def merged(text: str, *records: Record, cited: dict[str, str] | None = None) -> str:
    return planned(text, *records, cited=cited).apply(library(text))


def missing(text: str, *records: Record) -> list[Record]:
    """Return the records that a run would ask for: those whose ids the library does not have."""
    known = identities(library(text), TODAY).by_identifier
    return [each for each in records if each.identifier not in known]


def keys(text: str) -> list[str]:
    return [block.key for block in library(text).understood()]


def values(text: str, key: str) -> dict[str, str]:
    (block,) = (block for block in library(text).understood() if block.key == key)
    return {each.name: each.value for each in fields(text, block)[0]}


def without_insertions(text: str, edits: tuple[Edit, ...]) -> str:
    """Take out of a merged text what the edits have put in; fails where one replaced anything."""
    kept, place, done = "", 0, 0
    for (start, end), new in sorted(edits, key=lambda edit: edit.span):
        kept += text[place : place + start - done]
        place, done = place + start - done + len(new), end
        assert (start, text[place - len(new) : place]) == (end, new)
    return kept + text[place:]


def entry(key: str, *lines: str) -> str:
    return "\n".join([f"@misc{{{key},", *(lines or ("  title = {Knots},", "  year = 2020,")), "}\n"])


def file_of(*names: str) -> str:
    return "\n".join(entry(name) for name in names)


@pytest.mark.parametrize(
    ("text", "new", "expected"),
    [
        (file_of("b", "d", "p", "z"), ["m"], "b d m p z"),
        (file_of("b", "d", "p", "z"), ["a"], "a b d p z"),
        (file_of("b", "d", "p", "z"), ["zz"], "b d p z zz"),
        (file_of("b", "d", "p", "z"), ["m", "c", "a"], "a b c d m p z"),
        (file_of("b", "d", "p", "z"), ["zz", "q", "r"], "b d p q r z zz"),
        (file_of("B", "d", "P", "z"), ["m"], "B d m P z"),
        (file_of("b", "d", "p", "z"), ["M"], "b d M p z"),
        (file_of("b", "d", "d", "p", "z"), ["m"], "b d d m p z"),
        ("@string{y = {x}}\n" + file_of("b", "d", "p", "z"), ["a"], "a b d p z"),
        (file_of("b", "d") + "% remark\n@string{a = {x}}\n\n" + file_of("p", "z"), ["m"], "b d m p z"),
        (file_of("b", "d") + "\n% @misc{a, year = 1}\n\n" + file_of("p", "z"), ["m"], "b d m p z"),
        ("@misc{b,}@misc{d,} @misc{p,}\n@misc{z,}", ["c", "m"], "b c d m p z"),
        # Not sorted: at the end.
        (file_of("d", "b", "p", "z"), ["m"], "d b p z m"),
        (file_of("z", "p", "d", "b"), ["m"], "z p d b m"),
        (file_of("d", "b", "p", "z"), ["m", "c"], "d b p z m c"),
        (file_of("d", "b", "p", "z") + "% the end\n", ["a"], "d b p z a"),
        (file_of("z"), ["a"], "z a"),
        (file_of("z") + JABREF, ["a"], "z a"),
        ("", ["m"], "m"),
        ("\n\n", ["m", "a"], "m a"),
        ("\ufeff", ["m"], "m"),
        ("---\n---\n", ["m"], "m"),
        ("% only a remark", ["m"], "m"),
        ("@string{s = {x}}", ["m"], "m"),
        (JABREF, ["m"], "m"),
        ("@comment{open\n", ["m"], "m"),
        ("me@example.org\n", ["m"], "m"),
        (entry("d").rstrip(), ["m"], "d m"),
        (file_of("d", "b") + "@misc{bad, title = {x\n", ["m"], "d b m"),
        ("@misc{bad, title = {x\n" + file_of("d", "b"), ["m"], "m d b"),
        ("@misc{bad, title = {x\n", ["m"], "m"),
    ],
)
def test_new_entries_stand_in_order_or_at_the_end(text: str, new: list[str], expected: str) -> None:
    cited = {f"2106.{number:05}": key for number, key in enumerate(new, start=1)}
    records = [record(value, f"Work {key}") for value, key in cited.items()]
    assert keys(merged(text, *records, cited=cited)) == expected.split()


@pytest.mark.parametrize(
    "text",
    [
        f"---\n---\n\n{file_of('b', 'd', 'p', 'z')}",
        f"% Encoding: UTF-8\n\n{file_of('b', 'd', 'p', 'z')}",
        f"\ufeff{file_of('b', 'd', 'p', 'z')}",
        f"%% Created for Ida\n\n@string{{s = {{x}}}}\n\n{file_of('b', 'd', 'p', 'z')}",
        f"{file_of('b', 'd', 'p', 'z')}\n{JABREF}",
    ],
)
@pytest.mark.parametrize("key", ["a", "m", "zz"])
def test_head_and_metadata_stay_where_they_are(text: str, key: str) -> None:
    head, tail = text.split("@misc", 1)[0], text.rpartition("}\n\n@Comment")[2] if JABREF in text else ""
    new = merged(text, record(), cited={ONE: key})
    assert new.startswith(head)
    assert new.endswith(tail)


@pytest.mark.parametrize("key", ["a", "c", "m", "zz"])
@pytest.mark.parametrize("order", ["bdpz", "dbpz"])
@pytest.mark.parametrize(
    ("pattern", "gap"),
    [
        ("% about {}\n@misc{{{}, year = 1}}\n", "\n"),
        ("% bibtools: keep\n% {}\n@misc{{{}, year = 1}}\n", ""),
        ("@misc{{{}, year = 1}} % more about {}\n", "\n"),
        ("@misc{{{}, year = 1}} % more about {}\n", ""),
    ],
)
def test_a_remark_stays_with_its_entry(pattern: str, gap: str, order: str, key: str) -> None:
    together = [pattern.format(name, name) for name in order]
    new = merged(gap.join(together), record(), cited={ONE: key})
    assert [each for each in together if each.strip() not in new] == []


@pytest.mark.parametrize("key", ["a", "c", "m", "zz"])
@pytest.mark.parametrize("gap", ["", "\n", "\n% more\n\n"])
def test_a_directive_goes_on_to_speak_of_its_own_entry(gap: str, key: str) -> None:
    text = "\n".join(
        f"% ours\n% bibtools: keep\n% bibtools: is 2001.0000{n}\n{gap}{entry(name)}" for n, name in enumerate("bdpz", 1)
    )
    assert merged(text, record(), cited={ONE: key}).count("% ours\n% bibtools: keep\n") == 4
    known = identities(library(merged(text, record(), cited={ONE: key})), TODAY)
    assert {each.block.key: each.protected for each in known.entries} == dict.fromkeys("bdpz", True) | {key: False}
    assert [known.by_identifier[Identifier(ARXIV, f"2001.0000{n}")].block.key for n in range(1, 5)] == list("bdpz")


@pytest.mark.parametrize(
    ("text", "has", "has_not"),
    [
        ("", "\n  eprint        = {2106.00134},\n", "\t"),
        (entry("k", "\ttitle = {x},", "\tnote = {y},"), "\n\teprint = {2106.00134},\n", "  "),
        (entry("k", "    title = {x},", "    note = {y},"), "\n    eprint = {2106.00134},\n", "\t"),
        (entry("k", "title={x},", "note={y},"), "\neprint={2106.00134},\n", "eprint "),
        (entry("k", "  title = {x},", "  note = {y},"), "\n  eprint = {2106.00134},\n", "eprint  "),
        (entry("k", "  title  = {x},", "  note   = {y},"), "\n  eprint        = {2106.00134},\n", "eprint ="),
        (
            entry("k", "  title            = {x},", "  note             = {y},"),
            "\n  eprint           = {2106",
            "eprint =",
        ),
        (entry("k", '  title = "x",', '  note = "y",'), '\n  eprint = "2106.00134",\n', "{2106"),
        (entry("k", "  TITLE = {x},", "  NOTE = {y},"), "\n  EPRINT = {2106.00134},\n", "archivePrefix"),
        (entry("k", "  Title = {x},", "  Note = {y},"), "\n  Eprint = {2106.00134},\n", "archivePrefix"),
        (entry("k").replace("@misc", "@Misc"), "@Misc{moss", "@misc"),
        (entry("k").replace("@misc", "@MISC"), "@MISC{moss", "@misc"),
        (entry("k").replace(",\n}", "\n}"), "}\n}", ",\n}"),
        (entry("k").replace("\n}", "\n  }"), ",\n  }", ",\n}"),
        (entry("k").replace(",\n}", "}"), "}}", "\n}"),
        (file_of("k", "i").replace("\n\n", "\n"), "\n@misc{moss", "\n\n"),
        (file_of("k", "i"), "\n\n@misc{moss", "\n\n\n"),
        (file_of("k", "i").replace("\n\n", "\n\n\n"), "\n\n\n@misc{moss", "\n\n\n\n"),
        (file_of("k").replace("\n", "\r\n"), "\r\n  eprint = {2106.00134},\r\n", "},\n"),
        (file_of("k").replace("\n", "\r"), "\r  eprint = {2106.00134},\r", "\n"),
    ],
)
def test_a_new_entry_is_written_as_the_house_does_it(text: str, has: str, has_not: str) -> None:
    (edit,) = planned(text, record()).edits
    assert has in edit.text
    assert has_not not in edit.text


@pytest.mark.parametrize(
    ("text", "records", "cited", "expected"),
    [
        (file_of(KEY), NEW[:1], {}, [f"{KEY}a"]),
        (file_of("Moss2021Mapping"), NEW[:1], {}, [f"{KEY}a"]),
        (file_of(KEY, f"{KEY}A"), NEW[:1], {}, [f"{KEY}b"]),
        (f"@misc{{{KEY}, title = {{x\n", NEW[:1], {}, [f"{KEY}a"]),
        (f"@misc{{{KEY} x, year = 1}}\n", NEW[:1], {}, [f"{KEY}a"]),
        (f"% @misc{{{KEY}, year = 1}}\n", NEW[:1], {}, [f"{KEY}a"]),
        (f"@comment{{@misc{{{KEY}, year = 1}}}}\n", NEW[:1], {}, [f"{KEY}a"]),
        ("", (record(), record(OTHER, "Mapping Cliffs")), {}, [KEY, f"{KEY}a"]),
        (file_of("2106.00134"), NEW[1:2], {OTHER: "2106.00134"}, ["zorn2021zoning"]),
        (file_of("ARXIV:2106.00200"), NEW[1:2], {OTHER: "arXiv:2106.00200"}, ["zorn2021zoning"]),
        # A key that nobody has, or that the sources ask for.
        ("", NEW[:1], {}, [KEY]),
        ("", NEW[:1], {ONE: "2106.00134"}, ["2106.00134"]),
        ("", NEW[:1], {ONE: "arXiv:2106.00134"}, ["arXiv:2106.00134"]),
        ("", NEW[:1], {OTHER: "2106.00200"}, [KEY]),
        ("", NEW, {OLD: OLD}, [KEY, "zorn2021zoning", OLD]),
        (file_of(f"{KEY}s"), NEW[:1], {}, [KEY]),
        (f"@string{{{KEY} = {{x}}}}\n", NEW[:1], {}, [KEY]),
        (f"@comment{{{KEY}, year = 1}}\n", NEW[:1], {}, [KEY]),
        (f"% {KEY}\n{entry('k', f'  note = {{{KEY}}},')}", NEW[:1], {}, [KEY]),
    ],
)
def test_a_new_key_is_the_cited_one_or_one_that_nothing_has(
    text: str, records: tuple[Record, ...], cited: dict[str, str], expected: list[str]
) -> None:
    assert [added.key for added in planned(text, *records, cited=cited).added] == expected


@pytest.mark.parametrize(
    ("text", "cited", "rules"),
    [
        (file_of("2106.00134"), {OTHER: "2106.00134"}, ["key-taken"]),
        (file_of("K1"), {OTHER: "k1"}, ["key-taken"]),
        (file_of("k"), {OTHER: "2106.00200"}, []),
        (file_of("zorn2021zoning"), {}, []),
        (file_of("2106.00134"), {ONE: "2106.00134"}, []),
    ],
)
def test_a_cited_key_that_is_taken_is_told(text: str, cited: dict[str, str], rules: list[str]) -> None:
    findings = planned(text, NEW[1], cited=cited).findings
    assert [each.rule for each in findings] == rules
    assert all("zorn2021zoning" in each.message for each in findings)


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (["title = {Mapping Caves}, author = {Moss, Ida}, year = 2021"], record()),
        (["title = {{Mapping} {C}aves.}, author = {Ida Moss and Bo Birch}, year = 2021"], record()),
        (["title = {MAPPING\n CAVES}, author = {Moss, I. and others}, year = {2021}"], record()),
        (["title = {Mapping Caves}, author = {Moss, Ida}, year = 2023, journal = {Acta}"], record()),
        (["title = {Mapping Caves}, author = {Moss, Ida}, year = 2020"], record()),
        (["title = {Mapping Caves}, author = {Moss, Ida}"], record()),
        (["title = {Mapping Caves}, author = {Moss, Ida}, date = {2021-07}"], record()),
        (["title = {Mapping Caves}, author = {Moss, Ida}, abstract = {Unlike arXiv:2001.00001}"], record()),
        (["title = {Caves, Mapped}, doi = {10.1000/ABC}"], record(doi="10.1000/abc")),
        (["title = {Caves, Mapped}, url = {https://doi.org/10.1000/abc}"], record(doi="10.1000/ABC")),
        (["title = {Caves}, doi = {10.1007/a\\_13}"], record(doi="10.1007/a_13")),
        (["title = {Mapping Caves}, author = {van den Moss, Ida}"], record(author=Name("Moss", "Ida", "van den"))),
        (["title = {Mapping Caves}, author = {Ida van den Moss}"], record(author=Name("Moss", "Ida", "van den"))),
        (["title = {Mapping Caves}, author = {Moss, Jr., Ida}"], record(author=Name("Moss", "Ida", "", "Jr."))),
        (["title = {Mapping Caves}, author = {M{\\o}ss, Ida}"], record(author=Name("Møss", "Ida"))),
        (["title = {Mapping Caves}, author = {{Cave Team}}"], record(author=Name("Cave Team", corporate=True))),
        (["title = {M{\\'a}pping {\\O}res}, author = {Moss, Ida}"], record(title="Mápping Øres")),
    ],
)
def test_an_entry_that_is_the_work_gains_the_id(lines: list[str], wanted: Record) -> None:
    text = entry("k", *lines)
    result = planned(text, wanted)
    assert ([each.key for each in result.updated], result.added) == (["k"], ())
    assert (
        identities(library(result.apply(library(text))), TODAY).by_identifier[Identifier(ARXIV, ONE)].block.key == "k"
    )


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (entry("k", "title = {Mapping Caves}, author = {Mosse, Ida}, year = 2021"), record()),
        (entry("k", "title = {Mapping Caves}, author = {Birch, Bo and Moss, Ida}, year = 2021"), record()),
        (entry("k", "title = {Mapping Caves}, year = 2021"), record()),
        (entry("k", "title = {Mapping Caves}, author = {Moss, Ida}, year = 2010"), record()),
        (entry("k", "title = {Mapping Caves}, author = {Moss, Ida}, year = 2045"), record()),
        (entry("k", "title = {Mapping Caves II}, author = {Moss, Ida}, year = 2021"), record()),
        (entry("k", "title = {Mapping}, author = {Moss, Ida}, year = 2021"), record()),
        (entry("k", "title = {GPT-3}, author = {Moss, Ida}, year = 2021"), record(title="GPT-4")),
        (entry("k", "booktitle = {Mapping Caves}, author = {Moss, Ida}, year = 2021"), record()),
        (entry("k", "title = {Mapping Caves}, author = {Moss, Ida}, eprint = {2001.00001}"), record()),
        (entry("k", "title = {Caves}, doi = {10.1000/abc}, eprint = {2001.00001}"), record(doi="10.1000/abc")),
        (entry("k", "title = {Caves}, doi = {10.1000/abc}"), record(doi="10.1000/abcd")),
        (entry("k", "title = {Caves}, doi = {10.1000/abc}"), record()),
        (entry("k", "title = {}, author = {Moss, Ida}, year = 2021"), record(title="?")),
        ("% @misc{k, title = {Mapping Caves}, author = {Moss, Ida}}\n", record()),
        ("@comment{@misc{k, title = {Mapping Caves}, author = {Moss, Ida}}}\n", record()),
        ("@string{k = {Mapping Caves}}\n", record()),
    ],
)
def test_an_entry_that_may_be_another_work_stays_as_it_is(text: str, wanted: Record) -> None:
    result = planned(text, wanted)
    assert ([each.identifier.id for each in result.added], result.updated, result.present) == ([ONE], (), ())
    assert without_insertions(result.apply(library(text)), result.edits) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (MATCH, FILLED),
        (MATCH.replace(",\n}", "\n}"), FILLED),
        (MATCH.replace(",\n}", "}"), FILLED),
        (MATCH.replace(",\n}", ",}"), FILLED),
        (MATCH.replace(",\n}", ", % x, y\n}"), FILLED),
        (MATCH.replace(",\n}", " % x, y\n}"), FILLED),
        (MATCH.replace(",\n}", ",\n  % x\n}"), FILLED),
        (MATCH.replace(",\n}", "\n  ,\n}"), FILLED),
        (MATCH.replace("2021,", "2021,\n  note = {One\n    two},"), FILLED),
        (MATCH.replace("{k", "(k").replace(",\n}", ",\n)"), FILLED),
        (MATCH.replace("\n", "\r\n"), FILLED),
        (MATCH.replace("\n", "\r"), FILLED),
        (MATCH.rstrip(), FILLED),
        (MATCH.replace("  ", "\t"), [line.replace("  ", "\t") for line in FILLED]),
        (MATCH.replace("{M", '"M').replace("}", '"').replace(',\n"', ",\n}"),
         [line.replace("{", '"').replace("}", '"') for line in FILLED]),
        (MATCH.replace("title", "TITLE").replace("author", "AUTHOR").replace("year", "YEAR"),
         ["  EPRINT = {2106.00134},", "  ARCHIVEPREFIX = {arXiv},", "  PRIMARYCLASS = {cs.RO},"]),
        # What is there already is not written again.
        (MATCH.replace("2021,", "2021,\n  archivePrefix = {arXiv},"), [FILLED[0], "  primaryClass = {cs.RO},"]),
        (MATCH.replace("2021,", "2021,\n  eprinttype = {arxiv},"), [FILLED[0], "  eprintclass = {cs.RO},"]),
        (MATCH.replace("2021,", "2021,\n  EPRINTTYPE = {arxiv},\n  eprintclass = {cs.RO},"), [FILLED[0]]),
    ],
)  # fmt: skip
def test_only_lines_are_inserted_into_an_entry(text: str, expected: list[str]) -> None:
    result = planned(text, record())
    before, after = text.splitlines(), result.apply(library(text)).splitlines()
    assert list((Counter(after) - Counter(before)).elements()) == expected
    assert [line for line in after if line not in expected] == before


@pytest.mark.parametrize(
    "text",
    [
        MATCH,
        MATCH.replace("\n", " "),
        MATCH.replace("\n ", " ").replace(",\n}", "}"),
        MATCH.replace(",\n  year", ", % one, two\n  year"),
        MATCH.replace("year = 2021", 'month = 1 # "~" # jan'),
        MATCH.replace("year = 2021", "note = {a\n% b, c\n}"),
        MATCH.replace("year = 2021", "note = {C:\\}"),
        MATCH.replace("year = 2021", "title = {Again}"),
        MATCH.replace("title =", "eprint = {}, title ="),
        MATCH.replace("title =", "eprint = {123}, eprinttype = {jstor}, title ="),
        f"{MATCH}{MATCH.replace('{k', '{l')}",
        f"{file_of('a', 'b')}{MATCH}{file_of('x', 'y')}",
        f"% bibtools: keep\n{MATCH}",
        MATCH.replace("title =", "protect = {true}, title ="),
        MATCH.replace("2021,", "2021\n  month = jan,"),
    ],
)
def test_an_entry_is_filled_once_and_keeps_all_that_it_had(text: str) -> None:
    first = planned(text, record())
    new = first.apply(library(text))
    assert planned(new, *missing(new, record())).edits == ()
    assert without_insertions(new, first.edits) == text
    assert values(text, "k").items() <= values(new, "k").items()


@pytest.mark.parametrize(
    ("text", "present", "rules"),
    [
        (f"% bibtools: keep\n{MATCH}", [(ONE, "k")], ["entry-without-id"]),
        (MATCH.replace("title", "protect = {true},\n  title"), [(ONE, "k")], ["entry-without-id"]),
        (MATCH.replace("2021,", "2021\n  month = jan,"), [(ONE, "k")], ["entry-without-id"]),
        (MATCH.removesuffix("}\n"), [(ONE, "k")], ["entry-without-id"]),
        (f"% bibtools: keep\n{entry('other')}\n{MATCH}", [], []),
        (MATCH.replace("title", "protect = {false},\n  title"), [], []),
    ],
)
def test_a_protected_entry_is_named_and_not_changed(
    text: str, present: list[tuple[str, str]], rules: list[str]
) -> None:
    result = planned(text, record())
    assert [(each.identifier.id, each.key) for each in result.present] == present
    assert [finding.rule for finding in result.findings] == rules
    assert bool(result.edits) is not bool(present)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"% bibtools: is {ONE}\n{entry('k')}", []),
        (f"% bibtools: is arXiv:{ONE}v2\n{entry('k')}", []),
        (entry("k", f"  eprint = {{{ONE}}},"), []),
        (entry("k", f"  note = {{arXiv:{ONE}}},"), []),
        (entry(ONE), []),
        (f"% bibtools: is {ONE}\n{entry('k')}{entry('l')}", []),
        (f"% bibtools: is {OTHER}\n{entry('k', f'  eprint = {{{ONE}}},')}", [ONE]),
        (entry("k", f"  abstract = {{arXiv:{ONE}}},"), [ONE]),
        (f"% arXiv:{ONE}\n{entry('k')}", [ONE]),
    ],
)
def test_a_paper_is_missing_unless_an_entry_says_that_it_is_it(text: str, expected: list[str]) -> None:
    assert [each.identifier.value for each in missing(text, record())] == expected


def test_of_two_records_for_one_entry_the_second_becomes_an_entry() -> None:
    result = planned(MATCH, record(), record(OTHER))
    assert [(each.identifier.id, each.key) for each in result.updated] == [(ONE, "k")]
    assert [(each.identifier.id, each.key) for each in result.added] == [(OTHER, KEY)]


CHUNKS = st.sampled_from([
    '@string{s = {x} # "y"}\n', '@preamble{"\\x"}\n', JABREF, "@comment{a {b} c}\n", "@comment open\n",
    "@comment{open\n", "% a remark\n", "% bibtools: keep\n", "% @misc{gone, year = 1}\n", "free } text {\n",
    "me@host{x}\n", "---\n---\n", "@misc{bad, title = {x\n", "@misc{bad year = 1}\n", '@misc{bad, title = "x}\n',
    "@misc{bad, year = 1 month = jan}\n", "@misc{a, year = 1}@misc{b, year = 2} @misc{c, year = 3}\n",
    "@misc{M\udcfcller, year = 1} % x\n", "@misc\n{d,}\n", "@article(p, title = {1) x})\n",
    "@misc{q, note = {a\n@misc{b}\n}}\n", MATCH, MATCH.replace("{k", "{l"), MATCH.replace("\n", " "),
    MATCH.replace(",\n}", "\n}"), MATCH.replace("  ", "\t").replace("{k", "{kk"),
    MATCH.replace("Mapping Caves", "Zoning Laws").replace("Moss", "Zorn").replace("{k", "{z"), "\n", "\n\n",
    entry("e"), entry("f"), entry(OTHER), entry("g", f"  eprint = {{{OLD}}},"), entry(KEY), entry("Zorn2021zoning"),
])  # fmt: skip
LIBRARIES = st.builds(
    lambda start, chunks, newline, cut: (start + "".join(chunks)).replace("\n", newline)[: cut or None],
    st.sampled_from(["", "", "\ufeff"]),
    st.lists(CHUNKS, max_size=8),
    st.sampled_from(["\n", "\n", "\r\n"]),
    st.sampled_from([0, -1, -2]),
)
RECORDS = st.lists(st.sampled_from(NEW), unique_by=lambda each: each.identifier)


@given(LIBRARIES)
def test_law_without_records_there_is_nothing_to_do(text: str) -> None:
    assert planned(text) == Plan()


@given(LIBRARIES, RECORDS)
def test_law_the_insertions_taken_out_again_give_the_old_text(text: str, records: list[Record]) -> None:
    wanted = missing(text, *records)
    edits = planned(text, *wanted).edits
    assert without_insertions(merged(text, *wanted), edits) == text
    assert all(one.span < two.span for one, two in pairwise(sorted(edits, key=lambda edit: edit.span)))


@given(LIBRARIES, RECORDS)
def test_law_merging_twice_is_merging_once(text: str, records: list[Record]) -> None:
    new = merged(text, *missing(text, *records))
    assert merged(new, *missing(new, *records)) == new


@given(LIBRARIES, RECORDS)
def test_law_new_entries_are_read_and_blocks_that_are_not_filled_stay_the_same(
    text: str, records: list[Record]
) -> None:
    result = planned(text, *missing(text, *records))
    new = result.apply(library(text))
    old = [b for b in library(text).blocks if b.kind != "text" and b.key not in {each.key for each in result.updated}]
    blocks = Counter(new[slice(*block.span)] for block in library(new).blocks)
    assert Counter(text[slice(*block.span)] for block in old) <= blocks
    assert Counter(keys(text)) + Counter(each.key for each in result.added) == Counter(keys(new))


@given(LIBRARIES, RECORDS)
def test_law_no_key_is_used_a_second_time(text: str, records: list[Record]) -> None:
    added = [each.key.casefold() for each in planned(text, *missing(text, *records)).added]
    taken = [block.key.casefold() for block in library(text).keyed()]
    assert len({*added, *taken}) == len(added) + len(set(taken))


def keyed_library(*names: str) -> str:
    authors = [
        ("Lovelace", "Engine Notes and More", 2019),
        ("Hopper", "Compiling by Machine", 2020),
        ("Noether", "Ideal Theory", 2021),
    ]
    return "".join(
        f"@article{{{key},\n  author = {{{author}, A.}},\n  title = {{{title}}},\n  year = {year},\n}}\n"
        for key, (author, title, year) in zip(names, authors, strict=True)
    )


@pytest.mark.parametrize(
    ("names", "key"),
    [
        (("Lovelace2019", "Hopper2020", "Noether2021"), "Moss2021"),
        (("lovelace19", "hopper20", "noether21"), "moss21"),
        (("Lovelace:2019abc", "Hopper:2020def", "Noether:2021xyz"), "Moss:2021"),
        (("Lovelace_2019_CVPR", "Hopper_2020_ICML", "Noether_2021_CVPR"), "Moss_2021"),
        (("lovelace2019engine", "hopper2020compiling", "noether2021ideal"), "moss2021mapping"),
        # No pattern that explains them: the default.
        (("a", "b", "c"), KEY),
        (("Lovelace2019", "hopper20", "noether-2021-ideal"), KEY),
        (("DBLP:journals/x/Lovelace19", "DBLP:conf/y/Hopper20", "DBLP:conf/z/Noether21"), KEY),
        (("2106.00001", "2106.00002", "2106.00003"), KEY),
    ],
)
def test_a_new_key_is_like_those_that_are_there(names: tuple[str, ...], key: str) -> None:
    [added] = planned(keyed_library(*names), record()).added
    assert added.key.startswith(key)
    assert len(added.key) <= len(key) + 3  # INSPIRE's letters


def test_a_configured_pattern_goes_before_the_librarys_own() -> None:
    text = keyed_library("Lovelace2019", "Hopper2020", "Noether2021")
    pattern = parse("[auth:upper]-[shortyear]")
    records = (record(), record(OTHER, "Zoning Laws"))
    result = plan(library(text), identities(library(text), TODAY), records, {}, keys=pattern)
    assert [added.key for added in result.added] == ["MOSS-21", "MOSS-21a"]


@pytest.mark.parametrize(
    "text",
    [
        "% bibtools: is 1512.03385\n",
        "% ours\n% bibtools: keep\n",
        "% bibtools: is 1512.03385\n\n@misc{broken",
        "@string{a = 1} % b\n% bibtools: keep\n\n% c\n@comment{d}\n\n@misc{broken",
        "@comment{\n% bibtools: keep\n}\n" + file_of("n", "o", "p", "q"),
        "@comment{\n% bibtools: keep\n}\n",
        "\ufeff@comment{\n% bibtools: keep\n}\n",
        "@comment{x} % a @comment{\n% bibtools: keep\n}\n",
        "@misc{a,\n  title = {x},\n} % bibtools: is 1512.03385\n@misc{b,\n  title = {y},\n}\n",
        "@comment{\n% old:\n% }\n" + file_of("n", "o", "p", "q"),
        '@preamble{"x"\n% }\n' + file_of("n", "o", "p", "q"),
        "@comment{x} % remark\n" + file_of("n", "o", "p", "q"),
    ],
)
def test_a_new_entry_takes_no_directive_and_no_block_apart(text: str) -> None:
    before, after = library(text), library(merged(text, record()))
    [added] = (block for block in after.understood() if block.key == KEY)
    assert identities(after, TODAY).by_identifier[Identifier(ARXIV, ONE)].block == added
    assert not identities(after, TODAY).by_identifier[Identifier(ARXIV, ONE)].protected
    seen = Counter(after.text[slice(*block.span)] for block in after.blocks if block.kind != "text")
    assert not Counter(text[slice(*block.span)] for block in before.blocks if block.kind != "text") - seen
    assert not missing(after.text, record())


def test_a_new_file_is_written_alike_from_the_first_entry_on() -> None:
    first = merged("", NEW[0])
    assert merged(first, NEW[1]).count("archivePrefix") == 2

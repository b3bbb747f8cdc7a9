from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import date

import bibtexparser.entrypoint
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtools.bibliography.entries.builder import authors, eprint_fields, preprint, software, year_of
from bibtools.bibliography.entries.entry import Style, render
from bibtools.bibliography.entries.options import ARTICLE, BIBLATEX, UNICODE, CodeField, Dialect, EntryOptions
from bibtools.bibliography.library.fields import fields
from bibtools.bibliography.library.reader import read
from bibtools.core.text import Source
from bibtools.identifiers.identifier import ARXIV, Identifier
from bibtools.records.codelinks.ranking import GUESSED
from bibtools.records.record import CodeLink, Record
from bibtools.tex import latex
from bibtools.tex.letters import EVERYTHING, IN_ASCII, IN_UNICODE
from bibtools.tex.names import OTHERS, Name

RECORD = Record(
    identifier=Identifier(ARXIV, "2106.00134"),
    title="GANs Can Play\n  Lottery Tickets & More",
    authors=(Name("Chen", "Xuxi"), Name("Oord", "Aäron", "van den")),
    provider="test",
    date=date(2021, 5, 31),
    categories=("cs.LG", "cs.CV"),
    comment="Accepted by ICLR 2021",
    abstract="An abstract.",
    code=(CodeLink("https://github.com/ada/by_ron", "abstract"),),
)
OTHER_CODE = CodeLink("https://github.com/x/y", "comment", 2)
EQUAL_CODE = CodeLink("https://github.com/x/y", "comment")
OLD = replace(RECORD, identifier=Identifier(ARXIV, "hep-th/9711200"), date=date(1997, 11, 27), categories=("hep-th",))
BARE = Record(identifier=Identifier(ARXIV, "2106.00134"), title="A Title", authors=(), provider="test")


def test_an_entry_holds_what_is_known() -> None:
    entry = preprint(RECORD, "chen2021gans")
    assert (entry.type, entry.key) == ("misc", "chen2021gans")
    assert dict(entry.fields) == {
        "author": r"Chen, Xuxi and van den Oord, A{\"a}ron",
        "title": r"{GANs} Can Play Lottery Tickets \& More",
        "year": "2021",
        "howpublished": "arXiv:2106.00134",
        "eprint": "2106.00134",
        "archivePrefix": "arXiv",
        "primaryClass": "cs.LG",
        "url": "https://arxiv.org/abs/2106.00134",
        "note": "Accepted at ICLR 2021",
        "code": "https://github.com/ada/by_ron",
    }


def test_an_entry_for_biblatex() -> None:
    entry = preprint(RECORD, "chen2021gans", EntryOptions(dialect=BIBLATEX, encoding=UNICODE))
    assert (entry.type, entry.key) == ("online", "chen2021gans")
    assert dict(entry.fields) == {
        "author": "Chen, Xuxi and van den Oord, Aäron",
        "title": r"{GANs} Can Play Lottery Tickets \& More",
        "date": "2021-05-31",
        "eprint": "2106.00134",
        "eprinttype": "arxiv",
        "eprintclass": "cs.LG",
        "url": "https://arxiv.org/abs/2106.00134",
        "addendum": "Accepted at ICLR 2021",
        "code": "https://github.com/ada/by_ron",
    }


@pytest.mark.parametrize(
    ("said", "pubstate"),
    [
        ({"comment": None}, "prepublished"),
        ({"comment": "12 pages, submitted to ICLR 2021"}, "prepublished"),
        ({"comment": "Accepted by ICLR 2021"}, None),
        ({"comment": "Published as a conference paper at ICLR 2015"}, None),
        ({"comment": None, "journal_ref": "Phys. Rev. D 1 (2021) 2"}, None),
        ({"comment": None, "doi": "10.1000/182"}, None),
    ],
)
def test_what_is_published_is_not_called_a_preprint(said: dict[str, str | None], pubstate: str | None) -> None:
    entry = preprint(replace(RECORD, **said), "k", EntryOptions(dialect=BIBLATEX))  # type: ignore[arg-type]  # texts
    assert entry.get("pubstate") == pubstate


def test_a_preprint_as_an_article_has_its_id_in_the_journal() -> None:
    entry = preprint(RECORD, "k", EntryOptions(preprint=ARTICLE))
    assert (entry.type, entry.get("journal"), entry.get("howpublished")) == (
        "article",
        "arXiv preprint arXiv:2106.00134",
        None,
    )


@pytest.mark.parametrize(
    ("form", "name", "value"),
    [
        (EntryOptions(repeats_id=False), "howpublished", None),
        (EntryOptions(has_url=False), "url", None),
        (EntryOptions(id_field="note"), "howpublished", None),
        (EntryOptions(id_field="note"), "note", "arXiv:2106.00134. Accepted at ICLR 2021"),
        (EntryOptions(id_field="note", repeats_id=False), "note", "Accepted at ICLR 2021"),
        (EntryOptions(max_authors=1), "author", "Chen, Xuxi and others"),
        (EntryOptions(max_authors=2), "author", r"Chen, Xuxi and van den Oord, A{\"a}ron"),
        (EntryOptions(extra=("abstract",)), "abstract", "An abstract."),
        (EntryOptions(extra=("keywords", "month")), "keywords", "cs.LG, cs.CV"),
        (EntryOptions(extra=("month",)), "month", "may"),
        (EntryOptions(dialect=BIBLATEX, extra=("month",)), "month", None),  # it is part of the date
        (EntryOptions(encoding=UNICODE), "author", "Chen, Xuxi and van den Oord, Aäron"),
    ],
)
def test_choices(form: EntryOptions, name: str, value: str | None) -> None:
    assert preprint(RECORD, "k", form).get(name) == value


URL, TEX_URL, OTHER_URL = RECORD.code[0].url, rf"\url{{{RECORD.code[0].url}}}", rf"\url{{{OTHER_CODE.url}}}"
BOTH = replace(RECORD, code=(*RECORD.code, OTHER_CODE))


@pytest.mark.parametrize(
    ("record", "form", "fields"),
    [
        (RECORD, EntryOptions(), {"code": URL, "note": "Accepted at ICLR 2021"}),
        (RECORD, EntryOptions(code_field="github"), {"github": URL, "code": None}),
        (RECORD, EntryOptions(code_field="note"), {"note": f"Accepted at ICLR 2021. Code: {TEX_URL}", "code": None}),
        (replace(RECORD, comment=None), EntryOptions(code_field="note"), {"note": f"Code: {TEX_URL}"}),
        (
            RECORD,
            EntryOptions(code_field="addendum"),
            {"addendum": f"Code: {TEX_URL}", "note": "Accepted at ICLR 2021"},
        ),
        (
            RECORD,
            EntryOptions(code_field="howpublished"),
            {"howpublished": f"arXiv:2106.00134, {TEX_URL}", "code": None},
        ),
        (RECORD, EntryOptions(code_field="howpublished", repeats_id=False), {"howpublished": TEX_URL}),
        (RECORD, EntryOptions(code_field="none"), {"code": None, "note": "Accepted at ICLR 2021"}),
        (RECORD, EntryOptions(code_field="software"), {"code": None, "related": None}),
        (replace(RECORD, code=()), EntryOptions(code_field="note"), {"note": "Accepted at ICLR 2021", "code": None}),
        (
            BOTH,
            EntryOptions(code_field="note", code_links=2),
            {"note": f"Accepted at ICLR 2021. Code: {TEX_URL}, {OTHER_URL}"},
        ),
        (BOTH, EntryOptions(code_field="note"), {"note": f"Accepted at ICLR 2021. Code: {TEX_URL}"}),
        (BOTH, EntryOptions(code_links=2), {"code": URL}),
        (RECORD, EntryOptions("biblatex", "unicode"), {"code": URL, "addendum": "Accepted at ICLR 2021"}),
        *(
            (
                RECORD,
                EntryOptions("biblatex", "unicode", code_field=where),
                {"addendum": f"Accepted at ICLR 2021. Code: {TEX_URL}", "code": None, "note": None},
            )
            for where in ("note", "addendum")
        ),
        (RECORD, EntryOptions("biblatex", "unicode", code_field="howpublished"), {"howpublished": TEX_URL}),
    ],
)
def test_the_link_to_the_code_stands_where_it_is_preferred(
    record: Record, form: EntryOptions, fields: dict[str, str | None]
) -> None:
    entry = preprint(record, "k", form)
    assert {name: entry.get(name) for name in fields} == fields


@pytest.mark.parametrize(
    ("dialect", "names"), [("bibtex", "author title year url"), ("biblatex", "author title date url")]
)
def test_code_as_an_entry_of_its_own(dialect: Dialect, names: str) -> None:
    form = EntryOptions(dialect, code_field="software")
    entry = software(RECORD, "k-code", form)
    assert entry is not None
    assert (entry.type, entry.key, [name for name, _ in entry.fields]) == ("software", "k-code", names.split())
    assert (entry.get("url"), entry.get("title")) == (URL, r"Code for: {GANs} Can Play Lottery Tickets \& More")
    related = preprint(RECORD, "k", form, "k-code").get("related")
    assert related == ("k-code" if dialect == "biblatex" else None)


@pytest.mark.parametrize(("record", "where"), [(RECORD, "code"), (replace(RECORD, code=()), "software")])
def test_no_entry_for_code_that_is_not_asked_for_or_not_known(record: Record, where: CodeField) -> None:
    assert software(record, "k-code", EntryOptions(code_field=where)) is None


def test_fields_that_are_to_come_first_do() -> None:
    names = [name for name, _ in preprint(RECORD, "k", EntryOptions(order=("title", "eprint", "month"))).fields]
    assert names[:3] == ["title", "eprint", "author"]
    assert sorted(names) == sorted(name for name, _ in preprint(RECORD, "k").fields)


def test_a_date_that_is_not_known_is_a_year_or_nothing() -> None:
    form = EntryOptions(dialect=BIBLATEX)
    assert preprint(BARE, "k", form).get("date") == "2021"
    assert preprint(replace(BARE, identifier=Identifier(ARXIV, "2101.00001")), "k", form).get("date") is None


@pytest.mark.parametrize(
    "name", ["abstract", "booktitle", "journal", "month", "publisher", "keywords", "number", "volume", "comment"]
)
def test_an_entry_holds_nothing_else(name: str) -> None:
    assert preprint(replace(RECORD, doi="10.1000/abc", journal_ref="J. Phys. 1 (2021) 2"), "k").get(name) is None


@pytest.mark.parametrize(
    ("record", "name", "value"),
    [
        (replace(RECORD, doi="10.1000/ABC"), "doi", "10.1000/abc"),
        (replace(RECORD, doi="https://doi.org/10.1000/a_b"), "doi", "10.1000/a_b"),
        (replace(RECORD, doi="10.1000/a%b"), "doi", None),
        (replace(RECORD, doi="10.1000/a}b"), "doi", None),
        (replace(RECORD, doi="10.1000/\\input"), "doi", None),
        (replace(RECORD, doi="soon"), "doi", None),
        (RECORD, "doi", None),
        (replace(RECORD, journal_ref="J. Phys. A 1 (2021) 2-3"), "note", "Published in J. Phys. A 1 (2021) 2-3"),
        (replace(RECORD, journal_ref="A & B \\input{x}"), "note", r"Published in A \& B inputx"),
        (replace(RECORD, comment=None), "note", None),
        (RECORD, "note", "Accepted at ICLR 2021"),
        (replace(RECORD, comment="14 pages, CVPR 2019 (oral)"), "note", "Accepted at CVPR 2019 (Oral)"),
        (replace(RECORD, comment="Submitted to ICML 2021"), "note", None),
        (replace(RECORD, comment="This paper has been withdrawn"), "note", None),
        (replace(RECORD, comment="ICLR 2021", journal_ref="J 1 (2022) 2"), "note", "Published in J 1 (2022) 2"),
    ],
)
def test_what_the_authors_say_of_a_publication(record: Record, name: str, value: str | None) -> None:
    assert preprint(record, "k").get(name) == value


@pytest.mark.parametrize(
    ("record", "name", "value"),
    [
        (OLD, "eprint", "hep-th/9711200"),
        (OLD, "year", "1997"),
        (OLD, "url", "https://arxiv.org/abs/hep-th/9711200"),
        (OLD, "primaryClass", None),  # the id carries the archive
        (replace(OLD, identifier=Identifier(ARXIV, "math/0309136"), categories=("math.GT",)), "primaryClass", None),
        (replace(RECORD, categories=()), "primaryClass", None),
        (replace(RECORD, categories=("math-ph", "cs.LG")), "primaryClass", "math-ph"),
        (replace(RECORD, code=()), "code", None),
        (replace(RECORD, code=(*RECORD.code, OTHER_CODE)), "code", RECORD.code[0].url),
        (replace(RECORD, code=(*RECORD.code, EQUAL_CODE)), "code", None),
        (replace(RECORD, code=(replace(OTHER_CODE, rank=GUESSED),)), "code", None),
        (replace(RECORD, date=date(2017, 12, 31)), "year", "2017"),
        (replace(RECORD, date=None), "year", "2021"),
        (replace(BARE, identifier=Identifier(ARXIV, "2101.00001")), "year", None),
        (BARE, "author", None),
        (BARE, "title", "A Title"),
        (replace(BARE, title=""), "title", None),
    ],
)
def test_fields_of_special_cases(record: Record, name: str, value: str | None) -> None:
    assert preprint(record, "k").get(name) == value


@pytest.mark.parametrize(
    ("value", "day", "year"),
    [
        ("2106.00134", date(2021, 5, 31), 2021),
        ("2101.00001", date(2020, 12, 31), 2020),  # the first version decides, not the id
        ("2106.00134", None, 2021),
        ("hep-th/9711200", None, 1997),
        ("math/0309136", None, 2003),
        ("2101.00001", None, None),  # submitted in December or in January
        ("hep-th/9801001", None, None),
    ],
)
def test_the_year_is_that_of_the_first_version(value: str, day: date | None, year: int | None) -> None:
    assert year_of(replace(BARE, identifier=Identifier(ARXIV, value), date=day)) == year


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ((Name("Vaswani", "Ashish"), Name("Shazeer", "Noam")), "Vaswani, Ashish and Shazeer, Noam"),
        ((Name("Kaiser", "Łukasz"),), r"Kaiser, {\L}ukasz"),
        ((Name("Steele", "Guy L.", suffix="Jr."),), "Steele, Jr., Guy L."),
        ((Name("ATLAS Collaboration", corporate=True),), "{ATLAS Collaboration}"),
        ((Name("R&D Group", corporate=True),), r"{R\&D Group}"),
        ((Name("Aad", "Georges"), OTHERS), "Aad, Georges and others"),
        ((Name("Black and Decker", corporate=True),), "{Black and Decker}"),
        ((Name("Evil } and {", "Name"),), None),
        ((Name("x\n and y", "Name"), Name("A\x1b[31m", "B")), None),
        ((), ""),
    ],
)
def test_authors_as_bibtex_reads_them(names: tuple[Name, ...], expected: str | None) -> None:
    result = authors(names)
    assert expected in {None, result}
    assert (result.count("{"), result.isprintable()) == (result.count("}"), True)


def test_the_fields_by_which_an_entry_is_found() -> None:
    assert dict(eprint_fields(RECORD)) == {"eprint": "2106.00134", "archivePrefix": "arXiv", "primaryClass": "cs.LG"}
    biblatex = {"eprint": "2106.00134", "eprinttype": "arxiv", "eprintclass": "cs.LG"}
    assert dict(eprint_fields(RECORD, EntryOptions(dialect=BIBLATEX))) == biblatex
    assert dict(eprint_fields(OLD)) == {"eprint": "hep-th/9711200", "archivePrefix": "arXiv"}


PIECES = st.sampled_from([*"\\{}$&%#_^~\"'@,=é\n", "\\input{x}", " and ", "$x$", "BERT", "\x1b", "\u202e", "a"])
TEXTS = st.lists(PIECES | st.text(max_size=3), max_size=10).map("".join)


@given(TEXTS, st.lists(st.builds(Name, TEXTS, TEXTS), max_size=3))
def test_every_value_is_balanced_and_printable(title: str, names: list[Name]) -> None:
    for _, value in preprint(replace(RECORD, title=title, authors=tuple(names)), "k").fields:
        depths = [value[:end].count("{") - value[:end].count("}") for end in range(len(value) + 1)]
        assert (min(depths), depths[-1], "\n" in value, "\x1b" in value) == (0, 0, False, False)


@given(TEXTS)
def test_no_title_runs_a_command(title: str) -> None:
    value = preprint(replace(RECORD, title=title), "k").get("title") or ""
    assert "\\input" not in value
    assert "^^" not in value


def words(latex_text: str) -> str:
    """Return the letters and digits of LaTeX text, as its reader sees them."""
    signs = re.sub(r"\\text(?!ord)[a-z]+|\\ldots|\$-\$|[_^](?=.\$)", "", latex_text)
    return letters_of(latex.decode(signs.replace("$", "")).replace("{", "").replace("}", ""))


def letters_of(text: str) -> str:
    """Return the letters and digits of a text, whatever alphabet of mathematics they are in."""
    return "".join(char for char in unicodedata.normalize("NFKC", text) if char.isalnum())


# Letters and digits of any script, and every sign of BibTeX's and TeX's but those that begin commands and formulas.
SIGNS = st.sampled_from("!#%&_^~{}-–'\"`()[]@,;:.?/|<>=+*\n")
TEXT = st.text(st.characters(categories=["L", "Nd", "Zs"]) | SIGNS)


# Papers whose programs print every letter; what others do not print is in test_letters_in_programs.py.
PRINTED = [
    EntryOptions(printing=IN_ASCII._replace(prints=frozenset({EVERYTHING}))),
    EntryOptions(dialect=BIBLATEX, encoding=UNICODE, printing=IN_UNICODE),
]


@pytest.mark.parametrize("form", PRINTED, ids=["bibtex", "biblatex"])
@given(title=TEXT, name=TEXT)
def test_law_any_text_reads_back_as_the_same_words(form: EntryOptions, title: str, name: str) -> None:
    record = replace(RECORD, title=title, authors=(Name(name, "Ada"),))
    written = render(preprint(record, "key", form), Style()) + "\n"
    [block] = read(Source("x", written)).understood()
    ours = {field.name: field.value for field in fields(written, block)[0]}
    [theirs] = bibtexparser.entrypoint.parse_string(written).entries
    assert ours == {field.key.lower(): field.value for field in theirs.fields}
    assert words(ours.get("title", "")) == letters_of(latex.clean(title))
    assert all(value.count("{") == value.count("}") for value in ours.values())


@given(title=TEXT)
def test_law_a_title_that_was_made_is_made_the_same_again(title: str) -> None:
    made = preprint(replace(RECORD, title=title), "k").get("title") or ""
    assert words(preprint(replace(RECORD, title=made), "k").get("title") or "") == words(made)

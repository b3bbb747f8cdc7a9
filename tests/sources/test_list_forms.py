"""Lists in every markup and data format are paired like those of Markdown: half of the forms hold a trap."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import cast

from hypothesis import given, settings
from hypothesis import strategies as st

from bibtools.bibliography.entries.options import RECORD, SOURCE
from bibtools.core.text import Source
from bibtools.identifiers.identifier import Identifier
from bibtools.network.answer import Answer
from bibtools.network.request import Request
from bibtools.providers.code_links import attribute, paired_links
from bibtools.providers.resolution import Resolution
from bibtools.providers.resolver import AnswerCache
from bibtools.records.record import CodeLink, Record
from bibtools.sources.code_pairs import Pair, pairs
from bibtools.sources.item_titles import are_of_two, is_anothers
from bibtools.sources.relaid_text import RelaidText, Rewrite
from bibtools.sources.scanner import scan

FORMS = Path(__file__).with_name("labelled_list_forms.tsv")
TODAY = date(2026, 11, 25)
ESCAPES = (("\\n", "\n"), ("\\t", "\t"), ("\\r", "\r"), ("\\\\", "\\"))
GITHUB = "https://github.com/"


@cache
def found(text: str, suffix: str) -> list[Pair]:
    return pairs(text, scan(Source(f"list{suffix}", text), TODAY, suffix).mentions)


@cache
def forms() -> list[tuple[str, str, dict[str, str], str]]:
    result = []
    for line in FORMS.read_text("utf-8").splitlines()[1:]:
        name, suffix, expected, text = line.split("\t")
        for written, meant in ESCAPES:
            text = text.replace(written, meant)
        paired = dict(each.split("=") for each in expected.split()) if expected != "-" else {}
        result.append((name, suffix, {work: GITHUB + url for work, url in paired.items()}, text))
    return result


def test_lists_of_every_form_are_paired_and_traps_are_not() -> None:
    wrong = []
    for name, suffix, expected, text in forms():
        pairs_ = {pair.paper.id: pair.url for pair in found(text, suffix)}
        if pairs_ != expected:
            wrong.append((name, pairs_, expected))
    assert not wrong
    assert len(forms()) >= 120
    assert sum(not expected for _, _, expected, _ in forms()) >= 35


def test_a_link_keeps_its_original_place() -> None:
    for name, suffix, expected, text in forms():
        for pair in found(text, suffix):
            written = text[slice(*pair.place)].replace("\\/", "/")
            assert pair.url.removeprefix("https://") in written, name
        assert len(found(text, suffix)) == len(expected), name


@settings(max_examples=2 * settings().max_examples)
@given(st.sampled_from([form for form in forms() if form[2]]), st.sampled_from(["\n", " ", "\n\n"]))
def test_what_stands_behind_a_list_changes_no_pair_of_it(form: tuple[str, str, dict[str, str], str], end: str) -> None:
    _, suffix, expected, text = form
    assert {pair.paper.id: pair.url for pair in found(text.rstrip("\n") + end, suffix)} == expected


@given(st.text("ab\n[]()<>|-+=:{}\"'/\\", max_size=60))
def test_no_text_is_beyond_reading(text: str) -> None:
    work = scan(Source("list.md", "arXiv:2106.00134"), TODAY, ".md").mentions
    assert pairs(f"arXiv:2106.00134 {text} https://github.com/a/b", work) is not None


@given(st.text("abcdef", min_size=1, max_size=30), st.data())
def test_a_relaid_text_knows_where_its_characters_were(text: str, data: st.DataObject) -> None:
    from bibtools.core.text import Span

    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    laid = RelaidText(text, [(start, WORK)]).rewritten(
        [Rewrite(Span(start, end), ("(", Span(start, end), ")", Span(start, end)))]
    )
    assert laid.text == f"{text[:start]}({text[start:end]}){text[start:end]}{text[end:]}"
    assert [at for at, _ in laid.named] == [start + 1, end + 2]
    assert laid.original(Span(start + 1, end + 1)) == Span(start, end)


WORK = Identifier("arxiv", "2106.00134")
TITLES = [
    ("Weaving nets by hand", "Weaving Nets by Hand", False),
    ("Weaving nets: looms for engines", "Weaving nets", False),
    ("BERT", "Pre-training of deep bidirectional transformers for language understanding", False),
    ("Deep residual learning for images", "Deep Residual Learning for Image Recognition", False),
    ("图像识别的深度残差学习", "Deep Residual Learning for Image Recognition", False),
    ("Weaving nets by hand", "Quite another thing of looms", True),
    ("Alpha", "Beta", True),
]


NO_CACHE = cast("AnswerCache", None)  # nothing but the sources is looked into


def nobody(request: Request) -> Answer:
    raise AssertionError(request)


def test_titles_of_two_works_are_told_apart() -> None:
    assert [(one, other) for one, other, are in TITLES if are_of_two(one, other) != are] == []
    assert not is_anothers("Alpha", "Beta nets for looms and weavers")
    assert not is_anothers("", "Beta nets for looms and weavers")


def test_a_list_that_gives_an_id_to_another_title_is_not_believed() -> None:
    record = Record(identifier=WORK, title="Weaving nets by hand", authors=(), provider="arxiv")
    for title, is_taken in (("Quite another thing of looms", False), ("Weaving nets, by hand!", True), ("", True)):
        links = paired_links([(WORK, CodeLink("https://github.com/a/b", "source", 3, title))])
        known = attribute(Resolution({WORK: record}), (RECORD, SOURCE), links, lambda _: {}, nobody, NO_CACHE)
        assert known.records[WORK].code == ((CodeLink("https://github.com/a/b", "source", 3),) if is_taken else ())

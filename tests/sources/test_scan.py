from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scanned import texts_of

from bibtools.core.text import Lines, Source, decode
from bibtools.identifiers.identifier import ARXIV, STRONG, WEAK, Identifier
from bibtools.sources.filetypes import LIBRARY, TYPES, WALKED
from bibtools.sources.mention import Mention, Scan, Suspect, accept_bare
from bibtools.sources.scanner import is_promising, scan

TODAY = date(2026, 11, 20)
SUFFIXES = [suffix for each in TYPES for suffix in each.suffixes[:1]]


def ids(text: str, suffix: str) -> list[str]:
    return [mention.identifier.value for mention in scan(Source("f", text), TODAY, suffix).mentions]


@pytest.mark.parametrize(
    ("text", "alive_in", "dead_in"),
    [
        ("% arXiv:2106.00134", [".txt", ".md", ".rst", ""], [".tex", ".TEX", ".ltx", ".sty", ".cls", ".bbl", ".aux"]),
        ("<!-- arXiv:2106.00134 -->", [".txt", ".tex"], [".md", ".MD", ".markdown", ".qmd", ".Rmd", ".html", ".HTM"]),
        (".. see arXiv:2106.00134", [".txt", ".md", ".tex"], [".rst", ".rest"]),
        ("# arXiv:2106.00134", [".txt", ".md", ".py", ".rst"], [".org", ".ORG"]),
        ("// arXiv:2106.00134", [".txt", ".md", ".org", ".html"], [".typ"]),
        ("[cite:@2106.00134]", [".org"], [".txt", ".tex", ".rst", ".html"]),
        ("x = arXiv(2106.00134)", [".txt", ".md", ".tex", ".unknown"], [".py", ".PY", ".pyi"]),
        ("2106.00134", [".txt", ".md", ".org", ".typ", ""], [".py", ".tex", ".bib"]),
        ("[@2106.00134]", [".md", ".qmd"], [".txt", ".tex", ".py", ".bib", ".rst"]),
        (r"\cite{2106.00134}", [".tex", ".bbl", ".Tex", ".md"], [".txt", ".py", ".bib"]),
        ("@misc{k, journal = {CoRR}, volume = {2106.00134}}", [".bib", ".BIB"], [".txt", ".md", ".py", ".tex"]),
        ('{"cells": [], "x": "arXiv:2106.00134"}', [".json", ".md", ".py"], [".ipynb", ".IPYNB"]),
    ],
)
def test_the_suffix_chooses_the_scanner(text: str, alive_in: list[str], dead_in: list[str]) -> None:
    assert [suffix for suffix in alive_in if ids(text, suffix) != ["2106.00134"]] == []
    assert [suffix for suffix in dead_in if ids(text, suffix)] == []


@pytest.mark.parametrize(
    ("suffix", "walked"),
    [
        (".tex", True),
        (".md", True),
        (".txt", True),
        (".py", True),
        (".ipynb", True),
        (".rst", True),
        (LIBRARY, False),
        (".aux", False),
        (".bbl", False),
        (".sty", False),
        (".log", False),
        (".pdf", False),
        ("", False),
    ],
)
def test_a_walk_reads_what_people_write(suffix: str, walked: bool) -> None:
    assert (suffix in WALKED) is walked


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("arXiv:2106.00134", 1, 7),
        ("\ufeffarXiv:2106.00134", 1, 7),
        ("a\narXiv:2106.00134", 2, 7),
        ("a\r\n\r\narXiv:2106.00134", 3, 7),
        ("a\r\rarXiv:2106.00134", 3, 7),
        ("a\x0b\x0c\u2028 arXiv:2106.00134", 1, 12),  # none of these ends a line
        ("é𝛼漢 arXiv:2106.00134", 1, 11),  # code points, not bytes
        ("e\u0301 arXiv:2106.00134", 1, 10),
        ("\tarXiv:2106.00134", 1, 8),
        ("arXiv:\n2106.00134", 2, 1),
        ("\udce9 arXiv:2106.00134", 1, 9),  # a byte that is not UTF-8
        ("arXiv:1234.5678", 1, 7),
        ("in 2106.00134 cases", 1, 4),
    ],
)
def test_lines_and_columns_count_from_one(text: str, line: int, column: int) -> None:
    result = scan(Source("f", text), TODAY, ".txt")
    found: list[Mention | Suspect] = [*result.mentions, *result.suspects]
    assert [each.position for each in found] == [(line, column)]


def test_keys_and_words_are_reported_in_order_of_place() -> None:
    text = "arXiv:1409.1556 \\cite{2106.00134,1706.03762} \\url{https://arxiv.org/abs/1406.2661} \\cite{hep-th/9711200}"
    assert ids(text, ".tex") == ["1409.1556", "2106.00134", "1706.03762", "1406.2661", "hep-th/9711200"]


def test_one_item_a_place() -> None:
    text = r"\cite{2106.00134} \cite{2106.00134} \href{https://arxiv.org/abs/2106.00134}{arXiv:2106.00134}"
    assert ids(text, ".tex") == ["2106.00134"] * 4


def test_a_mention_says_all_that_the_source_says() -> None:
    (mention,) = scan(Source("a/b.tex", r"\cite{arXiv:2106.00134v3}"), TODAY, ".tex").mentions
    assert (mention.path, mention.key, mention.cell) == ("a/b.tex", "arXiv:2106.00134v3", None)
    assert (mention.identifier, mention.evidence) == (Identifier(ARXIV, "2106.00134", 3), STRONG)


@pytest.mark.parametrize(
    ("text", "reason", "suggestion"),
    [
        ("arXiv:1234.5678", "month", None),
        ("arXiv:2612.00001", "future", None),
        ("arXiv:2106.00000", "starts at 1", None),
        ("in 2106.00134 cases", "bare", "arXiv:2106.00134"),
    ],
)
def test_a_suspect_says_why(text: str, reason: str, suggestion: str | None) -> None:
    (suspect,) = scan(Source("f", text), TODAY, ".txt").suspects
    assert reason in suspect.reason
    assert suspect.suggestion == suggestion


BARE = "in 1706.03762 cases, arXiv:2106.00134 and so on; arXiv:1234.5678. Then 1409.1556 more"


def test_bare_numbers_can_be_accepted() -> None:
    accepted = accept_bare(scan(Source("f", BARE), TODAY, ".txt"))
    found = [(mention.identifier.value, mention.evidence) for mention in accepted.mentions]
    assert found == [("1706.03762", WEAK), ("2106.00134", STRONG), ("1409.1556", WEAK)]
    assert [suspect.text for suspect in accepted.suspects] == ["1234.5678"]


@pytest.mark.parametrize("text", ["", "arXiv:2106.00134", "arXiv:1234.5678", "10.1145/2106.00134", "n=1706.03762"])
def test_accepting_bare_numbers_changes_nothing_else(text: str) -> None:
    result = scan(Source("f", text), TODAY, ".txt")
    assert accept_bare(result) == result


def test_accepted_numbers_of_a_notebook_stand_in_their_cells() -> None:
    sources = ["arXiv:2106.00134", "in 1706.03762 cases", "arXiv:1409.1556"]
    text = json.dumps({"cells": [{"cell_type": "markdown", "source": source} for source in sources]})
    mentions = accept_bare(scan(Source("f", text), TODAY, ".ipynb")).mentions
    assert [(m.cell, m.identifier.value) for m in mentions] == [(1, "2106.00134"), (2, "1706.03762"), (3, "1409.1556")]


PIECES = st.sampled_from(
    [
        *("2106.00134", "1409.1556v2", "hep-th/9711200", "1234.5678", "arXiv:", "https://arxiv.org/abs/", "10.1145/"),
        *("..", "::", ":cite:`", "#+begin_src", "#+end_src", "* COMMENT", "cite:", "//", "/*", "*/", "@", "#cite(<"),
        *("<script>", "</script>", "<a href=", "&#46;", "<wbr>", "&shy;", "bibtools: ignore", "    ", "-\n"),
        *(r"\cite{", r"\begin{comment}", r"\iffalse", r"\verb", "@misc{", "eprint={", "[@", "```", "<!--", '"""'),
        *('{"cells":[', *"'\"#%\\{}[](),;/.:@ \n\r\u00a0\u200b\ufeff\udce9"),
    ]
)
TEXTS = texts_of(PIECES)


@pytest.mark.thinned(3)
@pytest.mark.parametrize("suffix", SUFFIXES)
@given(text=TEXTS)
def test_every_scanner_reads_every_text(suffix: str, text: str) -> None:
    result = scan(Source("f", text), TODAY, suffix)
    found: list[Mention | Suspect] = [*result.mentions, *result.suspects]
    whole = [each for each in found if each.cell is None]
    assert all(each.text == text[slice(*each.span)] for each in whole)
    assert all(each.position == Lines(text).position(each.span.start) for each in whole)


@pytest.mark.thinned(3)
@pytest.mark.parametrize("suffix", SUFFIXES)
@given(text=TEXTS)
def test_every_report_is_in_order_and_each_place_stands_once(suffix: str, text: str) -> None:
    result: Scan = scan(Source("f", text), TODAY, suffix)
    spans = [(mention.cell or 0, *mention.span) for mention in result.mentions]
    assert spans == sorted(set(spans))


@pytest.mark.parametrize("text", ["arXiv:2106.\n00134", "arXiv:2106.00-\n134", "hep-th/\n9711200", "hep-th/97-\n11200"])
def test_the_line_end_of_a_cell_may_stand_in_an_id(text: str) -> None:
    data = json.dumps({"cells": [{"cell_type": "markdown", "source": text}]})
    for spelling in (data, data.replace("/", "\\/")):
        assert is_promising(spelling.encode(), ".ipynb")
        [mention] = scan(Source("a.ipynb", spelling), TODAY, ".ipynb").mentions
        assert mention.identifier.value in {"2106.00134", "hep-th/9711200"}


@pytest.mark.thinned(3)
@pytest.mark.parametrize("suffix", SUFFIXES)
@given(data=st.binary(max_size=80) | TEXTS.map(lambda text: text.encode("utf-8", "surrogateescape")))
def test_what_is_not_promising_says_nothing(suffix: str, data: bytes) -> None:
    if not is_promising(data, suffix):
        assert scan(Source("f", decode(data)), TODAY, suffix) == Scan()


LINES = st.lists(
    st.sampled_from(
        [
            "see arXiv:2106.00134.",
            "- 1706.03762v2",
            "https://arxiv.org/abs/hep-th/9711200",
            "in 1409.1556 cases",
            "words",
        ]
    ),
    max_size=6,
).map("\n".join)


@pytest.mark.thinned(3)
@pytest.mark.parametrize("suffix", [".txt", ".tex", ".md", ".rst", ".org", ".typ", ".html"])
@given(first=LINES, second=LINES)
def test_two_files_put_together_name_the_papers_of_both(suffix: str, first: str, second: str) -> None:
    assert set(ids(f"{first}\n\n{second}", suffix)) == {*ids(first, suffix), *ids(second, suffix)}


@given(first=LINES, second=LINES)
def test_two_libraries_put_together_name_the_papers_of_both(first: str, second: str) -> None:
    one, other = (f"@misc{{k,\n  note = {{{lines}}},\n}}\n" for lines in (first, second))
    assert set(ids(one + other, ".bib")) == {*ids(one, ".bib"), *ids(other, ".bib")}

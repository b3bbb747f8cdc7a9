from __future__ import annotations

from datetime import date

import pytest
import scanned
from hypothesis import given
from hypothesis import strategies as st
from scanned import assert_shown_as_it_is, texts_of

from bibtools.core.text import Source
from bibtools.sources import org
from bibtools.sources.mention import Scan
from bibtools.sources.scanner import has_structure

TODAY = date(2026, 11, 20)
A, B, OLD = "2106.00134", "1706.03762", "hep-th/9711200"

CITED = [
    ("[cite:@2106.00134]", [A]),
    ("[cite:@arXiv:2106.00134]", [A]),
    ("[cite/t:@2106.00134]", [A]),
    ("[cite/text/c:@hep-th/9711200]", [OLD]),
    ("[cite:see @2106.00134 p. 3; @1706.03762]", [A, B]),
    ("[cite:@smith2020;@2106.00134]", [A]),
    ("[cite:as cited in @2106.00134]", [A]),
    ("cite:2106.00134", [A]),
    ("cite:2106.00134,1706.03762", [A, B]),
    ("citep:2106.00134 and autocite:1706.03762", [A, B]),
    ("cite:&2106.00134;&1706.03762", [A, B]),
    ("[[cite:&2106.00134]]", [A]),
    ("[[citet:2106.00134][the paper]]", [A]),
    (r"\cite{2106.00134}", [A]),
    (r"\citep[see][p.~3]{2106.00134,1706.03762}", [A, B]),
]
ALIVE = [
    ("[[https://arxiv.org/abs/2106.00134][GAN]]", [A]),
    ("[[arxiv:2106.00134]]", [A]),
    ("<https://arxiv.org/abs/2106.00134>", [A]),
    ("- arXiv:2106.00134 :: a definition", [A]),
    ("* arXiv:2106.00134", [A]),
    (":PROPERTIES:\n:ARXIV: 2106.00134\n:END:", [A]),
    ("#+TITLE: On arXiv:2106.00134", [A]),
    ("#+begin_quote\narXiv:2106.00134\n#+end_quote", [A]),
    ("#+begin_src sh\nbibtools get arXiv:2106.00134\n#+end_src", [A]),
    ("=arXiv:2106.00134=", [A]),
    ("#hashtag arXiv:2106.00134", [A]),
    ("# old\narXiv:2106.00134", [A]),
    ("* COMMENT old\narXiv:1706.03762\n* new\narXiv:2106.00134", [A]),
    ("** COMMENT old\n*** older\narXiv:1706.03762\n* new\narXiv:2106.00134", [A]),
    ("* COMMENTARY\narXiv:2106.00134", [A]),
    ("#+begin_comment\narXiv:1706.03762\n#+end_comment\narXiv:2106.00134", [A]),
    ("- 2106.00134\n- 1706.03762", [A, B]),
    ("- [ ] 2106.00134\n- [X] 1706.03762", [A, B]),
]
NO_MENTION = [
    "",
    "* Title",
    "# arXiv:2106.00134",
    "text\n# " + "words " * 100 + "arXiv:2106.00134",
    "  # arXiv:2106.00134",
    "text\n# [cite:@2106.00134]",
    "#+begin_comment\narXiv:2106.00134\n#+end_comment",
    "#+BEGIN_COMMENT\narXiv:2106.00134\n#+END_COMMENT",
    "#+begin_comment\narXiv:2106.00134",
    "* COMMENT later\narXiv:2106.00134",
    "* COMMENT later\n** part\narXiv:2106.00134",
    "@@comment:arXiv:2106.00134@@",
    "#+begin_src python\nx = 2106.00134\n#+end_src",
    "#+begin_example\n2106.00134\n#+end_example",
    "#+begin_src org\n[cite:@2106.00134]\n#+end_src",
    ": 2106.00134",
    "=2106.00134=",
    "~2106.00134~",
    "~cite:2106.00134~",
    "[cite:@smith2020]",
    "cite:smith2020",
    "[[file:2106.00134.png]]",
    "[[#2106.00134]]",
    "| 2106.00134 | 12 |",
    "in 2106.00134 cases",
    "https://example.org/abs/2106.00134",
]


def scan(text: str) -> Scan:
    return org.scan(Source("notes.org", text), TODAY)


def ids(text: str) -> list[str]:
    return scanned.ids(scan(text))


@pytest.mark.parametrize(("text", "expected"), CITED)
def test_a_citation_by_id_is_a_mention_with_its_key(text: str, expected: list[str]) -> None:
    assert ids(text) == expected
    assert all(mention.key for mention in scan(text).mentions)


@pytest.mark.parametrize(("text", "expected"), ALIVE)
def test_links_properties_and_words_are_alive(text: str, expected: list[str]) -> None:
    assert ids(text) == expected
    assert [mention.key for mention in scan(text).mentions] == [None] * len(expected)


@pytest.mark.parametrize("text", NO_MENTION)
def test_comments_code_and_numbers_are_no_mentions(text: str) -> None:
    assert ids(text) == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[cite:@1234.5678]", ["1234.5678"]),
        ("cite:2106.00000", ["2106.00000"]),
        ("[[arxiv:2612.00001]]", ["2612.00001"]),
        ("in 2106.00134 cases", ["2106.00134"]),
        ("# in 2106.00134 cases", []),
        ("=2106.00134=", []),
    ],
)
def test_suspects_of_a_text(text: str, shown: list[str]) -> None:
    assert [suspect.text for suspect in scan(text).suspects] == shown


@pytest.mark.parametrize(
    ("text", "libraries"),
    [
        ("#+bibliography: refs.bib", ("refs.bib",)),
        ("#+BIBLIOGRAPHY: refs.bib", ("refs.bib",)),
        ("#+Bibliography: refs.bib", ("refs.bib",)),
        ('#+bibliography: "my refs.bib"', ("my refs.bib",)),
        ("bibliography:a.bib,b.bib", ("a.bib", "b.bib")),
        ("[[bibliography:a.bib, b.bib]]", ("a.bib", "b.bib")),
        ("See [[bibliography:a.bib][the references]] and [[addbibresource:b.bib]].", ("a.bib", "b.bib")),
        ("addbibresource:a.bib\nnobibliography:b.bib", ("a.bib", "b.bib")),
        ("<bibliography:a.bib>", ("a.bib",)),
        ("#+LATEX_HEADER: \\addbibresource{a.bib}", ("a.bib",)),
        ("#+LaTeX_HEADER_EXTRA: \\addglobalbib[label=x]{a.bib}", ("a.bib",)),
        ("\\bibliographystyle{plain}\n\\bibliography{a,b}", ("a.bib", "b.bib")),
        ("#+begin_export latex\n\\bibliography {a}\n\\bibliography{b}\n#+end_export", ("a.bib", "b.bib")),
        ("#+BIBLIOGRAPHY: refs plain limit:t", ("refs.bib",)),
        ("# \\bibliography{no}\n# [[bibliography:no.bib]]", ()),
        ("#+begin_src latex\n\\addbibresource{no.bib}\n#+end_src", ()),
        ("* COMMENT x\nbibliography:no.bib", ()),
        ("=bibliography:no.bib= and ~\\bibliography{no}~", ()),
        ("#+LATEX_HEADER: \\bibliographystyle{plain}", ()),
        ("#+bibliography: a.bib\n#+bibliography: b.bib", ("a.bib", "b.bib")),
        ("# bibliography: refs.bib", ()),
        ("#+print_bibliography:", ()),
        ("bibliographystyle:plain", ()),
        ("the bibliography: refs.bib", ()),
    ],
)
def test_keywords_and_links_name_libraries(text: str, libraries: tuple[str, ...]) -> None:
    assert tuple(org.libraries(text)) == libraries
    assert has_structure(text.encode(), ".org") >= bool(libraries)  # else nobody would look


PIECES = st.sampled_from(
    ["arXiv:", "2106.00134", "[cite:", "@", "cite:", "&", ";", "]", "#", "# ", "#+begin_src", "#+end_src"]
    + ["* COMMENT ", "* ", "=", "~", ": ", "@@comment:", "@@", "\\cite{", "}", "\n", "\r\n", " "]
)


@given(texts_of(PIECES))
def test_any_text_is_scanned_and_shown_as_it_is(text: str) -> None:
    assert_shown_as_it_is(scan(text), text)

from __future__ import annotations

from datetime import date

import pytest
import scanned
from hypothesis import given
from hypothesis import strategies as st
from scanned import assert_shown_as_it_is, texts_of

from bibtools.core.text import Source
from bibtools.sources import markdown
from bibtools.sources.mention import Scan
from bibtools.sources.scanner import has_structure

TODAY = date(2026, 11, 20)
A, B = "2106.00134", "1706.03762"

CITATIONS = [
    ("[@2106.00134]", [A]),
    ("[@arXiv:2106.00134]", [A]),
    ("[@arxiv:2106.00134v2]", [A]),
    ("[-@2106.00134]", [A]),
    ("[@{2106.00134}]", [A]),
    ("[@{hep-th/9711200}]", ["hep-th/9711200"]),
    ("[@hep-th/9711200]", ["hep-th/9711200"]),
    ("[see @2106.00134, p. 3; @1706.03762]", [A, B]),
    ("[@2106.00134; see @10.1103/PhysRevLett.116.061102, p. 3]", [A]),
    ("As @2106.00134 shows", [A]),
    ("As shown by @2106.00134.", [A]),
    ("@2106.00134 [p. 3] says", [A]),
    ("> [@2106.00134]", [A]),
]
ALIVE = [
    ("[GAN][1]\n\n[1]: <https://arxiv.org/abs/2106.00134> (title)", [A]),
    ("arXiv:&nbsp;2106.00134", [A]),
    ("## 2106.00134\n\n## 1706.03762", [A, B]),
    (r"a grave accent \` [@2106.00134] and \` another", [A]),
    ("1. text\n   ```\n   code\n   ```\n   arXiv:2106.00134", [A]),
    ("> ```\n> code\n> ```\n> arXiv:2106.00134", [A]),
    ("``` not a fence ``` arXiv:2106.00134", [A]),
    ("- 2106.00134, 1706.03762", [A, B]),
    ("[GAN](https://arxiv.org/abs/2106.00134)", [A]),
    ("[2106.00134](https://arxiv.org/abs/2106.00134)", [A]),
    ("<https://arxiv.org/abs/2106.00134>", [A]),
    ("https://arxiv.org/abs/2106.00134", [A]),
    ("[1]: https://arxiv.org/abs/2106.00134 'title'", [A]),
    ("[^1]: arXiv:2106.00134", [A]),
    ("**arXiv:2106.00134**", [A]),
    ("_arXiv_:2106.00134", [A]),
    ("[![arXiv](https://img.shields.io/badge/arXiv-2106.00134-red.svg)](https://arxiv.org/abs/2106.00134)", [A]),
    ("![](https://img.shields.io/badge/arXiv-2106.00134v1-red)", [A]),
    ("<a href='https://arxiv.org/abs/2106.00134'>x</a>", [A]),
    ("| [x](https://arxiv.org/abs/2106.00134) | arXiv:1706.03762 |", [A, B]),
    ("- 2106.00134\n- 1706.03762", [A, B]),
    ("1. 2106.00134\n2. 1706.03762", [A, B]),
    ("`arXiv:2106.00134`", [A]),
    ("1. ```html\n   <!-- begin\n   ```\n\narXiv:2106.00134", [A]),
    ("> - ~~~\n>   <!-- begin\n>   ~~~\n\narXiv:2106.00134", [A]),
    ("```\narXiv:2106.00134\n```", [A]),
    ("```sh\nbibtools get https://arxiv.org/abs/2106.00134\n```", [A]),
    ("<!-- old --> arXiv:2106.00134", [A]),
    ("`<!--` arXiv:2106.00134 `-->`", [A]),  # in code these are no comment
    ("```html\n<!-- begin\n```\n\narXiv:2106.00134", [A]),
    ("---\ntitle: x\n---\n[@2106.00134]", [A]),
]
NO_MENTION = [
    "- item\n\n    ```\n    2106.00134\n    ```",
    "> ```\n> 2106.00134\n> ```",
    "`" + "code that is wrapped\n" * 40 + "[@2106.00134] ` and `code`",
    "text\n```\n" + "code\n" * 300 + "2106.00134\n```",
    "<!-- " + "words " * 300 + "arXiv:2106.00134 -->",
    "[@fig:2106.00134]",
    "",
    "# A title",
    "[@smith2020]",
    "[@fig:2106]",
    "me@1706.03762.example.org",
    "someone@2106.00134",
    "@2106.00134abc",
    "@2106",
    "version 2106.00134 of x",
    "| 2106.00134 | 12 |",
    "`2106.00134`",
    "`pip install foo==2106.00134`",
    "`[@2106.00134]`",
    "`` `2106.00134` ``",
    "- `2106.00134`",
    "```\n2106.00134\n```",
    "~~~\n2106.00134\n~~~",
    "````\n```\n2106.00134\n```\n````",
    "  ```python\n  x = 2106.00134\n  ```",
    "```\n2106.00134",
    "```\n[@2106.00134]\n```",
    "<!-- arXiv:2106.00134 -->",
    "<!--\n[@2106.00134]\nhttps://arxiv.org/abs/1706.03762\n-->",
    "<!-- arXiv:2106.00134",
    "[x](https://example.org/abs/2106.00134)",
    "[x](https://doi.org/10.1145/2106.00134)",
    "[x](https://arxiv.org/list/cs.LG/2106)",
    "![](https://example.org/img/2106.00134.png)",
    "[@10.1145/2106.00134]",
    "medRxiv:2106.00134",
]


def scan(text: str) -> Scan:
    return markdown.scan(Source("notes.md", text), TODAY)


def ids(text: str) -> list[str]:
    return scanned.ids(scan(text))


@pytest.mark.parametrize(("text", "expected"), CITATIONS)
def test_a_citation_by_id_is_a_mention(text: str, expected: list[str]) -> None:
    assert ids(text) == expected


@pytest.mark.parametrize(("text", "expected"), ALIVE)
def test_links_badges_and_words_are_alive(text: str, expected: list[str]) -> None:
    assert ids(text) == expected


@pytest.mark.parametrize("text", NO_MENTION)
def test_comments_code_and_numbers_are_no_mentions(text: str) -> None:
    assert ids(text) == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("version 2106.00134 of x", ["2106.00134"]),
        ("[@1234.5678]", ["1234.5678"]),
        ("arXiv:2106.00000", ["2106.00000"]),
        ("<!-- arXiv:2106.00000 -->", []),
        ("`2106.00134`", []),
        ("```\nx = 2106.00134\n```", []),
        ("[@2106.00134]", []),
    ],
)
def test_suspects_of_a_text(text: str, shown: list[str]) -> None:
    assert [suspect.text for suspect in scan(text).suspects] == shown


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("[@2106.00134, p. 3]", "2106.00134"),
        ("[@arXiv:2106.00134]", "arXiv:2106.00134"),
        ("[@{hep-th/9711200}]", "hep-th/9711200"),
        ("<https://arxiv.org/abs/2106.00134>", None),
        ("arXiv:2106.00134", None),
    ],
)
def test_a_mention_holds_the_whole_citation_key(text: str, key: str | None) -> None:
    assert [mention.key for mention in scan(text).mentions] == [key]


@pytest.mark.parametrize(
    ("text", "libraries"),
    [
        ("---\nbibliography: refs.bib\n---\n", ("refs.bib",)),
        ("---\r\nbibliography: refs.bib\r\n---\r\n", ("refs.bib",)),
        ("\ufeff---\nbibliography: refs.bib\n---\n", ("refs.bib",)),
        ("---\ntitle: x\nbibliography: 'a b.bib' # ours\n...\n", ("a b.bib",)),
        ('---\nbibliography: [a.bib, "b.bib"]\n---\n', ("a.bib", "b.bib")),
        ("---\nbibliography:\n  - a.bib\n  - sub/b.bib\ntitle: x\n---\n", ("a.bib", "sub/b.bib")),
        ("---\nbibliography:\n- a.bib\n---\n", ("a.bib",)),
        ("---\ntitle: x\n---\nbibliography: refs.bib\n", ()),
        ("bibliography: refs.bib\n", ()),
        ("\n---\nbibliography: refs.bib\n---\n", ()),
        ("---\nbibliography: refs.bib\n", ()),
        ("---\n# bibliography: refs.bib\n---\n", ()),
        ("---\nbibliography:\n---\n", ()),
        ("---\nnobibliography: refs.bib\n---\n", ()),
    ],
)
def test_front_matter_names_libraries(text: str, libraries: tuple[str, ...]) -> None:
    assert tuple(markdown.libraries(text)) == libraries
    assert has_structure(text.encode(), ".md") >= bool(libraries)  # else nobody would look


PIECES = st.sampled_from(
    ["arXiv:", "2106.00134", "[@", "@{", "]", "}", "`", "```", "~~~", "<!--", "-->", "\n", "\r\n", " "]
)


@given(texts_of(PIECES))
def test_any_text_is_scanned_and_shown_as_it_is(text: str) -> None:
    assert_shown_as_it_is(scan(text), text)


@given(st.text(st.characters(exclude_characters="->")))
def test_a_comment_is_dead_whatever_it_says(text: str) -> None:
    assert scan(f"<!-- arXiv:2106.00134 {text}-->") == Scan()

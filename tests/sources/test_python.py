from __future__ import annotations

import io
import re
import sysconfig
import tokenize
import tracemalloc
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scanned import assert_shown_as_it_is, texts_of

from bibtools.core.text import Source, Span, blank_around
from bibtools.identifiers.detection import find
from bibtools.sources import python
from bibtools.sources.mention import Scan

TODAY = date(2026, 11, 20)
A, B = "2106.00134", "1706.03762"

ALIVE = [
    ("paper = '2106.00134'", [A]),
    ("versions = {'2106.00134': 2}", [A]),
    ('x = "it\'s arXiv:2106.00134"', [A]),
    ('x = "" # arXiv:2106.00134', [A]),
    ('"""See arXiv:2106.00134."""', [A]),
    ("'''\nThe model of\nhttps://arxiv.org/abs/2106.00134\n'''", [A]),
    ("def f():\n    '''arXiv:2106.00134'''\n    return 1\n", [A]),
    ("# arXiv:2106.00134", [A]),
    (r'''"""See arXiv:2106.00134\""" and arXiv:1706.03762\\""" arXiv:1409.1556''', [A, B]),
    ('""""""; x = """"arXiv:2106.00134""" + """\narXiv:1706.03762', [A, B]),
    ("x = 1  # see https://arxiv.org/pdf/2106.00134v2.pdf", [A]),
    ("x = 1706.03762  # see arXiv:2106.00134", [A]),
    ("ids = ['2106.00134', \"1706.03762\"]", [A, B]),
    ("ids = ['hep-th/9711200']", ["hep-th/9711200"]),
    ("arxiv.Search(id_list=['2106.00134'])", [A]),
    ("x = '''2106.00134'''", [A]),
    ("x = r'2106.00134'", [A]),
    ("x = b'2106.00134'", [A]),
    ("x = f'arXiv:2106.00134 {y}'", [A]),
    ("x = '2106.00134v3'", [A]),
    ("get('https://arxiv.org/abs/2106.00134')", [A]),
    ("x = 'a \\' arXiv:2106.00134'", [A]),
    ("x = '# arXiv:2106.00134'", [A]),
    ("x = '''it's arXiv:2106.00134'''", [A]),
    ("# it's\nx = 'arXiv:2106.00134'", [A]),
    ("x = 'a \\\narXiv:2106.00134'", [A]),
    ("x = 'open\ny = 'arXiv:2106.00134'", [A]),
    ("x = '''never closed arXiv:2106.00134", [A]),
    ("url = 'https://doi.org/10.48550/arXiv.2106.00134'", [A]),
    ("papers = {\n    '2106.00134': 'x',\n    '1706.03762': 'y',\n}", [A, B]),
    ("not python at all, but # arXiv:2106.00134", [A]),
]
DEAD = [
    "",
    "x = 1706.03762",
    "x = 1706.03762\r\ny = 2106.00134\r\n",
    "x = [2106.00134, 1706.03762]",
    "x = -1706.03762e-5",
    "f(2106.00134)",
    "2106.00134",
    "arXiv = 2106.00134",
    "arXiv[2106.00134]",
    "# it's\nx = 1706.03762",
    "# '''\nx = 1706.03762",
    "x = 'a \\' b' + 1706.03762",
    "x = 'a' 1706.03762 'b'",
    "x = ''; y = 1706.03762; z = ''",
    '"""a""" 2106.00134 """b"""',
    "x = 'open\ny = 1706.03762",
    "x = '\\\\' + 1706.03762 + '\\\\'",
]
NO_MENTION = [
    "x = float('1706.03762')",
    'x = Decimal("1706.03762")',
    "__version__ = '2106.00134'",
    "if version >= '2004.12345': pass",
    "setup(version='2106.00134')",
    "meta = {'version': '2106.00134'}",
    "x = 'version 2106.00134 of it'",
    "# 1706.03762 times",
    "x = 'v1706.03762'",
    "x = '1706.03762%'",
    "x = '-1706.03762'",
    "x = '$1706.03762'",
    "x = 'numpy==1706.03762'",
    "x = '1234.5678'",
    "x = '2106.0134'",
    "x = '10.1145/2106.00134'",
    "x = 'https://example.org/abs/2106.00134'",
    "x = 'https://arxiv.org/abs/' + str(2106.00134)",
    "x = 'arXiv:%s' % 2106.00134",
    "x = 'medRxiv:2106.00134'",
]


def scan(text: str) -> Scan:
    return python.scan(Source("train.py", text), TODAY)


def ids(text: str) -> list[str]:
    return [mention.identifier.value for mention in scan(text).mentions if not mention.is_doi]


@pytest.mark.parametrize(("text", "expected"), ALIVE)
def test_strings_docstrings_and_comments_are_alive(text: str, expected: list[str]) -> None:
    assert ids(text) == expected


@pytest.mark.parametrize("text", DEAD)
def test_numbers_in_code_are_not_even_suspects(text: str) -> None:
    assert scan(text) == Scan()


@pytest.mark.parametrize("text", NO_MENTION)
def test_numbers_in_words_are_no_mentions(text: str) -> None:
    assert ids(text) == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("# 1706.03762 times", ["1706.03762"]),
        ("x = 'version 2106.00134 of it'", ["2106.00134"]),
        ("x = 'arXiv:1234.5678'", ["1234.5678"]),
        ("x = '1234.5678'", []),
        ("x = '2106.00134'", []),
        ("x = 2106.00134", []),
    ],
)
def test_suspects_of_a_module(text: str, shown: list[str]) -> None:
    assert [suspect.text for suspect in scan(text).suspects] == shown


PIECES = st.sampled_from(["arXiv:", "2106.00134", "'''", '"""', "f'{", *"'\"#\\\n\r x=("])


@given(texts_of(PIECES))
def test_any_text_is_scanned_and_shown_as_it_is(text: str) -> None:
    assert_shown_as_it_is(scan(text), text)


@given(st.text(st.characters(exclude_characters="\"'#")))
def test_code_without_strings_and_comments_is_silent(code: str) -> None:
    assert scan(f"x = 2106.00134 {code} arXiv:1706.03762") == Scan()


@given(st.text(st.characters(exclude_characters="\"'\\\r\n")))
def test_a_string_is_text_as_it_stands(text: str) -> None:
    assert ids(f"x = 'arXiv:2106.00134 {text}'")[:1] == [A]


# The lexical structure as a plain reader has it, holding every string and every comment of the module.
EVERY_TEXT = re.compile(
    r"""\#[^\r\n]*
      | \"{3}((?:[^\\]|\\.)*?)(?:\"{3}|\\?\Z) | '{3}((?:[^\\]|\\.)*?)(?:'{3}|\\?\Z)
      | \"((?:[^\\\r\n"]|\\.)*+)(?:"|(?=[\r\n])|\\?\Z) | '((?:[^\\\r\n']|\\.)*+)(?:'|(?=[\r\n])|\\?\Z)""",
    re.VERBOSE | re.DOTALL,
)


def read_plainly(text: str) -> list[tuple[Span, bool]]:
    """Return the places of ids in strings and comments, and whether each is a literal of its own."""
    texts = list(EVERY_TEXT.finditer(text))
    literals = {match.span(match.lastindex) for match in texts if match.lastindex}
    live = blank_around(text, (Span(*match.span()) for match in texts))
    return [(sighting.span, sighting.span in literals) for sighting in find(live, TODAY)]


def assert_read_as_plainly(text: str) -> None:
    found, plain = scan(text), read_plainly(text)
    spans = [*(each.span for each in found.mentions), *(each.span for each in found.suspects)]
    assert sorted(spans) == [span for span, _ in plain]
    literals = {span for span, is_literal in plain if is_literal}
    weak = {each.span for each in found.suspects if not each.impossible}
    assert not weak & literals or re.search(r"float|decimal|version", text, re.IGNORECASE)


FAR = "x = f(1) + 2\n" * 40  # what no place is near
TEXTS = st.sampled_from([
    "arXiv:", "2106.00134", "hep-th/9711200", "21\u200b06\uff0e00134", "\uff12106.00134", "'''", '"""', "f'{", FAR,
    "'2106.00134'", '"1706.03762"', "\\\\", "'", '"', "#", "\\", "\n", "\r", " ", "x", "=", "(", ",",
])  # fmt: skip


@given(texts_of(TEXTS))
def test_little_memory_finds_what_a_plain_reader_finds(text: str) -> None:
    assert_read_as_plainly(text)


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    ("before", "after"), [("", ""), (FAR, FAR), (f'"""{FAR}', ""), ("'" + "a" * 999, ""), ("", f'"""{FAR}')]
)
def test_what_is_far_from_places_changes_nothing(before: str, after: str) -> None:
    for text in [*(text for text, _ in ALIVE), *DEAD, *NO_MENTION]:
        assert_read_as_plainly(before + text + after)
        assert_read_as_plainly(text + before + text + after + text)


NAMED = "(arXiv:2106.00134)"
PROGRAMS = [
    'def f(self):\n    """Return self, or \'self\'."""\n    return self.x  # self\n',
    "class A:\n    r'''self \\'''\n    '''\n    b = b\"self\" + u'' + self\n    c = rb'\\' self'\n",
    "x = {'self': self, \"a\": f'{self!r} self {self}'}\n",
    "x = self \\\n    + 'self \\\n self'\n",
    "match self:\n    case '#self': pass  # 'self\n    case self: pass\n",
    "'''\"self\"''' \"\"\"'self'\"\"\" '' \"\" self ''''''\n",
    "'''self\\'''self''' + self\n",
    "#!/usr/bin/self\r\nx = self\r\n'self'\r\n",
]


def spoken(program: str) -> Iterator[tuple[int, int]]:
    """Yield where the texts of a program name the paper, as Python's own tokenizer has them."""
    begin, depth = (0, 0), 0
    lines = program.splitlines(keepends=True)
    for token in tokenize.generate_tokens(io.StringIO(program, newline="").readline):
        kind = tokenize.tok_name[token.type]
        is_start, is_end = kind.endswith("STRING_START"), kind.endswith("STRING_END")  # of formatted ones
        begin = token.start if not depth and (is_start or kind in {"STRING", "COMMENT"}) else begin
        depth += is_start - is_end
        if not depth and (is_end or kind in {"STRING", "COMMENT"}):
            yield from named_within(lines, begin, token.end)


def named_within(lines: list[str], start: tuple[int, int], end: tuple[int, int]) -> Iterator[tuple[int, int]]:
    for number in range(start[0], end[0] + 1):
        for match in re.finditer(re.escape(NAMED), lines[number - 1]):
            if start <= (number, match.start()) < end:
                yield number, match.start() + len("(arXiv:") + 1


def assert_as_tokenized(program: str) -> None:
    named = re.sub(r"\bself\b", NAMED, program)
    assert sorted(spoken(named)) == [(*each.position,) for each in scan(named).mentions if not each.is_doi]


@pytest.mark.parametrize("program", PROGRAMS)
def test_texts_are_those_of_pythons_tokenizer(program: str) -> None:
    assert_as_tokenized(program)


@pytest.mark.slow(seconds=6)
def test_the_standard_library_is_read_as_python_reads_it() -> None:
    library = Path(sysconfig.get_path("stdlib"))
    modules = [path for path in library.rglob("*.py") if not {"test", "tests", "site-packages"} & {*path.parts}]
    assert len(modules) > 300
    for module in sorted(modules)[::3]:  # of each of its packages some
        with tokenize.open(module) as stream:
            program = stream.read()
        assert_as_tokenized(program)
        assert_read_as_plainly(program.replace("self", "2106.00134"))


def heavy(size: int) -> dict[str, str]:
    return {
        "docstring": '# 2106.00134\n"""' + "see it now\n" * (size // 11) + '"""\n',
        "open": "# 2106.00134\n'''" + "abc def " * (size // 8),
        "escapes": '# 2106.00134\n"""' + "\\a" * (size // 2),
        "string": "# 2106.00134\nx = '" + "a" * size + "'",
        "strings": '"",' * 50_000 + "'2106.00134'\n" + '"",' * 50_000,
        "strings near places": ('"",' * 150 + "'2106.00134'\n") * (size // 460),
        "code": "x='2106.00134'\n" + "f(x, 'y', 1)\n" * (size // 13),
        "numbers": "x = 1234.56789 + y\n" * (size // 19),
        "lines": "x='2106.00134'\n" + "ab\n" * (size // 3),
        "quotes": '"' * size + "2106.00134",
    }


# Texts of less than a window, which is longer where there are many strings, take 25 bytes of memory a byte.
SIZED = [
    *((kind, 100_000) for kind in heavy(1) if kind != "strings near places"),
    *(pytest.param(kind, 300_000, marks=pytest.mark.slow) for kind in heavy(1)),
]


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "size"), SIZED)
def test_a_module_takes_little_memory(kind: str, size: int) -> None:
    text = heavy(size)[kind]
    scan(text[:1000])  # what is loaded once
    tracemalloc.start()
    try:
        scan(text)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 20 * len(text)

from __future__ import annotations

import pytest
from project_file_fields import read

from bibtools.sources.project_files.contract import NOTHING

OPEN = ": the libraries have computed names"


@pytest.mark.parametrize(
    ("text", "libraries"),
    [
        ("bibtex_bibfiles = ['a.bib', \"b.bib\"]", ["a.bib", "b.bib"]),
        ("bibtex_bibfiles = ('a.bib',)", ["a.bib"]),
        ("bibtex_bibfiles = 'a.bib'", ["a.bib"]),
        ("bibtex_bibfiles: list[str] = ['a.bib']", ["a.bib"]),
        ("bibtex_bibfiles = [\n    # 'old.bib',\n    'new.bib',  # used\n]", ["new.bib"]),
        ("bibtex_bibfiles = ['a.bib']\nbibtex_bibfiles += ['b.bib']", ["a.bib", "b.bib"]),
        ("bibtex_bibfiles = ['a.bib']\nbibtex_bibfiles.append('b.bib')", ["a.bib", "b.bib"]),
        ("bibtex_bibfiles = []\nbibtex_bibfiles.extend(['a.bib', 'b.bib'])", ["a.bib", "b.bib"]),
        ("bibtex_bibfiles = ['old.bib']\nbibtex_bibfiles = ['new.bib']", ["new.bib"]),
        ("bibtex_bibfiles = ['a.bib'] + ['b.bib']", ["a.bib", "b.bib"]),
        ("more = ['b.bib']\nbibtex_bibfiles = ['a.bib', *more]", ["a.bib", "b.bib"]),
        ("bibtex_bibfiles = ['../doc/all.bib']", ["../doc/all.bib"]),
        ("import os\nbibtex_bibfiles = [os.path.join('source', 'a.bib')]", ["source/a.bib"]),
        ("bibtex_bibfiles = [os.path.join(os.path.dirname(__file__), 'a.bib')]", ["a.bib"]),
        ("bibtex_bibfiles = [osp.join(osp.abspath('..'), 'a.bib')]", ["../a.bib"]),
        ("here = os.path.abspath(os.path.dirname(__file__))\nbibtex_bibfiles = [here + '/a.bib']", ["a.bib"]),
        ("top = dirname(dirname(os.path.abspath(__file__)))\nbibtex_bibfiles = [f'{top}/a.bib']", ["../a.bib"]),
        ("bibtex_bibfiles = [str(Path(__file__).parent / 'refs' / 'a.bib')]", ["refs/a.bib"]),
        (
            "root = Path(__file__).resolve().parents[2]\nbibtex_bibfiles = [(root / 'a.bib').as_posix()]",
            ["../../a.bib"],
        ),
        ("bibtex_bibfiles = [str(Path.cwd().joinpath('a.bib'))]", ["a.bib"]),
        ("names = ['a', 'b']\nbibtex_bibfiles = [f'{name}.bib' for name in names]", ["a.bib", "b.bib"]),
        ("bibtex_bibfiles = [os.environ.get('BIB', 'a.bib')]", ["a.bib"]),
        (
            "if tags.has('x'):\n    bibtex_bibfiles = ['a.bib']\nelse:\n    bibtex_bibfiles = ['b.bib']",
            ["a.bib", "b.bib"],
        ),
        ("try:\n    import x\n    bibtex_bibfiles = ['a.bib']\nexcept ImportError:\n    pass", ["a.bib"]),
        ("def setup(app):\n    app.config.bibtex_bibfiles = ['a.bib']", ["a.bib"]),
        ("\ufeffbibtex_bibfiles = ['a.bib']", ["a.bib"]),
        ("bibtex_bibfiles = ['a.bib', name()]", ["a.bib"]),
        ("bibtex_bibfiles = []\nfor n in ['a', 'b']:\n    bibtex_bibfiles.append(f'{n}.bib')", ["a.bib", "b.bib"]),
        ("bibtex_bibfiles = []\nfor n in found():\n    bibtex_bibfiles.append(n)", []),
        # must not
        ("# bibtex_bibfiles = ['a.bib']", []),
        ("'''\nbibtex_bibfiles = ['a.bib']\n'''", []),
        ("def unused():\n    bibtex_bibfiles = ['a.bib']", []),
        ("not_bibtex_bibfiles = ['a.bib']", []),
        ("bibtex_bibfiles = []", []),
        ("bibtex_bibfiles = None", []),
        ("bibtex_bibfiles = [bib for bib in found()]", []),
        ("bibtex_bibfiles = [os.path.join(PACKAGE, 'a.bib')]", []),
        ("bibtex_bibfiles = ['/'.join(['x', 'a.bib'])]", []),
        ("bibtex_bibfiles = ['%s.bib' % name]", []),
        ("bibtex_bibfiles = ['https://x.org/a.bib']", []),
        ("bibtex_bibfiles = ['refs.json']", []),
        ("bibtex_bibfiles = [1, None]", []),
        ("bibtex_bibfiles = __import__('os').system('id')", []),
        ("del bibtex_bibfiles", []),
        ("print(bibtex_bibfiles)", []),
    ],
)
def test_libraries(text: str, libraries: list[str]) -> None:
    assert list(read("conf.py", text).libraries) == libraries


@pytest.mark.parametrize(
    ("text", "patterns"),
    [
        ("import glob\nbibtex_bibfiles = glob.glob('bibs/*')", ["bibs/*"]),
        ("bibtex_bibfiles = sorted(glob('*.bib'))", ["*.bib"]),
        ("bibtex_bibfiles = [str(p) for p in Path('refs').glob('*.bib')]", ["refs/*.bib"]),
        ("bibtex_bibfiles = list(map(str, Path(__file__).parent.rglob('*.bib')))", ["**/*.bib"]),
        ("bibtex_bibfiles = list(map(renamed, glob('*.bib')))", []),
        ("bibtex_bibfiles = list(map())", []),
        ("bibtex_bibfiles = []\nfor p in Path.cwd().glob('*.bib'):\n    bibtex_bibfiles.append(str(p))", ["*.bib"]),
        ("h = Path('x')\nbibtex_bibfiles = [str(p.relative_to('x')) for p in (h / 'r').glob('*.bib')]", ["r/*.bib"]),
        ("bibtex_bibfiles = sorted(Path(__file__).parent.rglob('*.bib'))", ["**/*.bib"]),
        ("bibtex_bibfiles = ['a.bib']", []),
        ("html_static_path = glob.glob('*.bib')", []),
    ],
)
def test_patterns(text: str, patterns: list[str]) -> None:
    assert list(read("conf.py", text).patterns) == patterns


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("bibtex_bibfiles = [os.path.join(PACKAGE, 'a.bib')]", [f"line 1{OPEN}"]),
        ("\nbibtex_bibfiles = find()", [f"line 2{OPEN}"]),
        ("bibtex_bibfiles = ['a.bib']\nbibtex_bibfiles += more()", [f"line 2{OPEN}"]),
        ("bibtex_bibfiles = more()\nbibtex_bibfiles = ['a.bib']", []),
        ("bibtex_bibfiles = (", ["line 1: its Python could not be read: '(' was never closed"]),
        ("bibtex_bibfiles = ['a.bib']\nx ==", ["line 2: its Python could not be read: invalid syntax"]),
        ("bibtex_bibfiles = [" + "[" * 1000, ["line 1: its Python could not be read: too many nested parentheses"]),
        ("bibtex_bibfiles = " + "-" * 200_000 + "1", ["its Python could not be read"]),
        ("bibtex_bibfiles = a" + ".b" * 100_000, ["its Python could not be read"]),
        ("bibtex_bibfiles = []\n" + "#" * 300_000, ["it has more than 262,144 characters and was not read"]),
        ("bibtex_bibfiles = ['a.bib']", []),
        ("html_theme = 'x'\nprint 'Python 2'", []),
    ],
)
def test_notes(text: str, notes: list[str]) -> None:
    assert list(read("conf.py", text).notes) == notes


def test_texts_that_double_are_given_up() -> None:
    text = "x = 'a'\n" + "x = x + x\n" * 200 + "bibtex_bibfiles = [x, 'b.bib']"
    assert read("conf.py", text).libraries == ("b.bib",)
    lists = "x = ['a']\n" + "x = x + x\n" * 200 + "bibtex_bibfiles = x"
    assert read("conf.py", lists).libraries == ()


@pytest.mark.slow
def test_loops_within_loops_end() -> None:
    loops = "".join(f"{' ' * n}for v{n} in x:\n" for n in range(15))
    text = f"x = {['a.bib'] * 50}\nbibtex_bibfiles = []\n{loops}{' ' * 15}bibtex_bibfiles.append(v0)"
    found = read("conf.py", text)
    assert set(found.libraries) <= {"a.bib"}
    assert found.notes == ("its loops are too long, and it was read no further",)


def test_what_sphinx_governs() -> None:
    found = read("conf.py", "bibtex_bibfiles = ['a.bib']")
    assert found.outputs == ("_build",)
    assert {".rst", ".md"} <= set(found.governs)
    assert read("conf.py", "html_theme = 'furo'").governs == ()
    assert read("conf.py", "DEBUG = True") == NOTHING

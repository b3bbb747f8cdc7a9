r"""Texts that would do harm if they were taken for TeX, BibTeX or a terminal's commands: what becomes of them.

Every string is a title, an author and a code-free comment of a record; it must become one entry that typesets as
harmless text, opens no file, and prints nothing odd on a terminal.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from itertools import product
from pathlib import Path

import bibtexparser.entrypoint
import pytest

from bibtools.bibliography.entries.builder import preprint
from bibtools.bibliography.entries.entry import Style, render
from bibtools.bibliography.entries.options import BIBLATEX, DEFAULT, UNICODE, EntryOptions
from bibtools.bibliography.library.reader import read
from bibtools.core.text import Source
from bibtools.identifiers.identifier import ARXIV, Identifier
from bibtools.records.record import Record
from bibtools.tex.names import parse_display

COMMANDS = [
    r"\input{/etc/passwd}",
    r"\input /etc/passwd ",
    r"\include{secret}",
    r"\write18{touch pwned}",
    r"\immediate\write18{touch pwned}",
    r"\openin0=/etc/passwd \read0 to\x",
    r"\openout1=pwned \write1{x}",
    r"\catcode`\@=0 @input{/etc/passwd}",
    r"\csname input\endcsname{/etc/passwd}",
    r"\def\x{\x}\x",
    r"\loop\iftrue\repeat",
    r"\newcommand{\emph}{\relax}",
    r"\let\par\relax",
    r"\end{document}",
    r"\begin{verbatim}",
    r"\expandafter\def\csname x\endcsname{}",
    r"\lstinputlisting{/etc/passwd}",
    r"\verbatiminput{/etc/passwd}",
    r"\includegraphics{/etc/passwd}",
    r"\directlua{os.execute('x')}",
    r"\special{ps: x}",
    r"\pdfliteral{x}",
    r"\usepackage{x}",
    r"\url{javascript:x}",
    r"\href{file:///etc/passwd}{x}",
    r"\"",
    r"\\\\\\",
    r"\^^M",
    "^^5cinput{/etc/passwd}",
    "^^5c^^69nput x",
    "^^00",
    "% a comment",
    "100% sure & more_ # of ~ ^ $",
    "$\\input{/etc/passwd}$",
    "$\\frac$",
    "$x",
    "$$x$$",
    "x$",
    "$\\catcode`\\@=0$",
    "$x%$",
    "$\\def\\x{}$",
    "$\\alpha$ and $\\undefined$",
    "{",
    "}",
    "{{{",
    "}}}",
    "}{",
    "{}}{{}",
    "\\{",
    "\\}",
    "{\\",
    "@article{evil,",
    "},\n@misc{evil, title={x}",
    "} @string(x = {y}) {",
    "@comment{",
    '"',
    '" # "',
    'x" , evil = "y',
    ", and and and ,",
    "and",
    "others",
    "a and b and others",
    "\0",
    "a\0b",
    "\x1b[31mred\x1b[0m",
    "\x1b]0;title\x07",
    "\x07\x08\x7f",
    "\x9b31m",
    "line\nbreak\r\nand\tTab",
    "\u2028\u2029\x0b\x0c\x85",
    "\u202eevil\u202c",
    "\u2066x\u2069\u200f",
    "zero\u200bwidth\u200d\ufeff",
    "\ud800",
    "\udfff lone",
    "\U000e0041 tag",
    "\ue000 private",
    "e\u0301\u0301\u0301\u0301",
    "\u0301 alone",
    "'" * 50,
    "`" * 50,
    "-" * 50,
    "\\" * 50,
    "x" * 5000,
    "{x}" * 500,
    "<script>alert(1)</script>",
    "&lt;b&gt; &amp;",
    "../../../etc/passwd",
    "~/.ssh/id_rsa",
]  # fmt: skip
AROUND = ["{}", "A study of {} in the wild"]
CORPUS = [around.replace("{}", command) for around, command in product(AROUND, COMMANDS)]
FORMS = [DEFAULT, EntryOptions(dialect=BIBLATEX, encoding=UNICODE)]


def hostile(text: str, number: int) -> Record:
    name = parse_display(text)
    return Record(
        identifier=Identifier(ARXIV, f"2101.{number:05}"),
        title=text,
        authors=(name,) if name else (),
        provider="test",
        comment=text,
        abstract=text,
    )


def entry(text: str, number: int, form: EntryOptions = DEFAULT) -> str:
    return render(preprint(hostile(text, number), f"key{number}", form._replace(extra=("abstract",))), Style()) + "\n"


def test_there_are_enough_of_them() -> None:
    assert len(set(CORPUS)) >= 100


@pytest.mark.parametrize("text", CORPUS, ids=[str(number) for number in range(len(CORPUS))])
def test_a_hostile_text_stays_one_quiet_entry(text: str) -> None:
    for form in FORMS:
        assert_one_quiet_entry(entry(text, 1, form))


def assert_one_quiet_entry(written: str) -> None:
    assert all(char.isprintable() or char == "\n" for char in written)
    assert written.count("{") == written.count("}")
    blocks = [block for block in read(Source("x", written)).blocks if block.kind != "text"]
    assert [(block.key, block.problem) for block in blocks] == [("key1", None)]
    library = bibtexparser.entrypoint.parse_string(written)
    assert [each.key for each in library.entries] == ["key1"]
    assert len(library.failed_blocks) == 0
    assert not re.search(r"\\(?:input|write|openin|openout|catcode|csname|def|include|special|directlua)\b", written)


PDFLATEX = ("pdflatex", "-no-shell-escape", "-recorder", "-interaction=nonstopmode", "paper")


@pytest.mark.slow
@pytest.mark.skipif(not (shutil.which("pdflatex") and shutil.which("bibtex")), reason="LaTeX is not installed")
def test_latex_makes_text_of_them_and_opens_nothing(tmp_path: Path) -> None:
    library = "".join(entry(text, number) for number, text in enumerate(CORPUS, start=1) if text.isascii())
    (tmp_path / "refs.bib").write_text(library, "utf-8")
    document = "\\documentclass{article}\\begin{document}\\nocite{*}\\bibliographystyle{plain}\\bibliography{refs}"
    (tmp_path / "paper.tex").write_text(document + "\\end{document}\n", "utf-8")
    for command in (PDFLATEX, ("bibtex", "paper"), PDFLATEX):
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False, timeout=120)
        assert done.returncode == 0, done.stdout.decode("utf-8", "replace")[-3000:]
    opened = (tmp_path / "paper.fls").read_text("utf-8")
    assert not re.search(r"passwd|secret|pwned|\.ssh", opened)
    assert {path.stem for path in tmp_path.iterdir()} == {"paper", "refs"}

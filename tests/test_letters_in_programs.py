"""Letters of names through BibTeX, biber and pdfLaTeX: each is in the PDF's text, or a finding names it."""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from warm_biber import run_biber

from bibtools.bibliography.entries.builder import preprint
from bibtools.bibliography.entries.entry import Style, render
from bibtools.bibliography.entries.fidelity import unfaithful
from bibtools.bibliography.entries.options import BIBLATEX, BIBTEX, EntryOptions, EntryPreferences
from bibtools.identifiers.identifier import Identifier
from bibtools.records.record import Record
from bibtools.tex import letters
from bibtools.tex.ascii import unaccented
from bibtools.tex.letters import IN_ASCII, KNUTHS, SLAVIC
from bibtools.tex.names import Name

PROGRAMS = ("bibtex", "biber", "pdflatex", "pdftotext")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not all(map(shutil.which, PROGRAMS)), reason="LaTeX or pdftotext is not installed"),
]
VIETNAMESE = "".join(
    unicodedata.normalize("NFC", base + mark + tone)
    for base, marks in (("a", ["", "\u0302", "\u0306"]), ("e", ["", "\u0302"]), ("o", ["", "\u0302", "\u031b"]),
                        ("u", ["", "\u031b"]), ("i", [""]), ("y", [""]))
    for mark in marks
    for tone in ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
)  # fmt: skip
SMALL = {
    "Latin": "".join(char for char in map(chr, range(0xDF, 0x180)) if char.islower() and char != "ŉ"),
    "Vietnamese": VIETNAMESE + "đ",
    "Turkish": "çğıiöşüâîû",
    "Polish": "ąćęłńóśźż",
    "Romanian": "ăâîșțşţ",
    "Greek": "αβγδεζηθικλμνξοπρστυφχψωάέήίόύώϊϋΐΰ",
    "Cyrillic": "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґўђјљњћџ",
}
YORUBA = ["ẹ", "ọ", "ṣ", "ẹ́", "ẹ̀", "ọ́", "ọ̀", "á", "à", "é", "è", "í", "ì", "ó", "ò", "ú", "ù", "ń", "ǹ", "m̀"]
LETTERS = {name: list(letters) for name, letters in SMALL.items()} | {"Yoruba": YORUBA}
MARKS = re.compile("[\u0300-\u036f\u00a8\u00af\u00b4\u00b8\u02c6-\u02dd`^~.,\\s]")

SHARED = str.maketrans("іјѕІЈЅ", "ijsIJS")  # Cyrillic letters that fonts have once, with those of Latin


PER_RECORD = 4  # letters: what biber and the styles cost goes more by entries than by names


def records() -> list[Record]:
    """Return records for all letters: first in the given name and the family, within both, small and capital."""
    made: list[Record] = []
    letters_once = list(dict.fromkeys(letter for alphabet in LETTERS.values() for letter in alphabet))
    for start in range(0, len(letters_once), PER_RECORD):
        names: list[Name] = []
        words: list[str] = []
        for small in letters_once[start : start + PER_RECORD]:
            large = small.upper() if len(small.upper()) == len(small) else small
            initial = chr(65 + (PER_RECORD * len(made) + len(words)) % 26)
            names += (Name(f"{initial}{small}x", f"{large}na"), Name(f"{large}k{small}z", f"Wb{small}"))
            words.append(f"{large}m{small}")
        work, day = Identifier("arxiv", f"2101.{len(made):05}"), date(1990 + len(made) // 26, 1, 1)
        title = f"On {' '.join(words)} names"
        made.append(Record(identifier=work, title=title, authors=tuple(names), provider="x", date=day))
    return made


def run(folder: Path, *command: str) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False, timeout=400)
    return done.stdout.decode("utf-8", "replace")


def printed(
    folder: Path, entries: str, preamble: str, body: str, program: str, encodings: str = "T1"
) -> tuple[str, list[str]]:
    """Return the text of the PDF that comes of entries, and the errors of all programs."""
    (folder / "refs.bib").write_text(entries, "utf-8")
    loaded = f"\\usepackage[{encodings}]{{fontenc}}" if encodings else ""
    fonts = f"\\usepackage{{cmap}}{loaded}\\usepackage{{amsmath,amssymb}}"
    text = f"\\documentclass{{article}}{fonts}{preamble}\\begin{{document}}\\nocite{{*}}{body}\\end{{document}}\n"
    (folder / "p.tex").write_text(text, "utf-8")
    if program == "biber":
        run(folder, "pdflatex", "-interaction=batchmode", "-draftmode", "p")
    else:  # what LaTeX would write for BibTeX
        style = re.findall(r"\\bibliographystyle\{(.+?)\}", body)[0]
        aux = f"\\relax\n\\citation{{*}}\n\\bibstyle{{{style}}}\n\\bibdata{{refs}}\n"
        (folder / "p.aux").write_text(aux, "utf-8")
    said = run_biber(folder, "p").printed if program == "biber" else run(folder, program, "p")
    run(folder, "pdflatex", "-interaction=nonstopmode", "p")
    log = (folder / "p.log").read_text("latin-1")
    errors = [line for line in log.splitlines() if line.startswith("!")]
    errors += re.findall(r"^.*(?:---line|ERROR|error message).*$", said, re.MULTILINE)
    return run(folder, "pdftotext", "-layout", "p.pdf", "-"), errors


def shape(text: str) -> str:
    """Return a text as all extractors of PDFs agree on: letters without marks, which fonts print beside them."""
    return MARKS.sub("", unaccented(text)).translate(SHARED)


BIBTEX_FORM = EntryOptions(dialect=BIBTEX)
BIBER_FORM = EntryPreferences().form(BIBLATEX, None, IN_ASCII._replace(biber=True))
BIBER_IN_ASCII = BIBER_FORM._replace(encoding="ascii")


@pytest.mark.parametrize(
    ("preamble", "body", "program", "form"),
    [
        *(
            ("", f"\\bibliographystyle{{{style}}}\\bibliography{{refs}}", "bibtex", BIBTEX_FORM)
            for style in ("plain", "abbrv", "alpha")
        ),
        *(
            (f"\\usepackage[{options}]{{biblatex}}\\addbibresource{{refs.bib}}", "\\printbibliography", "biber", form)
            # Biber decodes what is in ASCII before a style sees it: one style is enough for both ways to write.
            for options, form in (
                ("style=numeric,maxnames=99", BIBER_IN_ASCII),
                ("style=alphabetic,giveninits=true,maxnames=99", BIBER_FORM),
                ("style=authoryear,giveninits=true,maxnames=99", BIBER_FORM),
                ("style=authoryear,giveninits=true,maxnames=99", BIBER_IN_ASCII),
            )
        ),
    ],
)  # fmt: skip
def test_every_letter_is_printed_or_named(
    preamble: str, body: str, program: str, form: EntryOptions, tmp_path: Path
) -> None:
    assert_printed(tmp_path, preamble, body, program, form)


def assert_printed(
    folder: Path, preamble: str, body: str, program: str, form: EntryOptions, encodings: str = "T1"
) -> None:
    asked = records()
    assert len(asked) * PER_RECORD > 230
    entries = "\n\n".join(render(preprint(each, f"k{number}", form), Style()) for number, each in enumerate(asked))
    text, errors = printed(folder, entries, preamble, body, program, encodings)
    assert errors == []
    read, exact = shape(text), unicodedata.normalize("NFC", text)
    for each in asked:
        named = "".join(str(finding.data.get("letters")) for finding in unfaithful(each, form, ""))
        for word in (author.family for author in each.authors):
            assert word in exact or shape(word) in read or any(char in named for char in word if not char.isascii()), (
                word
            )


# Documents with other encodings than T1, of which the last one counts: Knuth's, and those of Vietnamese and Cyrillic.
ENCODINGS = (
    ("", {KNUTHS}),
    ("T1,T5", {letters.VIETNAMESE, KNUTHS}),
    ("T1,T2A", {SLAVIC, KNUTHS}),
)
STYLES = ("plain", "abbrv", "alpha")
PACKAGE = "\\usepackage[style=alphabetic,giveninits=true,maxnames=99]{biblatex}\\addbibresource{refs.bib}"


@pytest.mark.parametrize(("encodings", "prints"), ENCODINGS)
@pytest.mark.parametrize("style", [*STYLES, "biblatex"])
def test_every_letter_is_printed_or_named_in_other_encodings(
    encodings: str, prints: set[str], style: str, tmp_path: Path
) -> None:
    for name in filter(None, encodings.split(",")):
        if not run(tmp_path, "kpsewhich", f"{name.lower()}enc.def"):
            pytest.skip(f"{name} is not installed")
    lettering = IN_ASCII._replace(prints=frozenset(prints))
    if style == "biblatex":
        form = EntryPreferences().form(BIBLATEX, None, lettering._replace(biber=True))
        assert_printed(tmp_path, PACKAGE, "\\printbibliography", "biber", form, encodings)
    else:
        form = EntryPreferences().form(BIBTEX, None, lettering)
        body = f"\\bibliographystyle{{{style}}}\\bibliography{{refs}}"
        assert_printed(tmp_path, "", body, "bibtex", form, encodings)

"""Personal names: what is written is read back by BibTeX's rules as as many names, with as many parts."""

from __future__ import annotations

import re

from bibtexparser.middlewares.names import parse_single_name_into_parts, split_multiple_persons_names

from bibtools.bibliography.citekey.generation import default_key
from bibtools.bibliography.citekey.work import of_entry
from bibtools.bibliography.entries.builder import authors
from bibtools.core.text import decode, encode
from bibtools.providers.raw_record import plain
from bibtools.tex.letters import IN_ASCII, IN_UNICODE
from bibtools.tex.names import Name, first_of, from_parts, parse_display, parse_inverted, to_bibtex
from fuzz.promises import Target, promise, promise_balanced, promise_printable

SEEDS = (
    "Ashish Vaswani\nAäron van den Oord",
    "Guy L. Steele, Jr.\nMartin Luther King III",
    "van den Oord, Aäron\nde la Vallée Poussin, Charles",
    "The ATLAS Collaboration\nBlack and Decker",
    "Gerard 't Hooft\nC. -P. Yuan",
    "et al.\nPlato",
    "M{\\\"u}ller, J{\\'e}r\\^ome\n\\L ukasz Kaiser 0001",
    ",a,\ni,%\nk _and Dee\nSmith, Inc.\n{ATLAS} and {CMS}",
)
WORDS = (
    *"and AND and. , , Jr. III van de la Van Der { }".split(),
    *"\\ \\'e \\\"{o} Collaboration Inc. Team 0003 -P. others et al. ~ % # $".split(),
    *(" and ", "\n", " ", "\t", "\0", "\u00a0", "\u202e", "\u0301", "\udc80", "(for the", "李"),
)  # fmt: skip


def check(data: bytes) -> None:
    """Read each line as a name in every form, and write all of them as a list."""
    lines = [plain(line) for line in decode(data).splitlines()][:20]
    read = [name for line in lines if (name := parse_display(line))]
    read += [parse_inverted(line) for line in lines if "," in line and any(map(str.isalnum, line))]
    read += [name for line in lines if (name := from_parts(*(line.split(";") * 2)[:3]))]
    for name in read:
        promise(name.family or name.given, f"a name without a name: {name!r}")
        check_list((name,))
    if read:
        check_list(tuple(read))
    key = default_key(read[0] if read else None, 2021, "", "arXiv:2106.00134")
    promise(re.fullmatch(r"[A-Za-z0-9.:-]+", key), f"no key: {key!r}")


def check_list(names: tuple[Name, ...]) -> None:
    """Write a list of names, and read it back with our reader and with another one."""
    for lettering in (IN_ASCII, IN_ASCII._replace(unicode=True, biber=True), IN_UNICODE):
        written = authors(names, lettering)
        promise_balanced(written, "names")
        promise_printable(written, "names")
        promise(written.strip(), f"names are written as nothing: {names!r}")
        promise(_separators(written) == len(names) - 1, f"{len(names)} names are read as others: {written!r}")
        if "\\" not in written:  # bibtexparser passes over what stands behind one: `a\$nd` is "and" to it
            apart = split_multiple_persons_names(written)
            promise(len(apart) == len(names), f"{len(names)} names are read as {len(apart)}: {written!r}")
            for each in apart:
                parse_single_name_into_parts(each, strict=True)
    promise(first_of(authors(names, IN_UNICODE)) is not None, f"nobody is read back of {names!r}")
    promise(of_entry(authors(names), 2021, "", "misc").authors, f"no key knows anybody of {names!r}")
    promise(to_bibtex(names[0]).count("\n") == 0, "a name on two lines")


def _separators(written: str) -> int:
    """Count the separators of names as BibTeX does: the word between blanks, outside of braces."""
    while (bare := re.sub(r"\{[^{}]*\}", "x", written)) != written:
        written = bare
    return len(re.findall(r"(?<!\S)and(?!\S)", written, re.IGNORECASE))


TARGETS = {"names": Target(check, [encode(seed) for seed in SEEDS], [encode(word) for word in WORDS])}

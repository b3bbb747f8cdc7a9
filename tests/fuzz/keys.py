"""Citation keys: patterns that are configured, and those that a library's own keys follow."""

from __future__ import annotations

import re

from bibtools.bibliography.citekey.generation import unique
from bibtools.bibliography.citekey.inference import infer
from bibtools.bibliography.citekey.pattern_parser import KeyPatternError, parse
from bibtools.bibliography.citekey.work import Work, of_entry
from bibtools.core.text import decode, encode
from bibtools.identifiers.identifier import Identifier
from fuzz.promises import Target, promise

KEY = re.compile(r"[A-Za-z0-9_:.+/-]{1,200}")
WORKS = (
    Work(),
    of_entry("Chen, Jian and van den Oord, Aäron and others", 2021, "{GANs} Can Play Lottery Tickets Too", "misc"),
    of_entry("{ATLAS Collaboration}", 2012, "Observation of a New Particle", "article", Identifier.of_id("1207.7214")),
    of_entry("李 飞飞", None, "深度学习 \\& $x^2$", "inproceedings", Identifier.of_id("doi:10.1000/a%b")),
)
PATTERNS = (
    "[auth:lower][year][veryshorttitle:lower]",
    "[authors3]_[shortyear]-[title:abbr]",
    '[auth:regex("[a-z]+","$0"):upper:(unknown):truncate4]:[shorttitleINI]',
    "[authEtAl]/[camelN]+[keyword1][firstpage][entrytype]",
    "[auth:regex]",
    "[zzz] [auth",
)
LIBRARIES = (
    "chen2021gans|Chen, Jian|2021|GANs Can Play\nli2020deep|Li, Bo and Moss, Ida|2020|Nets\nmoss2019a|Moss|2019|A Map",
    "Chen:2021|Jian Chen|2021|Gans\nLi:2020|Bo Li|2020|Nets\nMoss:2019b|Ida Moss|2019|Maps\nBirch:2018|Bo Birch|2018|T",
    "CL21|Chen and Li|2021|x\nMB20|Moss and Birch|2020|y\nABCD19|A and B and C and D|2019|z",
)
WORDS = (
    *"[auth] [year] [title] : :lower :upper :abbr".split(),
    *":capitalize :truncate3 :(x) authors2 authEtAl shorttitle camel letters".split(),
    *'regex("a","b") [ ] ( ) , - _ + / | {ATLAS} and \\"u $x$ '.split(),
    *("\n", "|", "é", "\0", "\udc80", "2021", "a"),
)


def check_pattern(data: bytes) -> None:
    """Promise that any text is a pattern, whose keys are keys, or a mistake with its place."""
    text = decode(data)
    try:
        pattern = parse(text)
    except KeyPatternError as error:
        promise(repr(text) in str(error), f"a mistake does not show the pattern: {error}")
        return
    promise(pattern.text == text, "a pattern is read as another")
    for work in WORKS:
        check_key(pattern.key(work))


def check_inference(data: bytes) -> None:
    """Promise that the pattern of a library's keys makes keys, too."""
    rows = [line.split("|") for line in decode(data).splitlines()]
    keyed = [
        (key, of_entry(authors, int(year) if year.isdecimal() and len(year) < 6 else None, title, "misc"))
        for key, authors, year, title in (row for row in rows if len(row) == 4)
    ]
    pattern = infer(keyed)
    if pattern:
        promise(parse(pattern.text) == pattern, "a pattern that cannot be written down")
        for work in (*WORKS, *(work for _, work in keyed)):
            check_key(pattern.key(work))


def check_key(key: str) -> None:
    """Promise that BibTeX, biber and LaTeX take a key, and that there is always another one."""
    promise(KEY.fullmatch(key), f"no key: {key!r}")
    promise(unique(key, {key.casefold()}) != key, f"a key that is taken: {key!r}")


_words = [encode(word) for word in WORDS]
TARGETS = {
    "key-patterns": Target(check_pattern, [encode(seed) for seed in PATTERNS], _words),
    "key-inference": Target(check_inference, [encode(seed) for seed in LIBRARIES], _words),
}

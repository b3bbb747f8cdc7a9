"""Personal names: parsed from display form and BibTeX's form, written in BibTeX's form.

BibTeX's rules: "BibTeXing", section 4; `von Last, Jr, First` is the one form that is never misread.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple
from bibtools.tex.group_names import is_of_group
from bibtools.tex.initials_behind import initials_behind
from bibtools.tex.name_case import family_in_capitals, in_mixed_case


class Name(NamedTuple):
    """One author; a collaboration or organisation has a `family` only and is `corporate`."""

    family: str
    given: str = ""
    von: str = ""
    suffix: str = ""
    corporate: bool = False

    @property
    def display(self) -> str:
        """The name as it is read aloud: given name first."""
        whole = " ".join(part for part in (self.given, self.von, self.family) if part)
        return f"{whole}, {self.suffix}" if self.suffix else whole


OTHERS = Name("others")

_SUFFIX = lazy_pattern(r",?\s+(Jr\.?|Sr\.?|I{2,3}|IV|VI{0,3})$")
_V_BEHIND = lazy_pattern(r"[^\s,]+,? V")  # an initial in the south of India: nobody has one name and is the fifth of it
_FIRM = lazy_pattern(r"\s(?:AI|LLC|GmbH|Labs?|AG|B\.V\.)$")
_GROUP = "collaborations?|consortium|consortia|team|group|project|survey|experiment|community|committee"
_SPEAKING = lazy_pattern(
    r"(\S.{0,80}?)[,;]?\s*[(\[]?\s*\b"
    rf"(on behalf of (?:the )?[^()\[\]]{{1,120}}?|for (?:the )?[^()\[\]]{{0,120}}?\b(?:{_GROUP})s?)\s*[)\]]?",
    re.IGNORECASE,
)
_WITH_OTHERS = lazy_pattern(r"(\S.{0,80}?),?\s+((?:et\.? al|and others)\.?)", re.IGNORECASE)
_BRAND = lazy_pattern(r"[-.]AI\Z")  # "01.AI", "DeepSeek-AI"
_FOR = lazy_pattern(r"(?:on behalf of|for) (?:the )?(?=\S)", re.IGNORECASE)
# What most names are: a word, and another one with or without initials, or these alone.
WORD = r"[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+(?:-[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+)*"
GIVEN = rf"{WORD}(?: [A-Z]\.)*|[A-Z]\.(?: [A-Z]\.)*"
_FAMILY, _GIVEN = lazy_pattern(WORD), lazy_pattern(GIVEN)
_INVERTED = lazy_pattern(rf"({WORD}), ({GIVEN})")
# The same in display form, also with hyphens: nothing in such a name needs more than a look at its words.
_PLAIN = lazy_pattern(
    r"([A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+(?:-[A-Za-zÀ-ÖØ-öø-ÿ][a-zß-öø-ÿ]+)*(?: [A-Z]\.)*|[A-Z]\.(?: [A-Z]\.)*)"
    r" ([A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+(?:-[A-Za-zÀ-ÖØ-öø-ÿ][a-zß-öø-ÿ]+)*)"
)
NO_FAMILY = frozenset({"Jr", "Sr", "Lab", "Labs", "Al", "And", "Et", "Others"})  # behind one word
# BibTeX separates names at this word in any case; some readers do it after any sign (`\_and`).
_AND = lazy_pattern(r"(?<![^\W_])and(?![^\W_])", re.IGNORECASE)
_LISTED = lazy_pattern(r"\sand\s", re.IGNORECASE)
_HOMONYM = lazy_pattern(r" [0-9]{4}$")  # DBLP's "Jiani Zhang 0003"
_INITIALS = lazy_pattern(r"\. -(?=\w)")  # arXiv's catalogue takes hyphenated initials apart: "C. -P. Yuan"
_ET_AL = lazy_pattern(
    r"(?:et\.?,? al\.?|(?:al\.?|others),? (?:et|and)|(?:and )?others|\{?and\}? others)$", re.IGNORECASE
)
# Families that Spanish, Catalan and Portuguese join: "Ortega y Gasset".
_JOINING = frozenset({"y", "i", "e"})
# Particles that some families write with a capital; inside a name they belong to what follows.
_CAPITAL_PARTICLES = frozenset(
    """Ait Al Aït Ben Da Dal Dalla De Del Della Delle Dello Dem Den Der Di Dos Du El Ibn La Le Lo Mac Nic Ní Ould Saint
    San St. Ten Ter Uí Van Von Ó""".split()
)
# "Grandson", "son", "nephew": in Portuguese they belong to the family before, "Santos Neto".
_DESCENT = frozenset({"Neto", "Filho", "Sobrinho", "Júnior"})
_AFTER_PARTICLE = frozenset({"La", "Las", "Los", "Le", "Der", "Den", "De", "Het", "Saint", "San", "Santa"})


def parse_display(text: str) -> Name | None:
    """Return a name parsed from display form ("Aäron van den Oord", "Guy L. Steele Jr."); None if there is none."""
    if plain := _plain(text):
        return plain
    text = _HOMONYM.sub("", _INITIALS.sub(".-", " ".join(text.split())))
    if _ET_AL.fullmatch(text):
        return OTHERS
    if not any(char.isalnum() for char in text):
        return None
    if is_of_group(text) or _FIRM.search(text):
        text = text[match.end() :] if (match := _FOR.match(text)) else text
        return Name(text.removeprefix("The ").removeprefix("the "), corporate=True)
    suffix = None if _V_BEHIND.fullmatch(text) else _SUFFIX.search(text, 1)
    if "," in text and not suffix:
        return parse_inverted(text)
    words = (text[: suffix.start()] if suffix else text).split()
    if len(words) == 1:
        return Name(text, corporate=_BRAND.search(text) is not None)
    behind = suffix[1] if suffix else ""
    if (apart := family_in_capitals(words)) is not None:
        return _of_parts(*apart, behind)
    return _of_words(in_mixed_case(words), behind)


def _of_words(words: list[str], suffix: str) -> Name:
    if initials := initials_behind(words):
        return Name(" ".join(words[:-initials]), " ".join(words[-initials:]), suffix=suffix)
    split = _family_start(words)
    von_end = next((n for n in range(split, len(words) - 1) if not _is_particle(words[n])), len(words) - 1)
    von_end = von_end if _is_particle(words[split]) else split
    return Name(
        " ".join(words[von_end:]),
        " ".join(words[:split]),
        " ".join(words[split:von_end]),
        suffix,
    )


@lru_cache(maxsize=4096)  # a name is examined twice, and the same people write many papers
def _plain(text: str) -> Name | None:
    """Return a name in display form that is what most are: no particle, suffix, group or capitals can be in it."""
    match = _PLAIN.fullmatch(text)
    if match is None or match[2] in NO_FAMILY or is_of_group(text):
        return None
    return Name(match[2], match[1])


def _of_parts(given: list[str], family: list[str], suffix: str) -> Name:
    last = len(family) - 1
    von_end = next((n for n in range(last) if not _is_particle(family[n])), last)
    return Name(" ".join(family[von_end:]), " ".join(given), " ".join(family[:von_end]), suffix)


def _is_particle(word: str) -> bool:
    """Return whether a word belongs to the von part: it begins in lower case, as do `'t` and `d'`."""
    return word.lstrip("'’")[:1].islower()


def _family_start(words: list[str]) -> int:
    """Return where the von part and family name begin: at the first lower-case word, else a capitalised particle.

    A capitalised particle right before a lower-case one ("Van der Berg") makes both part of the family name.
    """
    inner = range(1, len(words) - 1)
    lower = next((n for n in inner if _is_particle(words[n])), None)
    if lower is not None and lower > 1 and words[lower] in _JOINING:
        return lower - (2 if lower > 2 and words[lower - 2] in _CAPITAL_PARTICLES else 1)
    if lower is not None:
        return lower - 1 if lower > 1 and words[lower - 1] in _CAPITAL_PARTICLES else lower
    capital = next((n for n in inner if words[n] in _CAPITAL_PARTICLES), None)
    if capital is not None and (capital == len(words) - 2 or words[capital + 1] in _AFTER_PARTICLE):
        return capital
    if len(words) > 2 and words[-2] in {"Ben", "El"}:
        return len(words) - 2
    is_of_descent = len(words) > 2 and words[-1] in _DESCENT and len(words[-2].rstrip(".")) > 1
    return len(words) - (2 if is_of_descent else 1)


def parse_authors(listed: list[str]) -> list[Name]:
    """Return the names of a list in display form."""
    return read_list(listed, [parse_display(each) for each in listed])


def read_list(listed: Sequence[str], parsed: Iterable[Name | None]) -> list[Name]:
    """Return the names of a list, given each as a whole, and as it was read from its parts.

    No whole means that the parts are certainly those of one person.

    Whoever stands before arXiv's colon, an author of its own, is a collaboration. A person who speaks for one, or for
    others, is two authors.
    """
    found: list[Name | None] = []
    colon = 0
    for whole, name in zip(listed, parsed, strict=True):
        if not whole or _plain(whole):
            found.append(name)
            continue
        if whole.strip() == ":" and not colon:
            colon = len(found)
        apart = list(_apart(" ".join(whole.split())))
        found += [parse_display(each) for each in apart] if len(apart) > 1 else [name]
    together = [
        name if name is None or name.corporate else Name(name.display, corporate=True) for name in found[:colon]
    ]
    return [name for name in (*together, *found[colon:]) if name]


def _apart(text: str) -> Iterator[str]:
    """Yield a person and the collaboration behind the person: "Ann Example for the ALICE Collaboration"."""
    match = _SPEAKING.fullmatch(text) or _WITH_OTHERS.fullmatch(text)
    if match and not is_of_group(match[1]):
        yield match[1]
        yield match[2]
    else:
        yield text


def are_others(text: str) -> bool:
    """Return whether a catalogue's "name" says that there are more authors: "et al.", or "al., et" as it inverts it."""
    words = text.replace(",", " ").split()
    return any(_ET_AL.fullmatch(" ".join(each)) for each in (words, [*words[-1:], *words[:-1]]))


def parse_inverted(text: str) -> Name:
    """Return a name parsed from catalogue form: "van den Oord, Aäron" or "Steele, Jr., Guy L."."""
    if match := _INVERTED.fullmatch(text):  # as most are: no part of it is anything else
        return Name(match[1], match[2])
    parts = [_HOMONYM.sub("", " ".join(part.split())) for part in text.split(",")]
    family, suffix, given = parts[0], parts[1] if len(parts) > 2 else "", parts[-1] if len(parts) > 1 else ""
    if not family and not given:
        family, suffix = suffix or next(filter(None, parts), ""), ""
    if not given and (" " in family or is_of_group(family)):
        return OTHERS if _ET_AL.fullmatch(family) else Name(family, corporate=True)
    family, given = _in_mixed_case(family, given)
    words = family.split()
    von_end = next((n for n, word in enumerate(words) if not _is_particle(word)), 0)
    return Name(" ".join(words[von_end:]), given, " ".join(words[:von_end]), suffix)


def _in_mixed_case(family: str, given: str) -> tuple[str, str]:
    """Return family and given name in mixed case, the family of no initials."""
    before, last = given.split(), family.split()
    words = in_mixed_case([*before, *last])
    start = len(before)
    if last and (initials := initials_behind(words)) >= len(last):  # of which somebody has taken some for the family
        words, start = [*words[-initials:], *words[:-initials]], initials
    return " ".join(words[start:]), " ".join(words[:start])


def from_parts(family: str, given: str = "", suffix: str = "") -> Name | None:
    """Return a name built from a catalogue's separate parts; None if they are empty.

    Particles may precede the family name or follow the given one, a suffix may follow either; a name without a given
    part, or of a collaboration, is parsed from display form.
    """
    is_plain = not suffix and _FAMILY.fullmatch(family) and _GIVEN.fullmatch(given)
    if is_plain and not is_of_group(f"{given} {family}"):
        return Name(family, given)
    family, given, suffix = (
        _INITIALS.sub(".-", " ".join(part.split())).strip(", ") for part in (family, given, suffix)
    )
    family, found = _without_suffix(family)
    given, behind = _without_suffix(given)
    family, given = _in_mixed_case(family, given)
    suffix = suffix or found or behind
    whole = f"{given} {family}".strip()
    if not any(map(str.isalnum, whole)):
        return None
    if not given or not family or is_of_group(whole):
        read = parse_display(whole)
        return read._replace(suffix=suffix) if read and suffix and not read.corporate else read
    words, before = family.split(), given.split()
    last = next((n for n in range(len(before), 1, -1) if before[n - 1] not in _CAPITAL_PARTICLES), min(len(before), 1))
    words, before = [*before[last:], *words], before[:last]
    von_end = next((n for n, word in enumerate(words) if not _is_particle(word)), 0)
    von_start = next((n for n in range(len(before), 1, -1) if not _is_particle(before[n - 1])), 1)
    von = [*before[von_start:], *words[:von_end]]
    return Name(" ".join(words[von_end:]), " ".join(before[:von_start]), " ".join(von), suffix)


def _without_suffix(text: str) -> tuple[str, str]:
    match = _SUFFIX.search(text, 1)
    return (text[: match.start()], match[1]) if match else (text, "")


def each_of(authors: str) -> Iterator[str]:
    """Yield the parts of a BibTeX author list, split at every "and" outside braces ("BibTeXing", section 4)."""
    start = at = depth = 0
    for match in _LISTED.finditer(authors):
        between = authors[at : match.start()]
        depth += between.count("{") - between.count("}")
        if depth == 0:
            yield authors[start : match.start()]
            start = match.end()
        at = match.end()
    yield authors[start:]


def first_of(authors: str) -> Name | None:
    """Return the first name of a BibTeX author list, as decoded text in which braces still group."""
    return listed(next(each_of(authors)))


def listed(text: str) -> Name | None:
    """Return a name of such a list."""
    text = text.strip()
    if text.startswith("{") and text.endswith("}") and "}" not in text[1:-1]:
        return Name(_ungrouped(text), corporate=True)
    text = _ungrouped(text)
    return parse_inverted(text) if "," in text else parse_display(text)


def _ungrouped(text: str) -> str:
    return " ".join(text.replace("{", "").replace("}", "").split())


def to_bibtex(name: Name) -> str:
    """Return a name as `von Last, Jr, First`, a corporate one in braces."""
    if name.corporate or ("," in name.family and not name.given):
        return f"{{{name.family}}}"
    family = f"{name.von} {name.family}" if name.von else name.family
    return ", ".join([_one_part(part) for part in (family, name.suffix, name.given) if part])


def _one_part(text: str) -> str:
    """Return a part of a name; a comma or the word "and" inside it would be read as a separator."""
    is_apart = "," in text or ("and" in text.lower() and _AND.search(text) is not None)
    return f"{{{text}}}" if is_apart else text

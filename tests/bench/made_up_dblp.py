"""Made-up records in the form of DBLP's monthly file, and that file read by nothing but `iterparse`."""

from __future__ import annotations

import gzip
import itertools
import random
from collections.abc import Collection, Iterator, Sequence
from html.entities import name2codepoint
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

LETTERS = "abcdefghijklmnopqrstuvwxyz"
HEAD = '<?xml version="1.0" encoding="ISO-8859-1"?>\n<!DOCTYPE dblp SYSTEM "dblp-2019-11-22.dtd">\n<dblp>\n'
# As DBLP has them: a third each of articles and of papers of conferences, a third of preprints and the rest.
KINDS = {"inproceedings": 40, "article": 38, "informal": 14, "incollection": 2, "phdthesis": 3, "book": 1, "www": 2}
FIRST = (
    "Wei|Yang|Maria|J&uuml;rgen|Fran&ccedil;ois|S&oslash;ren|Anna|Li|Jos&eacute; A.|Mohammed|Rados&#322;aw|Ada|Yuki|"
    "Jean-Pierre|Nihar B.|O.|Sang-Hyun|&Aacute;lvaro|Igor|Priya"
).split("|")
ENDS = "|| 0001| 0002| 0017|||||||||||| Jr.||".split("|")
CUT = (100, 280)  # of the 1,000 records of a run: how many the first proceedings have, and so on


class MadeUp(NamedTuple):
    """Words and names as frequent as those of a language."""

    words: Sequence[str]
    weights: Sequence[float]
    families: Sequence[str]

    def title(self, rng: random.Random) -> str:
        """Return a title, with an entity, a formula or a subtitle now and then."""
        chosen = rng.choices(self.words, cum_weights=self.weights, k=rng.randint(4, 14))
        text = " ".join(chosen).capitalize()
        match rng.randrange(12):
            case 0:
                return f"{text}: {' '.join(chosen[:3])}"
            case 1:
                return f"{text} and O(<i>n</i><sup>2</sup>) &amp; more"
            case 2:
                return f"&Uuml;ber {text} &ndash; {chosen[0]}"
        return text

    def authors(self, rng: random.Random) -> list[str]:
        """Return some authors."""
        number = min(40, 1 + int(rng.expovariate(0.4)))
        return [f"{rng.choice(FIRST)} {rng.choice(self.families)}{rng.choice(ENDS)}" for _ in range(number)]


def made_up_language() -> MadeUp:
    """Return the same words and names each time."""
    rng = random.Random(1)  # noqa: S311 - texts, not secrets
    words = ["".join(rng.choices(LETTERS, k=rng.randint(3, 11))) for _ in range(60_000)]
    weights = list(itertools.accumulate(1 / (rank + 8) for rank in range(len(words))))
    families = ["".join(rng.choices(LETTERS, k=rng.randint(3, 9))).title() for _ in range(80_000)]
    families[::50] = [f"{each}&szlig;e" for each in families[::50]]
    return MadeUp(words, weights, families)


def records(number: int) -> Iterator[str]:
    """Yield records of DBLP's XML, proceedings before their papers, in the lines that DBLP has."""
    rng, language = random.Random(2), made_up_language()  # noqa: S311 - the same
    venues = [language.words[at].title() for at in range(3000)]
    kinds = list(itertools.chain.from_iterable([kind] * many for kind, many in KINDS.items()))
    place, year = "", 0
    for at in range(number):
        if at % CUT[0] == 0:
            year, venue = rng.randint(1985, 2025), rng.choice(venues)
            place = f"conf/{venue.lower()}/{year}"
            yield (
                f'<proceedings mdate="2019-06-{at % 28 + 1:02}" key="{place}">\n'
                f"<editor>{language.authors(rng)[0]}</editor>\n<title>Proceedings of the {at % 40 + 1}th International "
                f"Conference on {venue}, {venue.upper()} {year}, Sydney, Australia, July 12-14, {year}.</title>\n"
                f"<booktitle>{venue.upper()}</booktitle>\n<publisher>ACM</publisher>\n<year>{year}</year>\n"
                f"<isbn>978-1-{at % 10000:04}-{at % 9999:04}-1</isbn>\n<ee>https://doi.org/10.1145/{at}.1</ee>\n"
                f"<url>db/{place}.html</url>\n</proceedings>"
            )
        else:
            yield _record(at, rng.choice(kinds), rng, language, place, year)


def _record(at: int, kind: str, rng: random.Random, language: MadeUp, place: str, year: int) -> str:
    authors = language.authors(rng)
    key = f"{place.rpartition('/')[0]}/{authors[0].split()[-1]}{at}".replace("&", "").replace(";", "")
    title, day = language.title(rng), f"20{at % 10 + 10}-06-{at % 28 + 1:02}"
    listed = "".join(
        f'<author orcid="0000-0002-{at % 10000:04}-{n:03}X">{each}</author>\n'
        if n == 1
        else f"<author>{each}</author>\n"
        for n, each in enumerate(authors)
    )
    pages = f"<pages>{at % 900}-{at % 900 + 11}</pages>\n"
    if kind == "informal":
        volume = f"{year % 100:02}{at % 12 + 1:02}.{at % 100_000:05}"
        return (
            f'<article mdate="{day}" key="journals/corr/abs-{volume.replace(".", "-")}" publtype="informal">\n{listed}'
            f"<title>{title}.</title>\n<year>{year}</year>\n<month>August</month>\n<volume>abs/{volume}</volume>\n"
            f'<journal>CoRR</journal>\n<ee type="oa">https://doi.org/10.48550/arXiv.{volume}</ee>\n'
            f"<url>db/journals/corr/corr{volume[:4]}.html#abs-{volume.replace('.', '-')}</url>\n"
            "<stream>streams/journals/corr</stream>\n</article>"
        )
    if kind == "www":
        return (
            f'<www mdate="{day}" key="homepages/{at}/{at % 97}">\n<author>{authors[0]}</author>\n'
            f"<title>Home Page</title>\n<url>https://www.example.org/{at}</url>\n</www>"
        )
    where = f"<booktitle>{place.split('/')[1].upper()}</booktitle>\n"
    more = f"<crossref>{place}</crossref>\n"
    if kind == "article":
        key = f"journals/{key.partition('/')[2]}"
        where = f"<volume>{at % 60}</volume>\n<journal>J. {place.split('/')[1].title()}</journal>\n"
        more = f"<number>{at % 12}</number>\n"
    elif kind in {"phdthesis", "book"}:
        key = f"{'phd' if kind == 'phdthesis' else 'books'}/{key.partition('/')[2]}"
        where, pages = ("<school>University of Sydney</school>\n" if kind == "phdthesis" else ""), ""
        more = f"<isbn>978-3-{at % 10000:04}</isbn>\n"
    return (
        f'<{kind} mdate="{day}" key="{key}">\n{listed}<title>{title}.</title>\n{pages}<year>{year}</year>\n{where}'
        f"<ee>https://doi.org/10.{1000 + at % 60}/{at}.{at * 7 % 1_000_003}</ee>\n{more}"
        f"<url>db/{place}.html#{authors[0].split()[-1].replace('&', '').replace(';', '')}{at}</url>\n</{kind}>"
    )


def write(path: Path, number: int) -> None:
    """Write a file of so many records, compressed, in little memory."""
    with gzip.open(path, "wt", encoding="ascii", compresslevel=1) as stream:
        stream.write(HEAD)
        stream.writelines(records(number))
        stream.write("\n</dblp>\n")


def parsed(path: Path) -> Iterator[ET.Element]:
    """Yield the records of a file, by nothing but `iterparse`."""
    parser = ET.XMLParser()  # noqa: S314 - the file is this one's
    parser.entity.update((name, chr(code)) for name, code in name2codepoint.items())
    with gzip.open(path) as stream:
        events = ET.iterparse(stream, ("start", "end"), parser)  # noqa: S314 - the same
        _, root = next(events)
        depth = 0
        for event, element in events:
            depth += 1 if event == "start" else -1
            if event == "end" and depth == 0:
                yield element
                root.clear()


def sampled(path: Path, number: int, most: int, tags: Collection[str]) -> list[ET.Element]:
    """Return so many published works of a file of so many records, from everywhere in it."""
    found: list[ET.Element] = []
    apart = max(1, number // most // 2 - 3)  # about half of all records are such works
    for at, element in enumerate(parsed(path)):
        due = at // apart > len(found)
        if due and element.tag in tags and not element.get("publtype"):
            found.append(ET.fromstring(ET.tostring(element)))  # noqa: S314 - the same
            if len(found) == most:
                break
    return found


def title(element: ET.Element) -> str:
    """Return the title of a record, without its point."""
    found = element.find("title")
    return "" if found is None else "".join(found.itertext()).rstrip(".")


def authors(element: ET.Element) -> list[str]:
    """Return the authors of a record, without the numbers that tell namesakes apart."""
    names = [" ".join((each.text or "").split()) for each in element.iter("author")]
    return [each[:-5] if each[-4:].isdigit() else each for each in names]


def year(element: ET.Element) -> str:
    """Return the year of a record."""
    return element.findtext("year", "2000")

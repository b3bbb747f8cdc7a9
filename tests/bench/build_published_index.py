"""What an index of published works costs: its build beside a bare `iterparse`, look-ups beside bare SQLite, `upgrade`.

    python tests/bench/build_published_index.py RECORDS [PREPRINTS]

So many made-up records in the form of DBLP's monthly file are built into an index; works of it are then looked up by
title, and a library of so many preprints (1,000), of which half were published, is upgraded. Nothing here decides
anything.
"""

from __future__ import annotations

import gzip
import itertools
import json
import os
import random
import resource
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from html.entities import name2codepoint
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

from bibtools.index import titles
from bibtools.index.published_lookup import PublishedIndex

SAMPLE = 500
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


def memory(root: int) -> int:
    """Return the bytes that a process and its children hold, what they share counted once."""
    held, waiting = 0, [root]
    while waiting:
        process = waiting.pop()
        try:
            told = Path(f"/proc/{process}/smaps_rollup").read_text("ascii")
            held += next(int(line.split()[1]) * 1024 for line in told.splitlines() if line.startswith("Pss:"))
            waiting += map(int, Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split())
        except (OSError, StopIteration):
            continue
    return held


def watched(
    command: Sequence[str], environ: dict[str, str], folder: Path, *, codes: Sequence[int] = (0,)
) -> tuple[float, float, int]:
    """Return the seconds that a command takes, those of all its processors, and the most memory that it held."""
    before, begin, most = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter(), 0
    process = subprocess.Popen(command, env=environ, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    while process.poll() is None:
        most = max(most, memory(process.pid))
        time.sleep(0.1)
    seconds = time.perf_counter() - begin
    _, told = process.communicate()
    if process.returncode not in codes:
        sys.exit(f"{' '.join(command)}: {told.decode()}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, most


def median(work: Callable[[int], object], numbers: Sequence[int]) -> float:
    """Return the median of the seconds that some work takes."""
    times = []
    for each in numbers:
        begin = time.perf_counter()
        work(each)
        times.append(time.perf_counter() - begin)
    return statistics.median(times)


def compare_build(file: Path, path: Path, environ: dict[str, str], number: int) -> list[str]:
    """Print what the build costs, and return some titles."""
    begin, processor = time.perf_counter(), time.process_time()
    found, held = [], 0
    for held, element in enumerate(parsed(file), 1):
        if (
            held % max(1, number // SAMPLE // 2 - 3) == 1
            and element.tag in {"article", "inproceedings"}
            and not element.get("publtype")
        ):
            found.append("".join(element.find("title").itertext()).rstrip("."))  # type: ignore[union-attr]
    floor, processor = time.perf_counter() - begin, time.process_time() - processor
    seconds, work, most = watched([sys.executable, "-m", "bibtools", "index", "build", str(file)], environ, path.parent)
    size = path.stat().st_size
    print(f"{held} records: iterparse alone {floor:.0f} s ({processor:.0f} s of the processor),", end=" ")
    print(f"the build {seconds:.0f} s ({work:.0f} s of all processors): {seconds / floor:.1f} times as long;", end=" ")
    print(f"{most / 1e6:.0f} MB of memory, a file of {size / 1e6:.0f} MB, {size / held:.0f} bytes a record", flush=True)
    return found[:SAMPLE]


def compare_look_ups(path: Path, wanted: Sequence[str]) -> None:
    """Print what a look-up by title costs beside a row by its key."""
    index = PublishedIndex(path, print)
    bare = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    select = "SELECT work FROM keys WHERE key = ?"
    rows = "SELECT packed FROM works WHERE number = ?"
    keys = [titles.keys(each)[1][0] for each in wanted]
    numbers = [number for key in keys for (number,) in bare.execute(select, [key]).fetchmany(1)]
    found = index.titled(wanted)
    print(f"{sum(map(bool, found.values()))} of {len(set(wanted))} titles are found")
    of_all = range(len(numbers))
    floor = median(lambda at: bare.execute(rows, [numbers[at]]).fetchone(), of_all)
    one = median(lambda at: index.titled([wanted[at]]), range(len(wanted)))
    print(f"by title, one: {one * 1e3:.3f} ms in the median, {one / floor:.1f} times a bare row", end=" ")
    print(f"({floor * 1e3:.3f} ms)")
    begin = time.perf_counter()
    for number in numbers:
        bare.execute(rows, [number]).fetchone()
    floor = time.perf_counter() - begin
    begin = time.perf_counter()
    index.titled(wanted)
    together = time.perf_counter() - begin
    print(f"by title, {len(wanted)} together: {together / floor:.1f} times as long as bare rows", flush=True)
    bare.close()
    index.close()


def processor_seconds(command: Sequence[str], environ: dict[str, str], folder: Path) -> float:
    """Return the processor time of a program that ends well."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, env=environ, cwd=folder, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def compare_upgrade(folder: Path, wanted: Sequence[ET.Element], environ: dict[str, str]) -> None:
    """Print what `upgrade` of a library of preprints costs beside the interpreter's start."""
    entries, lines = [], []
    for at, element in enumerate(wanted):
        names = [" ".join((each.text or "").split()) for each in element.iter("author")]
        names = [each[:-5] if each[-4:].isdigit() else each for each in names]
        title = "".join(element.find("title").itertext()).rstrip(".")  # type: ignore[union-attr]
        title, year = title if at % 2 else f"{title} of nobody", element.findtext("year", "2000")
        paper = f"20{at // 500 % 12 + 1:02}.{at % 500 + 1:05}"
        escaped = title.replace("&", "\\&")
        entries.append(
            f"@misc{{k{at},\n  title = {{{escaped}}},\n  author = {{{' and '.join(names)}}},\n  year = {{{year}}},\n"
            f"  eprint = {{{paper}}},\n  archiveprefix = {{arXiv}},\n}}\n\n"
        )
        lines.append(
            json.dumps(
                {
                    "id": paper,
                    "authors": ", ".join(names),
                    "title": title,
                    "categories": "cs.LG",
                    "abstract": "  x\n",
                    "versions": [{"version": "v1", "created": f"Mon, 2 Apr {year} 19:18:42 GMT"}],
                    "update_date": "2020-01-01",
                    "authors_parsed": [[each.split()[-1], " ".join(each.split()[:-1]), ""] for each in names],
                }
            )
        )
    (folder / "arxiv.jsonl").write_text("\n".join(lines), "utf-8")
    watched([sys.executable, "-m", "bibtools", "index", "build", "arxiv.jsonl"], environ, folder)
    times, begun = [], []
    for _ in range(4):  # the first one writes compiled modules
        (folder / "refs.bib").write_text("".join(entries), "utf-8")
        command = [sys.executable, "-m", "bibtools", "upgrade", "refs.bib", "--offline"]
        times.append(processor_seconds(command, environ, folder))
        begun.append(processor_seconds([sys.executable, "-c", "pass"], environ, folder))
    changed = (folder / "refs.bib").read_text("utf-8").count("@inproceedings{")
    changed += (folder / "refs.bib").read_text("utf-8").count("@article{")
    print(f"upgrade of {len(entries)} preprints, {changed} upgraded: {min(times):.2f} s of processor time, ", end="")
    print(f"{min(times) / min(begun):.0f} times Python's start ({min(begun) * 1e3:.0f} ms)")


def main(number: int, preprints: int) -> None:
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # as at any user's
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file, path = folder / "dblp.xml.gz", folder / "dblp.sqlite3"
        begin = time.perf_counter()
        write(file, number)
        print(
            f"a file of {file.stat().st_size / 1e6:.0f} MB, written in {time.perf_counter() - begin:.0f} s", flush=True
        )
        environ = os.environ | {
            "BIBTOOLS_INDEX": str(folder / "index.sqlite3"),
            "BIBTOOLS_CACHE_DIR": str(folder / "cache"),
            "BIBTOOLS_DATA_DIR": str(folder / "data"),
        }
        compare_look_ups(path, compare_build(file, path, environ, number))
        known = (each for each in parsed(file) if each.tag == "inproceedings")
        step = max(1, number // 3 // preprints)
        wanted = [_copied(each) for each in itertools.islice(known, 0, step * preprints, step)]
        compare_upgrade(folder, wanted, environ)
        if len(sys.argv) > 3:
            shutil.copy(path, sys.argv[3])


def _copied(element: ET.Element) -> ET.Element:
    return ET.fromstring(ET.tostring(element))  # noqa: S314 - the same


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1000)

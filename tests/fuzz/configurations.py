"""The configuration: any file is one, or raises an error that names it; what is read is within its limits."""

from __future__ import annotations

import re
import tempfile
from functools import cache
from pathlib import Path

from bibtools.bibliography.citekey.work import Work
from bibtools.config.configuration import Config, load
from bibtools.core.errors import ConfigError
from bibtools.files.walking import excluded
from bibtools.identifiers.identifier import Identifier
from bibtools.providers.registry import SERVICES
from bibtools.tex.names import Name
from fuzz.promises import Target, promise
from fuzz.scratch import scratch

WORK = Work((Name("Chen", "Jian"),), 2021, "GANs Can Play Lottery Tickets Too", "misc", Identifier.of_id("2106.00134"))
SEEDS = (
    b"",
    b'bib = "refs.bib"\nexclude = ["build/", "*.aux", "!keep"]\nkeys = "[auth:lower]_[year]_[shorttitle3]"\n',
    (
        b'dialect = "biblatex"\nencoding = "unicode"\npreprint = "article"\nmax_authors = 5\ncode_field = "note"\n'
        b'code_links = 2\ncode_from = ["record", "source"]\nextra = ["abstract"]\norder = ["title", "author"]\n'
    ),
    b'offline = true\nmailto = "ada@example.org"\ntimeout = 12.5\nindex = "x.sqlite3"\n',
    (
        b'[services.arxiv]\nurl = "http://127.0.0.1:8080/x"\ninterval = 0.5\n[services.github]\nkey = "s3cret"\n'
        b'[services.oai]\ninterval = 4\n[services.datacite]\nurl = "https://example.org"\n'
    ),
    b'[[paper]]\nsources = ["a/", "b.md"]\nbib = "a/refs.bib"\n[[paper]]\nsources = ["c/"]\nbib = "c.bib"\n',
    b'bob = "refs.bib"\n',
    b'keys = \'[auth:regex("[a-z]","b"):(x):truncate3]\'\n',
    b"timeout = inf\nmax_authors = -1\n",
    b"a.b.c.d = [[[{x = 1979-05-27T07:32:00Z}]]]\n",
)
WORDS = (
    *b"bib exclude index keys dialect encoding preprint".split(),
    *b"max_authors code_field code_links code_from extra order offline".split(),
    *b"mailto timeout services paper sources url interval key arxiv datacite github".split(),
    *b"= \"\" ''' [[ ]] { } nan inf -1 1e400".split(),
    *(b"[auth]", b"[year]", b":lower", b":(x)", b"\\u0000", b"\\ud800", b"\xff", b"true", b"1979-05-27", b"**/"),
)  # fmt: skip


@cache
def folder() -> tempfile.TemporaryDirectory[str]:
    """Make a work tree of our own: no configuration above it counts."""
    made = scratch()
    Path(made.name, ".git").mkdir()
    return made


def check(data: bytes) -> None:
    """Read a file, and use what could be read."""
    place = Path(folder().name)
    (place / ".bibtools.toml").write_bytes(data)
    try:
        config = load({"BIBTOOLS_CACHE_DIR": str(place / "cache")}, place)
    except ConfigError as error:
        promise(str(place) in str(error), f"an error does not tell of its place: {error}")
        return
    check_limits(config)
    is_excluded = excluded(config.exclusion)
    for path in ("a.tex", "build/b.md", "x/y/z.aux"):
        promise(isinstance(is_excluded(path), bool), "a file is neither excluded nor not")
    if config.keys:
        promise(re.fullmatch(r"[A-Za-z0-9_:.+/-]{1,200}", config.keys.key(WORK)), "a pattern makes what is no key")


def check_limits(config: Config) -> None:
    """Promise that every value is one that the rest of the program can use."""
    promise(config.timeout is None or 0 <= config.timeout <= 3600, f"timeout: {config.timeout}")
    promise(
        config.preferences.max_authors >= 0 and config.preferences.code_links >= 1, f"numbers: {config.preferences}"
    )
    promise(
        all(paper.bib and paper.sources for paper in config.papers), f"a paper without sources or bib: {config.papers}"
    )
    for name, service in config.services.items():
        promise(0 <= service.interval <= 3600, f"interval: {service}")
        is_public = service.url == SERVICES[name].url
        promise(not is_public or service.interval >= SERVICES[name].interval, f"faster than the terms: {service}")
        promise(service.url.startswith(("https://", "http://")), f"no address: {service}")
        is_near = re.match(r"http://(?:127\.|localhost\b|\[::1\])", service.url, re.IGNORECASE)
        promise(service.url.startswith("https://") or is_near, f"plain http to a stranger: {service}")


TARGETS = {"configuration": Target(check, SEEDS, WORDS)}

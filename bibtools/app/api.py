"""The public functions, as `import bibtools` gives them: the use cases, with defaults for everything external.

None of them prints, exits or keeps anything between two calls. What goes on meanwhile goes to the standard log,
`bibtools`. Paths are relative to the current folder, or to `base` where one is given. `today` is this machine's day,
and `config` what `read_config` gives, unless something else is given; what only computes reads no configuration.
"""

# What a call does not need is not loaded for it.

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING

from bibtools.app.api_arguments import Path, Paths, Texts, day, paths_of, workspace
from bibtools.core.errors import UsageError
from bibtools.core.text import Source
from bibtools.identifiers.identifier import Identifier
from bibtools.sources.mention import Mention, Scan

if TYPE_CHECKING:
    from bibtools.app.check_outcome import CheckOutcome
    from bibtools.app.find import FindOutcome
    from bibtools.app.gather import Gathered
    from bibtools.app.verify_outcome import VerifyOutcome
    from bibtools.bibliography.library.blocks import Library
    from bibtools.config.configuration import Config
    from bibtools.providers.resolution import Resolution
    from bibtools.records.record import CodeLink

Named = Identifier | Mention | str


def scan_text(text: str, name: str = "paper.tex", *, bare: bool = False, today: date | None = None) -> Scan:
    """Return the mentions and suspects of a text, which is read as a file of that name would be.

    With `bare`, bare numbers of the right form are taken for ids, too.
    """
    from bibtools.files.pathnames import suffix
    from bibtools.sources.mention import accept_bare
    from bibtools.sources.scanner import scan as scanned

    found = scanned(Source(name, text), day(today), suffix(name))
    return accept_bare(found) if bare else found


def scan(
    paths: Paths = os.curdir,
    *,
    base: Path | None = None,
    texts: Texts | None = None,
    bare: bool = False,
    config: Config | None = None,
    today: date | None = None,
) -> Gathered:
    """Return what files and folders say: mentions, suspects, the libraries and styles that they name.

    `texts` lie over the files, or are new ones beside them, by their paths: what an editor has not saved. Of a folder
    what git tracks or would track is read, without what the configuration excludes. `unread` are the files that
    cannot be read.
    """
    from bibtools.app.gather import gather
    from bibtools.app.source_files import Sources
    from bibtools.app.wiring import read_config
    from bibtools.sources.filetypes import WALKED

    config = read_config(base or "") if config is None else config
    sources = Sources(paths_of(paths), config.exclusion, bare, patience=config.timeout)
    return gather(sources, day(today), WALKED, pairing=True, files=workspace(base, texts))


def resolve(
    ids: Named | Iterable[Named],
    *,
    offline: bool = False,
    timeout: float | None = None,
    is_cancelled: Callable[[], bool] | None = None,
    pairs: Iterable[tuple[Identifier, CodeLink]] = (),
    config: Config | None = None,
) -> Resolution:
    """Return what works are: their records, which do not exist, and which could not be looked up, with the reason.

    `ids` are identifiers, mentions, or texts that `Identifier.parse` reads (which raises ValueError). They are looked
    up in the index, the cache and at the services, as the commands do; with `offline` without requests, and with
    `timeout` for so many seconds at most. Before each request `is_cancelled` is called: once it returns True, no more
    requests are made, and what is known by then is returned. `pairs` are links to code that lists put next to papers,
    as `scan` finds them.
    """
    from bibtools.app.log import LogObserver
    from bibtools.app.wiring import read_config, world
    from bibtools.providers.code_links import paired_links

    config = read_config() if config is None else config
    options = (is_cancelled,) if is_cancelled else ()
    here = world(config.overridden(offline=offline, timeout=timeout), LogObserver(), *options)
    given = [ids] if isinstance(ids, Identifier | Mention | str) else ids
    wanted = list(dict.fromkeys(_identifier(each).work for each in given))
    return here.attribute(here.resolve(wanted), paired_links(tuple(pairs)))


def check(
    sources: Paths = os.curdir,
    *,
    bib: Path | None = None,
    base: Path | None = None,
    texts: Texts | None = None,
    bare: bool = False,
    config: Config | None = None,
    today: date | None = None,
) -> CheckOutcome:
    """Return what a paper lacks and what is broken in it, as `bibtools check` does; makes no requests.

    `texts` lie over the files, as those of `scan`. Raises UsageError where the library is not clear, or where the
    configuration knows several papers here: `check_papers` checks them all.
    """
    found = check_papers(sources, bib=bib, base=base, texts=texts, bare=bare, config=config, today=today)
    if len(found) != 1:
        raise UsageError(f"the configuration knows {len(found)} papers here: check_papers checks them all")
    return found[0]


def check_papers(
    sources: Paths = (),
    *,
    bib: Path | None = None,
    base: Path | None = None,
    texts: Texts | None = None,
    bare: bool = False,
    config: Config | None = None,
    today: date | None = None,
) -> list[CheckOutcome]:
    """Check all papers of the configuration that the sources belong to, by default all of them: an outcome each."""
    from bibtools.app.check_papers import check_papers as checked
    from bibtools.app.wiring import read_config

    config = read_config(base or "") if config is None else config
    named, files = os.fspath(bib) if bib else None, workspace(base, texts)
    return checked(config, day(today), paths_of(sources), named, bare=bare, files=files)


def find(
    text: str,
    *,
    limit: int = 5,
    offline: bool = False,
    timeout: float | None = None,
    config: Config | None = None,
    today: date | None = None,
) -> FindOutcome:
    """Return the papers that a text may name without an id: a title, an abstract, a line of references.

    The local index is asked or, without one, arXiv. At most `limit` papers are found, the surest first; `trouble` says
    why something could not be looked for.
    """
    from bibtools.app.find import find as found
    from bibtools.app.log import LogObserver
    from bibtools.app.wiring import read_config, world

    config = read_config() if config is None else config
    here = world(config.overridden(offline=offline, timeout=timeout), LogObserver())
    return found(text, here.searcher.whole, here.resolve, limit, day(today))


def verify(
    library: Library,
    *,
    offline: bool = False,
    timeout: float | None = None,
    searches: int | None = None,
    config: Config | None = None,
    today: date | None = None,
) -> VerifyOutcome:
    """Return the verdicts on the entries of a library: whether they say what sources say of their works.

    Indexes are asked first, then services, and at most `searches` titles are searched for, by default as many as the
    configuration says. No lock file is read, and nothing is written.
    """
    from bibtools.app.log import LogObserver
    from bibtools.app.searching import Searching
    from bibtools.app.verify import verify as verified
    from bibtools.app.wired_indexes import witnesses
    from bibtools.app.wiring import read_config, world

    config = (read_config() if config is None else config).overridden(offline=offline, timeout=timeout)
    observer = LogObserver()
    here = world(config, observer)
    budget = config.title_searches if searches is None else searches
    return verified(
        library.source,
        library.source.path,
        here.resolve,
        witnesses(config, observer.note),
        day(today),
        is_offline=config.offline,
        rules=config.rules,
        searching=Searching(here.search_titles, budget, observer.note),
        attest=here.attest,
    )


def _identifier(given: Named) -> Identifier:
    if isinstance(given, Mention):
        return given.identifier
    return given if isinstance(given, Identifier) else Identifier.parse(given)

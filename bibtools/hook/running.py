"""Running a hook: settings and papers, what is wrong with each, and what is told of it."""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple, NoReturn

from bibtools import __version__, files
from bibtools.errors import BibtoolsError, ExitCode
from bibtools.hook import gate
from bibtools.hook.arguments import Options, read
from bibtools.hook.checking import Checked, check
from bibtools.hook.memory import Memory
from bibtools.papers import Paper, is_within, of_files
from bibtools.places import configurations
from bibtools.scan import WALKED


class Settings(NamedTuple):
    """What the configuration says that matters here."""

    papers: tuple[Paper, ...] = (Paper(),)
    folder: str = ""  # that the patterns of what is excluded are relative to
    excluded: tuple[str, ...] = ()


def main(arguments: Sequence[str], *, writes: bool) -> NoReturn:
    """Run a hook and exit with its code; every expected error becomes one message."""
    name = "bibtools-sync" if writes else "bibtools-check"
    try:
        code = _run(list(arguments), writes=writes)
        sys.stdout.flush()
    except BibtoolsError as error:
        sys.stderr.write(f"{name}: error: {error}\n")
        code = error.exit_code
    except KeyboardInterrupt:
        sys.stderr.write(f"{name}: interrupted\n")
        code = ExitCode.INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader has seen enough
        code = ExitCode.COULD_NOT
    sys.exit(code)


def _run(arguments: list[str], *, writes: bool) -> int:
    options = read(arguments, __version__, writes=writes)
    if options.shown:
        sys.stdout.write(options.shown)
        return ExitCode.IN_STEP
    call = gate.Call.of(arguments, os.environ)
    gate.close(call)
    memory = Memory(call.state)
    settings = _settings(memory, call.folder)
    listing = gate.tracked(os.environ)
    today = date.today()  # noqa: DTZ011 - the user's own day
    chosen = _chosen(settings.papers, options)
    outcomes = _outcomes(settings, chosen, options, listing, memory, today)
    memory.write()
    checked = [each for paper in chosen if isinstance(each := outcomes[paper], Checked)]
    if writes and any(each.missing for each in checked):
        from bibtools.hook.syncing import sync  # noqa: PLC0415 - the network is the exception

        return sync(checked, options, today)
    if listing is not None and all(isinstance(each, Checked) and not each.exit_code for each in outcomes.values()):
        gate.write(call, gate.hash_of(listing), memory.lines(), _ids(checked) if len(outcomes) == 1 else [])
    code = max((each.exit_code for each in checked), default=ExitCode.IN_STEP)
    _tell(checked, options, code)
    return code


def _outcomes(
    settings: Settings, chosen: Collection[Paper], options: Options, listing: bytes | None, memory: Memory, today: date
) -> dict[Paper, Checked | BibtoolsError]:
    """Check all papers, so that the whole is remembered; raise only what is wrong with a chosen one."""
    outcomes: dict[Paper, Checked | BibtoolsError] = {}
    for paper in settings.papers:
        try:
            bib = options.bib or paper.bib
            outcomes[paper] = check(
                _sources(paper, listing, settings, options.files), bib, memory, today, bare=options.bare
            )
        except BibtoolsError as error:
            if paper in chosen:
                raise
            outcomes[paper] = error
    return outcomes


def _ids(checked: Sequence[Checked]) -> list[str]:
    """Return the ids of papers that a library has, marked where they are the keys of their entries."""
    held = dict(pair for each in checked for pair in each.outcome.present)
    return [f"{value}!" if key == value else value for value, key in held.items() if "/" not in value]


def _settings(memory: Memory, folder: str) -> Settings:
    """Return what the configuration says; it is read only where one of its files has changed."""
    places = [os.path.relpath(place, folder) for place in configurations(folder)]
    known = [memory.recall("settings", place) for place in places]
    if None not in known:
        [said] = [each for each in known if each] or [[]]
        return _of_json(said) if said else Settings()
    from pathlib import Path  # noqa: PLC0415 - the same

    from bibtools.config import load  # noqa: PLC0415 - few commits change it

    config = load({}, Path(folder))
    papers = config.papers or (Paper(bib=config.bib),)
    settings = Settings(papers, config.exclusion.folder, config.exclusion.patterns)
    for number, place in enumerate(places):
        memory.keep("settings", place, settings if number == 0 else [])
    return settings


def _of_json(said: list[list[object]]) -> Settings:
    papers, folder, excluded = said
    return Settings(
        tuple(Paper(tuple(sources), bib) for sources, bib in papers),  # type: ignore[misc,has-type] # what we wrote
        str(folder),
        tuple(map(str, excluded)),
    )


def _chosen(papers: tuple[Paper, ...], options: Options) -> list[Paper]:
    """Return the papers that the named files belong to; all of them where none is named, or nobody's."""
    return of_files(papers, options.files) or list(papers)


def _sources(paper: Paper, listing: bytes | None, settings: Settings, named: Sequence[str]) -> list[str]:
    """Return a paper's source files: those that git tracks, since a commit consists of these; outside of git, all.

    Those that are named are among them in any case.
    """
    exclusion = settings.folder, settings.excluded
    if listing is None or any(not _is_inside(place) for place in paper.sources):
        return _walked(paper.sources, *exclusion)
    tracked = [os.fsdecode(name) for name in listing.split(b"\0")[:-1]]
    mine = [
        name
        for name in dict.fromkeys([*tracked, *map(os.path.normpath, named)])
        if files.suffix(name) in WALKED and is_within(name, paper.sources) and files.exists(name)
    ]
    return _kept(mine, *exclusion)


def _is_inside(place: str) -> bool:
    return not os.path.normpath(place).startswith((os.pardir, "/"))


def _walked(sources: Sequence[str], folder: str, patterns: tuple[str, ...]) -> list[str]:
    return list(files.walk(sources, WALKED, files.Exclusion(folder, patterns)).paths)


def _kept(names: list[str], folder: str, patterns: tuple[str, ...]) -> list[str]:
    if not patterns:
        return names
    is_excluded = files.excluded(files.Exclusion(folder, patterns))
    return [name for name in names if not is_excluded(name)]


def _tell(checked: Sequence[Checked], options: Options, code: int) -> None:
    """Print what is wrong; of a paper that is in step, nothing."""
    if code or options.form in {"json", "sarif"}:
        from bibtools.hook import telling  # noqa: PLC0415 - where there is something to tell

        sys.stdout.buffer.write(telling.told(checked, options.form))
        sys.stderr.write(telling.annotated(checked, options.form, os.environ))

"""Running `bibtools-verify`: libraries are compared with the data on this machine, without any request."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING, NoReturn

from bibtools import __version__
from bibtools.app.locked_verdicts import all_locked
from bibtools.app.verify_locked import verify_locked
from bibtools.app.verify_outcome import VerifyOutcome
from bibtools.app.wired_indexes import witnesses
from bibtools.app.wiring import read_config, today, world
from bibtools.core.errors import BibtoolsError, ExitCode, ReadError
from bibtools.core.process_exit import end, say, write_output
from bibtools.core.rules import NOTE
from bibtools.core.text import encode, printable
from bibtools.files import exact_text, walking
from bibtools.files.library_lock import Locking
from bibtools.files.program import listed_names
from bibtools.hook import git_index, verified_state
from bibtools.hook.arguments import VERIFY, Options, read
from bibtools.hook.fast_path import Call
from bibtools.index.kinds import KINDS
from bibtools.reports import verify as reports
from bibtools.reports.formats import TEXT, annotated, formatted
from bibtools.reports.library_outcomes import Reports, result_of

if TYPE_CHECKING:
    from bibtools.app.knowledge import Witnesses
    from bibtools.app.world import World
    from bibtools.config.configuration import Config
    from bibtools.core.counted_work import Heard
    from bibtools.core.text import Source
    from bibtools.matching.verdict_lock import Locked

_REPORTS = Reports(reports.text, reports.values, reports.lock_trouble)


class _Silent:
    """Hears how a run goes on, and shows nothing but notes: a commit is quick, or wants to be."""

    def waiting(self, service: str, seconds: float | None) -> None:
        """Show nothing: there is no wait."""

    def note(self, text: str) -> None:
        """Print a note."""
        say(f"note: {printable(text)}\n")

    def counted(self, task: str, noun: str) -> Heard:
        """Show nothing: without requests it takes no time."""
        from bibtools.core.counted_work import unheard

        del task, noun
        return unheard


def main(arguments: Sequence[str]) -> NoReturn:
    """Run the hook and exit with its code; every expected error becomes one message."""

    def run() -> int:
        try:
            return _run(list(arguments))
        except BibtoolsError as error:
            say(f"{VERIFY}: error: {error.lines}\n")
            return error.exit_code

    end(VERIFY, run)


def _run(arguments: list[str]) -> int:
    options = read(arguments, __version__, VERIFY)
    if options.shown:
        write_output(options.shown.encode())
        return ExitCode.IN_STEP
    for note in options.notes:
        say(f"note: {printable(note)}\n")
    call = Call.of(arguments, os.environ)
    verified_state.forget(call)
    config = read_config().overridden(offline=True)
    config = config._replace(rules=options.rules.over(config.rules))
    named = _libraries(options, config)
    outcomes = [_verified(path, config, _asking(config, _Silent())) for path in named]
    code = max((each.exit_code for each in outcomes), default=int(ExitCode.IN_STEP))
    is_quiet = not code and not any(map(_has_news, outcomes))
    if options.form != TEXT or not is_quiet:
        _print(outcomes, options.form)
    elif not config.strangers:
        verified_state.remember(call, named, _knowledge(config), config.settings["config"].value or "")
    return code


def _knowledge(config: Config) -> list[str]:
    """Return the files of what is known of works: indexes and earlier answers."""
    indexes = [each.path(config.index_path) for each in KINDS]
    return list(map(os.fspath, (*indexes, *sorted(config.cache_dir.glob("records-*")))))


def _libraries(options: Options, config: Config) -> list[str]:
    """Return the libraries that are meant: by an option, by the files of a commit, or by the configuration."""
    if options.bib:
        return [options.bib]
    if options.files:
        found = verified_state.libraries(options.files)
    else:
        configured = [each.bib for each in config.papers if each.bib] or ([config.bib] if config.bib else [])
        listing = git_index.tracked(os.environ).output
        found = configured or verified_state.libraries(listed_names(listing or b""))
    is_excluded = walking.excluded(config.exclusion)
    return [each for each in dict.fromkeys(found) if not is_excluded(each)]


def _verified(path: str, config: Config, asking: Callable[[], tuple[World, Witnesses]]) -> VerifyOutcome:
    source = exact_text.read_library(path)
    if source is None:
        raise ReadError(f"{path}: there is no such file")

    def verifying(locked: Locked) -> VerifyOutcome:
        return _at_once(source, path, locked, config) or _looked_at(source, path, locked, config, asking)

    return verify_locked(path, verifying, today(), Locking(), makes=False, keeps=False)


def _at_once(source: Source, path: str, locked: Locked, config: Config) -> VerifyOutcome | None:
    return all_locked(source, path, locked, config.rules) if locked else None


def _looked_at(
    source: Source, path: str, locked: Locked, config: Config, asking: Callable[[], tuple[World, Witnesses]]
) -> VerifyOutcome:
    from bibtools.app.verify import verify  # what is locked needs none of it

    here, known = asking()
    return verify(
        source,
        path,
        here.resolve,
        known,
        here.today,
        is_offline=True,
        rules=config.rules,
        locked=locked,
        attest=here.attest,
    )


def _asking(config: Config, observer: _Silent) -> Callable[[], tuple[World, Witnesses]]:
    @cache
    def asking() -> tuple[World, Witnesses]:
        return world(config, observer), witnesses(config, observer.note)

    return asking


def _has_news(outcome: VerifyOutcome) -> bool:
    return any(each.level != NOTE for each in outcome.findings) or any(each.states for each in outcome.entries)


def _print(outcomes: Sequence[VerifyOutcome], form: str) -> None:
    result = result_of(outcomes, _REPORTS)
    troubles = "".join(map(_REPORTS.diagnostics, outcomes))
    write_output(encode(formatted(result, form, os.environ)), troubles + annotated(result.findings, form, os.environ))

"""What a shell may complete: rules, keys of the library, ids of papers, and other names, each with what it means.

A shell asks while the user types: nothing is printed, requested or raised. What cannot be read, or not in time,
completes to nothing. Bash inserts a word as it is, so a word that a shell would expand or split is not offered.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import redirect_stderr, suppress
from typing import TYPE_CHECKING

import click

from bibtools.core.errors import BibtoolsError
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.text import printable
from bibtools.core.time_limit import OutOfTimeError, time_limit

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from bibtools.app.check_outcome import CheckOutcome
    from bibtools.identifiers.identifier import Identifier

Complete = Callable[[click.Context, click.Parameter, str], "list[CompletionItem]"]
_Offered = Iterable[tuple[str, str]]  # what may be typed, and what it means
_WORD = lazy_pattern(r"\w[\w.:/+@%-]{0,199}")  # no sign that a shell evaluates, and no option
_MOST = 10_000  # words; shells list one a line
_LONGEST = 200  # characters of what a word means
PATIENCE = 5.0  # seconds that a user may wait for a completion


def let_fish_read_commas() -> None:
    """Let fish take only the first comma of a line for the end of its first part: lists and help have others."""
    from click.shell_completion import FishComplete, add_completion_class

    class WholeLines(FishComplete):
        source_template = FishComplete.source_template.replace('string split ","', 'string split --max 1 ","')

    add_completion_class(WholeLines, "fish")


def completing(offer: Callable[[click.Context], _Offered], *, is_list: bool = False) -> Complete:
    """Return what completes a value to one that is offered; of a list with commas, its last part."""

    def complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        before, comma, part = incomplete.rpartition(",") if is_list else ("", "", incomplete)
        used = {*before.split(",")} | {*_given(ctx, param)}
        fitting: dict[str, str] = {}
        unread = (BibtoolsError, OSError, RecursionError, OutOfTimeError)
        with suppress(*unread), redirect_stderr(io.StringIO()), time_limit(PATIENCE):
            for each, meaning in offer(ctx):
                if each.lower().startswith(part.lower()) and each not in used and _WORD.fullmatch(each):
                    fitting[each] = printable(meaning)[:_LONGEST]
                if len(fitting) == _MOST:
                    break
        return [CompletionItem(f"{before}{comma}{each}", help=meaning or None) for each, meaning in fitting.items()]

    return complete


def _given(ctx: click.Context, param: click.Parameter) -> Iterator[str]:
    """Yield the values of a parameter that stand on the command line already."""
    value = ctx.params.get(param.name or "")
    yield from (str(each) for each in value or ()) if isinstance(value, tuple) else ()


def names(offered: Iterable[str] | Mapping[str, str]) -> Callable[[click.Context], _Offered]:
    """Return what offers fixed names."""
    pairs = offered.items() if isinstance(offered, Mapping) else ((each, "") for each in offered)
    known = list(pairs)
    return lambda _: known


def rules(ctx: click.Context) -> _Offered:
    """Return the rules."""
    from bibtools.core.rules import RULES

    del ctx
    return [(each.name, each.summary) for each in RULES.values()]


def rules_or_all(ctx: click.Context) -> Iterator[tuple[str, str]]:
    """Yield the rules, and the word for all of them."""
    yield from rules(ctx)
    yield "ALL", "every rule"


def library_keys(ctx: click.Context) -> Iterator[tuple[str, str]]:
    """Yield the keys of the library that a command is about, with the titles of the entries."""
    from bibtools.app.meant_libraries import meant_libraries
    from bibtools.app.wiring import configuration, today
    from bibtools.bibliography.library.reader import read

    given = [str(each) for each in ctx.params.get("given") or ctx.args]  # click leaves them where a value is to come
    for find in meant_libraries(given, configuration(quiet_about_files=True, asks=False), today()):
        for meant in find():
            if source := meant.files.read_library(meant.named.path):
                yield from ((entry.key, entry.get("title") or "") for entry in read(source).entries)


def missing_papers(ctx: click.Context) -> Iterator[tuple[str, str]]:
    """Yield the ids that the sources here name, and the library lacks, with the places that name them."""
    for outcome in _checked(ctx):
        for mention in outcome.missing:
            yield from _typed(mention.identifier, f"{mention.path}:{mention.position.line}")


def papers(ctx: click.Context) -> Iterator[tuple[str, str]]:
    """Yield the ids of the papers here: those that the library has, with their keys, and those that it lacks."""
    for outcome in _checked(ctx):
        for work, key in outcome.present:
            yield from _typed(work, key)
    yield from missing_papers(ctx)


def _typed(work: Identifier, meaning: str) -> Iterator[tuple[str, str]]:
    typed = work.id.removeprefix("doi:")
    if ":" not in typed:  # which ends a word in bash
        yield typed, meaning


def _checked(ctx: click.Context) -> list[CheckOutcome]:
    from bibtools.app.check_papers import check_papers
    from bibtools.app.wiring import configuration, today

    bib = ctx.params.get("bib")
    return check_papers(configuration(quiet_about_files=True, asks=False), today(), (), str(bib) if bib else None)

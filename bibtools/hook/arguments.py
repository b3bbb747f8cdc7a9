"""The arguments of the hooks: few, and read without click, which a commit need not wait for."""

from __future__ import annotations

import getopt
from collections.abc import Container, Iterable, Iterator

from bibtools.core.errors import UsageError
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.nearest import nearest
from bibtools.core.rule_selection import RuleOptions
from bibtools.hook.fast_path import CAREFUL, VALUED, divided, is_file
from bibtools.reports.formats import OF_FINDINGS, TEXT, offered

_USAGE = """Usage: {name} [OPTIONS] [FILES]...

  {what}

  {scope}

Options:
  --bib FILE        The .bib; by default the one in the configuration or in the sources.
  --format FORMAT   {formats}.
{bare}  --select RULES    Rules to apply, separated by commas, or ALL.
  --extend-select RULES  Rules to apply in addition.
  --ignore RULES    Rules to leave out.
{more}  --version         Show the version.
  --help            Show this message.
"""
CHECK, SYNC, VERIFY = "bibtools-check", "bibtools-sync", "bibtools-verify"
_WHAT = {
    CHECK: "Fail if a cited paper is missing from the .bib, or an id or entry is broken. Makes no requests.",
    SYNC: "Add missing papers to the .bib, and fail if that changed it.",
    VERIFY: "Fail if an entry contradicts the records on this machine. Makes no requests, and writes nothing.",
}
_SCOPE = {VERIFY: "Verifies the libraries among FILES; without FILES, those in the configuration or tracked by git."}
_WHOLE = "Checks the whole paper, that is, what git tracks in the current folder, whichever FILES are named."
_BARE = "  --bare            Treat bare numbers such as 1706.03762 as ids.\n"
_MORE = {
    SYNC: """  --offline         Make no requests.
  --timeout SECONDS Time limit for all requests: 20, or less if the configuration says so.
"""
}
_OPTIONS = {CHECK: ("bare",), SYNC: ("bare", "offline", "timeout="), VERIFY: ()}
_OF_RULES = ("select", "extend-select", "ignore")  # as RuleOptions has them
SECONDS = 20.0  # a commit must not wait longer for services


class Options(NamedTuple):
    """How a hook is to run."""

    bib: str | None = None
    form: str = TEXT
    bare: bool = False
    offline: bool = False
    timeout: float = SECONDS
    rules: RuleOptions = RuleOptions()
    files: tuple[str, ...] = ()
    shown: str = ""  # a text to show instead of running: help or version
    notes: tuple[str, ...] = ()


def read(arguments: list[str], version: str, program: str) -> Options:
    """Read the arguments of a hook; raises UsageError."""
    known = [
        "bib=",
        "format=",
        *(f"{each}=" for each in _OF_RULES),
        "version",
        "help",
        *_OPTIONS[program],
    ]
    options, files = divided(arguments)
    names = {f"--{each.rstrip('=')}" for each in known}
    options = [each for each in options if each in names or not (each in CAREFUL and each in files)]
    _refuse(_unknown(options, files, names), names)
    try:
        pairs = getopt.getopt(options, "h", known)[0]
    except getopt.GetoptError as error:
        raise UsageError(f"{error.msg}; --help lists the options") from None
    given = dict(pairs)
    shown = f"{program}, version {version}\n" if "--version" in given else ""
    if given.keys() & {"--help", "-h"}:
        shown = _help(program)
    return Options(
        bib=given.get("--bib"),
        form=_format(given.get("--format", TEXT)),
        bare="--bare" in given,
        offline="--offline" in given,
        timeout=_seconds(given.get("--timeout", str(SECONDS))),
        rules=RuleOptions(*(tuple(value for name, value in pairs if name == f"--{each}") for each in _OF_RULES)),
        files=tuple(files),
        shown=shown,
        notes=tuple(
            f"{each} is the file of that name here, and {'the option, too' if each in CAREFUL else 'no option'}"
            for each in _ambiguous(files, known)
        ),
    )


def _help(program: str) -> str:
    return _USAGE.format(
        name=program,
        what=_WHAT[program],
        scope=_SCOPE.get(program, _WHOLE),
        formats=f"{', '.join(OF_FINDINGS[:-1])} or {OF_FINDINGS[-1]}",
        bare=_BARE if "bare" in _OPTIONS[program] else "",
        more=_MORE.get(program, ""),
    )


def _unknown(options: list[str], files: list[str], known: Container[str]) -> Iterator[str]:
    """Yield unknown options; abbreviations count as such, since each would have a cache of its own."""
    rest = iter(options)
    for each in rest:
        if each != "-h" and each.partition("=")[0] not in known:
            yield each
        if each in VALUED:
            next(rest, None)
    yield from (each for each in files if each.startswith("-") and each != "-" and not is_file(each))


def _ambiguous(files: list[str], known: list[str]) -> Iterator[str]:
    """Yield what is a file, and might have been meant for an option."""
    names = {f"--{each.rstrip('=')}" for each in known} | {"-h"}
    yield from (each for each in dict.fromkeys(files) if each.partition("=")[0] in names and is_file(each))


def _refuse(unknown: Iterator[str], names: Iterable[str]) -> None:
    for each in unknown:
        close = nearest(each.partition("=")[0], names) if each.startswith("--") else None
        meant = f"; did you mean {close}?" if close else "; --help lists the options"
        raise UsageError(f"no such option: {each}{meant}")


def _format(name: str) -> str:
    try:
        return offered(name, OF_FINDINGS)
    except UsageError as error:
        raise UsageError(f"--format: {error}") from None


def _seconds(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 3600:
        raise UsageError(f"--timeout cannot be {text}: it is a number of seconds up to 3600")
    return number

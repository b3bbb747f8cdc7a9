"""The errors that end a run, each with the exit code it ends with.

    BibtoolsError            1
    ├── UsageError           2   a wrong option, or no unique .bib to work on
    │   └── ConfigError      2   a wrong value or key in the configuration
    └── CannotError          3   something outside failed
        ├── ReadError        3   a file cannot be read
        │   └── TooMuch      3   a source holds more than people write
        ├── WriteError       3   a file cannot be written; the old one is intact
        └── ProofError       3   a planned text would lose something; nothing was written

An *answer* of a service or a file (absent, throttled, malformed) is a value, never one of these.
"""

from __future__ import annotations

from bibtools.core.text import printable

TYPE_CHECKING = False  # the hooks' fast path loads nothing for types
if TYPE_CHECKING:
    from collections.abc import Sequence


class ExitCode:
    """The exit codes of every command; if several apply, the highest wins."""

    IN_STEP = 0
    DIFFERS = 1
    USAGE = 2
    COULD_NOT = 3
    INTERRUPTED = 130


class BibtoolsError(Exception):
    """An error that ends the run with a message for the user and no traceback; `advice` are lines of what to do."""

    exit_code = ExitCode.DIFFERS

    def __init__(self, message: str = "", *advice: str) -> None:
        """Take the message and what to do."""
        super().__init__(message)
        self.advice = advice

    @property
    def lines(self) -> str:
        """The message and the advice, a line each, safe for a terminal."""
        return "\n".join(map(printable, (str(self), *self.advice)))


class UsageError(BibtoolsError):
    """The command line makes no sense: an unknown option, or a contradiction."""

    exit_code = ExitCode.USAGE


class ConfigError(UsageError):
    """A configuration file or environment variable holds an unknown key or an unusable value."""


class CannotError(BibtoolsError):
    """Something outside the program failed."""

    exit_code = ExitCode.COULD_NOT


class ReadError(CannotError):
    """A file cannot be read."""


class TooMuch(ReadError):  # noqa: N818 - it says what is wrong, like an answer
    """A source holds more than people write, and than memory and patience are for."""


class WriteError(CannotError):
    """A file cannot be written; its old content is intact."""


class ProofError(CannotError):
    """A planned text would lose or change something it must keep; nothing was written."""


def united(errors: Sequence[BibtoolsError]) -> BibtoolsError:
    """Return several errors as one: the first with the highest exit code, and below it the others."""
    worst = max(errors, key=lambda error: error.exit_code)
    others = (line for each in errors if each is not worst for line in (str(each), *each.advice))
    return type(worst)(str(worst), *worst.advice, *others)


def lacks_package(what: str, package: str, extra: str) -> UsageError:
    """Return the error that something needs a package which comes with an extra of bibtools."""
    return UsageError(f"{what} needs {package}; from a checkout of bibtools: pip install '.[{extra}]'")

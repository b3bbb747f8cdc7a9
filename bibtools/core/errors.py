"""The errors that end a run, each with the exit code it ends with.

    BibtoolsError            1
    ├── UsageError           2   a wrong option, no or several candidates for the .bib
    │   └── ConfigError      2   a wrong value or key in the configuration
    └── CannotError          3   something outside could not be done
        ├── ReadError        3   a file cannot be read
        ├── WriteError       3   a file cannot be written; the old one is intact
        └── ProofError       3   a planned text would have lost something; nothing was written

What a service or a file merely *answers* (absent, throttled, malformed) is a value, never one of these.
"""

from __future__ import annotations


class ExitCode:
    """What the exit codes of every command mean; of several, the highest applies."""

    IN_STEP = 0
    DIFFERS = 1
    USAGE = 2
    COULD_NOT = 3
    INTERRUPTED = 130


class BibtoolsError(Exception):
    """An error that ends the run with a message for the user and no traceback."""

    exit_code = ExitCode.DIFFERS


class UsageError(BibtoolsError):
    """The command line asks for something that cannot be meant."""

    exit_code = ExitCode.USAGE


class ConfigError(UsageError):
    """A configuration file or environment variable holds an unknown key or an unusable value."""


class CannotError(BibtoolsError):
    """Something in the world outside could not be done."""

    exit_code = ExitCode.COULD_NOT


class ReadError(CannotError):
    """A file cannot be read."""


class WriteError(CannotError):
    """A file cannot be written; what was there before is intact."""


class ProofError(CannotError):
    """A planned text would have lost or changed something that it must not; nothing was written."""

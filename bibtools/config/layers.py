"""Layers: where a setting comes from; environment over file over default, and the command line over all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from bibtools.core.errors import ConfigError

_LONGEST = 3600  # seconds
DEFAULT = "default"
COMMAND_LINE = "command line"


class Setting(NamedTuple):
    """A setting's value, and who says so: a variable, a file, or the default."""

    value: Any
    origin: str = DEFAULT


class Layers(NamedTuple):
    """The places that may hold a setting."""

    environ: Mapping[str, str]
    table: Mapping[str, Any]
    file: str

    def pick(self, key: str, variables: str | Sequence[str] | None, default: object) -> Setting:
        """Return a setting; a variable that is empty says nothing, and the first that says something counts."""
        for variable in (variables,) if isinstance(variables, str) else variables or ():
            if self.environ.get(variable):
                return Setting(self.environ[variable], variable)
        if key in self.table:
            return Setting(self.table[key], self.file)
        return Setting(default)

    def below(self, key: str) -> Layers:
        """Return the same layers for a table in the file's table."""
        return self._replace(table=self.table.get(key, {}))


def seconds(name: str, setting: Setting) -> float:
    """Return a setting's value as a number of seconds up to an hour; raises ConfigError."""
    try:
        number = float(str(setting.value))
    except ValueError:
        number = -1.0
    if not 0 <= number <= _LONGEST:
        message = f"{setting.value!r} is no number of seconds between 0 and {_LONGEST}"
        raise ConfigError(f"{setting.origin}: {name}: {message}")
    return number

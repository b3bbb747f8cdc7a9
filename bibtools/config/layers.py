"""Layers: where a setting comes from; environment over repository over user over default.

The command line goes before all of them. What a repository may not say without the user's trust is taken out of its
layer before anything is read from it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from bibtools.config.toml_reader import shown
from bibtools.core.errors import ConfigError

_LONGEST = 3600  # seconds
DEFAULT = "default"
COMMAND_LINE = "command line"


class Setting(NamedTuple):
    """A setting's value, and who says so: a variable, a file, or the default."""

    value: Any
    origin: str = DEFAULT


class Layer(NamedTuple):
    """What one file says; the path is where it is, or would be."""

    file: str = ""
    table: Mapping[str, Any] = {}

    def below(self, key: str) -> Layer:
        """Return what the file says in a table of its table; of what is none, nothing."""
        table = self.table.get(key, {})
        return self._replace(table=table if isinstance(table, dict) else {})


class Layers(NamedTuple):
    """The places that may hold a setting, the first one that does counts."""

    environ: Mapping[str, str]
    repository: Layer
    user: Layer = Layer()

    @property
    def files(self) -> tuple[Layer, Layer]:
        """Both files, in their order."""
        return self.repository, self.user

    def pick(self, key: str, variables: str | Sequence[str] | None, default: object) -> Setting:
        """Return a setting; a variable that is empty says nothing, and the first that says something counts."""
        for variable in (variables,) if isinstance(variables, str) else variables or ():
            if self.environ.get(variable):
                return Setting(self.environ[variable], variable)
        for layer in self.files:
            if key in layer.table:
                return Setting(layer.table[key], layer.file)
        return Setting(default)

    def without_repository(self) -> Layers:
        """Return the layers that are the user's own."""
        return self._replace(repository=self.repository._replace(table={}))

    def below(self, key: str) -> Layers:
        """Return the same layers for a table in the files' tables."""
        return self._replace(repository=self.repository.below(key), user=self.user.below(key))


def seconds(name: str, setting: Setting) -> float:
    """Return a setting's value as a number of seconds up to an hour; raises ConfigError."""
    try:
        number = float(str(setting.value))
    except ValueError:
        number = -1.0
    if not 0 <= number <= _LONGEST:
        message = f"{shown(setting.value)} is no number of seconds between 0 and {_LONGEST}"
        raise ConfigError(f"{setting.origin}: {name}: {message}")
    return number

"""Layers of settings: the environment overrides the repository, that the user's file, that the default.

The command line overrides all of them. What a repository may set only if trusted is removed from its
layer before that is read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bibtools.config.toml_reader import shown
from bibtools.core.errors import ConfigError
from bibtools.core.named_tuple import NamedTuple

_LONGEST = 3600  # seconds
DEFAULT = "default"
COMMAND_LINE = "command line"


class Setting(NamedTuple):
    """A setting's value, and its origin: a variable, a file, or the default."""

    value: Any
    origin: str = DEFAULT


class Layer(NamedTuple):
    """The contents of one file; the path is where it is, or would be."""

    file: str = ""
    table: Mapping[str, Any] = {}

    def below(self, key: str) -> Layer:
        """Return the layer of a subtable, empty if there is none."""
        table = self.table.get(key, {})
        return self._replace(table=table if isinstance(table, dict) else {})


class Layers(NamedTuple):
    """The places that may have a setting; the first one that does wins."""

    environ: Mapping[str, str]
    repository: Layer
    user: Layer = Layer()

    @property
    def files(self) -> tuple[Layer, Layer]:
        """The files in order of precedence."""
        return self.repository, self.user

    def pick(self, key: str, variables: str | Sequence[str] | None, default: object) -> Setting:
        """Return a setting from the first place that has it; empty variables count as unset."""
        for variable in (variables,) if isinstance(variables, str) else variables or ():
            if self.environ.get(variable):
                return Setting(self.environ[variable], variable)
        for layer in self.files:
            if key in layer.table:
                return Setting(layer.table[key], layer.file)
        return Setting(default)

    def without_repository(self) -> Layers:
        """Return the layers without the repository's."""
        return self._replace(repository=self.repository._replace(table={}))

    def below(self, key: str) -> Layers:
        """Return the layers for a subtable of the files."""
        return self._replace(repository=self.repository.below(key), user=self.user.below(key))


def seconds(name: str, setting: Setting) -> float:
    """Return a setting's value in seconds, up to an hour; raises ConfigError."""
    try:
        number = float(str(setting.value))
    except ValueError:
        number = -1.0
    if not 0 <= number <= _LONGEST:
        message = f"{shown(setting.value)} is not a number of seconds between 0 and {_LONGEST}"
        raise ConfigError(f"{setting.origin}: {name}: {message}")
    return number

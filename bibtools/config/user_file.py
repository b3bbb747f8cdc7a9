"""The user's own configuration file: `config.toml` in the platform's folder for such files."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

from bibtools.config.layers import Layer
from bibtools.config.toml_reader import table
from bibtools.core.errors import ConfigError
from bibtools.core.locations import is_own
from bibtools.files import settings_file

VARIABLE = "BIBTOOLS_CONFIG"
_NAME = "config.toml"
_ROOT = 0  # whose settings files count as the user's own: some systems keep all of them so


def location(environ: Mapping[str, str]) -> str:
    """Return the absolute path of the user's file, whether it exists or not; empty if there is no such place."""
    if named := environ.get(VARIABLE):
        path = os.path.expanduser(named)
        if not os.path.isabs(path):
            why = "it would be a different file in every folder"
            raise ConfigError(f"{VARIABLE}: {named} is not an absolute path: {why}")
        return path
    folder = environ.get("XDG_CONFIG_HOME", "")
    if os.path.isabs(folder):
        return f"{folder}/bibtools/{_NAME}"
    if folder or (sys.platform == "linux" and "ANDROID_ROOT" not in environ):
        path = f"{os.path.expanduser('~')}/.config/bibtools"  # XDG Base Directory Specification
    else:
        import platformdirs  # it costs more than the rest of a settings file

        path = platformdirs.user_config_dir("bibtools", appauthor=False)
    return f"{path}/{_NAME}" if os.path.isabs(path) else ""


def read(path: str, environ: Mapping[str, str]) -> tuple[Layer, str]:
    """Return the user's file, and a note if it is ignored; raises ConfigError."""
    is_named = bool(environ.get(VARIABLE))
    if not path or (is_named and path == os.devnull):
        return Layer(path), ""
    held = settings_file.read(path)
    if held is None:
        if is_named:
            raise ConfigError(f"{VARIABLE}: {path}: there is no such file")
        return Layer(path), ""
    if not held.fault and not is_named:
        if not (is_own(held.owner, environ.get("SUDO_UID", "")) or held.owner == _ROOT):
            return Layer(path), f"{path} is ignored: it belongs to another user; set {VARIABLE} to use it anyway"
        if held.open_path:
            where = "it" if held.open_path == path else "in its folder"
            return Layer(path), f"{path} is ignored: anyone can write to {where}; chmod o-w {held.open_path} fixes that"
    return Layer(path, table(path, held)), ""

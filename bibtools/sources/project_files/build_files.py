"""Makefiles, justfiles, shell scripts and npm's `package.json`: the commands in them, read as texts."""

from __future__ import annotations

import json

from bibtools.sources.project_files.build_commands import read_commands
from bibtools.sources.project_files.contract import NOTHING, ProjectFile
from bibtools.sources.project_files.shell_words import JUST, LONGEST, MAKE, SCRIPT, Dialect, commands


def read_makefile(text: str) -> ProjectFile:
    """Return what the recipes and variables of a Makefile say."""
    return _read(text, MAKE)


def read_justfile(text: str) -> ProjectFile:
    """Return what the recipes and variables of a justfile say."""
    return _read(text, JUST)


def read_script(text: str) -> ProjectFile:
    """Return what a shell script says."""
    return _read(text, SCRIPT)


def _read(text: str, dialect: Dialect) -> ProjectFile:
    result = read_commands(commands(text, dialect))
    if len(text) > LONGEST:
        return result._replace(notes=(*result.notes, f"only its first {LONGEST:,} characters were read"))
    return result


def read_package(text: str) -> ProjectFile:
    """Return what the scripts of a `package.json` say; npm runs them in its folder."""
    try:
        package = json.loads(text) if len(text) <= LONGEST and '"scripts"' in text else {}
    except (ValueError, RecursionError):
        return NOTHING  # a matter between its author and npm
    scripts = package.get("scripts") if isinstance(package, dict) else None
    lines = [line for line in scripts.values() if isinstance(line, str)] if isinstance(scripts, dict) else []
    return read_commands([command for line in lines for command in commands(line, SCRIPT)])

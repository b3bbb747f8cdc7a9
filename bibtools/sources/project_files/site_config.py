"""`_config.yml`, which Jekyll and Jupyter Book 1 share as a name."""

from __future__ import annotations

from bibtools.sources.project_files import jekyll, jupyter_book
from bibtools.sources.project_files.contract import NOTHING, ProjectFile, merged
from bibtools.sources.project_files.yaml_reader import read_yaml


def read(text: str) -> ProjectFile:
    """Return what the file configures for either tool."""
    file = read_yaml(text)
    found = merged(jupyter_book.read_config(file.values), jekyll.read_config(file.values))
    return merged(found, NOTHING._replace(notes=file.notes))

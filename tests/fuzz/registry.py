"""The registry of targets: by name, the module that has it. A process loads what it needs of them."""

from __future__ import annotations

from importlib import import_module

from fuzz.promises import Target

_SUFFIXES = "tex md py ipynb bib rst org typ adoc lyx r jl cff html txt".split()
_ANSWERS = """atom atom-search oai oai-list datacite crossref doiorg
    inspire semanticscholar huggingface openalex github snapshot""".split()
MODULES = {
    "library": "libraries",
    "configuration": "configurations",
    **{f"source.{suffix}": "sources" for suffix in _SUFFIXES},
    "titles": "titles",
    "names": "names",
    "comments": "comments",
    **dict.fromkeys(("key-patterns", "key-inference"), "keys"),
    **dict.fromkeys(_ANSWERS, "services"),
    **dict.fromkeys(("index", "cache", "visits", "tables"), "databases"),
}


def target(name: str) -> Target:
    """Return a target by its name."""
    targets: dict[str, Target] = import_module(f"fuzz.{MODULES[name]}").TARGETS
    return targets[name]

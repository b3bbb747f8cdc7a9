"""The registry of output formats: what a name after `--format` means, to every command and to both hooks.

A new format is one `Format` here. Where it is made of findings, it is a module beside this one, and everything that
finds things offers it; else the commands that have it name it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from bibtools.core.errors import UsageError
from bibtools.core.finding import Finding
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.nearest import nearest
from bibtools.core.text import printable

_VERSION = 1  # of the form of JSON: fields are only ever added


class Result(NamedTuple):
    """What there is to report: as text, as JSON values, and as findings; each is made only where it is asked for."""

    text: Callable[[], str]
    values: Callable[[], dict[str, object]]
    findings: Sequence[Finding] = ()


class Format(NamedTuple):
    """A format: how a result is written in it, given the environment, and what it needs."""

    name: str
    write: Callable[[Result, Mapping[str, str]], str]
    of_findings: bool = False  # it is made of findings alone, so commands that find nothing cannot offer it
    is_document: bool = False  # it is a whole document, so it is written even where there is nothing to report


# Each loads what it needs where it is asked for.


def _text(result: Result, environ: Mapping[str, str]) -> str:
    del environ
    return result.text()


def _json(result: Result, environ: Mapping[str, str]) -> str:
    import json

    from bibtools.reports.source_values import shown

    del environ
    return json.dumps(shown({"version": _VERSION, **result.values()}), indent=2) + "\n"


def _github(result: Result, environ: Mapping[str, str]) -> str:
    from bibtools.reports.github import commands

    return commands(result.findings, environ)


def _sarif(result: Result, environ: Mapping[str, str]) -> str:
    from bibtools.reports.sarif import log

    del environ
    return log(result.findings)


_ALL = (
    Format("text", _text),
    Format("json", _json, is_document=True),
    Format("github", _github, of_findings=True),
    Format("sarif", _sarif, of_findings=True, is_document=True),
    # The texts of `get` and of `report`.
    Format("bibtex", _text),
    Format("csljson", _text),
    Format("html", _text),
    Format("markdown", _text),
)
FORMATS = {each.name: each for each in _ALL}
TEXT, JSON, BIBTEX, CSL_JSON = "text", "json", "bibtex", "csljson"
HTML, MARKDOWN = "html", "markdown"
# What a command offers that finds things, or that does not.
OF_FINDINGS = (TEXT, JSON, *(each.name for each in _ALL if each.of_findings))
OF_OTHERS = (TEXT, JSON)


def formatted(result: Result, name: str, environ: Mapping[str, str]) -> str:
    """Return a result in a format, given by its name."""
    return FORMATS[name].write(result, environ)


def annotated(findings: Sequence[Finding], name: str, environ: Mapping[str, str]) -> str:
    """Return the annotations that GitHub Actions shows beside the files, where a text is printed there."""
    if name != TEXT or not findings:
        return ""
    from bibtools.reports.github import beside

    return beside(findings, environ)


def offered(name: str, names: Collection[str]) -> str:
    """Return the name of a format that is among those which are offered; raises UsageError, naming the nearest one."""
    if name not in names:
        close = nearest(name, names)
        *others, last = names
        meant = f"; did you mean {close}?" if close else ""
        raise UsageError(f"no such format: {printable(name)} (choose from {', '.join(others)} and {last}){meant}")
    return name

"""Runs of fixes over the files of a folder, in the test's own process."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from bibtools.app.check_outcome import CheckOutcome
from bibtools.app.check_papers import check_papers
from bibtools.app.fixing.fix_papers import FixOptions, FixOutcome, everything, fix_papers
from bibtools.app.undefined_keys import Meant, nothing_meant
from bibtools.config.configuration import Config
from bibtools.core.rule_selection import RuleOptions
from bibtools.files.workspace import Workspace

# ruff: noqa: E501 - a text is one line
TODAY = date(2026, 11, 20)
TEX = "\\documentclass{article}\n\\begin{document}\n%s\n\\bibliographystyle{plain}\n\\bibliography{refs}\n\\end{document}\n"
BIBLATEX = "\\documentclass{article}\n\\usepackage{biblatex}\n\\addbibresource{refs.bib}\n\\begin{document}\n%s\n\\end{document}\n"
PANDOC = "---\nbibliography: refs.bib\n---\n%s\n"


def fill(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8", "surrogateescape"))
    return folder


def texts(folder: Path) -> dict[str, str]:
    """Return what the files of a folder hold."""
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {str(path.relative_to(folder)): path.read_bytes().decode("utf-8", "surrogateescape") for path in paths}


def fixed(folder: Path, *given: str, select: str = "", diff: bool = False, meant: Meant = nothing_meant) -> FixOutcome:
    """Check what is in a folder, mend what can be, and return what came of it."""
    options = RuleOptions(extend=(select,) if select else ())
    config = Config()._replace(rules=options.over(Config().rules))

    def check(files: Workspace) -> list[CheckOutcome]:
        return check_papers(config, TODAY, given, files=files, meant=meant)

    wanted = FixOptions(named=options.named, given=given, diff=diff, check_all=everything(config, TODAY))
    return fix_papers(check, wanted, TODAY, Workspace(str(folder)))

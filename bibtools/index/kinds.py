"""The kinds of indexes: what a file that is built from is recognised by, and where its index stands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from bibtools.core.errors import ReadError, UsageError
from bibtools.core.named_tuple import NamedTuple
from bibtools.index.match_schema import MATCHES
from bibtools.index.published_schema import WORKS
from bibtools.index.retraction_schema import RETRACTIONS
from bibtools.index.schema import PREPRINTS, IndexSchema

if TYPE_CHECKING:
    from bibtools.index.building import BuildMonitor, Built

# What builds is loaded where something is built: who looks works up needs only the names.
IsSource = Callable[[bytes], bool]  # given the first bytes of a file
Build = Callable[[Path, str, "BuildMonitor", bool, date], "Built"]


class IndexKind(NamedTuple):
    """A kind of index; its file is beside arXiv's, whose name is configured."""

    name: str
    title: str
    beside: str | None  # the file's name; None for the configured one
    schema: IndexSchema
    noun: str  # of what it holds
    licence: str
    is_source: IsSource
    build: Build
    renewal: str  # where its source's current file is
    has_parts: bool = False  # whether its source is many files

    def path(self, configured: Path) -> Path:
        """Return where the index stands, given the configured file."""
        return configured if self.beside is None else configured.with_name(self.beside)


def _preprints(path: Path, source: str, watch: BuildMonitor, force: bool, today: date) -> Built:  # noqa: FBT001
    from bibtools.index import build as preprints

    return preprints.build(path, source, watch, force=force, today=today)


def _works_of(module: str, is_part: IsSource | None = None) -> Build:
    """Return what builds an index of published works by the reader of a module, also of a folder with its parts."""

    def build(path: Path, source: str, watch: BuildMonitor, force: bool, today: date) -> Built:  # noqa: FBT001
        from importlib import import_module

        from bibtools.index.published_build import build_published

        del today
        from bibtools.index.source_folder import recognised

        reader = import_module(f"bibtools.index.{module}").READER
        files = recognised(source, is_part) if is_part else [source]
        return build_published(path, source, reader, watch, force=force, files=files)

    return build


def _retractions(path: Path, source: str, watch: BuildMonitor, force: bool, today: date) -> Built:  # noqa: FBT001
    from bibtools.index.retraction_build import build_retractions

    del today
    return build_retractions(path, source, watch, force=force)


def _is_retractions(first: bytes) -> bool:
    from bibtools.index import retraction_watch

    return retraction_watch.is_source(first)


def _is_dblp(first: bytes) -> bool:
    from bibtools.index import dblp_xml

    return dblp_xml.HEAD.search(first) is not None


def _is_acl(first: bytes) -> bool:
    from bibtools.index import acl_bib, acl_xml

    return acl_xml.HEAD.search(first) is not None or acl_bib.is_source(first)


def _is_pmlr(first: bytes) -> bool:
    from bibtools.index import pmlr_bib

    return pmlr_bib.is_source(first)


def _is_cvf(first: bytes) -> bool:
    from bibtools.index import cvf_page

    return cvf_page.is_source(first)


def _is_comet(first: bytes) -> bool:
    from bibtools.index import comet

    return comet.is_source(first)


def _comet(path: Path, source: str, watch: BuildMonitor, force: bool, today: date) -> Built:  # noqa: FBT001
    from bibtools.index.match_build import build_matches

    del today
    return build_matches(path, source, watch, force=force)


ARXIV = IndexKind(
    name="arxiv",
    title="arXiv's metadata",
    beside=None,
    schema=PREPRINTS,
    noun="paper",
    licence="CC0",
    is_source=lambda _: False,
    build=_preprints,
    renewal="",
)
RETRACTION_WATCH = IndexKind(
    name="retractions",
    title="Retraction Watch, through Crossref",
    beside="retractions.sqlite3",
    schema=RETRACTIONS,
    noun="notice",
    licence="open",
    is_source=_is_retractions,
    build=_retractions,
    renewal="https://gitlab.com/crossref/retraction-watch-data",
)
COMET = IndexKind(
    name="comet",
    title="COMET's matches of preprints with publications",
    beside="comet.sqlite3",
    schema=MATCHES,
    noun="match",
    licence="CC0",
    is_source=_is_comet,
    build=_comet,
    renewal="https://huggingface.co/datasets/cometadata/arxiv-preprint-matching-results, as CSV",
)
KINDS = (
    IndexKind(
        name="dblp",
        title="DBLP",
        beside="dblp.sqlite3",
        schema=WORKS,
        noun="work",
        licence="CC0",
        is_source=_is_dblp,
        build=_works_of("dblp_xml"),
        renewal="https://drops.dagstuhl.de/entities/collection/10.4230/dblp.xml",
    ),
    IndexKind(
        name="acl",
        title="the ACL Anthology",
        beside="acl.sqlite3",
        schema=WORKS,
        noun="work",
        licence="CC BY 4.0, before 2016 CC BY-NC-SA 3.0",
        is_source=_is_acl,
        build=_works_of("acl_anthology", _is_acl),
        renewal="https://aclanthology.org/anthology.bib.gz, or data/xml of https://github.com/acl-org/acl-anthology",
        has_parts=True,
    ),
    IndexKind(
        name="pmlr",
        title="PMLR",
        beside="pmlr.sqlite3",
        schema=WORKS,
        noun="work",
        licence="facts",
        is_source=_is_pmlr,
        build=_works_of("pmlr_bib", _is_pmlr),
        renewal="each volume's page of https://proceedings.mlr.press, as BibTeX",
        has_parts=True,
    ),
    IndexKind(
        name="cvf",
        title="CVF Open Access",
        beside="cvf.sqlite3",
        schema=WORKS,
        noun="work",
        licence="facts",
        is_source=_is_cvf,
        build=_works_of("cvf_page", _is_cvf),
        renewal="https://openaccess.thecvf.com, a page for each conference (?day=all)",
        has_parts=True,
    ),
    COMET,
    RETRACTION_WATCH,
    ARXIV,
)


def kind_of(source: str) -> IndexKind:
    """Return the kind of index that a file becomes, by its first bytes: arXiv's if no other.

    A folder has the kind of the files in it. Raises ReadError, and UsageError where these are of several kinds.
    """
    from bibtools.index.snapshot import head

    if Path(source).is_dir():
        return _kind_of_folder(source)
    first = head(source)
    return next((each for each in KINDS if each.is_source(first)), ARXIV)


def _kind_of_folder(folder: str) -> IndexKind:
    from bibtools.index.snapshot import head
    from bibtools.index.source_folder import files_in

    found: dict[str, str] = {}
    kinds = {each.name: each for each in KINDS}
    for file in files_in(folder):
        first = head(file)
        name = next((each.name for each in KINDS if each.is_source(first)), "")
        found.setdefault(name, file)
    found.pop("", None)  # what is beside them: a schema, a licence
    if not found:
        raise ReadError(f"{folder}: no file in it is one that an index is built from; see bibtools index build --help")
    if len(found) > 1:
        listed = ", ".join(f"{kinds[name].title} ({file})" for name, file in found.items())
        raise UsageError(f"{folder}: holds files of several sources, {listed}: name the folder of one")
    [(name, file)] = found.items()
    if not kinds[name].has_parts:
        raise UsageError(f"{folder}: {kinds[name].title} is one file: name {file}")
    return kinds[name]

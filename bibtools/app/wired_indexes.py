"""Indexes, connected: works, published versions and retractions that this machine knows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from bibtools.app.wiring import Note, has_own_index, index_patience, quiet
from bibtools.config.configuration import Config

if TYPE_CHECKING:
    from bibtools.app.knowledge import Witnesses
    from bibtools.app.published_works import PublishedVersions, WorksIndex
    from bibtools.app.publishing import Publishing
    from bibtools.app.retracted_versions import Versions
    from bibtools.index.retraction_index import RetractionIndex
    from bibtools.matching.preprint import Preprint


def published_versions(config: Config, note: Note) -> PublishedVersions:
    """Return the published versions of preprints, from the indexes of published works on this machine."""
    from bibtools.app.published_works import PublishedVersions

    index = retractions(config, note)
    return PublishedVersions(_published_indexes(config, note), lambda dois: index.retractions_of(dois).keys())


def publishing(config: Config, note: Note) -> Publishing:
    """Return what finds how new papers were published; without an index, or where that is not wanted, nothing."""
    from bibtools.app.publishing import Publishing

    def judge(preprints: Iterable[Preprint]) -> Versions:
        versions = published_versions(config, note)
        return versions.of(preprints) if versions.sources else {}

    return Publishing(judge if config.published != "off" else None, config.published)


def witnesses(config: Config, note: Note) -> Witnesses:
    """Return the witnesses that the indexes on this machine are."""
    from bibtools.app.indexed_witnesses import indexed_witnesses
    from bibtools.index.lookup import Index

    index = Index(config.index_path, quiet, is_own=has_own_index(config), patience=index_patience(config))
    return indexed_witnesses(index, _published_indexes(config, note), retractions(config, note))


def retractions(config: Config, note: Note) -> RetractionIndex:
    """Return the index of retractions on this machine, which may be empty."""
    from bibtools.index.kinds import RETRACTION_WATCH
    from bibtools.index.retraction_index import RetractionIndex

    path = RETRACTION_WATCH.path(config.index_path)
    return RetractionIndex(path, note, is_own=has_own_index(config), patience=index_patience(config))


def _published_indexes(config: Config, note: Note) -> list[WorksIndex]:
    from bibtools.app.published_works import WorksIndex
    from bibtools.index.kinds import KINDS
    from bibtools.index.published_lookup import PublishedIndex
    from bibtools.index.published_schema import WORKS

    is_own, patience = has_own_index(config), index_patience(config)
    return [
        WorksIndex(each.name, PublishedIndex(each.path(config.index_path), note, is_own=is_own, patience=patience))
        for each in KINDS
        if each.schema == WORKS
    ]

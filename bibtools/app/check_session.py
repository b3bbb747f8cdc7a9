"""A session: the papers of one folder, checked again after every edit, as `bibtools check` does."""

from __future__ import annotations

import os
from datetime import date
from functools import cache, lru_cache

from bibtools.app.api_arguments import Path, Texts, day, paths_of
from bibtools.app.check_memory import CheckMemory
from bibtools.app.check_outcome import CheckOutcome
from bibtools.app.check_papers import check_papers
from bibtools.app.published_since import knowing_by
from bibtools.app.wiring import meant_by, read_config, recorded_by
from bibtools.config.configuration import Config
from bibtools.files.workspace import Workspace

_KEYS = 1000  # keys without an entry whose meanings are remembered


class CheckSession:
    """The papers of a folder, or of some sources in it, checked again and again without any request.

    What has not changed since the last check is not read again. `refresh` says that files may have come or gone, or
    that the configuration or git's index have changed. Raises ConfigError where the configuration holds what it cannot.
    """

    def __init__(self, folder: Path = os.curdir, sources: tuple[Path, ...] = (), config: Config | None = None) -> None:
        self.folder = os.path.abspath(folder)
        self._sources, self._given = paths_of(sources), config
        self._memory = CheckMemory()
        self.shelf = self._memory.shelf
        self.config = read_config(self.folder) if config is None else config
        self._know()

    def _know(self) -> None:
        self._meant = lru_cache(_KEYS)(meant_by(lambda: self.config))
        self._recorded = self._memory.recorded(recorded_by(lambda: self.config))
        self._published = cache(knowing_by(lambda: self.config))

    def refresh(self) -> None:
        """Look again which files there are, what configuration and git say, and what this machine knows of works."""
        if self._given is None:
            self.config = read_config(self.folder)
        self._memory.forget_listings()
        self._know()

    def files(self, texts: Texts | None = None) -> Workspace:
        """Return the files of the folder with texts over them."""
        return Workspace.of(self.folder, texts or {})

    @property
    def is_reading(self) -> bool:
        """Whether there is more to read in libraries that were too large for the last check."""
        return self._memory.parts.is_reading

    def read_on(self) -> bool:
        """Read on in libraries that were too large for the last check, for a moment; return whether there is more."""
        return self._memory.parts.read_on()

    def check(self, texts: Texts | None = None, *, today: date | None = None) -> list[CheckOutcome]:
        """Return what each paper lacks and what is broken in it; raises as `check_papers` does."""
        return self.check_files(self.files(texts), day(today))

    def check_files(self, files: Workspace, today: date, *, largest: int | None = None) -> list[CheckOutcome]:
        """Return the same of files with texts over them; given a size, nothing of libraries that are larger."""
        return check_papers(
            self.config,
            today,
            self._sources,
            files=files,
            meant=self._meant,
            recorded=self._recorded,
            published=self._published,
            memory=self._memory,
            largest=largest,
        )

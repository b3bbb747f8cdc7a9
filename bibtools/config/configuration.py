"""Configuration: command line over environment over file over default."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from bibtools.bibliography.entries.options import DEFAULT_ORIGINS, ORIGINS, Wishes
from bibtools.config.entry_options import wishes
from bibtools.config.file import WANTED, check, find
from bibtools.config.layers import COMMAND_LINE, Layers, Setting, seconds
from bibtools.config.papers import Paper
from bibtools.config.service_settings import services
from bibtools.core.errors import ConfigError
from bibtools.core.locations import cache_folder
from bibtools.files.walking import Exclusion
from bibtools.network.services import Service

if TYPE_CHECKING:
    from bibtools.bibliography.citekey.pattern import Pattern

_KEYS = {
    "bib": str,
    "exclude": list,
    "index": str,
    "keys": str,
    "dialect": str,
    "encoding": str,
    "preprint": str,
    "max_authors": int,
    "code_field": str,
    "code_links": int,
    "code_from": list,
    "extra": list,
    "order": list,
    "offline": bool,
    "mailto": str,
    "timeout": (int, float),
    "services": dict,
    "paper": list,
}
_PAPER_KEYS = {"sources": list, "bib": str}
_TRUE, _FALSE = frozenset({"1", "true", "yes", "on"}), frozenset({"0", "false", "no", "off"})
_MAILTO = re.compile(r"[^@\s;()<>]+@[^@\s;()<>]+", re.ASCII)


INDEX = "index.sqlite3"


class Config(NamedTuple):
    """Every setting, with its default; `settings` tells of each what it is and who says so."""

    bib: str | None = None
    offline: bool = False
    mailto: str | None = None
    timeout: float | None = None  # seconds that all asking may take together
    exclusion: Exclusion = Exclusion()
    papers: tuple[Paper, ...] = ()
    keys: Pattern | None = None
    wishes: Wishes = Wishes()
    code_from: tuple[str, ...] = DEFAULT_ORIGINS  # where links to code are looked for
    cache_dir: Path = Path()
    index_path: Path = Path()  # of the local index of arXiv
    private: tuple[str, ...] = ()  # hosts that links may lead to although they are not on the public internet
    services: Mapping[str, Service] = {}
    settings: Mapping[str, Setting] = {}

    def overridden(
        self, *, offline: bool = False, timeout: float | None = None, code_from: str | None = None
    ) -> Config:
        """Return the same configuration with what the command line says."""
        said: dict[str, object] = {"offline": True} if offline else {}
        origins = self.code_from
        if code_from is not None:
            origins = _origins(filter(None, re.split(r"[\s,]+", code_from)), "--code-from")
            said |= {"code_from": list(origins)}
        if timeout is not None:
            said |= {"timeout": seconds("timeout", Setting(timeout, "--timeout"))}
        settings = {**self.settings, **{name: Setting(value, COMMAND_LINE) for name, value in said.items()}}
        return self._replace(
            offline=self.offline or offline,
            timeout=self.timeout if timeout is None else timeout,
            code_from=origins,
            settings=settings,
        )


def load(environ: Mapping[str, str], folder: Path) -> Config:
    """Read the configuration that holds in a folder; raises ConfigError naming the place of the mistake."""
    origin, table = find(folder)
    check(table, _KEYS, origin)
    layers = Layers(environ, table, origin)
    bib = layers.pick("bib", None, None)
    offline = _switch("BIBTOOLS_OFFLINE", layers.pick("offline", "BIBTOOLS_OFFLINE", default=False))
    mailto = layers.pick("mailto", "BIBTOOLS_MAILTO", None)
    if mailto.value and not (mailto.value.isascii() and _MAILTO.fullmatch(mailto.value)):
        raise ConfigError(f"{mailto.origin}: mailto: {mailto.value!r} is no mail address")
    timeout = _timeout(layers.pick("timeout", "BIBTOOLS_TIMEOUT", None))
    cache_dir = layers.pick("cache_dir", "BIBTOOLS_CACHE_DIR", cache_folder(environ))
    index = layers.pick("index", "BIBTOOLS_INDEX", str(Path(cache_dir.value) / INDEX))
    # Not from a file: a cloned repository's could open the way into the user's own network.
    private = layers.below("").pick("", "BIBTOOLS_LINKS_PRIVATE", "")
    found = services(layers.below("services"))
    return Config(
        # A path in the file is relative to the file.
        bib=os.path.relpath(Path(origin).parent / bib.value, folder) if bib.value else None,
        offline=offline.value,
        mailto=mailto.value or None,
        timeout=timeout.value,
        exclusion=_exclusion(table.get("exclude", []), origin),
        papers=tuple(_paper(each, origin, folder) for each in table.get("paper", [])),
        keys=_pattern(table["keys"], origin) if "keys" in table else None,
        wishes=wishes(layers),
        code_from=_origins(table.get("code_from", DEFAULT_ORIGINS), f"{origin}: code_from"),
        cache_dir=Path(cache_dir.value),
        index_path=Path(origin).parent / index.value if index.origin == origin else Path(index.value),
        private=tuple(filter(None, re.split(r"[\s,]+", private.value))),
        services={name: configured.service for name, configured in found.items()},
        settings={
            "bib": bib,
            "exclude": layers.pick("exclude", None, []),
            "keys": layers.pick("keys", None, None),
            **{name: layers.pick(name, None, default) for name, default in Wishes()._asdict().items()},
            "code_from": layers.pick("code_from", None, list(DEFAULT_ORIGINS)),
            "offline": offline,
            "mailto": mailto,
            "timeout": timeout,
            "cache_dir": cache_dir,
            "index": index,
            "links_private": private,
            **{name: setting for configured in found.values() for name, setting in configured.settings.items()},
        },
    )


def _pattern(text: str, origin: str) -> Pattern:
    from bibtools.bibliography.citekey.pattern_parser import PatternError, parse  # noqa: PLC0415 - few configurations have one

    try:
        return parse(text)
    except PatternError as error:
        raise ConfigError(f"{origin}: keys: {error}") from None


def _origins(names: Iterable[object], where: str) -> tuple[str, ...]:
    listed = tuple(str(name) for name in names)
    for name in listed:
        if name not in ORIGINS:
            raise ConfigError(f"{where}: {name!r} is unknown: it is one or several of {', '.join(ORIGINS)}")
    return listed


def _paper(table: dict[str, Any], origin: str, folder: Path) -> Paper:
    check(table, _PAPER_KEYS, origin, "paper.")
    sources, bib = table.get("sources", []), table.get("bib")
    if not (bib and sources and all(isinstance(source, str) for source in sources)):
        example = 'sources = ["paper/"], bib = "paper/refs.bib"'
        raise ConfigError(f"{origin}: paper: each needs its sources and its bib: {example}")
    near = [os.path.relpath(Path(origin).parent / name, folder) for name in (*sources, bib)]
    return Paper(tuple(near[:-1]), near[-1])


def _exclusion(patterns: list[object], origin: str) -> Exclusion:
    if not all(isinstance(pattern, str) for pattern in patterns):
        raise ConfigError(f"{origin}: exclude cannot be {patterns!r}: it must be {WANTED[list]}")
    return Exclusion(str(Path(origin).parent), tuple(map(str, patterns)))


def _switch(name: str, setting: Setting) -> Setting:
    value = str(setting.value).lower()
    if value not in _TRUE | _FALSE:
        raise ConfigError(f"{name}: {setting.value!r} is neither 1 nor 0")
    return setting._replace(value=value in _TRUE)


def _timeout(setting: Setting) -> Setting:
    if setting.value is None:
        return setting
    return setting._replace(value=seconds("timeout", setting))

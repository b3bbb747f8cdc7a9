"""Configuration: command line over environment over the repository's file over the user's own over default."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bibtools.bibliography.entries.options import DEFAULT_ORIGINS, ORIGINS, WRITE, EntryPreferences, PublishedPolicy
from bibtools.config import repository_file, user_file
from bibtools.config.entry_options import choice, number, preferences
from bibtools.config.keys import WANTED, check, check_repository, check_user
from bibtools.config.layers import COMMAND_LINE, DEFAULT, Layers, Setting, seconds
from bibtools.config.papers import Paper, portable
from bibtools.config.rules import rules
from bibtools.config.service_settings import Configured, services
from bibtools.config.toml_reader import shown
from bibtools.config.trust import how_to_trust, is_trusted, trusted_places, untrusted, why_open
from bibtools.core.errors import ConfigError
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.locations import cache_folder, cache_problem, data_folder
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.rule_selection import RuleSelection
from bibtools.files.exclusion import Exclusion
from bibtools.files.worktree import boundary, is_within
from bibtools.identifiers.doi_policy import CITED_DOIS, DoiPolicy
from bibtools.network.services import Service

if TYPE_CHECKING:
    from bibtools.bibliography.citekey.pattern import Pattern

_PAPER_KEYS = {"sources": list, "bib": str}
_TRUE, _FALSE = frozenset({"1", "true", "yes", "on"}), frozenset({"0", "false", "no", "off"})
_MAILTO = lazy_pattern(r"[^@\s;()<>]+@[^@\s;()<>]+", re.ASCII)

MOST_PAPERS = 500  # each is checked at every commit
INDEX = "index.sqlite3"
TITLE_SEARCHES = 20


class Config(NamedTuple):
    """Every setting, with its default; `settings` has the value and origin of each."""

    bib: str | None = None
    offline: bool = False
    mailto: str | None = None
    timeout: float | None = None  # seconds that all asking may take together
    exclusion: Exclusion = Exclusion()
    papers: tuple[Paper, ...] = ()
    rules: RuleSelection = RuleSelection()  # which findings are reported, and at which level
    keys: Pattern | None = None
    preferences: EntryPreferences = EntryPreferences()
    published: PublishedPolicy = WRITE  # whether new papers are written as they were published
    title_searches: int = TITLE_SEARCHES  # how many titles a run may search for at services, where nothing settles them
    dois: DoiPolicy = CITED_DOIS  # which works that sources name by DOI have to be in the library
    code_from: tuple[str, ...] = DEFAULT_ORIGINS  # where links to code are looked for
    cache_dir: Path = Path()
    data_dir: Path = Path()  # of what must not be lost; the user's own, whatever a repository says
    index_path: Path = Path()  # of the local index of arXiv
    pace_dir: Path = Path()  # where all runs of this user keep their pace, whatever a repository says
    repository_file: str = ""  # what applies here, empty if nothing does
    cache_is_own: bool = True  # whether the user says where it is, and not a repository
    index_is_own: bool = True  # the same
    libraries: tuple[str, ...] = ()  # of the user's own, from which entries are copied
    private: tuple[str, ...] = ()  # hosts that links may lead to although they are not on the public internet
    services: Mapping[str, Service] = {}
    strangers: tuple[str, ...] = ()  # files that do not count, and why
    ignored: tuple[str, ...] = ()  # what of the files that count does not, and why
    settings: Mapping[str, Setting] = {}

    def overridden(
        self, *, offline: bool = False, timeout: float | None = None, code_from: str | None = None
    ) -> Config:
        """Return the configuration with the options of the command line."""
        given: dict[str, object] = {"offline": True} if offline else {}
        origins = self.code_from
        if code_from is not None:
            origins = _origins(filter(None, re.split(r"[\s,]+", code_from)), "--code-from")
            given |= {"code_from": list(origins)}
        if timeout is not None:
            given |= {"timeout": seconds("timeout", Setting(timeout, "--timeout"))}
        settings = {**self.settings, **{name: Setting(value, COMMAND_LINE) for name, value in given.items()}}
        return self._replace(
            offline=self.offline or offline,
            timeout=self.timeout if timeout is None else timeout,
            code_from=origins,
            settings=settings,
        )


def load(environ: Mapping[str, str], folder: Path, user: str = "", *, trust: bool = False) -> Config:
    """Return the configuration of a folder; raises ConfigError naming the place of the mistake.

    `user` is where the user's own file is or would be. With `trust` the user trusts whichever repository this is.
    """
    loaded = _loaded(environ, folder, user, trust=trust)
    layers, repository = loaded.layers, loaded.layers.repository
    caches = _caches(layers, environ)
    named = _named_settings(loaded, caches)
    asked = services(layers.below("services"))
    bib, index, keys, code_from = (named[name] for name in ("bib", "index", "keys", "code_from"))
    own = Setting(user or None, "BIBTOOLS_CONFIG" if environ.get("BIBTOOLS_CONFIG") else DEFAULT)
    return Config(
        bib=_near(bib.value, repository.file, folder) if bib.value else None,
        offline=named["offline"].value,
        mailto=named["mailto"].value or None,
        timeout=named["timeout"].value,
        exclusion=_exclusion(repository.table.get("exclude", []), repository.file),
        papers=(papers := _papers(repository.table.get("paper", []), repository.file, folder)),
        rules=rules(layers, folder),
        keys=_pattern(keys) if keys.value is not None else None,
        preferences=preferences(layers),
        published=choice(layers, "published", PublishedPolicy) or WRITE,
        title_searches=number(layers, "title_searches", TITLE_SEARCHES),
        dois=choice(layers, "dois", DoiPolicy) or CITED_DOIS,
        code_from=_origins(code_from.value, f"{code_from.origin}: code_from"),
        cache_dir=caches.path,
        data_dir=Path(data_folder(environ)),
        index_path=_path(index, layers),
        pace_dir=caches.pace,
        repository_file=repository.file if repository.table else "",
        cache_is_own=caches.setting.origin != repository.file,
        index_is_own=index.origin != repository.file,
        libraries=_libraries(named["libraries"]),
        private=_hosts(named["links_private"]),
        services={name: configured.service for name, configured in asked.items()},
        strangers=loaded.strangers,
        ignored=(*loaded.ignored, *caches.ignored, *(each.note for each in asked.values() if each.note)),
        settings={"config": own, **_of_repository(loaded, papers), **named, **_of_services(asked)},
    )


def _of_repository(loaded: _Loaded, papers: Iterable[Paper]) -> dict[str, Setting]:
    shown_papers = [f"{', '.join(each.sources)}: {each.bib}" for each in papers]
    origin = loaded.layers.repository.file if shown_papers else DEFAULT
    return {"trust": loaded.trust, "paper": Setting(shown_papers, origin)}


def _of_services(asked: Mapping[str, Configured]) -> dict[str, Setting]:
    return {name: setting for configured in asked.values() for name, setting in configured.settings.items()}


def _named_settings(loaded: _Loaded, caches: _Caches) -> dict[str, Setting]:
    """Return the settings outside of tables by their names, in the order in which they are shown."""
    layers = loaded.layers
    return {
        "bib": layers.pick("bib", None, None),
        "exclude": layers.pick("exclude", None, []),
        "keys": layers.pick("keys", None, None),
        **{name: layers.pick(name, None, default) for name, default in EntryPreferences()._asdict().items()},
        "published": layers.pick("published", None, WRITE),
        "title_searches": layers.pick("title_searches", None, TITLE_SEARCHES),
        "dois": layers.pick("dois", None, CITED_DOIS),
        "code_from": layers.pick("code_from", None, list(DEFAULT_ORIGINS)),
        **{
            name: layers.pick(name, None, default)
            for name, default in (("select", None), ("extend-select", []), ("ignore", []))
        },
        **{name: layers.pick(name, None, {}) for name in ("per-file-ignores", "level")},
        "offline": _offline(layers, trusted=loaded.is_trusted),
        "mailto": _mailto(layers),
        "timeout": _timeout(layers, trusted=loaded.is_trusted),
        "cache_dir": caches.setting._replace(value=str(caches.path)),
        "index": layers.pick("index", "BIBTOOLS_INDEX", str(caches.path / INDEX)),
        "libraries": layers.pick("libraries", None, []),
        "links_private": layers.pick("links_private", "BIBTOOLS_LINKS_PRIVATE", ""),
    }


class _Caches(NamedTuple):
    """Where the cache is, where all runs of this user keep their pace, and which of it is ignored."""

    setting: Setting
    path: Path
    pace: Path
    ignored: tuple[str, ...] = ()


def _caches(layers: Layers, environ: Mapping[str, str]) -> _Caches:
    setting = layers.pick("cache_dir", "BIBTOOLS_CACHE_DIR", cache_folder(environ))
    own = layers.without_repository().pick("cache_dir", "BIBTOOLS_CACHE_DIR", cache_folder(environ))
    path = _path(setting, layers)
    ignored: tuple[str, ...] = ()
    if problem := cache_problem(str(path)):
        ignored = (f"{path}: not used as the cache, because {problem}; set BIBTOOLS_CACHE_DIR to another folder",)
        path = Path(os.devnull, "bibtools")
    is_repositorys = setting.origin == layers.repository.file
    return _Caches(setting, path, _path(own, layers) if is_repositorys else path, ignored)


class _Loaded(NamedTuple):
    """The layers of settings, the trusted folders, and which files and settings are ignored."""

    layers: Layers
    trust: Setting
    is_trusted: bool  # this repository
    strangers: tuple[str, ...]
    ignored: tuple[str, ...]


def _loaded(environ: Mapping[str, str], folder: Path, user: str, *, trust: bool) -> _Loaded:
    own, note = user_file.read(user, environ)
    check_user(own.table, own.file)
    places = trusted_places(environ, own)

    def trusts(top: str) -> bool:
        return trust or is_trusted(top, places.value)

    found = repository_file.find(str(folder), environ, trusts)
    check_repository(found.layer.table, found.layer.file)
    is_vouched = trusts(found.top)
    trusted = is_vouched and not found.open_path

    def why() -> str:
        return why_open(found.open_path) if is_vouched else how_to_trust(found.top, user)

    layer, ignored = (found.layer, "") if trusted else untrusted(found.layer, why)
    return _Loaded(
        Layers(environ, layer, own),
        Setting([found.top], COMMAND_LINE) if trust else places,
        trusted,
        tuple(filter(None, (note, *found.notes))),
        tuple(filter(None, (ignored,))),
    )


def _mailto(layers: Layers) -> Setting:
    """Return the email address that requests pass to services; raises ConfigError if it is invalid."""
    setting = layers.pick("mailto", "BIBTOOLS_MAILTO", None)
    if setting.value and not (setting.value.isascii() and _MAILTO.fullmatch(setting.value)):
        raise ConfigError(f"{setting.origin}: mailto: {shown(setting.value)} is not an email address")
    return setting


def _offline(layers: Layers, *, trusted: bool) -> Setting:
    """Return the offline setting; an untrusted repository cannot switch it off."""
    own = layers.without_repository().pick("offline", "BIBTOOLS_OFFLINE", default=False)
    setting = layers.pick("offline", "BIBTOOLS_OFFLINE", default=False)
    own, setting = _switch("BIBTOOLS_OFFLINE", own), _switch("BIBTOOLS_OFFLINE", setting)
    return setting if trusted or setting.value else own


def _timeout(layers: Layers, *, trusted: bool) -> Setting:
    """Return the timeout of requests; an untrusted repository cannot extend it."""
    own = layers.without_repository().pick("timeout", "BIBTOOLS_TIMEOUT", None)
    setting = layers.pick("timeout", "BIBTOOLS_TIMEOUT", None)
    limits = [each._replace(value=seconds("timeout", each)) for each in (setting, own) if each.value is not None]
    if trusted or not limits:
        return limits[0] if limits else setting
    return min(limits, key=lambda each: float(each.value)) if setting.origin == layers.repository.file else limits[0]


def _path(setting: Setting, layers: Layers) -> Path:
    """Return a path; in a file it is relative to that file, and in the user's own may begin with `~`."""
    for layer in layers.files:
        if setting.origin == layer.file and layer.table:
            path = Path(setting.value)
            return Path(layer.file).parent / (path.expanduser() if layer is layers.user else path)
    return Path(setting.value)


def _hosts(setting: Setting) -> tuple[str, ...]:
    named = setting.value if isinstance(setting.value, list) else re.split(r"[\s,]+", setting.value)
    if not all(isinstance(name, str) for name in named):
        raise ConfigError(f"{setting.origin}: links_private cannot be {shown(named)}: it must be {WANTED[list]}")
    return tuple(filter(None, named))


def _libraries(setting: Setting) -> tuple[str, ...]:
    """Return the paths of the user's own libraries; in the user's file they are relative to that."""
    for name in setting.value:
        if not isinstance(name, str) or not name:
            raise ConfigError(f"{setting.origin}: libraries cannot hold {shown(name)}: it must be the path of a .bib")
    return tuple(str(Path(setting.origin).parent / Path(name).expanduser()) for name in setting.value)


def _pattern(setting: Setting) -> Pattern:
    from bibtools.bibliography.citekey.pattern_parser import KeyPatternError, parse  # few configurations have one

    try:
        return parse(setting.value)
    except KeyPatternError as error:
        raise ConfigError(f"{setting.origin}: keys: {error}") from None


def _origins(names: Iterable[object], where: str) -> tuple[str, ...]:
    listed = tuple(str(name) for name in names)
    for name in listed:
        if name not in ORIGINS:
            raise ConfigError(f"{where}: {shown(name)} is unknown: choose from {', '.join(ORIGINS)}")
    return listed


def _papers(tables: list[dict[str, Any]], origin: str, folder: Path) -> tuple[Paper, ...]:
    """Return the papers of a configuration, each once; raises ConfigError."""
    if len(tables) > MOST_PAPERS:
        raise ConfigError(f"{origin}: it has {len(tables):,} papers; a configuration may have {MOST_PAPERS}")
    return tuple(dict.fromkeys(_paper(each, number, origin, folder) for number, each in enumerate(tables, 1)))


def _paper(table: dict[str, Any], number: int, origin: str, folder: Path) -> Paper:
    check(table, _PAPER_KEYS, origin, "paper.")
    sources, bib = table.get("sources", []), table.get("bib")
    has = {"sources": sources and all(isinstance(source, str) for source in sources), "bib": bib}
    if lacking := [name for name, value in has.items() if not value]:
        example = 'sources = ["paper/"], bib = "paper/refs.bib"'
        raise ConfigError(f"{origin}: paper: number {number} lacks its {' and its '.join(lacking)}; write {example}")
    here = str(Path(origin).parent)
    for source in map(portable, sources):
        if _leads_out(os.path.join(here, source), here):
            why = "a folder outside the work tree and its parent is not searched; name the files in it"
            raise ConfigError(f"{origin}: paper: sources cannot be {shown(source)}: {why}")
    near = [_near(name, origin, folder) for name in (*sources, bib)]
    return Paper(tuple(near[:-1]), near[-1])


def _leads_out(path: str, here: str) -> bool:
    """Return whether a folder, or a link to one, is neither in the work tree nor beside it: `/` is walked for hours."""
    if not os.path.isdir(path):
        return False
    real, tree = os.path.realpath(path), boundary(here, here)
    above = os.path.dirname(tree)
    return not is_within(real, tree) and (real == above or not is_within(real, above))


def _near(name: str, origin: str, folder: Path) -> str:
    """Return a path of a repository's file relative to a folder; as it is where it lies on another drive of Windows."""
    whole = Path(origin).parent / portable(name)
    try:
        return os.path.relpath(whole, folder)
    except ValueError:
        return str(whole)


def _exclusion(patterns: list[object], origin: str) -> Exclusion:
    if not all(isinstance(pattern, str) for pattern in patterns):
        raise ConfigError(f"{origin}: exclude cannot be {shown(patterns)}: it must be {WANTED[list]}")
    if patterns:
        from bibtools.files import gitignore  # few configurations exclude anything

        if len(patterns) > gitignore.MOST:
            raise ConfigError(f"{origin}: exclude has {gitignore.MOST} patterns at most; there are {len(patterns)}")
        try:
            gitignore.matcher(map(str, patterns))
        except gitignore.PatternError as error:
            raise ConfigError(f"{origin}: exclude: {error}") from None
    return Exclusion(str(Path(origin).parent), tuple(map(str, patterns)))


def _switch(name: str, setting: Setting) -> Setting:
    value = str(setting.value).lower()
    if value not in _TRUE | _FALSE:
        raise ConfigError(f"{name}: {shown(setting.value)} is neither 1 nor 0")
    return setting._replace(value=value in _TRUE)

"""A repository that nobody has vouched for: what its configuration may say, and what the user's own says."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bibtools.config.configuration import Config, load
from bibtools.core.errors import ConfigError
from bibtools.providers.registry import SERVICES

EVIL = "https://evil.example"
LEADING = f"""
index = "idx.sqlite3"
cache_dir = "cache"
[services.arxiv]
url = "{EVIL}"
interval = 0
[services.github]
url = "{EVIL}/api"
key = "theirs"
"""


class Place:
    """A repository and its user, with a file each."""

    def __init__(self, folder: Path) -> None:
        self.repository, self.user = folder / "repository", folder / "home" / "config.toml"
        (self.repository / ".git").mkdir(parents=True)
        self.user.parent.mkdir()

    def load(
        self, repository: str = "", user: str = "", *, trust: bool = False, name: str = ".bibtools.toml", **environ: str
    ) -> Config:
        (self.repository / name).write_text(repository, "utf-8")
        self.user.write_text(user, "utf-8")
        return load({"XDG_CACHE_HOME": "/nowhere", **environ}, self.repository, str(self.user), trust=trust)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


@pytest.mark.parametrize("name", [".bibtools.toml", "pyproject.toml"])
def test_a_repository_leads_nobody_elsewhere(place: Place, name: str) -> None:
    text = (
        LEADING
        if name == ".bibtools.toml"
        else "[tool.bibtools]" + LEADING.replace("[services", "[tool.bibtools.services")
    )
    config = place.load(text, name=name)
    assert config.services == SERVICES
    assert (config.index_path, config.cache_dir) == (Path("/nowhere/bibtools/index.sqlite3"), Path("/nowhere/bibtools"))
    [note] = config.ignored
    for said in (
        f"{place.repository / name}: ",
        "services.arxiv.url",
        "services.github.key",
        "index",
        "cache_dir",
        "--trust",
    ):
        assert said in note
    assert f'trust = ["{place.repository}"] into {place.user}' in note
    assert "theirs" not in note


def test_what_a_repository_may_say_needs_no_trust(place: Place) -> None:
    config = place.load(
        'bib = "r.bib"\nexclude = ["old/"]\nkeys = "[auth][year]"\ndialect = "biblatex"\nmailto = "a@b.org"'
    )
    assert (config.bib, config.preferences.dialect, config.mailto, config.ignored) == (
        "r.bib",
        "biblatex",
        "a@b.org",
        (),
    )


@pytest.mark.parametrize("how", ["flag", "variable", "file", "below", "real path"])
def test_trust_is_the_users_word(place: Place, tmp_path: Path, how: str) -> None:
    here = str(place.repository)
    (tmp_path / "link").symlink_to(place.repository)
    user = {"file": f"trust = ['/elsewhere', '{here}']", "below": f"trust = ['{tmp_path}/*']"}.get(how, "")
    environ = {
        "variable": {"BIBTOOLS_TRUST": f"/x{os.pathsep}{here}"},
        "real path": {"BIBTOOLS_TRUST": str(tmp_path / "link")},
    }
    config = place.load(LEADING, user, trust=how == "flag", **environ.get(how, {}))
    assert (config.services["arxiv"].url, config.services["arxiv"].interval) == (EVIL, 0)
    assert config.index_path == place.repository / "idx.sqlite3"
    assert config.cache_dir == place.repository / "cache"
    assert (config.ignored, config.index_is_own, config.cache_is_own) == ((), False, False)
    assert config.pace_dir == Path("/nowhere/bibtools")  # else two repositories would ask at twice the pace


@pytest.mark.parametrize(
    "trust", ["{}/repositor", "{}/repository/paper", "{}", "{}/home/*", "{}/repository/*", "{}/repository2", "/nowhere"]
)
def test_trust_of_something_else_is_no_trust(place: Place, tmp_path: Path, trust: str) -> None:
    config = place.load(LEADING, f"trust = ['{trust.format(tmp_path)}']")
    assert (config.services, len(config.ignored)) == (SERVICES, 1)


@pytest.mark.parametrize("trust", [".", "paper", "~user-that-nobody-is/x", "/", "/*", "", "*"])
def test_trust_names_a_folder_from_the_root_on(place: Place, trust: str) -> None:
    with pytest.raises(ConfigError, match="trust cannot be"):
        place.load("", f"trust = ['{trust}']")


def test_a_repository_in_a_trusted_one_is_a_stranger(place: Place) -> None:
    inner = place.repository / "vendor"
    (inner / ".git").mkdir(parents=True)
    (inner / ".bibtools.toml").write_text(LEADING, "utf-8")
    config = load({"BIBTOOLS_TRUST": str(place.repository)}, inner)
    assert (config.services, len(config.ignored)) == (SERVICES, 1)
    (inner / ".git").rmdir()
    assert load({"BIBTOOLS_TRUST": str(place.repository)}, inner).services["arxiv"].url == EVIL


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("trust = ['/']", "trust belongs in your own file"),
        ("links_private = ['127.0.0.1']", "links_private belongs in your own file"),
        ("[links_private]\nx = 1", "links_private belongs in your own file"),
    ],
)
def test_a_repository_cannot_vouch_for_itself(place: Place, text: str, message: str) -> None:
    with pytest.raises(ConfigError) as error:
        place.load(text)
    assert message in str(error.value)


@pytest.mark.parametrize("text", ["bib = 'x.bib'", "exclude = ['x']", "[[paper]]\nbib = 'x'"])
def test_the_users_file_speaks_of_no_one_paper(place: Place, text: str) -> None:
    with pytest.raises(ConfigError, match="belongs in a repository's file"):
        place.load("", text)


@pytest.mark.parametrize(
    ("repository", "user", "environ", "trust", "offline"),
    [
        ("offline = false", "", {"BIBTOOLS_OFFLINE": "1"}, False, True),
        ("offline = false", "", {"BIBTOOLS_OFFLINE": "1"}, True, True),
        ("offline = false", "offline = true", {}, False, True),
        ("offline = false", "offline = true", {}, True, False),
        ("offline = true", "offline = false", {}, False, True),
        ("", "offline = true", {}, False, True),
        ("", "offline = true", {"BIBTOOLS_OFFLINE": "0"}, False, False),
        ("offline = false", "", {}, False, False),
    ],
)
def test_a_stranger_leads_nobody_out_of_offline(
    place: Place, repository: str, user: str, environ: dict[str, str], trust: bool, offline: bool
) -> None:
    assert place.load(repository, user, trust=trust, **environ).offline is offline


@pytest.mark.parametrize(
    ("repository", "user", "environ", "trust", "timeout"),
    [
        ("timeout = 3600", "timeout = 20", {}, False, 20),
        ("timeout = 3600", "timeout = 20", {}, True, 3600),
        ("timeout = 5", "timeout = 20", {}, False, 5),
        ("timeout = 5", "", {}, False, 5),
        ("", "timeout = 20", {}, False, 20),
        ("timeout = 5", "timeout = 20", {"BIBTOOLS_TIMEOUT": "60"}, False, 60),
    ],
)
def test_a_stranger_makes_nobody_wait_longer(
    place: Place, repository: str, user: str, environ: dict[str, str], trust: bool, timeout: float
) -> None:
    assert place.load(repository, user, trust=trust, **environ).timeout == timeout


@pytest.mark.parametrize(
    ("repository", "user", "environ", "key", "is_own"),
    [
        # The user's key goes where the user says, or to the public service.
        ("", "key = 'mine'", {}, "mine", True),
        ("", "url = 'https://mine.example'\nkey = 'mine'", {}, "mine", True),
        ("", "", {"BIBTOOLS_GITHUB_KEY": "mine"}, "mine", True),
        ("", "", {"GITHUB_TOKEN": "mine"}, "mine", True),
        ("url = 'https://api.github.com/'", "", {"BIBTOOLS_GITHUB_KEY": "mine"}, "mine", True),
        ("url = 'HTTPS://MINE.example:443'", "url = 'https://mine.example'\nkey = 'mine'", {}, "mine", True),
        # And never where a repository says, trusted as it may be.
        (f"url = '{EVIL}'", "key = 'mine'", {}, None, False),
        (f"url = '{EVIL}'", "", {"BIBTOOLS_GITHUB_KEY": "mine"}, None, False),
        (f"url = '{EVIL}'", "", {"GITHUB_TOKEN": "mine"}, None, False),
        (f"url = '{EVIL}'", "", {"GH_TOKEN": "mine", "GITHUB_TOKEN": "mine"}, None, False),
        (f"url = '{EVIL}'\nkey = 'theirs'", "key = 'mine'", {"GITHUB_TOKEN": "mine"}, "theirs", False),
        ("url = 'https://api.github.com.evil.example'", "key = 'mine'", {}, None, False),
        ("url = 'https://api.github.com/evil'", "key = 'mine'", {}, None, False),
        ("url = 'https://api.github.com:444'", "key = 'mine'", {}, None, False),
        # The user's address wins over the repository's.
        (f"url = '{EVIL}'", "", {"BIBTOOLS_GITHUB_URL": "https://mine.example", "GITHUB_TOKEN": "mine"}, "mine", True),
    ],
)
def test_an_address_of_a_repository_gets_no_key_of_the_users(
    place: Place, repository: str, user: str, environ: dict[str, str], key: str | None, is_own: bool
) -> None:
    config = place.load(
        f"[services.github]\n{repository}", f"[services.github]\n{user}" if user else "", trust=True, **environ
    )
    found = config.services["github"]
    assert ((found.key.value if found.key else None), found.is_own) == (key, is_own)
    assert "mine" not in "".join(config.ignored).replace("mine.example", "")


def test_the_users_file_says_what_the_user_wants(place: Place) -> None:
    user = """
        mailto = "ada@example.org"
        index = "arxiv.sqlite3"
        cache_dir = "/own/cache"
        timeout = 7
        offline = false
        dialect = "biblatex"
        keys = "[auth][year]"
        extra = ["month"]
        max_authors = 3
        code_from = ["record"]
        links_private = ["git.lan"]
        [services.datacite]
        url = "https://mirror.example"
    """
    config = place.load("max_authors = 5", user)
    assert (config.mailto, config.timeout, config.offline) == ("ada@example.org", 7, False)
    assert (config.index_path, config.cache_dir) == (place.user.parent / "arxiv.sqlite3", Path("/own/cache"))
    assert (config.preferences.dialect, config.preferences.extra, config.preferences.max_authors) == (
        "biblatex",
        ("month",),
        5,
    )
    assert (config.code_from, config.private) == (("record",), ("git.lan",))
    assert (config.services["datacite"].url, config.services["datacite"].is_own) == ("https://mirror.example", True)
    origins = {name: setting.origin for name, setting in config.settings.items()}
    assert origins["mailto"] == origins["services.datacite.url"] == origins["links_private"] == str(place.user)
    assert origins["max_authors"] == str(place.repository / ".bibtools.toml")
    assert origins["services.arxiv.url"] == "default"


def test_the_environment_goes_before_both_files(place: Place) -> None:
    config = place.load("mailto = 'r@x.org'", "mailto = 'u@x.org'", BIBTOOLS_MAILTO="e@x.org")
    assert (config.mailto, config.settings["mailto"].origin) == ("e@x.org", "BIBTOOLS_MAILTO")
    assert place.load("mailto = 'r@x.org'", "mailto = 'u@x.org'").mailto == "r@x.org"


@pytest.mark.parametrize("whose", ["repository", "user", "environment"])
@pytest.mark.parametrize(
    ("service", "url", "least"),
    [
        ("arxiv", "https://export.arxiv.org", 3),
        ("arxiv", "https://EXPORT.arxiv.org.:443/mirror", 3),
        ("datacite", "https://export.arxiv.org", 3),
        ("huggingface", "https://oaipmh.arxiv.org", 3),
        ("github", "https://arxiv.org", 3),
        ("github", "https://huggingface.co", 0.6),
    ],
)
def test_nobody_sets_the_pace_of_a_public_service_below_its_terms(
    place: Place, whose: str, service: str, url: str, least: float
) -> None:
    def load(said: str, **environ: str) -> Config:
        files = {"repository": said if whose == "repository" else "", "user": said if whose == "user" else ""}
        return place.load(**files, trust=True, **(environ if whose == "environment" else {}))

    name = service.upper()
    address = {f"BIBTOOLS_{name}_URL": url}
    assert load(f"[services.{service}]\nurl = '{url}'", **address).services[service].interval >= least
    with pytest.raises(ConfigError, match=f"ask for at least {least} seconds"):
        load(
            f"[services.{service}]\nurl = '{url}'\ninterval = {least - 0.1}",
            **address,
            **{f"BIBTOOLS_{name}_INTERVAL": str(least - 0.1)},
        )
    with pytest.raises(ConfigError, match="not a number of seconds"):
        load(f"[services.{service}]\ninterval = -1", **{f"BIBTOOLS_{name}_INTERVAL": "nan"})


def test_a_rate_group_is_a_hosts(place: Place) -> None:
    def group(service: str, url: str) -> str:
        return place.load(f"[services.{service}]\nurl = '{url}'", trust=True).services[service].group

    public = place.load().services
    assert public["arxiv"].group == public["oai"].group == "arxiv"
    assert group("arxiv", "https://arxiv.org") == group("datacite", "https://export.arxiv.org") == "arxiv"
    assert group("arxiv", EVIL) == group("oai", f"{EVIL}/oai/") == group("github", f"{EVIL}:443")
    others = {
        group("arxiv", url) for url in (EVIL, "http://127.0.0.1:1", "http://127.0.0.1:2", "https://evil2.example")
    }
    assert (len(others), "arxiv" in others, all(name.isascii() and "/" not in name for name in others)) == (
        4,
        False,
        True,
    )


@pytest.mark.parametrize("trusted_by", ["command line", "variable", "own file"])
@pytest.mark.parametrize(
    ("file_mode", "folder_mode", "counts"),
    [
        (0o644, 0o755, True),
        (0o664, 0o775, True),  # a group that shares a repository
        (0o644, 0o1777, True),  # such as /tmp, where nobody replaces what is another's
        (0o666, 0o755, False),
        (0o602, 0o700, False),
        (0o644, 0o777, False),
        (0o666, 0o1777, False),
    ],
)
def test_nobody_can_vouch_for_what_anybody_can_write(
    place: Place, trusted_by: str, file_mode: int, folder_mode: int, counts: bool
) -> None:
    place.repository.joinpath(".bibtools.toml").touch()
    place.repository.joinpath(".bibtools.toml").chmod(file_mode)
    place.repository.chmod(folder_mode)
    top = str(place.repository)
    config = place.load(
        LEADING + "[[paper]]\nsources = ['a.tex']\nbib = 'x.bib'",
        f"offline = true\ntrust = ['{top}']" if trusted_by == "own file" else "offline = true",
        trust=trusted_by == "command line",
        **({"BIBTOOLS_TRUST": top} if trusted_by == "variable" else {}),
    )
    assert (config.services["arxiv"].url == EVIL) is counts
    assert (config.index_path == place.repository / "idx.sqlite3") is counts
    assert [each.bib for each in config.papers] == ["x.bib"]  # what leads nowhere counts
    told = [note for note in config.ignored if "anyone can write to" in note]
    assert len(told) == (not counts)
    assert all(f"chmod o-w {top}" in note and "services.arxiv.url" in note for note in told)


@pytest.mark.parametrize("linked", [False, True])
def test_an_open_folder_of_a_file_that_a_link_names_is_open(place: Place, linked: bool) -> None:
    elsewhere = place.repository / "shared"
    elsewhere.mkdir()
    (elsewhere / "settings.toml").touch()
    if linked:
        (place.repository / ".bibtools.toml").symlink_to("shared/settings.toml")
    elsewhere.chmod(0o777)
    config = place.load(LEADING, trust=True)
    assert (config.services["arxiv"].url == EVIL) is not linked


@pytest.mark.parametrize(
    ("mode", "counts"), [(0o755, True), (0o775, True), (0o1777, True), (0o777, False), (0o707, False)]
)
def test_the_users_file_in_a_folder_that_anybody_can_write_is_nobodys(place: Place, mode: int, counts: bool) -> None:
    place.user.parent.chmod(mode)
    config = place.load("", "timeout = 7")
    assert config.timeout == (7 if counts else None)
    told = [f"{place.user} is ignored: anyone can write to in its folder; chmod o-w {place.user.parent} fixes that"]
    assert list(config.strangers) == ([] if counts else told)

from __future__ import annotations

from pathlib import Path

import pytest

from bibtools.config import Config, load
from bibtools.errors import ConfigError
from bibtools.transport import Service


def configured(folder: Path, toml: str = "", name: str = ".bibtools.toml", **environ: str) -> Config:
    if toml:
        (folder / name).write_text(toml, "utf-8")
    (folder / ".git").mkdir(exist_ok=True)
    return load(environ, folder)


def test_the_defaults(tmp_path: Path) -> None:
    config = configured(tmp_path, HOME="/home/ada")
    assert (config.bib, config.offline, config.mailto) == (None, False, None)
    assert config.services["arxiv"] == Service("https://export.arxiv.org", 3.0)


@pytest.mark.parametrize(
    ("environ", "folder"),
    [
        ({"BIBTOOLS_CACHE_DIR": "/c", "XDG_CACHE_HOME": "/x"}, "/c"),
        ({"XDG_CACHE_HOME": "/x"}, "/x/bibtools"),
    ],
)
def test_where_the_cache_is(tmp_path: Path, environ: dict[str, str], folder: str) -> None:
    assert configured(tmp_path, **environ).cache_dir == Path(folder)


@pytest.mark.parametrize(
    ("name", "toml"),
    [
        (".bibtools.toml", 'bib = "refs.bib"\noffline = true\nmailto = "ada@example.org"'),
        ("pyproject.toml", '[tool.bibtools]\nbib = "refs.bib"\noffline = true\nmailto = "ada@example.org"'),
    ],
)
def test_either_file_will_do(tmp_path: Path, name: str, toml: str) -> None:
    config = configured(tmp_path, toml, name)
    assert (config.bib, config.offline, config.mailto) == ("refs.bib", True, "ada@example.org")


def test_a_pyproject_without_our_table_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "pyproject.toml").write_text("[tool.other]\nx = 1", "utf-8")
    (tmp_path / ".bibtools.toml").write_text("offline = true", "utf-8")
    (tmp_path / ".git").mkdir()
    assert load({}, tmp_path / "sub").offline


def test_a_path_in_the_file_is_relative_to_the_file(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    configured(tmp_path, 'bib = "refs.bib"')
    assert load({}, tmp_path / "sub").bib == "../refs.bib"


def test_patterns_are_relative_to_the_file(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    configured(tmp_path, 'exclude = ["old/", "*.md"]')
    assert load({}, tmp_path / "sub").exclusion == (str(tmp_path), ("old/", "*.md"))


def test_the_search_ends_at_the_repository(tmp_path: Path) -> None:
    (tmp_path / ".bibtools.toml").write_text("offline = true", "utf-8")
    (tmp_path / "repository" / ".git").mkdir(parents=True)
    assert not load({}, tmp_path / "repository").offline


@pytest.mark.parametrize(("value", "offline"), [("1", True), ("true", True), ("0", False), ("no", False)])
def test_the_environment_goes_before_the_file(tmp_path: Path, value: str, offline: bool) -> None:
    assert configured(tmp_path, f"offline = {str(not offline).lower()}", BIBTOOLS_OFFLINE=value).offline is offline


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("bibb = 'x'", "unknown key bibb; did you mean bib?"),
        ("x = 1", "unknown key x; known are bib, exclude, keys, mailto, offline, services"),
        ("bib = 3", "bib cannot be 3"),
        (
            "keys = '[auth][yaer]'",
            "keys: the pattern '[auth][yaer]', character 8: 'yaer' is not known",
        ),
        ("keys = 'paper'", "every key would be the same"),
        ("keys = 3", "keys cannot be 3"),
        ("exclude = 'old/'", "exclude cannot be 'old/': it is a list of texts in brackets"),
        ("exclude = [1]", "exclude cannot be [1]: it is a list of texts in brackets"),
        ("offline = 'yes'", "offline cannot be 'yes'"),
        ("mailto = 'me'", "'me' is no mail address"),
        ("services = 3", "services cannot be 3"),
        ("[services.arxiv]\nurl = 3", "services.arxiv.url cannot be 3"),
        ("[services.arxiv]\ninterval = true", "services.arxiv.interval cannot be True"),
        ("[services.arxif]\ninterval = 3", "unknown key services.arxif; did you mean arxiv?"),
        ("[services.arxiv]\nurl = 'http://export.arxiv.org'", "must begin with https://"),
        ("[services.arxiv]\nurl = 'ftp://127.0.0.1'", "must begin with https://"),
        ("[services.arxiv]\nurl = 'https://'", "must begin with https://"),
        ("[services.arxiv]\ninterval = 1", "the terms of export.arxiv.org ask for at least 3 seconds"),
        (
            "[services.arxiv]\nurl = 'https://arxiv.org'\ninterval = 0",
            "the terms of arxiv.org ask for at least 3 seconds",
        ),
        ("[services.arxiv]\ninterval = -1", "no number of seconds"),
        ("[services.arxiv]\ninterval = nan", "no number of seconds"),
        ("[services.arxiv]\nurl = 'https://[bad'", "Invalid IPv6 URL"),
        ("[services.arxiv]\nurl = 'https://h:99999'", "Port out of range"),
        ("mailto = 'é@x.org'", "is no mail address"),
        ("bib = ", "cannot read it"),
    ],
)
def test_a_mistake_is_an_error_that_names_it(tmp_path: Path, toml: str, message: str) -> None:
    with pytest.raises(ConfigError) as error:
        configured(tmp_path, toml)
    assert message in str(error.value)


@pytest.mark.parametrize(
    ("environ", "service"),
    [
        ({"BIBTOOLS_ARXIV_URL": "http://127.0.0.1:8000"}, Service("http://127.0.0.1:8000", 3.0)),
        ({"BIBTOOLS_ARXIV_URL": "http://localhost", "BIBTOOLS_ARXIV_INTERVAL": "0"}, Service("http://localhost", 0.0)),
        ({"BIBTOOLS_ARXIV_URL": "https://a.org", "BIBTOOLS_ARXIV_INTERVAL": "0.5"}, Service("https://a.org", 0.5)),
        ({"BIBTOOLS_ARXIV_INTERVAL": "10"}, Service("https://export.arxiv.org", 10.0)),
    ],
)  # fmt: skip
def test_services_are_configured(tmp_path: Path, environ: dict[str, str], service: Service) -> None:
    assert configured(tmp_path, **environ).services["arxiv"] == service


@pytest.mark.parametrize(
    "environ", [{"BIBTOOLS_ARXIV_INTERVAL": "soon"}, {"BIBTOOLS_OFFLINE": "maybe"}, {"BIBTOOLS_MAILTO": "x\ny@z"}]
)
def test_nonsense_in_the_environment_is_an_error(tmp_path: Path, environ: dict[str, str]) -> None:
    with pytest.raises(ConfigError):
        configured(tmp_path, **environ)

from __future__ import annotations

from pathlib import Path

import pytest

from bibtools.config.configuration import Config, load
from bibtools.core.errors import ConfigError
from bibtools.providers.registry import SERVICES


def configured(folder: Path, toml: str = "", name: str = ".bibtools.toml", **environ: str) -> Config:
    """Return the configuration of a repository that the user trusts."""
    if toml:
        (folder / name).write_text(toml, "utf-8")
    (folder / ".git").mkdir(exist_ok=True)
    return load(environ, folder, trust=True)


def test_the_defaults(tmp_path: Path) -> None:
    config = configured(tmp_path, HOME="/home/ada")
    assert (config.bib, config.offline, config.mailto) == (None, False, None)
    assert config.services["arxiv"] == SERVICES["arxiv"]


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
        (
            "x = 1",
            "unknown key x; known: bib, cache_dir, code_field, code_from, code_links, collaborations, dialect",
        ),
        ("bib = 3", "bib cannot be 3"),
        (
            "keys = '[auth][yaer]'",
            "keys: the pattern '[auth][yaer]', character 8: 'yaer' is unknown",
        ),
        ("keys = 'paper'", "every key would be the same"),
        ("keys = 3", "keys cannot be 3"),
        ("exclude = 'old/'", "exclude cannot be 'old/': it must be a list"),
        ("exclude = [1]", "exclude cannot be [1]: it must be a list"),
        ("offline = 'yes'", "offline cannot be 'yes'"),
        ("mailto = 'me'", "'me' is not an email address"),
        ("services = 3", "services cannot be 3"),
        ("dialect = 'latex'", "dialect cannot be 'latex': it must be one of bibtex, biblatex"),
        ("encoding = 'latin-1'", "encoding cannot be 'latin-1': it must be one of ascii, unicode"),
        ("preprint = 'book'", "preprint cannot be 'book': it must be one of misc, article"),
        ("extra = ['file']", "extra cannot hold 'file': known: abstract, keywords, month, project, dataset"),
        ("venue = 'long'", "venue cannot be 'long': it must be one of full, short"),
        ("dois = 'some'", "dois cannot be 'some': it must be one of cited, all, none"),
        ("extra = [1]", "extra cannot hold 1"),
        ("order = ['titel']", "order cannot hold 'titel'"),
        ("max_authors = -1", "max_authors cannot be -1"),
        ("max_authors = 'all'", "max_authors cannot be 'all': it must be a whole number"),
        ("max_authors = true", "max_authors cannot be True"),
        ("timeout = -1", "timeout: -1 is not a number of seconds"),
        ("timeout = '20'", "timeout cannot be '20': it must be a number"),
        ("[services.arxiv]\nkey = 'x'", "unknown key services.arxiv.key"),
        ("[services.datacite]\ninterval = 0.1", "the terms of api.datacite.org ask for at least 0.6 seconds"),
        ("[services.arxiv]\nurl = 3", "services.arxiv.url cannot be 3"),
        ("[services.arxiv]\ninterval = true", "services.arxiv.interval cannot be True"),
        ("[services.arxif]\ninterval = 3", "unknown key services.arxif; did you mean arxiv?"),
        ("[services.arxiv]\nurl = 'http://export.arxiv.org'", "must be https://"),
        ("[services.arxiv]\nurl = 'ftp://127.0.0.1'", "must be https://"),
        ("[services.arxiv]\nurl = 'https://'", "must be https://"),
        ("[services.arxiv]\ninterval = 1", "the terms of export.arxiv.org ask for at least 3 seconds"),
        (
            "[services.arxiv]\nurl = 'https://arxiv.org'\ninterval = 0",
            "the terms of arxiv.org ask for at least 3 seconds",
        ),
        ("[services.arxiv]\ninterval = -1", "not a number of seconds"),
        ("[services.arxiv]\ninterval = nan", "not a number of seconds"),
        ("[services.arxiv]\nurl = 'https://[bad'", "must be https://"),
        ("[services.arxiv]\nurl = 'https://h:99999'", "must be https://"),
        ("[services.arxiv]\nurl = 'https://u:p@arxiv.org'", "must be https://"),
        ("[services.arxiv]\nurl = 'http://evil.example\\@127.0.0.1'", "must be https://"),
        ("mailto = 'é@x.org'", "is not an email address"),
        ("bib = ", "cannot read it"),
    ],
)
def test_a_mistake_is_an_error_that_names_it(tmp_path: Path, toml: str, message: str) -> None:
    with pytest.raises(ConfigError) as error:
        configured(tmp_path, toml)
    assert message in str(error.value)


@pytest.mark.parametrize(
    ("environ", "url", "interval"),
    [
        ({"BIBTOOLS_ARXIV_URL": "http://127.0.0.1:8000"}, "http://127.0.0.1:8000", 3.0),
        ({"BIBTOOLS_ARXIV_URL": "http://localhost", "BIBTOOLS_ARXIV_INTERVAL": "0"}, "http://localhost", 0.0),
        ({"BIBTOOLS_ARXIV_URL": "https://a.org", "BIBTOOLS_ARXIV_INTERVAL": "0.5"}, "https://a.org", 0.5),
        ({"BIBTOOLS_ARXIV_INTERVAL": "10"}, "https://export.arxiv.org", 10.0),
    ],
)
def test_services_are_configured(tmp_path: Path, environ: dict[str, str], url: str, interval: float) -> None:
    service = configured(tmp_path, **environ).services["arxiv"]
    assert (service.url, service.interval, service.deadline) == (url, interval, SERVICES["arxiv"].deadline)


@pytest.mark.parametrize("name", ["ARXIV", "DATACITE", "OAI", "SEMANTICSCHOLAR"])
def test_every_service_can_be_somewhere_else(tmp_path: Path, name: str) -> None:
    settings = {f"BIBTOOLS_{name}_URL": "http://127.0.0.1:8000", f"BIBTOOLS_{name}_INTERVAL": "0"}
    service = configured(tmp_path, **settings).services[name.lower()]
    assert (service.url, service.interval) == ("http://127.0.0.1:8000", 0.0)


@pytest.mark.parametrize(
    ("toml", "environ", "key"),
    [
        ("", {}, None),
        ("", {"BIBTOOLS_SEMANTICSCHOLAR_KEY": "s3cret"}, "s3cret"),
        ("[services.semanticscholar]\nkey = 's3cret'", {}, "s3cret"),
        ("[services.semanticscholar]\nkey = 'x'", {"BIBTOOLS_SEMANTICSCHOLAR_KEY": "s3cret"}, "s3cret"),
    ],
)
def test_a_key_is_configured_and_never_shown(
    tmp_path: Path, toml: str, environ: dict[str, str], key: str | None
) -> None:
    config = configured(tmp_path, toml, **environ)
    found = config.services["semanticscholar"].key
    assert (found.value if found else None) == key
    assert "s3cret" not in repr(config)


def test_a_key_of_the_environment_goes_nowhere_that_a_file_says(tmp_path: Path) -> None:
    toml = "[services.semanticscholar]\nurl = 'https://elsewhere.example'"
    key = {"BIBTOOLS_SEMANTICSCHOLAR_KEY": "s3cret"}
    config = configured(tmp_path, toml, **key)
    assert (config.services["semanticscholar"].url, config.services["semanticscholar"].key) == (
        "https://elsewhere.example",
        None,
    )
    assert "services.semanticscholar.url differs from yours" in config.ignored[0]
    both = {**key, "BIBTOOLS_SEMANTICSCHOLAR_URL": "https://mine.example"}
    assert configured(tmp_path, toml, **both).services["semanticscholar"].url == "https://mine.example"
    assert configured(tmp_path, toml + "\nkey = 'own'").services["semanticscholar"].is_open


@pytest.mark.parametrize("value", ["two words", "né", "x\ny"])
def test_a_key_that_no_header_can_hold_is_an_error_without_the_key(tmp_path: Path, value: str) -> None:
    with pytest.raises(ConfigError) as error:
        configured(tmp_path, BIBTOOLS_SEMANTICSCHOLAR_KEY=value)
    assert ("not a key" in str(error.value), value in str(error.value)) == (True, False)


@pytest.mark.parametrize(
    "toml", ["[services]\nsemanticscholar = 's3cret'", "[services.semanticscholar]\nkey = ['s3cret']"]
)
def test_a_key_in_the_wrong_place_or_form_is_not_shown(tmp_path: Path, toml: str) -> None:
    with pytest.raises(ConfigError) as error:
        configured(tmp_path, toml)
    assert (".bibtools.toml: services.semanticscholar" in str(error.value), "s3cret" in str(error.value)) == (
        True,
        False,
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BIBTOOLS_TIMEOUT", "soon"),
        ("BIBTOOLS_MAILTO", "me"),
        ("BIBTOOLS_OAI_URL", "oai"),
        ("BIBTOOLS_OAI_INTERVAL", "x"),
        ("BIBTOOLS_ARXIV_INTERVAL", "1"),
        ("BIBTOOLS_SEMANTICSCHOLAR_KEY", "two words"),
    ],
)
def test_a_mistake_in_the_environment_names_the_variable(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(ConfigError, match=f"^{name}: "):
        configured(tmp_path, **{name: value})


@pytest.mark.parametrize(
    ("toml", "environ", "timeout", "origin"),
    [
        ("", {}, None, "default"),
        ("timeout = 20", {}, 20.0, ".bibtools.toml"),
        ("timeout = 20", {"BIBTOOLS_TIMEOUT": "1.5"}, 1.5, "BIBTOOLS_TIMEOUT"),
        ("timeout = 20", {"BIBTOOLS_TIMEOUT": ""}, 20.0, ".bibtools.toml"),
    ],
)
def test_a_setting_says_where_it_comes_from(
    tmp_path: Path, toml: str, environ: dict[str, str], timeout: float | None, origin: str
) -> None:
    config = configured(tmp_path, toml, **environ)
    assert (config.timeout, config.settings["timeout"].value) == (timeout, timeout)
    assert config.settings["timeout"].origin.endswith(origin)


def test_the_command_line_goes_before_everything(tmp_path: Path) -> None:
    config = configured(tmp_path, "timeout = 20", BIBTOOLS_TIMEOUT="10").overridden(offline=True, timeout=5)
    assert (config.timeout, config.offline) == (5, True)
    assert {config.settings[name].origin for name in ("timeout", "offline")} == {"command line"}


def test_what_the_command_line_does_not_say_stays(tmp_path: Path) -> None:
    config = configured(tmp_path, "timeout = 20")
    assert config.overridden() == config


@pytest.mark.parametrize(
    "environ",
    [{"BIBTOOLS_ARXIV_INTERVAL": "soon"}, {"BIBTOOLS_OFFLINE": "maybe"}, {"BIBTOOLS_MAILTO": "x\ny@z"}]
    + [{"BIBTOOLS_TIMEOUT": text} for text in ("soon", "-1", "inf", "nan")],
)
def test_nonsense_in_the_environment_is_an_error(tmp_path: Path, environ: dict[str, str]) -> None:
    with pytest.raises(ConfigError):
        configured(tmp_path, **environ)

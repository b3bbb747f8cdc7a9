"""The descriptions and the JSON Schemas of the configuration are those of the settings."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from bibtools.config import keys
from bibtools.config.configuration import load
from bibtools.config.descriptions import DESCRIPTIONS, PAPER, SERVICE
from bibtools.config.json_schema import repository_schema, user_schema
from bibtools.core.errors import ConfigError

EVERY = {**keys.OF_REPOSITORIES, **keys.OF_USERS, **keys.ANYWHERE}


def settings_of(folder: Path, text: str) -> dict[str, Any]:
    (folder / ".bibtools.toml").write_text(text, "utf-8")
    return dict(load({}, folder, trust=True).settings)


def test_every_setting_is_described_once() -> None:
    assert set(DESCRIPTIONS) == set(EVERY)
    assert all(each.meaning.endswith(".") for table in (DESCRIPTIONS, SERVICE, PAPER) for each in table.values())


@pytest.mark.parametrize("name", sorted(EVERY))
def test_the_example_of_a_setting_is_one(name: str) -> None:
    assert isinstance(DESCRIPTIONS[name].example, EVERY[name])


def test_the_defaults_are_those_of_the_settings(tmp_path: Path) -> None:
    found = settings_of(tmp_path, "")
    shown = {name: each.default for name, each in DESCRIPTIONS.items() if each.default is not None and name in found}
    values = {name: found[name].value for name in shown}
    assert shown == {name: [*value] if isinstance(value, tuple) else value for name, value in values.items()}
    assert len(shown) > 12


@pytest.mark.parametrize("name", [name for name, each in DESCRIPTIONS.items() if isinstance(each.example, str)])
def test_every_choice_is_taken_and_no_other(tmp_path: Path, name: str) -> None:
    choices = DESCRIPTIONS[name].choices
    for choice in choices:
        assert settings_of(tmp_path, f'{name} = "{choice}"')[name].value == choice
    if choices:
        with pytest.raises(ConfigError):
            settings_of(tmp_path, f'{name} = "none of these"')


REPOSITORY = [
    ("", True),
    ('bib = "refs.bib"', True),
    ("bib = 3", False),
    ("bibb = 'x'", False),
    ('extra = ["month", "abstract"]', True),
    ('extra = ["mouth"]', False),
    ('order = ["title", "author", "eprinttype"]', True),
    ('ignore = ["skipped", "ALL"]', True),
    ('ignore = ["skiped"]', False),
    ('level = {bare-number = "error"}', True),
    ('level = {bare-number = "fatal"}', False),
    ('level = {ALL = "error"}', False),
    ('per-file-ignores = {"old/*.bib" = ["ALL"]}', True),
    ("timeout = 20", True),
    ("timeout = -1", False),
    ("max_authors = true", False),
    ("offline = 1", False),
    ('trust = ["/x"]', False),
    ('[[paper]]\nsources = ["a.tex"]\nbib = "a.bib"', True),
    ('[[paper]]\nsources = ["a.tex"]', False),
    ('[services.arxiv]\nurl = "https://export.arxiv.org"\ninterval = 3.0', True),
    ('[services.arxive]\nurl = "https://export.arxiv.org"', False),
    ('[services.arxiv]\nkey = "x"', False),
    ('[services.github]\nkey = "x"', True),
]


@pytest.mark.slow
@pytest.mark.parametrize(("text", "is_right"), REPOSITORY)
def test_the_schema_takes_what_is_read(tmp_path: Path, text: str, is_right: bool) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    validator = jsonschema.Draft7Validator(repository_schema())
    assert validator.is_valid(tomllib.loads(text)) is is_right
    if is_right:
        settings_of(tmp_path, text)
    else:
        with pytest.raises(ConfigError):
            settings_of(tmp_path, text)


@pytest.mark.slow
def test_the_schemas_are_schemas_and_take_every_example() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    for schema, owned in ((repository_schema(), keys.OF_REPOSITORIES), (user_schema(), keys.OF_USERS)):
        jsonschema.Draft7Validator.check_schema(schema)
        examples = {name: DESCRIPTIONS[name].example for name in owned | keys.ANYWHERE}
        jsonschema.Draft7Validator(schema).validate(json.loads(json.dumps(examples)))

"""Values of every kind for every key: each is taken or is one clear message, in whoever's file it stands."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import pytest

from bibtools.config import keys
from bibtools.config.configuration import load
from bibtools.core.errors import ConfigError

KEYS = sorted({*keys.ANYWHERE, *keys.OF_REPOSITORIES, *keys.OF_USERS})
VALUES = [
    "nan", "-inf", "1e400", "-1", "-0.0", "1e-400", str(10**400), "0x7fffffffffffffffff", "1_000_000", "true",
    "1979-05-27", "07:32:00", '""', '" "', r'"\u0000"', r'"\n"', r'"\u202e"', '"٣"', '"１０"', '"nan"', '"1e400"',
    '"-1"', '"../x"', '"/dev/zero"', '"*"', "[]", "[[]]", "[[[1]]]", '[["a"], ["b"]]', '[""]', r'["\u0000"]', "[1]",
    '["a", 1]', "[nan]", '["/"]', '["!"]', '["\\\\"]', '["**/**/**"]', "{}", "{a = 1}", "[{}]", "[{sources = [[]]}]",
]  # fmt: skip
FORMS = ("{key} = {value}", "[services.arxiv]\n{key} = {value}", "[[paper]]\n{key} = {value}")


NAMES = [*KEYS, "url", "interval", "key", "sources"]
WHOSE = [(form, is_users) for form in FORMS for is_users in (False, True)]


def texts(key: str) -> Iterator[tuple[str, bool]]:
    """Yield pairs of everything: a key with each value, a key in each place, and each value in each place."""
    places = cycle(WHOSE[NAMES.index(key) % len(WHOSE) :] + WHOSE[: NAMES.index(key) % len(WHOSE)])
    return (
        (form.format(key=key, value=value), is_users) for value, (form, is_users) in zip(VALUES, places, strict=False)
    )


def test_the_texts_hold_pairs_of_everything() -> None:
    shown = {(text, is_users) for key in NAMES for text, is_users in texts(key)}
    for form, is_users in WHOSE:
        assert all(any((form.format(key=key, value=value), is_users) in shown for value in VALUES) for key in NAMES)
        assert all(any((form.format(key=key, value=value), is_users) in shown for key in NAMES) for value in VALUES)


@pytest.mark.slow
@pytest.mark.parametrize("key", NAMES)
def test_every_value_is_taken_or_told(tmp_path: Path, key: str) -> None:
    path = tmp_path / ".bibtools.toml"
    told = []
    for text, is_users in texts(key):
        path.write_text(text, "utf-8")
        try:
            load({}, *((tmp_path / "none", str(path)) if is_users else (tmp_path, "")))
        except ConfigError as error:
            told.append(str(error))
    assert told
    assert all(message.startswith(str(path)) and len(message) < 700 and message.isprintable() for message in told)


@pytest.mark.parametrize("key", ["timeout", "max_authors", "code_links"])
@pytest.mark.parametrize(
    "value", ["nan", "inf", "-inf", "1e400", "-1", str(10**400), '"٣"', '"１０"', '"5"', "[5]", "true"]
)
def test_a_number_is_a_number(tmp_path: Path, key: str, value: str) -> None:
    (tmp_path / ".bibtools.toml").write_text(f"{key} = {value}", "utf-8")
    with pytest.raises(ConfigError, match=key):
        load({}, tmp_path)


@pytest.mark.parametrize("value", ["nan", "inf", "1e400", "-1", "9" * 400, "9" * 5000, "1,5", "5s", "0x10"])
def test_so_it_is_in_the_environment(tmp_path: Path, value: str) -> None:
    for name in ("BIBTOOLS_TIMEOUT", "BIBTOOLS_ARXIV_INTERVAL"):
        with pytest.raises(ConfigError, match=name):
            load({name: value}, tmp_path)


@pytest.mark.parametrize(
    ("source", "is_taken"),
    [
        (".", True),
        ("sub", True),
        ("sub/..", True),
        ("../other.tex", True),  # a file outside is read
        ("none/", True),
        ("../beside", True),
        ("../../..", False),
        ("/", False),
        ("..", False),
        ("../", False),
        ("sub/../..", False),
        ("/usr/", False),
        ("/proc", False),
        ("root", False),  # a link
        ("sub/up", False),
    ],
)
@pytest.mark.parametrize("is_repository", [True, False])
def test_no_folder_far_from_the_work_tree_is_walked(
    tmp_path: Path, source: str, is_taken: bool, is_repository: bool
) -> None:
    tree = tmp_path / "tree"
    (tree / "sub").mkdir(parents=True)
    (tmp_path / "other.tex").write_text("", "utf-8")
    (tmp_path / "beside").mkdir()
    (tree / "root").symlink_to("/")
    (tree / "sub" / "up").symlink_to("../..")
    if is_repository:
        for name in ("HEAD", "objects", "refs"):
            (tree / ".git" / name).mkdir(parents=True)
    (tree / ".bibtools.toml").write_text(f'[[paper]]\nsources = ["{source}"]\nbib = "refs.bib"', "utf-8")
    if is_taken:
        assert len(load({}, tree).papers) == 1
    else:
        with pytest.raises(ConfigError, match="a folder outside the work tree and its parent is not searched"):
            load({}, tree)

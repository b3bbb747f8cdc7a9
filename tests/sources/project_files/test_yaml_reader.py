from __future__ import annotations

import pytest

from bibtools.sources.project_files.yaml_reader import LONGEST, at, read_documents, read_yaml


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("a: b", {"a": "b"}),
        ("\ufeffa: b", {"a": "b"}),
        ("a: [b, c]\nd:\n  - e\n", {"a": ["b", "c"], "d": ["e"]}),
        ("a: &x refs.bib\nb: *x", {"a": "refs.bib", "b": "refs.bib"}),
        ("base: &b {x: 1, y: 2}\nown: {<<: *b, y: 3}", {"base": {"x": "1", "y": "2"}, "own": {"x": "1", "y": "3"}}),
        ("own: {<<: [{a: 1}, {a: 2, b: 3}]}", {"own": {"a": "1", "b": "3"}}),
        ("a: null\nb: ~\nc:\nd: 'null'", {"a": None, "b": None, "c": None, "d": "null"}),
        ("a: true\nb: no", {"a": True, "b": False}),
        ("a: 2021-02-30\nb: 1_0:70", {"a": "2021-02-30", "b": "1_0:70"}),  # what a constructor fails at
        (
            "x: !!python/name:material.emoji\ny: !ENV [A, b]\nz: !own {k: v}",
            {"x": "", "y": ["A", "b"], "z": {"k": "v"}},
        ),
        ("x: !!python/object/apply:os.system [id]", {"x": ["id"]}),
        ("---\na: 1\n---\nb: 2\na: 3\n...\n", {"a": "1", "b": "2"}),
        ("---\na: 1\n---\n", {"a": "1"}),
        ("? [complex, key]\n: v\na: b", {"a": "b"}),
        ("- only\n- a list", {}),
        ("text", {}),
        ("", {}),
    ],
)
def test_values(text: str, values: dict[str, object]) -> None:
    assert read_yaml(text) == (values, ())


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("a: b: c", "line 1, column 5: its YAML could not be read: mapping values are not allowed in this context"),
        ("a:\n\t- b", "line 2, column 1: its YAML could not be read: found character that cannot start any token"),
        ("a: *none", "line 1, column 4: its YAML could not be read: found undefined alias"),
        ("a: [b", ": its YAML could not be read: "),
        ("a: \0", "it is not YAML: unacceptable character #x0000"),
        ("a: \ud800", "it is not YAML: 'utf-8' codec can't encode character"),
        ("[" * 5000, "its YAML "),  # libyaml has a limit of its own, or we find it
        ("[" * 130_000 + "]" * 130_000, "its YAML "),
        ("{a: " * 50_000 + "}" * 50_000, "its YAML expands to more than a configuration holds and was not read"),
        ("- " * 130_000, "its YAML expands to more than a configuration holds and was not read"),
        (
            "".join(" " * n + "a:\n" for n in range(600)),
            "its YAML expands to more than a configuration holds and was not read",
        ),
        ("a: &a [*a]", "its YAML expands to more than a configuration holds and was not read"),
        (" " * LONGEST + "a", "its YAML has more than 262,144 characters and was not read"),
    ],
)
def test_what_cannot_be_read_is_a_note(text: str, note: str) -> None:
    values, (said,) = read_yaml(text)
    assert values == {}
    assert note in said


def test_aliases_cannot_multiply() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    documents, notes = read_documents("\n".join(lines))
    assert documents == []
    assert notes == ("its YAML expands to more than a configuration holds and was not read",)


def test_aliases_of_a_real_size_are_followed() -> None:
    text = "base: &b [refs.bib]\n" + "\n".join(f"k{n}: *b" for n in range(500))
    assert read_yaml(text).values["k499"] == ["refs.bib"]


@pytest.mark.parametrize(
    ("values", "keys", "value"),
    [
        ({"a": {"b": "c"}}, ("a", "b"), "c"),
        ({"a": {"b": "c"}}, ("a", "x"), None),
        ({"a": "b"}, ("a", "b"), None),
        ([1], ("a",), None),
        (None, ("a",), None),
    ],
)
def test_at(values: object, keys: tuple[str, ...], value: object) -> None:
    assert at(values, *keys) == value

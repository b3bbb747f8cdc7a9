"""The JSON that commands print is what the schemas say, with no field beyond it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import output_schemas
import pytest
from sessions import copied_examples, run

pytestmark = pytest.mark.slow

PREPARED = ("bibtools index build examples/find/snapshot.jsonl", "bibtools index build examples/published/dblp.xml")
RUNS = [
    ("scan", "scan examples/paper"),
    ("scan", "scan examples/api examples/corpus"),
    ("sync", "sync examples/paper --check"),
    ("sync", "sync examples/paper --diff"),
    ("sync", "sync examples/first"),
    ("sync", "sync --find examples/find/reading-list.md --bib found.bib"),
    ("sync", "sync examples/first --from examples/merge/refs.bib --bib copied.bib"),
    ("add", "add 1412.6980 --bib new.bib"),
    ("add", "add 'deep residual' 2113.00001 --bib new.bib"),
    ("get", "get 1412.6980 2001.00001 2113.00001"),
    ("find", "find Attention is all you need"),
    ("check", "check examples/paper"),
    ("check", "check examples/fix"),
    ("check", "check examples/fix --fix --diff"),
    ("check", "check examples/merge --fix --select duplicate-work"),
    ("upgrade", "upgrade examples/published/refs.bib --diff"),
    ("upgrade", "upgrade examples/published/refs.bib"),
    ("upgrade", "upgrade examples/published/refs.bib --undo he2015deep"),
    ("verify", "verify examples/published/refs.bib"),
    ("links", "links examples/published/refs.bib"),
    ("verify", "verify examples/published/refs.bib --fix --diff"),
    ("report", "report examples/first"),
    ("report", "report examples/merge --all"),
    ("init", "init --hook --diff"),
    ("explain", "explain"),
    ("explain", "explain missing-paper"),
    ("doctor", "doctor --offline"),
    ("index-info", "index info"),
    ("cache-info", "cache info"),
    ("tables-info", "tables info"),
]


WHOLE = {"paper_synced", "cache"}  # parts that are all of an output, beside its version


def closed(schema: Any) -> Any:  # noqa: ANN401 - JSON
    """Return a schema that allows no field which it does not name; those that are free-form stay so."""
    if isinstance(schema, list):
        return [closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    new = {key: closed(value) for key, value in schema.items()}
    parts = [*schema.get("allOf", ()), *schema.get("anyOf", ())]
    return {**new, "unevaluatedProperties": False} if parts or "properties" in schema else new


def strict(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a schema that is closed but for the parts of an `allOf`, which only together name all fields."""
    parts = [closed_part(each) for each in schema["allOf"]]
    shared = {name: closed(each) for name, each in schema["$defs"].items() if name not in WHOLE}
    return {**schema, "allOf": parts, "$defs": {**schema["$defs"], **shared}, "unevaluatedProperties": False}


def closed_part(part: dict[str, Any]) -> dict[str, Any]:
    """Return a part whose fields are closed, but not itself."""
    if "allOf" in part:
        return {**part, "allOf": [closed_part(each) for each in part["allOf"]]}
    if "properties" in part:
        return {**part, "properties": closed(part["properties"])}
    return part


@pytest.mark.parametrize("name", output_schemas.schemas())
def test_the_output_is_what_the_schema_says(name: str, tmp_path: Path) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = output_schemas.schemas()[name]
    jsonschema.Draft202012Validator.check_schema(schema)
    loose, exact = (jsonschema.Draft202012Validator(each) for each in (schema, strict(schema)))
    folder = copied_examples(tmp_path)
    for command in PREPARED:
        assert run(command, folder).code == 0
    for command in [line for of, line in RUNS if of == name]:
        printed = run(f"bibtools {command} --format json", folder).text
        value = json.loads(printed[printed.index("{\n") : printed.rindex("}") + 1])
        assert [error.message for error in exact.iter_errors(value)] == [], command
        assert not loose.is_valid({**value, "version": 2})
        assert loose.is_valid({**value, "a_field_of_later": 1})


def test_every_schema_is_tried() -> None:
    assert {name for name, _ in RUNS} == set(output_schemas.schemas())

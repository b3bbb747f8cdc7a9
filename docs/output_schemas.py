"""The JSON that commands print, as JSON Schemas (draft 2020-12) and as tables of the documentation.

Fields are only ever added, so the published schemas allow others; `tests/docs/test_output_schemas.py` does not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, get_args

from bibtools.matching.verdict import State

Schema = dict[str, Any]

_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def _of(kind: str, about: str, **more: object) -> Schema:
    return {"type": kind, "description": about, **more}


def _text(about: str, *choices: str) -> Schema:
    return _of("string", about, **({"enum": list(choices)} if choices else {}))


def _number(about: str) -> Schema:
    return _of("integer", about)


def _flag(about: str) -> Schema:
    return _of("boolean", about)


def _maybe(schema: Schema) -> Schema:
    choices = {"enum": [*schema["enum"], None]} if "enum" in schema else {}
    return {**schema, "type": [schema["type"], "null"], **choices}


def _list(items: Schema, about: str) -> Schema:
    return _of("array", about, items=items)


def _object(properties: Mapping[str, Schema], optional: str = "") -> Schema:
    left_out = optional.split()
    return {
        "type": "object",
        "properties": dict(properties),
        "required": [name for name in properties if name not in left_out],
    }


def _shared(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _ids(about: str) -> Schema:
    return _list(_text("an identifier"), about)


_ID = _text("The identifier: of an arXiv paper bare (`1706.03762`), of any other work with its scheme (`doi:10.…`).")
_KEY = _text("The citation key.")
_BIB = _text("The path of the library, as given or relative to the current folder.")
_PATH = _text("The path of the file, as given or relative to the current folder, with `/`.")
_LINE = _number("The line, from 1; in a notebook, inside the cell.")
_COLUMN = _number("The column, from 1, in code points.")
_CELL = _number("The cell of a notebook, from 1; absent elsewhere.")
_LEVEL = _text("How much it matters.", "error", "warning", "note")
_WRITTEN = _flag("Whether a file was written.")

_PARTS: dict[str, Schema] = {
    "mention": _object(
        {
            "id": _ID,
            "version": _maybe(_number("The version that is cited.")),
            "path": _PATH,
            "cell": _CELL,
            "line": _LINE,
            "column": _COLUMN,
            "evidence": _text("How sure the mention is.", "strong", "weak"),
            "text": _text("The text of the source."),
        },
        "cell",
    ),
    "suspect": _object(
        {
            "text": _text("The text of the source."),
            "path": _PATH,
            "cell": _CELL,
            "line": _LINE,
            "column": _COLUMN,
            "reason": _text("Why it is not taken for an identifier."),
            "suggestion": _maybe(_text("The identifier that is likely meant.")),
            "level": _text("`error` for an impossible id, `note` for weak evidence.", "error", "note"),
        },
        "cell",
    ),
    "unread": _object(
        {
            "path": _PATH,
            "reason": _text("Why it was not read."),
            "level": _text("`error` if it should have been read.", "error", "note"),
        }
    ),
    "finding": _object(
        {
            "rule": _text("The rule; its page explains it."),
            "level": _LEVEL,
            "path": _PATH,
            "line": _maybe(_LINE),
            "column": _maybe(_COLUMN),
            "message": _text("What was found, in words; the wording may change."),
            "cell": _CELL,
            "end_line": _maybe(_number("The line of the end.")),
            "end_column": _maybe(_number("The column just after the end.")),
            "data": _of("object", "What a program can act on: `identifier`, `key`, `replacement` …, by rule."),
            "url": _text("The page that explains the rule."),
        },
        "cell",
    ),
    "code_link": _object(
        {
            "url": _text("The address of the code."),
            "origin": _text("Where the link was found."),
            "rank": _number("Its standing; the lowest number is the best."),
            "written": _flag("Whether the entry has it."),
        }
    ),
    "unresolved": _object({"id": _ID, "reason": _text("Why the lookup failed.")}),
    "paper_synced": _object(
        {
            "bib": _BIB,
            "changed": _flag("Whether there is anything to change."),
            "written": _WRITTEN,
            "added": _list(
                _object(
                    {
                        "id": _maybe(_ID),
                        "key": _maybe(_KEY),
                        "provider": _maybe(_text("Who answered.")),
                        "code": _list(_shared("code_link"), "The links to its code."),
                        "gate": _text("The rule that makes the published version certain, if there is one."),
                        "source": _text("The index that has the published version."),
                    },
                    "code gate source",
                ),
                "The entries that were added; with `--diff` that would be, with `--check` the missing papers, "
                "without key and provider.",
            ),
            "updated": _list(
                _object({"id": _ID, "key": _KEY, "fields": _list(_text("a field"), "The fields that were added.")}),
                "The existing entries that gained fields.",
            ),
            "present": _list(_object({"id": _ID, "key": _KEY}), "The papers that the library has already."),
            "nonexistent": _ids("The works that do not exist."),
            "unresolved": _list(_shared("unresolved"), "The works that could not be looked up."),
            "suspects": _list(_shared("suspect"), "What looks like an id and is not taken for one."),
            "findings": _list(_shared("finding"), "Everything else that was found."),
            "unread": _list(_shared("unread"), "The sources that were not read."),
            "diff": _text("With `--diff`: the patch."),
            "searched": _object(
                {
                    "sources": _number("How many sources were searched for words."),
                    "found": _number("How many papers are certain."),
                    "proposed": _number("How many papers are uncertain."),
                    "trouble": _maybe(_text("Why something could not be searched for.")),
                }
            )
            | {"description": "With `--find`: what the search by words found."},
        },
        "diff searched",
    ),
    "paper_checked": _object(
        {
            "bib": _maybe(_BIB),
            "missing": _ids("The papers that the library lacks."),
            "added": _list(_object({"id": _ID, "key": _KEY}), "By `bibtools-sync`: the entries that were added."),
            "written": _WRITTEN,
            "undefined": _list(
                _object({"key": _KEY, "path": _PATH, "cell": _CELL, "line": _LINE, "column": _COLUMN}, "cell"),
                "The citation keys that no entry has.",
            ),
        }
    ),
    "fix": _object(
        {
            "rule": _text("The rule."),
            "path": _PATH,
            "line": _maybe(_LINE),
            "column": _maybe(_COLUMN),
            "cell": _CELL,
            "old": _text("The text that was replaced."),
            "new": _text("The text that replaces it."),
            "reason": _text("Why."),
        },
        "cell old new",
    ),
    "cache": _object(
        {
            "path": _text("The file of the cache."),
            "bytes": _number("Its size."),
            "problem": _maybe(_text("Why it is not usable.")),
            "providers": _list(
                _object(
                    {
                        "name": _text("The provider."),
                        "address": _maybe(_text("The address that gave the answers.")),
                        "records": _number("How many records it holds."),
                        "absent": _number("How many works are known not to exist."),
                        "expired": _number("How many answers have expired."),
                        "oldest": _maybe(_text("The day of the oldest answer.")),
                        "newest": _maybe(_text("The day of the newest answer.")),
                    }
                ),
                "What each provider answered.",
            ),
        }
    ),
    "index": _object(
        {
            "path": _text("The file of the index."),
            "papers": _number("How many works it holds."),
            "newest": _text("The last day on which a record changed."),
            "built": _text("When it was built, and from what."),
            "size": _number("Its size in bytes."),
            "problem": _maybe(_text("Why it is not usable.")),
            "licence": _text("The licence of its records."),
            "name": _text("The name of an index of published works."),
        },
        "newest built size problem licence name",
    ),
    "found": _object(
        {
            "id": _ID,
            "title": _text("The title."),
            "authors": _list(_text("a name"), "The authors."),
            "year": _maybe(_number("The year of the first version.")),
            "score": _of("number", "How much of the text agrees, from 0 to 1."),
            "sure": _flag("Whether the match is certain."),
            "evidence": _list(_text("a reason"), "What agrees."),
        }
    ),
}

_OUTPUTS: dict[str, tuple[str, Schema]] = {
    "scan": (
        "`bibtools scan --format json`",
        _object(
            {
                "mentions": _list(_shared("mention"), "Each place that names a work, by path and position."),
                "suspects": _list(_shared("suspect"), "What looks like an id and is not taken for one."),
                "unread": _list(_shared("unread"), "The sources that were not read."),
            }
        ),
    ),
    "sync": (
        "`bibtools sync --format json`; with several configured papers, one such object for each under `papers`",
        {
            "anyOf": [
                _shared("paper_synced"),
                _object({"papers": _list(_shared("paper_synced"), "One for each paper.")}),
            ]
        },
    ),
    "add": (
        "`bibtools add --format json`: what `sync` prints, and further",
        {
            "allOf": [
                _shared("paper_synced"),
                _object(
                    {
                        "cited": _list(
                            _object({"id": _maybe(_ID), "key": _KEY, "cite": _text("How a source cites it.")}),
                            "The keys to cite.",
                        ),
                        "unclear": _list(
                            _object(
                                {
                                    "text": _text("The argument."),
                                    "found": _list(_shared("found"), "The papers that may be meant."),
                                    "trouble": _maybe(_text("Why something could not be searched for.")),
                                },
                                "found trouble",
                            ),
                            "The arguments that may mean several papers.",
                        ),
                        "unknown": _list(_text("an argument"), "The arguments that name no paper."),
                    }
                ),
            ]
        },
    ),
    "get": (
        "`bibtools get --format json`",
        _object(
            {
                "records": _list(
                    _object(
                        {
                            "id": _ID,
                            "title": _text("The title."),
                            "authors": _list(_text("a name"), "The authors."),
                            "date": _maybe(_text("The day of the first version.")),
                            "categories": _list(_text("a category"), "The categories, the primary one first."),
                            "doi": _maybe(_text("The DOI of the publication.")),
                            "comment": _maybe(_text("The authors' comment.")),
                            "code": _list(_text("an address"), "The best link to the code."),
                            "code_links": _list(_shared("code_link"), "All links to the code."),
                            "provider": _text("Who answered."),
                            "withdrawn": _flag("Whether the authors withdrew it."),
                            "publication": _maybe(
                                _of("object", "Where it was published: type, venue, year, pages …, as far as known.")
                            ),
                            "bibtex": _text("The entry."),
                        }
                    ),
                    "One for each work.",
                ),
                "nonexistent": _ids("The works that do not exist."),
                "unresolved": _list(_shared("unresolved"), "The works that could not be looked up."),
                "suspects": _list(_shared("suspect"), "Arguments that are not valid ids."),
            }
        ),
    ),
    "find": (
        "`bibtools find --format json`",
        _object(
            {
                "found": _list(_shared("found"), "The papers, the best match first."),
                "trouble": _maybe(_text("Why something could not be searched for.")),
            }
        ),
    ),
    "check": (
        "`bibtools check --format json`, and of the hooks",
        _object(
            {
                "papers": _list(_shared("paper_checked"), "One for each paper."),
                "findings": _list(_shared("finding"), "The findings of all papers; after `--fix`, those that remain."),
                "fixed": _list(_shared("fix"), "With `--fix`: what was fixed, or with `--diff` would be."),
                "unfixed": _list(_shared("fix"), "With `--fix`: what was left, and why."),
                "merged": _list(
                    _object({"bib": _BIB, "old": _KEY, "new": _KEY}), "With `--fix`: the keys of merged entries."
                ),
                "changed": _list(_text("a path"), "With `--fix`: the files that change."),
                "written": _WRITTEN,
                "errors": _list(_text("a message"), "With `--fix`: what could not be done."),
                "diff": _text("With `--fix --diff`: the patch."),
            },
            "fixed unfixed merged changed written errors diff",
        ),
    ),
    "upgrade": (
        "`bibtools upgrade --format json`",
        _object(
            {
                "bib": _BIB,
                "upgraded": _list(
                    _object(
                        {
                            "id": _ID,
                            "key": _KEY,
                            "gate": _text("The rule that makes it certain."),
                            "source": _text("The index or service that has the published version."),
                            "doi": _maybe(_text("The DOI of the publication.")),
                            "venue": _text("The venue."),
                            "year": _maybe(_number("The year of publication.")),
                        }
                    ),
                    "The entries that became, or with `--diff` would become, their published versions.",
                ),
                "undone": _list(
                    _object(
                        {
                            "key": _KEY,
                            "how": _text("Whether the earlier entry was kept or is rebuilt.", "kept", "rebuilt"),
                            "gate": _text("The rule of the upgrade."),
                            "source": _text("The source of the upgrade."),
                            "day": _text("The day of the upgrade."),
                        },
                        "gate source day",
                    ),
                    "With `--undo`: the entries that are preprints again.",
                ),
                "not_undone": _list(
                    _object({"key": _KEY, "reason": _text("Why.")}), "With `--undo`: the entries that stay."
                ),
                "proposed": _list(
                    _object(
                        {
                            "id": _ID,
                            "key": _KEY,
                            "reason": _text("Why it is not certain."),
                            "candidates": _list(
                                _object(
                                    {
                                        "source": _text("The index or service."),
                                        "title": _text("The title there."),
                                        "doi": _maybe(_text("The DOI there.")),
                                        "venue": _text("The venue."),
                                        "year": _maybe(_number("The year.")),
                                    }
                                ),
                                "The works that may be the published version.",
                            ),
                        }
                    ),
                    "Likely published versions that are not certain.",
                ),
                "unresolved": _list(_shared("unresolved"), "The works that could not be looked up."),
                "findings": _list(_shared("finding"), "Everything else that was found."),
                "written": _WRITTEN,
            }
        ),
    ),
    "verify": (
        "`bibtools verify --format json`",
        _object(
            {
                "bib": _BIB,
                "entries": _list(
                    _object(
                        {
                            "key": _KEY,
                            "line": _LINE,
                            "verdict": _text("The verdict.", "agrees", "contradicts", "unconfirmed", "not-asked"),
                            "reason": _maybe(_text("If the lookup failed: why.")),
                            "states": _list(
                                _text("a state", *get_args(State)),
                                "What became of the work.",
                            ),
                            "retraction_unknown": _flag(
                                "Whether OpenAlex could not be asked if the work is retracted."
                            ),
                            "evidence": _list(
                                _object({"source": _text("Who has it."), "record": _text("The record there.")}),
                                "The records that the entry was compared with.",
                            ),
                            "differences": _list(
                                _object(
                                    {
                                        "field": _text("The field."),
                                        "entry": _text("The value of the entry."),
                                        "source": _text("Who says otherwise."),
                                        "value": _text("The value there."),
                                        "severity": _LEVEL,
                                        "meant": _text("The value that `--fix` would write, if there is one."),
                                    },
                                    "meant",
                                ),
                                "Where entry and record differ.",
                            ),
                            "cited": _list(
                                _object({"path": _PATH, "line": _LINE, "column": _COLUMN}),
                                "Where sources cite the entry, if sources were named.",
                            ),
                        }
                    ),
                    "The entries, by position.",
                ),
                "fixed": _list(
                    _object(
                        {
                            "key": _KEY,
                            "field": _text("The field."),
                            "old": _text("The value that was replaced."),
                            "new": _text("The value that replaces it."),
                            "source": _text("Who says so."),
                        }
                    ),
                    "With `--fix`: the fields that were fixed, or with `--diff` would be.",
                ),
                "diff": _maybe(_text("With `--fix --diff`: the patch.")),
                "findings": _list(_shared("finding"), "The same as findings."),
            }
        ),
    ),
    "links": (
        "`bibtools links --format json`",
        _object(
            {
                "bib": _BIB,
                "changed": _flag("Whether a repository was renamed, so that there is something to fix."),
                "written": _WRITTEN,
                "links": _list(
                    _object(
                        {
                            "url": _text("The address."),
                            "key": _maybe(_KEY),
                            "field": _text("The field that holds it."),
                            "path": _PATH,
                            "line": _LINE,
                            "column": _COLUMN,
                            "status": _text("What became of it.", "alive", "gone", "private", "unknown"),
                            "reason": _maybe(_text("Why.")),
                            "moved": _maybe(_text("The new address of a renamed repository.")),
                            "archived": _flag("Whether the repository is archived."),
                            "empty": _flag("Whether the repository is empty."),
                        }
                    ),
                    "The links, by position.",
                ),
                "fixed": _list(_object({"key": _KEY, "url": _text("The new address.")}), "With `--fix`: what changed."),
                "findings": _list(_shared("finding"), "The same as findings."),
            }
        ),
    ),
    "report": (
        "`bibtools report --format json`",
        _object(
            {
                "papers": _list(
                    _object(
                        {
                            "documents": _list(_text("a path"), "The documents of the paper."),
                            "bibs": _list(_text("a path"), "The libraries it cites from."),
                            "works": _list(
                                _object(
                                    {
                                        "key": _KEY,
                                        "type": _text("The type of the entry."),
                                        "title": _text("The title."),
                                        "authors": _list(_text("a name"), "The authors."),
                                        "year": _maybe(_number("The year.")),
                                        "venue": _maybe(_text("The venue.")),
                                        "status": _maybe(_text("Whether it is a preprint, and the like.")),
                                        "links": _list(
                                            _object({"name": _text("What it leads to."), "url": _text("The address.")}),
                                            "Links to the paper, its PDF and its code.",
                                        ),
                                        "cited": _list(_object({"path": _PATH, "line": _LINE}), "Where it is cited."),
                                        "findings": _list(_shared("finding"), "What was found in its entry."),
                                    }
                                ),
                                "The works.",
                            ),
                            "uncited": _number("How many entries nobody cites."),
                            "findings": _list(_shared("finding"), "Everything else that was found."),
                        }
                    ),
                    "One for each paper.",
                )
            }
        ),
    ),
    "init": (
        "`bibtools init --format json`",
        _object(
            {
                "papers": _list(
                    _object({"documents": _list(_text("a path"), "The documents."), "bib": _BIB}),
                    "The papers that were found.",
                ),
                "files": _list(
                    _object({"path": _PATH, "created": _flag("Whether it did not exist before.")}),
                    "The files that were written, or with `--diff` would be.",
                ),
                "written": _WRITTEN,
                "notes": _list(_text("a note"), "What else there is to know."),
                "diff": _text("The patch."),
            }
        ),
    ),
    "explain": (
        "`bibtools explain --format json`",
        _object(
            {
                "rules": _list(
                    _object(
                        {
                            "name": _text("The rule."),
                            "level": _LEVEL,
                            "summary": _text("One line."),
                            "meaning": _text("What it means."),
                            "advice": _text("What to do."),
                            "url": _text("The page that explains it."),
                            "default": _flag("Whether it is on by default."),
                            "fix": _maybe(_text("What `check --fix` does.")),
                            "safe_fix": _maybe(_flag("Whether that is done without naming the rule.")),
                            "on": _flag("Whether it is in force here."),
                            "level_here": _LEVEL,
                        }
                    ),
                    "The rules.",
                )
            }
        ),
    ),
    "doctor": (
        "`bibtools doctor --format json`",
        _object(
            {
                "versions": _of("object", "The versions of bibtools, Python and the dependencies."),
                "services": _list(
                    _object(
                        {
                            "name": _text("The service."),
                            "url": _text("Its address."),
                            "status": _text("How it answered."),
                            "reason": _maybe(_text("Why it did not.")),
                            "seconds": _maybe(_of("number", "How long it took.")),
                            "quota": _of("object", "What the service says is left."),
                        }
                    ),
                    "The services.",
                ),
                "cache": _shared("cache"),
                "index": _shared("index"),
                "settings": _of("object", "Each setting with its `value` and its `origin`."),
            }
        ),
    ),
    "index-info": (
        "`bibtools index info --format json`",
        _object({"index": _shared("index"), "published": _list(_shared("index"), "The indexes of published works.")}),
    ),
    "cache-info": ("`bibtools cache info --format json`", _shared("cache")),
    "tables-info": (
        "`bibtools tables info --format json`",
        _object(
            {
                "tables": _list(
                    _object(
                        {
                            "name": _text("The table."),
                            "title": _text("What it holds."),
                            "licence": _text("Its licence."),
                            "credit": _text("Whom to credit."),
                            "links": _maybe(_number("How many links it has, if it was downloaded.")),
                            "fetched": _maybe(_text("The day of the download.")),
                        }
                    ),
                    "The tables of links to code.",
                )
            }
        ),
    ),
}


def schemas() -> dict[str, Schema]:
    """Return the schemas by the names of their commands."""
    return {name: _whole(about, schema) for name, (about, schema) in _OUTPUTS.items()}


def _whole(about: str, schema: Schema) -> Schema:
    version = _object({"version": {"const": 1, "description": "The version of this format."}})
    used = _used(schema)
    return {
        "$schema": _DRAFT,
        "title": about.replace("`", ""),
        "allOf": [version, schema],
        "$defs": {name: _PARTS[name] for name in _PARTS if name in used},
    }


def _used(schema: object) -> set[str]:
    """Return the shared parts that a schema names, and those that these name."""
    found: set[str] = set()
    waiting = {*_named(schema)}
    while waiting:
        name = waiting.pop()
        found.add(name)
        waiting |= {*_named(_PARTS[name])} - found
    return found


def _named(schema: object) -> Iterator[str]:
    if isinstance(schema, dict):
        if isinstance(schema.get("$ref"), str):
            yield schema["$ref"].rpartition("/")[2]
        for value in schema.values():
            yield from _named(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from _named(value)


def described() -> str:
    """Return the part of the documentation that lists every field."""
    parts = [_section(f"{name}", about, schema) for name, (about, schema) in _OUTPUTS.items()]
    shared = [_section(name.replace("_", " "), "", schema) for name, schema in _PARTS.items()]
    return "\n".join(["## Commands\n", *parts, "## Shared parts\n", *shared])


def _section(title: str, about: str, schema: Schema) -> str:
    link = f'<a href="../schemas/{title}.json">{title}.json</a>'
    intro = f"Printed by {about}. Schema: {link}.\n\n" if about else ""
    rows = "".join(f"| {field} | {kind} | {text} |\n" for field, kind, text in _rows(schema))
    return (
        f"### {title}\n\n{intro}| field | type | meaning |\n|---|---|---|\n{rows}"
        if rows
        else f"### {title}\n\n{intro}"
    )


def _rows(schema: Schema, prefix: str = "") -> Iterator[tuple[str, str, str]]:
    for each in (*schema.get("anyOf", ()), *schema.get("allOf", ())):
        yield from _rows(each, prefix)
    if "$ref" in schema and not prefix:
        yield "…", _kind(schema), "All of its fields."
    for name, value in schema.get("properties", {}).items():
        yield f"`{prefix}{name}`", _kind(value), value.get("description", "")
        inner = value.get("items", value)
        if "properties" in inner:
            yield from _rows(inner, f"{prefix}{name}{'[]' if 'items' in value else ''}.")


def _kind(schema: Schema) -> str:
    if "$ref" in schema:
        title = schema["$ref"].rpartition("/")[2].replace("_", " ")
        return f"[{title}](#{title.replace(' ', '-')})"
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    shown = " or ".join(kinds)
    if "items" in schema:
        shown = f"list of {_kind(schema['items'])}" if "properties" not in schema["items"] else "list of objects"
    if "enum" in schema:
        shown = ", ".join("null" if each is None else f"`{each}`" for each in schema["enum"])
    return shown

"""What sources say, as values that JSON knows; apart from the outcomes, since these load all that makes them."""

from __future__ import annotations

from bibtools.sources.mention import Mention, Suspect

_LATIN1 = {code: code - 0xDC00 for code in range(0xDC80, 0xDD00)}


def shown(value: object) -> object:
    """Show bytes that are not UTF-8 (lone surrogates) as Latin-1, since no JSON can hold them."""
    match value:
        case str():
            return value.translate(_LATIN1)
        case list():
            return [shown(item) for item in value]
        case dict():
            return {key: shown(item) for key, item in value.items()}
    return value


def of_mention(mention: Mention) -> dict[str, object]:
    """Return a mention."""
    return {
        "id": mention.identifier.id,
        "version": mention.identifier.version,
        **_place(mention),
        "evidence": mention.evidence,
        "text": mention.text,
    }


def of_suspect(suspect: Suspect) -> dict[str, object]:
    """Return a suspect."""
    return {
        "text": suspect.text,
        **_place(suspect),
        "reason": suspect.reason,
        "suggestion": suspect.suggestion,
        "level": "error" if suspect.impossible else "note",
    }


def _place(item: Mention | Suspect) -> dict[str, object]:
    cell = {"cell": item.cell} if item.cell else {}
    return {"path": item.path, **cell, "line": item.position.line, "column": item.position.column}

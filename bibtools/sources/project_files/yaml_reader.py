"""YAML as plain values: nothing is constructed by its tags, and neither size nor aliases can overwhelm.

PyYAML composes nodes, with libyaml where it is there. What they become here are mappings, lists, texts, booleans and
None; numbers and dates stay texts, since all that is read are names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bibtools.core.named_tuple import NamedTuple
from bibtools.core.text import BOM

if TYPE_CHECKING:
    from yaml.nodes import Node

LONGEST = 256 * 1024  # characters; the longest real configuration that was seen has 40,000
_MOST_NODES = 50_000  # with every alias followed
_DEEPEST = 100

_NULL, _BOOL, _MERGE = (f"tag:yaml.org,2002:{name}" for name in ("null", "bool", "merge"))


class YamlFile(NamedTuple):
    """The mappings of a file's documents, joined (the first that has a key wins), and why it could not be read."""

    values: dict[str, object]
    notes: tuple[str, ...] = ()


class YamlTooLargeError(Exception):
    """Aliases or nesting that expand to more than any configuration holds."""


def read_yaml(text: str) -> YamlFile:
    """Return what a YAML file holds."""
    documents, notes = read_documents(text)
    joined: dict[str, object] = {}
    for document in documents:
        if isinstance(document, dict):
            joined = document | joined
    return YamlFile(joined, notes)


def read_documents(text: str) -> tuple[list[object], tuple[str, ...]]:
    """Return the documents of a YAML file, and why it could not be read."""
    if len(text) > LONGEST:
        return [], (f"its YAML has more than {LONGEST:,} characters and was not read",)
    import yaml  # here: most runs read none

    loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    budget, text = _Budget(), text.removeprefix(BOM)
    try:
        _refuse_deep(text, loader)
        nodes = list(yaml.compose_all(text, loader))
        return [budget.value_of(node, 0) for node in nodes if node is not None], ()
    except yaml.MarkedYAMLError as error:
        return [], (_explained(error),)
    except YamlTooLargeError:
        return [], ("its YAML expands to more than a configuration holds and was not read",)
    except (yaml.YAMLError, ValueError, RecursionError, MemoryError) as error:
        return [], (f"it is not YAML: {' '.join(str(error).split())[:100]}",)


def _refuse_deep(text: str, loader: type) -> None:
    """Raise YamlTooLargeError for nesting on which libyaml's composer, which is recursive, would overflow the stack.

    libyaml has a limit of its own only since the release that PyYAML 6.0.4 brings; systems may have an older one.
    """
    import yaml

    depth = 0
    for event in yaml.parse(text, Loader=loader) if len(text) > _DEEPEST else ():
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise YamlTooLargeError


def _explained(error: object) -> str:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    where = f"line {mark.line + 1}, column {mark.column + 1}: " if mark else ""
    return f"{where}its YAML could not be read: {getattr(error, 'problem', None) or 'unknown structure'}"


class _Budget:
    """The conversion of nodes to values, which ends where it grows too large."""

    def __init__(self) -> None:
        self.left = _MOST_NODES

    def value_of(self, node: Node, depth: int) -> object:
        """Return the value of a node; tags other than null and bool change nothing."""
        from yaml.nodes import MappingNode, SequenceNode

        self.left -= 1
        if self.left < 0 or depth > _DEEPEST:
            raise YamlTooLargeError
        if isinstance(node, MappingNode):
            return self._mapping(node.value, depth)
        if isinstance(node, SequenceNode):
            return [self.value_of(each, depth + 1) for each in node.value]
        if node.tag == _NULL:
            return None
        if node.tag == _BOOL:
            return node.value.lower() in {"true", "yes", "on"}
        return str(node.value)

    def _mapping(self, pairs: list[tuple[Node, Node]], depth: int) -> dict[str, object]:
        """Return a mapping with what it merges (`<<`), which its own keys replace."""
        own: dict[str, object] = {}
        inherited: dict[str, object] = {}
        for key, node in pairs:
            value = self.value_of(node, depth + 1)
            if key.tag == _MERGE:
                for each in value if isinstance(value, list) else [value]:
                    inherited = (each if isinstance(each, dict) else {}) | inherited
            elif isinstance(key.value, str):
                own[str(key.value)] = value
        return inherited | own


def at(values: object, *keys: str) -> object:
    """Return what stands below keys, one within the other; None where there is nothing."""
    for key in keys:
        values = values.get(key) if isinstance(values, dict) else None
    return values

"""Paths in a Python text: literals, and what `os.path`, `pathlib` and `glob` make of them. Nothing is executed.

The text is taken to lie in the folder in which it runs, as Sphinx has it: that folder is `.`.
"""

from __future__ import annotations

import ast
import posixpath
from collections.abc import Callable
from typing import ClassVar

Value = str | tuple[str, ...] | None  # None: known only at run time

_OWN_NAME = "conf.py"  # what `__file__` ends with; only its folder matters
_LONGEST = 2_000  # characters of a text, and items of a list


def _joined(values: list[Value]) -> Value:
    parts = [value for value in values if isinstance(value, str)]
    return posixpath.normpath(posixpath.join(*parts)) if parts and len(parts) == len(values) else None


def _first(values: list[Value]) -> Value:
    return values[0] if values else None


def _folder(values: list[Value]) -> Value:
    first = _first(values)
    if not isinstance(first, str):
        return None
    name = posixpath.normpath(first)
    if posixpath.basename(name) in {".", ".."}:
        return posixpath.normpath(posixpath.join(name, ".."))
    return posixpath.dirname(name) or "."


def _default(values: list[Value]) -> Value:
    return values[1] if len(values) > 1 else None


def _relative(values: list[Value]) -> Value:
    parts = [value for value in values if isinstance(value, str)]
    return posixpath.relpath(*parts) if len(parts) == len(values) == 2 and all(parts) else None


def _working_folder(_: list[Value]) -> Value:
    return "."


# By the last part of a function's name; a method gets what it is called on as its first value.
_FUNCTIONS: dict[str, Callable[[list[Value]], Value]] = {
    **dict.fromkeys(("join", "joinpath", "glob", "iglob"), _joined),
    **dict.fromkeys(("abspath", "realpath", "normpath", "fspath", "str", "list", "tuple", "sorted", "set"), _first),
    **dict.fromkeys(("Path", "PurePath", "PosixPath", "PurePosixPath"), _joined),
    **dict.fromkeys(("resolve", "absolute", "as_posix", "relpath", "strip", "copy"), _first),
    "dirname": _folder,
    "relative_to": _relative,
    **dict.fromkeys(("getcwd", "cwd"), _working_folder),
    **dict.fromkeys(("get", "getenv"), _default),
}
_METHODS = {"joinpath", "relative_to", "resolve", "absolute", "as_posix", "strip", "copy"}  # of a path or a list
_GLOBBING = {"glob": "", "iglob": "", "rglob": "**"}


class PythonPaths:
    """The paths that expressions stand for, where the names of a text have the values that it gives them."""

    def __init__(self) -> None:
        self.names: dict[str, Value] = {"__file__": _OWN_NAME}

    def value_of(self, node: ast.expr) -> Value:
        """Return what an expression stands for."""
        by_type = self._BY_TYPE.get(type(node))
        value = by_type(self, node) if by_type else None
        return value if value is None or len(value) <= _LONGEST else None

    def _constant(self, node: ast.Constant) -> Value:
        return node.value if isinstance(node.value, str) else None

    def _name(self, node: ast.Name) -> Value:
        return self.names.get(node.id)

    def _list(self, node: ast.List | ast.Tuple | ast.Set) -> Value:
        """Return the texts of a list, with an empty one for each item that is known only at run time."""
        found: list[str] = []
        for each in node.elts:
            value = self.value_of(each.value if isinstance(each, ast.Starred) else each)
            found += value if isinstance(value, tuple) else ["" if value is None else value]
        return tuple(found)

    def _operation(self, node: ast.BinOp) -> Value:
        left, right = self.value_of(node.left), self.value_of(node.right)
        if isinstance(node.op, ast.Div):
            return _joined([left, right])
        if not isinstance(node.op, ast.Add):
            return None
        if isinstance(left, tuple) or isinstance(right, tuple):
            return _as_list(left) + _as_list(right)
        return None if left is None or right is None else left + right

    def _formatted(self, node: ast.JoinedStr) -> Value:
        parts = [self.value_of(each.value if isinstance(each, ast.FormattedValue) else each) for each in node.values]
        texts = [each for each in parts if isinstance(each, str)]
        return "".join(texts) if len(texts) == len(parts) else None

    def _attribute(self, node: ast.Attribute) -> Value:
        return _folder([self.value_of(node.value)]) if node.attr == "parent" else None

    def _item(self, node: ast.Subscript) -> Value:
        """Return a path's `parents[n]`, or an item of a list."""
        index = node.slice.value if isinstance(node.slice, ast.Constant) else None
        if not isinstance(index, int) or not 0 <= index < 20:
            return None
        if isinstance(node.value, ast.Attribute) and node.value.attr == "parents":
            value = self.value_of(node.value.value)
            for _ in range(index + 1):
                value = _folder([value])
            return value
        values = self.value_of(node.value)
        return values[index] if isinstance(values, tuple) and index < len(values) else None

    def _choice(self, node: ast.IfExp) -> Value:
        return self.value_of(node.body) or self.value_of(node.orelse)

    def _comprehension(self, node: ast.ListComp | ast.GeneratorExp | ast.SetComp) -> Value:
        """Return the items of a comprehension over texts that are known; its conditions are not asked."""
        first = node.generators[0]
        values = self.value_of(first.iter)
        if len(node.generators) > 1 or values is None or not isinstance(first.target, ast.Name):
            return None
        inner = PythonPaths()
        found: list[str] = []
        for each in _as_list(values):
            inner.names = self.names | {first.target.id: each}
            value = inner.value_of(node.elt)
            found.append(value if isinstance(value, str) else "")
        return tuple(found)

    def _call(self, node: ast.Call) -> Value:
        values = [self.value_of(each) for each in node.args]
        if isinstance(node.func, ast.Name):
            if node.func.id == "map" and isinstance(node.args[0] if node.args else None, ast.Name):
                return _default(values) if ast.unparse(node.args[0]) == "str" else None
            function = _FUNCTIONS.get(node.func.id)
            return function(values) if function else None
        if not isinstance(node.func, ast.Attribute):
            return None
        name, owner = node.func.attr, self.value_of(node.func.value)
        if name in _GLOBBING and owner is not None:
            return _joined([owner, _GLOBBING[name], *values])
        if name in _METHODS:
            return _FUNCTIONS[name]([owner, *values])
        function = _FUNCTIONS.get(name)
        return function(values) if function and owner is None else None  # not the `join` of a text

    _BY_TYPE: ClassVar[dict[type[ast.expr], Callable[..., Value]]] = {
        ast.Constant: _constant,
        ast.Name: _name,
        **dict.fromkeys((ast.List, ast.Tuple, ast.Set), _list),
        ast.BinOp: _operation,
        ast.JoinedStr: _formatted,
        ast.Attribute: _attribute,
        ast.Subscript: _item,
        ast.IfExp: _choice,
        **dict.fromkeys((ast.ListComp, ast.GeneratorExp, ast.SetComp), _comprehension),
        ast.Call: _call,
    }


def _as_list(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ("" if value is None else value,)

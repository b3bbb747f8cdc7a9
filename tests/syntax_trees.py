"""The package's syntax trees: each module is parsed and walked once, however many tests look at it."""

from __future__ import annotations

import ast
import gc
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "bibtools"


@cache
def trees() -> dict[str, ast.Module]:
    """Return the tree of every module by its path in the package."""
    paths = sorted(PACKAGE.rglob("*.py"))
    gc.disable()  # millions of objects that stay
    try:
        found = {path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text("utf-8")) for path in paths}
        gc.freeze()
    finally:
        gc.enable()
    return found


@cache
def nodes(tree: ast.AST) -> tuple[ast.AST, ...]:
    """Return the nodes of a tree, itself first."""
    return tuple(ast.walk(tree))


def dotted(node: ast.expr) -> str:
    """Return a name with its attributes as it is written, with `?` for what is no name."""
    match node:
        case ast.Name():
            return node.id
        case ast.Attribute():
            return f"{dotted(node.value)}.{node.attr}"
        case _:
            return "?"

"""Sphinx with sphinxcontrib-bibtex: `conf.py`, read as a text.

https://sphinxcontrib-bibtex.readthedocs.io/en/latest/usage.html#configuration
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator

from bibtools.core.text import BOM
from bibtools.sources.project_files.contract import NOTHING, ProjectFile, merged
from bibtools.sources.project_files.file_names import libraries
from bibtools.sources.project_files.python_paths import PythonPaths, Value

_LONGEST = 256 * 1024  # characters
_MOST_TURNS = 20  # of a loop
_MOST_STATEMENTS = 100_000  # in all turns of all loops
_SETTING = "bibtex_bibfiles"
_MARKS = ("sphinx", "html_theme", "exclude_patterns")
_SOURCES = (".rst", ".rest", ".md", ".ipynb", ".txt")
_ADDING = {"append", "extend", "insert"}
_BRANCHES = ("body", "orelse", "finalbody", "handlers", "cases")


def read(text: str) -> ProjectFile:
    """Return what `conf.py` says; nothing if it is not Sphinx's."""
    if _SETTING not in text:
        return ProjectFile(outputs=("_build",)) if any(mark in text for mark in _MARKS) else NOTHING
    result = ProjectFile(outputs=("_build",), governs=_SOURCES)
    if len(text) > _LONGEST:
        return result._replace(notes=(f"it has more than {_LONGEST:,} characters and was not read",))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of escapes in its texts
            found = _Settings().read(ast.parse(text.removeprefix(BOM)).body)
    except SyntaxError as error:
        return result._replace(notes=(f"line {error.lineno or 1}: its Python could not be read: {error.msg}",))
    except (ValueError, RecursionError, MemoryError):
        return result._replace(notes=("its Python could not be read",))
    notes = [f"line {line}: the libraries have computed names" for line in dict.fromkeys(found.open_lines)]
    notes += ["its loops are too long, and it was read no further"] * (found.left < 0)
    return merged(libraries(list(found.named)), result, NOTHING._replace(notes=tuple(notes)))


class _Settings:
    """The values that a text gives to its names, statement by statement."""

    def __init__(self) -> None:
        self.paths = PythonPaths()
        self.named: list[str] = []
        self.open_lines: list[int] = []
        self.left = _MOST_STATEMENTS

    def read(self, body: list[ast.stmt], *, certain: bool = True) -> _Settings:
        """Read statements; what may or may not run adds to what was named, and replaces nothing."""
        for statement in body:
            self.left -= 1
            if self.left < 0:
                break
            for target, value, adds in _assignments(statement):
                self._assign(target, self.paths.value_of(value), value.lineno, adds=adds or not certain)
            for _ in self._turns(statement):
                for branch in _branches(statement):
                    self.read(branch, certain=False)
        return self

    def _turns(self, statement: ast.stmt) -> Iterator[str]:
        """Yield once for each turn of a loop over texts that are known, whose variable is bound then."""
        values = self.paths.value_of(statement.iter) if isinstance(statement, ast.For) else None
        if not isinstance(statement, ast.For) or not isinstance(statement.target, ast.Name) or values is None:
            yield ""
            return
        for value in (values if isinstance(values, tuple) else (values,))[:_MOST_TURNS]:
            self.paths.names[statement.target.id] = value or None
            yield value

    def _assign(self, name: str, value: Value, line: int, *, adds: bool) -> None:
        if name != _SETTING:
            self.paths.names[name] = _sum(self.paths.names.get(name), value) if adds else value
            return
        values = value if isinstance(value, tuple) else ("" if value is None else value,)
        if not adds:
            self.named, self.open_lines = [], []
        self.named += [each for each in values if each]
        if not all(values):
            self.open_lines.append(line)


def _sum(before: Value, added: Value) -> Value:
    """Return a list with what is added to it; of another value, the later one."""
    if not isinstance(before, tuple) or added is None:
        return added
    return before + (added if isinstance(added, tuple) else (added,))


def _assignments(statement: ast.stmt) -> Iterator[tuple[str, ast.expr, bool]]:
    """Yield the names that a statement gives a value, these, and whether it adds that to the earlier one."""
    match statement:
        case ast.Assign(targets=targets, value=value):
            yield from ((name, value, False) for target in targets if (name := _name(target)))
        case ast.AnnAssign(target=target, value=ast.expr() as value):
            yield _name(target), value, False
        case ast.AugAssign(target=target, op=ast.Add(), value=value):
            yield _name(target), value, True
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=owner, attr=method), args=[*_, value])):
            if method in _ADDING:
                yield _name(owner), value, True


def _name(target: ast.expr) -> str:
    """Return the name of a variable, or of a setting (`app.config.bibtex_bibfiles`)."""
    if isinstance(target, ast.Name):
        return target.id
    return _SETTING if isinstance(target, ast.Attribute) and target.attr == _SETTING else ""


def _branches(statement: ast.stmt) -> Iterator[list[ast.stmt]]:
    """Yield the blocks within a statement; of functions, only Sphinx's `setup` is called."""
    if isinstance(statement, ast.FunctionDef) and statement.name != "setup":
        return
    for name in _BRANCHES:
        block = getattr(statement, name, [])
        if name in {"handlers", "cases"}:
            yield from (each.body for each in block)
        elif block:
            yield block

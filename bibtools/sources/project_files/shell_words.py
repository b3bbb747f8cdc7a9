"""Commands of the shell in Makefiles, justfiles and scripts: nothing is run, only plain variables are followed.

https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html,
https://www.gnu.org/software/make/manual/make.html
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple

LONGEST = 256 * 1024  # characters
_LONGEST_LINE = 20_000  # with its variables
_MOST_COMMANDS = 2_000
_LONGEST_FOLDER = 1_000
_MOST_EXPANDED = 400_000  # characters of all lines that are examined, with their variables
_ROUNDS = 8  # of variables in variables

# Only lines that may hold something are examined.
_HINT = lazy_pattern(
    r"bibliography|BIBINPUTS|metadata-file|--defaults|resource-path|pandoc|latex|tectonic|\b(?:cd|pushd|popd)\b"
)
_ASSIGNMENT = lazy_pattern(
    r"\s*(?:(?:export|override|local|readonly|declare|typeset)\s+(?:-\w+\s+)*)*"
    r"(?P<name>[A-Za-z_][\w.-]*)\s*(?P<how>\?|::?:?|\+)?=(?!=)\s*(?P<value>.*)"
)
_FIRST_WORD = lazy_pattern(r"""(?:"[^"]*"|'[^']*'|[^\s;&|"'])*""")
_COMMENT = lazy_pattern(r"""(?P<kept>'[^']*'|"(?:[^"\\]|\\.)*"|\\.)|(?:^|(?<=[\s;&|(]))\#.*""", re.DOTALL)
_HEREDOC = lazy_pattern(r"<<-?\s*(?:'(\w+)'|\"(\w+)\"|(\w+))")

# The folder of the script itself, in the usual spellings; then the spellings of the working folder.
_OWN_FOLDER = lazy_pattern(
    r"""\$\(\s*dirname\s+(?:--\s+)?"?\$(?:0|\{?BASH_SOURCE(?:\[0\]\})?|\{0\})"?\s*\)|\$\{(?:0|BASH_SOURCE(?:\[0\])?)%/\*\}"""
)
_FOLDER_OF = lazy_pattern(r"""\$\(\s*cd\s+(?:--\s+)?"?([^"()$&;|]{1,200}?)"?\s*(?:&&|;)\s*pwd(?:\s+-P)?\s*\)""")
_SEARCH_PATH = "BIBINPUTS"
_HERE = {"PWD": ".", "CURDIR": "."}

_REFERENCE = lazy_pattern(
    r"""
      \${1,2}(?: \((?P<round>[\w.-]+)\)
               | \{(?P<curly>[\w.-]+)(?::?[-=](?P<default>[^{}$]*))?\}
               | (?P<bare>[A-Za-z_]\w*) )
    | \{\{\s*(?P<just>[\w-]+)\s*\}\}
    """,
    re.VERBOSE,
)
_FUNCTION = lazy_pattern(
    r"\$\((?:(?P<function>wildcard|strip|abspath|realpath|sort|addprefix|addsuffix|patsubst)\s+(?P<values>[^()$]*)"
    r"|(?P<name>[\w.-]+):(?P<from>[^()$=]*)=(?P<to>[^()$]*))\)"
)

_TOKEN = lazy_pattern(
    r"""
      (?P<word>(?:[^\s'"\\;&|()<>$]|\\.|'[^']*'|"(?:[^"\\]|\\.)*"|\$\([^()]*\)|\$)+)
    | (?P<redirection>[0-9]?[<>]+&?)
    | (?P<end>[;&|()]+)
    """,
    re.VERBOSE | re.DOTALL,
)
_QUOTED = lazy_pattern(r"""'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)""", re.DOTALL)


class ShellCommand(NamedTuple):
    """A simple command: its words, the folder in which it runs (None if known only at run time), and its line."""

    words: tuple[str, ...]
    folder: str | None
    line: int


class Dialect(NamedTuple):
    """What differs between build files."""

    is_script: bool = False  # a change of the folder holds for later lines; a value is one word
    joins_comments: bool = False  # a backslash continues a comment, too


MAKE = Dialect(joins_comments=True)
JUST = Dialect()
SCRIPT = Dialect(is_script=True)


def commands(text: str, dialect: Dialect, folder: str = ".") -> list[ShellCommand]:
    """Return the commands of a build file that may say something; the value of a variable counts as one.

    One without words is where reading ended, since variables make the text too long.
    """
    lines = [(number, _with_own_folder(line)) for number, line in _logical_lines(text[:LONGEST], dialect)]
    variables = _variables((line for _, line in lines), dialect)
    found: list[ShellCommand] = []
    place: str | None = folder
    left = _MOST_EXPANDED
    for number, line in lines:
        if not _HINT.search(line):
            continue
        assigned = None if _is_command(line, dialect) else _ASSIGNMENT.match(line)
        body = expanded(assigned["value"] if assigned else line, variables)
        left -= len(body)
        if left < 0 or len(found) > _MOST_COMMANDS:
            return [*found, ShellCommand((), None, number)]
        if assigned and assigned["name"] == _SEARCH_PATH:  # which holds blanks around its sign
            found.append(ShellCommand((f"{_SEARCH_PATH}={body}",), place, number))
            continue
        after = place
        for words, is_inner in simple_commands(body):
            moved = _moved(words, after, folder)
            if moved is not None:
                after = moved[0]
                place = after if dialect.is_script and not is_inner else place
            elif _HINT.search(" ".join(words)):
                found.append(ShellCommand(words, after, number))
    return found


def _is_command(line: str, dialect: Dialect) -> bool:
    """Return whether a line is one of the shell, in which a value is one word."""
    return dialect.is_script or (dialect.joins_comments and line.startswith("\t"))


def _moved(words: tuple[str, ...], place: str | None, top: str) -> tuple[str | None] | None:
    """Return the folder that a command changes to; None if it changes none."""
    if words[0] not in {"cd", "pushd", "popd"}:
        return None
    target = next((word for word in words[1:] if not word.startswith("-")), "")
    if not target:
        return (top,)  # `popd`, `cd -`: back
    if place is None or any(sign in target for sign in "$`{~"):
        return (None,)
    moved = posixpath.normpath(posixpath.join(place, target))
    return (moved if len(moved) < _LONGEST_FOLDER else None,)


def _logical_lines(text: str, dialect: Dialect) -> Iterator[tuple[int, str]]:
    """Yield lines without comments, joined where a backslash continues them, with the number of the first."""
    joined, first, document = "", 0, ""
    for number, line in enumerate(text.splitlines(), 1):
        if document:  # the text of a "here-document" is no command
            document = "" if line.strip() == document else document
            continue
        first = first or number
        continues = line.endswith("\\") and (dialect.joins_comments or not line.lstrip().startswith("#"))
        joined += (line[:-1] if continues else line) + " "
        if continues and len(joined) <= _LONGEST_LINE:
            continue
        yield first, _without_comment(joined)
        here = _HEREDOC.search(joined) if dialect.is_script else None
        joined, first, document = "", 0, next(filter(None, here.groups())) if here else ""
    if joined:
        yield first, _without_comment(joined)


def _without_comment(line: str) -> str:
    return _COMMENT.sub(lambda match: match["kept"] or "", line)


def _variables(lines: Iterator[str], dialect: Dialect) -> dict[str, str]:
    """Return the values that lines give to variables; the last one holds."""
    found = dict(_HERE)
    for line in lines:
        match = _ASSIGNMENT.match(line)
        if not match:
            continue
        value = match["value"].strip()
        if _is_command(line, dialect):
            first = _FIRST_WORD.match(value)
            value = first[0] if first else ""
        bare = value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"" else value
        if match["how"] == "+":
            bare = f"{found.get(match['name'], '')} {bare}".strip()
        elif match["how"] == "?" and match["name"] in found:
            continue
        found[match["name"]] = bare[:_LONGEST_LINE]
    return found


def _with_own_folder(line: str) -> str:
    return _FOLDER_OF.sub(r"\1", _OWN_FOLDER.sub(".", line))


def expanded(text: str, variables: dict[str, str]) -> str:
    """Return a text with what is known in the place of its variables; all else stays."""
    for _ in range(_ROUNDS):
        known = _REFERENCE.sub(lambda match: _value(match, variables), text)
        after = _FUNCTION.sub(_result, known)
        if after == text or len(after) > _LONGEST_LINE:
            break
        text = after
    return text


def _value(match: re.Match[str], variables: dict[str, str]) -> str:
    name = match["round"] or match["curly"] or match["bare"] or match["just"]
    return variables.get(name, match["default"] if match["default"] is not None else match[0])


def _result(match: re.Match[str]) -> str:
    """Return the result of one of make's functions for some words."""
    if match["name"]:  # `$(NAME:.md=.pdf)`, which is short for this
        mark = "" if "%" in match["from"] else "%"
        return f"$(patsubst {mark}{match['from']},{mark}{match['to']},$({match['name']}))"
    function, values = match["function"], match["values"]
    if function in {"wildcard", "strip", "abspath", "realpath", "sort"}:
        return values
    first, _, rest = values.partition(",")
    if function == "patsubst":
        second, _, rest = rest.partition(",")
        return _replaced(first.strip(), second.strip(), rest)
    before, behind = (first, "") if function == "addprefix" else ("", first)
    return " ".join(before + word + behind for word in rest.split())


def _replaced(pattern: str, by: str, words: str) -> str:
    """Return words as a pattern with `%` replaces them; those that do not match stay."""
    start, _, end = pattern.partition("%")
    return " ".join(
        by.replace("%", word[len(start) : len(word) - len(end)])
        if word.startswith(start) and word.endswith(end)
        else word
        for word in words.split()
    )


def simple_commands(line: str) -> Iterator[tuple[tuple[str, ...], bool]]:
    """Yield the words of each simple command of a line, and whether it runs within parentheses."""
    words: list[str] = []
    depth, is_target = 0, False
    for match in _TOKEN.finditer(line):
        if match["word"] is None:
            is_target = match["redirection"] is not None
            if match["end"]:
                if words:
                    yield tuple(words), depth > 0
                words = []
                depth += match["end"].count("(") - match["end"].count(")")
        elif is_target:
            is_target = False
        else:
            words.append(_unquoted(match["word"]))
    if words:
        yield tuple(words), depth > 0


def _unquoted(word: str) -> str:
    return _QUOTED.sub(lambda match: next(group for group in match.groups() if group is not None), word)

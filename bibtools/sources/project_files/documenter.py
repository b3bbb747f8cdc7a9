"""Documenter.jl with DocumenterCitations: `docs/make.jl`, in which one call is looked for.

https://juliadocs.org/DocumenterCitations.jl/stable/
"""

from __future__ import annotations

import posixpath
import re

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.sources.project_files.contract import NOTHING, ProjectFile, merged
from bibtools.sources.project_files.file_names import libraries

_LONGEST = 256 * 1024  # characters
_DEAD = lazy_pattern(r'(?P<quoted>"(?:[^"\\\n]|\\.)*"|\\.)|#=.*?(?:=#|\Z)|#[^\n]*', re.DOTALL)
_VARIABLE = lazy_pattern(
    r"^[ \t]*(?:const[ \t]+|global[ \t]+)?([A-Za-z_]\w*)[ \t]*=[ \t]*([^\n;]{1,300})", re.MULTILINE
)
_CALL = lazy_pattern(r"\bCitationBibliography\(")
_SIGN = lazy_pattern(r'"[^"\n]*"|[(),;\[\]]')
_LONGEST_ARGUMENT = 500
_JOIN = lazy_pattern(r"(?:joinpath|normpath|abspath)\((?P<parts>[^()]*)\)")
_TEXT = lazy_pattern(r'"([^"\n$]*)"')
_OWN_FOLDER = lazy_pattern(r"@__DIR__(?:\(\))?|dirname\(\s*@__FILE__\s*\)|pwd\(\)")
_ABOVE = lazy_pattern(r'dirname\(\s*"\."\s*\)')
_INTERPOLATED = lazy_pattern(r'\$\("\."\)')


def read(text: str) -> ProjectFile:
    """Return what `make.jl` says."""
    if "CitationBibliography" not in text:
        return ProjectFile(outputs=("build",)) if "makedocs" in text else NOTHING
    live = _DEAD.sub(lambda match: match["quoted"] or "", text[:_LONGEST])
    found = ProjectFile(outputs=("build",), governs=(".md",))
    return merged(*(_named(match.end(), live) for match in _CALL.finditer(live)), found)


def _named(start: int, live: str) -> ProjectFile:
    """Return the library of a call, whose first argument is a path or the name of a variable that holds one."""
    value = _argument(live, start)
    if value.isidentifier():
        value = next((match[2].strip() for match in _VARIABLE.finditer(live) if match[1] == value), value)
    path = _path(value)
    if path:
        return libraries(path)
    line = live.count("\n", 0, start) + 1
    return ProjectFile(notes=(f"line {line}: the library has a computed name",))


def _argument(live: str, start: int) -> str:
    """Return the first argument of a call."""
    depth = 0
    for sign in _SIGN.finditer(live, start, start + _LONGEST_ARGUMENT):
        if depth == 0 and sign[0] in {",", ";", ")"}:
            return live[start : sign.start()].strip()
        depth += (sign[0] in {"(", "["}) - (sign[0] in {")", "]"})
    return ""


def _path(value: str) -> str:
    """Return the path that an expression stands for; an empty text if that is known only at run time."""
    here = _INTERPOLATED.sub(".", _ABOVE.sub('".."', _OWN_FOLDER.sub('"."', value)))
    while joined := _JOIN.search(here):
        parts = [_TEXT.fullmatch(part.strip()) for part in joined["parts"].split(",") if part.strip()]
        texts = [part[1] for part in parts if part]
        if not texts or len(texts) < len(parts):
            return ""
        here = f'{here[: joined.start()]}"{posixpath.normpath(posixpath.join(*texts))}"{here[joined.end() :]}'
    whole = _TEXT.fullmatch(here.strip())
    return whole[1] if whole else ""

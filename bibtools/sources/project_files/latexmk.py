"""latexmk's `.latexmkrc`: Perl, read only for its single assignments.

https://ctan.org/pkg/latexmk
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.sources.project_files.contract import TEX, ProjectFile
from bibtools.sources.project_files.file_names import folders, open_folders, roots, search_path

_LONGEST = 256 * 1024  # characters

_DEAD = lazy_pattern(
    r"""
      (?P<quoted>'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|\\.)
    | ^=[a-z]\w*\b.*?(?:^=cut\b[^\n]*|\Z)       # documentation
    | ^__(?:END|DATA)__.*\Z
    | (?<![$\\\w&{])\#[^\n]*                    # not the last index of `$#files`
    """,
    re.DOTALL | re.MULTILINE | re.VERBOSE,
)
_DEFAULT_FILES = lazy_pattern(r"(?P<push>push\s*\(?\s*)?@default_files\b\s*(?(push),|=(?!=))")
_FOLDERS = lazy_pattern(r"\$(?:out|aux|emulate_aux)_dir\b\s*=(?![=~])")
_SEARCH = lazy_pattern(
    r"""ensure_path\s*\(\s*(['"])BIBINPUTS\1\s*,|\$ENV\{\s*['"]?BIBINPUTS['"]?\s*\}\s*\.?=(?![=~])"""
)
_LONGEST_VALUE = 3_000  # characters
_ENVIRONMENT = lazy_pattern(r"\$ENV\s*\{[^{}]*\}(?!['\"/])")  # alone, not as the beginning of a path
_TEXT = lazy_pattern(r"""'(?P<single>[^'\n]*)'|"(?P<double>[^"\n]*)"|\bqw\s*[(\[{/|](?P<words>[^)\]}/|]*)[)\]}/|]""")


def read(text: str) -> ProjectFile:
    """Return what `.latexmkrc` says: the default files, the folders of a build, those of libraries."""
    if len(text) > _LONGEST:
        return ProjectFile(notes=(f"it has more than {_LONGEST:,} characters and was not read",))
    live = _DEAD.sub(lambda match: match["quoted"] or "", text)
    searched = [each for _, value in _values(_SEARCH, live) for each in _texts(_ENVIRONMENT.sub("", value))]
    return ProjectFile(
        roots=roots(_default_files(live), default_ending=".tex"),
        outputs=folders([each for _, value in _values(_FOLDERS, live) for each in _texts(value)]),
        governs=TEX,
        search=tuple(dict.fromkeys(name for each in searched for name in search_path(each))),
        notes=open_folders(searched),
    )


def _default_files(live: str) -> list[str]:
    """Return the default files as the last assignment and what is pushed behind it leave them."""
    found: list[str] = []
    for match, value in _values(_DEFAULT_FILES, live):
        found = [*(found if match["push"] else []), *_texts(value)]
    return found


def _values(pattern: re.Pattern[str], live: str) -> Iterator[tuple[re.Match[str], str]]:
    """Yield the text after a pattern in each statement."""
    for statement in live.split(";"):
        match = pattern.search(statement)
        if match:
            yield match, statement[match.end() : match.end() + _LONGEST_VALUE]


def _texts(value: str) -> list[str]:
    found: list[str] = []
    for match in _TEXT.finditer(value):
        found += match["words"].split() if match["words"] is not None else [match["single"] or match["double"] or ""]
    return found

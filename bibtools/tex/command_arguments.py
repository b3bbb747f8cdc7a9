r"""Commands whose arguments are not all text: `\texorpdfstring{$\alpha$}{alpha}`, `\href{address}{words}`."""

from __future__ import annotations

import re

from bibtools.core.lazy_pattern import lazy_pattern

# How many arguments a command takes, and which of them is the text that it prints (from 0; None: none of them).
_TAKING: dict[str, tuple[int, int | None]] = {
    "texorpdfstring": (2, 0),
    "href": (2, 1),
    "textcolor": (2, 1),
    "foreignlanguage": (2, 1),
    "raisebox": (2, 1),
    "scalebox": (2, 1),
    "color": (1, None),
    "footnote": (1, None),
    "footnotemark": (0, None),
    "footnotetext": (1, None),
    "thanks": (1, None),
    "label": (1, None),
    "hspace": (1, None),
    "vspace": (1, None),
    "phantom": (1, None),
    "vphantom": (1, None),
    "hphantom": (1, None),
    "includegraphics": (1, None),
    "selectlanguage": (1, None),
    "index": (1, None),
}
_COMMAND = lazy_pattern(rf"\\({'|'.join(_TAKING)})(?![A-Za-z])\*?\s*(?:\[[^\[\]{{}}]{{0,80}}\]\s*)?")
_MOST = 20  # of such commands in a text, one after another or within another


def unwrapped(text: str) -> str:
    """Return a text in which each of these commands is replaced by what it prints."""
    for _ in range(_MOST):
        match = _COMMAND.search(text)
        if match is None:
            break
        number, printed = _TAKING[match[1]]
        groups, end = _groups(text, match.end(), number)
        if len(groups) < number:  # no arguments: a word, as every other unknown command
            text = f"{text[: match.start()]}{text[match.start() + 1 :]}"
            continue
        kept = "" if printed is None else groups[printed]
        text = f"{text[: match.start()]}{kept}{text[end:]}"
    return text


def _groups(text: str, at: int, number: int) -> tuple[list[str], int]:
    """Return up to so many groups in braces that follow a place, and where they end."""
    found: list[str] = []
    while len(found) < number:
        while at < len(text) and text[at].isspace():
            at += 1
        end = _closing(text, at)
        if end is None:
            break
        found.append(text[at + 1 : end])
        at = end + 1
    return found, at


def _closing(text: str, at: int) -> int | None:
    """Return where a group that begins at a place ends."""
    if text[at : at + 1] != "{":
        return None
    depth = 0
    for match in re.compile(r"\\.|[{}]", re.DOTALL).finditer(text, at):
        depth += (match[0] == "{") - (match[0] == "}")
        if depth == 0:
            return match.start()
    return None

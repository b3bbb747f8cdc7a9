"""The environment of TeX: what of it decides where TeX finds files. The hooks' fast path loads this, and little else.

The variables are those of the manual of Kpathsea (https://tug.org/kpathsea/, "Supported file formats").
"""

from __future__ import annotations

from bibtools.files.search_path import located

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PROGRAM = "kpsewhich"
# What such a name begins with: one of a program (`BIBINPUTS_bibtex`) counts, too.
_BEGINNINGS = ("BIBINPUTS", "TEXBIB", "TEXINPUTS", "BSTINPUTS", "TEXBST", "TEXMF", "SELFAUTO", "texmf_casefold_search")
_WRITES = frozenset({"TEXMFLOG", "TEXMFOUTPUT"})  # where TeX notes what it opened, and puts what it makes
_MOST = 100  # variables that values name


def variables(environ: Mapping[str, str]) -> dict[str, str]:
    """Return the variables that decide where TeX finds files, with those that their values name."""
    found = {
        name: environ[name]
        for name in environ
        if name.startswith(_BEGINNINGS) and name.partition("_")[0] not in _WRITES
    }
    waiting = list(found.values())
    while waiting and len(found) < _MOST:
        for name in _named(waiting.pop()):
            if name in environ and name not in found:
                found[name] = environ[name]
                waiting.append(environ[name])
    return found


def _named(value: str) -> Iterator[str]:
    """Yield the names of the variables that a value holds, as `$NAME` or `${NAME}`."""
    for rest in value.split("$")[1:]:
        name = rest.removeprefix("{")
        length = next((place for place, letter in enumerate(name) if not (letter.isalnum() or letter == "_")), None)
        yield name[:length]


def fingerprint(environ: Mapping[str, str]) -> str:
    """Return a text that changes where TeX may find other files, as far as the environment decides."""
    decisive = [f"{name}={value}" for name, value in sorted(variables(environ).items())]
    return "\n".join([located(PROGRAM, environ), environ.get("HOME", ""), *decisive])

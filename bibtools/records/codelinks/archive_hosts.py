"""Archive hosts: which paths of archives and notebook services name a deposit, and the canonical URL of each."""

from __future__ import annotations

import re
from collections.abc import Callable

from bibtools.core.lazy_pattern import lazy_pattern

_DOI = lazy_pattern(
    r"10\.(?:5281/zenodo\.[0-9]+|6084/m9\.figshare\.[0-9]+(?:\.v[0-9]+)?|17605/osf\.io/[a-z0-9]{5}|24433/co\.[0-9]+\.v[0-9]+)"
    r"(?![a-z0-9])"
)
# Prefixes of DOIs that archives of code give; each is written without an address, too.
PREFIXES = ("10.5281", "10.6084", "10.17605", "10.24433")
_NO_NOTEBOOK = frozenset(
    """c competitions datasets docs learn models general discussions organizations search code kernels blog rankings
    host settings work account contests forums t""".split()
)


def doi(path: str) -> str | None:
    """Return the address of a DOI of Zenodo, figshare, OSF or Code Ocean."""
    match = _DOI.match(path.lower())
    return f"https://doi.org/{match[0]}" if match else None


def _zenodo(path: str) -> str | None:
    match = re.match(r"records?/([0-9]+)", path)
    if match:
        return f"https://zenodo.org/records/{match[1]}"
    return doi(path.removeprefix("doi/")) if path.startswith("doi/") else None


def _software_heritage(path: str) -> str | None:
    # Its qualifiers (`;origin=…`) say where it was found, and are not needed to find it.
    match = re.match(r"(?:browse/)?(swh:1:(?:cnt|dir|rev|rel|snp):[0-9a-f]{40})", path)
    return f"https://archive.softwareheritage.org/{match[1]}" if match else None


def _osf(path: str) -> str | None:
    match = re.match(r"(?P<id>[a-z0-9]{5})(?:/(?:files\b.*|wiki\b.*|overview)?)?$", path.lower())
    return f"https://osf.io/{match['id']}" if match else None


def _figshare(path: str) -> str | None:
    match = re.match(r"articles/(?:[a-z]+/)?(?:[\w%.-]+/)?([0-9]{5,})(?:/[0-9]+)?/?$", path)
    if match:
        return f"https://figshare.com/articles/{match[1]}"
    private = re.match(r"s/([0-9a-f]{20})/?$", path)
    return f"https://figshare.com/s/{private[1]}" if private else None


def _code_ocean(path: str) -> str | None:
    match = re.match(r"capsule/([0-9a-f-]{6,36})(?:/.*)?$", path)
    return f"https://codeocean.com/capsule/{match[1]}" if match else None


def _kaggle(path: str) -> str | None:
    match = re.match(r"(?P<folder>code/|kernels/)?(?P<owner>[\w-]+)/(?P<name>[\w-]+)(?:/.*)?$", path, re.ASCII)
    if match is None or match["owner"].lower() in _NO_NOTEBOOK:
        return None
    return f"https://www.kaggle.com/{'code/' if match['folder'] else ''}{match['owner']}/{match['name']}"


def _colab(path: str) -> str | None:
    match = re.match(r"drive/([\w-]{20,60})", path, re.ASCII)
    return f"https://colab.research.google.com/drive/{match[1]}" if match else None


def anonymised(path: str) -> str | None:
    """Return the address of a repository that Anonymous GitHub shows for a review, and may not show for long."""
    match = re.match(r"(?:r|repository)/([\w-]{3,80})(?:/.*)?$", path, re.ASCII)
    return f"https://anonymous.4open.science/r/{match[1]}" if match else None


READERS: dict[str, Callable[[str], str | None]] = {
    "zenodo.org": _zenodo,
    "doi.org": doi,
    "dx.doi.org": doi,
    "archive.softwareheritage.org": _software_heritage,
    "osf.io": _osf,
    "figshare.com": _figshare,
    "codeocean.com": _code_ocean,
    "kaggle.com": _kaggle,
    "colab.research.google.com": _colab,
}

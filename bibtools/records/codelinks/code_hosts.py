"""Code hosts: which URLs name a repository, model or archive, and the canonical form of each."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import unquote

REPOSITORY, MODEL, ARCHIVE, DATASET, PAGE = "repository", "model", "archive", "dataset", "page"
KINDS = (REPOSITORY, MODEL, ARCHIVE)  # what can be a work's code, the best first


class CodeLocation(NamedTuple):
    """What a URL names: a repository, model, archive or page, and its canonical URL."""

    url: str
    kind: str


# Owners that are no one: the hosts' own pages, and what templates and anonymous submissions write.
_NO_OWNER = frozenset(
    """about account apps blog collections contact customer-stories enterprise events explore features issues login
    marketplace notifications orgs pricing pulls readme search security settings signup site solutions sponsors stars
    team topics trending docs papers spaces datasets models tasks posts learn join chat
    username user your-username yourusername your-name yourname your-org owner example
    anonymous anon anonymized anonymised anonymous-author anonymous-authors anonymoususer anonymous-submission
    anonymoussubmission double-blind xxx xxxx xxxxx""".split()
)
_NO_NAME = frozenset("repo repository your-repo your-repository yourrepo project xxx xxxx followers following".split())
_LIST = re.compile(
    r"(?:.*[-_])?awesome(?:[-_].*)?|.*[-_]papers|papers[-_].*|.*[-_](?:paper|reading)[-_]?list|.*\.github\.io",
    re.IGNORECASE,
)
_OWNER = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_NAME = re.compile(r"[A-Za-z0-9_.-]*[A-Za-z0-9_-]")
# What may follow a repository in its address; anything else is a page about it, and no link to code.
_WHOLE = re.compile(
    r"/?(?:(?:-/)?(?:tree|src|browse)/(?:main|master|HEAD|trunk)/?|(?:-/)?blob/(?:main|master)/readme(?:\.\w+)?|wiki(?:/home)?/?|(?:releases|tags|archive|commits?)(?:/.*)?|src/?)?",
    re.IGNORECASE,
)
_FOLDER = re.compile(r"/(?:-/)?(?:tree|blob|src)/[\w.@/+-]*[\w@+-]/?", re.ASCII)
# A word of the next sentence after a name, "GAN-LTH.Accepted", but not what ends the names of real projects.
_GLUED = re.compile(
    r"(?P<name>.*\w)\.(?!(?:NET|Net|Core|Redis|Data|Text|Json|Http|Api|Web|Client|Server|Common|R|Rmd)\Z)"
    r"(?:[A-Z][a-z]++(?:-[A-Za-z][a-z]*+|[A-Z][a-z]++)*+|arXiv.*|[A-Z]{2,}+[0-9]*+|[A-Z])"
)
# What an address that is written may hold, whatever its source says: no TeX, no control characters.
_SAFE = re.compile(r"https?://[A-Za-z0-9:/._~+@-]+")
_PAGES = re.compile(
    r"[\w-]+\.(?:github|gitlab|gitee|bitbucket)\.(?:io|com)|[\w-]+\.(?:netlify\.app|vercel\.app|web\.app|readthedocs\.io)|sites\.google\.com"
)


def _name(text: str, *, in_text: bool) -> str | None:
    """Return the name of a repository without text glued to it; None if it is no name."""
    name = re.sub(r"\.git(?:\.|$).*", "", text)
    glued = _GLUED.fullmatch(name) if in_text else None
    name = glued["name"] if glued else name
    match = _NAME.match(name)
    if match is None:
        return None
    name = match[0]
    if _CUT.match(text, match.end()):  # a name that goes on is another project's
        return None
    return None if name.lower() in _NO_NAME or _LIST.fullmatch(name) else name


# What cannot end a name: an accented letter, or an escape; scripts without blanks may be glued to it.
_CUT = re.compile(r"[^\W\d_\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|%")


class _Written(NamedTuple):
    """A URL in its parts, and whether text follows it."""

    scheme: str
    host: str
    path: str
    in_text: bool


def _owned(written: _Written, site: str = "", kind: str = REPOSITORY, sigil: str = "") -> CodeLocation | None:
    """Read `owner/name` with what follows."""
    path = written.path
    match = re.match(
        rf"{re.escape(sigil)}(?P<owner>{_OWNER})/(?P<name>[\w.-]+)(?P<more>[^/]*)(?P<rest>/.*)?", path, re.ASCII
    )
    if match is None or match["owner"].lower() in _NO_OWNER:
        return None
    name = _name(match["name"], in_text=written.in_text)
    if name is None or _CUT.match(match["more"]):
        return None
    url = f"{written.scheme}://{site or written.host}/{sigil}{match['owner']}/{name}"
    rest = match["rest"] or ""
    if match["name"] != name or _WHOLE.fullmatch(rest):  # what follows a cut belongs to the next sentence
        return CodeLocation(url, kind)
    return CodeLocation(url + rest.rstrip("/"), kind) if _FOLDER.fullmatch(rest) else None


def _sourcehut(written: _Written) -> CodeLocation | None:
    return _owned(written, sigil="~")


def _sourceforge(written: _Written) -> CodeLocation | None:
    match = re.match(r"(?:projects|p)/([A-Za-z0-9][\w.-]*[\w])", written.path, re.ASCII)
    return CodeLocation(f"https://sourceforge.net/projects/{match[1]}", REPOSITORY) if match else None


def _hugging_face(written: _Written) -> CodeLocation | None:
    for kind, folder in ((DATASET, "datasets"), (MODEL, "spaces")):
        if written.path.startswith(f"{folder}/"):
            below = written._replace(path=written.path.removeprefix(f"{folder}/"))
            return _owned(below, f"huggingface.co/{folder}", kind)
    return _owned(written, "huggingface.co", MODEL)


def _zenodo(written: _Written) -> CodeLocation | None:
    match = re.match(r"records?/([0-9]+)", written.path)
    return CodeLocation(f"https://zenodo.org/records/{match[1]}", ARCHIVE) if match else None


def _archived_doi(written: _Written) -> CodeLocation | None:
    # of Zenodo, figshare, OSF and Code Ocean
    match = re.match(
        r"10\.(?:5281/zenodo\.[0-9]+|6084/m9\.figshare\.[0-9]+(?:\.v[0-9]+)?|17605/osf\.io/[a-z0-9]{5}|24433/co\.[0-9]+\.v[0-9]+)",
        written.path.lower(),
    )
    return CodeLocation(f"https://doi.org/{match[0]}", ARCHIVE) if match else None


def _software_heritage(written: _Written) -> CodeLocation | None:
    # Its qualifiers (`;origin=…`) say where it was found, and are not needed to find it.
    match = re.match(r"(?:browse/)?(swh:1:(?:cnt|dir|rev|rel|snp):[0-9a-f]{40})", written.path)
    return CodeLocation(f"https://archive.softwareheritage.org/{match[1]}", ARCHIVE) if match else None


def _osf(written: _Written) -> CodeLocation | None:
    match = re.match(r"(?P<id>[a-z0-9]{5})(?:/(?:\?.*)?)?$", written.path)
    return CodeLocation(f"https://osf.io/{match['id']}", ARCHIVE) if match else None


def _figshare(written: _Written) -> CodeLocation | None:
    match = re.match(r"articles/(?:[a-z]+/)?(?:[\w%.-]+/)?([0-9]{5,})(?:/[0-9]+)?/?$", written.path)
    return CodeLocation(f"https://figshare.com/articles/{match[1]}", ARCHIVE) if match else None


def _code_ocean(written: _Written) -> CodeLocation | None:
    match = re.match(r"capsule/([0-9a-f-]{6,36})(?:/.*)?$", written.path)
    return CodeLocation(f"https://codeocean.com/capsule/{match[1]}", ARCHIVE) if match else None


_READERS: dict[str, Callable[[_Written], CodeLocation | None]] = {
    "github.com": _owned,
    "gitlab.com": _owned,
    "bitbucket.org": _owned,
    "codeberg.org": _owned,
    "gitee.com": _owned,
    "git.sr.ht": _sourcehut,
    "sourceforge.net": _sourceforge,
    "huggingface.co": _hugging_face,
    "hf.co": _hugging_face,
    "zenodo.org": _zenodo,
    "doi.org": _archived_doi,
    "dx.doi.org": _archived_doi,
    "archive.softwareheritage.org": _software_heritage,
    "osf.io": _osf,
    "figshare.com": _figshare,
    "codeocean.com": _code_ocean,
}
KNOWN_HOSTS = tuple(_READERS)
_SELF_HOSTED = re.compile(r"(?:gitlab|git|gitea|forge)\.[a-z0-9.-]+\.[a-z]{2,}(?::[0-9]{1,5})?")
_ADDRESS = re.compile(
    r"(?:(?P<scheme>https?)://)?(?P<host>[a-z0-9.-]+(?::[0-9]{1,5})?)(?:/+(?P<path>[^?#]*))?", re.IGNORECASE
)


def place(address: str, *, in_text: bool = False) -> CodeLocation | None:
    """Return what a URL names, or None if it cannot be code or a page about it.

    If it is `in_text`, a word of the next sentence may be glued to it. Raises nothing: a URL of any form
    may come from a stranger.
    """
    found = _read(address, in_text=in_text)
    return found if found and (found.kind == PAGE or _SAFE.fullmatch(found.url)) else None


def _read(address: str, *, in_text: bool) -> CodeLocation | None:
    match = _ADDRESS.match(unquote(address))
    if match is None:
        return None
    host, path = match["host"].lower().removeprefix("www."), match["path"] or ""
    written = _Written("https", host, path, in_text)
    if host in _READERS:
        return _READERS[host](written)
    if host.endswith(".sourceforge.net"):
        return CodeLocation(f"https://sourceforge.net/projects/{host.removesuffix('.sourceforge.net')}", REPOSITORY)
    if _SELF_HOSTED.fullmatch(host):
        scheme = match["scheme"].lower() if match["scheme"] and ":" in host else "https"
        return _owned(written._replace(scheme=scheme))
    return CodeLocation(f"https://{host}/{path}".rstrip("/"), PAGE) if _PAGES.fullmatch(host) else None


def repository(url: str) -> str:
    """Return the repository of a canonical URL, for comparison: without folder, in lower case."""
    return re.split(r"/(?:-/)?(?:tree|blob|src)/", url, maxsplit=1)[0].lower()

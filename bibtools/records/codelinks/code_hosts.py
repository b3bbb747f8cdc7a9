"""Code hosts: which URLs name a repository, model or archive, and the canonical form of each."""

from __future__ import annotations

import re
from collections.abc import Callable

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple
from bibtools.records.codelinks import archive_hosts

REPOSITORY, MODEL, ARCHIVE, DATASET, PAGE = "repository", "model", "archive", "dataset", "page"
ANONYMISED = "anonymised"  # for a review, and may expire
KINDS = (REPOSITORY, MODEL, ARCHIVE, ANONYMISED)  # what can be a work's code, the best first


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
_LIST = lazy_pattern(
    r"(?:.*[-_])?awesome(?:[-_].*)?|.*[-_]papers|papers[-_].*|.*[-_](?:paper|reading)[-_]?list|.*\.github\.io",
    re.IGNORECASE,
)
_OWNER = r"[A-Za-z0-9][A-Za-z0-9-]*"  # some old names end with a hyphen
_LOOSE_OWNER = r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?"  # other hosts than GitHub take more signs
_NAME = lazy_pattern(r"[A-Za-z0-9_.-]*[A-Za-z0-9_-]")
# What may follow a repository in its address; anything else is a page about it, and no link to code.
_WHOLE = lazy_pattern(
    r"/?(?:(?:-/)?(?:tree|src|browse)/(?:branch/)?(?:main|master|HEAD|trunk)/?|(?:-/)?blob/(?:main|master)/readme(?:\.\w+)?"
    r"|(?:-/)?(?:releases|tags|archive|commits?|zipball|tarball|zip|actions|downloads|network|stargazers)(?:/.*)?"
    r"|(?:-/)?wikis?(?:/home)?/?|src/?|browse/?)?",
    re.IGNORECASE,
)
_FOLDER = lazy_pattern(r"/(?:-/)?(?:tree|blob|src)/[\w.@/+-]*[\w@+-]/?", re.ASCII)
# A word of the next sentence after a name, "GAN-LTH.Accepted", but not what ends the names of real projects.
_GLUED = lazy_pattern(
    r"(?P<name>.*\w)\.(?!(?:NET|Net|Core|Redis|Data|Text|Json|Http|Api|Web|Client|Server|Common|R|Rmd)\Z)"
    r"(?:[A-Z][a-z]++(?:-[A-Za-z][a-z]*+|[A-Z][a-z]++)*+|arXiv.*|[A-Z]{2,}+[0-9]*+|[A-Z])"
)
# The characters of an address that is written, from any source: no TeX, no control characters.
_SAFE = lazy_pattern(r"https?://[A-Za-z0-9:/._~+@-]+")
_PAGES = lazy_pattern(
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
    return None if name in _NO_NAME or _LIST.fullmatch(name) else name


# What cannot end a name: an accented letter, or an escape; scripts without blanks may be glued to it.
_CUT = lazy_pattern(r"[+=$@~&]\w|[^\W\d_\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|%")


class _Written(NamedTuple):
    """A URL in its parts, and whether text follows it."""

    scheme: str
    host: str
    path: str
    in_text: bool


def _owned(
    written: _Written, site: str = "", kind: str = REPOSITORY, sigil: str = "", owner: str = _OWNER
) -> CodeLocation | None:
    """Read `owner/name` with what follows."""
    path = written.path
    match = re.match(
        rf"(?P<owner>{re.escape(sigil)}{owner})/(?P<name>[\w.-]+)(?P<more>[^/]*)(?P<rest>/.*)?", path, re.ASCII
    )
    return _repository(written, match, site, kind) if match else None


def _repository(written: _Written, match: re.Match[str], site: str = "", kind: str = REPOSITORY) -> CodeLocation | None:
    """Return the repository of an owner, a name and the rest; None if it is invalid or another project's."""
    if match["owner"].lower() in _NO_OWNER:
        return None
    name = _name(match["name"], in_text=written.in_text)
    if name is None or _CUT.match(match["more"] + " "):
        return None
    url = f"{written.scheme}://{site or written.host}/{match['owner']}/{name}"
    rest = match["rest"] or ""
    if match["name"] != name or _WHOLE.fullmatch(rest):  # what follows a cut belongs to the next sentence
        return CodeLocation(url, kind)
    return CodeLocation(url + rest.rstrip("/"), kind) if _FOLDER.fullmatch(rest) else None


# What follows a repository in an address of GitLab or Gitea; anything else names a subgroup or the repository.
_SECTION = (
    r"(?:-|tree|blob|src|raw|issues|merge_requests|pulls|wikis?|commits?|tags|releases|archive|pipelines|activity|snippets"
    r"|milestones|labels|branches|network|graphs|boards|forks|edit|jobs|blame|compare|projects|packages|stars)"
)
_GROUPED = lazy_pattern(
    rf"(?P<owner>{_LOOSE_OWNER}(?:/(?!{_SECTION}(?:/|$))[\w.-]+(?=/))*)/(?!{_SECTION}(?:/|$))(?P<name>[\w.-]+)(?P<more>[^/]*)"
    rf"(?P<rest>/(?:{_SECTION}(?:/.*)?)?)?$",
    re.ASCII,
)


def _grouped(written: _Written) -> CodeLocation | None:
    """Read `group/subgroup/name` with what follows."""
    match = _GROUPED.match(written.path)
    if match is None or match["owner"].split("/")[0].lower() in _NO_OWNER:
        return _owned(written)
    return _repository(written, match)


def _loosely_owned(written: _Written) -> CodeLocation | None:
    return _owned(written, owner=_LOOSE_OWNER)


def _bitbucket_server(written: _Written) -> CodeLocation | None:
    match = re.match(
        r"(?P<owner>(?:scm/~?[\w.-]+|(?:projects|users)/[\w.-]+/repos))/(?P<name>[\w.-]+)(?P<more>[^/]*)(?P<rest>/.*)?",
        written.path,
        re.ASCII,
    )
    return _repository(written, match) if match else _owned(written)


def _within_github(written: _Written) -> CodeLocation | None:
    found = _owned(written._replace(path="/".join(written.path.split("/")[:2])), "github.com")
    return found if written.path.count("/") > 1 else None


def _notebook(written: _Written) -> CodeLocation | None:
    if written.path.startswith("github/"):
        return _within_github(written._replace(path=written.path.removeprefix("github/")))
    return _archived(written)


def _archived(written: _Written) -> CodeLocation | None:
    url = archive_hosts.READERS[written.host](written.path)
    return CodeLocation(url, ARCHIVE) if url else None


def _bare_doi(written: _Written) -> CodeLocation | None:
    url = archive_hosts.doi(f"{written.host}/{written.path}")
    return CodeLocation(url, ARCHIVE) if url else None


def _anonymised(written: _Written) -> CodeLocation | None:
    url = archive_hosts.anonymised(written.path)
    return CodeLocation(url, ANONYMISED) if url else None


def _named(folders: str) -> Callable[[_Written], CodeLocation | None]:
    """Return a reader of hosts that name a project by one word behind some folder."""

    def read(written: _Written) -> CodeLocation | None:
        match = re.match(rf"(?P<project>(?:{folders})[A-Za-z0-9][\w.-]*\w)(?:/.*)?$", written.path, re.ASCII)
        return CodeLocation(f"https://{written.host}/{match['project']}", REPOSITORY) if match else None

    return read


def _sourcehut(written: _Written) -> CodeLocation | None:
    return _owned(written, sigil="~")


def _sourceforge(written: _Written) -> CodeLocation | None:
    match = re.match(r"(?:projects|p)/([A-Za-z0-9][\w.-]*[\w])", written.path, re.ASCII)
    return CodeLocation(f"https://sourceforge.net/projects/{match[1]}", REPOSITORY) if match else None


def _project_site(written: _Written) -> CodeLocation:
    """Read the site of a project of SourceForge; pages below it may be unrelated, as in an archive of proofs."""
    if re.fullmatch(r"(?:index\.\w+|home/?)?", written.path):
        return CodeLocation(
            f"https://sourceforge.net/projects/{written.host.removesuffix('.sourceforge.net')}", REPOSITORY
        )
    return CodeLocation(f"https://{written.host}/{written.path}".rstrip("/"), PAGE)


def _hugging_face(written: _Written) -> CodeLocation | None:
    for kind, folder in ((DATASET, "datasets"), (MODEL, "spaces")):
        if written.path.startswith(f"{folder}/"):
            below = written._replace(path=written.path.removeprefix(f"{folder}/"))
            return _owned(below, f"huggingface.co/{folder}", kind)
    return _owned(written, "huggingface.co", MODEL)


_READERS: dict[str, Callable[[_Written], CodeLocation | None]] = {
    "github.com": _owned,
    "gitlab.com": _grouped,
    "bitbucket.org": _loosely_owned,
    "codeberg.org": _loosely_owned,
    "gitee.com": _loosely_owned,
    "framagit.org": _grouped,
    "salsa.debian.org": _grouped,
    "0xacab.org": _grouped,
    "invent.kde.org": _grouped,
    "foss.heptapod.net": _grouped,
    "jihulab.com": _grouped,
    "gitgud.io": _grouped,
    "notabug.org": _loosely_owned,
    "opendev.org": _loosely_owned,
    "gitcode.com": _loosely_owned,
    "git.sr.ht": _sourcehut,
    "hg.sr.ht": _sourcehut,
    "sr.ht": _sourcehut,
    "sourceforge.net": _sourceforge,
    "launchpad.net": _named(""),
    "code.google.com": _named("p/|archive/p/"),
    "savannah.gnu.org": _named("projects/"),
    "savannah.nongnu.org": _named("projects/"),
    "codeload.github.com": _within_github,
    "huggingface.co": _hugging_face,
    "hf.co": _hugging_face,
    "anonymous.4open.science": _anonymised,
    **dict.fromkeys(archive_hosts.READERS, _archived),
    **dict.fromkeys(archive_hosts.PREFIXES, _bare_doi),
    "colab.research.google.com": _notebook,
}
KNOWN_HOSTS = tuple(_READERS)
_BITBUCKET = lazy_pattern(r"(?:bitbucket|stash)\.[a-z0-9.-]+\.[a-z]{2,}(?::[0-9]{1,5})?")
_SELF_HOSTED = lazy_pattern(
    r"(?:[a-z0-9-]*gitlab[a-z0-9-]*|git|gitea|forgejo|gogs|forge|git-[a-z0-9-]+|(?:scm|vcs)git)\.[a-z0-9.-]+\.[a-z]{2,}"
    r"(?::[0-9]{1,5})?"
    r"|github\.(?!com\.)(?:[a-z0-9-]+\.)+[a-z]{2,}"
    r"|code\.[a-z0-9.-]+\.(?:gov|edu|mil|int|ac\.[a-z]{2}|edu\.[a-z]{2}|gov\.[a-z]{2}|fr|de|ch|nl|se|eu)"
)
_SSH = lazy_pattern(r"(?:(?:git\+)?ssh://)?git@(?P<host>[\w.-]+)(?::[0-9]+(?=/))?[:/]+", re.ASCII | re.IGNORECASE)
_ESCAPED = lazy_pattern(r"%([0-9A-Fa-f]{2})")
_ADDRESS = lazy_pattern(
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
    match = _ADDRESS.match(_ESCAPED.sub(_unescaped, _SSH.sub(r"\g<host>/", address, count=1)))
    if match is None:
        return None
    host, path = match["host"].lower().removeprefix("www."), match["path"] or ""
    written = _Written("https", host, path, in_text)
    if host in _READERS:
        return _READERS[host](written)
    if host.endswith(".sourceforge.net"):
        return _project_site(written)
    if _BITBUCKET.fullmatch(host):
        return _bitbucket_server(written)
    if _SELF_HOSTED.fullmatch(host):
        scheme = match["scheme"].lower() if match["scheme"] and ":" in host else "https"
        return _grouped(written._replace(scheme=scheme))
    return CodeLocation(f"https://{host}/{path}".rstrip("/"), PAGE) if _PAGES.fullmatch(host) else None


def _unescaped(match: re.Match[str]) -> str:
    """Return the character of an escape that may be in a name; another one stays, and ends the name of no project."""
    sign = chr(int(match[1], 16))
    return sign if re.fullmatch(r"[\w.~/:;=-]", sign, re.ASCII) else match[0]


def repository(url: str) -> str:
    """Return the repository of a canonical URL, for comparison: without folder, in lower case."""
    return re.split(r"/(?:-/)?(?:tree|blob|src)/", url, maxsplit=1)[0].lower()

"""Links to a work's code, found in what its authors say of it: abstract and comment.

One repository is taken; where two are named equally, none is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# Hosts that name a repository by owner and name. Project pages (`*.github.io`) are not code.
_HOSTS = ("github.com", "gitlab.com", "bitbucket.org", "codeberg.org", "gitee.com", "git.sr.ht")
# Owners and names that are no one's repository: GitHub's own pages and template place-holders.
_NO_OWNER = frozenset(
    "about apps blog collections contact customer-stories enterprise events explore features login marketplace orgs "
    "pricing search settings site sponsors topics trending username user your-username yourname".split()
)
_HOST = "|".join(re.escape(host) for host in _HOSTS)
_SEGMENT = r"[A-Za-z0-9_.~-]++"
_URL = re.compile(
    rf"(?:https?://|(?<![\w.@/:-]))(?:www\.)?(?P<host>{_HOST})/(?P<owner>{_SEGMENT})/(?P<name>{_SEGMENT})"
    r"(?!/(?:issues|pulls?|discussions|wiki)\b)",
    re.IGNORECASE,
)
_BROKEN_URL = re.compile(r"((?:https?://)?(?:www\.)?(?:github|gitlab)\.com/(?:[\w.-]+/)?)\s*[\r\n]\s*(?=[\w.-]+)")
_TEX = re.compile(r"\\url\s*|\\href\s*|\\texttt\s*|[{}]")
_OWN = re.compile(
    r"\b(?:codes?|codebase|implementations?|models?|software|toolbox|package|library"
    r"|available|released|open-sourced|found|accessed|published)\b",
    re.IGNORECASE,
)
_FOREIGN = re.compile(
    r"\b(?:buil[dt](?:s|ing)? (?:on|upon)|based on|adapted from|borrow(?:ed)? from|we (?:used?|employ|build on|follow)"
    r"|fork(?:ed)? from|thanks to|baseline)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?](?=\s+[A-Z])|[\r\n]{2,}")


def find(text: str) -> list[str]:
    """Return the repositories that a text names, canonical, in order, each once, dependencies left out."""
    return list(dict.fromkeys(link for link, claim in _links(text) if claim >= 0))


def best(texts: list[tuple[str, str]]) -> tuple[str, str] | None:
    """Return the work's own repository and the origin of the text that names it.

    `texts` are pairs of origin and text. A link in a sentence that claims the code goes before a bare one; two
    different ones of equal rank are none.
    """
    ranked = [(claim, link, origin) for origin, text in texts for link, claim in _links(text) if claim >= 0]
    top = max((claim for claim, _, _ in ranked), default=0)
    candidates = {link.lower(): (link, origin) for claim, link, origin in reversed(ranked) if claim == top}
    return next(iter(candidates.values())) if len(candidates) == 1 else None


def _links(text: str) -> Iterator[tuple[str, int]]:
    """Yield canonical links with their claim: 1 owned, 0 bare, -1 somebody else's."""
    lowered = text.lower()
    if not any(host in lowered for host in _HOSTS):
        return
    text = _TEX.sub(" ", _BROKEN_URL.sub(r"\1", text).replace("\\_", "_"))
    for match in _URL.finditer(text):
        name = _cut(match["name"])
        owner = match["owner"]
        if not name or owner.lower() in _NO_OWNER or name.lower().startswith("awesome-"):
            continue
        sentence = _sentence_before(text, match.start())
        claim = -1 if _FOREIGN.search(sentence) else int(bool(_OWN.search(sentence)))
        yield f"https://{match['host'].lower()}/{owner}/{name}", claim


def _cut(name: str) -> str:
    """Cut off what is not the repository's: `.git`, a final dot, the next word behind a dot ("GAN-LTH.Accepted")."""
    name = name.removesuffix(".git").rstrip(".~-_")
    stem, dot, tail = name.rpartition(".")
    if dot and re.fullmatch(r"[A-Z][a-z]+|arXiv[0-9]*", tail):
        name = stem
    return re.sub(r"\.git$", "", name).rstrip(".")


def _sentence_before(text: str, at: int) -> str:
    before = text[max(0, at - 300) : at]
    ends = [match.end() for match in _SENTENCE_END.finditer(before)]
    return before[ends[-1] :] if ends else before

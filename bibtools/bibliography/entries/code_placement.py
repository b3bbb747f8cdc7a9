r"""Code placement: which field of an entry holds the link to the code.

Every BibTeX style but quantum.bst ignores `code`, and many authors' site generators read it; `note` and its
kin are printed, and `\url` protects TeX's special characters in a URL.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from bibtools.bibliography.entries.options import CodeField
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.records.record import CodeLink

CODE: Final = "code"
GITHUB: Final = "github"
NOTE: Final = "note"
ADDENDUM: Final = "addendum"
HOWPUBLISHED: Final = "howpublished"
SOFTWARE: Final = "software"
NONE: Final = "none"
TEXTS: frozenset[CodeField] = frozenset({NOTE, ADDENDUM, HOWPUBLISHED})  # fields that may hold more than the link
# Fields in which an entry may have a link already.
_HOLDING = frozenset(
    """code codeurl code_url codelink code_link urlcode url_code url-code github githuburl gitlab git repo repository
    repourl repo_url software softwareurl website web webpage homepage page project projectpage project_page
    supp supplement supplementary material implementation link links note addendum howpublished url
    annotation""".split()
)
_CODE_ONLY = frozenset({CODE, GITHUB, "codeurl", "code_url", "url_code", "githuburl", "repourl"})  # hold nothing else

_REPOSITORIES = frozenset("git gitlab repo repository repo_url repository_url software implementation".split())
_OWNER_AND_NAME = lazy_pattern(r"(?!n/a\Z)[\w-]+/[\w.-]+", re.ASCII | re.IGNORECASE)


def written(ordered: Sequence[CodeLink], most: int = 1) -> list[CodeLink]:
    """Return the links to write, best first and at most so many; none if the best is unclear.

    Several that the authors claim are all theirs, and are written where there is room for all of them.
    """
    if not ordered:
        return []
    from bibtools.records.codelinks.ranking import CLAIMED, WRITTEN, best, rivals  # where there are some

    claimed = rivals(ordered)
    are_all_own = 1 < len(claimed) <= most and claimed[0].rank == CLAIMED
    return [link for link in ordered if link.rank <= WRITTEN][:most] if are_all_own or best(ordered) else []


def field(where: CodeField, chosen: Sequence[CodeLink]) -> tuple[str, str] | None:
    """Return the field with the links, or None if there are none or they get their own entry."""
    if not chosen or where in {SOFTWARE, NONE}:
        return None
    if where not in TEXTS:
        return where, chosen[0].url
    listed = ", ".join(rf"\url{{{link.url}}}" for link in chosen)
    return where, listed if where == HOWPUBLISHED else f"Code: {listed}"


def holds_link(fields: Sequence[tuple[str, str]]) -> bool:
    """Return whether an entry has a link to code in any field."""
    from bibtools.records.codelinks.addresses import addresses  # for runs that fill
    from bibtools.records.codelinks.code_hosts import KINDS, place

    for name, value in fields:
        if name in _CODE_ONLY and value.strip(" {}"):
            return True
        if name in _REPOSITORIES and _OWNER_AND_NAME.fullmatch(value.strip(" {}")):
            return True
        named = [place(value.strip()), *(each.place for each in addresses(value))] if name in _HOLDING else []
        if any(each and each.kind in KINDS for each in named):
            return True
    return False

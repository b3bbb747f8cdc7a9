r"""Links of a library: URLs in the fields of its entries, each with its span."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bibtools.bibliography.library.blocks import Block, Field, Library
from bibtools.bibliography.library.fields import fields
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.text import Edit, Span
from bibtools.records.codelinks.code_hosts import KNOWN_HOSTS, REPOSITORY, place

# Fields that quote texts of others, or name files of this machine.
_NO_LINKS = frozenset("abstract annote annotation review file localfile pdf keywords".split())
# Fields that hold code, by their letters alone: they may name a repository by owner and name, on the host of that name.
_CODE_FIELDS = frozenset(
    """code codeurl urlcode codelink linkcode github githuburl githublink githubrepo git giturl repo repository repourl
    repositoryurl software softwareurl sourcecode implementation""".split()
)
_HOST_FIELDS = {"gitlab": "gitlab.com", "bitbucket": "bitbucket.org", "codeberg": "codeberg.org"}
# Characters of an address, also as TeX spells them; brackets and another address end it within a text.
_SPELT = r"\\[_%#&~$]|\{\\[_%#&~$]\}|\{?\\textasciitilde(?:\{\}|(?![a-zA-Z]))\}?|\{?\\~\{\}\}?|\\string~|\$\\sim\$"
_PLAIN = r"[^\s{}\"<>\\^`|$]"
_WHOLE = lazy_pattern(
    rf"\s*[{{\"]\s*(?P<address>https?://(?:(?!https?://)(?:{_SPELT}|{_PLAIN}))+)\s*[}}\"]\s*", re.IGNORECASE
)
_HOSTS = "|".join(re.escape(host) for host in KNOWN_HOSTS if not host.startswith("10."))
_SCHEMELESS = rf"(?<![\w.@/:\\-])(?:www\.)?(?=(?:{_HOSTS})/\w)|(?<![\w@])(?:ssh://)?git@(?=[\w.-]+\.[a-z]{{2,}}[:/])"
_IN_TEXT = lazy_pattern(rf"(?:https?://|{_SCHEMELESS})(?:(?!https?://)(?:{_SPELT}|(?![\[\]]){_PLAIN}))+", re.IGNORECASE)
_PART = lazy_pattern(rf"(?:{_SPELT}|(?![\[\]]){_PLAIN})+")
_JOINED = lazy_pattern(r"\s*[}\"]\s*#\s*(?P<next>[{\"])?")
# What stands behind an address that was cut: a sign that none has, a line that ends within a name, what was left out.
_CUT = lazy_pattern(r"[\\^`|$<{]|(?<=[/_-])[ \t]*\r?\n[ \t]*\w|[^\x00-\x7f]")
_LEFT_OUT = lazy_pattern(r"\.{3,}$|…$|-$")
_SPELLING = lazy_pattern(_SPELT)
_OWNER_AND_NAME = lazy_pattern(r"\s*[{\"]+(?P<path>(?!n/a\b)[\w-]+/[\w.-]*[\w-])[}\"]+\s*", re.ASCII | re.IGNORECASE)
_ENDING = ".,;:!?'"
_GITHUB = lazy_pattern(r"https://github\.com/([^/]+)/([^/]+)(?:/.*)?")
_UNDERSCORE = r"(?:_|\\_|\{\\_\})"


class LinkField(NamedTuple):
    """A URL in an entry, without TeX's escapes, and its span in the text."""

    url: str
    span: Span
    block: Block
    field: str
    is_cut: bool = False  # it may go on where a sign stands that no address has


def links(library: Library) -> Iterator[LinkField]:
    """Yield the URLs of the entries that both BibTeX and biber read, in order."""
    for block in library.understood():
        for field in fields(library.text, block)[0]:
            if field.name not in _NO_LINKS:
                yield from _of_field(library.text, block, field)


def holds_code(link: LinkField) -> bool:
    """Return whether a link leads to code: by the name of its field, or to a place that holds nothing else."""
    letters = re.sub(r"[^a-z]", "", link.field.lower())
    found = place(link.url)
    return letters in _CODE_FIELDS or letters in _HOST_FIELDS or (found is not None and found.kind == REPOSITORY)


def _of_field(text: str, block: Block, field: Field) -> Iterator[LinkField]:
    start, end = field.value_span
    if named := _named(text, field):
        yield LinkField(named[0], named[1], block, field.name)
        return
    whole = _WHOLE.fullmatch(text, start, end)
    if whole:
        is_cut = _LEFT_OUT.search(whole["address"]) is not None
        yield LinkField(_plain(whole["address"]), Span(*whole.span("address")), block, field.name, is_cut)
        return
    done = start
    for match in _IN_TEXT.finditer(text, start, end):
        if match.start() < done:
            continue
        written = _alone(match[0])
        more, done = _joined(text, match.start() + len(written), end) if written == match[0] else ("", match.end())
        stop = done if more else match.start() + len(written)
        cut = _CUT.match(text, stop) or _JOINED.fullmatch(text, stop, done) or _LEFT_OUT.search(match[0])
        url = _addressed(_plain(written + more))
        yield LinkField(url, Span(match.start(), stop), block, field.name, cut is not None)


def _joined(text: str, stop: int, end: int) -> tuple[str, int]:
    """Return how an address goes on in the parts that its value is joined with, and where what was read ends."""
    more = ""
    while joined := _JOINED.match(text, stop, end):
        part = _PART.match(text, joined.end(), end) if joined["next"] else None
        if part is None:
            return more, stop if joined["next"] else joined.end()
        more += part[0]
        stop = part.end()
    return more, stop


def _named(text: str, field: Field) -> tuple[str, Span] | None:
    """Return the address of a repository that a field for code names by owner and name, and the span of these."""
    letters = re.sub(r"[^a-z]", "", field.name.lower())
    host = "github.com" if letters in _CODE_FIELDS else _HOST_FIELDS.get(letters)
    match = _OWNER_AND_NAME.fullmatch(text, *field.value_span) if host else None
    return (f"https://{host}/{match['path']}", Span(*match.span("path"))) if match else None


def _addressed(written: str) -> str:
    """Return an address with a scheme: one of SSH as its page."""
    if written.lower().startswith(("git@", "ssh://")):
        found = place(written)
        return found.url if found else f"https://{written.partition('@')[2].replace(':', '/', 1)}"
    return written if "://" in written else f"https://{written}"


def _alone(written: str) -> str:
    """Return a URL without punctuation that ends a sentence or belongs to the next one."""
    written = written.rstrip(_ENDING)
    if written.count(")") > written.count("("):
        written = written.rstrip(")" + _ENDING)
    found = place(written, in_text=True)
    at = written.lower().find(found.url.partition("://")[2].lower()) if found and found != place(written) else -1
    return written[: at + len(found.url.partition("://")[2])] if found and at >= 0 else written


def _plain(written: str) -> str:
    """Return a URL without TeX's escapes."""
    return _SPELLING.sub(_character, written)


def _character(match: re.Match[str]) -> str:
    bare = match[0].strip("{}").removeprefix("\\")
    return bare if len(bare) == 1 else "~"


def renamed(text: str, link: LinkField, new: str) -> Edit | None:
    """Return the edit that renames a GitHub repository, or None if its spelling is too unusual.

    `new` is owner and name. The text after the old name stays, and so does its spelling.
    """
    named = place(link.url)
    old = _GITHUB.fullmatch(named.url) if named else None
    if old is None:
        return None
    spelt = "/".join(re.escape(part).replace("_", _UNDERSCORE) for part in old.groups())
    where = re.compile(
        rf"(?:(?:https?://)?(?:www\.)?github\.com/+)?(?P<old>{spelt})(?![\w%{{\\-])", re.IGNORECASE | re.ASCII
    )
    match = where.match(text, *link.span)
    if match is None:
        return None
    escaped = next((each for each in (r"{\_}", r"\_") if each in text[slice(*link.span)]), "_")
    return Edit(Span(*match.span("old")), new.replace("_", escaped))

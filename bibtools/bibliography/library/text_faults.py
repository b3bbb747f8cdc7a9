"""Faults of texts: markup in titles, capitals that BibTeX loses, spellings of DOIs, addresses and page ranges.

None of them stops a program, and each changes what is printed; so they are reported only on request.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from bibtools.bibliography.entries.options import BIBLATEX, UNICODE
from bibtools.bibliography.library.blocks import ENTRY, Field
from bibtools.bibliography.library.dialect import infer
from bibtools.bibliography.library.examined import Examined
from bibtools.bibliography.library.fault import Fault
from bibtools.bibliography.library.fields import fields
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple
from bibtools.identifiers import doi
from bibtools.tex import latex, title_markup, written_title
from bibtools.tex.letters import EVERYTHING, IN_ASCII, IN_UNICODE

_TITLES = frozenset({"title", "subtitle", "booktitle", "journal", "journaltitle", "series", "publisher"})
_ADDRESSES = frozenset({"url", "ee", "link"})
_KEEPING = IN_ASCII._replace(prints=frozenset({EVERYTHING}))  # a repair replaces no letter by another one
_MOST = 4  # times that one escape hides another: `\&amp;lt;`
# Signs of markup as reference managers escape them for TeX.
_SIGNS = (
    (lazy_pattern(r"\{?\\&\}?(?=(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});)"), "&"),
    (lazy_pattern(r"\{\\textless\}|\\textless\{\}|\$<\$"), "<"),
    (lazy_pattern(r"\{\\textgreater\}|\\textgreater\{\}|\$>\$"), ">"),
)
_ENTITY = lazy_pattern(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_PLAIN_DOI = lazy_pattern(r"10\.[0-9.]+/[A-Za-z0-9._;()/:+-]+", re.ASCII)
_WRAPPED = lazy_pattern(r"\s*\\(?:url|path|nolinkurl)\s*\{([^{}]*)\}\s*")
_ESCAPE = lazy_pattern(
    r"\{\\([_%#&~])\}|\\([_%#&])|\{?\\textunderscore\}?(?:\{\})?|\{?\\textasciitilde\}?(?:\{\})?|\\~\{\}"
)
_RANGE = lazy_pattern(
    r"([A-Za-z]{0,3}\d+)\s*(?:-{1,3}|–|—|\\textendash(?:\{\})?|\{\\textendash\})\s*([A-Za-z]{0,3}\d+)"
)
_PAGES = lazy_pattern(rf"\s*{_RANGE.pattern}(?:\s*,\s*{_RANGE.pattern})*\s*")


class _Repair(NamedTuple):
    """A rule, the fields that it examines, its message about one, and the correct value."""

    rule: str
    names: frozenset[str]
    problem: str
    mended: Callable[[str, bool], str]


def spelling_faults(examined: Examined) -> Iterator[Fault]:
    """Yield the values that could be spelt better, with what should stand there."""
    library = examined.library
    unicode = examined.dialect == BIBLATEX or infer(library).encoding == UNICODE
    for block in library.understood():
        found, problem = fields(library.text, block)
        if block.kind != ENTRY or problem is not None:
            continue
        for field in found:
            for repair in _REPAIRS:
                if field.name in repair.names and (written := _written(library.text, field)) is not None:
                    mended = repair.mended(written[1], unicode)
                    if mended != written[1]:
                        message = f"{field.name} of {block.key} {repair.problem}: write {mended}"
                        data = {"key": block.key, "field": field.name, "replacement": mended.join(written[::2])}
                        yield Fault(field.value_span, repair.rule, message, data)


def _written(text: str, field: Field) -> tuple[str, str, str] | None:
    """Return the delimiters of a value and what is between them; None where it is put together or a macro."""
    value = text[slice(*field.value_span)]
    whole = len(value) > 1 and value[0] + value[-1] in {"{}", '""'}
    inner = value[1:-1]
    depth = 0
    for sign in inner:
        depth += (sign == "{") - (sign == "}")
        if depth < 0 or (not depth and sign == '"' and value[0] == '"'):
            return None
    return (value[0], inner, value[-1]) if whole and not depth else None


def without_markup(value: str, unicode: bool) -> str:  # noqa: FBT001 - called by place, as the other repairs are
    """Return a value of LaTeX without tags and entities, which its formulas may hold."""
    pieces, done = [], 0
    for start, end in [*latex.math_spans(value), (len(value), len(value))]:
        pieces += [_unmarked(value[done:start], unicode=unicode), value[start:end]]
        done = end
    mended = "".join(pieces)
    return mended if mended.count("{") - mended.count("}") == value.count("{") - value.count("}") else value


def _unmarked(text: str, *, unicode: bool) -> str:
    original = text

    def resolved(match: re.Match[str]) -> str:
        from html import unescape  # a large table, for those who ask

        letter = unescape(match[0])
        if letter == match[0] or letter in "<>":
            return letter
        return " " if letter == "\xa0" else latex.encode(letter, IN_UNICODE if unicode else _KEEPING)

    for _ in range(_MOST):
        before = text
        for sign, plain in _SIGNS:
            text = sign.sub(plain, text)
        text = _ENTITY.sub(resolved, text)
        if text == before:
            break
    if not _has_markup(original):
        return original
    tagless = title_markup.to_tex(text) if "<" in text else text
    return re.sub(r"(?<!\$)[<>](?!\$)", lambda match: f"${match[0]}$", tagless)


def _has_markup(text: str) -> bool:
    """Return whether there is an entity or a tag, however its signs are escaped."""
    for sign, plain in _SIGNS:
        text = sign.sub(plain, text)
    from html import unescape  # the same

    is_entity = any(unescape(each) != each for each in _ENTITY.findall(text))
    return is_entity or ("<" in text and title_markup.stripped(text) != text)


def with_capitals(value: str, unicode: bool) -> str:  # noqa: ARG001, FBT001 - as the other repairs
    """Return a title with braces around the capitals that BibTeX would lose."""
    return written_title.with_capitals(value)


def bare_doi(value: str, unicode: bool) -> str:  # noqa: ARG001, FBT001 - as the other repairs
    """Return the bare DOI in a field, in its own case; the unchanged value if that is not a plain DOI."""
    found = doi.parse(value)
    if found is None or not _PLAIN_DOI.fullmatch(found.value) or value.lower() == found.value:
        return value
    same = re.search(re.escape(found.value), value, re.IGNORECASE)
    return same[0] if same else found.value


def plain_address(value: str, unicode: bool) -> str:  # noqa: ARG001, FBT001 - as the other repairs
    r"""Return an address without `\url` and without what escapes its signs."""
    inner = wrapped[1] if (wrapped := _WRAPPED.fullmatch(value)) else value
    if "://" not in inner:
        return value
    plain = _ESCAPE.sub(
        lambda match: match[1] or match[2] or ("~" if "~" in match[0] or "tilde" in match[0] else "_"), inner
    )
    return plain.strip() if not any(sign in plain for sign in "{}\\") else value


def page_dashes(value: str, unicode: bool) -> str:  # noqa: ARG001, FBT001 - as the other repairs
    """Return page ranges with two hyphens; what may be an article's own number stays."""
    if not _PAGES.fullmatch(value):
        return value

    def dashed(match: re.Match[str]) -> str:
        first, last = match.groups()
        alike = first.rstrip("0123456789").lower() == last.rstrip("0123456789").lower()
        ascending = int(re.sub(r"\D", "", first)) < int(re.sub(r"\D", "", last))
        return f"{first}--{last}" if alike and ascending else match[0]

    return _RANGE.sub(dashed, value)


_REPAIRS = (
    _Repair("markup-in-title", _TITLES, "contains HTML markup, which TeX prints literally", without_markup),
    _Repair("unprotected-capital", frozenset({"title"}), "loses capitals in most styles", with_capitals),
    _Repair("doi-spelling", frozenset({"doi"}), "is not just the DOI", bare_doi),
    _Repair("url-spelling", _ADDRESSES, "is not just the URL", plain_address),
    _Repair("page-dash", frozenset({"pages"}), "does not have the dash of a range", page_dashes),
)

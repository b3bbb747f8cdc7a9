r"""Link forms: how markup writes a link with a label, each rewritten as Markdown's `[label](address)`.

`<a href="…">label</a>`, `[label][name]`, `` `label <…>`_ ``, `[[…][label]]`, `#link("…")[label]`, `https://…[label]`,
and badges, whose label is the text or the address of their image.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.text import Span
from bibtools.sources.relaid_text import RelaidText, Rewrite

_MOST_USES = 20_000  # of definitions in a text; each repeats an address
_LONGEST = 500  # characters of an address that is repeated

_DEFINITION = lazy_pattern(
    r"^ {0,3}(?:\[(?P<name>[^\[\]\n^][^\[\]\n]{0,200})\]:[ \t]*\n?[ \t]*<?(?P<url>[^\s<>]+)>?"
    r"(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\)))?"
    r"|\.\. _(?P<name2>`[^`\n]+`|[^:\n`]+):[ \t]+(?P<url2>\S+))[ \t]*\r?$\n?",
    re.MULTILINE,
)
# https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html#substitution-definitions
_SUBSTITUTION = lazy_pattern(
    r"^(?P<indent>[ \t]*)\.\. \|(?P<name>[^|\s](?:[^|\n]{0,98}[^|\s])?)\|[ \t]+(?P<kind>replace|image)::[ \t]*"
    r"(?P<value>[^\n]*(?:\n(?P=indent)[ \t]+[^\s][^\n]*)*)(?:\n|\Z)",
    re.MULTILINE,
)
_SUBSTITUTED = lazy_pattern(r"\|(?P<name>[^|\s](?:[^|\n]{0,98}?[^|\s])?)\|(?P<link>_{1,2}(?!\w))?")
_OPTION = lazy_pattern(r"\n[ \t]+:(?P<name>target|alt):[ \t]*(?P<value>[^\n]*?)[ \t]*(?=\n|\Z)")
_USE = lazy_pattern(
    r"(?<!\\)(?P<text>\[(?P<label>(?:[^\[\]\n]|\[(?:[^\[\]\n]|\[[^\[\]\n]{0,99}\]){0,200}\](?:\([^()\n]{0,500}\))?){0,300})\])"
    r"(?P<name>\s?\[[^\[\]\n]*\])?(?![(:])"
    r"|(?P<rst>`(?P<phrase>[^`<>\n]+)`_(?!_)|(?<![\w`:/.<_])(?P<word>[A-Za-z0-9][\w.+-]*?)_(?![\w_]))"
)
_RST_LINK = lazy_pattern(r"`(?P<label>[^`<>]{0,200}?)\s*<(?P<url>https?://[^`<>\s]+)>`_{1,2}")
_ORG_LINK = lazy_pattern(r"\[\[(?P<url>https?://[^\[\]\s]+)\](?:\[(?P<label>[^\[\]]{0,200})\])?\]")
_TYPST_LINK = lazy_pattern(r"#?\blink\(\s*\"(?P<url>[^\"\n]+)\"\s*,?\s*\)?\s*(?:\[(?P<label>[^\[\]]{0,200})\]\)?)?")
_ASCIIDOC_LINK = lazy_pattern(
    r"(?:link:|(?<![\w(\[<\"'=:]))(?:\+\+)?(?P<url>https?://[^\s\[\]()<>\"]+?)(?:\+\+)?\[(?P<label>[^\[\]\n]{1,200})\](?!\()"
)
_ANCHOR = lazy_pattern(
    r"<a\b(?P<before>[^<>]*?)\bhref\s*=\s*(?P<quote>[\"']?)(?P<url>[^\s\"'<>]+)(?P=quote)(?P<after>[^<>]*)>"
    r"(?P<shown>(?:(?!</a\b|<a\b)[^\0]){0,1500}?)</a\s*>",
    re.IGNORECASE,
)
_BADGE = lazy_pattern(
    r"\[[ \t]*!\[(?P<alt>[^\[\]\n]{0,200})\](?:\((?P<image>[^()\s]*)[^()\n]*\)|\[[^\[\]\n]*\])[^\[\]\n]{0,20}\]"
    r"\((?P<url>[^()\s]+)\)"
)
_IMAGE = lazy_pattern(r"<(?:img|i|span|svg|svelte:icon)\b(?P<attributes>[^<>]*)>", re.IGNORECASE)
_ALT = lazy_pattern(r"\b(?:alt|title|aria-label)\s*=\s*(?:\"(?P<a>[^\"]*)\"|'(?P<b>[^']*)')", re.IGNORECASE)
_TAG = lazy_pattern(r"<[^<>]*>")
_NO_LABEL = lazy_pattern(r"\W*(?:stars?|badges?|img|image|icon|logo|shields?|forks?)?\W*", re.IGNORECASE)
# What the address of an image reveals about the link around it.
_PICTURED = (
    (lazy_pattern(r"unofficial|third[-_ ]?party", re.IGNORECASE), "unofficial"),
    (lazy_pattern(r"data[-_ ]?set|hugging ?face|model", re.IGNORECASE), "dataset or model"),
    (lazy_pattern(r"code|git", re.IGNORECASE), "code"),
    (lazy_pattern(r"arxiv|pdf|paper", re.IGNORECASE), "paper"),
    (lazy_pattern(r"project|website|home|page|globe|link", re.IGNORECASE), "page"),
    (lazy_pattern(r"video|youtube", re.IGNORECASE), "video"),
)


def with_markdown_links(laid: RelaidText) -> RelaidText:
    """Return a text in which links of any markup are those of Markdown."""
    forms: tuple[tuple[str, Callable[[str], Iterator[Rewrite]]], ...] = (
        ("href", _anchors),
        ("HREF", _anchors),
        (">`_", _of(_RST_LINK)),
        ("[[http", _of(_ORG_LINK)),
        ("link(", _of(_TYPST_LINK)),
        ("[", _of(_ASCIIDOC_LINK)),
    )
    if ".. |" in laid.text:
        laid = laid.rewritten(_substitutions(laid.text))
    for hint, rewrites in forms:
        if hint in laid.text:
            laid = laid.rewritten(rewrites(laid.text))
    if "]:" in laid.text or ".. _" in laid.text:
        laid = laid.rewritten(_resolved(laid.text))
    return laid.rewritten(_badges(laid.text)) if "![" in laid.text else laid


def _of(form: re.Pattern[str]) -> Callable[[str], Iterator[Rewrite]]:
    def rewrites(text: str) -> Iterator[Rewrite]:
        for match in form.finditer(text):
            url = Span(*match.span("url"))
            label = Span(*match.span("label"))
            parts = ("[", label, "](", url, ")") if label.start >= 0 else (url,)
            yield Rewrite(Span(*match.span()), parts)

    return rewrites


def _anchors(text: str) -> Iterator[Rewrite]:
    for match in _ANCHOR.finditer(text):
        yield Rewrite(Span(*match.span()), (f"[{_shown(match)}](", Span(*match.span("url")), ")"))


def _shown(match: re.Match[str]) -> str:
    """Return the words that an element shows; those of its image, or of itself, where it shows none."""
    shown = " ".join(_TAG.sub(" ", match["shown"]).split())
    if re.search(r"\w", shown):
        return re.sub(r"[\[\]]", " ", shown)
    attributes = [each["attributes"] for each in _IMAGE.finditer(match["shown"])] + [match["before"] + match["after"]]
    alts = [alt["a"] or alt["b"] or "" for each in attributes for alt in _ALT.finditer(each)]
    return _pictured(next(iter(alts), ""), " ".join(attributes))


def _pictured(alt: str, image: str) -> str:
    """Return what an image is called: by its text, or else by its address."""
    if not _NO_LABEL.fullmatch(alt):
        return re.sub(r"[\[\]]", " ", alt)
    return next((name for pattern, name in _PICTURED if pattern.search(image)), alt)


def _badges(text: str) -> Iterator[Rewrite]:
    for match in _BADGE.finditer(text):
        label = _pictured(match["alt"], match["image"] or "")
        yield Rewrite(Span(*match.span()), (f"[{label}](", Span(*match.span("url")), ")"))


def _substitutions(text: str) -> Iterator[Rewrite]:
    """Yield the rewrites that put what a name of reStructuredText stands for in its place: `|name|`."""
    defined = {_folded(match["name"]): match for match in _SUBSTITUTION.finditer(text)}
    places = sorted(match.span() for match in defined.values())
    rewrites, used, number = list[Rewrite](), set[str](), 0
    match = _SUBSTITUTED.search(text) if defined else None
    while match and len(rewrites) < _MOST_USES:
        while number < len(places) and places[number][1] <= match.start():
            number += 1
        if number < len(places) and places[number][0] <= match.start():  # in a definition
            match = _SUBSTITUTED.search(text, places[number][1])
            continue
        named = defined.get(_folded(match["name"]))
        if named is None:  # the bar may be the first one of a name that follows
            match = _SUBSTITUTED.search(text, match.start() + 1)
            continue
        used.add(_folded(match["name"]))
        rewrites.append(Rewrite(Span(*match.span()), _substitute(named, is_link=match["link"] is not None)))
        match = _SUBSTITUTED.search(text, match.end())
    yield from sorted([*rewrites, *(Rewrite(Span(*defined[name].span()), ()) for name in used)])


def _substitute(named: re.Match[str], *, is_link: bool) -> tuple[str | Span, ...]:
    """Return what stands for a name: words, or a link with what its image is called."""
    start, end = named.span("value")
    if named["kind"] == "replace":
        words = Span(start, min(end, start + 4 * _LONGEST))
        return ("`", words, "`_") if is_link else (words,)
    options = {each["name"]: each for each in _OPTION.finditer(named.string, start, end)}
    image = named["value"].split("\n", 1)[0]
    label = _pictured(options["alt"]["value"] if "alt" in options else "", image)
    if "target" not in options:
        return (re.sub(r"[\[\]]", " ", label),)
    return (f"[{label}](", Span(*options["target"].span("value")), ")")


def _resolved(text: str) -> Iterator[Rewrite]:
    """Yield the rewrites that put addresses where they are referred to, in place of where they are defined."""
    defined: dict[str, re.Match[str]] = {}
    for match in _DEFINITION.finditer(text):
        defined.setdefault(_folded(match["name"] or match["name2"]), match)
    if not any("://" in (match["url"] or match["url2"]) for match in defined.values()):
        return
    places = {match.start(): name for name, match in defined.items()}
    uses = list(_uses(text, defined))
    used = {name for name, _ in uses}
    dropped = [Rewrite(Span(*defined[name].span()), ()) for _, name in places.items() if name in used]
    if len(uses) <= _MOST_USES:
        yield from sorted([*dropped, *(each for _, each in uses)])


def _uses(text: str, defined: Mapping[str, re.Match[str]]) -> Iterator[tuple[str, Rewrite]]:
    match = _USE.search(text)
    while match:
        found = _use(match, defined)
        if found:
            yield found
        match = _USE.search(text, found[1].span.end if found else match.start() + 1)


def _use(match: re.Match[str], defined: Mapping[str, re.Match[str]]) -> tuple[str, Rewrite] | None:
    """Return which definition some words refer to, and the rewrite that puts its address there."""
    if match["rst"]:
        shown = "phrase" if match["phrase"] else "word"
        name, where, words = match[shown], Span(*match.span()), Span(*match.span(shown))
    else:
        # `[one] [two]` is a label and a name, unless each is a name.
        alone = (match["name"] or "[").strip() == match["name"] or _folded(match["label"]) not in defined
        given = match["name"] if match["name"] and alone else ""
        name = given.strip(" \n[]") or match["label"]
        where = Span(match.start(), match.end() if given else match.end("text"))
        words = Span(match.start("text") + 1, match.end("text") - 1)
    named = defined.get(_folded(name))
    if named is None or named.start() <= match.start() < named.end():
        return None
    url = Span(*named.span("url" if named["url"] else "url2"))
    rewrite = Rewrite(where, ("[", words, "](", url, ")"))
    return (_folded(name), rewrite) if url.end - url.start <= _LONGEST else None


def _folded(name: str) -> str:
    return " ".join(name.strip("` ").lower().split())

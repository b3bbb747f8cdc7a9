r"""The structure of Markdown texts: libraries in YAML blocks and directives, and the texts that they include.

Quarto: https://quarto.org/docs/authoring/includes.html; knitr: https://yihui.org/knitr/options/#child-documents;
MyST: https://myst-parser.readthedocs.io/en/latest/syntax/organising_content.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.text import blank
from bibtools.sources import front_matter, markdown, rst, tex_names
from bibtools.sources.lexer import spans
from bibtools.sources.structure import NONE, Inclusion, LibraryName, Structure

# A block of YAML begins the text, or follows a blank line and is not followed by one.
_BLOCK = lazy_pattern(
    r"---(?:(?<=\A---)|(?<=\A\ufeff---)|(?<=\n\n---)|(?<=\n\r\n---))[ \t]*\r?\n(?![ \t]*\r?\n)"
    r"(?:(?!(?:---|\.\.\.)[ \t]*\r?$)[^\n]*+\n){0,2000}+"
    r"(?=(?:---|\.\.\.)[ \t]*\r?$)",
    re.MULTILINE,
)
_COMMAND = lazy_pattern(r"(?<!\\)\\(?:bibliography|nobibliography|addbibresource)\s?(?:\[([^\[\]]*)\])?\{([^{}]*)\}")
_INCLUSION = lazy_pattern(
    r"""
      \{\{<[ \t]{0,9}include[ \t]+["']?(?P<quarto>[^\s"'<>{}][^"'<>{}\n]*?)["']?[ \t]{0,9}>\}\}
    | ^[ \t]{0,9}!include[ \t]+["']?(?P<pandoc>[^"'\s{}]+)["']?[ \t]*\r?$
    | ^[ \t]{0,9}:{3,9}[ \t]{0,9}\{include\}[ \t]+(?P<colons>[^\s`]+)
    | ^[ \t]{0,9}--8<--[ \t]+["'](?P<snippet>[^"'\n]+)["']
    | `r[ \t]+(?:knitr::)?knit_child\(["'](?P<inline>[^"'\n]+)["']
    """,
    re.VERBOSE | re.MULTILINE,
)
_INCLUDING = ("include", "--8<--", "knit_child")  # the long pattern is searched only where one occurs
_BIBLIOGRAPHY = lazy_pattern(r"^[ \t]{0,9}:{3,9}[ \t]{0,9}\{bibliography\}[ \t]+([^\r\n]+)", re.MULTILINE)
_FENCE = lazy_pattern(r"[\s>]*+(?:`{3,}|~{3,})[ \t]*\{(include|bibliography)\}[ \t]+([^\r\n]+)")
_CHUNK = lazy_pattern(r"[\s>]*+(?:`{3,}|~{3,})[ \t]*\{[a-zA-Z]+\b[^\n]{0,2000}")
_CHILD = lazy_pattern(r"\bchild[ \t]*[=:][ \t]*(?:c\(|\[)?[ \t]*([^\r\n)\]}]*)")
_CHILD_LINE = lazy_pattern(r"^[ \t]*#\|[ \t]*child[ \t]*:[^\r\n]*", re.MULTILINE)
_NAME = lazy_pattern(r"[\"']([^\"'\n]+)[\"']|([^\s\"',]+\.\w+)")
_WORDS = lazy_pattern(r"bibliography|references:|include|child|--8<--")


def structure(text: str) -> Structure:
    """Return the structure of a Markdown text's document: it is the root of one where it names a library."""
    near = [match.start() for match in _WORDS.finditer(text)]
    if not near:
        return NONE
    # A shortcode is code to a reader of citations, and may include a file.
    found = [each for each in markdown.constructs(text, near) if not text.startswith("{{", each.span.start)]
    live = blank(text, [*spans(found, frozenset({"code", "comment"})), *markdown.indented(text, near)])
    fences = [text[start:end] for start, end in spans(found, frozenset({"code"}))]
    fronts = list(_front_matter(text, live))
    libraries = [*(name for each in fronts for name in each.libraries), *_libraries(live)]
    libraries += [name for each in fences for name in _of_directive(each)]
    defined = [key for each in fronts for key in each.defined]
    named = [*_inclusions(live), *(name for each in fences for name in _children(each))]
    return Structure(
        is_root=bool(libraries or defined),
        inclusions=tuple(dict.fromkeys(_inclusion(each) for each in named if _is_path(each))),
        is_open=any("{{" in each for each in named),
        libraries=tuple(dict.fromkeys(libraries)),
        defined=tuple(dict.fromkeys(defined)),
        key_prefixes=rst.key_prefixes(text) if ":keyprefix:" in text else (),
        elsewhere=tuple(dict.fromkeys(name for each in fronts for name in each.elsewhere)),
    )


def _front_matter(text: str, live: str) -> Iterator[front_matter.FrontMatter]:
    for block in _BLOCK.finditer(live):
        begin = live.index("\n", block.start())
        yield front_matter.read(text[begin : block.end()])


def _libraries(live: str) -> Iterator[LibraryName]:
    for command in _COMMAND.finditer(live) if "\\" in live else ():
        if "#" not in command[2]:
            yield from tex_names.libraries(command[2], {}, option=command[1] or "")
    for directive in _BIBLIOGRAPHY.finditer(live) if "{bibliography}" in live else ():
        yield from _bibs(directive[1])


def _bibs(names: str) -> Iterator[LibraryName]:
    yield from (LibraryName(name, "own") for name in names.split() if name.lower().endswith(".bib"))


def _of_directive(fence: str) -> Iterator[LibraryName]:
    header = _FENCE.match(fence)
    if header and header[1] == "bibliography":
        yield from _bibs(header[2])


def _inclusions(live: str) -> Iterator[str]:
    for match in _INCLUSION.finditer(live) if any(each in live for each in _INCLUDING) else ():
        yield match[match.lastgroup or 0].strip()


def _children(fence: str) -> Iterator[str]:
    """Yield what a fence includes: it is a directive of MyST, or the code of a chunk with children."""
    if directive := _FENCE.match(fence):
        if directive[1] == "include":
            yield directive[2].strip()
        return
    header = _CHUNK.match(fence)
    if header is None:
        return
    for each in (header[0], *_CHILD_LINE.findall(fence)):
        if child := _CHILD.search(each):
            yield from (quoted or bare for quoted, bare in _NAME.findall(child[1]))


def _is_path(name: str) -> bool:
    return bool(name) and "://" not in name and "{{" not in name


def _inclusion(name: str) -> Inclusion:
    return Inclusion(name.lstrip("/"), base="project") if name.startswith("/") else Inclusion(name, base="own")

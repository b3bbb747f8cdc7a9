"""The registry of file types: the suffixes of each, its scanner, and how its texts spell, comment and name things.

A new type is one `FileType` here, and its scanner's module. The hook's quick scan uses this for files that changed,
so this module loads nothing that `re` does not: no `typing`, no pattern is compiled, no scanner is imported.
"""

from __future__ import annotations

from enum import Enum

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

LIBRARY = ".bib"  # walked by `scan`; for `sync` a library in a folder is a target, not a source


class Spelling(Enum):
    """How a file encodes characters; the value is a pattern, in bytes, of encoded characters that may be part of an id.

    Percent escapes and invisible characters are not included: they occur in every type.
    """

    PLAIN = b""  # as they are
    ENTITIES = rb"&(?=#?[A-Za-z0-9]{2,16};[0-9.])|<(?i:wbr)"  # HTML: by name or number; a place for a line break
    ESCAPES = rb"\\(?=[u/])|\.(?<=[0-9]{4}\.)(?=[0-9]{0,2}-?\\n)|/(?<=[A-Za-z]/)(?=[0-9]{0,4}-?\\n)"  # JSON


class Naming(Enum):
    """Where a text names its libraries, as far as is known without scanning it."""

    FRONT_MATTER = "front matter"  # in the YAML that it begins with
    COMMANDS = "commands"  # of TeX, each on one line
    ANYWHERE = "anywhere"


class FileType:
    """A type of files; its scanner is a module next to this one.

    That has `scan(source, today)`; with `citing`, `citations(text)`; with `libraries`, `libraries(text)`; with
    `structure`, `structure(text)`; and if comments or code in its texts are not prose, `dead(text)`.
    """

    __slots__ = (
        "built", "citing", "comment", "hint", "libraries", "lists_papers", "name", "named", "naming", "plainly_cited",
        "scanner", "searched", "spelling", "structure", "walked",
    )  # fmt: skip

    def __init__(  # noqa: PLR0913 - one for each thing that types differ in
        self,
        name: str,
        *,
        scanner: str,
        spelling: Spelling,
        walked: tuple[str, ...] = (),
        named: tuple[str, ...] = (),
        comment: str | None = None,
        libraries: bytes = b"",
        structure: bytes = b"",
        built: bytes = b"",
        naming: Naming = Naming.ANYWHERE,
        hint: bytes = b"",
        citing: bytes = b"",
        plainly_cited: bytes = b"",
        lists_papers: bool = False,
        searched: bool = True,
    ) -> None:
        """Define a type; `spelling` has no default, since any assumption would lose papers."""
        self.name: Final = name
        self.scanner: Final = scanner
        self.spelling: Final = spelling
        self.walked: Final = walked  # suffixes that a walk through a folder reads: texts that people cite papers in
        self.named: Final = named  # suffixes of files that are read where they are named: style files, for example
        self.comment: Final = comment  # how a comment begins that may hold the pragma; None for any of the usual ones
        self.libraries: Final = libraries  # finds, in bytes, what may name a library; nothing where no text names one
        self.structure: Final = structure  # finds, in bytes, what may say something of a document; nothing as above
        self.built: Final = built  # finds, in the first bytes, what may say that a build wrote the text
        self.naming: Final = naming
        self.hint: Final = hint  # finds, in bytes, what may be an id besides what is one everywhere
        self.citing: Final = citing  # finds, in bytes, what may be a citation; nothing where no text cites by keys
        # Finds, in bytes, what is harmless among that: lists of keys in groups, and what reports never take for a key.
        self.plainly_cited: Final = plainly_cited
        self.lists_papers: Final = lists_papers  # whether people keep lists of papers with their code in such files
        self.searched: Final = searched  # whether papers are looked for by their words

    def __repr__(self) -> str:
        """Return what tests and debuggers show."""
        return f"<FileType {self.name}>"

    @property
    def suffixes(self) -> tuple[str, ...]:
        """All suffixes, lower-case and with their dots."""
        return self.walked + self.named

    @property
    def is_plainly_spelled(self) -> bool:
        """Whether the patterns for all types find every id in the bytes of such a file."""
        return self.spelling is Spelling.PLAIN and not self.hint


# Every alternative begins with one literal sign, and the rarer, the faster a text is searched.
#
# Commands of TeX, and the comments that name a root for its editors; macros that name libraries have "bib" in theirs.
_STRUCTURE_OF_TEX = (
    rb"\\(?=(?:sub)?(?:import|include(?!graphics|only|pdf)|input)|@{1,2}i?input|InputIfFileExists|subfile|markdownInput"
    rb"|loadglsentries|usebtxdataset|component|environment|usepackage|RequirePackage|LoadClass|document(?:class|style)|start(?:text|product)|bye|newcites"
    rb"|(?:(?:re)?new|provide|DeclareRobust)[cC]ommand|[A-Za-z]*DocumentCommand|[egx]?def(?![A-Za-z@])|let(?![A-Za-z@])"
    rb"|(?:lst|re)?newenvironment|newrobustcmd|(?:re)?newtcblisting|newminted|exclude(?:comment|version)|(?:lst)?(?:Make|Define)Short"
    rb"|[A-Z][A-Za-z]*(?:Environment|TCBListing)(?![A-Za-z])"
    rb"|[A-Za-z@]*(?:[bB]ib|BIB)|harvarditem|newrefsection|entry\{|keyalias\{"
    rb"|begin\s*\{(?:document|refsection|btSect|filecontents))"
    rb"|<(?=<[^\n]{0,500}child)|k(?=nit_child\()"
    rb"|!(?=[ \t]*[tT][eE][xX][ \t])|-(?<=[tT][eE][xX]-)(?=[mM][aA][sS][tT][eE][rR]:)"
)

# Commands that cite or define keys; classes make more of them, whose names hold one of these words, too.
_CITING_OF_TEX = (
    rb"\\(?=[A-Za-z@]*[cC]it(?:e|ation)|[a-z]*cquote|bib(?:entry|item|\s*\{)|entry\{|harvarditem|apud"
    rb"|begin\s*\{[a-z]*displaycquote|(?:csname\s*|@nameuse\s*\{)[A-Za-z]*[cC]ite|docsvlist)"
)
# A command with one list of keys, and nothing that another reader of it could take for more.
_PLAINLY_CITED_IN_TEX = (
    rb"\\(?![A-Za-z@]*cites)[A-Za-z@]*[cC]ite[A-Za-z@]*+\*?(?:\[[^][{}\\%]*+\]){0,2}\{(?P<tex>[^{}\\%]*+)\}"
    rb"(?!\s*+(?:%[^\n]*+\n\s*+)*+[{\[(<])|\\bibitem(?:\[[^][{}\\%]*+\])?\{[^{}\\%]*+\}"
)

TEX = FileType(
    "LaTeX",
    scanner="tex",
    spelling=Spelling.PLAIN,
    walked=(".tex", ".ltx", ".latex", ".rnw", ".snw", ".rtex", ".texw", ".lhs"),
    named=(".sty", ".cls", ".bbl", ".aux", ".tikz", ".mkiv", ".mkxl"),
    citing=_CITING_OF_TEX,
    plainly_cited=_PLAINLY_CITED_IN_TEX,
    comment="%",
    libraries=rb"b(?=ibliography|ibresource|(?<=globalb)ib|(?<=sectionb)ib)",
    structure=_STRUCTURE_OF_TEX,
    built=rb"ptions for packages loaded|lmodern\}|maxwidth is the original|Stop auto-indenting|compiler:|enerated by",
    naming=Naming.COMMANDS,
)
MARKDOWN = FileType(
    "Markdown",
    scanner="markdown",
    spelling=Spelling.PLAIN,
    walked=(
        ".md",
        ".markdown",
        ".mkd",
        ".mkdn",
        ".mdown",
        ".mdwn",
        ".mdx",
        ".qmd",
        ".rmd",
        ".rmarkdown",
        ".jmd",
        ".pmd",
    ),
    built=rb"is generated from|AUTOMATICALLY GENERATED|ade by bibtools",
    citing=rb"@|" + _CITING_OF_TEX + rb"|\{(?=%|[a-z]*cite|bibliography\})|cite(?<=[<#-]cite)",
    plainly_cited=(
        _PLAINLY_CITED_IN_TEX
        + rb"|[\w.@/\\]@|@(?<![\w.@/\\]@)(?P<signed>\w++(?:[:.#$%&\-+?<>~/]\w++)*+)(?![:.#$%&\-+?<>~/]*+[\x80-\xff])"
    ),
    comment="<!--",
    libraries=rb"b(?=ibliography:)",
    structure=(
        rb"b(?=ibliography(?:[-_]\w+)?[\"']?\s*[:{}\[]|ibresource)|\n(?=references:)|c(?=hild[ \t]*[=:]|hild\()"
        rb"|\{(?=\{<\s*include|include\})|!(?=include[ \t])|-(?=-8<--)"
    ),
    naming=Naming.FRONT_MATTER,
    lists_papers=True,
)
RST = FileType(
    "reStructuredText",
    scanner="rst",
    spelling=Spelling.PLAIN,
    walked=(".rst", ".rest"),
    built=rb"is generated from|AUTOMATICALLY GENERATED",
    citing=rb"cite(?=[a-z:]*:`)|\](?=_)|:(?=(?:all|filter):)",
    plainly_cited=rb"\]_",
    comment="..",
    libraries=rb"b(?=ibliography::)",
    structure=rb"b(?=ibliography::)|i(?=nclude::)",
    lists_papers=True,
)
ORG = FileType(
    "Org",
    scanner="org",
    spelling=Spelling.PLAIN,
    walked=(".org",),
    citing=rb"[cC]it(?=e)|ibentry|" + _CITING_OF_TEX,
    comment="#",
    # Keywords are in any case, and LaTeX's commands count, too.
    libraries=rb"[bB](?=(?i:ibliography):)|b(?=ibliography(?<=[\\o]bibliography)|ibresource|(?<=globalb)ib|(?<=sectionb)ib)",
    structure=rb"[bB](?=(?i:ibliography):)|b(?=ibliography(?<=[\\o]bibliography)|ibresource|(?<=globalb)ib|(?<=sectionb)ib)"
    rb"|\+(?=(?i:include|setupfile):)",
    lists_papers=True,
)
ASCIIDOC = FileType(
    "AsciiDoc",
    scanner="asciidoc",
    spelling=Spelling.PLAIN,
    walked=(".adoc", ".asciidoc"),
    citing=rb"cit(?=e)|bib(?=:)|ib(?=item|entry)",
    comment="//",
    libraries=rb"b(?=ib(?:tex-file|liography-database):|ibliography::[^\[\s])",
    structure=rb"b(?=ib(?:tex-file|liography-database):|ibliography::[^\[\s])|i(?=nclude::)|:(?=[\w-]+:[ \t])",
    lists_papers=True,
)
LYX = FileType(
    "LyX",
    scanner="lyx",
    spelling=Spelling.PLAIN,
    walked=(".lyx",),
    citing=rb"CommandInset (?=citation|bibitem)|b(?=ackslash\r?\n)",
    comment="",  # notes are insets of many lines
    libraries=rb"b(?=ibfiles \")",
    searched=False,
)
TYPST = FileType(
    "Typst",
    scanner="typst",
    spelling=Spelling.PLAIN,
    walked=(".typ",),
    citing=rb"@|cite\b|ref\(|full(?=\s*:)",
    plainly_cited=rb"@",
    comment="//",
    libraries=rb"b(?=ibliography\()",
    structure=rb"#(?=include|import)|c(?=ite\b)|r(?=ef\b)"
    rb"|b(?=ibliography\(|ib(?:liography)?(?:[-_]?(?:files?|paths?))?[ \t]*:)",
    lists_papers=True,
)
HTML = FileType(
    "HTML",
    scanner="html",
    spelling=Spelling.ENTITIES,
    walked=(".html", ".htm", ".xhtml"),
    built=rb"<",
    citing=rb"cite|\{(?=%)",
    comment="<!--",
    lists_papers=True,
)
PYTHON = FileType(
    "Python",
    scanner="python",
    spelling=Spelling.PLAIN,
    walked=(".py",),
    named=(".pyi", ".pyw"),
    comment="#",
    searched=False,
)
R = FileType(
    "R",
    scanner="r",
    spelling=Spelling.PLAIN,
    walked=(".r",),
    citing=rb"\\(?=insert)|\[(?=[^][\r\n@]{0,200}@)",
    comment="#",
    searched=False,
)
JULIA = FileType(
    "Julia",
    scanner="julia",
    spelling=Spelling.PLAIN,
    walked=(".jl",),
    citing=rb"\](?=\(@)",
    comment="#",
    searched=False,
)
CFF = FileType(
    "citation files",
    scanner="cff",
    spelling=Spelling.PLAIN,
    walked=(".cff",),
    comment="#",
    searched=False,
)
NOTEBOOK = FileType(
    "notebooks",
    scanner="notebook",
    spelling=Spelling.ESCAPES,
    walked=(".ipynb",),
    citing=rb"@|\{(?=%)|\](?=_)|[cC]it(?=e|ation)|bib(?=entry|item)|entry(?=\{)|harvarditem|apud|c(?=quote)|bib",
    comment="",  # its cells are examined one by one
    libraries=rb"b(?=ibliography:)",
    structure=rb"b(?=ibliography)|i(?=nclude)|c(?=hild)|-(?=-8<--)",
)
BIB = FileType(
    "libraries",
    scanner="bib",
    spelling=Spelling.PLAIN,
    named=(LIBRARY,),
    comment="%",
    hint=rb"=(?=\s*[{\"]\s*[0-9]{7})",  # a number that another field completes
    searched=False,
)
PLAIN = FileType(  # and everything whose suffix is not in here
    "plain text",
    scanner="plain",
    spelling=Spelling.PLAIN,
    walked=(".txt", ".text"),
    lists_papers=True,
)
TYPES = (TEX, LYX, MARKDOWN, RST, ORG, ASCIIDOC, TYPST, HTML, PYTHON, R, JULIA, NOTEBOOK, CFF, BIB, PLAIN)

WALKED = frozenset(suffix for each in TYPES for suffix in each.walked)
_BY_SUFFIX = {suffix: each for each in TYPES for suffix in each.suffixes}


def paper_pattern() -> str:
    """Return the pattern of the names of files that a paper may consist of, for pre-commit's `files`."""
    endings = "|".join(sorted(suffix.removeprefix(".") for suffix in (*WALKED, LIBRARY)))
    return rf"(?i)\.({endings})$|(^|/)(\.bibtools|pyproject)\.toml$"


def type_of(suffix: str) -> FileType:
    """Return the type of files with a suffix, with its dot and in any case; unknown ones are plain text."""
    return _BY_SUFFIX.get(suffix.lower(), PLAIN)

r"""The reader of a text of TeX: goes through its commands in their order, and notes what they read, name and define."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.sources import context_citations, tex_macros, tex_names
from bibtools.sources.source_limits import require_few_files
from bibtools.sources.structure import Inclusion, LibraryName, Structure
from bibtools.sources.tex_commands import Command, argument, arguments, commands, items, options
from bibtools.sources.tex_names import BIB, InputCommand

_BUDGET = 200_000  # characters of macros' bodies that are read where they are used
_DEPTH = 5  # macros that use each other

_PACKAGE = InputCommand((".sty",), opens=False)
_CLASS = InputCommand((".cls",), opens=False)
_READINGS = {
    **dict.fromkeys(("input", "@input", "@@input", "@iinput", "InputIfFileExists", "loadglsentries"), InputCommand()),
    **dict.fromkeys(("include", "includestandalone"), InputCommand((".tex",))),
    "markdownInput": InputCommand(("",)),
    **dict.fromkeys(("subfile", "subfileinclude"), InputCommand(becomes_base=True)),
    **dict.fromkeys(("import", "includefrom", "inputfrom"), InputCommand(becomes_base=True, arguments=2)),
    **dict.fromkeys(
        ("subimport", "subincludefrom", "subinputfrom"), InputCommand(base="own", becomes_base=True, arguments=2)
    ),
    **dict.fromkeys(("usepackage", "RequirePackage", "RequirePackageWithOptions"), _PACKAGE),
    **dict.fromkeys(("documentclass", "documentstyle", "LoadClass", "LoadClassWithOptions"), _CLASS),
}
_ROOTS = frozenset({"documentclass", "documentstyle", "starttext", "startproduct", "bye"})
_UNBRACED = frozenset({"input", "@@input"})  # these also take a name that a space ends
_IN_CONTEXT = lazy_pattern(r"\\start(?:text|product|project|component|environment)(?![A-Za-z])")
_PART_OF_CONTEXT = InputCommand((".tex", ".mkxl", ".mkiv", ""))
_UNBRACED_NAME = lazy_pattern(
    r"\s{0,20}(\"[^\"\r\n{}]{1,500}\"|(?:\\[A-Za-z@]+ ?(?=[\\/.\w])|[^\s\\{}%#\[\]\"$&,()=|]{1,300}){1,8})"
)
_NOT_RUN = lazy_pattern(r"\\(?:string|noexpand|meta|cs)\s?\Z|\\let\s{0,9}\\[A-Za-z@]{1,40}\s{0,9}=?\s{0,9}\Z")
_BEFORE = 70  # characters in which that stands

_ENVIRONMENT = lazy_pattern(r"\s{0,20}\{(document|refsection|bibunit|btSect|filecontents(?:def)?\*?)\}")
_LABEL = lazy_pattern(r"label\s*=\s*\{?\s*([^\s{},]+)")
_FOLDER = lazy_pattern(r"\{([^{}]*)\}")
# Macros of templates and packages that name libraries: by their name, or by what they are given.
_OF_TEMPLATE = lazy_pattern(
    r"(?!print|external|the|end|begin|start|stop|re?new|def|set|use|select|section|chapter|toc|head|part)\w*[bB]ibliography"
)
_OF_MULTIBIB = lazy_pattern(
    r"bibliography(?!style|punct|unit|name|title|head|font|section|item|env|text|page|toc|type|prefix|sort|label|size"
    r"|skip|indent|color|spacing|latex|cite|file|source|path)([A-Za-z]+)"
)
_NAMES_NONE = frozenset({"bibinput", "bibliographystyle"})
_FILE_NAMES = lazy_pattern(r"\s*[^\s\\{}#%=(),]+(?:\s*,\s*[^\s\\{}#%=(),]+)*\s*")


class StructureReader:
    """Reads the commands of a text in which what is dead is blank."""

    def __init__(self, live: str, macros: Mapping[str, str]) -> None:
        self.macros: dict[str, str] = {}  # that the text defines
        self._live = live
        self._known = dict(macros)
        self._is_context: bool | None = None  # not known yet
        self._at = 0  # everything before this is read
        self._body_end = 0  # of the definition that is being read
        self._budget, self._depth = _BUDGET, 0
        self._root, self._is_root, self._is_open = "", False, False
        self._inclusions: dict[Inclusion, None] = {}
        self._styled_after: int | None = None  # so many of them
        self._folders: dict[str, None] = {}
        self._libraries: list[LibraryName] = []
        self._defined: dict[str, None] = {}
        self._elsewhere: dict[str, None] = {}
        self._labels: dict[str, str] = {}  # of biblatex's resources
        self._suffixes: set[str] = set()  # of multibib's commands
        self._separate: set[str] = set()  # multibbl's bibliographies
        self._default: list[LibraryName] = []  # of bibunits
        self._parts: list[tuple[str, int, int]] = []  # that are open: name, start, how many libraries came before

    def read(self, places: Sequence[Command]) -> None:
        """Read the commands that stand at some places, as far as they are alive."""
        for place in places:
            if place.start >= self._at and self._live.startswith("\\", place.start) and not self._is_mentioned(place):
                self._read_one(place)

    def structure(self) -> Structure:
        """Return what has been read."""
        while self._parts:
            self._close(len(self._live))
        return Structure(
            is_root=self._is_root,
            root=self._root,
            inclusions=tuple(self._inclusions),
            is_open=self._is_open,
            folders=tuple(self._folders),
            libraries=tuple(dict.fromkeys(self._libraries)),
            defined=tuple(self._defined),
            elsewhere=tuple(self._elsewhere),
            styled_after=self._styled_after,
        )

    def _is_mentioned(self, place: Command) -> bool:
        r"""Return whether a command is not run where it stands: `\let\old\input`, `\string\bibdata`."""
        return _NOT_RUN.search(self._live[max(0, place.start - _BEFORE) : place.start]) is not None

    def _read_one(self, place: Command) -> None:
        self._is_root |= place.name in _ROOTS
        if place.name in tex_macros.DEFINING:
            self._define(place)
        elif place.name in self._known:
            self._use(place, self._known[place.name])
        elif place.name in _READINGS:
            self._include(place, _READINGS[place.name])
        elif read := self.READERS.get(place.name):
            read(self, place)
        elif "bib" in place.name.lower():
            self._guess(place)

    def _arguments(self, place: Command, number: int) -> tuple[str, list[str]]:
        r"""Return the first option of a command, and at most a number of arguments.

        None if they hold the parameters of a macro definition: a macro is read where it is used.
        """
        found, at = options(self._live, place.end)
        given, _ = arguments(self._live, at, number)
        return found[0] if found else "", [] if self._are_parameters(place, given) else given

    def _are_parameters(self, place: Command, given: Sequence[str]) -> bool:
        return place.start < self._body_end and any("#" in each for each in given)

    # Macros.

    def _define(self, place: Command) -> None:
        made = tex_macros.read_definition(self._live, place)
        if made is None or made.name in _FIXED:
            self._body_end = max(self._body_end, made.end if made else 0)
            self._at = made.target_end if made and made.name != "input@path" else self._at
            return
        self._at, self._body_end = made.target_end, max(self._body_end, made.end)
        if place.name == "providecommand" and made.name in self._known:
            return
        body = made.body
        if body is not None and (tex_macros.is_text(body) or self._is_wrapper(body)):
            self.macros[made.name] = self._known[made.name] = body
        else:
            self._known.pop(made.name, None)

    def _is_wrapper(self, body: str) -> bool:
        return tex_macros.takes_arguments(body) and any(is_wanted(each.name, self._known) for each in commands(body))

    def _use(self, place: Command, body: str) -> None:
        r"""Read the body of a macro that takes arguments, with those that it has here."""
        number = tex_macros.arity(body)
        _, given = self._arguments(place, number)
        if not number or len(given) < number:
            return
        text = tex_macros.filled(body, given)
        self._budget -= len(text)
        if self._budget < 0 or self._depth == _DEPTH:
            self._is_open = True
            return
        state = self._live, self._at, self._body_end
        self._live, self._at, self._body_end, self._depth = text, 0, 0, self._depth + 1
        self.read([each for each in commands(text) if is_wanted(each.name, self._known) and each.name not in _PARTS])
        self._live, self._at, self._body_end = state
        self._depth -= 1

    # What a text reads.

    def _include(self, place: Command, reading: InputCommand) -> None:
        option, given = self._arguments(place, reading.arguments)
        if not given and place.name in _UNBRACED and (match := _UNBRACED_NAME.match(self._live, place.end)):
            given, self._at = [match[1]], match.end()
        if len(given) < reading.arguments:
            return
        found, is_open = tex_names.inclusions(given, reading, self._known)
        self._inclusions |= dict.fromkeys(found)
        require_few_files(len(self._inclusions))
        self._is_open |= is_open
        if place.name == "documentclass" and given[0].strip() == "subfiles" and option:
            root, _ = tex_names.inclusions([option], InputCommand(), self._known)
            self._root = with_ending(root[0].name) if root else ""

    def _include_in_context(self, place: Command) -> None:
        """Read a command that ConTeXt's texts read each other by; what LaTeX's call so is their own."""
        named, _ = options(self._live, place.end)
        match = _UNBRACED_NAME.match(self._live, place.end)
        if self._is_context is None:
            self._is_context = _IN_CONTEXT.search(self._live) is not None
        if (named or match) and self._is_context:
            name = named[0] if named else match[1] if match else ""
            self._inclusions |= dict.fromkeys(tex_names.inclusions([name], _PART_OF_CONTEXT, self._known)[0])

    def _read_folders(self, place: Command) -> None:
        at = place.end + self._live.startswith("}", place.end)
        found = argument(self._live, at)
        for each in _FOLDER.findall(found.text) if found else ():
            names, _ = tex_names.inclusions([each], InputCommand(), self._known)
            self._folders |= dict.fromkeys(folder.name for folder in names)

    # Libraries, and the parts of a text that have their own.

    def _name(self, given: str, option: str = "", scope: str = "", *, by_biber: bool = False) -> None:
        self._elsewhere |= dict.fromkeys(tex_names.elsewhere(given, option=option))
        self._libraries += tex_names.libraries(given, self._known, option=option, scope=scope, by_biber=by_biber)

    def _bibliography(self, place: Command) -> None:
        if place.name == "nobibliography" and self._live.startswith("*", place.end):
            return  # it takes those of the document
        option, given = self._arguments(place, 3)
        if len(given) == 3 and given[0] in self._separate:
            self._name(given[2], scope=given[0])
        elif given:
            self._name(given[0], option)

    def _data_sets(self, place: Command) -> None:
        found, _ = options(self._live, place.end)
        names = items(context_citations.data_sets(found))
        foreign = [each for each in names if each.lower().endswith((".lua", ".xml", ".buffer"))]
        self._elsewhere |= dict.fromkeys(foreign)
        self._name(",".join(each for each in names if each not in foreign))

    def _style(self, place: Command) -> None:
        if self._styled_after is None and self._arguments(place, 1)[1]:
            self._styled_after = len(self._inclusions)

    def _default_bibliography(self, place: Command) -> None:
        before = len(self._libraries)
        self._bibliography(place)
        self._default = self._libraries[before:]

    def _resource(self, place: Command) -> None:
        option, given = self._arguments(place, 1)
        if not given:
            return
        before = len(self._libraries)
        self._name(given[0], option, by_biber=True)
        if place.name == "addglobalbib":
            self._libraries[before:] = [each._replace(is_global=True) for each in self._libraries[before:]]
        if label := _LABEL.search(option):
            self._labels[label[1]] = given[0]

    def _section(self, place: Command) -> None:
        option, _ = self._arguments(place, 0)
        self._open(place)
        self._name(",".join(self._labels.get(each, each) for each in items(option)), by_biber=True)

    def _end_section(self, place: Command) -> None:
        if self._parts and self._parts[-1][0] == "newrefsection":
            self._close(place.end)

    def _begin(self, place: Command) -> None:
        match = _ENVIRONMENT.match(self._live, place.end)
        behind = place._replace(name=match[1], end=match.end()) if match else place
        match behind.name:
            case "document":
                self._is_root = True
            case "refsection":
                self._section(behind._replace(name="refsection"))
            case "bibunit":
                self._open(behind)
            case "btSect":
                self._bibliography(behind)

    def _end(self, place: Command) -> None:
        match = _ENVIRONMENT.match(self._live, place.end)
        if match and self._parts and self._parts[-1][0] == match[1]:
            self._close(match.end())

    def _open(self, place: Command) -> None:
        while self._parts:  # they do not nest
            self._close(place.start)
        self._parts.append((place.name, place.start, len(self._libraries)))

    def _close(self, end: int) -> None:
        """Note that the last part that is open ends: its libraries are for its citations."""
        _, start, before = self._parts.pop()
        scope = f"{start}-{end}"
        self._libraries[before:] = [
            each if each.scope else each._replace(scope=scope) for each in self._libraries[before:]
        ]

    def _put(self, place: Command) -> None:
        option, _ = self._arguments(place, 0)
        if option:
            self._name(option)
        elif self._parts:
            self._libraries += self._default

    def _suffix(self, place: Command) -> None:
        _, given = self._arguments(place, 1)
        self._suffixes.update(items(given[0]) if given else ())

    def _separated(self, place: Command) -> None:
        _, given = self._arguments(place, 1)
        self._separate.update(given)

    def _guess(self, place: Command) -> None:
        """Read an unknown command whose name suggests a bibliography."""
        option, given = self._arguments(place, 2)
        if len(given) != 1 or place.name in _NAMES_NONE:
            return
        multibib = _OF_MULTIBIB.fullmatch(place.name)
        are_names = _FILE_NAMES.fullmatch(given[0]) is not None and not given[0].strip().isdigit()
        if multibib and (multibib[1] in self._suffixes or are_names):
            self._name(given[0], option, scope=multibib[1])
        elif (are_names and _OF_TEMPLATE.fullmatch(place.name)) or _all_end_in_bib(given[0]):
            self._name(given[0], option)

    # Keys that a text defines.

    def _item(self, place: Command) -> None:
        number = 3 if place.name == "harvarditem" else 1
        _, given = self._arguments(place, number)
        if len(given) == number and given[-1].strip():
            self._defined[given[-1].strip()] = None

    def _set(self, place: Command) -> None:
        _, given = self._arguments(place, 2)
        if len(given) == 2 and given[0].strip():
            self._defined[given[0].strip()] = None

    def _entry(self, place: Command) -> None:
        r"""Read amsrefs' `\bib{key}{article}{…}`; of templates, `\bib{refs.bib}`."""
        found, at = options(self._live, place.end)
        given, end = arguments(self._live, at, 2)
        if len(given) == 2 and not found and self._live[end : end + 20].lstrip().startswith("{"):
            self._defined[given[0].strip()] = None
        else:
            self._guess(place)

    # The readers of the other commands.

    READERS: ClassVar[dict[str, Callable[[StructureReader, Command], None]]] = {
        "bib": _entry,
        **dict.fromkeys(("bibitem", "harvarditem", "entry", "keyalias"), _item),
        "defbibentryset": _set,
        **dict.fromkeys(("bibliography", "nobibliography", "bibdata"), _bibliography),
        **dict.fromkeys(("addbibresource", "addglobalbib", "addsectionbib"), _resource),
        "defaultbibliography": _default_bibliography,
        **dict.fromkeys(("component", "environment"), _include_in_context),
        **dict.fromkeys(("usebtxdataset", "setupbibtex"), _data_sets),
        "newcites": _suffix,
        "newbibliography": _separated,
        "putbib": _put,
        "newrefsection": _section,
        "endrefsection": _end_section,
        "begin": _begin,
        "end": _end,
        "input@path": _read_folders,
        "bibliographystyle": _style,
    }


def _all_end_in_bib(given: str) -> bool:
    names = items(given)
    return bool(names) and all(name.strip("\"'").lower().endswith(BIB) for name in names)


_PARTS = frozenset({"begin", "end", "newrefsection", "endrefsection"})
KNOWN = frozenset(_READINGS) | _ROOTS | StructureReader.READERS.keys() | tex_macros.DEFINING
_FIXED = KNOWN - {"bib"}  # their meaning is fixed, even if a text redefines them
_ROOT_ENDINGS = (".tex", ".ltx", ".latex", ".rnw", ".dtx")


def is_wanted(name: str, macros: Mapping[str, str]) -> bool:
    """Return whether a command may matter: it is known, takes arguments to what is, or may name a library."""
    if name in KNOWN or "bib" in name or "Bib" in name or "BIB" in name:
        return True
    return name in macros and tex_macros.takes_arguments(macros[name])


def is_marked(text: str, place: Command) -> bool:
    r"""Return whether a command is not a `\begin` or an `\end` of an environment that does not matter."""
    return place.name not in {"begin", "end"} or _ENVIRONMENT.match(text, place.end) is not None


def with_ending(root: str) -> str:
    """Return the name of a root with its ending, which may be left out."""
    return root if root.lower().endswith(_ROOT_ENDINGS) else f"{root}.tex"

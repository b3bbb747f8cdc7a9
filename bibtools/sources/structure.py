"""The structure of a text: what makes it the root of a document, what it reads, and the libraries that it names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from bibtools.core.named_tuple import NamedTuple

if TYPE_CHECKING:
    from bibtools.sources.cite_macros import CiteMacro

# What a path in a text is relative to: the folder in which the document is compiled, which is its root's; the file that
# says it; or the top of the project.
Base = Literal["root", "own", "project"]


class Inclusion(NamedTuple):
    r"""A file that a text reads as a part of its document: `\input`, `#include`, `{include}`.

    `name` is as it is written, without quotes, `endings` are tried behind it in this order. What `becomes_base` is
    itself relative to its own folder from then on, as with `\import` and `\subfile`.
    """

    name: str
    endings: tuple[str, ...] = ("",)
    base: Base = "root"
    becomes_base: bool = False


class LibraryName(NamedTuple):
    r"""A library as a text names it, with its ending.

    `scope` is empty where all citations of the document are meant, else the suffix of the commands that cite from it
    (`\citesup` of multibib), or `start-end` of the part of this text whose citations are meant (refsection, bibunit). A
    name with wildcards `is_glob`. One below a macro that cannot be followed `is_open`: nothing is written there, and
    `name` is what stands behind the macro, `written` all of it. One that `is_global` is for parts with libraries of
    their own, too.
    """

    name: str
    base: Base = "root"
    scope: str = ""
    is_glob: bool = False
    is_open: bool = False
    is_global: bool = False
    written: str = ""


class EmbeddedLibrary(NamedTuple):
    """A library that a text writes itself when it is compiled: a `filecontents` environment."""

    name: str
    text: str


class Structure(NamedTuple):
    r"""The structure of a document, as one of its texts declares it.

    `root` is the root that the text itself names (a magic comment, the option of `subfiles`), relative to its own
    folder. A text `is_open` where it reads something by a name known only at run time. `defined` are keys that it
    defines itself (`\bibitem`). `folders` are searched, too (`\input@path`), relative to the root. `elsewhere` are
    libraries that it names and that are not read: of another form, or on the network. `key_prefixes` stand before the
    keys of a library where they are cited (Sphinx); `cite_macros` cite otherwise than their names say. The first
    style of a bibliography is named after so many inclusions (`styled_after`).
    """

    is_root: bool = False
    root: str = ""
    inclusions: tuple[Inclusion, ...] = ()
    is_open: bool = False
    folders: tuple[str, ...] = ()
    libraries: tuple[LibraryName, ...] = ()
    embedded: tuple[EmbeddedLibrary, ...] = ()
    defined: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    key_prefixes: tuple[str, ...] = ()
    cite_macros: tuple[CiteMacro, ...] = ()
    styled_after: int | None = None


NONE = Structure()

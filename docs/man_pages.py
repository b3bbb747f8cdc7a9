"""Man pages, made of what `--help` is made of: one for `bibtools`, and one for each command.

The wheel is built with them (`docs/man_build_hook.py`). `.venv/bin/python docs/man_pages.py FOLDER` writes them by
themselves, for a distribution's package.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))

import click  # noqa: E402 - a program finds the package beside it

from bibtools import __version__  # noqa: E402
from bibtools.cli.command_registry import BY_NAME, CommandSummary  # noqa: E402
from bibtools.cli.main import bibtools  # noqa: E402
from bibtools.core.project import DOCUMENTATION  # noqa: E402
from bibtools.hook import arguments  # noqa: E402

PROGRAM, SECTION = "bibtools", 1
_AS_IS = "\b"  # click's mark of a paragraph whose lines stay
_HOOKS = {each.removeprefix(f"{PROGRAM}-"): each for each in (arguments.CHECK, arguments.SYNC, arguments.VERIFY)}
_EXIT_CODES = (
    ("0", "All is well, or was brought up to date."),
    ("1", "Something is missing or wrong, or --diff shows a change."),
    ("2", "The command line or the configuration is wrong."),
    ("3", "Something could not be looked up, read or written."),
    ("130", "The run was interrupted."),
)


def pages() -> dict[str, str]:
    """Return the pages by the names of their files."""
    return {f"{PROGRAM}.{SECTION}": _front(), **{f"{PROGRAM}-{name}.{SECTION}": _page(name) for name in BY_NAME}}


def write(folder: Path) -> list[Path]:
    """Write the pages into a folder, and return where they are."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = pages()
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    return [folder / name for name in texts]


def _front() -> str:
    context = _context()
    return _joined(
        _head(PROGRAM, bibtools.get_short_help_str(limit=200), [f"\\fB{PROGRAM}\\fR [OPTIONS] COMMAND [ARGS]..."]),
        _section("DESCRIPTION", _text((bibtools.help or "").partition(_AS_IS)[0])),
        *(
            _section(group.upper(), _terms((_reference(each.name), each.summary) for each in members))
            for group, members in groupby(BY_NAME.values(), lambda each: each.group)
        ),
        _section("OPTIONS", _options(bibtools, context)),
        _section("EXIT STATUS", _terms(_EXIT_CODES)),
        _section("SEE ALSO", f"{escaped(DOCUMENTATION)}\n"),
    )


def _page(name: str) -> str:
    context = _context()
    command = bibtools.get_command(context, name)
    if command is None:
        raise KeyError(name)
    below = click.Context(command, info_name=name, parent=context)
    others = ", ".join([_reference(""), *(_reference(each.name) for each in _beside(BY_NAME[name]))])
    return _joined(
        _head(f"{PROGRAM}-{name}", BY_NAME[name].summary, [_usage(command, below), *_usage_of_hook(name)]),
        _section("DESCRIPTION", _text(command.help or "")),
        *_of_group(command, below),
        _section("OPTIONS", _options(command, below)),
        *([_section(f"THE HOOK {_HOOKS[name].upper()}", _as_is(_hook(name)))] if name in _HOOKS else []),
        _section("EXAMPLES", _terms((f"\\fB{escaped(typed)}\\fR", does) for typed, does in BY_NAME[name].examples)),
        _section("EXIT STATUS", _terms(_EXIT_CODES)),
        _section("SEE ALSO", f"{others}\n.PP\n{escaped(DOCUMENTATION)}\n"),
    )


def _context() -> click.Context:
    return click.Context(bibtools, info_name=PROGRAM, help_option_names=bibtools.context_settings["help_option_names"])


def _head(name: str, summary: str, usages: Iterable[str]) -> str:
    title = f'.TH "{escaped(name.upper())}" "{SECTION}" "{_date()}" "{PROGRAM} {__version__}" "{PROGRAM} manual"\n'
    described = _section("NAME", f"{escaped(name)} \\- {escaped(summary.rstrip('.'))}\n")
    return title + described + _section("SYNOPSIS", "\n.br\n".join(usages) + "\n")


def _date() -> str:
    """Return the day of the version: the same for every build of it."""
    cited = (ROOT / "CITATION.cff").read_text("utf-8")
    [day] = re.findall(r'^date-released: "([\d-]+)"$', cited, re.MULTILINE)
    return str(day)


def _usage(command: click.Command, context: click.Context) -> str:
    pieces = " ".join(command.collect_usage_pieces(context))
    return f"\\fB{escaped(context.command_path)}\\fR {escaped(pieces)}"


def _usage_of_hook(name: str) -> list[str]:
    return [f"\\fB{escaped(_HOOKS[name])}\\fR [OPTIONS] [FILES]..."] if name in _HOOKS else []


def _hook(name: str) -> str:
    """Return how a hook describes itself, without the line that the synopsis has."""
    return arguments.read(["--help"], __version__, _HOOKS[name]).shown.partition("\n\n")[2]


def _of_group(command: click.Command, context: click.Context) -> Iterator[str]:
    """Yield the commands below a command, each with its options."""
    if not isinstance(command, click.Group):
        return
    parts = []
    for name, each in command.commands.items():
        below = click.Context(each, info_name=name, parent=context)
        parts.append(f'.SS "{_usage(each, below)}"\n{_text(each.help or "")}{_options(each, below)}')
    yield _section("COMMANDS", "".join(parts))


def _options(command: click.Command, context: click.Context) -> str:
    options = (each for each in command.get_params(context) if isinstance(each, click.Option))
    records = filter(None, (each.get_help_record(context) for each in options))
    return _terms((f"\\fB{escaped(name)}\\fR", text) for name, text in records)


def _beside(summary: CommandSummary) -> list[CommandSummary]:
    return [each for each in BY_NAME.values() if each.group == summary.group and each is not summary]


def _reference(name: str) -> str:
    title = f"{PROGRAM}-{name}" if name else PROGRAM
    return f"\\fB{escaped(title)}\\fR({SECTION})"


def _section(title: str, body: str) -> str:
    return f'.SH "{escaped(title)}"\n{body}'


def _terms(pairs: Iterable[tuple[str, str]]) -> str:
    """Return terms, each with what it means; a term is marked up already."""
    return "".join(f".TP\n{term}\n{escaped(meaning)}\n" for term, meaning in pairs)


def _text(text: str) -> str:
    """Return the paragraphs of a help text."""
    parts = (part for part in re.split(r"\n\s*\n", text.strip()) if part.strip())
    return "\n.PP\n".join(map(_paragraph, parts)) + "\n"


def _paragraph(part: str) -> str:
    if part.startswith(_AS_IS):
        return _as_is(part.removeprefix(_AS_IS).lstrip("\n")).rstrip("\n")
    return escaped(" ".join(part.split()))


def _as_is(text: str) -> str:
    return f".nf\n{escaped(text.rstrip())}\n.fi\n"


def escaped(text: str) -> str:
    """Return a text in which nothing is a request or an escape of roff, and hyphens can be copied."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-").replace('"', "\\(dq")
    escaped = escaped.replace("'", "\\(aq").replace("`", "\\(ga").replace("~", "\\(ti").replace("^", "\\(ha")
    return re.sub(r"^\.", r"\\&.", escaped, flags=re.MULTILINE)


def _joined(*parts: str) -> str:
    """Return a page; an empty line would be a vertical space that no macro asks for."""
    return re.sub(r"\n{2,}", "\n.sp\n", "".join(parts))


if __name__ == "__main__":
    [target] = sys.argv[1:] or ["man"]
    sys.stdout.writelines(f"{path}\n" for path in write(Path(target)))

"""The picture of the terminal in the README and on the first page, made of a real run in `examples/first`.

`.venv/bin/python docs/picture.py` makes `docs/_static/terminal.svg` anew; it needs the extra `docs`. A test compares
the text of the picture with what the commands print.
"""

from __future__ import annotations

import io
import re
import sys
import tempfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from sessions import PROMPT, ROOT, copied_examples, run

PICTURE = ROOT / "docs" / "_static" / "terminal.svg"
COMMANDS = (
    "bibtools check",
    "bibtools sync",
    "bibtools add https://arxiv.org/abs/1706.03762v7",
    "bibtools check",
)
_FOLDER = "examples/first"
_WIDTH = 100
_TITLE = "bibtools"
# As rich has it, without the fonts that it would load from elsewhere: a picture makes no request.
_FORMAT = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg" role="img">
<title>bibtools in a terminal</title>
<style>
.{unique_id}-matrix {{
  font-family: ui-monospace, "Cascadia Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace;
  font-size: {char_height}px; line-height: {line_height}px;
}}
.{unique_id}-title {{
  font-family: ui-sans-serif, "DejaVu Sans", Arial, sans-serif; font-size: 18px; font-weight: bold;
}}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def printed(*, colour: bool = False) -> Iterator[tuple[str, str]]:
    """Yield the commands of the picture, and what each prints in a copy of the examples."""
    with tempfile.TemporaryDirectory() as place:
        folder = copied_examples(Path(place).resolve()) / _FOLDER
        for command in COMMANDS:
            typed = command.replace("bibtools", "bibtools --color always", 1) if colour else command
            yield command, run(typed, folder).text


def words(svg: str) -> str:
    """Return the text of a picture, without its blanks: lines may be broken elsewhere."""
    return without_blanks(unescape("".join(re.findall(r"<text[^>]*>([^<]*)</text>", svg))))


def without_blanks(text: str) -> str:
    """Return a text without blanks of any kind."""
    return re.sub(r"\s+", "", text)


def drawn() -> str:
    """Return the picture."""
    from rich.console import Console
    from rich.terminal_theme import TerminalTheme
    from rich.text import Text

    theme = TerminalTheme(
        (24, 26, 31),
        (214, 218, 224),
        [
            (62, 68, 81),
            (240, 113, 120),
            (152, 195, 121),
            (229, 192, 123),
            (97, 175, 239),
            (198, 120, 221),
            (86, 182, 194),
            (214, 218, 224),
        ],
    )
    console = Console(record=True, width=_WIDTH, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    for number, (command, text) in enumerate(printed(colour=True)):
        if number:
            console.print()
        console.print(Text.assemble((PROMPT, "bold green"), (command, "bold")))
        console.print(Text.from_ansi(text.rstrip("\n"))) if text else None
    return console.export_svg(title=_TITLE, theme=theme, code_format=_FORMAT, unique_id="bibtools")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    PICTURE.write_text(drawn(), "utf-8")

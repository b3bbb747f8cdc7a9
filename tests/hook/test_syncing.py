"""`bibtools-sync` adds what `bibtools sync` would add, from what the check before it has read or remembered."""

from __future__ import annotations

from pathlib import Path

import pytest
from commits import entries, tex, write
from conftest import Cli
from row_tables import rarely

FIRST, SECOND = "1706.03762", "1412.6980"  # the package carries their records
STYLED = "\\bibliographystyle{unsrtnat}\n"  # prints eprint
LIST = f"# Papers\n\n- [On Matter](https://arxiv.org/abs/{SECOND}), [code](https://github.com/moss/matter)\n"

CASES: list[dict[str, str]] = [
    {"p_tex": tex(FIRST), "refs_bib": ""},
    {"p_tex": STYLED + tex(FIRST), "refs_bib": ""},
    {"p_tex": tex(FIRST), "list_md": LIST, "refs_bib": entries("2101.00001")},
    {"p_tex": STYLED + tex(FIRST, f"arXiv:{SECOND}"), "list_md": LIST, "refs_bib": "", "more_bib": ""},
    {"p_tex": "\\usepackage[backend=biber]{biblatex}\n\\addbibresource{refs.bib}\n" + f"arXiv:{FIRST}", "refs_bib": ""},
    {"p_tex": tex(FIRST, bib="refs,more"), "q_md": f"arXiv:{SECOND}", "refs_bib": "", "more_bib": entries(FIRST)},
]


@pytest.mark.thinned(2)
@pytest.mark.parametrize(
    ("files", "is_known"),
    [*((files, True) for files in CASES), (CASES[0], False), *(rarely(files, False) for files in CASES[1:])],
)
def test_the_hook_writes_what_the_command_writes(
    paper: Path, hook: Cli, cli: Cli, files: dict[str, str], is_known: bool
) -> None:
    write(paper, **files)
    library = paper / "refs.bib"
    before = library.read_bytes()
    for _ in range(is_known):
        assert hook("bibtools-check").code == 1  # what it reads is remembered, and the options are the same
    assert hook("bibtools-sync").code == 1
    by_hook = library.read_bytes()
    library.write_bytes(before)
    command = cli("sync", "--bib", "refs.bib")
    assert (command.code, library.read_bytes() == by_hook, by_hook != before) == (0, True, True)
    assert (b"github.com/moss/matter" in by_hook) == ("list_md" in files)

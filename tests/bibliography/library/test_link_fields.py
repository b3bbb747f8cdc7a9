"""Addresses in the fields of entries, however they are spelt; a table, half of which names nothing or no whole."""

from __future__ import annotations

import pytest

from bibtools.bibliography.library.link_fields import links
from bibtools.bibliography.library.reader import read
from bibtools.core.text import Source

ONE = "https://github.com/ada/byron"


def found(field: str) -> list[tuple[str, bool]]:
    return [(link.url, link.is_cut) for link in links(read(Source("refs.bib", f"@misc{{a,\n  {field},\n}}\n")))]


@pytest.mark.parametrize(
    ("field", "urls"),
    [
        ("code = {ada/byron}", [ONE]),
        ('github = "ada/byron"', [ONE]),
        ("url-code = {{ada/byron}}", [ONE]),
        ("software = {ada/byron}", [ONE]),
        ("repository = {ada/byron.js}", [f"{ONE}.js"]),
        ("gitlab = {ada/byron}", ["https://gitlab.com/ada/byron"]),
        ("code = {github.com/ada/byron}", [ONE]),
        ("note = {see github.com/ada/byron, and}", [ONE]),
        (r"howpublished = {\url{gitlab.com/g/s/n}}", ["https://gitlab.com/g/s/n"]),
        ("note = {doi.org/10.1145/1.2}", ["https://doi.org/10.1145/1.2"]),
        ("code = {git@github.com:ada/byron.git}", [ONE]),
        ("code = {ssh://git@gitlab.example.org/crew/tool.git}", ["https://gitlab.example.org/crew/tool"]),
        ('url = "https://github.com/" # "ada/byron"', [ONE]),
        ('url = "https://github.com/" # {ada/} # "byron"', [ONE]),
        (f'note = "Code: {ONE}" # " and " # {{https://x.org/y}}', [ONE, "https://x.org/y"]),
        (f"code = {{{ONE}, https://gitlab.com/a/b}}", [ONE, "https://gitlab.com/a/b"]),
        ("code = {n/a}", []),
        ("code = {soon}", []),
        ("title = {ada/byron}", []),
        ("note = {He/she and/or}", []),
        ("doi = {10.5281/zenodo.1234}", []),
        ("abstract = {github.com/ada/byron}", []),
        ("note = {foo.github.com/ada/byron}", []),
        ("note = {ada@github.com/x}", []),
        ("eprint = {hep-th/9901001}", []),
        ("code = {ada/byron/src}", []),
        ("note = {github.com}", []),
    ],
)
def test_links_are_read_in_every_spelling(field: str, urls: list[str]) -> None:
    assert found(field) == [(url, False) for url in urls]


@pytest.mark.parametrize(
    "field",
    [
        f'url = "{ONE}" # me',
        f"url = {{{ONE}|x}}",
        f"url = {{{ONE}^x}}",
        f"note = {{see {ONE}-\n long}}",
        f"note = {{see {ONE}/\n  src}}",
        f"url = {{{ONE}...}}",
        f"note = {{in {ONE}… and}}",
    ],
)
def test_what_goes_on_in_an_unknown_way_is_cut(field: str) -> None:
    assert [is_cut for _, is_cut in found(field)] == [True]

from __future__ import annotations

import pytest

from bibtools.tex.command_arguments import unwrapped


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"\texorpdfstring{$\alpha$}{alpha}-ray", r"$\alpha$-ray"),
        (r"\texorpdfstring {$\mathcal{N}$} {N} x", r"$\mathcal{N}$ x"),
        (r"\href{https://example.org}{words}", "words"),
        (r"\textcolor{red}{words} here", "words here"),
        (r"A title\thanks{to {them} all}", "A title"),
        (r"A title\footnote[1]{a note}", "A title"),
        (r"\href{a}{\textcolor{red}{b}}", "b"),
        (r"\texorpdfstring{a}", r"texorpdfstring{a}"),
        (r"\thanks and more", "thanks and more"),
        (r"\thanksgiving{x}", r"\thanksgiving{x}"),
        (r"\emph{x}", r"\emph{x}"),
        (r"\thanks{open", "thanks{open"),
        ("no command", "no command"),
    ],
)
def test_wrappings_leave_what_they_print(text: str, expected: str) -> None:
    assert unwrapped(text) == expected

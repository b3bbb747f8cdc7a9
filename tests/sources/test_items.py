"""The items of texts: each may name one paper, and nothing else is one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtools.sources.scanner import prose

ONE, TWO = "A. Able: On Looms. 2021", "Baker, B. (2022). On Wool."


def items(text: str, suffix: str = ".md") -> list[str]:
    [told] = prose(text, suffix)
    return [" ".join(told.text[slice(*span)].split()) for span in told.items]


@pytest.mark.parametrize(
    "text",
    [
        f"- {ONE}\n- {TWO}\n",
        f"* {ONE}\n\n+ {TWO}",
        f"• {ONE}\r\n• {TWO}\r\n",
        f"– {ONE}\n— {TWO}\n",
        f"1. {ONE}\n2. {TWO}\n",
        f"(1) {ONE}\n(2) {TWO}\n",
        f"1) {ONE}\n2) {TWO}\n",
        f"a) {ONE}\nb) {TWO}\n",
        f"#. {ONE}\n#. {TWO}\n",
        f"[1] {ONE}\n[2] {TWO}\n",
        f"[1]{ONE}\n[2]{TWO}\n",
        f"[Abl21] {ONE}\n[B+22] {TWO}\n",
        f"[^1]: {ONE}\n[^note]: {TWO}\n",
        f".. [1] {ONE}\n.. [B] {TWO}\n",
        f"> - {ONE}\n> - {TWO}\n",
        f"- [ ] {ONE}\n- [x] {TWO}\n",
        "- A. Able:\n  On Looms.\n  2021\n- Baker, B. (2022).\n  On Wool.\n",
        f"- {ONE}\n#. {TWO}\n",
        f"- {ONE}\n# A heading\n- {TWO}\n#+begin_quote\n",
        f"# References\n\n{ONE}\n\n{TWO}\n",
        f"References\n==========\n\n{ONE}\n\n{TWO}\n\n# Thanks\n\nTo everybody.\n",
        f"**Bibliography**\n\nA. Able: On Looms.\n2021\n\n{TWO}\n",
        f"A. Able: On Looms. 2021.\n{TWO}\n".replace("2021.", "2021"),
        f"{ONE}\n\nSome words on looms.\n\n{TWO}\n",
    ],
)
def test_items_and_references_are_told_apart(text: str) -> None:
    assert items(text) in ([ONE, TWO], [f"{ONE} {TWO}"])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Some words on looms, in 2021.\n",
        "# A heading of 2021\n",
        "-no item\n",
        "---\n",
        "[Title](https://example.org) of something\n",
        "[label]: https://example.org/2021\n",
        "| --- | :-: |\n",
        "```\n- code of 2021\n```\n",
        "<!-- - A. Able: On Looms. 2021 -->\n",
        "In 2021 A. Able wrote on looms.\n",
        f"- {'x' * 1300}\n",
        "A. Able, who lives in a house.\n",
        "# References\n# Thanks\n\nTo everybody.\n",
    ],
)
def test_other_texts_have_none(text: str) -> None:
    assert items(text) == []


@pytest.mark.parametrize(
    ("text", "suffix", "told"),
    [
        ("| Title | Who |\n|---|---|\n| On Looms | Able |\n", ".md", ["Title | Who |", "On Looms | Able |"]),
        (
            "\\bibitem{a} Able. On Looms.\n\n\\bibitem[B]{b} Baker.\\end{thebibliography}x",
            ".tex",
            ["Able. On Looms.", "Baker."],
        ),
        ("\\item Able. On Looms.\n\\item[x] Baker.\n\nOther words.\n\\itemsep", ".tex", ["Able. On Looms.", "Baker."]),
        ("%\\bibitem{a} Able\n\\begin{verbatim}\\item Baker\\end{verbatim}", ".tex", []),
        ("<ul><li>Able<li class='x'>Baker</ul> more", ".html", ["Able", "Baker"]),
        ("<script>'<li>Able</li>'</script><!-- <li>x</li> -->", ".html", []),
    ],
)
def test_items_of_other_kinds(text: str, suffix: str, told: list[str]) -> None:
    assert items(text, suffix) == told


@pytest.mark.parametrize("piece", ["`", "<!--", " ", "- ", "[", "|", "# References\n", "A. ", "\\bibitem[", "> "])
@pytest.mark.parametrize("suffix", [".md", ".rst", ".tex", ".html"])
def test_long_runs_of_one_mark_are_read(piece: str, suffix: str) -> None:
    text = piece * 10_000
    assert [len(told.text) for told in prose(text, suffix)] == [len(text)]


@pytest.mark.thinned(3)
@pytest.mark.parametrize("suffix", [".md", ".rst", ".org", ".typ", ".html", ".tex", ".txt"])
@given(
    text=st.lists(
        st.sampled_from(
            ["- ", "\n", "\r\n", "|", "[1]", "# References\n", "A. Able, 2021", "<li>", "\\item ", "`", "<!--", "%"]
        )
        | st.text(max_size=3),
        max_size=20,
    ).map("".join)
)
def test_items_are_parts_of_the_text(suffix: str, text: str) -> None:
    for told in prose(text, suffix):
        assert len(told.text) == len(text)
        assert list(told.items) == sorted(set(told.items))
        assert all(0 <= start < end <= len(text) for start, end in told.items)

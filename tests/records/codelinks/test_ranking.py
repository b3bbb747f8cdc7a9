from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtools.records.codelinks.code_hosts import place
from bibtools.records.codelinks.ranking import (
    CLAIMED,
    GUESSED,
    LISTED,
    NAMED,
    OFFICIAL,
    PAIRED,
    VOUCHED,
    best,
    in_order,
    links,
    rivals,
)
from bibtools.records.record import CodeLink

AB = "https://github.com/ada/byron"
XY = "https://github.com/x/y"
SWH = f"swh:1:dir:{'0123456789' * 4}"


def find(text: str) -> list[str]:
    return [link.url for link in links(text, "abstract")]


def chosen(texts: list[tuple[str, str]]) -> tuple[str, str] | None:
    link = best(in_order([link for origin, text in texts for link in links(text, origin)]))
    return (link.url, link.origin) if link else None


FOUND = [
    ("Code: https://github.com/ada/byron", [AB]),
    ("Code is available at https://github.com/ada/byron.", [AB]),
    ("(https://github.com/ada/byron)", [AB]),
    ("https://github.com/ada/byron, and more", [AB]),
    ("'https://github.com/ada/byron';", [AB]),
    ("<https://github.com/ada/byron>", [AB]),
    ("http://github.com/ada/byron", [AB]),
    ("https://www.github.com/ada/byron", [AB]),
    ("github.com/ada/byron", [AB]),
    ("HTTPS://GitHub.com/ada/byron", [AB]),
    ("https://github.com/ada/byron/", [AB]),
    ("https://github.com/ada/byron.git", [AB]),
    ("https://github.com/ada/byron.git.", [AB]),
    ("https://github.com/ada/byron/tree/main", [AB]),
    ("https://github.com/ada/byron/blob/main/README.md", [AB]),
    ("https://github.com/ada/byron#readme", [AB]),
    ("https://github.com/ada/byron?tab=readme", [AB]),
    ("https://github.com/Ada-L/GAN-LTH.Accepted at the conference", ["https://github.com/Ada-L/GAN-LTH"]),
    ("https://github.com/ada/byron.arXiv:2106.00134", [AB]),
    ("https://github.com/ada/byron.js", ["https://github.com/ada/byron.js"]),
    (r"\url{https://github.com/ada/byron}", [AB]),
    (r"\href{https://github.com/ada/byron}{code}", [AB]),
    (r"\url{https://github.com/ada/by\_ron}", ["https://github.com/ada/by_ron"]),
    (r"{\tt https://github.com/ada/byron}.", [AB]),
    ("https://github.com/\nada/byron", [AB]),
    ("https://github.com/ada/\nbyron is ours", [AB]),
    ("https://gitlab.com/ada/byron", ["https://gitlab.com/ada/byron"]),
    ("https://bitbucket.org/ada/byron", ["https://bitbucket.org/ada/byron"]),
    ("https://codeberg.org/ada/byron", ["https://codeberg.org/ada/byron"]),
    ("github.com/ada/byron and github.com/ada/wheel", [AB, "https://github.com/ada/wheel"]),
    ("github.com/ada/byron, again https://github.com/ada/byron.git", [AB]),
    ("Code: https://github.com/ada/Byron.Core.", ["https://github.com/ada/Byron.Core"]),
    ("Code: https://github.com/ada/analysis.R", ["https://github.com/ada/analysis.R"]),
    ("Code: http://git.example.org:3000/ada/byron", ["http://git.example.org:3000/ada/byron"]),
    ("Code: https://git.example.org/ada/byron", ["https://git.example.org/ada/byron"]),
    (
        f"Code: https://archive.softwareheritage.org/{SWH};origin=https://x.org",
        [f"https://archive.softwareheritage.org/{SWH}"],
    ),
    (
        f"Code: https://archive.softwareheritage.org/{SWH};%5Cinput%7B/etc/passwd%7D",
        [f"https://archive.softwareheritage.org/{SWH}"],
    ),
    (
        f"Code: https://archive.softwareheritage.org/{SWH}%1B%5D0;evil%07",
        [f"https://archive.softwareheritage.org/{SWH}"],
    ),
    (f"Code: {AB}/tree/main/%C3%BC", []),
    (f"Code: {AB}/tree/main/a%7D%7D@misc%7Bevil", []),
    (f"Code: {AB}%5Cwrite18%7Bid%7D", []),
    ("We use github.com/big/lib. Our code is at github.com/ada/byron.", [AB]),
]
NO_REPOSITORY = [
    "",
    "Code will be released.",
    "https://github.com",
    "https://github.com/",
    "https://github.com/ada",
    "https://github.com/ada/",
    "https://github.com/ada and her team",
    "https://github.com/orgs/ada",
    "https://github.com/topics/gan",
    "https://github.com/features/actions",
    "https://github.com/username/repository",
    "https://github.com/your-username/project",
    "https://github.com/ada/awesome-gans",
    "https://github.com/ada/Awesome-GAN-Papers",
    "https://github.com/ada/byron/issues/12",
    "https://gist.github.com/ada/0123456789",
    "https://raw.githubusercontent.com/ada/byron/main/x",
    "https://ada.github.io/byron",
    "https://ada.github.io",
    "https://notgithub.com/ada/byron",
    "https://github.com.evil.example/ada/byron",
    "https://github.example/ada/byron",
    "https://mirror.example/github.com/ada/byron",
    "https://anonymous.4open.science/r/byron-1234",
    "https://zenodo.org/record/1234",
    "https://huggingface.co/ada/byron",
    "https://arxiv.org/abs/2106.00134",
    "ada@github.com/x/y",
    "Our code builds on https://github.com/big/lib",
    "adapted from github.com/big/lib",
    "We use https://github.com/big/lib for training.",
    "Thanks to github.com/big/lib!",
]


@pytest.mark.parametrize(("text", "links"), FOUND)
def test_finds_repositories_in_their_canonical_form(text: str, links: list[str]) -> None:
    assert find(text) == links


@pytest.mark.parametrize("text", NO_REPOSITORY)
def test_other_addresses_are_no_repositories_of_the_authors(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ([("abstract", f"Our code is available at {AB}.")], (AB, "abstract")),
        ([("comment", f"8 pages; {AB}")], (AB, "comment")),
        ([("abstract", "nothing"), ("comment", f"Code: {AB}")], (AB, "comment")),
        ([("abstract", f"Code: {AB}"), ("comment", f"Code: {AB}.git")], (AB, "abstract")),
        ([("abstract", "see github.com/x/y. Our code: github.com/ada/byron")], (AB, "abstract")),
        ([("abstract", f"Code: {AB}"), ("comment", "github.com/x/y")], (AB, "abstract")),
        ([("abstract", f"Code: {AB}. Code: github.com/ADA/Byron")], (AB, "abstract")),
        ([("abstract", "We use github.com/x/y"), ("comment", AB)], (AB, "comment")),
        ([], None),
        ([("abstract", ""), ("comment", "")], None),
        ([("abstract", "We use github.com/x/y.")], None),
        ([("abstract", "github.com/x/y and github.com/z/w")], None),
        ([("abstract", f"Our code: {AB}. Our code: github.com/z/w")], None),
        ([("abstract", f"Code: {AB}"), ("comment", "Code: github.com/z/w")], None),
        ([("comment", "Code: https://github.com/username/repo")], None),
        ([("comment", "Project page: https://ada.github.io/byron")], None),
    ],
)
def test_one_repository_or_none(texts: list[tuple[str, str]], expected: tuple[str, str] | None) -> None:
    assert chosen(texts) == expected


# None is a placeholder like "xxx".
OWNERS = st.from_regex(r"[A-Za-z][A-Za-z0-9-]{0,8}[A-Za-z0-9]", fullmatch=True).map("qz{}".format)
NAMES = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_-]{0,8}[A-Za-z0-9]", fullmatch=True)
TAILS = st.sampled_from(["", ".", ",", ")", "/", ".git", "}", "\n", " x", "/tree/main", ";", "'", '"', ".We"])
PIECES = st.sampled_from(["https://", "github.com", "ada", "byron", *"/.{} \n", r"\url", ".git", "We use "])


@given(OWNERS, NAMES, TAILS)
def test_parsing_inverts_formatting(owner: str, name: str, tail: str) -> None:
    link = f"https://github.com/{owner}/{name}"
    assert find(f"Code: {link}{tail}") == [link]


@given(st.lists(PIECES | st.text(max_size=3), max_size=15).map("".join))
def test_any_text_gives_canonical_links(text: str) -> None:
    found = find(text)
    assert all(re.fullmatch(r"https://[a-z.]+(/[A-Za-z0-9_.~-]+){2,}", link) for link in found)
    assert found == list(dict.fromkeys(found))


@given(st.lists(st.tuples(st.sampled_from(["abstract", "comment"]), st.lists(PIECES).map("".join)), max_size=3))
def test_the_best_is_one_of_those_found(texts: list[tuple[str, str]]) -> None:
    result = chosen(texts)
    assert result is None or any(origin == result[1] and result[0] in find(text) for origin, text in texts)


ZENODO, MODEL = "https://zenodo.org/records/12345", "https://huggingface.co/ada/byron"


@pytest.mark.parametrize(
    ("found", "written"),
    [
        ([], None),
        ([CodeLink(AB, "abstract", CLAIMED)], AB),
        ([CodeLink(XY, "comment", NAMED), CodeLink(AB, "abstract", CLAIMED)], AB),
        ([CodeLink(XY, "source", PAIRED), CodeLink(AB, "huggingface", VOUCHED)], XY),
        ([CodeLink(AB, "tables", OFFICIAL)], AB),
        ([CodeLink(AB, "tables", LISTED)], None),
        ([CodeLink(AB, "huggingface", GUESSED)], None),
        # Two that connect paper and repository by themselves
        ([CodeLink(AB, "pwc", LISTED), CodeLink(AB.upper().replace("HTTPS", "https"), "huggingface", GUESSED)], AB),
        ([CodeLink(AB, "pwc", LISTED), CodeLink(AB, "pwc", LISTED)], None),
        ([CodeLink(AB, "pwc", LISTED), CodeLink(XY, "huggingface", GUESSED)], None),
        # alike
        ([CodeLink(AB, "abstract", CLAIMED), CodeLink(XY, "comment", CLAIMED)], None),
        ([CodeLink(AB, "source", PAIRED), CodeLink(XY, "source", PAIRED)], None),
        ([CodeLink(AB, "abstract", CLAIMED), CodeLink(f"{AB}/tree/main/sub", "comment", CLAIMED)], AB),
        # Of one claim, a repository goes before what is none
        ([CodeLink(MODEL, "abstract", CLAIMED), CodeLink(AB, "abstract", CLAIMED)], AB),
        ([CodeLink(ZENODO, "abstract", CLAIMED), CodeLink(MODEL, "abstract", CLAIMED)], MODEL),
        ([CodeLink(ZENODO, "abstract", CLAIMED), CodeLink(AB, "comment", NAMED)], ZENODO),
    ],
)
def test_the_link_with_the_best_evidence_is_written(found: list[CodeLink], written: str | None) -> None:
    link = best(in_order(found))
    assert (link.url if link else None) == written


def test_all_links_that_are_alike_are_told() -> None:
    ordered = in_order([CodeLink(AB, "abstract"), CodeLink(XY, "comment"), CodeLink(ZENODO, "comment")])
    assert [link.url for link in rivals(ordered)] == [AB, XY]


@pytest.mark.parametrize(
    "tail", ["A" + "a" * 5000 + "_", "Aa" * 3000 + "_", "A-a" * 3000 + "_", ".A" * 3000, "-" * 9000]
)
def test_no_name_takes_for_ever(tail: str) -> None:
    place(f"https://github.com/a/x.{tail}", in_text=True)
    assert len(find(f"Code: https://github.com/a/x.{tail}")) <= 1


@given(
    st.text("%5C7BDd{}\\\x1b\n;:/.aA_-~$&#é\u202e", max_size=40),
    st.sampled_from(
        [
            "github.com/ada/",
            "git.sr.ht/~ada/",
            f"archive.softwareheritage.org/{SWH}",
            "hf.co/ada/",
            "git.example.org/ada/x",
        ]
    ),
)
def test_what_is_written_is_harmless(text: str, where: str) -> None:
    for address in (f"https://{where}{text}", f"https://{where}b/tree/main/{text}"):
        for link in links(f"Our code is at {address}", "abstract"):
            assert re.fullmatch(r"https?://[A-Za-z0-9:/._~+@-]+", link.url)

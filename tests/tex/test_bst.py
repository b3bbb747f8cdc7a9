from __future__ import annotations

import pytest

from bibtools.tex.bst import reads


@pytest.mark.parametrize(
    ("style", "read"),
    [
        ("plain", set()),
        ("PLAIN", set()),
        ("plainnat", {"url"}),
        ("IEEEtran", {"url"}),
        ("splncs04", {"url"}),
        ("ieeenat_fullname", set()),
        ("acl_natbib", {"eprint", "url"}),
        ("elsarticle-num", {"eprint", "url"}),
        ("ACM-Reference-Format", {"eprint", "url"}),
        ("apsrev4-2", {"eprint", "url"}),
        ("quantum.bst", {"eprint"}),
        ("plainurl", {"eprint", "url"}),
        ("naturemag", {"eprint", "url"}),
        ("my-own-style", None),
        ("", None),
    ],
)
def test_known_styles(style: str, read: set[str] | None) -> None:
    assert reads(style) == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("ENTRY\n  { address\n    eprint\n  }\n  {}\n  { label }\n", {"eprint"}),
        ("% my style\nENTRY { author title EPRINT url } {} {}", {"eprint", "url"}),
        ("ENTRY { author eprinttype title } {} {}", set()),
        ("ENTRY { author % eprint\n title } {} {}", set()),
        ("FUNCTION {format.eprint} {}\nENTRY { author } {} {}", set()),
        ("\n\n\t ENTRY\n\n{ url } {} {}", {"url"}),
        ("% ENTRY { eprint }\n", None),
        ("an ENTRY { eprint }\n", None),
        ("ENTRY\n\n\neprint", None),
        ("", None),
    ],
)
def test_a_style_that_lies_with_the_paper_says_it_itself(text: str, read: set[str] | None) -> None:
    assert reads("plain", text) == read

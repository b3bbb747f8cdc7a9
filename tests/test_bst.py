from __future__ import annotations

import pytest

from bibtools.bst import reads_eprint


@pytest.mark.parametrize(
    ("style", "reads"),
    [
        ("plain", False),
        ("PLAIN", False),
        ("plainnat", False),
        ("IEEEtran", False),
        ("splncs04", False),
        ("ieeenat_fullname", False),
        ("acl_natbib", True),
        ("elsarticle-num", True),
        ("ACM-Reference-Format", True),
        ("apsrev4-2", True),
        ("quantum.bst", True),
        ("my-own-style", None),
        ("", None),
    ],
)
def test_known_styles(style: str, reads: bool | None) -> None:
    assert reads_eprint(style) is reads


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("ENTRY\n  { address\n    eprint\n  }\n  {}\n  { label }\n", True),
        ("% my style\nENTRY { author title EPRINT } {} {}", True),
        ("ENTRY { author eprinttype title } {} {}", False),
        ("ENTRY { author % eprint\n title } {} {}", False),
        ("FUNCTION {format.eprint} {}\nENTRY { author } {} {}", False),
        ("% ENTRY { eprint }\n", None),
        ("", None),
    ],
)
def test_a_style_that_lies_with_the_paper_says_it_itself(text: str, reads: bool | None) -> None:
    assert reads_eprint("plain", text) is reads

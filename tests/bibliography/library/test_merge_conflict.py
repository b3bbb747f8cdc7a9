from __future__ import annotations

import pytest

from bibtools.bibliography.library.merge_conflict import conflict, refuse
from bibtools.core.errors import ReadError
from bibtools.core.text import Source

OURS, MIDDLE, THEIRS = "<<<<<<< HEAD\n", "=======\n", ">>>>>>> theirs\n"


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        (OURS + MIDDLE + THEIRS, 0),
        (f"@misc{{a}}\n{OURS}@misc{{b}}\n{MIDDLE}@misc{{c}}\n{THEIRS}@misc{{d}}\n", 9),
        ("<<<<<<<\n=======\n>>>>>>>", 0),
        ("<<<<<<< HEAD\r\n=======\r\n>>>>>>> theirs\r\n", 0),
        ("<<<<<<<\r\n=======\r\n>>>>>>>\r\n", 0),
        (f"{OURS}||||||| base\n{MIDDLE}{THEIRS}", 0),
        (MIDDLE + THEIRS + OURS + MIDDLE + THEIRS, 23),
        (OURS + OURS + MIDDLE + THEIRS, 0),
        (OURS + THEIRS + MIDDLE + THEIRS, 0),
        (OURS + MIDDLE + MIDDLE + THEIRS, 0),
        (f"<<<<<<<< not one\n{OURS}{MIDDLE}{THEIRS}", 17),
    ],
)
def test_a_conflict_begins_at_its_first_marker(text: str, offset: int) -> None:
    assert conflict(text) == offset


@pytest.mark.parametrize(
    "text",
    [
        "",
        "@misc{a, note = {<<<<<<< HEAD}}\n",
        OURS,
        OURS + MIDDLE,
        OURS + THEIRS,
        MIDDLE + THEIRS,
        OURS + THEIRS + MIDDLE,
        MIDDLE + OURS + THEIRS,
        THEIRS + MIDDLE + OURS,
        THEIRS + OURS + MIDDLE,
        f"<<<<<< HEAD\n{MIDDLE}{THEIRS}",
        f"<<<<<<<< HEAD\n{MIDDLE}{THEIRS}",
        f"<<<<<<<HEAD\n{MIDDLE}{THEIRS}",
        f" <<<<<<< HEAD\n{MIDDLE}{THEIRS}",
        f"<<<<<<< HEAD\rmore\n{MIDDLE}{THEIRS}",
        f"{OURS}======= \n{THEIRS}",
        f"{OURS}========\n{THEIRS}",
        f"{OURS} =======\n{THEIRS}",
        f"{OURS}{MIDDLE}>>>>>>>theirs\n",
        f"{OURS}{MIDDLE}>>>>>>>>\n",
        f"{OURS}{MIDDLE} >>>>>>> theirs\n",
        "<<<<<<< HEAD\r=======\r>>>>>>> theirs\r",
    ],
)
def test_what_only_looks_like_a_conflict_is_none(text: str) -> None:
    assert conflict(text) is None
    refuse(Source("refs.bib", text))


def test_a_library_with_a_conflict_is_refused_with_its_place() -> None:
    with pytest.raises(ReadError, match=r"^refs\.bib:2:1: unresolved merge conflict"):
        refuse(Source("refs.bib", f"@misc{{a}}\n{OURS}{MIDDLE}{THEIRS}"))

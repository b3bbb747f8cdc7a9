"""Pointers to contents that are elsewhere, as Git LFS and git-annex write them."""

from __future__ import annotations

import pytest

from bibtools.files.pointers import pointed

OID = f"oid sha256:{'4d' * 32}\nsize 12345\n"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (f"version https://git-lfs.github.com/spec/v1\n{OID}", "git lfs pull"),
        (f"version https://git-lfs.github.com/spec/v1\r\n{OID}".replace("\n", "\r\n"), "git lfs pull"),
        (f"version https://hawser.github.com/spec/v1\n{OID}", "git lfs pull"),
        (f"version https://git-lfs.github.com/spec/v1\next-0-x sha256:{'0' * 64}\n{OID}", "git lfs pull"),
        ("/annex/objects/SHA256E-s31390--f50d.tex\n", "git annex get"),
        ("/annex/objects/SHA256E-s31390--f50d.tex", "git annex get"),
        ("", ""),
        ("version https://git-lfs.github.com/spec/v1\n", ""),
        (f"Like this:\nversion https://git-lfs.github.com/spec/v1\n{OID}", ""),
        (f"version https://example.org/spec/v1\n{OID}", ""),
        (f"version https://git-lfs.github.com/spec/v1\n\n\\section{{oid}}\n{OID}", ""),
        (f"version https://git-lfs.github.com/spec/v1\n{OID}" + "x" * 40_000, ""),
        ("/annex/objects/ is where the contents are\n", ""),
        ("/annex/objects/a/b.tex\n", ""),
        (".git/annex/objects/SHA256E-s31390--f50d.tex\n", ""),
    ],
)
def test_a_pointer_is_told_from_a_text(data: str, said: str) -> None:
    found = pointed(data.encode())
    assert (said in found, bool(found)) == (True, bool(said))

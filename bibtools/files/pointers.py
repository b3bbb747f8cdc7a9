"""Pointers: files that only say where the content is, which Git LFS or git-annex keeps elsewhere."""

from __future__ import annotations

from bibtools.core.lazy_pattern import lazy_pattern

_LONGEST = 32_768  # bytes of a pointer
# https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md, with the names that the format had before
_LFS = lazy_pattern(
    rb"version https?://(?:git-lfs\.github\.com|hawser\.github\.com|git-media\.io)/(?:spec/)?v[^\n]*\n"
    rb"(?:[a-z0-9.-]+ [^\n]*\n)*?oid [^\n]+"
)
_ANNEX = lazy_pattern(
    rb"/annex/objects/[^/\s]+\s*(?:\n|\Z)"
)  # https://git-annex.branchable.com/internals/pointer_file/
_KINDS = (
    (_LFS, "this is a pointer of Git LFS, not the file itself: run git lfs pull"),
    (_ANNEX, "this is a pointer of git-annex, not the file itself: run git annex get"),
)


def pointed(data: bytes) -> str:
    """Return what to do where a content is only a pointer to it; nothing where it is the file itself."""
    if len(data) > _LONGEST or not data.startswith((b"version http", b"/annex/objects/")):
        return ""
    return next((advice for pattern, advice in _KINDS if pattern.match(data)), "")

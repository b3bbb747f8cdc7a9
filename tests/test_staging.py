"""The index and the commits that tests write are git's own to the byte."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from commits import git, init
from staging import commit


def test_what_is_staged_is_what_git_adds(paper: Path, environ: dict[str, str]) -> None:
    names = [
        "a.tex",
        "a/b.tex",
        "a-b",
        "a.b/c",
        "sub/deep/é: *.tex",
        "x" * 200,
        ".hidden",
        *("n" * n for n in range(1, 9)),
    ]
    for name in names:
        (paper / name).parent.mkdir(parents=True, exist_ok=True)
        (paper / name).write_text(f"of {name}\n", "utf-8")
    (paper / os.fsdecode(b"b\xff.tex")).write_bytes(b"")
    (paper / "a.tex").chmod(0o755)
    (paper / "link").symlink_to("nowhere")
    (paper / "folder").symlink_to("sub")
    os.mkfifo(paper / "pipe")
    init(paper)
    commit(paper)
    git(paper, "fsck", "--strict")
    environ |= {"GIT_INDEX_FILE": ".git/other", "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    (paper / ".git" / "info" / "exclude").write_text("pipe\n", "utf-8")
    subprocess.run(["git", "add", "."], cwd=paper, env=environ, check=True)
    assert (paper / ".git" / "index").read_bytes() == (paper / ".git" / "other").read_bytes()
    git(paper, "diff", "--cached", "--exit-code", "HEAD")  # what git reads of the commit is what is staged
    commit(paper, "a.tex", "link")
    listed = subprocess.run(["git", "ls-tree", "HEAD", "--name-only"], cwd=paper, capture_output=True, check=True)
    assert listed.stdout == b"a.tex\nlink\n"

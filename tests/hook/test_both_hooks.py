"""Both hooks in one configuration of pre-commit: `bibtools-sync` reports only what it changed or could not do."""

from __future__ import annotations

from pathlib import Path

import pytest
from commits import ONE, entries, tex, write
from conftest import Cli

from bibtools.hook.pre_commit import runs_also

BOTH = "repos:\n- repo: https://x\n  hooks:\n  - id: bibtools-check\n  - id: bibtools-sync\n"
BROKEN = entries(ONE, ONE)
BUNDLED = "1706.03762"  # has a record in the package


@pytest.mark.parametrize(
    ("text", "environ", "expected"),
    [
        (BOTH, {}, True),
        (BOTH.replace("id: bibtools-check", 'id: "bibtools-check"  # quick'), {}, True),
        (BOTH.replace("- id: bibtools-check", "- name: x\n    id: bibtools-check"), {}, True),
        (BOTH.replace("\n", "\r\n"), {}, True),
        (BOTH.replace("bibtools-check\n", "bibtools-check\n    args: [--bare]\n"), {}, True),
        (BOTH.replace("bibtools-sync\n", "bibtools-sync\n    stages: [manual]\n"), {}, True),
        (BOTH, {"SKIP": "ruff"}, True),
        (BOTH, {"SKIP": "ruff,bibtools-check"}, False),
        (BOTH, {"PRE_COMMIT": "0"}, False),
        (BOTH.replace("bibtools-check\n", "bibtools-check\n    stages: [pre-push]\n"), {}, False),
        (BOTH.replace("  - id: bibtools-check\n", ""), {}, False),
        (BOTH.replace("- id: bibtools-check", "# - id: bibtools-check"), {}, False),
        (BOTH.replace("bibtools-check", "bibtools-checks"), {}, False),
        ("", {}, False),
        (None, {}, False),
    ],
)
def test_whether_the_other_hook_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str | None, environ: dict[str, str], expected: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    if text is not None:
        (tmp_path / ".pre-commit-config.yaml").write_bytes(text.encode())
    assert runs_also("bibtools-check", {"PRE_COMMIT": "1", **environ}) == expected


def test_what_the_check_tells_is_not_told_again(paper: Path, hook: Cli) -> None:
    write(paper, p_tex=tex(ONE), refs_bib=BROKEN, **{".pre-commit-config_yaml": BOTH})
    alone, beside = (hook("bibtools-sync", PRE_COMMIT=each) for each in ("", "1"))
    assert (alone.code, "duplicate-key" in alone.out) == (1, True)
    assert (beside.code, beside.out, beside.err) == (0, "", "")
    check = hook("bibtools-check", PRE_COMMIT="1")
    assert (check.code, check.out) == (1, alone.out)


def test_what_was_changed_is_known(paper: Path, hook: Cli) -> None:
    write(paper, p_tex=tex(ONE, BUNDLED), refs_bib=BROKEN, **{".pre-commit-config_yaml": BOTH})
    run = hook("bibtools-sync", PRE_COMMIT="1")
    assert (run.code, run.out.count("  added  "), "duplicate-key" in run.out + run.err) == (1, 1, False)
    assert "refs.bib was changed; review it, and add it to the commit" in run.out


def test_what_could_not_be_done_is_known(paper: Path, hook: Cli) -> None:
    write(paper, p_tex=tex("2101.00099"), refs_bib=BROKEN, **{".pre-commit-config_yaml": BOTH})
    run = hook("bibtools-sync", PRE_COMMIT="1")
    assert (run.code, run.err.count("not-asked"), "duplicate-key" in run.out + run.err) == (3, 1, False)

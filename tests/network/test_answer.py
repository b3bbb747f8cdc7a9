from __future__ import annotations

import pytest

from bibtools.network.answer import Trouble, summary, unreachable

A, B, C = (unreachable(host, "no route") for host in ("a.org", "b.org", "c.org"))


@pytest.mark.parametrize(
    ("troubles", "text"),
    [
        ([], ""),
        ([Trouble("it is slow")], "it is slow"),
        ([Trouble("it is slow"), Trouble("it is slow"), Trouble("so is this")], "it is slow; so is this"),
        ([A], "cannot reach a.org (no route)"),
        ([A, A], "cannot reach a.org (no route)"),
        ([A, B], "cannot reach a.org and b.org (no route)"),
        ([A, Trouble("it is slow"), B, C], "cannot reach a.org, b.org and c.org (no route); it is slow"),
        ([A, unreachable("b.org", "refused")], "cannot reach a.org (no route); cannot reach b.org (refused)"),
    ],
)
def test_hosts_that_cannot_be_reached_for_one_cause_stand_together(troubles: list[Trouble], text: str) -> None:
    assert summary(troubles) == text

"""The commands that a verification proposes, as a shell and the command line read them."""

from __future__ import annotations

import re
import shlex

import pytest

from bibtools.app.verify_outcome import VerifiedEntry, VerifyOutcome
from bibtools.matching.difference import Difference
from bibtools.reports.verify import text

WRONG_YEAR = Difference("year", "2020", "dblp:conf/x/Y19", "2019", "warning", meant="2019")


@pytest.mark.parametrize(
    ("path", "word"),
    [
        ("refs.bib", "refs.bib"),
        ("-x.bib", "./-x.bib"),
        ("a b.bib", "'a b.bib'"),
        ("$(touch PWNED).bib", "'$(touch PWNED).bib'"),
        ("a;id.bib", "'a;id.bib'"),
    ],
)
@pytest.mark.parametrize("key", ["k", "-k", "a;id"])
def test_what_verify_says_to_run_is_safe_to_copy(path: str, word: str, key: str) -> None:
    entry = VerifiedEntry(key, 1, "contradicts", ("published-since",), (), (WRONG_YEAR,))
    shown = text(VerifyOutcome(path, (entry,), (), {}))
    upgrade, verify = re.findall(r"bibtools .*?(?= shows)", shown)
    assert upgrade.startswith(f"bibtools upgrade {word} ")
    assert shlex.split(upgrade) == ["bibtools", "upgrade", shlex.split(word)[0], "--key", key, "--diff"]
    assert verify == f"bibtools verify {word} --fix --diff"

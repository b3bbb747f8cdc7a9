"""Outages in the midst of a long run: no verdict comes of them, nothing is remembered, and the rest is asked later."""

from __future__ import annotations

import json
import random
import re
import shutil
from pathlib import Path

import pytest
from conftest import Cli
from loopback import FAULTS, FakeArxiv, Paper
from loopback.replies import Reply

NUMBER = 1000
IDS = [f"21{at % 12 + 1:02}.{at + 1:05}" for at in range(NUMBER)]
TITLES = {each: f"The Looms of Number {each.replace('.', ' ')}" for each in IDS}
BIB = "".join(
    f"@misc{{k{at},\n  title = {{{TITLES[each]}}},\n  author = {{Ada Example}},\n  year = {{2021}},\n"
    f"  eprint = {{{each}}},\n  archiveprefix = {{arXiv}}\n}}\n"
    for at, each in enumerate(IDS)
)


def asked(arxiv: FakeArxiv) -> list[str]:
    return [each for path in arxiv.requests for each in re.findall(r"21[0-9]{2}\.[0-9]{5}", path)]


def failing_after(arxiv: FakeArxiv, good: int, fault: str) -> None:
    """Let a service answer some requests, and then fail."""
    answer = arxiv.answer

    def until(path: str) -> Reply:
        if len(arxiv.requests) > good:
            arxiv.fault = FAULTS[fault]
        return answer(path)

    arxiv.answer = until  # type: ignore[method-assign]


@pytest.mark.slow
@pytest.mark.parametrize(
    "fault",
    [
        "reset before the answer",
        "reset within the body",
        "429",
        "429 with Retry-After 86400",
        "503",
        "200 with HTML",
        "200 with an Anubis page",
        "truncated body",
        "records of another shape",
        "empty body",
    ],
)
def test_an_outage_is_no_verdict(
    paper: Path, arxiv: FakeArxiv, online: Cli, environ: dict[str, str], fault: str
) -> None:
    arxiv.know([Paper(each, title) for each, title in TITLES.items()])
    (paper / "refs.bib").write_text(BIB)
    failing_after(arxiv, random.randrange(1, 9), fault)  # noqa: S311 - at any moment
    first = online("verify", "refs.bib", "--lock", "--timeout", "6", "--searches", "0", "--format", "json")
    entries = json.loads(first.out)["entries"]
    verdicts = [each["verdict"] for each in entries]
    assert (first.code, set(verdicts) - {"agrees", "not-asked"}, len(entries)) == (3, set(), NUMBER)
    assert all(each["reason"] for each in entries if each["verdict"] == "not-asked")
    locked = json.loads((paper / "bibtools.lock").read_text())["libraries"]["refs.bib"]
    done = {each["key"] for each in entries if each["verdict"] == "agrees"}
    assert (set(locked), 0 < len(done) < NUMBER) == (done, True)
    del arxiv.answer
    arxiv.fault = None
    arxiv.requests.clear()
    shutil.rmtree(Path(environ["BIBTOOLS_CACHE_DIR"], "pace"))  # when the service wants to be asked again
    second = online("verify", "refs.bib", "--lock", "--searches", "0")
    assert (second.code, len(arxiv.requests) <= 40) == (0, True)
    assert sorted(set(asked(arxiv))) == sorted(IDS[at] for at in range(NUMBER) if f"k{at}" not in done)
    arxiv.requests.clear()
    (paper / "refs.bib").write_text(BIB.replace("Ada Example", "Grace Hopper", 1))
    third = online("verify", "refs.bib", "--searches", "0", BIBTOOLS_CACHE_DIR=str(paper / "other"))
    assert (third.code, set(asked(arxiv))) == (1, {IDS[0]})
    arxiv.requests.clear()
    assert online("verify", "refs.bib", "--searches", "0").code == 1
    assert arxiv.requests == []

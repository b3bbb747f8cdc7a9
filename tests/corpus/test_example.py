from __future__ import annotations

import shlex
import subprocess
import sys
import zipfile
from pathlib import Path

import corpora
import pytest
from sessions import recipe

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "examples" / "corpus" / "two_workers.py"


@pytest.mark.slow
def test_the_example_counts_papers_with_two_workers(tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    for _ in range(2):
        done = subprocess.run([sys.executable, str(SCRIPT)], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout.split()) == (
            0,
            ["arXiv:1412.6980", "1", "arXiv:1505.04597", "1", "arXiv:1506.02640", "1"]
            + ["arXiv:1512.03385", "1", "arXiv:1706.03762", "1", "arXiv:1912.04958", "1"],
        ), done.stderr
        assert "4 sources, " in done.stderr
    assert len(list((tmp_path / "corpus-rows").glob("part-*.jsonl"))) == 2


@pytest.mark.slow
def test_the_commands_of_the_documentation_work(tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed")
    pytest.importorskip("pyarrow")
    corpora.write(tmp_path / "thesis", 3)
    corpora.write(tmp_path / "bucket" / "papers", 3)
    with zipfile.ZipFile(tmp_path / "papers.zip", "w") as archive:
        archive.writestr("a.tex", "arXiv:2106.00134")
    block = recipe("corpus")
    with distributed.LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address="127.0.0.1:0") as cluster:
        here = {
            "/data": str(tmp_path),
            "s3://": f"file://{tmp_path}/",
            "tcp://scheduler:8786": cluster.scheduler_address,
        }
        for shown, real in here.items():
            block = block.replace(shown, real)
        for command in block.splitlines():
            arguments = [sys.executable, "-m", *shlex.split(command)]
            done = subprocess.run(arguments, cwd=tmp_path, capture_output=True, text=True, check=False)
            assert (done.returncode, "mention" in done.stdout) == (0, True), done.stderr
    assert (tmp_path / "rows" / "part-00000.parquet").exists()
    assert (tmp_path / "bucket" / "rows" / "part-00000.jsonl").exists()

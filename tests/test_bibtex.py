"""What the real BibTeX makes of our entries, where it is installed."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import Cli

EXAMPLES = Path(__file__).parent.parent / "examples" / "paper"
BIBTEX = shutil.which("bibtex") or ""

pytestmark = pytest.mark.skipif(not BIBTEX, reason="BibTeX is not installed")


def printed(folder: Path, style: str) -> str:
    """Return the bibliography of everything in references.bib; BibTeX must not complain."""
    aux = f"\\relax\n\\citation{{*}}\n\\bibstyle{{{style}}}\n\\bibdata{{references}}\n"
    (folder / "paper.aux").write_text(aux, "utf-8")
    done = subprocess.run([BIBTEX, "paper"], cwd=folder, capture_output=True, text=True, check=False)
    assert (done.returncode, "arning" in done.stdout) == (0, False), done.stdout
    return " ".join((folder / "paper.bbl").read_text("utf-8").split())


SHOWN = {
    "plain": [
        r"{\L}ukasz Kaiser, and Illia Polosukhin",
        r"{ATLAS Collaboration}. \newblock Observation of a new particle",
        r"{D}-brane approach to black hole quantum mechanics. \newblock arXiv:hep-th/9602043, 1996.",
    ],
    "alpha": [r"Curtis~G. Callan, Jr. and Juan~M. Maldacena"],
    "abbrv": [r"A.~van~den Oord, Y.~Li, and O.~Vinyals. \newblock Representation learning with contrastive"],
    "unsrt": [r"{\em arXiv preprint arXiv:1412.6980}"],
}


def test_entries_print_in_the_old_styles(paper: Path, cli: Cli) -> None:
    for style, shown in SHOWN.items():
        shutil.copytree(EXAMPLES, paper, dirs_exist_ok=True)
        source = (paper / "paper.tex").read_text("utf-8")
        (paper / "paper.tex").write_text(source.replace("{plainnat}", f"{{{style}}}"), "utf-8")
        assert cli("sync").code == 0
        text = printed(paper, style)
        assert [each for each in shown if each not in text] == []


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    "old",
    [
        "@misc{a,\n  title = {A}\n}\n@misc{b,\n  title = {B\n}\n",
        '@misc{a, title = "x", abstract = "line\n@misc{inner,\n x={y}}\n end"\n}\n% end\n',
        "@comment{\n  old: @misc{vaswani2017attention,\n  title={a}}\n}\n",
        '@article(a, title = {x (y}, note = "a ) b")\n',
        "% @misc{a, title = {commented out}}\n",
        "@string(x = {y})",
    ],
)
def test_a_new_entry_is_read_whatever_stands_around_it(paper: Path, cli: Cli, old: str) -> None:
    (paper / "references.bib").write_text(old, "utf-8")
    run = cli("sync", "-", "--bib", "references.bib", "--format", "json", stdin="arXiv:1706.03762")
    [key] = [each["key"] for each in run.json["added"]]
    aux = f"\\relax\n\\citation{{{key}}}\n\\bibstyle{{plain}}\n\\bibdata{{references}}\n"
    (paper / "paper.aux").write_text(aux, "utf-8")
    subprocess.run([BIBTEX, "paper"], cwd=paper, capture_output=True, check=False)
    assert "Attention is all you need" in (paper / "paper.bbl").read_text("utf-8")

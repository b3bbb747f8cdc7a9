"""`bibtools sync --from`: a paper's own library out of the user's."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from conftest import Cli
from row_tables import thinned

MASTER = """% all that I have read
@preamble{"\\newcommand{\\noop}[1]{}"}
@string{conf = "Conference"}
@string{unused = "U"}

@proceedings{conf2016,
  title = {Proceedings of It}, booktitle = {Proceedings of It}, year = 2016
}

@inproceedings{he2016deep,
\ttitle = {Deep   Residual Learning},
\tauthor = "He, Kaiming", crossref = {conf2016}, series = conf
}
@article{adam, title = {Adam}, eprint = {1412.6980}, year = 2014}
@article{twice, title = {A}}
@article{twice, title = {B}}
@misc{never, title = {Cited by Nobody}}
"""
HE = MASTER[MASTER.index("@inproceedings") : MASTER.index("@article{adam")].rstrip()
CONF = MASTER[MASTER.index("@proceedings") : MASTER.index("@inproceedings")].rstrip()
NOBODY = "paper.tex:3:56: undefined-key: nobody is not in refs.bib: add its entry, or correct the key\n"
TEX = "\\documentclass{article}\n\\begin{document}\n%s\n\\bibliography{refs}\n\\end{document}\n"


@pytest.fixture
def master(tmp_path: Path) -> Path:
    path = tmp_path / "my library.bib"
    path.write_text(MASTER, "utf-8")
    return path


def write(paper: Path, cites: str, name: str = "paper.tex") -> None:
    (paper / name).write_text(TEX % cites if name.endswith(".tex") else cites, "utf-8")


def bib(paper: Path) -> str:
    return (paper / "refs.bib").read_bytes().decode()


def test_a_paper_gets_its_own_library_in_one_command(paper: Path, cli: Cli, master: Path) -> None:
    write(paper, "\\cite{he2016deep} and arXiv:1412.6980 \\nocite{*} \\cite{nobody}")
    run = cli("sync", "--from", str(master), "--format", "json")
    assert (run.code, run.err) == (0, NOBODY)
    assert [(each["id"], each["key"], each["provider"]) for each in run.json["added"]] == [
        (None, "he2016deep", str(master)),
        (None, "conf2016", str(master)),
        ("1412.6980", "adam", str(master)),
    ]
    adam = "@article{adam, title = {Adam}, eprint = {1412.6980}, year = 2014}"
    assert bib(paper) == f'@string{{conf = "Conference"}}\n\n{HE}\n\n{adam}\n\n{CONF}\n'
    before = (paper / "refs.bib").stat()
    again = cli("sync", "--from", str(master))
    assert (again.code, again.out, again.err) == (0, "refs.bib: in step, 1 paper\n", NOBODY)
    assert ((paper / "refs.bib").stat().st_ino, master.read_text("utf-8")) == (before.st_ino, MASTER)


def test_what_only_a_build_has_resolved_is_copied(paper: Path, cli: Cli, master: Path) -> None:
    write(paper, "\\cite{adam}")
    (paper / "paper.bbl").write_text("\\begin{thebibliography}{1}\n\\bibitem{adam}\nA.\n\\end{thebibliography}\n")
    assert cli("sync", "--from", str(master)).code == 0
    assert "{adam, title" in bib(paper)


@pytest.mark.parametrize(
    ("name", "text"),
    thinned(
        [
            ("notes.md", "---\nbibliography: refs.bib\n---\nAs [@adam] says.\n"),
            ("notes.qmd", "---\nbibliography: refs.bib\n---\nAs @adam says.\n"),
            ("paper.typ", '@adam\n#bibliography("refs.bib")\n'),
            ("notes.org", "#+bibliography: refs.bib\n[cite:@adam]\n"),
            ("index.rst", ":cite:`adam`\n\n.. bibliography:: refs.bib\n"),
            ("paper.tex", TEX % "\\textcites[3]{x}[4]{adam}"),
            ("paper.tex", TEX % "\\nocite{adam}"),
        ]
    ),
)
def test_every_kind_of_source_cites(paper: Path, cli: Cli, master: Path, name: str, text: str) -> None:
    (paper / name).write_text(text, "utf-8")
    assert cli("sync", "--from", str(master)).code == 0
    assert bib(paper).startswith("@article{adam,")


@pytest.mark.parametrize(
    "cites",
    thinned(
        [
            "\\nocite{*}",
            "% \\cite{adam}",
            "\\begin{verbatim}\\cite{adam}\\end{verbatim}",
            "\\cite{Adam}",  # biber distinguishes case, so it is not clear
            "\\begin{thebibliography}{9}\\bibitem{adam} A\\end{thebibliography} \\cite{adam}",
            "no citation",
        ]
    ),
)
def test_what_is_not_cited_is_not_copied(paper: Path, cli: Cli, master: Path, cites: str) -> None:
    write(paper, cites)
    assert cli("sync", "--from", str(master)).code == 0
    assert not (paper / "refs.bib").exists()


def test_what_the_paper_has_is_left_alone(paper: Path, cli: Cli, master: Path) -> None:
    write(paper, "\\cite{adam} \\cite{he2016deep}")
    old = "@misc{adam, title = {Something Else}}\n@misc{kingma, eprint = {1412.6980}}\n@misc{he2016deep}\n"
    (paper / "refs.bib").write_text(old, "utf-8")
    assert cli("sync", "--from", str(master)).code == 0
    assert bib(paper) == old


def test_diff_and_check_write_nothing(paper: Path, cli: Cli, master: Path) -> None:
    write(paper, "\\cite{he2016deep} arXiv:1412.6980")
    run = cli("sync", "--from", str(master), "--diff")
    assert (run.code, "+@inproceedings{he2016deep," in run.out) == (1, True)
    check = cli("sync", "--from", str(master), "--check", "--format", "json")
    assert (check.code, [each["id"] for each in check.json["added"]]) == (1, ["1412.6980"])
    assert not (paper / "refs.bib").exists()


def test_a_key_that_is_there_twice_is_a_finding(paper: Path, cli: Cli, master: Path) -> None:
    write(paper, "\\cite{twice,adam}")
    run = cli("sync", "--from", str(master))
    assert (run.code, "@article{twice" in bib(paper), "@article{adam" in bib(paper)) == (0, False, True)
    assert ":16:1: not-copied: twice was not copied: 2 entries there have this key" in run.err


@pytest.mark.parametrize("name", ["gone.bib", ".", "binary.bib"])
def test_a_library_that_cannot_be_read_is_an_error(paper: Path, cli: Cli, name: str) -> None:
    write(paper, "\\cite{adam}")
    (paper / "binary.bib").write_bytes(b"\0")
    run = cli("sync", "--bib", "refs.bib", "--from", name)
    assert (run.code, run.out, run.err.startswith("bibtools: error: ")) == (3, "", True)
    assert not (paper / "refs.bib").exists()


def test_a_library_that_is_too_large_is_not_read(paper: Path, cli: Cli) -> None:
    write(paper, "\\cite{adam}")
    with (paper / "large.bib").open("wb") as file:
        file.truncate(100_000_001)
    run = cli("sync", "--bib", "refs.bib", "--from", "large.bib")
    assert (run.code, "at most 100 MB are read" in run.err) == (3, True)


def test_the_target_itself_and_what_is_not_needed_are_not_read(paper: Path, cli: Cli) -> None:
    write(paper, "\\cite{adam}")
    (paper / "refs.bib").write_text("@misc{adam}\n", "utf-8")
    (paper / "link.bib").symlink_to("refs.bib")
    assert cli("sync", "--from", "gone.bib").code == 0  # nothing is missing
    write(paper, "\\cite{other}")
    assert cli("sync", "--from", "link.bib", "--from", "./refs.bib").code == 0


class TestConfigured:
    def configure(self, environ: dict[str, str], text: str) -> Path:
        path = Path(environ["XDG_CONFIG_HOME"]) / "bibtools" / "config.toml"
        path.parent.mkdir(parents=True)
        path.write_text(text, "utf-8")
        return path

    def test_libraries_of_the_users_own_are_asked(
        self, paper: Path, cli: Cli, master: Path, environ: dict[str, str]
    ) -> None:
        config = self.configure(environ, 'libraries = ["master.bib"]\n')
        (config.parent / "master.bib").write_text(MASTER, "utf-8")
        write(paper, "\\cite{adam}")
        assert (cli("sync").code, bib(paper).startswith("@article{adam,")) == (0, True)
        master.write_text("@misc{he2016deep, title = {First}}\n", "utf-8")
        write(paper, "\\cite{adam,he2016deep}")
        assert (cli("sync", "--from", str(master)).code, "{First}" in bib(paper)) == (0, True)

    def test_one_that_is_gone_costs_nothing(self, paper: Path, cli: Cli, environ: dict[str, str]) -> None:
        self.configure(environ, 'libraries = ["~/no/such.bib"]\n')
        write(paper, "\\cite{adam} arXiv:1706.03762")
        run = cli("sync")
        assert (run.code, "not-copied: nothing is copied from it" in run.err, "1706.03762" in bib(paper)) == (
            0,
            True,
            True,
        )

    @pytest.mark.parametrize("value", ['"one.bib"', "[1]", '[""]', "true"])
    def test_a_wrong_value_is_an_error(self, cli: Cli, environ: dict[str, str], value: str) -> None:
        self.configure(environ, f"libraries = {value}\n")
        assert cli("sync").code == 2

    def test_a_repository_cannot_name_them(self, paper: Path, cli: Cli) -> None:
        (paper / ".bibtools.toml").write_text('libraries = ["/etc/passwd"]\n', "utf-8")
        run = cli("sync")
        assert (run.code, "libraries belongs in your own file" in run.err) == (2, True)


def compiled(folder: Path, program: str) -> str:
    """Return the warnings of BibTeX or biber about a paper."""
    (folder / "paper.bbl").unlink(missing_ok=True)
    subprocess.run(["pdflatex", "-interaction=batchmode", "paper"], cwd=folder, capture_output=True, check=False)
    done = subprocess.run([program, "paper"], cwd=folder, capture_output=True, text=True, check=False)
    return "".join(line for line in done.stdout.splitlines(keepends=True) if "arn" in line or "rror" in line)


WHOLE = """@string{conf = "Conference"}
@string{proc = "Proc. " # conf}
@xdata{house, publisher = {House}, location = {Here}}
@inproceedings{one, author = {A. One}, title = {One}, pages = {1--2}, crossref = {both}}
@inproceedings{two, author = {B. Two}, title = {Two}, pages = {3--4}, crossref = {both}}
@book{three, author = {C. Three}, title = {Three}, year = 2003, publisher = {House}, xdata = {house}, note = proc}
@proceedings{both, title = {Both}, booktitle = {Both}, year = 2001, editor = {D. Four}, series = proc # " X"}
@misc{never, title = {Never}, author = {N. N.}}
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("program", "head", "end"),
    [
        ("bibtex", "", "\\bibliographystyle{plain}\\bibliography{refs}"),
        ("biber", "\\usepackage{biblatex}\\addbibresource{refs.bib}", "\\printbibliography"),
    ],
)
def test_a_copied_library_compiles_as_the_other_one_does(
    paper: Path, cli: Cli, tmp_path: Path, program: str, head: str, end: str
) -> None:
    for each in (program, "pdflatex"):
        if subprocess.run(["which", each], capture_output=True, check=False).returncode:
            pytest.skip(f"there is no {each}")
    text = f"\\documentclass{{article}}{head}\\begin{{document}}\\cite{{two,three,one}}{end}\\end{{document}}\n"
    master = tmp_path / "master.bib"
    (paper / "paper.tex").write_text(text, "utf-8")
    (paper / "refs.bib").write_text(WHOLE, "utf-8")
    expected = compiled(paper, program)
    printed = (paper / "paper.bbl").read_text("utf-8")
    (paper / "refs.bib").unlink()
    master.write_text(WHOLE, "utf-8")
    assert cli("sync", "--from", str(master)).code == 0
    assert "never" not in bib(paper)
    assert compiled(paper, program) == expected
    assert (paper / "paper.bbl").read_text("utf-8") == printed


@pytest.mark.slow
def test_a_large_library_is_read_in_a_bounded_time(paper: Path, cli: Cli) -> None:
    write(paper, "\\cite{k9999}")
    entries = (f"@misc{{k{n},\n  title = {{Title {n}}},\n  note = {{{'x' * 900}}}\n}}\n" for n in range(100_000))
    (paper / "large.bib").write_text("".join(entries), "utf-8")
    assert (cli("sync", "--from", "large.bib").code, bib(paper).count("@")) == (0, 1)

r"""`bibtools add`: works that the user names, into the library of the paper here, with the keys to cite."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import NOBODY, Cli
from index_lines import line, made, many
from loopback import FakeArxiv, Paper
from row_tables import rarely, thinned

TEX = "\\documentclass{article}\n\\begin{document}\nx\n\\bibliography{refs}\n\\end{document}\n"
OLD = """@article{he2016deep,
  title = {Deep Residual Learning for Image Recognition},
  author = {He, Kaiming and Zhang, Xiangyu},
  year = 2016
}

@article{chen2016xgboost,
  title = {XGBoost: A Scalable Tree Boosting System},
  author = {Chen, Tianqi and Guestrin, Carlos},
  doi = {10.1145/2939672.2939785},
  year = 2016
}
"""
KEY = "vaswani2017attention"
ATTENTION = "Attention Is All You Need"
LOOMS = ("2102.00002", "Engines that Weave: A Study of Looms", [["Lovelace", "Ada", ""]])
TWICE = "A Title that Two Papers Have"


@pytest.fixture
def work(paper: Path) -> Path:
    (paper / "paper.tex").write_text(TEX, "utf-8")
    (paper / "refs.bib").write_text(OLD, "utf-8")
    return paper


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build an index of some papers, once for all tests."""
    folder = tmp_path_factory.mktemp("built")
    twins = [line(each, TWICE, [["Twin", first, ""]]) for each, first in (("2102.00003", "Ann"), ("2102.00004", "Bo"))]
    made(folder, [*many(50), line(*LOOMS), *twins]).close()
    return folder / "index.sqlite3"


@pytest.fixture
def indexed(built: Path, environ: dict[str, str], cli: Cli) -> Cli:
    """Return what uses an index of some papers, offline."""
    folder = Path(environ["BIBTOOLS_CACHE_DIR"])
    folder.mkdir()
    shutil.copy(built, folder)
    return cli


def bib(folder: Path, name: str = "refs.bib") -> str:
    return (folder / name).read_bytes().decode()


@pytest.mark.parametrize(
    "what",
    thinned(
        [
            "1706.03762",
            " 1706.03762v5 ",
            "arXiv:1706.03762",
            "arXiv:1706.3762",  # a zero is missing
            "https://arxiv.org/abs/1706.03762",
            "arxiv.org/pdf/1706.03762v2.pdf",
            "https://doi.org/10.48550/arXiv.1706.03762",
            "10.48550/arXiv.1706.03762",
            "https://www.alphaxiv.org/abs/1706.03762",
            "https://huggingface.co/papers/1706.03762",
            "Vaswani et al., arXiv:1706.03762 [cs.CL]",
        ]
    ),
)
def test_a_paper_is_added_however_its_id_is_written(work: Path, cli: Cli, what: str) -> None:
    run = cli("add", what)
    assert (run.code, run.out) == (
        0,
        f"refs.bib: added: {KEY}  arXiv:1706.03762  {ATTENTION}\n  cite it: \\cite{{{KEY}}}\n",
    ), run.err
    assert bib(work).startswith(OLD)
    assert bib(work).count("@misc{") == 1


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    ("what", "key", "shown"),
    [
        ("1512.03385", "he2016deep", "arXiv:1512.03385"),  # by title and first author
        ("Deep residual learning for image recognition", "he2016deep", "Deep Residual Learning for Image Recognition"),
        ("deep {R}esidual Learning, for image-recognition.", "he2016deep", "Deep Residual"),
        ("10.1145/2939672.2939785", "chen2016xgboost", "doi:10.1145/2939672.2939785"),
        ("https://doi.org/10.1145/2939672.2939785", "chen2016xgboost", "doi:10.1145/2939672.2939785"),
        ("XGBoost: A Scalable Tree Boosting System", "chen2016xgboost", "XGBoost"),
    ],
)
def test_what_is_there_is_said_and_stays_as_it_is(work: Path, cli: Cli, what: str, key: str, shown: str) -> None:
    before = (work / "refs.bib").stat()
    run = cli("add", what)
    assert (run.code, bib(work), (work / "refs.bib").stat().st_ino) == (0, OLD, before.st_ino), run.err
    assert run.out.startswith(f"refs.bib: there already: {key}  {shown}")
    assert run.out.endswith(f"  cite it: \\cite{{{key}}}\n")


def test_a_second_run_finds_it_there(work: Path, cli: Cli) -> None:
    cli("add", "1706.03762", "--key", "mine")
    after = bib(work)
    run = cli("add", "1706.03762", "--key", "other")
    assert (run.code, bib(work), run.out.splitlines()[0]) == (
        0,
        after,
        "refs.bib: there already: mine  arXiv:1706.03762",
    )
    assert "--key other was not used" in run.err


@pytest.mark.thinned(2)
@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["1706.03762", "1409.1556", "--key", "one"], 2, "--key takes one work"),
        (["arXiv:1706.03762 and arXiv:1409.1556", "--key", "one"], 2, "--key takes one work"),
        *((["1706.03762", "--key", key], 2, "cannot read this key") for key in ("", "a b", "a{b", "#", "\x1b")),
        *(
            rarely(["1706.03762", "--key", key], 2, "cannot read this key")
            for key in ("a,b", "a}b", "a%b", "a=b", 'a"b', "a'b", "(a", "a\\b", "a~b", "a\nb")
        ),
        (["1706.03762", "--key", "he2016deep"], 2, f"it belongs to another entry; nothing was added; {KEY} is free"),
        (["1706.03762", "--key", "HE2016DEEP"], 2, "it belongs to another entry"),  # BibTeX ignores case
        ([], 2, "missing argument"),
        ([""], 2, "nothing to add"),
        (["Attention", "Is", "All", "You", "Need"], 2, "bibtools add 'Attention Is All You Need'"),
        (["paper.tex"], 2, "this is a file: bibtools sync paper.tex"),
        (["1706.03762", "--bib", "paper.tex"], 2, "not a source"),
        (["1413.00000"], 1, "there is no month 13"),
        (["https://github.com/ada/looms"], 1, "no arXiv id or DOI found in this"),
        (["www.example.org/paper.pdf"], 1, "no arXiv id or DOI found in this"),
        (["2101.00001"], 3, "could not ask"),
        (["10.1145/3292500.3330701"], 3, "could not ask: no service could be asked"),
        (["dblp:conf/nips/VaswaniSPUJGKP17"], 3, "dblp.org does not answer programs: give its arXiv id"),
        (["A title that nobody knows"], 3, "could not look for it: offline, and there is no index"),
        (["A Study of 1234.5678 Runs"], 3, "could not look for it"),  # a number in a title is no id
    ],
)
def test_what_cannot_be_added_is_said_and_nothing_is_written(
    work: Path, cli: Cli, arguments: list[str], code: int, says: str
) -> None:
    run = cli("add", *arguments)
    assert (run.code, run.out, bib(work)) == (code, "", OLD)
    assert says in run.err
    assert "Traceback" not in run.err


def test_one_that_cannot_be_added_does_not_cost_the_others(work: Path, cli: Cli) -> None:
    run = cli("add", "1413.00000", "1706.03762", "1706.03762", "foo", "--format", "json")
    assert (run.code, [each["id"] for each in run.json["added"]]) == (3, ["1706.03762"])
    assert run.json["cited"] == [{"id": "1706.03762", "key": KEY, "cite": f"\\cite{{{KEY}}}"}]
    assert [each["text"] for each in run.json["suspects"]] == ["1413.00000"]
    assert [each["text"] for each in run.json["unclear"]] == ["foo"]
    assert KEY in bib(work)


def test_the_librarys_other_troubles_do_not_count(work: Path, cli: Cli) -> None:
    broken = f"{OLD}\n@misc{{he2016deep, title = {{Again}}}}\n@misc{{open, title = {{x}}\n"
    (work / "refs.bib").write_text(broken, "utf-8")
    (work / "paper.tex").write_text(TEX.replace("x", "\\cite{1413.00000} \\cite{undefined} arXiv:2101.00009"), "utf-8")
    run = cli("add", "1706.03762")
    assert (run.code, run.err.count("\n")) == (0, 1)  # the record is bundled
    assert KEY in bib(work)


def test_a_paper_that_does_not_exist_is_none(work: Path, online: Cli, arxiv: FakeArxiv, datacite: object) -> None:
    del datacite  # who confirms it
    arxiv.know([Paper("2101.00001", "On Engines")])
    run = online("add", "2101.00001", "2101.09999")
    assert (run.code, "arXiv:2101.09999 does not exist" in run.err, "On Engines" in bib(work)) == (1, True, True)


def test_nobody_who_can_be_asked_is_told(work: Path, cli: Cli) -> None:
    nobody = {"BIBTOOLS_OFFLINE": "0"} | {f"BIBTOOLS_{name}_URL": NOBODY for name in ("ARXIV", "DATACITE", "OAI")}
    run = cli("add", "2101.00001", **nobody)
    assert (run.code, bib(work), "cannot reach 127.0.0.1" in run.err) == (3, OLD, True)


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    ("what", "code", "key"),
    [
        ("Engines that Weave: A Study of Looms", 0, "lovelace2021engines"),
        ("Lovelace, Engines that Weave", 0, "lovelace2021engines"),
        ("Engines that Weave", 1, None),
        ("weave looms", 1, None),
        (TWICE, 1, None),
        ("nothing of that kind", 1, None),
        ("looms", 1, None),
    ],
)
def test_a_title_must_be_certain(work: Path, indexed: Cli, what: str, code: int, key: str | None) -> None:
    run = indexed("add", what)
    assert (run.code, bib(work) == OLD, bool(run.out)) == (code, key is None, key is not None), run.err
    assert key is None or f"\\cite{{{key}}}" in run.out


def test_what_may_be_meant_is_listed_with_the_command_to_paste(work: Path, indexed: Cli) -> None:
    (work / "my refs.bib").write_text("", "utf-8")
    run = indexed("add", "Engines that Weave", "--key", "it's", "--bib", "my refs.bib")
    assert "cannot read this key" in run.err
    run = indexed("add", "Engines that Weave", "--key", "looms", "--bib", "my refs.bib")
    command = "bibtools add 2102.00002 --key looms --bib 'my refs.bib'"
    assert f"\n  {command}  # {LOOMS[1]}, Lovelace 2021\n" in run.err
    [found] = indexed("add", "Engines that Weave", "--format", "json").json["unclear"][0]["found"]
    assert (found["id"], found["sure"]) == (LOOMS[0], False)
    assert indexed("add", "2102.00002", "--key", "looms", "--bib", "my refs.bib").code == 0
    assert "{looms,\n" in bib(work, "my refs.bib")


def test_diff_writes_nothing_and_shows_what_would_be(work: Path, cli: Cli) -> None:
    run = cli("add", "1706.03762", "--diff")
    assert (run.code, bib(work), run.out.startswith("--- a/refs.bib\n")) == (1, OLD, True)
    assert f"+@misc{{{KEY},\n" in run.out
    held = cli("add", "1512.03385", "--diff")
    assert (held.code, held.out) == (0, "")
    assert "refs.bib: there already: he2016deep  arXiv:1512.03385\n" in held.err
    assert "there already" not in run.err


@pytest.mark.parametrize(
    ("name", "text", "cite"),
    thinned(
        [
            ("paper.tex", TEX, f"\\cite{{{KEY}}}"),
            ("notes.md", "---\nbibliography: refs.bib\n---\n", f"[@{KEY}]"),
            ("talk.qmd", "---\nbibliography: refs.bib\n---\n", f"[@{KEY}]"),
            ("paper.typ", '#bibliography("refs.bib")\n', f"@{KEY}"),
            ("notes.org", "#+bibliography: refs.bib\n", f"[cite:@{KEY}]"),
            ("index.rst", ".. bibliography:: refs.bib\n", f":cite:`{KEY}`"),
            ("list.txt", "nothing\n", f"\\cite{{{KEY}}}"),
        ]
    ),
)
def test_the_key_is_shown_as_the_paper_cites_it(paper: Path, cli: Cli, name: str, text: str, cite: str) -> None:
    (paper / name).write_text(text, "utf-8")
    (paper / "refs.bib").write_text("", "utf-8")
    assert cli("add", "1706.03762").out.splitlines()[1] == f"  cite it: {cite}"


def test_the_key_follows_the_librarys_own(paper: Path, cli: Cli) -> None:
    entry = "@misc{{{0}2001,\n title = {{On {0}}}, author = {{{0}, A}}, year = 2001}}\n"
    names = ("Moss", "Birch", "Abel", "Zorn", "Reed", "Dale")
    (paper / "refs.bib").write_text("".join(map(entry.format, names)), "utf-8")
    assert "\\cite{Vaswani2017}" in cli("add", "1706.03762").out


class TestWhichLibrary:
    def test_one_that_does_not_exist_is_made(self, paper: Path, cli: Cli) -> None:
        (paper / "paper.tex").write_text(TEX, "utf-8")
        assert (cli("add", "1706.03762").code, bib(paper).startswith("@misc{")) == (0, True)
        assert (cli("add", "1409.1556", "--bib", "other.bib").code, "simonyan" in bib(paper, "other.bib")) == (0, True)

    def test_without_any_it_is_asked_for(self, paper: Path, cli: Cli) -> None:
        run = cli("add", "1706.03762")
        assert (run.code, "no .bib is named" in run.err, list(paper.iterdir())) == (2, True, [])

    def test_another_library_of_the_paper_may_have_it(self, work: Path, cli: Cli) -> None:
        (work / "paper.tex").write_text(TEX.replace("{refs}", "{refs,more}"), "utf-8")
        (work / "more.bib").write_text("@misc{elsewhere, title={A}, eprint={1706.03762}}\n@misc{taken, title={B}}\n")
        assert cli("add", "1706.03762").out.startswith("more.bib: there already: elsewhere  ")
        assert cli("add", "1409.1556", "--key", "taken").code == 2
        assert bib(work) == OLD

    def test_of_several_papers_that_of_the_folder_is_meant(self, work: Path, cli: Cli) -> None:
        for each in ("one", "two"):
            (work / each).mkdir()
            (work / each / "p.tex").write_text(TEX, "utf-8")
            (work / each / "refs.bib").write_text(OLD, "utf-8")
        assert (cli("add", "1706.03762").code, KEY in bib(work)) == (0, True)
        assert (bib(work / "one"), bib(work / "two")) == (OLD, OLD)

    def test_several_papers_are_listed(self, paper: Path, cli: Cli) -> None:
        for each in ("one", "two"):
            (paper / each).mkdir()
            (paper / each / "p.tex").write_text(TEX, "utf-8")
            (paper / each / "refs.bib").write_text(OLD, "utf-8")
        run = cli("add", "1706.03762")
        assert run.code == 2
        assert "\n  --bib one/refs.bib\n  --bib two/refs.bib\n" in run.err
        assert (cli("add", "1706.03762", "--bib", "two/refs.bib").code, KEY in bib(paper / "two")) == (0, True)
        assert bib(paper / "one") == OLD

    def test_configured_papers_are_told_apart(self, work: Path, cli: Cli) -> None:
        tables = (f'[[paper]]\nsources = ["{each}.tex"]\nbib = "{each}.bib"\n' for each in ("a", "b"))
        (work / ".bibtools.toml").write_text("".join(tables), "utf-8")
        run = cli("add", "1706.03762")
        assert (run.code, "--bib a.bib" in run.err, "--bib b.bib" in run.err) == (2, True, True)
        assert cli("add", "1706.03762", "--bib", "b.bib").code == 0

    def test_one_that_must_not_be_written_is_not(self, work: Path, cli: Cli, tmp_path: Path) -> None:
        (tmp_path / "outside.bib").write_text("", "utf-8")
        (work / "paper.tex").write_text(TEX.replace("{refs}", "{../outside}"), "utf-8")
        run = cli("add", "1706.03762")
        assert (run.code, bib(tmp_path, "outside.bib")) == (2, "")

    def test_a_key_that_the_document_defines_itself_is_taken(self, work: Path, cli: Cli) -> None:
        (work / "paper.tex").write_text(
            TEX.replace("x", "\\begin{thebibliography}{9}\\bibitem{own} O\\end{thebibliography}")
        )
        run = cli("add", "1706.03762", "--key", "own")
        assert (run.code, "a source defines it itself" in run.err) == (2, True)
        assert bib(work) == OLD


def test_get_points_to_add_and_find(cli: Cli) -> None:
    run = cli("get", "It's a Title")
    assert run.code == 1
    for command in ("find", "add"):
        assert f"bibtools {command} 'It'\"'\"'s a Title'" in run.err

from __future__ import annotations

import pytest
from project_file_fields import read

ENVIRONMENT = """\
$ENV{'BIBINPUTS'} =
    '.:../../../shared/:'
  . ($ENV{'BIBINPUTS'} ? $ENV{'BIBINPUTS'} . ':' : ':');
"""
OPEN = "the folder $HOME/refs of libraries has a computed name"
JOINED = "$ENV{'BIBINPUTS'} = join(':',\n  '.',\n  \"$root/thesis\", 'bib',\n  $ENV{'BIBINPUTS'} // '',\n);"


@pytest.mark.parametrize(
    ("text", "roots"),
    [
        ("@default_files = ('main.tex');", ["main.tex"]),
        ("@default_files = ('main');", ["main.tex"]),
        ("@default_files=('src/a.tex', \"b\");", ["src/a.tex", "b.tex"]),
        ("@default_files = qw(a b.tex);", ["a.tex", "b.tex"]),
        ("@default_files = 'a.tex';", ["a.tex"]),
        ("@default_files = (\n  'a.tex',\n  # 'b.tex',\n  'c.tex'\n);", ["a.tex", "c.tex"]),
        ("@default_files = ('a.tex');\n@default_files = ('b.tex');", ["b.tex"]),
        ("@default_files = ('a.tex');\npush @default_files, 'b.tex';", ["a.tex", "b.tex"]),
        ("push(@default_files, 'b.tex');", ["b.tex"]),
        ("$pdflatex = 'pdflatex %O \\'#1\\' %S'; @default_files = ('a.tex');", ["a.tex"]),
        ("# @default_files = ('a.tex');", []),
        ("   # @default_files = ('a.tex');\n", []),
        ("=pod\n\n@default_files = ('a.tex');\n\n=cut\n", []),
        ("__END__\n@default_files = ('a.tex');", []),
        ("@default_files = ('*.tex');", []),
        ("@default_excluded_files = ('a.tex');", []),
        ("@other_default_files = 1; $x = 'a.tex';", []),
        ("@default_files = ();", []),
        ("@default_files = glob('x*');", []),
        ("if (@default_files == 0) { print 'a.tex'; }", []),
        ("$pdf_mode = 1;", []),
    ],
)
def test_roots(text: str, roots: list[str]) -> None:
    assert list(read(".latexmkrc", text).roots) == roots


@pytest.mark.parametrize(
    ("text", "search"),
    [
        ("ensure_path( 'BIBINPUTS', './references//' );", ["references//"]),
        ('ensure_path("BIBINPUTS", "a", "../b//");', ["a", "../b//"]),
        ("$ENV{'BIBINPUTS'} = './bib//:' . $ENV{'BIBINPUTS'};", ["bib//"]),
        ("$ENV{BIBINPUTS} = 'bib:' . ($ENV{'BIBINPUTS'} || '');", ["bib"]),
        ("$ENV{'BIBINPUTS'} .= ':../shared';", ["../shared"]),
        ("$ENV{'BIBINPUTS'} = \"./bib//:$ENV{'BIBINPUTS'}\";", ["bib//"]),
        (ENVIRONMENT, ["../../../shared"]),
        (JOINED, ["bib"]),
        ("#ensure_path( 'BIBINPUTS', '../../references//' );", []),
        ("ensure_path( 'TEXINPUTS', './sty//' );", []),
        ("ensure_path( 'BSTINPUTS', './bst//' );", []),
        ("delete $ENV{'BIBINPUTS'};", []),
        ("$BIBINPUTS = $ENV{'BIBINPUTS'};", []),
        ("if ($ENV{'BIBINPUTS'} eq 'x') { }", []),
        ("if ($ENV{'BIBINPUTS'} == 'x') { 1; }", []),
        ("$ENV{'BIBINPUTS'} = '.:';", []),
    ],
)
def test_search(text: str, search: list[str]) -> None:
    assert list(read("latexmkrc", text).search) == search


@pytest.mark.parametrize(
    ("text", "outputs"),
    [
        ("$out_dir = 'build';", ["build"]),
        ("$out_dir = './out/';\n$aux_dir = \"aux\";", ["out", "aux"]),
        ("$out_dir = '.';", []),
        ("$out_dir = '../build';", []),
        ("# $out_dir = 'build';", []),
        ("$out_dir_other = 'build';", []),
        ('$out_dir = "$HOME/x";', []),
    ],
)
def test_outputs(text: str, outputs: list[str]) -> None:
    assert list(read(".latexmkrc", text).outputs) == outputs


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("ensure_path('BIBINPUTS', \"$HOME/refs\");", [OPEN]),
        ("$ENV{'BIBINPUTS'} = \"bib:$ENV{'BIBINPUTS'}\";", []),
        ("ensure_path('TEXINPUTS', \"$HOME/refs\");", []),
        ("x" * 300_000, ["it has more than 262,144 characters and was not read"]),
    ],
)
def test_notes(text: str, notes: list[str]) -> None:
    assert list(read(".latexmkrc", text).notes) == notes

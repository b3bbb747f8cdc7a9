"""What addresses of code hosts name: repositories, archives and notebooks; other pages of the hosts are no code."""

from __future__ import annotations

from bibtools.records.codelinks.code_hosts import ANONYMISED, ARCHIVE, REPOSITORY, place
from bibtools.records.codelinks.ranking import links

HASH = "0123456789abcdef0123456789abcdef01234567"
NAMED = {
    "https://gitlab.com/group/sub/name": "https://gitlab.com/group/sub/name",
    "https://gitlab.com/group/sub/deeper/name.git": "https://gitlab.com/group/sub/deeper/name",
    "https://gitlab.com/group/name/-/tree/main": "https://gitlab.com/group/name",
    "https://gitlab.com/group/sub/name/-/tree/main/code": "https://gitlab.com/group/sub/name/-/tree/main/code",
    "https://gitlab.com/group/name/tree/master": "https://gitlab.com/group/name",
    "https://gitlab.inria.fr/crew/sub/tool": "https://gitlab.inria.fr/crew/sub/tool",
    "https://git.ligo.org/a/b": "https://git.ligo.org/a/b",
    "https://code.ornl.gov/a/b": "https://code.ornl.gov/a/b",
    "https://git.rwth-aachen.de/x/y/z": "https://git.rwth-aachen.de/x/y/z",
    "https://bitbucket.csiro.au/scm/~col549/quant.git": "https://bitbucket.csiro.au/scm/~col549/quant",
    "https://bitbucket.example.edu/projects/ABC/repos/tool": "https://bitbucket.example.edu/projects/ABC/repos/tool",
    "https://bitbucket.example.edu/projects/ABC/repos/tool/browse": "https://bitbucket.example.edu/projects/ABC/repos/tool",
    "https://gitea.example.org/a/b": "https://gitea.example.org/a/b",
    "https://forgejo.example.org/a/b": "https://forgejo.example.org/a/b",
    "https://framagit.org/a/b": "https://framagit.org/a/b",
    "https://salsa.debian.org/a/b": "https://salsa.debian.org/a/b",
    "https://0xacab.org/a/b": "https://0xacab.org/a/b",
    "https://invent.kde.org/a/b": "https://invent.kde.org/a/b",
    "https://gitlab.gnome.org/a/b": "https://gitlab.gnome.org/a/b",
    "https://notabug.org/a/b": "https://notabug.org/a/b",
    "https://git.sr.ht/~ada/byron": "https://git.sr.ht/~ada/byron",
    "https://hg.sr.ht/~ada/byron": "https://hg.sr.ht/~ada/byron",
    "https://sr.ht/~ada/byron": "https://sr.ht/~ada/byron",
    "https://git.sr.ht/~ada/byron/tree/master": "https://git.sr.ht/~ada/byron",
    "git@gitlab.com:group/sub/name.git": "https://gitlab.com/group/sub/name",
    "git@gitlab.inria.fr:crew/tool.git": "https://gitlab.inria.fr/crew/tool",
    "git@git.sr.ht:~ada/byron": "https://git.sr.ht/~ada/byron",
    "ssh://git@git.example.edu/crew/tool.git": "https://git.example.edu/crew/tool",
    "ssh://git@bitbucket.org/a/b.git": "https://bitbucket.org/a/b",
    "https://osf.io/abcde/": "https://osf.io/abcde",
    "https://osf.io/abcde/?view_only=123456": "https://osf.io/abcde",
    "https://osf.io/abcde/files/osfstorage": "https://osf.io/abcde",
    "https://osf.io/ABCDE": "https://osf.io/abcde",
    "https://doi.org/10.17605/OSF.IO/ABCDE": "https://doi.org/10.17605/osf.io/abcde",
    "10.17605/OSF.IO/ABCDE": "https://doi.org/10.17605/osf.io/abcde",
    "doi:10.5281/zenodo.1234567": "https://doi.org/10.5281/zenodo.1234567",
    "DOI 10.5281/zenodo.1234567.": "https://doi.org/10.5281/zenodo.1234567",
    "https://doi.org/10.5281/zenodo.1234567": "https://doi.org/10.5281/zenodo.1234567",
    "https://zenodo.org/record/1234567#.XYZ": "https://zenodo.org/records/1234567",
    "https://zenodo.org/doi/10.5281/zenodo.1234567": "https://doi.org/10.5281/zenodo.1234567",
    "https://figshare.com/articles/software/Some_Name/1234567": "https://figshare.com/articles/1234567",
    "https://figshare.com/articles/code/Some_Name/1234567/2": "https://figshare.com/articles/1234567",
    "https://figshare.com/s/abcdef0123456789abcd": "https://figshare.com/s/abcdef0123456789abcd",
    "https://doi.org/10.6084/m9.figshare.1234567.v2": "https://doi.org/10.6084/m9.figshare.1234567.v2",
    "https://codeocean.com/capsule/1234567/tree/v1": "https://codeocean.com/capsule/1234567",
    "https://doi.org/10.24433/CO.1234567.v1": "https://doi.org/10.24433/co.1234567.v1",
    "https://www.kaggle.com/ada/byron-code": "https://www.kaggle.com/ada/byron-code",
    "https://www.kaggle.com/code/ada/byron": "https://www.kaggle.com/code/ada/byron",
    "https://colab.research.google.com/github/ada/byron/blob/master/a.ipynb": "https://github.com/ada/byron",
    "https://colab.research.google.com/drive/1AbCdEfGhIjKlMnOpQrStUvWxYz012345": "https://colab.research.google.com/drive/1AbCdEfGhIjKlMnOpQrStUvWxYz012345",
    "https://anonymous.4open.science/r/byron-1234": "https://anonymous.4open.science/r/byron-1234",
    "https://anonymous.4open.science/r/12345678-abcd-1234-abcd-1234567890ab/": "https://anonymous.4open.science/r/12345678-abcd-1234-abcd-1234567890ab",
    "https://github.com/a/b/wiki": "https://github.com/a/b",
    "https://github.com/a/b/commit/0123456789abcdef0123456789abcdef01234567": "https://github.com/a/b",
    "https://github.com/a/b/archive/master.zip": "https://github.com/a/b",
    "https://github.com/a/b/releases/tag/v1.0": "https://github.com/a/b",
    "https://github.com/a/b/zipball/master": "https://github.com/a/b",
    "https://github.com/a/b/tarball/master": "https://github.com/a/b",
    "https://github.com/a/b#readme": "https://github.com/a/b",
    "https://github.com/a/b?tab=readme-ov-file": "https://github.com/a/b",
    "https://github.com/a/b/actions": "https://github.com/a/b",
    "https://github.com/a/b.git": "https://github.com/a/b",
    "https://github.com/a/b.": "https://github.com/a/b",
    "https://codeload.github.com/a/b/zip/master": "https://github.com/a/b",
    "https://codeberg.org/a/b/src/branch/main": "https://codeberg.org/a/b",
    "https://bitbucket.org/a/b/src/master/": "https://bitbucket.org/a/b",
    "https://bitbucket.org/a/b/downloads/": "https://bitbucket.org/a/b",
    "https://gitee.com/a/b": "https://gitee.com/a/b",
    "https://launchpad.net/byron": "https://launchpad.net/byron",
    "https://code.google.com/p/byron/": "https://code.google.com/p/byron",
    "https://code.google.com/archive/p/byron": "https://code.google.com/archive/p/byron",
    "https://savannah.nongnu.org/projects/byron": "https://savannah.nongnu.org/projects/byron",
    "https://huggingface.co/ada/byron": "https://huggingface.co/ada/byron",
    "https://bitbucket.org/ada_love/byron": "https://bitbucket.org/ada_love/byron",
    "https://gitlab.com/ada_love/looms.x/byron": "https://gitlab.com/ada_love/looms.x/byron",
    "https://github.example.edu/ada/byron": "https://github.example.edu/ada/byron",
    "http://byron.sourceforge.net/index.html": "https://sourceforge.net/projects/byron",
    "https://github.com/ada/RePO": "https://github.com/ada/RePO",
}
NOTHING = [
    "https://github.com/a/b/wiki/Usage",
    "https://raw.githubusercontent.com/a/b/master/x.py",
    "https://gitlab.com/group/name/issues",
    "https://osf.io/preprints/abcde",
    "https://zenodo.org/badge/latestdoi/1234567",
    "https://www.kaggle.com/datasets/ada/byron",
    "https://www.kaggle.com/c/some-challenge",
    "https://www.kaggle.com/competitions/some-challenge",
    "https://github.com/a/b/issues/3",
    "https://github.com/a/b/pull/25",
    "https://github.com/aa/b%20c",
    "https://github.com/aa/b+c",
    "https://github.com/aa/naïve",
    "https://github.com/aa/b\\%c",
    "https://gist.github.com/ada/0123456789abcdef0123456789abcdef",
    "https://pypi.org/project/byron/",
    "https://huggingface.co/datasets/ada/byron",
    "https://git.com/a/b",
    "https://github.com/ada_love/byron",
    "https://github.com/ada/repo",
    "https://github.io.example.edu",
    "https://github.com.example.org/a/b",
    "http://byron.sourceforge.net/entries/ada.shtml",
    "https://gitlab.com/ada",
]


def test_addresses_of_code_are_found_behind_a_label_and_in_a_sentence() -> None:
    for written, named in NAMED.items():
        for text in (f"Our code is available at {written}", f"Code: {written}"):
            assert [link.url for link in links(text, "abstract")][:1] == [named], text


def test_other_addresses_of_the_same_hosts_are_no_code() -> None:
    for written in NOTHING:
        for text in (f"Our code is available at {written}", f"Code: {written}"):
            assert links(text, "abstract") == [], text


def test_kinds_of_what_is_named_differ() -> None:
    for address, kind in (
        ("https://gitlab.com/ada/looms/byron", REPOSITORY),
        ("https://osf.io/abcde", ARCHIVE),
        ("https://www.kaggle.com/code/ada/byron", ARCHIVE),
        ("https://anonymous.4open.science/r/byron-1234", ANONYMISED),
    ):
        found = place(address)
        assert found
        assert found.kind == kind


def test_a_name_is_never_cut_at_what_its_host_does_not_allow() -> None:
    for name in ("bé", "b%C3%A9", "b%20c", "b+c", "b@c", "b~c", "bü-x", "b%"):
        assert links(f"Code: https://github.com/aa/{name}", "abstract") == [], name

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from subprocess import run
from typing import Any

import pytest

from bibtools.bibliography.entries.csl_json import csl_item
from bibtools.identifiers.identifier import ARXIV, DOI, Identifier
from bibtools.records.publication import WORK_TYPES, Publication
from bibtools.records.record import CodeLink, Record
from bibtools.tex.names import OTHERS, Name

# The schema's own list: https://github.com/citation-style-language/schema, csl-data.json.
TYPES = frozenset(
    """article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset
    document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation
    manuscript map motion_picture musical_score pamphlet paper-conference patent performance periodical
    personal_communication post post-weblog regulation report review review-book software song speech standard thesis
    treaty webpage""".split()
)
PREPRINT = Record(
    identifier=Identifier(ARXIV, "2106.00134"),
    title=r"GANs at $10^{-3}$ and H$_2$O",
    authors=(Name("Berg", "Anna", "van der"), Name("Example", "Ben", suffix="Jr."), OTHERS),
    provider="arxiv",
    date=date(2021, 5, 31),
    code=(CodeLink("https://github.com/ada/gans", "abstract"),),
)
PAPER = Record(
    identifier=Identifier(DOI, "10.1000/182"),
    title="Deep Nets",
    authors=(Name("ATLAS Collaboration", corporate=True),),
    provider="crossref",
    aliases=(Identifier(ARXIV, "2106.00134"),),
    publication=Publication(
        type="inproceedings",
        venue="2016 IEEE Conference on Deep Nets (CDN)",
        short_venue="CDN",
        pages="3-7",
        year=2016,
        month=6,
        publisher="IEEE",
        doi="10.1000/182",
        editors=(Name("Chair", "Carl"),),
    ),
)


def test_a_preprint_is_what_zotero_makes_of_it() -> None:
    assert csl_item(PREPRINT, "berg2021gans") == {
        "id": "berg2021gans",
        "type": "article",
        "title": "GANs at 10<sup>-3</sup> and H<sub>2</sub>O",
        "author": [
            {"family": "Berg", "given": "Anna", "non-dropping-particle": "van der"},
            {"family": "Example", "given": "Ben", "suffix": "Jr."},
            {"literal": "others"},
        ],
        "issued": {"date-parts": [[2021, 5, 31]]},
        "genre": "preprint",
        "publisher": "arXiv",
        "number": "arXiv:2106.00134",
        "DOI": "10.48550/arXiv.2106.00134",
        "URL": "https://arxiv.org/abs/2106.00134",
        "custom": {"code": "https://github.com/ada/gans"},
    }


def test_a_published_work_has_its_venue_and_its_preprint() -> None:
    assert csl_item(PAPER, "atlas2016deep") == {
        "id": "atlas2016deep",
        "type": "paper-conference",
        "title": "Deep Nets",
        "author": [{"literal": "ATLAS Collaboration"}],
        "issued": {"date-parts": [[2016, 6]]},
        "container-title": "IEEE Conference on Deep Nets",
        "container-title-short": "CDN",
        "editor": [{"family": "Chair", "given": "Carl"}],
        "page": "3-7",
        "publisher": "IEEE",
        "DOI": "10.1000/182",
        "URL": "https://arxiv.org/abs/2106.00134",
        "archive": "arXiv",
        "archive_location": "2106.00134",
    }


@pytest.mark.parametrize("type_", WORK_TYPES)
def test_every_type_is_one_of_csl(type_: str) -> None:
    record = Record(
        identifier=Identifier(DOI, "10.1000/1"),
        title="T",
        authors=(),
        provider="crossref",
        publication=Publication(type=type_),
    )
    assert csl_item(record, "k")["type"] in TYPES


def test_what_nobody_says_is_left_out() -> None:
    bare = Record(identifier=Identifier(DOI, "10.1000/1"), title="T", authors=(), provider="crossref")
    assert csl_item(bare, "k") == {"id": "k", "type": "document", "title": "T", "DOI": "10.1000/1"}


@pytest.mark.slow
def test_pandoc_prints_the_items(tmp_path: Path) -> None:
    pandoc = pytest.importorskip("pypandoc").get_pandoc_path()
    items: list[dict[str, Any]] = [csl_item(PREPRINT, "a"), csl_item(PAPER, "b")]
    (tmp_path / "refs.json").write_text(json.dumps(items), "utf-8")
    text = "---\nbibliography: refs.json\n---\n@a @b\n"
    command = [pandoc, "--citeproc", "-t", "plain"]
    done = run(command, input=text, text=True, capture_output=True, cwd=tmp_path, check=True)
    printed = " ".join(done.stdout.split())
    assert done.stderr == ""
    assert "Berg, Anna van der, Ben Example Jr., et al. 2021. “GANs at 10⁻³ and H₂O.” Preprint arXiv:2106." in printed
    assert "ATLAS Collaboration. 2016. “Deep Nets.” In IEEE Conference on Deep Nets, edited by Carl Chair." in printed

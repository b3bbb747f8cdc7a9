from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtools.identifiers.doi import parse
from bibtools.identifiers.identifier import DOI, Identifier

READ = [
    ("10.1109/CVPR.2016.90", "10.1109/cvpr.2016.90"),
    ("  10.1109/cvpr.2016.90\n", "10.1109/cvpr.2016.90"),
    ("https://doi.org/10.1109/CVPR.2016.90", "10.1109/cvpr.2016.90"),
    ("http://doi.org/10.1109/cvpr.2016.90", "10.1109/cvpr.2016.90"),
    ("http://dx.doi.org/10.1038/nature14474", "10.1038/nature14474"),
    ("HTTPS://DOI.ORG/10.1038/NATURE14474", "10.1038/nature14474"),
    ("doi:10.1038/nature14474", "10.1038/nature14474"),
    ("DOI: 10.1038/nature14474", "10.1038/nature14474"),
    ("10.1016/0550-3213(96)00225-8", "10.1016/0550-3213(96)00225-8"),
    ("10.1002/(SICI)1097-0258<1661::AID>3.0.CO;2-2", "10.1002/(sici)1097-0258<1661::aid>3.0.co;2-2"),
    ("10.48550/arXiv.1706.03762", "10.48550/arxiv.1706.03762"),
    ("10.1000.10/123", "10.1000.10/123"),
    (r"10.1007/978-3-030\_12", "10.1007/978-3-030_12"),
    ("10.1145/3292500.3330701", "10.1145/3292500.3330701"),
    (r"10.1007/978-3-030{\_}12", "10.1007/978-3-030_12"),
    (r"10.1007/978-3-030{\textunderscore}12", "10.1007/978-3-030_12"),
    (r"10.1007/978-3-030\textunderscore 12", "10.1007/978-3-030_12"),
    ("{10.1007/978-3-030_12}", "10.1007/978-3-030_12"),
    ("{{10.1007/978-3-030_12}}", "10.1007/978-3-030_12"),
    ("10.1007%2F978-3-030_12", "10.1007/978-3-030_12"),
    (r"https://doi.org/10.1007\%2F978-3-030\_12", "10.1007/978-3-030_12"),
    ("https://doi.org/10.1016%2F0550-3213%2896%2900225-8", "10.1016/0550-3213(96)00225-8"),
    (r"\url{https://doi.org/10.1007/978-3-030_12}", "10.1007/978-3-030_12"),
    (r"10.1002/(SICI)1097-0258{\textless}1661::AID{\textgreater}3.0", "10.1002/(sici)1097-0258<1661::aid>3.0"),
    ("10.1002/(SICI)1097-0258&lt;1661::AID&gt;3.0", "10.1002/(sici)1097-0258<1661::aid>3.0"),
    ("10.1002/(SICI)1097-0258$<$1661::AID$>$3.0", "10.1002/(sici)1097-0258<1661::aid>3.0"),
    ("doi.org/10.1038/nature14474", "10.1038/nature14474"),
    ("https://www.doi.org/10.1038/nature14474", "10.1038/nature14474"),
    ("doi:https://doi.org/10.1038/nature14474", "10.1038/nature14474"),
    ("DOI 10.1038/nature14474", "10.1038/nature14474"),
    ("10.1038/nature14474.", "10.1038/nature14474"),
    ("https://doi.org/10.1038/nature14474?lang=en#top", "10.1038/nature14474"),
    ("https://dl.acm.org/doi/10.1145/3292500.3330701", "10.1145/3292500.3330701"),
    ("https://dl.acm.org/doi/pdf/10.1145/3292500.3330701?download=true", "10.1145/3292500.3330701"),
    ("http://doi.acm.org/10.1145/3292500.3330701", "10.1145/3292500.3330701"),
    ("https://link.springer.com/chapter/10.1007/978-3-030_12", "10.1007/978-3-030_12"),
    ("https://link.springer.com/content/pdf/10.1007/s10994-020-1.pdf", "10.1007/s10994-020-1"),
    ("https://onlinelibrary.wiley.com/doi/abs/10.1002/sim.1", "10.1002/sim.1"),
    ("https://journals.aps.org/prd/abstract/10.1103/PhysRevD.76.013009", "10.1103/physrevd.76.013009"),
    ("https://link.aps.org/doi/10.1103/PhysRevD.76.013009", "10.1103/physrevd.76.013009"),
    ("https://iopscience.iop.org/article/10.1088/1361-6633/ab1/meta", "10.1088/1361-6633/ab1"),
    ("https://www.frontiersin.org/articles/10.3389/fnins.2020.1/full", "10.3389/fnins.2020.1"),
    ("https://journals.plos.org/plosone/article?id=10.1371/journal.pone.1", "10.1371/journal.pone.1"),
    ("https://www.biorxiv.org/content/10.1101/2020.01.02.123456v2.full", "10.1101/2020.01.02.123456"),
    ("https://doi-org.proxy.example.edu/10.1038/nature14474", "10.1038/nature14474"),
]
NO_DOI = [
    "",
    "10.1109",
    "10.1109/",
    "10.1109/.",
    "doi:10.1109/.,;",
    "10/abc",
    "10.109/abc",
    "11.1109/abc",
    "110.1109/abc",
    "1706.03762",
    "arXiv:1706.03762",
    "https://arxiv.org/abs/1706.03762",
    "https://example.org/10.1109/cvpr.2016.90",
    "see 10.1109/cvpr.2016.90",
    "10.1109/cvpr 2016",
    "doi:",
    "hdl:10.1109/cvpr.2016.90",
    "x10.1109/cvpr.2016.90",
    "https://example.org/download?doi=10.1109/cvpr.2016.90",
    "https://doi.org.example.com.evil/",
    "https://dl.acm.org/doi/",
    "https://link.springer.com/journal/10994",
    r"\input{10.1109/cvpr.2016.90} and more",
    "10.1109/a 10.1109/b",
    "%2F10.1109",
    "10.1000/a}b",
    r"10.1000/\input",
    r"10.1000/a\RR",
]


@pytest.mark.parametrize(("text", "value"), READ)
def test_reads_a_doi_in_lower_case(text: str, value: str) -> None:
    assert parse(text) == Identifier(DOI, value.lower())


@pytest.mark.parametrize("text", NO_DOI)
def test_other_texts_are_none(text: str) -> None:
    assert parse(text) is None


@given(
    st.from_regex(r"10\.[0-9]{4,9}/[A-Za-z0-9._;()/:-]{0,19}[A-Za-z0-9()/:_-]", fullmatch=True),
    st.sampled_from(["", "doi:", "https://doi.org/"]),
)
def test_parsing_inverts_formatting(value: str, prefix: str) -> None:
    assert parse(prefix + value) == Identifier(DOI, value.lower())


@given(st.text(max_size=40))
def test_what_is_read_is_read_again(text: str) -> None:
    result = parse(f"10.1234/{text}")
    assert result is None or parse(result.value) == result

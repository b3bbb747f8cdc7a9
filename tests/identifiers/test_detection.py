from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtools.identifiers.detection import find_arxiv as find
from bibtools.identifiers.detection import read_key
from bibtools.identifiers.identifier import STRONG, WEAK, Identifier, Impossible
from bibtools.identifiers.sighting import Sighting

TODAY = date(2026, 11, 20)

STRONG_PREFIX = [
    ("arXiv\\:2106.00134", ["2106.00134"]),
    ("__arXiv__: [2106.00134](x)", ["2106.00134"]),
    ("arXivs 2106.00134 and 1706.03762", ["2106.00134", "1706.03762"]),
    ("arXiv identifiers: 2106.00134, 1706.03762", ["2106.00134", "1706.03762"]),
    ("arXiv:quant-ph 1503.01017", ["1503.01017"]),
    ("arXiv [cs.LG] 2106.00134", ["2106.00134"]),
    ("arXiv:cs.LG:2106.00134", ["2106.00134"]),
    ("{{cite arXiv |eprint=1706.03762 |class=cs.CL}}", ["1706.03762"]),
    ('<pub-id pub-id-type="arxiv">1706.03762</pub-id>', ["1706.03762"]),
    (":arxiv:`Attention <1706.03762>`", ["1706.03762"]),
    ("networksarXiv:2106.00134", ["2106.00134"]),
    (r"ar$\chi$iv:2106.00134", ["2106.00134"]),
    (r"ar{\chi}iv:2106.00134", ["2106.00134"]),
    ("\uff41\uff52\uff38\uff49\uff56\uff1a2106.00134", ["2106.00134"]),
    ("arXiv:2106.00134", ["2106.00134"]),
    ("arxiv:2106.00134", ["2106.00134"]),
    ("ARXIV:2106.00134V2", ["2106.00134"]),
    ("ArXiv: 2106.00134", ["2106.00134"]),
    ("arXiv : 2106.00134", ["2106.00134"]),
    ("arXiv 2106.00134", ["2106.00134"]),
    ("arXiv.2106.00134", ["2106.00134"]),
    ("arXiv/2106.00134", ["2106.00134"]),
    ("arXiv-2106.00134", ["2106.00134"]),
    ("arXiv_2106.00134", ["2106.00134"]),
    ("arXiv=2106.00134", ["2106.00134"]),
    ("arXiv (2106.00134)", ["2106.00134"]),
    ("arXiv [2106.00134]", ["2106.00134"]),
    ("arXiv: [2106.00134]", ["2106.00134"]),
    ('arXiv: "2106.00134"', ["2106.00134"]),
    (":arxiv:`2106.00134`", ["2106.00134"]),
    ("arXiv:abs/2106.00134", ["2106.00134"]),
    ("arXiv preprint arXiv:2106.00134", ["2106.00134"]),
    ("arXiv preprint 2106.00134", ["2106.00134"]),
    ("arXiv e-prints 2106.00134", ["2106.00134"]),
    ("arXiv eprint: 2106.00134", ["2106.00134"]),
    ("arXiv paper 2106.00134", ["2106.00134"]),
    ("arXiv id 2106.00134", ["2106.00134"]),
    ("arXiv ID: 2106.00134", ["2106.00134"]),
    ("arXiv no. 2106.00134", ["2106.00134"]),
    ("(arXiv:2106.00134)", ["2106.00134"]),
    ("[arXiv:2106.00134v2]", ["2106.00134"]),
    ("In: CoRR abs/1706.03762 (2017)", ["1706.03762"]),
    ("CoRR, abs/1706.03762, 2017", ["1706.03762"]),
    ("DBLP:journals/corr/abs-1706-03762", ["1706.03762"]),
    ("2017arXiv170603762V", ["1706.03762"]),  # an ADS bibcode
    ("2012arXiv1207.7214A", ["1207.7214"]),  # an ADS bibcode while ids were shorter
    ("arXiv:0704.0001 opened the new form", ["0704.0001"]),
    ("arXiv:1412.9999 closed it", ["1412.9999"]),
    ("arXiv:1501.00001 brought five digits", ["1501.00001"]),
    ("arXiv:2611.00001 is of this month", ["2611.00001"]),
    ("arXiv:2106.00134v0", ["2106.00134"]),
    ("hep-ph/1203.1234v12", ["1203.1234"]),
    ("arXiv:math.RT/1206.5933,", ["1206.5933"]),
    ("more on networksarXiv:2106.00134", ["2106.00134"]),  # the line end was lost
]
STRONG_OLD = [
    ("hep--th/9711200", ["hep-th/9711200"]),
    ("hep-th/97112003D shapes", ["hep-th/9711200"]),
    ("https://arxiv.org/abs/hep-th%2F9711200", ["hep-th/9711200"]),
    ("%%CITATION = HEP-TH/9711200;%%", ["hep-th/9711200"]),
    ("hep-th/9711200", ["hep-th/9711200"]),
    ("HEP-TH/9711200", ["hep-th/9711200"]),
    ("arXiv:hep-th/9711200v3", ["hep-th/9711200"]),
    ("see math.GT/0309136.", ["math/0309136"]),
    ("cs.LG/0102003", ["cs/0102003"]),
    ("cond-mat.mes-hall/0401001", ["cond-mat/0401001"]),
    ("physics.gen-ph/0501001", ["physics/0501001"]),
    ("solv-int/9901001", ["solv-int/9901001"]),
    ("alg-geom/9202001 and q-alg/9709040", ["alg-geom/9202001", "q-alg/9709040"]),
    ("gr-qc/9310026, astro-ph/9310012", ["gr-qc/9310026", "astro-ph/9310012"]),
    ("hep-th/9107001 to math/0703999", ["hep-th/9107001", "math/0703999"]),
    ("[quant-ph/9508027]", ["quant-ph/9508027"]),
    ("Preprint arXiv:quantph/0703103", ["quant-ph/0703103"]),
    ("arXiv:hepth/9711200", ["hep-th/9711200"]),
    ("hep-th/9711200We study", ["hep-th/9711200"]),
]
STRONG_ADDRESS = [
    ("huggingface.co/papers/2106.00134", ["2106.00134"]),
    ("xxx.lanl.gov/abs/hep-th/9711200", ["hep-th/9711200"]),
    ("http:/arxiv.org/abs/1706.03762", ["1706.03762"]),
    ("http://xxx.arxiv.cornell.edu/abs/hep-th/9711200", ["hep-th/9711200"]),
    ("http://front.math.ucdavis.edu/0704.0001", ["0704.0001"]),
    ("https://inspirehep.net/search?p=find+eprint+hep-th/9711200", ["hep-th/9711200"]),
    ("https://img.shields.io/badge/cs.CV-2106.00134-b31b1b.svg", ["2106.00134"]),
    ("https://img.shields.io/badge/arXiv-hep--th/9711200-red", ["hep-th/9711200"]),
    ('href="/abs/2106.00134"', ["2106.00134"]),
    ("https://arxiv.org/abs/2106.00134", ["2106.00134"]),
    ("http://arxiv.org/abs/2106.00134v2", ["2106.00134"]),
    ("https://arxiv.org/pdf/2106.00134", ["2106.00134"]),
    ("https://arxiv.org/pdf/2106.00134.pdf", ["2106.00134"]),
    ("https://arxiv.org/pdf/2106.00134v2.pdf", ["2106.00134"]),
    ("https://arxiv.org/html/2503.08641v1#S2.F1", ["2503.08641"]),
    ("https://arxiv.org/ps/cs/9901002v1", ["cs/9901002"]),
    ("https://arxiv.org/format/1508.05632", ["1508.05632"]),
    ("https://arxiv.org/2106.00134", ["2106.00134"]),
    ("https://arxiv.org/abs/2106.00134?context=cs.LG", ["2106.00134"]),
    ("https://arxiv.org/abs/2106.00134/", ["2106.00134"]),
    ("(https://arxiv.org/abs/2106.00134).", ["2106.00134"]),
    ("HTTPS://ARXIV.ORG/ABS/2106.00134", ["2106.00134"]),
    ("https://arxiv.org:443/abs/2106.00134", ["2106.00134"]),
    ("//arxiv.org/abs/2106.00134", ["2106.00134"]),
    ("arxiv.org/abs/2106.00134", ["2106.00134"]),
    ("www.arxiv.org/abs/2106.00134", ["2106.00134"]),
    ("https://export.arxiv.org/abs/hep-th/9711200", ["hep-th/9711200"]),
    ("http://xxx.lanl.gov/abs/hep-th/9711200", ["hep-th/9711200"]),
    ("http://cn.arxiv.org/abs/1706.03762", ["1706.03762"]),
    ("https://ar5iv.labs.arxiv.org/html/1706.03762", ["1706.03762"]),
    ("https://ar5iv.org/abs/1706.03762", ["1706.03762"]),
    ("https://www.alphaxiv.org/abs/1706.03762v7", ["1706.03762"]),
    ("https://huggingface.co/papers/1706.03762", ["1706.03762"]),
    ("https://hf.co/papers/1706.03762", ["1706.03762"]),
    ("https://scirate.com/arxiv/1512.03385", ["1512.03385"]),
    ("https://www.arxiv-vanity.com/papers/1706.03762/", ["1706.03762"]),
    ("https://api.semanticscholar.org/arXiv:1706.03762", ["1706.03762"]),
    ("https://inspirehep.net/api/arxiv/1207.7214", ["1207.7214"]),
    ("https://img.shields.io/badge/arXiv-1706.03762-b31b1b.svg", ["1706.03762"]),
    ("https://scholar.google.com/scholar?q=arxiv%3A1706.03762", ["1706.03762"]),
    ("https://web.archive.org/web/2020/https://arxiv.org/abs/1706.03762", ["1706.03762"]),
    ("https://arxiv.org/abs/2106.00134https://arxiv.org/abs/1706.03762", ["2106.00134", "1706.03762"]),
    ('<a href="https://arxiv.org/abs/2106.00134">paper</a>', ["2106.00134"]),
    ("https://arxiv.org/list/cs.LG/2106 and https://arxiv.org/abs/2106.00134", ["2106.00134"]),
    ("10.48550/arXiv.1706.03762", ["1706.03762"]),
    ("doi:10.48550/arxiv.1706.03762v5", ["1706.03762"]),
    ("https://doi.org/10.48550/arXiv.2010.11929", ["2010.11929"]),
    ("https://doi.org/10.48550/ARXIV.HEP-TH/9711200", ["hep-th/9711200"]),
    ("https://doi.org/10.1000/xyz.20096 and arXiv:2106.00134", ["2106.00134"]),
]
STRONG_GLUED_AND_BROKEN = [
    ("arXiv:2106.-\n00134", ["2106.00134"]),
    ("arXiv:2106.001-\n34", ["2106.00134"]),
    ("arXiv:2106.0-\r\n  0134", ["2106.00134"]),
    ("arXiv:21-\n06.00134", ["2106.00134"]),
    ("ar-\nXiv:2106.00134", ["2106.00134"]),
    ("arX-\niv:2106.00134", ["2106.00134"]),
    ("hep-\nth/9711200", ["hep-th/9711200"]),
    ("https://arxiv.org/abs/hep-\nth/9711200", ["hep-th/9711200"]),
    ("arXiv:cond-\n  mat/9703063", ["cond-mat/9703063"]),
    ("hep-th/9711-\n200", ["hep-th/9711200"]),
    ("arXiv:hep-th/\n9711200", ["hep-th/9711200"]),
    ("hep-th/\n9711200", ["hep-th/9711200"]),
    ("arXiv:2106.00134-\n2106.00140", ["2106.00134"]),
    ("arXiv:2106.00134Lottery tickets", ["2106.00134"]),
    ("arXiv:2106.00134this paper", ["2106.00134"]),
    ("arXiv:2106.00134vision", ["2106.00134"]),
    ("arXiv:2106.00134v2We show", ["2106.00134"]),
    ("arXiv:1409.15563D shapes", ["1409.1556"]),  # four digits until 2014
    ("arXiv:2106.001343D shapes", ["2106.00134"]),  # five since
    ("arXiv:2106.0013416x16 words", ["2106.00134"]),
    ("arXiv:2106.00134_supplement", ["2106.00134"]),
    ("arXiv:2106.00134arXiv:1706.03762", ["2106.00134", "1706.03762"]),
    ("arXiv:\n2106.00134", ["2106.00134"]),
    ("arXiv:\r\n2106.00134", ["2106.00134"]),
    ("arXiv preprint\narXiv:2106.00134", ["2106.00134"]),
    ("arXiv:2106.\n00134", ["2106.00134"]),
    ("https://arxiv.org/abs/\n2106.00134", ["2106.00134"]),
    ("arXiv:\u00a02106.00134", ["2106.00134"]),
    ("arXiv\u202f:\u202f2106.00134", ["2106.00134"]),
    ("arXiv:2106\u202400134", ["2106.00134"]),  # one dot leader
    ("arXiv\uff1a\uff12\uff11\uff10\uff16\uff0e\uff10\uff10\uff11\uff13\uff14", ["2106.00134"]),  # full width
    ("arXiv:2106.\u200b00134", ["2106.00134"]),
    ("\ufeffarXiv:2106.00134", ["2106.00134"]),
    ("arXiv:\u20602106.00134", ["2106.00134"]),
    ("hep\u2011th/9711200", ["hep-th/9711200"]),
    ("hep-\u00adth/9711200", ["hep-th/9711200"]),
    (r"arXiv:hep\-th/9711200", ["hep-th/9711200"]),
    ("https%3A%2F%2Farxiv.org%2Fabs%2F2106.00134", ["2106.00134"]),
    ("arXiv:1203.01234", ["1203.1234"]),  # a zero too many
    ("arXiv:2106.0134", ["2106.00134"]),  # a zero too few
]
STRONG_BESIDE = [
    ("arXiv:1706.03762,1810.04805,2106.00134", ["1706.03762", "1810.04805", "2106.00134"]),
    ("arXiv:1706.03762;1810.04805&2106.00134", ["1706.03762", "1810.04805", "2106.00134"]),
    ("1706.03762v5,1810.04805v2", ["1706.03762", "1810.04805"]),
    ("arXiv:1706.03762/1810.04805", ["1706.03762", "1810.04805"]),
    (r"arXiv:1706.03762 and\ 1810.04805", ["1706.03762", "1810.04805"]),
    ("arXiv:1706.03762 und 1810.04805", ["1706.03762", "1810.04805"]),
    ("(see)1510.12345 [physics.ins-det](there)", ["1510.12345"]),
    ("\u201c1706.03762v5\u201d", ["1706.03762"]),
    ("\u00ab1706.03762v5\u00bb", ["1706.03762"]),
    ("\u20141706.03762v5", ["1706.03762"]),
    ("1706.03762.pdf", ["1706.03762"]),
    ("1706.03762v2.pdf", ["1706.03762"]),
    ("2106.00134v2", ["2106.00134"]),
    ("see 1610.07877v1 for", ["1610.07877"]),
    ("2106.00134 [cs.LG]", ["2106.00134"]),
    ("1207.7214v2 [hep-ex] 31 Aug 2012", ["1207.7214"]),
    ("2106.00134 [cond-mat.mes-hall]", ["2106.00134"]),
    ("2106.00134 [physics.optics]", ["2106.00134"]),
    ("2106.00134 [math-ph]", ["2106.00134"]),
    ("arXiv:2106.00134, 2105.07381 and 2104.08215", ["2106.00134", "2105.07381", "2104.08215"]),
    ("arXiv:2106.00134; 1706.03762", ["2106.00134", "1706.03762"]),
    ("arXiv:2106.00134 & 1706.03762", ["2106.00134", "1706.03762"]),
    ("arXiv:2106.00134,\n1706.03762", ["2106.00134", "1706.03762"]),
    ("arXiv: 2106.00134 [cs.LG], 1706.03762 [cs.CL]", ["2106.00134", "1706.03762"]),
    ("[2106.00134, 1706.03762v5; hep-th/9711200]", ["2106.00134", "1706.03762", "hep-th/9711200"]),
]
WEAKLY = [
    "<1706.03762>",
    "array<1706.03762>",
    "CoRR = 0904.1234",
    "1706.03762",
    "see 1706.03762 for details",
    "(1706.03762)",
    "[1706.03762]",
    '"1706.03762"',
    "1706.03762, which",
    "as in 1706.03762.",
    "1706.03762?",
    "accuracy 0904.1234",
    "The arXiv is large: 1706.03762 papers",
    "arXiv was founded long ago. 1706.03762 is a number",
    "bioRxiv 2106.00134",
    "medRxiv 2106.00134",
    "1706.03762 [my]",
    "1706.03762 [12]",
    "1706.03762 v2",
    "cs 1706.03762",
]
NOTHING = [
    "https://example.org/abs/hep-th/9711200",
    "https://notarxiv.org/abs/hep-th/9711200",
    "https://example.org/hep-th/9711200",
    "foo/abs/2106.00134",
    "bioarXiv:2106.00134",
    "arxiv==2106.00134",
    "https://static.arxiv.org/js/20210301/2103.00012.js",
    "2106.0134v2",
    "2106.0134 [cs.LG]",
    "CoRR 2012.0601",
    "E = 1012.12345 GeV",
    "1706.03762 EUR",
    "1706.03762 \u00b1 0.1",
    "1706.03762 km",
    "in 1706.03762 seconds",
    "$1706.03762",
    "2010.123-\n4",
    "pp. 2106-\n2110",
    "",
    "arXiv",
    "arXiv:",
    "arXiv:cs.LG",
    "math.CO",
    "I like arXiv, and 2106 of its papers",
    "https://example.org/NVAE_arxiv.pdf",
    "http://onion.example/something-about-arxiv-1234",
    "https://arxiv.org/list/cs.LG/2106",
    "https://arxiv.org/list/hep-th/2006-01",
    "https://arxiv.org/list/hep-th/0601001",
    "https://arxiv.org/help/arxiv_identifier",
    "https://arxiv.org/year/math/0601",
    "https://arxiv.org/abs/",
    "https://example.org/abs/2106.00134",
    "https://example.org/abs/2106.00134v1",
    "https://notarxiv.org/abs/2106.00134",
    "https://arxiv.org.evil.example/abs/2106.00134",
    "https://arxiv.org@evil.example/abs/2106.00134",
    "https://myarxiv.com/abs/2106.00134",
    "notarxiv.org/abs/2106.00134",
    "https://huggingface.co/datasets/owner/2106.00134",
    "https://github.com/owner/repo/releases/tag/2106.00134",
    "https://example.org/math/0309136",
    "https://eprint.iacr.org/2021/0601",
    "http://vixra.org/abs/1203.0012",
    "viXra:1203.0012",
    "medRxiv:2106.00134",
    "bioRxiv:2106.00134",
    "PsyArXiv:2106.00134",
    "chemrxiv-2021.0601",
    "bioRxiv 2021.06.01.446571",
    "10.1145/2106.00134",
    "10.1145/hep-th/9711200",
    "doi:10.1145/2106.00134",
    "https://doi.org/10.1000/1706.03762",
    "https://doi.org/10.1000/1706.03762v2",
    "doi: 10.1145/ 1105.321114 ",
    "10.1016/j.cell.2106.00134",
    "10.1103/PhysRevD.76.013009",
    "10.1111/j.0013-0133.2004.00186.x",
    "10.1109/5.771073",
    "1234.5678",
    "2106.00000",
    "0703.1234",
    "2612.00001",
    "2106.0134",
    "1203.01234",
    "2012.0601",
    "Tel. 0711.12345",
    "2106.1234567",
    "106.00134",
    "2451435.4353",
    "12106.00134",
    "15.10.2020",
    "2020.10.15",
    "192.168.1804.1234",
    "1.1706.03762",
    "1706.03762.1",
    "1706.03762,5",
    "$1,706.03762",
    "1,1706.03762",
    "-1706.03762",
    "+1706.03762",
    "x1706.03762",
    "v1706.03762",
    "numpy==1804.12345",
    "n=1706.03762",
    "a_1706.03762",
    "~1706.03762",
    "1706.03762e-5",
    "1706.03762%",
    r"1706.03762\%",
    "1706.03762kg",
    "1706.03762(5)",
    "1706.03762±2",
    "1706.03762+/-0.0009",
    "1706.03762^{+0.1}",
    "1706.03762vision",
    "1706.\n03762",
    "foo/9901001",
    "and/0301001",
    "xhep-th/9711200",
    "math/1234567",
    "math/0704001",
    "econ/0601001",
    "hep-th/abcdefg",
    "hep-th-9711200",
    "quantph/0703103",
    "2005/0312345",
]
CLAIMED_AND_IMPOSSIBLE = [
    ("arXiv:1234.5678", "1234.5678"),
    ("arXiv:2100.00134", "2100.00134"),
    ("arXiv:2113.00134", "2113.00134"),
    ("arXiv:0703.1234", "0703.1234"),
    ("arXiv:2106.00000", "2106.00000"),
    ("arXiv:1203.0000", "1203.0000"),
    ("arXiv:2612.00001", "2612.00001"),
    ("arXiv:9912.12345v2", "9912.12345v2"),
    ("arXiv:2106.1234567", "2106.1234567"),
    ("arXiv:1203.12345", "1203.12345"),
    ("https://arxiv.org/abs/1313.1234", "1313.1234"),
    ("https://arxiv.org/pdf/2106.00000.pdf", "2106.00000"),
    ("https://doi.org/10.48550/arXiv.1234.5678", "1234.5678"),
    ("abs/1234.5678", "1234.5678"),
    ("arXiv:hep-th/9913001", "hep-th/9913001"),
    ("hep-th/9913001", "hep-th/9913001"),
    ("hep-th/9000001", "hep-th/9000001"),
    ("hep-th/0704001", "hep-th/0704001"),
    ("hep-th/9711000", "hep-th/9711000"),
    ("cond-mat/97063007", "cond-mat/97063007"),
    ("arXiv:math/1234567", "math/1234567"),
    ("https://arxiv.org/abs/math/0704001", "math/0704001"),
]


def values(sightings: list[Sighting], evidence: str) -> list[str]:
    return [s.identifier.value for s in sightings if isinstance(s.identifier, Identifier) and s.evidence == evidence]


@pytest.mark.parametrize(
    ("text", "expected"),
    [*STRONG_PREFIX, *STRONG_OLD, *STRONG_ADDRESS, *STRONG_GLUED_AND_BROKEN, *STRONG_BESIDE],
)
def test_finds_what_says_that_it_is_an_id(text: str, expected: list[str]) -> None:
    assert values(find(text, TODAY), STRONG) == expected


@pytest.mark.parametrize("text", WEAKLY)
def test_a_bare_number_is_weak(text: str) -> None:
    sightings = find(text, TODAY)
    assert (len(sightings), values(sightings, STRONG), len(values(sightings, WEAK))) == (1, [], 1)


@pytest.mark.parametrize("text", NOTHING)
def test_leaves_other_numbers_alone(text: str) -> None:
    assert find(text, TODAY) == []


@pytest.mark.parametrize(("text", "shown"), CLAIMED_AND_IMPOSSIBLE)
def test_reports_what_claims_to_be_an_id_and_cannot_be_one(text: str, shown: str) -> None:
    sightings = find(text, TODAY)
    assert [isinstance(sighting.identifier, Impossible) for sighting in sightings] == [True]
    assert text[slice(*sightings[0].span)] == shown


@pytest.mark.parametrize(
    ("text", "strong", "weak"),
    [
        ("arXiv:2106.00134 has 1706.03762 parts", ["2106.00134"], ["1706.03762"]),
        ("arXiv:2106.00134. 1706.03762 is more", ["2106.00134"], ["1706.03762"]),
        ("1706.03762 times as much as arXiv:2106.00134", ["2106.00134"], ["1706.03762"]),
        ("1706.03762, 2106.00134 and more", [], ["1706.03762", "2106.00134"]),
        ("arXiv:2106.00134, 2012.12345 GeV", ["2106.00134"], []),
        ("arXiv:2106.00134 and 1905.12345 \u00b1 0.1", ["2106.00134"], []),
        ("1706.03762 [hep-ph], 2106.00134 [GeV], 1810.04805 [cs.CL]", ["1706.03762", "1810.04805"], []),
        ("https://example.org/ 1706.03762", [], ["1706.03762"]),
        ("arXiv:2106.00134, 1234.5678 and 10.1145/1706.03762", ["2106.00134"], []),
    ],
)
def test_evidence_is_shared_in_enumerations_only(text: str, strong: list[str], weak: list[str]) -> None:
    sightings = find(text, TODAY)
    assert (values(sightings, STRONG), values(sightings, WEAK)) == (strong, weak)


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("arXiv:2106.00134v3", 3),
        ("2106.00134V12", 12),
        ("https://arxiv.org/pdf/2106.00134v2.pdf", 2),
        ("chao-dyn/9405004v2", 2),
        ("arXiv:2106.00134v2We show", 2),
        ("arXiv:2106.00134", None),
        ("arXiv:2106.00134v0", None),
        ("arXiv:2106.00134v", None),
        ("arXiv:2106.00134vision", None),
        ("arXiv:2106.00134 v2", None),
        ("solv-int/9901001", None),
    ],
)
def test_version_is_kept_aside(text: str, version: int | None) -> None:
    (sighting,) = find(text, TODAY)
    assert isinstance(sighting.identifier, Identifier)
    assert sighting.identifier.version == version


@pytest.mark.parametrize(
    ("text", "repaired"),
    [
        ("arXiv:1203.01234", True),
        ("arXiv:2106.0134", True),
        ("arXiv:hepth/9711200", True),
        ("https://arxiv.org/abs/2106.0134", True),
        ("arXiv:2106.00134", False),
        ("arXiv:hep-th/9711200", False),
        ("arXiv:2106.\u200b00134", False),
        ("arXiv:2106.001343D", False),
    ],
)
def test_says_what_it_repaired(text: str, repaired: bool) -> None:
    assert [sighting.repaired for sighting in find(text, TODAY)] == [repaired]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("see arXiv:2106.00134v3.", "2106.00134v3"),
        ("arXiv:2106.00134Lottery", "2106.00134"),
        ("arXiv:2106.001343D", "2106.00134"),
        ("math.GT/0309136v2,", "math.GT/0309136v2"),
        ("https://arxiv.org/pdf/2106.00134.pdf", "2106.00134"),
        ("arXiv:2106.\n00134 and", "2106.\n00134"),
        ("\u00a0\u200barXiv:2106.\u200b00134\u200b", "2106.\u200b00134"),
        ("arXiv%3A2106.00134", "2106.00134"),
        (r"arXiv:hep\-th/9711200", r"hep\-th/9711200"),
    ],
)
def test_span_is_that_of_the_id_in_the_original(text: str, shown: str) -> None:
    assert [text[slice(*sighting.span)] for sighting in find(text, TODAY)] == [shown]


FRAGMENTS = st.sampled_from(
    [
        *"aZ09.:/-_@%\\{}[](),;~$#^=v \t\n\ré",
        *("arXiv", "arXiv:", "https://arxiv.org/abs/", "10.48550/arXiv.", "10.1145/", "\u00a0", "\u200b", "%2F", r"\-"),
        *("2106.00134", "1409.1556", "1234.5678", "hep-th/9711200", "v2", "[cs.LG]"),
    ]
)
TEXTS = st.lists(FRAGMENTS | st.text(max_size=3), max_size=14).map("".join)
IDS = st.sampled_from(["2106.00134", "1409.1556", "0704.0001", "hep-th/9711200", "math.GT/0309136", "2106.00134v12"])
LEADS = st.sampled_from(
    [
        "arXiv:",
        "arxiv: ",
        "https://arxiv.org/abs/",
        "http://arxiv.org/pdf/",
        "doi:10.48550/arXiv.",
        "(arXiv:",
        "éarXiv:",
    ]
)
TAILS = st.sampled_from(["", ".", ",", ")", "]", "}", " ", "\n", " [cs.LG]", "We", "the", "_x", "é", "”", ".pdf", "#S"])


@given(TEXTS)
def test_any_text_gives_spans_in_order_and_apart(text: str) -> None:
    edges = [edge for sighting in find(text, TODAY) for edge in sighting.span]
    assert edges == sorted(edges)
    assert all(sighting.span.start < sighting.span.end <= len(text) for sighting in find(text, TODAY))


@given(st.sampled_from(["", "see ", "1. ", "a\n"]), LEADS, IDS, TAILS)
def test_span_points_at_the_id_that_was_written(before: str, lead: str, written: str, tail: str) -> None:
    text = before + lead + written + tail
    (sighting,) = find(text, TODAY)
    assert (text[slice(*sighting.span)], sighting.evidence) == (written, STRONG)


SLIPS = [
    ("arXiv:2106.134", "2106.134"),
    ("arXiv:hep-ph 9612478", "hep-ph 9612478"),
    ("arXiv:hep-th9711200", "hep-th9711200"),
    ("arXiv:21o6.00134", "21o6.00134"),
    ("arXiv:210.00134", "210.00134"),
    ("arXiv:2106-00134", "2106-00134"),
    ("(arXiv:704.0001)", "704.0001"),
    ("arXiv:hep-th/990100", "hep-th/990100"),
    ("arXiv:foo/9901001", "foo/9901001"),
]


@pytest.mark.parametrize(("text", "slip"), SLIPS)
def test_what_stands_behind_the_prefix_and_is_nearly_an_id_is_impossible(text: str, slip: str) -> None:
    [sighting] = find(text, TODAY)
    assert isinstance(sighting.identifier, Impossible)
    assert text[slice(*sighting.span)] == slip


@pytest.mark.parametrize("text", ["arXiv:cs.LG", "arXiv:hep-th", "arXiv:1.2", "arXiv: 2015 papers", "medRxiv:2106.134"])
def test_other_words_behind_the_prefix_are_none(text: str) -> None:
    assert find(text, TODAY) == []


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("arXiv:704.0001", "0704.0001"),
        ("arXiv:21o6.00134", "2106.00134"),
        ("arXiv:2106-00134", "2106.00134"),
        ("arXiv:hep-ph 9612478", "hep-ph/9612478"),
        ("arXiv:hepth9711200", "hep-th/9711200"),
        ("arXiv:math.DG.0307245", "math/0307245"),
        ("arXiv:704.00013", None),  # of 1704 a digit is missing; 0704.0013 is another paper
        ("arXiv:705.01234", None),
        ("arXiv:2106.134", None),
        ("arXiv:foo/9901001", None),
        ("arXiv:hep-ph 9913001", None),
    ],
)
def test_a_slip_comes_with_what_may_have_been_meant(text: str, suggestion: str | None) -> None:
    [sighting] = find(text, TODAY)
    assert isinstance(sighting.identifier, Impossible)
    assert sighting.identifier.suggestion == suggestion


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("2106.00134", "2106.00134"),
        ("DBLP:journals/corr/abs-1706-03762", "1706.03762"),
        ("vaswani:1706.03762", "1706.03762"),
        ("Chen_2106.00134v2", "2106.00134"),
        ("fig:2106.00134", None),
        ("eq:1706.03762", None),
        ("chen2106.00134", None),
        ("10.1145/2106.00134", None),
        ("chen:1234.5678", None),
        ("chen2021gans", None),
    ],
)
def test_a_key_is_an_id_or_ends_in_one(key: str, value: str | None) -> None:
    sighting = read_key(key, 0, TODAY)
    found = sighting.identifier if sighting else None
    assert (found.value if isinstance(found, Identifier) else None) == value

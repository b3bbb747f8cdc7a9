from __future__ import annotations

import pytest

from bibtools.identifiers.catalogue_keys import doi_of, parse
from bibtools.identifiers.identifier import (
    ACL,
    ADS,
    CVF,
    DBLP,
    DOI,
    INSPIRE,
    NEURIPS,
    OPENREVIEW,
    PMLR,
    Identifier,
)

HASH = "3f5ee243547dee91fbd053c1c4a845aa"


@pytest.mark.parametrize(
    ("text", "scheme", "value"),
    [
        ("DBLP:conf/nips/VaswaniSPUJGKP17", DBLP, "conf/nips/VaswaniSPUJGKP17"),
        ("dblp:journals/tods/Chen76", DBLP, "journals/tods/Chen76"),
        ("conf/nips/VaswaniSPUJGKP17", DBLP, "conf/nips/VaswaniSPUJGKP17"),
        ("https://dblp.org/rec/conf/nips/VaswaniSPUJGKP17.html?view=bibtex", DBLP, "conf/nips/VaswaniSPUJGKP17"),
        ("https://dblp.uni-trier.de/rec/bibtex/conf/nips/VaswaniSPUJGKP17", DBLP, "conf/nips/VaswaniSPUJGKP17"),
        ("N19-1423", ACL, "N19-1423"),
        ("acl:2021.acl-long.1", ACL, "2021.acl-long.1"),
        ("https://aclanthology.org/N19-1423/", ACL, "N19-1423"),
        ("https://aclanthology.org/2021.findings-emnlp.12.pdf", ACL, "2021.findings-emnlp.12"),
        ("https://www.aclweb.org/anthology/P18-1001", ACL, "P18-1001"),
        ("https://openreview.net/forum?id=1AoMhc_9jER", OPENREVIEW, "1AoMhc_9jER"),
        ("https://openreview.net/pdf?id=1AoMhc_9jER", OPENREVIEW, "1AoMhc_9jER"),
        ("openreview:YicbFdNTTy", OPENREVIEW, "YicbFdNTTy"),
        ("https://proceedings.mlr.press/v139/radford21a.html", PMLR, "v139/radford21a"),
        ("http://proceedings.mlr.press/v139/radford21a/radford21a.pdf", PMLR, "v139/radford21a"),
        (f"https://papers.nips.cc/paper/2017/hash/{HASH}-Abstract.html", NEURIPS, f"2017/{HASH}"),
        (f"https://proceedings.neurips.cc/paper_files/paper/2017/file/{HASH}-Paper.pdf", NEURIPS, f"2017/{HASH}"),
        (
            "https://openaccess.thecvf.com/content/CVPR2021/html/Ada_On_Looms_CVPR_2021_paper.html",
            CVF,
            "content/CVPR2021/Ada_On_Looms_CVPR_2021_paper",
        ),
        ("Maldacena:1997re", INSPIRE, "Maldacena:1997re"),
        ("inspire:ATLAS:2012yve", INSPIRE, "ATLAS:2012yve"),
        ("inspire:Aad:2012tfa", INSPIRE, "Aad:2012tfa"),
        ("2012PhLB..716....1A", ADS, "2012PhLB..716....1A"),
        ("https://ui.adsabs.harvard.edu/abs/2012PhLB..716....1A/abstract", ADS, "2012PhLB..716....1A"),
        ("https://ui.adsabs.harvard.edu/abs/2016A%26A...594A..13P", ADS, "2016A&A...594A..13P"),
        # What is none.
        ("smith:2019", None, None),
        ("Smith:2019", None, None),
        ("vaswani2017attention", None, None),
        ("1706.03762", None, None),
        ("10.1000/conf/x", None, None),
        ("N19-14235", None, None),
        ("openreview.net", None, None),
        ("https://openreview.net/group?id=ICLR.cc", None, None),
        ("https://github.com/ada/looms", None, None),
        ("", None, None),
    ],
)
def test_other_names_of_works_are_read(text: str, scheme: str | None, value: str | None) -> None:
    assert parse(f" {text} ") == (Identifier(scheme, value) if scheme and value else None)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("N19-1423", "10.18653/v1/n19-1423"),
        ("2021.acl-long.1", "10.18653/v1/2021.acl-long.1"),
        ("P15-1001", "10.18653/v1/p15-1001"),
        ("P02-1040", None),
        ("J93-2004", None),
    ],
)
def test_the_anthologys_dois_are_known(value: str, expected: str | None) -> None:
    assert doi_of(Identifier(ACL, value)) == (Identifier(DOI, expected) if expected else None)
    assert doi_of(Identifier(DBLP, value)) is None

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtools.records.venues.comment_parser import claim
from bibtools.records.venues.venue_claim import ACCEPTED, PUBLISHED, SUBMITTED, WORKSHOP, Claim, note
from bibtools.records.venues.venue_table import venues

CLAIMS = [
    ("ICLR 2021(Spotlight)", "ICLR", 2021, "Spotlight", ACCEPTED),
    ("ICLR 2021", "ICLR", 2021, "", ACCEPTED),
    ("CVPR 2019 (oral)", "CVPR", 2019, "Oral", ACCEPTED),
    ("Accepted by ICCV 2021, Oral", "ICCV", 2021, "Oral", ACCEPTED),
    ("Published at ECCV 2020", "ECCV", 2020, "", PUBLISHED),
    ("To appear in NAACL-HLT 2018", "NAACL", 2018, "", ACCEPTED),
    ("to appear in the Proceedings of LICS 2016", "LICS", 2016, "", ACCEPTED),
    ("In Proceedings GandALF 2015, arXiv:1509.06858", "GandALF", 2015, "", PUBLISHED),
    ("14 pages, 3DV 2018", "3DV", 2018, "", ACCEPTED),
    ("14 pages, CVPR 2019 camera ready", "CVPR", 2019, "", PUBLISHED),
    ("Published as a conference paper at ICLR 2017", "ICLR", 2017, "", PUBLISHED),
    ("ICML'19", "ICML", 2019, "", ACCEPTED),
    ("CVPR '20", "CVPR", 2020, "", ACCEPTED),
    ("accepted to the Thirty-Fourth AAAI Conference on Artificial Intelligence (AAAI-20)", "AAAI", 2020, "", ACCEPTED),
    ("Accepted at cvpr2019", "CVPR", 2019, "", ACCEPTED),
    ("Accepted at NIPS 2016", "NeurIPS", 2016, "", ACCEPTED),
    ("Presented at the 31st Conference on Neural Information Processing Systems, 2017", "NeurIPS", 2017, "", ACCEPTED),
    ("Accepted at ICRA 2019. arXiv v2, 2020", "ICRA", 2019, "", ACCEPTED),
    ("Accepted by CVPR 2019; extended version submitted to TPAMI", "CVPR", 2019, "", ACCEPTED),
    ("Submitted to ISIT 2015, accepted at ISIT 2015", "ISIT", 2015, "", ACCEPTED),
    ("J. Math. Phys. 48 (2007) 092102", "J. Math. Phys.", 2007, "", PUBLISHED),
    ("Phys. Rev. Lett. 121, 080401", "Phys. Rev. Lett.", None, "", PUBLISHED),
    ("Accepted for publication in ApJ", "ApJ", None, "", ACCEPTED),
    ("12 pages, accepted by MNRAS", "MNRAS", None, "", ACCEPTED),
    ("Accepted to IEEE Trans. Inform. Theory", "IEEE Transactions on Information Theory", None, "", ACCEPTED),
    ("accepted by IEEE Transactions on Nanotechnology", "IEEE Transactions on Nanotechnology", None, "", ACCEPTED),
    ("IEEE Signal Processing Letters, to appear", "IEEE Signal Processing Letters", None, "", ACCEPTED),
    ("To appear in ATVA'18", "ATVA", 2018, "", ACCEPTED),
    ("Accepted at IWOPH 2016", "IWOPH", 2016, "", ACCEPTED),
    ("submitted to KDD 2017", "KDD", 2017, "", SUBMITTED),
    ("Submitted to JAIR in Feb. 2015", "JAIR", None, "", SUBMITTED),
    ("Accepted to the ICML 2020 Workshop on Graph Learning", "ICML", 2020, "", WORKSHOP),
    ("NIPS 2017 Workshop on Emergent Communication", "NeurIPS", 2017, "", WORKSHOP),
    ("To appear in RepL4NLP at ACL 2016", "ACL", 2016, "", WORKSHOP),
    ("CVPRW 2019", "CVPR", 2019, "", WORKSHOP),
    ("ICML 2018 workshop. Accepted at NeurIPS 2018", "NeurIPS", 2018, "", ACCEPTED),
]  # fmt: skip
NO_CLAIM = [
    "",
    "14 pages, 3 figures",
    "In 14 pages, with 3 figures and no tables (pp. 1-14)",
    "withdrawn",
    "This paper has been withdrawn. It was accepted at ICML 2019",
    "submitted for publication",
    "under review",
    "submitted to the IEEE for possible publication",
    "Submitted to a journal",
    "rejected from ICML 2019",
    "submitted to ICML 2019 and rejected",
    "to be submitted to ICML 2019",
    "in preparation for CVPR 2020",
    "extended version of the CVPR 2018 paper",
    "Extended version of a paper accepted at ICDT 2016",
    "This is the full version of a paper to appear at GECCO 2015",
    "A preliminary version appeared in SODA 2019",
    "An extended abstract of this work appeared in the proceedings of IPEC 2016",
    "Technical report of paper accepted at WWW 2013",
    "Conference version to appear in ESA 2015",
    "Presented in part at ISIT 2014",
    "builds on our ICML 2019 paper",
    "presented at a seminar",
    "code for NIPS 2017 challenge",
    "NeurIPS 2020 competition",
    "ICML 2018 style file",
    "Based on the version submitted to CICM'16",
    "Published in July 2015",
    "published in Russian",
    "Master thesis, published in 2014",
    "arXiv v2, 2019",
    "Case 2019: a study",
    "a date in 2018",
    "see also ICML 2019",
]
NOTES = [
    (Claim("ICCV", 2021, "Oral", ACCEPTED), "Accepted at ICCV 2021 (Oral)"),
    (Claim("ICLR", None, "", PUBLISHED), "Published at ICLR"),
    (Claim("ApJ", None, "", PUBLISHED), "Published in ApJ"),
    (Claim("J. Math. Phys.", 2007, "", PUBLISHED), "Published in J. Math. Phys. (2007)"),
    (Claim("ICML", 2020, "", WORKSHOP, "ICML 2020 Workshop on Graph Learning"),
     "Accepted at the ICML 2020 Workshop on Graph Learning"),
    (Claim("ICML", 2020, "", SUBMITTED), None),
]  # fmt: skip


@pytest.mark.parametrize(("comment", "venue", "year", "track", "stage"), CLAIMS)
def test_claims_are_read(comment: str, venue: str, year: int | None, track: str, stage: str) -> None:
    found = claim(comment)
    assert found is not None
    assert found[:4] == (venue, year, track, stage)


@pytest.mark.parametrize("comment", NO_CLAIM)
def test_other_words_are_no_claim(comment: str) -> None:
    assert claim(comment) is None


@pytest.mark.parametrize(("made", "written"), NOTES)
def test_notes_have_one_wording(made: Claim, written: str | None) -> None:
    assert note(made) == written


@pytest.mark.parametrize(
    ("comment", "workshop"),
    [
        ("Accepted to the ICML 2020 Workshop on Graph Learning", "ICML 2020 Workshop on Graph Learning"),
        ("Accepted at the Workshop on Graph Learning at ICML 2020", "ICML 2020 Workshop on Graph Learning"),
        ("Accepted at NeurIPS 2019 Deep RL Workshop", "NeurIPS 2019 Deep RL Workshop"),
        ("AAAI 2018 workshop", "AAAI 2018 Workshop"),
        ("Accepted at ICML 2020", ""),
    ],
)
def test_a_workshop_keeps_its_name(comment: str, workshop: str) -> None:
    found = claim(comment)
    assert found is not None
    assert found.workshop == workshop


def test_the_table_is_sound() -> None:
    shorts = [venue.short for venue in venues()]
    assert len(shorts) == len(set(shorts)) >= 220
    assert {venue.kind for venue in venues()} == {"conference", "journal"}


@pytest.mark.parametrize("every", [7, pytest.param(1, marks=pytest.mark.slow)])
def test_every_venue_is_read_by_its_names(every: int) -> None:
    named = [
        (venue.short, claim(f"Accepted at {name} 2019"))
        for venue in [*venues()][::every]
        for name in (venue.short, venue.name)
    ]
    assert [(short, found) for short, found in named if found is None or found.venue != short] == []


PIECES = st.sampled_from(
    [
        *"accepted published submitted at in the Workshop ICML NeurIPS ApJ '19 2020 ( ) , . ; Oral poster AI".split(),
        *"J. -17 Conf. 12 IEEE ACM @ / : & of on".split(),
        *(
            "to appear",
            "proceedings of",
            "Workshop on",
            "ICML 2019",
            "IEEE Transactions on",
            "Conference",
            "Journal of",
        ),
        *(
            "Graph Learning",
            "version of",
            "extended",
            "camera ready",
            "Phys. Rev. Lett.",
            "International Conference on",
        ),
    ]
)


@given(st.lists(PIECES | st.text(max_size=4), max_size=12).map(" ".join) | st.text(max_size=60))
def test_any_text_gives_a_claim_or_none_and_a_note_says_the_same(text: str) -> None:
    found = claim(text)
    written = note(found) if found else None
    assert written is None or claim(written) == found

"""Names of venues as the abbreviations of ISO 4 have them, and as people shorten them."""

from __future__ import annotations

import pytest

from bibtools.records.venues.venue_names import mentions


@pytest.mark.parametrize(
    ("text", "venues"),
    [
        ("Proc. IEEE Conf. Comput. Vis. Pattern Recognit.", ["CVPR"]),
        ("IEEE Computer Society Conference on Computer Vision and Pattern Recognition", ["CVPR"]),
        ("Proc. IEEE Int. Conf. Comput. Vis.", ["ICCV"]),
        ("Eur. Conf. Comput. Vis.", ["ECCV"]),
        ("Int. Conf. Learn. Represent.", ["ICLR"]),
        ("Proc. Int. Joint Conf. Artif. Intell.", ["IJCAI"]),
        ("Proc. IEEE/RSJ Int. Conf. Intell. Robots Syst.", ["IROS"]),
        ("Proc. IEEE Int. Conf. Acoust. Speech Signal Process.", ["ICASSP"]),
        ("Proc. ACM Int. Conf. Inf. Knowl. Manag.", ["CIKM"]),
        ("North American Chapter of the Association for Computational Linguistics", ["NAACL"]),
        ("ACM Trans. Graph.", ["ACM Transactions on Graphics"]),
        ("Pattern Recognit. Lett.", ["Pattern Recognit. Lett."]),
        ("Pattern Recognit.", ["Pattern Recognition"]),
        ("a vis-à-vis comparison of artif. limbs", []),
        ("Graph. Models of human factors", []),
        ("int. represent. of knowl.", []),
    ],
)
def test_abbreviated_names(text: str, venues: list[str]) -> None:
    assert [each.venue.short for each in mentions(text)] == venues

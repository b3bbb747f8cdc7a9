"""Titles of proceedings: what is cut off before and behind them, and what is not."""

from __future__ import annotations

import pytest

from bibtools.index.proceedings_title import proceedings_title


@pytest.mark.parametrize(
    ("before", "title", "behind"),
    [
        (
            "",
            "Proceedings of the 34th International Conference on Machine Learning",
            ", ICML 2017, Sydney, August 2017",
        ),
        ("", "Proceedings of the 34th International Conference on Machine Learning", ""),
        ("", "Advances in Neural Information Processing Systems 30", ": Annual Conference on Neural Information 2017"),
        (
            "",
            "Advances in Neural Information Processing Systems 18",
            " [Neural Information Processing Systems, NIPS 2005]",
        ),
        (
            "",
            "International Conference on Acoustics, Speech and Signal Processing",
            ", ICASSP 2019, Brighton, UK, May 1",
        ),
        (
            "KDD '20: The ",
            "26th ACM SIGKDD Conference on Knowledge Discovery",
            ", Virtual Event, CA, August 23-27, 2020",
        ),
        ("COLT 2010 - The ", "23rd Conference on Learning Theory", ", Haifa, Israel, June 27-29, 2010"),
        ("", "Proceedings of the 2016 CHI Conference on Human Factors", ", San Jose, CA, USA, May 7-12, 2016"),
        ("", "Proceedings of the 2017 ACM Conference on Management of Data", ", SIGMOD Conference 2017, Chicago"),
        ("", "Proceedings of the 29th Joint Conference on Artificial Intelligence", ", IJCAI-20"),
        ("", "British Machine Vision Conference", ", BMVC 2010, Aberystwyth, UK, August 31, 2010. Proceedings"),
        ("", "Computer Vision", ", ECCV 2014 - 13th European Conference, Zurich, Switzerland, Proceedings, Part I"),
        # A short name in front of the title, or behind it without a comma.
        (
            "IJCAI 2011, ",
            "Proceedings of the 22nd Conference on Artificial Intelligence",
            ", Barcelona, Spain, July 16, 2011",
        ),
        ("CIDR 2009, ", "Fourth Biennial Conference on Innovative Data Systems", ", Asilomar, January 4-7, 2009"),
        ("", "Conference on Acoustics, Speech and Signal Processing", " ICASSP 2023, Rhodes, Greece, June 4-10, 2023"),
        (
            "",
            "Machine Learning, Proceedings of the Twentieth Conference",
            " (ICML 2003), August 21-24, 2003, Washington",
        ),
        (
            "",
            "Advances in Neural Information Processing Systems 13",
            ", Papers from Neural Systems (NIPS) 2000, Denver",
        ),
        (
            "",
            "Interspeech 2016",
            ", 17th Annual Conference of the Speech Association, San Francisco, September 8, 2016",
        ),
        (
            "",
            "Computer Vision - ECCV 2014",
            " - 13th European Conference, Zurich, September 6-12, 2014, Proceedings, Part I",
        ),
        (
            "",
            "Findings of the Association for Computational Linguistics: EMNLP 2020",
            ", Online Event, 16-20 November 2020",
        ),
        ("", "Findings of the Association for Computational Linguistics: ACL 2021", ""),
        ("", "Conference on Looms - Theory and Weaving", ", LOOM 2019, Brighton, May 1, 2019"),
        ("", "ICML 2017, Sydney", ""),
        ("", "Proceedings of the Conference on Looms (Looms 2017)", ""),
        ("", "Proceedings of IJCAI 2001", ", Seattle, August 4-10, 2001"),
        ("", "Proceedings WWW 2004", ", New York, May 17-20, 2004"),
        ("", "Programming Languages, Types, and Machines", ""),
        ("", "Conference on Fairness, Accountability and Transparency", ""),
        ("", "ICML 2017", ""),
        ("", "", ""),
    ],
)
def test_titles_of_proceedings(before: str, title: str, behind: str) -> None:
    assert proceedings_title(before + title + behind) == title


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Proceedings of the 33nd International Conference", "Proceedings of the 33rd International Conference"),
        ("Proceedings of the 31th International Conference", "Proceedings of the 31st International Conference"),
        ("The 112nd Meeting, the 11st and the 22th", "The 112th Meeting, the 11th and the 22nd"),
        (
            "The 1st, 2nd, 3rd, 4th, 11th, 12th, 13th, 21st Meeting",
            "The 1st, 2nd, 3rd, 4th, 11th, 12th, 13th, 21st Meeting",
        ),
        ("On 3D and 4th Order", "On 3D and 4th Order"),
        ("H.264th", "H.264th"),
    ],
)
def test_ordinals_have_their_own_endings(written: str, meant: str) -> None:
    assert proceedings_title(written) == meant

from __future__ import annotations

import pytest

from bibtools.matching.complete_years import works_of_complete_year

# As two indexes have them: IROS's older years, and one of ICRA's, come from a list that lacks most of them.
IROS = {2002: 165, 2003: 127, 2004: 152, 2005: 663, 2006: 998, 2007: 690, 2008: 687, 2009: 949, 2010: 991}
ICML = {2010: 159, 2011: 152, 2012: 243, 2013: 286, 2014: 311, 2015: 272, 2016: 327, 2017: 440, 2018: 638, 2019: 783}
ICRA = {2014: 1036, 2015: 940, 2016: 48, 2017: 795, 2018: 815, 2019: 1024, 2020: 1073, 2021: 1386, 2022: 931}

CVPR = {2020: 1465, 2021: 2177, 2022: 1630, 2023: 2352, 2024: 2715}


@pytest.mark.parametrize(
    ("venue", "year", "expected"),
    [
        (IROS, 2002, 0),
        (IROS, 2004, 0),
        (IROS, 2006, 998),
        (IROS, 2007, 0),  # rather nothing than too much
        (IROS, 2010, 991),
        (ICML, 2010, 159),
        (ICML, 2015, 272),
        (ICML, 2019, 783),
        (ICML, 2009, 0),
        (ICML, 2020, 0),
        (ICRA, 2015, 0),
        (CVPR, 2021, 2177),
        (CVPR, 2022, 0),
        (CVPR, 2023, 2352),
        (ICRA, 2016, 0),
        (ICRA, 2018, 815),
        (ICRA, 2022, 0),
    ],
)
def test_which_years_are_complete(venue: dict[int, int], year: int, expected: int) -> None:
    assert works_of_complete_year(lambda each: venue.get(each, 0), year) == expected

from __future__ import annotations

import re
from itertools import cycle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtools.bibliography.citekey.inference import infer
from bibtools.bibliography.citekey.pattern_parser import parse
from bibtools.bibliography.citekey.work import Work, of_entry

WORKS = [
    of_entry(authors, year, title, "misc")
    for authors, year, title in [
        ("Vaswani, Ashish and Shazeer, Noam and Parmar, Niki and others", 2017, "Attention Is All You Need"),
        ("Kingma, Diederik P. and Ba, Jimmy", 2014, "Adam: A Method for Stochastic Optimization"),
        ("Bright-Thonney, Sam", 2023, "A Mixture of {E}xperts"),
        ("van den Oord, Aäron and Li, Yazhe and Vinyals, Oriol", 2018, "The Representation Learning of Sounds"),
        (
            "Łukasiewicz, Jan and Chen, Xuxi and Zhang, Zhenyu and Sui, Yongduo and Chen, Tianlong",
            2021,
            "Logic of higher kinds",
        ),
        ("De La Cruz, Maria and O'Neil, Ann and Weiß, Jo and Erdős, Paul", 2007, "Image {GAN}s Revisited in Depth"),
    ]
]
# Patterns that keys really follow, each to be found again from its keys.
FOUND = [
    "[auth:lower][year][veryshorttitle:lower]",
    "[auth:lower][year][veryshorttitle]",
    "[auth][year][veryshorttitle]",
    "[auth][year][veryshorttitle:lower]",
    "[auth:lower][year]",
    "[auth][year]",
    "[auth:upper][year]",
    "[auth][shortyear]",
    "[auth:lower][shortyear]",
    "[auth:lower][shortyear][veryshorttitle:lower]",
    "[auth]_[year]",
    "[auth].[year]",
    "[auth]:[year]",
    "[auth]-[year]",
    "[auth]+[shortyear]",
    "[year]:[auth:lower]",
    "[year]-[auth]-[veryshorttitle]",
    "[auth:lower]_[veryshorttitle:lower]_[year]",
    "[auth:lower]_[year]_[veryshorttitle:lower]",
    '[auth:regex("-","")][year]',
    '[auth:lower:regex("-","")][year][veryshorttitle:lower]',
    "[authFirstFull]:[year]",
    "[authFirstFull:lower][year]",
    "[auth3:lower][shortyear]",
    "[authorsAlpha][shortyear]",
    "[authorsAlpha][year]",
    "[authshort][shortyear]",
    "[authorsDBLP][shortyear]",
    "[authorIni][shortyear]",
    "[authEtAl][year]",
    "[authEtAl:lower][year]",
    "[auth.etal][year]",
    "[auth.auth.ea][year]",
    "[authors][year]",
    "[authors]:[camel]",
    '[auth.etal:lower:regex("[.]","-")]-[year]-[veryshorttitle:lower]',
    "[auth:lower][shorttitle3_3][year]",
    "[auth:lower][year][camel1:lower]",
    "[auth][year][title]",
    "[auth][year][camel:abbr]",
    "[auth]:[year][letters3]",
    "[auth][year]-[letters2]",
    "[authorsAlpha:lower][shortyear]",
    "[auth3]:[shorttitleINI:upper]",
    "[zotero]",
]


def keyed(*keys: str) -> list[tuple[str, Work]]:
    return list(zip(keys, WORKS, strict=False))


@pytest.mark.parametrize("pattern", FOUND)
def test_a_pattern_is_found_from_its_keys(pattern: str) -> None:
    inferred = infer((parse(pattern).key(work), work) for work in WORKS)
    assert inferred == parse(pattern)


LIKE = [
    # Letters and numbers behind keys that would be the same, in several ways.
    (keyed("vaswani2017a", "kingma2014", "bright-thonney2023c", "oord2018"), "[auth:lower][year]"),
    (keyed("vaswani_attention_2017-1", "kingma_adam_2014", "bright-thonney_mixture_2023"),
     "[auth:lower]_[veryshorttitle:lower]_[year]"),
    (keyed("vaswani2017.1", "kingma2014_2", "bright-thonney2023-13"), "[auth:lower][year]"),
    # INSPIRE's and Paperpile's letters mean nothing.
    (keyed("Vaswani:2017lxz", "Kingma:2014vow", "Bright-Thonney:2023sqf", "Oord:2018yp"), "[auth]:[year][letters3]"),
    (keyed("Vaswani2017-bw", "Kingma2014-qi", "Bright-Thonney2023-ag"), "[auth][year]-[letters2]"),
    # A venue is none of a preprint's.
    (keyed("Vaswani_2017_NIPS", "Kingma_2014_ICLR", "Bright-Thonney_2023_CVPR_Workshops"), "[auth]_[year]"),
    (keyed("Vaswani_2017_Attention", "Kingma_2014_Adam", "Bright-Thonney_2023_Mixture", "Oord_2018_ECCV"),
     "[auth]_[year]_[veryshorttitle]"),
    # The entry has been published since.
    (keyed("vaswani2016", "kingma2012", "bright-thonney2022", "oord2018"), "[auth:lower][year]"),
    # Three of five follow, in one case only.
    (keyed("vaswani2017", "kingma2014", "bright-thonney2023", "CPC", "Logic"), "[auth:lower][year]"),
    (keyed("Vaswani2017", "Kingma2014", "Bright-Thonney2023", "oord2018", "lukasiewicz2021"), "[auth][year]"),
    # Keys that are ids, keys that are not ASCII, and entries without author or year have no vote.
    (keyed("1706.03762", "arXiv:1412.6980v9", "Bright-Thonney2023", "Oord2018", "Lukasiewicz2021", "10.1/x")[:5],
     "[auth][year]"),
    (keyed("hep-th/9711200", "10.1109/CVPR.2016.90", "Bright-Thonney2023", "Oord2018", "Lukasiewicz2021"),
     "[auth][year]"),
    (keyed("Васвани2017", "doi:10.1000/182", "Bright-Thonney2023", "Oord2018", "Lukasiewicz2021"), "[auth][year]"),
    ([*keyed("Vaswani2017", "Kingma2014", "Bright-Thonney2023"), ("x", Work(year=2020)),
      ("y", WORKS[0]._replace(year=None)), ("z", Work())], "[auth][year]"),
    # A prefix is no part of the work: one before all keys, and the one before those of preprints.
    (keyed("eprint/vsp+17", "eprint/kb14", "eprint/bri23", "eprint/vdolv18"), "eprint/[authorsAlpha:lower][shortyear]"),
    (keyed("p:vaswani2017", "p:kingma2014", "p:bright-thonney2023", "x"), "p:[auth:lower][year]"),
    ([*keyed("eprint/vaswani17", "eprint/kingma14", "eprint/bright-thonney23"),
      *((f"crypto/chen{year}", of_entry("Chen, X.", 2000 + year, "GANs", "inproceedings")) for year in range(11, 19))],
     "eprint/[auth:lower][shortyear]"),
    (keyed("Vas:AAY", "Kin:AMS", "Bri:ME", "Oor:RLS"), "[auth3]:[shorttitleINI:upper]"),
    # The plainest of several that all keys follow.
    ([(f"Chen{year}", of_entry("Chen, Xuxi", year, "GANs", "misc")) for year in (2019, 2020, 2021)], "[auth][year]"),
]  # fmt: skip
UNLIKE = [
    [],
    keyed("vaswani2017", "kingma2014"),
    keyed("vaswani2017", "kingma2014", "MoE"),
    keyed("vaswani2017", "kingma2014", "bright-thonney2023", "CPC", "Logic", "Cruz"),
    keyed("transformer", "adam", "moe", "cpc", "logic", "depth"),
    keyed("DBLP:conf/nips/VaswaniSPUJGKP17", "DBLP:journals/corr/KingmaB14", "DBLP:conf/iclr/ChenZSC21"),
    keyed("1706.03762", "1412.6980", "2303.00001", "1807.03748"),
    keyed("a/vaswani2017", "b/kingma2014", "c/bright-thonney2023", "d/oord2018"),
    keyed("eprint/transformer", "eprint/adam", "eprint/moe", "eprint/cpc"),
    keyed("DBLP:journals/corr/VaswaniSP17", "DBLP:journals/corr/KingmaB14", "DBLP:journals/corr/Bright23"),
    keyed("10.1109/5.771073", "10.1109/CVPR.2016.90", "10.1038/nature14539"),
    keyed("RN1", "RN2", "RN3", "RN4", "RN5"),
    keyed("1", "2", "3", "4"),
    keyed("", "", "", ""),
    # Half the one, half the other.
    keyed("Vaswani2017", "Kingma2014", "Bright-Thonney2023",
          "oord2018representation", "lukasiewicz2021logic", "delacruz2007image"),
    # Each the key of the next work, or of a year far off.
    keyed("kingma2014", "bright-thonney2023", "oord2018", "lukasiewicz2021"),
    keyed("vaswani2010", "kingma2004", "bright-thonney2013", "oord2028"),
    # Other words than those that a key can be made from.
    keyed("vaswani2017transformer", "kingma2014optimizer", "bright-thonney2023moe", "oord2018cpc"),
]  # fmt: skip


@pytest.mark.parametrize(("library", "pattern"), LIKE)
def test_the_pattern_of_a_library(library: list[tuple[str, Work]], pattern: str) -> None:
    assert infer(library) == parse(pattern)


@pytest.mark.parametrize("library", UNLIKE)
def test_a_library_without_a_pattern(library: list[tuple[str, Work]]) -> None:
    assert infer(library) is None


def test_of_a_large_library_the_beginning_is_enough() -> None:
    assert infer((parse("[auth]_[year]").key(work), work) for work in cycle(WORKS)) == parse("[auth]_[year]")


WORK = st.builds(
    of_entry,
    st.lists(st.text("aäBО- ", min_size=1, max_size=6), min_size=1, max_size=4).map(" and ".join),
    st.integers(1990, 2030),
    st.text("aB-$é{ ", max_size=15),
    st.just("misc"),
)


@given(st.sampled_from(FOUND), st.lists(WORK, min_size=3, max_size=6))
def test_what_is_inferred_makes_most_of_the_keys(text: str, works: list[Work]) -> None:
    library = [(parse(text).key(work), work) for work in works]
    inferred = infer(library)
    assert inferred == infer(library)
    if inferred:
        voters = [(key, inferred.key(work)) for key, work in library if work.authors]
        same = [key for key, again in voters if re.sub(r"[a-z]{0,3}$", "", again) in key]
        assert len(same) >= 0.6 * len(voters)

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtools.bibliography.citekey.markers import MARKERS
from bibtools.bibliography.citekey.modifiers import MODIFIERS
from bibtools.bibliography.citekey.pattern_parser import parse
from bibtools.bibliography.citekey.work import Work
from bibtools.identifiers.identifier import ARXIV, DOI, Identifier
from bibtools.tex.names import OTHERS, Name, parse_display

CHEN, SUI = Name("Chen", "Xuxi"), Name("Sui", "Yongduo")
GANS = Work((CHEN, Name("Zhang", "Zhenyu"), SUI, Name("Chen", "Tianlong")), 2021, "GANs Can Play Lottery Tickets Too",
            "misc", Identifier(ARXIV, "2106.00134"))  # fmt: skip
CHINESE = Name("张", "伟")

KEYS = [
    ("[auth:lower][year][veryshorttitle:lower]", "chen2021gans"),
    ("[auth:lower][year][shorttitle1:lower]", "chen2021gans"),
    ("[auth]_[year]", "Chen_2021"),
    ("[auth]:[year][letters3]", "Chen:2021gpl"),
    ("[authorsDBLP][shortyear]", "ChenZSC21"),
    ("[authorsAlpha][shortyear]", "CZSC21"),
    ("[auth:lower][shortyear]", "chen21"),
    ("[auth:lower]_[veryshorttitle:lower]_[year]", "chen_gans_2021"),
    ('[auth.etal:lower:regex("[.]","-")]-[year]-[veryshorttitle:lower]', "chen-etal-2021-gans"),
    ("[authEtAl][year]", "ChenEtAl2021"),
    ("[auth]+[shortyear]", "Chen+21"),
    ("arXiv:[arxiv]", "arXiv:2106.00134"),
    ("[year]/[entrytype:upper]/[auth]", "2021/MISC/Chen"),
    ("ref.[auth]", "ref.Chen"),
    ("[auth]", "Chen"),
    ("[year]", "2021"),
    ("[entrytype]", "misc"),
]
MODIFIED = [
    ("[auth:lower]", "chen"),
    ("[auth:upper]", "CHEN"),
    ("[title:lower:capitalize]", "GansCanPlayLotteryTicketsToo"),
    ("[fulltitle:capitalize]", "GansCanPlayLotteryTicketsToo"),
    ("[title:abbr]", "GcPLTT"),  # JabRef takes the blanks between words for the modifiers, too
    ("[authors:abbr]", "CZSC"),
    ("[auth:abbr]", "C"),
    ("[auth:lower:abbr:upper]", "C"),
    ("[title:truncate7]", "GANsca"),
    ("[title:truncate5]", "GANs"),
    ("[auth:truncate0]x[title:truncate1]", "xG"),
    ("[auth:truncate99]", "Chen"),
    ("[auth:(anon)]", "Chen"),
    ('[auth:regex("e","3")]', "Ch3n"),
    ('[auth:regex("(.)e(.)","$2e$1")]', "Cneh"),
    ('[auth:regex("(x)?Ch","$1K")]', "Ken"),
    ('[auth:regex("e","$0$0")]', "Cheen"),
    (r'[auth.etal:regex("\\.etal","EtAl")]', "ChenEtAl"),  # as JabRef's manual has it
    (r'[auth.etal:regex("\.etal","EtAl"):lower]', "chenetal"),
    ('[auth:regex( "]" , ":)" )]', "Chen"),
    ('[title:regex(" .*","")]', "GANs"),
    ('[auth:regex("$"," \\\\{é#]%")]', "Chene"),
    (r'[auth:regex("\"","")]', "Chen"),
]
EMPTY = [
    # Separators are left out beside what is empty; where nothing else distinguishes the work, the id does.
    ("[auth]_[year]_[veryshorttitle]", GANS._replace(authors=()), "2021_GANs"),
    ("[auth]_[year]_[veryshorttitle]", GANS._replace(year=None), "Chen_GANs"),
    ("[auth]_[year]_[veryshorttitle]", GANS._replace(title="To Be or"), "Chen_2021"),
    ("[auth]_[year]_[veryshorttitle]", GANS._replace(authors=(), year=None), "GANs"),
    ("[auth]_[year]_[veryshorttitle]", GANS._replace(year=None, title="$x$"), "Chen"),
    ("_[auth]_[year]", GANS._replace(year=None), "_Chen"),
    ("[auth]_etal_[year]", GANS._replace(year=None), "Chen_etal_"),
    ("[auth]_[year]_", GANS, "Chen_2021_"),
    ("[auth][year]", GANS._replace(authors=()), "arXiv:2106.00134"),
    ("[auth][year]", GANS._replace(authors=(CHINESE,)), "arXiv:2106.00134"),
    ("[auth]:[year][letters3]", GANS._replace(authors=(CHINESE,)), "arXiv:2106.00134"),
    ("x[auth]", GANS._replace(authors=(OTHERS,)), "arXiv:2106.00134"),
    ("[auth][year]", Work((), 2021, "", "misc", Identifier(ARXIV, "hep-th/9711200")), "arXiv:hep-th-9711200"),
    ("[auth][year]", Work((), 2021, "", "misc", Identifier(DOI, "10.1145/1(2)")), "doi:10.1145-1-2-"),
    ("[arxiv][auth]", Work((), 2021, "", "misc", Identifier(DOI, "10.1145/1")), "doi:10.1145-1"),
    ("[year]", Work((), None, "", "misc", Identifier(ARXIV, "2106.00134")), "arXiv:2106.00134"),
    ("[year][entrytype]", Work(), "misc"),
    ("[auth]", Work(), "unknown"),
    ("[auth:(anon)][year]", GANS._replace(authors=()), "anon2021"),
    ("[auth:(Ämter, e.V.):lower]", GANS._replace(authors=()), "amtere.v."),
    ("[year:(in press):abbr]-[auth]", GANS._replace(year=None), "ip-Chen"),
    ("[auth:()][year:()]", Work(), "unknown"),
    ('[arxiv][zotero:regex("[a-z]","-")][arxiv]', Work(title="B"), "unknown"),  # nothing but a separator
    ("[veryshorttitle:lower:abbr:capitalize][auth]", GANS._replace(title="深度"), "Chen"),
]


@pytest.mark.parametrize(("pattern", "key"), KEYS + MODIFIED)
def test_a_pattern_makes_a_key(pattern: str, key: str) -> None:
    assert parse(pattern).key(GANS) == key


@pytest.mark.parametrize(("pattern", "work", "key"), EMPTY)
def test_what_is_missing_is_left_out(pattern: str, work: Work, key: str) -> None:
    assert parse(pattern).key(work) == key


def test_a_key_does_not_grow_without_end() -> None:
    assert len(parse("[authors]").key(Work((CHEN,) * 3000))) == 200


def filled(shape: str) -> st.SearchStrategy[str]:
    """Return a name with numbers in place of N and M."""
    numbers = st.integers(0, 12).map(str)
    return st.tuples(numbers, numbers).map(lambda pair: re.sub("M$", pair[1], re.sub("N(?=$|_)", pair[0], shape)))


MODIFIER = st.one_of(
    st.sampled_from(sorted(MODIFIERS.keys() - {"regex", "(default)"})).flatmap(filled),
    st.text("aé #%\\{", max_size=4).map("({})".format),
    st.sampled_from(['regex("[a-z]"," ~")', 'regex("^","\'\\\\{,=")', 'regex("(.*)","$1 $1")']),
)
FIELD = st.builds(
    lambda marker, modifiers: f"[{':'.join([marker, *modifiers])}]",
    st.sampled_from(sorted(MARKERS)).flatmap(filled),
    st.lists(MODIFIER, max_size=3),
)
PATTERN = st.lists(st.one_of(FIELD, st.text("aZ9_:.+/-", max_size=3)), min_size=1, max_size=5).map("".join)
WORK = st.builds(
    Work,
    st.lists(st.text(max_size=12).map(lambda text: parse_display(text) or OTHERS), max_size=5).map(tuple),
    st.none() | st.integers(0, 9999),
    st.text(max_size=20),
    st.sampled_from(["misc", "in proceedings"]),
    st.sampled_from([None, *map(Identifier.of_id, ("2106.00134", "hep-th/9711200", "doi:10.1/<a>"))]),
)


@given(PATTERN, FIELD, WORK)
def test_any_key_is_one_for_bibtex_and_biber(start: str, field: str, work: Work) -> None:
    key = parse(start + field).key(work)
    assert re.fullmatch(r"[A-Za-z0-9_:.+/-]+", key)
    assert key == parse(start + field).key(Work(*work))

from __future__ import annotations

import pytest

from bibtools.bibliography.citekey.markers import MARKERS
from bibtools.bibliography.citekey.pattern import Placeholder
from bibtools.bibliography.citekey.pattern_parser import parse
from bibtools.bibliography.citekey.work import Work
from bibtools.identifiers.identifier import ARXIV, DOI, Identifier
from bibtools.tex.names import OTHERS, Name

KAISER = Name("Kaiser", "Łukasz")
DANG = Name("Đặng", "Thị")
ZHANG = Name("张", "伟")
POUSSIN = Name("Vallée Poussin", "Charles-Jean", "de la")
AALST = Name("Aalst", "Wil", "van der")
ONEIL = Name("O'Neil", "Ann")
BRIGHT = Name("Bright-Thonney", "Sam")
CRUZ = Name("De La Cruz", "Maria")
ATLAS = Name("ATLAS Collaboration", corporate=True)
LIGO = Name("The LIGO Scientific Collaboration", corporate=True)
NEWTON, MAXWELL = Name("Newton", "Isaac"), Name("Maxwell", "James")
EINSTEIN, BOHR, CURIE = Name("Einstein", "Albert"), Name("Bohr", "Niels"), Name("Curie", "Marie")
ONE, TWO, THREE = (NEWTON,), (NEWTON, MAXWELL), (NEWTON, MAXWELL, EINSTEIN)
FOUR, FIVE = (*THREE, BOHR), (*THREE, BOHR, CURIE)

AUTHORS = [
    ("auth", ONE, "Newton"),
    ("auth", FIVE, "Newton"),
    ("auth", (KAISER,), "Kaiser"),
    ("auth", (DANG,), "Dang"),
    ("auth", (POUSSIN,), "ValleePoussin"),
    ("auth", (ONEIL,), "ONeil"),
    ("auth", (Name("O’Neil"),), "ONeil"),
    ("auth", (BRIGHT,), "Bright-Thonney"),
    ("auth", (CRUZ,), "DeLaCruz"),
    ("auth", (ATLAS,), "ATLAS"),
    ("auth", (LIGO,), "LIGO"),
    ("auth", (Name("Weiß"),), "Weiss"),
    ("auth", (ZHANG,), ""),
    ("auth", (Name("The", corporate=True),), ""),
    ("auth", (OTHERS,), ""),
    ("auth", (), ""),
    ("auth3", ONE, "New"),
    ("auth3", (Name("He"),), "He"),
    ("auth3", (CRUZ,), "DeL"),
    ("auth3", (DANG,), "Dan"),
    ("auth0", ONE, ""),
    ("auth3", (), ""),
    ("auth3_2", TWO, "Max"),
    ("auth3_1", TWO, "New"),
    ("auth3_3", TWO, ""),
    ("auth3_0", TWO, ""),
    ("authFirstFull", ONE, "Newton"),
    ("authFirstFull", (POUSSIN,), "delaValleePoussin"),
    ("authFirstFull", (AALST, NEWTON), "vanderAalst"),
    ("authFirstFull", (), ""),
    ("authForeIni", (KAISER,), "L"),
    ("authForeIni", (ATLAS,), ""),
    ("authForeIni", (ZHANG,), ""),
    ("authorLast", THREE, "Einstein"),
    ("authorLast", (*TWO, OTHERS), "Maxwell"),
    ("authorLast", (), ""),
    ("authorLastForeIni", THREE, "A"),
    ("authorLastForeIni", (), ""),
    ("authors", ONE, "Newton"),
    ("authors", THREE, "NewtonMaxwellEinstein"),
    ("authors", (*TWO, OTHERS), "NewtonMaxwellEtAl"),
    ("authors", (ZHANG, NEWTON), "Newton"),
    ("authors", (ZHANG,), ""),
    ("authors", (), ""),
    ("authors2", TWO, "NewtonMaxwell"),
    ("authors2", THREE, "NewtonMaxwellEtAl"),
    ("authors2", (NEWTON, OTHERS), "NewtonEtAl"),
    ("authors2", (), ""),
    ("authorsAlpha", ONE, "New"),
    ("authorsAlpha", (Name("He"),), "He"),
    ("authorsAlpha", (AALST,), "vdAal"),
    ("authorsAlpha", TWO, "NM"),
    ("authorsAlpha", (AALST, NEWTON), "vdAN"),
    ("authorsAlpha", FOUR, "NMEB"),
    ("authorsAlpha", FIVE, "NME+"),
    ("authorsAlpha", (NEWTON, OTHERS), "New+"),
    ("authorsAlpha", (*TWO, OTHERS), "NM+"),
    ("authorsAlpha", (ZHANG, ZHANG), ""),
    ("authorsAlpha", (), ""),
    ("authorsDBLP", ONE, "Newton"),
    ("authorsDBLP", FIVE, "NewtonMEBC"),
    ("authorsDBLP", (BRIGHT, CRUZ), "Bright-ThonneyD"),
    ("authorsDBLP", (), ""),
    ("authorIni", ONE, "Newto"),
    ("authorIni", THREE, "NewtoME"),
    ("authorIni", (Name("He"), MAXWELL), "HeM"),
    ("authorIni", (), ""),
    ("authIni4", ONE, "Newt"),
    ("authIni4", TWO, "NeMa"),
    ("authIni4", THREE, "NeME"),
    ("authIni4", FOUR, "NMEB"),
    ("authIni4", FIVE, "NMEB"),
    ("authIni4", (), ""),
    ("authshort", ONE, "Newton"),
    ("authshort", TWO, "NM"),
    ("authshort", THREE, "NME"),
    ("authshort", FOUR, "NME+"),
    ("authshort", (ZHANG, ZHANG, ZHANG, ZHANG), ""),
    ("authshort", (), ""),
    ("auth.auth.ea", ONE, "Newton"),
    ("auth.auth.ea", TWO, "Newton.Maxwell"),
    ("auth.auth.ea", THREE, "Newton.Maxwell.ea"),
    ("auth.auth.ea", (), ""),
    ("auth.etal", ONE, "Newton"),
    ("auth.etal", TWO, "Newton.Maxwell"),
    ("auth.etal", THREE, "Newton.etal"),
    ("auth.etal", (NEWTON, OTHERS), "Newton.etal"),
    ("auth.etal", (ZHANG, NEWTON), "Newton"),
    ("auth.etal", (), ""),
    ("authEtAl", ONE, "Newton"),
    ("authEtAl", TWO, "NewtonMaxwell"),
    ("authEtAl", THREE, "NewtonEtAl"),
    ("authEtAl", (CRUZ, *TWO), "DeLaCruzEtAl"),
    ("authEtAl", (OTHERS,), ""),
    ("authEtAl", (), ""),
]
AWESOME = "An awesome paper on JabRef"
TITLES = [
    ("title", AWESOME, "AnAwesomePaperonJabRef"),
    ("title", "Of and On", "Ofandon"),
    ("title", "", ""),
    ("fulltitle", AWESOME, "AnawesomepaperonJabRef"),
    ("fulltitle", "深度学习", ""),
    ("shorttitle", AWESOME, "awesomepaperJabRef"),
    ("shorttitle", "Adam", "Adam"),
    ("shorttitle", "To Be or", ""),
    ("shorttitle2", AWESOME, "awesomepaper"),
    ("shorttitle9", AWESOME, "awesomepaperJabRef"),
    ("shorttitle0", AWESOME, ""),
    ("shorttitle3_3", AWESOME, "AwesomePaperJabRef"),
    ("shorttitle3_1", AWESOME, "AwesomepaperJabRef"),
    ("shorttitle2_2", "multi-step traffic flow", "MultistepTraffic"),
    ("shorttitle2_2", "Declarative/procedural memory", "DeclarativeproceduralMemory"),
    ("shorttitle2_2", "", ""),
    ("shorttitleINI", AWESOME, "apJ"),
    ("shorttitleINI", "On", ""),
    ("veryshorttitle", AWESOME, "awesome"),
    ("veryshorttitle", "Semi-Supervised Learning", "Semi"),
    ("veryshorttitle", "D-brane Approach", "Dbrane"),
    ("veryshorttitle", "The Large $N$ Limit", "Large"),
    ("veryshorttitle", "$N=4$ Supersymmetry", "Supersymmetry"),
    ("veryshorttitle", "{B}ayesian {GAN}s", "Bayesian"),
    ("veryshorttitle", r"\'Etale Covers", "Etale"),
    ("veryshorttitle", r"\href{https://arxiv.org/abs/1611.03824}{Learning to Learn}", "Learning"),
    ("veryshorttitle", "“Why Should I Trust You?”", "Should"),
    ("veryshorttitle", "Über Alles", "Uber"),
    ("veryshorttitle", "16x16 Words", "16x16"),
    ("veryshorttitle", "What Is It Like", ""),
    ("veryshorttitle", "知识", ""),
    ("camel", AWESOME, "AnAwesomePaperOnJabRef"),
    ("camel", "don't panic", "DontPanic"),
    ("camel", "", ""),
    ("camel2", AWESOME, "AnAwesome"),
    ("camel9", "Adam", "Adam"),
    ("letters3", "GANs Can Play Lottery Tickets Too", "gpl"),
    ("letters3", "Attention Is All You Need", "aay"),
    ("letters3", "Adam", "ada"),
    ("letters3", "On 3D", "dxx"),
    ("letters2", "", "xx"),
    ("letters2", "Mega: Moving Averages", "mm"),
]
OTHER = [
    ("year", Work(year=2021), "2021"),
    ("year", Work(year=21), "21"),
    ("year", Work(), ""),
    ("shortyear", Work(year=2021), "21"),
    ("shortyear", Work(year=2007), "07"),
    ("shortyear", Work(), ""),
    ("entrytype", Work(type="inproceedings"), "inproceedings"),
    ("entrytype", Work(), "misc"),
    ("arxiv", Work(identifier=Identifier(ARXIV, "2106.00134")), "2106.00134"),
    ("arxiv", Work(identifier=Identifier(ARXIV, "hep-th/9711200")), "hep-th-9711200"),
    ("arxiv", Work(), ""),
    ("arxiv", Work(identifier=Identifier(DOI, "10.1145/1")), ""),
    ("zotero", Work(ONE, 2021, "The Way of Light"), "newton_way_2021"),
    ("zotero", Work((AALST,), 2021, "End-to-end Mining"), "van_der_aalst_end--end_2021"),
    ("zotero", Work((CRUZ,), 2021, "How to: an-Overview"), "de_la_cruz_how_2021"),
    ("zotero", Work((BRIGHT,), None, "On"), "bright-thonney_notitle_nodate"),
    ("zotero", Work((), 2021, "Light"), "noauthor_light_2021"),
    ("zotero", Work((ZHANG,), 2021, "光"), ""),
]


@pytest.mark.parametrize(
    ("marker", "work", "text"),
    [(marker, Work(authors), text) for marker, authors, text in AUTHORS]
    + [(marker, Work(title=title), text) for marker, title, text in TITLES]
    + OTHER,
)
def test_a_marker_takes_its_part_of_a_work(marker: str, work: Work, text: str) -> None:
    (field,) = parse(f"[{marker}]").parts
    assert isinstance(field, Placeholder)
    assert field.value(work) == text


def test_every_marker_is_in_the_table() -> None:
    tested = {marker for marker, *_ in (*AUTHORS, *TITLES, *OTHER)}
    named = {
        each.marker.name for marker in tested for each in parse(f"[{marker}]").parts if isinstance(each, Placeholder)
    }
    assert named == set(MARKERS)

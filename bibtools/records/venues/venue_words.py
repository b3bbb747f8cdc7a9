"""Venue words: the words of venues' names in one form, abbreviations written out, without what authors leave out."""

from __future__ import annotations

from functools import cache, lru_cache

from bibtools.core.lazy_pattern import lazy_pattern

SPONSORS = frozenset(
    "acm asme cvf eai eurasip ewg federated gi iapr ieee ifac ifip rsj sigir sigkdd sigmod sigplan sigsac "
    "sigsoft signll springer usenix wic elsevier".split()
)
WIDE = frozenset("international int intl annual".split())
OFTEN_LEFT_OUT = WIDE | frozenset("on of the and for in over th st nd rd".split())
KINDS_OF_MEETING = frozenset("workshop symposium meeting colloquium congress summit".split())
# One form for the words of a name; whether it is the word itself does not matter, as names are written so as well.
_ONE_FORM = {
    short: words[0]
    for words in (
        line.split()
        for line in """
    journal j journals
    transactions trans transaction
    conference conf conferences
    symposium symp symposia
    letters lett letter
    communications commun comm commn communication
    processing proc process
    information inf inform info
    theory theor th theoretical
    wireless wirel
    networks netw network networking
    vehicular veh vehic
    vehicles vehicle
    technology technol tech
    automatic auto autom automat automation
    development dev
    evolutionary evol
    operating oper
    autonomous auton
    decision decis
    distributed distrib
    parallel paral
    optimization optim
    biomedical biomed
    medical med
    circuits circ circuit
    electronics electron electronic
    electrical electr
    control contr
    methods meth
    selected sel
    systems syst sys system
    computer comput computers computing computation computational
    physics phys physical
    review rev reviews
    mathematics math mathematical
    astronomy astron astronomical
    astrophysical astrophys
    chemical chem
    applied appl
    annals ann
    statistics stat statistical
    analysis anal
    machine mach
    learning learn
    research res
    intelligence intell intelligent
    artificial artif
    recognition recognit recog
    representations represent representation
    acoustics acoust acoustic acoustical
    knowledge knowl
    management manag manage
    european eur europ
    british brit
    human hum
    factors fact
    interaction interact
    discovery discov
    retrieval retr retriev
    linguistics linguist linguistic
    multimedia multimed
    security secur
    software softw
    databases database
    architecture archit architectural
    programming program
    advances adv
    neural neur
    engineering eng engin
    science sci sciences
    nuclear nucl
    instruments instrum instr
    societies soc society
    royal roy r
    monthly mon
    notices not notes
    surveys surv survey
    magazine mag magazines
    language languages
    agents agent
    robotics robot robots
    web www
    supplement suppl supp
    probability probab prob
    quantum quant
    condensed condens
    american amer am
    vision vis visualization visualisation
    multiagent multi-agent
    """.strip().splitlines()
    )
    for short in words
}
_TWO_WORDS = {"AI": ("artificial", "intelligence")}
NAME_WORDS = lazy_pattern(r"[0-9]+|[^\W\d_]+")


def apart(word: str) -> tuple[str, ...]:
    """Return a word as the words that it stands for."""
    return _TWO_WORDS.get(word) or (word,)


@lru_cache(maxsize=1 << 12)  # names of venues share most of their words
def forms(word: str) -> tuple[tuple[str, str], ...]:
    """Return the words that a word stands for, each with its one form."""
    return tuple((each, normal(each)) for each in apart(word))


def normal(word: str) -> str:
    """Return a word in its one form."""
    lowered = word.lower()
    return _ONE_FORM.get(lowered, lowered)


def key_of(name: str, *, is_journal: bool) -> list[str]:
    """Return the words of a name by which it is found."""
    words = [word for each in NAME_WORDS.findall(name) for word in _key_words(each)]
    without = [word for word in words if word not in SPONSORS]
    # Two words alone can mean anything: "IEEE Big Data" is a conference, "Big Data" is not.
    return without if len(without) > (1 if is_journal else 2) else words


@cache  # names have the same words over and over
def _key_words(word: str) -> tuple[str, ...]:
    return tuple(each for each in map(normal, apart(word)) if each not in OFTEN_LEFT_OUT)

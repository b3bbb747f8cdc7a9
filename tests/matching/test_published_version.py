"""Gates for published versions: what is written, what is only proposed, and what is neither."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bibtools.identifiers.identifier import ARXIV, Identifier
from bibtools.index.published_work import PublishedWork
from bibtools.matching.preprint import ComparedTitle, Preprint, person, shared_people
from bibtools.matching.published_version import NOTHING, published_version
from bibtools.tex.names import parse_display

TITLE = "Engines that Weave: A Study of Looms"
AUTHORS = ("Ada Lovelace", "Charles Babbage", "Luigi Menabrea")


def preprint(title: str = TITLE, authors: tuple[str, ...] = AUTHORS, year: int = 2018, **said: str) -> Preprint:
    names = [name for each in authors if (name := parse_display(each))]
    return Preprint(Identifier(ARXIV, "1801.00001"), title, names, year, said.get("doi", ""), said.get("comment", ""))


def work(title: str = TITLE, authors: tuple[str, ...] = AUTHORS, year: int = 2018, **more: str) -> PublishedWork:
    facts = {"key": "conf/icml/LovelaceBM18", "kind": "inproceedings", "venue": "ICML", **more}
    return PublishedWork(title=title, authors=authors, year=str(year), **facts)  # type: ignore[arg-type]  # texts


@pytest.mark.parametrize(
    ("own", "other", "gate"),
    [
        (preprint(), work(), "W-c"),
        (preprint("engines that weave - a study of {L}ooms"), work(), "W-c"),
        (preprint("Pre-Training of Looms"), work("Pretraining of Looms"), "W-c"),
        (preprint(), work(year=2021), "W-c"),
        (preprint(), work(year=2017), "W-c"),
        (preprint(), work(authors=("A. Lovelace", "C. Babbage", "L. F. Menabrea")), "W-c"),
        (preprint(authors=("Ada Müller",)), work(authors=("Ada Mueller 0001",)), "W-c"),
        (preprint(authors=("Fei-Fei Li",)), work(authors=("Li Fei-Fei",)), "W-c"),
        (preprint(authors=("Sergio Gómez",)), work(authors=("Sergio Gómez Colmenarejo",)), "W-c"),
        (preprint(year=2021, comment="Published at ICML 2018"), work(), "W-c"),
        (preprint(comment="Accepted at STOC 2018"), work(venue="STOC"), "W-c"),
        (preprint(doi="10.1109/icml.2018.12"), work(), "W-c"),  # IEEE's names venue and year
        (preprint("Engines that Weave, a Study of Loom", doi="10.1145/11.22"), work(doi="10.1145/11.22"), "W-a"),
        (preprint(doi="10.1145/9.9; 10.1145/11.22."), work(doi="10.1145/11.22", year=2027), "W-a"),
        # Posted late, or in another order: the authors say what it is.
        (preprint(year=2024, doi="10.1145/11.22"), work(doi="10.1145/11.22"), "W-a"),
        (preprint(year=2024, doi="10.1145/11.22"), work(doi="10.1145/11.22", venue="STOC"), "W-a"),
        (preprint(doi="10.1145/11.22"), work(doi="10.1145/11.22", authors=AUTHORS[::-1]), "W-a"),
        (preprint(comment="ICML 2018"), work(authors=AUTHORS[::-1]), "W-c"),
        (preprint("Of Looms"), work(arxiv="1801.00001"), "W-b"),
    ],
)
def test_what_is_written(own: Preprint, other: PublishedWork, gate: str) -> None:
    found = published_version(own, [other])
    assert (found.work, found.gate, found.proposed) == (other, gate, ())


@pytest.mark.parametrize(
    ("own", "others", "reason"),
    [
        (preprint(), [work(year=2022)], "4 years after"),
        (preprint(), [work(year=2015)], "3 years before"),
        (preprint(), [work(venue="STOC")], "often have a journal version"),
        (preprint(), [work(), work(key="journals/jmlr/1", venue="J. Mach. Learn. Res.", year=2019)], "several"),
        (preprint(comment="Accepted at NeurIPS 2018"), [work()], "names another venue"),
        (preprint(doi="10.1145/9.9"), [work(doi="10.1145/11.22")], "another DOI"),
        (preprint(year=2024, doi="10.1145/11.22"), [work(f"{TITLE}s", doi="10.1145/11.22")], "name its DOI"),
        (preprint(doi="10.1145/11.22"), [work(doi="10.1145/11.22", authors=AUTHORS[1:])], "name its DOI"),
        (preprint(comment="ICML 2017"), [work(authors=AUTHORS[::-1])], "authors differ"),
        (preprint(comment="ICML 2018"), [work(authors=AUTHORS[::-1], venue="ICML Workshop on Looms")], "workshop"),
        (preprint(doi="10.1145/11.22"), [work("Of Other Things", doi="10.1145/11.22")], "name its DOI"),
        (preprint(), [work(authors=AUTHORS[::-1])], "authors differ"),
        (preprint(), [work("Engines that Weaved: A Study of Looms")], "slightly different"),
        (preprint(), [work("Engines that Weave")], "subtitle"),
        (preprint(comment="ICML 2018"), [work("Engines Weave: On the Study of the Looms")], "its title differs"),
        (preprint(), [work(venue="ICML Workshop on Looms")], "workshop"),
    ],
)
def test_what_is_only_proposed(own: Preprint, others: list[PublishedWork], reason: str) -> None:
    found = published_version(own, others)
    assert found.work is None
    assert reason in found.proposed[0].reason


@pytest.mark.parametrize(
    ("own", "other"),
    [
        (preprint(), work("Looms of Other Kinds")),
        (preprint("Looms, Part I"), work("Looms, Part II")),
        (preprint("Looms 2"), work("Looms 3")),
        (preprint(), work(authors=("Grace Hopper",))),
        (preprint(comment="ICML 2018"), work(authors=AUTHORS[:0:-1])),
        (preprint(), work(f"Erratum to: {TITLE}")),
        (preprint(), work(f"{TITLE} (Extended Abstract)")),
        (preprint(comment="Erratum to our paper at ICML"), work()),
        (preprint(), work(year=2040)),
        (preprint(""), work("")),
        (preprint(authors=()), work(authors=())),
    ],
)
def test_what_is_neither(own: Preprint, other: PublishedWork) -> None:
    assert published_version(own, [other]) == NOTHING


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ada Lovelace", "A. Lovelace", True),
        ("Jörg Müller", "Joerg Mueller", True),
        ("Neil O'Hare", "Neil O Hare", True),
        ("Roberto Cesar-Jr", "Roberto M. Cesar Jr.", True),
        ("Wei Wang", "Wei Zhang", False),
        ("Ada Lovelace", "Charles Babbage", False),
        ("Li", "Lee", False),
    ],
)
def test_people(one: str, other: str, same: bool) -> None:
    assert person(one).is_same(person(other)) is same is person(other).is_same(person(one))


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        ("A Structure for Looms", "A Sequence for Looms", [("structure", "sequence")]),
        ("Modelling Looms", "Modeling Looms", []),
        ("Looms", "Looms and Engines", []),
        ("Looms for all", "Looms for all", []),
    ],
)
def test_words_that_are_others(one: str, other: str, words: list[tuple[str, str]]) -> None:
    assert ComparedTitle(one).differing_words(ComparedTitle(other)) == words


@given(st.text("abc 1", max_size=12), st.text("abc 1", max_size=12), st.floats(0, 1))
@example("a a", "aa", 1.0)
@example("", "", 0.5)
def test_letters_rule_out_no_title_that_is_alike(one: str, other: str, least: float) -> None:
    own, others = ComparedTitle(one), ComparedTitle(other)
    assert own.may_be_like(others, least) or own.likeness(others) < least
    assert not ComparedTitle("Looms").may_be_like(ComparedTitle("Mills and Rivers"), 0.85)


@given(
    st.lists(st.sampled_from(("Ada Lovelace", "A. Lovelace", "Wei Li", "Li Wei", "Jürgen Müller", "Lovelace", "B. Li")))
)
def test_a_list_of_names_shares_all_of_itself(displayed: list[str]) -> None:
    people = list(map(person, displayed))
    assert shared_people(people, people) == (1.0 if people else 0.0)
    assert all(each.is_same(each) for each in people)


PLAIN_NAMES = ("Wei Wang", "Muecke Maes", "Ada Sri", "Jean Joe", "Ab Xyz", "A Bcd", "Mc Loe", "Qiue Qo")


@pytest.mark.parametrize("display", PLAIN_NAMES)
def test_plain_names_are_read_as_with_a_second_given_name(display: str) -> None:
    given_name, family = display.split()
    plain, longer = person(display), person(f"{given_name} Q. {family}")
    assert (plain.surname, plain.words | {"q"}) == (longer.surname, longer.words)

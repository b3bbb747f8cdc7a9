"""Verification: what is an error, what a warning, and what says nothing."""

from __future__ import annotations

from datetime import date

import pytest

from bibtools.bibliography.library.identity import identities, normalise_title
from bibtools.bibliography.library.reader import read
from bibtools.core.text import Source
from bibtools.identifiers.identifier import ARXIV, Identifier
from bibtools.index.published_work import PublishedWork
from bibtools.matching.bogus_identifiers import bogus, never_issued
from bibtools.matching.claimed_work import ClaimedWork, Witness, claimed_work, of_record, of_work
from bibtools.matching.misspelling import is_slip
from bibtools.matching.verification import Evidence, Verification, verified
from bibtools.records.record import Record
from bibtools.tex.names import parse_display

TODAY = date(2026, 1, 1)
TITLE = "Engines that Weave: A Study of Looms"
ADA = "Ada Lovelace and Charles Babbage"
MILLS = "Large Mills of the Old Country"
MANY = " and ".join(
    f"{chr(65 + at)}da {family}"
    for at, family in enumerate(
        "Byron Cauchy Dirac Euler Fermat Gauss Hopper "
        "Ito Jacobi Klein Lie Markov Noether Ore Peano Quine Riemann Steiner Turing Ulam Viete".split()
    )
)


def entry(
    kind: str = "inproceedings", title: str = TITLE, author: str = ADA, year: int = 2019, **more: str
) -> ClaimedWork:
    fields = {"title": title, "author": author, "year": str(year), **more}
    text = f"@{kind}{{k,\n" + "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items()) + "}\n"
    [known] = identities(read(Source("r.bib", text)), TODAY).entries
    return claimed_work(known)


def work(title: str = TITLE, authors: str = ADA, year: int = 2019, venue: str = "ICML", doi: str = "") -> Witness:
    listed = tuple(authors.split(" and "))
    found = PublishedWork("conf/x/1", "inproceedings", title, listed, str(year), venue=venue, doi=doi)
    return of_work(found, "dblp")


def preprint(title: str = TITLE, authors: str = ADA, year: int = 2018, comment: str = "") -> Witness:
    names = tuple(name for each in authors.split(" and ") if (name := parse_display(each)))
    identifier = Identifier(ARXIV, "1801.00001")
    return of_record(
        Record(
            identifier=identifier, title=title, authors=names, provider="index", date=date(year, 1, 1), comment=comment
        ),
        "index",
    )


def complete(venue: str, year: int) -> int:
    return 700 if venue in {"ICML", "CVPR", "NeurIPS"} and 2010 <= year <= 2022 else 0


def judged(
    claim: ClaimedWork,
    *titled: Witness,
    named: tuple[Witness, ...] = (),
    authored: tuple[Witness, ...] = (),
    near: tuple[Witness, ...] = (),
) -> Verification:
    is_unknown = claim.doi is not None and not named
    return verified(claim, Evidence(named, titled, authored, near, has_unknown=is_unknown), complete, TODAY.year)


@pytest.mark.parametrize(
    ("claim", "titled"),
    [
        (entry(booktitle="ICML"), [work()]),
        (entry(booktitle="Proceedings of the 36th International Conference on Machine Learning"), [work()]),
        (entry(booktitle="ICML", author="A. Lovelace and C. Babbage"), [work()]),
        (entry(booktitle="ICML", author="Lovelace, Ada and others"), [work()]),
        (
            entry(booktitle="ICML", author=r"Ada Lovelace and Brand{\~a}o, F."),
            [work(authors="Ada Lovelace and F. Brandão")],
        ),
        (entry("misc", year=2018), [preprint()]),
        (entry("misc", year=2018), [preprint(), work(authors="Grace Hopper")]),
        (entry(booktitle="NeurIPS", year=2020), [work(venue="NIPS")]),  # the volume's year
        (entry(booktitle="ICML", doi="10.1145/3292500.3330686"), [work(doi="10.1145/3292500.3330686")]),
        (entry(booktitle="ICML", doi="10.5555/3305890"), [work(doi="10.1145/3292500.3330686")]),  # another registrant's
        (entry(booktitle="ICML"), [work(authors="Grace Hopper"), work()]),
        (entry(booktitle="ICML"), [work(authors="Ada Lovelace")]),  # lists that have the first author alone
        (entry("article", journal="IEEE TPAMI", author=f"{ADA} and Jane Roe"), [work()]),  # the longer version
        (entry("article", journal="Journal of the ACM", author="Ada Lovelace and Jane Roe"), [work()]),
        (
            entry(booktitle="ICML", author="Lovelace, Ada and DeBabbage, C."),
            [work(authors="Ada Lovelace and Charles De Babbage")],
        ),
        (
            entry(booktitle="ICML", author="Ada Lovelace, Charles Babbage, Jane Roe"),
            [work(authors=f"{ADA} and Jane Roe")],
        ),
        (entry(booktitle="ICML", author="Ada Lovelace and C. B'abbage"), [work()]),  # what became of an accent
        *(
            (entry(booktitle="ICML", author=f"{one} and Ada Lovelace"), [work(authors=f"{other} and Ada Lovelace")])
            for one, other in (
                ("Neumann J{\\'a}nos", "John von Neumann"),
                ("Erd{\\H{o}}s P{\\'a}l", "Paul Erdős"),
                ("Sz{\\H{o}}kefalvi-Nagy B{\\'e}la", "Béla Szőkefalvi-Nagy"),
                ("Wang Xiaoming", "Xiao-Ming Wang"),
                ("Wang X.", "Xiaoming Wang"),
                ("Li Fei-Fei", "Fei-Fei Li"),
                ("It{\\^o}, Kiyosi", "Kiyosi Itô"),
                ("Kim, Jong Hyun", "Jong-Hyun Kim"),
                ("Nguy{\\~{\\^e}}n V{\\u{a}}n An", "Văn An Nguyễn"),
            )
        ),
        (entry(booktitle="ICML", title="\\href{https://example.org/a_b}{" + TITLE + "}"), [work()]),
        (entry(booktitle="ICML", title="Modelling Looms"), [work("Modeling Looms")]),
        (entry("article", journal="arXiv preprint", year=2016), [work()]),  # published years later
        (entry(booktitle="ICML", author="Ada Lovelace and DeRoe, J."), [work(authors="Ada Lovelace and Jane De Roe")]),
        (
            entry(booktitle="ICML", author="Ada Lovelace, Max Foe, Jane Roe"),
            [work(authors="Ada Lovelace and Max Foe and Jane Roe")],
        ),
        (entry(booktitle="CoRL", year=2020), [work(venue="CoRL")]),  # the volume's year
        (entry(booktitle="ICML", author="A. Lovelace and C. B. III"), [work()]),
        (entry(booktitle="ICML 2019 Extended Abstracts", title="Looms at Work"), []),
        (entry(booktitle="FinLLM Symposium at ICML 2019", title="Looms at Work"), []),
        (entry(booktitle="ICML", title="Looms (tutorial)"), []),
        (entry("article", journal="Journal of Looms (1969)", title="Looms at Work"), []),
        (entry(booktitle="European Conference on Looms, LNCS vol.1802", title="Looms at Work"), []),
        (entry("misc", title="Engines that Spin: A Study of Looms", year=2018), []),
        (entry(booktitle="International Conference on Machine Learning, {ICML} 2019"), [work()]),
        (
            entry(booktitle="ICML", author="Ada Lovelace, Charles Babbage, and Luigi Menabrea"),
            [work(authors="Ada Lovelace and Charles Babbage and Luigi Menabrea")],
        ),
        (entry(booktitle="ICML Workshop on Looms"), [preprint()]),
        (entry(booktitle="NeurIPS ML4Looms"), [preprint()]),
        (entry("article", journal="arXiv preprint arXiv:1801.00001"), [work()]),
        (entry("phdthesis", author="Ada Lovelace"), [work()]),
        (entry(booktitle="ICML", title="Engines That Weave -- a study of {L}ooms"), [work()]),
        # What became of a preprint may have other authors.
        (entry("article", journal="arXiv", author="Ada Lovelace"), [work()]),
        (entry("article", journal="CoRR, abs/1801.00001", author=f"{ADA} and Jane Roe"), [work()]),
        (entry("misc", author="Ada Lovelace", year=2018), [work(), preprint(authors="Ada Lovelace")]),
        # A preprint and what became of it may have two titles, whichever of them is known here.
        (entry("article", title=f"{TITLE} from {MILLS}", eprint="1801.00001"), [work(f"{TITLE} with {MILLS}")]),
        (
            entry(booktitle="ISIPTA '19", title=f"{TITLE} in Two {MILLS}"),
            [preprint(f"{TITLE} in Three {MILLS}")],
        ),
        # Posted years after a journal had it, or after it was written.
        (entry("article", journal="Fractals", year=1996), [preprint(year=2007)]),
        (entry("misc", year=2009), [preprint(year=2014, comment="27 pages. Originally written in 2009")]),
        (
            entry("misc", author="Jane {Roé III} and Ada Lovelace", year=2018),
            [preprint(authors="Jane Roeé and A. Lovelace")],
        ),
    ],
)
def test_what_is_right(claim: ClaimedWork, titled: list[Witness]) -> None:
    found = judged(claim, *titled)
    assert (found.verdict, found.differences) in {("agrees", ()), ("unconfirmed", ())}


@pytest.mark.parametrize(
    ("claim", "titled", "named", "authored", "field", "severity"),
    [
        (entry(booktitle="ICML", author="John Doe and Jane Roe"), [work()], [], [], "author", "error"),
        (entry(booktitle="ICML", author=f"{ADA} and Jane Roe and John Doe"), [work()], [], [], "author", "error"),
        (entry(booktitle="ICML", author="Ada Lovelace"), [work()], [], [], "author", "warning"),
        (entry(booktitle="CVPR"), [work()], [], [], "booktitle", "warning"),
        (entry(booktitle="CVPR 2019, Conference Track Proceedings"), [work()], [], [], "booktitle", "warning"),
        (entry(booktitle="ICML", author="Ada Lovelase and Charles Babbadge"), [work()], [], [], "author", "warning"),
        (entry(booktitle="CVPR"), [preprint()], [], [], "booktitle", "warning"),
        (entry(booktitle="ICML"), [], [], [], "booktitle", "warning"),  # the closed world
        (entry(booktitle="ICML", year=2022), [work()], [], [], "year", "warning"),
        (entry(booktitle="ICML", year=2020), [work()], [], [], "year", "warning"),  # ICML 2020 is known, and lacks it
        (entry(booktitle="ICML", year=2024), [work(year=2023)], [], [], "year", "note"),
        (entry("article", journal="JMLR", year=2020), [work(venue="JMLR")], [], [], "year", "note"),  # early access
        # A later version in a journal, or a venue that there is not: nobody knows.
        (entry("article", journal="IEEE Transactions on Looms"), [work()], [], [], "booktitle", "note"),
        (
            entry("article", journal="JMLR", author="Ada Lovelace"),
            [work()],
            [],
            [],
            "booktitle",
            "note",
        ),  # fewer authors
        (entry(booktitle="EMNLP"), [work()], [], [], "booktitle", "note"),  # nobody knows what EMNLP has
        (
            entry(booktitle="ICML", doi="10.1145/3292500.33306867"),
            [work(doi="10.1145/3292500.3330686")],
            [],
            [],
            "doi",
            "warning",
        ),
        (entry(booktitle="Advances in NeurIPS 29, NeurIPS 2016", year=2024), [], [], [], "year", "warning"),
        (entry(booktitle="Advances in NeurIPS 29, NeurIPS 2016", year=2024), [], [], [], "booktitle", "warning"),
        # A title of six words is no other paper's; one that names another work may be.
        (entry("article", journal="Looms", author="Jane Roe"), [work()], [], [], "author", "warning"),
        (
            entry("article", journal="Looms", title="Engines &amp; Looms: A Study of Their Use", author="Jane Roe"),
            [work("Engines & Looms: A Study of Their Use")],
            [],
            [],
            "author",
            "warning",
        ),
        # A paper of that title elsewhere does not make it one of ICML.
        (
            entry(booktitle="ICML", author="Jane Roe", title="On Looms"),
            [work("On Looms", venue="CVPR")],
            [],
            [],
            "booktitle",
            "warning",
        ),
        (
            entry(booktitle="ICML", author="Ada Lovelace, Jane Roe, John Doe, and Max Foe"),
            [work()],
            [],
            [],
            "author",
            "error",
        ),
        (entry(booktitle="Looms", year=2031), [], [], [], "year", "warning"),
        (entry("misc", eprint="1801.00001"), [], [preprint("Of Fish", "Grace Hopper")], [], "eprint", "error"),
        (
            entry("misc", eprint="1801.00001"),
            [work()],
            [preprint("Of Fish", "Ada Byron")],
            [],
            "eprint",
            "error",
        ),
        (
            entry(booktitle="ICML", title="Engines that Weave: On Looms"),
            [],
            [],
            [work()],
            "title",
            "warning",
        ),
        # The identifier of another paper, whose title is like the entry's.
        *(
            (
                entry("misc", eprint="1801.00001"),
                [],
                [preprint(title, "Grace Hopper and John Doe")],
                [],
                "eprint",
                "error",
            )
            for title in ("Engines that Weave: A Study of Mills", "Engines that Spin: A History of Mills")
        ),
        # The paper of these authors at this venue, whose title the entry abbreviates.
        (
            entry(booktitle="ICML", title="Of Looms for Efficient EWT Use"),
            [],
            [],
            [work("Of Looms for Efficient Use of Engines that Weave Threads")],
            "title",
            "warning",
        ),
        (entry("misc", author="Ada Lovelace", year=2018), [work(), preprint()], [], [], "author", "warning"),
        (entry("misc", year=2009), [preprint(year=2014)], [], [], "year", "warning"),
        (entry("misc", year=2009), [preprint(year=2014, comment="Written in 2010")], [], [], "year", "warning"),
        (entry("article", journal="arXiv", year=2009), [preprint(year=2014)], [], [], "year", "warning"),
        (
            entry(booktitle="ICML", title=f"{TITLE} from {MILLS}"),
            [work(f"{TITLE} with {MILLS}")],
            [],
            [],
            "title",
            "warning",
        ),
        (
            entry("misc", title=f"{TITLE} from {MILLS}"),
            [preprint(f"{TITLE} with {MILLS}")],
            [],
            [],
            "title",
            "note",
        ),
        # A list of very many people lacks some.
        (entry(author=f"{MANY} and Jane Roe", booktitle="ICML"), [work(authors=MANY)], [], [], "author", "note"),
        # Of a few authors, two more are padding; so they are where one of very many is missing.
        (entry(author=f"{ADA} and Jane Roe and John Doe", booktitle="ICML"), [work()], [], [], "author", "error"),
        (
            entry(author=f"{MANY.partition(' and ')[2]} and Jane Roe", booktitle="ICML"),
            [work(authors=MANY)],
            [],
            [],
            "author",
            "warning",
        ),
        # A paper there whose title is no beginning of the entry's; and one that is, of another year.
        (entry(booktitle="ICML"), [], [], [work("Engines that Spin")], "booktitle", "warning"),
        (entry(booktitle="ICML"), [], [], [work("Engines that Weave", year=2018)], "booktitle", "warning"),
    ],
)
def test_what_contradicts(
    claim: ClaimedWork, titled: list[Witness], named: list[Witness], authored: list[Witness], field: str, severity: str
) -> None:
    found = judged(claim, *titled, named=tuple(named), authored=tuple(authored))
    assert (field, severity) in {(each.field, each.severity) for each in found.differences}
    assert (found.verdict == "contradicts") == (severity != "note")


@pytest.mark.parametrize(
    "claim",
    [
        entry("book", title="The Elements of Weaving"),
        entry("techreport", institution="ETH"),
        entry("misc", howpublished="https://example.org"),
        entry("article", journal="The Lancet"),
        entry(booktitle="Symposium on Looms"),
        entry(booktitle="ICML", year=2025),  # not known completely
        entry("misc", author="Ada Lovelace, Charles Babbage, Luigi Menabrea, and Grace Hopper"),
        entry("misc", author="Lovelace, A., Babbage, C., Menabrea, L."),
        entry("misc", author="{The Looms Collaboration}"),
        entry("misc", title=""),
    ],
)
def test_what_nobody_knows_is_unconfirmed(claim: ClaimedWork) -> None:
    assert judged(claim) == Verification("unconfirmed", (), ())


@pytest.mark.parametrize(
    ("title", "witness", "is_other"),
    [
        ("Discussion of the Looms That Weave by Themselves", "Grace Hopper", False),
        ("Comments on the Looms That Weave by Themselves", "Grace Hopper", False),
        ("Looms", "Grace Hopper", False),
        ("The Looms That Weave by Themselves Tonight", "Grace Hopper", True),
        ("The Looms That Weave by Themselves Tonight", "Ada Lovelace", False),
    ],
)
def test_a_title_that_only_one_work_has(title: str, witness: str, is_other: bool) -> None:
    claim = entry("article", title=title, author="Ada Lovelace", journal="Looms")
    found = judged(claim, work(title, witness))
    assert [each.field for each in found.differences if each.severity == "warning"] == ["author"] * is_other


@pytest.mark.parametrize(
    ("near", "field"),
    [
        (work("Engines That Spin: A Study of Looms"), "title"),
        (work("Engines That Spin: A Study of Looms", authors="Grace Hopper"), "booktitle"),
        (work("Engines That Spin: A Study of Looms", year=2014), "booktitle"),
        (preprint("Engines That Spin: A Study of Looms"), "booktitle"),  # which was renamed when it was published
        (work("Of Fish"), "booktitle"),
        (work("Engines That Weaves: A Study of Loom"), ""),  # slips on either side
    ],
)
def test_near_titles_are_those_meant_or_shown(near: Witness, field: str) -> None:
    found = judged(entry(booktitle="ICML"), near=(near,)).differences
    assert [(each.field, near.shown_title in each.value) for each in found] == ([(field, True)] if field else [])


@pytest.mark.parametrize(
    ("value", "is_issued"),
    [
        ("1903.99533", False),
        ("1512.90001", False),
        ("2511.40001", False),
        ("2511.28999", True),
        ("1910.15000", True),
        ("0704.9999", True),
        ("2603.99999", True),  # nobody knows yet
        ("hep-th/9901999", True),
    ],
)
def test_numbers_that_arxiv_never_reached(value: str, is_issued: bool) -> None:
    assert (not list(never_issued(Identifier(ARXIV, value)))) == is_issued


def test_an_identifier_that_nobody_looked_up_leaves_it_open() -> None:
    claim = entry("misc", year=2018, eprint="1801.99999")
    found = verified(claim, Evidence([], [preprint()], [], has_unknown=True), complete, TODAY.year)
    assert (found.verdict, found.differences) == ("unconfirmed", ())


@pytest.mark.parametrize(
    ("field", "value", "severity"),
    [
        ("arxivid", "arXiv:1011.1669v3", "error"),
        ("eprint", "1011.1669", "error"),
        ("doi", "https://doi.org/10.1017/CBO9781107415324.004", "error"),
        ("isbn", "978-85-7811-079-6", "warning"),
        ("pmid", "25246403", "warning"),
        ("eprint", "1011.1668", None),
        ("note", "1011.1669", None),
        ("isbn", "9780262035613", None),
    ],
)
def test_bogus_identifiers(field: str, value: str, severity: str | None) -> None:
    [known] = identities(read(Source("r.bib", f"@book{{k, title = {{T}}, {field} = {{{value}}}}}")), TODAY).entries
    assert [each.severity for each in bogus(known.fields)] == ([severity] if severity else [])


@pytest.mark.parametrize("authors", ["Ada Lovelase", "Ada Byron and Charles Babbage", "Lovelace Ada and John Doe"])
def test_an_identifier_is_no_other_papers_while_one_author_may_be_the_same(authors: str) -> None:
    claim = entry("misc", eprint="1801.00001", author="Ada Lovelace and Charles Babbage")
    named = preprint("Engines that Weave: A History of Mills", authors)
    assert all(each.severity != "error" for each in judged(claim, named=(named,)).differences)


def test_authors_that_cannot_be_compared_make_no_identifier_another_papers() -> None:
    named = preprint("Engines that Weave: A History of Mills", "Grace Hopper")
    for author in ("{The Loom Group}", "Ada Lovelace and others"):
        claim = entry("misc", eprint="1801.00001", author=author)
        assert all(each.severity != "error" for each in judged(claim, named=(named,)).differences)


def test_two_records_of_one_work_contradict_once() -> None:
    other = preprint("Of Fish", "Grace Hopper")
    assert len(judged(entry("misc", eprint="1801.00001"), named=(other, other)).differences) == 1


@pytest.mark.parametrize(
    ("place", "venues"),
    [
        ("ACM International Conference on Multimedia Retrieval", {"ICMR"}),
        ("Proceedings of the 2018 {ACM} on {International} {Conference} on {Multimedia} {Retrieval}", {"ICMR"}),
        ("{ACM} International Conference on {Multimedia}", {"ACM MM"}),
        ("{IEEE} {International} {Conference} on {Computer} {Vision}", {"ICCV"}),
        ("{IEEE} {Robotics} and {Automation} {Letters}", {"IEEE Robotics and Automation Letters"}),
        ("{Robotics} and {Automation} {Magazine}", {"IEEE Robotics and Automation Magazine"}),
    ],
)
def test_the_longest_name_of_a_venue_counts_whatever_its_braces(place: str, venues: set[str]) -> None:
    assert entry(booktitle=place).venues == venues


@pytest.mark.parametrize(
    ("claim", "titled"),
    [
        (entry(author="Lovelace, A., et al.", booktitle="ICML"), [work()]),
        (entry(author="Ada Lovelace et al", booktitle="ICML"), [work()]),
        (entry(author="Babbage, Charles and Lovelace, Ada, et al.", booktitle="ICML"), [work()]),
        (entry(title="Engines that Weave", author="Ada Lovelace, et al.", booktitle="ICML"), [work()]),
        (entry(title="Engines that Weave", author="Lovelace A, et al.", booktitle="ICML"), [work()]),
        (entry(title=f"{TITLE} [in German]", booktitle="ICML"), [work()]),
        (entry(title=f"{TITLE} (Article in Chinese).", booktitle="ICML"), [work()]),
        (entry(title=f"{TITLE} [Translated from the Russian]", booktitle="ICML"), [work()]),
        (
            entry(author="Schleier-Smith JM and Kawarabayashi K.-i. and Boehm C", booktitle="ICML"),
            [work(authors="Johann M. Schleier-Smith and Ken-ichi Kawarabayashi and Christian Böhm")],
        ),
        (entry(author="Fei-Fei L and Van Gool L", booktitle="ICML"), [work(authors="Li Fei-Fei and Luc Van Gool")]),
        (entry(booktitle="Int. Conf. Mach. Learn."), [work()]),
        (entry(booktitle="Proc. IEEE Conf. Comput. Vis. Pattern Recognit."), [work(venue="CVPR")]),
        (entry(booktitle="ICLR (Poster)"), [work(venue="ICLR")]),
        (entry(author="Ada Lovelace, Charles Babbage", booktitle="ICML"), [work()]),  # nobody is missing
        (
            entry(title="L1-Regularized Looms and Engines", booktitle="ICML"),
            [work(title="L(^mbox1)-Regularized Looms and Engines")],
        ),
        (entry(author="Ada Liu and Grace Liu", booktitle="ICML"), [work(authors="Ada Liu and Grace Liu")]),
        (entry(author="A. Liu and G. Liu and H. Liu", booktitle="KDD"), [preprint(authors="Ada Liu and Grace Liu")]),
    ],
)
def test_what_people_write_is_right(claim: ClaimedWork, titled: list[Witness]) -> None:
    assert judged(claim, *titled).verdict == "agrees"


@pytest.mark.parametrize(
    ("claim", "titled", "field", "severity"),
    [
        (entry(author="Hopper, Grace, et al.", booktitle="ICML"), [work()], "author", "error"),
        (entry(author="Grace Hopper et al.", booktitle="ICML"), [work()], "author", "error"),
        (entry(author="Hopper GB and Turing A", booktitle="ICML"), [work()], "author", "error"),
        (
            entry(author="Ada Lovelace and Charles Babbage and Boris Babbage", booktitle="ICML"),
            [work()],
            "author",
            "warning",
        ),
        (entry(booktitle="Proc. IEEE Int. Conf. Mach. Learn.", year=2014), [work()], "year", "warning"),
        (entry(booktitle="Comput. Vis. Pattern Recognit."), [work()], "booktitle", "warning"),
        (
            entry(booktitle="EMNLP", doi="10.1145/3292500.3330686"),
            [work(doi="10.1145/3292500.3330686")],
            "booktitle",
            "warning",
        ),
    ],
)
def test_what_people_write_is_wrong(claim: ClaimedWork, titled: list[Witness], field: str, severity: str) -> None:
    found = [(each.field, each.severity) for each in judged(claim, *titled, named=tuple(titled)).differences]
    assert (field, severity) in found


@pytest.mark.parametrize(
    ("listed", "field"),
    [
        (work("Engines that Weave"), None),  # lists of accepted papers may lack the rest
        (work("Engines that Weave", venue="CVPR"), "booktitle"),
        (work("Of Engines"), "booktitle"),
    ],
)
def test_a_title_that_its_venue_lists_shortened(listed: Witness, field: str | None) -> None:
    found = judged(entry(booktitle="ICML"), authored=(listed,))
    assert next((each.field for each in found.differences), None) == field


@pytest.mark.parametrize(
    ("key", "display", "is_padded"),
    [
        ("conf/icml/Lovelace19", "Ada Lovelace", True),
        ("conf/icml/Bjork19a", "Ada Björk", True),
        ("conf/icml/LovelaceB19", "Ada Lovelace", False),  # the key knows of another author
        ("conf/icml/1", "Ada Lovelace", False),
        ("conf/icml/placml2019", "Ada Lovelace", False),
    ],
)
def test_a_key_says_that_there_is_one_author(key: str, display: str, is_padded: bool) -> None:
    alone = of_work(PublishedWork(key, "inproceedings", TITLE, (display,), "2019", venue="ICML"), "dblp")
    found = judged(entry(author=f"{display} and Grace Hopper", booktitle="ICML"), alone)
    assert (found.verdict == "contradicts") == is_padded


@pytest.mark.parametrize(
    ("note", "doi"),
    [
        ("doi: 10.1145/3292500.3330686", "10.1145/3292500.3330686"),
        ("https://doi.org/10.1145/3292500.3330686.", "10.1145/3292500.3330686"),
        ("Erratum: doi 10.1145/3292500.3330686", None),
        ("See also doi:10.1145/1 and doi:10.1145/2", None),
        ("doi: 10.1145/3292500.3330686 (extended version)", None),
        ("To appear", None),
    ],
)
def test_a_note_that_is_a_doi_is_the_works_own(note: str, doi: str | None) -> None:
    claimed = entry(note=note).doi
    assert (claimed.value if claimed else None) == doi


@pytest.mark.parametrize(
    ("more", "is_workshop"),
    [
        ({"booktitle": "ACL", "doi": "10.18653/v1/2021.acl-srw.6"}, True),
        ({"booktitle": "CVPR", "doi": "10.1109/CVPRW.2017.44"}, True),
        ({"booktitle": "ACL", "doi": "10.18653/v1/2021.acl-long.6"}, False),
        ({"booktitle": "34th Conference on Neural Information Processing Systems", "primaryclass": "hep-ex"}, True),
        ({"booktitle": "34th Conference on Neural Information Processing Systems", "primaryclass": "cs.LG"}, False),
        ({"booktitle": "ICLR (Poster)"}, False),
        ({"booktitle": "CHI (Poster)"}, True),
    ],
)
def test_what_is_beside_the_main_programme(more: dict[str, str], is_workshop: bool) -> None:
    assert entry("inproceedings", TITLE, ADA, 2019, **more).is_workshop == is_workshop


@pytest.mark.parametrize(
    ("title", "severity"),
    [
        ("Weaving: Algebraic Shape Variations", "note"),
        ("Weaving: Other Shape Patterns", None),
        ("Weaving: Structural Shape Varaitions", "warning"),  # a slip is nobody's title
        ("Weaving: Structural Shape Varations", "warning"),
        ("Weaving: Structurals Shape Variations", None),
    ],
)
def test_one_other_word_beside_an_identifier(title: str, severity: str | None) -> None:
    """An earlier version may have had it: that is noted, and no contradiction."""
    own = preprint(title="Weaving: Structural Shape Variations")
    found = judged(entry("misc", title=title, year=2018, eprint="1801.00001", archiveprefix="arXiv"), named=(own,))
    assert next((each.severity for each in found.differences if each.field == "title"), None) == severity
    assert (found.verdict == "contradicts") == (severity == "warning")


@pytest.mark.parametrize(
    ("key", "more", "is_workshop"),
    [
        ("Kitouni:2021fkh", "eprint = {2112.00038}", True),
        ("Roe:2020abcd", "eprint = {2112.00038}", True),
        ("Kitouni:2021fkh", "eprint = {2112.00038}, publisher = {Curran}", False),
        ("Kitouni:2021fkh", "", False),
        ("kitouni2021fkh", "eprint = {2112.00038}", False),
        ("Kitouni:2021", "eprint = {2112.00038}", False),
        ("DBLP:conf/nips/Roe21", "eprint = {2112.00038}", False),
    ],
)
def test_inspire_names_workshops_by_their_conference(key: str, more: str, is_workshop: bool) -> None:
    place = "35th Conference on Neural Information Processing Systems"
    text = f"@inproceedings{{{key}, title = {{{TITLE}}}, author = {{{ADA}}}, booktitle = {{{place}}}, {more}}}"
    [known] = identities(read(Source("r.bib", text)), TODAY).entries
    assert claimed_work(known).is_workshop == is_workshop


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        ("attnetion", "attention", True),
        ("berstein", "bernstein", True),
        ("metod", "method", True),
        ("lerning", "learning", True),
        ("netwirks", "networks", True),
        ("optimisation", "optimization", False),
        ("behaviour", "behavior", False),
        ("modelling", "modeling", False),
        ("centre", "center", False),
        ("analyse", "analyze", False),
        ("networks", "network", False),
        ("learned", "learner", False),
        ("form", "from", False),
        ("web", "internet", False),
        ("sharp", "tight", False),
    ],
)
def test_slips(one: str, other: str, is_one: bool) -> None:
    assert is_slip(one, other) == is_slip(other, one) == is_one


@pytest.mark.parametrize(
    ("written", "surname"),
    [
        (r"Szepesv{'{a}}ri, C.", "szepesvári"),
        ('M{"u}ller, A.', "müller"),
        ('Erd{"{o}}s, P.', "erdös"),
        ("Mu{~n}oz, Jos{'e}", "muñoz"),
        ("Lef{`e}vre, J.", "lefèvre"),
        ("O'Neill, C.", "neill"),
        ("{de la Cruz}, A.", "cruz"),
    ],
)
def test_accents_without_their_backslash(written: str, surname: str) -> None:
    [only] = entry(author=written).people
    assert normalise_title(only.surname) == normalise_title(surname)


@pytest.mark.parametrize(
    ("titled", "is_meant"),
    [
        ([work()], False),  # an index may lack the others
        ([work(), preprint(year=2019)], True),
        ([work(), work(venue="NeurIPS")], True),
    ],
)
def test_one_index_takes_no_authors_away(titled: list[Witness], is_meant: bool) -> None:
    for people in (f"{ADA} and Jane Roe and John Doe", f"{ADA} and Charles Babbage"):
        found = judged(entry(booktitle="ICML", author=people), *titled)
        differences = [each for each in found.differences if each.field == "author"]
        assert all(bool(each.meant) == is_meant for each in differences)
        assert all(("may lack" in each.value) != is_meant for each in differences)


def test_the_closed_world_names_what_the_authors_have_there() -> None:
    claim = entry(booktitle="ICML", title="Carpets and Their Knots")
    [found] = judged(claim, authored=(work(), work("Looms in Paris", year=2017))).differences
    assert found.field == "booktitle"
    assert found.value.endswith(f"its authors have {TITLE!r} (dblp:conf/x/1)")

from __future__ import annotations

from datetime import date

import pytest

from bibtools.bibliography.editing.integrity import prove
from bibtools.bibliography.editing.merge import plan
from bibtools.bibliography.entries.entry import MacroName
from bibtools.bibliography.library.identity import identities
from bibtools.bibliography.library.reader import read
from bibtools.bibliography.library.venue_habits import VenueHabits
from bibtools.core.text import Source
from bibtools.identifiers.identifier import DOI, Identifier
from bibtools.records.publication import ARTICLE, INPROCEEDINGS, Publication
from bibtools.records.record import Record
from bibtools.tex.names import Name

TODAY = date(2026, 11, 30)
CVPR = "2016 IEEE Conference on Computer Vision and Pattern Recognition (CVPR)"


def work(venue: str = CVPR, year: int = 2016, type_: str = INPROCEEDINGS, short: str = "") -> Record:
    made = Publication(
        type=type_,
        venue=venue,
        short_venue=short,
        year=year,
        month=6,
        pages="770-778",
        publisher="IEEE",
        doi="10.1000/loom",
    )
    return Record(
        identifier=Identifier(DOI, "10.1000/loom"),
        title="On Looms",
        authors=(Name("Byron", "Ada"),),
        provider="test",
        publication=made,
    )


def entry(venue: str, year: int = 2019, rest: str = "") -> str:
    return f"@inproceedings{{k{year}, title = {{T}}, author = {{A, B}}, booktitle = {venue}, year = {year}{rest}}}\n"


def wording(text: str, record: Record) -> tuple[object, set[str]]:
    library = read(Source("refs.bib", text))
    found = VenueHabits(library, identities(library, TODAY)).of(record)
    return found.name, set(found.fields)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (entry("{CVPR}"), "CVPR"),
        (entry('"Proc. CVPR"'), "Proc. CVPR"),
        (entry("{Proceedings of the IEEE Conference on Computer Vision and Pattern Recognition}"),)
        + ("Proceedings of the IEEE Conference on Computer Vision and Pattern Recognition",),
        (entry("{CVPR}") + entry("{CVPR}", 2018) + entry("{Proc. CVPR}", 2017), "CVPR"),  # the majority
        ('@string{cvpr = "Conf. on Computer Vision and Pattern Recognition"}\n' + entry("cvpr"), MacroName("cvpr")),
        (entry("cvpr"), MacroName("cvpr")),  # of another file, or the style's own
        ("@string{CVPR = {CVPR}}\n@misc{x, title = {T}}\n", MacroName("CVPR")),  # that nobody has used yet
        (entry("{CVPR 2019}"), "CVPR 2016"),  # the year is all that changes
        # What cannot be that of this work.
        (entry("{CVPR 2019}", 2018), None),  # whose year that is, nobody knows
        (entry("{Proceedings of the 12th CVPR}"), None),
        (entry("{CVPR Workshops}"), None),
        (entry("{CVPR 2019, June 16--20}"), None),
        (entry('"Proc. " # cvpr'), None),
        (entry("{ICCV}"), None),
        (entry("{International Conference on Looms}"), None),
        (entry("cvpr") + '@string{cvpr = "CVPR"}\n', None),  # defined too late for an entry in front
        ('@string{cvpr = "CVPR 2019"}\n' + entry("cvpr"), None),
        ("@misc{x, title = {CVPR}}\n", None),
        ("", None),
    ],
)
def test_a_venue_is_called_as_the_library_calls_it(text: str, expected: object) -> None:
    name, _ = wording(text, work())
    assert (name, type(name)) == (expected, type(expected))


ICML = "Proceedings of the 32nd International Conference on Machine Learning"
KDD = "Proceedings of the 25th ACM SIGKDD International Conference on Knowledge Discovery and Data Mining"
ACL = "Proceedings of the 57th Annual Meeting of the Association for Computational Linguistics"
NEURIPS = "Advances in Neural Information Processing Systems 32"
RSS = "Proceedings of Robotics: Science and Systems"
ICASSP = "IEEE International Conference on Acoustics, Speech and Signal Processing"


@pytest.mark.parametrize(
    ("field", "held", "venue", "is_used"),
    [
        # A number of the meeting, and its place.
        ("booktitle", "Robotics: {Science} and {Systems} {XIV}", RSS, False),
        ("booktitle", "Robotics: Science and Systems V", RSS, False),
        ("booktitle", "Robotics: Science and Systems", RSS, True),
        ("booktitle", "Proceedings Tenth Conference on Computer Vision and Pattern Recognition", CVPR, False),
        ("booktitle", "The Eleventh Conference on Computer Vision and Pattern Recognition", CVPR, False),
        ("booktitle", "Proceedings of the eighth conference on Computer Vision and Pattern Recognition", CVPR, False),
        ("booktitle", "Proc. CVPR, Boston", CVPR, False),
        ("booktitle", "Conference on Computer Vision and Pattern Recognition, Boston, MA", CVPR, False),
        ("booktitle", "Conference on Computer Vision and Pattern Recognition, CVPR", CVPR, True),
        ("booktitle", "Proc. IEEE Int. Conf. Acoust., Speech, Signal Process. (ICASSP)", ICASSP, True),
        ("booktitle", "International Conference on Acoustics, Speech, and Signal Processing", ICASSP, True),
        # Words that are no part of the name: another meeting.
        ("booktitle", "Advances in Knowledge Discovery and Data Mining", KDD, False),
        ("booktitle", "Machine Learning Systems at KDD", KDD, False),
        ("booktitle", "Findings of EMNLP", "Conference on Empirical Methods in Natural Language Processing", False),
        (
            "booktitle",
            "Human Language Technology and ACL (HLT/ACL)",
            "Association for Computational Linguistics",
            False,
        ),
        ("booktitle", "European Chapter of the Association for Computational Linguistics", ACL, False),
        ("booktitle", "Meeting of the Association for Computational Linguistics", ACL, True),
        ("booktitle", "Advances in Neural Information Processing Systems (NIPS)", NEURIPS, True),
        ("booktitle", "Advances in Neural Information Processing Systems", "NeurIPS", True),
        ("booktitle", "Special Group on Knowledge Discovery (KDD)", KDD, True),
        ("booktitle", "ACM SIGKDD Conference on Knowledge Discovery and Data Mining", KDD, True),
        # A journal is no meeting, unless the table says what is meant.
        ("journal", "Machine Learning", ICML, False),
        ("journal", "Looms", "International Conference on Looms", False),
        ("booktitle", "Conference on Looms", "International Conference on Looms", True),
        ("journal", "International Conference on Machine Learning", ICML, True),
        ("booktitle", "International Conference on Machine Learning", ICML, True),
    ],
)
def test_a_wording_of_one_meeting_is_no_other_ones(field: str, held: str, venue: str, is_used: bool) -> None:
    text = f"@misc{{k, title = {{T}}, author = {{A, B}}, {field} = {{{held}}}, year = 2012}}\n"
    assert wording(text, work(venue))[0] == (held if is_used else None)


def test_a_journal_keeps_its_section() -> None:
    for held in ("Journal of Looms I", "Third World Looms, Series X"):
        text = f"@article{{k, title = {{T}}, author = {{A, B}}, journal = {{{held}}}, year = 1999}}\n"
        assert (wording(text, work(held, type_=ARTICLE))[0] == held) is (held == "Journal of Looms I")


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        ("", set()),
        (", publisher = {IEEE}, month = jun", {"publisher", "month"}),
        (", location = {Las Vegas}, editor = {E, F}", {"address", "editor"}),
        (", note = {N}, keywords = {K}", set()),
    ],
)
def test_the_fields_are_those_of_the_venues_other_entries(rest: str, expected: set[str]) -> None:
    assert wording(entry("{CVPR}", rest=rest), work())[1] == expected
    assert wording(entry("{ICCV}", rest=rest), work())[1] == set()


@pytest.mark.parametrize(
    ("held", "venue", "same"),
    [
        ("{Phys. Rev. D}", "Physical Review D", True),
        ("{Physical Review D}", "Phys. Rev. D", True),
        ("{Neural Networks}", "Neural Networks", True),
        ("{Journal of Looms}", "Journal of Looms", True),
        ("{Journal of Looms}", "Journal of Threads", False),
    ],
)
def test_journals_are_told_apart(held: str, venue: str, same: bool) -> None:
    text = f"@article{{k, title = {{T}}, author = {{A, B}}, journal = {held}, year = 1999}}\n"
    assert (wording(text, work(venue, type_=ARTICLE))[0] == held.strip("{}")) is same


def test_a_new_entry_is_written_in_the_librarys_words_and_read_back() -> None:
    text = '@string{cvpr = "CVPR"}\n\n' + entry("cvpr", rest=", month = jun, publisher = {IEEE}")
    library = read(Source("refs.bib", text))
    made = plan(library, identities(library, TODAY), [work()], {})
    after = made.apply(library)
    prove(library, made, after, TODAY)
    assert "booktitle = cvpr,\n" in after
    assert "  month     = jun,\n" in after
    assert "  publisher = {IEEE},\n" in after
    assert after.startswith(text)

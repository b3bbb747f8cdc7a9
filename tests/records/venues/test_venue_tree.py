"""The venue tree: what is packed of it is what the table says."""

from bibtools.records.venues.venue_names import mentions
from bibtools.records.venues.venue_table import packaged, table_lines
from bibtools.records.venues.venue_tree import packed_words


def test_what_is_packed_are_the_words_of_the_table() -> None:
    assert packaged("venue_words.txt").splitlines() == list(packed_words()), (
        "write bibtools/records/venues/venue_words.txt anew: print(*packed_words(), sep='\\n')"
    )


def test_every_full_name_of_several_words_is_found_or_is_a_part_of_another_one() -> None:
    names = [(line.venue.short, name) for line in table_lines() for name in line.names[1:2] if name.count(" ") > 3]
    found = [short in {each.venue.short for each in mentions(f"In {name}, 2019")} for short, name in names]
    assert len(found) > 1000
    assert sum(found) > 0.95 * len(found)

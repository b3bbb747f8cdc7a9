"""What tests ask of every scanner's report."""

from __future__ import annotations

from hypothesis import strategies as st

from bibtools.sources.mention import Mention, Scan, Suspect


def ids(result: Scan) -> list[str]:
    """Return the arXiv ids that a source mentions, each once, in order."""
    return list(dict.fromkeys(each.identifier.value for each in result.mentions if not each.is_doi))


def dois(result: Scan) -> list[str]:
    """Return the DOIs that a source mentions, each once, in order."""
    return list(dict.fromkeys(each.identifier.value for each in result.mentions if each.is_doi))


def texts_of(pieces: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Make texts of a format's pieces, with any other characters between them."""
    return st.lists(pieces | st.text(max_size=3), max_size=15).map("".join)


def assert_shown_as_it_is(result: Scan, text: str) -> None:
    """Demand that everything reported is what stands at its place."""
    found: list[Mention | Suspect] = [*result.mentions, *result.suspects]
    assert [each.text for each in found] == [text[slice(*each.span)] for each in found]

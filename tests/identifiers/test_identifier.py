from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtools.identifiers.identifier import ARXIV, DOI, SCHEMES, Identifier

FORMS = [  # an identifier, as people read it, and as JSON has its work
    (Identifier(ARXIV, "2106.00134"), "arXiv:2106.00134", "2106.00134"),
    (Identifier(ARXIV, "2106.00134", 2), "arXiv:2106.00134v2", "2106.00134"),
    (Identifier(ARXIV, "hep-th/9711200"), "arXiv:hep-th/9711200", "hep-th/9711200"),
    (Identifier(DOI, "10.1145/3292500.3330701"), "doi:10.1145/3292500.3330701", "doi:10.1145/3292500.3330701"),
    (Identifier(DOI, "10.1002/(sici)1:2<a::b>3"), "doi:10.1002/(sici)1:2<a::b>3", "doi:10.1002/(sici)1:2<a::b>3"),
    (Identifier("acl", "P18-1001"), "acl:P18-1001", "acl:P18-1001"),  # a scheme that nobody describes, as yet
]


@pytest.mark.parametrize(("identifier", "shown", "id_"), FORMS)
def test_an_identifier_has_two_forms(identifier: Identifier, shown: str, id_: str) -> None:
    assert (str(identifier), f"{identifier}", identifier.id) == (shown, shown, id_)
    assert Identifier.of_id(id_) == identifier.work


VALUES = st.text("abz019./:-<>()%v", min_size=1)


@given(st.sampled_from([*SCHEMES, "acl"]), VALUES)
def test_the_id_names_one_work(scheme: str, value: str) -> None:
    identifier = Identifier(scheme, value)
    if not (identifier.scheme == ARXIV and ":" in identifier.value):  # no id of arXiv has a colon
        assert Identifier.of_id(identifier.id) == identifier


@given(VALUES, st.none() | st.integers(1, 9))
def test_equal_values_of_two_schemes_are_two_works(value: str, version: int | None) -> None:
    one, other = Identifier(ARXIV, value, version), Identifier(DOI, value, version)
    assert len({one.work, other.work}) == len({one.id, other.id}) == 2
    assert one.work.work == one.work

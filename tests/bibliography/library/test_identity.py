from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bibtools.bibliography.library.identity import (
    Identities,
    Known,
    by_title,
    identities,
    normalise_name,
    normalise_title,
    normalised,
    plain_title,
)
from bibtools.bibliography.library.reader import read
from bibtools.core.text import Source

TODAY = date(2026, 11, 20)


def identify(text: str) -> Identities:
    return identities(read(Source("refs.bib", text)), TODAY)


def known(text: str) -> Known:
    return identify(text).entries[-1]


def arxiv_id(body: str, key: str = "k") -> str | None:
    found = known(f"@misc{{{key}, {body}}}").arxiv
    return found.value if found else None


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("eprint = {2106.00134}", "2106.00134"),
        ('EPRINT = "2106.00134"', "2106.00134"),
        ("eprint = 2106.00134", "2106.00134"),
        ("eprint = {arXiv:2106.00134v3}", "2106.00134"),
        ("eprint = { 2106.00134v2 }, eprinttype = {arxiv}", "2106.00134"),
        ("eprint = {2106.00134}, archivePrefix = {arXiv}", "2106.00134"),
        ('eprint = {2106.00134}, archivePrefix = "{arXiv}"', "2106.00134"),
        ("eprint = {2106.00134 [cs.LG]}", "2106.00134"),
        ("eprint = {https://arxiv.org/abs/2106.00134}", "2106.00134"),
        ("eprint = {hep-th/9711200}", "hep-th/9711200"),
        ("eprint = {math.GT/0309136}", "math/0309136"),
        ("eprint = {9711200}, archivePrefix = {hep-th}", "hep-th/9711200"),
        ("eprint = {0309136}, primaryClass = {math.GT}", "math/0309136"),
        ("eprint = {0704.0001}", "0704.0001"),
        ("eprint = {704.0001}", None),
        ("arxivId = {2106.00134}", "2106.00134"),
        ("url = {https://arxiv.org/abs/2106.00134}", "2106.00134"),
        ("url = {http://www.arxiv.org/pdf/2106.00134v2.pdf}", "2106.00134"),
        ("url = {https://doi.org/10.48550/arXiv.2106.00134}", "2106.00134"),
        ("doi = {10.48550/arXiv.2106.00134}", "2106.00134"),
        ("doi = {10.48550/ARXIV.2106.00134}", "2106.00134"),
        ("journal = {arXiv preprint arXiv:2106.00134}", "2106.00134"),
        ("journaltitle = {arXiv:2106.00134 [cs, stat]}", "2106.00134"),
        ("journal = {CoRR}, volume = {abs/2106.00134}", "2106.00134"),
        ("volume = {abs/hep-th/9711200}", "hep-th/9711200"),
        ("howpublished = {\\url{https://arxiv.org/abs/2106.00134}}", "2106.00134"),
        ("eid = {arXiv:2106.00134}", "2106.00134"),
        ("pages = {arXiv:2106.00134}", "2106.00134"),
        ("note = {arXiv:2106.00134}", "2106.00134"),
        ("note = {Available on arXiv:2106.00134}", "2106.00134"),
        ("note = {Submitted to arXiv:2106.00134}", "2106.00134"),
        ("note = {Under review. arXiv:2106.00134}", "2106.00134"),
        ("note = {Full version arXiv:2106.00134. Comments welcome}", "2106.00134"),
        ("note = {Comment on arXiv:2106.00134}", None),
        ("note = {Erratum: arXiv:2106.00134}", None),
        ("journal = {Reply to arXiv:2106.00134}", None),
        ("journal = arxiv # { preprint arXiv:2106.00134}", "2106.00134"),
        # Fields that speak of other papers, other archives, and what is no id.
        ("abstract = {As in arXiv:2106.00134.}", None),
        ("annote = {arXiv:2106.00134}", None),
        ("keywords = {arXiv:2106.00134}", None),
        ("file = {papers/arXiv:2106.00134.pdf}", None),
        ("crossref = {arXiv:2106.00134}", None),
        ("title = {A comment on arXiv:2106.00134}", None),
        ("note = {See also arXiv:2106.00134}", None),
        ("note = {Extended version of arXiv:2106.00134}", None),
        ("eprint = {2106.00134}, eprinttype = {hdl}", None),
        ("eprint = {2106.00134}, archivePrefix = {medRxiv}", None),
        ("eprint = {21060013}, eprinttype = {pubmed}", None),
        ("eprint = {9711200}, archivePrefix = {arXiv}", None),
        ("eprint = {}", None),
        ("eprint = {2113.00134}", None),
        ("eprint = {2106.00000}", None),
        ("eprint = {2612.00001}", None),
        ("eprint = {0601.00001}", None),
        ("eprint = {nonsense/0601001}", None),
        ("volume = {2106.00134}", None),
        ("pages = {2106.00134}", None),
        ("number = {2106.00134}", None),
        ("note = {2106.00134}", None),
        ("doi = {10.1145/2106.00134}", None),
        ("doi = {10.1111/j.0013-0133.2004.00186.x}", None),
        ("url = {https://notarxiv.org/abs/2106.00134}", None),
        ("url = {https://arxiv.org.evil.example/abs/2106.00134}", None),
        ("url = {https://example.org/2106.00134}", None),
        ("% eprint = {2106.00134}\n year = 2020", None),
        ("year = 2021", None),
    ],
)
def test_an_entry_names_its_own_id_in_certain_fields_only(body: str, expected: str | None) -> None:
    assert arxiv_id(body) == expected


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("2106.00134", "2106.00134"),
        ("arXiv:2106.00134", "2106.00134"),
        ("arXiv:2106.00134v2", "2106.00134"),
        ("hep-th/9711200", "hep-th/9711200"),
        ("DBLP:journals/corr/abs-2106-00134", "2106.00134"),
        ("ames2021", None),
        ("ames2106.00134x", None),
        ("2113.00134", None),
        ("21060013", None),
        ("DBLP:conf/nips/2106", None),
    ],
)
def test_a_key_may_be_an_id(key: str, expected: str | None) -> None:
    assert arxiv_id("year = 2021", key) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("url = {https://arxiv.org/abs/2106.00001}, eprint = {2106.00134}", "2106.00134"),
        ("note = {arXiv:2106.00001}, doi = {10.48550/arXiv.2106.00134}", "2106.00134"),
        ("note = {arXiv:2106.00001}, url = {https://arxiv.org/abs/2106.00134}", "2106.00134"),
        ("eprint = {2106.00134}, eprint = {2106.00001}", "2106.00134"),
        ("eprint = {2106.00134}, abstract = {arXiv:2106.00001}", "2106.00134"),
        ("eprint = {1234}, eprinttype = {jstor}, url = {https://arxiv.org/abs/2106.00134}", "2106.00134"),
    ],
)
def test_the_most_trustworthy_field_wins(body: str, expected: str) -> None:
    assert arxiv_id(body, "arXiv:2107.00001") == expected


@pytest.mark.parametrize(
    ("above", "expected"),
    [
        ("% bibtools: is 2106.00134\n", "2106.00134"),
        ("%bibtools: is arXiv:2106.00134v2\n", "2106.00134"),
        ("%  BibTools:  is  hep-th/9711200  \r\n", "hep-th/9711200"),
        ("% bibtools: is 2106.00134\r", "2106.00134"),
        ("% remark\r% bibtools: is 2106.00134\r", "2106.00134"),
        ("\ufeff% bibtools: is 2106.00134\n", "2106.00134"),
        ("% other remark\n% bibtools: is 2106.00134\n\n% more\n", "2106.00134"),
        ("@string{s = {x}}\n% bibtools: is 2106.00134\n", "2106.00134"),
        # Above another entry, not a directive, or not an id.
        ("% bibtools: is 2106.00134\n@misc{other, year = 1}\n", "2001.00001"),
        ("% bibtools: is 2106.00134\n@comment{x}\n", "2106.00134"),
        ("% bibtools: is 2106.00134 (v2)\n", "2106.00134"),
        ("% bibtools: is\n", "2001.00001"),
        ("% bibtools: is it\n", "2001.00001"),
        ("% bibtools: is 2113.00134\n", "2001.00001"),
        ("% mybibtools: is 2106.00134\n", "2001.00001"),
        ("bibtools: is 2106.00134\n", "2001.00001"),
        ("% bibtools: keep\n", "2001.00001"),
        ("", "2001.00001"),
    ],
)
def test_a_directive_above_an_entry_says_what_it_is(above: str, expected: str) -> None:
    found = known(f"{above}@misc{{k, eprint = {{2001.00001}}}}").arxiv
    assert found is not None
    assert found.value == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("% bibtools: keep\n@misc{k, year = 1}", True),
        ("%bibtools:KEEP\r\n@misc{k, year = 1}", True),
        ("% bibtools: is 2106.00134\n% bibtools: keep\n@misc{k, year = 1}", True),
        ("@misc{k, protect = {true}}", True),
        ("@misc{k, Protect = { True }}", True),
        ("@misc{k, protect = true}", True),
        ("@misc{k, year = 1 month = jan}", True),
        ("@misc{k, year = {1}", True),
        ("@misc{k year = 1}", True),
        ("@misc{k, year = 1}", False),
        ("% bibtools: keep\n@misc{other, year = 1}\n@misc{k, year = 1}", False),
        ("% bibtools: keep (camera ready)\n@misc{k, year = 1}", True),
        ("% bibtools: keeper\n@misc{k, year = 1}", False),
        ("% please keep\n@misc{k, year = 1}", False),
        ("% bibtools: is 2106.00134\n@misc{k, year = 1}", False),
        ("@misc{k, protect = {false}}", False),
        ("@misc{k, note = {protect = {true}}}", False),
        ("@misc{k, % protect = {true}\n year = 1}", False),
        ("@misc{k, year = 1}\n% bibtools: keep\n", False),
    ],
)
def test_an_entry_is_protected_by_its_owner_or_by_a_mistake(text: str, expected: bool) -> None:
    assert known(text).protected is expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("doi = {10.1145/3292500}", "10.1145/3292500"),
        ("DOI = {https://doi.org/10.1145/ABC.1}", "10.1145/abc.1"),
        ("doi = {http://dx.doi.org/10.1007/978-3-030-1\\_13}", "10.1007/978-3-030-1_13"),
        ("url = {https://doi.org/10.1145/3292500}", "10.1145/3292500"),
        ("doi = {10.1007/x_1}, url = {https://doi.org/10.1145/3292500}", "10.1007/x_1"),
        ("doi = {none}", None),
        ("url = {https://example.org/10.1145/3292500}", None),
        ("note = {doi:10.1145/3292500}", None),
        ("abstract = {10.1145/3292500}", None),
        ("doi = {}", None),
        ("doi = {10.1007/978-3-030-1{\\_}13}", "10.1007/978-3-030-1_13"),
        ("doi = {{10.1145/3292500}}", "10.1145/3292500"),
        ("doi = {https://doi.org/10.1145%2F3292500}", "10.1145/3292500"),
        ("doi = {n/a}, url = {https://dl.acm.org/doi/10.1145/3292500}", "10.1145/3292500"),
        ("howpublished = {\\url{https://doi.org/10.1145/3292500}}", "10.1145/3292500"),
        ("url = {https://doi.org/10.1145/3292500 https://example.org}", "10.1145/3292500"),
        ("crossref = {10.1145/3292500}", None),
    ],
)
def test_an_entry_has_the_doi_of_its_doi_or_url(body: str, expected: str | None) -> None:
    found = known(f"@misc{{k, {body}}}").doi
    assert (found and found.value) == expected


@pytest.mark.parametrize(
    ("authors", "expected"),
    [
        ("Ames, Ida and Birch, Bo", "ames"),
        ("Ida Ames and Bo Birch", "ames"),
        ("Ames, Ida\n and\n Birch, Bo", "ames"),
        ("Ida B. Ames", "ames"),
        ("Ames", "ames"),
        ('M{\\"u}ller, Ida', "muller"),
        ('M\\"uller, Ida', "muller"),
        ("Müller, Ida", "muller"),
        ("Erd{\\H o}s, Paul", "erdos"),
        ("Erdős, Paul", "erdos"),
        ("Garc{\\'\\i}a, Ana", "garcia"),
        ("García, Ana", "garcia"),
        ("{\\L}ucja Ko{\\l}o", normalise_name("Koło")),
        ("{\\O}degaard, Nils", normalise_name("Ødegaard")),
        ("Wei{\\ss}, Ida", normalise_name("Weiß")),
        ('{\\AA}str{\\"o}m, Karl', normalise_name("Åström")),
        ("Hern{\\'a}ndez-Lobato, Jos{\\'e}", "hernandezlobato"),
        ("O'Neil, Cathy", "oneil"),
        ("Steele, Jr., Guy L.", "steele"),
        ("{ATLAS Collaboration}", "atlascollaboration"),
        ("{Barnes and Noble} and Ames, Ida", "barnesandnoble"),
        ("Jiani Zhang 0003 and Bo Birch", "zhang"),
        ("", ""),
    ],
)
def test_the_first_author_is_known_by_family_name(authors: str, expected: str) -> None:
    assert known(f"@misc{{k, author = {{{authors}}}}}").first_author == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('van den Oord, A{\\"a}ron', 'A{\\"a}ron van den Oord'),
        ("de la Vall{\\'e}e Poussin, Charles", "Charles de la Vallée Poussin"),
        ("Guy L. Steele Jr.", "Steele, Jr., Guy L."),
        ("Ida Ames and others", "Ames, Ida"),
    ],
)
def test_both_forms_of_a_name_have_the_same_family_name(one: str, other: str) -> None:
    first, second = (known(f"@misc{{k, author = {{{authors}}}}}").first_author for authors in (one, other))
    assert first == second


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("year = 2020", 2020),
        ("year = {2020}", 2020),
        ("date = {2019-05-02}", 2019),
        ("year = {2020}, date = {2019}", 2020),
        ("year = {in press, 2021}", 2021),
        ("year = {to appear}", None),
        ("year = {}", None),
        ("month = {2020}", None),
    ],
)
def test_the_year_is_that_of_the_year_or_the_date(body: str, expected: int | None) -> None:
    assert known(f"@misc{{k, {body}}}").year == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("{BERT}: Pre-training of Transformers", "BERT: pre-training of transformers."),
        ("Deep \\& Wide", "Deep and Wide"),
        ("Deep & Wide", "Deep and Wide"),
        ("{{Few-Shot}} {L}earning", "Few-shot learning"),
        ("Schr{\\\"o}dinger's cat", "Schrödinger’s Cat"),
        ("Erd{\\H{o}}s", "Erdős"),
        ("{\\'E}tude", "Étude"),
        ("E\u0301tude", "\u00c9tude"),
        ("One\n   two", "One two"),
        ("The Wei{\\ss} zeros", "The Weiß zeros"),
        ("{\\L}o{\\'s} logic", "Łoś logic"),
        ("{\\O}rsted and {\\ae}ther", "Ørsted and æther"),
        ("\\textit{In vitro} growth", "In vitro growth"),
    ],
)
def test_titles_are_equal_in_spite_of_their_spelling(one: str, other: str) -> None:
    assert normalise_title(one) == normalise_title(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("GPT-3", "GPT-4"),
        ("Part I", "Part II"),
        ("Attention is all you need", "Attention is not all you need"),
        ("Deep learning", "Deep learning: a survey"),
        ("Deeplearning", "Deep learning"),
        ("Theory of A", "Theory of B"),
        ("C", "C++ 2"),
        ("深度学习", "深度強化学习"),
        ("On 1/2", "On 1/3"),
        ("Étude", "Étude 2"),
    ],
)
def test_titles_of_other_works_are_not_equal(one: str, other: str) -> None:
    assert normalise_title(one) != normalise_title(other)


def test_of_several_entries_the_first_is_found() -> None:
    body = "title = {T}, author = {Ames, Ida}, eprint = {2106.00134}, doi = {10.1145/1}"
    found = identify(f"@misc{{one, {body}}}\n@misc{{two, {body}}}\n")
    assert {work.id: entry.block.key for work, entry in found.by_identifier.items()} == {
        "2106.00134": "one",
        "doi:10.1145/1": "one",
    }
    assert [each.block.key for each in by_title(found)["t"]] == ["one", "two"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@misc{a, eprint = {2106.00134}, year = {1}", ["2106.00134"]),
        ("@misc{a, eprint = {2106.00134} year = 1}", ["2106.00134"]),
        ("@misc{a, year = {1\n@misc{b, eprint = {2106.00134}}", ["2106.00134"]),
        ("% @misc{a, eprint = {2106.00134}}", []),
        ("see @misc{a, eprint = {2106.00134}}", ["2106.00134"]),
        ("see % @misc{a, eprint = {2106.00134}}", []),
        ("@comment{@misc{a, eprint = {2106.00134}}}", []),
        ("@string{eprint = {2106.00134}}", []),
        ("eprint = {2106.00134}, arXiv:2106.00134", []),
        ("% bibtools: is 2106.00134\n", []),
    ],
)
def test_what_a_broken_entry_says_counts_and_a_disputed_one_does_not(text: str, expected: list[str]) -> None:
    assert [work.id for work in identify(text).by_identifier] == expected


@given(st.text(max_size=30))
@example("Ǽ")  # a letter beyond marks, with a mark
def test_law_normal_forms_are_normal(text: str) -> None:
    assert normalise_title(normalise_title(text)) == normalise_title(text)
    assert normalise_name(normalise_name(text)) == normalise_name(text)


@given(
    st.lists(
        st.sampled_from(["@misc{k,", "eprint = {2106.00134}", "title = {T}", "author =", "{", "}", '"', ",", "\n"])
    )
)
def test_law_any_text_can_be_identified(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert all(text[slice(*each.block.key_span)] == each.block.key for each in identify(text).entries)


def _as_found_in_general(title: str) -> str:
    text = plain_title(title)
    words = re.sub(r"[\W_]+", " ", text).strip()
    return words.lower() if text.isascii() else words.casefold()


@given(
    st.text(
        st.one_of(st.characters(max_codepoint=0x24F), st.sampled_from("–—‘’“”\u0301\u0308ſ…αЖ漢 -_.,:")), max_size=20
    )
)
@example("Ŀ0")  # which is decomposed into a letter and a sign
@example("Müller – Søren Łukasz")
@example("e\u0301x ß\u0301")
@example("n² ½ ª × ÷")
def test_letters_that_are_looked_up_are_normalised_as_others(title: str) -> None:
    assert normalised(title) == _as_found_in_general(title)

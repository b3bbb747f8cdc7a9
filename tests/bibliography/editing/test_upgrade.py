"""Upgrades of entries: what of a preprint's entry is replaced, and that nothing else is touched."""

from __future__ import annotations

from datetime import date
from difflib import SequenceMatcher

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtools.bibliography.editing.upgrade import OF_PUBLICATION, UpgradedEntry, upgraded
from bibtools.bibliography.editing.upgrade_proof import prove_upgraded
from bibtools.bibliography.entries.entry import Entry, Style
from bibtools.bibliography.library.blocks import Library
from bibtools.bibliography.library.fields import fields
from bibtools.bibliography.library.identity import Known, identify
from bibtools.bibliography.library.reader import read
from bibtools.core.errors import ProofError
from bibtools.core.text import Source, Span, apply_edits

FIELDS = (
    ("author", "Lovelace, Ada"),
    ("title", "Of Looms"),
    ("booktitle", "ICML"),
    ("pages", "1--2"),
    ("year", "2019"),
    ("doi", "10.1145/11.22"),
    ("eprint", "1801.00001"),
    ("archivePrefix", "arXiv"),
)
MADE = Entry("inproceedings", "k", FIELDS)


def library(text: str) -> Library:
    return read(Source("refs.bib", text))


def known(found: Library, key: str = "k") -> Known:
    block = next(each for each in found.blocks if each.key == key)
    return identify(found.text, block, "", date(2026, 1, 1))


def after(text: str, made: Entry = MADE) -> str:
    found = library(text)
    entry = upgraded(found, Style(), known(found), made)
    new = apply_edits(text, entry.edits)
    prove_upgraded(found, new, [entry], lambda block: fields(found.text, block)[0])
    return new


PLAIN = (
    """@misc{k,
  title = {Of {L}ooms},
  author = {A. Lovelace},
  year = {2018},
  eprint = {1801.00001},
}""",
    """@inproceedings{k,
  title = {Of {L}ooms},
  author = {A. Lovelace},
  year = {2019},
  booktitle = {ICML},
  pages = {1--2},
  doi = {10.1145/11.22},
  eprint = {1801.00001},
}""",
)
IN_JOURNAL = (
    """@Article{k,
  title={Of Looms},
  author={Lovelace, Ada},
  journal={arXiv preprint arXiv:1801.00001},
  year=2018
}""",
    """@InProceedings{k,
  title={Of Looms},
  author={Lovelace, Ada},
  booktitle={ICML},
  pages={1--2},
  doi={10.1145/11.22},
  eprint={1801.00001},
  archiveprefix={arXiv},
  year=2019
}""",
)
ON_ONE_LINE = (
    """@MISC{k, title = {Of Looms}, author = {Ada Lovelace}, eprint = {1801.00001}, pubstate = {prepublished}}""",
    """@INPROCEEDINGS{k, title = {Of Looms}, author = {Ada Lovelace}, \
booktitle = {ICML}, pages = {1--2}, year = {2019}, doi = {10.1145/11.22}, eprint = {1801.00001}}""",
)
OF_THE_USER = (
    """@misc{k,
  title = {Other Looms},
  author = {Ada Lovelace},
  date = {2018-01-01},
  doi = {10.48550/arXiv.1801.00001},
  eprint = {1801.00001},
  note = {Accepted at ICML},
  keywords = {mine},
  code = {https://github.com/a/b}
}""",
    """@inproceedings{k,
  title = {Of Looms},
  author = {Ada Lovelace},
  year = {2019},
  doi = {10.1145/11.22},
  booktitle = {ICML},
  pages = {1--2},
  eprint = {1801.00001},
  keywords = {mine},
  code = {https://github.com/a/b}
}""",
)
WITH_COMMENTS = (
    """% mine
@misc{a, title = {A}}
@misc{k,
  title = {Of Looms}, % a comment
  author = {Ada Lovelace},
  year = 2019,
  eprint = {1801.00001},
  url = {https://arxiv.org/abs/1801.00001},
  note = {Read it},
}
""",
    """% mine
@misc{a, title = {A}}
@inproceedings{k,
  title = {Of Looms}, % a comment
  author = {Ada Lovelace},
  year = 2019,
  booktitle = {ICML},
  pages = {1--2},
  doi = {10.1145/11.22},
  eprint = {1801.00001},
  url = {https://arxiv.org/abs/1801.00001},
  note = {Read it},
}
""",
)


OF_ADS = (
    """@ARTICLE{k,
       author = {{Lovelace}, Ada},
        title = "{Of Looms}",
      journal = {arXiv e-prints},
         year = 2018,
        month = jan,
          eid = {arXiv:1801.00001},
archivePrefix = {arXiv},
       eprint = {1801.00001},
       adsurl = {https://ui.adsabs.harvard.edu/abs/2018arXiv}
}""",
    """@INPROCEEDINGS{k,
       author = {{Lovelace}, Ada},
        title = "{Of Looms}",
    booktitle = {ICML},
         year = 2019,
        pages = {1--2},
          doi = {10.1145/11.22},
archivePrefix = {arXiv},
       eprint = {1801.00001},
       adsurl = {https://ui.adsabs.harvard.edu/abs/2018arXiv}
}""",
)
OF_DBLP = (
    """@article{k,
  author    = {Ada Lovelace},
  title     = {Of Looms},
  journal   = {CoRR},
  volume    = {abs/1801.00001},
  year      = {2018},
  url       = {http://arxiv.org/abs/1801.00001},
  biburl    = {https://dblp.org/rec/k},
  bibsource = {dblp}
}""",
    """@inproceedings{k,
  author    = {Ada Lovelace},
  title     = {Of Looms},
  booktitle = {ICML},
  year      = {2019},
  pages     = {1--2},
  doi       = {10.1145/11.22},
  eprint    = {1801.00001},
  archiveprefix = {arXiv},
  url       = {http://arxiv.org/abs/1801.00001},
  biburl    = {https://dblp.org/rec/k},
  bibsource = {dblp}
}""",
)
TWO_ON_A_LINE = (
    """@misc{k, month = jan,
  title = {Of Looms}, year = {2018},
  author = {Lovelace, Ada}, eprint = {1801.00001}
}""",
    """@inproceedings{k, title = {Of Looms}, year = {2019},
  author = {Lovelace, Ada}, booktitle = {ICML}, pages = {1--2}, doi = {10.1145/11.22}, eprint = {1801.00001}
}""",
)
ENTRIES = [PLAIN, IN_JOURNAL, ON_ONE_LINE, OF_THE_USER, WITH_COMMENTS, OF_ADS, OF_DBLP, TWO_ON_A_LINE]


@pytest.mark.parametrize(("before", "expected"), ENTRIES)
def test_upgraded_entries(before: str, expected: str) -> None:
    assert after(before) == expected


def test_of_a_note_what_the_user_says_stays() -> None:
    text = after(
        '@misc{k,\n  title = {Of Looms},\n  note = "arXiv; mine",\n  addendum = {arXiv},\n  eprint = {1801.00001}\n}'
    )
    assert '  note = "mine",\n  eprint' in text
    assert after(text) == text


def test_a_note_of_several_parts_stays() -> None:
    text = after('@misc{k,\n  title = {Of Looms},\n  note = "arXiv; " # "mine",\n  eprint = {1801.00001}\n}')
    assert 'note = "arXiv; " # "mine",' in text


@pytest.mark.parametrize(
    ("field", "stays"),
    [
        ("type = {Preprint}", False),
        ("type = {arXiv preprint}", False),
        ("type = {{Technical Report}}", False),
        ("type = {Working paper}", False),
        ("copyright = {arXiv.org perpetual, non-exclusive license}", False),
        ("type = {Extended Abstract}", True),
        ("type = {Report on Looms}", True),
        ("type = {Preprint, important}", True),
        ("copyright = {Creative Commons Attribution 4.0 International}", True),
        ("copyright = {All rights reserved}", True),
    ],
)
def test_what_is_a_preprints_own_goes(field: str, stays: bool) -> None:
    text = f"@techreport{{k,\n  title = {{Of Looms}},\n  {field},\n  eprint = {{1801.00001}}\n}}"
    assert (f"  {field},\n" in after(text)) == stays


@pytest.mark.parametrize(
    ("own", "name", "published", "written"),
    [
        ("year = 2018", "year", "2019", "year = 2019"),
        ("year = {2018}", "year", "2019", "year = {2019}"),
        ("year = 2018", "date", "2019", "year = 2019"),
        ('year = "2018"', "date", "2019", 'year = "2019"'),
        ("volume = 7", "volume", "12", "volume = 12"),
        ("YEAR = 2018", "date", "2019", "YEAR = 2019"),
        ("year = 2018", "date", "2019-05", "date = {2019-05}"),  # which a year does not say
        ("date = {2018-01-01}", "year", "2019", "year = {2019}"),  # the one that BibTeX reads
        ("langid = {english},\n  date = {2018-01-01}", "year", "2019", "date = {2019}"),
        ("pubstate = {prepublished},\n  date = {2018-01-01}", "year", "2019", "date = {2019}"),
        ("urldate = {2020-01-01},\n  date = {2018-01-01}", "year", "2019", "year = {2019}"),  # Zotero's, too
        ("volume = 7", "volume", "12A", "volume = {12A}"),
        ("volume = vol", "volume", "12", "volume = {12}"),
        ("pages = 7", "pages", "1--2", "pages = {1--2}"),
    ],
)
def test_numbers_and_years_are_written_as_they_were(own: str, name: str, published: str, written: str) -> None:
    made = MADE._replace(fields=(*FIELDS[:3], (name, published), FIELDS[-2]))
    assert f"\n  {written},\n" in after(f"@misc{{k,\n  {own},\n  eprint = {{1801.00001}}\n}}", made)


NAMES = st.sampled_from(["keywords", "file", "abstract", "note", "mine", "code", "timestamp", "urldate"])
VALUES = st.text("abc {}\\$%#é\n0", max_size=12).filter(lambda text: text.count("{") == text.count("}") == 0)
PREPRINT = st.sampled_from([
    ("journal", "arXiv"), ("howpublished", "arXiv:1801.00001"), ("year", "2018"), ("month", "jan"),
    ("doi", "10.48550/arXiv.1801.00001"), ("pages", "1--30"), ("publisher", "arXiv"), ("volume", "abs/1801.00001"),
])  # fmt: skip
LAYOUT = st.sampled_from([("\n  ", " = ", ",\n"), (" ", "=", ""), ("\n\t", " = ", "\n"), ("\r\n  ", "= ", ",\r\n")])


@given(st.lists(st.one_of(st.tuples(NAMES, VALUES), PREPRINT), max_size=8), LAYOUT)
def test_nothing_of_the_users_is_lost(more: list[tuple[str, str]], layout: tuple[str, str, str]) -> None:
    before, equals, behind = layout
    own = {"title": "Of Looms", "author": "Ada Lovelace", "eprint": "1801.00001"} | dict(more)
    text = "@misc{k," + ",".join(f"{before}{name}{equals}{{{value}}}" for name, value in own.items()) + f"{behind}}}"
    found = library(text)
    if found.blocks[0].problem or fields(text, found.blocks[0])[1] is not None:
        return
    new = after(text)
    left = {field.name: field.value for field in fields(new, library(new).blocks[0])[0]}
    kept = {name for name in own if name not in OF_PUBLICATION | {"doi", "note"}}
    assert {name: left.get(name) for name in kept} == {
        field.name: field.value for field in fields(text, found.blocks[0])[0] if field.name in kept
    }
    assert {"booktitle", "pages", "year", "doi", "eprint"} <= set(left)
    assert after(new) == new  # twice changes nothing more


@pytest.mark.parametrize(
    "spoiled",
    [
        lambda text: text.replace("{mine}", "{yours}"),
        lambda text: text.replace("@misc{a", "@misc{b"),
        lambda text: text.replace("% above", ""),
        lambda text: text + "@misc{more, title = {T}}",
        lambda text: text.replace("k,", "l,"),
        lambda text: text[:-2],
    ],
)
def test_a_spoiled_text_is_not_written(spoiled: object) -> None:
    own = "  title = {Of Looms},\n  keywords = {mine},\n  eprint = {1801.00001}\n"
    text = f"% above\n@misc{{a, title = {{A}}}}\n@misc{{k,\n{own}}}\n"
    found = library(text)
    entry = upgraded(found, Style(), known(found), MADE)
    new = apply_edits(text, entry.edits)
    prove_upgraded(found, new, [entry], lambda block: fields(found.text, block)[0])
    assert callable(spoiled)
    with pytest.raises(ProofError, match=r"refs\.bib: .*nothing was written"):
        prove_upgraded(found, spoiled(new), [entry], lambda block: fields(found.text, block)[0])


@pytest.mark.parametrize(
    ("own", "stays"),
    [
        ("Ada Lovelace and Charles Babbage", True),
        ("Lovelace, A. and others", True),
        ("A. Lovelace and C. Babbage and others", True),
        ("C. Babbage and others", False),  # who is not the first one
        ("Ada Lovelace and Jane Roe and others", False),
        ("others", False),
        ("Ada Lovelace", False),
    ],
)
def test_authors_stay_where_those_that_are_named_are_the_same(own: str, stays: bool) -> None:
    made = MADE._replace(fields=(("author", "Lovelace, Ada and Babbage, Charles"), *FIELDS[1:]))
    text = after(f"@misc{{k,\n  author = {{{own}}},\n  title = {{Of Looms}},\n  eprint = {{1801.00001}}\n}}", made)
    assert (f"author = {{{own}}}" in text) == stays
    assert ("Lovelace, Ada and Babbage, Charles" in text or "Ada Lovelace and Charles Babbage" in text) or stays


@pytest.mark.parametrize(
    ("name", "own", "published", "stays"),
    [
        ("author", "J. Muller", 'M{\\"u}ller, J.', False),
        ("author", "Jurgen Mueller", "Müller, Jürgen", False),
        ("author", "Jane Roe and Jose Perez", "Roe, Jane and P{\\'e}rez, Jos{\\'e}", False),
        ("author", '{\\"U}nal, Ida', "Unal, Ida", True),
        ("author", "Ünal, Ida", '{\\"U}nal, Ida', True),
        ("author", 'M{\\"u}ller, J.', "Müller, Jürgen", True),
        ("author", "Muller, J. and others", "Müller, Jürgen and Roe, Jane", True),
        ("author", "{Prashanth L. A.}", "Prashanth, L. A.", True),
        ("author", "Prashanth L. A.", "Prashanth, L. A.", True),
        ("author", "{Google Brain}", "{Google Brain}", True),
        ("title", "Erdos-Renyi Graphs", "{Erd{\\H{o}}s}--{R{\\'e}nyi} Graphs", False),
        ("title", "Sorting in O(n2) Time", "Sorting in {$O(n^2)$} Time", False),
        ("title", "Sorting in {$O(n^2)$} Time", "Sorting in O(n2) Time", True),
        ("title", "Sorting in {\\(O(n^2)\\)} Time", "Sorting in {$O(n^2)$} Time", True),
        ("title", '{\\"U}ber {G}raphen', "Uber Graphen", True),
        ("title", "Über Graphen", '{\\"U}ber {Graphen}', True),
        ("title", "{GANs} for \\texttt{nets}", "GANs for Nets", True),
        ("title", "Pre-training", "Pretraining", True),
    ],
)
def test_the_richer_of_two_spellings_stays(name: str, own: str, published: str, stays: bool) -> None:
    made = MADE._replace(fields=tuple((each, published if each == name else value) for each, value in FIELDS))
    text = after(f"@misc{{k,\n  {name} = {{{own}}},\n  eprint = {{1801.00001}}\n}}", made)
    assert (f"{name} = {{{own}}}" in text) == stays
    assert stays or name == "author" or f"{name} = {{{published}}}" in text


@pytest.mark.parametrize(
    ("own", "published", "written"),
    [
        ("J. Muller and Ada Roe", 'M{\\"u}ller, J{\\"u}rgen and Roe, Ada B.', 'J. M{\\"u}ller and Ada Roe'),
        ("Muller, J. and Roe, A.", "Müller, Jürgen and Roe, Ada", "Müller, J. and Roe, A."),
        ("A. Erdem Sariyuce", "Sariyüce, Ahmet Erdem", "A. Erdem Sariyüce"),
        ("Jose Perez and B. Roe", "P{\\'e}rez, Jos{\\'e} and Roe, Bob", "Jos{\\'e} P{\\'e}rez and B. Roe"),
        ("Jose P{\\'e}rez and B. Roe", "Pérez, José and Roe, Bob", "Pérez, José and B. Roe"),
        ("Maria De La Pena", "De La Peña, María", "De La Peña, María"),
        ("Ludwig van Muller and B. Roe", "van Müller, Ludwig and Roe, Bob", "Ludwig van Müller and B. Roe"),
        ("J. Muller and Ünal, I.", "Müller, Jo and Unal, Ida", "J. Müller and Ünal, I."),
        ("J. Muller and Ada Roe", "Muller, Jo and Rée, Ada", "J. Muller and Ada Rée"),
        ("J. Muller", "Müller, Jo and Rée, Ada", "J. Müller and A. Rée"),
        ("Jose Muller and\n     Ada Roe", "Müller, Jose and Roe, Ada", "Jose Müller and\n     Ada Roe"),
        ("Ada Roe  and  Jose Muller", "Roe, Ada and Müller, Jose", "Ada Roe  and  Jose Müller"),
        ("Jan Muller", "Müller, Jürgen", "Jan Muller"),
    ],
)
def test_only_the_names_that_lack_letters_change(own: str, published: str, written: str) -> None:
    made = MADE._replace(fields=(("author", published), *FIELDS[1:]))
    text = after(f"@misc{{k,\n  author = {{{own}}},\n  eprint = {{1801.00001}}\n}}", made)
    assert f"author = {{{written}}}" in text


@given(st.sets(st.sampled_from("abcdefgh")).map(sorted), st.sets(st.sampled_from("abcdefgh")).map(sorted))
def test_lines_become_others_as_the_matcher_of_python_says(old: list[str], new: list[str]) -> None:
    expected = [each for each in SequenceMatcher(None, old, new, autojunk=False).get_opcodes() if each[0] != "equal"]
    before, behind = ("".join(f"{each}\n" for each in lines) for lines in (old, new))
    made = UpgradedEntry("k", Span(0, len(before)), before, behind)
    assert [(each.span, each.text) for each in made.edits] == [
        (Span(2 * first, 2 * last), "".join(f"{each}\n" for each in new[start:end]))
        for _, first, last, start, end in expected
    ]

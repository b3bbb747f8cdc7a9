from __future__ import annotations

import re

import pytest
from bibtexparser.middlewares.names import split_multiple_persons_names
from hypothesis import example, given
from hypothesis import strategies as st

from bibtools.bibliography.entries.builder import authors
from bibtools.tex.names import (
    OTHERS,
    Name,
    are_others,
    first_of,
    from_parts,
    parse_authors,
    parse_display,
    parse_inverted,
    to_bibtex,
)

DISPLAYED = [
    ("Ashish Vaswani", "Vaswani, Ashish"),
    ("  Ashish \n Vaswani ", "Vaswani, Ashish"),
    ("Aidan N. Gomez", "Gomez, Aidan N."),
    ("A. N. Gomez", "Gomez, A. N."),
    ("Ming-Wei Chang", "Chang, Ming-Wei"),
    ("Chung-chieh Shan", "Shan, Chung-chieh"),
    ("Łukasz Kaiser", "Kaiser, Łukasz"),
    ("Émile Borel", "Borel, Émile"),
    ("Miles O'Brien", "O'Brien, Miles"),
    ("Aäron van den Oord", "van den Oord, Aäron"),
    ("Ludwig van Beethoven", "van Beethoven, Ludwig"),
    ("Zied Ben Salah", "Ben Salah, Zied"),
    ("Youssef El Amrani", "El Amrani, Youssef"),
    ("Ben J. Green", "Green, Ben J."),
    ("Manoel Santos Neto", "Santos Neto, Manoel"),
    ("M. S. Neto", "Neto, M. S."),
    ("João Neto", "Neto, João"),
    ("Charles de la Vallée Poussin", "de la Vallée Poussin, Charles"),
    ("Johannes Diderik van der Waals", "van der Waals, Johannes Diderik"),
    ("Maria De La Cruz", "De La Cruz, Maria"),
    ("Seán Ó Murchú", "Ó Murchú, Seán"),
    ("Aisling Ní Annaidh", "Ní Annaidh, Aisling"),
    ("François Le Gall", "Le Gall, François"),
    ("Minh Le", "Le, Minh"),
    ("Le Song", "Song, Le"),
    ("Karim Al Khatib", "Al Khatib, Karim"),
    ("Al Gore", "Gore, Al"),
    ("Peter C. St. John", "St. John, Peter C."),
    ("Jean-Paul Saint Martin", "Saint Martin, Jean-Paul"),
    ("Andrea Dal Pozzolo", "Dal Pozzolo, Andrea"),
    ("Lucia Lo Bello", "Lo Bello, Lucia"),
    ("Jaime San Martín", "San Martín, Jaime"),
    ("Jacques Du Toit", "Du Toit, Jacques"),
    ("Cyrille De Saint Jean", "De Saint Jean, Cyrille"),
    ("Rui De Sousa e Silva", "De Sousa e Silva, Rui"),
    ("Leonardo Di Caprio", "Di Caprio, Leonardo"),
    ("Guy L. Steele Jr.", "Steele, Jr., Guy L."),
    ("Guy L. Steele, Jr.", "Steele, Jr., Guy L."),
    ("Martin Luther King III", "King, III, Martin Luther"),
    ("Curtis G. Callan, Jr.", "Callan, Jr., Curtis G."),
    ("Vaswani, Ashish", "Vaswani, Ashish"),
    ("van den Oord, Aäron", "van den Oord, Aäron"),
    ("Steele, Jr., Guy L.", "Steele, Jr., Guy L."),
    ("Plato", "Plato"),
    ("李 飞飞", "飞飞, 李"),
]
INITIALS_BEHIND = [
    ("Prashanth L. A.", "Prashanth, L. A."),
    ("Prashanth L.A.", "Prashanth, L.A."),
    ("PRASHANTH L. A.", "Prashanth, L. A."),
    ("Karthik C. S.", "Karthik, C. S."),
    ("Balaji V.", "Balaji, V."),
    ("Balaji V", "Balaji, V"),
    ("Balaji, V", "Balaji, V"),
    ("Srivatsan R", "Srivatsan, R"),
    ("Srinivas S S", "Srinivas, S S"),
    ("Anil Kumar K. R.", "Anil Kumar, K. R."),
    ("Li F.-F.", "Li, F.-F."),
    ("McDonald J. R.", "McDonald, J. R."),
    ("Karthik S. Jr.", "Karthik, Jr., S."),
    # no initials, or none behind a name
    ("Weinan E", "E, Weinan"),
    ("Min-hwan O", "O, Min-hwan"),
    ("Malcolm X", "X, Malcolm"),
    ("J. K.", "K., J."),
    ("A. B. C.", "C., A. B."),
    ("X. Y. Z", "Z, X. Y."),
    ("Juan de la C.", "de la C., Juan"),
    ("Sammy Davis Jr.", "Davis, Jr., Sammy"),
    ("John Smith V", "Smith, V, John"),
    ("L. A. Prashanth", "Prashanth, L. A."),
    ("K. R. Anil Kumar", "Kumar, K. R. Anil"),
    ("Philips B.V.", "{Philips B.V.}"),
    ("Henry VIII", "Henry VIII"),
]
CORPORATE = [
    ("ATLAS Collaboration", "{ATLAS Collaboration}"),
    ("The ATLAS Collaboration", "{ATLAS Collaboration}"),
    ("the CMS collaboration", "{CMS collaboration}"),
    ("Gemini Team", "{Gemini Team}"),
    ("OpenAI", "{OpenAI}"),
    ("Event Horizon Telescope Consortium", "{Event Horizon Telescope Consortium}"),
    ("Particle Data Group", "{Particle Data Group}"),
    ("Institute of Physics and Chemistry", "{Institute of Physics and Chemistry}"),
]
PERSONS = [
    "Teamu Kone",
    "Grouper Smith",
    "Ada Projecta",
    "Adam Incera",
    "Ltda Silva",
    "Jo Laboratorio",
    "Amos Surveyor",
]
NOBODY = ["", " ", "\n\t", ",", ".", "-", "—", ", ,", "()"]
STORED = [
    (",,a,", Name("a")),
    (",Jr,", Name("Jr")),
    ("Vaswani, Ashish", Name("Vaswani", "Ashish")),
    ("van den Oord, Aäron", Name("Oord", "Aäron", "van den")),
    ("Steele, Jr., Guy L.", Name("Steele", "Guy L.", suffix="Jr.")),
    ("de la Vallée Poussin, Charles", Name("Vallée Poussin", "Charles", "de la")),
    ("De La Cruz,Maria", Name("De La Cruz", "Maria")),
    ("ATLAS Collaboration", Name("ATLAS Collaboration", corporate=True)),
    ("Plato", Name("Plato")),
    ("others", OTHERS),
    (",Moss,", Name("Moss")),
    (", Ida Moss ,", Name("Ida Moss", corporate=True)),
    ("Moss,,", Name("Moss")),
    (",,Ida", Name("", "Ida")),
]


@pytest.mark.parametrize(("text", "expected"), [*DISPLAYED, *CORPORATE])
def test_a_name_as_read_aloud_in_the_form_for_bibtex(text: str, expected: str) -> None:
    name = parse_display(text)
    assert name is not None
    assert to_bibtex(name) == expected


@pytest.mark.parametrize("text", PERSONS)
def test_persons_are_no_collaborations(text: str) -> None:
    name = parse_display(text)
    assert name is not None
    assert (name.corporate, name.display) == (False, text)


@pytest.mark.parametrize("text", NOBODY)
def test_nobody_is_none(text: str) -> None:
    assert parse_display(text) is None


@pytest.mark.parametrize("text", ["et al.", "et al", "Et al.", "and others", "others"])
def test_the_others(text: str) -> None:
    assert parse_display(text) == OTHERS


@pytest.mark.parametrize(("text", "name"), STORED)
def test_a_name_as_catalogues_write_it(text: str, name: Name) -> None:
    assert parse_inverted(text) == name


@pytest.mark.parametrize(
    ("name", "display"),
    [
        (Name("Vaswani", "Ashish"), "Ashish Vaswani"),
        (Name("Oord", "Aäron", "van den"), "Aäron van den Oord"),
        (Name("Steele", "Guy L.", suffix="Jr."), "Guy L. Steele, Jr."),
        (Name("ATLAS Collaboration", corporate=True), "ATLAS Collaboration"),
    ],
)
def test_display_has_the_given_name_first(name: Name, display: str) -> None:
    assert name.display == display


def separators(text: str) -> tuple[int, int]:
    """Count what BibTeX takes for separators of names and of parts: outside of braces, `and` in any case."""
    while (bare := re.sub(r"\{[^{}]*\}", "x", text)) != text:
        text = bare
    return len(re.findall(r"(?<!\S)and(?!\S)", text, re.IGNORECASE)), text.count(",")


@pytest.mark.parametrize(
    "text",
    [
        *("Black and Decker", "Simon AND Garfunkel", "X and Y Group", "Sturm And Drang Project", "Rand Anderson"),
        *("k _and Dee", "Black and_ Decker", "Black _AND_ Decker", "-and Decker", "and"),
    ],
)
def test_no_name_becomes_two(text: str) -> None:
    name = parse_display(text)
    assert name is not None
    assert separators(to_bibtex(name))[0] == 0
    assert len(split_multiple_persons_names(authors((name,)))) == 1  # as another reader does


@pytest.mark.parametrize("text", ["Ada Sandberg", "Andy Brand", "Ada Fernández", "Ida Andå"])
def test_no_name_that_holds_the_word_is_put_in_braces(text: str) -> None:
    name = parse_display(text)
    assert name is not None
    assert "{" not in to_bibtex(name)


@pytest.mark.parametrize("name", [Name("Smith, Inc."), Name("Smith", "J., the elder"), Name("A, B", corporate=True)])
def test_no_part_becomes_two(name: Name) -> None:
    assert separators(to_bibtex(name))[1] == (1 if name.given else 0)


WORDS = st.sampled_from(["Ada", "Łukasz", "Émile", "O'Brien", "Ming-Wei", "Chung-chieh", "N.", "Li", "Anderson"])
VONS = st.sampled_from(["", "van", "van den", "de la", "von und zu"])
NAMES = st.builds(Name, WORDS, WORDS, VONS, st.sampled_from(["", "Jr.", "III"]), st.just(value=False))


@given(NAMES)
def test_parsing_inverts_formatting(name: Name) -> None:
    assert parse_inverted(to_bibtex(name)) == name


@given(NAMES)
def test_parsing_inverts_display(name: Name) -> None:
    assert parse_display(name.display) == name


@given(st.text(max_size=30) | st.lists(WORDS | st.sampled_from(["and", "AND", ",", "Jr."]), max_size=6).map(" ".join))
def test_any_text_is_one_name_or_none(text: str) -> None:
    name = parse_display(text.translate({ord("{"): None, ord("}"): None}))
    ands, commas = separators(to_bibtex(name)) if name else (0, 0)
    assert (ands, commas <= 2) == (0, True)


@pytest.mark.parametrize(
    ("display", "bibtex"),
    [("Gerard 't Hooft", "'t Hooft, Gerard"), ("Kaiming He 0001", "He, Kaiming"), ("Ada O'Neil", "O'Neil, Ada")],
)
def test_odd_particles_and_homonym_numbers(display: str, bibtex: str) -> None:
    name = parse_display(display)
    assert name is not None
    assert to_bibtex(name) == bibtex


@pytest.mark.parametrize(
    ("authors", "family"),
    [
        ("Chen, Jian and Li, Bo", "Chen"),
        ("Jian Chen AND Bo Li", "Chen"),
        ("Jian Chen\n\tand\n\tBo Li", "Chen"),
        ("{ATLAS and CMS Collaborations} and Li, Bo", "ATLAS and CMS Collaborations"),
        ("{{A} and B} and Li, Bo", "B"),
        ("Anders and", "and"),
        ("Chen, {and Li", "Chen"),
        ("}{Chen and Li, Bo", "Chen"),
        ("Sand, Andy", "Sand"),
        ("", None),
    ],
)
def test_the_first_of_a_list_ends_at_an_and_outside_of_braces(authors: str, family: str | None) -> None:
    first = first_of(authors)
    assert (first.family if first else None) == family


@pytest.mark.parametrize(
    ("family", "given", "expected"),
    [
        ("Berg", "Anna Van Der", Name("Van Der Berg", "Anna")),
        ("Berg", "Van", Name("Berg", "Van")),
        ("Berg", "Van Der", Name("Der Berg", "Van")),
        ("Berg", "Anna", Name("Berg", "Anna")),
        ("Berg", "Anna van der", Name("Berg", "Anna", "van der")),
    ],
)
def test_capital_particles_behind_a_given_name_belong_to_the_family(family: str, given: str, expected: Name) -> None:
    assert from_parts(family, given) == expected


@pytest.mark.parametrize(
    ("family", "given"), [("{", "{"), ("}", ""), ("", "."), ("-", "-"), ('"', "'"), ("\\", "$"), (",", "."), ("", "")]
)
def test_signs_alone_are_nobody(family: str, given: str) -> None:
    assert from_parts(family, given) is None


@pytest.mark.parametrize(("family", "given"), [("李", "-"), ("4", "."), ("{", "Ada"), ("Ł.", "")])
def test_a_letter_in_either_part_is_somebody(family: str, given: str) -> None:
    name = from_parts(family, given)
    assert name is not None
    assert authors((name,)).strip(" ,.-{}") != ""


PART = st.lists(
    st.sampled_from(
        "Ada Van De Jr Sr III Team Inc Group J. K. -P. J.-P. van Lovelace O'Brien Wei-Ming Ł. Project Others al".split()
    ),
    max_size=3,
).map(" ".join)


@given(PART, PART)
def test_law_blanks_around_the_parts_of_a_name_do_not_matter(family: str, first: str) -> None:
    assert from_parts(family, first) == from_parts(f" {family} ", f" {first} ")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("José Ortega y Gasset", "Ortega y Gasset, José"),
        ("Santiago Ramón y Cajal", "Ramón y Cajal, Santiago"),
        ("Ada Solé i Prats", "Solé i Prats, Ada"),
        ("BigScience Workshop", "{BigScience Workshop}"),
        ("01. AI", "{01. AI}"),
        ("Mistral AI", "{Mistral AI}"),
        ("The mathlib Community", "{mathlib Community}"),
        ("Univalent Foundations Program", "{Univalent Foundations Program}"),
        ("for the ALICE Collaboration", "{ALICE Collaboration}"),
        ("on behalf of the ATLAS Collaboration", "{ATLAS Collaboration}"),
        ("Ai Weiwei", "Weiwei, Ai"),
        ("Y. Ai", "Ai, Y."),
        ("Aäron van den Oord", "van den Oord, Aäron"),
        ("Juan de la Cruz", "de la Cruz, Juan"),
    ],
)
def test_joined_families_and_those_who_are_no_person(text: str, expected: str) -> None:
    name = parse_display(text)
    assert name is not None
    assert to_bibtex(name) == expected


@pytest.mark.parametrize("text", ["et al.", "al., et", "et al", "others, and", "and others", "others"])
def test_more_authors_are_no_name(text: str) -> None:
    assert are_others(text)


@pytest.mark.parametrize("text", ["Al, Ida", "Othersen, Ida", "Etal, Ann", "Al Gore"])
def test_a_name_like_that_is_one(text: str) -> None:
    assert not are_others(text)


def test_what_stands_before_a_colon_is_a_collaboration() -> None:
    assert parse_authors(["Deep Thought", ":", "Ann Example"]) == [
        Name("Deep Thought", corporate=True),
        Name("Example", "Ann"),
    ]
    assert parse_authors(["Ann Example", "Bo Birch"]) == [Name("Example", "Ann"), Name("Birch", "Bo")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("JOHN SMITH", "Smith, John"),
        ("J. SMITH", "Smith, J."),
        ("Jean DUPONT", "Dupont, Jean"),
        ("JEAN-PIERRE DUPONT", "Dupont, Jean-Pierre"),
        ("ÉLIE CARTAN", "Cartan, Élie"),
        ("A. B. O'BRIEN", "O'Brien, A. B."),
        ("JOHN MCDONALD", "McDonald, John"),
        ("John McDONALD", "McDonald, John"),
        ("JOHN SMITH III", "Smith, III, John"),
        ("MARIA DE LA CRUZ", "De La Cruz, Maria"),
        ("LI WEI", "Wei, Li"),
        ("ИВАН ИВАНОВ", "Иванов, Иван"),
        ("SMITH, JOHN", "Smith, John"),
        # the family alone, in front or behind
        ("DUPONT Jean", "Dupont, Jean"),
        ("DUPONT Jean-Pierre", "Dupont, Jean-Pierre"),
        ("DUPONT Jean P.", "Dupont, Jean P."),
        ("KIM Min-Jun", "Kim, Min-Jun"),
        ("LEE Jaehoon", "Lee, Jaehoon"),
        ("LI Wei", "Li, Wei"),
        ("HU Youqiu", "Hu, Youqiu"),
        ("ZHENG Huinan", "Zheng, Huinan"),
        ("HASIDA Koiti", "Hasida, Koiti"),
        ("NGUYEN Van Anh", "Nguyen, Van Anh"),
        ("van der BERG Jan", "van der Berg, Jan"),
        ("Jan van der BERG", "van der Berg, Jan"),
        ("de GAULLE Charles", "de Gaulle, Charles"),
        ("Charles de GAULLE", "de Gaulle, Charles"),
        ("GARCÍA LÓPEZ María José", "García López, María José"),
        ("María José GARCÍA LÓPEZ", "García López, María José"),
        ("Juan PÉREZ y GÓMEZ", "Pérez y Gómez, Juan"),
        ("Jean DE LA FONTAINE", "De La Fontaine, Jean"),
        ("O'BRIEN Kate", "O'Brien, Kate"),
        ("McDONALD Ronald", "McDonald, Ronald"),
        ("MÜLLER-LÜDENSCHEIDT Karl", "Müller-Lüdenscheidt, Karl"),
        ("ИВАНОВ Иван", "Иванов, Иван"),
        # initials, acronyms, names of their own case
        ("JM Smith", "Smith, JM"),
        ("AJ SMITH", "Smith, AJ"),
        ("JM SMITH", "Smith, JM"),
        ("Yann LeCun", "LeCun, Yann"),
        ("NASA", "NASA"),
        ("IBM Watson", "Watson, IBM"),
        ("NASA Ames", "Ames, NASA"),
        ("LAN Amaral", "Amaral, LAN"),
        ("GAP Cirrone", "Cirrone, GAP"),
        ("LI Smith", "Smith, LI"),
        ("Y-L Li", "Li, Y-L"),
        ("KVSVN Raju", "Raju, KVSVN"),
        ("MD Asrar Ahmed", "Ahmed, MD Asrar"),
        ("EL W. Falou", "Falou, EL W."),
        ("Ada B. SMITH", "Smith, Ada B."),
        ("Ada JM Smith", "Smith, Ada JM"),
        ("LPTHE Orsay", "Orsay, LPTHE"),
    ],
)
def test_capitals_say_nothing_of_a_name_in_capitals(text: str, expected: str) -> None:
    name = parse_display(text)
    assert name is not None
    assert to_bibtex(name) == expected


@pytest.mark.parametrize(
    ("family", "given", "expected"),
    [("SMITH", "JOHN", "Smith, John"), ("SMITH", "J. M.", "Smith, J. M."), ("Smith", "JM", "Smith, JM"),
     ("VAN DER BERG", "JAN", "Van Der Berg, Jan"), ("LI", "Wei", "Li, Wei"), ("CMS", "", "CMS")],
)  # fmt: skip
def test_capitals_of_a_catalogue_say_nothing_either(family: str, given: str, expected: str) -> None:
    name = from_parts(family, given)
    assert name is not None
    assert to_bibtex(name) == expected


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        (["Ann Example for the ALICE Collaboration"], ["Example, Ann", "{ALICE Collaboration}"]),
        (["Ann Example (on behalf of the CMS Collaboration)"], ["Example, Ann", "{CMS Collaboration}"]),
        (["A. Able, for the Belle II Collaboration"], ["Able, A.", "{Belle II Collaboration}"]),
        (["Ann Lee on behalf of ATLAS", "Bo Birch"], ["Lee, Ann", "{ATLAS}", "Birch, Bo"]),
        (["Ann Lee et al."], ["Lee, Ann", "others"]),
        (["01.AI", ":", "Ann Lee"], ["{01.AI}", "Lee, Ann"]),
        (["A", "B", ":", "Ann Lee"], ["{A}", "{B}", "Lee, Ann"]),
        # these are one, and no persons
        (["Center for the Study of Foams"], ["{Center for the Study of Foams}"]),
        (["Foundation for Research"], ["{Foundation for Research}"]),
        (["for the ALICE Collaboration"], ["{ALICE Collaboration}"]),
        (["DeepSeek-AI"], ["{DeepSeek-AI}"]),
        (["Al Gore", "Bo Fortune"], ["Gore, Al", "Fortune, Bo"]),
    ],
)
def test_who_speaks_for_others_is_two_authors(listed: list[str], expected: list[str]) -> None:
    assert [to_bibtex(name) for name in parse_authors(listed)] == expected


# Words that make a name of two words more, or no person, and words that look like these.
_WORDS = "Ann Jean-Luc Smith Li Smith-Jones Mac DeLuca A. J. -P. II de Van y IEEE SMITH Ærø Jr Sr And Others Et Al al"
_GROUPS = "Lab Labs Label The Thea For Ford On Behalf Of Team Teams Group-Theory Smith-Group Institute Inc AI Ai 0003"


@given(st.lists(st.sampled_from(f"{_WORDS} {_GROUPS}".split()), min_size=1, max_size=4).map(" ".join))
@example("Bell Labs")
@example("Others And")
@example("For The")
@example("Guy Steele Jr")
def test_what_most_names_are_is_read_as_any_other(text: str) -> None:
    # Blanks never count, and the short way is only for texts without any at their ends.
    assert parse_display(text) == parse_display(f" {text}")
    assert parse_authors([text]) == parse_authors([f" {text}"])


@pytest.mark.parametrize(("displayed", "written"), INITIALS_BEHIND)
def test_initials_behind_a_name_are_no_family(displayed: str, written: str) -> None:
    name = parse_display(displayed)
    assert name
    assert to_bibtex(name) == written


@pytest.mark.parametrize(
    ("family", "before", "written"),
    [
        ("A.", "Prashanth L.", "Prashanth, L. A."),
        ("L. A.", "Prashanth", "Prashanth, L. A."),
        ("R", "Srivatsan", "Srivatsan, R"),
        ("R.", "PRASHANTH", "Prashanth, R."),
        ("Prashanth", "L. A.", "Prashanth, L. A."),
        ("E", "Weinan", "E, Weinan"),
        ("X", "Malcolm", "X, Malcolm"),
        ("A.", "J.", "A., J."),
    ],
)
def test_a_catalogue_that_takes_initials_for_the_family_is_understood(family: str, before: str, written: str) -> None:
    name = from_parts(family, before)
    assert name
    assert to_bibtex(name) == written
    assert parse_inverted(f"{family}, {before}") == parse_inverted(written) == name

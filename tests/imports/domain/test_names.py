"""Names in one cell or in several, and when two of them can be one person."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorstroom.imports.domain.names import PersonName, family_key, given_agrees, parse_name, person_name, similar
from doorstroom.imports.domain.people import Person, first_matches, resemblance


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Vries, F. van", PersonName("", "F.", "van", "Vries")),
        ("Vries, Fatma van", PersonName("Fatma", "", "van", "Vries")),
        ("Fatma de Vries", PersonName("Fatma", "", "de", "Vries")),
        ("de Vries, Fatma", PersonName("Fatma", "", "de", "Vries")),
        ("Vries, de, Fatma", PersonName("Fatma", "", "de", "Vries")),
        ("dhr. J. de Groot", PersonName("", "J.", "de", "Groot")),
        ("Groot, Ç. van de", PersonName("", "Ç.", "van de", "Groot")),
        ("Vos, N. van 't", PersonName("", "N.", "van 't", "Vos")),
        ("Jan Willem Bos", PersonName("Jan Willem", "", "", "Bos")),
        ("mw. Désirée Aksoy", PersonName("Désirée", "", "", "Aksoy")),
        ("Bakker", PersonName("", "", "", "Bakker")),
        ("", PersonName()),
    ],
)
def test_parse_name(text, name):
    assert parse_name(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("DE SMET Jan", PersonName("Jan", "", "", "De Smet")),
        ("PEETERS An", PersonName("An", "", "", "Peeters")),
        ("J. Bos", PersonName("", "J.", "", "Bos")),
        ("E Peeters", PersonName("", "E", "", "Peeters")),
        ("Van de Velde, Els", PersonName("Els", "", "", "Van de Velde")),
    ],
)
def test_in_flanders_the_prefix_belongs_to_the_family_name(text, name):
    assert parse_name(text, country="BE") == name


@pytest.mark.parametrize(
    ("found", "name"),
    [
        ({"given_name": "T.", "family_name": "Gebre"}, PersonName("", "T.", "", "Gebre")),
        ({"given_name": "Fatma", "family_name": "van der Berg"}, PersonName("Fatma", "", "van der", "Berg")),
        ({"given_name": "Fatma", "family_name": "Berg, van der"}, PersonName("Fatma", "", "van der", "Berg")),
        ({"given_name": "F", "prefix": "de", "family_name": "Wit"}, PersonName("", "F", "de", "Wit")),
        ({"full_name": "Wit, F. de"}, PersonName("", "F.", "de", "Wit")),
    ],
)
def test_person_name_from_the_columns_there_are(found, name):
    assert person_name(found) == name


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("azzouzi", "azouzi", True),
        ("jansen", "janssen", True),
        ("jasnen", "jansen", True),
        ("bos", "vos", False),
        ("kaya", "kara", False),
        ("hendriks", "hendrikx", True),
        ("vandenberghe", "vandenbergen", True),
        ("bakker", "mulder", False),
    ],
)
def test_similar_allows_one_slip_in_five_letters(one, other, alike):
    assert similar(one, other) is alike
    assert similar(other, one) is alike


def test_the_prefix_does_not_count_in_comparison():
    assert family_key(PersonName(family="van der Meijer")) == family_key(PersonName(prefix="v.d.", family="Meyer"))


@pytest.mark.parametrize(
    ("one", "other", "agrees"),
    [
        (PersonName("Renée"), PersonName("Renee"), True),
        (PersonName("Thijs"), PersonName(initials="T."), True),
        (PersonName("Jan Willem"), PersonName("Jan"), True),
        (PersonName("Jan"), PersonName("Piet"), False),
        (PersonName(initials="A."), PersonName(initials="B."), False),
        (PersonName(), PersonName("Jan"), True),
    ],
)
def test_given_agrees(one, other, agrees):
    assert given_agrees(one, other) is agrees


BORN = date(1978, 12, 22)


def person(given="Renée", family="Azzouzi", birth=BORN, label="x", **more):
    return Person(label, PersonName(given, family=family), birth, **more)


@pytest.mark.parametrize(
    ("other", "kind"),
    [
        (person("Renee", "Azouzi"), "possibly_same_person"),
        (person("R.", "Azzouzi"), None),
        (Person("x", PersonName(initials="R.", family="Azzouzi"), BORN), "possibly_same_person"),
        (person(birth=date(1978, 12, 23)), "possibly_same_person"),
        (person(birth=date(1979, 11, 21)), None),
        (person(family="Azzouzi-Bos"), "possibly_same_person"),
        (person(family="Jansen", phone="+31612345678"), "possibly_same_person"),
        (person(family="Jansen"), None),
        (person("Karim"), None),
        (person("Karim", phone="+31612345678"), None),
        (person(birth=None), None),
        (person(birth=None, phone="+31612345678"), "possibly_same_person"),
        (person(birth=date(2001, 3, 4), phone="+31612345678"), None),
    ],
)
def test_resemblance(other, kind):
    one = person(phone="+31612345678")
    assert resemblance(one, other) == kind
    assert resemblance(other, one) == kind


def test_day_and_month_that_changed_places_are_near():
    assert resemblance(person(birth=date(1990, 3, 4)), person(birth=date(1990, 4, 3))) == "possibly_same_person"


def test_the_citizen_number_decides_where_both_have_one():
    assert resemblance(person(identity="a"), person("Karim", "Bos", None, identity="a")) == "same_identifier"
    assert resemblance(person(identity="a"), person(identity="b")) is None
    assert resemblance(person(identity="a"), person()) == "possibly_same_person"


def test_first_matches_points_to_the_earliest_person():
    people = [
        person(label="1"),
        person("Jan", "Bos", date(1990, 1, 1), label="2"),
        person(label="3"),
        person(label="4"),
    ]
    assert [(p, k, o.label) for p, k, o in first_matches(people, ())] == [
        (2, "possibly_same_person", "1"),
        (3, "possibly_same_person", "1"),
    ]
    known = [person("Jan", "Bos", date(1990, 1, 1), label="known")]
    assert [(p, o.label) for p, _, o in first_matches(people[:2], known)] == [(1, "known")]


NAMES = st.text("abdeijnorsvwyéç -'", max_size=14)


@given(NAMES, NAMES, st.dates(), NAMES, NAMES, st.dates())
def test_resemblance_is_mutual(given_one, family_one, born_one, given_two, family_two, born_two):
    one, two = person(given_one, family_one, born_one), person(given_two, family_two, born_two)
    assert resemblance(one, two) == resemblance(two, one)


@given(NAMES, st.booleans())
def test_no_letter_of_a_name_is_invented(text, flemish):
    name = parse_name(text, country="BE" if flemish else "NL")
    assert Counter("".join(name.full.lower().split())) - Counter(text.lower()) == Counter()

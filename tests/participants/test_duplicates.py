"""When two descriptions may be one person, and that nobody is found by it whom one may not see."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorstroom.participants.domain.duplicates import Described, grounds, pairs

BORN = date(1990, 3, 12)
ABEL = Described("Abel Tesfay", BORN, "06-22502914", "abel@example.org", "5501 AB")


@pytest.mark.parametrize(
    ("other", "agreed"),
    [
        (Described("Abel Tesfay", BORN), ("name", "birth_date")),
        (Described("Tesfay, Able", BORN), ("name", "birth_date")),
        (Described("A. Tesfay", BORN), ("name", "birth_date")),
        (Described("Abel Tesfay", date(1990, 12, 3)), ("name", "nearly_birth_date")),
        (Described("Abel Tesfai", date(1990, 3, 13)), ()),
        (Described("Abel Tesfai", date(1990, 3, 13), "+31 6 2250 2914"), ("name", "nearly_birth_date", "phone")),
        (Described("Abel Tesfay", phone="0031622502914"), ("name", "phone")),
        (Described("Abel Tesfay", postcode="5501ab"), ("name", "postcode")),
        (Described("Abel Tesfay"), ()),
        (Described("Abel Tesfay", date(1988, 7, 1), email="other@example.org"), ()),
        (Described("Haile Tesfay", date(1962, 7, 1), "06-22502914", "abel@example.org", "5501 AB"), ()),
        (Described("Femke Bakker", BORN, "06-22502914", "abel@example.org", "5501 AB"), ()),
    ],
)
def test_grounds_for_asking(other, agreed):
    assert grounds(ABEL, other) == agreed
    assert grounds(other, ABEL) == agreed


people = st.builds(
    Described,
    st.sampled_from(["Abel Tesfay", "Abel Tesfai", "Jan van den Berg", "Jan Berg", "Berg, J.", "Gerrit Gerberg"]),
    st.sampled_from([None, BORN, date(1990, 12, 3), date(1990, 3, 13), date(1971, 1, 1)]),
    st.sampled_from(["", "06-22502914", "0622502914"]),
    st.sampled_from(["", "x@example.org"]),
    st.sampled_from(["", "5501 AB", "5501ab"]),
)


@given(people, people)
def test_who_is_first_does_not_matter(one, other):
    assert grounds(one, other) == grounds(other, one)


@given(st.lists(people, max_size=8))
def test_pairs_are_among_those_that_comparing_everybody_gives(described):
    """A block may miss a pair of which name and date were both mistyped; it never adds one."""
    found = list(pairs(described))
    every = {
        (i, j): agreed
        for i in range(len(described))
        for j in range(i + 1, len(described))
        if (agreed := grounds(described[i], described[j]))
    }
    assert {(i, j): agreed for i, j, agreed in found}.items() <= every.items()
    assert len(found) == len({(i, j) for i, j, _ in found if i < j})
    assert {pair for pair, agreed in every.items() if "birth_date" in agreed} <= {(i, j) for i, j, _ in found}

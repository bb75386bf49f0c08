"""How much a typed name resembles a known one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorstroom.participants.domain.likeness import distance, likeness, name_words, word_likeness

words = st.text(alphabet="abcdé", max_size=8)


@pytest.mark.parametrize(
    ("one", "other", "steps"),
    [("jansen", "jansen", 0), ("jansen", "janssen", 1), ("jansen", "jnasen", 1), ("jansen", "jasen", 1),
     ("jansen", "jensen", 1), ("ca", "abc", 3), ("", "abc", 3)],
)  # fmt: skip
def test_distance_counts_slips(one, other, steps):
    assert distance(one, other) == steps


@given(words, words)
def test_distance_is_symmetric_and_bounded(one, other):
    steps = distance(one, other)
    assert steps == distance(other, one)
    assert abs(len(one) - len(other)) <= steps <= max(len(one), len(other))
    assert (steps == 0) == (one == other)


@pytest.mark.parametrize(
    ("typed", "telling", "particles"),
    [
        ("Jan van den Berg", ("jan", "berg"), ("van", "den")),
        ("J. v.d. Berg", ("j", "berg"), ("v", "d")),
        ("Ayşe Yılmaz", ("ayse", "yilmaz"), ()),
        ("van der", ("van", "der"), ()),
        ("", (), ()),
    ],
)
def test_particles_stand_apart(typed, telling, particles):
    assert name_words(typed) == (telling, particles)


@pytest.mark.parametrize(
    ("typed", "name", "value"),
    [
        ("jan van den berg", "jan van den berg", 1.0),
        ("Jan v.d. Berg", "jan van den berg", 1.0),
        ("Jan vd Berg", "jan van den berg", 1.0),
        ("Berg, Jan van den", "jan van den berg", 1.0),
        ("jan berg", "jan van den berg", 0.99),
        ("jan van berg", "jan van den berg", 0.99),
        ("jan", "jan jansen", 0.98),
        ("jansen", "jan janssen", 0.8371),
        ("j jansen", "jan jansen", 0.9),
        ("jan", "piet", 0.0),
        ("", "piet", 0.0),
    ],
)
def test_likeness(typed, name, value):
    assert round(likeness(typed, name), 4) == value


def test_particles_decide_between_equal_names():
    names = ["jan berg", "jan van berg", "jan van den berg", "jan ter berg"]
    assert max(names, key=lambda name: likeness("Jan v.d. Berg", name)) == "jan van den berg"
    assert max(names, key=lambda name: likeness("Jan Berg", name)) == "jan berg"


@given(words, words)
def test_likeness_of_words_is_a_share(one, other):
    assert 0 <= word_likeness(one, other) <= 1
    assert word_likeness(one, one) == 1

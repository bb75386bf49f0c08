"""Ties that fall asleep, answers that give nobody away, and how fast partners answer."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorstroom.cooperation.domain.answering import Asked, Pair, pairs, workdays_between
from doorstroom.cooperation.domain.memory import Known, Tie, state
from doorstroom.cooperation.domain.pulse import Answer, Shown, half_year, shown

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("days", "left", "expected"),
    [(0, False, Tie.AWAKE), (180, False, Tie.AWAKE), (181, False, Tie.DORMANT), (0, True, Tie.LEFT_ALONE)],
)
def test_a_tie_falls_asleep_after_half_a_year_and_stays_when_somebody_leaves(days, left, expected):
    assert state(Known(MONDAY - timedelta(days=days), left), MONDAY) is expected


def test_half_years_begin_in_january_and_july():
    assert [half_year(date(2026, month, 30)) for month in (1, 6, 7, 12)] == [
        date(2026, 1, 1), date(2026, 1, 1), date(2026, 7, 1), date(2026, 7, 1)
    ]  # fmt: skip


def test_three_answers_of_a_kind_are_shown_and_two_are_not():
    school = [Answer("school", (n, 3, 3, 3, 5)) for n in (1, 2, 5)]
    assert shown([*school, *[Answer("pes", (5,) * 5)] * 2]) == [
        Shown("pes", 2, None),
        Shown("school", 3, {"find": 8 / 3, "keep": 3, "decide": 3, "hand_over": 3, "gain": 5}),
    ]


@given(st.lists(st.tuples(st.sampled_from("abc"), st.tuples(*[st.integers(1, 5)] * 5)), max_size=20))
def test_no_kind_with_fewer_than_three_answers_is_ever_shown(rows):
    for line in shown(Answer(kind, values) for kind, values in rows):
        assert (line.means is not None) is (line.respondents >= 3)
        assert line.means is None or all(1 <= value <= 5 for value in line.means.values())


def test_the_days_of_an_answer_are_mondays_to_fridays_after_the_day_of_asking():
    friday = date(2026, 11, 20)
    assert [workdays_between(friday, friday + timedelta(days=n)) for n in (0, 1, 3, 7, 10)] == [0, 0, 1, 5, 6]


def test_each_direction_has_its_middle_and_who_waits_stands_apart():
    sent = date(2026, 11, 2)
    rows = [Asked(1, 2, sent, sent + timedelta(days=n)) for n in (1, 2, 14)]
    rows += [Asked(2, 1, sent, None), Asked(1, 2, sent, None)]
    assert pairs(rows, MONDAY) == [Pair(1, 2, (1, 2, 10), 1, 15), Pair(2, 1, (), 1, 15)]
    assert [pair.middle for pair in pairs(rows, MONDAY)] == [2, None]


@given(st.lists(st.tuples(st.integers(1, 3), st.integers(4, 6), st.none() | st.integers(0, 40)), max_size=15))
def test_every_handover_stands_in_exactly_one_pair(rows):
    sent = date(2026, 10, 1)
    found = pairs([Asked(a, b, sent, None if n is None else sent + timedelta(days=n)) for a, b, n in rows], MONDAY)
    assert sum(pair.asked for pair in found) == len(rows)
    assert len({(pair.sender, pair.receiver) for pair in found}) == len(found)

"""Who is in time by which clock, and what a no entails by which approach."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorstroom.placements.domain.job_to_job import (
    AfterNo,
    Answer,
    Case,
    Clock,
    Standing,
    Term,
    after_no,
    found_on,
    no_needs_reason,
    standing,
    tally,
)
from doorstroom.programmes.domain.route_model import Participation

OFFERED, STARTED, LEAVES = date(2026, 1, 12), date(2026, 1, 26), date(2026, 7, 1)
TODAY = date(2026, 11, 23)
SIX_FROM_START = Term(Clock.STARTED, 6)


def person(*jobs, answer=Answer.ACCEPTED, started=STARTED, leaves=LEAVES, **given):
    return Case(OFFERED, answer, started, leaves, jobs, **given)


def test_six_months_are_182_days_and_the_last_one_counts():
    last = STARTED + timedelta(days=182)
    assert SIX_FROM_START.last_day(person()) == last
    assert standing(person(last), SIX_FROM_START, TODAY) is Standing.IN_TIME
    assert standing(person(last + timedelta(days=1)), SIX_FROM_START, TODAY) is Standing.LATER
    assert standing(person(), SIX_FROM_START, last) is Standing.RUNNING
    assert standing(person(), SIX_FROM_START, last + timedelta(days=1)) is Standing.NO_WORK


def test_moving_the_clock_moves_who_is_in_time():
    """Work on 20 July: 175 days after the start, 189 after the offer, 19 after the dismissal."""
    found = person(date(2026, 7, 20))
    by_clock = {clock: standing(found, Term(clock, 6), TODAY) for clock in Clock}
    assert by_clock == {
        Clock.STARTED: Standing.IN_TIME, Clock.OFFERED: Standing.LATER, Clock.DISMISSED: Standing.IN_TIME,
    }  # fmt: skip


def test_work_found_before_the_dismissal_is_in_time_and_work_from_before_the_offer_is_none():
    term = Term(Clock.DISMISSED, 6)
    assert standing(person(LEAVES - timedelta(days=9)), term, TODAY) is Standing.IN_TIME
    assert found_on(person(OFFERED - timedelta(days=1)), term, TODAY) is None


@pytest.mark.parametrize(
    ("case", "clock", "expected"),
    [
        (person(started=None), Clock.STARTED, Standing.NOT_BEGUN),
        (person(leaves=None), Clock.DISMISSED, Standing.NOT_BEGUN),
        (person(leaves=TODAY + timedelta(days=9)), Clock.DISMISSED, Standing.NOT_BEGUN),
        (Case(OFFERED, Answer.ACCEPTED, STARTED, None, None), Clock.STARTED, Standing.CLOSED),
    ],
)
def test_what_is_not_known_is_never_a_no(case, clock, expected):
    assert standing(case, Term(clock, 6), TODAY) is expected


def test_thirty_offered_three_declined_nineteen_of_twenty_seven_in_time():
    jobs = [STARTED + timedelta(days=30 * month) for month in (1, 2, 3, 4, 5, 6) for _ in range(3)] + [STARTED]
    later = [person(STARTED + timedelta(days=200))] * 3
    cases = [*(person(day) for day in jobs), *later, *[person()] * 5, *[person(answer=Answer.DECLINED)] * 3]
    found = tally(cases, SIX_FROM_START, TODAY)
    assert found.offered == 30
    assert found.answers == Counter({Answer.ACCEPTED: 27, Answer.DECLINED: 3})
    assert found.standings == Counter({Standing.IN_TIME: 19, Standing.LATER: 3, Standing.NO_WORK: 5})


days = st.dates(date(2025, 6, 1), date(2027, 6, 1))
cases = st.builds(
    Case, days, st.sampled_from(Answer), st.none() | days, st.none() | days, st.lists(days, max_size=3).map(tuple)
)


@given(st.lists(cases, max_size=12), st.sampled_from(Clock), st.integers(1, 36), days)
def test_answers_and_standings_always_add_up(people, clock, months, on):
    found = tally(people, Term(clock, months), on)
    assert sum(found.answers.values()) == found.offered == len(people)
    assert sum(found.standings.values()) == found.answers[Answer.ACCEPTED]


@given(cases, st.sampled_from(Clock), st.integers(1, 35), days)
def test_more_months_take_nobody_out_of_time(case, clock, months, on):
    if standing(case, Term(clock, months), on) is Standing.IN_TIME:
        assert standing(case, Term(clock, months + 1), on) is Standing.IN_TIME


def test_what_a_no_entails_follows_from_the_approach():
    free = Participation(voluntary=True)
    asked = Participation(voluntary=True, declining_needs_reason=True)
    obliged = Participation(voluntary=False)
    assert [after_no(each) for each in (free, asked, obliged)] == [AfterNo.ENDS, AfterNo.ENDS, AfterNo.TALK]
    assert [no_needs_reason(each) for each in (free, asked, obliged)] == [False, True, False]

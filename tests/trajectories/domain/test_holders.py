"""Exactly one coordinating holder."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from doorstroom.kernel.errors import Reason
from doorstroom.kernel.period import Period
from doorstroom.trajectories.domain.errors import TrajectoryError
from doorstroom.trajectories.domain.holders import (
    Absence,
    ActiveSpan,
    HolderTerm,
    acting_at,
    appoint,
    close,
    faults,
    holder_at,
    must_be_replaced,
    open_term,
    take_over,
)

SAMIRA, RUUD = 1, 2


def at(day, hour=9):
    return datetime(2026, 11, day, hour)  # noqa: DTZ001 any clock will do


def test_take_over_leaves_no_moment_without_and_none_with_two():
    terms = take_over(appoint((), SAMIRA, at(2)), RUUD, at(9))

    assert terms == (HolderTerm(SAMIRA, at(2), at(9)), HolderTerm(RUUD, at(9)))
    assert [holder_at(terms, m) for m in (at(1), at(2), at(9, 8), at(9), at(20))] == [None, 1, 1, 2, 2]
    assert faults(terms, [ActiveSpan(at(2))]) == ()


def test_exit_closes_and_re_entry_reopens():
    terms = close(appoint((), SAMIRA, at(2)), at(9))
    assert open_term(terms) is None
    again = appoint(terms, RUUD, at(16))

    assert faults(again, [ActiveSpan(at(2), at(9)), ActiveSpan(at(16))]) == ()
    assert faults(again, [ActiveSpan(at(2))]) == (Reason("no_holder", {"from": at(9), "holders": ()}),)
    assert faults(again, [ActiveSpan(at(2), at(9))]) == (
        Reason("holder_without_trajectory", {"from": at(16), "holders": (RUUD,)}),
    )


def test_two_holders_at_one_moment_are_a_fault():
    terms = (HolderTerm(SAMIRA, at(2)), HolderTerm(RUUD, at(9), at(10)))
    assert faults(terms, [ActiveSpan(at(2))]) == (Reason("two_holders", {"from": at(9), "holders": (SAMIRA, RUUD)}),)


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (lambda: appoint(appoint((), SAMIRA, at(2)), RUUD, at(3)), "already_has_holder"),
        (lambda: appoint(close(appoint((), SAMIRA, at(2)), at(9)), RUUD, at(8)), "holder_before_earlier_term"),
        (lambda: take_over(appoint((), SAMIRA, at(2)), SAMIRA, at(3)), "holds_it_already"),
        (lambda: take_over(appoint((), SAMIRA, at(2)), RUUD, at(2)), "holder_before_earlier_term"),
        (lambda: take_over((), RUUD, at(2)), "has_no_holder"),
        (lambda: close((), at(2)), "has_no_holder"),
    ],
)
def test_acts_that_would_break_the_rule_are_refused(act, code):
    with pytest.raises(TrajectoryError) as refused:
        act()
    assert refused.value.code == code


def test_deputy_acts_while_the_holder_is_away_and_the_term_stays():
    terms = appoint((), SAMIRA, at(2))
    away = [Absence(SAMIRA, Period(date(2026, 11, 9), date(2026, 11, 12)), deputy=RUUD)]

    assert [acting_at(terms, away, at(day)) for day in (8, 9, 11, 12)] == [SAMIRA, RUUD, RUUD, SAMIRA]
    assert holder_at(terms, at(10)) == SAMIRA


@pytest.mark.parametrize(
    ("today", "free", "expected"),
    [
        (date(2026, 11, 13), (), False),  # Monday to Friday: five working days
        (date(2026, 11, 15), (), False),
        (date(2026, 11, 16), (), True),
        (date(2026, 11, 16), {date(2026, 11, 11)}, False),
        (date(2026, 11, 6), (), False),
    ],
)
def test_holder_away_more_than_five_working_days_must_be_replaced(today, free, expected):
    away = [Absence(SAMIRA, Period(date(2026, 11, 9)))]
    assert must_be_replaced(SAMIRA, away, today, 5, free) is expected
    assert must_be_replaced(RUUD, away, today, 5, free) is False


def test_absence_with_a_deputy_asks_for_no_replacement():
    away = [Absence(SAMIRA, Period(date(2026, 11, 9)), deputy=RUUD)]
    assert must_be_replaced(SAMIRA, away, date(2026, 12, 9), 5) is False

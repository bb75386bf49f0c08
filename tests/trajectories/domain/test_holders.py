"""Exactly one coordinating holder."""

from __future__ import annotations

from datetime import datetime

import pytest

from doorstroom.kernel.errors import Reason
from doorstroom.trajectories.domain.errors import TrajectoryError
from doorstroom.trajectories.domain.holders import (
    ActiveSpan,
    HolderTerm,
    appoint,
    close,
    faults,
    open_term,
    take_over,
)

SAMIRA, RUUD = 1, 2


def at(day, hour=9):
    return datetime(2026, 11, day, hour)  # noqa: DTZ001 any clock will do


def test_take_over_leaves_no_moment_without_and_none_with_two():
    terms = take_over(appoint((), SAMIRA, at(2)), RUUD, at(9))

    assert terms == (HolderTerm(SAMIRA, at(2), at(9)), HolderTerm(RUUD, at(9)))
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

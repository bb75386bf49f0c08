"""The books balance: stock = previous stock + corrections + in - out, whatever the order of events."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorstroom.kernel.period import Period
from doorstroom.monitoring.domain.facts import Episode, ExitCause, TrajectoryFact
from doorstroom.monitoring.domain.flows import Flow, flow, flow_by, months, stock, throughflow
from monitoring.domain.cohorts import LOCK, START, person


def day(number: int) -> date:
    return START + timedelta(days=number)


@st.composite
def histories(draw: st.DrawFn) -> list[TrajectoryFact]:
    facts = []
    for key in range(draw(st.integers(0, 12))):
        marks = sorted(draw(st.lists(st.integers(0, 90), min_size=1, max_size=6)))
        episodes = []
        for i in range(0, len(marks), 2):
            end = marks[i + 1] if i + 1 < len(marks) else None
            cause = None if end is None else draw(st.sampled_from(ExitCause))
            episodes.append(Episode(day(marks[i]), None if end is None else day(end), cause))
        facts.append(
            TrajectoryFact(
                key=str(key),
                programme=draw(st.sampled_from("ab")),
                recorded_until=LOCK,
                episodes=tuple(episodes),
            )
        )
    return facts


def test_one_month_by_hand() -> None:
    twice = TrajectoryFact(
        key="twice",
        programme="care",
        recorded_until=LOCK,
        episodes=(Episode(day(-40), day(3), ExitCause.CARE), Episode(day(20))),
    )
    facts = [
        person("stays", started_on=day(-10)),
        person("leaves", started_on=day(-10), days=15, cause=ExitCause.JOB),
        person("comes", started_on=day(0)),
        person("passes", started_on=day(8), days=0, cause=ExitCause.DROPOUT),
        person("next month", started_on=day(31)),
        person("never", started_on=None),
        twice,
    ]
    january = flow(facts, Period(START, day(31)))
    assert january == Flow(
        period=Period(START, day(31)),
        opening=3,
        corrections=0,
        starts=2,
        reentries=1,
        exits=Counter({ExitCause.JOB: 1, ExitCause.DROPOUT: 1, ExitCause.CARE: 1}),
        closing=3,
    )
    assert (january.inflow, january.outflow) == (3, 3)


def test_what_was_recorded_late_is_a_correction_of_the_printed_stock() -> None:
    reported = [person(1, started_on=day(-9), recorded_until=day(-1))]
    now = [
        person(1, started_on=day(-9), days=14, cause=ExitCause.MOVED),
        person(2, started_on=day(-4)),
    ]
    result = flow(now, Period(START, day(31)), reported)
    assert (result.opening, result.corrections, result.outflow, result.closing) == (1, 1, 1, 1)


def test_a_flow_that_does_not_balance_cannot_exist() -> None:
    with pytest.raises(ValueError, match="is not 4"):
        Flow(
            period=Period(START, day(31)),
            opening=3,
            corrections=0,
            starts=2,
            reentries=0,
            exits={},
            closing=4,
        )


def test_a_period_without_end_has_no_flow() -> None:
    with pytest.raises(ValueError, match="needs a period with an end"):
        flow([], Period(START))


@given(histories(), st.integers(0, 90), st.integers(1, 90))
def test_the_books_balance_and_group_flows_add_up(facts: list[TrajectoryFact], first: int, length: int) -> None:
    period = Period(day(first), day(first + length))
    whole = flow(facts, period)
    parts = flow_by(facts, period, lambda fact: fact.programme).values()
    assert whole.closing == whole.opening + whole.inflow - whole.outflow
    for name in ("opening", "starts", "reentries", "closing", "outflow"):
        assert sum(getattr(part, name) for part in parts) == getattr(whole, name)


@given(histories(), st.integers(0, 60), st.integers(1, 30), st.integers(1, 30))
def test_two_periods_after_one_another_are_one(facts: list[TrajectoryFact], first: int, one: int, other: int) -> None:
    a, b, c = day(first), day(first + one), day(first + one + other)
    early, late, both = flow(facts, Period(a, b)), flow(facts, Period(b, c)), flow(facts, Period(a, c))
    assert early.closing == late.opening == stock((e for f in facts for e in f.episodes), b)
    assert early.inflow + late.inflow == both.inflow
    assert Counter(early.exits) + Counter(late.exits) == Counter(both.exits)


@given(histories(), histories(), st.integers(1, 60))
def test_corrections_close_the_gap_with_any_earlier_report(
    now: list[TrajectoryFact], reported: list[TrajectoryFact], first: int
) -> None:
    result = flow(now, Period(day(first), day(first + 30)), reported)
    assert result.closing == result.opening + result.corrections + result.inflow - result.outflow


def test_months_cut_off_where_the_period_is() -> None:
    assert months(Period(date(2026, 1, 31), date(2026, 4, 2))) == [
        Period(date(2026, 1, 31), date(2026, 2, 1)),
        Period(date(2026, 2, 1), date(2026, 3, 1)),
        Period(date(2026, 3, 1), date(2026, 4, 1)),
        Period(date(2026, 4, 1), date(2026, 4, 2)),
    ]


def test_throughflow_counts_each_persons_own_next_stage() -> None:
    facts = [
        person(1, stages={"intake": 0, "selection": 5, "training": 9}),
        person(2, stages={"intake": 0, "training": 9}),
        person(3, stages={"intake": 0, "selection": 40}),
        person(4, stages={"selection": 7, "training": 7, "elsewhere": 3}),
    ]
    assert throughflow(facts, Period(START, day(31)), ["intake", "selection", "training"]) == {
        ("intake", "selection"): 1,
        ("intake", "training"): 1,
        ("selection", "training"): 2,
    }

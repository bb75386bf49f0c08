"""Shares count whose horizon has passed, curves count everybody for as long as seen, and both agree."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doorstroom.monitoring.domain.definitions import Clock, ClockStart, Definition, Outcome, Span, Unit
from doorstroom.monitoring.domain.facts import ExitCause, FollowUp, JobSpell, TrajectoryFact
from doorstroom.monitoring.domain.figures import cohort_curves, days_reached, followed_up, reached_within
from doorstroom.monitoring.domain.proportions import wilson
from monitoring.domain.cohorts import CARE_ROUTE, LOCK, START, person, welthuis


def day(number: int) -> date:
    return START + timedelta(days=number)


@st.composite
def people(draw: st.DrawFn) -> list[TrajectoryFact]:
    rows = draw(
        st.lists(
            st.tuples(
                st.integers(0, 200),
                st.none() | st.tuples(st.integers(0, 200), st.sampled_from(ExitCause)),
                st.none() | st.integers(0, 200),
            ),
            min_size=1,
            max_size=40,
        )
    )
    return [
        person(
            i,
            started_on=day(start),
            days=end[0] if end else None,
            cause=end[1] if end else None,
            stages={} if stage is None else {"apprenticeship": stage},
        )
        for i, (start, end, stage) in enumerate(rows)
    ]


def test_stopped_within_twenty_weeks_of_two_versions() -> None:
    facts = welthuis()
    v1 = reached_within([f for f in facts if f.arm == "v1"], CARE_ROUTE, "stopped", as_of=LOCK)
    v2 = reached_within([f for f in facts if f.arm == "v2"], CARE_ROUTE, "stopped", as_of=LOCK)
    assert (v1.counts, v1.percent, v1.percent_interval) == ((16, 40), 40, (26, 55))
    assert (v2.counts, v2.percent, v2.percent_interval) == ((19, 120), 16, (10, 23))
    assert (v1.definition, v1.clock, v1.horizon, v1.as_of) == ("first_20_weeks/1", "started", "20 weeks", LOCK)


def test_whose_horizon_has_not_passed_is_running_even_when_gone() -> None:
    facts = [
        person(1, days=140, cause=ExitCause.DROPOUT),
        person(2),
        person(3, started_on=day(1), days=3, cause=ExitCause.DROPOUT),
        person(4, started_on=None),
    ]
    share = reached_within(facts, CARE_ROUTE, "stopped", as_of=day(140))
    assert (share.counts, share.running, share.unknown) == ((1, 2), 1, 0)


def test_an_exit_after_the_horizon_is_not_an_exit_within_it() -> None:
    share = reached_within([person(1, days=141, cause=ExitCause.DROPOUT)], CARE_ROUTE, "stopped", as_of=LOCK)
    assert share.counts == (0, 1)


def test_unknown_destinations_are_counted_and_not_filled_in() -> None:
    facts = [person(i, days=50, cause=ExitCause.UNKNOWN) for i in range(3)]
    facts += [person(i + 3, days=60, cause=ExitCause.JOB) for i in range(9)]
    share = reached_within(facts, CARE_ROUTE, "job", as_of=LOCK)
    assert (share.counts, share.unknown, share.percent, share.mostly_bounds) == ((9, 12), 3, 75, True)
    assert (share.bounds.low, share.bounds.high) == (0.75, 1.0) if share.bounds else False


def test_moving_the_clock_moves_figure_and_label() -> None:
    offered = [
        person(
            i,
            started_on=day(14),
            stages={"offered": -14},
            jobs=(JobSpell(started_on=day(40 + i)),) if i < 19 else (),
        )
        for i in range(27)
    ]
    offered += [
        person(f"no-{i}", started_on=None, stages={"offered": 0, "declined": 7}, withdrawn_on=day(7)) for i in range(3)
    ]
    figures = [
        reached_within(
            offered,
            Definition("new_job", 1, (Outcome("job", job=True),), clock, Span(6, Unit.MONTHS)),
            "job",
            as_of=LOCK,
        )
        for clock in (Clock(ClockStart.STARTED), Clock(ClockStart.STAGE, "offered"))
    ]
    assert [(f.counts, f.percent, f.clock) for f in figures] == [
        ((19, 27), 70, "started"),
        ((19, 30), 63, "stage:offered"),
    ]
    assert figures[0].percent_interval == (52, 84)


def test_a_name_the_definition_does_not_know_is_refused_with_the_choice() -> None:
    with pytest.raises(ValueError, match=r'no outcome "left"; choose from stopped, apprenticeship, job'):
        reached_within([], CARE_ROUTE, "left", as_of=LOCK)


def test_curve_reading_carries_what_must_stand_beside_it() -> None:
    facts = [person(i, days=7 * (i + 1), cause=ExitCause.DROPOUT) for i in range(4)]
    facts += [person(i + 4) for i in range(8)] + [person(12, started_on=day(100))]
    reading = cohort_curves(facts, CARE_ROUTE, as_of=day(140)).at("stopped")
    assert reading is not None
    assert (reading.people, reading.events, reading.running, reading.at_risk) == (13, 4, 1, 8)
    assert (reading.definition, reading.clock, reading.horizon) == ("first_20_weeks/1", "started", "20 weeks")
    assert reading.percent == 31


def test_what_a_drawing_needs_comes_from_the_same_curve() -> None:
    facts = [person(i, days=7 * (i + 1), cause=ExitCause.DROPOUT) for i in range(4)]
    facts += [person(i + 4) for i in range(7)]
    cohort = cohort_curves(facts, CARE_ROUTE, as_of=day(140))
    steps = cohort.steps("stopped")
    assert [(at, round(value * 11)) for at, value, _, _ in steps] == [(7, 1), (14, 2), (21, 3), (28, 4)]
    assert (steps[3][2], steps[3][3]) == (wilson(4, 11).low, wilson(4, 11).high)
    assert [(at, round(value * 11)) for at, value in cohort.open_steps()] == [(7, 10), (14, 9), (21, 8), (28, 7)]
    assert (cohort.at_risk([0, 7, 8, 28, 140, 141]), cohort.fade_from) == ([11, 11, 10, 8, 7, 0], 15)


def test_curve_of_fewer_than_ten_people_has_no_percentage() -> None:
    reading = cohort_curves([person(i) for i in range(9)], CARE_ROUTE, as_of=LOCK).at("stopped")
    assert reading is not None
    assert (reading.percent, reading.percent_interval) == (None, None)
    assert cohort_curves([person(i) for i in range(9)], CARE_ROUTE, as_of=LOCK).drawn_until == -1
    assert cohort_curves([person(i) for i in range(10)], CARE_ROUTE, as_of=day(50)).drawn_until == 50


def test_curve_beyond_the_longest_watching_is_not_read() -> None:
    assert cohort_curves([person(1)], CARE_ROUTE, as_of=day(139)).at("stopped") is None


@given(people())
def test_when_all_horizons_have_passed_curve_and_share_are_the_same(facts: list[TrajectoryFact]) -> None:
    cohort = cohort_curves(facts, CARE_ROUTE, as_of=LOCK)
    for outcome in CARE_ROUTE.exits:
        share, reading = reached_within(facts, CARE_ROUTE, outcome, as_of=LOCK), cohort.at(outcome)
        assert reading is not None
        assert reading.value == pytest.approx(share.numerator / share.denominator, abs=1e-12)
        if not share.unknown:
            assert reading.interval == share.interval


@settings(max_examples=50)
@given(people(), st.integers(0, 500), st.randoms(use_true_random=False))
def test_order_and_later_facts_do_not_matter(facts: list[TrajectoryFact], days: int, random: object) -> None:
    as_of, shuffled = day(days), list(facts)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    late = person("late", started_on=as_of + timedelta(days=1), days=1, cause=ExitCause.DROPOUT)
    for outcome in CARE_ROUTE.exits:
        once = reached_within(facts, CARE_ROUTE, outcome, as_of=as_of)
        assert reached_within([*shuffled, late], CARE_ROUTE, outcome, as_of=as_of) == once


@settings(max_examples=50)
@given(people(), st.integers(0, 500))
def test_everybody_twice_doubles_every_count(facts: list[TrajectoryFact], days: int) -> None:
    for outcome in CARE_ROUTE.exits:
        once = reached_within(facts, CARE_ROUTE, outcome, as_of=day(days))
        twice = reached_within(facts * 2, CARE_ROUTE, outcome, as_of=day(days))
        assert (twice.numerator, twice.denominator, twice.running, twice.unknown) == (
            2 * once.numerator,
            2 * once.denominator,
            2 * once.running,
            2 * once.unknown,
        )


def test_days_on_which_a_goal_was_reached_count_each_trajectory_once() -> None:
    finished = Outcome("finished", stages=frozenset({"finished"}), award=True)
    facts = [
        person(1, stages={"finished": 280}, awarded_on=day(300)),
        person(2, awarded_on=day(250)),
        person(3, stages={"finished": 400}),
        person(4),
    ]
    assert days_reached(facts, finished, as_of=day(350)) == [day(250), day(280)]


def observed(in_work: bool | None, *, due: int, care: bool | None = None) -> TrajectoryFact:
    followup = FollowUp(
        moment="month_12",
        due_on=day(due),
        observed_on=None if in_work is None else day(due),
        in_work=in_work,
        in_target_sector=care,
    )
    return person(f"{in_work}{due}{care}", days=due - 365, cause=ExitCause.JOB, followups=(followup,))


def test_followed_up_keeps_unknown_in_the_denominator_and_the_future_out() -> None:
    facts = [observed(True, due=400, care=True), observed(True, due=400, care=False)]
    facts += [observed(False, due=400), observed(None, due=400), observed(True, due=480)]
    share = followed_up(facts, "month_12", as_of=day(500))
    assert (share.counts, share.unknown, share.running) == ((2, 4), 1, 1)
    in_care = followed_up(facts, "month_12", as_of=day(500), in_target_sector=True)
    assert (in_care.counts, in_care.definition) == ((1, 4), "in_target_sector_at_month_12/1")

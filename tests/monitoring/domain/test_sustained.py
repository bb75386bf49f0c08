"""Lasting work: gaps add up, unknown days are neither kept nor lost, and two denominators stand apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorstroom.monitoring.domain.definitions import Span, Unit
from doorstroom.monitoring.domain.facts import ExitCause, FollowUp, JobSpell, TrajectoryFact
from doorstroom.monitoring.domain.proportions import Interval
from doorstroom.monitoring.domain.sustained import (
    LastingWork,
    Tenure,
    expected_to_last,
    job_loss,
    kept_by_all_starters,
    kept_by_job_starters,
    known_until,
    tenure,
)
from monitoring.domain.cohorts import START, person

HALF_YEAR = LastingWork(
    code="lasting_6_months", version=1, span=Span(6, Unit.MONTHS), hours_per_week=12, supported=False
)


def day(number: int) -> date:
    return START + timedelta(days=number)


def job(first: int, end: int | None = None, hours: float | None = 24, **more: object) -> JobSpell:
    ended_on = None if end is None else day(end)
    return JobSpell(started_on=day(first), ended_on=ended_on, hours_per_week=hours, **more)  # type: ignore[arg-type]


def worker(key: object, *jobs: JobSpell, known: int | None = None, left: int = 0) -> TrajectoryFact:
    """Left the programme on day `left`; the last answer about work came on day `known`."""
    answers = (
        () if known is None else (FollowUp(moment="asked", due_on=day(known), observed_on=day(known), in_work=True),)
    )
    return person(key, days=left, cause=ExitCause.JOB, jobs=jobs, followups=answers)


@pytest.mark.parametrize(
    ("jobs", "known", "allowed", "expected"),
    [
        ([], 100, 31, None),
        ([job(200)], 100, 31, None),
        ([job(0)], 99, 31, Tenure(START, 100, lost=False)),
        ([job(0, 100)], 300, 0, Tenure(START, 101, lost=True)),
        ([job(0, 100)], 99, 0, Tenure(START, 100, lost=False)),
        ([job(0, 100)], 130, 31, Tenure(START, 131, lost=False)),
        ([job(0, 100)], 131, 31, Tenure(START, 132, lost=True)),
        ([job(0, 50), job(66, 100), job(115)], 400, 31, Tenure(START, 401, lost=False)),
        ([job(0, 50), job(66, 100), job(117)], 400, 31, Tenure(START, 116, lost=True)),
        ([job(0, 90), job(30, 60), job(80)], 400, 0, Tenure(START, 401, lost=False)),
    ],
)
def test_tenure_adds_up_gaps(jobs: list[JobSpell], known: int, allowed: int, expected: Tenure | None) -> None:
    assert tenure(jobs, day(known), allowed) == expected


@given(
    st.lists(st.tuples(st.integers(0, 120), st.integers(1, 60)), min_size=1, max_size=5),
    st.integers(0, 200),
    st.integers(0, 40),
)
def test_tenure_equals_counting_day_by_day(rows: list[tuple[int, int]], known: int, allowed: int) -> None:
    jobs = [job(first, first + length) for first, length in rows]
    first = min(first for first, _ in rows)
    gaps, expected = 0, Tenure(day(first), known - first + 1, lost=False)
    for number in range(first, known + 1):
        gaps += not any(a <= number < a + length for a, length in rows)
        if gaps > allowed:
            expected = Tenure(day(first), number - first + 1, lost=True)
            break
    assert tenure(jobs, day(known), allowed) == (expected if first <= known else None)


def test_during_the_trajectory_the_holder_knows_and_after_it_only_news_tells() -> None:
    assert known_until(person(1), day(500)) == day(500)
    assert known_until(worker(1, left=40), day(500)) == day(40)
    assert known_until(worker(1, job(30), known=200, left=40), day(500)) == day(200)
    assert known_until(worker(1, job(30, 260), known=200, left=40), day(500)) == day(260)
    assert known_until(worker(1, job(30), known=200, left=40), day(150)) == day(40)
    assert known_until(person(1, started_on=None), day(500)) is None


def cohort() -> list[TrajectoryFact]:
    """Twelve starters: 5 kept work, 2 lost it, 1 unknown since day 90, 1 too few hours, 1 supported, 2 none."""
    kept = [worker(f"kept-{i}", job(10 + i), known=300) for i in range(5)]
    lost = [worker(f"lost-{i}", job(10, 60), known=300) for i in range(2)]
    return [
        *kept,
        *lost,
        worker("unknown", job(10), known=90),
        worker("few hours", job(10, hours=8), known=300),
        worker("supported", job(10, supported=True), known=300),
        worker("none", known=300),
        worker("never heard of"),
    ]


def test_kept_by_those_who_began_to_work() -> None:
    share = kept_by_job_starters(cohort(), HALF_YEAR, as_of=day(400))
    assert (share.counts, share.unknown, share.running) == ((5, 8), 1, 0)
    assert share.bounds == Interval(5 / 8, 6 / 8)
    assert (share.definition, share.clock, share.horizon) == ("lasting_6_months/1", "first_job", "6 months")


def test_kept_by_all_who_started_is_the_headline() -> None:
    share = kept_by_all_starters(cohort(), HALF_YEAR, job_within=Span(26, Unit.WEEKS), as_of=day(400))
    assert (share.counts, share.unknown, share.running) == ((5, 12), 2, 0)
    assert (share.clock, share.horizon, share.percent) == ("started", "26 weeks + 6 months", 42)


def test_before_the_news_is_in_people_are_running() -> None:
    # The last of the jobs began on day 14: mature 14 + 182 + 30 days later, and not a day before.
    early = kept_by_job_starters(cohort(), HALF_YEAR, as_of=day(225))
    assert (early.denominator, early.running) == (7, 1)
    assert kept_by_job_starters(cohort(), HALF_YEAR, as_of=day(226)).running == 0
    assert kept_by_all_starters(cohort(), HALF_YEAR, job_within=Span(26, Unit.WEEKS), as_of=day(393)).counts == (0, 0)


def test_hours_support_and_sector_are_parameters_of_the_norm() -> None:
    any_work = replace(HALF_YEAR, hours_per_week=0, supported=True)
    assert kept_by_job_starters(cohort(), any_work, as_of=day(400)).counts == (7, 10)
    in_care = replace(HALF_YEAR, sector="care")
    facts = [worker(1, job(10, sector="care"), known=300), worker(2, job(10, sector="logistics"), known=300)]
    assert kept_by_job_starters(facts, in_care, as_of=day(400)).counts == (1, 1)


def test_work_found_too_late_is_not_counted_within_the_time() -> None:
    late = worker("late", job(190), known=600)
    share = kept_by_all_starters([late], HALF_YEAR, job_within=Span(26, Unit.WEEKS), as_of=day(700))
    assert (share.counts, share.unknown) == ((0, 1), 0)


def test_curve_of_keeping_work_agrees_with_the_counted_share_when_all_is_known() -> None:
    facts = [fact for fact in cohort() if fact.key not in {"unknown", "never heard of"}]
    reading = job_loss(facts, HALF_YEAR, as_of=day(400)).open_at(182)
    share = kept_by_job_starters(facts, HALF_YEAR, as_of=day(400))
    assert reading is not None
    assert reading.value == pytest.approx(share.numerator / share.denominator, abs=1e-12)


def test_expected_to_last_multiplies_finding_and_keeping() -> None:
    facts = [worker(f"kept-{i}", job(10), known=300) for i in range(6)]
    facts += [worker(f"lost-{i}", job(10, 60), known=300) for i in range(2)]
    facts += [worker(f"none-{i}", known=300) for i in range(4)]
    estimate = expected_to_last(facts, HALF_YEAR, job_within=Span(26, Unit.WEEKS), as_of=day(400))
    assert estimate is not None
    # 8 of 12 found work, 6 of these 8 kept it: F x R = 1/2; V = F^2 R(1-R)/8 + R^2 F(1-F)/12.
    assert (estimate.people, estimate.events, estimate.percent) == (12, 6, 50)
    assert estimate.variance == pytest.approx((2 / 3) ** 2 * 3 / 128 + (3 / 4) ** 2 / 54, abs=1e-12)
    assert 0 <= estimate.interval.low <= estimate.value <= estimate.interval.high <= 1
    assert estimate.value == pytest.approx(8 / 12 * 6 / 8, abs=1e-12)

"""The forecast of people against hand calculation, and its range against programmes drawn person by person."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from doorstroom.monitoring.domain.forecast_people import (
    Inflow,
    Lasting,
    People,
    StartsNeeded,
    forecast_people,
    inflow_of,
    starts_needed,
)

TODAY = date(2026, 11, 23)


def people(rows: list[tuple[int, int, int]], lost: list[int] | None = None) -> People:
    """(days since the start, day of the job, day of leaving), -1 where not."""
    started, job, left = zip(*rows, strict=True)
    return People.of([TODAY - timedelta(days=d) for d in started], job, left, lost)


OLD = [(400, 100, 100)] * 50 + [(400, -1, 60)] * 50
"""Half of a hundred find work on day 100, the others stop on day 60."""


def test_everybody_on_the_way_has_a_chance_given_how_long_she_is_there():
    """After 80 days whoever might stop has stopped: work is certain, but for how roughly that is known."""
    found = forecast_people(people([*OLD, (80, -1, -1)]), as_of=TODAY, deadline=TODAY + timedelta(days=30), planned=[])
    assert found.done == 50
    assert found.numbers.mean == pytest.approx(51, abs=0.05)
    early = forecast_people(people([*OLD, (10, -1, -1)]), as_of=TODAY, deadline=TODAY + timedelta(days=95), planned=[])
    assert early.numbers.mean == pytest.approx(50.5, abs=0.01)
    too_soon = forecast_people(
        people([*OLD, (10, -1, -1)]), as_of=TODAY, deadline=TODAY + timedelta(days=80), planned=[]
    )
    assert too_soon.numbers.mean == pytest.approx(50, abs=1e-9)


def test_whoever_left_without_it_may_still_get_there():
    """All of a hundred left on day 60, and half of them found work on day 100: forty days after leaving."""
    rows = [(400, 100, 60)] * 50 + [(400, -1, 60)] * 50
    for one, days in (((80, -1, 60), 20), ((10, -1, -1), 90)):
        there = people([*rows, one])
        found, early = (
            forecast_people(there, as_of=TODAY, deadline=TODAY + timedelta(days=d), planned=[])
            for d in (days, days - 1)
        )
        assert (found.done, early.numbers.mean) == (50, pytest.approx(50, abs=1e-9))
        assert found.numbers.mean == pytest.approx(50.5, abs=0.01)


def test_planned_starts_count_when_there_is_time_to_find_work():
    plan = [(TODAY + timedelta(days=5), 20), (TODAY + timedelta(days=150), 40)]
    found = forecast_people(people(OLD), as_of=TODAY, deadline=TODAY + timedelta(days=200), planned=plan)
    assert found.planned == 60
    assert found.numbers.mean == pytest.approx(50 + 20 * 0.5, abs=0.01)
    assert not found.drifted


def test_inflow_goes_on_as_in_the_last_year():
    """Two starts a week: in 20 weeks 40 of them, of whom those of the first five weeks and a half can find work."""
    started = np.array([TODAY.toordinal() - 7 * w - 1 for w in range(52)] * 2)
    assert inflow_of(started, TODAY.toordinal()) == Inflow(2.0, 48, 1.0, (48, 48))
    rows = OLD + [(int(TODAY.toordinal() - d), -1, 1) for d in started]
    found = forecast_people(people(rows), as_of=TODAY, deadline=TODAY + timedelta(days=140))
    share = 50 / len(rows)
    assert found.numbers.mean == pytest.approx(50 + 2 * 6 * share, abs=0.1)


def test_lasting_jobs_need_their_term_before_the_deadline():
    lasting = Lasting(days=182, kept=0.8, job_starters=10**7)
    at_work = [(300, 200, 200)]  # began a hundred days ago: 82 to go
    found = forecast_people(
        people(at_work), as_of=TODAY, deadline=TODAY + timedelta(days=82), lasting=lasting, planned=[]
    )
    assert found.done == 0
    assert found.numbers.mean == pytest.approx(0.8 ** (82 / 182), abs=1e-4)
    late = forecast_people(
        people(at_work), as_of=TODAY, deadline=TODAY + timedelta(days=81), lasting=lasting, planned=[]
    )
    assert late.numbers.mean == 0
    done = forecast_people(
        people([(400, 200, 200)]), as_of=TODAY, deadline=TODAY + timedelta(days=9), lasting=lasting, planned=[]
    )
    assert (done.done, done.numbers.mean) == (1, 1)
    gone = forecast_people(
        people([(400, 200, 200)], lost=[300]),
        as_of=TODAY,
        deadline=TODAY + timedelta(days=300),
        lasting=lasting,
        planned=[],
    )
    assert gone.numbers.mean == 0


def test_so_many_starts_a_week_as_make_the_goal_likely_and_one_fewer_does_not():
    """Half of those who start find work on day 100; 165 days are left, so nine weeks of starts can still count."""
    deadline = TODAY + timedelta(days=165)
    there = people([(400 - 7 * (number % 40), *rest) for number, (_, *rest) in enumerate(OLD)])
    needed = starts_needed(there, as_of=TODAY, deadline=deadline, goal=100).per_week
    chances = []
    for per_week in (needed - 1, needed):
        plan = [(TODAY + timedelta(days=day), per_week) for day in range(3, 165, 7)]
        chances.append(forecast_people(there, as_of=TODAY, deadline=deadline, planned=plan).numbers.at_least(100))
    assert needed == 13
    assert chances[0] < chances[1]
    assert chances[1] == pytest.approx(0.8, abs=0.1)


def test_no_number_of_starts_helps_whoever_has_too_little_time():
    soon = TODAY + timedelta(days=90)
    assert starts_needed(people(OLD), as_of=TODAY, deadline=soon, goal=100) == StartsNeeded(None)
    assert starts_needed(people(OLD), as_of=TODAY, deadline=soon, goal=50) == StartsNeeded(0)


def test_nothing_is_forecast_for_a_day_that_has_come():
    with pytest.raises(ValueError, match="is not after 2026-11-23"):
        forecast_people(people(OLD), as_of=TODAY, deadline=TODAY)
    with pytest.raises(ValueError, match="one value a person"):
        People.of([TODAY], [1, 2], [1])


def test_without_anybody_nobody_is_expected():
    nobody = People.of([], [], [])
    assert forecast_people(nobody, as_of=TODAY, deadline=TODAY + timedelta(days=300)).numbers.range() == (0, 0)


# Programmes drawn person by person: 104 weeks, forecast half-way.

HALF, WHOLE = 52 * 7, 104 * 7


def drawn(rng: np.random.Generator, *, change: float = 1.0, batches: float = 2.0) -> People:
    """Starts in batches, work at a slowly rising rate, stopping at a falling one; of ten who stopped three find work
    later; 18 % loses work in half a year."""
    rate = 2.2
    weekly = []
    for week in range(104):
        mean = rate * (change if week >= 26 else 1.0)
        weekly.append(rng.negative_binomial(mean / (batches - 1), 1 / batches))
    started = np.repeat(np.arange(104) * 7, weekly) + rng.integers(0, 7, sum(weekly))
    n = started.size
    job = np.where(rng.random(n) < 0.7, (rng.gamma(4, 45, n)).astype(int) + 1, 10**6)
    stop = np.where(rng.random(n) < 0.5, rng.exponential(120, n).astype(int) + 1, 10**6)
    first = np.minimum(job, stop)
    left = np.where(first < 10**6, first, -1)
    after = rng.spawn(1)[0]
    later = np.where(after.random(n) < 0.3, stop + after.exponential(90, n).astype(int) + 1, -1)
    found = np.where(job <= stop, np.where(job < 10**6, job, -1), later)
    lost = np.where((found >= 0) & (rng.random(n) < 0.18), found + rng.integers(10, 182, n), -1)
    origin = TODAY.toordinal() - HALF
    return People(started + origin, found, left, lost)


def known(whole: People) -> People:
    """What is known half-way."""
    here = whole.started <= TODAY.toordinal()
    seen = TODAY.toordinal() - whole.started[here]

    def until(days: np.ndarray) -> np.ndarray:
        return np.where(days[here] <= seen, days[here], -1)

    return People(whole.started[here], until(whole.job), until(whole.left), until(whole.lost))


def reached(whole: People, day: int) -> int:
    found = (whole.job >= 0) & (whole.started + whole.job <= day)
    return int(found.sum())


def lasting_reached(whole: People, day: int) -> int:
    kept = (whole.job >= 0) & (whole.lost < 0) & (whole.started + whole.job + 182 <= day)
    return int(kept.sum())


def covered(count: int, *, lasting: bool) -> float:
    rng = np.random.default_rng(20261123)
    deadline = TODAY + timedelta(days=WHOLE - HALF)
    hits = 0
    for _ in range(count):
        whole = drawn(rng)
        seen = known(whole)
        norm = Lasting(days=182, kept=0.82, job_starters=max(5, reached(seen, TODAY.toordinal()))) if lasting else None
        low, high = forecast_people(seen, as_of=TODAY, deadline=deadline, lasting=norm).numbers.range(0.8)
        truth = lasting_reached(whole, deadline.toordinal()) if lasting else reached(whole, deadline.toordinal())
        hits += low <= truth <= high
    return hits / count


@pytest.mark.parametrize("lasting", [False, True])
def test_the_range_holds_eight_times_in_ten_in_200_programmes(lasting):
    assert 0.75 <= covered(200, lasting=lasting) <= 0.90


def test_a_break_in_the_inflow_is_flagged_and_a_steady_inflow_seldom():
    rng = np.random.default_rng(4)
    deadline = TODAY + timedelta(days=WHOLE - HALF)

    def flagged(change: float) -> int:
        return sum(
            forecast_people(known(drawn(rng, change=change)), as_of=TODAY, deadline=deadline).drifted for _ in range(60)
        )

    assert flagged(0.25) >= 54
    assert flagged(1.0) <= 9


@pytest.mark.parametrize("planned", [None, [(TODAY + timedelta(days=5), 200)]])
def test_many_people_are_counted_by_the_normal_curve_to_the_same_range(monkeypatch, planned):
    rng = np.random.default_rng(7)
    seen, norm = known(drawn(rng)), Lasting(days=182, kept=0.82, job_starters=60)
    deadline = TODAY + timedelta(days=WHOLE - HALF)
    exact = forecast_people(seen, as_of=TODAY, deadline=deadline, lasting=norm, planned=planned).numbers
    monkeypatch.setattr("doorstroom.monitoring.domain.forecast_people.MANY", 0)
    rough = forecast_people(seen, as_of=TODAY, deadline=deadline, lasting=norm, planned=planned).numbers
    assert rough.mean == pytest.approx(exact.mean, abs=0.1)
    assert rough.range() == pytest.approx(exact.range(), abs=1)


def test_work_of_which_nobody_knows_any_more_counts_for_as_long_as_it_was_known():
    """Began 200 days ago, last heard of after 100 days: 82 of 182 days are still to be known."""
    rows = people([(400, 200, 200)])
    silent = People(rows.started, rows.job, rows.left, rows.lost, rows.started * 0 + 300)
    norm = Lasting(days=182, kept=0.8, job_starters=10**7)
    found = forecast_people(silent, as_of=TODAY, deadline=TODAY + timedelta(days=82), lasting=norm, planned=[])
    assert (found.done, round(found.numbers.mean, 4)) == (0, round(0.8 ** (82 / 182), 4))

"""Pace, need and forecast of a goal; the range is checked against simulated programmes."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorstroom.monitoring.domain.forecast import Goal, GoalProgress, Pace, cumulative, progress
from doorstroom.monitoring.domain.sentences import goal_sentences, in_english

TODAY = date(2026, 11, 23)
GOAL = Goal(quantity=800, definition="finished/1", starts_on=date(2023, 1, 25), deadline=date(2027, 1, 25))


def weekly(goal: Goal, counts: list[int]) -> list[date]:
    """So many on the first day of each week of the goal."""
    return [goal.starts_on + timedelta(weeks=w) for w, count in enumerate(counts) for _ in range(count)]


def achtkracht() -> list[date]:
    """445: 269 in 148 weeks before the last year, and 176 in the last 52 weeks."""
    year = [3, 4, 3, 4, 3, 3, 4, 3, 3, 4, 3, 3, 4] * 4
    return weekly(GOAL, [*spread(269, 148), *year])


def spread(total: int, weeks: int) -> list[int]:
    return [(w + 1) * total // weeks - w * total // weeks for w in range(weeks)]


def test_achtkracht_is_far_behind_and_says_so() -> None:
    result = progress(GOAL, achtkracht(), as_of=TODAY)
    assert (result.done, result.remaining, result.weeks_left, result.needed_per_week) == (445, 355, 9.0, 40)
    assert result.pace is not None
    assert (result.pace.done, result.pace.weeks, result.pace.spread, result.pace.changed) == (176, 52, 1.0, False)
    assert result.forecast_on == date(2028, 11, 27)
    assert result.forecast_range == (date(2028, 9, 9), date(2029, 3, 3))
    assert result.at_deadline == (467, 484)
    assert result.chance == 0.0
    assert [s.code for s in goal_sentences(result)] == [
        "goal.standing", "goal.pace", "goal.forecast", "goal.behind"
    ]  # fmt: skip


def test_sentence_of_achtkracht_in_english() -> None:
    assert in_english(goal_sentences(progress(GOAL, achtkracht(), as_of=TODAY))) == (
        "445 of 800 on 2026-11-23; 355 to go until 2027-01-25. "
        "In the last 52 weeks the pace was 3.4 a week; 40 a week are needed from now on. "
        "At this pace the goal is reached around 2028-11-27, probably between 2028-09-09 and 2029-03-03. "
        "At this pace the deadline will not be met: by then it is 467 to 484 of 800."
    )


@pytest.mark.parametrize(
    ("counts", "as_of_week", "codes"),
    [
        ([4, 4, 4, 3] * 50, 150, ["goal.standing", "goal.pace", "goal.forecast", "goal.uncertain"]),
        ([5] * 200, 150, ["goal.standing", "goal.pace", "goal.forecast", "goal.on_course"]),
        ([5] * 200, 170, ["goal.reached"]),
        ([1] * 300, 209, ["goal.missed"]),
        ([5] * 7, 7, ["goal.standing", "goal.no_pace"]),
        ([5] * 40, 150, ["goal.standing", "goal.no_pace"]),
        ([6] * 90 + [1] * 60, 149, ["goal.standing", "goal.pace", "goal.forecast", "goal.behind"]),
        (
            [4] * 125 + [1] * 25,
            149,
            ["goal.standing", "goal.pace", "goal.forecast", "goal.behind", "goal.pace_changed"],
        ),
    ],
)
def test_which_sentences_are_said(counts: list[int], as_of_week: int, codes: list[str]) -> None:
    as_of = GOAL.starts_on + timedelta(weeks=as_of_week)
    assert [s.code for s in goal_sentences(progress(GOAL, weekly(GOAL, counts), as_of=as_of))] == codes


def test_what_was_reached_before_the_goal_began_or_later_is_not_counted() -> None:
    days = [GOAL.starts_on - timedelta(days=1), GOAL.starts_on, TODAY, TODAY + timedelta(days=1)]
    assert progress(GOAL, days, as_of=TODAY).done == 2


def test_batches_widen_the_range() -> None:
    even = progress(GOAL, weekly(GOAL, [2] * 150), as_of=GOAL.starts_on + timedelta(weeks=149))
    batch = progress(GOAL, weekly(GOAL, [*[0] * 11, 24] * 12 + [0] * 6), as_of=GOAL.starts_on + timedelta(weeks=149))
    assert even.pace is not None
    assert batch.pace is not None
    assert even.pace.spread == 1.0
    assert batch.pace.spread > 5
    assert even.at_deadline is not None
    assert batch.at_deadline is not None
    assert batch.at_deadline[1] - batch.at_deadline[0] > even.at_deadline[1] - even.at_deadline[0]


def test_a_pace_on_one_person_has_no_last_day() -> None:
    small = Goal(quantity=5, definition="finished/1", starts_on=GOAL.starts_on, deadline=GOAL.deadline)
    result = progress(small, [TODAY - timedelta(days=10)], as_of=TODAY)
    assert result.forecast_on == TODAY + timedelta(weeks=4 * 52)
    assert result.forecast_range is not None
    assert result.forecast_range[1] is None
    assert "goal.forecast.open" in [sentence.code for sentence in goal_sentences(result)]


def test_a_forecast_beyond_two_centuries_is_not_a_date() -> None:
    result = progress(GOAL, [TODAY - timedelta(days=back) for back in (10, 150, 300)], as_of=TODAY)
    assert (result.forecast_on, result.forecast_range) == (None, None)
    assert "goal.out_of_sight" in [sentence.code for sentence in goal_sentences(result)]


@given(st.lists(st.integers(0, 1300), max_size=80), st.integers(0, 1300))
def test_numbers_that_must_always_fit_together(offsets: list[int], today: int) -> None:
    as_of = GOAL.starts_on + timedelta(days=today)
    days = [GOAL.starts_on + timedelta(days=offset) for offset in offsets]
    result = progress(GOAL, days, as_of=as_of)
    assert result.done + result.remaining == GOAL.quantity
    assert cumulative(GOAL, days, as_of=as_of)[-1] == (as_of, result.done)
    assert result.chance is None or 0 <= result.chance <= 1
    if result.pace is not None:
        assert sum(result.pace.halves) <= result.pace.done
    if result.forecast_range is not None and result.forecast_on is not None:
        first, last = result.forecast_range
        assert first is not None
        assert as_of <= first <= result.forecast_on
        assert last is None or result.forecast_on <= last


@given(st.lists(st.integers(0, 1300), max_size=80), st.randoms(use_true_random=False))
def test_the_order_of_days_does_not_matter(offsets: list[int], random: object) -> None:
    days = [GOAL.starts_on + timedelta(days=offset) for offset in offsets]
    shuffled = list(days)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert progress(GOAL, days, as_of=TODAY) == progress(GOAL, shuffled, as_of=TODAY)


def simulated(rng: np.random.Generator, *, rate: float, dispersion: float, weeks: int) -> list[int]:
    """Weekly counts of mean `rate` and variance `dispersion` x rate."""
    if dispersion == 1:
        return [int(x) for x in rng.poisson(rate, weeks)]
    shape = rate / (dispersion - 1)
    return [int(x) for x in rng.negative_binomial(shape, 1 / dispersion, weeks)]


@pytest.mark.parametrize("dispersion", [1, 3])
def test_the_range_holds_eight_times_in_ten(dispersion: int) -> None:
    rng = np.random.default_rng(20261123)
    inside = 0
    for _ in range(400):
        counts = simulated(rng, rate=rng.uniform(1, 6), dispersion=dispersion, weeks=156)
        days = weekly(GOAL, counts)
        result = progress(GOAL, days, as_of=GOAL.starts_on + timedelta(weeks=104, days=-1))
        assert result.pace is not None
        low, high = result.pace.expected(52)
        inside += low <= sum(counts[104:]) <= high
    assert 0.75 <= inside / 400 <= 0.90


def test_a_break_in_the_pace_is_noticed_and_a_steady_one_is_not() -> None:
    rng = np.random.default_rng(7)
    as_of = GOAL.starts_on + timedelta(weeks=104, days=-1)

    def share_noticed(later: float) -> float:
        runs = [[int(x) for x in (*rng.poisson(5, 78), *rng.poisson(later, 26))] for _ in range(200)]
        found = [progress(GOAL, weekly(GOAL, run), as_of=as_of).pace for run in runs]
        return sum(pace is not None and pace.changed for pace in found) / 200

    assert share_noticed(later=2) >= 0.95
    assert share_noticed(later=5) <= 0.05


def test_expected_never_falls_below_what_is_there() -> None:
    assert Pace(done=1, weeks=8, spread=4.0, halves=(0, 1)).expected(10)[0] == 0.0


@pytest.mark.parametrize("quantity", [0, -3])
def test_a_goal_of_nothing_is_refused(quantity: int) -> None:
    with pytest.raises(ValueError, match="a goal is one or more"):
        Goal(quantity=quantity, definition="x/1", starts_on=TODAY, deadline=TODAY + timedelta(days=1))


def test_on_the_deadline_nothing_more_can_be_needed() -> None:
    result: GoalProgress = progress(GOAL, [], as_of=GOAL.deadline)
    assert (result.weeks_left, result.needed_per_week, result.forecast_on) == (0.0, None, None)

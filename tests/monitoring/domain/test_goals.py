"""How far a goal is, at which pace, and what is said of it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorstroom.monitoring.domain.forecast_people import People, PeopleForecast, StartsNeeded, forecast_people
from doorstroom.monitoring.domain.goals import Goal, GoalProgress, Pace, progress
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


def way_ahead(on_the_way: int = 20) -> PeopleForecast:
    """Half of a hundred got there on day 100, the others stopped on day 60; so many are at day 80 and will."""
    began = [TODAY - timedelta(days=400)] * 100 + [TODAY - timedelta(days=80)] * on_the_way
    there = People.of(began, [100] * 50 + [-1] * (50 + on_the_way), [100] * 50 + [60] * 50 + [-1] * on_the_way)
    return forecast_people(there, as_of=TODAY, deadline=GOAL.deadline, planned=[])


def test_achtkracht_is_far_behind() -> None:
    result = progress(GOAL, achtkracht(), as_of=TODAY)
    assert (result.done, result.remaining, result.weeks_left, result.needed_per_week) == (445, 355, 9.0, 40)
    assert (result.pace, result.at_pace_on) == (Pace(176, 52), date(2028, 11, 27))


def test_what_is_said_comes_from_the_people_and_the_pace_explains() -> None:
    assert in_english(goal_sentences(progress(GOAL, achtkracht(), as_of=TODAY), way_ahead())) == (
        "445 of 800 on 2026-11-23; 355 to go until 2027-01-25. "
        "Counted from the people themselves – who is on the way, and who will still start at the rate of the last"
        " year – it is 68 to 70 of 800 by 2027-01-25 in 8 cases out of 10. "
        "The chance to reach the goal in time is less than 1 in 100. "
        "In the last 52 weeks the pace was 3.4 a week; 40 a week are needed from now on. "
        "At that pace alone the goal would be reached around 2028-11-27."
    )


@pytest.mark.parametrize(
    ("counts", "as_of_week", "codes"),
    [
        ([4, 4, 4, 3] * 50, 150, ["goal.standing", "goal.too_early", "goal.pace", "goal.pace.day"]),
        ([5] * 200, 170, ["goal.reached"]),
        ([1] * 300, 209, ["goal.missed"]),
        ([5] * 7, 7, ["goal.standing", "goal.too_early"]),
        ([5] * 40, 150, ["goal.standing", "goal.too_early"]),
        ([5] * 40, 90, ["goal.standing", "goal.too_early", "goal.pace"]),
    ],
)
def test_which_sentences_are_said_without_a_forecast(counts: list[int], as_of_week: int, codes: list[str]) -> None:
    as_of = GOAL.starts_on + timedelta(weeks=as_of_week)
    assert [s.code for s in goal_sentences(progress(GOAL, weekly(GOAL, counts), as_of=as_of), None)] == codes


@pytest.mark.parametrize(
    ("quantity", "code"), [(55, "goal.chance.sure"), (70, "goal.chance"), (71, "goal.chance.none")]
)
def test_a_chance_near_nought_or_one_is_not_drawn_finer(quantity: int, code: str) -> None:
    goal = Goal(quantity=quantity, definition="job/1", starts_on=GOAL.starts_on, deadline=GOAL.deadline)
    assert goal_sentences(progress(goal, [], as_of=TODAY), way_ahead())[2].code == code


@pytest.mark.parametrize(
    ("needed", "told"),
    [
        (StartsNeeded(12), "To reach it in 8 cases out of 10 12 people a week would have to start from now on; in the"),
        (StartsNeeded(None), "More starts no longer make it 8 cases out of 10: too little time is left"),
    ],
)
def test_what_it_takes_stands_behind_the_chance(needed: StartsNeeded, told: str) -> None:
    said = goal_sentences(progress(GOAL, [], as_of=TODAY), way_ahead(), needed)
    assert said[2].code.startswith("goal.chance")
    assert in_english(said[3:4]).startswith(told)


def test_what_was_reached_before_the_goal_began_or_later_is_not_counted() -> None:
    days = [GOAL.starts_on - timedelta(days=1), GOAL.starts_on, TODAY, TODAY + timedelta(days=1)]
    assert progress(GOAL, days, as_of=TODAY).done == 2


def test_a_pace_that_needs_half_a_century_leads_to_no_day() -> None:
    result = progress(GOAL, [TODAY - timedelta(days=back) for back in (10, 150, 300)], as_of=TODAY)
    assert (result.pace, result.at_pace_on) == (Pace(3, 52), None)


@given(st.lists(st.integers(0, 1300), max_size=80), st.integers(0, 1300))
def test_numbers_that_must_always_fit_together(offsets: list[int], today: int) -> None:
    as_of = GOAL.starts_on + timedelta(days=today)
    days = [GOAL.starts_on + timedelta(days=offset) for offset in offsets]
    result = progress(GOAL, days, as_of=as_of)
    assert result.done + result.remaining == GOAL.quantity
    assert result.pace is None or result.pace.done <= result.done
    assert result.at_pace_on is None or result.at_pace_on > as_of


@given(st.lists(st.integers(0, 1300), max_size=80), st.randoms(use_true_random=False))
def test_the_order_of_days_does_not_matter(offsets: list[int], random: object) -> None:
    days = [GOAL.starts_on + timedelta(days=offset) for offset in offsets]
    shuffled = list(days)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert progress(GOAL, days, as_of=TODAY) == progress(GOAL, shuffled, as_of=TODAY)


@pytest.mark.parametrize("quantity", [0, -3])
def test_a_goal_of_nothing_is_refused(quantity: int) -> None:
    with pytest.raises(ValueError, match="a goal is one or more"):
        Goal(quantity=quantity, definition="x/1", starts_on=TODAY, deadline=TODAY + timedelta(days=1))


def test_on_the_deadline_nothing_more_can_be_needed() -> None:
    result: GoalProgress = progress(GOAL, [], as_of=GOAL.deadline)
    assert (result.weeks_left, result.needed_per_week, result.at_pace_on) == (0.0, None, None)

"""Where people are, where they got lost, and how long a stage takes."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from doorstroom.monitoring.domain.definitions import Span, Unit
from doorstroom.monitoring.domain.facts import ExitCause, TrajectoryFact
from doorstroom.monitoring.domain.stages import Rung, StageTime, conversion, ladder, time_in_stage
from doorstroom.monitoring.domain.survival import Median
from monitoring.domain.cohorts import LOCK, START, person

STAGES = ("nominated", "selected", "training", "apprenticeship")


def day(number: int) -> date:
    return START + timedelta(days=number)


def cohort() -> list[TrajectoryFact]:
    """Ten nominated: 2 not selected, 1 waits; 7 train, of whom 2 stop, 4 go on and 1 is still training."""
    facts = [person(f"no-{i}", started_on=None, stages={"nominated": 0}, withdrawn_on=day(10)) for i in range(2)]
    facts.append(person("waits", started_on=None, stages={"nominated": 0, "selected": 14}))
    to_training = {"nominated": 0, "selected": 14, "training": 30}
    facts += [person(f"stop-{i}", days=40 + i, cause=ExitCause.DROPOUT, stages=to_training) for i in range(2)]
    facts += [person(f"on-{i}", stages={**to_training, "apprenticeship": 170 + i}) for i in range(4)]
    return [*facts, person("trains", stages=to_training)]


def test_ladder_says_who_is_where_and_who_ended_there() -> None:
    assert ladder(cohort(), STAGES, as_of=day(400)) == (
        Rung(stage="nominated", reached=10, here=0, ended_here=2),
        Rung(stage="selected", reached=8, here=1, ended_here=0),
        Rung(stage="training", reached=7, here=1, ended_here=2),
        Rung(stage="apprenticeship", reached=4, here=4, ended_here=0),
    )
    assert [rung.went_on for rung in ladder(cohort(), STAGES, as_of=day(400))] == [8, 7, 4, 0]


def test_ladder_of_an_earlier_day() -> None:
    assert ladder(cohort(), STAGES, as_of=day(20))[:2] == (
        Rung(stage="nominated", reached=10, here=0, ended_here=2),
        Rung(stage="selected", reached=8, here=8, ended_here=0),
    )


def test_conversion_counts_reached_left_and_still_open() -> None:
    result = conversion(cohort(), "training", "apprenticeship", within=Span(20, Unit.WEEKS), as_of=day(400))
    assert (result.reached, result.left, result.still_open) == (4, 2, 1)
    assert result.estimate is not None
    assert (result.estimate.events, result.estimate.people, result.estimate.percent) == (1, 7, None)
    assert result.estimate.clock == "stage:training"
    assert abs(result.estimate.value - 1 / 7) <= 1e-12


def test_conversion_nobody_was_followed_for_has_no_estimate() -> None:
    assert (
        conversion(cohort(), "training", "apprenticeship", within=Span(20, Unit.WEEKS), as_of=day(100)).estimate is None
    )


def test_time_in_stage_counts_open_stages_for_as_long_as_they_last() -> None:
    # Stays: 10, 11 (stopped), 140, 141, 142, 143 (went on), 370 (still there): S = 3/7 from day 141 on,
    # 1/7 from day 143 on with 0.465 as its upper end, and 6/7 from day 10 on with 0.334 as its lower end.
    assert time_in_stage(cohort(), "training", ["apprenticeship"], as_of=day(400)) == StageTime(
        stage="training", people=7, still_open=1, median=Median(141, 10, 143)
    )


def test_median_not_reached_is_none_and_not_zero() -> None:
    facts = [person(i, stages={"training": 0}) for i in range(5)]
    result = time_in_stage(facts, "training", ["apprenticeship"], as_of=LOCK)
    assert (result.still_open, result.median) == (5, Median(None, None, None))


@given(st.lists(st.tuples(*[st.none() | st.integers(0, 300)] * 4, st.none() | st.integers(0, 300)), max_size=30))
def test_every_person_is_somewhere_once(rows: list[tuple[int | None, ...]]) -> None:
    facts = [
        person(
            i,
            days=end,
            cause=None if end is None else ExitCause.OTHER,
            stages={s: d for s, d in zip(STAGES, days, strict=True) if d is not None},
        )
        for i, (*days, end) in enumerate(rows)
    ]
    rungs = ladder(facts, STAGES, as_of=LOCK)
    assert sum(rung.here + rung.ended_here for rung in rungs) == sum(bool(fact.stages) for fact in facts)
    assert all(rung.went_on >= 0 for rung in rungs)

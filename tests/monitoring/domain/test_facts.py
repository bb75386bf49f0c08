"""Rows that cannot be true are refused, and a report of March comes out the same in June."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from doorstroom.monitoring.domain.definitions import (
    Clock,
    ClockStart,
    Definition,
    Outcome,
    Span,
    Unit,
    first_exit,
)
from doorstroom.monitoring.domain.facts import (
    Episode,
    ExitCause,
    FactError,
    FollowUp,
    JobSpell,
    TrajectoryFact,
    seen_on,
)
from monitoring.domain.cohorts import CARE_ROUTE, LOCK, START, person


def day(number: int) -> date:
    return START + timedelta(days=number)


@pytest.mark.parametrize(
    ("exited_on", "cause", "message"),
    [
        (day(-1), ExitCause.JOB, "before its start"),
        (day(5), None, 'record "unknown"'),
        (None, ExitCause.JOB, "a day and a cause, or neither"),
    ],
)
def test_episode_that_cannot_be_is_refused(exited_on: date | None, cause: ExitCause | None, message: str) -> None:
    with pytest.raises(FactError, match=message):
        Episode(START, exited_on, cause)


def test_job_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(FactError, match="a job cannot end"):
        JobSpell(started_on=day(5), ended_on=day(4))


def test_second_episode_needs_the_first_to_have_ended() -> None:
    with pytest.raises(FactError, match="close the earlier one first"):
        TrajectoryFact(key="7", programme="care", recorded_until=LOCK, episodes=(Episode(START), Episode(day(9))))


def test_reentry_keeps_the_first_start_and_takes_the_last_exit() -> None:
    episodes = (Episode(START, day(30), ExitCause.CARE), Episode(day(60), day(200), ExitCause.JOB))
    fact = TrajectoryFact(key="7", programme="care", recorded_until=LOCK, episodes=episodes)
    assert (fact.started_on, fact.exited_on, fact.exit_cause) == (START, day(200), ExitCause.JOB)


def test_a_day_beyond_what_is_recorded_is_refused() -> None:
    with pytest.raises(FactError, match=r"trajectory 7 is known until 2024-03-01 .* bring the facts up to date"):
        seen_on([person(7, recorded_until=date(2024, 3, 1))], date(2024, 3, 2))


def test_what_happened_later_has_not_happened_yet() -> None:
    fact = person(
        7,
        days=100,
        cause=ExitCause.JOB,
        stages={"intake": 0, "apprenticeship": 90},
        jobs=(JobSpell(started_on=day(20), ended_on=day(70)), JobSpell(started_on=day(95))),
        awarded_on=day(90),
        followups=(FollowUp(moment="week_4", due_on=day(128), observed_on=day(130), in_work=True),),
    )
    (then,) = seen_on([fact], day(60))
    assert (then.exited_on, then.exit_cause, then.awarded_on) == (None, None, None)
    assert then.stages == {"intake": START}
    assert then.jobs == (JobSpell(started_on=day(20)),)
    assert then.followups == (FollowUp(moment="week_4", due_on=day(128)),)
    assert seen_on([fact], day(130)) == (fact,)


def test_whoever_starts_later_is_not_there_yet() -> None:
    (then,) = seen_on([person(7, started_on=day(10))], day(9))
    assert then.started_on is None


@pytest.mark.parametrize(
    ("span", "days"),
    [
        (Span(20, Unit.WEEKS), 140),
        (Span(6, Unit.MONTHS), 182),
        (Span(12, Unit.MONTHS), 365),
        (Span(28, Unit.DAYS), 28),
    ],
)
def test_span_in_days(span: Span, days: int) -> None:
    assert (span.days, span.after(START)) == (days, day(days))


def test_the_job_somebody_came_with_is_not_an_outcome() -> None:
    moved = Definition(
        "new_job",
        1,
        (Outcome("job", job=True),),
        Clock(ClockStart.STARTED),
        Span(6, Unit.MONTHS),
    )
    old = JobSpell(started_on=day(-900), ended_on=day(60))
    assert first_exit(person(1, jobs=(old,)), moved, START) is None
    new = JobSpell(started_on=day(75))
    assert first_exit(person(1, jobs=(old, new)), moved, START) == (day(75), "job")


@pytest.mark.parametrize(
    ("days", "cause", "stages", "end"),
    [
        (None, None, {}, None),
        (30, ExitCause.DROPOUT, {}, (day(30), "stopped")),
        (30, ExitCause.EDUCATION, {}, (day(30), "other")),
        (30, ExitCause.UNKNOWN, {}, (day(30), "unknown")),
        (200, ExitCause.DROPOUT, {"apprenticeship": 140}, (day(140), "apprenticeship")),
        (140, ExitCause.DROPOUT, {"apprenticeship": 140}, (day(140), "stopped")),
    ],
)
def test_first_exit_wins_and_the_order_of_outcomes_breaks_ties(
    days: int | None, cause: ExitCause | None, stages: dict[str, int], end: tuple[date, str] | None
) -> None:
    assert first_exit(person(1, days=days, cause=cause, stages=stages), CARE_ROUTE, START) == end


def test_whoever_never_started_ends_on_the_day_that_was_clear() -> None:
    asked = Definition(
        "from_asked",
        1,
        (Outcome("started", stages=frozenset({"started"})),),
        Clock(ClockStart.STAGE, "nominated"),
        Span(13, Unit.WEEKS),
    )
    fact = person(1, started_on=None, stages={"nominated": 0}, withdrawn_on=day(12))
    assert first_exit(fact, asked, START) == (day(12), "other")


def test_clock_of_a_stage_names_it() -> None:
    assert Clock(ClockStart.STAGE, "nominated").code == "stage:nominated"
    with pytest.raises(ValueError, match="names it"):
        Clock(ClockStart.STAGE)
    with pytest.raises(ValueError, match="names it"):
        Clock(ClockStart.STARTED, "nominated")


@pytest.mark.parametrize("code", ["other", "unknown"])
def test_outcome_cannot_take_the_name_of_the_rest(code: str) -> None:
    with pytest.raises(ValueError, match="a name of its own"):
        Outcome(code, job=True)


def test_definition_needs_outcomes_that_differ() -> None:
    job = Outcome("job", job=True)
    with pytest.raises(ValueError, match="each with a code of its own"):
        Definition("jobs", 1, (job, job), Clock(ClockStart.STARTED), Span(1, Unit.DAYS))

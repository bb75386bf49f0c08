"""Small cohorts that the figures are checked on; every number a test asserts is stated in that test."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from doorstroom.monitoring.domain.definitions import Clock, ClockStart, Definition, Outcome, Span, Unit
from doorstroom.monitoring.domain.facts import Episode, ExitCause, TrajectoryFact

START = date(2024, 1, 1)
LOCK = date(2026, 11, 23)

CARE_ROUTE = Definition(
    code="first_20_weeks",
    version=1,
    outcomes=(
        Outcome("stopped", causes=frozenset({ExitCause.DROPOUT, ExitCause.CARE, ExitCause.MOVED})),
        Outcome("apprenticeship", stages=frozenset({"apprenticeship"})),
        Outcome("job", causes=frozenset({ExitCause.JOB})),
    ),
    clock=Clock(ClockStart.STARTED),
    horizon=Span(20, Unit.WEEKS),
)


def person(
    key: object,
    *,
    started_on: date | None = START,
    days: int | None = None,
    cause: ExitCause | None = None,
    stages: dict[str, int] | None = None,
    arm: str = "",
    recorded_until: date = LOCK,
    **more: object,
) -> TrajectoryFact:
    """Left after `days` for `cause`, or still there; `stages` in days after the start."""
    exited_on = None if days is None or started_on is None else started_on + timedelta(days=days)
    return TrajectoryFact(
        key=str(key),
        programme="care",
        arm=arm,
        recorded_until=recorded_until,
        episodes=(Episode(started_on, exited_on, cause),) if started_on else (),
        stages={s: (started_on or START) + timedelta(days=d) for s, d in (stages or {}).items()},
        **more,  # type: ignore[arg-type]
    )


def round_of(arm: str, size: int, *, stops: Sequence[int], apprentices: int, started_on: date) -> list[TrajectoryFact]:
    """`stops` are weeks in which somebody stopped; `apprentices` others go on to an apprenticeship in week 20."""
    people = [
        person(
            f"{arm}-{started_on}-stop-{i}",
            started_on=started_on,
            days=7 * week,
            cause=ExitCause.DROPOUT,
            arm=arm,
        )
        for i, week in enumerate(stops)
    ]
    for i in range(size - len(stops)):
        stages = {"apprenticeship": 140} if i < apprentices else {}
        people.append(person(f"{arm}-{started_on}-{i}", started_on=started_on, stages=stages, arm=arm))
    return people


def welthuis() -> list[TrajectoryFact]:
    """Two rounds on v1, 16 of 40 stopped; five rounds on v2, 19 of 120 stopped."""
    v1 = [
        round_of("v1", 20, stops=[1, 2, 2, 3, 4, 6, 9, 14], apprentices=9, started_on=date(2022, 2 + 7 * i, 7))
        for i in range(2)
    ]
    stops = [[1, 3, 8, 15], [2, 4, 11, 18], [1, 6, 12, 19], [3, 5, 10, 16], [2, 7, 20]]
    v2 = [
        round_of("v2", 24, stops=stops[i], apprentices=18, started_on=date(2023 + i // 2, 2 + 7 * (i % 2), 6))
        for i in range(5)
    ]
    return [fact for group in (*v1, *v2) for fact in group]

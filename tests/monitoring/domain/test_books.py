"""Flows, maturity and paths over columns are those of the rows."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings

from doorstroom.kernel.period import Period
from doorstroom.monitoring.domain.books import books, log_of, maturity, quarters
from doorstroom.monitoring.domain.columns import CAUSES, cohort, columns_of
from doorstroom.monitoring.domain.definitions import Clock, ClockStart, Definition, Outcome, Span, Unit
from doorstroom.monitoring.domain.eventlog import variants
from doorstroom.monitoring.domain.facts import Episode, ExitCause, TrajectoryFact
from doorstroom.monitoring.domain.flows import flow, months
from factories.histories import FIRST, LAST, people

YEAR = Period(FIRST, LAST + timedelta(days=1))
JOB = Definition(
    code="job", version=1, outcomes=(Outcome("job", causes=frozenset({ExitCause.JOB})),),
    clock=Clock(ClockStart.STARTED), horizon=Span(6, Unit.MONTHS),
)  # fmt: skip


@settings(deadline=None)
@given(people)
def test_the_books_balance_and_are_those_of_the_rows(facts):
    ours = books(columns_of(facts, recorded_until=LAST), months(YEAR))
    assert ours == [flow(facts, month) for month in months(YEAR)]
    for earlier, later in pairwise(ours):
        assert earlier.closing == later.opening


@settings(deadline=None)
@given(people, people)
def test_late_news_is_a_correction_and_never_changes_what_was_printed(reported, facts):
    now, then = (columns_of(rows, recorded_until=LAST) for rows in (facts, reported))
    ours = books(now, months(YEAR), then)
    assert ours[0] == flow(facts, months(YEAR)[0], reported)
    assert ours[0].closing == ours[0].opening + ours[0].corrections + ours[0].inflow - ours[0].outflow


def person(start, left=None, cause=None, stages=()):
    return TrajectoryFact(
        key="x", programme="p", recorded_until=date(2026, 11, 23), episodes=(Episode(start, left, cause),),
        stages=dict(stages),
    )  # fmt: skip


def test_a_cell_is_complete_once_everybody_has_had_the_time():
    """Of three starters in the first quarter two had a job within six months; the third started too late to say."""
    facts = [
        person(date(2026, 1, 5), date(2026, 5, 4), ExitCause.JOB),
        person(date(2026, 1, 5), date(2026, 2, 2), ExitCause.JOB),
        person(date(2026, 3, 30)),
        person(date(2026, 7, 6), date(2026, 8, 3), ExitCause.JOB),
    ]
    group = cohort(columns_of(facts, recorded_until=date(2026, 11, 23)), JOB, as_of=date(2026, 9, 1))
    rows = maturity(group, "job", quarters(date(2026, 1, 5), date(2026, 9, 1)), [1, 3, 6])
    assert [[(c.months, c.people, c.reached, c.complete) for c in row] for row in rows] == [
        [(1, 3, 1, True), (3, 3, 1, True), (6, 3, 2, False)],
        [],
        [(1, 1, 1, True)],
    ]


def test_paths_keep_the_order_of_the_model_on_one_day():
    day = date(2026, 1, 5)
    facts = [
        person(day, stages={"b": day, "a": day}),
        person(day, date(2026, 2, 2), ExitCause.JOB, {"a": day}),
        person(day, stages={"a": day, "b": day + timedelta(days=3)}),
    ]
    seen = columns_of(facts, recorded_until=date(2026, 11, 23)).seen(date(2026, 11, 23))
    found = variants(log_of(seen, ["a", "b"], [*(cause.value for cause in CAUSES), "not started"]))
    assert [(variant.activities, variant.cases) for variant in found] == [(("a", "b"), 2), (("a", "job"), 1)]

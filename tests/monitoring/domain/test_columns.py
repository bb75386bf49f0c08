"""Columns of days say what the rows say one by one, whatever the histories, the clock and the day."""

from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doorstroom.monitoring.domain.columns import cohort, columns_of, compare
from doorstroom.monitoring.domain.comparison import compare_versions
from doorstroom.monitoring.domain.definitions import Clock, ClockStart, Definition, Outcome, Span, Unit
from doorstroom.monitoring.domain.facts import ExitCause, FactError
from doorstroom.monitoring.domain.figures import cohort_curves, reached_within
from factories.histories import LAST, days, people

CLOCKS = [Clock(start) for start in ClockStart if start is not ClockStart.STAGE] + [Clock(ClockStart.STAGE, "b")]
OUTCOMES = (
    Outcome("stopped", causes=frozenset({ExitCause.DROPOUT})),
    Outcome("job", causes=frozenset({ExitCause.JOB}), job=True),
    Outcome("further", stages=frozenset({"a"}), award=True),
)


definitions = st.builds(
    lambda clock, weeks: Definition(
        code="d", version=1, outcomes=OUTCOMES, clock=clock, horizon=Span(weeks, Unit.WEEKS)
    ),
    st.sampled_from(CLOCKS),
    st.integers(1, 10),
)


@settings(deadline=None)
@given(people, definitions, days)
def test_shares_and_curves_are_those_of_the_rows(facts, definition, as_of):
    group = cohort(columns_of(facts, recorded_until=LAST), definition, as_of=as_of)
    ours, theirs = group.curves().curves.spells, cohort_curves(facts, definition, as_of=as_of).curves.spells
    assert sorted(zip(ours.until, ours.cause, strict=True)) == sorted(zip(theirs.until, theirs.cause, strict=True))
    for outcome in definition.exits:
        assert group.share(outcome) == reached_within(facts, definition, outcome, as_of=as_of)


@settings(deadline=None)
@given(people, definitions)
def test_versions_are_compared_as_the_rows_are(facts, definition):
    ours = compare(
        columns_of(facts, recorded_until=LAST),
        definition,
        "stopped",
        arms=("v2", "v1"),
        labels=("v2", "v1"),
        as_of=LAST,
    )
    theirs = compare_versions(facts, definition, "stopped", arms=("v2", "v1"), as_of=LAST)
    for name in ("outcome", "difference", "interval", "verdict", "timing", "visible_gap", "pace"):
        assert getattr(ours, name) == getattr(theirs, name)
    assert (ours.first.share, ours.second.share) == (theirs.first.share, theirs.second.share)


@given(people, st.booleans())
def test_an_arm_is_its_own_people(facts, first):
    arm = "v1" if first else "v2"
    alone = columns_of([fact for fact in facts if fact.arm == arm], recorded_until=LAST)
    picked = columns_of(facts, recorded_until=LAST).of_arm(arm)
    for name in ("started", "exited", "cause", "withdrawn", "awarded", "dismissed", "registered"):
        assert np.array_equal(getattr(picked, name), getattr(alone, name))
    assert np.array_equal(picked.jobs.who, alone.jobs.who)
    assert picked.returns == alone.returns


def test_a_day_beyond_what_is_known_is_refused():
    with pytest.raises(FactError, match="known until 2026-04-11 and cannot answer for 2026-04-12"):
        columns_of([], recorded_until=LAST).seen(LAST + timedelta(days=1))

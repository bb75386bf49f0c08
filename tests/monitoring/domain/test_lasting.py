"""Lasting work over columns is lasting work row by row."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doorstroom.monitoring.domain import lasting, sustained
from doorstroom.monitoring.domain.columns import NEVER, columns_of
from doorstroom.monitoring.domain.definitions import Span, Unit
from doorstroom.monitoring.domain.facts import Episode, ExitCause, FollowUp, JobSpell, TrajectoryFact

FIRST, LAST = date(2026, 1, 1), date(2026, 4, 11)
days = st.integers(0, 100).map(lambda n: FIRST + timedelta(days=n))


@st.composite
def rows(draw):
    start, end = draw(st.none() | days), draw(st.none() | days)
    episodes = ()
    if start:
        left = end if end and end >= start else None
        episodes = (Episode(start, left, ExitCause.JOB if left else None),)
    jobs = []
    for begin in draw(st.lists(days, max_size=4)):
        stop = draw(st.none() | st.integers(0, 40))
        jobs.append(
            JobSpell(
                started_on=begin,
                ended_on=None if stop is None else begin + timedelta(days=stop),
                hours_per_week=draw(st.sampled_from([None, 8, 24])),
            )
        )
    seen = draw(st.lists(st.tuples(days, st.none() | st.booleans()), max_size=2))
    followups = tuple(
        FollowUp(moment="m", due_on=day, observed_on=day if at_work is not None else None, in_work=at_work)
        for day, at_work in seen
    )
    return TrajectoryFact(
        key="x", programme="p", recorded_until=LAST, episodes=episodes, jobs=tuple(jobs), followups=followups
    )


def news_of(facts) -> lasting.News:
    heard = [(i, f.observed_on.toordinal()) for i, fact in enumerate(facts) for f in fact.followups if f.observed_on]
    table = np.array(heard, dtype=np.int64).reshape(-1, 2).T
    return lasting.News(table[0], table[1].astype(np.int32))


norms = st.builds(
    lambda span, gap: sustained.LastingWork(
        code="lasting_work", version=1, span=Span(span, Unit.DAYS), hours_per_week=12, supported=True,
        allowed_gap_days=gap, lag_days=3,
    ),
    st.integers(1, 30), st.integers(0, 12),
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(rows(), max_size=8), norms, days)
def test_tenures_and_shares_are_those_of_the_rows(facts, norm, as_of):
    columns = columns_of(facts, recorded_until=LAST)
    found = lasting.tenures(columns, news_of(facts), norm, as_of=as_of)
    for i, fact in enumerate(sustained.seen_on(facts, as_of)):
        work = sustained.tenure_of(fact, norm, as_of=as_of)
        ours = None if found.began[i] == NEVER else (found.began[i], found.days[i], bool(found.lost[i]))
        assert ours == (work and (work.began_on.toordinal(), work.days, work.lost))
    within = Span(30, Unit.DAYS)
    assert lasting.kept_by_job_starters(found, norm, as_of=as_of) == sustained.kept_by_job_starters(
        facts, norm, as_of=as_of
    )
    assert lasting.kept_by_all_starters(
        columns, found, norm, job_within=within, as_of=as_of
    ) == sustained.kept_by_all_starters(facts, norm, job_within=within, as_of=as_of)


@settings(deadline=None)
@given(st.lists(rows(), max_size=8), norms, days)
def test_what_is_expected_to_last_is_that_of_the_rows(facts, norm, as_of):
    columns, within = columns_of(facts, recorded_until=LAST), Span(30, Unit.DAYS)
    found = lasting.tenures(columns, news_of(facts), norm, as_of=as_of)
    ours = lasting.expected_to_last(columns, found, norm, job_within=within, as_of=as_of)
    assert ours == sustained.expected_to_last(facts, norm, job_within=within, as_of=as_of)


def test_a_norm_by_sector_is_not_for_columns():
    norm = sustained.LastingWork(
        code="x", version=1, span=Span(1, Unit.DAYS), hours_per_week=0, supported=True, sector="care"
    )
    columns = columns_of([], recorded_until=LAST)
    with pytest.raises(ValueError, match="asks for a sector"):
        lasting.tenures(columns, news_of([]), norm, as_of=LAST)

"""Work in a calendar quarter after leaving: by hand, and against a reading person by person on any histories."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorstroom.monitoring.domain.columns import columns_of
from doorstroom.monitoring.domain.facts import Episode, ExitCause, FollowUp, JobSpell, TrajectoryFact
from doorstroom.monitoring.domain.lasting import News
from doorstroom.monitoring.domain.quarters import at_work_in_quarter
from doorstroom.monitoring.domain.sustained import known_until

TODAY = date(2026, 11, 23)
LEFT = date(2025, 11, 30)  # the second quarter after it is April to June 2026, the fourth October to December


def someone(*jobs, asked=(), left=LEFT):
    end = (left, ExitCause.JOB) if left else (None, None)
    return TrajectoryFact(
        key="a", programme="p", arm="v1", recorded_until=TODAY, episodes=(Episode(date(2025, 1, 6), *end),),
        jobs=tuple(JobSpell(started_on=a, ended_on=b, hours_per_week=4) for a, b in jobs),
        followups=tuple(FollowUp(moment="x", due_on=d, observed_on=d, in_work=True) for d in asked),
    )  # fmt: skip


def share(people, after, on=TODAY):
    rows = [
        (who, f.observed_on.toordinal()) for who, fact in enumerate(people) for f in fact.followups if f.observed_on
    ]
    who, days = (np.array([row[i] for row in rows], dtype=np.int64) for i in (0, 1))
    columns = columns_of(people, recorded_until=TODAY)
    return at_work_in_quarter(columns, News(who, days.astype(np.int32)), after=after, lag_days=30, as_of=on)


@pytest.mark.parametrize(
    ("person", "worked", "unknown"),
    [
        (someone((date(2026, 6, 30), date(2026, 7, 1))), 1, 0),
        (someone((date(2026, 7, 1), None)), 0, 0),
        (someone((date(2025, 12, 1), date(2026, 4, 1))), 0, 1),
        (someone((date(2025, 12, 1), None)), 0, 1),
        (someone((date(2025, 12, 1), None), asked=[date(2026, 4, 1)]), 1, 0),
        (someone(asked=[date(2026, 6, 30)]), 0, 0),
    ],
    ids=["last day", "a day late", "ended before", "not heard of since", "heard of in it", "known until its end"],
)
def test_one_person(person, worked, unknown):
    found = share([person], 2)
    assert (found.numerator, found.denominator, found.unknown, found.running) == (worked, 1, unknown, 0)


def test_a_quarter_counts_once_news_of_it_is_in_and_whoever_is_there_still_is_no_leaver():
    people = [someone(), someone(left=None)]
    assert (share(people, 4).denominator, share(people, 4).running) == (0, 1)
    assert share(people, 2, on=date(2026, 7, 31)).denominator == 1
    assert share(people, 2, on=date(2026, 7, 30)).denominator == 0


DAYS = st.integers(0, 700).map(lambda n: date(2024, 12, 1) + timedelta(days=n))
JOBS = st.lists(st.tuples(DAYS, st.none() | st.integers(1, 200)), max_size=3).map(
    lambda rows: [(day, day + timedelta(days=long) if long else None) for day, long in rows]
)
PEOPLE = st.builds(
    lambda jobs, asked, left: someone(*jobs, asked=asked, left=left),
    JOBS,
    st.lists(DAYS, max_size=2),
    st.none() | DAYS.filter(lambda day: day >= date(2025, 1, 6)),
)


@given(st.lists(PEOPLE, max_size=6), st.sampled_from([2, 4]))
def test_as_a_reading_person_by_person(people, after):
    expected = [0, 0, 0]
    for fact in people:
        if fact.exited_on is None or fact.exited_on > TODAY:
            continue
        month = 3 * ((fact.exited_on.month - 1) // 3) + 3 * after
        first = date(fact.exited_on.year + month // 12, month % 12 + 1, 1)
        last = (first + timedelta(days=92)).replace(day=1) - timedelta(days=1)
        if last + timedelta(days=31) > TODAY:
            continue
        known = known_until(fact, TODAY)
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        there = any(
            job.started_on <= day <= known and (job.ended_on is None or day < job.ended_on)
            for job in fact.jobs
            for day in days
        )
        expected[0] += there
        expected[1] += 1
        expected[2] += not there and known < last
    found = share(people, after)
    assert [found.numerator, found.denominator, found.unknown] == expected

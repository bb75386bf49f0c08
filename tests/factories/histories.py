"""Any histories at all: leaving and coming back, jobs, stages and awards in whatever order of days."""

from datetime import date, timedelta

from hypothesis import strategies as st

from doorstroom.monitoring.domain.facts import Episode, ExitCause, JobSpell, TrajectoryFact

FIRST, LAST = date(2026, 1, 1), date(2026, 4, 11)
days = st.integers(0, 100).map(lambda n: FIRST + timedelta(days=n))


@st.composite
def rows(draw):
    edges = sorted(draw(st.lists(days, max_size=4, unique=True)))
    episodes = [
        Episode(start, *((end, draw(st.sampled_from(list(ExitCause)))) if end else (None, None)))
        for start, end in zip(edges[::2], [*edges[1::2], None], strict=False)
    ]
    jobs = [JobSpell(started_on=day, hours_per_week=24) for day in draw(st.lists(days, max_size=3))]
    return TrajectoryFact(
        key="x", programme="p", recorded_until=LAST, arm=draw(st.sampled_from(["v1", "v2"])), episodes=tuple(episodes),
        registered_on=FIRST, dismissal_on=draw(st.none() | days), jobs=tuple(jobs),
        withdrawn_on=None if episodes else draw(st.none() | days), awarded_on=draw(st.none() | days),
        stages={stage: draw(days) for stage in draw(st.sets(st.sampled_from(["a", "b"])))},
    )  # fmt: skip


people = st.lists(rows(), max_size=12)

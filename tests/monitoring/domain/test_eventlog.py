"""Paths through a process: a log worked out by hand, and what must hold for any log."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from doorstroom.monitoring.domain.eventlog import (
    MICROSECONDS,
    Log,
    Sojourn,
    Step,
    Summary,
    Variant,
    directly_follows,
    sojourn,
    summary,
    variants,
)

Event = tuple[str, str, int]

events = st.lists(
    st.tuples(st.sampled_from("pqr"), st.sampled_from(["intake", "start", "job"]), st.integers(0, 9)), max_size=40
)


def log(rows: list[Event]) -> Log:
    return Log.of(
        [case for case, _, _ in rows],
        [activity for _, activity, _ in rows],
        np.array([second * MICROSECONDS for *_, second in rows], dtype=np.int64),
    )


# Three people: a goes straight, b goes twice through intake, c the same as a; events are not in order of time.
BY_HAND = [
    ("a", "start", 10), ("a", "intake", 0), ("a", "job", 40),
    ("b", "intake", 0), ("b", "intake", 5), ("b", "start", 9),
    ("c", "intake", 100), ("c", "start", 130), ("c", "job", 140),
]  # fmt: skip


def test_summary_by_hand() -> None:
    # Durations 40, 9, 40: mean 29 2/3; squares of the deviations 106.7, 427.1, 106.7 over 2.
    found = summary(log(BY_HAND))
    assert found == Summary(3, 9, 3, 2, 3.0, 89 / 3, found.sd_duration_seconds)
    assert round(found.sd_duration_seconds or 0, 6) == round((961 / 3) ** 0.5, 6)


def test_variants_by_hand() -> None:
    assert variants(log(BY_HAND)) == (Variant(("intake", "start", "job"), 2), Variant(("intake", "intake", "start"), 1))


def test_directly_follows_by_hand() -> None:
    assert directly_follows(log(BY_HAND)) == (
        Step("intake", "start", 3, 44 / 3, 10.0),
        Step("start", "job", 2, 20.0, 20.0),
        Step("intake", "intake", 1, 5.0, 5.0),
    )


def test_sojourn_by_hand() -> None:
    assert sojourn(log(BY_HAND)) == (
        Sojourn("intake", 4, 4, 49 / 4, 7.5, 30.0),
        Sojourn("job", 2, 0, None, None, None),
        Sojourn("start", 3, 2, 20.0, 20.0, 30.0),
    )


def test_events_of_one_moment_keep_the_order_of_the_file() -> None:
    same = [("a", "start", 3), ("a", "intake", 3), ("a", "job", 3)]
    assert variants(log(same)) == (Variant(("start", "intake", "job"), 1),)


@given(events)
def test_nothing_is_lost(rows: list[Event]) -> None:
    made = log(rows)
    cases = {case for case, _, _ in rows}
    assert sum(variant.cases for variant in variants(made)) == len(cases)
    assert sum(variant.cases * len(variant.activities) for variant in variants(made)) == len(rows)
    assert sum(step.times for step in directly_follows(made)) == len(rows) - len(cases)
    assert {stay.activity: stay.events for stay in sojourn(made)} == Counter(activity for _, activity, _ in rows)


@given(events)
def test_equal_to_a_plain_walk_through_each_case(rows: list[Event]) -> None:
    paths: dict[str, list[tuple[int, str]]] = {}
    for case, activity, second in rows:
        paths.setdefault(case, []).append((second, activity))
    ordered = [sorted(path, key=lambda event: event[0]) for path in paths.values()]
    pairs = Counter((a[1], b[1]) for path in ordered for a, b in pairwise(path))
    assert {(step.after, step.to): step.times for step in directly_follows(log(rows))} == pairs
    counted = Counter(tuple(activity for _, activity in path) for path in ordered)
    assert {variant.activities: variant.cases for variant in variants(log(rows))} == counted


def test_an_empty_log() -> None:
    assert summary(log([])) == Summary(0, 0, 0, 0, None, None, None)
    assert (variants(log([])), directly_follows(log([])), sojourn(log([]))) == ((), (), ())

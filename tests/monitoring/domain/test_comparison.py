"""Which sentence is said about two versions, and when."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorstroom.monitoring.domain.comparison import (
    Timing,
    Verdict,
    compare_versions,
    people_needed,
    timing,
    verdict,
    visible_gap,
)
from doorstroom.monitoring.domain.facts import ExitCause, TrajectoryFact
from doorstroom.monitoring.domain.sentences import ENGLISH, comparison_sentences, in_english
from monitoring.domain.cohorts import CARE_ROUTE, LOCK, person, welthuis
from monitoring.domain.test_proportions import share

DAY = date(2024, 1, 1)


def arm(label: str, stopped: int, size: int, *, started_on: date = DAY, unknown: int = 0) -> list[TrajectoryFact]:
    causes = [ExitCause.DROPOUT] * stopped + [ExitCause.UNKNOWN] * unknown
    facts = [
        person(f"{label}-{i}", started_on=started_on, days=30, cause=cause, arm=label) for i, cause in enumerate(causes)
    ]
    rest = range(len(causes), size)
    return facts + [person(f"{label}-{i}", started_on=started_on, arm=label) for i in rest]


def text(facts: list[TrajectoryFact], *, as_of: date = LOCK) -> str:
    result = compare_versions(facts, CARE_ROUTE, "stopped", arms=("v2", "v1"), as_of=as_of)
    return in_english(comparison_sentences(result, CARE_ROUTE))


def test_welthuis_v2_against_v1() -> None:
    result = compare_versions(welthuis(), CARE_ROUTE, "stopped", arms=("v2", "v1"), as_of=LOCK)
    assert result.difference == pytest.approx(19 / 120 - 16 / 40)
    assert result.interval is not None
    assert (round(result.interval.low, 3), round(result.interval.high, 3)) == (-0.405, -0.086)
    assert (result.verdict, result.timing) == (Verdict.NOT_CHANCE, Timing.NOT_SAME_TIME)
    assert result.pace.observed == (19, 16)
    assert result.pace.p < 0.01
    assert text(welthuis()) == (
        "With v2, 19 of 120 people stopped in the first 20 weeks (16%, between 10 and 23%). "
        "With v1 it was 16 of 40 (40%, between 26 and 55%). "
        "That difference is probably not chance; the rounds were not at the same time."
    )


def test_a_gap_that_may_be_chance_says_how_large_it_should_be() -> None:
    facts = arm("v2", 7, 25) + arm("v1", 10, 25)
    assert text(facts) == (
        "With v2, 7 of 25 people stopped in the first 20 weeks (28%, between 14 and 48%). "
        "With v1 it was 10 of 25 (40%, between 23 and 59%). "
        "That difference may be chance: with so many people only a gap of about 38 percentage points shows."
    )


def test_fewer_than_ten_people_get_counts_and_no_verdict() -> None:
    assert text(arm("v2", 0, 9) + arm("v1", 40, 40)) == (
        "With v2, 0 of 9 people stopped in the first 20 weeks: too few people for a percentage. "
        "With v1 it was 40 of 40 (100%, between 91 and 100%). "
        "There are too few people to say whether that is a difference."
    )


def test_unknown_outcomes_can_undo_a_difference() -> None:
    facts = arm("v2", 2, 40, unknown=15) + arm("v1", 14, 40)
    assert text(facts) == (
        "With v2, 2 of 40 people stopped in the first 20 weeks (5%, between 1 and 58%). "
        "With v1 it was 14 of 40 (35%, between 22 and 50%). "
        "Whether that is a difference depends on the people whose outcome is unknown; find these out first. "
        "With v2 the outcome of 15 people is unknown; the percentage counts them as not reached,"
        " and the upper end as reached."
    )


def test_running_people_are_named_and_an_empty_arm_has_no_verdict() -> None:
    as_of = DAY + timedelta(days=150)
    facts = arm("v2", 0, 24, started_on=DAY + timedelta(days=100)) + arm("v1", 3, 12)
    assert text(facts, as_of=as_of) == (
        "With v2 nobody has been followed long enough yet. "
        "With v1 it was 3 of 12 (25%, between 9 and 53%). "
        "24 people with v2 have not come that far and are not counted."
    )


def test_an_arm_nobody_was_in_is_empty_and_not_an_error() -> None:
    result = compare_versions(arm("v1", 3, 12), CARE_ROUTE, "stopped", arms=("v2", "v1"), as_of=LOCK)
    assert (result.difference, result.interval, result.visible_gap) == (None, None, None)
    assert (result.verdict, result.pace.p) == (Verdict.TOO_FEW, 1.0)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ([0, 10, 20], [5, 15, 25], Timing.SAME_TIME),
        ([0, 10, 20], [20, 30, 40], Timing.PARTLY),
        ([0, 10], [11, 30], Timing.NOT_SAME_TIME),
        ([0], [0], Timing.SAME_TIME),
        ([], [0], Timing.NOT_SAME_TIME),
        ([0, 100], [40, 60], Timing.PARTLY),
    ],
)
def test_timing(first: list[int], second: list[int], expected: Timing) -> None:
    assert timing(*([DAY + timedelta(days=d) for d in days] for days in (first, second))) == expected


def test_power_line_of_the_textbook() -> None:
    assert people_needed(0.6, 0.7) == 354
    assert round(visible_gap((15, 25), (15, 25)), 2) == 0.39


counts = st.tuples(st.integers(0, 60), st.integers(0, 60), st.integers(0, 20))


@given(counts, counts)
def test_verdict_is_the_same_from_both_sides(a: tuple[int, int, int], b: tuple[int, int, int]) -> None:
    first, second = (share(k, k + more + u, unknown=u) for k, more, u in (a, b))
    assert verdict(first, second) == verdict(second, first)
    if verdict(first, second) is Verdict.NOT_CHANCE:
        assert first.percent is not None
        assert second.percent is not None
        assert first.numerator * second.denominator != second.numerator * first.denominator


def test_every_sentence_that_can_be_said_has_its_text() -> None:
    codes = {f"difference.{v}.{t}" for v in (Verdict.NOT_CHANCE, Verdict.MAY_BE_CHANCE) for t in Timing}
    codes |= {f"difference.{v}" for v in (Verdict.TOO_FEW, Verdict.DEPENDS_ON_UNKNOWN)}
    units = ["stopped.weeks", "reached.weeks", "reached.months", "other_arm"]
    codes |= {f"share.{unit}{few}" for unit in units for few in ("", ".few")}
    assert codes <= set(ENGLISH)

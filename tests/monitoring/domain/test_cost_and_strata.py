"""Costs and mirrors against hand calculation, published intervals and simulation."""

from __future__ import annotations

from datetime import date

import pytest

from doorstroom.monitoring.domain.cost import (
    Additional,
    Amount,
    Kind,
    cost_per_additional_job,
    per_lasting_job,
    spent,
)
from doorstroom.monitoring.domain.proportions import Interval, Proportion
from doorstroom.monitoring.domain.strata import POOLED, adjusted_for_mix, katz, mirror_of, pooled


def amount(name: str, cents: int | None, kind: Kind = Kind.COST, payer: str = "municipality") -> Amount:
    return Amount(name=name, kind=kind, payer=payer, cents=cents)


def lasting(reached: int, people: int, running: int = 0, unknown: int = 0) -> Proportion:
    return Proportion(
        definition="sustained/1", numerator=reached, denominator=people, clock="started", horizon="6 + 12 months",
        running=running, unknown=unknown, as_of=date(2026, 11, 23),
    )  # fmt: skip


def test_sums_by_payer_less_subsidies_employers_apart_and_the_unknown_named():
    found = spent([
        amount("coaching", 900_00), amount("school", 300_00, payer="UWV"), amount("travel", 100_00),
        amount("ESF+", 200_00, Kind.SUBSIDY, "ESF+"), amount("guidance", 50_00, Kind.EMPLOYER, "employers"),
        amount("rooms", None), amount("hours at work", None, Kind.EMPLOYER, "employers"),
    ])  # fmt: skip
    assert (found.gross, found.net, found.employers) == (1300_00, 1100_00, 50_00)
    assert found.by_payer == {"UWV": 300_00, "municipality": 1000_00}
    assert found.unknown == ("hours at work", "rooms")


def test_a_lasting_job_costs_between_what_the_ends_of_its_share_give():
    """12 of 30: Wilson runs from 24.59 to 57.68 %, of 30 people that is 7.377 to 17.303 jobs."""
    found = per_lasting_job(27_000_000, lasting(12, 30))
    assert found.cents == 2_250_000
    assert pytest.approx(27_000_000 / found.interval.high, abs=0.002) == 30 * 0.2459
    assert pytest.approx(27_000_000 / found.interval.low, abs=0.002) == 30 * 0.5768


@pytest.mark.parametrize("share", [lasting(8, 20, running=1), lasting(4, 9), lasting(0, 20), lasting(0, 0)])
def test_no_cost_of_a_job_while_some_are_under_way_or_of_few_or_without_a_job(share):
    assert per_lasting_job(1_000_000_00, share) is None


def test_an_additional_job_has_a_cost_only_when_there_is_an_effect():
    assert cost_per_additional_job(1_000_000_00, 400, 0.05, Interval(-0.01, 0.11)) == Additional(
        None, None, "effect_may_be_nought"
    )
    assert cost_per_additional_job(1_000_000_00, 400, -0.1, Interval(-0.2, -0.01)).why_not == "fewer_jobs"
    found = cost_per_additional_job(1_000_000_00, 400, 0.1, Interval(0.05, 0.2))
    assert found == Additional(25_000_00, Interval(12_500_00, 50_000_00))


# Mirrors


def test_ratio_of_two_shares_on_the_log_scale():
    """36/40 against 16/80 is 4.5: by hand log 4.5 +- 1.96 sqrt(1/36 - 1/40 + 1/16 - 1/80)."""
    found = katz((36, 40), (16, 80))
    assert (round(found.low, 2), round(found.high, 2)) == (2.87, 7.06)
    assert katz((0, 10), (0, 20)) is None
    assert katz((0, 20), (10, 20)).high < 1


def test_access_by_group_beside_the_group_that_passes_most():
    found = mirror_of({"lower": (18, 60), "middle": (36, 60), "": (2, 6)})
    lower, middle = found.groups
    assert (found.reference, found.unknown, found.unknown_share) == ("middle", 6, 6 / 126)
    assert (lower.share, lower.ratio, lower.prompt) == (0.3, 0.5, True)
    assert (middle.ratio, middle.prompt) == (None, False)
    assert lower.gap.high < 0


def test_a_difference_that_can_be_chance_is_no_prompt():
    found = mirror_of({"lower": (5, 12), "middle": (8, 12)})
    assert [(g.ratio, g.prompt) for g in found.groups] == [(pytest.approx(0.625), False), (None, False)]


def test_small_groups_are_taken_together_and_a_last_few_are_not_shown():
    assert pooled({"a": 30, "b": 4, "c": 7}) == {"a": 30, POOLED: 11}
    found = mirror_of({"a": (10, 30), "b": (4, 4), "c": (1, 7)})
    assert [(g.group, g.passed, g.people) for g in found.groups] == [("a", 10, 30), (POOLED, 5, 11)]
    assert [g.group for g in mirror_of({"a": (10, 30), "b": (4, 4)}).groups] == ["a"]
    assert mirror_of({}).groups == ()


def test_result_less_what_the_mix_of_people_gives():
    """Before: 20 % of the one group and 60 % of the other. Now 30 and 10 of them: 12 expected, 15 came."""
    before = {"far": (20, 100), "near": (60, 100)}
    now = {"far": (9, 30), "near": (6, 10), "new": (1, 3)}
    found = adjusted_for_mix(now, before)
    assert (found.observed, found.expected, found.people, found.without) == (15, pytest.approx(12), 40, 3)
    assert not found.difference.excludes(0.0)
    better = adjusted_for_mix({"far": (24, 30)}, before)
    assert better.difference.low > 0
    assert adjusted_for_mix({"new": (1, 3), "": (1, 3)}, before) is None


def test_groups_that_were_small_before_stand_together_and_a_last_few_are_left_out():
    before = {"far": (20, 100), "a": (3, 6), "b": (3, 6), "": (5, 40)}
    found = adjusted_for_mix({"far": (4, 10), "a": (3, 4), "": (9, 9)}, before)
    assert (found.observed, found.expected, found.people, found.without) == (7, pytest.approx(4), 14, 9)
    alone = adjusted_for_mix({"far": (4, 10), "a": (3, 4)}, {"far": (20, 100), "a": (3, 6)})
    assert (alone.people, alone.without) == (10, 4)


def test_same_rates_with_an_easier_mix_are_no_better_result():
    """Everybody near: the plain share rises from 40 to 60 %, the result for these people is the same."""
    before = {"far": (20, 100), "near": (60, 100)}
    found = adjusted_for_mix({"near": (24, 40)}, before)
    assert (found.observed, found.expected) == (24, 24)

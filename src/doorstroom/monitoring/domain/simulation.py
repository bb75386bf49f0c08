"""How many must start, with how many coaches and places, to reach so many lasting jobs by a day?

Somebody who starts finds work, stops, or is still on the way, week after week, at the rates that were measured.
Work counts when it has lasted a number of weeks; so whoever starts it too late for that before the day cannot
count, and neither can whoever starts the programme too late to find it in time. From these rates follow the
chances of every number of lasting jobs for a plan of starts, and from those the smallest plan that reaches the
target with a given chance. Coaches and places follow from the busiest week.

Nothing is drawn at random: the chances are exact (forecast_counts), and how roughly the rates are known counts
as well. The assumptions: rates stay as measured, people do not influence one another, and a job that is lost is
lost at a steady rate within the weeks it has to last.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from math import ceil

import numpy as np

from doorstroom.monitoring.domain.forecast_counts import (
    Complexes,
    Floats,
    Numbers,
    circle,
    likely_shares,
    numbers,
    sure_people,
)

CHANCES = (0.5, 0.8, 0.95)
PEAK = 0.9
"""Coaches and places are enough in nine of ten cases in the busiest week."""

MOST_STARTS = 1 << 16


@dataclass(frozen=True, kw_only=True)
class Band:
    """In weeks `first`..`last` since the start: of `person_weeks` seen, so many found work, so many stopped."""

    first: int
    last: int
    person_weeks: float
    job: int
    stopped: int


@dataclass(frozen=True, kw_only=True)
class Rates:
    """Measured on `people` who started. Of `job_starters` a part `kept` work for `lasting_weeks`."""

    people: int
    bands: tuple[Band, ...]
    kept: float
    job_starters: int
    lasting_weeks: int
    job_factor: float = 1.0
    stop_factor: float = 1.0

    @cached_property
    def inside(self) -> Floats:
        """Share still on the way after 0, 1, 2, ... weeks."""
        return np.concatenate([[1.0], np.cumprod(1 - np.minimum(1.0, self._weekly.sum(axis=0)))])

    @cached_property
    def found(self) -> Floats:
        """Share that found work within 0, 1, 2, ... weeks, other ways to leave competing."""
        scale = np.maximum(1.0, self._weekly.sum(axis=0))
        return np.concatenate([[0.0], np.cumsum(self.inside[:-1] * self._weekly[0] / scale)])

    @cached_property
    def _weekly(self) -> Floats:
        rates = np.zeros((2, self.bands[-1].last))
        for band in self.bands:
            weeks = slice(band.first - 1, band.last)
            rates[0, weeks] = band.job * self.job_factor / band.person_weeks
            rates[1, weeks] = band.stopped * self.stop_factor / band.person_weeks
        return rates

    def found_within(self, weeks: int) -> float:
        return 0.0 if weeks < 0 else float(self.found[min(weeks, self.found.size - 1)])

    def inside_after(self, weeks: int) -> float:
        """Beyond the last week that was measured nobody is on the way any more."""
        return 0.0 if weeks < 0 or weeks >= self.inside.size - 1 else float(self.inside[weeks])


@dataclass(frozen=True)
class Group:
    """People at one point: who started, or who began to work, so many whole weeks ago."""

    weeks_ago: int
    people: int


@dataclass(frozen=True, kw_only=True)
class Capacity:
    """`caseload` people a coach; a place for each person in weeks `place_from`..`place_until` of the route."""

    caseload: int | None = None
    place_from: int = 1
    place_until: int | None = None
    coaches: int | None = None
    places: int | None = None

    @property
    def limits(self) -> bool:
        """Coaches or places that there are limit the starts only where it is known what a person takes."""
        return bool(self.coaches and self.caseload) or bool(self.places and self.place_until)


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """The state on `as_of`: lasting jobs so far, people at work and on the way, and when groups can start.

    Groups start from `first_start` on, every `every_weeks`, as long as that can still count; `most_groups` ends
    it earlier.
    """

    as_of: date
    reached: int
    on_the_way: tuple[Group, ...]
    at_work: tuple[Group, ...]
    first_start: date
    every_weeks: int
    rates: Rates
    capacity: Capacity
    most_groups: int | None = None

    def starts(self, deadline: date) -> list[date]:
        """The days on which a group can start and somebody of it can still count."""
        days: list[date] = []
        day = self.first_start
        while day < deadline and (self.most_groups is None or len(days) < self.most_groups):
            if self.rates.found_within(_weeks(day, deadline) - self.rates.lasting_weeks) <= 0:
                break
            days.append(day)
            day += timedelta(weeks=self.every_weeks)
        return days


def _weeks(start: date, end: date) -> int:
    return (end - start).days // 7


@dataclass(frozen=True, kw_only=True)
class Plan:
    """So many people a start, and what comes of it. `chance` is that of reaching the target."""

    a_start: int
    starts: int
    chance: float
    expected: float
    range80: tuple[int, int]
    busiest_on: date | None
    inside: int
    coaches: int | None
    places: int | None

    @property
    def people(self) -> int:
        return self.a_start * self.starts


@dataclass(frozen=True, kw_only=True)
class Answer:
    """`needed` holds a plan for each chance asked, None where no number of starts is enough any more."""

    target: int
    deadline: date
    scenario: Scenario
    last_start: date | None
    without: Plan
    needed: dict[float, Plan | None]
    possible: Plan | None


def simulate(scenario: Scenario, target: int, deadline: date) -> Answer:
    """The plans that reach `target` by `deadline`, and with coaches or places given, the largest that fits."""
    if deadline <= scenario.as_of:
        raise ValueError(f"the deadline {deadline} is not after {scenario.as_of}; nothing can be planned any more")
    days = scenario.starts(deadline)
    chances = _Chances(scenario, deadline, days, _enough_points(scenario, target, deadline, days))
    return Answer(
        target=target,
        deadline=deadline,
        scenario=scenario,
        last_start=days[-1] if days else None,
        without=_plan(scenario, chances, 0, target, days),
        needed={c: _smallest(scenario, chances, c, target, days) for c in CHANCES},
        possible=_largest(scenario, chances, target, days) if scenario.capacity.limits and days else None,
    )


class _Chances:
    """Chances of each number of lasting jobs, for any number of people a start.

    What one person a start adds is worked out once; a plan of k a start is its k-th power.
    """

    def __init__(self, scenario: Scenario, deadline: date, days: Sequence[date], most_a_start: int) -> None:
        self.most_a_start = most_a_start
        self._already = scenario.reached
        self._known: dict[int, Numbers] = {}
        now = [*scenario.on_the_way, *scenario.at_work]
        points = circle(sum(group.people for group in now) + most_a_start * len(days))
        self._fixed: list[Complexes] = []
        self._one_more: list[Complexes] = []
        for factor, kept in _likely_rates(scenario.rates):
            sizes, chances = _people_now(scenario, deadline, factor, kept)
            self._fixed.append(sure_people(points, sizes, chances))
            later = [factor * kept * _in_time(scenario.rates, day, deadline) for day in days]
            self._one_more.append(sure_people(points, [1.0] * len(days), later))

    def of(self, a_start: int) -> Numbers:
        if a_start not in self._known:
            logs = [fixed + a_start * more for fixed, more in zip(self._fixed, self._one_more, strict=True)]
            self._known[a_start] = numbers(logs, self._already)
        return self._known[a_start]


def _likely_rates(rates: Rates) -> list[tuple[float, float]]:
    """Equally likely pairs: a factor on the share that finds work, and the share that keeps it."""
    found = float(rates.found[-1])
    shares = likely_shares(found, rates.people) if found else np.zeros(1)
    return [(s / found if found else 0.0, k) for s in shares for k in likely_shares(rates.kept, rates.job_starters)]


def _in_time(rates: Rates, start: date, deadline: date) -> float:
    return rates.found_within(_weeks(start, deadline) - rates.lasting_weeks)


def _people_now(scenario: Scenario, deadline: date, factor: float, kept: float) -> tuple[list[float], list[float]]:
    """Who is on the way or at work already, each with the chance of a lasting job by the deadline."""
    rates, left = scenario.rates, _weeks(scenario.as_of, deadline)
    sizes, chances = [], []
    for group in scenario.on_the_way:
        inside = rates.inside_after(group.weeks_ago)
        before = rates.found_within(group.weeks_ago)
        later = rates.found_within(group.weeks_ago + left - rates.lasting_weeks) - before
        sizes.append(float(group.people))
        chances.append(min(1.0, factor * max(0.0, later) / inside) * kept if inside else 0.0)
    for group in scenario.at_work:
        to_go = max(0, rates.lasting_weeks - group.weeks_ago)
        sizes.append(float(group.people))
        chances.append(kept ** (to_go / rates.lasting_weeks) if to_go <= left else 0.0)
    return sizes, chances


def _enough_points(scenario: Scenario, target: int, deadline: date, days: Sequence[date]) -> int:
    """More people a start than the largest plan could ask, so that chances never run into one another."""
    rates = scenario.rates
    each = sum(rates.kept * _in_time(rates, day, deadline) for day in days)
    wanted = max(0, target - scenario.reached)
    most = MOST_STARTS // len(days) if days else 0
    return min(most, ceil(3 * wanted / each) + 20) if each > 0 else min(most, 20)


def _smallest(scenario: Scenario, chances: _Chances, wanted: float, target: int, days: Sequence[date]) -> Plan | None:
    low, high = 0, chances.most_a_start
    if chances.of(high).at_least(target) < wanted:
        return None
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if chances.of(middle).at_least(target) >= wanted else (middle + 1, high)
    return _plan(scenario, chances, low, target, days)


def _largest(scenario: Scenario, chances: _Chances, target: int, days: Sequence[date]) -> Plan:
    """The most people a start for whom the coaches and places suffice."""
    low, high = 0, chances.most_a_start
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if _fits(scenario, middle, days) else (low, middle - 1)
    return _plan(scenario, chances, low, target, days)


def _fits(scenario: Scenario, a_start: int, days: Sequence[date]) -> bool:
    capacity = scenario.capacity
    inside, places, _ = _busiest(scenario, a_start, days)
    coaches = _coaches(capacity, inside)
    enough_coaches = capacity.coaches is None or coaches is None or coaches <= capacity.coaches
    return enough_coaches and (capacity.places is None or places is None or places <= capacity.places)


def _plan(scenario: Scenario, chances: _Chances, a_start: int, target: int, days: Sequence[date]) -> Plan:
    found = chances.of(a_start)
    inside, places, when = _busiest(scenario, a_start, days)
    return Plan(
        a_start=a_start,
        starts=len(days),
        chance=found.at_least(target),
        expected=found.mean,
        range80=found.range(0.8),
        busiest_on=when,
        inside=inside,
        coaches=_coaches(scenario.capacity, inside),
        places=places,
    )


def _coaches(capacity: Capacity, inside: int) -> int | None:
    return ceil(inside / capacity.caseload) if capacity.caseload else None


def _busiest(scenario: Scenario, a_start: int, days: Sequence[date]) -> tuple[int, int | None, date | None]:
    """People inside and places in use in the busiest week, enough in nine cases of ten, and its first day."""
    capacity, rates = scenario.capacity, scenario.rates
    weeks = _weeks(scenario.as_of, days[-1]) + rates.inside.size if days else rates.inside.size
    ages = np.array([-group.weeks_ago for group in scenario.on_the_way] + [_weeks(scenario.as_of, d) for d in days])
    sizes = np.array([group.people for group in scenario.on_the_way] + [a_start] * len(days), dtype=float)
    now = np.array([rates.inside_after(g.weeks_ago) for g in scenario.on_the_way] + [1.0] * len(days))
    since = np.arange(weeks)[:, None] - ages[None, :]
    curve = np.append(rates.inside[:-1], 0.0)
    there = np.where(since >= 0, curve[np.clip(since, 0, curve.size - 1)], 0.0) / np.maximum(now, 1e-12)
    if not sizes.any():
        return 0, 0 if capacity.place_until else None, None
    peak = int((there @ sizes).argmax())
    inside = _enough(sizes, there[peak])
    if capacity.place_until is None:
        return inside, None, scenario.as_of + timedelta(weeks=peak)
    in_places = there * ((since + 1 >= capacity.place_from) & (since + 1 <= capacity.place_until))
    places = _enough(sizes, in_places[int((in_places @ sizes).argmax())])
    return inside, places, scenario.as_of + timedelta(weeks=peak)


def _enough(sizes: Floats, chances: Floats) -> int:
    return numbers(sure_people(circle(int(sizes.sum())), sizes, np.minimum(chances, 1.0))).quantile(PEAK)


def what_if(scenario: Scenario, *, kept: float | None = None, job: float = 1.0, stopped: float = 1.0) -> Scenario:
    """The same scenario with a better or worse rate: a share of jobs kept, factors on finding work and stopping."""
    rates = scenario.rates
    changed = replace(
        rates,
        kept=rates.kept if kept is None else kept,
        job_factor=rates.job_factor * job,
        stop_factor=rates.stop_factor * stopped,
    )
    return replace(scenario, rates=changed)

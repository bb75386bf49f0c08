"""Reads: the simulation of a programme, from its own rows, its newest approach and its goal."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from doorstroom.monitoring.domain.simulation import Answer, Capacity, Rates, Scenario, simulate, what_if
from doorstroom.monitoring.domain.simulation_rates import measured_rates, standing_of
from doorstroom.monitoring.domain.simulation_route import capacity_of
from doorstroom.monitoring.selectors.results import LASTING, Results
from doorstroom.programmes.models import Goal
from doorstroom.programmes.selectors import approach_of


@dataclass(frozen=True)
class Wishes:
    """What somebody asks: how many by when, groups every so many weeks, and what if."""

    target: int
    deadline: date
    every_weeks: int = 4
    coaches: int | None = None
    places: int | None = None
    kept: float | None = None
    stopped: float = 1.0


def wishes_of(results: Results) -> Wishes:
    """The goal of the programme, lasting jobs before others; without one a hundred within two years."""
    goals = sorted(results.programme.goals.all(), key=lambda g: (g.unit != Goal.Unit.SUSTAINED, g.deadline))
    ahead = [goal for goal in goals if goal.deadline > results.on]
    if ahead:
        return Wishes(ahead[0].quantity, ahead[0].deadline)
    return Wishes(100, results.on + timedelta(weeks=104))


def coach_of(results: Results) -> Capacity:
    """Caseload and weeks at a workplace of the newest approach: of the job coach, else of who may hold."""
    if not results.models:
        return Capacity()
    approach = approach_of(results.models[-1])
    roles = sorted(approach.roles, key=lambda role: (role.code != "job_coach", not role.may_hold))
    coach = next((role.code for role in roles if role.max_caseload), "")
    return capacity_of(approach, coach)


def rates_of(results: Results) -> Rates | None:
    return measured_rates(results.facts, LASTING, as_of=results.on)


def simulation_of(results: Results, rates: Rates, wishes: Wishes) -> Answer:
    """With groups from the next Monday on."""
    standing = standing_of(results.facts, LASTING, as_of=results.on)
    scenario = Scenario(
        as_of=results.on,
        reached=standing.reached,
        on_the_way=standing.on_the_way,
        at_work=standing.at_work,
        first_start=results.on + timedelta(days=7 - results.on.weekday()),
        every_weeks=wishes.every_weeks,
        rates=rates,
        capacity=replace(coach_of(results), coaches=wishes.coaches, places=wishes.places),
    )
    return simulate(what_if(scenario, kept=wishes.kept, stopped=wishes.stopped), wishes.target, wishes.deadline)

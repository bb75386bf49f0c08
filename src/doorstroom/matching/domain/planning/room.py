"""What is still free while people are placed one by one, and what exactly is short for one more.

Counted from the rules themselves, without the solver, so that it can be used to check the solver's plans and reasons.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from doorstroom.matching.domain.planning.problem import Problem


@dataclass(frozen=True, order=True)
class Limit:
    """One limit of the round: `kind` is place, employer, sector, region, day, round, together or apart."""

    kind: str
    key: str


class Room:
    """Seats, hours and days in use. `short` says what is missing for one more person, in units of that limit."""

    def __init__(self, problem: Problem, placed: Mapping[str, str] | None = None) -> None:
        self.problem = problem
        self.limits = limits_of(problem)
        self.used: Counter[Limit] = Counter()
        self.classes: Counter[frozenset[str]] = Counter()
        self.placed: dict[str, str] = {}
        self._person = {each.candidate_id: i for i, each in enumerate(problem.candidates)}
        self._place = {each.place_id: j for j, each in enumerate(problem.places)}
        for candidate, place in (placed or {}).items():
            self.put(candidate, place)

    def put(self, candidate: str, place: str) -> None:
        self._count(candidate, place, 1)
        self.placed[candidate] = place

    def take_away(self, candidate: str) -> str:
        place = self.placed.pop(candidate)
        self._count(candidate, place, -1)
        return place

    def _count(self, candidate: str, place: str, sign: int) -> None:
        for limit, units in self.needs(candidate, place).items():
            self.used[limit] += sign * units
        days = self._limited_days(candidate, place)
        if days is not None:
            self.classes[days] += sign

    def short(self, candidate: str, place: str) -> dict[Limit, int]:
        """Empty: this person can be put there now."""
        missing = {
            limit: self.used[limit] + units - self.limits[limit]
            for limit, units in self.needs(candidate, place).items()
            if self.used[limit] + units > self.limits[limit]
        }
        return missing | self._short_days(candidate, place) | self._short_company(candidate, place)

    def needs(self, candidate: str, place: str) -> dict[Limit, int]:
        person, seats = self.problem.candidates[self._person[candidate]], self.problem.places[self._place[place]]
        needs = {
            Limit("place", place): 1, Limit("round", ""): 1, Limit("region", person.region): person.coach_hours,
            Limit("employer", seats.employer): 1, Limit("sector", seats.sector): 1,
        }  # fmt: skip
        return {limit: units for limit, units in needs.items() if limit in self.limits and units}

    def _limited_days(self, candidate: str, place: str) -> frozenset[str] | None:
        """None when a day without limit is possible; empty when candidate and place share no day."""
        if not self.problem.rules.school_seats:
            return None
        days = self.problem.days_of(self._person[candidate], self._place[place]) or frozenset()
        return None if days - self.problem.rules.school_seats.keys() else days

    def _short_days(self, candidate: str, place: str) -> dict[Limit, int]:
        """The seats of some days are full when the classes that can go on no other day ask them all (Gale 1957)."""
        days = self._limited_days(candidate, place)
        if days is None:
            return {}
        if not days:
            return {Limit("day", ""): 1}
        seats = self.problem.rules.school_seats
        for size in range(len(days), len(seats) + 1):
            for full in combinations(sorted(seats), size):
                asked = sum(number for each, number in self.classes.items() if each <= set(full))
                if days <= set(full) and asked + 1 > sum(seats[day] for day in full):
                    return {Limit("day", min(days)): 1}
        return {}

    def _short_company(self, candidate: str, place: str) -> dict[Limit, int]:
        missing = {}
        for number, people in enumerate(self.problem.rules.together, 1):
            if candidate in people and any(self.placed.get(other) != place for other in people - {candidate}):
                missing[Limit("together", str(number))] = 1
        for number, people in enumerate(self.problem.rules.apart, 1):
            if candidate in people and any(self.placed.get(other) == place for other in people - {candidate}):
                missing[Limit("apart", str(number))] = 1
        return missing


def limits_of(problem: Problem) -> dict[Limit, int]:
    rules = problem.rules
    limits = {Limit("place", each.place_id): each.usable for each in problem.places}
    for kind, given in (("region", rules.coach_hours), ("day", rules.school_seats),
                        ("employer", rules.employer_limit), ("sector", rules.sector_limit)):  # fmt: skip
        limits |= {Limit(kind, key): units for key, units in given.items()}
    return limits if rules.seats is None else limits | {Limit("round", ""): rules.seats}


def broken(problem: Problem, placed: Mapping[str, str], keep_floors: bool = True) -> list[str]:
    """What a plan breaks, in words for a developer; empty for every plan that the planner returns."""
    room, found = Room(problem), []
    pairs = set(zip(problem.person.tolist(), problem.place.tolist(), strict=True))
    for candidate, place in sorted(placed.items()):
        if (room._person[candidate], room._place[place]) not in pairs:
            found.append(f"{candidate} has no option at {place}")
            continue
        short = {limit: units for limit, units in room.short(candidate, place).items() if limit.kind != "together"}
        found += [f"{candidate} at {place}: {each.kind} {each.key} is {units} short" for each, units in short.items()]
        room.put(candidate, place)
    for people in problem.rules.together:
        if len({placed.get(each, "") for each in people}) > 1:
            found.append(f"{sorted(people)} are not together")
    for each in problem.candidates:
        if each.keep and placed.get(each.candidate_id) != each.current:
            found.append(f"{each.candidate_id} does not keep {each.current}")
    if keep_floors:
        found += _below_floor(problem, placed.keys())
    return found


def _below_floor(problem: Problem, placed: Iterable[str]) -> list[str]:
    reached = Counter(group for each in problem.candidates if each.candidate_id in placed for group in each.groups)
    return [
        f"group {group}: {reached[group]} placed, {floor} asked"
        for group, floor in sorted(problem.rules.floors.items())
        if reached[group] < floor
    ]

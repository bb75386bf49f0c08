"""Small rounds drawn at random, and every plan they allow, counted out without the planner's code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from itertools import product

from hypothesis import strategies as st

from doorstroom.matching.domain.planning.problem import Candidate, Option, Problem, Rules, Seats

DAYS = ("mon", "tue")


@st.composite
def rounds(draw: st.DrawFn, people: int = 5, places: int = 3, floors: bool = False) -> Problem:
    few = st.integers(0, 3)
    days = st.sampled_from([frozenset(), frozenset({"mon"}), frozenset({"tue"}), frozenset(DAYS)])
    offered = [
        Seats(
            f"p{j}", draw(st.integers(0, 2)), draw(st.sampled_from([None, 1])), f"e{draw(st.integers(0, 1))}",
            f"s{draw(st.integers(0, 1))}", draw(days),
        )
        for j in range(draw(st.integers(1, places)))
    ]  # fmt: skip
    candidates, options = [], []
    for i in range(draw(st.integers(1, people))):
        able = [each.place_id for each in offered if draw(st.booleans()) or draw(st.booleans())]
        candidates.append(
            Candidate(
                f"c{i}", frozenset({f"g{draw(st.integers(0, 1))}"}), f"r{draw(st.integers(0, 1))}",
                draw(st.integers(1, 2)), draw(days), draw(st.sampled_from(["", *able])),
            )
        )  # fmt: skip
        options += [Option(f"c{i}", place, draw(st.integers(0, 9)), draw(st.integers(0, 30))) for place in able]
    maybe = lambda keys, most: st.dictionaries(st.sampled_from(keys), st.integers(0, most), max_size=len(keys))  # noqa: E731
    pair = st.lists(st.frozensets(st.sampled_from([each.candidate_id for each in candidates]), min_size=2), max_size=1)
    company = len(candidates) > 1
    rules = Rules(
        seats=draw(st.sampled_from([None, 2, 3])),
        coach_hours=draw(maybe(["r0", "r1"], 4)),
        school_seats=draw(maybe(DAYS, 2)),
        employer_limit=draw(maybe(["e0", "e1"], 2)),
        sector_limit=draw(maybe(["s0", "s1"], 2)),
        floors={"g0": draw(few), "g1": draw(few)} if floors else {},
        together=tuple(draw(pair)) if company else (),
        apart=tuple(draw(pair)) if company else (),
    )
    return Problem.of(candidates, offered, options, rules)


def all_plans(problem: Problem) -> Iterator[dict[str, str]]:
    """Every plan that keeps every rule but the floors."""
    choices: list[list[str]] = [[""] for _ in problem.candidates]
    for i, j in zip(problem.person, problem.place, strict=True):
        choices[i].append(problem.places[j].place_id)
    ids = [each.candidate_id for each in problem.candidates]
    for chosen in product(*choices):
        plan = {candidate: place for candidate, place in zip(ids, chosen, strict=True) if place}
        if legal(problem, plan):
            yield plan


def legal(problem: Problem, plan: dict[str, str]) -> bool:
    rules, people = problem.rules, {each.candidate_id: each for each in problem.candidates}
    places = {each.place_id: each for each in problem.places}
    at, firms, sectors, hours = Counter(plan.values()), Counter(), Counter(), Counter()
    for candidate, place in plan.items():
        firms[places[place].employer] += 1
        sectors[places[place].sector] += 1
        hours[people[candidate].region] += people[candidate].coach_hours
    within = (
        all(at[each.place_id] <= min(each.seats, 99 if each.backed is None else each.backed) for each in problem.places)
        and all(firms[each] <= limit for each, limit in rules.employer_limit.items())
        and all(sectors[each] <= limit for each, limit in rules.sector_limit.items())
        and all(hours[each] <= limit for each, limit in rules.coach_hours.items())
        and (rules.seats is None or len(plan) <= rules.seats)
    )
    together = all(len({plan.get(each) for each in group}) == 1 for group in rules.together if group)
    apart = all(max(Counter(plan[each] for each in group if each in plan).values(), default=0) <= 1
                for group in rules.apart)  # fmt: skip
    kept = all(plan.get(each.candidate_id) == each.current for each in problem.candidates if each.keep)
    return within and together and apart and kept and seated(problem, plan)


def seated(problem: Problem, plan: dict[str, str]) -> bool:
    """Is there a school day for everybody? Tried one by one."""
    seats = problem.rules.school_seats
    if not seats:
        return True
    people = {each.candidate_id: each for each in problem.candidates}
    places = {each.place_id: each for each in problem.places}
    every = set(seats).union(*(each.school_days for each in (*problem.candidates, *problem.places)))
    possible = [(set(people[c].school_days) or every) & (set(places[p].school_days) or every) for c, p in plan.items()]
    return any(
        all(Counter(days)[day] <= number for day, number in seats.items()) for days in product(*map(sorted, possible))
    )


def measures(problem: Problem, plan: dict[str, str]) -> tuple[int, Fraction, int, int, int]:
    """The five stages, each so that more is better."""
    ids = [each.candidate_id for each in problem.candidates]
    worth = {
        (ids[i], problem.places[j].place_id): (int(score), int(minutes))
        for i, j, score, minutes in zip(problem.person, problem.place, problem.score, problem.minutes, strict=True)
    }
    able = {candidate for candidate, _ in worth}
    groups: dict[str, list[bool]] = {}
    for each in problem.candidates:
        if each.candidate_id in able:
            for group in each.groups:
                groups.setdefault(group, []).append(each.candidate_id in plan)
    worst = min((Fraction(sum(placed), len(placed)) for placed in groups.values()), default=Fraction(1))
    moved = sum(bool(each.current) and plan.get(each.candidate_id, each.current) != each.current
                for each in problem.candidates)  # fmt: skip
    scores = [worth[pair] for pair in plan.items()]
    return len(plan), worst, sum(score for score, _ in scores), -moved, -sum(minutes for _, minutes in scores)

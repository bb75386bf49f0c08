"""The rules of a round as rows over the options: what each option uses, of which limit, and how much there is.

School days are not chosen per person: options with the same possible days form a class, and a class takes seats of its
days. Given whole numbers per class the seats can always be dealt out in whole numbers (transportation), so the columns
for days need not be whole. That keeps one column per option.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import inf

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from doorstroom.matching.domain.planning.problem import Ints, Problem

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Row:
    """`kind`: person, place, employer, sector, region, day, days (a class), round, group, together or apart."""

    kind: str
    key: str
    lower: float = -inf
    upper: float = inf


@dataclass(frozen=True, eq=False)
class Model:
    """`matrix` has the rows of `rows`; its first columns are the options, then class days.

    The first `people` rows are those of the persons; `person` says in which of them an option stands.
    """

    rows: tuple[Row, ...]
    matrix: sparse.csc_matrix
    person: Ints
    people: int
    column_lower: Floats
    column_upper: Floats
    group_size: dict[str, int]

    @property
    def options(self) -> int:
        return len(self.person)

    @property
    def lower(self) -> Floats:
        return np.array([row.lower for row in self.rows], dtype=float)

    @property
    def upper(self) -> Floats:
        return np.array([row.upper for row in self.rows], dtype=float)


class _Entries:
    """Collects rows and their entries; every block of entries is one array."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self._at: list[Ints] = []
        self._column: list[Ints] = []
        self._value: list[Floats] = []

    def add(self, row: Row, columns: Ints | list[int], values: Ints | Floats | float = 1.0) -> None:
        columns = np.asarray(columns, dtype=np.int64)
        self._at.append(np.full(len(columns), len(self.rows), dtype=np.int64))
        self._column.append(columns)
        self._value.append(np.broadcast_to(np.asarray(values, dtype=float), columns.shape))
        self.rows.append(row)

    def add_each(self, rows: list[Row], of: Ints, values: Ints | None = None) -> None:
        """Rows that share out the options: option k stands in row `of[k]`, in none at -1."""
        columns = np.flatnonzero(of >= 0)
        self._at.append(of[columns] + len(self.rows))
        self._column.append(columns)
        self._value.append(np.ones(len(columns)) if values is None else values[columns].astype(float))
        self.rows.extend(rows)

    def matrix(self, columns: int) -> sparse.csc_matrix:
        at, column, value = (np.concatenate(each) for each in (self._at, self._column, self._value))
        return sparse.csc_matrix((value, (at, column)), shape=(len(self.rows), columns))


def model_of(problem: Problem) -> Model:
    entries, options = _Entries(), len(problem.person)
    entries.add_each([Row("person", each.candidate_id, upper=1) for each in problem.candidates], problem.person)
    entries.add_each([Row("place", each.place_id, upper=each.usable) for each in problem.places], problem.place)
    _add_limits(entries, problem)
    days = _add_days(entries, problem)
    _add_together(entries, problem)
    _add_apart(entries, problem)
    sizes = _add_groups(entries, problem)
    lower, upper = np.zeros(options + days), np.ones(options + days)
    upper[options:] = len(problem.candidates)
    lower[:options][kept(problem)] = 1
    matrix = entries.matrix(options + days)
    return Model(tuple(entries.rows), matrix, problem.person, len(problem.candidates), lower, upper, sizes)


def kept(problem: Problem) -> NDArray[np.bool_]:
    """The options that stand because the person is there already and keeps the place."""
    at = {each.place_id: j for j, each in enumerate(problem.places)}
    current = np.array([at.get(each.current, -1) if each.keep else -1 for each in problem.candidates], dtype=np.int64)
    return current[problem.person] == problem.place if len(problem.person) else np.zeros(0, dtype=bool)


def _add_limits(entries: _Entries, problem: Problem) -> None:
    rules, people, places = problem.rules, problem.candidates, problem.places
    if rules.seats is not None:
        entries.add(Row("round", "", upper=rules.seats), np.arange(len(problem.person)))
    hours = np.array([each.coach_hours for each in people], dtype=np.int64)[problem.person]
    regions = np.where(hours > 0, _numbers([each.region for each in people], rules.coach_hours)[problem.person], -1)
    entries.add_each([Row("region", *each) for each in _limits(rules.coach_hours)], regions, hours)
    employers = _numbers([each.employer for each in places], rules.employer_limit)[problem.place]
    entries.add_each([Row("employer", *each) for each in _limits(rules.employer_limit)], employers)
    sectors = _numbers([each.sector for each in places], rules.sector_limit)[problem.place]
    entries.add_each([Row("sector", *each) for each in _limits(rules.sector_limit)], sectors)


def _limits(given: Mapping[str, int]) -> list[tuple[str, float, float]]:
    return [(key, -inf, limit) for key, limit in sorted(given.items())]


def _numbers(values: list[str], limits: Mapping[str, int]) -> Ints:
    """Which limit, in order of name, each value stands under; -1 for none."""
    number = {key: i for i, key in enumerate(sorted(limits))}
    return np.array([number.get(each, -1) for each in values], dtype=np.int64)


def _add_days(entries: _Entries, problem: Problem) -> int:
    """A day that the rules do not name has room for everybody, so a class that may choose it asks nothing."""
    limited = sorted(problem.rules.school_seats)
    if not limited:
        return 0
    classes = day_classes(problem)
    column = len(problem.person)
    first, taken = column, _nobody(limited)
    for days, members in classes.items():
        if days - set(limited):
            continue
        own = list(range(column, column + len(days)))
        for day, each in zip(sorted(days), own, strict=True):
            taken[day].append(each)
        column += len(days)
        entries.add(
            Row("days", "|".join(sorted(days)), upper=0),
            np.concatenate([members, np.array(own, dtype=np.int64)]),
            np.concatenate([np.ones(len(members)), -np.ones(len(own))]),
        )
    for day in limited:
        entries.add(Row("day", day, upper=problem.rules.school_seats[day]), taken[day])
    return column - first


def _nobody(days: list[str]) -> dict[str, list[int]]:
    return {day: [] for day in days}


def day_classes(problem: Problem) -> dict[frozenset[str], Ints]:
    """Options by the days on which school is possible from there; whoever says nothing can go on every day.

    The empty set is a class of its own: candidate and place name no day in common.
    """
    of_person, kinds_p = _kinds([each.school_days or problem.every_day for each in problem.candidates])
    of_place, kinds_q = _kinds([each.school_days or problem.every_day for each in problem.places])
    pair = of_person[problem.person] * len(kinds_q) + of_place[problem.place]
    classes: dict[frozenset[str], list[Ints]] = {}
    for each in np.unique(pair):
        days = kinds_p[each // len(kinds_q)] & kinds_q[each % len(kinds_q)]
        classes.setdefault(days, []).append(np.flatnonzero(pair == each))
    ordered = sorted(classes, key=lambda days: (len(days), sorted(days)))
    return {days: np.sort(np.concatenate(classes[days])) for days in ordered}


def _kinds(sets: Iterable[frozenset[str]]) -> tuple[Ints, list[frozenset[str]]]:
    number: dict[frozenset[str], int] = {}
    of = np.array([number.setdefault(each, len(number)) for each in sets], dtype=np.int64)
    return of, list(number)


def _add_together(entries: _Entries, problem: Problem) -> None:
    for number, people in enumerate(problem.rules.together, 1):
        members = _members(problem, people)
        for first, second in pairwise(members):
            for place in sorted(first.keys() | second.keys()):
                columns = [each[place] for each in (first, second) if place in each]
                values = [1.0 if place in first else -1.0, -1.0][: len(columns)]
                entries.add(Row("together", str(number), 0, 0), columns, np.array(values))


def _add_apart(entries: _Entries, problem: Problem) -> None:
    for number, people in enumerate(problem.rules.apart, 1):
        members = _members(problem, people)
        for place in sorted(set().union(*members)):
            columns = [each[place] for each in members if place in each]
            if len(columns) > 1:
                entries.add(Row("apart", str(number), upper=1), columns)


def _members(problem: Problem, people: frozenset[str]) -> list[dict[int, int]]:
    """For each of these candidates the option at each place."""
    found = []
    for i, each in enumerate(problem.candidates):
        if each.candidate_id in people:
            first, last = np.searchsorted(problem.person, [i, i + 1])
            found.append({int(problem.place[k]): k for k in range(int(first), int(last))})
    return found


def _add_groups(entries: _Entries, problem: Problem) -> dict[str, int]:
    """A floor per target group, and how many of it have any option at all: only they count in its rate."""
    able = np.zeros(len(problem.candidates), dtype=bool)
    able[problem.person] = True
    sizes = {}
    for group in sorted({group for each in problem.candidates for group in each.groups} | set(problem.rules.floors)):
        mine = np.array([group in each.groups for each in problem.candidates], dtype=bool)
        columns, size = np.flatnonzero(mine[problem.person]), int((mine & able).sum())
        entries.add(Row("group", group, lower=problem.rules.floors.get(group, 0)), columns)
        if size:
            sizes[group] = size
    return sizes

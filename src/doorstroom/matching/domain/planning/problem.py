"""What the planner may know: candidates, places, the options between them and the rules of the round.

An option is a candidate at a place where nothing hard stands in the way and neither side said no. A group, a region, an
employer, a sector or a day that the rules do not name is not limited. There is no field for name, sex, age or origin.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
ANY_DAY: frozenset[str] = frozenset()


class InvalidProblem(ValueError):
    """Something in the input contradicts itself; `code` and `params` name it."""

    def __init__(self, code: str, message: str, **params: Any) -> None:
        super().__init__(message)
        self.code, self.message, self.params = code, message, params

    def __reduce__(self) -> tuple[Any, ...]:
        return _raised_elsewhere, (self.code, self.message, self.params)


def _raised_elsewhere(code: str, message: str, params: Mapping[str, Any]) -> InvalidProblem:
    return InvalidProblem(code, message, **params)


@dataclass(frozen=True)
class Candidate:
    """`coach_hours` a week are asked of the coaches of `region`; `current` is a place held or promised already.

    With `keep` the current place stands, whatever else. `blocked` counts the places that only this one constraint
    refuses; `refused` counts them with others too.
    """

    candidate_id: str
    groups: frozenset[str] = frozenset()
    region: str = ""
    coach_hours: int = 0
    school_days: frozenset[str] = ANY_DAY
    current: str = ""
    keep: bool = False
    blocked: Mapping[str, int] = field(default_factory=dict)
    refused: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Seats:
    """A place: `seats` that the employer offers, of which `backed` are promised or signed (None: all of them)."""

    place_id: str
    seats: int
    backed: int | None = None
    employer: str = ""
    sector: str = ""
    school_days: frozenset[str] = ANY_DAY

    @property
    def usable(self) -> int:
        return self.seats if self.backed is None else min(self.seats, self.backed)


@dataclass(frozen=True)
class Option:
    """`score` is wishes and fit in whole points, `minutes` the journey one way."""

    candidate_id: str
    place_id: str
    score: int = 0
    minutes: int = 0


@dataclass(frozen=True)
class Rules:
    """Limits of the round. `floors` are numbers of people; `together` and `apart` are sets of candidates.

    Who is together goes to the same place, or none of them is placed; who is apart never meets at one place.
    """

    seats: int | None = None
    coach_hours: Mapping[str, int] = field(default_factory=dict)
    school_seats: Mapping[str, int] = field(default_factory=dict)
    employer_limit: Mapping[str, int] = field(default_factory=dict)
    sector_limit: Mapping[str, int] = field(default_factory=dict)
    floors: Mapping[str, int] = field(default_factory=dict)
    together: tuple[frozenset[str], ...] = ()
    apart: tuple[frozenset[str], ...] = ()


@dataclass(frozen=True, eq=False)
class Problem:
    """Everything by id in ascending order, so that the order of the rows in a file never changes a plan.

    `person`, `place`, `score` and `minutes` are columns, one entry per option.
    """

    candidates: tuple[Candidate, ...]
    places: tuple[Seats, ...]
    rules: Rules
    person: Ints
    place: Ints
    score: Ints
    minutes: Ints

    @classmethod
    def of(
        cls, candidates: Iterable[Candidate], places: Iterable[Seats], options: Sequence[Option], rules: Rules
    ) -> Problem:
        """Checks that the parts belong together; raises InvalidProblem that names what does not."""
        people = tuple(sorted(candidates, key=lambda each: each.candidate_id))
        offered = tuple(sorted(places, key=lambda each: each.place_id))
        person_at = _positions([each.candidate_id for each in people], "candidate")
        place_at = _positions([each.place_id for each in offered], "place")
        columns = np.array(
            [(person_at[o.candidate_id], place_at[o.place_id], o.score, o.minutes) for o in options], dtype=np.int64
        ).reshape(-1, 4)
        return cls.from_columns(people, offered, rules, *columns.T)

    @classmethod
    def from_columns(
        cls,
        people: tuple[Candidate, ...],
        places: tuple[Seats, ...],
        rules: Rules,
        person: Ints,
        place: Ints,
        score: Ints,
        minutes: Ints,
    ) -> Problem:
        """People and places stand by id; the options may stand in any order, each once."""
        order = np.lexsort((place, person))
        columns = [np.ascontiguousarray(each[order], dtype=np.int64) for each in (person, place, score, minutes)]
        problem = cls(people, places, rules, *columns)
        problem.check()
        return problem

    def check(self) -> None:
        pairs = self.person * len(self.places) + self.place
        if (np.diff(pairs) == 0).any():
            raise InvalidProblem("option_twice", "an option of a candidate and a place is given twice; remove one")
        known = {each.candidate_id for each in self.candidates}
        for name, sets in (("together", self.rules.together), ("apart", self.rules.apart)):
            for strange in sorted(set().union(*sets) - known) if sets else ():
                raise InvalidProblem(
                    "unknown_candidate", f"{name}: nobody is called {strange}; add the candidate or remove the name",
                    rule=name, value=strange,
                )  # fmt: skip
        self._check_kept()

    def _check_kept(self) -> None:
        ids = [each.place_id for each in self.places]
        for i, each in enumerate(self.candidates):
            if each.keep and each.current not in (ids[j] for j in self.place[self.person == i]):
                raise InvalidProblem(
                    "kept_without_option",
                    f"{each.candidate_id} keeps {each.current or 'no place'}, which is no option; "
                    "name a place that stands in the places, or do not keep it",
                    candidate=each.candidate_id, place=each.current,
                )  # fmt: skip

    @cached_property
    def every_day(self) -> frozenset[str]:
        """All days that anybody names; whoever says nothing about days can go on each of them."""
        named = [each.school_days for each in self.candidates] + [each.school_days for each in self.places]
        return frozenset(self.rules.school_seats).union(*named)

    def days_of(self, person: int, place: int) -> frozenset[str] | None:
        """The school days on which this candidate could go from this place; None when they share none."""
        own, allowed = self.candidates[person].school_days, self.places[place].school_days
        if not own or not allowed:
            return own or allowed or self.every_day
        return own & allowed or None


def _positions(ids: list[str], what: str) -> dict[str, int]:
    positions = {each: i for i, each in enumerate(ids)}
    if len(positions) != len(ids):
        twice = next(each for each, following in pairwise(ids) if each == following)
        raise InvalidProblem(
            f"{what}_twice", f"{what} {twice} stands there twice; give each an id of its own", id=twice
        )
    return positions

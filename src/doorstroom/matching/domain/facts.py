"""What the rule may know of a person and of a place, and nothing else.

There is no field for name, sex, age, origin, postcode text or benefit, so that no rule can use them. Every
field may be unknown: an empty mapping, tuple or None means that nobody asked yet, never "no".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from doorstroom.kernel.period import Period


class Kind(StrEnum):
    """What a reason is about."""

    TRAVEL = "travel"
    DAYS = "days"
    HOURS = "hours"
    START = "start"
    LANGUAGE = "language"
    EDUCATION = "education"
    LICENCE = "licence"
    SHIFT = "shift"
    LAW = "law"
    PHYSICAL = "physical"
    SKILL = "skill"
    ADJUSTMENT = "adjustment"
    WISH = "wish"


REQUIREMENT_KINDS = frozenset(
    {Kind.LANGUAGE, Kind.EDUCATION, Kind.LICENCE, Kind.SHIFT, Kind.LAW, Kind.PHYSICAL, Kind.SKILL}
)


@dataclass(frozen=True)
class Point:
    """WGS 84 degrees; for a person the middle of the postcode area, never the house."""

    latitude: float
    longitude: float


@dataclass(frozen=True)
class TravelLimit:
    """One way of travelling and the person's own limit for one journey; None is no limit of that sort."""

    mode: str
    minutes: int | None = None
    kilometres: float | None = None


@dataclass(frozen=True)
class HoursPerWeek:
    minimum: Decimal
    maximum: Decimal

    def __post_init__(self) -> None:
        if self.minimum > self.maximum:
            raise ValueError(f"hours per week: minimum {self.minimum} is above maximum {self.maximum}; swap them")


@dataclass(frozen=True)
class Licence:
    """A driving licence, certificate or conduct certificate; `held=False` was asked and is not there."""

    held: bool = True
    valid_until: date | None = None

    def valid_on(self, day: date) -> bool:
        return self.held and (self.valid_until is None or day <= self.valid_until)


@dataclass(frozen=True)
class Requirement:
    """One thing the work asks. `tasks` are the tasks it belongs to; empty means the whole place.

    `level` is for a language skill its place in the European framework (0 is below A1, 1 is A1, 6 is C2), for
    education its place in `EducationLevel` of the route model (0 none, 6 higher), and for physical work the
    unit in the code (`lifting_kg`). `at_start=False` may be learnt or arranged at work.
    """

    kind: Kind
    code: str
    level: int = 0
    tasks: frozenset[str] = frozenset()
    at_start: bool = True

    def __post_init__(self) -> None:
        if self.kind not in REQUIREMENT_KINDS:
            raise ValueError(f"requirement {self.code}: {self.kind} is no requirement; use a field of the place")


@dataclass(frozen=True)
class PersonFacts:
    """`wishes` stand in the person's own order; `adjustments` are positive words of what the person needs.

    A foreign diploma without valuation is education None. `skills` says per concept yes or not yet; a concept
    that is not in it is unknown, unless `skills_complete` says that the list names all. `law` says per rule of law
    or of the route whether it lets the person do the work (no nights under 18): the answer, never the age.
    """

    person_id: str
    location: Point | None = None
    travel: tuple[TravelLimit, ...] = ()
    weekdays: frozenset[int] | None = None
    hours: HoursPerWeek | None = None
    start: Period | None = None
    languages: Mapping[str, int] = field(default_factory=dict)
    education: int | None = None
    licences: Mapping[str, Licence] = field(default_factory=dict)
    capacities: Mapping[str, int] = field(default_factory=dict)
    skills: Mapping[str, bool] = field(default_factory=dict)
    skills_complete: bool = False
    shifts: Mapping[str, bool] = field(default_factory=dict)
    law: Mapping[str, bool] = field(default_factory=dict)
    adjustments: frozenset[str] | None = None
    wishes: tuple[str, ...] | None = None


@dataclass(frozen=True)
class PlaceFacts:
    """One place of an employer. Weekdays count from Monday = 0.

    `days_needed` is how many of `days` one person works; None is all of them. `adjustments` are what the
    place can offer. `concepts` are the occupation, sector and tasks in which a wish can be recognised.
    `welcome` are skills that help and are not asked; the skills asked stand in `requirements`. `unsaid` are the kinds
    of which the employer has not said yet whether the work asks any.
    """

    place_id: str
    location: Point | None = None
    days: frozenset[int] | None = None
    days_needed: int | None = None
    hours: HoursPerWeek | None = None
    start: Period | None = None
    tasks: tuple[str, ...] = ()
    requirements: tuple[Requirement, ...] | None = None
    adjustments: frozenset[str] | None = None
    concepts: frozenset[str] = frozenset()
    welcome: frozenset[str] = frozenset()
    unsaid: frozenset[Kind] = frozenset()

    def __post_init__(self) -> None:
        for requirement in self.requirements or ():
            if strange := requirement.tasks - set(self.tasks):
                raise ValueError(
                    f"place {self.place_id}: requirement {requirement.code} belongs to {sorted(strange)}, "
                    f"not a task of this place; add the task or take it from the requirement"
                )
        if self.days_needed is not None and self.days_needed > len(self.days or ()):
            raise ValueError(
                f"place {self.place_id}: asks {self.days_needed} days but names {len(self.days or ())}; "
                f"name more days or ask fewer"
            )

"""Turns what should come out (who stopped in which week and why) into the moves that somebody would have made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import TYPE_CHECKING, TypeVar

from django.utils import timezone

from doorstroom.accounts.access import system_actor
from doorstroom.accounts.models import Membership
from doorstroom.demo.region.people import WORDS
from doorstroom.kernel.actor import Actor
from doorstroom.trajectories.domain.leaving import Leaving
from doorstroom.trajectories.domain.machine import MoveName
from doorstroom.trajectories.models import ExitReason
from doorstroom.trajectories.services.bulk import ContactLine, Step

if TYPE_CHECKING:
    from doorstroom.demo.region.employers import Employers
    from doorstroom.demo.region.partners import Partners
    from doorstroom.demo.region.people import Population

T = TypeVar("T")
AT_WORK: Sequence[Sequence[str]] = WORDS["at_work"]
ELSEWHERE: Sequence[Sequence[str]] = WORDS["elsewhere"]
OF_ALL = len(AT_WORK) - 1
"""All subjects but the last, which is that of parents."""
IN_ORDER = frozenset(
    {
        "benefit_decision", "placement_active", "coach_assigned", "practice_agreement", "accredited_company",
        "employment_contract", "enrolment", "offer_accepted", "dismissal_date_known",
    }
)  # fmt: skip
AWAY_FOR = timedelta(weeks=5)
DESTINATIONS = {"no_work": 48, "other_support": 30, "job": 9, "education": 6, "unknown": 7}


@dataclass(frozen=True)
class Stage:
    """What every part of the region is built with. `at` is the moment on which the demo's clock stands."""

    at: datetime
    random: Random
    partners: Partners
    employers: Employers
    people: Population

    @property
    def today(self) -> date:
        return self.at.date()

    def actor(self, on: date | None = None) -> Actor:
        """The system at noon of that day, or now."""
        moment = timezone.make_aware(datetime.combine(on, time(12))) if on and on < self.today else self.at
        return system_actor(at=moment, purpose="demo")

    def member(self, mailbox: str) -> Membership:
        return self.partners.staff[mailbox]


def until_start(start: date, random: Random, *, selection: bool = True) -> tuple[date, list[Step]]:
    """The day of registration and the steps to the waiting for a start: registered, intake (median 9 days
    later), selection (13), waiting (some 21 days until the start)."""
    waits = start - timedelta(days=random.randint(14, 28))
    chooses = waits - timedelta(days=random.randint(3, 10))
    intake = chooses - timedelta(days=random.randint(5, 13))
    registered = intake - timedelta(days=min(24, max(2, round(random.lognormvariate(2.2, 0.6)))))
    steps = [Step(intake, MoveName.START_INTAKE)]
    if selection:
        steps.append(Step(chooses, MoveName.START_SELECTION))
    return registered, [*steps, Step(waits, MoveName.WAIT)]


def begins(on: date, phase: str, reason: str = "") -> Step:
    return Step(on, MoveName.START_PHASE, phase=phase, reason=reason, facts=IN_ORDER)


def ends(on: date, phase: str) -> Step:
    return Step(on, MoveName.END_PHASE, phase=phase)


def pauses(on: date, reason: ExitReason) -> Step:
    """Away, and expected back after the usual five weeks."""
    return Step(on, MoveName.SUSPEND, reason=reason, back_on=on + AWAY_FOR)


def comes_back(on: date) -> Step:
    return Step(on, MoveName.RESUME)


def stops(on: date, reason: str, destination: str, next_owner: str) -> Step:
    initiator = {"workplace": "employer", "school": "school"}.get(reason, "participant")
    leaving = Leaving(on, reason, "", initiator, destination, next_owner)
    return Step(on, MoveName.EXIT, reason=reason, leaving=leaving)


def finishes(on: date, destination: str, next_owner: str) -> Step:
    leaving = Leaving(on, "completed", "", "together", destination, next_owner)
    return Step(on, MoveName.FINISH, reason="completed", leaving=leaving)


def weeks_of_leaving(number: int, hazards: Sequence[tuple[int, float]]) -> list[int]:
    """In which weeks `number` people stop: evenly through the distribution of these (weeks, percent a week).

    The hazards say how leaving is spread; how many leave is given. So the curve has the asked shape and total.
    """
    staying, cumulative = 1.0, []
    for weeks, percent in hazards:
        for _ in range(weeks):
            staying *= 1 - percent / 100
            cumulative.append(1 - staying)
    marks = [(k + 0.5) / number * cumulative[-1] for k in range(number)]
    return [next(week for week, reached in enumerate(cumulative, start=1) if reached >= mark) for mark in marks]


def day_in_week(start: date, week: int, random: Random) -> date:
    return start + timedelta(days=7 * (week - 1) + random.randint(0, 4))


def contact_lines(
    first: date,
    last: date,
    authors: Iterable[tuple[Membership, int]],
    random: Random,
    *,
    works_from: date | None,
    subjects: int = len(AT_WORK),
) -> list[ContactLine]:
    """Contacts of each author about every so many days, the last one shortly before `last`.

    From `works_from` on there is a workplace to speak of. A subject that comes back is told in other words: the
    next of its notes, from another one for each person.
    """
    lines: list[ContactLine] = []
    told = Counter[str]()
    for author, every in authors:
        day = last - timedelta(days=random.randint(1, max(1, every - 3)))
        while day >= first:
            channel = random.choice(["phone", "visit", "talk", "message"])
            number = random.randrange(subjects)
            subject = AT_WORK[number] if works_from and day >= works_from else ELSEWHERE[number]
            first_day = lines[0].on if lines else day
            note = subject[(first_day.toordinal() + told[subject[0]]) % len(subject)]
            told[subject[0]] += 1
            lines.append(ContactLine(day, author, channel, note))
            day -= timedelta(days=max(2, round(random.gauss(every, every / 5))))
    return sorted(lines, key=lambda line: line.on)


def in_turn(members: Sequence[T], number: int) -> list[T]:
    return [members[i % len(members)] for i in range(number)]

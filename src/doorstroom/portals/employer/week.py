"""The people of one contact at an employer: this week's questions, today, and next week.

The calendar is part of a trajectory, which an employer does not see; it is read for these placements alone, and
only days, times and first names leave this module.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import F

from doorstroom.accounts.access import system_actor
from doorstroom.accounts.models import Membership
from doorstroom.audit.services import Logged, log
from doorstroom.database.scope import scope
from doorstroom.kernel.actor import Actor
from doorstroom.kernel.period import monday_of
from doorstroom.learning.domain.attendance import AttendanceStatus
from doorstroom.learning.models import Attendance
from doorstroom.learning.selectors import RegisterDay, attendance_days
from doorstroom.learning.services import Mark, record_attendance
from doorstroom.matching.selectors.words import agreed_pairs
from doorstroom.participants.access import visible_people
from doorstroom.participants.domain.names import told_apart
from doorstroom.partners.models import AccountManagement
from doorstroom.placements.domain.errors import PlacementError
from doorstroom.placements.models import EmployerAnswer, EmployerLink, InstrumentTerm, Placement
from doorstroom.placements.selectors import placements_behind
from doorstroom.trajectories.models import HolderTerm, Trajectory

PURPOSE = "employer_page"
WORKPLACE = Attendance.Activity.PLACEMENT.value


@dataclass(frozen=True)
class Worker:
    """One person as the employer knows her: a first name (with an initial when two share it) and days."""

    placement: Placement
    first_name: str
    days: Sequence[RegisterDay]
    answer: EmployerAnswer | None

    @property
    def to_arrange(self) -> list[InstrumentTerm]:
        """What the employer asks for or sends in, before which day; without a name of whoever it is for."""
        kept: list[dict[str, str]] = self.placement.terms
        return [InstrumentTerm(**row | {"due_on": date.fromisoformat(row["due_on"])}) for row in kept]

    def planned_in(self, monday: date) -> list[date]:
        return [each.day for each in self.days if monday <= each.day < monday + timedelta(days=7)]

    def on(self, day: date) -> RegisterDay | None:
        return next((each for each in self.days if each.day == day), None)


@dataclass(frozen=True)
class Today:
    """`state` is open, told (she said so beforehand), seen or not_seen."""

    placement_id: int
    first_name: str
    state: str


@dataclass(frozen=True)
class Introduced:
    """Somebody who wants to come and meet, by first name, and for which work."""

    person_id: UUID
    first_name: str
    occupation: str


def workers_of(link: EmployerLink, actor: Actor, today: date) -> list[Worker]:
    monday = monday_of(today)
    last = monday + timedelta(days=13)
    placements = list(placements_behind(link, actor, until=last))
    answers = {row.placement_id: row for row in EmployerAnswer.objects.filter(placement__in=placements, week_of=monday)}
    days = _calendar(actor, placements, monday, last)
    names = told_apart([(each.person.given_name, each.person.family_name) for each in placements])
    return [
        Worker(
            placement,
            name,
            [
                day
                for day in days.get(placement.trajectory_id or 0, ())
                if day.activity == WORKPLACE and placement.starts_on <= day.day <= (placement.ends_on or date.max)
            ],
            answers.get(placement.pk),
        )
        for placement, name in zip(placements, names, strict=True)
    ]


def introductions_of(link: EmployerLink, actor: Actor) -> list[Introduced]:
    """Who wants to meet this contact: both said yes to the place, and no placement there was recorded yet.

    What was said stays with the participant and who guides her; only that both said yes is read here.
    """
    with scope(system_actor(at=actor.at, purpose=PURPOSE), nested=True):
        pairs = agreed_pairs(organisation_id=link.organisation_id, contact_id=link.contact_id, on=actor.on)
    if not pairs:
        return []
    people = {person.pk: person for person in visible_people(actor).filter(pk__in=[person for person, _ in pairs])}
    shown = [(people[person], place) for person, place in pairs if person in people]
    names = told_apart([(person.given_name, person.family_name) for person, _ in shown])
    return [Introduced(person.pk, name, place.occupation) for (person, place), name in zip(shown, names, strict=True)]


def today_of(workers: Sequence[Worker], today: date) -> list[Today]:
    found = []
    for worker in workers:
        day = worker.on(today)
        if day is not None:
            found.append(Today(worker.placement.pk, worker.first_name, _state(day)))
    return found


def report_not_seen(*, actor: Actor, link: EmployerLink, placement_id: int) -> Worker:
    """Record that this person is not at work today, for the coach to call. Told or recorded days stay as they are."""
    workers = workers_of(link, actor, actor.on)
    worker = next((each for each in workers if each.placement.pk == placement_id), None)
    day = worker and worker.on(actor.on)
    if worker is None or day is None or worker.placement.trajectory_id is None:
        raise PlacementError("not_visible")
    if _state(day) != "open":
        return worker
    mark = Mark(worker.placement.trajectory_id, actor.on, WORKPLACE, Attendance.Status.ABSENT)
    system = system_actor(at=actor.at, purpose=PURPOSE)
    with scope(system, nested=True):
        record_attendance(actor=system, marks=[mark], at=actor.at, source=f"employer_link:{link.pk}")
    log(actor, Logged("create", "attendance", placement_id, worker.placement.person_id, ["not_seen"]))
    return worker


def contact_of(link: EmployerLink, actor: Actor, workers: Sequence[Worker]) -> Membership | None:
    """Whom the employer calls: its account manager, else who coordinates the first person."""
    managed = AccountManagement.objects.filter(employer=link.organisation_id, valid_until=None)
    manager = managed.select_related("member__user", "member__organisation").first()
    if manager:
        return manager.member
    with scope(system_actor(at=actor.at, purpose=PURPOSE), nested=True):
        trajectories = [worker.placement.trajectory_id for worker in workers]
        terms = HolderTerm.objects.filter(trajectory__in=trajectories, ended_at=None).order_by(F("id"))
        term = terms.select_related("member__user", "member__organisation").first()
    return term.member if term else None


def _calendar(
    actor: Actor, placements: Sequence[Placement], first: date, last: date
) -> Mapping[int, Sequence[RegisterDay]]:
    with scope(system_actor(at=actor.at, purpose=PURPOSE), nested=True):
        ids = [placement.trajectory_id for placement in placements if placement.trajectory_id]
        trajectories = Trajectory.objects.filter(pk__in=ids).select_related("round", "model")
        return attendance_days(trajectories, first, last)


def _state(day: RegisterDay) -> str:
    if day.status is AttendanceStatus.NOT_RECORDED:
        return "told" if day.notified else "open"
    return "seen" if day.status in (AttendanceStatus.PRESENT, AttendanceStatus.LATE) else "not_seen"

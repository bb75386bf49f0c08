"""The participant's week, from the same facts as the staff pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from doorstroom.accounts.models import Role
from doorstroom.kernel.actor import Actor
from doorstroom.kernel.period import monday_of
from doorstroom.learning.models import AbsenceNotice, ActivityPlace, Appointment, Attendance
from doorstroom.learning.selectors import PlannedDay, planned_days
from doorstroom.placements.access import visible_placements
from doorstroom.placements.models import Placement
from doorstroom.rounds.models import RoundPartner
from doorstroom.trajectories.access import visible_trajectories
from doorstroom.trajectories.models import Trajectory, TrajectoryState

WORKDAYS = 5


@dataclass
class Part:
    title: str
    time: str = ""
    detail: str = ""


@dataclass
class Day:
    """One line of the week, in the form of the week component."""

    date: date
    now: bool
    text: str
    parts: list[Part] = field(default_factory=list)


@dataclass(frozen=True)
class Week:
    monday: date
    days: Sequence[Day]

    @property
    def last(self) -> date:
        return self.days[-1].date

    @property
    def first_words(self) -> str:
        """The month is named once where the week lies in one month."""
        return date_format(self.monday, "j" if self.monday.month == self.last.month else "j F")


def current_trajectories(actor: Actor) -> list[Trajectory]:
    found = visible_trajectories(actor).exclude(state=TrajectoryState.EXITED)
    return list(found.select_related("round", "model", "programme").order_by("-started_on", "id"))


def week_of(actor: Actor, trajectories: Sequence[Trajectory], *, on: date, today: date) -> Week:
    """Monday to Friday, and the weekend where something is planned."""
    monday = monday_of(on)
    planned = [day for days in planned_days(trajectories, monday, monday + timedelta(days=6)).values() for day in days]
    words = _Words(actor, trajectories, monday)
    lines = [monday + timedelta(days=n) for n in range(7)]
    days = [Day(day, day == today, _("Free"), words.parts(day, planned, today)) for day in lines]
    return Week(monday, [day for number, day in enumerate(days) if number < WORKDAYS or day.parts])


def days_to_come(trajectories: Sequence[Trajectory], *, today: date, number: int = 7) -> list[PlannedDay]:
    """The days for which somebody can still say that she cannot come."""
    planned = planned_days(trajectories, today, today + timedelta(days=number))
    return sorted((day for days in planned.values() for day in days), key=lambda day: (day.day, day.activity))


class _Words:
    """What stands beside each day. A place that was named earlier in the week is not repeated, except today."""

    def __init__(self, actor: Actor, trajectories: Sequence[Trajectory], monday: date) -> None:
        ids = [each.pk for each in trajectories]
        week = (monday, monday + timedelta(days=6))
        rounds = {each.pk: each.round_id for each in trajectories}
        self.rounds = rounds
        self.placements = list(
            visible_placements(actor)
            .filter(trajectory__in=ids, state=Placement.State.ACTIVE)
            .select_related("site__organisation", "trainer", "place")
        )
        about = {"round__in": {pk for pk in rounds.values() if pk}}
        self.places = {(row.round_id, row.activity): row for row in ActivityPlace.objects.filter(**about)}
        schools = RoundPartner.objects.filter(role=Role.SCHOOL_COORDINATOR, **about).select_related("organisation")
        self.schools = {row.round_id: row.organisation.name for row in schools}
        self.told = set(
            AbsenceNotice.objects.filter(trajectory__in=ids, day__range=week).values_list("trajectory_id", "day")
        )
        self.missed = set(
            Attendance.objects.filter(trajectory__in=ids, day__range=week, status=Attendance.Status.ABSENT).values_list(
                "trajectory_id", "day", "activity"
            )
        )
        self.appointments = list(
            Appointment.objects.filter(trajectory__in=ids, starts_at__date__range=week, cancelled_at=None)
            .select_related("member__user")
            .order_by("starts_at")
        )
        self.named: set[str] = set()

    def parts(self, day: date, planned: Iterable[PlannedDay], today: date) -> list[Part]:
        parts = [self._part(each, day == today) for each in planned if each.day == day]
        for talk in self.appointments:
            if timezone.localtime(talk.starts_at).date() == day:
                words = self._talk(talk)
                if parts:
                    parts[-1].detail = " ".join(filter(None, [parts[-1].detail, words]))
                else:
                    parts.append(Part(_("Appointment"), detail=words))
        return parts

    def _part(self, planned: PlannedDay, today: bool) -> Part:
        at_work = planned.activity == Attendance.Activity.PLACEMENT
        where, starts, ends = self._workplace(planned) if at_work else self._classroom(planned)
        known = where in self.named and not today
        self.named.add(where)
        hours = _hours(starts, None if known or not at_work else ends)
        told = _("You told us that you cannot come.") if (planned.trajectory_id, planned.day) in self.told else ""
        absent = (planned.trajectory_id, planned.day, planned.activity) in self.missed
        missed = _("We did not see you. Call your coach.") if absent and not told else ""
        detail = " ".join(filter(None, [told, missed, "" if known else where]))
        return Part(pgettext("in the week", "Work") if at_work else _("School"), hours, detail)

    def _workplace(self, planned: PlannedDay) -> tuple[str, time | None, time | None]:
        here = [
            p for p in self.placements if p.starts_on <= planned.day and (not p.ends_on or planned.day <= p.ends_on)
        ]
        placement = next((p for p in here if planned.day.weekday() in p.weekdays), here[0] if here else None)
        if placement is None:
            return "", planned.starts_at, planned.ends_at
        where = _("%(employer)s, %(street)s.") % {
            "employer": placement.site.organisation.name, "street": placement.site.street or placement.site.name
        }  # fmt: skip
        if placement.trainer:
            where += " " + _("Ask for %(name)s.") % {"name": first_name(placement.trainer.name)}
        starts = placement.place.day_starts_at if placement.place else None
        ends = placement.place.day_ends_at if placement.place else None
        return where, starts or planned.starts_at, ends or planned.ends_at

    def _classroom(self, planned: PlannedDay) -> tuple[str, time | None, time | None]:
        round_id = self.rounds.get(planned.trajectory_id)
        place = self.places.get((round_id, planned.code)) if round_id else None
        if place is None:
            name = self.schools.get(round_id or 0, "")
            return f"{name}." if name else "", planned.starts_at, planned.ends_at
        where = f"{place.location}."
        if place.ask_for:
            where += " " + _("Ask for %(name)s.") % {"name": first_name(place.ask_for)}
        if place.bring:
            where += " " + _("Bring along: %(things)s.") % {"things": place.bring}
        return where, planned.starts_at, planned.ends_at

    def _talk(self, talk: Appointment) -> str:
        words = _("At %(time)s you talk with %(name)s, %(location)s. %(minutes)s minutes.")
        if not talk.location:
            words = _("At %(time)s %(name)s comes to you. %(minutes)s minutes.")
        return words % {
            "time": clock(timezone.localtime(talk.starts_at).time()), "name": first_name(talk.member.user.name),
            "location": talk.location, "minutes": talk.minutes,
        }  # fmt: skip


def clock(moment: time) -> str:
    return date_format(moment, "G.i")


def first_name(name: str) -> str:
    return name.split()[0] if name.split() else ""


def _hours(starts: time | None, ends: time | None) -> str:
    if starts is None:
        return ""
    if ends is None:
        return _("%(time)s hrs") % {"time": clock(starts)}
    return _("%(start)s to %(end)s hrs") % {"start": clock(starts), "end": clock(ends)}

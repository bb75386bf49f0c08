"""Today's list of one member: one row a person, what is waited for, and today's appointments."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from doorstroom.accounts.models import Role
from doorstroom.kernel.actor import Actor
from doorstroom.learning.models import Attendance
from doorstroom.learning.selectors import Register, attendance_days
from doorstroom.placements.models import Placement
from doorstroom.programmes.domain.norms import add_months
from doorstroom.programmes.domain.route_model import RouteModel
from doorstroom.signals.access import WHOLE_ROUND, Care, caseload
from doorstroom.signals.domain.effect import WEEKLY_DAY
from doorstroom.signals.domain.facts import HandoverStep
from doorstroom.signals.domain.measure import Measure
from doorstroom.signals.domain.rules import person_signals
from doorstroom.signals.domain.signal import Signal
from doorstroom.signals.domain.today import Turn, first_registered, todays_rows
from doorstroom.signals.selectors.facts import caseload_with_facts, some_with_facts, with_facts
from doorstroom.signals.selectors.handovers import Handovers, ReferralLine, Waiting
from doorstroom.signals.selectors.own_row import SCHOOL, own_row
from doorstroom.signals.selectors.promises import limits_of, measure_by
from doorstroom.signals.selectors.reach import reach
from doorstroom.signals.selectors.situations import care_of, day, model_of, moment, situation_of
from doorstroom.trajectories.models import PhaseEpisode, Trajectory
from doorstroom.trajectories.selectors.people import whereabouts

KEEPS_ATTENDANCE = (Role.CASEWORKER, Role.JOB_COACH, Role.SCHOOL_COORDINATOR)


@dataclass(frozen=True)
class TodayRow:
    """One person: the first signal is the reason, the others are told with it."""

    trajectory: Trajectory
    signals: tuple[Signal, ...]

    @property
    def due_on(self) -> date:
        return self.signals[0].due_on

    @property
    def model(self) -> RouteModel | None:
        return model_of(self.trajectory)

    @property
    def phone(self) -> str:
        return self.trajectory.phone or ""  # type: ignore[attr-defined]

    def where(self, on: date) -> str:
        phases = self.trajectory.open_phases  # type: ignore[attr-defined]
        stays = [PhaseEpisode(phase=each["phase"], started_on=date.fromisoformat(each["since"])) for each in phases]
        return whereabouts(self.trajectory, stays, on)


@dataclass(frozen=True)
class Appointment:
    """`at` None: a step of which today is the day, without an hour."""

    trajectory: Trajectory
    at: datetime | None
    text: str


@dataclass(frozen=True)
class Today:
    """`people` is the caseload as a number of persons, `number` all rows and `ends_today` those whose promised or
    legal day is today; `rows` are the first of them. `put_aside` is how many wait for a later day.

    `desk` are handovers that came to the organisation and that nobody there has answered; `weekly` are people of
    whom only a kind of signal speaks that is shown once a week.
    """

    on: date
    people: int
    number: int
    ends_today: int
    rows: Sequence[TodayRow]
    waiting: Sequence[Waiting]
    appointments: Sequence[Appointment]
    put_aside: int
    desk: Sequence[ReferralLine] = ()
    weekly: int = 0


def todays_list(actor: Actor, *, rows: int | None = None, member: Any = None) -> Today:
    """The first so many rows. A fixed number of queries: one for all facts and, for a role of whole rounds, one before
    it, and the own row unless `member` is that; one for handovers, and those of the attendance of the group."""
    if actor.role not in WHOLE_ROUND:
        people = caseload_with_facts(actor)
        return list_of(people, actor, number=len({each.person_id for each in people}), rows=rows)
    found = reach(actor, member or own_row(actor))
    unread = found.unread(rows)
    people = some_with_facts(found.whose.keys() - unread.keys(), actor, closed=found.closed)
    told = [signal for signals in unread.values() for signal in signals]
    registers = [(round_id, actor.on, SCHOOL.value) for round_id in found.taken]
    return list_of(people, actor, number=found.people, rows=rows, told=told, turns=found.turns, registers=registers)


def list_of(
    people: list[Trajectory],
    actor: Actor,
    *,
    number: int,
    rows: int | None = None,
    told: Iterable[Signal] = (),
    turns: Mapping[str, Turn] | None = None,
    registers: Collection[Register] = (),
) -> Today:
    """What these people ask of this member; `number` is how many there are in the whole caseload, and `turns` says
    whose is first of all of them. What is `told` of others counts, and comes after the rows asked for. In `registers`
    others than these people stand."""
    handovers = Handovers.of(actor)
    days, measures = _attendance(people, actor, registers), measures_of(people, actor)
    acting = list(told)
    waiting: list[Waiting] = []
    aside: set[UUID] = set()
    weekly: set[UUID] = set()
    each: Any
    for each in people:
        care = care_of(each, actor)
        measure, steps = measures[each.pk], handovers.steps_of(each)
        for signal in signals_of(each, days.get(each.pk, ()), actor, measure, steps):
            if care.waits_for(signal):
                waiting.append(_supplied_by_others(each, signal))
            elif care.acts_on(signal) and signal.code in each.snoozed:
                aside.add(each.person_id)
            elif care.acts_on(signal) and signal.code in each.weekly and actor.on.weekday() != WEEKLY_DAY:
                weekly.add(each.person_id)
            elif care.acts_on(signal):
                acting.append(signal)
        waiting += _answers_of_employers(each, care)
        waiting += handovers.awaited_for(each)
    # Of somebody in two programmes the first that goes on says where she stands.
    first = {str(each.person_id): each for each in reversed(people)}
    turns = turns or first_registered((str(each.person_id), each.registered_on, each.pk) for each in people)
    asked = todays_rows(acting, lambda about: turns[about.id])
    shown = {UUID(row.subject.id) for row in asked}
    return Today(
        on=actor.on,
        people=number,
        number=len(asked),
        ends_today=sum(row.due_on == actor.on for row in asked),
        rows=[TodayRow(first[row.subject.id], row.signals) for row in asked[:rows]],
        waiting=sorted(waiting, key=lambda w: (w.until or date.max, w.since or date.max, w.trajectory.pk, w.what)),
        appointments=sorted(_appointments(people, actor), key=_by_hour),
        put_aside=len(aside - shown),
        weekly=len(weekly - aside - shown),
        desk=handovers.desk,
    )


def signals_of(
    trajectory: Any, days: Sequence[Any], actor: Actor, measure: Measure, handovers: Sequence[HandoverStep] = ()
) -> tuple[Signal, ...]:
    return person_signals(situation_of(trajectory, days, actor, handovers), measure)


def measure_of(trajectory: Any, actor: Actor) -> Measure:
    return measure_by(trajectory.promised, model_of(trajectory), actor)


def measures_of(people: Collection[Trajectory], actor: Actor) -> dict[int, Measure]:
    """By trajectory; read once for each version of an approach."""
    versions = {each.pk: each.model.checksum if each.model else "" for each in people}
    one_of_each = {versions[each.pk]: each for each in people}
    measures = {version: measure_of(each, actor) for version, each in one_of_each.items()}
    return {pk: measures[version] for pk, version in versions.items()}


def snoozable(actor: Actor, person_id: UUID, code: str) -> Trajectory | None:
    """The trajectory behind a signal that stands on this member's list now."""
    handovers = Handovers.of(actor)
    for each in with_facts(caseload(actor).filter(person=person_id), actor):
        days = _attendance([each], actor, _registers_of(each, actor)).get(each.pk, ())
        found = signals_of(each, days, actor, measure_of(each, actor), handovers.steps_of(each))
        care = care_of(each, actor)
        if any(signal.code == code and care.acts_on(signal) for signal in found):
            return each
    return None


def _attendance(people: list[Trajectory], actor: Actor, registers: Collection[Register] = ()) -> dict[int, Any]:
    return attendance_of(people, actor, registers) if actor.role in KEEPS_ATTENDANCE else {}


def _registers_of(trajectory: Trajectory, actor: Actor) -> list[Register]:
    """Those of today in which others of the group stand, as far as they are in this member's care."""
    if not trajectory.round_id:
        return []
    group = caseload(actor).filter(round=trajectory.round_id)
    kept = Attendance.objects.filter(trajectory__in=group, day=actor.on).order_by()
    return [(trajectory.round_id, actor.on, each) for each in kept.values_list("activity", flat=True).distinct()]


def attendance_of(people: list[Trajectory], actor: Actor, registers: Collection[Register] = ()) -> dict[int, Any]:
    """The days on which a dip can show: the model's number of planned days, and the own month before them."""
    there = [each for each in people if each.started_on and each.open_phases and not each.exited_on]  # type: ignore[attr-defined]
    number = max((limits_of(model_of(each)).attendance_last_days or 0 for each in there), default=0)
    first = add_months(actor.on - timedelta(weeks=2 + number), -1)
    return dict(attendance_days(there, first, actor.on, registers=registers)) if there else {}


def _supplied_by_others(trajectory: Any, signal: Signal) -> Waiting:
    given = next((each for each in trajectory.let_pass if each["guard"] == signal.params["fact"]), None)
    since = day(given["passed_on"]) if given else None
    return Waiting(trajectory, "fact", signal.params["fact"], since, signal.due_on)


def _answers_of_employers(trajectory: Any, care: Care) -> Iterator[Waiting]:
    """Places that were proposed to an employer who has not said yes."""
    for each in trajectory.placed if care.holds or care.role == Role.ACCOUNT_MANAGER else ():
        proposed = each["state"] in (Placement.State.PROPOSED, Placement.State.INTRODUCED)
        if proposed and not each["employer_agreed_on"]:
            since = day(each["introduced_on"]) or day(each["person_agreed_on"])
            yield Waiting(trajectory, "employer", each["employer"], since)


def _appointments(people: Sequence[Any], actor: Actor) -> Iterator[Appointment]:
    """Appointments of this member today, and steps of which today is the day."""
    for each in people:
        for planned in each.own_appointments:
            yield Appointment(each, moment(planned["at"], actor), planned["location"])
        for step in each.steps:
            if _mine(step, each, actor) and day(step["due_on"]) == actor.on:
                yield Appointment(each, None, step["text"])


def _mine(step: Mapping[str, Any], trajectory: Any, actor: Actor) -> bool:
    """A step without an owner belongs to everybody who guides the person."""
    care = care_of(trajectory, actor)
    return step["owner"] == actor.membership_id or (step["owner"] is None and (care.holds or care.helps))


def _by_hour(appointment: Appointment) -> tuple[Any, ...]:
    known = appointment.at.timestamp() if appointment.at else 0.0
    return (appointment.at is None, known, appointment.trajectory.pk, appointment.text)

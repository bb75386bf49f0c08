"""Many trajectories at once: whole histories brought in, and a group that starts together.

A history is replayed through the same decisions as single moves; then all rows are written in a few statements.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from doorstroom.accounts.access import is_system
from doorstroom.accounts.models import Membership
from doorstroom.agreements.models import Purpose
from doorstroom.audit.services import Logged, log_many
from doorstroom.kernel.actor import Actor
from doorstroom.kernel.errors import DomainError
from doorstroom.kernel.transitions import Attempt, Confirmation
from doorstroom.participants.services import RelationSpec, open_relations
from doorstroom.programmes.domain.route_model import RouteModel
from doorstroom.programmes.models import Programme
from doorstroom.rounds.models import Round
from doorstroom.trajectories.domain.errors import TrajectoryError
from doorstroom.trajectories.domain.leaving import Leaving, gaps
from doorstroom.trajectories.domain.machine import (
    ACTIVE,
    MoveName,
    Position,
    apply_move,
    decide_move,
    exit_point,
    register,
    state,
)
from doorstroom.trajectories.models import Event, ExitReason, HolderTerm, Note, PhaseEpisode, TeamMember, Trajectory
from doorstroom.trajectories.selectors.positions import approach_of
from doorstroom.trajectories.selectors.relations import basis_for, desk_relation, holder_source, team_source
from doorstroom.trajectories.services.moves import start_trajectory

KINDS = {
    MoveName.START_INTAKE: "intake_held",
    MoveName.START_SELECTION: "selection_started",
    MoveName.WAIT: "waiting_started",
    MoveName.START_PHASE: "phase_started",
    MoveName.END_PHASE: "phase_ended",
    MoveName.SUSPEND: "suspended",
    MoveName.RESUME: "resumed",
    MoveName.FINISH: "exited",
    MoveName.EXIT: "exited",
    MoveName.RE_ENTER: "re_entered",
}
NOON = time(12)


@dataclass(frozen=True)
class Step:
    """One move of a history. `facts` are those that held that day; `back_on` goes with a suspension."""

    on: date
    name: MoveName
    phase: str | None = None
    reason: str = ""
    facts: frozenset[str] = frozenset()
    leaving: Leaving | None = None
    back_on: date | None = None


@dataclass(frozen=True)
class ContactLine:
    on: date
    author: Membership
    channel: str = Note.Channel.PHONE
    text: str = ""


@dataclass(frozen=True)
class History:
    """What happened to one person in one programme. `holder` coordinates from intake until exit."""

    person_id: UUID
    programme: Programme
    registered_on: date
    holder: Membership
    steps: Sequence[Step] = ()
    round: Round | None = None
    source: str = ""
    team: Sequence[Membership] = ()
    contacts: Sequence[ContactLine] = ()
    fields: Mapping[str, Any] = field(default_factory=dict)


@dataclass
class _Rows:
    holders: list[HolderTerm] = field(default_factory=list)
    phases: list[PhaseEpisode] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    team: list[TeamMember] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    opened: list[tuple[UUID, RelationSpec, date]] = field(default_factory=list)


@transaction.atomic
def bulk_histories(*, actor: Actor, histories: Iterable[History]) -> list[Trajectory]:
    """Write whole histories; a move that would be refused singly is refused here, and then nothing is written."""
    if not is_system(actor):
        raise TrajectoryError("may_not_record", role=actor.role)
    told = list(histories)
    models = _models(told)
    replayed = [_replay(history, models[_key(history)]) for history in told]
    Trajectory.objects.bulk_create([trajectory for trajectory, _, _ in replayed], batch_size=500)
    rows = _Rows()
    bases = _Bases()
    for history, (trajectory, position, events) in zip(told, replayed, strict=True):
        rows.phases += _phases(trajectory, position, events, models[_key(history)][1])
        rows.events += events
        rows.holders += _holders(history, trajectory, events)
        rows.team += [_member(trajectory, member, history) for member in history.team]
        _add_contacts(rows, history, trajectory)
        rows.opened += _relations(history, trajectory, bases)
    _write(actor, rows)
    log_many(actor, (Logged("create", "trajectory", t.pk, t.person_id, ["history"]) for t, _, _ in replayed))
    return [trajectory for trajectory, _, _ in replayed]


def bulk_start(
    *,
    actor: Actor,
    trajectories: Iterable[Trajectory],
    on: date,
    confirmations: Iterable[Confirmation] = (),
) -> tuple[list[Trajectory], list[tuple[Trajectory, DomainError]]]:
    """Start each of a group; who cannot start yet is returned with the reason and keeps nobody else waiting."""
    started, refused = [], []
    agreed = tuple(confirmations)
    for trajectory in trajectories:
        try:
            started.append(start_trajectory(actor=actor, trajectory=trajectory, on=on, confirmations=agreed))
        except DomainError as error:
            refused.append((trajectory, error))
    return started, refused


class _Bases:
    """The legal basis and the desk's relation are asked once per organisation and programme."""

    def __init__(self) -> None:
        self._bases: dict[int, str] = {}
        self._desks: dict[int, RelationSpec] = {}

    def desk(self, programme: Programme, trajectory: Trajectory, on: date) -> RelationSpec:
        if programme.pk not in self._desks:
            self._desks[programme.pk] = desk_relation(programme, "", on)
        return replace(self._desks[programme.pk], source=f"trajectory:{trajectory.pk}")

    def guidance(self, member: Membership, source: str, on: date) -> RelationSpec:
        organisation = member.organisation_id
        if organisation not in self._bases:
            self._bases[organisation] = basis_for(organisation, Purpose.LEARN_WORK, on)
        return RelationSpec(
            organisation_id=organisation, role=member.role, purpose=Purpose.LEARN_WORK,
            basis=self._bases[organisation], source=source, member_id=member.pk,
        )  # fmt: skip


def _key(history: History) -> tuple[int, int | None]:
    return history.programme.pk, history.round.pk if history.round else None


def _models(histories: Iterable[History]) -> dict[tuple[int, int | None], tuple[Any, RouteModel]]:
    """The stored model and what it says, of each round or else each programme."""
    found: dict[tuple[int, int | None], tuple[Any, RouteModel]] = {}
    for history in histories:
        if _key(history) not in found:
            stored = history.round.model if history.round else history.programme.newest_model()
            found[_key(history)] = (stored, approach_of(stored, programme=history.programme.name))
    return found


def _replay(history: History, model: tuple[Any, RouteModel]) -> tuple[Trajectory, Position, list[Event]]:
    stored, approach = model
    trajectory = Trajectory(
        person_id=history.person_id, programme=history.programme, round=history.round, model=stored,
        desk_id=history.programme.receiving_desk_id, source=history.source, registered_on=history.registered_on,
        **history.fields,
    )  # fmt: skip
    position = register(history.registered_on)
    events = [_event(trajectory, "registered", history.registered_on, source=history.source)]
    for step in history.steps:
        first_phase = step.name is MoveName.START_PHASE and trajectory.started_on is None
        position = _apply(trajectory, approach, position, step)
        events += _events(trajectory, step, first_phase=first_phase)
    trajectory.step, trajectory.moved_on = position.step.value, position.moved_on
    trajectory.state = state(approach, position).value
    return trajectory, position, events


def _apply(trajectory: Trajectory, model: RouteModel, position: Position, step: Step) -> Position:
    attempt = Attempt(on=step.on, reason=step.reason, facts=dict.fromkeys(step.facts, True))
    decision = decide_move(model, position, step.name, attempt, phase=step.phase)
    if not decision.allowed:
        first = decision.reasons[0]
        raise TrajectoryError(first.code, reasons=decision.reasons, **first.params)
    if step.name is MoveName.START_INTAKE:
        trajectory.intake_on = step.on
    elif step.name is MoveName.START_PHASE:
        trajectory.started_on = trajectory.started_on or step.on
    elif step.name is MoveName.SUSPEND:
        trajectory.suspended_from, trajectory.expected_back_on = step.on, step.back_on
        trajectory.suspension_reason = ExitReason(step.reason).value
    elif step.name is MoveName.RESUME:
        _clear_suspension(trajectory)
    elif step.name is MoveName.RE_ENTER:
        trajectory.exited_on, trajectory.exit_reason, trajectory.exit_initiator = None, "", ""
        trajectory.exit_phase, trajectory.exit_week, trajectory.destination = "", None, ""
    if step.leaving is not None:
        _leave(trajectory, step.leaving, exit_point(model, position, step.on))
    return apply_move(model, position, decision, step.on, phase=step.phase)


def _leave(trajectory: Trajectory, leaving: Leaving, point: tuple[str, int] | None) -> None:
    if missing := gaps(leaving):
        raise TrajectoryError(missing[0].code, reasons=missing, **missing[0].params)
    trajectory.exited_on, trajectory.exit_reason, trajectory.exit_text = leaving.on, leaving.reason, leaving.text
    trajectory.exit_initiator, trajectory.destination = leaving.initiator, leaving.destination
    trajectory.next_owner = leaving.next_owner
    trajectory.exit_phase, trajectory.exit_week = point or ("", None)
    _clear_suspension(trajectory)


def _clear_suspension(trajectory: Trajectory) -> None:
    trajectory.suspended_from = trajectory.expected_back_on = None
    trajectory.suspension_reason = ""


def _events(trajectory: Trajectory, step: Step, *, first_phase: bool) -> Iterator[Event]:
    """The first phase is also the start of the trajectory."""
    data: dict[str, Any] = {"phase": step.phase} if step.phase else {}
    if step.leaving:
        data |= {"why": step.leaving.reason, "destination": step.leaving.destination,
                 "initiator": step.leaving.initiator}  # fmt: skip
    if step.back_on:
        data |= {"why": step.reason, "expected_back_on": step.back_on.isoformat()}
    reason = step.leaving.text if step.leaving else "" if step.back_on else step.reason
    yield _event(trajectory, KINDS[step.name], step.on, reason=reason, **data)
    if first_phase:
        yield _event(trajectory, "started", step.on)


def _event(trajectory: Trajectory, kind: str, on: date, *, reason: str = "", **data: Any) -> Event:
    return Event(trajectory=trajectory, kind=kind, occurred_on=on, recorded_at=_noon(on), reason=reason, data=data)


def _phases(
    trajectory: Trajectory, position: Position, events: Sequence[Event], model: RouteModel
) -> Iterator[PhaseEpisode]:
    reasons = {(e.data["phase"], e.occurred_on): e.reason for e in events if e.kind == "phase_started"}
    for stay in position.episodes:
        weeks = model.phase(stay.phase).length_weeks
        yield PhaseEpisode(
            trajectory=trajectory, phase=stay.phase, started_on=stay.started_on, ended_on=stay.ended_on,
            planned_end=stay.started_on + timedelta(weeks=weeks) if weeks else None,
            reason=reasons.get((stay.phase, stay.started_on), ""),
        )  # fmt: skip


def _holders(history: History, trajectory: Trajectory, events: Sequence[Event]) -> Iterator[HolderTerm]:
    """From intake, or coming back, until exit; two changes on one day still follow each other."""
    started: datetime | None = None
    for event in events:
        if event.kind in ("intake_held", "re_entered") and started is None:
            started = event.recorded_at
        elif event.kind == "exited" and started is not None:
            ended = max(event.recorded_at, started + timedelta(seconds=1))
            yield HolderTerm(trajectory=trajectory, member=history.holder, started_at=started, ended_at=ended)
            started = None
    if trajectory.state in ACTIVE and started is not None:
        yield HolderTerm(trajectory=trajectory, member=history.holder, started_at=started)


def _member(trajectory: Trajectory, member: Membership, history: History) -> TeamMember:
    since = trajectory.started_on or trajectory.intake_on or history.registered_on
    return TeamMember(
        trajectory=trajectory, member=member, role=member.role, valid_from=since, valid_until=trajectory.exited_on
    )


def _add_contacts(rows: _Rows, history: History, trajectory: Trajectory) -> None:
    for line in history.contacts:
        if line.channel != Note.Channel.REMARK:
            event = _event(trajectory, "contact", line.on, channel=line.channel)
            event.member_id = line.author.pk
            rows.events.append(event)
        rows.notes.append(
            Note(
                person_id=history.person_id, trajectory=trajectory, author=line.author,
                organisation_id=line.author.organisation_id, channel=line.channel, text=line.text,
                occurred_on=line.on, recorded_at=_noon(line.on),
            )
        )  # fmt: skip


def _relations(history: History, trajectory: Trajectory, bases: _Bases) -> Iterator[tuple[UUID, RelationSpec, date]]:
    person = history.person_id
    yield person, bases.desk(history.programme, trajectory, history.registered_on), history.registered_on
    if trajectory.intake_on:
        source = holder_source(trajectory, history.holder.pk)
        yield person, bases.guidance(history.holder, source, trajectory.intake_on), trajectory.intake_on
    if trajectory.exited_on is None:
        since = trajectory.started_on or trajectory.intake_on or history.registered_on
        for member in history.team:
            yield person, bases.guidance(member, team_source(trajectory, member.pk), since), since


def _write(actor: Actor, rows: _Rows) -> None:
    PhaseEpisode.objects.bulk_create(rows.phases, batch_size=1000)
    Event.objects.bulk_create(rows.events, batch_size=1000)
    HolderTerm.objects.bulk_create(rows.holders, batch_size=1000)
    TeamMember.objects.bulk_create(rows.team, batch_size=1000)
    Note.objects.bulk_create(rows.notes, batch_size=1000)
    days = sorted({on for _, _, on in rows.opened})
    for day in days:
        open_relations(actor=actor, opened=[(p, spec) for p, spec, on in rows.opened if on == day], on=day)


def _noon(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on, NOON))

"""One act on several people: tried first, done for whom it can be done, and taken back on the day itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from doorstroom.accounts.access import system_actor
from doorstroom.accounts.models import Membership
from doorstroom.audit.services import Logged, log
from doorstroom.database.scope import scope
from doorstroom.kernel.actor import Actor
from doorstroom.kernel.errors import DomainError
from doorstroom.kernel.events import Event as Happening
from doorstroom.kernel.events import emit
from doorstroom.trajectories.access import colleagues
from doorstroom.trajectories.domain.errors import TrajectoryError
from doorstroom.trajectories.models import Event, JointAct, JointActLine, Trajectory
from doorstroom.trajectories.selectors.positions import approach_of
from doorstroom.trajectories.services.holders import add_team_member, hand_to
from doorstroom.trajectories.services.journal import bring_back, rows_of
from doorstroom.trajectories.services.moves import enter_phase, leave_phase

UNDONE = "act_undone"


@dataclass(frozen=True)
class Wanted:
    """What is asked: a colleague for the team or to coordinate, or a phase; and why."""

    kind: JointAct.Kind
    reason: str
    member: Membership | None = None
    phase: str = ""
    phase_name: str = ""

    @property
    def subject(self) -> str:
        return self.member.user.name if self.member else self.phase_name or self.phase


@dataclass(frozen=True)
class Outcome:
    """`refusal` None: it can be done, or was."""

    trajectory: Trajectory
    refusal: DomainError | None = None


def try_together(*, actor: Actor, trajectories: Iterable[Trajectory], wanted: Wanted, on: date) -> list[Outcome]:
    """For whom it would go and for whom not, and why: the act itself, of which nothing stays."""
    with transaction.atomic():
        found = [_attempt(actor, each, wanted, on) for each in trajectories]
        transaction.set_rollback(True)
    return found


@transaction.atomic
def act_together(
    *, actor: Actor, trajectories: Iterable[Trajectory], wanted: Wanted, on: date
) -> tuple[JointAct, list[Outcome]]:
    """Do it for everybody for whom it can be done; the others stay as they are, each with the reason."""
    if actor.membership_id is None:
        raise TrajectoryError("needs_member")
    if not wanted.reason.strip():
        raise TrajectoryError("reason_needed", move=wanted.kind)
    act = JointAct.objects.create(
        kind=wanted.kind, subject=wanted.subject, reason=wanted.reason.strip(), member_id=actor.membership_id,
        done_at=actor.at,
    )  # fmt: skip
    found = []
    for each in trajectories:
        with _beyond_sight(actor):
            before = rows_of(each)
        found.append(outcome := _attempt(actor, each, wanted, on))
        if outcome.refusal is None:
            with _beyond_sight(actor):
                JointActLine.objects.create(act=act, trajectory=each, before=before, after=rows_of(each))
    log(actor, Logged("create", "joint_act", act.pk, fields=["kind", "subject", "reason"]))
    return act, found


@transaction.atomic
def undo_together(*, actor: Actor, act: JointAct, on: date) -> list[Outcome]:
    """Bring back every trajectory as it was before; who was changed since stays, with that reason."""
    locked = JointAct.objects.select_for_update().filter(pk=act.pk, member=actor.membership_id).first()
    if locked is None or locked.undone_at is not None:
        raise TrajectoryError("undone_already")
    if locked.done_at.astimezone(actor.at.tzinfo).date() != on:
        raise TrajectoryError("undo_too_late")
    with _beyond_sight(actor):
        lines = locked.lines.select_related("trajectory__person", "trajectory__programme").order_by("pk")
        found = [_undo(actor, line, on) for line in lines]
    locked.undone_at = actor.at
    locked.save(update_fields=["undone_at"])
    log(actor, Logged("change", "joint_act", locked.pk, fields=["undone_at"]))
    return found


def _undo(actor: Actor, line: JointActLine, on: date) -> Outcome:
    trajectory = Trajectory.objects.select_for_update(of=("self",)).select_related("person").get(pk=line.trajectory_id)
    if rows_of(trajectory) != line.after:
        return Outcome(trajectory, TrajectoryError("changed_since"))
    bring_back(trajectory, line.before)
    trajectory.refresh_from_db()
    Event.objects.create(
        trajectory=trajectory, kind=UNDONE, occurred_on=on, recorded_at=actor.at, member_id=actor.membership_id
    )
    log(actor, Logged("change", "trajectory", trajectory.pk, trajectory.person_id, [UNDONE]))
    emit(Happening(f"trajectory_{UNDONE}", actor, {"trajectory": trajectory, "on": on, "about": line.act_id}))
    return Outcome(trajectory)


def _beyond_sight(actor: Actor) -> AbstractContextManager[None]:
    """Whoever hands somebody over no longer sees her; what was before is kept and brought back all the same."""
    return scope(system_actor(at=actor.at, purpose="joint_act"), nested=True)


def _attempt(actor: Actor, trajectory: Trajectory, wanted: Wanted, on: date) -> Outcome:
    try:
        with transaction.atomic():
            ACTS[wanted.kind](actor, trajectory, wanted, on)
    except DomainError as error:
        return Outcome(trajectory, error)
    return Outcome(trajectory)


def _colleague(trajectory: Trajectory, wanted: Wanted, on: date) -> Membership:
    member = wanted.member
    if member is None or not colleagues(trajectory, on).filter(pk=member.pk).exists():
        raise TrajectoryError("not_a_colleague", name=wanted.subject, programme=str(trajectory.programme))
    return member


def _team(actor: Actor, trajectory: Trajectory, wanted: Wanted, on: date) -> None:
    add_team_member(actor=actor, trajectory=trajectory, member=_colleague(trajectory, wanted, on), on=on)


def _holder(actor: Actor, trajectory: Trajectory, wanted: Wanted, on: date) -> None:
    member = _colleague(trajectory, wanted, on)
    hand_to(actor=actor, trajectory=trajectory, member=member, at=actor.at, reason=wanted.reason)


def _phase(actor: Actor, trajectory: Trajectory, wanted: Wanted, on: date) -> None:
    """Close what is open and open the other, so that nobody stands in both."""
    if wanted.phase not in {each.code for each in approach_of(trajectory.model).phases}:
        raise TrajectoryError("phase_not_in_model", phase=wanted.phase)
    there = set(trajectory.phases.filter(ended_on=None).values_list("phase", flat=True))
    if wanted.phase in there:
        raise TrajectoryError("stands_there_already")
    for phase in sorted(there):
        leave_phase(actor=actor, trajectory=trajectory, phase=phase, on=on, reason=wanted.reason)
    enter_phase(actor=actor, trajectory=trajectory, phase=wanted.phase, on=on, reason=wanted.reason)


ACTS: Mapping[str, Callable[[Actor, Trajectory, Wanted, date], None]] = {
    JointAct.Kind.TEAM: _team,
    JointAct.Kind.HOLDER: _holder,
    JointAct.Kind.PHASE: _phase,
}

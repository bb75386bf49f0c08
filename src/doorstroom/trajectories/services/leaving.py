"""Leaving and coming back."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from doorstroom.accounts.models import Membership
from doorstroom.kernel.actor import Actor
from doorstroom.programmes.domain.vocabulary import DecisionSubject
from doorstroom.trajectories.domain.errors import TrajectoryError
from doorstroom.trajectories.domain.leaving import Leaving, gaps
from doorstroom.trajectories.domain.machine import MoveName, exit_point
from doorstroom.trajectories.models import ExitReason, Trajectory, TrajectoryState
from doorstroom.trajectories.services.cases import Case
from doorstroom.trajectories.services.holders import appoint_holder, close_holder, end_team

LEFT = ("exited_on", "exit_reason", "exit_text", "exit_initiator", "destination", "next_owner", "exit_talk_on",
        "exit_phase", "exit_week")  # fmt: skip


@transaction.atomic
def exit_trajectory(
    *,
    actor: Actor,
    trajectory: Trajectory,
    on: date,
    reason: str,
    initiator: str,
    destination: str,
    text: str = "",
    next_owner: str = "",
    exit_talk_on: date | None = None,
    seen_by: Membership | None = None,
) -> Trajectory:
    """End it, with why, who wanted it, where the person goes and who is next. Phase and week follow by themselves.

    Somebody who completed the route finishes; anyone else leaves. Where an organisation ends it, a second person
    has looked. Team members stop seeing the person; the last holder and the desk keep sight, to look back.
    """
    case = Case.open(actor, trajectory, on=on, deciding=DecisionSubject.EXIT)
    leaving = Leaving(
        on, reason, text, initiator, destination, next_owner,
        decided_by=actor.membership_id, seen_by=seen_by.pk if seen_by else None,
    )  # fmt: skip
    if missing := gaps(leaving):
        raise TrajectoryError(missing[0].code, reasons=missing, **missing[0].params)
    point = exit_point(case.model, case.position, on)
    case.move(MoveName.FINISH if reason == ExitReason.COMPLETED else MoveName.EXIT, on, reason=reason)
    _write_leaving(case, leaving, point, exit_talk_on)
    close_holder(case=case, at=actor.at)
    data = {"why": reason, "destination": destination, "initiator": initiator, "seen_by": leaving.seen_by}
    case.record("exited", on, reason=text.strip(), phase=point[0] if point else "", **data)
    end_team(case=case, on=on)
    return case.trajectory


@transaction.atomic
def re_enter(*, actor: Actor, trajectory: Trajectory, holder: Membership, on: date, reason: str) -> Trajectory:
    """Come back within the model's term into the same trajectory, at intake; nothing is told again.

    What was known of the exit stays on the timeline.
    """
    case = Case.open(actor, trajectory, on=on)
    others = Trajectory.objects.filter(person_id=case.trajectory.person_id, programme_id=case.trajectory.programme_id)
    if others.exclude(pk=case.trajectory.pk).exclude(state=TrajectoryState.EXITED).exists():
        raise TrajectoryError("already_registered", person=case.trajectory.person.full_name,
                              programme=case.trajectory.programme.name)  # fmt: skip
    left = {name: _plain(getattr(case.trajectory, name)) for name in LEFT}
    case.move(MoveName.RE_ENTER, on, reason=reason)
    for name in LEFT:
        field = case.trajectory._meta.get_field(name)
        setattr(case.trajectory, name, None if field.null else "")
    case.trajectory.intake_on = case.trajectory.intake_on or on
    case.save()
    case.record("re_entered", on, reason=reason.strip(), left=left)
    appoint_holder(case=case, member=holder, at=actor.at, on=on)
    return case.trajectory


def _write_leaving(case: Case, leaving: Leaving, point: tuple[str, int] | None, exit_talk_on: date | None) -> None:
    trajectory = case.trajectory
    trajectory.exited_on, trajectory.exit_reason, trajectory.exit_text = (
        leaving.on,
        leaving.reason,
        leaving.text.strip(),
    )
    trajectory.exit_initiator, trajectory.destination = leaving.initiator, leaving.destination
    trajectory.next_owner, trajectory.exit_talk_on = leaving.next_owner.strip(), exit_talk_on
    trajectory.exit_phase, trajectory.exit_week = point or ("", None)
    trajectory.suspended_from = trajectory.expected_back_on = None
    trajectory.suspension_reason = ""
    trajectory.phases.filter(ended_on=None).update(ended_on=leaving.on)
    case.save()


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value

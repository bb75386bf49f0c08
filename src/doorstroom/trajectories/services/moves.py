"""Moves along the route: selection, waiting, the start, phases, suspension and return."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction

from doorstroom.kernel.actor import Actor
from doorstroom.kernel.transitions import Confirmation
from doorstroom.programmes.domain.vocabulary import DecisionSubject
from doorstroom.trajectories.domain.errors import TrajectoryError
from doorstroom.trajectories.domain.machine import MoveName
from doorstroom.trajectories.models import PhaseEpisode, Trajectory
from doorstroom.trajectories.selectors.facts import first_phases
from doorstroom.trajectories.services.cases import Case
from doorstroom.trajectories.services.guards import let_pass, settle


@transaction.atomic
def move_to_selection(*, actor: Actor, trajectory: Trajectory, on: date, reason: str = "") -> Trajectory:
    """The playbook is being gone through."""
    return _step(actor, trajectory, MoveName.START_SELECTION, "selection_started", on, reason)


@transaction.atomic
def move_to_waiting(*, actor: Actor, trajectory: Trajectory, on: date, reason: str = "") -> Trajectory:
    """Ready to start, or reserve: waiting for a seat."""
    return _step(actor, trajectory, MoveName.WAIT, "waiting_started", on, reason)


@transaction.atomic
def start_trajectory(
    *,
    actor: Actor,
    trajectory: Trajectory,
    on: date,
    reason: str = "",
    confirmations: Iterable[Confirmation] = (),
) -> Trajectory:
    """Begin with the phases that the model plans on its first day. Its guards hold, or were let pass by name."""
    case = Case.open(actor, trajectory, on=on, deciding=DecisionSubject.START_PHASE)
    if case.trajectory.started_on is not None and case.position.open_phases:
        raise TrajectoryError("already_started", on=case.trajectory.started_on)
    _let_pass_all(case, confirmations, on)
    case.trajectory.started_on = case.trajectory.started_on or on
    for phase in first_phases(case.model, on):
        _enter(case, phase, on, reason)
    case.record("started", on, reason=reason)
    return case.trajectory


@transaction.atomic
def enter_phase(
    *,
    actor: Actor,
    trajectory: Trajectory,
    phase: str,
    on: date,
    reason: str = "",
    confirmations: Iterable[Confirmation] = (),
) -> Trajectory:
    """Open a phase. Skipping, running beside another and going back ask for a reason."""
    case = Case.open(actor, trajectory, on=on, deciding=DecisionSubject.START_PHASE)
    _let_pass_all(case, confirmations, on)
    _enter(case, phase, on, reason)
    return case.trajectory


@transaction.atomic
def leave_phase(*, actor: Actor, trajectory: Trajectory, phase: str, on: date, reason: str = "") -> Trajectory:
    """Close a phase that is open; the state becomes that of the most advanced one left, else waiting."""
    case = Case.open(actor, trajectory, on=on)
    case.move(MoveName.END_PHASE, on, reason=reason, phase=phase)
    case.trajectory.phases.filter(phase=phase, ended_on=None).update(ended_on=on, reason=reason.strip())
    case.save()
    case.record("phase_ended", on, reason=reason, phase=phase)
    return case.trajectory


@transaction.atomic
def suspend_trajectory(
    *, actor: Actor, trajectory: Trajectory, on: date, reason: str, expected_back_on: date, text: str = ""
) -> Trajectory:
    """Pause for a while. The holder stays and keeps contact; the model says how long it may last."""
    case = Case.open(actor, trajectory, on=on, deciding=DecisionSubject.SUSPENSION)
    weeks = case.model.thresholds.suspension_max_weeks
    if expected_back_on <= on:
        raise TrajectoryError("back_before_suspension", back=expected_back_on, on=on)
    if weeks is not None and expected_back_on > on + timedelta(weeks=weeks):
        raise TrajectoryError("suspended_too_long", weeks=weeks, latest=on + timedelta(weeks=weeks))
    case.move(MoveName.SUSPEND, on, reason=reason)
    case.trajectory.suspended_from, case.trajectory.expected_back_on = on, expected_back_on
    case.trajectory.suspension_reason = reason
    case.save()
    case.record("suspended", on, reason=text, why=reason, expected_back_on=expected_back_on.isoformat())
    return case.trajectory


@transaction.atomic
def resume_trajectory(*, actor: Actor, trajectory: Trajectory, on: date) -> Trajectory:
    """Back where it was: the phases that were open, or the step before them."""
    case = Case.open(actor, trajectory, on=on, deciding=DecisionSubject.SUSPENSION)
    case.move(MoveName.RESUME, on)
    case.trajectory.suspended_from = case.trajectory.expected_back_on = None
    case.trajectory.suspension_reason = ""
    case.save()
    case.record("resumed", on)
    return case.trajectory


@transaction.atomic
def set_dismissal_date(
    *, actor: Actor, trajectory: Trajectory, certainty: str, day: date | None, on: date
) -> Trajectory:
    """Record when somebody loses the job, and how sure that is: unknown, announced or confirmed (S3.9)."""
    case = Case.open(actor, trajectory, on=on)
    if (day is None) != (certainty == "unknown"):
        raise TrajectoryError("dismissal_date_needs_certainty")
    case.trajectory.dismissal_date, case.trajectory.dismissal_certainty = day, certainty
    case.save()
    case.record("dismissal_date_set", on, certainty=certainty, day=day.isoformat() if day else None)
    settle(case=case, on=on)
    return case.trajectory


def _planned_end(case: Case, phase: str, on: date) -> date | None:
    weeks = case.model.phase(phase).length_weeks
    return None if weeks is None else on + timedelta(weeks=weeks)


def _step(actor: Actor, trajectory: Trajectory, name: MoveName, kind: str, on: date, reason: str) -> Trajectory:
    case = Case.open(actor, trajectory, on=on)
    case.move(name, on, reason=reason)
    case.save()
    case.record(kind, on, reason=reason)
    return case.trajectory


def _enter(case: Case, phase: str, on: date, reason: str) -> None:
    decision = case.move(MoveName.START_PHASE, on, reason=reason, phase=phase)
    PhaseEpisode.objects.create(
        trajectory=case.trajectory, phase=phase, started_on=on, planned_end=_planned_end(case, phase, on),
        reason=reason.strip(),
    )  # fmt: skip
    case.save()
    reminders = [reminder.params["fact"] for reminder in decision.reminders]
    case.record("phase_started", on, reason=reason, phase=phase, reminders=reminders)


def _let_pass_all(case: Case, confirmations: Iterable[Confirmation], on: date) -> None:
    for confirmation in confirmations:
        let_pass(case=case, confirmation=confirmation, on=on)

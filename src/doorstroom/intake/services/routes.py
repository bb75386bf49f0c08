"""What selecting does to the person's trajectory: in selection from the first judgement, then waiting for the start.

These follow from acts by people who may choose, so they do not ask again whether they may move trajectories.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from doorstroom.accounts.access import system_actor
from doorstroom.database.scope import scope
from doorstroom.intake.domain.playbook import RESERVE, SELECTED
from doorstroom.kernel.actor import Actor
from doorstroom.kernel.events import Event
from doorstroom.rounds.models import Nomination, Round
from doorstroom.trajectories.models import Trajectory, TrajectoryState
from doorstroom.trajectories.services import join_round, move_to_selection, move_to_waiting, register_trajectory

BEFORE_WAITING = (TrajectoryState.INTAKE, TrajectoryState.SELECTION)


def enter_selection(*, actor: Actor, nomination: Nomination, on: date) -> None:
    """Who had the intake talk is in selection from the first judgement on."""
    trajectories = Trajectory.objects.filter(
        person=nomination.person_id, programme=nomination.round.programme_id, state=TrajectoryState.INTAKE
    )
    for trajectory in trajectories:
        move_to_selection(actor=system_actor(at=actor.at, purpose="selection"), trajectory=trajectory, on=on)


def carry_on(*, actor: Actor, round: Round, outcomes: Mapping[Nomination, str], on: date) -> None:
    """Register who was selected and has no trajectory here yet; who had the intake waits from now on."""
    system = system_actor(at=actor.at, purpose="selection")
    chosen = [nomination for nomination, outcome in outcomes.items() if outcome in (SELECTED, RESERVE)]
    known = {
        trajectory.person_id: trajectory
        for trajectory in Trajectory.objects.filter(
            programme=round.programme_id, person__in=[n.person_id for n in chosen]
        ).exclude(state=TrajectoryState.EXITED)
    }
    for nomination in chosen:
        trajectory = known.get(nomination.person_id)
        if trajectory is None and outcomes[nomination] == SELECTED:
            register_trajectory(
                actor=system, person=nomination.person, programme=round.programme, round=round,
                source=f"nomination:{nomination.pk}", on=on,
            )  # fmt: skip
        elif trajectory is not None:
            if outcomes[nomination] == SELECTED and trajectory.started_on is None:
                trajectory = join_round(actor=system, trajectory=trajectory, round=round, on=on)
            if trajectory.state in BEFORE_WAITING:
                move_to_waiting(actor=system, trajectory=trajectory, on=on)


def wait_after_intake(event: Event) -> None:
    """Effect of "trajectory_intake_held": who was chosen before the talk waits for the start from now on.

    Who waited before came back to the intake on purpose, and stays there.
    """
    trajectory: Trajectory = event.about["trajectory"]
    if (
        trajectory.round_id is None
        or trajectory.started_on
        or trajectory.events.filter(kind="waiting_started").exists()
    ):
        return
    system = system_actor(at=event.actor.at, purpose="selection")
    with scope(system, nested=True):
        chosen = Nomination.objects.filter(
            round=trajectory.round_id, person=trajectory.person_id, outcome__in=[SELECTED, RESERVE]
        )
        if chosen.exists():
            move_to_waiting(actor=system, trajectory=trajectory, on=event.about["on"])

"""What every move on a trajectory does around the decision: authorise, lock, load; afterwards save, log, tell.

The decision itself is the domain's (`trajectories.domain.machine`); here nothing is decided twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from doorstroom.audit.services import Logged, log
from doorstroom.kernel.actor import Actor
from doorstroom.kernel.events import Event as Happening
from doorstroom.kernel.events import emit
from doorstroom.kernel.transitions import Attempt, Decision
from doorstroom.programmes.domain.route_model import RouteModel
from doorstroom.programmes.domain.vocabulary import DecisionSubject
from doorstroom.trajectories.access import deciding_roles, may_decide, may_record, visible_trajectories
from doorstroom.trajectories.domain.errors import TrajectoryError
from doorstroom.trajectories.domain.machine import MoveName, Position, apply_move, decide_move, state
from doorstroom.trajectories.models import Event, Trajectory
from doorstroom.trajectories.selectors.facts import attempt_facts
from doorstroom.trajectories.selectors.positions import approach_of, position_of


@dataclass
class Case:
    """A locked trajectory while one act on it is done."""

    actor: Actor
    trajectory: Trajectory
    model: RouteModel
    position: Position

    @classmethod
    def open(cls, actor: Actor, trajectory: Trajectory, *, on: date, deciding: DecisionSubject | None = None) -> Case:
        """Raises TrajectoryError where the actor may not record here, or the day is still to come."""
        found = visible_trajectories(actor).filter(pk=trajectory.pk)
        locked = found.select_for_update(of=("self",)).select_related("model", "programme", "person").first()
        if locked is None:
            raise TrajectoryError("not_visible")
        if not may_record(actor):
            raise TrajectoryError("may_not_record", role=actor.role)
        if on > actor.on:
            raise TrajectoryError("day_to_come", on=on, today=actor.on)
        model = approach_of(locked.model, programme=str(locked.programme))
        if deciding and not may_decide(actor, model, deciding):
            roles = tuple(sorted(deciding_roles(model, deciding)))
            raise TrajectoryError("role_may_not", role=actor.role, roles=roles)
        return cls(actor, locked, model, position_of(locked))

    def move(self, name: MoveName, on: date, *, reason: str = "", phase: str | None = None) -> Decision:
        """Make the move in memory, or refuse it with every reason why not."""
        facts = attempt_facts(self.trajectory, self.model, name, phase, on, self.actor)
        attempt = Attempt(on=on, role=self.actor.role, reason=reason, facts=facts)
        decision = decide_move(self.model, self.position, name, attempt, phase=phase)
        if not decision.allowed:
            first = decision.reasons[0]
            raise TrajectoryError(first.code, reasons=decision.reasons, **first.params)
        self.position = apply_move(self.model, self.position, decision, on, phase=phase)
        return decision

    def save(self) -> None:
        """Write the position; `state` follows from it."""
        self.trajectory.step = self.position.step.value
        self.trajectory.moved_on = self.position.moved_on
        self.trajectory.state = state(self.model, self.position).value
        self.trajectory.save()

    def record(self, kind: str, on: date, *, reason: str = "", about: Any = None, **data: Any) -> Event:
        """Put it on the timeline, in the log, and tell who waits for it as `trajectory_<kind>`."""
        trajectory, actor = self.trajectory, self.actor
        event = Event.objects.create(
            trajectory=trajectory, kind=kind, occurred_on=on, recorded_at=actor.at, member_id=actor.membership_id,
            reason=reason, data=data,
        )  # fmt: skip
        log(actor, Logged("change", "trajectory", trajectory.pk, trajectory.person_id, [kind]))
        emit(Happening(f"trajectory_{kind}", actor, {"trajectory": trajectory, "on": on, "about": about, **data}))
        return event

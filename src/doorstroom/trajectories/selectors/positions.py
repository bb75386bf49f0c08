"""A trajectory in the terms of its model: the approach as data, and where this person stands in it."""

from __future__ import annotations

from doorstroom.programmes.domain.route_model import RouteModel
from doorstroom.programmes.models import RouteModel as StoredModel
from doorstroom.programmes.selectors import approach_of as read_approach
from doorstroom.trajectories.domain.errors import TrajectoryError
from doorstroom.trajectories.domain.holders import HolderTerm, Terms
from doorstroom.trajectories.domain.machine import Episode, Position, State
from doorstroom.trajectories.models import Trajectory, TrajectoryState


def approach_of(stored: StoredModel | None, *, programme: str = "") -> RouteModel:
    """The approach behind a stored model. Raises TrajectoryError where a programme has none yet."""
    if stored is None:
        raise TrajectoryError("no_route_model", programme=programme)
    return read_approach(stored)


def position_of(trajectory: Trajectory) -> Position:
    """One query: the stays in phases, in the order in which they began."""
    stays = sorted(trajectory.phases.all(), key=lambda stay: stay.pk)
    return Position(
        step=State(trajectory.step),
        moved_on=trajectory.moved_on or trajectory.registered_on,
        episodes=tuple(Episode(stay.phase, stay.started_on, stay.ended_on) for stay in stays),
        suspended_on=trajectory.suspended_from if trajectory.state == TrajectoryState.SUSPENDED else None,
        exited_on=trajectory.exited_on,
    )


def terms_of(trajectory: Trajectory) -> Terms:
    rows = trajectory.holder_terms.order_by("started_at")
    return tuple(HolderTerm(row.member_id, row.started_at, row.ended_at) for row in rows)

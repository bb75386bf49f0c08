"""What was agreed about contracts that end: every other job within twelve weeks, so that both kinds stand on the list.

Six people whose group is almost over look with the account manager for where to go on.
"""

from __future__ import annotations

from datetime import timedelta

from doorstroom.accounts.access import actor_of
from doorstroom.demo.region.history import Stage
from doorstroom.placements.models import NextPath, Placement
from doorstroom.placements.services import agree_next_path
from doorstroom.trajectories.models import HolderTerm, Trajectory, TrajectoryState
from doorstroom.trajectories.services import add_team_member

AHEAD = timedelta(weeks=12)
SOON = timedelta(weeks=8)
LOOK_TOGETHER = 6
AGREED = (
    (NextPath.Path.EXTENDED, "Half jaar erbij, zelfde uren."),
    (NextPath.Path.PERMANENT, "Vast vanaf de eerste van de maand."),
    (NextPath.Path.EDUCATION, "Start in februari met de opleiding."),
)  # fmt: skip


def build_contracts(stage: Stage) -> None:
    """Said by the last holder; what Kofi does next is still open."""
    ending = Placement.objects.filter(
        kind="job", state=Placement.State.ACTIVE, ends_on__gte=stage.today, ends_on__lte=stage.today + AHEAD
    )  # fmt: skip
    others = ending.exclude(person__family_name="Mensah").order_by("ends_on", "pk")
    for place, placement in enumerate(others[::2]):
        term = HolderTerm.objects.filter(trajectory=placement.trajectory_id).select_related("member__user")
        holder = term.order_by("-started_at").first()
        if holder:
            path, note = AGREED[place % len(AGREED)]
            actor = actor_of(holder.member, at=stage.at)
            agree_next_path(actor=actor, placement=placement, path=path, note=note, on=stage.today)
    _look_together(stage)


def _look_together(stage: Stage) -> None:
    """Chantal knows the employers, so the holders ask her to help find what comes next."""
    chantal, asked_on = stage.member("chantal"), stage.today - timedelta(days=3)
    ending = Placement.objects.filter(
        kind="apprenticeship", state=Placement.State.ACTIVE, ends_on__gte=stage.today, ends_on__lte=stage.today + SOON
    ).order_by("ends_on", "pk")  # fmt: skip
    under_way = Trajectory.objects.filter(pk__in=ending.values("trajectory"), state=TrajectoryState.RUNNING)
    for trajectory in under_way.order_by("pk")[:LOOK_TOGETHER]:
        add_team_member(actor=stage.actor(asked_on), trajectory=trajectory, member=chantal, on=asked_on)

"""When who holds a trajectory is gone, or away for long: whoever leads the programme sees it until somebody takes over,
and while nobody of them is there either, whoever is nearest (`domain/standing_in.py`).

Nobody is appointed by itself: who takes over is for people to agree. What is held by nobody who is there is only
seen to stand on somebody's list.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from doorstroom.accounts.access import is_system
from doorstroom.kernel.actor import Actor
from doorstroom.participants.services import close_relations, open_relations
from doorstroom.trajectories.access import not_there
from doorstroom.trajectories.domain.errors import TrajectoryError
from doorstroom.trajectories.models import HolderTerm
from doorstroom.trajectories.selectors.relations import ALONE, alone_source, shown, shown_now, stand_in_relations


@transaction.atomic
def show_left_alone(*, actor: Actor, on: date) -> tuple[int, int]:
    """Let who leads or stands in see what is held by nobody who is there, and no longer what somebody holds again.

    Safe to repeat: every night it follows who is there, and writes only what changed.

    Returns how many trajectories are shown, and how many of before are not any more.
    """
    if not is_system(actor):
        raise TrajectoryError("not_visible")
    held = HolderTerm.objects.filter(ended_at=None, member__in=not_there(on)).select_related("trajectory", "member")
    alone = [(each.trajectory, each.member) for each in held.order_by("trajectory")]
    opened = stand_in_relations(alone, alone_source, on)
    wanted, before = {shown(spec) for _, spec in opened}, shown_now(ALONE)
    for source, organisation, role in sorted(before - wanted):
        close_relations(actor=actor, source=source, organisation_id=organisation, role=role, on=on)
    new = [(person, spec) for person, spec in opened if shown(spec) not in before]
    open_relations(actor=actor, opened=new, on=on)
    return len(alone), len({source for source, *_ in before} - {alone_source(each) for each, _ in alone})

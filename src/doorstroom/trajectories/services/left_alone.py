"""When who holds a trajectory is gone, or away for long: whoever leads the programme sees it until somebody takes over.

Nobody is appointed by itself: who takes over is for people to agree. What is held by nobody who is there is only
seen to stand on somebody's list.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from doorstroom.accounts.access import is_system
from doorstroom.kernel.actor import Actor
from doorstroom.participants.models import PersonRelation
from doorstroom.participants.services import close_relations, open_relations
from doorstroom.trajectories.access import not_there
from doorstroom.trajectories.domain.errors import TrajectoryError
from doorstroom.trajectories.models import Trajectory
from doorstroom.trajectories.selectors.relations import ALONE, alone_source, lead_relations


@transaction.atomic
def show_left_alone(*, actor: Actor, on: date) -> tuple[int, int]:
    """Let who leads see what is held by nobody who is there, and no longer what somebody holds again; safe to repeat.

    Returns how many trajectories are shown, and how many of before are not any more.
    """
    if not is_system(actor):
        raise TrajectoryError("not_visible")
    held = Trajectory.objects.filter(holder_terms__ended_at=None, holder_terms__member__in=not_there(on))
    alone = list(held.order_by("pk"))
    sources = {alone_source(each) for each in alone}
    stale = PersonRelation.objects.filter(source__startswith=ALONE, valid_until=None).exclude(source__in=sources)
    ended = sorted(set(stale.values_list("source", flat=True)))
    for source in ended:
        close_relations(actor=actor, source=source, on=on)
    open_relations(actor=actor, opened=lead_relations(alone, alone_source, on), on=on)
    return len(alone), len(ended)

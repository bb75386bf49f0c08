"""What is still with a colleague, as numbers: whoever looks after roles sees no people."""

from __future__ import annotations

from doorstroom.accounts.models import Membership
from doorstroom.followup.models import Observation
from doorstroom.trajectories.models import HolderTerm


def in_hands_of(member: Membership) -> tuple[int, int]:
    """How many people she coordinates, and of how many she asks later how it goes. Needs a system scope."""
    held = HolderTerm.objects.filter(member=member, ended_at=None)
    to_ask = Observation.objects.filter(owner=member, status__in=[Observation.Status.DUE, Observation.Status.UNKNOWN])
    return held.count(), to_ask.values("person").distinct().count()

"""In the last three rounds of WelThuis those who were not selected were all far from work: something to look at together."""

from __future__ import annotations

from doorstroom.demo.region.history import Stage
from doorstroom.demo.region.welthuis import Welthuis
from doorstroom.participants.services import set_language_levels, set_profile
from doorstroom.rounds.models import Nomination

ROUNDS = ("Kleurrijk", "ronde 8", "ronde 9")
LEVELS = {"listening": "A2", "speaking": "A2", "reading": "A1", "writing": "A1"}


def build_far_group(stage: Stage, welthuis: Welthuis) -> None:
    rounds = [welthuis.rounds[name] for name in ROUNDS]
    left = Nomination.objects.filter(round__in=rounds).exclude(outcome=Nomination.Outcome.SELECTED)
    for nomination in left.order_by("pk"):
        set_profile(actor=stage.actor(), person_id=nomination.person_id, education="none")
        set_language_levels(actor=stage.actor(), person_id=nomination.person_id, levels=LEVELS)

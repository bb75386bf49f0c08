"""Warm handovers: one of Samira's under way with a talk planned, and four that wait too long for an answer."""

from __future__ import annotations

from datetime import timedelta

from doorstroom.accounts.access import actor_of
from doorstroom.demo.region.history import Stage
from doorstroom.intake.models import Referral
from doorstroom.intake.services import draft_referral, plan_talk, send_referral
from doorstroom.trajectories.models import HolderTerm, Trajectory

# Who sends (mailbox), to whom, how many days ago, and what for.
LATE = (
    ("karin", "Gemeente Lindervoort", 16, "Begeleiding dicht bij huis; de uitkering loopt via de gemeente."),
    ("gert", "De Schakelaar", 13, "Een werkplek in de techniek, met een jobcoach in de buurt."),
    ("dounia", "Vennenwerk", 11, "Jobcoaching op de werkplek, twee keer per week."),
    ("peter", "Vennenwerk", 9, "Leren op de werkvloer voordat de opleiding begint."),
)
WISH = "Ik wil werken waar ik iemand ken."


def build_handovers(stage: Stage) -> None:
    on = stage.today - timedelta(days=4)
    row = _sent(stage, "samira", "Vennenwerk", 5, "Jobcoaching na de start, ook in de avonddienst.")
    ilse = actor_of(stage.member("ilse"), at=stage.actor(on).at)
    plan_talk(actor=ilse, referral=row, talk_on=stage.today + timedelta(days=1), on=on)
    for mailbox, receiver, days, question in LATE:
        _sent(stage, mailbox, receiver, days, question)


def _sent(stage: Stage, mailbox: str, receiver: str, days: int, question: str) -> Referral:
    on = stage.today - timedelta(days=days)
    actor = stage.actor(on)
    row = draft_referral(
        actor=actor, trajectory=_held_by(stage, mailbox), receiver=stage.partners[receiver], question=question,
        wish=WISH, agreed="Wij bellen samen.", on=on,
    )  # fmt: skip
    return send_referral(actor=actor, referral=row, seen_how=Referral.Seen.SCREEN, on=on)


def _held_by(stage: Stage, mailbox: str) -> Trajectory:
    """The last that was registered of those whom this member holds and who are under way."""
    held = HolderTerm.objects.filter(member=stage.member(mailbox), ended_at=None, trajectory__state="running")
    return held.select_related("trajectory").order_by("-trajectory__registered_on", "-trajectory")[0].trajectory

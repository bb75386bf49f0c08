"""Offer sheets at Zorgkring Oost: all confirmed by both, but Abel's, which still waits for the employer."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from doorstroom.accounts.access import actor_of
from doorstroom.demo.region.history import Stage
from doorstroom.placements.models import OfferSide, Placement
from doorstroom.placements.services import confirm_offer, write_offer_sheet
from doorstroom.trajectories.models import Trajectory

EMPLOYER_GIVES = "Een vaste begeleider op elke dienst. Eerst meelopen, na vier weken zelf taken.\nBij goed verloop een leerbaan van 24 uur."
PARTNERS_GIVE = "De jobcoach komt in week 1, 2 en 4 en is op werkdagen te bellen.\nWij regelen de praktijkovereenkomst en de verzekering."


def build_offer_sheets(stage: Stage, abel: Trajectory) -> None:
    here = stage.employers.named("Zorgkring Oost")
    began = stage.today - timedelta(days=14)
    running = Placement.objects.filter(
        site__organisation=here, state=Placement.State.ACTIVE, starts_on__lte=began,
        kind=Placement.Kind.WORK_EXPERIENCE, trajectory__round=abel.round,
    ).order_by("pk")  # fmt: skip
    coach = actor_of(stage.member("ruud"), at=stage.at)
    for placement in running:
        write_offer_sheet(
            actor=stage.actor(began), placement=placement, employer_gives=EMPLOYER_GIVES, partners_give=PARTNERS_GIVE,
            on=began,
        )  # fmt: skip
        confirm = partial(confirm_offer, actor=stage.actor(began), placement=placement, on=began)
        confirm(side=OfferSide.Side.PARTNERS, by=coach.name)
        if placement.person_id != abel.person_id:
            confirm(side=OfferSide.Side.EMPLOYER, by="Joost Hermans")

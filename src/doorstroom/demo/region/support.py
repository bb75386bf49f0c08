"""The catalogue of services of the region, and what people of Volgende Stap were pointed to."""

from __future__ import annotations

from datetime import date, timedelta

from doorstroom.accounts.access import actor_of
from doorstroom.demo.region.geography import TOWNS
from doorstroom.demo.region.history import Stage
from doorstroom.intake.models import ServiceReferral
from doorstroom.intake.services import move_service_referral, offer_service, refer_to_service
from doorstroom.trajectories.models import HolderTerm

SERVICES = (
    ("Werkcentrum Lindevallei", "Loopbaangesprek", "orientation", 0, None),
    ("Vakbond Samen Sterk", "Loopbaancheck voor leden en niet-leden", "orientation", 1, 8),
    ("UWV Lindevallei", "Sollicitatietraining in een groep", "applying", 0, 12),
    ("Welkom", "Oefengesprekken in eenvoudig Nederlands", "applying", 2, 6),
    ("TechLab Harmelbeek", "Proefdag techniek", "training", 3, 4),
    ("Lindecollege", "Korte cursus logistiek", "training", 0, 2),
    ("Lindecollege", "Ervaringscertificaat", "recognition", 0, 10),
    ("Welkom", "Taalmaatje", "language", None, None),
    ("De Schakelaar", "Werken met een scanner en een tablet", "digital", 4, 6),
    ("Gemeente Lindervoort", "Geldspreekuur", "money", 0, None),
    ("Vakbond Samen Sterk", "Spreekuur rechten bij ontslag", "rights", 1, None),
)
SINCE = date(2026, 1, 5)
ASKED = ("Korte cursus logistiek", "Sollicitatietraining in een groep", "Loopbaangesprek")


def build_support(stage: Stage) -> None:
    """Two people take the short course, so it is full; others were pointed elsewhere and are further or not."""
    made = {}
    for provider, name, need, town, places in SERVICES:
        postcode = "" if town is None else str(TOWNS[town].postcodes[0])[:4]
        made[name] = offer_service(
            actor=stage.actor(SINCE), provider=stage.partners[provider], name=name, need=need, on=SINCE,
            postcode=postcode, places=places,
        )  # fmt: skip
    terms = HolderTerm.objects.filter(ended_at=None, trajectory__programme__name="Volgende Stap")
    terms = terms.exclude(trajectory__state="exited").select_related("member__user", "trajectory")
    for number, term in enumerate(terms.order_by("pk")):
        holder = actor_of(term.member, at=stage.at)
        on = stage.today - timedelta(days=20 + number)
        for name in (ASKED[0], ASKED[1 + number % 2]):
            if name == ASKED[0] and number >= 2:
                continue
            asked = refer_to_service(actor=holder, trajectory=term.trajectory, service=made[name], on=on)
            if name != ASKED[0]:
                to = ServiceReferral.State.STARTED if number % 3 else ServiceReferral.State.NOT_TAKEN
                move_service_referral(actor=holder, referral=asked, to=to, on=on + timedelta(days=7))

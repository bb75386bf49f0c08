"""Selam, who has no next step, and the links by which Abel and his employer come in without an account."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from doorstroom.demo.region.history import Stage
from doorstroom.participants.services import issue_person_link
from doorstroom.participants.services.bulk import bulk_register
from doorstroom.placements.services import issue_employer_link
from doorstroom.programmes.models import Programme
from doorstroom.trajectories.domain.machine import MoveName
from doorstroom.trajectories.models import Trajectory
from doorstroom.trajectories.services.bulk import ContactLine, History, Step, bulk_histories

LAST_CONTACT_DAYS_AGO = 9


def build_selam(stage: Stage, programme: Programme) -> Trajectory:
    """The intake is done, nothing was agreed after it; Ruud spoke her last, nine days ago."""
    registered = stage.today - timedelta(days=21)
    centre = stage.partners["Gemeente Lindervoort"]
    draft = stage.people.one(
        name=("Selam", "Gebre"), on=registered, referrer=centre, goal="Ik wil leren koken voor anderen."
    )
    (selam,) = bulk_register(actor=stage.actor(registered), people=[draft])
    spoke = ContactLine(
        stage.today - timedelta(days=LAST_CONTACT_DAYS_AGO), stage.member("ruud"), "talk", "Kennisgemaakt."
    )
    history = History(
        person_id=selam.pk, programme=programme, registered_on=registered, holder=stage.member("samira"),
        steps=[Step(stage.today - timedelta(days=12), MoveName.START_INTAKE)], source="verwijzing", contacts=[spoke],
    )  # fmt: skip
    return bulk_histories(actor=stage.actor(), histories=[history])[0]


def links_of(stage: Stage, abel: Trajectory) -> list[dict[str, Any]]:
    """New links with their codes; only hashes of them stay in the database."""
    token, code = issue_person_link(actor=stage.actor(), person_id=abel.person_id, at=stage.at)
    contact = stage.employers.contacts[stage.employers.named("Zorgkring Oost").pk]
    employer_token, employer_code = issue_employer_link(actor=stage.actor(), contact=contact, at=stage.at)
    return [
        {"who": "participant", "name": "Abel Tesfay", "token": token, "code": code},
        {"who": "employer", "name": f"{contact.name}, Zorgkring Oost", "token": employer_token, "code": employer_code},
    ]

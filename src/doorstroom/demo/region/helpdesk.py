"""The firm that keeps the system running: one file was open to it for two hours on Friday, another is asked for."""

from __future__ import annotations

from datetime import timedelta

from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Membership, Organisation, OrganisationKind, Role, User
from doorstroom.agreements.models import AgreementParty, Category, Purpose
from doorstroom.agreements.services import Line, approve_lines, draft_agreement
from doorstroom.audit.services import Logged, log
from doorstroom.demo.region.history import Stage
from doorstroom.demo.region.partners import MAIL, SINCE, conclude
from doorstroom.oversight.services import answer_helpdesk, ask_helpdesk_access
from doorstroom.participants.models import PersonRelation

PROCESSOR = "verwerkersovereenkomst, AVG art. 28"


def build_helpdesk(stage: Stage) -> None:
    desk = stage.partners["Werkcentrum Lindevallei"]
    firm = Organisation.objects.create(name="Beheer Doorstroom", kind=OrganisationKind.PARTNERSHIP)
    kim = Membership.objects.create(
        user=User.objects.create(email=f"kim@{MAIL}", name="Kim de Graaf", password="!"),
        organisation=firm, role=Role.HELPDESK, valid_from=SINCE,
    )  # fmt: skip
    agreement = draft_agreement(
        actor=stage.actor(), title="Verwerkersovereenkomst beheer", purpose="Het systeem draaiende houden.",
        valid_from=SINCE, valid_until=None, lead=desk,
        parties=[(desk, AgreementParty.Capacity.IMPLEMENTER), (firm, AgreementParty.Capacity.SUPPORTER)],
        lines=[Line(desk, firm, Purpose.HELPDESK, (Category.CORE, Category.PROGRESS), PROCESSOR)],
    )  # fmt: skip
    conclude(stage.actor(), agreement, signed_by="bestuurder", on=SINCE)
    approve_lines(actor=stage.actor(), agreement=agreement, approver=stage.member("erik").user, on=SINCE)
    ours = PersonRelation.objects.filter(organisation=desk, valid_until=None).order_by("pk")
    first, second = list(dict.fromkeys(ours.values_list("person_id", flat=True)))[:2]
    friday = stage.at - timedelta(days=3)
    asked = ask_helpdesk_access(
        actor=actor_of(kim, at=friday), organisation=desk.pk, file=first, case="HD-2026-031", hours=2,
        reason="De stap 'start' staat na het opslaan nog open; in de testomgeving gebeurt dat niet.",
    )  # fmt: skip
    answer_helpdesk(actor=actor_of(stage.member("wendy"), at=friday), access_id=asked.pk, agreed=True)
    looked = actor_of(kim, at=friday + timedelta(minutes=20))
    log(looked, Logged("read", "person", first, first, ["core", "progress"], Purpose.HELPDESK))
    ask_helpdesk_access(
        actor=actor_of(kim, at=stage.at - timedelta(hours=1)), organisation=desk.pk, file=second, case="HD-2026-034",
        hours=1, reason="De tijdlijn toont een gesprek twee keer; het log laat één keer zien.",
    )  # fmt: skip

"""The mess that every real region has, on purpose and counted: three people who stand in the register twice, two
merged employers with their former names, one agreement about to end. The expired accreditation comes with the
employers, the round that is short of places with the rounds, and the odd look with the other looks."""

from __future__ import annotations

from datetime import timedelta

from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Organisation, OrganisationKind
from doorstroom.accounts.services import merge_organisations
from doorstroom.agreements.models import Agreement, AgreementParty
from doorstroom.agreements.services import draft_agreement
from doorstroom.demo.region.history import Stage
from doorstroom.demo.region.partners import conclude
from doorstroom.participants.models import Person
from doorstroom.participants.services import give_mandate, look_for_doubles
from doorstroom.participants.services.bulk import NewPerson, bulk_register

DUPLICATES, AGREEMENT_ENDS_IN_DAYS = 3, 80
MERGED = (("Mulders Transport B.V.", "Transport Gebr. Mulders"), ("Zorggroep Oosterwade", "Zorgkring Oost"))


def build_dirt(stage: Stage) -> None:
    _duplicates(stage)
    _merged_organisations(stage)
    _ending_agreement(stage)


def _duplicates(stage: Stage) -> None:
    """The same birth date and phone, and another way of writing the name; they wait for Wendy, who has the mandate."""
    on = stage.today - timedelta(days=20)
    known = Person.objects.filter(contact__isnull=False, trajectories__state="running").select_related("contact")
    lindervoort = stage.partners["Gemeente Lindervoort"]
    twice = [
        NewPerson(
            given_name=f"{person.given_name[0]}.", infix=person.infix, family_name=person.family_name, registered_on=on,
            relation=stage.people.relation(lindervoort),
            contact={"birth_date": person.contact.birth_date, "phone": person.contact.phone},
        )
        for person in known.order_by("sort_name", "registered_on")[:DUPLICATES]
    ]  # fmt: skip
    bulk_register(actor=stage.actor(on), people=twice)
    covenant = Agreement.objects.get(title__startswith="Convenant Samen")
    officer = actor_of(stage.member("erik"), at=stage.actor(on).at)
    give_mandate(actor=officer, member=stage.member("wendy"), agreement=covenant, on=on)
    look_for_doubles(actor=stage.actor(on), on=on)


def _merged_organisations(stage: Stage) -> None:
    for former, name in MERGED:
        employer = stage.employers.named(name)
        merged = Organisation.objects.create(name=former, kind=OrganisationKind.EMPLOYER)
        on = stage.today - timedelta(days=300)
        merge_organisations(actor=stage.actor(on), former=merged, into=employer, on=on)


def _ending_agreement(stage: Stage) -> None:
    since = stage.today - timedelta(days=285)
    parties = [stage.partners[name] for name in ("Gemeente Lindervoort", "Welkom")]
    agreement = draft_agreement(
        actor=stage.actor(since), title="Werving voor Kleurrijk", valid_from=since,
        purpose="Mensen bereiken die de weg naar de zorg nog niet kennen.",
        valid_until=stage.today + timedelta(days=AGREEMENT_ENDS_IN_DAYS), lines=[], lead=stage.partners["Werkcentrum Lindevallei"],
        parties=[(party, AgreementParty.Capacity.IMPLEMENTER) for party in parties],
    )  # fmt: skip
    conclude(stage.actor(since), agreement, signed_by="directeur", on=since)

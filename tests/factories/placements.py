from datetime import date, timedelta

import factory

from doorstroom.accounts.models import OrganisationKind
from doorstroom.agreements.models import Category, Purpose
from doorstroom.partners.models import Contact, Site
from doorstroom.placements.models import Placement
from doorstroom.placements.services import NewPlacement, record_placements
from factories.accounts import OrganisationFactory
from factories.agreements import open_everything
from factories.learning import group_of


class SiteFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Site

    organisation = factory.SubFactory(OrganisationFactory, kind=OrganisationKind.EMPLOYER)
    name = factory.Sequence(lambda n: f"Locatie {n}")


class ContactFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Contact

    organisation = factory.SelfAttribute("site.organisation")
    site = factory.SubFactory(SiteFactory)
    name = "Joost Vink"
    phone = "0570-123456"


class PlacementFactory(factory.django.DjangoModelFactory):
    """An active learning place without weekdays; give `person`."""

    class Meta:
        model = Placement

    site = factory.SubFactory(SiteFactory)
    kind = Placement.Kind.WORK_EXPERIENCE
    state = Placement.State.ACTIVE
    starts_on = date(2026, 9, 7)


def work_of_abel(actor):
    """Abel, who works five weeks with Joost: the group, the contact and the placement."""
    group, contact = group_of("Abel"), ContactFactory()
    open_everything(contact.organisation, purpose=Purpose.PLACEMENT, categories=(Category.CORE, Category.PLACEMENT))
    abel = group.trajectories[0]
    (placement,) = record_placements(actor=actor, on=actor.on, drafts=[
        NewPlacement(person_id=abel.person_id, trajectory_id=abel.pk, kind="work_experience", site=contact.site,
                     trainer_id=contact.pk, starts_on=actor.on - timedelta(weeks=5), weekdays=(0, 2))
    ])  # fmt: skip
    return group, contact, placement

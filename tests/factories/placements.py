from datetime import date

import factory

from doorstroom.accounts.models import OrganisationKind
from doorstroom.partners.models import Contact, Site
from doorstroom.placements.models import Placement
from factories.accounts import OrganisationFactory


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

from datetime import date

import factory

from doorstroom.accounts.models import OrganisationKind
from doorstroom.demand.models import Place
from doorstroom.partners.models import Site
from factories.accounts import OrganisationFactory


class SiteFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Site

    organisation = factory.SubFactory(OrganisationFactory, kind=OrganisationKind.EMPLOYER)
    name = factory.Sequence(lambda n: f"Vestiging {n}")


class PlaceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Place

    site = factory.SubFactory(SiteFactory)
    occupation = "helpende zorg"
    number = 2
    offered_on = date(2026, 9, 1)

from datetime import date

import factory

from doorstroom.agreements.models import Agreement, AgreementStatus, Category, DataLine, Purpose
from factories.accounts import OrganisationFactory, UserFactory


class AgreementFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Agreement

    title = factory.Sequence(lambda n: f"Convenant {n}")
    purpose = "Samen mensen aan werk helpen."
    status = AgreementStatus.IN_FORCE
    valid_from = date(2025, 1, 1)
    valid_until = date(2028, 1, 1)


class DataLineFactory(factory.django.DjangoModelFactory):
    """An approved line; `approved_on=None, approved_by=None` for one that waits."""

    class Meta:
        model = DataLine

    agreement = factory.SubFactory(AgreementFactory)
    controller = factory.SubFactory(OrganisationFactory)
    recipient = factory.SubFactory(OrganisationFactory)
    purpose = Purpose.GUIDANCE
    category = Category.CORE
    legal_basis = "Participatiewet art. 7"
    approved_by = factory.SubFactory(UserFactory)
    approved_on = date(2025, 1, 1)


def open_everything(organisation, *, purpose=Purpose.GUIDANCE, categories=tuple(Category)):
    """Lines that open these categories to an organisation for a purpose."""
    agreement, approver = AgreementFactory(), UserFactory()
    return DataLine.objects.bulk_create(
        DataLineFactory.build(
            agreement=agreement, controller=organisation, recipient=organisation, purpose=purpose, category=category,
            approved_by=approver,
        )
        for category in categories
    )  # fmt: skip

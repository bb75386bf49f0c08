"""A caseworker who may see everything of her organisation's people, and its steward."""

import pytest

from conftest import NOW
from doorstroom.accounts.models import Role
from doorstroom.participants.services import give_mandate
from factories.accounts import MembershipFactory
from factories.agreements import AgreementFactory, open_everything


@pytest.fixture
def samira(as_system):
    member = MembershipFactory()
    open_everything(member.organisation)
    return member


@pytest.fixture
def wendy(samira, as_system):
    """A steward at the same organisation."""
    member = MembershipFactory(organisation=samira.organisation, role=Role.FUNCTIONAL_ADMINISTRATOR)
    give_mandate(actor=as_system, member=member, agreement=AgreementFactory(), on=NOW.date())
    return member

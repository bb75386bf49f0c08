"""Samira guides Abel; Chantal keeps the contact with employers and sees him too."""

import pytest

from conftest import NOW
from doorstroom.accounts.access import actor_of, system_actor
from doorstroom.accounts.models import Role
from doorstroom.participants.services import open_relations
from factories.matching import area, seeker
from factories.participants import relation_of
from factories.trajectories import colleague, programme_with_model


@pytest.fixture
def samira(as_system):
    area("9001", 52.0)
    area("9009", 52.2)
    return colleague()


@pytest.fixture
def programme(samira):
    return programme_with_model(desk=samira.organisation)


@pytest.fixture
def abel(samira, programme, system):
    return seeker(samira, programme, system).person


@pytest.fixture
def chantal(abel):
    member = colleague(Role.ACCOUNT_MANAGER)
    system = system_actor(at=NOW, purpose="test")
    open_relations(actor=system, opened=[(abel.pk, relation_of(member))], on=NOW.date())
    return member


@pytest.fixture
def acting():
    return lambda member: actor_of(member, at=NOW)

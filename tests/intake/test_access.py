"""Who sees the selection of a round and sets the terms of handing over, by Python's own layer alone."""

import pytest

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Role
from doorstroom.intake.access import may_see_selection, may_set_terms
from factories.accounts import MembershipFactory
from factories.rounds import round_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(as_system):
    return round_world(as_system)


def test_the_selection_is_for_partners_in_their_role_and_whoever_was_asked_for_people(world):
    outside = MembershipFactory(role=Role.PROGRAMME_MANAGER)
    other_role = MembershipFactory(organisation=world.school.organisation, role=Role.JOB_COACH)
    seen = [may_see_selection(actor_of(each, at=NOW), world.round) for each in (*world.everyone, outside, other_role)]
    assert seen == [True] * 5 + [False] * 2


def test_terms_are_set_by_the_programme_manager_of_a_partner_or_of_the_desk(world, as_system):
    programme = world.round.programme
    programme.partners.all().delete()
    programme.partners.create(organisation=world.school.organisation, role=Role.SCHOOL_COORDINATOR)
    places = (world.school.organisation, programme.receiving_desk, world.accounts.organisation)
    may = {
        (role, place.pk): may_set_terms(actor_of(MembershipFactory(organisation=place, role=role), at=NOW), programme)
        for role in (Role.PROGRAMME_MANAGER, Role.CASEWORKER)
        for place in places
    }
    assert [who for who, allowed in may.items() if allowed] == [
        (Role.PROGRAMME_MANAGER, place.pk) for place in places[:2]
    ]  # fmt: skip
    assert may_set_terms(as_system, programme)

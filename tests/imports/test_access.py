"""Who brings in which file for whom, by Python's own layer alone."""

import pytest

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Role
from doorstroom.imports.access import kinds_for, may_import, partners_for, visible_batches
from doorstroom.imports.models import Batch
from factories.accounts import MembershipFactory
from factories.imports import staged
from factories.rounds import round_world

pytestmark = pytest.mark.django_db
PEOPLE = Batch.Kind.PARTICIPANTS


@pytest.fixture
def world(as_system):
    return round_world(as_system)


def acting(member):
    return actor_of(member, at=NOW)


def test_one_brings_in_for_oneself_and_a_programme_manager_for_a_round_she_leads(world, as_system):
    outside = MembershipFactory(role=Role.CASEWORKER)
    elsewhere = MembershipFactory(role=Role.PROGRAMME_MANAGER)
    own, round = world.referrer.organisation, world.round
    allowed = {
        "own, no round": may_import(acting(world.referrer), PEOPLE, own, None),
        "own, round it was asked for": may_import(acting(world.referrer), PEOPLE, own, round),
        "own, foreign round": may_import(acting(outside), PEOPLE, outside.organisation, round),
        "other, as a caseworker": may_import(acting(world.other_referrer), PEOPLE, own, round),
        "other, who leads": may_import(acting(world.manager), PEOPLE, own, round),
        "other, who leads, no round": may_import(acting(world.manager), PEOPLE, own, None),
        "other, who leads elsewhere": may_import(acting(elsewhere), PEOPLE, own, round),
        "a kind of another role": may_import(acting(world.referrer), Batch.Kind.AWARDS, own, round),
        "the system": may_import(as_system, PEOPLE, own, round),
    }
    assert {what for what, may in allowed.items() if may} == {
        "own, no round", "own, round it was asked for", "other, who leads", "the system",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("role", "kinds"),
    [
        (Role.CASEWORKER, {"participants"}),
        (Role.SCHOOL_COORDINATOR, {"attendance", "awards"}),
        (Role.PRIVACY_OFFICER, set()),
    ],
)
def test_each_role_has_its_kinds(as_system, role, kinds):
    assert set(kinds_for(acting(MembershipFactory(role=role)))) - {"sending"} == kinds
    assert set(kinds_for(as_system)) == set(Batch.Kind.values)


def test_files_are_brought_in_for_oneself_and_by_who_leads_for_those_of_the_round(world):
    parties = {each.organisation for each in world.everyone}
    assert set(partners_for(acting(world.manager))) == parties
    assert set(partners_for(acting(world.referrer))) == {world.referrer.organisation}
    elsewhere = MembershipFactory(role=Role.PROGRAMME_MANAGER)
    assert set(partners_for(acting(elsewhere))) == {elsewhere.organisation}


def test_a_delivery_is_seen_at_the_organisation_that_brought_it_in_by_those_who_bring_in_its_kind(world, as_system):
    batch = staged(world.referrer, at=NOW, round=world.round)
    own = world.referrer.organisation
    for member, seen in (
        (MembershipFactory(organisation=own, role=Role.CASEWORKER), [batch]),
        (MembershipFactory(organisation=own, role=Role.SCHOOL_COORDINATOR), []),
        (world.other_referrer, []),
        (world.manager, []),
    ):
        assert list(visible_batches(acting(member))) == seen
    assert list(visible_batches(as_system)) == [batch]

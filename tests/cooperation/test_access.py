"""Who leads a programme and which programmes one sees close, by Python's own layer alone."""

import pytest

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Organisation, Role
from doorstroom.cooperation.access import closing_programmes, may_lead_programme
from doorstroom.cooperation.models import ClosingPlan, NextOwner
from doorstroom.kernel.actor import Actor
from doorstroom.programmes.models import ProgrammePartner
from factories.accounts import MembershipFactory, OrganisationFactory
from factories.programmes import ProgrammeFactory
from factories.trajectories import colleague, programme_with_model, registered

pytestmark = pytest.mark.django_db
ON = NOW.date()


@pytest.fixture
def world(as_system):
    """One programme that `own` leads, one that it works in, one that it succeeds, and one of the first organisation."""
    OrganisationFactory()  # the numbering is past 1 after this, wherever it stood
    first = Organisation.objects.filter(pk=1).first() or OrganisationFactory(pk=1)
    own = OrganisationFactory()
    programmes = {name: ProgrammeFactory(name=name) for name in ("led", "worked in", "succeeded", "foreign")}
    for name, organisation, role in (
        ("led", own, Role.PROGRAMME_MANAGER),
        ("worked in", own, Role.CASEWORKER),
        ("worked in", first, Role.PROGRAMME_MANAGER),
        ("foreign", first, Role.PROGRAMME_MANAGER),
    ):
        ProgrammePartner.objects.create(programme=programmes[name], organisation=organisation, role=role)
    for name, successor in (("succeeded", own), ("foreign", first)):
        ClosingPlan.objects.create(
            programme=programmes[name], opened_on=ON, ends_on=ON, successor=successor, network_keeper=first
        )  # fmt: skip
    return own, programmes


def acting(organisation, role) -> Actor:
    return actor_of(MembershipFactory(organisation=organisation, role=role), at=NOW)


def test_a_programme_is_led_by_a_programme_manager_where_the_own_organisation_leads(world, as_system):
    own, programmes = world
    for actor, led in (
        (acting(own, Role.PROGRAMME_MANAGER), ["led"]),
        (acting(own, Role.CASEWORKER), []),
        (Actor(at=NOW, role=Role.PROGRAMME_MANAGER), []),
        (as_system, list(programmes)),
    ):
        assert [name for name, each in programmes.items() if may_lead_programme(actor, each)] == led


def test_one_sees_close_where_one_works_succeeds_or_receives_and_knows_where_one_leads(world, as_system):
    own, programmes = world
    worker = acting(own, Role.CASEWORKER)

    def seen(actor):
        return {each.name: each.led_here for each in closing_programmes(actor)}

    assert seen(worker) == {"led": True, "worked in": False, "succeeded": False}
    assert seen(Actor(at=NOW, role=Role.CASEWORKER)) == {}
    assert seen(as_system) == dict.fromkeys(programmes, False)
    samira = colleague()
    handed = programme_with_model(samira.organisation, name="overdracht")
    trajectory = registered(samira, handed)
    plan = ClosingPlan.objects.create(programme=handed, opened_on=ON, ends_on=ON, network_keeper=samira.organisation)
    about = {"plan": plan, "trajectory": trajectory, "person": trajectory.person}
    NextOwner.objects.create(**about, organisation=own, funder=own, basis="wet", named_on=ON)
    assert set(seen(worker)) == {"led", "worked in", "succeeded", "overdracht"}

"""Several payers in one round: who pays without referring sees its own people by name, and only those."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import OrganisationKind, Role
from doorstroom.agreements.models import Category, Purpose
from doorstroom.audit.models import Entry
from doorstroom.database.scope import scope
from doorstroom.participants.access import visible_people
from doorstroom.participants.models import Person
from doorstroom.rounds.domain.errors import RoundError
from doorstroom.rounds.models import Nomination, RoundPartner
from doorstroom.rounds.selectors import funnel_of, usual_partners
from doorstroom.rounds.services import (
    Outcome,
    add_partner,
    begin_selecting,
    decide_nominations,
    remove_partner,
    set_payers,
    withdraw,
)
from factories.accounts import MembershipFactory, OrganisationFactory
from factories.agreements import open_everything
from factories.rounds import round_world

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def world(as_system):
    """Abel and Noor of one referrer, Hanna of another; the benefits agency pays in the round and refers nobody."""
    world = round_world(as_system)
    world.abel, world.noor = world.put_forward(as_system, "Abel", "Noor")
    [world.hanna] = world.put_forward(as_system, "Hanna", by=world.other_referrer)
    agency = OrganisationFactory(name="UWV Lindevallei", kind=OrganisationKind.PES)
    world.payer = MembershipFactory(organisation=agency, role=Role.CASEWORKER)
    open_everything(agency, purpose=Purpose.RECRUITMENT, categories=(Category.CORE, Category.PROGRESS))
    world.partner = add_partner(
        actor=as_system, round=world.round, organisation=agency, role=Role.CASEWORKER, pays=True, on=TODAY
    )
    return world


def seen_by(member):
    """Through Python's layer, and through the database's alone."""
    actor = actor_of(member, at=NOW)
    with scope(actor, nested=True):
        layers = [visible_people(actor), Person.objects.all()]
        names = [set(found.values_list("given_name", flat=True)) for found in layers]
    assert names[0] == names[1]
    return names[0]


def pays_for(world, *nominations, actor=None):
    everybody = {n.pk: None for n in (world.abel, world.noor, world.hanna)}
    chosen = dict.fromkeys([n.pk for n in nominations], world.payer.organisation_id)
    actor = actor or actor_of(world.manager, at=NOW)
    with scope(actor, nested=True):
        return set_payers(actor=actor, round=world.round, payers=everybody | chosen, on=TODAY)


def test_a_payer_that_refers_nobody_sees_for_whom_it_pays_and_nobody_else(world, sign_in):
    assert seen_by(world.payer) == set()
    assert pays_for(world, world.abel, world.hanna) == 2
    assert Entry.objects.filter(subject="nomination", fields=["payer"]).count() == 2
    assert seen_by(world.payer) == {"Abel", "Hanna"}
    assert seen_by(world.referrer) == {"Abel", "Noor"}
    html = sign_in(world.payer).get(reverse("round_recruitment", args=[world.round.pk])).content.decode()
    assert {name for name in ("Abel", "Noor", "Hanna") if name in html} == {"Abel", "Hanna"}
    with scope(actor_of(world.payer, at=NOW), nested=True):
        assert funnel_of(world.round).total.nominated == 3


def test_another_choice_closes_what_the_one_before_opened(world):
    pays_for(world, world.abel)
    assert pays_for(world, world.noor) == 2
    assert seen_by(world.payer) == {"Noor"}
    assert pays_for(world, world.noor) == 0


def test_who_is_not_taken_or_withdraws_is_closed_to_the_payer(world, as_system):
    pays_for(world, world.abel, world.noor, world.hanna)
    withdraw(actor=as_system, nomination=world.abel, why="Heeft werk.", on=TODAY)
    assert seen_by(world.payer) == {"Noor", "Hanna"}
    begin_selecting(actor=as_system, round=world.round, on=TODAY)
    outcomes = [
        Outcome(world.noor.pk, Nomination.Outcome.NOT_NOW),
        Outcome(world.hanna.pk, Nomination.Outcome.SELECTED),
    ]
    decide_nominations(actor=as_system, round=world.round, outcomes=outcomes, on=TODAY)
    assert seen_by(world.payer) == {"Hanna"}


def test_who_no_longer_pays_in_the_round_sees_nobody(world, as_system):
    pays_for(world, world.abel)
    remove_partner(actor=as_system, partner=world.partner, on=TODAY)
    assert seen_by(world.payer) == set()
    assert set(Nomination.objects.values_list("payer", flat=True)) == {None}


def test_without_an_agreement_paying_opens_nothing(world):
    world.payer.organisation.lines_received.all().delete()
    pays_for(world, world.abel)
    assert seen_by(world.payer) == set()


def test_a_next_round_asks_anew_who_pays(world):
    kept = {(organisation, role) for organisation, role, _ in usual_partners(world.round.programme)}
    assert kept == {(m.organisation, m.role) for m in (world.manager, world.school, world.accounts)}


def test_only_who_leads_says_so_and_only_of_who_pays_here(world):
    with pytest.raises(RoundError) as caught:
        pays_for(world, world.abel, actor=actor_of(world.school, at=NOW))
    assert caught.value.code == "may_not_lead"
    world.payer = world.referrer
    with pytest.raises(RoundError) as caught:
        pays_for(world, world.abel)
    assert caught.value.code == "payer_not_in_round"


def test_a_payer_looks_as_caseworker_and_leads_nothing(world, as_system):
    other = OrganisationFactory()
    with pytest.raises(RoundError) as caught:
        add_partner(
            actor=as_system, round=world.round, organisation=other, role=Role.PROGRAMME_MANAGER, pays=True, on=TODAY
        )
    assert caught.value.code == "payer_is_caseworker"
    with pytest.raises(IntegrityError, match="payer_leads_nothing"), transaction.atomic():
        RoundPartner.objects.create(round=world.round, organisation=other, role=Role.JOB_COACH, pays=True)


def test_on_the_page_who_leads_chooses_and_others_find_nothing(world, sign_in):
    address = reverse("round_payers", args=[world.round.pk])
    client = sign_in(world.manager)
    assert address in client.get(reverse("round_partners", args=[world.round.pk])).content.decode()
    assert client.get(address).content.decode().count("UWV Lindevallei") == 3
    chosen = {str(world.abel.pk): world.payer.organisation_id, str(world.noor.pk): 0, str(world.hanna.pk): 0}
    answer = client.post(address, chosen)
    assert answer.url == address
    assert seen_by(world.payer) == {"Abel"}
    assert "selected" in client.get(address).content.decode()
    assert sign_in(world.payer).get(address).status_code in (403, 404)


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_for_any_number(as_system, statements, sign_in, number):
    world = round_world(as_system)
    world.put_forward(as_system, *["Abel", "Noor", "Hanna"][:number])
    agency = OrganisationFactory()
    add_partner(actor=as_system, round=world.round, organisation=agency, role=Role.CASEWORKER, pays=True, on=TODAY)
    assert statements(sign_in(world.manager), reverse("round_payers", args=[world.round.pk])) == 9

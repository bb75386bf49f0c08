"""What somebody may do in a round, asked of Python alone: the open system scope lets every row through."""

from datetime import date, timedelta

import pytest

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Role
from doorstroom.agreements.models import Agreement, AgreementStatus, Category, DataLine, Purpose
from doorstroom.rounds import access
from doorstroom.rounds.access import OpenedTo, Rights, open_round, recruitment_partners, visible_rounds, works_in
from doorstroom.rounds.models import RoundPartner
from factories.accounts import MembershipFactory, OrganisationFactory
from factories.agreements import AgreementFactory, DataLineFactory, open_everything
from factories.rounds import round_world

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)
ASKED = ("lead", "back", "recruit", "nominate", "sign")
OF_A_PARTNER = {
    Role.PROGRAMME_MANAGER: {"lead", "back", "recruit"},
    Role.ACCOUNT_MANAGER: {"back", "sign"},
    Role.SCHOOL_COORDINATOR: {"recruit", "sign"},
}
OF_WHO_IS_ASKED = {Role.CASEWORKER: {"nominate"}, Role.JOB_COACH: {"nominate"}}


@pytest.fixture
def world(as_system):
    return round_world(as_system)


def at(organisation, role):
    return actor_of(MembershipFactory(organisation=organisation, role=role), at=NOW)


def rights(actor, round):
    """Asked one by one, and all at once: what a page offers and what a service lets through are the same."""
    one_by_one = {name for name in ASKED if getattr(access, f"may_{name}")(actor, round)}
    opened = open_round(actor, round.pk)
    assert opened is None or opened == (round, Rights(**{name: name in one_by_one for name in ASKED}))
    return opened is not None, works_in(actor, round), one_by_one


def test_a_partner_may_what_its_role_in_the_round_gives(world):
    found = {}
    for role in Role:
        partner = OrganisationFactory()
        RoundPartner.objects.create(round=world.round, organisation=partner, role=role)
        found[role] = rights(at(partner, role), world.round)
    assert found == {role: (True, True, OF_A_PARTNER.get(role, set())) for role in Role}


def test_in_another_role_than_that_of_the_partner_one_only_reads(world):
    partner = OrganisationFactory()
    RoundPartner.objects.create(round=world.round, organisation=partner, role=Role.RESEARCHER)
    found = {role: rights(at(partner, role), world.round) for role in OF_A_PARTNER}
    assert found == dict.fromkeys(OF_A_PARTNER, (True, False, set()))


def test_who_only_pays_does_not_work_in_the_round(world):
    payer = OrganisationFactory()
    RoundPartner.objects.create(round=world.round, organisation=payer, role=Role.CASEWORKER, pays=True)
    assert rights(at(payer, Role.CASEWORKER), world.round) == (True, False, set())


def test_who_was_asked_for_people_nominates_and_no_more(world):
    found = {role: rights(at(world.referrer.organisation, role), world.round) for role in Role}
    assert found == {role: (True, False, OF_WHO_IS_ASKED.get(role, set())) for role in Role}


def test_a_stranger_and_a_partner_of_another_round_may_nothing(world, as_system):
    other = round_world(as_system, name="ronde 10", model="welthuis-v1")
    for member in other.everyone:
        actor = actor_of(member, at=NOW)
        assert rights(actor, world.round) == (False, False, set())
        assert list(visible_rounds(actor)) == [other.round]
    for role in Role:
        assert rights(at(OrganisationFactory(), role), world.round) == (False, False, set())


def test_a_role_in_another_round_gives_nothing_in_this_one(world, as_system):
    other = round_world(as_system, name="ronde 10", model="welthuis-v1")
    member = other.manager
    RoundPartner.objects.create(round=world.round, organisation=member.organisation, role=Role.RESEARCHER)
    assert rights(actor_of(member, at=NOW), world.round) == (True, False, set())
    referrer = other.referrer
    RoundPartner.objects.create(round=world.round, organisation=referrer.organisation, role=Role.RESEARCHER)
    assert rights(actor_of(referrer, at=NOW), world.round) == (True, False, set())


def test_the_product_itself_may_all_but_sign(world, as_system):
    other = round_world(as_system, name="ronde 10", model="welthuis-v1")
    assert rights(as_system, world.round) == (True, True, set(ASKED) - {"sign"})
    assert set(visible_rounds(as_system)) == {world.round, other.round}


def recruited(round, **about):
    return [(each.organisation_id, each.role) for each in recruitment_partners(round, TODAY, **about)]


def test_recruitment_opens_to_partners_who_work_with_people_each_on_its_own_ground(world):
    partners = {}
    for role in Role:
        partners[role] = OrganisationFactory()
        open_everything(partners[role], purpose=Purpose.RECRUITMENT, categories=[Category.CORE])
        DataLine.objects.filter(recipient=partners[role]).update(legal_basis=f"grond {role}")
        RoundPartner.objects.create(round=world.round, organisation=partners[role], role=role)
    mine = [member.organisation_id for member in (world.manager, world.school, world.accounts)]
    opened = [each for each in recruitment_partners(world.round, TODAY) if each.organisation_id not in mine]
    with_people = (
        Role.CASEWORKER, Role.JOB_COACH, Role.ACCOUNT_MANAGER, Role.SCHOOL_COORDINATOR, Role.PROGRAMME_MANAGER,
    )  # fmt: skip
    assert opened == [OpenedTo(partners[role].pk, role, f"grond {role}") for role in with_people]


def test_who_pays_and_who_works_with_everybody_are_asked_apart(world):
    payer = OrganisationFactory()
    open_everything(payer, purpose=Purpose.RECRUITMENT, categories=[Category.CORE])
    RoundPartner.objects.create(round=world.round, organisation=payer, role=Role.CASEWORKER, pays=True)
    assert recruited(world.round, pays=True) == [(payer.pk, Role.CASEWORKER)]
    assert recruited(world.round) == [
        (member.organisation_id, member.role) for member in (world.manager, world.school, world.accounts)
    ]


def test_of_two_grounds_the_one_agreed_first_is_named(world):
    school = world.school.organisation
    DataLine.objects.filter(recipient=school).update(legal_basis="de eerste")
    DataLineFactory(recipient=school, purpose=Purpose.RECRUITMENT, legal_basis="de latere")
    assert {each.basis for each in recruitment_partners(world.round, TODAY) if each.organisation_id == school.pk} == {
        "de eerste"
    }


@pytest.mark.parametrize(
    ("model", "changed", "opens"),
    [
        (DataLine, {"withdrawn_on": TODAY}, False),
        (DataLine, {"withdrawn_on": TODAY + DAY}, True),
        (DataLine, {"approved_on": TODAY}, True),
        (DataLine, {"approved_on": TODAY + DAY}, False),
        (DataLine, {"approved_on": None, "approved_by": None}, False),
        (DataLine, {"purpose": Purpose.GUIDANCE}, False),
        (Agreement, {"valid_until": TODAY}, False),
        (Agreement, {"valid_until": TODAY + DAY}, True),
        (Agreement, {"valid_until": None}, True),
        (Agreement, {"valid_from": TODAY}, True),
        (Agreement, {"valid_from": TODAY + DAY}, False),
        (Agreement, {"status": AgreementStatus.SIGNING}, False),
        (Agreement, {"status": AgreementStatus.TERMINATED}, False),
    ],
)  # fmt: skip
def test_recruitment_opens_by_a_line_of_that_day(world, model, changed, opens):
    school = world.school
    DataLine.objects.filter(recipient=school.organisation).delete()
    line = DataLineFactory(recipient=school.organisation, purpose=Purpose.RECRUITMENT, agreement=AgreementFactory())
    model.objects.filter(pk=line.pk if model is DataLine else line.agreement_id).update(**changed)
    assert ((school.organisation_id, school.role) in recruited(world.round)) is opens


def test_a_line_to_another_opens_nothing(world):
    DataLine.objects.filter(recipient=world.school.organisation).update(recipient=OrganisationFactory())
    assert recruited(world.round) == [
        (member.organisation_id, member.role) for member in (world.manager, world.accounts)
    ]

"""Who sees and decides what, by Python's own layer alone: the database shows everything here."""

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Membership, Organisation, Role
from doorstroom.kernel.actor import Actor
from doorstroom.oversight import access
from doorstroom.oversight.models import ErasureNotice, FileRequest, HelpdeskAccess, LegalHold, Review
from doorstroom.participants.models import Restriction
from doorstroom.programmes.models import ProgrammePartner
from doorstroom.trajectories.models import HolderTerm
from factories.accounts import MembershipFactory, OrganisationFactory
from factories.participants import person_of
from factories.programmes import ProgrammeFactory
from factories.trajectories import programme_with_model, registered

pytestmark = pytest.mark.django_db
ON = NOW.date()
PLACES = ("own", "other", "first")


def first_of(model, factory):
    """The row with number 1: whoever acts for nothing in particular must not be taken for it."""
    factory()  # the numbering is past 1 after this, wherever it stood
    return model.objects.filter(pk=1).first() or factory(pk=1)


@pytest.fixture
def world(as_system):
    """Two organisations and the one with number 1; of each something of every kind, asked by or put to a colleague."""
    first, ann = first_of(Organisation, OrganisationFactory), first_of(Membership, MembershipFactory)
    own, other = OrganisationFactory(), OrganisationFactory()
    kim, sam = MembershipFactory(organisation=own), MembershipFactory(organisation=other)
    found = SimpleNamespace(own=own, other=other, first=first, kim=kim, sam=sam, ann=ann, programmes={})
    for place, member in zip(PLACES, (kim, sam, ann), strict=True):
        _one_of_each(found, place, getattr(found, place), member)
    return found


def _one_of_each(world, place, organisation, member):
    person = person_of(member, given_name=place)
    told = {"organisation": organisation, "reason": place, "member": member}
    Review.objects.create(organisation=organisation, month=ON.replace(day=1), due_on=ON, looks=1, users=1)
    FileRequest.objects.create(
        **told, kind="asked", steward=organisation, purpose="guidance", asked_at=NOW, due_on=ON, person=person
    )
    HelpdeskAccess.objects.create(**told, case="M-1", hours=2, asked_at=NOW, person=person)
    Restriction.objects.create(
        person=person, organisation=organisation, admitted=[member.pk], reason=place, set_at=NOW, set_by=member,
        until=ON + timedelta(days=9),
    )  # fmt: skip
    ErasureNotice.objects.create(person=person, organisation=organisation, member=member, noticed_on=ON, goes_on=ON)
    held = {"kind": "esf", "organisation": organisation, "set_on": ON, "set_by": member, "last_day": ON}
    LegalHold.objects.create(**held, person=person, reference=place)
    world.programmes[place] = ProgrammeFactory(name=place)
    ProgrammePartner.objects.create(
        programme=world.programmes[place], organisation=organisation, role=Role.CASEWORKER
    )  # fmt: skip


def acting(organisation, role) -> Actor:
    return actor_of(MembershipFactory(organisation=organisation, role=role), at=NOW)


def places(found) -> list[str]:
    """Of which organisations something was found, in order of PLACES."""
    texts = {getattr(each, "reason", "") or getattr(each, "reference", "") or str(each) for each in found}
    return [place for place in PLACES if place in texts]


@pytest.mark.parametrize("visible", [access.visible_requests, access.visible_holds, access.visible_restrictions])
def test_a_privacy_officer_sees_what_is_of_her_organisation(world, visible):
    assert places(visible(acting(world.own, Role.PRIVACY_OFFICER))) == ["own"]
    nowhere = Actor(at=NOW, role=Role.PRIVACY_OFFICER)
    assert places(visible(nowhere)) == []
    assert places(visible(acting(world.own, Role.PROGRAMME_MANAGER))) == []


def test_reviews_are_of_the_own_organisation_for_its_privacy_officer(world):
    assert [each.organisation for each in access.visible_reviews(acting(world.own, Role.PRIVACY_OFFICER))] == [
        world.own
    ]
    for nobody in (acting(world.own, Role.CASEWORKER), Actor(at=NOW, role=Role.PRIVACY_OFFICER)):
        assert list(access.visible_reviews(nobody)) == []


def test_notices_are_seen_by_whom_they_are_put_to_and_by_the_privacy_officer_until_reduced(world):
    kim, officer = actor_of(world.kim, at=NOW), acting(world.own, Role.PRIVACY_OFFICER)
    for actor in (kim, officer):
        assert [each.member for each in access.visible_notices(actor)] == [world.kim]
    for nobody in (acting(world.own, Role.CASEWORKER), *(Actor(at=NOW, role=role) for role in Role)):
        assert list(access.visible_notices(nobody)) == []
    ErasureNotice.objects.update(reduced_on=ON)
    assert [*access.visible_notices(kim), *access.visible_notices(officer)] == []


def test_a_caseworker_sees_her_own_requests_and_restrictions(world):
    kim = actor_of(world.kim, at=NOW)
    assert places(access.visible_requests(kim)) == places(access.visible_restrictions(kim)) == ["own"]
    for nobody in (acting(world.own, Role.CASEWORKER), Actor(at=NOW, role=Role.CASEWORKER)):
        assert [*access.visible_requests(nobody), *access.visible_restrictions(nobody)] == []


def test_a_request_is_seen_by_the_officers_of_who_asked_and_of_who_decides(world):
    FileRequest.objects.filter(organisation=world.own).update(steward=world.other)
    for organisation, seen in ((world.own, ["own"]), (world.other, ["own", "other"])):
        assert places(access.visible_requests(acting(organisation, Role.PRIVACY_OFFICER))) == seen


@pytest.mark.parametrize(
    ("kind", "answers", "judges"), [("asked", {"steward"}, set()), ("emergency", set(), {"asker"})]
)
def test_the_lead_answers_what_was_asked_and_the_own_officer_judges_an_emergency(world, kind, answers, judges):
    request = FileRequest(kind=kind, organisation=world.own, steward=world.other)
    officers = {
        "asker": acting(world.own, Role.PRIVACY_OFFICER),
        "steward": acting(world.other, Role.PRIVACY_OFFICER),
        "third": acting(world.first, Role.PRIVACY_OFFICER),
        "worker": acting(world.own, Role.CASEWORKER),
        "colleague": acting(world.other, Role.CASEWORKER),
    }
    assert {name for name, each in officers.items() if access.may_answer(each, request)} == answers
    assert {name for name, each in officers.items() if access.may_judge(each, request)} == judges


def test_the_helpdesk_sees_what_it_asked_and_the_administrator_what_was_asked_of_her(world, as_system):
    assert places(access.visible_helpdesk(actor_of(world.kim, at=NOW))) == ["own"]
    assert places(access.visible_helpdesk(acting(world.own, Role.FUNCTIONAL_ADMINISTRATOR))) == ["own"]
    assert places(access.visible_helpdesk(as_system)) == list(PLACES)
    for nobody in (acting(world.own, Role.HELPDESK), Actor(at=NOW, role=Role.FUNCTIONAL_ADMINISTRATOR)):
        assert places(access.visible_helpdesk(nobody)) == []


def test_an_administrator_answers_for_her_own_organisation_and_never_herself(world):
    asked = HelpdeskAccess.objects.get(organisation=world.own)
    wendy = acting(world.own, Role.FUNCTIONAL_ADMINISTRATOR)
    asker_too = replace(wendy, user_id=world.kim.user_id)
    elsewhere, worker = acting(world.other, Role.FUNCTIONAL_ADMINISTRATOR), acting(world.own, Role.CASEWORKER)
    assert [access.may_answer_helpdesk(each, asked) for each in (wendy, asker_too, elsewhere, worker)] == [
        True, False, False, False,
    ]  # fmt: skip
    kim = actor_of(world.kim, at=NOW)
    assert [access.may_end_helpdesk(each, asked) for each in (kim, wendy, elsewhere, worker)] == [
        True, True, False, False,
    ]  # fmt: skip


def test_who_asks_is_somebody_in_a_role_that_asks(as_system):
    place = OrganisationFactory()
    asks = {role for role in Role if access.may_ask(acting(place, role))}
    assert asks == {Role.CASEWORKER, Role.JOB_COACH}
    assert {role for role in Role if access.may_ask_helpdesk(acting(place, role))} == {Role.HELPDESK}
    assert not any(access.may_ask(Actor(at=NOW, role=role)) for role in Role)
    assert not any(access.may_ask_helpdesk(Actor(at=NOW, role=role)) for role in Role)


def test_holds_are_seen_in_every_own_programme_and_lifted_by_who_set_them(world, as_system):
    officer = acting(world.own, Role.PRIVACY_OFFICER)
    shared = LegalHold.objects.create(
        kind="esf", organisation=world.other, set_on=ON, set_by=world.sam, last_day=ON, reference="shared",
        programme=world.programmes["own"],
    )  # fmt: skip
    seen = access.visible_holds(officer)
    assert {each.reference for each in seen} == {"own", "shared"}
    assert [access.may_lift(officer, each) for each in seen.order_by("reference")] == [True, False]
    assert not access.may_lift(acting(world.other, Role.CASEWORKER), shared)
    assert access.visible_holds(as_system).count() == len(PLACES) + 1


def test_own_programmes_are_those_of_a_partner_and_of_the_desk(world):
    desk = ProgrammeFactory(name="aan de balie", receiving_desk=world.own)
    ProgrammeFactory(name="van niemand hier", receiving_desk=world.first)
    assert list(access.own_programmes(acting(world.own, Role.CASEWORKER))) == [desk, world.programmes["own"]]
    assert list(access.own_programmes(Actor(at=NOW, role=Role.CASEWORKER))) == []


def test_who_coordinates_holds_a_trajectory_of_that_person_now(world):
    trajectory = registered(world.kim, programme_with_model(world.own))
    term = HolderTerm.objects.create(trajectory=trajectory, member=world.ann, started_at=NOW)
    ann, kim = actor_of(world.ann, at=NOW), actor_of(world.kim, at=NOW)
    stranger = person_of(world.kim)
    nobody = Actor(at=NOW, role=Role.CASEWORKER)
    assert [access.coordinates(each, trajectory.person_id) for each in (ann, kim, nobody)] == [True, False, False]
    assert not access.coordinates(ann, stranger.pk)
    term.ended_at = NOW + timedelta(hours=1)
    term.save()
    assert not access.coordinates(ann, trajectory.person_id)

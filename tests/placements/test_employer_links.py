"""What an employer sees and answers without an account."""

from datetime import timedelta

import pytest

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Role
from doorstroom.agreements.models import Category, Purpose
from doorstroom.database.scope import scope
from doorstroom.placements import services
from doorstroom.placements.access import employer_actor
from doorstroom.placements.domain.errors import PlacementError
from doorstroom.placements.models import EmployerAnswer, EmployerLink, Placement
from doorstroom.placements.selectors import placements_behind, usable_link
from doorstroom.placements.services import NewPlacement, WeekAnswer
from factories.accounts import MembershipFactory
from factories.agreements import open_everything
from factories.participants import person_of
from factories.placements import ContactFactory, SiteFactory

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
MONDAY = TODAY


@pytest.fixture
def coach(as_system):
    member = MembershipFactory(role=Role.JOB_COACH)
    open_everything(member.organisation)
    return member


def workplace(coach, **values):
    """A site whose employer may see names and the placement, with its trainer."""
    site = SiteFactory()
    open_everything(site.organisation, purpose=Purpose.PLACEMENT, categories=(Category.CORE, Category.PLACEMENT))
    return site, ContactFactory(site=site)


def placed(coach, person, site, contact, **values):
    draft = NewPlacement(
        **{"person_id": person.pk, "kind": "work_experience", "site": site, "trainer_id": contact.pk,
           "starts_on": TODAY - timedelta(days=21), "weekdays": (0, 2, 3), **values}
    )  # fmt: skip
    return services.record_placements(actor=actor_of(coach, at=NOW), drafts=[draft], on=TODAY)[0]


def link_of(coach, contact):
    token, code = services.issue_employer_link(actor=actor_of(coach, at=NOW), contact=contact, at=NOW)
    return token, code, EmployerLink.objects.get(contact=contact, revoked_at=None)


def test_a_link_opens_with_its_own_code_only(coach):
    _, contact = workplace(coach)
    token, code, link = link_of(coach, contact)
    assert token not in link.token_hash
    assert code not in link.code_hash
    assert services.open_employer_link(token=token, code=code, at=NOW) == link
    wrong = "000000" if code != "000000" else "111111"
    for bad in ((token, wrong), ("x", code)):
        with pytest.raises(PlacementError, match="link_does_not_open"):
            services.open_employer_link(token=bad[0], code=bad[1], at=NOW)
    with pytest.raises(PlacementError):
        services.open_employer_link(token=token, code=code, at=NOW + timedelta(days=180))


def test_five_wrong_codes_shut_it_and_a_new_link_ends_the_old_one(coach):
    _, contact = workplace(coach)
    token, code, link = link_of(coach, contact)
    for _ in range(5):
        with pytest.raises(PlacementError):
            services.open_employer_link(token=token, code="x", at=NOW)
    with pytest.raises(PlacementError):
        services.open_employer_link(token=token, code=code, at=NOW)
    again, code_again, _ = link_of(coach, contact)
    assert usable_link(link.pk, at=NOW) is None
    assert services.open_employer_link(token=again, code=code_again, at=NOW).pk != link.pk


def test_a_caseworker_issues_no_employer_link(coach):
    _, contact = workplace(coach)
    with pytest.raises(PlacementError, match="may_not_arrange"):
        services.issue_employer_link(actor=actor_of(MembershipFactory(), at=NOW), contact=contact, at=NOW)
    assert EmployerLink.objects.count() == 0


@pytest.fixture
def world(coach):
    """Abel with Joost, Noor with another trainer there, Sem elsewhere."""
    site, joost = workplace(coach)
    elsewhere, other = workplace(coach)
    people = {name: person_of(coach, given_name=name) for name in ("Abel", "Noor", "Sem")}
    placements = {
        "Abel": placed(coach, people["Abel"], site, joost),
        "Noor": placed(coach, people["Noor"], site, ContactFactory(site=site, name="Ria")),
        "Sem": placed(coach, people["Sem"], elsewhere, other),
    }
    return joost, placements


def test_behind_a_link_stand_only_the_contacts_own_people(world, coach):
    joost, _ = world
    _, _, link = link_of(coach, joost)
    actor = employer_actor(link, at=NOW)
    with scope(actor, nested=True):
        assert set(Placement.objects.values_list("person__given_name", flat=True)) == {"Abel", "Noor"}
        assert [p.person.given_name for p in placements_behind(link, actor, until=TODAY)] == ["Abel"]


def test_answers_are_kept_per_week_and_replaced_within_it(world, coach):
    joost, placements = world
    actor = employer_actor(link_of(coach, joost)[2], at=NOW)
    with scope(actor, nested=True):
        for answer in (WeekAnswer(placements["Abel"].pk, 2, "mixed", remark=" laat "),
                       WeekAnswer(placements["Abel"].pk, 3, "well", call_me=True)):  # fmt: skip
            services.record_week_answers(actor=actor, week_of=MONDAY + timedelta(days=2), answers=[answer], at=NOW)
    kept = EmployerAnswer.objects.values_list("week_of", "days_present", "going", "call_me", "remark")
    assert list(kept) == [(MONDAY, 3, "well", True, "")]


@pytest.mark.parametrize(("who", "days", "code"), [("Abel", 4, "too_many_days"), ("Sem", 1, "not_visible")])
def test_answers_that_cannot_be_are_refused(world, coach, who, days, code):
    joost, placements = world
    actor = employer_actor(link_of(coach, joost)[2], at=NOW)
    with scope(actor, nested=True), pytest.raises(PlacementError) as refused:
        services.record_week_answers(
            actor=actor, week_of=MONDAY, answers=[WeekAnswer(placements[who].pk, days)], at=NOW
        )
    assert refused.value.code == code
    assert EmployerAnswer.objects.count() == 0


def test_an_ended_placement_is_gone_behind_the_link(world, coach):
    joost, placements = world
    link = link_of(coach, joost)[2]
    services.end_placement(actor=actor_of(coach, at=NOW), placement=placements["Abel"], because="klaar",
                           by="together", last_day=TODAY, on=TODAY)  # fmt: skip
    actor = employer_actor(link, at=NOW)
    with scope(actor, nested=True):
        assert list(placements_behind(link, actor, until=TODAY)) == []
        assert not Placement.objects.filter(person__given_name="Abel").exists()

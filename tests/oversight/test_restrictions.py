"""Restricted files: fewer people open them, in both layers; to the others they do not exist, and tries show."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Role
from doorstroom.agreements.models import Agreement
from doorstroom.audit.models import Entry
from doorstroom.database.scope import scope
from doorstroom.oversight.domain.errors import ReviewRefused
from doorstroom.oversight.domain.file_requests import Known
from doorstroom.oversight.domain.odd_access import find_odd_access
from doorstroom.oversight.domain.restrictions import check_restriction
from doorstroom.oversight.selectors import looks_of
from doorstroom.oversight.services import (
    lift_restriction,
    open_in_emergency,
    restrict_known_file,
    restrict_own_file,
)
from doorstroom.participants.access import visible_people
from doorstroom.participants.models import Person, PersonRelation, Restriction
from doorstroom.participants.services import set_contact
from doorstroom.portals.participant.sight import who_may_see
from doorstroom.trajectories.services import hand_to
from factories.accounts import MembershipFactory
from factories.agreements import open_everything
from factories.trajectories import programme_with_model, under_way

ON = NOW.date()
BORN = date(1990, 5, 1)
WHY = "Haar ex-partner werkt bij een van de partners."
UNTIL = ON + timedelta(days=90)


@pytest.fixture
def world(as_system):
    """Samira coordinates Noor's file; Bo and Ans see it through their role at the same municipality."""
    samira = MembershipFactory(role=Role.CASEWORKER, user__name="Samira")
    organisation = samira.organisation
    for line in open_everything(organisation):
        line.agreement.parties.get_or_create(organisation=organisation, defaults={"capacity": "implementer"})
        Agreement.objects.filter(pk=line.agreement_id).update(lead=organisation)
    trajectory = under_way(samira, programme_with_model(organisation))
    person = trajectory.person
    Person.objects.filter(pk=person.pk).update(given_name="Noor", family_name="Yılmaz")
    set_contact(actor=as_system, person_id=person.pk, birth_date=BORN)
    PersonRelation.objects.create(
        person=person, organisation=organisation, role=Role.CASEWORKER, purpose="guidance", basis="x", source="x",
        valid_from=ON,
    )  # fmt: skip
    made = {name: MembershipFactory(organisation=organisation, user__name=name) for name in ("Bo", "Ans")}
    officer = MembershipFactory(organisation=organisation, role=Role.PRIVACY_OFFICER, user__name="Erik")
    return {**made, "Samira": samira, "Erik": officer, "person": person, "trajectory": trajectory}


def acting(world, name, at=NOW):
    return actor_of(world[name], at=at)


def open_to(world, at=NOW) -> list[str]:
    """Who sees Noor; both layers agree, each alone."""
    found = []
    for name in ("Samira", "Bo", "Ans", "Erik"):
        actor = acting(world, name, at)
        python = visible_people(actor).filter(pk=world["person"].pk).exists()
        with scope(actor, nested=True):
            database = Person.objects.filter(pk=world["person"].pk).exists()
        assert python == database, name
        found += [name] if python else []
    return found


def restrict(world, *names, until=UNTIL, reason=WHY):
    samira = acting(world, "Samira")
    with scope(samira, nested=True):
        return restrict_own_file(
            actor=samira, person_id=world["person"].pk, members=[world[name].pk for name in names], reason=reason,
            until=until,
        )  # fmt: skip


@pytest.mark.django_db
def test_only_who_coordinates_and_who_is_named_open_it_until_the_day(world):
    assert open_to(world) == ["Samira", "Bo", "Ans"]
    under_way(world["Ans"], world["trajectory"].programme)  # holds somebody else
    made = restrict(world, "Bo")
    assert (made.set_by, made.organisation) == (world["Samira"], world["Samira"].organisation)
    assert made.admitted == sorted([world["Samira"].pk, world["Bo"].pk])
    assert open_to(world) == ["Samira", "Bo"]
    assert {viewer.name for viewer in who_may_see(world["person"].pk, NOW)} == {"Samira", "Bo"}
    assert open_to(world, NOW + timedelta(days=89)) == ["Samira", "Bo"]
    assert open_to(world, NOW + timedelta(days=90)) == ["Samira", "Bo", "Ans"]
    told = Entry.objects.get(subject="restriction", action="create")
    assert (told.user_id, told.fields) == (world["Samira"].user_id, ["admitted", "reason", "until"])


@pytest.mark.django_db
def test_opened_again_everybody_with_a_relation_sees_it_at_once(world):
    made = restrict(world)
    assert open_to(world) == ["Samira"]
    samira = acting(world, "Samira")
    with scope(samira, nested=True):
        lift_restriction(actor=samira, restriction_id=made.pk, because="Hij werkt er niet meer.")
    assert open_to(world) == ["Samira", "Bo", "Ans"]
    restrict(world)
    assert Restriction.objects.count() == 2


@pytest.mark.django_db
def test_whoever_coordinates_next_opens_it_and_the_one_before_only_when_named(world, as_system):
    restrict(world)
    hand_to(actor=as_system, trajectory=world["trajectory"], member=world["Bo"], at=NOW, reason="Samira gaat weg.")
    assert open_to(world, NOW + timedelta(days=1)) == ["Samira", "Bo"], (
        "Samira has the relation of her role, and a name"
    )
    Restriction.objects.update(lifted_at=NOW)
    bo = acting(world, "Bo", NOW + timedelta(days=1))
    with scope(bo, nested=True):
        again = restrict_own_file(actor=bo, person_id=world["person"].pk, members=[], reason=WHY, until=UNTIL)
    assert again.admitted == [world["Bo"].pk], "who held it before is not named by that"
    assert open_to(world, NOW + timedelta(days=1)) == ["Bo"]


@pytest.mark.django_db
def test_only_who_coordinates_or_the_privacy_officer_restricts(world):
    values = {"members": [], "reason": WHY, "until": UNTIL}
    for name in ("Bo", "Erik"):
        with scope(acting(world, name), nested=True), pytest.raises(ReviewRefused, match="may_not_restrict"):
            restrict_own_file(actor=acting(world, name), person_id=world["person"].pk, **values)
    known = Known("Noor", "Yılmaz", BORN)
    bo, erik = acting(world, "Bo"), acting(world, "Erik")
    with scope(bo, nested=True), pytest.raises(ReviewRefused, match="may_not_restrict"):
        restrict_known_file(actor=bo, known=known, **values)
    with scope(erik, nested=True):
        made = restrict_known_file(actor=erik, known=known, **values)
        with pytest.raises(ReviewRefused, match="restricted_already"):
            restrict_known_file(actor=erik, known=known, **values)
        with pytest.raises(ReviewRefused, match="hold_of_nobody"):
            restrict_known_file(actor=erik, known=Known("Noor", "Yılmaz", ON), **values)
    assert open_to(world) == ["Samira"], "who coordinates keeps opening it"
    with scope(bo, nested=True), pytest.raises(ReviewRefused, match="no_such_restriction"):
        lift_restriction(actor=bo, restriction_id=made.pk, because="x")
    with scope(erik, nested=True):
        assert lift_restriction(actor=erik, restriction_id=made.pk, because="Klaar.").lifted_at == NOW
    logged = Entry.objects.filter(subject="restriction", fields__contains=["lifted_at"]).get()
    assert (logged.action, logged.subject_id, logged.fields, logged.user_id) == (
        "change", str(made.pk), ["lifted_at", "lifted_because"], erik.user_id,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"reason": "zomaar"}, "restriction_says_too_little"),
        ({"until": ON}, "restriction_term"),
        ({"until": ON - timedelta(days=1)}, "restriction_term"),
        ({"until": ON + timedelta(days=367)}, "restriction_term"),
        ({"named": 21}, "restriction_names_too_many"),
        ({}, None),
    ],
)
def test_a_restriction_has_a_reason_an_end_and_few_names(change, code):
    values = {"reason": WHY, "until": ON + timedelta(days=366), "named": 20, "on": ON} | change
    if code is None:
        assert check_restriction(**values) is None
    else:
        with pytest.raises(ReviewRefused) as refused:
            check_restriction(**values)
        params = {"restriction_says_too_little": {"least": 20}, "restriction_names_too_many": {"most": 20}}
        assert refused.value.code == code
        assert refused.value.params == params.get(code, {"latest": ON + timedelta(days=366)})


@pytest.mark.django_db
def test_an_emergency_meets_nobody(world):
    known = Known("Noor", "Yılmaz", BORN)
    restrict(world)
    actor = actor_of(world["Ans"], at=NOW)
    with scope(actor, nested=True):
        made = open_in_emergency(actor=actor, known=known, reason="Zij staat huilend bij de balie en vraagt om hulp.")
    assert (made.outcome, made.person_id) == ("nobody", None)


@pytest.mark.django_db
def test_to_the_others_it_does_not_exist_and_a_try_stands_in_the_review(world, sign_in, system):
    ans, samira = sign_in(world["Ans"]), sign_in(world["Samira"])
    page = reverse("person", args=[world["person"].pk])
    restrict(world, "Bo")
    assert samira.get(page).status_code == 200
    missing = ans.get(reverse("person", args=["00000000-0000-4000-8000-000000000000"]))
    refused = ans.get(page)
    assert (refused.status_code, len(refused.content)) == (404, len(missing.content))
    assert "Noor" not in ans.get(reverse("people")).content.decode()
    assert "Yılmaz" not in ans.get(reverse("search"), {"q": "Noor"}).content.decode()
    with scope(system, nested=True):
        looks = list(looks_of(world["Ans"].organisation_id, ON.replace(day=1)))
    found = [(each.user_id, each.counted) for each in find_odd_access(looks) if each.rule == "restricted"]
    assert found == [(world["Ans"].user_id, 1)]


@pytest.mark.django_db
def test_the_pages_show_who_opens_it_and_open_it_again(world, sign_in):
    samira, bo, erik = (sign_in(world[name]) for name in ("Samira", "Bo", "Erik"))
    page = reverse("file_restrict", args=[world["person"].pk])
    assert "Wie dit dossier coördineert" in bo.get(page).content.decode()
    assert b"<form" not in bo.get(page).content.split(b"<main")[1]
    form = {"members": [world["Bo"].pk], "reason": WHY, "until": UNTIL.isoformat()}
    assert samira.post(page, form | {"reason": "kort"}).status_code == 200
    assert samira.post(page, form).status_code == 302
    shown = samira.get(page).content.decode()
    assert WHY in shown
    assert "Bo" in shown
    listed = erik.get(reverse("restricted_files")).content.decode()
    assert WHY in listed
    assert "Noor" not in listed
    assert samira.post(page, {"because": "Hij werkt er niet meer."}).status_code == 302
    assert samira.get(page).content.decode().count(WHY) == 0

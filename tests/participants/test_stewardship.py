"""A double is asked about before saving; one that may not be seen goes to a steward and to nobody else."""

from datetime import date

import pytest
from django.urls import reverse

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Role
from doorstroom.agreements.models import AgreementStatus
from doorstroom.audit.models import Entry
from doorstroom.audit.selectors import entries_about
from doorstroom.database.scope import scope
from doorstroom.participants.domain.errors import ParticipantError
from doorstroom.participants.models import DuplicateQuestion, Person, PersonMerge, StewardMandate
from doorstroom.participants.services import end_mandate, give_mandate, look_for_doubles, set_contact
from factories.accounts import MembershipFactory
from factories.agreements import AgreementFactory, open_everything
from factories.participants import person_of

pytestmark = pytest.mark.django_db
ON, BORN = NOW.date(), date(1990, 5, 1)
FORM = {
    "given_name": "Abel", "family_name": "Tesfay", "birth_date": "1990-05-01", "phone": "06 12345678",
    "language": "ti", "source": "buurthuis", "basis_told": "on",
}  # fmt: skip


def known(member, system, **names):
    person = person_of(member, **names)
    set_contact(actor=system, person_id=person.pk, birth_date=BORN, phone="+31612345678")
    return person


@pytest.fixture
def look(system):
    def reading(read):
        with scope(system, nested=True):
            return read()

    return reading


def questions():
    return list(DuplicateQuestion.objects.order_by("pk"))


def test_a_double_that_one_sees_is_shown_before_saving(samira, as_system, sign_in, look):
    abel, browser = known(samira, as_system), sign_in(samira)
    page = browser.post("/deelnemers/nieuw/", {**FORM, "given_name": "A."})
    body = page.content.decode()
    assert f'<a href="/deelnemers/{abel.pk}/">Abel Tesfay</a>: zelfde naam, geboortedatum, telefoon' in body
    assert look(Person.objects.count) == 1
    made = browser.post("/deelnemers/nieuw/", {**FORM, "given_name": "A.", "ander": "1"})
    assert (made.status_code, look(Person.objects.count), look(questions)) == (302, 2, [])


def test_a_double_elsewhere_is_not_revealed_but_asked_of_the_steward(samira, wendy, as_system, sign_in, look):
    other = MembershipFactory()
    open_everything(other.organisation)
    abel = known(other, as_system)
    browser = sign_in(samira)
    made = browser.post("/deelnemers/nieuw/", FORM)
    assert made.status_code == 302, "registered at once, as anybody else"
    (question,) = look(questions)
    new = look(lambda: Person.objects.exclude(pk=abel.pk).get())
    assert ({question.first_id, question.second_id}, question.grounds) == (
        {abel.pk, new.pk}, ["name", "birth_date", "phone"],
    )  # fmt: skip
    with scope(actor_of(samira, at=NOW), nested=True):
        assert DuplicateQuestion.objects.count() == 0
    page = sign_in(wendy).get("/dubbel/").content.decode()
    assert "Abel Tesfay – Abel Tesfay" in page
    assert "Zelfde naam, geboortedatum, telefoon" in page
    with scope(as_system, nested=True):
        assert [entry.purpose for entry in entries_about(abel.pk) if entry.action == "read"] == ["one_person_one_file"]


def test_the_steward_joins_and_takes_apart(samira, wendy, as_system, sign_in, look):
    other = MembershipFactory()
    open_everything(other.organisation)
    abel, double = known(samira, as_system), known(other, as_system, given_name="A.")
    assert look_for_doubles(actor=actor_of(wendy, at=NOW), on=ON) == 1
    browser, (question,) = sign_in(wendy), questions()
    url = reverse("duplicate", args=[question.pk])
    assert browser.get(url).status_code == 200
    assert browser.post(url, {"antwoord": "een", "reden": "gebeld"}).url == "/dubbel/"
    merge = look(PersonMerge.objects.get)
    assert {merge.kept_id, merge.absorbed_id} == {abel.pk, double.pk}
    assert sign_in(other).get(f"/deelnemers/{merge.kept_id}/").status_code == 200
    assert sign_in(other).get(f"/deelnemers/{merge.absorbed_id}/").url == f"/deelnemers/{merge.kept_id}/"
    assert "gebeld" in browser.get("/dubbel/").content.decode()
    browser.post(reverse("merge_undo", args=[merge.pk]))
    assert sign_in(other).get(f"/deelnemers/{double.pk}/").status_code == 200
    assert look(DuplicateQuestion.objects.get).answer == "different"
    assert look(lambda: look_for_doubles(actor=as_system, on=ON)) == 0, "what was answered is not asked again"


def test_two_people_stay_two(samira, wendy, as_system, sign_in, look):
    known(samira, as_system), known(samira, as_system, given_name="Able")
    look_for_doubles(actor=as_system, on=ON)
    (question,) = questions()
    sign_in(wendy).post(reverse("duplicate", args=[question.pk]), {"antwoord": "twee"})
    assert (look(DuplicateQuestion.objects.get).answer, look(PersonMerge.objects.count)) == ("different", 0)


@pytest.mark.parametrize("ending", ["never given", "ended", "agreement over"])
def test_without_a_mandate_there_is_nothing(samira, as_system, sign_in, ending):
    member = MembershipFactory(organisation=samira.organisation, role=Role.FUNCTIONAL_ADMINISTRATOR)
    known(samira, as_system), known(samira, as_system, given_name="Able")
    look_for_doubles(actor=as_system, on=ON)
    (question,) = questions()
    if ending != "never given":
        agreement = AgreementFactory()
        mandate = give_mandate(actor=as_system, member=member, agreement=agreement, on=ON)
        if ending == "ended":
            end_mandate(actor=as_system, mandate=mandate, on=ON)
        else:
            type(agreement).objects.filter(pk=agreement.pk).update(status=AgreementStatus.TERMINATED)
    browser = sign_in(member)
    page = browser.get("/dubbel/").content.decode()
    assert ("U heeft geen mandaat" in page, "Tesfay" in page) == (True, False)
    assert browser.get(reverse("duplicate", args=[question.pk])).status_code == 404
    with scope(actor_of(member, at=NOW), nested=True):
        assert DuplicateQuestion.objects.count() == 0
        with pytest.raises(ParticipantError, match="no_mandate"):
            look_for_doubles(actor=actor_of(member, at=NOW), on=ON)


def test_the_privacy_officer_gives_and_ends_the_mandate(samira, as_system, sign_in):
    officer = MembershipFactory(organisation=samira.organisation, role=Role.PRIVACY_OFFICER)
    steward = MembershipFactory(organisation=samira.organisation, role=Role.FUNCTIONAL_ADMINISTRATOR)
    elsewhere = MembershipFactory(role=Role.FUNCTIONAL_ADMINISTRATOR)
    agreement = AgreementFactory()
    agreement.parties.create(organisation=samira.organisation, capacity="implementer")
    browser, url = sign_in(officer), reverse("mandate_give")
    assert browser.post(url, {"member": elsewhere.pk, "agreement": agreement.pk}).status_code == 200
    assert StewardMandate.objects.count() == 0
    browser.post(url, {"member": steward.pk, "agreement": agreement.pk})
    (mandate,) = StewardMandate.objects.all()
    assert (mandate.member, mandate.given_by, mandate.valid_until) == (steward, officer, None)
    assert steward.user.name in browser.get("/dubbel/").content.decode()
    browser.post(reverse("mandate_end", args=[mandate.pk]))
    assert StewardMandate.objects.get().valid_until == ON


@pytest.mark.parametrize("role", [Role.FUNCTIONAL_ADMINISTRATOR, Role.PROGRAMME_MANAGER, Role.CASEWORKER])
def test_nobody_else_gives_or_ends_a_mandate(wendy, as_system, role):
    actor = actor_of(MembershipFactory(organisation=wendy.organisation, role=role), at=NOW)
    mandate = StewardMandate.objects.get()
    for call, about in (
        (give_mandate, {"member": wendy, "agreement": mandate.agreement}),
        (end_mandate, {"mandate": mandate}),
    ):
        with pytest.raises(ParticipantError) as refused:
            call(actor=actor, on=ON, **about)
        assert refused.value.code == "only_privacy_officer_mandates"
    assert StewardMandate.objects.get().valid_until is None


def test_giving_and_ending_a_mandate_stand_in_the_log(wendy, as_system):
    erik = actor_of(MembershipFactory(organisation=wendy.organisation, role=Role.PRIVACY_OFFICER), at=NOW)
    mandate = StewardMandate.objects.get()
    end_mandate(actor=erik, mandate=mandate, on=ON)
    again = give_mandate(actor=erik, member=wendy, agreement=mandate.agreement, on=ON)
    logged = Entry.objects.filter(user_id=erik.user_id).order_by("id")
    assert list(logged.values_list("action", "subject", "subject_id", "fields")) == [
        ("change", "steward_mandate", str(mandate.pk), ["valid_until"]),
        ("create", "steward_mandate", str(again.pk), ["member", "agreement"]),
    ]


@pytest.mark.parametrize("pairs", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(samira, wendy, as_system, sign_in, statements, pairs):
    for number in range(pairs):
        born = date(1980 + number, 1 + number, 1 + number)
        for name in ("Abel", "Able"):
            person = person_of(samira, given_name=name)
            set_contact(actor=as_system, person_id=person.pk, birth_date=born)
    look_for_doubles(actor=as_system, on=ON)
    assert len(questions()) == pairs
    assert statements(sign_in(wendy), "/dubbel/") == 12

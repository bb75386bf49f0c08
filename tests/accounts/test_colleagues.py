"""Who is away and who leaves is written down by herself or her administrator, and what follows from it."""

from datetime import date, timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.urls import reverse

from conftest import NOW
from doorstroom.accounts.access import actor_of, administered_members
from doorstroom.accounts.domain.errors import ColleagueRefused
from doorstroom.accounts.models import Role
from doorstroom.accounts.services import record_absence, record_leaving
from doorstroom.accounts.wording import REFUSALS
from doorstroom.audit.models import Entry
from doorstroom.database.scope import scope
from doorstroom.oversight.selectors.colleagues import in_hands_of
from doorstroom.trajectories.services import show_left_alone
from factories.accounts import MembershipFactory, UserFactory
from factories.trajectories import colleague, in_intake, programme_with_model, system_on

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
FRIDAY, MONDAY = date(2026, 11, 27), date(2026, 12, 7)


@pytest.fixture
def wendy(as_system):
    return MembershipFactory(role=Role.FUNCTIONAL_ADMINISTRATOR)


@pytest.fixture
def samira(wendy):
    return MembershipFactory(organisation=wendy.organisation, user=UserFactory(name="Samira Haddad"))


def actor(member):
    return actor_of(member, at=NOW)


def absence(member):
    member.refresh_from_db()
    return member.absent_from, member.absent_until


def test_one_administers_who_works_in_the_own_organisation(wendy, samira):
    MembershipFactory()
    assert set(administered_members(actor(wendy))) == {wendy, samira}
    assert not administered_members(actor(samira)).exists()


def test_somebody_is_away_in_all_roles_at_this_organisation_and_in_no_other(wendy, samira):
    coach = MembershipFactory(user=samira.user, organisation=samira.organisation, role=Role.JOB_COACH)
    elsewhere = MembershipFactory(user=samira.user)
    record_absence(actor=actor(wendy), member=samira, absent_from=FRIDAY, absent_until=MONDAY)
    assert [absence(each) for each in (samira, coach, elsewhere)] == [(FRIDAY, MONDAY)] * 2 + [(None, None)]
    logged = Entry.objects.filter(subject="membership").order_by("pk")
    assert [(each.subject_id, each.fields, each.membership_id) for each in logged] == [
        (str(each.pk), ["absent_from", "absent_until"], wendy.pk) for each in (samira, coach)
    ]
    record_absence(actor=actor(samira), member=samira, absent_from=None, absent_until=None)
    assert absence(coach) == (None, None)


@pytest.mark.parametrize(("since", "back"), [(FRIDAY, FRIDAY), (MONDAY, FRIDAY), (None, FRIDAY)])
def test_one_is_back_after_one_went(samira, since, back):
    with pytest.raises(ColleagueRefused) as caught:
        record_absence(actor=actor(samira), member=samira, absent_from=since, absent_until=back)
    assert caught.value.code == "back_before_away"
    assert absence(samira) == (None, None)


def test_who_leaves_works_here_on_the_last_day_and_not_after(wendy, samira):
    record_leaving(actor=actor(wendy), member=samira, last_day=FRIDAY)
    samira.refresh_from_db()
    present = [samira in administered_members(actor(wendy)).valid(FRIDAY + timedelta(days=n)) for n in (0, 1)]
    assert present == [True, False]
    assert samira.last_day == FRIDAY
    assert list(Entry.objects.filter(subject="membership").values_list("fields", flat=True)) == [["valid_until"]]


def refused(act):
    with pytest.raises(ColleagueRefused) as caught:
        act()
    assert caught.value.code in REFUSALS
    return caught.value.code


def test_what_is_refused(wendy, samira):
    noor = MembershipFactory(organisation=wendy.organisation)
    other = MembershipFactory(role=Role.FUNCTIONAL_ADMINISTRATOR)
    gone = MembershipFactory(organisation=wendy.organisation, valid_until=TODAY)

    def leaves(who, member, last_day=FRIDAY):
        return refused(lambda: record_leaving(actor=actor(who), member=member, last_day=last_day))

    def away(who):
        return refused(lambda: record_absence(actor=actor(who), member=samira, absent_from=FRIDAY, absent_until=None))

    assert {away(noor), away(other), leaves(noor, samira), leaves(other, samira)} == {"colleague_not_administered"}
    assert leaves(wendy, wendy) == "not_for_yourself"
    assert leaves(wendy, gone) == "left_before"
    assert leaves(wendy, samira, samira.valid_from - timedelta(days=1)) == "leaves_before_start"
    assert not Entry.objects.filter(subject="membership").exists()


@pytest.mark.parametrize(("role_elsewhere", "last_day", "stays"), [
    (False, TODAY - timedelta(days=1), False), (True, TODAY - timedelta(days=1), True), (False, TODAY, True),
])  # fmt: skip
def test_sessions_end_with_the_last_role(wendy, samira, sign_in, system, role_elsewhere, last_day, stays):
    if role_elsewhere:
        MembershipFactory(user=samira.user)
    browser = sign_in(samira)
    UserSession.objects.create(user=samira.user, ip="127.0.0.1", session_key=browser.session.session_key)
    with scope(system, nested=True):
        record_leaving(actor=actor(wendy), member=samira, last_day=last_day)
    answer = browser.get(reverse("roles"))
    assert answer.status_code == (200 if stays else 302)


def test_whoever_leads_gets_what_a_leaver_held_the_morning_after(wendy):
    samira = colleague(organisation=wendy.organisation)
    programme = programme_with_model(desk=samira.organisation)
    programme.partners.create(organisation=samira.organisation, role=Role.CASEWORKER)
    in_intake(samira, programme, given_name="Abel")
    assert in_hands_of(samira) == (1, 0)
    record_leaving(actor=actor(wendy), member=samira, last_day=FRIDAY)
    assert [show_left_alone(actor=system_on(on), on=on)[0] for on in (FRIDAY, FRIDAY + timedelta(days=1))] == [0, 1]


def test_one_says_oneself_that_one_is_away(samira, sign_in, system):
    browser = sign_in(samira)
    assert reverse("absence") in browser.get(reverse("roles")).content.decode()
    page = browser.post(reverse("absence"), {"absent_from": "2026-11-27", "absent_until": "2026-11-26"})
    assert "Vul de eerste dag afwezig in, en een dag terug die daarna komt." in page.content.decode()
    assert browser.post(reverse("absence"), {"absent_from": "2026-11-27"}).headers["Location"] == reverse("roles")
    with scope(system, nested=True):
        assert absence(samira) == (FRIDAY, None)


def test_the_administrator_sees_and_changes_it_on_pages(wendy, samira, sign_in, system):
    browser = sign_in(wendy)
    assert reverse("colleagues") in browser.get(reverse("cooperation")).content.decode()
    browser.post(
        reverse("colleague_absence", args=[samira.pk]), {"absent_from": "2026-11-27", "absent_until": "2026-12-07"}
    )
    page = browser.get(reverse("colleague_leaving", args=[samira.pk])).content.decode()
    assert "Coördineert 0 mensen." in page
    browser.post(reverse("colleague_leaving", args=[samira.pk]), {"last_day": "2026-12-31"})
    page = browser.get(reverse("colleagues"), {"q": "haddad"}).content.decode()
    assert "Afwezig vanaf 27 november 2026, terug op 7 december 2026." in page
    assert "Laatste dag: 31 december 2026." in page
    assert wendy.user.name not in page.split("<main", 1)[1]


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(wendy, sign_in, statements, number):
    for _ in range(number):
        MembershipFactory(organisation=wendy.organisation)
    assert statements(sign_in(wendy), reverse("colleagues")) == 7

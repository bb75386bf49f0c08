"""Who is away and who leaves is written down by herself or her administrator, and what follows from it."""

import re
from datetime import date, timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from conftest import NOW
from doorstroom.accounts.access import actor_of, administered_members
from doorstroom.accounts.domain.errors import ColleagueRefused
from doorstroom.accounts.models import Membership, Organisation, OrganisationKind, Role, User
from doorstroom.accounts.services import add_colleague, record_absence, record_leaving
from doorstroom.accounts.wording import REFUSALS
from doorstroom.audit.models import Entry
from doorstroom.database.scope import scope
from doorstroom.oversight.selectors.colleagues import in_hands_of
from doorstroom.trajectories.services import show_left_alone
from factories.accounts import MembershipFactory, OrganisationFactory, UserFactory
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


NEW = {"name": "Noor Bakker", "email": "Noor@Example.org", "role": "job_coach", "valid_from": FRIDAY}


def test_a_new_colleague_chooses_her_own_password_from_a_mail(
    wendy, sign_in, system, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        answer = sign_in(wendy).post(reverse("colleague_new"), {**NEW, "valid_from": "2026-11-27"})
    assert answer.headers["Location"] == reverse("colleagues")
    (mail,) = mailoutbox
    assert mail.to == ["noor@example.org"]
    assert mail.subject.endswith("Uw account voor Doorstroom")
    assert mail.body.startswith("Beste Noor Bakker,")
    link = re.search(r"http://testserver(/\S+)", mail.body)[1]
    browser = Client()
    form = browser.get(link, follow=True)
    address = form.redirect_chain[-1][0]
    browser.post(address, {"password1": "paarse fietsbel 7", "password2": "paarse fietsbel 7"})
    with scope(system, nested=True):
        made = Membership.objects.get(user__email="noor@example.org")
        assert made.user.check_password("paarse fietsbel 7")
        assert (made.organisation, made.role, made.valid_from) == (wendy.organisation, Role.JOB_COACH, FRIDAY)
        logged = Entry.objects.filter(action="create", subject__in=["account", "membership"]).order_by("pk")
        assert [(each.subject, each.membership_id) for each in logged] == [
            ("account", wendy.pk), ("membership", wendy.pk),
        ]  # fmt: skip


def test_who_has_a_password_keeps_her_account_and_gets_no_mail(wendy, sign_in, system, mailoutbox):
    known = MembershipFactory(user=UserFactory(name="Noor", email="noor@example.org", password="x"))
    sign_in(wendy).post(reverse("colleague_new"), {**NEW, "valid_from": "2026-11-27"})
    with scope(system, nested=True):
        assert set(known.user.memberships.values_list("organisation", "role")) == {
            (known.organisation_id, Role.CASEWORKER), (wendy.organisation_id, Role.JOB_COACH),
        }  # fmt: skip
        known.user.refresh_from_db()
        assert known.user.name == "Noor"
    assert mailoutbox == []


def test_a_role_is_given_once_at_a_time_to_others_and_by_who_may(wendy, samira):
    def adds(who, **changed):
        return refused(lambda: add_colleague(actor=actor(who), **(NEW | changed)))

    closed = UserFactory(is_active=False)
    assert adds(samira) == "colleague_not_administered"
    assert adds(wendy, role=Role.HELPDESK) == adds(wendy, role=Role.EMPLOYER) == "role_not_given"
    assert adds(wendy, email=wendy.user.email) == "not_for_yourself"
    assert adds(wendy, email=closed.email) == "account_closed"
    assert adds(wendy, email=samira.user.email, role=Role.CASEWORKER) == "has_this_role"
    record_leaving(actor=actor(wendy), member=samira, last_day=FRIDAY)
    assert adds(wendy, email=samira.user.email, role=Role.CASEWORKER, valid_from=FRIDAY) == "has_this_role"
    again = NEW | {"email": samira.user.email, "role": Role.CASEWORKER, "valid_from": FRIDAY + timedelta(days=1)}
    assert add_colleague(actor=actor(wendy), **again).user == samira.user


def test_a_last_day_is_moved_no_further_than_the_day_on_which_she_comes_back(wendy, samira, sign_in, system):
    record_leaving(actor=actor(wendy), member=samira, last_day=FRIDAY)
    back = FRIDAY + timedelta(days=7)
    again = NEW | {"email": samira.user.email, "role": Role.CASEWORKER, "valid_from": back}
    add_colleague(actor=actor(wendy), **again)
    MembershipFactory(user=samira.user, organisation=wendy.organisation, role=Role.JOB_COACH, valid_from=FRIDAY)
    page = sign_in(wendy).post(reverse("colleague_leaving", args=[samira.pk]), {"last_day": back.isoformat()})
    assert "Deze collega heeft deze rol weer vanaf 4 december 2026. Geef een dag daarvoor." in page.content.decode()
    with scope(system, nested=True):
        samira.refresh_from_db()
        assert samira.last_day == FRIDAY
        before = back - timedelta(days=1)
        assert record_leaving(actor=actor(wendy), member=samira, last_day=before).last_day == before


def begin(*words, **options):
    call_command("administrator", *words, **options)


def test_an_organisation_begins_with_who_gives_its_roles_and_she_sets_her_own_password(as_system, mailoutbox, capsys):
    begin("Gemeente Nieuwland", "Wendy@Nieuwland.example", "Wendy Post", kind="municipality")
    (made,) = Membership.objects.all()
    assert (made.organisation.name, made.organisation.kind) == ("Gemeente Nieuwland", OrganisationKind.MUNICIPALITY)
    assert (made.role, made.user.email) == (Role.FUNCTIONAL_ADMINISTRATOR, "wendy@nieuwland.example")
    with scope(as_system, nested=True):
        logged = set(Entry.objects.values_list("subject", "action", "purpose"))
    assert logged == {(each, "create", "organisation") for each in ("organisation", "account", "membership")}
    address = reverse("account_reset_password")
    assert address in capsys.readouterr().out
    Client().post(address, {"email": "wendy@nieuwland.example"})
    assert [each.to for each in mailoutbox] == [["wendy@nieuwland.example"]]


def test_of_an_organisation_that_stands_no_kind_is_asked_and_one_who_left_is_followed_up(wendy):
    Membership.objects.filter(pk=wendy.pk).update(valid_until=TODAY)
    begin(wendy.organisation.name.upper(), "ilse@nieuwland.example", "Ilse Post")
    assert Membership.objects.filter(organisation=wendy.organisation).count() == 2


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("Nergens", "a@b.example", "A"), "No organisation is called “Nergens”. Give --kind to let it begin here."),
        (("Dubbel", "a@b.example", "A"), "More than one organisation is called “Dubbel”; rename one of them first."),
        (("Vennenwerk", "geen adres", "A"), "“geen adres” is no mail address."),
        (("Vennenwerk", "a@b.example", "A"), "“Vennenwerk” heeft een functioneel beheerder: Wendy Post."),
    ],
)
def test_who_begins_an_organisation_is_told_what_stands_in_the_way(as_system, words, told):
    MembershipFactory(
        role=Role.FUNCTIONAL_ADMINISTRATOR, user=UserFactory(name="Wendy Post"),
        organisation=OrganisationFactory(name="Vennenwerk"),
    )  # fmt: skip
    for _ in range(2):
        OrganisationFactory(name="Dubbel")
    before = (Organisation.objects.count(), User.objects.count())
    with pytest.raises(CommandError) as error:
        begin(*words)
    assert str(error.value).startswith(told)
    assert (Organisation.objects.count(), User.objects.count()) == before

"""Recruiting, selecting and signing up in the browser: what is shown, kept and refused."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Role
from doorstroom.database.scope import scope
from doorstroom.intake.models import Decider, InformationMeeting, Invitation, Judgement, Selection, SignUpTries
from doorstroom.intake.services import count_try, invite, judge, plan_meeting, record_employer_met
from doorstroom.participants.models import Person
from doorstroom.rounds.models import Nomination
from doorstroom.trajectories.models import Trajectory
from factories.accounts import MembershipFactory
from factories.intake import all_met
from factories.rounds import round_world

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture
def world(as_system):
    return round_world(as_system)


@pytest.fixture
def seen_by(world):
    """What the database shows this member, after the page closed its scope."""
    return lambda member: scope(actor_of(member, at=NOW), nested=True)


def address(name, world, *more):
    return reverse(name, args=[world.round.pk, *more])


def test_school_plans_a_meeting_invites_after_a_look_and_notes_who_came(as_system, world, sign_in, seen_by):
    abel, noor = world.put_forward(as_system, "Abel", "Noor")
    client = sign_in(world.school)
    made = client.post(address("meeting_new", world), {"on": "2026-11-20", "at": "10:00", "location": "Lindecollege"})
    meeting = InformationMeeting.objects.get()
    assert made.url == reverse("meeting_detail", args=[meeting.pk])
    chosen = {"nomination": [abel.pk, noor.pk]}
    preview = client.post(reverse("meeting_invite", args=[meeting.pk]), chosen)
    assert "2 mensen uitnodigen?" in preview.content.decode()
    with seen_by(world.school):
        assert Invitation.objects.count() == 0
    client.post(reverse("meeting_invite", args=[meeting.pk]), {**chosen, "sure": "1"})
    client.post(made.url, {f"show-{abel.pk}": "came", f"show-{noor.pk}": "ill"})
    with seen_by(world.school):
        rows = Invitation.objects.order_by("nomination").values_list("attended", "reason")
        assert list(rows) == [("came", ""), ("stayed_away", "ill")]


def test_meeting_is_closed_to_other_roles_and_other_rounds(as_system, world, sign_in):
    meeting = plan_meeting(actor=as_system, round=world.round, starts_at=NOW, location="Lindecollege")
    for member in (world.referrer, world.accounts, MembershipFactory(role=Role.SCHOOL_COORDINATOR)):
        assert sign_in(member).get(reverse("meeting_detail", args=[meeting.pk])).status_code == 404


def test_who_came_cannot_be_noted_before_the_meeting(as_system, world, sign_in, seen_by):
    [abel] = world.put_forward(as_system, "Abel")
    later = plan_meeting(actor=as_system, round=world.round, starts_at=NOW + timedelta(days=1), location="x")
    invite(actor=as_system, meeting=later, nominations=[abel], on=TODAY)
    answer = sign_in(world.school).post(reverse("meeting_detail", args=[later.pk]), {f"show-{abel.pk}": "came"})
    assert "moet nog komen" in answer.content.decode()
    with seen_by(world.school):
        assert Invitation.objects.get().attended == "unknown"


def test_bulk_met_asks_first_and_keeps_what_was_judged(as_system, world, sign_in, seen_by):
    [abel] = world.put_forward(as_system, "Abel")
    client, where = sign_in(world.school), address("selection_met", world)
    assert "voor 1 persoon?" in client.post(where, {"nomination": [abel.pk]}).content.decode()
    with seen_by(world.school):
        assert Judgement.objects.count() == 0
    client.post(where, {"nomination": [abel.pk], "sure": "1"})
    with seen_by(world.school):
        assert set(Judgement.objects.values_list("verdict", flat=True)) == {"met"}
        assert Judgement.objects.count() == 5


def test_criterion_without_reason_comes_back_with_what_was_chosen(as_system, world, sign_in, seen_by):
    [abel] = world.put_forward(as_system, "Abel")
    client, where = sign_in(world.school), address("selection_judge", world, abel.pk)
    answer = client.post(where, {"verdict-dagen": "not_met", "reason-leren": "Vraagt na"}).content.decode()
    assert "Schrijf op waarom" in answer
    assert 'value="Vraagt na"' in answer
    with seen_by(world.school):
        assert Judgement.objects.count() == 0
    client.post(where, {"verdict-dagen": "not_met", "reason-dagen": "Oppas is niet rond"})
    with seen_by(world.school):
        assert Judgement.objects.values_list("criterion", "verdict", "reason").get() == (
            "dagen", "not_met", "Oppas is niet rond",
        )  # fmt: skip


def test_two_partners_choose_on_the_page_and_the_referrer_reads_the_outcome(as_system, world, sign_in, seen_by):
    [abel] = world.put_forward(as_system, "Abel")
    judge(actor=as_system, nomination=abel, verdicts=all_met(world.round))
    where, choice = address("selection_choice", world, abel.pk), {"outcome": "selected"}
    early = sign_in(world.school).post(where, choice).content.decode()
    assert "Een werkgever moet de deelnemer eerst ontmoeten" in early
    met = {"met_with": "Joost Vink", "on": "2026-11-18"}
    sign_in(world.accounts).post(address("selection_meeting", world, abel.pk), met)
    assert sign_in(world.school).post(where, choice).url == address("selection_detail", world, abel.pk)
    assert sign_in(world.accounts).post(where, choice).url == address("round_selection", world)
    page = sign_in(world.referrer).get(address("selection_detail", world, abel.pk)).content.decode()
    assert "Uitkomst: gekozen, 23 november 2026." in page
    assert world.round.programme.receiving_desk.name in page


def test_not_now_needs_both_texts_and_keeps_them_on_the_form(as_system, world, sign_in, seen_by):
    [abel] = world.put_forward(as_system, "Abel")
    judge(actor=as_system, nomination=abel, verdicts=all_met(world.round))
    where = address("selection_choice", world, abel.pk)
    no = {"outcome": "not_now", "reason_for_person": "De reis is nu te lang."}
    answer = sign_in(world.school).post(where, no).content.decode()
    assert "niemand gaat met alleen een nee naar huis" in answer
    assert "De reis is nu te lang." in answer
    for member in (world.school, world.accounts):
        done = sign_in(member).post(where, {**no, "alternative": "Ronde 10."}, follow=True)
        assert done.status_code == 200
    assert sign_in(world.school).get(address("selection_detail", world, abel.pk)).status_code == 404
    with seen_by(world.referrer):
        assert Selection.objects.get().outcome == "not_now"


def test_selection_of_somebody_else_s_person_does_not_exist(as_system, world, sign_in, seen_by):
    [abel] = world.put_forward(as_system, "Abel")
    client = sign_in(world.other_referrer)
    assert client.get(address("selection_detail", world, abel.pk)).status_code == 404
    for name in ("selection_judge", "selection_meeting", "selection_choice"):
        assert client.post(address(name, world, abel.pk), {"outcome": "selected"}).status_code == 404
    assert "Abel" not in client.get(address("round_selection", world)).content.decode()
    with seen_by(world.school):
        assert Decider.objects.count() == 0


def test_reading_one_candidate_is_logged(as_system, world, sign_in):
    [abel] = world.put_forward(as_system, "Abel")
    sign_in(world.school).get(address("selection_detail", world, abel.pk))
    with scope(as_system, nested=True), connection.cursor() as cursor:
        cursor.execute("SELECT membership_id, purpose FROM audit_entry WHERE action = 'read' AND subject = 'selection'")
        assert cursor.fetchall() == [(world.school.pk, "recruitment")]


@pytest.mark.parametrize("rows", [1, 3])
def test_selection_costs_the_same_at_any_size(as_system, world, sign_in, statements, rows):
    for nomination in world.put_forward(as_system, *[f"P{n}" for n in range(rows)]):
        judge(actor=as_system, nomination=nomination, verdicts=all_met(world.round))
        record_employer_met(actor=as_system, nomination=nomination, met_with="Joost Vink", on=TODAY)
    client = sign_in(world.school)
    assert statements(client, address("round_selection", world)) == 11


@pytest.fixture
def visitor(as_system, world):
    world.round.programme.open_for_registration = True
    world.round.programme.save()
    return Client()


def form_of(world, **given):
    return {
        "choice": f"r{world.round.pk}", "given_name": "Kim", "birth_date": "2000-05-05", "phone": "06 12345678",
        "language": "ti", "website": "", **given,
    }  # fmt: skip


def test_visitor_signs_up_and_the_desk_finds_her(world, visitor, seen_by):
    page = visitor.get(reverse("join"))
    assert "Meedoen" in page.content.decode()
    answer = visitor.post(reverse("join"), form_of(world))
    assert answer.url == reverse("join_done")
    with seen_by(world.school):
        assert list(Nomination.objects.values_list("person__given_name", "source")) == [("Kim", "self")]
        assert Trajectory.objects.get().source == "meedoen"


def test_seventeen_year_old_is_refused_with_the_reason_and_nothing_is_kept(world, visitor, seen_by):
    answer = visitor.post(reverse("join"), form_of(world, birth_date="2009-02-02"))
    html = answer.content.decode()
    assert "U bent 17 jaar als dit begint. U moet 18 jaar zijn." in html
    assert 'value="Kim"' in html
    with seen_by(world.school):
        assert Person.objects.count() == 0


def test_machine_that_fills_in_the_hidden_field_changes_nothing(world, visitor, seen_by):
    assert visitor.post(reverse("join"), form_of(world, website="http://spam.example")).url == reverse("join_done")
    with seen_by(world.school):
        assert Person.objects.count() == 0


def test_too_many_from_one_place_are_asked_to_call(world, visitor, monkeypatch):
    monkeypatch.setattr("doorstroom.intake.views.public.TRIES_PER_HOUR", 1)
    assert visitor.post(reverse("join"), form_of(world)).status_code == 302
    assert "Bel ons liever" in visitor.post(reverse("join"), form_of(world, given_name="Lee")).content.decode()


def test_tries_of_a_place_are_counted_by_the_hour_and_lead_to_nobody(as_system):
    """Two processes count in the same row; the next hour begins anew and keeps nothing of the last."""
    at = datetime(2026, 11, 23, 10, 59, tzinfo=UTC)
    assert [count_try(address="192.0.2.7", at=at) for _ in range(3)] == [1, 2, 3]
    assert count_try(address="192.0.2.8", at=at) == 1
    assert count_try(address="192.0.2.7", at=at + timedelta(minutes=1)) == 1
    kept = SignUpTries.objects.get()
    assert (kept.tries, kept.hour) == (1, at.replace(hour=11, minute=0))
    assert "192.0.2.7" not in kept.place


def test_closed_programme_and_unknown_choice_are_refused(world, visitor):
    assert "Selecteer" in visitor.post(reverse("join"), form_of(world, choice="r999999")).content.decode()
    world.round.programme.open_for_registration = False
    world.round.programme.save()
    assert "U kunt zich nu niet aanmelden" in visitor.get(reverse("join")).content.decode()


def test_invitations_of_today_are_taken_back_before_the_meeting(as_system, world, sign_in, seen_by):
    abel, noor = world.put_forward(as_system, "Abel", "Noor")
    client, later = sign_in(world.school), NOW + timedelta(days=3)
    meeting = InformationMeeting.objects.create(round=world.round, starts_at=later, location="Lindecollege")
    detail, back = (reverse(name, args=[meeting.pk]) for name in ("meeting_detail", "meeting_take_back"))
    invite(actor=as_system, meeting=meeting, nominations=[noor], on=TODAY - timedelta(days=2))
    client.post(reverse("meeting_invite", args=[meeting.pk]), {"nomination": [abel.pk], "sure": "1"})
    assert "Terugdraaien" in client.get(detail).content.decode()
    assert "Teruggenomen: 1." in client.post(back, follow=True).content.decode()
    with seen_by(world.school):
        assert list(Invitation.objects.values_list("nomination", flat=True)) == [noor.pk]
    assert "kunnen niet meer worden teruggenomen" in client.post(back, follow=True).content.decode()

"""Vandaag: exact rows from recorded facts on other days and for other roles, what stays closed, and what it costs."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import OrganisationKind, Role
from doorstroom.agreements.models import Category
from doorstroom.database.scope import scope
from doorstroom.followup.models import Observation
from doorstroom.learning.models import AbsenceNotice, Appointment, Attendance, ProgressTalk
from doorstroom.participants.services import close_relations, set_contact
from doorstroom.rounds.models import Backing, Nomination, ReferrerRequest, RoundPartner, RoundState
from doorstroom.rounds.selectors import rounds_to_start
from doorstroom.signals.domain.errors import SignalError
from doorstroom.signals.domain.signal import STANDARD
from doorstroom.signals.models import Snooze
from doorstroom.signals.selectors import rounds_short, todays_list
from doorstroom.signals.services import put_aside
from doorstroom.signals.wording import REFUSALS
from doorstroom.trajectories.models import HolderTerm, Note, Task, TrajectoryState
from doorstroom.ui.wording import sentence
from factories.accounts import MembershipFactory, OrganisationFactory
from factories.agreements import open_everything
from factories.demand import PlaceFactory
from factories.learning import group_of
from factories.placements import PlacementFactory
from factories.trajectories import changed_model

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def spoke(member, trajectory, on=TODAY - timedelta(days=2)):
    return Note.objects.create(
        person=trajectory.person, trajectory=trajectory, author=member, organisation=member.organisation,
        channel=Note.Channel.PHONE, occurred_on=on, recorded_at=NOW,
    )  # fmt: skip


def marked(trajectory, status, on=TODAY, activity="placement"):
    return Attendance.objects.create(
        trajectory=trajectory, person=trajectory.person, day=on, activity=activity, status=status, recorded_at=NOW
    )


def codes(member, days=0):
    """(name, codes) of each row, as this member reads it so many days from now, with both layers of access."""
    actor = actor_of(member, at=NOW + timedelta(days=days))
    with scope(actor, nested=True):
        found = todays_list(actor)
    return [(row.trajectory.person.given_name, [s.code for s in row.signals]) for row in found.rows]


@pytest.fixture
def group(as_system):
    """Three people in week 11, all spoken with two days ago, and a month ago about how it goes."""
    group = group_of("Abel", "Noor", "Emre")
    for each in group.trajectories:
        spoke(group.coach, each)
        ProgressTalk.objects.create(
            trajectory=each, person=each.person, held_on=TODAY - timedelta(days=30), held_by=group.coach, person_step=3
        )
    return group


def test_a_no_show_stands_first_until_somebody_spoke_with_her(group):
    abel, noor, emre = group.trajectories
    for present in (noor, emre):
        marked(present, "present")
    marked(abel, "absent")
    assert codes(group.coach) == [("Abel", ["no_show_today"])]
    spoke(group.coach, abel, TODAY)
    assert codes(group.coach) == []


def test_who_coordinates_hears_of_a_no_show_beside_the_coach(group):
    abel, noor, emre = group.trajectories
    holder = MembershipFactory(role=Role.CASEWORKER)
    open_everything(holder.organisation)
    abel.person.relations.create(
        organisation=holder.organisation, member=holder, role=holder.role, purpose="guidance", basis="test",
        source="test", valid_from=TODAY,
    )  # fmt: skip
    HolderTerm.objects.filter(trajectory=abel).update(member=holder)
    for each, status in ((abel, "absent"), (noor, "present"), (emre, "present")):
        marked(each, status)
    assert codes(holder)[0] == ("Abel", ["no_show_today"])
    assert codes(group.coach) == [("Abel", ["no_show_today"])]


def test_who_is_not_seen_an_hour_after_the_start_is_a_no_show_unless_she_told_it(group):
    abel, noor, _ = group.trajectories
    marked(abel, "present")
    AbsenceNotice.objects.create(trajectory=noor, person=noor.person, day=TODAY, reason="sick", told_at=NOW)
    assert codes(group.coach) == [("Emre", ["no_show_today"])]


def test_the_same_facts_on_other_days_give_other_signals(group):
    """Weeks 1 to 4 ask a contact every two weeks, later every three; the papers are asked in week 16."""
    assert codes(group.coach) == []
    silent = [(name, ["no_contact"]) for name in ("Abel", "Emre", "Noor")]
    assert sorted(codes(group.coach, days=18)) == []
    assert sorted(codes(group.coach, days=19)) == silent
    week_16 = (date(2026, 12, 28) - TODAY).days
    assert sorted(codes(group.coach, days=week_16))[0] == ("Abel", ["no_contact", "checklist_incomplete"])


def test_the_threshold_is_that_of_the_persons_own_model(group):
    model = group.round.model
    first, *later = model.definition["contacts"]
    changed_model(model, contacts=[{**first, "every_weeks": 2, "margin_weeks": 0}, *later])
    assert codes(group.coach, days=11) == []
    assert sorted(name for name, _ in codes(group.coach, days=12)) == ["Abel", "Emre", "Noor"]


def test_days_missed_ask_for_a_talk_until_there_was_one(group):
    abel, *_ = group.trajectories
    day, missed = TODAY - timedelta(days=3), 0
    for back in range(3, 40):
        day = TODAY - timedelta(days=back)
        if day.weekday() < 3:
            marked(abel, "absent" if missed < 4 else "present", on=day)
            missed += 1
    Note.objects.all().delete()
    rows = dict(codes(group.coach))
    assert rows["Abel"][0] == "no_contact"
    assert "attendance_below" in rows["Abel"]
    spoke(group.coach, abel, TODAY - timedelta(days=1))
    assert "Abel" not in dict(codes(group.coach))


def test_who_stands_nowhere_has_no_next_step_until_one_is_agreed(group):
    abel, *_ = group.trajectories
    abel.phases.all().delete()
    abel.state, abel.started_on, abel.moved_on = TrajectoryState.INTAKE, None, TODAY - timedelta(days=9)
    abel.save()
    assert codes(group.coach) == [("Abel", ["no_next_step"])]
    Task.objects.create(person=abel.person, text="bellen", created_on=TODAY)
    assert codes(group.coach) == []


def test_a_holder_who_is_away_is_told_to_who_leads(group):
    manager = MembershipFactory(role=Role.PROGRAMME_MANAGER, organisation=group.coach.organisation)
    RoundPartner.objects.create(round=group.round, organisation=manager.organisation, role=manager.role)
    for person in group.people:
        person.relations.create(
            organisation=manager.organisation, role=manager.role, purpose="guidance", basis="x", source="x",
            valid_from=TODAY - timedelta(days=30),
        )  # fmt: skip
    group.coach.absent_from = TODAY - timedelta(days=10)
    group.coach.save()
    assert sorted(codes(manager)) == [(name, ["no_holder"]) for name in ("Abel", "Emre", "Noor")]
    HolderTerm.objects.filter(trajectory=group.trajectories[0]).update(
        member=MembershipFactory(organisation=group.coach.organisation)
    )
    assert sorted(name for name, _ in codes(manager)) == ["Emre", "Noor"]


def test_a_job_that_ends_asks_what_comes_next_unless_that_is_agreed(group):
    abel, *_ = group.trajectories
    last = TODAY + timedelta(weeks=11)
    job = {"person": abel.person, "trajectory": abel, "kind": "job"}
    PlacementFactory(**job, contract="fixed", ends_on=last, weekdays=[0])
    assert codes(group.coach) == [("Abel", ["contract_ending"])]
    PlacementFactory(**job, contract="permanent", state="proposed", starts_on=last + timedelta(days=1))
    assert codes(group.coach) == []


def test_the_school_sees_who_is_not_at_school_today_and_not_who_misses_work(group):
    abel, noor, _ = group.trajectories
    marked(abel, "absent")
    assert codes(group.school) == []
    tuesday = TODAY + timedelta(days=1)
    marked(abel, "absent", on=tuesday, activity="school")
    marked(noor, "present", on=tuesday, activity="school")
    assert sorted(codes(group.school, days=1)) == [("Abel", ["no_show_today"]), ("Emre", ["no_show_today"])]


@pytest.mark.parametrize("closed", ["notes", "relation"])
def test_what_is_closed_raises_no_signal(group, system, closed):
    Note.objects.all().delete()
    marked(group.trajectories[0], "present")
    assert "Abel" in dict(codes(group.coach))
    if closed == "notes":
        group.coach.organisation.lines_received.filter(category=Category.NOTES).delete()
    else:
        for person in group.people:
            close_relations(actor=system, source="test", person_id=person.pk, on=TODAY)
    assert "Abel" not in dict(codes(group.coach))


def test_another_organisation_has_nobody_on_its_page(group, sign_in):
    marked(group.trajectories[0], "absent")
    stranger = MembershipFactory(role=Role.JOB_COACH)
    open_everything(stranger.organisation)
    answer = sign_in(stranger).get(reverse("today"))
    assert answer.context["found"].rows == []
    assert "Abel" not in answer.content.decode()


def test_the_page_says_what_it_means_and_how_to_call(group, sign_in, system):
    abel, noor, emre = group.trajectories
    set_contact(actor=system, person_id=abel.person_id, phone="06 12345678")
    marked(abel, "absent")
    for present in (noor, emre):
        marked(present, "present")
    Appointment.objects.create(
        trajectory=noor,
        person=noor.person,
        member=group.coach,
        starts_at=NOW + timedelta(hours=4),
        location="Kerkwoude",
    )
    answer = sign_in(group.coach).get(reverse("today"))
    page = answer.content.decode()
    assert answer.context["lead"] == "Maandag 23 november · 3 mensen in uw caseload"
    assert answer.context["sentence"] == (
        "Eén persoon heeft vandaag iets van u nodig. Voor één persoon is het vandaag de afgesproken dag."
    )
    (line,) = answer.context["lines"]
    noting = f"/notitie/?person={abel.person_id}&van=vandaag"
    assert (line.name, line.act_url, line.act, line.primary) == ("Abel Geheim", noting, "Bel Abel", True)
    assert 'href="tel:0612345678">06 12345678</a>' in page
    assert line.main.says == "Vandaag niet gekomen (werkplek), en geen bericht."
    assert [(each.title, each.text, each.soft) for each in answer.context["appointments"]] == [
        ("14:00", "Noor Geheim", "Kerkwoude")
    ]
    assert len(page.encode()) < 60_000


def test_what_one_calls_about_is_written_down_where_the_number_stands(group, sign_in, system):
    """A moment that is asked about has a page of its own; any other call is a note."""
    abel = group.trajectories[0]
    set_contact(actor=system, person_id=abel.person_id, phone="06 12345678")
    for each in group.trajectories:
        marked(each, "present")
    asked = Observation.objects.create(
        trajectory=abel, person=abel.person, due_on=TODAY, point="4_weeks", name="Na vier weken", owner=group.coach
    )
    browser, moment = sign_in(group.coach), reverse("observation", args=[abel.person_id, asked.pk])
    (line,) = browser.get(reverse("today")).context["lines"]
    assert (line.act_url, line.act, line.phone) == (f"{moment}?van=vandaag", "Bel Abel", "06 12345678")
    for url in (moment, f"/notitie/?person={abel.person_id}"):
        assert 'href="tel:0612345678"' in browser.get(url).content.decode()


def test_after_an_act_one_stands_on_the_list_again(group, sign_in, system):
    abel, browser = group.trajectories[0], sign_in(group.coach)
    noting = f"/notitie/?person={abel.person_id}&van=vandaag"
    assert 'action="/notitie/?van=vandaag"' in browser.get(noting).content.decode()
    note = {"person": abel.person_id, "channel": "phone", "text": "Gebeld.", "on": TODAY, "visibility": "team"}
    assert browser.post("/notitie/?van=vandaag", note).headers["Location"] == reverse("today")
    assert "Uw notitie over Abel Geheim is bewaard." in browser.get("/vandaag/").content.decode()
    step = {"text": "Bellen met de school", "due_on": TODAY}
    for address, comes_to in (("?van=vandaag", reverse("today")), ("", reverse("person", args=[abel.person_id]))):
        answer = browser.post(reverse("task_new", args=[abel.person_id]) + address, step)
        assert answer.headers["Location"] == comes_to


@pytest.mark.parametrize("people", [1, 3])
def test_the_page_costs_the_same_for_one_and_for_three(as_system, sign_in, statements, people):
    group = group_of(*["Abel", "Noor", "Emre"][:people])
    for each in group.trajectories:
        marked(each, "absent")
    assert statements(sign_in(group.coach), "/vandaag/") == 11


@pytest.fixture
def recruiting(as_system):
    """A round with 24 seats of which 19 are backed, two of them by promise; with who leads it and who finds places."""
    group = group_of()
    round = group.round
    round.state, round.starts_on = RoundState.RECRUITING, date(2027, 2, 1)
    round.save()
    employer = OrganisationFactory(name="Zorgkring Oost", kind=OrganisationKind.EMPLOYER)
    place = PlaceFactory(number=19, site__organisation=employer)
    backing = {"round": round, "place": place, "given_on": TODAY - timedelta(days=5), "given_by": "Joost Vink"}
    Backing.objects.create(**backing, seats=17, status=Backing.Status.SIGNED)
    Backing.objects.create(**backing, seats=2, status=Backing.Status.PROMISED)
    members = [MembershipFactory(role=role) for role in (Role.PROGRAMME_MANAGER, Role.ACCOUNT_MANAGER)]
    for member in members:
        RoundPartner.objects.create(round=round, organisation=member.organisation, role=member.role)
    return group, *members


def test_a_round_short_of_places_is_told_from_two_weeks_before_its_day(recruiting):
    """Six weeks before 1 February 2027 is 21 December; it is told from 7 December."""
    _, manager, _ = recruiting

    def told(days):
        actor = actor_of(manager, at=NOW + timedelta(days=days))
        found = rounds_short(rounds_to_start(actor), actor, promises=STANDARD)
        return [(each.signal.due_on, each.signal.params["short"]) for each in found]

    assert (told(13), told(14)) == ([], [(date(2026, 12, 21), 5)])


def test_an_account_manager_reads_which_promise_is_not_signed(recruiting, sign_in, statements):
    _, _, accounts = recruiting
    answer = sign_in(accounts).get(reverse("today"))
    assert [(each.title, each.text, each.soft) for each in answer.context["waiting"]] == [
        ("Zorgkring Oost", "2 werkplekken toegezegd door Joost Vink, niet getekend", "dag 6")
    ]


def test_who_leads_reads_which_referrer_still_owes_people(recruiting, sign_in):
    group, manager, _ = recruiting
    asked = {"round": group.round, "asked_on": TODAY - timedelta(days=30)}
    late, there, later = (OrganisationFactory(name=name) for name in ("Gemeente Laat", "UWV", "Gemeente Straks"))
    ReferrerRequest.objects.create(**asked, organisation=late, asked=5, due_on=TODAY - timedelta(days=1))
    ReferrerRequest.objects.create(**asked, organisation=there, asked=1, due_on=TODAY - timedelta(days=1))
    ReferrerRequest.objects.create(**asked, organisation=later, asked=5, due_on=TODAY + timedelta(days=1))
    person = group.add("Noor").person
    put_forward = {"round": group.round, "person": person, "nominated_on": TODAY - timedelta(days=3)}
    Nomination.objects.create(**put_forward, source="referrer", referrer=there, referrer_contact=group.coach)
    answer = sign_in(manager).get(reverse("today"))
    assert [(each.title, each.text, each.soft) for each in answer.context["waiting"]] == [
        ("Gemeente Laat", "0 van 5 mensen voorgedragen voor ronde 8", "gevraagd voor 22 november")
    ]
    waits = sign_in(group.coach).get(reverse("today")).context["waiting"]
    assert [(each.title, each.text, each.soft) for each in waits] == [
        (f"Keuze van {group.round}", "voor Noor Geheim", "dag 4")
    ]
    type(group.round).objects.filter(pk=group.round.pk).update(state="running")
    (begun,) = sign_in(group.coach).get(reverse("today")).context["waiting"]
    assert begun.text == "voor Noor Geheim: de ronde begon zonder keuze"
    assert begun.url == reverse("round_recruitment", args=[group.round.pk])


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("role", "expected"), [(1, 10), (2, 9)])
def test_the_page_of_who_leads_or_finds_places_costs_the_same(recruiting, sign_in, statements, role, expected, rows):
    group = recruiting[0]
    for _ in range(rows):
        ReferrerRequest.objects.create(
            round=group.round, organisation=OrganisationFactory(), asked=3, asked_on=TODAY, due_on=TODAY
        )
    assert statements(sign_in(recruiting[role]), "/vandaag/") == expected


def refused(actor, **given):
    with pytest.raises(SignalError) as error:
        put_aside(actor=actor, on=TODAY, **given)
    assert Snooze.objects.count() == 0
    assert "%(" not in sentence(error.value)
    return error.value.code


def test_a_signal_can_be_put_aside_for_oneself_with_a_reason(group, sign_in):
    abel, noor, emre = group.trajectories
    marked(abel, "absent")
    for present in (noor, emre):
        marked(present, "present")
    actor = actor_of(group.coach, at=NOW)
    known = {
        "person_id": abel.person_id,
        "code": "no_show_today",
        "until": TODAY + timedelta(days=3),
        "reason": "Belt zelf.",
    }
    assert refused(actor, **known | {"reason": " "}) == "reason_needed"
    assert refused(actor, **known | {"until": TODAY}) == "day_out_of_range"
    assert refused(actor, **known | {"until": TODAY + timedelta(days=29)}) == "day_out_of_range"
    assert refused(actor, **known | {"code": "no_contact"}) == "not_on_the_list"
    board = actor_of(MembershipFactory(role=Role.BOARD_MEMBER), at=NOW)
    assert refused(board, **known) == "may_not_put_aside"
    assert {"reason_needed", "day_out_of_range", "not_on_the_list", "may_not_put_aside"} <= set(REFUSALS)
    url = reverse("signal_later", args=[abel.person_id, "no_show_today"])
    too_late = sign_in(group.coach).post(url, {"until": "2027-01-26", "reason": "Belt zelf."})
    assert too_late.context["form"].errors["until"] == [
        "Kies een dag van 24 november tot en met 21 december. Kijk daarna opnieuw of het nog kan wachten."
    ]
    answer = sign_in(group.coach).post(url, {"until": "2026-11-26", "reason": "Belt zelf."})
    assert (answer.status_code, answer.url) == (302, "/vandaag/")
    page = sign_in(group.coach).get("/vandaag/")
    assert (page.context["lines"], page.context["found"].put_aside) == ([], 1)


def test_putting_aside_somebody_of_others_does_not_exist(group, sign_in):
    marked(group.trajectories[0], "absent")
    stranger = MembershipFactory(role=Role.JOB_COACH)
    open_everything(stranger.organisation)
    url = reverse("signal_later", args=[group.people[0].pk, "no_show_today"])
    client = sign_in(stranger)
    assert client.get(url).status_code == 404
    assert client.post(url, {"until": "2026-11-26", "reason": "x"}).status_code == 404
    assert sign_in(group.coach).get(reverse("signal_later", args=[group.people[0].pk, "nonsense"])).status_code == 404

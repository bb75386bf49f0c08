"""“My week”: what it shows, what it keeps, and that it opens for nobody else."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.test import Client

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.agreements.models import Category
from doorstroom.audit.services import Logged, log
from doorstroom.database.scope import scope
from doorstroom.demand.models import WorkProcess
from doorstroom.learning.models import AbsenceNotice, Attendance
from doorstroom.learning.services import (
    Mark,
    describe_activity,
    plan_appointment,
    record_attendance,
    set_round_processes,
    sign_off,
)
from doorstroom.participants.domain.errors import ParticipantError
from doorstroom.participants.models import CorrectionRequest, PersonLink
from doorstroom.participants.services import answer_correction, issue_person_link, record_own_goal
from doorstroom.placements.services import NewPlacement, record_placements
from doorstroom.portals.participant.sight import Circle, Viewer, circles
from doorstroom.trajectories.models import Task
from doorstroom.ui.wording import sentence
from factories.accounts import OrganisationFactory
from factories.learning import group_of
from factories.placements import ContactFactory, SiteFactory

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def group(as_system):
    return group_of("Abel", "Noor")


def link_for(group, trajectory):
    return issue_person_link(actor=actor_of(group.coach, at=NOW), person_id=trajectory.person_id, at=NOW)


@pytest.fixture
def abel(group):
    """Abel's own phone, with the visit begun."""
    token, code = link_for(group, group.trajectories[0])
    client = Client()
    assert client.post(f"/m/{token}/", {"code": code}).headers["Location"] == "/mijn-week/"
    return client


def text(client, path="/mijn-week/"):
    response = client.get(path)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.fixture
def workplace(group, as_system):
    site = SiteFactory(organisation=OrganisationFactory(name="Zorgkring Oost"), street="Kerkstraat 156")
    draft = NewPlacement(
        person_id=group.trajectories[0].person_id, trajectory_id=group.trajectories[0].pk, kind="work_experience",
        site=site, trainer_id=ContactFactory(site=site).pk, starts_on=TODAY - timedelta(days=7), weekdays=(0, 2, 3),
    )  # fmt: skip
    return record_placements(actor=as_system, drafts=[draft], on=TODAY)[0]


def test_the_week_tells_where_when_whom_and_what_to_bring(group, abel, workplace, as_system):
    school = actor_of(group.school, at=NOW)
    with scope(as_system):
        describe_activity(actor=school, round=group.round, activity="school", location="Lindecollege, lokaal 2.14",
                          bring="uw map")  # fmt: skip
        thursday = datetime.combine(TODAY + timedelta(days=3), time(13), tzinfo=UTC)
        plan_appointment(actor=actor_of(group.coach, at=NOW), trajectory=group.trajectories[0], member=group.coach,
                         starts_at=thursday, minutes=20)  # fmt: skip
    page = text(abel)
    for words in (
        "Dag Abel", "Uw week, 23 tot 27 november",
        "<strong>Werken</strong> · 8.30 tot 16.30 uur", "Zorgkring Oost, Kerkstraat 156. Vraag naar Joost.",
        "<strong>School</strong> · 9.00 uur", "Lindecollege, lokaal 2.14. Neem mee: uw map.",
        "Om 14.00 uur komt Ruud langs. 20 minuten.", "Vrij", "uw jobcoach", 'href="tel:0570-111222"', "Bel Ruud",
    ):  # fmt: skip
        assert words in page, words
    assert page.count("Kerkstraat 156") == 1  # a place is named once a week, and again on the day itself


def test_own_goal_and_own_tasks_stand_on_it(group, abel, as_system):
    person = group.trajectories[0].person
    with scope(as_system):
        record_own_goal(actor=as_system, person_id=person.pk, text="Ik wil voor oude mensen zorgen.", on=TODAY)
        Task.objects.create(person=person, text="Oppas zoeken", created_on=TODAY)
        Task.objects.create(person=person, text="Brief schrijven", owner=group.coach, created_on=TODAY)
    page = text(abel)
    assert "“Ik wil voor oude mensen zorgen.”" in page
    assert "Oppas zoeken" in page
    assert "Brief schrijven" not in page


def test_she_sees_who_may_look_and_who_looked(group, abel, as_system):
    person = group.trajectories[0].person
    assert "2 mensen bij 2 organisaties kunnen uw gegevens zien. Nog niemand keek." in text(abel)
    yesterday = actor_of(group.coach, at=NOW - timedelta(days=1))
    with scope(as_system):
        log(yesterday, Logged("read", "person", person.pk, person.pk, ["name"], "learn_work"))
    assert "Gisteren keek Ruud." in text(abel)
    page = text(abel, "/mijn-week/wie-ziet-mij/")
    assert "zondag 22 november, 10.00" in page
    assert "om u te helpen met leren en werken" in page
    assert f"<strong>{group.coach.organisation}</strong>, jobcoach<br>Ruud Blom<br>" in page
    assert "<p>2 mensen bij 2 organisaties kunnen uw gegevens zien." in page
    with scope(as_system):
        log(yesterday, Logged("read", "person", person.pk, person.pk, ["name"], ""))
    assert text(abel, "/mijn-week/wie-ziet-mij/").count("zondag 22 november") == 1, "one look of a day, with its reason"
    group.coach.organisation.lines_received.update(withdrawn_on=TODAY)
    assert "1 persoon kan uw gegevens zien." in text(abel)


def test_who_works_with_her_is_told_for_that_and_colleagues_stand_together():
    ruud = Viewer("Ruud", "Vennenwerk", "jobcoach", "to help you")
    ilse, petra = (Viewer(name, "Vennenwerk", "jobcoach", "to choose") for name in ("Ilse", "Petra"))
    employer = Viewer("", "Zorgkring Oost", "werkgever", "you work there")
    assert circles([ruud, ilse, employer, petra]) == [
        Circle("Vennenwerk", "jobcoach", "to help you", ("Ruud",)),
        Circle("Vennenwerk", "jobcoach", "to choose", ("Ilse", "Petra")),
        Circle("Zorgkring Oost", "werkgever", "you work there", ()),
    ]


def test_a_day_on_which_nobody_saw_her_says_so(group, abel, as_system):
    trajectory = group.trajectories[0]
    assert "Wij hebben u niet gezien." not in text(abel)
    with scope(as_system):
        mark = Mark(trajectory.pk, TODAY, Attendance.Activity.PLACEMENT, Attendance.Status.ABSENT)
        record_attendance(actor=as_system, marks=[mark], at=NOW, source="Lindecollege")
    assert text(abel).count("Wij hebben u niet gezien. Bel uw coach.") == 1


def test_i_cannot_come_reaches_the_register(group, abel, as_system):
    trajectory = group.trajectories[0]
    form = text(abel, "/mijn-week/afmelden/")
    assert form.count('name="day"') == 5  # Monday to Thursday, and the Monday after
    day = {"day": f"{trajectory.pk}:2026-11-25", "reason": "sick", "text": ""}
    assert abel.post("/mijn-week/afmelden/", day).headers["Location"] == "/mijn-week/"
    with scope(as_system):
        notice = AbsenceNotice.objects.get()
        assert (notice.trajectory, str(notice.day), notice.reason) == (trajectory, "2026-11-25", "sick")
    assert "U heeft laten weten dat u niet komt." in text(abel)


def test_what_is_missing_is_said_and_nothing_is_kept(abel, as_system):
    response = abel.post("/mijn-week/afmelden/", {"day": "", "reason": "", "text": "kind ziek"})
    assert response.status_code == 200
    assert "kind ziek" in response.content.decode()
    with scope(as_system):
        assert AbsenceNotice.objects.count() == 0


def test_this_is_not_right_and_its_answer(group, abel, as_system):
    assert abel.post("/mijn-week/dit-klopt-niet/", {"text": "Mijn postcode is fout."}).status_code == 302
    assert "U krijgt hier antwoord." in text(abel)
    with scope(as_system):
        asked = CorrectionRequest.objects.get()
        assert asked.person_id == group.trajectories[0].person_id
        answer_correction(
            actor=actor_of(group.coach, at=NOW), request=asked, answer="Wij hebben het gewijzigd.", at=NOW
        )
    assert "Wij hebben het gewijzigd." in text(abel)


@pytest.mark.parametrize("way", ["wrong_code", "other_token", "expired", "revoked", "no_such_link"])
def test_a_link_that_does_not_fit_gets_one_answer(group, as_system, way):
    token, code = link_for(group, group.trajectories[0])
    other_token, _ = link_for(group, group.trajectories[1])
    if way == "wrong_code":
        code = "000000" if code != "000000" else "111111"
    elif way == "other_token":
        token = other_token
    elif way == "no_such_link":
        token = "x" * 32
    else:
        change = {"expired": {"expires_at": NOW}, "revoked": {"revoked_at": NOW}}[way]
        PersonLink.objects.filter(person=group.trajectories[0].person_id).update(**change)
    client = Client()
    answer = client.post(f"/m/{token}/", {"code": code})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert sentence(ParticipantError("link_does_not_open")) in page
    assert "Abel" not in page
    assert "Noor" not in page
    assert client.get("/mijn-week/").status_code == 404


def test_five_wrong_codes_close_the_link(group):
    token, code = link_for(group, group.trajectories[0])
    for _ in range(5):
        Client().post(f"/m/{token}/", {"code": "x"})
    assert Client().post(f"/m/{token}/", {"code": code}).status_code == 200


@pytest.mark.parametrize("path", ["", "afmelden/", "dit-klopt-niet/", "wie-ziet-mij/"])
def test_without_a_visit_or_after_revoking_nothing_opens(group, abel, as_system, path):
    with scope(as_system):
        PersonLink.objects.update(revoked_at=NOW)
    for client in (abel, Client()):
        answer = client.get(f"/mijn-week/{path}")
        assert answer.status_code == 404
        assert "Abel" not in answer.content.decode()


def test_a_visit_ends_after_half_an_hour_and_when_closed(abel):
    session = abel.session
    session["participant_visit"] = {**session["participant_visit"], "ends": NOW.isoformat()}
    session.save()
    assert abel.get("/mijn-week/").status_code == 404


def test_closing_ends_the_visit(abel):
    assert abel.post("/mijn-week/stoppen/").status_code == 404
    assert abel.get("/mijn-week/").status_code == 404


def test_staff_hand_out_a_link_once(group, sign_in):
    url = f"/deelnemers/{group.trajectories[0].person_id}/mijn-week-link/"
    client = sign_in(group.coach)
    assert "Code" not in client.get(url).content.decode()
    page = client.post(url).content.decode()
    assert page.count("/m/") == 2
    group.coach.organisation.lines_received.filter(category=Category.CONTACT).delete()
    assert client.get(url).status_code == 404


def test_statements_do_not_grow(abel, statements):
    assert statements(abel, "/mijn-week/") == 25


def test_what_i_can_do_is_what_both_signed(group, abel, as_system):
    mine = group.trajectories[0]
    with scope(as_system):
        made = [
            WorkProcess.objects.create(qualification="Helpende", code=f"W{n}", name=name, level=2)
            for n, name in enumerate(("Schoonmaken", "Koken", "Wassen"))
        ]
        set_round_processes(actor=as_system, round=group.round, processes=made)
        for side, processes in (("school", made[:2]), ("workplace", made[:1])):
            sign_off(
                actor=as_system, trajectory=mine, processes=processes, side=side, signed_by="Joost", evidence="Gezien",
                on=TODAY,
            )  # fmt: skip
    page = abel.get("/mijn-week/wat-ik-kan/").content.decode()
    found = [page.index(part) for part in ("Dit kan ik", "Schoonmaken", "Bijna", "Koken", "Dit leer ik nog", "Wassen")]
    assert found == sorted(found)

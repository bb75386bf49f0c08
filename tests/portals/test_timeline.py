"""One timeline: everything in order, filtered and in pages, nothing that is closed; at the same cost for any length."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from conftest import NOW
from doorstroom.accounts.models import Role
from doorstroom.agreements.models import Category, Purpose
from doorstroom.learning.models import Attendance, Award
from doorstroom.participants.models import PersonRelation
from doorstroom.trajectories.models import Event, Note, Task
from doorstroom.trajectories.services import add_task, complete_task, write_note
from factories.accounts import MembershipFactory
from factories.agreements import open_everything
from factories.participants import relation_of
from factories.trajectories import acting, colleague, system_on

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def browser(samira, sign_in):
    return sign_in(samira)


def shown(browser, trajectory, query=""):
    return browser.get(f"/deelnemers/{trajectory.person_id}/{query}").context["timeline"]


def titles(timeline):
    return [line.title for line in timeline.lines]


def noted(samira, trajectory, text, on=TODAY, **more):
    return write_note(actor=acting(samira, TODAY), person=trajectory.person, channel="phone", text=text, on=on, **more)


def diploma(trajectory, on=date(2026, 11, 1)):
    return Award.objects.create(
        person=trajectory.person, trajectory=trajectory, kind="diploma", name="Entree", awarded_on=on,
        issuer=trajectory.desk,
    )  # fmt: skip


def test_moves_notes_and_papers_stand_in_one_order(samira, trajectory, browser):
    noted(samira, trajectory, "Hij wil avonddiensten.")
    diploma(trajectory)
    page = shown(browser, trajectory)
    assert titles(page) == [
        "Telefoon", "Diploma: Entree", "Traject gestart", "Begonnen: Lessen", "Begonnen: Proefplek", "In orde: Besluit",
        "Intakegesprek gehouden", "Aangemeld",
    ]  # fmt: skip
    assert page.lines[0].text == "Hij wil avonddiensten."
    assert (page.older, page.newer) == ("", "")


def test_filters_by_kind_person_and_period(samira, trajectory, browser):
    ruud = colleague(Role.JOB_COACH)
    noted(samira, trajectory, "van Samira", on=TODAY - timedelta(days=3))
    PersonRelation.objects.create(
        person=trajectory.person, organisation=ruud.organisation, member=ruud, role=ruud.role,
        purpose=Purpose.GUIDANCE, basis="x", source="x", valid_from=TODAY,
    )  # fmt: skip
    noted(ruud, trajectory, "van Ruud")
    diploma(trajectory)
    texts = lambda query: [line.text for line in shown(browser, trajectory, query).lines]  # noqa: E731
    assert texts("?soort=note") == ["van Ruud", "van Samira"]
    assert titles(shown(browser, trajectory, "?soort=paper")) == ["Diploma: Entree"]
    assert texts(f"?wie={ruud.pk}") == ["van Ruud"]
    assert texts(f"?soort=note&van={TODAY - timedelta(days=3)}&tot={TODAY - timedelta(days=1)}") == ["van Samira"]
    assert texts("?soort=note&van=gisteren") == ["van Ruud", "van Samira"], "an unreadable day filters nothing"
    assert "Registreer" not in titles(shown(browser, trajectory, "?soort=onzin"))


def test_two_thousand_lines_come_in_pages_without_gap_or_double(samira, trajectory, browser):
    Event.objects.all().delete()
    Event.objects.bulk_create(
        Event(trajectory=trajectory, kind="suspended", occurred_on=TODAY - timedelta(days=n // 3), recorded_at=NOW,
              reason=f"regel {n}", data={"expected_back_on": "2026-12-01"})
        for n in range(2000)
    )  # fmt: skip
    seen, query, pages = [], "", 0
    while query is not None and pages < 4:
        page = shown(browser, trajectory, query)
        seen += [line.text for line in page.lines]
        query, pages = page.older.partition("#")[0] or None, pages + 1
    assert len(seen) == len(set(seen)) == 80
    last = shown(browser, trajectory, "?blad=100")
    assert (len(last.lines), last.older) == (20, "")
    assert shown(browser, trajectory, "?blad=101").lines == []
    assert shown(browser, trajectory, "?blad=x").lines == shown(browser, trajectory).lines


@pytest.mark.parametrize("lines", [1, 3])
def test_the_timeline_costs_the_same_for_one_and_for_three_lines(samira, trajectory, browser, statements, lines):
    for number in range(lines):
        noted(samira, trajectory, f"Contact {number}")
        diploma(trajectory, on=date(2026, 10, 1 + number))
    assert statements(browser, f"/deelnemers/{trajectory.person_id}/?soort=note") == 26


def test_a_note_for_one_organisation_stays_there_and_says_so(samira, trajectory, browser, sign_in):
    noted(samira, trajectory, "Alleen voor ons.", visibility=Note.Visibility.ORGANISATION)
    other = colleague()
    PersonRelation.objects.create(person=trajectory.person, valid_from=TODAY, **relation_of(other).__dict__)
    assert shown(browser, trajectory).lines[0].by == f"{samira.user.name} · alleen mijn organisatie"
    assert "Alleen voor ons." not in [line.text for line in shown(sign_in(other), trajectory).lines]


def test_without_notes_only_the_fact_of_a_contact_shows(samira, trajectory, sign_in):
    noted(samira, trajectory, "Vertrouwelijk.")
    board = MembershipFactory()
    open_everything(board.organisation, categories=(Category.CORE, Category.PROGRESS))
    PersonRelation.objects.create(person=trajectory.person, valid_from=TODAY, **relation_of(board).__dict__)
    page = shown(sign_in(board), trajectory)
    assert titles(page)[0] == "Een contact"
    assert "Vertrouwelijk." not in [line.text for line in page.lines]
    assert shown(sign_in(board), trajectory, "?soort=note").lines == []


def test_a_step_that_was_ticked_can_be_taken_back_today(samira, trajectory, browser, system):
    task = add_task(actor=acting(samira, TODAY), person=trajectory.person, text="Rooster vragen", on=TODAY)
    url = reverse("task_done", args=[trajectory.person_id, task.pk])
    page = f"/deelnemers/{trajectory.person_id}/"
    browser.post(url)
    body = browser.get(page).content.decode()
    assert ("vandaag gedaan" in body, "Er is geen volgende stap" in body) == (True, True)
    browser.post(url, {"terug": "1"})
    assert "vandaag gedaan" not in browser.get(page).content.decode()


def test_a_step_of_yesterday_is_no_longer_shown(samira, trajectory, browser):
    task = add_task(actor=system_on(TODAY), person=trajectory.person, text="Rooster vragen", on=TODAY)
    complete_task(actor=system_on(TODAY), task=task, on=TODAY - timedelta(days=1))
    assert Task.objects.count() == 1
    assert "Rooster vragen" not in browser.get(f"/deelnemers/{trajectory.person_id}/").content.decode()


def test_diplomas_stand_beside_the_rest(trajectory, browser):
    diploma(trajectory)
    body = browser.get(f"/deelnemers/{trajectory.person_id}/").content.decode()
    assert "Diploma’s en certificaten" in body
    assert "Entree" in body


def test_missed_days_stand_among_the_rest_and_all_days_when_one_asks_for_days(samira, trajectory, browser):
    for days_ago, status in ((1, "absent"), (2, "present"), (3, "sick")):
        Attendance.objects.create(
            trajectory=trajectory, person=trajectory.person, day=TODAY - timedelta(days=days_ago), activity="school",
            status=status, recorded_by=samira, recorded_at=NOW,
        )  # fmt: skip
    missed = ["School: afwezig zonder bericht", "School: ziek gemeld"]
    everything = titles(shown(browser, trajectory))
    assert [title for title in everything if title.startswith("School")] == missed
    assert titles(shown(browser, trajectory, "?soort=day")) == [missed[0], "School: aanwezig", missed[1]]
    assert shown(browser, trajectory, f"?soort=day&wie={samira.pk}").lines[0].by == samira.user.name

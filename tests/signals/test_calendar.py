"""The calendar behind a secret address: without names unless asked, within what the member may see, until revoked."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Role
from doorstroom.audit.models import Entry as LogEntry
from doorstroom.learning.models import Appointment
from doorstroom.notifications.domain.ics import LINE_OCTETS, Entry, calendar_file
from doorstroom.notifications.models import CalendarLink
from doorstroom.notifications.services import issue_calendar_link, revoke_calendar_link
from doorstroom.participants.services import close_relations
from factories.accounts import MembershipFactory
from factories.learning import group_of


@settings(deadline=None, max_examples=60)
@given(title=st.text(max_size=200), place=st.text(max_size=200))
def test_a_name_never_breaks_the_file(title, place):
    text = calendar_file("Afspraken", [Entry("1@x", NOW, 30, title, place)], at=NOW)
    lines = text.split("\r\n")
    assert all(len(line.encode()) <= LINE_OCTETS for line in lines)
    whole = text.replace("\r\n ", "").split("\r\n")
    assert [line for line in whole if line.startswith(("BEGIN:", "END:"))] == [
        "BEGIN:VCALENDAR", "BEGIN:VEVENT", "END:VEVENT", "END:VCALENDAR",
    ]  # fmt: skip
    assert sum(line.startswith("SUMMARY:") for line in whole) == 1


def test_moments_stand_in_universal_time():
    text = calendar_file("Afspraken", [Entry("1@x", NOW, 30, "Gesprek; met a, b")], at=NOW)
    assert "DTSTART:20261123T090000Z\r\nDTEND:20261123T093000Z\r\nSUMMARY:Gesprek\\; met a\\, b\r\n" in text


@pytest.fixture
def coach(as_system):
    group = group_of("Abel", "Noor")
    for place, each in enumerate(group.trajectories):
        Appointment.objects.create(
            trajectory=each, person=each.person, member=group.coach, starts_at=NOW + timedelta(days=place + 1),
            minutes=45, location="Dorpsstraat 1",
        )  # fmt: skip
    coach = group.coach
    coach.people = group.people
    return coach


def read(client, token):
    answer = client.get(f"/agenda/{token}.ics")
    return answer.status_code, answer.content.decode().replace("\r\n ", "")


@pytest.mark.django_db
class TestTheAddress:
    def test_without_names_it_says_neither_who_nor_where(self, coach, client):
        token = issue_calendar_link(actor=actor_of(coach, at=NOW), with_names=False)
        status, text = read(client, token)
        assert (status, text.count("SUMMARY:Deelnemer"), text.count("BEGIN:VEVENT")) == (200, 2, 2)
        assert not [word for word in ("Abel", "Noor", "Dorpsstraat") if word in text]
        assert LogEntry.objects.filter(subject="calendar_link", action="read").count() == 1
        assert token not in CalendarLink.objects.get().token_hash

    def test_with_names_it_shows_only_whom_one_may_see_now(self, coach, client, system):
        token = issue_calendar_link(actor=actor_of(coach, at=NOW), with_names=True)
        assert "SUMMARY:Abel Geheim" in read(client, token)[1]
        close_relations(actor=system, source="test", person_id=coach.people[0].pk, on=NOW.date())
        text = read(client, token)[1]
        assert ("Abel" in text, "SUMMARY:Noor Geheim" in text) == (False, True)

    def test_a_new_address_a_stop_and_the_end_of_the_work_close_it(self, coach, client):
        actor = actor_of(coach, at=NOW)
        first = issue_calendar_link(actor=actor, with_names=False)
        second = issue_calendar_link(actor=actor, with_names=False)
        assert [read(client, token)[0] for token in (first, second, "nonsense")] == [404, 200, 404]
        coach.valid_until = NOW.date()
        coach.save()
        assert read(client, second)[0] == 404
        coach.valid_until = None
        coach.save()
        assert read(client, second)[0] == 200
        assert revoke_calendar_link(actor=actor) == 1
        assert read(client, second)[0] == 404

    def test_the_page_shows_the_address_once(self, sign_in):
        client = sign_in(MembershipFactory(role=Role.JOB_COACH))
        made = client.post("/berichten/agenda/", {"with_names": ""})
        address = made.context["address"]
        assert address in made.content.decode()
        assert address not in client.get("/berichten/agenda/").content.decode()
        assert client.post("/berichten/agenda/", {"act": "revoke"}).status_code == 302
        assert client.get("/agenda/" + address.rsplit("/", 1)[1]).status_code == 404

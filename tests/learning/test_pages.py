"""Awards, appointments and the place of an activity."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from doorstroom.accounts.models import Role
from doorstroom.database.scope import scope
from doorstroom.learning.models import ActivityPlace, Appointment, Award
from factories.accounts import MembershipFactory
from factories.agreements import open_everything
from factories.learning import group_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def group(as_system):
    return group_of("Abel")


def page(group, name):
    return f"/deelnemers/{group.trajectories[0].person_id}/{name}/"


def test_an_award_is_recorded_once(group, sign_in, as_system):
    client = sign_in(group.school)
    form = {"kind": "diploma", "name": "Niveau 2", "issuer": group.school.organisation_id, "awarded_on": "2026-11-20"}
    for _ in range(2):
        assert client.post(page(group, "diploma"), form).status_code == 302
    with scope(as_system):
        assert list(Award.objects.values_list("name", "trajectory")) == [("Niveau 2", group.trajectories[0].pk)]
    ahead = client.post(page(group, "diploma"), {**form, "awarded_on": "2027-01-01"}).content.decode()
    assert "Leg een diploma of verklaring vast als die is uitgereikt." in ahead


def test_an_appointment_stands_at_local_time(group, sign_in, as_system):
    form = {"day": "2026-11-26", "time": "14:00", "minutes": "20", "location": ""}
    assert sign_in(group.coach).post(page(group, "afspraak"), form).status_code == 302
    with scope(as_system):
        made = Appointment.objects.get()
        assert made.starts_at == datetime(2026, 11, 26, 14, tzinfo=ZoneInfo("Europe/Amsterdam"))
        assert (made.member, made.minutes) == (group.coach, 20)


def test_an_appointment_is_the_next_step_on_the_page_until_it_is_called_off(group, sign_in, as_system):
    client, home = sign_in(group.coach), f"/deelnemers/{group.trajectories[0].person_id}/"
    none = "Er is geen volgende stap."
    assert none in client.get(home).content.decode()
    client.post(page(group, "afspraak"), {"day": "2026-11-26", "time": "14:00", "minutes": "20", "location": "Markt 1"})
    answer = client.get(home)
    (ahead,) = answer.context["ahead"]
    assert (ahead.starts_at.hour, ahead.minutes, ahead.location, ahead.who) == (
        14,
        20,
        "Markt 1",
        group.coach.user.name,
    )
    assert none not in answer.content.decode()
    assert "donderdag 26 november, 14:00" in answer.content.decode()
    called_off = client.post(f"{home}afspraak/{ahead.id}/afzeggen/", follow=True)
    assert called_off.context["ahead"] == []
    assert client.post(f"{home}afspraak/{ahead.id}/afzeggen/").status_code == 404


def test_where_the_group_goes_is_kept_per_activity(group, sign_in):
    client = sign_in(group.school)
    address = f"/rondes/{group.round.pk}/presentie/waar/"
    for place in ("lokaal 1", "lokaal 2.14"):
        form = {"activity": "school", "location": place, "ask_for": "", "bring": "uw map"}
        assert client.post(address, form).status_code == 302
    assert list(ActivityPlace.objects.values_list("activity", "location", "bring")) == [
        ("school", "lokaal 2.14", "uw map")
    ]  # fmt: skip
    assert client.post(address, {"activity": "werkplek", "location": "x"}).status_code == 200


@pytest.mark.parametrize("name", ["diploma", "afspraak"])
def test_others_find_nothing(group, sign_in, name):
    stranger = MembershipFactory(role=Role.JOB_COACH)
    open_everything(stranger.organisation)
    assert sign_in(stranger).get(page(group, name)).status_code == 404
    assert sign_in(group.coach).get(page(group, name)).status_code == 200

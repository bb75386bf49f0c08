"""“My data”: all of it, hers alone, and no table forgotten."""

import json

import pytest
from django.test import Client

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.audit.models import Entry
from doorstroom.database.scope import scope
from doorstroom.participants.services import issue_person_link, record_own_goal, set_contact
from factories.learning import group_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def abel(as_system):
    group = group_of("Abel", "Noor")
    for trajectory, phone in zip(group.trajectories, ("06-11111111", "06-22222222"), strict=True):
        set_contact(actor=as_system, person_id=trajectory.person_id, phone=phone)
        record_own_goal(actor=as_system, person_id=trajectory.person_id, text=f"=1+1 {phone}", on=NOW.date())
    person = group.trajectories[0].person_id
    with scope(as_system):
        token, code = issue_person_link(actor=actor_of(group.coach, at=NOW), person_id=person, at=NOW)
    client = Client()
    client.post(f"/m/{token}/", {"code": code})
    return client


def test_the_file_holds_what_is_kept_about_her_and_nothing_of_somebody_else(abel):
    answer = abel.get("/mijn-week/mijn-gegevens.json")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="mijn-gegevens-2026-11-23.json"'
    text = answer.content.decode()
    kept = json.loads(text)["sections"]
    about = kept["Over mij, en wie mij mag zien"]
    assert about["personcontact"][0]["phone"].endswith("11111111")
    assert [goal["text"] for goal in about["owngoal"]] == ["=1+1 06-11111111"]
    assert {"personrelation", "person"} <= set(about)
    assert kept["Mijn leren en werken"]["trajectory"][0]["state"]
    assert "22222222" not in text
    assert "Noor" not in text
    assert not {"token_hash", "code_hash", "sealed", "fingerprint"} & {
        column for tables in kept.values() for rows in tables.values() for row in rows for column in row
    }


def test_the_page_counts_what_is_in_it_and_both_stand_in_the_log(abel, as_system):
    page = " ".join(abel.get("/mijn-week/mijn-gegevens/").content.decode().split())
    assert "Over mij, en wie mij mag zien" in page
    assert "Mijn leren en werken" in page
    assert "Groepen waarvoor" not in page, "she was put forward for none"
    abel.get("/mijn-week/mijn-gegevens.json")
    with scope(as_system):
        assert list(
            Entry.objects.filter(fields=["everything"], role="participant").order_by("id").values_list("action")
        ) == [("read",), ("export",)]


def test_without_a_visit_there_is_no_file():
    for path in ("/mijn-week/mijn-gegevens/", "/mijn-week/mijn-gegevens.json"):
        assert Client().get(path).status_code == 404

"""One press, one effect: double clicks, retries and “Back”. `DOORSTROOM_LONG=1` presses 1,000 buttons twice."""

import os
import re
from concurrent.futures import ThreadPoolExecutor
from time import sleep

import pytest
from django.db import connection, connections, transaction
from django.test import Client
from django.urls import reverse

from conftest import NOW
from doorstroom.accounts.access import system_actor
from doorstroom.database.scope import scope
from doorstroom.drafts.models import Draft, Submission
from doorstroom.drafts.services import claim_press, settle_press
from doorstroom.trajectories.models import Note
from factories.accounts import MembershipFactory
from factories.agreements import open_everything
from factories.participants import person_of

PRESSES = 1000 if os.environ.get("DOORSTROOM_LONG") == "1" else 40
GAP = 0.05
"""Seconds between the two presses of a double click, at most."""


@pytest.fixture
def samira(as_system):
    member = MembershipFactory()
    open_everything(member.organisation)
    return member


@pytest.fixture
def browser(samira):
    return signed_in(samira)


def signed_in(member) -> Client:
    client = Client(enforce_csrf_checks=True)
    client.force_login(member.user)
    return client


def token_of(client, url) -> str:
    page = client.get(url).content.decode()
    return re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]


def note(person, token, text="Gebeld.", **more):
    return {
        "csrfmiddlewaretoken": token, "person": str(person.pk), "channel": "phone", "text": text,
        "on": NOW.date().isoformat(), "visibility": "team", **more,
    }  # fmt: skip


def notes(system):
    with scope(system, nested=True):
        return list(Note.objects.order_by("pk").values_list("text", flat=True))


@pytest.mark.django_db
def test_a_second_press_leads_where_the_first_led_and_does_nothing(samira, browser, system):
    abel = person_of(samira)
    token = token_of(browser, "/notitie/")
    first = browser.post("/notitie/", note(abel, token))
    again = browser.post("/notitie/", note(abel, token))
    assert (first.status_code, again.status_code) == (302, 302)
    assert again.headers["Location"] == first.headers["Location"] == f"/deelnemers/{abel.pk}/"
    assert notes(system) == ["Gebeld."]
    page = browser.get(again.headers["Location"]).content.decode()
    assert "Dit was de eerste keer al bewaard" in page


@pytest.mark.django_db
def test_changed_text_and_a_fresh_page_are_new_acts(samira, browser, system):
    abel = person_of(samira)
    token = token_of(browser, "/notitie/")
    browser.post("/notitie/", note(abel, token))
    browser.post("/notitie/", note(abel, token, text="Gebeld, en nog iets."))
    browser.post("/notitie/", note(abel, token_of(browser, "/notitie/")))
    assert notes(system) == ["Gebeld.", "Gebeld, en nog iets.", "Gebeld."]


@pytest.mark.django_db
def test_a_form_that_came_back_with_errors_may_be_sent_again(samira, browser, system):
    abel = person_of(samira)
    token = token_of(browser, "/notitie/")
    assert browser.post("/notitie/", note(abel, token, text="")).status_code == 200
    assert browser.post("/notitie/", note(abel, token, text="")).status_code == 200
    assert Submission.objects.count() == 0
    assert notes(system) == []


@pytest.mark.django_db
def test_the_press_of_one_is_not_the_press_of_another(samira, browser, system):
    abel = person_of(samira)
    token = token_of(browser, "/notitie/")
    browser.post("/notitie/", note(abel, token))
    colleague = signed_in(MembershipFactory(organisation=samira.organisation))
    colleague.cookies["csrftoken"] = browser.cookies["csrftoken"].value
    assert colleague.post("/notitie/", note(abel, token)).status_code == 404, "nobody learns where it led"


@pytest.mark.django_db
def test_a_saved_form_takes_its_draft_along(samira, browser, system):
    abel, key = person_of(samira), "note-x"
    token = token_of(browser, "/notitie/")
    browser.post(reverse("draft"), {"key": key, "fields": '[["text", "x"]]'}, headers={"X-CSRFToken": token})
    with scope(system, nested=True):
        assert Draft.objects.count() == 1
    browser.post("/notitie/", note(abel, token, text="", draft_key=key))
    with scope(system, nested=True):
        assert Draft.objects.count() == 1, "it was not saved"
    browser.post("/notitie/", note(abel, token, draft_key=key))
    with scope(system, nested=True):
        assert Draft.objects.count() == 0


def close_afterwards(work):
    try:
        return work()
    finally:
        connections.close_all()


def test_the_second_waits_for_the_first_and_takes_over_when_it_fails(committed):
    """The first press is undone while the second waits: the second then is the first."""
    done = []

    def second():
        with transaction.atomic():
            done.append(claim_press(fingerprint="f" * 64, at=NOW))
            settle_press(fingerprint="f" * 64, led_to="/")

    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        assert claim_press(fingerprint="f" * 64, at=NOW) is None
        waiting = pool.submit(close_afterwards, second)
        while not _somebody_waits():
            sleep(0.01)
        assert done == []
        transaction.set_rollback(True)
    waiting.result(timeout=20)
    assert done == [None]
    assert claim_press(fingerprint="f" * 64, at=NOW) == "/"


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return cursor.fetchone()[0] > 0


def test_double_clicks_in_parallel_have_one_effect_each(committed, record_property):
    system = system_actor(at=NOW, purpose="test")
    with transaction.atomic(), scope(system):
        member = MembershipFactory()
        open_everything(member.organisation)
        abel = person_of(member)
    client = signed_in(member)
    token = token_of(client, "/notitie/")
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}

    def press(text, after):
        sleep(after)
        own = Client(enforce_csrf_checks=True)
        own.cookies.load(cookies)
        answer = own.post("/notitie/", note(abel, token, text=text))
        return answer.status_code, answer.headers["Location"]

    texts = [f"Contact {number}" for number in range(PRESSES)]
    presses = [(text, GAP * (number % 3) / 2 * again) for number, text in enumerate(texts) for again in (0, 1)]
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda args: close_afterwards(lambda: press(*args)), presses))
    record_property("double clicks", PRESSES)
    assert set(answers) == {(302, f"/deelnemers/{abel.pk}/")}
    with transaction.atomic(), scope(system):
        assert sorted(Note.objects.values_list("text", flat=True)) == sorted(texts)

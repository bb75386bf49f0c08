"""A database that is away and a disk that is nearly full: words, what was typed, and nothing half."""

import errno
import io
import re

import pytest
from django.db import InterfaceError, OperationalError, ProgrammingError
from django.test import Client, RequestFactory

from doorstroom.conf import room as rooms
from doorstroom.conf.failures import comes_back, sent
from doorstroom.conf.room import Room
from factories.accounts import MembershipFactory
from factories.agreements import open_everything
from factories.participants import person_of

LONG = "Gebeld over de proefdag, ze komt maandag."
PLENTY = 10**15
"""More bytes than any disk of ours has."""


@pytest.fixture
def samira(as_system):
    member = MembershipFactory()
    open_everything(member.organisation)
    return member


@pytest.fixture
def browser(samira):
    client = Client(raise_request_exception=False)
    client.force_login(samira.user)
    return client


def note(person):
    return {"csrfmiddlewaretoken": "t" * 64, "person": str(person.pk), "channel": "phone", "text": LONG,
            "on": "2026-11-23", "visibility": "team"}  # fmt: skip


def form_on(page: str) -> dict[str, str]:
    return dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page))


@pytest.fixture
def disk(settings, monkeypatch, tmp_path):
    """A disk with as much room as a test says."""
    settings.ROOM_AT = tmp_path

    def left(free):
        monkeypatch.setattr(rooms.shutil, "disk_usage", lambda _folder: type("Usage", (), {"free": free}))

    return left


def test_a_full_disk_refuses_to_write_keeps_what_was_typed_and_goes_on_reading(samira, browser, disk):
    abel = person_of(samira)
    disk(199_999_999)
    refused = browser.post("/notitie/", note(abel))
    page = refused.content.decode()
    assert (refused.status_code, refused["Retry-After"], refused["Cache-Control"]) == (503, "10", "private, no-store")
    assert "De schijf van de server is bijna vol" in page
    assert f'<blockquote class="ds-quote">{LONG}</blockquote>' in page
    assert browser.get(f"/deelnemers/{abel.pk}/").status_code == 200
    disk(200_000_000)
    assert browser.post("/notitie/", form_on(page)).status_code == 302, "sent once more, it is saved"
    assert LONG in browser.get(f"/deelnemers/{abel.pk}/").content.decode()


def test_who_signs_in_may_while_there_is_no_room(db, disk):
    disk(0)
    assert Client().post("/inloggen/login/", {"login": "a@example.org", "password": "x"}).status_code == 200


def test_no_password_and_no_file_comes_back():
    assert sent(RequestFactory().post("/inloggen/login/", {"password": "geheim"})) == []
    assert sent(RequestFactory().post("/leveringen/nieuw/", {"file": io.BytesIO(b"x"), "kind": "places"})) == []
    assert sent(RequestFactory().post("/notitie/", {"text": "x"})) == [("text", "x")]


@pytest.mark.parametrize(
    ("error", "status"), [(OperationalError("gone"), 503), (OSError(errno.ENOSPC, "full"), 503), (ValueError(), 500)]
)
def test_what_comes_back_by_itself_says_so_and_nothing_is_half(samira, browser, monkeypatch, error, status):
    abel = person_of(samira)

    def broken(**_):
        raise error

    with monkeypatch.context() as breaking:
        breaking.setattr("doorstroom.trajectories.views.staff.people.write_note", broken)
        answer = browser.post("/notitie/", note(abel))
    assert answer.status_code == status
    if status == 503:
        assert "Doorstroom kan nu niet bij de gegevens" in answer.content.decode()
        assert browser.post("/notitie/", form_on(answer.content.decode())).status_code == 302


def test_which_errors_pass():
    errors = (OperationalError(), InterfaceError(), OSError(errno.ENOSPC, ""), OSError(errno.EACCES, ""),
              ProgrammingError(), None)  # fmt: skip
    assert [comes_back(each) for each in errors] == [True, True, True, False, False, False]


def test_the_ballast_is_given_up_when_reading_would_end_and_comes_back_with_room(tmp_path, disk):
    kept = Room(tmp_path, least=200, ballast=64)
    disk(264)
    kept.keep_ballast()
    assert kept.file.stat().st_size == 64
    disk(64)
    assert kept.is_short()
    assert kept.file.exists(), "the log still has room"
    disk(63)
    assert kept.is_short()
    assert not kept.file.exists()
    disk(263)
    assert not kept.is_short()
    kept.keep_ballast()
    assert not kept.file.exists(), "it would take the room of others"


def test_a_database_elsewhere_has_no_ballast_here(tmp_path):
    Room(tmp_path, least=0, ballast=0).keep_ballast()
    assert list(tmp_path.iterdir()) == []
    assert Room(tmp_path, least=PLENTY, ballast=0).is_short()

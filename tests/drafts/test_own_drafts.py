"""What a participant typed comes back on another phone, and to nobody else."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.database.scope import scope
from doorstroom.drafts.models import Draft
from doorstroom.drafts.services import keep_draft, kept_draft
from doorstroom.kernel.actor import participant_actor
from doorstroom.participants.services import issue_person_link
from factories.accounts import MembershipFactory
from factories.agreements import open_everything
from factories.participants import person_of

pytestmark = pytest.mark.django_db
FIELDS = [["text", "Mijn adres klopt niet."]]
KEY = "not-right"
SENT = {"text": "Mijn adres klopt niet.", "draft_key": KEY, "csrfmiddlewaretoken": "t" * 64}


@pytest.fixture
def samira(as_system):
    member = MembershipFactory()
    open_everything(member.organisation)
    return member


@pytest.fixture
def abel(samira):
    return person_of(samira)


@pytest.fixture
def phones(samira, abel):
    """Two phones on which Abel gave her code."""
    token, code = issue_person_link(actor=actor_of(samira, at=NOW), person_id=abel.pk, at=NOW)
    both = Client(), Client()
    assert [phone.post(reverse("enter_week", args=[token]), {"code": code}).status_code for phone in both] == [302, 302]
    return both


def own(person, at=NOW):
    return participant_actor(at=at, person_id=person.pk)


def keep(person):
    with scope(own(person), nested=True):
        return keep_draft(actor=own(person), key=KEY, fields=FIELDS, person_id=None)


def test_her_own_text_comes_back_on_another_phone_until_it_is_sent(abel, phones):
    first, second = phones
    address = reverse("my_draft")
    assert first.post(address, {"key": KEY, "fields": json.dumps(FIELDS)}).status_code == 204
    assert second.get(address, {"key": KEY}).json()["fields"] == FIELDS
    page = second.get(reverse("not_right")).content.decode()
    assert f'data-drafts="{address}"' in page
    assert str(abel.pk) not in page
    sent = second.post(reverse("not_right"), SENT)
    assert sent.status_code == 302
    assert first.get(address, {"key": KEY}).status_code == 204
    assert first.get(address, {"key": KEY}).content == b""


def test_in_both_layers_it_is_hers_alone_and_goes_with_her(samira, abel):
    noor = person_of(samira, given_name="Noor")
    assert keep(abel)
    assert keep(noor)
    with scope(own(abel), nested=True):
        assert list(Draft.objects.values_list("person", flat=True)) == [abel.pk], "the database alone"
    assert kept_draft(actor=own(abel), key=KEY).fields == FIELDS
    staff = actor_of(samira, at=NOW)
    assert kept_draft(actor=staff, key=KEY) is None
    with scope(staff, nested=True):
        assert Draft.objects.count() == 0
    abel.delete()
    assert list(Draft.objects.values_list("person", flat=True)) == [noor.pk]


def test_without_a_visit_there_is_nothing(client):
    assert client.get(reverse("my_draft"), {"key": KEY}).status_code == 404
    assert client.post(reverse("my_draft"), {"key": KEY, "fields": "[]"}).status_code == 404

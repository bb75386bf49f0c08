"""A draft comes back to whom it is, for thirty days, and to nobody else."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.database.scope import scope
from doorstroom.drafts.models import Draft, Submission
from doorstroom.drafts.services import drop_draft, keep_draft, kept_draft, let_go_of_typed, typed_past_term
from doorstroom.participants.services import close_relations
from factories.accounts import MembershipFactory
from factories.agreements import open_everything
from factories.participants import person_of

pytestmark = pytest.mark.django_db
FIELDS = [["text", "Sprak Abel; hij wil avonddiensten."], ["visibility", "team"]]


@pytest.fixture
def samira(as_system):
    member = MembershipFactory()
    open_everything(member.organisation)
    return member


@pytest.fixture
def abel(samira):
    return person_of(samira)


def keep(member, key, person=None, at=NOW):
    person_id = person.pk if person else None
    return keep_draft(actor=actor_of(member, at=at), key=key, fields=FIELDS, person_id=person_id)


def test_a_draft_survives_signing_out_and_comes_back_in_another_browser(samira, abel, sign_in):
    key = f"note-{abel.pk}"
    first = sign_in(samira)
    kept = first.post(reverse("draft"), {"key": key, "path": "/notitie/", "fields": json.dumps(FIELDS)})
    assert (kept.status_code, kept.content) == (204, b"")
    first.logout()
    answer = sign_in(samira).get(reverse("draft"), {"key": key})
    assert answer.json()["fields"] == FIELDS
    assert sign_in(samira).get(reverse("draft"), {"key": "task-1"}).status_code == 204


def test_what_stands_in_the_table_cannot_be_read_or_moved_to_another_form(samira, abel):
    keep(samira, "note-1", abel)
    (row,) = Draft.objects.all()
    assert b"avonddiensten" not in bytes(row.sealed)
    Draft.objects.update(key="note-2")
    assert kept_draft(actor=actor_of(samira, at=NOW), key="note-2") is None


def test_nobody_else_reads_a_draft_in_either_layer(samira, abel, system):
    colleague = MembershipFactory(organisation=samira.organisation)
    keep(samira, "note-1", abel)
    other = actor_of(colleague, at=NOW)
    assert kept_draft(actor=other, key="note-1") is None
    with scope(other, nested=True):
        assert Draft.objects.count() == 0
    with scope(actor_of(samira, at=NOW), nested=True):
        assert Draft.objects.count() == 1


def test_a_draft_closes_with_its_person_and_goes_with_her(samira, abel, system):
    keep(samira, "note-1", abel)
    close_relations(actor=system, source="test", on=NOW.date())
    assert kept_draft(actor=actor_of(samira, at=NOW), key="note-1") is None
    with scope(actor_of(samira, at=NOW), nested=True):
        assert Draft.objects.count() == 0
    abel.delete()
    assert Draft.objects.count() == 0


def test_a_draft_about_somebody_unseen_is_not_kept(samira, sign_in):
    stranger = person_of(MembershipFactory(), given_name="Noor")
    answer = sign_in(samira).post(
        reverse("draft"), {"key": "note", "path": f"/deelnemers/{stranger.pk}/stap/", "fields": json.dumps(FIELDS)}
    )
    assert answer.status_code == 400


@pytest.mark.parametrize("fields", ["", "{}", '[["a"]]', '[["a", 1]]', '["ab"]', json.dumps([["text", "x" * 60_000]])])
def test_what_is_no_draft_is_refused(samira, sign_in, fields):
    assert sign_in(samira).post(reverse("draft"), {"key": "note", "fields": fields}).status_code == 400


def test_an_empty_draft_or_a_saved_form_takes_it_away(samira, sign_in, system):
    keep(samira, "note-1")
    keep(samira, "note-2")
    sign_in(samira).post(reverse("draft"), {"key": "note-1", "fields": "[]"})
    with scope(system, nested=True):
        assert list(Draft.objects.values_list("key", flat=True)) == ["note-2"]
        drop_draft(actor=actor_of(samira, at=NOW), key="note-2")
        assert Draft.objects.count() == 0


def test_drafts_are_kept_thirty_days_and_presses_one(samira, system):
    keep(samira, "note-1")
    Submission.objects.create(fingerprint="a" * 64, led_to="/", made_at=NOW)
    later = actor_of(samira, at=NOW + timedelta(days=29, hours=23))
    assert kept_draft(actor=later, key="note-1").fields == FIELDS
    assert kept_draft(actor=actor_of(samira, at=NOW + timedelta(days=30)), key="note-1") is None
    assert let_go_of_typed(actor=system, on=NOW.date() + timedelta(days=30)) == 0
    assert (Draft.objects.count(), Submission.objects.count()) == (1, 0)
    assert typed_past_term(on=NOW.date() + timedelta(days=31)).count() == 1
    assert let_go_of_typed(actor=system, on=NOW.date() + timedelta(days=31)) == 1


def test_the_page_says_where_drafts_are_kept(samira, abel, sign_in):
    page = sign_in(samira).get(f"/notitie/?person={abel.pk}").content.decode()
    assert 'data-drafts="/concept/"' in page
    assert f'data-draft="note-{abel.pk}"' in page
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM drafts_draft")
        assert cursor.fetchone() == (0,)

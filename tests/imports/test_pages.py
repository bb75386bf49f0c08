"""The grid in the browser: hand in, repair, apply, undo; and nothing for anybody else."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from conftest import NOW
from doorstroom.accounts.access import system_actor
from doorstroom.accounts.models import Role
from doorstroom.database.scope import scope
from doorstroom.imports.access import ROLES
from doorstroom.imports.models import Batch, SavedMapping
from doorstroom.participants.models import Person
from factories.accounts import MembershipFactory
from factories.imports import PEOPLE, staged
from factories.rounds import round_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(as_system):
    return round_world(as_system)


def as_it_stands(read):
    """What is in the database after a request, which closes its scope."""
    with scope(system_actor(at=NOW, purpose="test"), nested=True):
        return read()


def people():
    return as_it_stands(Person.objects.count)


def batch_of():
    return as_it_stands(lambda: Batch.objects.get())


def seen(response):
    return re.sub(r"\s+", " ", response.content.decode())


def test_from_upload_to_people_and_back(world, sign_in):
    client = sign_in(world.referrer)
    file = SimpleUploadedFile("kandidaten.csv", PEOPLE.encode())
    sent = {"kind": "participants", "partner": world.referrer.organisation_id, "round": world.round.pk, "file": file}
    response = client.post(reverse("batch_list"), sent)
    batch = batch_of()
    detail = reverse("batch_detail", args=[batch.pk])
    assert (response.status_code, response.url) == (302, detail)
    page = seen(client.get(detail))
    assert [text in page for text in ("55O1CL", "5501CL", 'id="rij-3"', 'id="rij-2"')] == [True, True, True, False]
    client.post(reverse("batch_row_act", args=[batch.pk, 3]), {"act": "accept"})
    cell = re.search(r'name="(cell_\d)" value="31-04-1990"', page)[1]
    response = client.post(reverse("batch_row", args=[batch.pk, 4]), {cell: "30-04-1990", "pagina": "1"})
    assert response.url == f"{detail}?pagina=1#rij-4"
    batch = batch_of()
    assert (batch.reading["accepted"], people()) == (3, 0)
    client.post(reverse("batch_apply", args=[batch.pk]))
    assert people() == 3
    client.post(reverse("batch_undo", args=[batch.pk]))
    batch = batch_of()
    assert (people(), batch.state) == (0, Batch.State.UNDONE)


def test_file_that_cannot_be_read_says_why_and_keeps_the_form(world, sign_in):
    client = sign_in(world.referrer)
    file = SimpleUploadedFile("brief.pdf", b"%PDF-1.7 zomaar")
    sent = {"kind": "participants", "partner": world.referrer.organisation_id, "round": "", "file": file}
    response = client.post(reverse("batch_list"), sent)
    assert response.status_code == 200
    assert "Vraag de tabel als .xlsx of .csv" in seen(response)
    assert as_it_stands(Batch.objects.count) == 0


def test_mapping_page_reads_the_file_again(world, sign_in):
    content = "Klantnr;Naam;Geboortedatum;Bereik\nV-1;Vries, Fatma de;31-05-1990;bellen\n"
    batch = staged(world.referrer, at=NOW, round=world.round, content=content)
    client = sign_in(world.referrer)
    url = reverse("batch_mapping", args=[batch.pk])
    assert 'name="column_3"' in seen(client.get(url))
    choices = {"column_0": "reference", "column_1": "full_name", "column_2": "birth_date", "column_3": "wish"}
    client.post(url, {**choices, "remember": "on"})
    batch = batch_of()
    assert [column["field"] for column in batch.reading["columns"]] == list(choices.values())
    assert SavedMapping.objects.get().mapping["fields"]["Bereik"] == "wish"


PAGES = ("batch_detail", "batch_mapping", "batch_apply", "batch_undo", "batch_discard", "batch_proposals")


@pytest.mark.parametrize("name", PAGES)
def test_another_organisation_finds_nothing(world, sign_in, name):
    batch = staged(world.referrer, at=NOW, round=world.round)
    client = sign_in(world.other_referrer)
    url = reverse(name, args=[batch.pk])
    found = client.get(url) if name in PAGES[:2] else client.post(url)
    missing = client.get(reverse("batch_detail", args=[batch.pk + 1000]))
    assert (found.status_code, missing.status_code) == (404, 404)
    batch = batch_of()
    assert batch.state == Batch.State.STAGED


@pytest.mark.parametrize("role", [role for role in Role if role not in ROLES])
def test_other_roles_find_nothing(world, sign_in, role):
    client = sign_in(MembershipFactory(organisation=world.referrer.organisation, role=role))
    assert client.get(reverse("batch_list")).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_cost_a_fixed_number_of_statements(world, sign_in, statements, rows):
    lines = "".join(f"V-{n};Bos, Jan;31-04-19{60 + n};06-4155823{n}\n" for n in range(rows))
    for _ in range(rows):
        batch = staged(
            world.referrer, at=NOW, round=world.round, content=f"Klantnr;Naam;Geboortedatum;Telefoon\n{lines}"
        )
    client = sign_in(world.referrer)
    assert statements(client, reverse("batch_list")) == 10
    assert statements(client, reverse("batch_detail", args=[batch.pk])) == 10


def test_a_long_list_is_paged_and_light(world, sign_in):
    lines = "".join(f"V-{n};Bos-{n:03}, Jan;31-04-1990;06-41558230\n" for n in range(120))
    batch = staged(world.referrer, at=NOW, content=f"Klantnr;Naam;Geboortedatum;Telefoon\n{lines}")
    response = sign_in(world.referrer).get(reverse("batch_detail", args=[batch.pk]))
    assert seen(response).count('id="rij-') == 50
    assert len(response.content) <= 90_000

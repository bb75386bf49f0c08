"""A partner that keeps its own register: delivered, changed on both sides, settled, given back, delivered again."""

import io
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from openpyxl import load_workbook

from conftest import NOW
from doorstroom.accounts.access import actor_of, system_actor
from doorstroom.database.scope import scope
from doorstroom.imports.domain.errors import ImportsError
from doorstroom.imports.models import Batch
from doorstroom.imports.selectors import beside_earlier
from doorstroom.imports.services import (
    apply_batch,
    choose_values,
    return_file,
    take_over_changes,
    undo_batch,
)
from doorstroom.participants.models import Person, PersonContact
from doorstroom.participants.services import set_contact, set_name
from doorstroom.rounds.models import Nomination
from factories.imports import staged
from factories.rounds import round_world

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=30)
FIRST = """Klantnr;Voornaam;Achternaam;Geboortedatum;Telefoon;Woonplaats;E-mail
V-1;Fatma;de Vries;31-05-1990;06-41558228;Lindervoort;f@example.org
V-2;Samira;el Amrani;01-02-1985;06-41558229;Heiwijk;s@example.org
V-3;Jan;Bos;30-04-1990;06-41558230;Heiwijk;j@example.org
"""


@pytest.fixture
def world(as_system):
    return round_world(as_system)


@pytest.fixture
def gert(world):
    return actor_of(world.referrer, at=NOW)


def applied(world, gert, content, at=NOW):
    batch = staged(world.referrer, at=at, round=world.round, content=content)
    return apply_batch(actor=gert, batch=batch, at=at)


def contact_of(name):
    return PersonContact.objects.get(person__given_name=name)


def found(batch):
    return {
        (row.reference, each["field"]): (each["later"], each["here"], each["changed_by"])
        for row in batch.rows.all()
        for each in row.differences
    }


SECOND = (
    FIRST.replace("06-41558229", "06-55555555")  # only the partner
    .replace("f@example.org", "fatma@example.org")  # both
    .replace("V-3;Jan;Bos;30-04-1990;06-41558230;Heiwijk;j@example.org\n", "")  # gone
    + "V-4;Noor;Tesfay;01-03-1991;06-41558231;Heiwijk;n@example.org\n"  # new
)


@pytest.fixture
def second(world, gert, as_system):
    """Delivered, then changed on both sides, and delivered again."""
    applied(world, gert, FIRST)
    fatma = contact_of("Fatma").person_id
    set_contact(actor=as_system, person_id=fatma, email="vries@example.org", place="Kerkwoude")
    return staged(world.referrer, at=LATER, round=world.round, content=SECOND)


def test_new_changed_and_gone_per_field(second, gert):
    assert found(second) == {
        ("V-1", "email"): ("fatma@example.org", "vries@example.org", "both"),
        ("V-1", "place"): ("Lindervoort", "Kerkwoude", "here"),
        ("V-2", "phone"): ("+31655555555", "+31641558229", "partner"),
    }
    beside = beside_earlier(gert, second)
    assert [number for _, number in beside.counts] == [1, 2, 0]
    assert (beside.asked, beside.chosen, beside.partner, beside.here) == (2, 0, 1, 1)
    assert beside.gone == [("V-3", "Jan Bos")]


def test_nothing_is_overwritten_that_nobody_chose_and_it_is_asked_again(second, gert, world):
    apply_batch(actor=gert, batch=second, at=LATER)
    assert contact_of("Samira").phone == "+31641558229"
    assert (contact_of("Fatma").email, contact_of("Fatma").place) == ("vries@example.org", "Kerkwoude")
    third = staged(world.referrer, at=LATER + timedelta(minutes=30), round=world.round, content=SECOND)
    assert {key: by for key, (_, _, by) in found(third).items()} == {
        ("V-1", "email"): "both", ("V-1", "place"): "here", ("V-2", "phone"): "partner"
    }  # fmt: skip


def test_chosen_values_are_written_and_the_others_stay(second, gert):
    assert take_over_changes(actor=gert, batch=second) == 1
    choose_values(actor=gert, batch=second, number=2, choices={"email": "partner"})
    apply_batch(actor=gert, batch=second, at=LATER)
    assert contact_of("Samira").phone == "+31655555555"
    assert (contact_of("Fatma").email, contact_of("Fatma").place) == ("fatma@example.org", "Kerkwoude")


def test_a_choice_can_be_taken_back_and_only_asked_fields_can_be_chosen(second, gert):
    choose_values(actor=gert, batch=second, number=2, choices={"email": "partner"})
    row = choose_values(actor=gert, batch=second, number=2, choices={"email": ""})
    assert row.choices == {}
    with pytest.raises(ImportsError, match="nothing_to_choose"):
        choose_values(actor=gert, batch=second, number=2, choices={"place": "partner"})


def test_a_choice_lapses_when_what_stands_here_changed_since(second, gert, as_system):
    choose_values(actor=gert, batch=second, number=2, choices={"email": "partner"})
    set_contact(actor=as_system, person_id=contact_of("Fatma").person_id, email="third@example.org")
    apply_batch(actor=gert, batch=second, at=LATER)
    assert contact_of("Fatma").email == "third@example.org"


def test_gone_from_the_file_is_no_exit(second, gert):
    before = list(Nomination.objects.filter(person__given_name="Jan").values())
    apply_batch(actor=gert, batch=second, at=LATER)
    assert list(Nomination.objects.filter(person__given_name="Jan").values()) == before
    assert Person.objects.filter(given_name="Jan").exists()


def test_a_name_is_taken_over_in_parts_and_undone(world, gert, as_system):
    applied(world, gert, FIRST)
    batch = staged(
        world.referrer, at=LATER, round=world.round, content=FIRST.replace("Fatma;de Vries", "Fatma;de Boer")
    )
    assert found(batch) == {("V-1", "family_name"): ("Boer", "Vries", "partner")}
    take_over_changes(actor=gert, batch=batch)
    batch = apply_batch(actor=gert, batch=batch, at=LATER)
    person = Person.objects.get(given_name="Fatma")
    assert (person.full_name, person.sort_name[:4].lower()) == ("Fatma de Boer", "boer")
    undo_batch(actor=gert, batch=batch, at=LATER)
    person.refresh_from_db()
    assert person.full_name == "Fatma de Vries"


@pytest.mark.parametrize("workbook", [True, False])
def test_delivered_changed_settled_returned_and_delivered_again_is_no_difference(
    second, gert, world, as_system, workbook
):
    take_over_changes(actor=gert, batch=second)
    choose_values(actor=gert, batch=second, number=2, choices={"email": "here"})
    apply_batch(actor=gert, batch=second, at=LATER)
    set_name(actor=as_system, person_id=contact_of("Noor").person_id, given_name="Noor", family_name="Tesfaye")
    content = return_file(
        actor=gert, partner=world.referrer.organisation, kind="participants", round=world.round, workbook=workbook
    )
    again = staged(
        world.referrer, at=LATER + timedelta(minutes=30), round=world.round, content=content,
        file_name="terug.xlsx" if workbook else "terug.csv",
    )  # fmt: skip
    assert found(again) == {}
    assert (again.reading["new"], again.reading["known"], again.reading["gone"]) == (0, 3, [])
    assert [row.problems for row in again.rows.all()] == [[], [], []]


def test_the_returned_file_has_the_partners_own_columns_and_rows(second, gert, world):
    apply_batch(actor=gert, batch=second, at=LATER)
    about = {"actor": gert, "partner": world.referrer.organisation, "kind": "participants", "round": world.round}
    sheet = load_workbook(io.BytesIO(return_file(**about, workbook=True))).active
    rows = [tuple(cell.value for cell in row) for row in sheet.iter_rows()]
    assert rows[0] == ("Klantnr", "Voornaam", "Achternaam", "Geboortedatum", "Telefoon", "Woonplaats", "E-mail")
    assert rows[1] == ("V-1", "Fatma", "de Vries", "31-05-1990", "06-41558228", "Kerkwoude", "fatma@example.org")
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s"}


def test_nothing_delivered_is_nothing_to_return(gert, world):
    with pytest.raises(ImportsError, match="nothing_to_return"):
        return_file(
            actor=gert, partner=world.referrer.organisation, kind="participants", round=world.round, workbook=False
        )


def test_return_by_command(world, gert, tmp_path, monkeypatch):
    applied(world, gert, FIRST)
    target = tmp_path / "terug.csv"
    partner = world.referrer.organisation.name
    call_command(
        "return_file", partner, kind="participants", round=world.round.name, out=target,
        user=world.referrer.user.email,
    )  # fmt: skip
    assert target.read_bytes() == ("\ufeff" + FIRST.replace("\n", "\r\n")).encode()


def test_in_the_browser(second, sign_in, world):
    client = sign_in(world.referrer)
    page = client.get(reverse("batch_detail", args=[second.pk])).content.decode()
    assert [text in page for text in ("fatma@example.org", "vries@example.org", "Jan Bos", "+31655555555")] == [
        True
    ] * 4
    client.post(reverse("batch_row_choose", args=[second.pk, 2]), {"email": "partner"})
    client.post(reverse("batch_changes", args=[second.pk]))
    client.post(reverse("batch_apply", args=[second.pk]))
    with scope(system_actor(at=NOW, purpose="test"), nested=True):
        assert (contact_of("Fatma").email, contact_of("Samira").phone) == ("fatma@example.org", "+31655555555")
    response = client.get(reverse("batch_return", args=[second.pk]))
    assert response["Content-Disposition"] == f'attachment; filename="participants-{second.pk}.xlsx"'


def test_another_organisation_returns_nothing(second, sign_in, world):
    client = sign_in(world.other_referrer)
    assert client.get(reverse("batch_return", args=[second.pk])).status_code == 404
    assert client.post(reverse("batch_changes", args=[second.pk])).status_code == 404
    assert client.post(reverse("batch_row_choose", args=[second.pk, 2]), {"email": "partner"}).status_code == 404
    with scope(system_actor(at=NOW, purpose="test"), nested=True):
        assert Batch.objects.get(pk=second.pk).rows.exclude(choices={}).count() == 0


@pytest.mark.parametrize("rows", [1, 3])
def test_the_grid_with_differences_costs_a_fixed_number_of_statements(world, gert, sign_in, statements, rows):
    names = list(enumerate(["Bos", "Mulder", "Kaya", "Visser"]))[: rows + 1]
    people = "".join(f"V-{n};Anna;{name};0{n + 1}-04-19{n + 6}0;06-4155823{n};x{n}@example.org\n" for n, name in names)
    first = f"Klantnr;Voornaam;Achternaam;Geboortedatum;Telefoon;E-mail\n{people}"
    applied(world, gert, first)
    second = "\n".join(first.replace(";x", ";y").splitlines()[:-1])
    batch = staged(world.referrer, at=LATER, round=world.round, content=second)
    assert len(found(batch)) == rows
    assert len(batch.reading["gone"]) == 1
    assert statements(sign_in(world.referrer), reverse("batch_detail", args=[batch.pk])) == 12

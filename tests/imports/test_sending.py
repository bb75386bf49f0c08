"""The list of a sending employer as a file: everybody offered once, taken back as a whole, refusals with a repair."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import OrganisationKind, Role
from doorstroom.database.scope import scope
from doorstroom.imports.domain.errors import ImportsError
from doorstroom.imports.models import Batch
from doorstroom.imports.services import apply_batch, undo_batch
from doorstroom.participants.models import Person
from doorstroom.placements.models import GuidanceOffer, SendingList
from doorstroom.placements.services import accept_offer
from doorstroom.trajectories.models import Event, Trajectory
from factories.accounts import OrganisationFactory
from factories.imports import staged
from factories.trajectories import colleague, programme_with_model, registered

pytestmark = pytest.mark.django_db
TODAY, LATER = NOW.date(), NOW + timedelta(minutes=30)
EXAMPLE = (Path(__file__).parents[2] / "examples" / "imports" / "sending.csv").read_text()


@pytest.fixture
def karin(as_system):
    return colleague(organisation__name="UWV Lindevallei")


@pytest.fixture
def sending(karin):
    employer = OrganisationFactory(name="Facilitair De Rots", kind=OrganisationKind.EMPLOYER)
    return SendingList.objects.create(
        employer=employer, programme=programme_with_model(karin.organisation), told_by="Els", received_on=TODAY,
        clock="offered", months=6,
    )  # fmt: skip


def deliver(member, sending, content=EXAMPLE, at=NOW):
    batch = staged(member, at=at, kind="sending", content=content, sending=sending, file_name="lijst.csv")
    return apply_batch(actor=actor_of(member, at=at), batch=batch, at=at)


def offers():
    found = GuidanceOffer.objects.select_related("person", "trajectory").order_by("person__sort_name")
    return [(each.person.full_name, each.trajectory.dismissal_date, each.trajectory.dismissal_certainty,
             each.answer) for each in found]  # fmt: skip


ALL_THREE = [
    ("Samir el Amrani", date(2027, 3, 1), "announced", "open"),
    ("Ans van der Berg", date(2027, 1, 1), "confirmed", "open"),
    ("Jan Bos", None, "unknown", "open"),
]


def test_a_list_from_a_file_is_offered_once_also_when_it_comes_again(karin, sending):
    first = deliver(karin, sending)
    assert offers() == ALL_THREE
    assert set(Trajectory.objects.values_list("state", "source")) == {("registered", "Facilitair De Rots")}
    again = deliver(karin, sending, EXAMPLE.replace("bevestigd", "aangekondigd"), LATER)
    assert offers() == ALL_THREE, "what stands here is not overwritten"
    assert (first.reading["left_out"], again.reading["left_out"]) == ({}, {"offered": 3})
    assert (Person.objects.count(), Trajectory.objects.count()) == (3, 3)


def test_who_is_known_without_a_number_is_asked_about_and_keeps_one_file(karin, sending):
    known = registered(karin, sending.programme, given_name="Jan", family_name="Bos")
    batch = staged(karin, at=NOW, kind="sending", sending=sending, content=EXAMPLE.replace(";30-06-1975", ";"))
    actor = actor_of(karin, at=NOW)
    apply_batch(actor=actor, batch=batch, at=NOW)
    assert len(offers()) == 3
    assert Trajectory.objects.filter(person=known.person_id).count() == 1


def test_taken_back_leaves_nothing_and_refuses_once_somebody_answered(karin, sending):
    batch = deliver(karin, sending)
    actor = actor_of(karin, at=LATER)
    undo_batch(actor=actor, batch=batch, at=LATER)
    counts = [model.objects.count() for model in (Person, Trajectory, Event, GuidanceOffer)]
    assert counts == [0, 0, 0, 0]
    second = deliver(karin, sending, at=LATER)
    accept_offer(actor=actor, offer=GuidanceOffer.objects.get(person__family_name="Bos"), on=TODAY)
    with pytest.raises(ImportsError, match="built_on_since"):
        undo_batch(actor=actor, batch=second, at=LATER)


def test_it_comes_for_a_list_that_one_keeps_and_from_who_registers_people(karin, sending):
    with pytest.raises(ImportsError, match="list_needed"):
        deliver(karin, None)
    with pytest.raises(ImportsError, match="list_needed"):
        deliver(colleague(), sending)
    with pytest.raises(ImportsError, match="may_not_import"):
        deliver(colleague(role=Role.PROGRAMME_MANAGER, organisation=karin.organisation), sending)
    assert Batch.objects.count() == 0


def test_from_the_page_of_the_list_to_everybody_on_it(karin, sending, sign_in, as_system):
    client, where = sign_in(karin), f"/van-werk-naar-werk/{sending.pk}/"
    by_file = reverse("batch_list") + f"?soort=sending&lijst={sending.pk}"
    assert by_file.replace("&", "&amp;") in client.get(where).content.decode()
    form = client.get(by_file).context["form"]
    assert (form["kind"].value(), form["sending"].value()) == ("sending", str(sending.pk))
    sent = {
        "kind": "sending", "partner": karin.organisation_id, "round": "", "sending": sending.pk,
        "file": SimpleUploadedFile("lijst.csv", EXAMPLE.replace("bevestigd", "misschien").encode()),
    }  # fmt: skip
    page = client.post(reverse("batch_list"), sent, follow=True)
    batch, text = page.context["batch"], page.content.decode()
    assert "“misschien” zegt niet hoe zeker de ontslagdatum is. Schrijf aangekondigd, bevestigd of onbekend." in text
    row = reverse("batch_row", args=[batch.pk, 2])
    (cell,) = (name for name, header in client.get(row).context["form"].headers.items() if header == "Zekerheid")
    client.post(row, {cell: "bevestigd"})
    assert "Toegepast" in client.post(reverse("batch_apply", args=[batch.pk]), follow=True).content.decode()
    assert "Aangeboden: 3. Ja: 0. Nee: 0. Nog geen antwoord: 3." in client.get(where).content.decode()
    with scope(as_system, nested=True):
        assert offers() == ALL_THREE

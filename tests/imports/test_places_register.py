"""A partner that keeps its own list of places: delivered, changed on both sides, settled, returned, delivered again."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Role
from doorstroom.database.scope import scope
from doorstroom.demand.models import Place, PlaceReference
from doorstroom.demand.services import change_place, details_of, number_place, withdraw_place
from doorstroom.imports.models import Written
from doorstroom.imports.selectors import beside_earlier
from doorstroom.imports.services import (
    apply_batch,
    choose_values,
    judge_row,
    return_file,
    take_over_changes,
    undo_batch,
)
from doorstroom.imports.services.traces import trace
from doorstroom.partners.models import Contact
from factories.accounts import MembershipFactory
from factories.imports import staged

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=30)
HEADER = "Nummer;Werkgever;KvK;Vestiging;Plaats;Functie;Aantal;Dagen;Uren;Start;Eisen;Contactpersoon;Telefoon;Erkend\n"
LINDEHOF = "Zorghuis De Linde;12345678;Lindehof;Lindervoort"
LINDE = f"W-1;{LINDEHOF};helpende;2;ma/wo/vr;24;1-2-2027;VOG, B1;Anna Bos;0475-123456;ja\n"
KOK = f"W-2;{LINDEHOF};kok;1;;;1-3-2027;;Bert Kaya;;\n"
BRUG = "W-3;Maatwerk De Brug;;;Heiwijk;magazijnier;3;ma t/m vr;32;1-2-2027;tillen tot 25 kg;;;nee\n"
FIRST = HEADER + LINDE + KOK + BRUG
SECOND = (
    HEADER
    + LINDE.replace("helpende;2;", "helpende;3;").replace("VOG, B1", "VOG, B2").replace("0475-123456", "0475-654321")
    + KOK.replace(";kok;1;;;", ";kok;1;;24;")
    + "W-4;Maatwerk De Brug;;;Heiwijk;schoonmaker;1;;;1-2-2027;;;;\n"
)


@pytest.fixture
def wsp(as_system):
    return MembershipFactory(role=Role.ACCOUNT_MANAGER)


@pytest.fixture
def actor(wsp):
    return actor_of(wsp, at=NOW)


def delivered(wsp, content, at=LATER):
    return staged(wsp, at=at, kind="places", content=content, file_name="plekken.csv")


def numbered(reference):
    return PlaceReference.objects.select_related("place__site", "place__contact").get(reference=reference).place


def found(batch):
    return {
        (row.reference, each["field"]): (each["later"], each["here"], each["changed_by"])
        for row in batch.rows.all()
        for each in row.differences
    }


@pytest.fixture
def second(wsp, actor):
    """Delivered, then changed on both sides, and delivered again."""
    apply_batch(actor=actor, batch=delivered(wsp, FIRST, NOW), at=NOW)
    linde = numbered("W-1")
    details = replace(details_of(linde), number=4, hours_per_week=Decimal("28"), conditions="op proef")
    change_place(actor=actor, place=linde, details=details)
    return delivered(wsp, SECOND)


def test_new_changed_and_gone_per_field(second, actor):
    assert found(second) == {
        ("W-1", "number"): ("3", "4", "both"),
        ("W-1", "hours"): ("24", "28", "here"),
        ("W-1", "requirements"): ("VOG; taal B2", "VOG; taal B1", "partner"),
        ("W-1", "phone"): ("+31475654321", "+31475123456", "partner"),
    }
    beside = beside_earlier(actor, second)
    assert [number for _, number in beside.counts] == [1, 2, 1]
    assert beside.gone == [("W-3", "magazijnier, Maatwerk De Brug")]


def test_what_nobody_chose_stays_and_what_was_empty_is_filled(second, actor, wsp):
    apply_batch(actor=actor, batch=second, at=LATER)
    linde, kok = numbered("W-1"), numbered("W-2")
    assert (linde.number, linde.hours_per_week, linde.conditions, linde.contact.phone) == (
        4, Decimal("28"), "op proef", "+31475123456"
    )  # fmt: skip
    assert set(linde.requirements.values_list("kind", "value")) == {("conduct_certificate", "VOG"), ("language", "B1")}
    assert (kok.hours_per_week, numbered("W-3").withdrawn_on, Place.objects.count()) == (Decimal("24"), None, 4)
    third = delivered(wsp, SECOND, LATER + timedelta(minutes=30))
    assert {key: by for key, (_, _, by) in found(third).items()} == {
        ("W-1", "number"): "both", ("W-1", "hours"): "here", ("W-1", "requirements"): "partner",
        ("W-1", "phone"): "partner",
    }  # fmt: skip


@pytest.mark.parametrize("workbook", [True, False])
def test_delivered_changed_settled_returned_and_delivered_again_is_no_difference(second, actor, wsp, workbook):
    assert take_over_changes(actor=actor, batch=second) == 2
    choose_values(actor=actor, batch=second, number=2, choices={"number": "here"})
    apply_batch(actor=actor, batch=second, at=LATER)
    linde = numbered("W-1")
    assert (linde.number, linde.contact.phone) == (4, "+31475654321")
    assert set(linde.requirements.values_list("kind", "value")) == {("conduct_certificate", "VOG"), ("language", "B2")}
    change_place(actor=actor, place=numbered("W-2"), details=replace(details_of(numbered("W-2")), weekdays=[0, 4]))
    content = return_file(actor=actor, partner=wsp.organisation, kind="places", round=None, workbook=workbook)
    again = staged(
        wsp, at=LATER + timedelta(minutes=30), kind="places", content=content,
        file_name="terug.xlsx" if workbook else "terug.csv",
    )  # fmt: skip
    assert (found(again), again.reading["new"], again.reading["filled"], again.reading["gone"]) == ({}, 0, 0, [])
    assert [row.problems for row in again.rows.all()] == [[], [], []]


def test_the_register_comes_back_in_the_partners_own_columns(second, actor, wsp):
    apply_batch(actor=actor, batch=second, at=LATER)
    content = return_file(actor=actor, partner=wsp.organisation, kind="places", round=None, workbook=False)
    lines = SECOND.replace("ma/wo/vr;24;", "ma/wo/vr;28;").splitlines()
    assert content.decode("utf-8-sig").splitlines() == lines


def test_another_site_or_contact_is_taken_over_whole(second, actor, wsp):
    apply_batch(actor=actor, batch=second, at=LATER)
    moved = LINDE.replace("Lindehof;Lindervoort", "Parkzicht;Kerkwoude").replace("Anna Bos;0475-123456", "Cem Aksoy;")
    batch = delivered(wsp, HEADER + moved, LATER + timedelta(minutes=30))
    assert {name for _, name in found(batch)} >= {"site", "place", "contact"}
    choose_values(actor=actor, batch=batch, number=2, choices={"site": "partner", "contact": "partner"})
    apply_batch(actor=actor, batch=batch, at=LATER)
    linde, kok = numbered("W-1"), numbered("W-2")
    assert (linde.site.name, linde.site.place, linde.contact.name) == ("Parkzicht", "Kerkwoude", "Cem Aksoy")
    assert (kok.site.name, kok.site.place) == ("Lindehof", "Lindervoort")
    assert set(Contact.objects.values_list("name", "phone")) == {
        ("Anna Bos", "+31475123456"), ("Bert Kaya", ""), ("Cem Aksoy", "")
    }  # fmt: skip


def test_a_number_that_names_another_employer_now_is_refused(second, wsp):
    batch = delivered(wsp, HEADER + LINDE.replace("Zorghuis De Linde;12345678", "Bakkerij Smit;"))
    assert [(p["code"], p["proposal"]) for row in batch.rows.all() for p in row.problems] == [
        ("place_of_another", "helpende, Zorghuis De Linde")
    ]
    spelled = delivered(wsp, HEADER + LINDE.replace("Zorghuis De Linde", "Zorghuis de  Linde"))
    assert [row.problems for row in spelled.rows.all()] == [[]]


def test_a_place_withdrawn_here_stays_so(second, actor, wsp):
    withdraw_place(actor=actor, place=numbered("W-1"), on=NOW.date())
    batch = delivered(wsp, FIRST)
    assert [p["code"] for row in batch.rows.all() for p in row.problems] == ["place_withdrawn"]
    apply_batch(actor=actor, batch=batch, at=LATER)
    assert (numbered("W-1").withdrawn_on, Place.objects.count()) == (NOW.date(), 3)


def test_the_same_place_without_a_number_yet_is_joined_to_it(wsp, actor):
    apply_batch(actor=actor, batch=delivered(wsp, FIRST.replace("W-1;", ";"), NOW), at=NOW)
    batch = delivered(wsp, HEADER + LINDE.replace("0475-123456", "0475-654321"))
    judge_row(actor=actor, batch=batch, number=2, same=True)
    batch.refresh_from_db()
    assert found(batch) == {("W-1", "phone"): ("+31475654321", "+31475123456", "both")}
    apply_batch(actor=actor, batch=batch, at=LATER)
    assert (numbered("W-1").occupation, Place.objects.count()) == ("helpende", 3)


def test_a_number_twice_in_the_file_waits(wsp):
    batch = delivered(wsp, HEADER + LINDE + KOK.replace("W-2", "W-1"))
    assert [(row.number, p["code"]) for row in batch.rows.all() for p in row.problems] == [(3, "same_reference")]


def test_undone_everything_is_as_it_was(second, actor):
    employers = [numbered(reference).site.organisation for reference in ("W-1", "W-3")]
    roots = {type(employers[0]): [each.pk for each in employers]}
    before = trace(roots)
    take_over_changes(actor=actor, batch=second)
    batch = apply_batch(actor=actor, batch=second, at=LATER)
    assert Written.objects.filter(batch=batch, model="demand.PlaceReference").count() == 1
    undo_batch(actor=actor, batch=batch, at=LATER)
    assert trace(roots) == before


def test_another_organisation_reads_a_number_and_cannot_write_one(second, wsp):
    other = MembershipFactory(role=Role.ACCOUNT_MANAGER)
    place = numbered("W-1")
    with scope(actor_of(other, at=NOW), nested=True):
        assert PlaceReference.objects.count() == 3
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            number_place(
                actor=actor_of(other, at=NOW), place=place, organisation=wsp.organisation, reference="X-1"
            )  # fmt: skip


def test_both_values_on_the_page(second, sign_in, wsp):
    page = sign_in(wsp).get(reverse("batch_detail", args=[second.pk])).content.decode()
    words = (
        "Bekende werkplekken",
        "Aantal plaatsen",
        "Uren per week",
        "+31475654321",
        "magazijnier, Maatwerk De Brug",
    )
    assert [text in page for text in words] == [True] * 5

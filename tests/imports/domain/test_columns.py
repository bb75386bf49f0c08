"""Columns are recognised by what they mean, and what is not taken over is always said."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorstroom.imports.domain.columns import header_key, recognise
from doorstroom.imports.domain.context import ColumnMapping
from doorstroom.imports.domain.field_names import FIELD_NAMES
from doorstroom.imports.domain.fields import FIELDS
from doorstroom.imports.domain.messages import COLUMN_REASONS


def fields_of(kind, headers, context, values=None):
    columns = recognise(headers, values or [[] for _ in headers], FIELDS[kind], context)
    return [(column.field, column.reason) for column in columns]


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("Geb.datum", "geboortedatum"),
        ("GEB. DATUM cliënt", "geboortedatum"),
        ("Klantnr", "klantnummer"),
        ("Klant nr.", "nummer"),
        ("Uren p/w", "urenperweek"),
        ("Uren p.w.", "urenperweek"),
        ("Tel.nr", "telefoonnummer"),
        ("E-mail", "email"),
        ("Deelnemer", "deelnemer"),
    ],
)
def test_header_key(header, key):
    assert header_key(header) == key


@pytest.mark.parametrize("kind", FIELDS)
def test_every_known_header_leads_to_its_own_field(kind, context):
    context = replace(context, may_hold_identity_numbers=True)
    for field in FIELDS[kind]:
        for header in field.headers:
            assert fields_of(kind, [header], context) == [(field.code, "header")], header


@pytest.mark.parametrize("kind", FIELDS)
def test_every_field_has_a_name_for_the_page(kind):
    assert {field.code for field in FIELDS[kind]} <= set(FIELD_NAMES)


def test_abbreviations_typing_errors_and_additions_are_understood(context):
    headers = ["Achetrnaam", "Voorn.", "Geb.dat.", "Telefoon privé", "Postcode (woonadres)", "Lievelingskleur"]
    values = [["Bos"], ["Jan"], ["31-01-1990"], ["06-41558228"], ["5501 EA"], ["blauw"]]
    assert fields_of("participants", headers, context, values) == [
        ("family_name", "header_resembles"),
        ("given_name", "header_and_values"),
        ("birth_date", "header_and_values"),
        ("phone", "header_resembles"),
        ("postcode", "header_and_values"),
        ("", "unknown"),
    ]


def test_values_that_contradict_a_resembling_header_win(context):
    values = [["31-01-2026", "01-02-2026"], ["Jan", "Piet"]]
    assert fields_of("participants", ["Emailadress", "Voornaam"], context, values)[0] == ("", "unknown")


def test_values_alone_are_enough_where_they_speak_for_themselves(context):
    values = [["a@x.nl", "b@x.nl", "c@x.nl"], ["5501AB", "5502AB", "5503AB"], ["Jan", "Piet", "Kees"]]
    assert fields_of("participants", ["Kolom1", "Kolom2", "Kolom3"], context, values) == [
        ("email", "values"),
        ("postcode", "values"),
        ("", "unknown"),
    ]


MAIL, OTHER = "a@x.nl", "zie map"


@pytest.mark.parametrize(
    ("header", "values", "confidence", "reason"),
    [
        ("Mail", [], 0.9, "header"),
        ("Mail", ["-", "onbekend"], 0.9, "header"),
        ("Mail", [MAIL, OTHER], 1.0, "header_and_values"),
        ("Mail", [MAIL, OTHER, OTHER], 0.6, "header_against_values"),
        ("E-mail thuisadres", [], 0.0, "unknown"),
        ("Mailadres thuis", [], 0.6, "header_resembles"),
        ("Mailadres thuis", [MAIL, OTHER], 0.8, "header_resembles"),
        ("Mailadres thuis", [MAIL, OTHER, OTHER], 0.0, "unknown"),
        ("Emialadres", [], 0.5, "header_resembles"),
        ("Emialadres", [MAIL, OTHER], 0.7, "header_resembles"),
        ("Kolom1", [MAIL] * 4 + [OTHER], 0.55, "values"),
        ("", [MAIL] * 3, 0.55, "values"),
        ("Kolom1", [MAIL] * 3 + [OTHER], 0.0, "unknown"),
        ("Kolom1", [MAIL] * 2, 0.0, "unknown"),
        ("Kolom1", [], 0.0, "unknown"),
    ],
)
def test_header_and_values_weigh_together(header, values, confidence, reason, context):
    (column,) = recognise([header], [values], FIELDS["participants"], context)
    assert (column.field, column.reason) == ("email" if confidence else "", reason)
    assert column.confidence == pytest.approx(confidence)


def test_of_two_columns_for_one_field_the_better_one_is_taken(context):
    values = [["onbekend", "zie map"], ["06-41558228", "06-12345678"]]
    assert fields_of("participants", ["Telefoonnummer", "Telefoon"], context, values) == [
        ("", "second_of_its_kind"),
        ("phone", "header_and_values"),
    ]


def test_naam_beside_voornaam_is_the_family_name(context):
    assert fields_of("participants", ["Naam", "Voornaam"], context)[0] == ("family_name", "header")
    assert fields_of("participants", ["Naam", "Plaats"], context)[0] == ("full_name", "header")


def test_what_the_user_kept_comes_before_everything(context):
    kept = ColumnMapping(fields={"Mail": "", "X1": "wish", "Oud": "no_longer_a_field"})
    context = replace(context, mapping=kept)
    assert fields_of("participants", ["mail", "x1", "Oud", "E-mail"], context) == [
        ("", "left_out"),
        ("wish", "kept"),
        ("", "unknown"),
        ("email", "header"),
    ]


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        ("Etniciteit", "refused_origin"),
        ("Nationaliteit", "refused_origin"),
        ("Land van herkomst", "refused_origin"),
        ("Geboorteland", "refused_origin"),
        ("Diagnose", "refused_health"),
        ("Medische bijzonderheden", "refused_health"),
        ("Aard beperking", "refused_health"),
        ("Geloof", "refused_belief"),
        ("Strafblad", "refused_offence"),
    ],
)
def test_special_categories_are_refused_by_name_whatever_was_kept(header, reason, context):
    context = replace(context, mapping=ColumnMapping(fields={header: "wish"}))
    assert fields_of("participants", [header], context) == [("", reason)]


@pytest.mark.parametrize(
    "header", ["Geboortedatum", "Rijbewijs", "Klas", "Beperkt beschikbaar", "Geslaagd", "Rasterwerk"]
)
def test_ordinary_columns_are_not_mistaken_for_special_categories(header, context):
    assert not fields_of("participants", [header], context)[0][1].startswith("refused")


def test_origin_and_health_are_recognised_by_their_values_too(context):
    values = [["Syrië", "Eritrea", "Polen", "Nederland"], ["PTSS", "geen", "autisme"], ["fit", "goed", "moe"]]
    assert fields_of("participants", ["Achtergrond", "Bijzonder", "Overig"], context, values) == [
        ("", "refused_origin"),
        ("", "refused_health"),
        ("", "unknown"),
    ]


def test_citizen_numbers_need_a_legal_ground_under_whatever_header(context):
    numbers = ["999921009", "999921071", "999921149"]
    assert fields_of("participants", ["Sleutel"], context, [numbers]) == [("", "refused_identity")]
    allowed = replace(context, may_hold_identity_numbers=True)
    assert fields_of("participants", ["Sleutel"], allowed, [numbers]) == [("identity_number", "values")]


@given(st.lists(st.text(max_size=15), min_size=1, max_size=12))
def test_every_header_gets_one_column_and_no_field_twice(headers):
    from datetime import date

    from doorstroom.imports.domain.context import ImportContext

    columns = recognise(headers, [[] for _ in headers], FIELDS["participants"], ImportContext(today=date(2026, 11, 23)))
    assert [column.header for column in columns] == headers
    fields = [column.field for column in columns if column.field]
    assert len(fields) == len(set(fields))
    assert {column.reason for column in columns} <= set(COLUMN_REASONS)

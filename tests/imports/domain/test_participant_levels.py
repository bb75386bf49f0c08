"""Levels of Dutch, hours and contact: from the cells of a partner to what is kept, and back into its own columns."""

from datetime import date

import pytest

from doorstroom.imports.domain.check import check_file
from doorstroom.imports.domain.context import ImportContext
from doorstroom.imports.domain.kept import as_texts, kept
from doorstroom.imports.domain.returned_people import ways
from doorstroom.imports.domain.returning import returned

CONTEXT = ImportContext(today=date(2026, 11, 23))
SKILLS = ("listening", "speaking", "reading", "writing")
FIELDS = {
    "Niveau Nederlands": "language_level", "Spreken": "language_speaking", "Luisteren": "language_listening",
    "Lezen": "language_reading", "Schrijven": "language_writing", "Uren per week": "hours_per_week",
    "Telefoon": "phone", "Mobiel": "mobile", "Adres": "address", "Huisnummer": "house_number", "Naam": "full_name",
    "Voorletters": "initials", "Voornaam": "given_name", "Tussenvoegsel": "prefix", "Achternaam": "family_name",
    "Rijbewijs": "licence", "Vervoer": "transport",
}  # fmt: skip


def row_of(**cells):
    """The one row of a list with these cells beside a number, a name and a way to be reached."""
    cells = {"Klantnr": "V-1", "Naam": "Bos, Jan", "E-mail": "j@example.org", **cells}
    content = "\n".join(";".join(line) for line in (cells, cells.values())).encode()
    (row,) = check_file("participants", content, "lijst.csv", CONTEXT).rows
    return row


def given_back(texts, told, here):
    """By column what goes back to the partner."""
    columns = [(header, FIELDS[header]) for header in texts]
    return dict(zip(texts, returned(list(texts.values()), ways(columns, texts), told, here), strict=True))


@pytest.mark.parametrize(
    ("cells", "read", "levels"),
    [
        ({"Niveau Nederlands": "B1"}, (("general", "B1"),), ("B1", "B1", "B1", "B1")),
        (
            {"Niveau Nederlands": "B1", "Lezen": "A2"},
            (("general", "B1"), ("reading", "A2")),
            ("B1", "B1", "A2", "B1"),
        ),
        (
            {"Niveau Nederlands": "spreken B1, lezen A2", "Lezen": "A1"},
            (("speaking", "B1"), ("reading", "A1")),
            (None, "B1", "A1", None),
        ),
        ({"Niveau Nederlands": "", "Schrijven": "A1"}, (("writing", "A1"),), (None, None, None, "A1")),
        ({"Niveau Nederlands": "B1", "Spreken": ""}, (("general", "B1"),), ("B1", "B1", "B1", "B1")),
        ({"Niveau Nederlands": "", "Spreken": ""}, (), (None, None, None, None)),
        (
            {"Spreken": "B2", "Luisteren": "B1", "Lezen": "A2", "Schrijven": "A1"},
            (("speaking", "B2"), ("listening", "B1"), ("reading", "A2"), ("writing", "A1")),
            ("B1", "B2", "A2", "A1"),
        ),
        ({"Niveau Nederlands": "C2"}, (("general", "C2"),), ("C1", "C1", "C1", "C1")),
        (
            {"Niveau Nederlands": "A1", "Spreken": "C2"},
            (("general", "A1"), ("speaking", "C2")),
            ("A1", "C1", "A1", "A1"),
        ),
    ],
)
def test_one_level_counts_for_each_skill_that_has_none_of_its_own(cells, read, levels):
    row = row_of(**cells)
    assert row.languages == read
    assert tuple(kept(row).get(skill) for skill in SKILLS) == levels


@pytest.mark.parametrize(
    ("here", "cell"),
    [
        (("B1", "B1", "B1", "B1"), "B1"),
        (("B1", "A2", "", "A1"), "luisteren B1, spreken A2, schrijven A1"),
        (("", "", "", "A1"), "schrijven A1"),
        (("", "", "", ""), ""),
    ],
)
def test_levels_go_back_as_one_or_each_by_name(here, cell):
    told = dict.fromkeys(SKILLS, "A2")
    found = given_back({"Niveau Nederlands": "A2"}, told, dict(zip(SKILLS, here, strict=True)))
    assert found == {"Niveau Nederlands": cell}


@pytest.mark.parametrize(
    ("text", "hours"), [("24-32", ("24", "32")), ("24", ("24", "24")), ("", (None, None)), ("n.v.t.", (None, None))]
)
def test_hours_are_kept_as_least_and_most(text, hours):
    said = as_texts(kept(row_of(**{"Uren per week": text})))
    assert (said.get("hours_minimum"), said.get("hours_maximum")) == hours


@pytest.mark.parametrize(
    ("least", "most", "cell"),
    [("16", "20", "16-20"), ("20", "20", "20"), ("16", "", "16"), ("", "20", "20"), ("", "", "")],
)
def test_hours_go_back_as_one_or_two_numbers(least, most, cell):
    told = {"hours_minimum": "24", "hours_maximum": "32"}
    here = {"hours_minimum": least, "hours_maximum": most}
    assert given_back({"Uren per week": "24-32"}, told, here) == {"Uren per week": cell}


@pytest.mark.parametrize(
    ("texts", "cells"),
    [
        ({"Telefoon": "0475-1"}, {"Telefoon": "0612345678"}),
        ({"Mobiel": "0475-1"}, {"Mobiel": "0612345678"}),
        ({"Telefoon": "0475-1", "Mobiel": "06-2"}, {"Telefoon": "0475-1", "Mobiel": "0612345678"}),
        ({"Telefoon": "0475-1", "Mobiel": ""}, {"Telefoon": "0612345678", "Mobiel": ""}),
        ({"Telefoon": "", "Mobiel": "06-2"}, {"Telefoon": "", "Mobiel": "0612345678"}),
        ({"Telefoon": "", "Mobiel": ""}, {"Telefoon": "0612345678", "Mobiel": "0612345678"}),
    ],
)
def test_a_number_goes_back_into_the_column_it_was_read_from(texts, cells):
    assert given_back(texts, {"phone": "+31611111111"}, {"phone": "+31612345678"}) == cells


@pytest.mark.parametrize(
    ("phone", "cell"),
    [("+31612345678", "0612345678"), ("+32475123456", "0032475123456"), ("", "")],
)
def test_a_number_goes_back_without_a_plus(phone, cell):
    assert given_back({"Telefoon": "06-1"}, {"phone": "+31611111111"}, {"phone": phone}) == {"Telefoon": cell}


@pytest.mark.parametrize(
    ("street", "one", "apart"),
    [
        ("Kerkstraat 149", "Kerkstraat 149", ("Kerkstraat", "149")),
        ("Lange Weg 3 bis", "Lange Weg 3 bis", ("Lange Weg", "3 bis")),
        ("Lindehof", "Lindehof", ("Lindehof", "")),
        ("", "", ("", "")),
    ],
)
def test_a_street_is_cut_only_for_who_keeps_its_number_apart(street, one, apart):
    told, here = {"street": "Kerkstraat 12"}, {"street": street}
    assert given_back({"Adres": "Kerkstraat 12"}, told, here) == {"Adres": one}
    found = given_back({"Adres": "Kerkstraat", "Huisnummer": "12"}, told, here)
    assert found == dict(zip(("Adres", "Huisnummer"), apart, strict=True))


def test_an_address_is_read_from_one_column_or_two():
    assert kept(row_of(Adres="Kerkstraat 12"))["street"] == "Kerkstraat 12"
    assert kept(row_of(Adres="Kerkstraat", Huisnummer="12"))["street"] == "Kerkstraat 12"
    assert kept(row_of(Telefoon="0475-123456", Mobiel="06-12345678"))["phone"] == "+31612345678"
    assert kept(row_of(Telefoon="0475-123456", Mobiel=""))["phone"] == "+31475123456"


NAMED = {"given_name": "Anna Maria", "infix": "van der", "family_name": "Berg"}


@pytest.mark.parametrize(
    ("headers", "here", "cells"),
    [
        (["Naam"], NAMED, ["Berg, Anna Maria van der"]),
        (["Naam"], {**NAMED, "infix": ""}, ["Berg, Anna Maria"]),
        (["Voorletters", "Achternaam"], NAMED, ["A.M.", "van der Berg"]),
        (["Voornaam", "Tussenvoegsel", "Achternaam"], NAMED, ["Anna Maria", "van der", "Berg"]),
        (["Voornaam", "Tussenvoegsel", "Achternaam"], {**NAMED, "infix": ""}, ["Anna Maria", "", "Berg"]),
    ],
)
def test_a_name_goes_back_in_the_parts_of_the_list(headers, here, cells):
    told = {"given_name": "Jo", "infix": "de", "family_name": "Wit"}
    assert list(given_back(dict.fromkeys(headers, "oud"), told, here).values()) == cells


@pytest.mark.parametrize(
    ("header", "told", "here", "cell"),
    [
        ("Rijbewijs", {"licences": "B"}, {"licences": "-"}, "geen"),
        ("Rijbewijs", {"licences": "B"}, {"licences": "B, C"}, "B, C"),
        ("Rijbewijs", {"licences": "B"}, {}, ""),
        ("Vervoer", {"travel_modes": "car"}, {"travel_modes": "bike, public_transport"}, "fiets, ov"),
        ("Vervoer", {"travel_modes": "car"}, {"travel_modes": "bike, rocket"}, "fiets"),
        ("Vervoer", {"travel_modes": "car"}, {}, ""),
    ],
)
def test_lists_go_back_in_the_words_of_the_partner(header, told, here, cell):
    assert given_back({header: "oud"}, told, here) == {header: cell}

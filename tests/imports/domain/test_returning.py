"""What goes back to a partner reads as what stands here, in the partner's own columns."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from doorstroom.imports.domain.cells import formula_safe
from doorstroom.imports.domain.check import check_file
from doorstroom.imports.domain.context import ImportContext
from doorstroom.imports.domain.kept import SKILLS, as_texts, kept
from doorstroom.imports.domain.returned_people import ways
from doorstroom.imports.domain.returning import returned
from doorstroom.kernel.identifiers import MASK

HEADERS = {
    "Klantnr": "reference", "Voornaam": "given_name", "Tussenvoegsel": "prefix", "Achternaam": "family_name",
    "Geboortedatum": "birth_date", "Straat": "address", "Huisnummer": "house_number", "Postcode": "postcode",
    "Woonplaats": "town", "Mobiel": "mobile", "Email": "email", "Uitkering": "income_source",
    "Spreken": "language_speaking", "Luisteren": "language_listening", "Lezen": "language_reading",
    "Schrijven": "language_writing", "Opleiding": "education", "Rijbewijs": "licence", "Vervoer": "transport",
    "Beschikbaar vanaf": "available_from", "Uren per week": "hours_per_week",
}  # fmt: skip
COLUMNS = list(HEADERS.items())
TEXTS = dict(
    zip(
        HEADERS,
        ("V-1", "Fatma", "de", "Vries", "31/05/1990", "Kerkstraat", "12", "5501 EA", "Lindervoort", "06-41558228",
         "f@example.org", "bijstand", "B1", "B1", "A2", "A2", "mbo 3", "B", "auto + fiets", "1-2-2027", "24-32"),
        strict=True,
    )
)  # fmt: skip
CONTEXT = ImportContext(today=date(2026, 11, 23))


def read(cells):
    """The facts that a file with this one row says."""
    lines = [";".join(formula_safe(text) for text in line) for line in (list(HEADERS), cells)]
    (row,) = check_file("participants", "\r\n".join(lines).encode(), "terug.csv", CONTEXT).rows
    return as_texts(kept(row))


TOLD = read(list(TEXTS.values()))
HERE = st.fixed_dictionaries(
    {
        "given_name": st.sampled_from(["Fatma", "Anne-Marie"]), "family_name": st.sampled_from(["Vries", "Bos"]),
        "infix": st.sampled_from(["de", "van der"]),
        "birth_date": st.dates(date(1950, 1, 1), date(2006, 1, 1)).map(str),
        "phone": st.sampled_from(["+31641558228", "+31612345678", "+3225551234", "+4915123456789"]),
        "email": st.sampled_from(["f@example.org", "g@example.org"]),
        "street": st.sampled_from(["Kerkstraat 12", "Plein 1944 7", "Lange Weg 3 bis"]),
        "postcode": st.sampled_from(["5501EA", "5502AB"]), "place": st.sampled_from(["Lindervoort", "Heiwijk"]),
        "income": st.sampled_from(
            ["social_assistance", "unemployment_benefit", "incapacity_benefit", "wage", "none"]
        ),
        "education": st.sampled_from(["none", "lower", "middle", "higher", "foreign_unrated"]),
        "licences": st.sampled_from(["-", "B", "B, C", "AM"]),
        "travel_modes": st.sampled_from(["bike", "bike, car", "public_transport", "moped"]),
        "available_from": st.dates(date(2026, 1, 1), date(2028, 1, 1)).map(str),
        "hours_minimum": st.sampled_from(["16", "24"]), "hours_maximum": st.sampled_from(["24", "36"]),
        **{skill: st.sampled_from(["A1", "A2", "B1", "C1"]) for skill in SKILLS},
    }
)  # fmt: skip


def row(columns, texts, told, here):
    """The cells of one row, in the order of its columns."""
    return returned([texts.get(header, "") for header, _ in columns], ways(columns, texts), told, here)


def test_nothing_changed_gives_the_partners_own_bytes():
    assert row(COLUMNS, TEXTS, TOLD, TOLD) == tuple(TEXTS.values())


def test_only_the_changed_cell_is_written_anew():
    cells = row(COLUMNS, TEXTS, TOLD, {**TOLD, "phone": "+31612345678"})
    changed = {header: cell for (header, _), cell in zip(COLUMNS, cells, strict=True) if cell != TEXTS[header]}
    assert changed == {"Mobiel": "0612345678"}


@given(HERE)
def test_what_goes_back_reads_as_what_stands_here(here):
    assert read(row(COLUMNS, TEXTS, TOLD, here)) == here


def test_hidden_cells_come_back_empty_and_wishes_as_delivered():
    columns = [("BSN", "identity_number"), ("Nationaliteit", ""), ("Wens", "wish")]
    texts = {"BSN": MASK, "Nationaliteit": MASK, "Wens": "kok"}
    assert row(columns, texts, {}, {}) == ("", "", "kok")


@given(st.fixed_dictionaries({skill: st.sampled_from(["A1", "A2", "B1", "C1"]) for skill in SKILLS}))
def test_one_column_for_four_skills_says_each_when_they_differ(here):
    columns, told = [("Niveau Nederlands", "language_level")], dict.fromkeys(SKILLS, "A2")
    (cell,) = row(columns, {"Niveau Nederlands": "A2"}, told, here)
    (again,) = check_file(
        "participants", f"Klantnr;Naam;Niveau Nederlands\nV-1;Bos, Jan;{cell}\n".encode(), "terug.csv", CONTEXT
    ).rows  # fmt: skip
    assert {skill: as_texts(kept(again))[skill] for skill in SKILLS} == here


def test_each_skill_is_named_in_one_cell():
    columns, told = [("Taal", "language_level")], dict.fromkeys(SKILLS, "A2")
    assert row(columns, {"Taal": "A2"}, told, dict.fromkeys(SKILLS, "B1")) == ("B1",)
    here = {**told, "speaking": "B1"}
    assert row(columns, {"Taal": "A2"}, told, here) == ("luisteren A2, spreken B1, lezen A2, schrijven A2",)


@given(st.text(st.sampled_from("=+-@'ab1"), max_size=5))
def test_no_cell_runs_as_a_formula(text):
    safe = formula_safe(text)
    assert safe[:1] not in {"=", "+", "-", "@", "\t", "\r"}
    assert safe.removeprefix("'") == text.removeprefix("'")

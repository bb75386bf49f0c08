"""The register entry is written from what runs here, within the limits of the standard."""

import json

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from doorstroom.agreements.models import Category
from doorstroom.matching.domain.facts import PersonFacts
from doorstroom.matching.domain.register import STANDARD, InvalidEntry, as_markdown, checked
from doorstroom.matching.services.answers import rule_version
from doorstroom.matching.wording import PERSON_FIELDS
from factories.accounts import OrganisationFactory

LEAST = {
    "Naam": "x", "Korte omschrijving": "x", "Organisatie": "x", "Status": "In gebruik", "Contactgegevens": "x",
    "Publicatiecategorie": "Overige algoritmes", "Taal": "nld", "Schema": "1.0.0",
}  # fmt: skip


def test_the_limits_are_those_of_the_standard():
    limits = {field.name: field.limit for fields in STANDARD.values() for field in fields if field.limit}
    assert limits == {
        "Naam": 100, "Korte omschrijving": 350, "Organisatie": 100, "Doel en impact": 2500, "Afwegingen": 2500,
        "Menselijke tussenkomst": 2500, "Risicobeheer": 2500, "Wettelijke basis": 2500, "Gegevens": 2500,
        "Technische werking": 5000, "Leverancier": 200,
    }  # fmt: skip


@given(st.sampled_from(sorted(LEAST)))
def test_each_required_field_is_asked_for_by_name(name):
    with pytest.raises(InvalidEntry, match=f"^{name}: is required; fill it in$"):
        checked({**LEAST, name: "  "})


def test_all_problems_are_told_at_once_with_what_to_do():
    with pytest.raises(InvalidEntry) as refused:
        checked({**LEAST, "Naam": "x" * 100, "Status": "Aan", "Kleur": "rood"})
    assert str(refused.value).splitlines() == [
        "Kleur: the standard has no such field; leave it out",
        "Naam: 100 characters, the register takes fewer than 100; shorten it",
        "Status: 'Aan' is not one of In gebruik, In ontwikkeling, Buiten gebruik; choose one",
    ]


def test_the_entry_keeps_the_order_of_the_standard_and_leaves_out_what_is_empty():
    entry = checked(dict(reversed(LEAST.items())))
    assert [(section, list(fields)) for section, fields in entry.items()] == [
        ("Algemeen", ["Naam", "Korte omschrijving", "Organisatie", "Status", "Contactgegevens", "Publicatiecategorie"]),
        ("Verantwoord gebruik", []), ("Werking", []), ("Metadata", ["Taal", "Schema"]),
    ]  # fmt: skip
    assert as_markdown(entry).startswith("# x\n\n## Algemeen\n\n**Naam**\n\nx\n")


def test_every_fact_of_a_person_has_words_in_the_register():
    flags = {"person_id", "skills_complete"}
    assert set(PersonFacts.__dataclass_fields__) - flags == set(PERSON_FIELDS)


@pytest.mark.django_db
def test_the_command_writes_both_files_from_what_runs_here(samira, tmp_path):
    OrganisationFactory(name="Werkcentrum Oost", kind="partnership")
    samira.organisation.lines_received.filter(category=Category.PROFILE).update(legal_basis="Participatiewet art. 7")
    call_command("algorithm_register", out=tmp_path, since="2026-11")
    entry = json.loads((tmp_path / "algoritmeregister-matching.json").read_text())
    text = (tmp_path / "algoritmeregister-matching.md").read_text()
    assert (entry["Algemeen"]["Organisatie"], entry["Algemeen"]["Status"], entry["Algemeen"]["Begindatum"]) == (
        "Werkcentrum Oost", "In ontwikkeling", "2026-11",
    )  # fmt: skip
    assert entry["Verantwoord gebruik"]["Wettelijke basis"] == "Participatiewet art. 7"
    assert rule_version() in entry["Werking"]["Technische werking"]
    assert "12 maanden" in entry["Verantwoord gebruik"]["Risicobeheer"]
    assert checked({name: value for fields in entry.values() for name, value in fields.items()}) == entry
    assert text == as_markdown(entry)


@pytest.mark.django_db
def test_without_a_publisher_the_command_says_what_is_missing(as_system, tmp_path):
    with pytest.raises(CommandError, match=r"^Organisatie: is required; fill it in$"):
        call_command("algorithm_register", out=tmp_path)
    assert list(tmp_path.iterdir()) == []

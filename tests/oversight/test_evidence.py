"""The evidence pack says what the installation does, and names no participant."""

import re
import tomllib
from datetime import date, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.management import call_command
from django.db import transaction

from conftest import NOW
from doorstroom.accounts.models import Role
from doorstroom.agreements.models import Purpose
from doorstroom.audit.services import Logged, log, seal_entries
from doorstroom.conf.sbom import bill_of_materials
from doorstroom.database.scope import scope
from doorstroom.oversight.evidence import Sheet
from doorstroom.oversight.models import LegalHold, Review
from factories.accounts import MembershipFactory, OrganisationFactory
from factories.agreements import DataLineFactory
from factories.participants import person_of


@pytest.fixture
def pack(committed, system, tmp_path, capsys):
    with transaction.atomic(), scope(system):
        member = MembershipFactory(organisation=OrganisationFactory(name="Gemeente | Lindervoort"))
        DataLineFactory(controller=member.organisation, recipient=member.organisation, purpose=Purpose.GUIDANCE)
        DataLineFactory(recipient=OrganisationFactory(name="Wacht nog"), approved_on=None, approved_by=None)
        Authenticator.objects.create(user=member.user, type="totp", data={})
        person = person_of(member, given_name="Xanthippe", family_name="Zwaluwstaart")
        officer = MembershipFactory(organisation=member.organisation, role=Role.PRIVACY_OFFICER)
        LegalHold.objects.create(
            kind="dispute", person=person, organisation=member.organisation, reference="zaak 12", set_on=NOW.date(),
            set_by=officer, last_day=NOW.date() + timedelta(days=9),
        )  # fmt: skip
        Review.objects.create(
            organisation=member.organisation, month=date(2026, 10, 1), due_on=NOW.date(), looks=7, users=2
        )
        log(system, Logged("read", "person", person.pk, person.pk, ["core"]))
        seal_entries()
    call_command("evidence_pack", out=tmp_path / "pack")
    return {path.stem: path.read_text() for path in (tmp_path / "pack").iterdir()}


def test_the_pack_says_what_is_open_who_works_here_and_how_it_is_secured(pack):
    assert set(pack) == {
        "grondslagen", "verwerkingen", "dpia", "bewaartermijnen", "bewaarplicht", "rollen", "paginas", "logcontrole",
        "beveiliging", "hersteloefening", "asvs", "onderdelen.cdx",
    }  # fmt: skip
    assert "| Gemeente \\| Lindervoort | Gemeente \\| Lindervoort |" in pack["grondslagen"]
    parties = "Gemeente \\| Lindervoort | Gemeente \\| Lindervoort"
    opened = "naam en voorkeurstaal | Participatiewet art. 7 | 1 | 24 maanden na het laatste vertrek"
    assert f"| wettelijke begeleiding naar werk | {parties} | {opened}" in pack["verwerkingen"]
    assert "| zaak 12 |" in pack["bewaarplicht"]
    assert "| 2026-10 | 7 | 2 | 2026-11-23 | nog niet |" in pack["logcontrole"]
    assert "Er is geen reservekopie geprobeerd" in pack["hersteloefening"]
    assert "| Gemeente \\| Lindervoort | klantmanager | 1 | 1 |" in pack["rollen"]
    assert "docs/adr/0006-retention-of-a-persons-file.md | 0 |" in pack["bewaartermijnen"]
    assert "| /deelnemers/<uuid:person>/ | staff | elke professional, helpdesk |" in pack["paginas"]
    assert "| Te veel mensen openen een dossier |" in pack["dpia"]
    for counted in ("open regels: 1", "gevraagd: 0, geopend: 0", "nu over hun termijn: 0, vastgehouden: 1"):
        assert f"| {counted} |" in pack["dpia"]
    assert pack["dpia"].count("\n| ") == 9  # head, line and seven risks
    assert "| De keten van het logboek klopt | ja |" in pack["beveiliging"]
    assert "default-src 'none'" in pack["beveiliging"]
    assert "Wacht nog" not in "".join(pack.values()), "a line that nobody approved opens nothing"


def test_no_table_is_empty_and_each_says_of_when_it_is(pack):
    """Every table has a head, a line and a row at least; the fixture holds something for each."""
    tables = {name: text for name, text in pack.items() if name != "onderdelen.cdx"}
    assert {name for name, text in tables.items() if text.count("\n| ") < 3} == set()
    assert {name for name, text in tables.items() if not re.search(r"Gemaakt op \d\d-\d\d-\d{4} om", text)} == set()


def test_an_empty_table_says_that_there_is_nothing():
    text = Sheet("x", "Titel", "Waarover", ("Kolom",)).markdown("Gemaakt op")
    assert text == "# Titel\n\nWaarover\n\nGemaakt op\n\nEr is hier vandaag niets te tonen.\n"


def test_no_participant_is_named(pack):
    assert "Zwaluwstaart" not in "".join(pack.values())


def test_the_parts_list_holds_each_dependency_and_what_it_needs(record_property):
    made = bill_of_materials(made_at="2026-11-23T10:00:00+01:00")
    names = {part["name"] for part in made["components"]}
    asked = tomllib.loads((settings.PACKAGE.parents[1] / "pyproject.toml").read_text())["project"]["dependencies"]
    wanted = {re.match(r"[a-z0-9-]+", line)[0] for line in asked if "sys_platform" not in line}
    assert wanted - names == set()
    assert {"asgiref", "psycopg"} <= names
    assert {row["ref"] for row in made["dependencies"]} == names | {"doorstroom"}
    assert all(part["purl"] == f"pkg:pypi/{part['name']}@{part['version']}" for part in made["components"])
    record_property("parts", len(names))

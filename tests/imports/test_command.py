"""The command line: a dry run, the report, applying, undoing, and a process that is killed half-way."""

import json
import os
import signal
import subprocess
import sys
import time
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction

from conftest import NOW
from doorstroom.accounts.access import system_actor
from doorstroom.accounts.models import OrganisationKind, Role
from doorstroom.agreements.models import Purpose
from doorstroom.database.scope import scope
from doorstroom.imports.models import Batch, Written
from doorstroom.participants.models import Person
from doorstroom.rounds.models import Nomination
from doorstroom.rounds.services import Asked, ask_referrers
from factories.accounts import MembershipFactory, OrganisationFactory
from factories.agreements import open_everything
from factories.imports import PEOPLE
from factories.rounds import round_world

FILES = {
    "participants": "deelnemers_vennenwerk.xlsx",
    "places": "werkplekken_wsp.csv",
    "attendance": "presentie_lindecollege.csv",
}


def region(actor):
    """The partners and rounds by the names that the demo region has, as far as the command needs them."""
    world = round_world(actor)
    vennenwerk = OrganisationFactory(name="Vennenwerk", identity_number_ground="Participatiewet art. 7")
    gert = MembershipFactory(organisation=vennenwerk, role=Role.CASEWORKER, user__email="gert@example.org")
    open_everything(vennenwerk, purpose=Purpose.GUIDANCE)
    asked = [Asked(vennenwerk, 40, date(2026, 12, 1), gert)]
    ask_referrers(actor=actor, round=world.round, on=date(2026, 10, 2), asked=asked)
    centre = OrganisationFactory(name="Werkcentrum Lindevallei", kind=OrganisationKind.EMPLOYER_SERVICE_POINT)
    MembershipFactory(organisation=centre, role=Role.ACCOUNT_MANAGER)
    OrganisationFactory(name="Lindecollege", kind=OrganisationKind.SCHOOL)
    return world


@pytest.mark.django_db
@pytest.mark.parametrize("kind", FILES)
def test_report_equals_what_is_expected_of_the_partners_files(kind, delivered, as_system, tmp_path):
    region(as_system)
    expected = json.loads((delivered / "expected.json").read_text())
    report = tmp_path / "report.json"
    call_command("import_file", kind, str(delivered / FILES[kind]), report=report)
    assert json.loads(report.read_text()) == {kind: expected[kind]}


@pytest.mark.django_db
@pytest.mark.parametrize("kind", FILES)
def test_dry_run_works_with_an_empty_database(kind, delivered, capsys):
    call_command("import_file", kind, str(delivered / FILES[kind]))
    assert "Er is niets geschreven." in capsys.readouterr().out


@pytest.mark.django_db
def test_each_problem_is_said_in_dutch_with_its_place(as_system, tmp_path, capsys):
    region(as_system)
    (tmp_path / "lijst.csv").write_text(PEOPLE)
    call_command("import_file", "participants", str(tmp_path / "lijst.csv"))
    said = capsys.readouterr().out.splitlines()
    assert said[1] == "3 rijen gelezen; over te nemen: 1."
    assert said[2] == (
        "  rij 3, kolom Postcode: In postcode “55O1CL” lijken een letter en een cijfer op elkaar."
        " Controleer de postcode. Voorstel: 5501CL."
    )


@pytest.mark.django_db
def test_applied_by_the_partners_coordinator_and_undone(as_system, tmp_path, capsys):
    region(as_system)
    (tmp_path / "lijst.csv").write_text(PEOPLE)
    call_command("import_file", "participants", str(tmp_path / "lijst.csv"), apply=True)
    with scope(as_system, nested=True):
        batch = Batch.objects.get()
        assert (batch.created_by.user.email, batch.partner.name, Person.objects.count()) == (
            "gert@example.org", "Vennenwerk", 1
        )  # fmt: skip
    call_command("import_file", "participants", str(tmp_path / "lijst.csv"), apply=True)
    assert f"al verwerkt, als levering {batch.pk}" in capsys.readouterr().out
    with scope(as_system, nested=True):
        assert (Batch.objects.count(), Person.objects.count()) == (1, 1), "whoever was interrupted may begin again"
    call_command("import_file", "undo", str(batch.pk))
    with scope(as_system, nested=True):
        assert (Person.objects.count(), Nomination.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_dry_run_as_somebody_writes_nothing(as_system, tmp_path):
    region(as_system)
    (tmp_path / "lijst.csv").write_text(PEOPLE)
    call_command("import_file", "participants", str(tmp_path / "lijst.csv"), user="gert@example.org")
    with scope(as_system, nested=True):
        assert (Batch.objects.count(), Person.objects.count()) == (0, 0)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"round": "ronde 99"}, "Er is geen ronde “ronde 99”"),
        ({"partner": "Niemand"}, "Er is geen organisatie “Niemand”"),
        ({"user": "x@example.org"}, "Niemand met het e-mailadres “x@example.org”"),
    ],
)
def test_what_is_not_there_is_said(as_system, tmp_path, options, said):
    region(as_system)
    (tmp_path / "lijst.csv").write_text(PEOPLE)
    with pytest.raises(CommandError, match=said):
        call_command("import_file", "participants", str(tmp_path / "lijst.csv"), **options)


@pytest.mark.django_db
def test_a_file_that_is_not_there_or_not_a_table_is_said(tmp_path):
    with pytest.raises(CommandError, match="kan niet worden gelezen"):
        call_command("import_file", "participants", str(tmp_path / "weg.csv"))
    (tmp_path / "brief.pdf").write_bytes(b"%PDF-1.7")
    with pytest.raises(CommandError, match="geen tabel"):
        call_command("import_file", "participants", str(tmp_path / "brief.pdf"))


APPLY = """
import sys, time
import django; django.setup()
from django.db import connections
for alias in ("default", "owner"):
    connections[alias].settings_dict["NAME"] = sys.argv[1]
from django.core.management import call_command
from doorstroom.imports.services import people
nominate = people.PeopleWriter._nominate
def slowly(self):
    print("everybody is written", flush=True)
    time.sleep(60)
    nominate(self)
people.PeopleWriter._nominate = slowly
call_command("import_file", "participants", sys.argv[2], apply=True)
"""


def counts():
    tables = ("participants_person", "participants_personrelation", "imports_batch", "imports_row", "imports_written",
              "rounds_nomination", "audit_entry")  # fmt: skip
    with connections["owner"].cursor() as cursor:
        found = {}
        for table in tables:
            cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608 - constants only
            found[table] = cursor.fetchone()[0]
        return found


def test_a_killed_process_leaves_nothing_half_written(committed, tmp_path):
    """Killed when every person is written and the nominations are not: the database knows of none of it."""
    with transaction.atomic(), scope(system_actor(at=NOW, purpose="test")):
        region(system_actor(at=NOW, purpose="test"))
    before = counts()
    (tmp_path / "lijst.csv").write_text(PEOPLE)
    process = subprocess.Popen(
        [sys.executable, "-c", APPLY, committed, str(tmp_path / "lijst.csv")], stdout=subprocess.PIPE, text=True,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "doorstroom.conf.test"},
    )  # fmt: skip
    assert process.stdout.readline() == "everybody is written\n"
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    time.sleep(0.5)
    assert counts() == before
    assert Written._meta.db_table == "imports_written"
    connection.close()
    connections["owner"].close()

"""How the guards of rows are made: by whom they can be undone, and what they ask once."""

import re

import pytest
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.database.scope import scope
from factories.accounts import MembershipFactory
from factories.agreements import open_everything

PURPOSES = ("database", "0002_purposes_once")


def test_every_migration_that_asks_for_purposes_comes_after_the_function_that_knows_them():
    loader = MigrationLoader(None)
    using = {
        (path.parent.parent.name, path.stem)
        for path in settings.PACKAGE.glob("*/migrations/*.py")
        if re.search(r"\b(guard_person_rows|person_visible)\(", path.read_text())
    }
    assert {key for key in using if PURPOSES not in loader.graph.forwards_plan(key)} == set()


@pytest.mark.django_db
def test_no_guard_joins_the_lines_of_agreements_for_every_row():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename FROM pg_policies WHERE policyname = 'scope' AND qual LIKE '%agreements_dataline%'"
        )
        assert cursor.fetchall() == []


@pytest.mark.django_db
def test_purposes_are_those_of_lines_in_force_and_nothing_without_a_scope(as_system):
    member = MembershipFactory()
    open_everything(member.organisation)
    lines = member.organisation.lines_received.filter(category="contact")
    with scope(actor_of(member, at=NOW), nested=True), connection.cursor() as cursor:
        cursor.execute("SELECT doorstroom_purposes('contact')")
        assert sorted(cursor.fetchone()[0]) == sorted(lines.values_list("purpose", flat=True)) != []
        cursor.execute("SELECT set_config('doorstroom.organisation', '', true)")
        cursor.execute("SELECT doorstroom_purposes('contact')")
        assert cursor.fetchone()[0] == []


@pytest.mark.django_db
def test_a_table_of_the_session_cannot_stand_in_for_an_agreement(as_system):
    member = MembershipFactory()
    with scope(actor_of(member, at=NOW), nested=True), connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE agreements_dataline AS SELECT * FROM public.agreements_dataline WITH NO DATA")
        cursor.execute(
            "INSERT INTO agreements_dataline (recipient_id, purpose, category, approved_on)"
            " VALUES (%s, 'learn_work', 'contact', '2000-01-01')", [member.organisation_id],
        )  # fmt: skip
        cursor.execute("SELECT doorstroom_purposes('contact')")
        assert cursor.fetchone()[0] == []

"""`doorstroom check` sees what is not in order."""

import pytest
from django.conf import settings
from django.db import connections

from doorstroom.database.selectors import findings

APP = settings.DATABASES["default"]["USER"]


def wrong():
    return {finding.code: finding.detail for finding in findings(app_role=APP) if not finding.fine}


@pytest.mark.django_db
def test_a_fresh_installation_is_in_order():
    assert wrong() == {}


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        ("ALTER TABLE trajectories_note NO FORCE ROW LEVEL SECURITY", "every_person_table_is_guarded"),
        (f"GRANT UPDATE ON audit_entry TO {APP}", "app_role_cannot_change_the_log"),
        ("DELETE FROM django_migrations WHERE app = 'signals' AND name = '0002_guard'", "migrations_are_applied"),
    ],
)
def test_damage_is_named(committed, damage, code):
    with connections["owner"].cursor() as cursor:
        cursor.execute(damage)
    assert code in wrong()

"""What the database itself says about its order: roles, guarded tables, grants and migrations."""

from __future__ import annotations

from dataclasses import dataclass

from django.apps import apps
from django.db import connections
from django.db.migrations.loader import MigrationLoader

from doorstroom.database.grants import ONLY_ADDED_TO

# Tables that name a person and need no guard, each with its reason.
UNGUARDED = {
    "imports_savedmapping": "holds column names of a partner's file, no people",
}
PERSON_COLUMNS = ("person_id", "trajectory_id", "nomination_id", "selection_id", "batch_id")


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: a code for the sentence, whether it is in order, and what was seen."""

    code: str
    fine: bool
    detail: str = ""


def findings(*, app_role: str) -> list[Finding]:
    """Look at roles, row-level security, the log's grants and the migrations, as the app role."""
    return [*_role_findings(app_role), *_guard_findings(), *_log_findings(app_role), _migration_finding()]


def person_tables() -> set[str]:
    """Tables of ours with a column that leads to a person."""
    found = {"participants_person"}
    for model in apps.get_models():
        if model.__module__.startswith("doorstroom."):
            columns = {field.column for field in model._meta.local_concrete_fields}
            if columns & set(PERSON_COLUMNS):
                found.add(model._meta.db_table)
    return found


def _rows(sql: str, params: list[str] | None = None) -> list[tuple[object, ...]]:
    with connections["default"].cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())


def _role_findings(app_role: str) -> list[Finding]:
    (is_super, bypasses), *_ = _rows("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
    owned = _rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user LIMIT 3")
    return [
        Finding("app_role_is_no_superuser", not is_super, app_role),
        Finding("app_role_does_not_bypass_guards", not bypasses, app_role),
        Finding("app_role_owns_no_tables", not owned, ", ".join(str(row[0]) for row in owned)),
    ]


def _guard_findings() -> list[Finding]:
    guarded = {
        str(row[0]) for row in _rows("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
    }
    missing = sorted(person_tables() - guarded - set(UNGUARDED))
    visible = _rows("SELECT count(*) FROM participants_person")[0][0]
    return [
        Finding("every_person_table_is_guarded", not missing, ", ".join(missing)),
        Finding("nobody_is_visible_without_scope", visible == 0, str(visible)),
    ]


def _log_findings(app_role: str) -> list[Finding]:
    loose = [
        table
        for table in ONLY_ADDED_TO
        if _rows("SELECT has_table_privilege(%s, %s, 'UPDATE, DELETE, TRUNCATE')", [app_role, table])[0][0]
    ]
    return [Finding("app_role_cannot_change_the_log", not loose, ", ".join(loose))]


def waiting_migrations(using: str = "default") -> list[tuple[str, str]]:
    """A plan to the last of each app would not see one that is missing in the middle."""
    loader = MigrationLoader(connections[using])
    return sorted(set(loader.graph.nodes) - set(loader.applied_migrations))


def _migration_finding() -> Finding:
    waiting = waiting_migrations()
    return Finding("migrations_are_applied", not waiting, ", ".join(".".join(step) for step in waiting[:3]))

"""What the serving roles may do with tables: the app reads and writes, but never changes the log."""

from __future__ import annotations

from django.db import connections
from psycopg import sql

ONLY_ADDED_TO = ("audit_entry", "audit_seal", "taxonomy_linkcorrection")


def grant_to_app(*, owner_alias: str = "owner", app_role: str) -> None:
    """Give the app role its rights on what the owner's migrations made; may be repeated."""
    connection = connections[owner_alias]
    if connection.settings_dict["USER"] == app_role:
        return
    role = sql.Identifier(app_role)
    statements = [
        sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(role),
        sql.SQL("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {}").format(role),
        sql.SQL("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}").format(role),
        *(
            sql.SQL("REVOKE UPDATE, DELETE, TRUNCATE ON {} FROM {}").format(sql.Identifier(table), role)
            for table in ONLY_ADDED_TO
        ),
    ]
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def gather_statistics(*, owner_alias: str = "owner") -> None:
    """Let the database count its rows now: after a bulk load its plans would else be guesses for a while."""
    with connections[owner_alias].cursor() as cursor:
        cursor.execute("ANALYZE")

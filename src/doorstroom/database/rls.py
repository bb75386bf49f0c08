"""SQL for row-level security, written once, used by the migrations of the apps that hold personal data.

The text here is frozen history as soon as a migration has run: a changed rule is a new migration.
"""

from __future__ import annotations

from django.db import migrations

# Small, so that PostgreSQL inlines them: what the open scope says, or NULL when no scope is open.
SCOPE_FUNCTIONS = """
CREATE FUNCTION doorstroom_organisation() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('doorstroom.organisation', true), '')::bigint $$;
CREATE FUNCTION doorstroom_membership() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('doorstroom.membership', true), '')::bigint $$;
CREATE FUNCTION doorstroom_role() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('doorstroom.role', true), '') $$;
CREATE FUNCTION doorstroom_person() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('doorstroom.person', true), '')::uuid $$;
CREATE FUNCTION doorstroom_on() RETURNS date LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('doorstroom.on', true), '')::date $$;
"""
DROP_SCOPE_FUNCTIONS = """
DROP FUNCTION doorstroom_organisation(); DROP FUNCTION doorstroom_membership(); DROP FUNCTION doorstroom_role();
DROP FUNCTION doorstroom_person(); DROP FUNCTION doorstroom_on();
"""

SYSTEM = "doorstroom_role() = 'system'"


def current_relation(alias: str = "r") -> str:
    """SQL: relation `alias` belongs to the acting member in the acting role, today."""
    return (
        f"{alias}.organisation_id = doorstroom_organisation() AND {alias}.role = doorstroom_role()"
        f" AND ({alias}.member_id IS NULL OR {alias}.member_id = doorstroom_membership())"
        f" AND {alias}.valid_from <= doorstroom_on()"
        f" AND ({alias}.valid_until IS NULL OR {alias}.valid_until > doorstroom_on())"
    )


def person_visible(column: str, category: str) -> str:
    """SQL: the acting member has a relation to this person under an approved line for this category.

    `doorstroom_purposes` reads the lines once a statement, so that a row costs one look in the index of relations;
    a migration that uses this depends on ("database", "0002_purposes_once"). The line's agreement must be in force
    that day: expiry or withdrawal closes access at the next statement.
    """
    return f"""(
  {SYSTEM} OR {column} = doorstroom_person() OR EXISTS (
    SELECT 1 FROM participants_personrelation r WHERE r.person_id = {column} AND {current_relation()}
      AND r.purpose = ANY ((SELECT doorstroom_purposes('{category}'))::text[])))"""


def person_visible_joined(column: str, category: str) -> str:
    """SQL, the rule as guards before migration 0002 have it: the same people, but joined again for every row."""
    return f"""(
  {SYSTEM} OR {column} = doorstroom_person() OR EXISTS (
    SELECT 1 FROM participants_personrelation r
    JOIN agreements_dataline l ON l.recipient_id = r.organisation_id AND l.purpose = r.purpose
      AND l.category = '{category}' AND l.approved_on <= doorstroom_on()
      AND (l.withdrawn_on IS NULL OR l.withdrawn_on > doorstroom_on())
    JOIN agreements_agreement a ON a.id = l.agreement_id AND a.status = 'in_force'
      AND a.valid_from <= doorstroom_on() AND (a.valid_until IS NULL OR a.valid_until > doorstroom_on())
    WHERE r.person_id = {column} AND {current_relation()}))"""


def guard(table: str, using: str, check: str | None = None) -> migrations.RunSQL:
    """Operation: rows of this table show and change only where `using` (new values: `check`) holds.

    The role that owns the tables migrates and repairs, so it passes; everyone else is held, and without an
    open scope sees nothing.
    """
    return migrations.RunSQL(
        sql=f"""
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_migrates ON {table} TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY scope ON {table} USING ({using}) WITH CHECK ({check or using});
""",
        reverse_sql=f"""
DROP POLICY scope ON {table};
DROP POLICY owner_migrates ON {table};
ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY;
ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;
""",
    )


def guard_person_rows(table: str, category: str, column: str = "person_id") -> migrations.RunSQL:
    """Operation: rows about one person, open to relations with an approved line for `category`."""
    return guard(table, person_visible(f"{table}.{column}", category))


def guard_person_rows_joined(table: str, category: str, column: str = "person_id") -> migrations.RunSQL:
    """Operation of guards before migration 0002, which brings them to `guard_person_rows`."""
    return guard(table, person_visible_joined(f"{table}.{column}", category))


def see_by_purpose(table: str, category: str, column: str = "person_id", also: str = "true") -> migrations.RunSQL:
    """Operation: an existing guard asks `person_visible` instead of `person_visible_joined`; `also` is kept."""
    rules = [f"({rule(f'{table}.{column}', category)} AND {also})" for rule in (person_visible, person_visible_joined)]
    sql, reverse_sql = (f"ALTER POLICY scope ON {table} USING {rule} WITH CHECK {rule};" for rule in rules)
    return migrations.RunSQL(sql=sql, reverse_sql=reverse_sql)


def guard_through(table: str, parent: str, column: str) -> migrations.RunSQL:
    """Operation: rows that belong to a guarded parent row are seen exactly when the parent is seen."""
    return guard(table, f"({SYSTEM} OR EXISTS (SELECT 1 FROM {parent} p WHERE p.id = {table}.{column}))")

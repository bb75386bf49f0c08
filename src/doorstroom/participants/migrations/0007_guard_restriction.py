from django.db import migrations

from doorstroom.database.rls import SYSTEM, guard

HERSELF = "person_id = doorstroom_person()"
RELATED = "organisation_id = doorstroom_organisation() OR doorstroom_related(person_id)"
ADMITTED = "doorstroom_membership() = ANY (admitted)"
OFFICER = "doorstroom_role() = 'privacy_officer' AND organisation_id = doorstroom_organisation()"

# Every guard of a table about people asks the relations, so that what shuts these shuts all of them. Read once a
# statement, as the owner: whoever is shut out may not know that there is a restriction.
SHUT = """
CREATE FUNCTION doorstroom_shut() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public AS $$
  SELECT coalesce(array_agg(person_id), '{}') FROM participants_restriction
  WHERE lifted_at IS NULL AND until > doorstroom_on() AND NOT coalesce(doorstroom_membership(), 0) = ANY (admitted) $$;
"""
BEFORE = f"({SYSTEM} OR {HERSELF} OR {RELATED})"
OPEN = f"({SYSTEM} OR {HERSELF} OR (({RELATED}) AND person_id <> ALL ((SELECT doorstroom_shut())::uuid[])))"


class Migration(migrations.Migration):
    """A restricted file opens to the members admitted to it. Relations may still be written; they stay shut."""

    dependencies = [("participants", "0006_restriction"), ("database", "0002_purposes_once")]
    operations = [
        guard("participants_restriction", f"({SYSTEM} OR {HERSELF} OR {ADMITTED} OR ({OFFICER}))"),
        migrations.RunSQL(SHUT, "DROP FUNCTION doorstroom_shut()"),
        migrations.RunSQL(
            f"ALTER POLICY scope ON participants_personrelation USING {OPEN} WITH CHECK {BEFORE}",
            f"ALTER POLICY scope ON participants_personrelation USING {BEFORE} WITH CHECK {BEFORE}",
        ),
    ]

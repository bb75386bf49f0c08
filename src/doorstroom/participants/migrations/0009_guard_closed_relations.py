from django.db import migrations

from doorstroom.database.rls import SYSTEM, current_relation

RELATED = "organisation_id = doorstroom_organisation() OR doorstroom_related(person_id)"
BEFORE = f"({SYSTEM} OR person_id = doorstroom_person() OR (({RELATED}) AND person_id <> ALL ((SELECT doorstroom_shut())::uuid[])))"
AFTER = f"""({SYSTEM} OR person_id = doorstroom_person() OR (({RELATED})
  AND (closes_at IS NULL OR closes_at > doorstroom_at()) AND person_id <> ALL ((SELECT doorstroom_shut())::uuid[])))"""
FUNCTION = """
CREATE OR REPLACE FUNCTION doorstroom_related(person uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT EXISTS (SELECT 1 FROM participants_personrelation r WHERE r.person_id = person AND {rule}) $$;
"""
OPEN = f"{current_relation()} AND (r.closes_at IS NULL OR r.closes_at > public.doorstroom_at())"


class Migration(migrations.Migration):
    """A relation that closes within a day is gone from that moment, and with it what every guard opens by it."""

    dependencies = [("participants", "0008_relation_closes_at"), ("database", "0003_scope_at")]
    operations = [
        migrations.RunSQL(FUNCTION.format(rule=OPEN), FUNCTION.format(rule=current_relation())),
        migrations.RunSQL(
            f"ALTER POLICY scope ON participants_personrelation USING {AFTER}",
            f"ALTER POLICY scope ON participants_personrelation USING {BEFORE}",
        ),
    ]

"""The log speaks of a person by a key that can be destroyed, and says result and origin of each act."""

import django.db.models.functions.datetime
from django.db import migrations, models

from doorstroom.database.rls import SYSTEM, guard

FUNCTIONS = """
INSERT INTO audit_personkey (person_id, key) SELECT DISTINCT person_key, person_key FROM audit_entry
  WHERE person_key IS NOT NULL;
CREATE FUNCTION audit_key_of(person uuid) RETURNS uuid LANGUAGE sql STABLE STRICT SECURITY DEFINER
  SET search_path = public, pg_temp AS $$ SELECT key FROM audit_personkey WHERE person_id = person $$;
CREATE FUNCTION audit_ensure_key(person uuid) RETURNS uuid LANGUAGE plpgsql VOLATILE STRICT SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE found uuid;
BEGIN
  SELECT key INTO found FROM audit_personkey WHERE person_id = person;
  IF found IS NULL THEN
    INSERT INTO audit_personkey (person_id, key) VALUES (person, gen_random_uuid()) ON CONFLICT DO NOTHING;
    SELECT key INTO found FROM audit_personkey WHERE person_id = person;
  END IF;
  RETURN found;
END $$;
DROP POLICY scope ON audit_entry;
CREATE POLICY scope ON audit_entry USING (
  {system} OR person_key = (SELECT audit_key_of(doorstroom_person()))
  OR (doorstroom_role() = 'privacy_officer' AND organisation_id = doorstroom_organisation())) WITH CHECK (true);
""".format(system=SYSTEM)
BACK = """
DROP POLICY scope ON audit_entry;
CREATE POLICY scope ON audit_entry USING (
  {system} OR person_key = doorstroom_person()
  OR (doorstroom_role() = 'privacy_officer' AND organisation_id = doorstroom_organisation())) WITH CHECK (true);
DROP FUNCTION audit_ensure_key(uuid);
DROP FUNCTION audit_key_of(uuid);
""".format(system=SYSTEM)


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_guard")]
    operations = [
        migrations.CreateModel(
            name="PersonKey",
            fields=[
                ("person_id", models.UUIDField(primary_key=True, serialize=False)),
                ("key", models.UUIDField(unique=True)),
            ],
        ),
        migrations.RenameField("entry", "person_id", "person_key"),
        migrations.AddField("entry", "result", models.CharField(db_default="done", max_length=10)),
        migrations.AddField("entry", "network", models.CharField(blank=True, db_default="", max_length=80)),
        # The column is there since 0002; from here on the model knows it.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AddField(
                    "entry", "recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())
                )
            ]
        ),
        migrations.RunSQL(sql=FUNCTIONS, reverse_sql=BACK),
        guard("audit_personkey", SYSTEM),
    ]

from django.db import migrations

from doorstroom.database.rls import SYSTEM, guard


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0001_initial"),
        ("database", "0001_scope_functions"),
    ]
    operations = [
        migrations.RunSQL(
            sql="""
ALTER TABLE audit_entry ADD COLUMN recorded_at timestamptz NOT NULL DEFAULT clock_timestamp();
CREATE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the log is only ever added to' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE TRIGGER entry_never_changes BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER seal_never_changes BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_seal
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
""",
            reverse_sql="""
DROP TRIGGER seal_never_changes ON audit_seal;
DROP TRIGGER entry_never_changes ON audit_entry;
DROP FUNCTION audit_refuse_change();
ALTER TABLE audit_entry DROP COLUMN recorded_at;
""",
        ),
        # Everyone may add; the person reads her own rows, a privacy officer those of his organisation.
        guard(
            "audit_entry",
            f"{SYSTEM} OR person_id = doorstroom_person()"
            " OR (doorstroom_role() = 'privacy_officer' AND organisation_id = doorstroom_organisation())",
            check="true",
        ),
    ]

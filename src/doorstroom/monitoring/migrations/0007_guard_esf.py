"""Who accounts for a programme sees its ESF+ rows; anybody else those of people whose profile is open to her."""

from django.db import migrations

from doorstroom.database.rls import guard, person_visible

KEEPER = """operation_id IN (
  SELECT o.id FROM monitoring_esfoperation o JOIN programmes_programmepartner p ON p.programme_id = o.programme_id
  WHERE p.organisation_id = doorstroom_organisation() AND p.role = doorstroom_role()
    AND p.role IN ('project_controller', 'programme_manager'))"""
ENTRY = f"({person_visible('monitoring_esfentry.person_id', 'profile')} OR {KEEPER})"
RESULT = f"""({person_visible("monitoring_esfresult.person_id", "profile")}
  OR entry_id IN (SELECT e.id FROM monitoring_esfentry e WHERE {KEEPER}))"""

REFUSE = """
CREATE FUNCTION monitoring_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'what was observed or published is never changed; add what is true now'
  USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE TRIGGER esf_entry_never_changes BEFORE UPDATE OF gender, birth_date, status, education, started_on, source,
  recorded_at ON monitoring_esfentry FOR EACH ROW EXECUTE FUNCTION monitoring_refuse_change();
CREATE TRIGGER esf_result_never_changes BEFORE UPDATE OF moment, left_on, observed_on, source, seeks_work, in_education,
  qualified, employed, improved, recorded_at ON monitoring_esfresult
  FOR EACH ROW EXECUTE FUNCTION monitoring_refuse_change();
CREATE TRIGGER published_table_never_changes BEFORE UPDATE OR DELETE ON monitoring_publishedtable
  FOR EACH ROW EXECUTE FUNCTION monitoring_refuse_change();
"""
ALLOW = """
DROP TRIGGER published_table_never_changes ON monitoring_publishedtable;
DROP TRIGGER esf_result_never_changes ON monitoring_esfresult;
DROP TRIGGER esf_entry_never_changes ON monitoring_esfentry;
DROP FUNCTION monitoring_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0006_published_tables_and_esf"), ("database", "0002_purposes_once")]
    operations = [
        guard("monitoring_esfentry", ENTRY),
        guard("monitoring_esfresult", RESULT),
        migrations.RunSQL(sql=REFUSE, reverse_sql=ALLOW),
    ]

from django.db import migrations

from doorstroom.database.rls import SYSTEM, guard_person_rows_joined


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0001_initial"),
        ("trajectories", "0002_guard"),
    ]
    operations = [
        guard_person_rows_joined("intake_invitation", "progress"),
        guard_person_rows_joined("intake_intake", "progress"),
        guard_person_rows_joined("intake_selection", "progress"),
        guard_person_rows_joined("intake_judgement", "progress"),
        guard_person_rows_joined("intake_decider", "progress"),
        # Why people stayed away, as counts that every partner of the round may see.
        migrations.RunSQL(
            sql=f"""
CREATE FUNCTION doorstroom_round_absences(asked_round bigint) RETURNS TABLE (reason text, people bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT i.reason::text, count(DISTINCT i.nomination_id)
  FROM intake_invitation i JOIN rounds_nomination n ON n.id = i.nomination_id
  WHERE n.round_id = asked_round AND n.came_on IS NULL AND i.attended = 'stayed_away' AND ({SYSTEM}
    OR EXISTS (SELECT 1 FROM rounds_roundpartner p WHERE p.round_id = asked_round
               AND p.organisation_id = doorstroom_organisation())
    OR EXISTS (SELECT 1 FROM rounds_referrerrequest q WHERE q.round_id = asked_round
               AND q.organisation_id = doorstroom_organisation()))
  GROUP BY 1 $$;
""",
            reverse_sql="DROP FUNCTION doorstroom_round_absences(bigint);",
        ),
    ]

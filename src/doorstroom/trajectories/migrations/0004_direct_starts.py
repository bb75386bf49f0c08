"""Who starts in a round without a nomination counts among its starts: an approach with dual entry has nobody else."""

from django.db import migrations

from doorstroom.database.rls import SYSTEM

MAY_COUNT = f"""({SYSTEM}
    OR EXISTS (SELECT 1 FROM rounds_roundpartner p WHERE p.round_id = asked_round
               AND p.organisation_id = doorstroom_organisation())
    OR EXISTS (SELECT 1 FROM rounds_referrerrequest q WHERE q.round_id = asked_round
               AND q.organisation_id = doorstroom_organisation()))"""
NOMINATED = f"""
  SELECT n.referrer_id, n.outcome::text, n.came_on IS NOT NULL, n.started_on IS NOT NULL, count(*)
  FROM rounds_nomination n WHERE n.round_id = asked_round AND {MAY_COUNT}
  GROUP BY 1, 2, 3, 4"""
DIRECT = f"""
  SELECT NULL::bigint, 'direct', false, true, count(*)
  FROM trajectories_trajectory t WHERE t.round_id = asked_round AND t.started_on IS NOT NULL AND {MAY_COUNT}
    AND NOT EXISTS (SELECT 1 FROM rounds_nomination n WHERE n.round_id = asked_round AND n.person_id = t.person_id)
  HAVING count(*) > 0"""


def counts(query: str) -> str:
    return f"""
CREATE OR REPLACE FUNCTION doorstroom_round_counts(asked_round bigint)
  RETURNS TABLE (referrer_id bigint, outcome text, came boolean, started boolean, people bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$ {query} $$;"""


class Migration(migrations.Migration):
    dependencies = [("rounds", "0003_reasons_and_signatures"), ("trajectories", "0003_position")]

    operations = [
        migrations.RunSQL(sql=counts(f"{NOMINATED} UNION ALL {DIRECT}"), reverse_sql=counts(NOMINATED)),
    ]

"""Offers are read with the person; how many said what is counted over everybody on a list, and only numbers leave."""

from django.db import migrations

from doorstroom.database.rls import SYSTEM, guard_person_rows

COUNTS = f"""
CREATE FUNCTION placements_offer_counts(asked bigint[])
  RETURNS TABLE (sending_id bigint, offered bigint, accepted bigint, declined bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT o.sending_id, count(*), count(*) FILTER (WHERE o.answer = 'accepted'),
         count(*) FILTER (WHERE o.answer = 'declined')
  FROM placements_guidanceoffer o JOIN placements_sendinglist l ON l.id = o.sending_id
  JOIN programmes_programme p ON p.id = l.programme_id
  WHERE o.sending_id = ANY(asked)
    AND ({SYSTEM} OR p.receiving_desk_id = doorstroom_organisation() OR EXISTS (
      SELECT 1 FROM programmes_programmepartner x
      WHERE x.programme_id = p.id AND x.organisation_id = doorstroom_organisation()))
  GROUP BY 1 $$;
"""


class Migration(migrations.Migration):
    dependencies = [("placements", "0011_sending_lists"), ("database", "0002_purposes_once")]
    operations = [
        guard_person_rows("placements_guidanceoffer", "progress"),
        migrations.RunSQL(COUNTS, reverse_sql="DROP FUNCTION placements_offer_counts(bigint[]);"),
    ]

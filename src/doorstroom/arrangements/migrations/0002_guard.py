"""Arrangements are read with the person; by type they are counted over everybody, and only numbers leave."""

from django.db import migrations

from doorstroom.database.rls import SYSTEM, guard_person_rows

COUNTS = f"""
CREATE FUNCTION arrangements_counts(asked bigint[], asked_on date)
  RETURNS TABLE (type_id bigint, arrangements bigint, begun bigint, people bigint, employers bigint, young bigint,
                 adult bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT a.type_id, count(*), count(*) FILTER (WHERE a.starts_on <= asked_on), count(DISTINCT a.person_id),
         count(DISTINCT a.employer_id), count(*) FILTER (WHERE a.young), count(*) FILTER (WHERE NOT a.young)
  FROM arrangements_arrangement a JOIN arrangements_arrangementtype t ON t.id = a.type_id
  JOIN programmes_programme p ON p.id = t.programme_id
  WHERE a.type_id = ANY(asked) AND a.called_off_on IS NULL
    AND ({SYSTEM} OR p.receiving_desk_id = doorstroom_organisation() OR EXISTS (
      SELECT 1 FROM programmes_programmepartner x
      WHERE x.programme_id = p.id AND x.organisation_id = doorstroom_organisation()))
  GROUP BY GROUPING SETS ((a.type_id), ()) $$;
"""


class Migration(migrations.Migration):
    dependencies = [("arrangements", "0001_types_and_arrangements"), ("database", "0002_purposes_once")]
    operations = [
        guard_person_rows("arrangements_arrangement", "progress"),
        migrations.RunSQL(COUNTS, reverse_sql="DROP FUNCTION arrangements_counts(bigint[], date);"),
    ]

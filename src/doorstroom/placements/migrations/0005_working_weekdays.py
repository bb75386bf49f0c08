from django.db import migrations

from doorstroom.database.rls import person_visible_joined


class Migration(migrations.Migration):
    """On which weekdays someone works is part of her calendar: whoever may see progress may know it, and
    nothing else of the placement."""

    dependencies = [("placements", "0004_one_place_per_weekday"), ("participants", "0002_guard")]
    operations = [
        migrations.RunSQL(
            sql=f"""
CREATE FUNCTION placements_working_weekdays(asked bigint[])
  RETURNS TABLE (trajectory_id bigint, first_day date, last_day date, weekdays smallint[])
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT p.trajectory_id, p.starts_on, coalesce(p.ended_on, p.ends_on), p.weekdays FROM placements_placement p
  WHERE p.trajectory_id = ANY(asked) AND p.state IN ('active', 'ended') AND cardinality(p.weekdays) > 0
    AND {person_visible_joined("p.person_id", "progress")}
  ORDER BY p.starts_on, p.id $$;
""",
            reverse_sql="DROP FUNCTION placements_working_weekdays(bigint[]);",
        ),
    ]

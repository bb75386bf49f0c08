"""Trajectories and people of each programme and issue, whoever may see the people: figures without names, for those
who lead programmes and decide on issues."""

from django.db import migrations

from doorstroom.database.rls import SYSTEM

COUNTS = f"""
CREATE FUNCTION doorstroom_issue_counts()
  RETURNS TABLE (level int, issue_id bigint, programme_id bigint, people bigint, trajectories bigint, started bigint,
                 under_way bigint, left_again bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT grouping(p.issue_id, p.id), p.issue_id, p.id, count(DISTINCT t.person_id), count(t.id),
         count(t.id) FILTER (WHERE t.started_on IS NOT NULL), count(t.id) FILTER (WHERE t.exited_on IS NULL),
         count(t.id) FILTER (WHERE t.exited_on IS NOT NULL)
  FROM programmes_programme p LEFT JOIN trajectories_trajectory t ON t.programme_id = p.id
  WHERE {SYSTEM} OR doorstroom_role() IN ('programme_manager', 'board_member')
  GROUP BY GROUPING SETS ((p.issue_id, p.id), (p.issue_id), ())
$$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cooperation", "0002_board"),
        ("programmes", "0001_initial"),
        ("trajectories", "0002_guard"),
        ("database", "0001_scope_functions"),
    ]
    operations = [migrations.RunSQL(COUNTS, reverse_sql="DROP FUNCTION doorstroom_issue_counts();")]
